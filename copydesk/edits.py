"""Edits and offsets: how repairs compose and how a page offset finds its way back to the source.

An edit replaces ``before`` at ``[start, end)`` of its input by ``after``. Edits of one text are sorted and do not overlap.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from copydesk.types import Edit


def repair_with(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits. Raises ValueError where an edit does not fit the text."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        if edit.start < at or text[edit.start : edit.end] != edit.before:
            raise ValueError(f"edit at {edit.start} does not fit the text")
        parts += (text[at : edit.start], edit.after)
        at = edit.end
    parts.append(text[at:])
    return "".join(parts)


def undo_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text before the edits, given the text after them."""
    parts: list[str] = []
    at = shift = 0
    for edit in edits:
        start = edit.start + shift
        parts += (text[at:start], edit.before)
        at = start + len(edit.after)
        shift += len(edit.after) - len(edit.before)
    parts.append(text[at:])
    return "".join(parts)


def compose_edits(source: str, first: Sequence[Edit], second: Sequence[Edit]) -> tuple[Edit, ...]:
    """One list of edits over ``source`` that does what ``first`` and then ``second`` do.

    ``second`` has the offsets of the text after ``first``. Edits that touch the same characters are joined into one,
    which keeps the later label and rule and both chains.
    """
    if not first or not second:
        return tuple(first) or tuple(second)
    middle = repair_with(source, first)
    track = OffsetMap(first)
    spans: list[tuple[int, int, int, Edit]] = []
    shift = 0
    for edit in first:
        spans.append((edit.start + shift, edit.start + shift + len(edit.after), 0, edit))
        shift += len(edit.after) - len(edit.before)
    spans += [(edit.start, edit.end, 1, edit) for edit in second]
    spans.sort(key=lambda s: (s[0], s[1], s[2]))
    out: list[Edit] = []
    group: list[tuple[int, int, int, Edit]] = []
    reach = -1
    for span in spans:
        if group and not (span[0] < reach or (span[0] == reach and span[0] == span[1])):
            out += _joined(source, middle, track, group)
            group = []
        group.append(span)
        reach = max(reach, span[1]) if len(group) > 1 else span[1]
    if group:
        out += _joined(source, middle, track, group)
    return tuple(out)


def _joined(source: str, middle: str, track: OffsetMap, group: Sequence[tuple[int, int, int, Edit]]) -> list[Edit]:
    firsts = [edit for *_, order, edit in group if order == 0]
    seconds = [edit for *_, order, edit in group if order == 1]
    if not seconds:  # neighbours of which one leaves nothing, so that they share a place
        return firsts
    low, high = min(s[0] for s in group), max(s[1] for s in group)
    start, end = track.source_start(low), track.source_end(high)
    if firsts:
        start, end = min(start, firsts[0].start), max(end, firsts[-1].end)
    parts: list[str] = []
    at = low
    for edit in seconds:
        parts += (middle[at : edit.start], edit.after)
        at = edit.end
    parts.append(middle[at:high])
    chain = tuple(link for edit in (*seconds, *firsts) for link in edit.chain)
    return [replace(seconds[-1], start=start, end=end, before=source[start:end], after="".join(parts), chain=chain)]


class OffsetMap:
    """Maps offsets of the text after the edits to offsets before them, in O(log edits)."""

    __slots__ = ("_after", "_edits", "_shift")

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = tuple(edits)
        self._after: list[int] = []
        self._shift: list[int] = []
        shift = 0
        for edit in self._edits:
            self._after.append(edit.start + shift)
            shift += len(edit.after) - len(edit.before)
            self._shift.append(shift)

    def source_start(self, offset: int) -> int:
        """Source offset of the character at ``offset``; inside an edit: the start of what it replaced."""
        i = bisect_right(self._after, offset) - 1
        if i < 0:
            return offset
        edit = self._edits[i]
        if offset < self._after[i] + len(edit.after):
            return edit.start
        return offset - self._shift[i]

    def source_end(self, offset: int) -> int:
        """Source offset of the end that lies at ``offset``; inside an edit: the end of what it replaced."""
        i = bisect_right(self._after, offset) - 1
        if i >= 0 and self._after[i] == offset and self._edits[i].after:
            i -= 1
        if i < 0:
            return offset
        edit = self._edits[i]
        if offset < self._after[i] + len(edit.after):
            return edit.end
        return offset - self._shift[i]

    def page_offset(self, offset: int) -> int:
        """The offset after the edits of the source character at ``offset``; inside a replaced run: where its text starts."""
        low, high = 0, len(self._edits)
        while low < high:
            mid = (low + high) // 2
            if self._edits[mid].start <= offset:
                low = mid + 1
            else:
                high = mid
        if not low:
            return offset
        edit = self._edits[low - 1]
        if offset < edit.end:
            return self._after[low - 1]
        return offset + self._shift[low - 1]
