"""Teleprinter wires: ``ZCZC`` … ``NNNN`` and IPTC 7901 with its control characters.

``ZCZC KAB012 0311`` (or SOH) opens the message with service and category lines, ``NNNN`` (or EOT) closes it. The closing line of IPTC 7901,
``AFP 212101 GMT NOV 18``, is day 21, hour 21:01, November 2018: the last number is the year. One complete message is a story too.
"""

from __future__ import annotations

import re

from copydesk.formats.months import MONTHS
from copydesk.formats.records import Entry, Lines
from copydesk.formats.slots import Draft, make_split, read_authors
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_OPEN = re.compile(r"(?:[\x03\x04]*\x01.{0,100}|\W{0,4}ZCZC\b.{0,100})")
_CLOSE = re.compile(r"(?:[\x03\x04\s]*\x04\W*|\W{0,6}N{4,6}\W{0,6})")
_STAMP = re.compile(r"(?:([A-Za-z]{2,12})[ -])?(\d{2})(\d{2})(\d{2})\s?(GMT|UTC|Z|[A-Z]{3,4})?\s+([A-Za-z]{3,9})\.?\s+(\d{2}|\d{4})\W{0,3}")
_SERVICE = re.compile(
    r"(?:[a-z](?: [a-z]{1,3})?(?: .{0,60})?|:[A-Z]{2,8}:|"
    r"[A-Z]{2,6}[-/ ]?\d{1,5}.{0,60}|\d{3,6}[ -].{0,60}|[A-Za-z]{1,4}\s?\d{1,5}\s.{0,60}|BC-.{0,60}|[^a-z]{1,30})"
)
_SIGN = re.compile(r"([^\W\d_a-z]{2,8})(?:/[^\W\d_A-Z]{2,5}){1,3}")
_KEYWORDS = re.compile(r"(?:[^/.\n]{1,40}/){1,8}")  # ``Hafen/Verkehr/`` over the headline
_DATELINE = re.compile(r".{2,70}?(?:\([A-Za-z .-]{2,30}\)|/[A-Za-z .-]{2,30}/)\s?[-–—:.]")


def find_telex(page: Page) -> Split | None:
    """The messages of a teleprinter file; None unless opening and closing signs pair."""
    text = page.text
    if not ("ZCZC" in text and "NNN" in text) and not ("\x01" in text and "\x02" in text):
        return None
    lines = Lines(page)
    entries = lines.entries
    opens = [i for i, e in enumerate(entries) if len(e.text) < 130 and _OPEN.match(e.text)]
    closes = [i for i, e in enumerate(entries) if len(e.text) < 20 and _CLOSE.fullmatch(e.text)]
    soh = [i for i, e in enumerate(entries) if "\x01" in e.text[:6]]
    if not opens or (len(closes) * 2 < len(opens) and len(soh) < 1):
        return None
    stories = []
    for n, i in enumerate(opens):
        last = opens[n + 1] if n + 1 < len(opens) else len(entries)
        end = next((c + 1 for c in closes if i < c < last), last)
        if n == 0 and i and any(len(e.text) > 200 for e in entries[:i]):
            stories.append(Story(entries[0].start, entries[i - 1].end, "telex"))
        if end - i > 1:
            stories.append(_read_message(text, entries[i:end]))
    return make_split(text, stories, "telex") if stories else None


def _read_message(text: str, record: list[Entry]) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, "telex")
    draft.mark(record[0].start, record[0].end, Label.SEPARATOR, "opening")
    end = len(record)
    while end > 1 and (_CLOSE.fullmatch(record[end - 1].text) or _STAMP.fullmatch(record[end - 1].text.strip("\x02\x03\x04 "))):
        e = record[end - 1]
        m = _STAMP.fullmatch(e.text.strip("\x02\x03\x04 "))
        draft.mark(e.start, e.end, Label.DATE if m else Label.SEPARATOR, "closing", _read_stamp(m) if m else ())
        end -= 1
    if end > 2 and (sign := _SIGN.fullmatch(record[end - 1].text)):  # ``NTA/ebw``: the agency and who wrote and edited
        end -= 1
        draft.mark(record[end].start, record[end].end, Label.END_MARK, "sign", (Field(FieldName.AGENCY, sign[1]),))
    i = 1
    while (
        i < min(end - 1, 6)
        and not record[i].gap
        and "\x02" not in record[i].text[:2]
        and _SERVICE.fullmatch(record[i].text)
        and len(record[i].text) < 70
    ):
        draft.mark(record[i].start, record[i].end, Label.SEPARATOR, "service")
        i += 1
    while i < end and not record[i].text.strip("\x02\x03\x04 "):
        draft.mark(record[i].start, record[i].end, Label.SEPARATOR, "control")
        i += 1
    while i < end - 1 and _KEYWORDS.fullmatch(record[i].text.strip("\x02 ")):
        draft.mark(record[i].start, record[i].end, Label.SEPARATOR, "keywords")
        i += 1
    first = record[i] if i < end else None
    if first and len(first.text) < 200 and not _DATELINE.match(first.text) and not first.text.rstrip().endswith("."):
        last = i
        while (
            last + 1 < end
            and not record[last + 1].gap
            and len(record[last].text) > 50
            and len(record[last + 1].text) < len(record[last].text)
        ):
            last += 1
            if last - i > 1:
                last = i
                break
        low = first.start + (1 if first.text[0] == "\x02" else 0)
        value = text[low : record[last].end].rstrip()
        draft.slot(low, record[last].end, FieldName.TITLE, value.removesuffix("=").rstrip())
        i = last + 1
        if i < end and re.match(r"(?:By|Von|Par|Por|Di) [A-Z]", record[i].text) and len(record[i].text) < 90:
            draft.mark(record[i].start, record[i].end, Label.BYLINE, "byline", read_authors(record[i].text))
            i += 1
    if i < end:
        draft.body(record[i].start, record[end - 1].end)
    return draft.finish(fill=False)


def _read_stamp(m: re.Match[str]) -> tuple[Field, ...]:
    """``AFP 212101 GMT NOV 18``: agency, day, hour, minute, zone, month, year."""
    month = MONTHS.get(m[6].casefold())
    if not month or not 1 <= int(m[2]) <= 31 or int(m[3]) > 23:
        return ()
    year = int(m[7]) if len(m[7]) == 4 else 2000 + int(m[7]) if int(m[7]) < 70 else 1900 + int(m[7])
    zone = "Z" if m[5] in ("GMT", "UTC", "Z") else ""
    fields = [Field(FieldName.PUBLISHED, f"{year:04d}-{month:02d}-{m[2]}T{m[3]}:{m[4]}:00{zone}")]
    return (*fields, Field(FieldName.AGENCY, m[1])) if m[1] else tuple(fields)
