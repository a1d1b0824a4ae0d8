"""Europresse, plain text: source and number, section and date, headline, author, text, copyright, a reference such as
``news·20190503·LM·1234``.

The reference line closes a record. ``© 2019 SA Le Monde. Tous droits réservés.`` and the certificate line above it belong to the story.
"""

from __future__ import annotations

import re

from copydesk.formats.dates import find_dates
from copydesk.formats.records import Entry, Lines, read_holder
from copydesk.formats.signs import EIGHT_DIGITS, find_bits, find_signs
from copydesk.formats.slots import Draft, make_split
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_FIGURES = find_bits(EIGHT_DIGITS)  # of the stamp
_REFERENCE = re.compile(r"(?:news|newsstd)[·.][0-9]{8}[·.][A-Z0-9]{1,8}[·.]?[\w·.-]{0,40}", re.IGNORECASE)
_STAMP = re.compile(r"[·.][0-9]{8}[·.]")
_FURNITURE = re.compile(
    r"(?:©|\(c\)|copyright|tous droits|certificat|document\s|service public|la présente publication|illustration)", re.IGNORECASE
)


def find_europresse(page: Page) -> Split | None:
    """The records of a Europresse export; None unless its reference lines close records with dates in their headers."""
    if not find_signs(page.text).bits & _FIGURES or not _STAMP.search(page.text) or not _REFERENCE.search(page.text):
        return None
    lines = Lines(page)
    ends = lines.matching(_REFERENCE, 80)
    if not ends:
        return None
    stories, begin, dated = [], 0, 0
    for end in ends:
        record = lines.entries[begin : end + 1]
        if len(record) > 3:
            head = next((i for i, e in enumerate(record[:6]) if len(e.text) < 140 and any(d.is_full for d in find_dates(e.text))), -1)
            dated += head >= 0
            stories.append(_read_record(page.text, record, head))
        begin = end + 1
    if not stories or dated * 2 < len(stories):
        return None
    return make_split(page.text, stories, "europresse")


def _read_record(text: str, record: list[Entry], dated: int) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, "europresse")
    title = dated + 1
    if dated > 0:
        name = re.split(r",? n[o°º]\.? ?\d|,? \(?site web\)?|,? no ", record[0].text, maxsplit=1, flags=re.IGNORECASE)[0]
        draft.slot(record[0].start, record[0].end, FieldName.PUBLISHER, name)
    if dated >= 0:
        draft.slot(record[dated].start, record[dated].end, FieldName.PUBLISHED)
    for e in record[1:dated]:
        draft.mark(e.start, e.end, Label.SEPARATOR, "header")
    last = len(record) - 1
    draft.mark(record[last].start, record[last].end, Label.SEPARATOR, "reference", (Field(FieldName.ACCESSION, record[last].text),))
    while last > title + 1 and _FURNITURE.match(record[last - 1].text) and len(record[last - 1].text) < 400:
        last -= 1
        e = record[last]
        holder = read_holder(e.text)
        fields = [Field(FieldName.NOTICE, e.text)] + (
            [Field(FieldName.PUBLISHER, holder)] if holder and not draft.has(FieldName.PUBLISHER) else []
        )
        draft.mark(e.start, e.end, Label.COPYRIGHT, "copyright", fields)
    if title < last:
        draft.slot(record[title].start, record[title].end, FieldName.TITLE)
        body = title + 1
        if (
            body + 1 < last
            and len(record[body].text) < 60
            and record[body].gap
            and record[body + 1].gap
            and not record[body].text.endswith((".", "!", "?"))
        ):
            draft.slot(record[body].start, record[body].end, FieldName.AUTHOR)
            body += 1
        if body < last:
            draft.body(record[body].start, record[last - 1].end)
    return draft.finish(fill=False)
