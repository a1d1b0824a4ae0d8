"""Rows: the non-blank lines of a page with what parts them, hard-wrapped paragraphs joined to one row.

A paragraph that a mail program or a 1990s archive broke at 72 columns looks like a dozen short lines; joined, it is running
text again, and the lines that stay short are the header. Blank lines are kept as the ``gap`` before a row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from copydesk.boundaries.plain import ENDS_TABLE, PROSE, RIGHTS_TABLE
from copydesk.boundaries.reading import LONGEST_MARKER, Prose, Reading, find_level, mask_digits, read_line, read_prose
from copydesk.boundaries.shapes import LABEL_HEAD, RULES, SLOTS, Shape, find_marker, find_shape, read_label
from copydesk.formats.columns import measure_width
from copydesk.formats.labels import find_slot
from copydesk.kernels import find_kernel
from copydesk.lines import is_terminal
from copydesk.types import FieldName, Page

_NARROW, _WIDE = 45, 132  # columns between which text is hard-wrapped: narrow newsletters to line printers
_COLUMN, _COLUMN_LINES, _FULL, _RAGGED = 26, 16, 0.7, 3  # a newspaper's column: width, least lines, share of full ones, how ragged
_WRAPPED_SHARE = 0.25  # of all lines that must sit close below the wrap width before lines are joined
_LONGER = 25  # one line in so many may be longer than the wrap width
_HEADLINE_LINES = 3  # lines that a hard-wrapped headline can take
_STRIP = " \t\u3000\xa0\ufeff\u200b\x00\r\n"
_COUNTED = re.compile(r"\A\W{0,2}\d{1,2}[.)、]\s?")
_ALONE = frozenset((FieldName.TITLE, FieldName.AUTHOR, FieldName.PUBLISHED, FieldName.PUBLISHER))  # whose labels may stand above values
_LONGEST_VALUE = 200  # characters of a value below its label
_FRAMED = re.compile(r"([-=*_~#+<>.])\1+\s?(?=[^\W_]).{4,200}[^\W_][?!.”\"»)]?\s?([-=*_~#+<>.])\2+")
_FRAMABLE = (Shape.RULE, Shape.SHORT)
_FRAME, _LEAST_HEADLINE = "-=*_~#+<>. ", 12  # signs around a framed headline; columns of the shortest


class Row(NamedTuple):
    """A line (or joined paragraph) at page offsets [start, end), stripped; ``gap`` blank lines and perhaps a form feed before it.

    What its line says is read once (``reading``) and the most of it repeated here: ``label`` (key and value, of label rows only), the
    ``slot`` that the label names, how it is numbered, the word behind its last sentence, and whether it can be a headline.
    """

    start: int
    end: int
    text: str
    gap: int
    feed: bool
    indent: int
    shape: Shape
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

    @property
    def terminal(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.reading.terminal

    @property
    def masked(self) -> str:
        """Its line with digits masked (see ``mask_digits``); '' for lines too long to repeat."""
        return self.reading.masked

    @property
    def first_word(self) -> str:
        """The first word of the masked line, '' where it has none; control characters count as white space."""
        return self.reading.first_word

    def reshape(self, shape: Shape, *, heading: bool) -> Row:
        """The row where what stands around it shows that it is of another shape, or that it can be a headline."""
        return self._replace(shape=shape, heading=heading, reading=self.reading.reshape(shape, heading))


def _make_row(first: _Piece, end: int, text: str) -> Row:
    start, _, gap, feed, indent, prose = first
    r = read_prose(text, end - start, prose) if prose else read_line(text, end - start)
    return _new_row((start, end, text, gap, feed, indent, r.shape, r.label, r.slot, r.number, r.ending, r.heading, r))


# What the class does to make one, without a call in Python for each.
_new_row: Callable[[tuple[object, ...]], Row] = partial(tuple.__new__, Row)


def name_marks(row: Row) -> list[str]:
    """What marks a row, under names that it shares with all rows so marked: its shape (of labels their words, of headings their sign), how
    it is numbered, the word behind its last sentence. Plain lines and paragraphs have no shape of their own."""
    shape, names = row.shape, list[str]()
    if shape is Shape.DATE or shape is Shape.META:
        names.append("dated line")
    elif shape is Shape.LABEL and row.label:
        names.append(f"label {mask_digits(row.label[0])}")
    elif shape is Shape.HASH:
        names.append(f"hash {find_level(row.text)}")
    elif shape is not Shape.TEXT and shape is not Shape.SHORT:
        names.append(shape)
    if row.number:
        names.append(f"number {row.number}")
    if row.ending:
        names.append(f"ending {row.ending}")
    return names


_UNREAD = Prose("", 0)
"""The reading of paragraphs that an outline leaves without their words."""
_Piece = tuple[int, int, int, bool, int, int]
"""A non-blank line, stripped: page offsets, blank lines and form feed before it, indent, and whether it is running text (see ``plain``)."""


def _read_pieces(page: Page) -> list[_Piece]:
    """Non-blank lines, stripped, with the blank lines and form feeds that precede each."""
    if kernel := find_kernel("rows"):
        found: list[_Piece] = kernel.read_pieces(page.text, page.lines, RIGHTS_TABLE, ENDS_TABLE)
        return found
    pieces: list[_Piece] = []
    text, gap, feed, at = page.text, 0, False, 0
    feeds = "\f" in text
    for _, low, end in page.lines:
        if feeds and at < low and "\f" in text[at:low]:
            feed = True
        at = end
        raw = text[low:end]
        body = raw.strip(_STRIP)
        if not body:
            gap += 1
            continue
        start = low if raw[0] == body[0] else low + len(raw) - len(raw.lstrip(_STRIP))
        pieces.append((start, start + len(body), gap, feed, start - low, 0))
        gap, feed = 0, False
    return pieces


def _measure_width(text: str, pieces: list[_Piece]) -> int:
    """The column at which this text was hard-wrapped, 0 where it was not. Lines between blank ones (headlines, addresses, a line that cites
    the paper) are left out where with them no column can be seen."""
    width = _find_width(text, pieces)
    if width or len(pieces) <= _COLUMN_LINES:
        return width
    closed = [*(below[2] for below in pieces[1:]), 1]
    inner = [piece for piece, below in zip(pieces, closed, strict=True) if not (piece[2] and below)]
    width = _find_width(text, inner) if _COLUMN_LINES < len(inner) < len(pieces) else 0
    return width if width and _is_column(text, inner, width) else 0


def _find_width(text: str, pieces: list[_Piece]) -> int:
    total = len(pieces)
    if total < 6 or sum([end - start > _WIDE for start, end, _, _, _, _ in pieces]) * 50 > total:
        return 0  # what is indented is wider still
    columns = [end - start + (indent if indent < 8 else 8) for start, end, _, _, indent, _ in pieces]
    over = sum([size > _WIDE for size in columns])
    if over * 50 > total:
        return 0
    sizes = Counter(columns)
    width, longer = _WIDE + 1, over - sizes[_WIDE + 1]
    while width > _COLUMN and longer * _LONGER <= total:  # headlines may run beyond the column at which the text was broken
        width -= 1
        longer += sizes.get(width + 1, 0)
    if width < _COLUMN or (width < _NARROW and not _is_column(text, pieces, width)):
        return 0
    close = sum(n for s, n in sizes.items() if s >= width - 12)
    return width if close > total * _WRAPPED_SHARE else 0


def _is_column(text: str, pieces: list[_Piece], width: int) -> bool:
    """Whether narrow lines are a newspaper's column: seven breaks in ten come where the next word did not fit, and every other line goes on
    with a small letter. Menus and verses do neither."""
    lines = [(text[low:end], gap, indent) for low, end, gap, _, indent, _ in pieces]
    pairs = [(above, below) for (above, *_), (below, gap, indent) in pairwise(lines) if not gap and not indent]
    if len(pairs) < _COLUMN_LINES or 2 * len(pairs) < len(pieces):
        return False
    full = sum(len(above) + 1 + len(below.split(" ", 1)[0]) > width - _RAGGED for above, below in pairs)
    return full >= _FULL * len(pairs) and 2 * sum(below[0].islower() for _, below in pairs) >= len(pairs)


def find_rows(page: Page) -> tuple[Row, ...]:
    """Rows of the page in order; linear in its length."""
    return fill_rows(page.text, find_outline(page))


def fill_rows(text: str, outline: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows of an outline (see ``find_outline``), its paragraphs with their words."""
    return tuple([_fill_row(text, row) if row.reading is _UNREAD else row for row in outline])


def _fill_row(text: str, row: Row) -> Row:
    start, end, _, gap, feed, indent, *said, _ = row
    words = text[start:end]
    return _new_row((start, end, words, gap, feed, indent, *said, Prose(words, end - start)))


def find_outline(page: Page) -> tuple[Row, ...]:
    """Rows of the page in order, long paragraphs of nothing but running text without their words: that they stand there is enough to tell
    most articles by. Linear in the page's length."""
    text = page.text
    pieces = _read_pieces(page)
    width = _measure_width(text, pieces)
    column = 0 < width < _NARROW
    rows: list[Row] = []
    i = 0
    while i < len(pieces):
        first = pieces[i]
        start, end, gap, feed, indent, prose = first
        if prose == PROSE and not width and end - start > LONGEST_MARKER and text[end - 1] not in ":：":
            rows.append(_new_row((start, end, "", gap, feed, indent, Shape.TEXT, None, None, "", "", False, _UNREAD)))
            i += 1
            continue
        last = i
        while column and last + 1 < len(pieces) and _is_banked(text, pieces[last], pieces[last + 1], last - i):
            last += 1
        while width and last + 1 < len(pieces) and _is_wrapped(text, pieces[last], pieces[last + 1], width, last - i):
            last += 1
        if last == i and text[first[1] - 1] in ":：" and i + 1 < len(pieces) and _is_label_above(text, first, pieces[i + 1]):
            last = i + 1
        end = pieces[last][1]
        if last == i:
            rows.append(_make_row(first, end, text[first[0] : end]))
        else:
            body = " ".join([text[p[0] : p[1]] for p in pieces[i : last + 1]])
            rows.append(_make_row((*first[:5], 0), end, body))
        i = last + 1
    return _read_frames(rows)


def _read_frames(rows: list[Row]) -> tuple[Row, ...]:
    """The rows, with framed lines that differ from one another as headings: ``>>> Headline <<<`` is no rule, ``--- forwarded ---`` is."""
    framed = [at for at, row in enumerate(rows) if row.shape in _FRAMABLE and row.text[0] in _FRAME and _FRAMED.fullmatch(row.text)]
    if not framed:
        return tuple(rows)
    frames = Counter(rows[at].first_word for at in framed)
    times = Counter(rows[at].masked for at in framed)
    for at in framed:
        row = rows[at]
        if frames[row.first_word] > 1 and times[row.masked] == 1 and measure_width(row.masked.strip(_FRAME)) >= _LEAST_HEADLINE:
            rows[at] = row.reshape(Shape.HASH, heading=True)
    return tuple(rows)


def _is_banked(text: str, upper: _Piece, lower: _Piece, depth: int) -> bool:
    """Whether two lines of a newspaper's column are one headline in capitals."""
    above, below = text[upper[0] : upper[1]], text[lower[0] : lower[1]]
    return depth < _HEADLINE_LINES and not lower[2] and not lower[3] and above.isupper() and below.isupper() and not is_terminal(above)


def _is_wrapped(text: str, upper: _Piece, lower: _Piece, width: int, depth: int) -> bool:
    """Whether ``lower`` goes on where ``upper`` was broken: its first word would not have fitted before the wrap width."""
    above, above_end, _, _, above_indent, _ = upper
    start, end, gap, feed, indent, _ = lower
    if gap or feed or above_indent - indent > 8 or indent > above_indent + 1:
        return False
    size = above_end - above + min(above_indent, 8)
    if not width - 25 <= size <= width + 8:
        return False
    if text[above_end - 1] > "\u2e7f" and (size < width - 2 or is_terminal(text[above_end - 40 : above_end])):
        return False  # a script without spaces is broken at the very column, and not behind a full stop
    word = text[start : min(end, start + 40)].split(" ", 1)[0]
    if size + 1 + len(word) < width - 1:
        return False
    if find_marker(text[start:end]) is Shape.END:
        return False
    if depth < _HEADLINE_LINES:  # the first lines of a block may be a headline over its slots
        below = find_shape(text[start:end])
        if (below in SLOTS and not is_terminal(text[start:end])) or below in RULES:
            return False
    return not (_is_ruled(text[above:above_end]) or _is_ruled(text[start:end]))


def _is_label_above(text: str, upper: _Piece, lower: _Piece) -> bool:
    """Whether a line is a label of a header's slot (``2. Author:``) and the next one, short and without a label, is its value."""
    if lower[2] or upper[1] - upper[0] > LABEL_HEAD or lower[1] - lower[0] > _LONGEST_VALUE:
        return False
    slot = find_slot(_COUNTED.sub("", text[upper[0] : upper[1]]).rstrip(" :："))
    return slot in _ALONE and read_label(text[lower[0] : lower[1]]) is None


def _is_ruled(text: str) -> bool:
    return not any(c.isalnum() for c in text)
