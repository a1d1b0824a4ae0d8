"""Render: the only place that cuts. Marks become the article's text and the ledger's rows.

Every character of the page gets exactly one piece: the mark of the highest-ranking step that covers it, or body text.
Kept pieces are joined into paragraphs; the white space between them is a piece of its own that remembers what stands in
its place, so that text and ledger together give the source back.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from operator import itemgetter
from typing import NamedTuple, cast

from copydesk.kernels import find_kernel
from copydesk.late import compile_late
from copydesk.paragraphs import ENDS, INDENT, WRAP_EVIDENCE, find_joint, measure_wrap
from copydesk.types import Action, Label, Line, Mark, Page, Story

_line_end = itemgetter(2)
_ENDS = "".join(sorted(ENDS))
_KEEP = Action.KEEP  # looking a member up by its name takes ten times as long
_BODY = Mark(0, 0, Label.BODY, "body")
_SPACE = Mark(0, 0, Label.WHITESPACE, "whitespace")
# Tags as they stand in XML, or escaped as in the descriptions of feeds.
_TAG = re.compile(r"<[^<>]*>|&lt;/?[A-Za-z][^<>]{0,600}?&gt;")
# Elements that part paragraphs in HTML, NITF, NewsML and the usual XML exports, and any that is closed and opened again at once; all others
# stand inside a sentence.
_BLOCK_TAG = compile_late(
    r"(?:<|&lt;)/?(?:p|br|div|li|ul|ol|dl|dt|dd|h[1-6]|hl[12]|tr|td|th|table|hr|pre|block|blockquote|para|paragraph|section|article|text|body)\b"
    r"|</((?!(?:b|i|a|u|em|strong|span|font|sub|sup|small|q)>)[^\W\d][\w:.-]{0,40})>\s*<\1[\s>]",
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


_Stretch = tuple[int, int, Mark, str | None, int, int, int]
"""Lines of one run that the article shows as the page does: start, end and mark, what it shows instead of one (None for nothing), where
the first line ends and the last begins, and where their run ends."""

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
    marks = [m for step in ranked if step for m in step if m.start < end and m.end > start and m.start < m.end]
    if not marks or start >= end:
        return [(start, end, None)] if start < end else []
    return _painter()(start, end, marks)


_Painter = Callable[[int, int, list[Mark]], list[Run]]


@cache
def _painter() -> _Painter:
    kernel = find_kernel("story")
    return _paint_marks if kernel is None else cast(_Painter, kernel.paint_marks)


def _paint_marks(start: int, end: int, marks: list[Mark]) -> list[Run]:
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


def render_story(page: Page, story: Story, lines: Sequence[Line], ranked: Sequence[Iterable[Mark]], printed: int = 0) -> Rendered:
    """The article's text and the pieces of the story.

    ``lines`` are the page lines that touch the story, ``printed`` is the column that the page was printed at, for stories of too few lines
    to tell.
    """
    text = page.text
    runs = paint(story.start, story.end, ranked)
    kept = _find_stretches(text, runs, tuple(lines))
    pairs, indent = _find_adjacent(text, kept) if len(kept) > WRAP_EVIDENCE else ([], 0)
    wrap = measure_wrap(pairs) or printed
    parts: list[str] = []
    pieces: list[Piece] = []
    at, begins, through, before = story.start, [run[0] for run in runs], story.start, ""  # through: the end of the run of the last piece
    for start, end, mark, shown, head, tail, limit in kept:
        if shown is None:
            piece, shown = _new_piece((start, end, mark, None)), text[start:end]
            first, last = text[start:head], text[(text.rfind("\n", 0, tail) + 1 if wrap else tail) : end]
        else:
            piece, first, last = _new_piece((start, end, mark, shown)), shown, shown
        if end <= through and parts:  # the next line of the same run: nothing but white space lies between
            span = text[at:start]
            joint = _joint(span, before, first, wrap, indent)
            parts += (joint, shown)
            if joint == span and pieces[-1].after is None:
                pieces[-1] = _new_piece((pieces[-1].start, end, mark, None))
            else:
                pieces += (_new_piece((at, start, _SPACE, joint)), piece)
        else:
            gap = _cut_runs(runs, begins, at, start)
            between = _joint(_read_gap(text, gap), before, first, wrap, indent) if parts else None
            pieces += _between(at, gap, between)
            parts += (shown,) if between is None else (between, shown)
            pieces.append(piece)
            through = limit
        at, before = end, last
    pieces += _between(at, _cut_runs(runs, begins, at, story.end), None)
    return Rendered("".join(parts), tuple(_joined(text, pieces)))


def _find_stretches(text: str, runs: Sequence[Run], lines: tuple[Line, ...]) -> list[_Stretch]:
    """Kept runs cut where the article shows something else between two lines than the page does; no white space at their edges."""
    found: list[_Stretch] = []
    number, stretch = 0, _stretcher()
    for start, end, mark in runs:
        if mark is None:
            if text[start:end].isspace():
                continue
        elif not _is_kept(mark):
            continue
        elif mark.after is not None:
            found.append((start, end, mark, mark.after, end, start, end))
            continue
        number = stretch(text, lines, bisect_left(lines, start, number, key=_line_end), start, end, _ENDS, mark or _BODY, found)
    return found


_Stretcher = Callable[[str, tuple[Line, ...], int, int, int, str, Mark, list[_Stretch]], int]


@cache
def _stretcher() -> _Stretcher:
    kernel = find_kernel("story")
    return _stretch_run if kernel is None else cast(_Stretcher, kernel.find_stretches)


def _stretch_run(
    text: str, lines: tuple[Line, ...], number: int, start: int, end: int, ends: str, mark: Mark, found: list[_Stretch]
) -> int:
    """Puts the stretches of one run, from line ``number`` on, behind what was found; the number of the first line that ends behind it."""
    first = at = -1
    head = tail = 0
    before = ""
    stop = bisect_right(lines, end, number, key=_line_end)
    for _, low, high in lines[number : stop + 1]:
        low, high = low if low > start else start, high if high < end else end
        span = text[low:high]
        shown = span.strip()
        if not shown:
            continue
        low += len(span) - len(span.lstrip())
        high = low + len(shown)
        # What nearly all lines are told by (``find_joint``): the article parts them as the page does.
        if first >= 0 and low - at == 2 and text[at:low] == "\n\n" and (before in ends or shown[0].isupper()):
            tail, at, before = low, high, shown[-1]
            continue
        if first >= 0:
            found.append((first, at, mark, None, head, tail, end))
        first, head, tail, at, before = low, high, low, high, shown[-1]
    if first >= 0:
        found.append((first, at, mark, None, head, tail, end))
    return stop


def _find_adjacent(text: str, kept: Sequence[_Stretch]) -> tuple[list[tuple[str, str]], int]:
    """Pairs of kept lines with one line break between them, and the columns by which all of them are indented.

    A line that is indented more begins a paragraph: the break before it wraps nothing.
    """
    found: list[tuple[str, str]] = []
    indents: list[int] = []
    at = tail = -1
    for start, end, _, _, head, last, _ in kept:
        if at >= 0:
            gap = text[at:start]
            if gap != "\n\n" and gap.isspace() and gap.count("\n") == 1:
                found.append((text[tail:at], text[start:head]))
                indents.append(len(gap) - 1 - max(gap.rfind("\n"), gap.rfind("\r")))
        at, tail = end, last
    least = min(indents, default=0)
    if least == max(indents, default=0):
        return found, least
    return [pair for pair, columns in zip(found, indents, strict=True) if columns - least < INDENT], least


def _is_kept(mark: Mark | None) -> bool:
    """Body, subhead, and escapes that stand for something to be read."""
    return mark is None or mark.label.action is _KEEP or bool(mark.after and not mark.after.isspace())


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


def _joint(gap: str, before: str, after: str, wrap: int, indent: int) -> str:
    if gap == "\n\n":
        return find_joint(before, after, gap, wrap, indent)
    if len(gap.splitlines()) <= 1 and not gap.endswith(("\n", "\r")):
        return " " if gap and (gap[0].isspace() or gap[-1].isspace()) else ""
    if not gap.isspace():
        return "\n\n"
    return find_joint(before, after, gap, wrap, indent)


def _between(start: int, gap: list[Run], joint: str | None) -> list[Piece]:
    """Pieces for what lies between two kept pieces; the first white space among them carries the joint."""
    pieces = _layer()(gap, _SPACE, _KEEP, Piece)
    if joint is not None:
        for spot, (low, high, mark, _) in enumerate(pieces):
            if mark is _SPACE or mark.after is not None:
                pieces[spot] = Piece(low, high, mark, joint)
                break
        else:
            pieces.insert(0, Piece(start, start, _SPACE, joint))
    return pieces


_Layer = Callable[[list[Run], Mark, Action, type[Piece]], list[Piece]]


@cache
def _layer() -> _Layer:
    kernel = find_kernel("story")
    return _lay_gap if kernel is None else cast(_Layer, kernel.lay_gap)


def _lay_gap(gap: list[Run], space: Mark, keep: Action, piece_class: type[Piece]) -> list[Piece]:
    return [piece_class(low, high, space if mark is None or mark.label.action is keep else mark) for low, high, mark in gap]


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


def _joined(text: str, pieces: list[Piece]) -> list[Piece]:
    """Pieces with neighbours of one mark joined: a body whose breaks are as the article shows them is one piece."""
    return _joiner()(text, pieces, _SPACE, _KEEP, Piece)


_Joiner = Callable[[str, list[Piece], Mark, Action, type[Piece]], list[Piece]]


@cache
def _joiner() -> _Joiner:
    kernel = find_kernel("story")
    return _join_pieces if kernel is None else cast(_Joiner, kernel.join_pieces)


def _join_pieces(text: str, pieces: list[Piece], space: Mark, keep: Action, piece_class: type[Piece]) -> list[Piece]:
    found: list[Piece] = []
    before: Mark | None = None  # of the last piece, where that shows what it holds
    for piece in pieces:
        start, end, mark, after = piece
        if start == end and not after:
            continue
        if after is not None and mark is space and before is not None and before.label.action is keep and after == text[start:end]:
            mark, after = before, None
        if after is None and mark is before:
            found[-1] = piece_class(found[-1].start, end, mark)
            continue
        found.append(piece)
        before = mark if after is None else None
    return found
