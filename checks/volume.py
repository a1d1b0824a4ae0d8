"""Twice the articles: told of one run where that is plain, of several runs together where each of them is small.

Observation: an archive that slips into a feed, or every story twice, doubles what comes; but so does a busy day, and of two pages
that became four nobody can say which it is. Idea: one run is told by its distance from the mean in usual deviations; where that
says nothing, the sum of the last runs is, for chance wavers by the root of their number and a doubling by the number itself
(a cumulative sum test, Page 1954, over a fixed span). Each of these runs must lie above the usual: one burst is no change.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, median, pstdev

from checks.thresholds import DriftLimits

SPANS = (1, 3, 4, 5, 6, 7)
"""Runs that are summed: two are a busy weekend, more than a week of nights is no news."""

_LEAST = 6
"""Articles in those runs before they say anything."""


def find_doubling(counts: Sequence[int], now: int, limits: DriftLimits) -> tuple[int, int, float] | None:
    """(runs, their articles, what is usual for so many) where about twice as much came or more; None where it did not.

    ``counts``: articles of the past runs, oldest first.
    """
    return next((found for span in SPANS if (found := _find_in_span(counts, now, span, limits))), None)


def _find_in_span(counts: Sequence[int], now: int, span: int, limits: DriftLimits) -> tuple[int, int, float] | None:
    before, last = counts[: len(counts) + 1 - span], [*counts[len(counts) + 1 - span :], now]
    if len(before) < max(limits.min_history, span):
        return None
    most = 4 * median(before) + 4  # a single burst in the past makes no measure of it
    tame = [min(count, most) for count in before]
    usual, total = fmean(tame), sum(last)
    # Arrivals that have nothing to do with one another waver by the root of their number; a long past knows better.
    deviation = max(pstdev(tame) * (1 + 3 / len(tame)), sqrt(usual) * min(1.0, 3 / len(tame)))
    more = total - span * usual
    if total < _LEAST or min(last) <= usual or more < limits.min_change_volume * max(1.0, span * usual):
        return None
    return (span, total, span * usual) if more > limits.deviations_volume * sqrt(span) * deviation else None
