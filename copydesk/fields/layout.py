"""The story as rows: its non-blank lines, which of them are prose, and where the first and the last paragraph stand.

Header material stands above the first paragraph and trailer material below the last; nothing in between is looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from operator import itemgetter
from typing import NamedTuple, cast

from copydesk.kernels import find_kernel
from copydesk.late import compile_late
from copydesk.lines import may_be_unspaced, starts_small
from copydesk.types import Line, Page, Story

_TERMINATOR = compile_late(r"[.!?…。｡！？।॥۔؟։።፧။។།][\"”“»’')\]」』）]*\s*(?:\[\d+\])?$")
_FULL_STOPS = tuple(".!?…。｡！？।॥۔؟։።፧။།")
_SENTENCE_INSIDE = compile_late(r"[.!?…]['\"”»)]*\s+[\"“«„(]*[^\W\d_a-zà-ÿа-я]|[。！？।۔]")
WIDE = compile_late(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_BLANKS = " \t\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029\u3000\xa0\ufeff\u200b"
LONG, LONG_WIDE = 90, 34
"""Characters from which a line with a full stop is a paragraph; the second for scripts without spaces (or denser ones)."""
VERY_LONG, VERY_LONG_WIDE = 230, 90
"""Characters from which any line is a paragraph. The longest headline of the development stories has 226."""

NARROW, PAGE_WIDE, COLUMN_LINES = 26, 45, 4
"""Characters of the widest line from which text can be wrapped; those below which it is a column, and a column's least lines."""


class Row(NamedTuple):
    """A non-blank line, white space around it cut off: its place among the rows, its page span, and the blank lines above it."""

    index: int  # type: ignore[assignment]  # the place among the rows; nobody asks a row for the index of a value
    start: int
    end: int
    text: str
    body: bool
    gap: int

    @property
    def prose(self) -> bool:
        """Whether the line alone reads as a paragraph."""
        return is_prose(self.text)


_line_end = itemgetter(2)


def is_prose(text: str) -> bool:
    """Whether a line reads as a paragraph of running text rather than a headline, a label or a list entry."""
    size = len(text)
    if size < LONG_WIDE:
        return False
    head = text[:120]
    wide = may_be_unspaced(head) and len(WIDE.findall(head)) > 0.4 * min(size, 120)
    long, very_long = (LONG_WIDE, VERY_LONG_WIDE) if wide else (LONG, VERY_LONG)
    if size >= very_long:
        return True
    return size >= long and bool(
        text[-1] in _FULL_STOPS or _TERMINATOR.search(text) or (size >= 1.5 * long and _SENTENCE_INSIDE.search(text))
    )


def is_sentence(text: str) -> bool:
    """Whether the line ends as a sentence does."""
    return text[-1:] in _FULL_STOPS or bool(_TERMINATOR.search(text))


def read_rows(page: Page, story: Story, body: tuple[tuple[int, int], ...]) -> list[Row]:
    """The story's non-blank lines. A row is body when most of it lies in the spans of ``body`` (all are when there are none)."""
    first = bisect_left(page.lines, story.start, key=_line_end) if story.start else 0
    return _reader()(page.text, page.lines, first, story.start, story.end, sorted(body), Row)


_Reader = Callable[[str, tuple[Line, ...], int, int, int, list[tuple[int, int]], type[Row]], list[Row]]


@cache
def _reader() -> _Reader:
    kernel = find_kernel("story")
    return _read_rows if kernel is None else cast(_Reader, kernel.read_rows)


def _read_rows(
    text: str, lines: tuple[Line, ...], first: int, top: int, bottom: int, spans: list[tuple[int, int]], row_class: type[Row]
) -> list[Row]:
    """The non-blank lines from number ``first`` on, cut at [top, bottom); ``spans`` are sorted."""
    rows: list[Row] = []
    at, many, gap, index = 0, len(spans), 0, 0
    inside = not spans
    for _, start, end in lines[first:] if first else lines:
        if start >= bottom:
            break
        start, end = start if start > top else top, end if end < bottom else bottom
        stripped = text[start:end].strip(_BLANKS)
        if not stripped:
            gap += 1
            continue
        start = text.index(stripped[0], start)
        end = start + len(stripped)
        if many:
            while at < many and spans[at][1] <= start:
                at += 1
            inside = False
            if at < many:
                low, high = spans[at]
                inside = low < end and ((low <= start and high >= end) or 2 * (min(end, high) - max(start, low)) >= end - start)
        rows.append(row_class(index, start, end, stripped, inside, gap))
        index, gap = index + 1, 0
    return rows


def is_wrapped(rows: list[Row], index: int) -> bool:
    """Whether a paragraph broken into lines of even length begins at the row: three lines or more, most of which run on."""
    block = [rows[index]]
    while len(block) < 8 and block[-1].index + 1 < len(rows) and rows[block[-1].index + 1].gap == 0:
        block.append(rows[block[-1].index + 1])
    if len(block) < 3:
        return False
    full = block[:-1]
    widest = max(len(r.text) for r in full)
    if not NARROW <= widest <= 130 or len(block[0].text) < 0.7 * widest:
        return False
    open_ended = sum(not is_sentence(r.text) for r in full)
    running = sum(len(r.text) > 0.75 * widest for r in full)
    lower = sum(starts_small(r.text) for r in block[1:])
    if widest < PAGE_WIDE and (len(block) < COLUMN_LINES or 2 * lower < len(full)):
        return False  # a menu, a list or a verse rather than a newspaper's column
    return open_ended >= 0.5 * len(full) and running >= 0.7 * len(full) and (lower > 0 or not any(starts_small(c) for c in block[0].text))
