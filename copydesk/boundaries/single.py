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

from copydesk.boundaries.evidence import is_long_title
from copydesk.boundaries.families import measure_gap
from copydesk.boundaries.reading import LONGEST_MARKER
from copydesk.boundaries.rows import Row, name_marks
from copydesk.boundaries.shapes import RULES, SLOTS, Shape
from copydesk.boundaries.verdict import LEAST_BODY
from copydesk.types import Page

_TEXT, _SHORT, _LABEL, _DATELINE = Shape.TEXT, Shape.SHORT, Shape.LABEL, Shape.DATELINE
_PROSE = (_TEXT, _DATELINE)
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
    return _has_one_block(rows, runs) and not _repeats_words(rows, runs, _SHARED if rows[-1].shape in _PROSE else _SHARED - 1)


def _find_runs(rows: Sequence[Row]) -> list[tuple[int, int]] | None:
    """Longest runs of rows without running text, as ranges in order; None where a mark may not stand alone.

    Every mark belongs to one opening and one closing alone if its run is short, if no paragraph above it passes for its headline, and if
    what stands below the last paragraph is too little for a story. Only a label between two paragraphs may stand more than once (``Q:``):
    beside a headline it is worth less than a cut costs.
    """
    marks = set[str]()
    runs: list[tuple[int, int]] = []
    start = size = 0  # of the run that goes on; it has no rows yet at a paragraph
    marked = below_text = False
    for at, (low, high, _, _, feed, _, shape, _, _, number, ending, _, _) in enumerate(rows):
        if feed or shape in _PARTING:
            return None
        if number or ending or (shape is not _TEXT and shape is not _SHORT and not (shape is _LABEL and _is_alone(rows, start, at))):
            for name in name_marks(rows[at]):
                if name in marks or len(marks) == _MOST_SLOTS:
                    return None
                marks.add(name)
        if below_text and shape in SLOTS and is_long_title(rows, at - 1, 0):
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
        if marked and (size >= LEAST_BODY or len(rows) - start > _APART):
            return None
        runs.append((start, len(rows)))
    return runs


def _is_alone(rows: Sequence[Row], start: int, at: int) -> bool:
    """Whether a row is all that its run, which starts there, has above a paragraph."""
    return start == at and at + 1 < len(rows) and rows[at + 1].shape is _TEXT


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


def _repeats_words(rows: Sequence[Row], runs: Sequence[tuple[int, int]], least: int) -> bool:
    """Whether a line stands so many times, or a word that opens short lines where another line follows one of them.

    Such a word speaks for the end of a story, and then a headline must open most of the stories, too: where each of its lines stands
    right above a paragraph (``What we know``, ``What comes next``) no cut has both.
    """
    lines = [row.reading for row in rows if row.end - row.start <= LONGEST_MARKER]
    if _find_repeated([line.masked for line in lines], least):
        return True
    words = _find_repeated([line.first_word for line in lines if line.shape is _SHORT], least)
    return bool(words) and any(
        row.shape is _SHORT and row.reading.first_word in words for start, end in runs for row in rows[start : end - 1]
    )


def _find_repeated(words: Sequence[str], least: int) -> set[str]:
    """The words that come so many times."""
    if len(words) - len(set(words)) < least - 1:
        return set()
    return {word for word, times in Counter(words).items() if times >= least}


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
