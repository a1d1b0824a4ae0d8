"""Render: the only place that cuts. Marks become the article's text and the ledger's rows.

Every character of the page gets exactly one piece: the mark of the highest-ranking step that covers it, or body text.
Kept pieces are joined into paragraphs; the white space between them is a piece of its own that remembers what stands in
its place, so that text and ledger together give the source back.
"""

from __future__ import annotations

import itertools
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from copydesk.paragraphs import find_joint, measure_wrap
from copydesk.types import Action, Label, Line, Mark, Page, Story

_BODY = Mark(0, 0, Label.BODY, "body")
_SPACE = Mark(0, 0, Label.WHITESPACE, "whitespace")
_EDGES = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Page characters [start, end) with their one mark; ``after`` is what the article shows instead, None for nothing."""

    start: int
    end: int
    mark: Mark
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text of a story and the pieces that tile its span."""

    text: str
    pieces: tuple[Piece, ...]


def paint(start: int, end: int, ranked: Sequence[Iterable[Mark]]) -> list[tuple[int, int, Mark | None]]:
    """Runs that tile [start, end) with the mark that rules each; ``ranked`` lists the steps, the strongest first.

    Within a step the earlier mark wins. Linear in the summed length of the marks.
    """
    marks = [m for step in ranked for m in step if m.start < end and m.end > start and m.start < m.end]
    owner = array("l", bytes(array("l").itemsize * (end - start)))
    cuts = {start, end}
    for number in range(len(marks), 0, -1):
        mark = marks[number - 1]
        low, high = max(mark.start, start), min(mark.end, end)
        owner[low - start : high - start] = array("l", [number]) * (high - low)
        cuts |= {low, high}
    edges = sorted(cuts)
    runs: list[tuple[int, int, Mark | None]] = []
    last = -1
    for low, high in itertools.pairwise(edges):
        number = owner[low - start]
        if runs and number == last:
            runs[-1] = (runs[-1][0], high, runs[-1][2])
        else:
            runs.append((low, high, marks[number - 1] if number else None))
        last = number
    return runs


def render_story(page: Page, story: Story, lines: Sequence[Line], ranked: Sequence[Iterable[Mark]]) -> Rendered:
    """The article's text and the pieces of the story. ``lines`` are the page lines that touch the story."""
    runs = paint(story.start, story.end, ranked)
    kept = list(_kept_pieces(page.text, runs, lines))
    wrap = measure_wrap(list(_adjacent(page.text, kept)))
    parts: list[str] = []
    pieces: list[Piece] = []
    at = story.start
    for piece in kept:
        if parts:
            before = page.text[pieces[-1].start : pieces[-1].end]
            joint = _joint(page.text, pieces[-1].end, piece, before, wrap)
            pieces += _between(page.text, at, piece.start, runs, joint)
            parts.append(joint)
        else:
            pieces += _between(page.text, at, piece.start, runs, None)
        pieces.append(piece)
        parts.append(page.text[piece.start : piece.end])
        at = piece.end
    pieces += _between(page.text, at, story.end, runs, None)
    return Rendered("".join(parts), tuple(_joined(page.text, pieces)))


def _kept_pieces(text: str, runs: Sequence[tuple[int, int, Mark | None]], lines: Sequence[Line]) -> Iterator[Piece]:
    """Kept runs cut at line ends, without the white space at their edges."""
    spans = iter(lines)
    line = next(spans, None)
    for start, end, mark in runs:
        if mark is not None and mark.label.action is not Action.KEEP:
            continue
        while line is not None:
            low, high = max(line.start, start), min(line.end, end)
            while low < high and text[low].isspace():
                low += 1
            while low < high and text[high - 1].isspace():
                high -= 1
            if low < high:
                yield Piece(low, high, mark or _BODY)
            if line.end > end:
                break
            line = next(spans, None)


def _adjacent(text: str, kept: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """Pairs of kept lines with one line break between them."""
    for one, two in itertools.pairwise(kept):
        gap = text[one.end : two.start]
        if gap.isspace() and gap.count("\n") == 1:
            yield text[one.start : one.end], text[two.start : two.end]


def _joint(text: str, at: int, piece: Piece, before: str, wrap: int) -> str:
    gap = text[at : piece.start]
    if "\n" not in gap and "\r" not in gap and len(gap.splitlines()) <= 1:
        return " " if gap and (gap[0].isspace() or gap[-1].isspace()) else ""
    if not gap.isspace():
        return "\n\n"
    return find_joint(before, text[piece.start : piece.end], gap, wrap)


def _between(text: str, start: int, end: int, runs: Sequence[tuple[int, int, Mark | None]], joint: str | None) -> list[Piece]:
    """Pieces for what lies between two kept pieces; the first white space among them carries the joint."""
    pieces: list[Piece] = []
    for low, high, mark in _overlapping(runs, start, end):
        pieces.append(Piece(low, high, mark if mark is not None and mark.label.action is not Action.KEEP else _SPACE))
    if joint is not None:
        spot = next((i for i, p in enumerate(pieces) if p.mark is _SPACE), None)
        if spot is None:
            pieces.insert(0, Piece(start, start, _SPACE, joint))
        else:
            pieces[spot] = Piece(pieces[spot].start, pieces[spot].end, _SPACE, joint)
    return pieces


def _overlapping(runs: Sequence[tuple[int, int, Mark | None]], start: int, end: int) -> Iterator[tuple[int, int, Mark | None]]:
    low, high = 0, len(runs)
    while low < high:
        mid = (low + high) // 2
        if runs[mid][1] <= start:
            low = mid + 1
        else:
            high = mid
    for i in range(low, len(runs)):
        if runs[i][0] >= end:
            return
        yield max(runs[i][0], start), min(runs[i][1], end), runs[i][2]


def _joined(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces with neighbours of one mark joined: a body whose breaks are as the article shows them is one piece."""
    held: Piece | None = None
    for piece in pieces:
        if piece.start == piece.end and not piece.after:
            continue
        if piece.mark is _SPACE and piece.after is not None and piece.after == text[piece.start : piece.end]:
            piece = Piece(piece.start, piece.end, held.mark if held else _BODY)
        if held is not None and held.mark is piece.mark and held.after is None and piece.after is None:
            held = Piece(held.start, piece.end, held.mark)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held
