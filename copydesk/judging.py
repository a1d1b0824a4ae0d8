"""Which lines of a story are its text: by the text alone, or, where there was markup, by what the markup knew.

One judgement a line either way, so that the steps after this need not know where a page came from. Where the template of the
page's source is known, it has the last word on lines in doubt.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING

from copydesk.boilerplate import KEEP, SIBLINGS, Judgement, find_boilerplate, judge_lines
from copydesk.boilerplate.furniture import furniture_label
from copydesk.boilerplate.labels import guess_label, is_named, tiling_label
from copydesk.boilerplate.sections import find_comments
from copydesk.paragraphs import ONE_IN, WIDEST, find_printed
from copydesk.types import Block, Label, Line, Mark, Page, Story

if TYPE_CHECKING:
    from copydesk.siblings import Template

# The model for rendered pages is calibrated: a line is the story's where that is likelier than not.
KEEP_MARKED_UP = 0.5
# From here on the lines around a line are the story's for certain, and no template takes it from between them.
SURE_BODY = 0.7
# A line in doubt that is a button, or that calls itself one (``Advertisement``, ``Read also: …``), keeps a tenth of its odds.
NAMED_ODDS = 0.1
_start = attrgetter("start")
_FURNITURE = frozenset((Label.SHARE, Label.ADVERT, Label.RELATED, Label.NAVIGATION))
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


def judge_story(
    page: Page, story: Story, lines: Sequence[Line], template: Template | None = None, spam: Sequence[Mark] = ()
) -> tuple[Judgement, ...]:
    """One judgement for each of the story's lines, in order. ``template`` is what the pages of its source have in common.

    ``spam`` marks what a stranger put into the story: blank to the judge, since a block of links would make a scraped page of
    any article that it was put into, and a menu of the lines beside it.
    """
    if page.blocks:
        judged = _judge_marked_up(page, story, lines, spam)
    else:
        judged = _judge_text(page, story, lines, spam, labels_only=template is None)
    return judged if template is None else _ask_siblings(page, judged, template)


def _judge_text(page: Page, story: Story, lines: Sequence[Line], spam: Sequence[Mark], *, labels_only: bool) -> tuple[Judgement, ...]:
    """The judgements of a story in plain text; ``labels_only`` where nothing weighs them afterwards.

    What the parser of a known format marked is blank to the judge: tags and labels between two paragraphs would make a menu of them.
    So is spam.
    A page that was printed at a width is judged by the lines that its paragraphs were before, since a teaser of two broken lines reads
    as prose and half a sentence as a menu.
    """
    marks = (*(story.marks if story.format else ()), *spam)
    marked = bool(marks and lines)
    if not marked and sum([end - start > WIDEST for _, start, end in lines]) * ONE_IN > len(lines):
        return judge_lines(page, story, labels_only=labels_only)  # nothing that is read ends so often beyond the width of a page
    text = _blank_marks(page, sorted(marks, key=_start), lines) if marked else page.text
    shown = [text[line.start : line.end] for line in lines]
    first = find_printed(shown)
    if not first and text is page.text:
        return judge_lines(page, story, labels_only=labels_only)
    paragraphs: list[list[str]] = []
    numbers = []
    for i, shown_line in enumerate(shown):
        if first and first[i] != i:
            paragraphs[-1].append(shown_line.strip())
        else:
            paragraphs.append([shown_line])
        numbers.append(len(paragraphs) - 1)
    texts = [" ".join(parts) for parts in paragraphs]
    starts = [0, *accumulate(len(t) + 1 for t in texts)]
    moved = tuple(Line(i, at, at + len(t)) for i, (at, t) in enumerate(zip(starts, texts, strict=False)))
    joined = "\n".join(texts)
    judged = judge_lines(replace(page, text=joined, lines=moved), Story(0, len(joined)), labels_only=labels_only)
    return tuple(judged[number]._replace(line=line) for number, line in zip(numbers, lines, strict=True))


def _blank_marks(page: Page, marks: Sequence[Mark], lines: Sequence[Line]) -> str:
    """The page's text up to the last of the lines, with spaces for what the marks, in order, cover."""
    pieces: list[str] = []
    at = 0
    for mark in marks:
        if mark.end > at:
            pieces += (page.text[at : max(at, mark.start)], " " * (mark.end - max(at, mark.start)))
            at = mark.end
    return "".join((*pieces, page.text[at : lines[-1].end]))


def _ask_siblings(page: Page, judged: Sequence[Judgement], template: Template) -> tuple[Judgement, ...]:
    """The judgements with the template's evidence in them; a line whose verdict stays, stays as it is."""
    from copydesk.siblings import find_odds, weigh

    keep = KEEP_MARKED_UP if page.blocks else KEEP
    odds = find_odds(page, [j.line for j in judged], template)
    full = [i for i, j in enumerate(judged) if j.label is not Label.WHITESPACE]
    for before, i, after in zip(full, full[1:], full[2:], strict=False):
        # A link in the middle of a sentence stands on a line of its own in careless text, and names recur on a site.
        if judged[i].context >= keep and min(judged[before].context, judged[after].context) >= SURE_BODY:
            odds[i] = 0.0
    why = f"weighed with other pages of {template.source}"
    return tuple(_revise(page, j, weigh(j.context, by), keep, why) for j, by in zip(judged, odds, strict=True))


def _revise(page: Page, judged: Judgement, chance: float, keep: float, why: str) -> Judgement:
    """The judgement with another P(body), and with another label where that crosses the threshold."""
    if (chance >= keep) == (judged.context >= keep):
        return judged
    text = page.text[judged.line.start : judged.line.end]
    label = Label.BODY if chance >= keep else guess_label(text) or Label.NAVIGATION
    return judged._replace(context=round(chance, 4), label=label, siblings=why)


def _judge_marked_up(page: Page, story: Story, lines: Sequence[Line], spam: Sequence[Mark]) -> tuple[Judgement, ...]:
    """The judgements of a story in a rendered page; spam is blank here, too."""
    from copydesk.html import judge_blocks
    from copydesk.siblings import weigh

    if spam and lines:
        page = replace(page, text=_blank_marks(page, spam, lines))
    starts = [block.start for block in page.blocks]
    blocks = [_block_at(page.blocks, starts, line) for line in lines]
    alone = judge_blocks(page, story)
    lowered = [p >= KEEP_MARKED_UP and _is_furniture(page, line, block) for line, block, p in zip(lines, blocks, alone, strict=True)]
    for i in _find_comments(page, lines, alone):
        lowered[i] = True
    judged = [weigh(p, math.log(NAMED_ODDS)) if low else p for p, low in zip(alone, lowered, strict=True)]
    return tuple(
        Judgement(line, first, p, _label(page, line, block, p)) for line, block, first, p in zip(lines, blocks, alone, judged, strict=True)
    )


def _find_comments(page: Page, lines: Sequence[Line], judged: Sequence[float]) -> list[int]:
    """Numbers of the lines that stand below the story under the heading of its readers' comments, that heading among them."""
    texts = [page.text[line.start : line.end].strip() for line in lines]
    full = [i for i, text in enumerate(texts) if text]
    letters = [float(len(texts[i])) for i in full]
    return [full[i] for i in find_comments([texts[i] for i in full], [judged[i] for i in full], letters, KEEP_MARKED_UP)] if full else []


def _is_furniture(page: Page, line: Line, block: Block | None) -> bool:
    """Whether a line is a button, or no heading and by its own words a share bar, a menu, an advert or a link to another story."""
    if block is not None and (block.heading or "button" in block.path):
        return not block.heading
    text = page.text[line.start : line.end].strip()
    return furniture_label(text) is not None or tiling_label(text) is Label.SHARE or (is_named(text) and guess_label(text) in _FURNITURE)


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
        Mark(
            j.line.start,
            j.line.end,
            j.label,
            SIBLINGS if j.siblings else "markup-context",
            round(1 - j.context, 4),
            (),
            f"P(body) {j.context:.2f} by markup" + (f", {j.siblings}" if j.siblings else ""),
        )
        for j in judged
        if j.context < KEEP_MARKED_UP and j.label is not Label.WHITESPACE
    )


def find_subheads(judged: Sequence[Judgement]) -> tuple[Mark, ...]:
    """Marks for the lines that were judged headings inside the story."""
    label = Label.SUBHEAD
    return tuple([Mark(j.line.start, j.line.end, label, "subhead", j.context) for j in judged if j[3] is label])
