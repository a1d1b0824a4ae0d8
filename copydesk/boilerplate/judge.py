"""Boilerplate: what a page says besides its article.

The blemish as a reader sees it: ``Global Edition``, ``Home / China / Society``, ``Share``, ``Read also: …``, ``Photo: AP``,
``All rights reserved`` around and between the paragraphs. Every line is judged twice: alone, by its own shape and words,
and in context, by its neighbours, its place and the words it shares with the page's prose. Both judgements are kept.

Left alone: pages that hold nothing but text. Verse, lists, transcripts and two-line briefs look like menus line by line;
so unless the page as a whole shows boilerplate (see ``gate``), nothing is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.boilerplate import characters as ch
from copydesk.boilerplate.gate import find_prose, is_plain, measure_dirt
from copydesk.boilerplate.labels import guess_label, is_named
from copydesk.boilerplate.model import judge_sheet, shipped_model
from copydesk.boilerplate.sheet import measure_lines
from copydesk.types import Label, Line, Mark, Page, Story

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.boilerplate.sheet import Floats, Sheet

KEEP = 0.4
"""P(body) in context from which a line stays: chosen where body lines kept and boilerplate lines gone balance on held-out sites."""
TRAILER = 0.2
"""P(body) given to a line after the last paragraph that names itself boilerplate on a page without other boilerplate."""
MOST_TRAILER = 40
_ROUND = 4


@dataclass(frozen=True, slots=True)
class Judgement:
    """A line with P(body) judged ``alone`` and in ``context`` (0 to 1 each), and the label that follows from the latter."""

    line: Line
    alone: float
    context: float
    label: Label


def judge_lines(page: Page, story: Story) -> tuple[Judgement, ...]:
    """One judgement for each line of the page that lies within the story, in order, blank lines included.

    A line that holds no letter or digit is judged as the lines around it. Linear in the story's length.
    """
    lines = _lines_within(page, story)
    if not lines:
        return ()
    at = lines[0].start
    text = page.text[at : lines[-1].end]
    sheet = measure_lines(text, [line.start - at for line in lines], [line.end - at for line in lines])
    if not sheet.n:
        return tuple(Judgement(line, 0.5, 1.0, Label.BODY) for line in lines)
    alone, context = _judge(sheet, text, [(line.start - at, line.end - at) for line in lines])
    return _write_up(page.text, lines, sheet.index.tolist(), alone.round(_ROUND).tolist(), context.round(_ROUND).tolist())


def _judge(sheet: Sheet, text: str, spans: Sequence[tuple[int, int]]) -> tuple[Floats, Floats]:
    """P(body) of the sheet's lines, alone and in context, after the gate."""
    if is_plain(sheet):
        alone = lone_guess(sheet)
        context = alone.clip(0.5, 1.0)
    else:
        verdict = judge_sheet(sheet, shipped_model())
        alone, context = verdict.alone, verdict.context
        if measure_dirt(sheet, context, verdict.tone).is_dirty:
            return alone, context
        context = context.clip(0.5, 1.0)
    context[find_trailer(sheet, text, spans)] = TRAILER
    return alone, context


def lone_guess(sheet: Sheet) -> Floats:
    """P(body) of each line from its length and its end alone, where the forests need not be asked."""
    import numpy as np

    odds = 0.9 * np.log1p(sheet.letters) + 1.2 * (sheet.last == ch.END) - 3.5
    guess: Floats = 1.0 / (1.0 + np.exp(-odds))
    return guess


def find_trailer(sheet: Sheet, text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """The sheet's lines after the last prose that name themselves boilerplate; none on a page without prose."""
    import numpy as np

    prose = np.flatnonzero(find_prose(sheet))
    if not len(prose):
        return []
    last = int(prose[-1])
    number = sheet.index.tolist()
    return [i for i in range(max(last + 1, sheet.n - MOST_TRAILER), sheet.n) if is_named(text[slice(*spans[number[i]])].strip())]


def _lines_within(page: Page, story: Story) -> tuple[Line, ...]:
    """The page's lines from the story's start to its end."""
    from bisect import bisect_left, bisect_right

    low = bisect_left(page.lines, story.start, key=lambda line: line.start)
    high = bisect_right(page.lines, story.end, key=lambda line: line.end)
    return page.lines[low:high]


def _write_up(text: str, lines: Sequence[Line], index: list[int], alone: list[float], context: list[float]) -> tuple[Judgement, ...]:
    """Judgements for all lines, those without content taking the verdict of both neighbours if these agree to drop."""
    rank = {number: i for i, number in enumerate(index)}
    labels = _labels(text, [lines[i] for i in index], context)
    out: list[Judgement] = []
    before = 0.0
    after = _following(len(lines), index, context)
    for number, line in enumerate(lines):
        i = rank.get(number)
        if i is None:
            p = max(before, after[number])
            blank = text[line.start : line.end].isspace() or line.start == line.end
            out.append(Judgement(line, 0.5, p, Label.BODY if p >= KEEP else Label.WHITESPACE if blank else Label.SEPARATOR))
        else:
            before = context[i]
            out.append(Judgement(line, alone[i], context[i], labels[i]))
    return tuple(out)


def _following(count: int, index: list[int], context: list[float]) -> list[float]:
    """For each of ``count`` lines the verdict of the next line with content; 0 after the last."""
    out = [0.0] * count
    at, value = len(index) - 1, 0.0
    for number in range(count - 1, -1, -1):
        out[number] = value
        if at >= 0 and index[at] == number:
            value, at = context[at], at - 1
    return out


def _labels(text: str, lines: Sequence[Line], context: list[float]) -> list[Label]:
    """Body, subhead, or a kind of boilerplate per line with content."""
    out: list[Label] = []
    for i, line in enumerate(lines):
        if context[i] >= KEEP:
            out.append(Label.BODY)
        else:
            out.append(guess_label(text[line.start : line.end]) or Label.NAVIGATION)
    return out


def find_boilerplate(page: Page, story: Story, judged: Sequence[Judgement]) -> tuple[Mark, ...]:
    """Drop marks for the judged lines that are no body, white space at their ends left out.

    The rule is ``line-alone`` where the context-free judgement said so too, else ``line-context``; confidence is 1 − P(body).
    """
    marks: list[Mark] = []
    for j in judged:
        if j.context >= KEEP or j.line.start == j.line.end or j.label is Label.WHITESPACE:
            continue
        rule = "line-alone" if j.alone < KEEP else "line-context"
        evidence = f"P(body) {j.alone:.2f} alone, {j.context:.2f} in context"
        marks.append(Mark(j.line.start, j.line.end, j.label, rule, round(1 - j.context, _ROUND), (), evidence))
    return tuple(marks)
