"""Lines of a record, for parsers that read a format line by line.

Archive exports share a habit: a headline, some lines that stand where they always stand, some that carry labels, the text. A parser
walks the lines of one record once and says what each is.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from copydesk.formats.labels import BODY, find_slot
from copydesk.formats.slots import Draft
from copydesk.late import compile_late
from copydesk.types import FieldName, Label, Page

_LABEL = compile_late(r"([^\W\d_][^:：\n]{0,40}?)\s?[:：]\s*(.*)")
_COPYRIGHT = compile_late(
    r"(?:©|\(c\)|copyright|copr\.)\s*(?:©|"
    r"\(c\))?\s*(?:\d{4}(?:\s?[-–]\s?\d{4})?,?\s*)?(.{0,80}?)\s*(?:[.,]?\s*all rights reserved.*|[.,]?\s*alle rechte.*|"
    r"[.,]?\s*tous droits.*|[.]\s.*)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A non-blank line, stripped, at page offsets [start, end); ``gap`` blank lines stand above it."""

    start: int
    end: int
    text: str
    gap: int


class Lines:
    """The non-blank lines of a page with fast look-up by offset."""

    def __init__(self, page: Page) -> None:
        self.text = page.text
        self.entries: list[Entry] = []
        gap = 0
        for line in page.lines:
            raw = page.text[line.start : line.end]
            body = raw.strip(" \t\xa0\u3000\ufeff\r\n")
            if not body:
                gap += 1
                continue
            start = line.start + raw.index(body)
            self.entries.append(Entry(start, start + len(body), body, gap))
            gap = 0
        self._starts = [e.start for e in self.entries]

    def between(self, start: int, end: int) -> list[Entry]:
        """Lines that begin in [start, end)."""
        return self.entries[bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, end)]

    def matching(self, pattern: re.Pattern[str], longest: int = 200) -> list[int]:
        """Indexes of the lines that match a pattern whole."""
        return [i for i, e in enumerate(self.entries) if len(e.text) <= longest and pattern.fullmatch(e.text)]

    def closed_by(self, ends: Sequence[int], after: re.Pattern[str] | None = None) -> list[tuple[list[Entry], int]]:
        """The records that the lines ``ends`` close, each with the index of its closing line; lines that match ``after`` whole right
        below a closing line belong to it."""
        found: list[tuple[list[Entry], int]] = []
        begin = 0
        for end in ends:
            stop = end + 1
            while after is not None and stop < len(self.entries) and after.fullmatch(self.entries[stop].text):
                stop += 1
            found.append((self.entries[begin:stop], end - begin))
            begin = stop
        return found


def read_pair(text: str, known: Callable[[str], str | None] = find_slot) -> tuple[str, str, str] | None:
    """Key, slot and value of a line whose label is known; None for any other line."""
    if (m := _LABEL.match(text[:600])) and (slot := known(m[1].strip())):
        return m[1].strip().casefold(), slot, text[m.start(2) :].strip()
    return None


def fill_line(draft: Draft, line: Entry, slot: str, value: str) -> None:
    """Mark a labelled line whole with the field that its value fills; slots without a field become SEPARATOR."""
    if slot in (BODY, "other") or not value:
        draft.mark(line.start, line.end, Label.SEPARATOR, "label")
        return
    name = FieldName(slot)
    if draft.has(name) and name is not FieldName.AUTHOR:
        draft.mark(line.start, line.end, Label.SEPARATOR, "label")
        return
    draft.slot(line.start, line.end, name, line.text if name is FieldName.NOTICE else value)


def read_holder(text: str) -> str:
    """The holder that a copyright line names, '' where it names none."""
    m = _COPYRIGHT.search(text)
    return m[1].strip(" .,;") if m else ""
