"""Rows: the non-blank lines of a page with what parts them, hard-wrapped paragraphs joined to one row.

A paragraph that a mail program or a 1990s archive broke at 72 columns looks like a dozen short lines; joined, it is running
text again, and the lines that stay short are the header. Blank lines are kept as the ``gap`` before a row.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from copydesk.boundaries.reading import Reading, read_line
from copydesk.boundaries.shapes import RULES, SLOTS, Shape, find_marker, find_shape, is_terminal
from copydesk.formats.columns import measure_width
from copydesk.types import Page

_NARROW, _WIDE = 45, 132  # columns between which text is hard-wrapped: narrow newsletters to line printers
_WRAPPED_SHARE = 0.25  # of all lines that must sit close below the wrap width before lines are joined
_LONGER = 25  # one line in so many may be longer than the wrap width
_HEADLINE_LINES = 3  # lines that a hard-wrapped headline can take
_STRIP = " \t\u3000\xa0\ufeff\u200b\x00\r\n"
_FRAMED = re.compile(r"([-=*_~#+<>.])\1+\s?(?=[^\W_]).{4,200}[^\W_][?!.”\"»)]?\s?([-=*_~#+<>.])\2+")
_FRAME, _LEAST_HEADLINE = "-=*_~#+<>. ", 12  # signs around a framed headline; columns of the shortest


class Row(NamedTuple):
    """A line (or joined paragraph) at page offsets [start, end), stripped; ``gap`` blank lines and perhaps a form feed before it.

    What its line says is read once (``reading``) and repeated here: ``masked`` (see ``mask_digits``; '' for lines too long to repeat) and
    its first word ('' where it has none; control characters count as white space), ``label`` (key and value, of label rows only), the
    ``slot`` that the label names, how it is numbered, the word behind its last sentence, and whether it can be a headline.
    """

    start: int
    end: int
    text: str
    gap: int
    feed: bool
    indent: int
    shape: Shape
    terminal: bool
    masked: str
    first_word: str
    label: tuple[str, str] | None
    slot: str | None
    number: str
    ending: str
    heading: bool
    reading: Reading

    @property
    def size(self) -> int:
        """Characters of the row."""
        return self.end - self.start

    def reshape(self, shape: Shape, *, heading: bool) -> Row:
        """The row where what stands around it shows that it is of another shape, or that it can be a headline."""
        return self._replace(shape=shape, heading=heading, reading=self.reading.reshape(shape, heading))


def _make_row(first: _Piece, end: int, text: str) -> Row:
    r = read_line(text, end - first.start)
    return Row(
        first.start, end, text, first.gap, first.feed, first.indent, r.shape, r.terminal, r.masked, r.first_word, r.label, r.slot,
        r.number, r.ending, r.heading, r,
    )  # fmt: skip


class _Piece(NamedTuple):
    start: int
    end: int
    gap: int
    feed: bool
    indent: int


def _read_pieces(page: Page) -> list[_Piece]:
    """Non-blank lines, stripped, with the blank lines and form feeds that precede each."""
    pieces: list[_Piece] = []
    text, gap, feed, at = page.text, 0, False, 0
    for line in page.lines:
        if at < line.start and "\f" in text[at : line.start]:
            feed = True
        at = line.end
        raw = text[line.start : line.end]
        body = raw.strip(_STRIP)
        if not body:
            gap += 1
            continue
        start = line.start + len(raw) - len(raw.lstrip(_STRIP))
        pieces.append(_Piece(start, start + len(body), gap, feed, start - line.start))
        gap, feed = 0, False
    return pieces


def _measure_width(text: str, pieces: list[_Piece]) -> int:
    """The column at which this text was hard-wrapped, 0 where it was not."""
    sizes = Counter(min(p.end - p.start + min(p.indent, 8), _WIDE + 1) for p in pieces)
    total = sum(sizes.values())
    over = sum(n for size, n in sizes.items() if size > _WIDE)
    if total < 6 or over * 50 > total:
        return 0
    width, longer = _WIDE + 1, 0
    while width > _NARROW and longer * _LONGER <= total:  # headlines may run beyond the column at which the text was broken
        width -= 1
        longer += sizes.get(width + 1, 0)
    if width < _NARROW:
        return 0
    close = sum(n for s, n in sizes.items() if s >= width - 12)
    return width if close > total * _WRAPPED_SHARE else 0


def find_rows(page: Page) -> tuple[Row, ...]:
    """Rows of the page in order; linear in its length."""
    text = page.text
    pieces = _read_pieces(page)
    width = _measure_width(text, pieces)
    rows: list[Row] = []
    i = 0
    while i < len(pieces):
        first = pieces[i]
        last = i
        while width and last + 1 < len(pieces) and _is_wrapped(text, pieces[last], pieces[last + 1], width, last - i):
            last += 1
        end = pieces[last].end
        body = text[first.start : end] if last == i else " ".join(text[p.start : p.end] for p in pieces[i : last + 1])
        rows.append(_make_row(first, end, body))
        i = last + 1
    return _read_frames(rows)


def _read_frames(rows: list[Row]) -> tuple[Row, ...]:
    """The rows, with framed lines that differ from one another as headings: ``>>> Headline <<<`` is no rule, ``--- forwarded ---`` is."""
    framed = [at for at, row in enumerate(rows) if row.shape in (Shape.RULE, Shape.SHORT) and _FRAMED.fullmatch(row.text)]
    frames = Counter(rows[at].first_word for at in framed)
    times = Counter(rows[at].masked for at in framed)
    for at in framed:
        row = rows[at]
        if frames[row.first_word] > 1 and times[row.masked] == 1 and measure_width(row.masked.strip(_FRAME)) >= _LEAST_HEADLINE:
            rows[at] = row.reshape(Shape.HASH, heading=True)
    return tuple(rows)


def _is_wrapped(text: str, upper: _Piece, lower: _Piece, width: int, depth: int) -> bool:
    """Whether ``lower`` goes on where ``upper`` was broken: its first word would not have fitted before the wrap width."""
    if lower.gap or lower.feed or abs(upper.indent - lower.indent) > 8 or lower.indent > upper.indent + 1:
        return False
    size = upper.end - upper.start + min(upper.indent, 8)
    if not width - 25 <= size <= width + 8:
        return False
    if text[upper.end - 1] > "\u2e7f" and (size < width - 2 or is_terminal(text[upper.end - 40 : upper.end])):
        return False  # a script without spaces is broken at the very column, and not behind a full stop
    word = text[lower.start : min(lower.end, lower.start + 40)].split(" ", 1)[0]
    if size + 1 + len(word) < width - 1:
        return False
    if find_marker(text[lower.start : lower.end]) is Shape.END:
        return False
    if depth < _HEADLINE_LINES:  # the first lines of a block may be a headline over its slots
        below = find_shape(text[lower.start : lower.end])
        if (below in SLOTS and not is_terminal(text[lower.start : lower.end])) or below in RULES:
            return False
    return not (_is_ruled(text, upper) or _is_ruled(text, lower))


def _is_ruled(text: str, piece: _Piece) -> bool:
    return not any(c.isalnum() for c in text[piece.start : piece.end])
