"""Channels exported from a messenger: ``[14/06/2021, 08:31:15] News desk: …`` (iOS), ``14/06/2021, 08:31 - News desk: …`` (Android).

A news desk that sends stories to a channel leaves messages of several paragraphs. Only then is a chat a dump: the median message
must have the length of a story. A conversation stays one text. A first line between asterisks is the headline; day and hour are
the message's. What the messenger itself notes, without a sender, is no message.
"""

from __future__ import annotations

import re

from copydesk.formats.dates import find_dates, is_month_first
from copydesk.formats.slots import Draft, make_split
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_TIME = r"(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?(?:[\s\u202f]?([AaPp])\.?\s?[Mm]\.?)?"
_OPEN = re.compile(rf"^\u200e?(?:\[({_DAY}),?\s{_TIME}\]\s|({_DAY}),?\s{_TIME}\s[-–]\s)(?:([^:\n]{{1,60}}):[ \t]+)?", re.MULTILINE)
_BOLD = re.compile(r"\*([^*\n]{10,200})\*[ \t]*\r?(?:\n|$)")
_MEDIA = re.compile(r"\u200e?<[^<>\n]{3,60}>\s*\Z|\u200e?\w{1,8} omitted\s*\Z|\s*\Z")  # a picture left out
_LEAST, _SHORTEST = 2, 200  # messages; characters of the median one


def find_chat(page: Page) -> Split | None:
    """The messages of a channel; None unless the file opens with one and the median message is as long as a story."""
    text = page.text
    if not _OPEN.match(text[:400].lstrip("\ufeff")):
        return None
    opens = list(_OPEN.finditer(text))
    stops = [*(m.start() for m in opens[1:]), len(text)]
    sent = [(m, stop) for m, stop in zip(opens, stops, strict=True) if m[9] and not _MEDIA.match(text, m.end(), stop)]
    sizes = sorted(stop - m.end() for m, stop in sent)
    if len(sent) < _LEAST or sizes[len(sizes) // 2] < _SHORTEST:
        return None
    month_first = is_month_first(m[1] or m[5] for m in opens)
    stories = [_read_message(text, m, stop, month_first) for m, stop in sent]
    return make_split(text, stories, "chat")


def _read_message(text: str, opening: re.Match[str], stop: int, month_first: bool) -> Story:
    end = opening.end() + len(text[opening.end() : stop].rstrip())
    draft = Draft(text, opening.start(), end, "chat", month_first)
    day = next((d.value for d in find_dates(opening[1] or opening[5], month_first=month_first) if d.is_full), "")
    hour, minute, half = (opening[2], opening[3], opening[4]) if opening[1] else (opening[6], opening[7], opening[8])
    number = int(hour) % 12 + 12 * (half.lower() == "p") if half else int(hour)
    fields = (Field(FieldName.PUBLISHED, f"{day}T{number:02d}:{minute}"),) if day and number < 24 and int(minute) < 60 else ()
    draft.mark(opening.start(), opening.end(), Label.DATE, "sent", fields)
    low = opening.end()
    if bold := _BOLD.match(text, low, end):
        draft.slot(bold.start(), bold.end(), FieldName.TITLE, bold[1])
        low = bold.end()
    draft.body(low, end)
    return draft.finish()
