"""dpa and its sister services: ``dpa0123 3 pl 345  dpa 0678``, keywords between slashes, a headline that closes with ``=``, the text,
notes for desks, and ``dpa abc yyde a3 xy`` over ``031011 Mai 19``.

The notes (``# dpa-Notizblock``: places, contacts, what is not for publication) are the agency's own and no text of the story.
"""

from __future__ import annotations

import re

from copydesk.formats.records import Entry, Lines
from copydesk.formats.signs import FOUR_AND_ONE, find_bits, find_signs
from copydesk.formats.slots import Draft, make_split
from copydesk.formats.stamps import read_stamp
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_OPEN = re.compile(r"[a-z]{2,4}\d{4} \d [a-z]{2} \d{1,4}\s+[a-z]{2,4} \d{4}")
_OPENED = re.compile(r"\n(?<=[a-z] \d{4}\n)")  # how the service line ends; the line break comes first as it is found quickest
_FIGURES = find_bits(FOUR_AND_ONE)  # of the service line
_KEYWORDS = re.compile(r"(?:[^/\n]{1,40}/){1,8}(?:[^/\n]{0,40})")
_NOTES = re.compile(r"#{0,3}\s?(?:dpa|afp|sid)-Notizblock|---\s?Redaktionelle Hinweise.{0,20}", re.IGNORECASE)
_SIGN = re.compile(r"(?:dpa|afp|sid)(?:[ /-][a-zäöü]{1,5}\d?){1,8}")
_HEADLINE = 4  # lines of the longest headline


def find_dpa(page: Page) -> Split | None:
    """The messages of a dpa file; None unless service lines open them and signatures or stamps close them."""
    if not find_signs(page.text).bits & _FIGURES or not _OPENED.search(page.text, 0, 100_000):
        return None
    lines = Lines(page)
    starts = lines.matching(_OPEN, 60)
    if not starts:
        return None
    stops = [*starts[1:], len(lines.entries)]
    records = [lines.entries[a:b] for a, b in zip(starts, stops, strict=True)]
    closed = sum(any(_SIGN.fullmatch(e.text) or read_stamp(e.text) for e in record[-3:]) for record in records)
    if closed * 2 < len(records) or (starts[0] and sum(len(e.text) for e in lines.entries[: starts[0]]) > 400):
        return None
    return make_split(page.text, [_read_message(page.text, record) for record in records], "dpa")


def _read_message(text: str, record: list[Entry]) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, "dpa")
    draft.mark(record[0].start, record[0].end, Label.SEPARATOR, "opening")
    first, end = 1, len(record)
    while end > 1 and ((stamp := read_stamp(record[end - 1].text)) or _SIGN.fullmatch(record[end - 1].text)):
        end -= 1
        fields = (Field(FieldName.PUBLISHED, stamp),) if stamp else ()
        draft.mark(record[end].start, record[end].end, Label.DATE if stamp else Label.END_MARK, "closing", fields)
    notes = next((i for i in range(1, end) if _NOTES.fullmatch(record[i].text)), end)
    for e in record[notes:end]:
        draft.mark(e.start, e.end, Label.CONTACT, "notes")
    while first < notes and _KEYWORDS.fullmatch(record[first].text) and not record[first].text.endswith("="):
        draft.mark(record[first].start, record[first].end, Label.SEPARATOR, "keywords")
        first += 1
    last = next((i for i in range(first, min(notes, first + _HEADLINE)) if record[i].text.endswith("=")), -1)
    if last >= 0:
        value = " ".join(e.text for e in record[first : last + 1]).rstrip(" =")
        draft.slot(record[first].start, record[last].end, FieldName.TITLE, value)
        first = last + 1
    if first < notes:
        draft.body(record[first].start, record[notes - 1].end)
    return draft.finish(fill=False)
