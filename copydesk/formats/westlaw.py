"""Westlaw news text: ``6/14/21 Aldersby Gazette``, ``2021 WLNR 18812345``, paper, date, ``Section:``, headline, text,
``---- Index References ----``, ``END OF DOCUMENT``.

The number with ``WLNR`` says that it is a news record, and the closing line ends it; what stands between index and closing line is
Westlaw's own. A line under the headline that is nothing but a name of two to four words is the byline.
"""

from __future__ import annotations

import re

from copydesk.formats.columns import is_name
from copydesk.formats.dates import find_dates
from copydesk.formats.records import Entry, Lines
from copydesk.formats.slots import Draft, make_split
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_END = re.compile(r"END OF DOCUMENT", re.IGNORECASE)
_NUMBER = re.compile(r"\d{4} WL(?:NR)? \d{4,12}")
_TOP = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4} .{2,120}")
_LOADED = re.compile(r"Loaded Date: .{6,20}", re.IGNORECASE)
_INDEX = re.compile(r"-{2,}\s?Index References\s?-{2,}", re.IGNORECASE)
_BYLINE = re.compile(r"(?:By|Byline:)\s+\S.{1,90}", re.IGNORECASE)
_HEADER = 14  # lines of the longest header


def find_westlaw(page: Page) -> Split | None:
    """The records of a Westlaw export; None unless closing lines stand under numbers of its kind."""
    if " WLNR " not in page.text and " WL " not in page.text:
        return None
    lines = Lines(page)
    ends = lines.matching(_END, 20)
    stories: list[Story] = []
    good = 0
    for record, _ in lines.closed_by(ends):
        good += any(_NUMBER.fullmatch(e.text) for e in record[:6])
        if len(record) > 3:
            stories.append(_read_record(page.text, record))
    if not stories or good * 2 < len(ends):
        return None
    return make_split(page.text, stories, "westlaw")


def _read_record(text: str, record: list[Entry]) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, "westlaw")
    draft.mark(record[-1].start, record[-1].end, Label.END_MARK, "end")
    last = next((i for i in range(1, len(record)) if _INDEX.fullmatch(record[i].text)), len(record) - 1)
    if last == len(record) - 1 and _TOP.fullmatch(record[last - 1].text):
        last -= 1  # the paper's code again, right above the closing line
    for e in record[last:-1]:
        draft.mark(e.start, e.end, Label.SEPARATOR, "index")
    i = 0
    section = False
    while i < min(last, _HEADER):
        e = record[i]
        if m := _NUMBER.fullmatch(e.text):
            draft.mark(e.start, e.end, Label.SEPARATOR, "number", (Field(FieldName.ACCESSION, m[0]),))
        elif (i == 0 and _TOP.fullmatch(e.text)) or _LOADED.fullmatch(e.text):
            draft.mark(e.start, e.end, Label.SEPARATOR, "service")
        elif e.text.lower().startswith(("copyright", "©", "(c)")):
            draft.slot(e.start, e.end, FieldName.NOTICE)
        elif e.text.startswith("Section:"):
            draft.slot(e.start, e.end, FieldName.SECTION, e.text.removeprefix("Section:"))
            section = True
        elif not draft.has(FieldName.PUBLISHED) and len(e.text) < 40 and any(d.is_full for d in find_dates(e.text)):
            draft.slot(e.start, e.end, FieldName.PUBLISHED)
        elif not draft.has(FieldName.PUBLISHER) and not draft.has(FieldName.PUBLISHED):
            draft.slot(e.start, e.end, FieldName.PUBLISHER)
        elif not draft.has(FieldName.TITLE) and (section or draft.has(FieldName.PUBLISHED)):
            draft.slot(e.start, e.end, FieldName.TITLE)
        elif draft.has(FieldName.TITLE) and not draft.has(FieldName.AUTHOR) and (is_name(e.text) or _BYLINE.fullmatch(e.text)):
            draft.slot(e.start, e.end, FieldName.AUTHOR, re.sub(r"(?i)^byline:\s*", "", e.text))
        else:
            break
        i += 1
    if i < last:
        draft.body(record[i].start, record[last - 1].end)
    return draft.finish(fill=False)
