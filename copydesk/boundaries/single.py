"""Pages that can be nothing but one article, told from their rows without any search.

An article of paragraphs with a headline, a byline and some short quotations is what most pages are. The verdict on a cut asks for two
groups of evidence and for a mark that stands out (see ``verdict``), and a mark counts only where two stories carry it. So where every
mark stands once, and no two openings can share it, no cut can win; the search would say the same, at many times the cost.

And a rendered page whose second story would open in a list or a menu, or with no heading, is one article, too.

Left to the search: every page with a rule, a counter, an end mark or a form feed, for one of them may part two stories.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from copydesk.boundaries.families import measure_gap
from copydesk.boundaries.reading import LONGEST_MARKER
from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import RULES, SLOTS, Shape
from copydesk.boundaries.verdict import LEAST_BODY
from copydesk.types import Page

_TEXT, _SHORT, _DATELINE = Shape.TEXT, Shape.SHORT, Shape.DATELINE
_PROSE, _DATED = (_TEXT, _DATELINE), (Shape.DATE, Shape.META)
_PARTING = frozenset((*RULES, Shape.COUNT, Shape.END))  # shapes of which one may part two stories
_APART = 4  # rows from one cut to the next where no paragraph stands between: a run of so many lies in one opening only
_MOST_SLOTS = 3  # labelled lines below which no two records can share two labels
_NO_STORY = frozenset(("li", "nav", "aside", "footer", "form", "button", "figure"))
_SHARED = 3  # stories that share words, at the least, where words count at all: they need four stories


def is_single(rows: Sequence[Row]) -> bool:
    """Whether these rows are one article for certain; False says nothing. Linear."""
    runs = _find_runs(rows)
    if runs is None:
        return False
    headed = [run for run in runs if any(row.heading for row in rows[run[0] : run[1]])]
    if not headed or (len(headed) == 1 and headed[0][1] - headed[0][0] <= _APART):
        return True  # no two openings have a headline, and nothing else stands out
    return _has_one_block(rows, runs) and not _repeats_words(rows, _SHARED if rows[-1].shape in _PROSE else _SHARED - 1)


def _find_runs(rows: Sequence[Row]) -> list[tuple[int, int]] | None:
    """Longest runs of rows without running text, as ranges in order; None where a mark may not stand alone.

    Every mark belongs to one opening and one closing alone if its run is short, if no paragraph above it passes for its headline, and if
    what stands below the last paragraph is too little for a story.
    """
    marks = set[str]()
    runs: list[tuple[int, int]] = []
    start = size = 0  # of the run that goes on; it has no rows yet at a paragraph
    marked = below_text = False
    for at, (low, high, _, _, feed, _, shape, _, _, number, ending, _, _) in enumerate(rows):
        if feed or shape in _PARTING:
            return None
        if shape is not _TEXT and shape is not _SHORT:
            found = ("dated" if shape in _DATED else shape, *(("number",) if number else ()), *(("ending",) if ending else ()))
        elif number or ending:
            found = (*(("number",) if number else ()), *(("ending",) if ending else ()))
        else:
            found = ()
        for name in found:
            if name in marks or len(marks) == _MOST_SLOTS:
                return None
            marks.add(name)
        if below_text and shape in SLOTS:
            return None
        below_text = shape is _TEXT
        if below_text or shape is _DATELINE:
            if start < at:
                if (marked and at - start > _APART) or (not below_text and at - start >= _APART):
                    return None
                runs.append((start, at))
            start, size, marked = at + 1, 0, False
            continue
        size += high - low
        marked = marked or shape is not _SHORT or bool(ending)
    if start < len(rows):
        if size >= LEAST_BODY or (marked and len(rows) - start > _APART):
            return None
        runs.append((start, len(rows)))
    return runs


def _has_one_block(rows: Sequence[Row], runs: Sequence[tuple[int, int]]) -> bool:
    """Whether paragraphs are parted alike throughout, and at most one headline has a line right below it."""
    usual = measure_gap(rows)
    if any(row.gap > usual for row in rows[1:]):
        return False
    if not usual:
        return True
    blocks = 0
    for start, end in runs:
        here = sum(
            row.heading and not lower.gap and lower.shape is not Shape.TEXT
            for row, lower in zip(rows[start:end], rows[start + 1 : end + 1], strict=False)
        )
        if here and end - start > _APART:
            return False
        blocks += here
    return blocks < 2


def _repeats_words(rows: Sequence[Row], least: int) -> bool:
    """Whether a line, or the first word of short lines, stands so many times."""
    lines = [row.reading for row in rows if row.end - row.start <= LONGEST_MARKER]
    return _repeats([line.masked for line in lines], least) or _repeats([line.first_word for line in lines if line.shape is _SHORT], least)


def _repeats(words: Sequence[str], least: int) -> bool:
    return len(words) - len(set(words)) >= least - 1 and max(Counter(words).values()) >= least


def opens_in_list(page: Page, starts: Sequence[int]) -> bool:
    """Whether one of the offsets stands in an element of the page that holds links and no story (a list, a menu, a side bar, a footer), or
    the second of two is no heading.

    On an article's page a list of headlines, or a reader's name and date, above a comment looks like a second story. False for pages
    without markup.
    """
    at, found = 0, []
    for start in sorted(starts):
        while at < len(page.blocks) and page.blocks[at].end <= start:
            at += 1
        if at < len(page.blocks) and page.blocks[at].start <= start:
            found.append(page.blocks[at])
    return any(_NO_STORY.intersection(block.path) for block in found) or (len(found) == 2 and not found[1].heading)
