"""Stories saved from a market terminal: ``2021-06-14 08:31:15.123 GMT`` under the headline and ``-0- Jun/14/2021 08:31 GMT`` at the end
(Bloomberg), ``DJ Headline`` and ``(END) Dow Jones Newswires`` with a day and hour below it (Dow Jones).

The closing line ends a record; what stands below Dow Jones's, the stamp and the rights, belongs to it. ``To contact the reporter …``
opens the desk's addresses, which are no part of the story. Sources in one line such as ``Write to Ann Lowry at …`` are contacts, too.
"""

from __future__ import annotations

import re

from copydesk.formats.dates import find_dates
from copydesk.formats.records import Entry, Lines
from copydesk.formats.slots import Draft, make_split
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_ZERO = re.compile(r"-0-\s+([A-Z][a-z]{2})/(\d{1,2})/(\d{4}) (\d{1,2}):(\d{2})(?::\d{2})?\s?(GMT|[A-Z]{3,4})?")
_CLOSED = re.compile(r"\(END\)\s?Dow Jones Newswires.{0,40}", re.IGNORECASE)
_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2}):\d{2}(?:\.\d{1,3})?(?:\s?(GMT|[A-Z]{3,4}))?")
_DAY_AND_HOUR = re.compile(r"[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4},? \d{1,2}:\d{2} .{0,40}|\d{2}-\d{2}-\d{2} \d{4}(?:ET|GMT)")
_GMT = re.compile(r"\((\d{1,2}):(\d{2}) GMT\)")
_DESK = re.compile(r"To contact the (?:reporters?|editors?|staff|authors?|translators?)\b.{0,120}", re.IGNORECASE)
_WRITE = re.compile(
    r"(?:-+\s?)?(?:Write to|By|Contact) .{3,80}?(?:\bat\b|;|,).{0,60}(?:@|\+?\d{2,3}[ -]\d).{0,80}|-By .{3,80}, Dow Jones Newswires.{0,80}"
)
_BYLINE = re.compile(r"(?:By|Von|Par|Por)\s+\S.{1,110}")
_SLUG = re.compile(r"(?:\*?DJ|UPDATE: ?|PRESS RELEASE: ?)\s")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HEADER = 8


def find_terminal(page: Page) -> Split | None:
    """The stories of such a file; None unless closing lines of one of the two kinds end records that open as theirs do."""
    text = page.text
    dow, bloomberg = "(END) Dow Jones" in text, "-0- " in text and bool(_ZERO.search(text))
    if not (dow or bloomberg):
        return None
    lines = Lines(page)
    entries = lines.entries
    ends = lines.matching(_CLOSED if dow else _ZERO, 90)
    stories: list[Story] = []
    begin = good = 0
    for end in ends:
        stop = end + 1
        while (
            dow and stop < len(entries) and (_DAY_AND_HOUR.fullmatch(entries[stop].text) or entries[stop].text.startswith("Copyright (c)"))
        ):
            stop += 1
        record = entries[begin:stop]
        good += any(_STAMP.fullmatch(e.text) for e in record[:_HEADER]) or (dow and stop > end + 1)
        if end - begin > 1:
            stories.append(_read_record(text, record, end - begin, "dow-jones" if dow else "bloomberg"))
        begin = stop
    if not stories or good * 2 < len(ends):
        return None
    return make_split(text, stories, "terminal")


def _read_record(text: str, record: list[Entry], end: int, rule: str) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, rule)
    first = 0
    while first < min(end - 1, 3) and not any(c.isalnum() for c in record[first].text):
        draft.mark(record[first].start, record[first].end, Label.SEPARATOR, "rule")
        first += 1
    stamp = next((i for i in range(first, min(end, first + _HEADER)) if _STAMP.fullmatch(record[i].text)), -1)
    name = next((i for i in range(first + 1, min(end, first + _HEADER)) if _BYLINE.fullmatch(record[i].text)), -1)
    last_title = stamp if stamp > first else name if name > first else first + 1
    title = " ".join(e.text for e in record[first:last_title] if not e.gap or e is record[first])
    draft.slot(record[first].start, record[last_title - 1].end, FieldName.TITLE, _SLUG.sub("", title, count=1) if rule[0] == "d" else title)
    i = last_title
    while i < end and (i in (stamp, name) or record[i].text.startswith("Of DOW JONES")):
        e = record[i]
        if i == stamp and (m := _STAMP.fullmatch(e.text)):
            zone = "Z" if m[4] == "GMT" else ""
            draft.mark(e.start, e.end, Label.DATE, "stamp", (Field(FieldName.PUBLISHED, f"{m[1]}T{m[2]}:{m[3]}{zone}"),))
        elif i == name:
            draft.slot(e.start, e.end, FieldName.AUTHOR)
        else:
            draft.mark(e.start, e.end, Label.CREDIT, "service")
        i += 1
    low = _mark_trailer(draft, record, i, end)
    if i < low:
        draft.body(record[i].start, record[low - 1].end)
    return draft.finish(fill=False)


def _mark_trailer(draft: Draft, record: list[Entry], first: int, end: int) -> int:
    """Index of the first line below the text; all from there on are marked."""
    desk = next((i for i in range(first, end) if _DESK.match(record[i].text)), end)
    low = desk
    while low > first + 1 and _WRITE.fullmatch(record[low - 1].text):
        low -= 1
    for e in record[low:end]:
        draft.mark(e.start, e.end, Label.CONTACT, "desk")
    draft.mark(record[end].start, record[end].end, Label.END_MARK, "end", _read_zero(record[end].text, draft))
    for e in record[end + 1 :]:
        if e.text.startswith("Copyright"):
            draft.slot(e.start, e.end, FieldName.NOTICE)
        else:
            day = next((d.value[:10] for d in find_dates(e.text) if d.is_full), "")
            gmt = _GMT.search(e.text)
            value = f"{day}T{int(gmt[1]):02d}:{gmt[2]}Z" if day and gmt else day
            fields = (Field(FieldName.PUBLISHED, value),) if value and not draft.has(FieldName.PUBLISHED) else ()
            draft.mark(e.start, e.end, Label.DATE, "stamp", fields)
    return low


def _read_zero(text: str, draft: Draft) -> tuple[Field, ...]:
    m = _ZERO.fullmatch(text)
    if m is None or m[1] not in _MONTHS or draft.has(FieldName.PUBLISHED):
        return ()
    day = f"{m[3]}-{_MONTHS.index(m[1]) + 1:02d}-{int(m[2]):02d}"
    return (Field(FieldName.PUBLISHED, f"{day}T{int(m[4]):02d}:{m[5]}" + ("Z" if m[6] == "GMT" else "")),)
