"""MIL-OSI: releases republished whole, headline first, disclaimer last, a lone full stop between two.

``Translation. Region: Russian Federal``, two ``Source:`` lines and a warning stand under the headline; ``Please note: This information
is raw
content …`` and ``.`` close the story, so they attach backwards. The publisher is MIL-OSI; whom it credits stands in the dateline.
"""

from __future__ import annotations

import re

from copydesk.formats.records import Entry, Lines
from copydesk.formats.slots import Draft, make_split
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_NOTE = re.compile(r"please note: this information is raw content\b.*", re.IGNORECASE | re.DOTALL)
_REGION = re.compile(r"translation\. region: ?(.{2,60})", re.IGNORECASE)
_SOURCE = re.compile(r"(?:mil-osi )?source: ?(.{2,200})", re.IGNORECASE)
_WARNING = re.compile(r"an important disclaimer is at the bottom of this article\.?", re.IGNORECASE)
_IN_LANGUAGE = re.compile(r"\bin (russian|chinese|french|spanish|german|portuguese|arabic|italian|polish|dutch)\b", re.IGNORECASE)
_TAGS = {
    "russian": "ru", "chinese": "zh", "french": "fr", "spanish": "es", "german": "de", "portuguese": "pt", "arabic": "ar", "italian": "it",
    "polish": "pl", "dutch": "nl",
}  # fmt: skip
_REGIONS = {
    "russian federal": "ru",
    "russian federation": "ru",
    "germany": "de",
    "france": "fr",
    "italy": "it",
    "spain": "es",
    "brazil": "pt",
    "china": "zh",
}
_END = re.compile(r"\s?[-–—]\s?0\s?[-–—]$")


def find_milosi(page: Page) -> Split | None:
    """The releases of a MIL-OSI file; None unless its closing note stands under its source lines."""
    if "MIL-OSI" not in page.text:
        return None
    lines = Lines(page)
    notes = [i for i, e in enumerate(lines.entries) if _NOTE.match(e.text)]
    sources = sum(bool(_SOURCE.fullmatch(e.text) or _REGION.fullmatch(e.text)) for e in lines.entries if len(e.text) < 260)
    if not notes or sources < len(notes):
        return None
    stories, begin = [], 0
    for note in notes:
        end = note + 1
        if end < len(lines.entries) and lines.entries[end].text == ".":
            end += 1
        if note - begin >= 2:
            stories.append(_read_release(page.text, lines.entries[begin:end], note - begin))
            begin = end
    rest = lines.entries[begin:]
    if len(rest) > 2:
        stories.append(_read_release(page.text, rest, len(rest)))
    return make_split(page.text, stories, "mil-osi")


def _read_release(text: str, record: list[Entry], note: int) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, "mil-osi")
    draft.slot(record[0].start, record[0].end, FieldName.TITLE)
    last, language = 0, ""
    for i in range(1, min(8, note)):
        e = record[i]
        if m := _REGION.fullmatch(e.text):
            language = language or _REGIONS.get(m[1].strip().casefold(), "")
            draft.mark(e.start, e.end, Label.NOTICE, "translation")
        elif m := _SOURCE.fullmatch(e.text):
            if found := _IN_LANGUAGE.search(m[1]):
                language = _TAGS[found[1].casefold()]
            draft.mark(e.start, e.end, Label.ATTRIBUTION, "source")
        elif _WARNING.fullmatch(e.text):
            draft.mark(e.start, e.end, Label.NOTICE, "warning")
        else:
            break
        last = i
    if last and language:
        draft.mark(record[last].end - 1, record[last].end, Label.ATTRIBUTION, "language", (Field(FieldName.TRANSLATED_FROM, language),))
    end = record[note - 1].end
    if m := _END.search(text, max(record[last].end, end - 8), end):
        draft.mark(m.start(), end, Label.END_MARK, "end")
        end = m.start()
    if last + 1 < note:
        draft.body(record[last + 1].start, end)
    for e in record[note:]:
        if e.text == ".":
            draft.mark(e.start, e.end, Label.SEPARATOR, "separator")
        else:
            draft.mark(e.start, e.end, Label.NOTICE, "disclaimer", (Field(FieldName.NOTICE, e.text), Field(FieldName.PUBLISHER, "MIL-OSI")))
    return draft.finish(fill=False)
