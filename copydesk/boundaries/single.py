"""Pages that can be nothing but one article, told from their rows without any search.

An article of paragraphs with a headline, a byline and some short quotations is what most pages are. The verdict on a cut asks for two
groups of evidence and for a mark that stands out (see ``verdict``), and a mark counts only where two stories carry it. So where every
mark stands once, and no two openings can share it, no cut can win; the search would say the same, at many times the cost.

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

_PROSE = (Shape.TEXT, Shape.DATELINE)
_PARTING = frozenset((*RULES, Shape.COUNT, Shape.END))  # shapes of which one may part two stories
_APART = 4  # rows from one cut to the next where no paragraph stands between: a run of so many lies in one opening only
_MOST_SLOTS = 3  # labelled lines below which no two records can share two labels
_SHARED = 3  # stories that share words, at the least, where words count at all: they need four stories


def is_single(rows: Sequence[Row]) -> bool:
    """Whether these rows are one article for certain; False says nothing. Linear."""
    marks: Counter[str] = Counter()
    for row in rows:
        shape = row.shape
        if shape in _PARTING or row.feed:
            return False
        if shape is not Shape.TEXT and shape is not Shape.SHORT:
            marks["dated" if shape is Shape.DATE or shape is Shape.META else shape.value] += 1
        if row.number:
            marks["number"] += 1
        if row.ending:
            marks["ending"] += 1
    if any(n > 1 for n in marks.values()) or sum(marks.values()) > _MOST_SLOTS:
        return False
    runs = _find_runs(rows)
    if not _stand_alone(rows, runs):
        return False
    headed = [run for run in runs if any(row.heading for row in rows[run[0] : run[1]])]
    if not headed or (len(headed) == 1 and headed[0][1] - headed[0][0] <= _APART):
        return True  # no two openings have a headline, and nothing else stands out
    return _has_one_block(rows, runs) and not _repeats_words(rows, _SHARED if rows[-1].shape in _PROSE else _SHARED - 1)


def _find_runs(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Longest runs of rows without running text, as ranges in order."""
    runs: list[tuple[int, int]] = []
    start = -1
    for at, row in enumerate(rows):
        if row.shape in _PROSE:
            if start >= 0:
                runs.append((start, at))
                start = -1
        elif start < 0:
            start = at
    if start >= 0:
        runs.append((start, len(rows)))
    return runs


def _stand_alone(rows: Sequence[Row], runs: Sequence[tuple[int, int]]) -> bool:
    """Whether every mark belongs to one opening and one closing alone: its run is short, no paragraph above it passes for its headline,
    and what stands below the last paragraph is too little for a story."""
    if runs and runs[-1][1] == len(rows) and sum(row.size for row in rows[runs[-1][0] :]) >= LEAST_BODY:
        return False
    for start, end in runs:
        if end - start > _APART and any(row.shape is not Shape.SHORT or row.ending for row in rows[start:end]):
            return False
    for at, row in enumerate(rows):
        if row.shape in SLOTS and at and rows[at - 1].shape is Shape.TEXT:
            return False
        if row.shape is Shape.DATELINE and any(end == at and end - start >= _APART for start, end in runs):
            return False
    return True


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
    words: Counter[str] = Counter(row.masked for row in rows if row.masked)
    starts: Counter[str] = Counter(row.first_word for row in rows if row.shape is Shape.SHORT and row.size <= LONGEST_MARKER)
    return any(n >= least for n in words.values()) or any(n >= least for n in starts.values())
