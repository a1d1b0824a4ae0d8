"""Records: small dumps whose stories are a sentence or two each, told apart by their headers alone.

``Matéria: 001 / Título: … / Data: 02/05/2023`` three times over is a dump even if each text is one line. The labels may be of any
language, but they must hold what a story's slots hold: a date in each header. A fact box (``Name: … Age: …``) has no date, a list of
events no texts of its own. Long stories are left to the search, which asks for more evidence than this.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.boundaries.rows import Row
from copydesk.boundaries.search import Cut
from copydesk.boundaries.shapes import RULES, Shape, read_label
from copydesk.boundaries.verdict import LEAST_BODY
from copydesk.formats.columns import measure_width
from copydesk.formats.dates import find_dates
from copydesk.formats.labels import BODY
from copydesk.types import Cue, FieldName

_DATED, _PROSE = (Shape.DATE, Shape.META), (Shape.TEXT, Shape.DATELINE)
_LEAST_LABELS = 3  # labelled lines that the headers of all stories must share (two under a headline of their own)
_LOOKED_AT = 12  # blocks whose labels are compared: the first stories show what all share
_LEAST_TEXT = 12  # columns of text that every story must have
_LEAST_THAI = 60  # characters of a line in Thai or Lao that is a text
_BANNER_ROWS = 6  # rows that may stand above the first header: the file's name, its date, a count
_BITS, _SURE = 4.0, 0.98  # what a shared label is worth as a cue; three of them over the cost of a cut, by the search's reckoning


@dataclass(frozen=True, slots=True)
class _Block:
    """A run of labelled lines, rows [start, end), with their values by label."""

    start: int
    end: int
    values: dict[str, str]


def find_records(rows: tuple[Row, ...]) -> list[Cut]:
    """First rows of the stories with their cues, where this is a dump of short records; else none."""
    blocks = [b for b in _read_blocks(rows) if len(b.values) > 1]
    shared = _find_shared(blocks)
    blocks = [b for b in blocks if shared <= b.values.keys()]
    if len(blocks) < 2 or not shared or not _hold_slots(blocks, shared):
        return []
    headlines = [_find_headline(rows, b) for b in blocks]
    headed = min(headlines) >= 0
    closed = not headed and any(_is_text(r) for r in rows[: blocks[0].start])
    if len(shared) < _LEAST_LABELS - (headed or closed):
        return []
    starts = (
        _find_closed(rows, blocks)
        if closed
        else [_find_top(rows, at if headed else b.start) for b, at in zip(blocks, headlines, strict=True)]
    )
    if not starts or starts[0] > _BANNER_ROWS or any(_is_text(r) for r in rows[: starts[0]]):
        return []
    ends = [*starts[1:], len(rows)]
    if any(a >= b for a, b in zip(starts, ends, strict=True)) or not _are_short(rows, starts, ends):
        return []
    names = [*(f"label {key}" for key in sorted(shared)), "dated line"]
    names += ["title"] if headed or closed else []
    return [Cut(at, frozenset(names), tuple(Cue(name, rows[at].start, _BITS) for name in names), _SURE) for at in starts]


def _read_blocks(rows: tuple[Row, ...]) -> list[_Block]:
    labels = [row.reading.facts.label for row in rows]
    if len(labels) - labels.count(None) < 2 * _LEAST_LABELS - 2:
        return []  # two blocks of two labels at least
    blocks: list[_Block] = []
    at = 0
    for first, label in enumerate(labels):
        if label is None or first < at:
            continue
        at, values = first, dict[str, str]()
        while at < len(rows) and (at == first or not rows[at].gap) and (here := labels[at]) is not None and here[0] not in values:
            values[here[0]] = here[1]
            at += 1
        blocks.append(_Block(first, at, values))
    return blocks


def _find_shared(blocks: Sequence[_Block]) -> frozenset[str]:
    """The labels that the blocks most like one another share."""
    sets = [frozenset(b.values) for b in blocks[:_LOOKED_AT]]
    candidates = {a & b for a in sets for b in sets if len(a & b) > 1}
    return max(candidates, key=lambda c: (sum(c <= b.values.keys() for b in blocks), len(c), sorted(c)), default=frozenset())


def _hold_slots(blocks: Sequence[_Block], shared: frozenset[str]) -> bool:
    """Whether one of the shared labels holds a date in every block."""
    return any(all(any(d.is_full for d in find_dates(b.values[key])) for b in blocks) for key in shared)


def _find_headline(rows: tuple[Row, ...], block: _Block) -> int:
    """The row that can be a headline right above the block, or above its underline or the blank line over the block; -1 where none can."""
    at = block.start - 1
    if at > 0 and rows[at].shape in RULES and not rows[at].gap and rows[at - 1].heading:
        at -= 1
    if at < 0 or rows[at].shape not in (Shape.SHORT, Shape.HASH) or rows[at].terminal:
        return -1
    return at if not at or rows[at].gap or rows[at - 1].shape in RULES else -1


def _find_top(rows: tuple[Row, ...], at: int) -> int:
    """The first row of a header whose headline, or first label, is row ``at``: the counter and rule right above belong to it."""
    while at and not rows[at].gap and rows[at - 1].shape in (*RULES, Shape.COUNT):
        at -= 1
    return at


def _find_closed(rows: tuple[Row, ...], blocks: Sequence[_Block]) -> list[int]:
    """First rows of stories whose labelled lines stand below their texts."""
    starts = [0, *(b.end for b in blocks[:-1])]
    return starts if all(rows[at].heading and not rows[at].label for at in starts) else []


def _is_text(row: Row) -> bool:
    if row.shape in _PROSE:
        return True
    ended = row.terminal or (row.size >= _LEAST_THAI and "\u0e00" < row.text[row.size // 2] < "\u0eff")  # no sign ends a sentence in Thai
    return row.shape is Shape.SHORT and ended and measure_width(row.text) >= _LEAST_TEXT


def _are_short(rows: tuple[Row, ...], starts: Sequence[int], ends: Sequence[int]) -> bool:
    """Whether every story has some text, and most have less than the search asks for."""
    sizes = [sum(_measure_text(row) for row in rows[a:b]) for a, b in zip(starts, ends, strict=True)]
    return min(sizes) >= _LEAST_TEXT and sorted(sizes)[len(sizes) // 2] < LEAST_BODY


def _measure_text(row: Row) -> int:
    if _is_text(row):
        return measure_width(row.text)
    label = read_label(row.text) if row.label else None  # ``Texto: …``: the text stands behind a label of its own
    if label and row.slot == BODY:
        return measure_width(label[1])  # whatever it ends in: in Thai no sign ends a sentence
    return measure_width(label[1]) if label and row.terminal and row.slot not in (FieldName.TITLE, None) else 0
