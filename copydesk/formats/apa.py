"""The Austrian wire APA and its releases (OTS): ``APA0123 5 CI 0312   Mo, 14.Jun 2021``, keywords, ``Headline =``, ``Utl.: Subtitle =``,
the text, ``(Schluss) kos/bt``, ``APA0123    2021-06-14/10:15``, ``141015 Jun 21``.

The stamp with number and minute closes a message. A sign of equality ends headline and subtitle.
"""

from __future__ import annotations

import re

from copydesk.formats.records import Entry, Lines
from copydesk.formats.slots import Draft, make_split
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_CLOSE = re.compile(r"(?:APA|OTS)\d{4}\s+(\d{4}-\d{2}-\d{2})/(\d{2}:\d{2})")
_OPEN = re.compile(r"(?:APA|OTS)\d{4} .{4,120}")
_SHORT_STAMP = re.compile(r"\d{6} \w{3} \d{2}")
_END = re.compile(r"\((?:Schluss|Forts(?:etzung)?|Fortsetzung folgt)\).{0,40}|\*{3} ?OTS.{0,120}", re.IGNORECASE)
_KEYWORDS = re.compile(r"(?:[^/.\n]{1,60}/){1,12}[^/.\n]{1,60}")
_SUBTITLE = re.compile(r"(?:Utl|Untertitel)\.?:\s*(.+?)\s*=?", re.IGNORECASE)
_HEADER = 8


def find_apa(page: Page) -> Split | None:
    """The messages of such a file; None unless stamps close messages, and headlines end in the sign of equality."""
    if "APA" not in page.text and "OTS" not in page.text:
        return None
    lines = Lines(page)
    ends = lines.matching(_CLOSE, 60)
    stories: list[Story] = []
    good = 0
    for record, end in lines.closed_by(ends, _SHORT_STAMP):
        good += any(e.text.endswith("=") for e in record[:_HEADER]) or bool(_OPEN.fullmatch(record[0].text))
        if end > 1:
            stories.append(_read_message(page.text, record, end))
    return make_split(page.text, stories, "apa") if stories and good * 2 > len(ends) else None


def _read_message(text: str, record: list[Entry], end: int) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, "apa")
    m = _CLOSE.fullmatch(record[end].text)
    draft.mark(record[end].start, record[end].end, Label.DATE, "stamp", (Field(FieldName.PUBLISHED, f"{m[1]}T{m[2]}"),) if m else ())
    for e in record[end + 1 :]:
        draft.mark(e.start, e.end, Label.SEPARATOR, "stamp")
    last = end
    while last > 2 and _END.fullmatch(record[last - 1].text):
        last -= 1
        draft.mark(record[last].start, record[last].end, Label.END_MARK, "end")
    marked = [i for i in range(min(last, _HEADER)) if record[i].text.endswith("=")]
    i = 0
    while i < last and i < _HEADER:
        e = record[i]
        if (i == 0 and _OPEN.fullmatch(e.text)) or (marked and i < marked[0] and _KEYWORDS.fullmatch(e.text)):
            draft.mark(e.start, e.end, Label.SEPARATOR, "service")
        elif (subtitle := _SUBTITLE.fullmatch(e.text)) and draft.has(FieldName.TITLE):
            draft.slot(e.start, e.end, FieldName.SUBTITLE, subtitle[1])
        elif not draft.has(FieldName.TITLE) and marked and i <= marked[0]:
            draft.slot(e.start, record[marked[0]].end, FieldName.TITLE, " ".join(x.text for x in record[i : marked[0] + 1]).rstrip("= "))
            i = marked[0]
        elif e.text.endswith("="):
            draft.mark(e.start, e.end, Label.SEPARATOR, "service")
        else:
            break
        i += 1
    if i < last:
        draft.body(record[i].start, record[last - 1].end)
    return draft.finish(fill=False)
