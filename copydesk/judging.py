"""Which lines of a story are its text: by the text alone, or, where there was markup, by what the markup knew.

One judgement a line either way, so that the steps after this need not know where a page came from.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from copydesk.boilerplate import Judgement, find_boilerplate, judge_lines
from copydesk.boilerplate.labels import guess_label
from copydesk.types import Block, Label, Line, Mark, Page, Story

# The model for rendered pages is calibrated: a line is the story's where that is likelier than not.
KEEP_MARKED_UP = 0.5
# What an element says about a line that is not the story's, innermost first.
_ELEMENTS = {
    "figcaption": Label.CAPTION,
    "figure": Label.CAPTION,
    "nav": Label.NAVIGATION,
    "header": Label.NAVIGATION,
    "form": Label.NAVIGATION,
    "button": Label.SHARE,
    "aside": Label.RELATED,
    "footer": Label.COPYRIGHT,
}


def judge_story(page: Page, story: Story, lines: Sequence[Line]) -> tuple[Judgement, ...]:
    """One judgement for each of the story's lines, in order."""
    if not page.blocks:
        return judge_lines(page, story)
    from copydesk.html import judge_blocks

    chances = judge_blocks(page, story)
    starts = [block.start for block in page.blocks]
    return tuple(
        Judgement(line, p, p, _label(page, line, _block_at(page.blocks, starts, line), p)) for line, p in zip(lines, chances, strict=True)
    )


def _block_at(blocks: Sequence[Block], starts: Sequence[int], line: Line) -> Block | None:
    i = bisect_right(starts, line.start) - 1
    return blocks[i] if i >= 0 and blocks[i].end > line.start else None


def _label(page: Page, line: Line, block: Block | None, chance: float) -> Label:
    text = page.text[line.start : line.end]
    if not text.strip():
        return Label.WHITESPACE
    if chance >= KEEP_MARKED_UP:
        return Label.SUBHEAD if block is not None and block.heading else Label.BODY
    by_words = guess_label(text)
    if by_words is not None or block is None:
        return by_words or Label.NAVIGATION
    return next((_ELEMENTS[tag] for tag in block.path if tag in _ELEMENTS), Label.NAVIGATION)


def find_unwanted(page: Page, story: Story, judged: Sequence[Judgement]) -> tuple[Mark, ...]:
    """Drop marks for the lines that were judged not to be the story's."""
    if not page.blocks:
        return find_boilerplate(page, story, judged)
    return tuple(
        Mark(j.line.start, j.line.end, j.label, "markup-context", round(1 - j.context, 4), (), f"P(body) {j.context:.2f} by markup")
        for j in judged
        if j.context < KEEP_MARKED_UP and j.label is not Label.WHITESPACE
    )


def find_subheads(judged: Sequence[Judgement]) -> tuple[Mark, ...]:
    """Marks for the lines that were judged headings inside the story."""
    return tuple(Mark(j.line.start, j.line.end, Label.SUBHEAD, "subhead", j.context) for j in judged if j.label is Label.SUBHEAD)
