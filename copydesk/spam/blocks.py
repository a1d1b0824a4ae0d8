"""What belongs to a block of junk though it says nothing by itself: the rest of its list, its commenter's name.

The blemish: among forty names of counties that a link farm strings together stands ``科技`` (*science*), and above *Great
post, I have bookmarked your site* stands the name that the robot signed with, ``survey money``.
Left alone: anything that is prose of the document, and everything that touches no block.
"""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.spam.features import Measured
from copydesk.spam.model import CAP, Model

CERTAIN = 4.0
"""Least score of a form that only robots write (a trackback's bracketed excerpt)."""
NEAR_CERTAIN = 3.0
SHARE = 0.2
"""Part of a run of foreign fragments that must be junk by itself for the run to be junk."""
MAX_GAP = 3
"""Fragments between two blocks that are taken to be part of them."""


def score_units(units: Sequence[Measured], model: Model) -> list[float]:
    """The model's score of every unit; a trackback's excerpt, and the title above it, are certain whatever they say."""
    scores = [model.score(unit.values) for unit in units]
    for i, unit in enumerate(units):
        if unit.values.get("trackback"):
            scores[i] = max(scores[i], CERTAIN)
            if i and units[i - 1].text.endswith(("...", "…")) and len(units[i - 1].words) <= 9:
                scores[i - 1] = max(scores[i - 1], NEAR_CERTAIN)
    return [min(CAP, score) for score in scores]


def complete_blocks(units: Sequence[Measured], path: list[bool]) -> None:
    """Add to the junk what its blocks enclose or begin with; changes ``path`` in place. Linear."""
    _fill_foreign_runs(units, path)
    _fill_gaps(units, path)
    for i in range(1, len(units)):
        if path[i] and not path[i - 1] and _is_name_line(units[i - 1], units[i]):
            path[i - 1] = True


def _is_foreign(unit: Measured) -> bool:
    return not unit.prose and unit.values.get("foreign script", 0.0) > 0.5


def _fill_foreign_runs(units: Sequence[Measured], path: list[bool]) -> None:
    """A run of fragments in a script that the document does not use is junk as a whole if a fifth of it is."""
    at = 0
    while at < len(units):
        end = at
        while end < len(units) and _is_foreign(units[end]):
            end += 1
        if end - at >= 3 and sum(path[at:end]) >= max(2, (end - at) * SHARE):
            path[at:end] = [True] * (end - at)
        at = max(end, at + 1)


def _fill_gaps(units: Sequence[Measured], path: list[bool]) -> None:
    """Up to MAX_GAP short fragments between junk and junk go with it."""
    last = -1
    for i, junk in enumerate(path):
        if not junk:
            continue
        gap = range(last + 1, i)
        if last >= 0 and 0 < len(gap) <= MAX_GAP and all(not units[k].prose and units[k].size <= 12 for k in gap):
            for k in gap:
                path[k] = True
        last = i


def _is_name_line(unit: Measured, below: Measured) -> bool:
    """Two to six words in lower case without a sentence mark, right above praise: the name that a robot signed with."""
    if below.hits.flattery < 2 or unit.prose or unit.inside:
        return False
    return 2 <= len(unit.words) <= 6 and unit.text[:1].islower() and unit.text[-1:].isalnum()
