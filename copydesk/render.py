"""Render: the only place that cuts. Marks become the article's text and the ledger's rows.

Every character of the page gets exactly one piece: the mark of the highest-ranking step that covers it, or body text.
Kept pieces are joined into paragraphs; the white space between them is a piece of its own that remembers what stands in
its place, so that text and ledger together give the source back.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from copydesk.paragraphs import find_joint, measure_wrap
from copydesk.types import Action, Label, Line, Mark, Page, Story

_KEEP = Action.KEEP  # looking a member up by its name takes ten times as long
_BODY = Mark(0, 0, Label.BODY, "body")
_SPACE = Mark(0, 0, Label.WHITESPACE, "whitespace")
# Tags as they stand in XML, or escaped as in the descriptions of feeds.
_TAG = re.compile(r"<[^<>]*>|&lt;/?[A-Za-z][^<>]{0,600}?&gt;")
# Elements that part paragraphs in HTML, NITF, NewsML and the usual XML exports; all others stand inside a sentence.
_BLOCK_TAG = re.compile(
    r"(?:<|&lt;)/?(?:p|br|div|li|ul|ol|dl|dt|dd|h[1-6]|hl[12]|tr|td|th|table|hr|pre|block|blockquote|para|paragraph|section|article|text|body)\b",
    re.IGNORECASE,
)


Run = tuple[int, int, Mark | None]
"""Page characters [start, end) with the mark that rules them, None for body text."""


class Piece(NamedTuple):
    """Page characters [start, end) with their one mark; ``after`` is what the article shows instead, None for nothing."""

    start: int
    end: int
    mark: Mark
    after: str | None = None


# What the class does to make one, without a call in Python for each.
_new_piece: Callable[[tuple[object, ...]], Piece] = partial(tuple.__new__, Piece)


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text of a story and the pieces that tile its span."""

    text: str
    pieces: tuple[Piece, ...]


def paint(start: int, end: int, ranked: Sequence[Iterable[Mark]]) -> list[Run]:
    """Runs that tile [start, end) with the mark that rules each; ``ranked`` lists the steps, the strongest first.

    Within a step the earlier mark wins. Linear in the summed length of the marks.
    """
    marks = [m for step in ranked for m in step if m.start < end and m.end > start and m.start < m.end]
    spans = [(low if (low := mark.start) > start else start, high if (high := mark.end) < end else end) for mark in marks]
    edges = sorted({start, end}.union(*spans))
    place = {edge: number for number, edge in enumerate(edges)}
    owner = [0] * len(edges)
    for number in range(len(marks), 0, -1):
        first, last = spans[number - 1]
        low, high = place[first], place[last]
        owner[low:high] = [number] * (high - low)
    runs: list[Run] = []
    last = -1
    for (low, high), number in zip(itertools.pairwise(edges), owner, strict=False):
        if runs and number == last:
            runs[-1] = (runs[-1][0], high, runs[-1][2])
        else:
            runs.append((low, high, marks[number - 1] if number else None))
        last = number
    return runs


def render_story(page: Page, story: Story, lines: Sequence[Line], ranked: Sequence[Iterable[Mark]]) -> Rendered:
    """The article's text and the pieces of the story. ``lines`` are the page lines that touch the story."""
    text = page.text
    runs = paint(story.start, story.end, ranked)
    kept = list(_kept_pieces(text, runs, lines))
    wrap = measure_wrap(_find_adjacent(text, kept))
    parts: list[str] = []
    pieces: list[Piece] = []
    at, begins, through = story.start, [run[0] for run in runs], story.start  # through: the end of the run that the last piece lies in
    for piece in kept:
        start, end, mark, _ = piece
        shown = _shown(text, piece)
        if end <= through and parts:  # the next line of the same run: nothing but white space lies between
            span = text[at:start]
            joint = _joint(span, parts[-1], shown, wrap)
            parts += (joint, shown)
            if joint == span and pieces[-1].after is None:
                pieces[-1] = Piece(pieces[-1].start, end, mark)
            else:
                pieces += (Piece(at, start, _SPACE, joint), piece)
            at = end
            continue
        gap = _cut_runs(runs, begins, at, start)
        between = _joint(_read_gap(text, gap), parts[-1], shown, wrap) if parts else None
        pieces += _between(at, gap, between)
        parts += (shown,) if between is None else (between, shown)
        pieces.append(piece)
        at, through = end, runs[bisect_right(begins, start) - 1][1]
    pieces += _between(at, _cut_runs(runs, begins, at, story.end), None)
    return Rendered("".join(parts), tuple(_joined(text, pieces)))


def _kept_pieces(text: str, runs: Sequence[Run], lines: Sequence[Line]) -> Iterator[Piece]:
    """Kept runs cut at line ends, without the white space at their edges."""
    number, many = 0, len(lines)
    for start, end, mark in runs:
        if not _is_kept(mark) or (mark is None and text[start:end].isspace()):
            continue
        if mark is not None and mark.after is not None:
            yield Piece(start, end, mark, mark.after)
            continue
        while number < many:
            _, low, high = lines[number]
            if high < start:
                number += 1
                continue
            last = high > end
            low, high = low if low > start else start, end if last else high
            span = text[low:high]
            shown = span.strip()
            if shown:
                low += 0 if span[0] == shown[0] else len(span) - len(span.lstrip())
                yield Piece(low, low + len(shown), mark or _BODY)
            if last:
                break
            number += 1


def _find_adjacent(text: str, kept: Sequence[Piece]) -> list[tuple[str, str]]:
    """Pairs of kept lines with one line break between them."""
    found: list[tuple[str, str]] = []
    before = None
    for piece in kept:
        if before is not None:
            gap = text[before[1] : piece[0]]
            if gap != "\n\n" and gap.isspace() and gap.count("\n") == 1:
                found.append((text[before[0] : before[1]], text[piece[0] : piece[1]]))
        before = piece
    return found


def _is_kept(mark: Mark | None) -> bool:
    """Body, subhead, and escapes that stand for something to be read."""
    return mark is None or mark.label.action is _KEEP or bool(mark.after and not mark.after.isspace())


def _shown(text: str, piece: Piece) -> str:
    return text[piece.start : piece.end] if piece.after is None else piece.after


def _read_gap(text: str, gap: Sequence[Run]) -> str:
    """What lies between two kept pieces as a reader would see it: escaped breaks as breaks, tags as what they part."""
    parts = []
    for low, high, mark in gap:
        span = text[low:high]
        if mark is not None and mark.after is not None:
            parts.append(mark.after)
        elif mark is not None and mark.label is Label.SEPARATOR and not _TAG.sub("", span).strip():
            parts.append("\n\n" if _BLOCK_TAG.search(span) else _TAG.sub("", span))
        else:
            parts.append(span)
    return "".join(parts)


def _joint(gap: str, before: str, after: str, wrap: int) -> str:
    if gap == "\n\n":
        return find_joint(before, after, gap, wrap)
    if len(gap.splitlines()) <= 1 and not gap.endswith(("\n", "\r")):
        return " " if gap and (gap[0].isspace() or gap[-1].isspace()) else ""
    if not gap.isspace():
        return "\n\n"
    return find_joint(before, after, gap, wrap)


def _between(start: int, gap: Sequence[Run], joint: str | None) -> list[Piece]:
    """Pieces for what lies between two kept pieces; the first white space among them carries the joint."""
    pieces = [_new_piece((low, high, _SPACE if mark is None or mark.label.action is _KEEP else mark, None)) for low, high, mark in gap]
    if joint is not None:
        for spot, (low, high, mark, _) in enumerate(pieces):
            if mark is _SPACE or mark.after is not None:
                pieces[spot] = Piece(low, high, mark, joint)
                break
        else:
            pieces.insert(0, Piece(start, start, _SPACE, joint))
    return pieces


def _cut_runs(runs: Sequence[Run], begins: Sequence[int], start: int, end: int) -> list[Run]:
    """The parts of the runs inside [start, end); ``begins`` are the starts of the runs, which tile the story."""
    if start >= end:
        return []
    found = list(runs[bisect_right(begins, start) - 1 : bisect_left(begins, end)])
    low, high, mark = found[0]
    found[0] = (start, high, mark)
    low, high, mark = found[-1]
    found[-1] = (low, min(high, end), mark)
    return found


def _joined(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces with neighbours of one mark joined: a body whose breaks are as the article shows them is one piece."""
    found: list[Piece] = []
    before: Mark | None = None  # of the last piece, where that shows what it holds
    for piece in pieces:
        start, end, mark, after = piece
        if start == end and not after:
            continue
        if after is not None and mark is _SPACE and before is not None and before.label.action is _KEEP and after == text[start:end]:
            mark, after = before, None
        if after is None and mark is before:
            found[-1] = Piece(found[-1].start, end, mark)
            continue
        found.append(piece)
        before = mark if after is None else None
    return found
