"""iCalendar (RFC 5545): journal entries and events whose descriptions are stories.

``BEGIN:VJOURNAL`` … ``SUMMARY:Bridge opens`` … ``DESCRIPTION:The bridge\\, …`` … ``END:VJOURNAL``. A line that begins with a space goes on
where the one above it was folded; commas, semicolons and line breaks are escaped. A journal entry's ``DTSTART`` is its day; that of an
event is the event's and no story's. Entries without a description are left outside.
"""

from __future__ import annotations

import re
from itertools import pairwise

from copydesk.formats.slots import Draft, make_split
from copydesk.types import Field, FieldName, Label, Mark, Page, Split, Story

_EDGE = re.compile(r"^(BEGIN|END):(VJOURNAL|VEVENT|VTODO)[ \t\r]*$", re.MULTILINE)
_LINE = re.compile(r"^([A-Z][A-Z0-9-]{1,40})(?:;[^:\n]{0,200})?:(.*(?:\n[ \t].*)*)$", re.MULTILINE)
_WRITTEN = re.compile(r"(?:\r?\n[ \t]|\\(?:\r?\n[ \t])?[nN,;\\])+")
_FOLD, _ESCAPE = re.compile(r"\r?\n[ \t]"), re.compile(r"\\([nN,;\\])")
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?")
_LEAST_PROSE = 40  # characters of the description of the median entry
_SLOTS = {"SUMMARY": FieldName.TITLE, "CATEGORIES": FieldName.SECTION, "UID": FieldName.ACCESSION}
_DAYS = {"VJOURNAL": "DTSTART", "VEVENT": "CREATED", "VTODO": "CREATED"}


def find_ical(page: Page) -> Split | None:
    """The entries of a calendar; None unless the text is one and its entries are described in sentences."""
    text = page.text
    if not text[:400].lstrip("\ufeff \r\n").startswith("BEGIN:VCALENDAR"):
        return None
    edges = list(_EDGE.finditer(text))
    entries = [(a, b) for a, b in pairwise(edges) if (a[1], b[1]) == ("BEGIN", "END") and a[2] == b[2]]
    read = [(a, b, {line[1]: line for line in _LINE.finditer(text, a.end() + 1, b.start())}) for a, b in entries]
    told = [(a, b, lines) for a, b, lines in read if "DESCRIPTION" in lines]
    sizes = sorted(len(lines["DESCRIPTION"][2]) for _, _, lines in told)
    if not told or sizes[len(sizes) // 2] < _LEAST_PROSE:
        return None
    return make_split(text, [_read_entry(text, a, b.end(), lines) for a, b, lines in told], "ical")


def _read_entry(text: str, opening: re.Match[str], stop: int, lines: dict[str, re.Match[str]]) -> Story:
    draft = Draft(text, opening.start(), stop, "ical")
    for key, line in lines.items():
        value = _read_value(line[2]).strip()
        end = line.start() + len(line[0].rstrip())
        if key == "DESCRIPTION":
            draft.body(line.start(2), end)
            draft.marks.extend(
                Mark(m.start(), m.end(), Label.ENTITY, "ical-escape", after=_read_value(m[0]))
                for m in _WRITTEN.finditer(text, line.start(2), end)
            )
        elif (name := _SLOTS.get(key)) and value:
            draft.slot(line.start(), end, name, " ".join(value.split()))
        elif key in (_DAYS[opening[2]], "LAST-MODIFIED") and (day := _read_stamp(value)):
            name = FieldName.UPDATED if key == "LAST-MODIFIED" else FieldName.PUBLISHED
            draft.mark(line.start(), end, Label.DATE, name.value, (Field(name, day),))
    return draft.finish()


def _read_value(text: str) -> str:
    """A value unfolded, its escapes as they read."""
    return _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], _FOLD.sub("", text))


def _read_stamp(value: str) -> str:
    """``20150411`` and ``20150411T080000Z`` as ISO 8601, '' for anything else."""
    m = _STAMP.fullmatch(value)
    if m is None or not (1 <= int(m[2]) <= 12 and 1 <= int(m[3]) <= 31):
        return ""
    return f"{m[1]}-{m[2]}-{m[3]}" + (f"T{m[4]}:{m[5]}:{m[6]}{m[7]}" if m[4] else "")
