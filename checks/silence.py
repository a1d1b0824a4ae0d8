"""Silence told by the clock: for a run that finds nothing new from anybody, and so has no number among the runs.

Observation: a feed comes every night, or every weekday, or when something happens; its longest pause in two months is hardly ever
outdone by much. Idea: it is silent where it has stayed away for half again its usual pause, and longer than its longest, and
that by more where its past is short. Left alone: a feed of which not a whole week is known, for its week-end is not known either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median

from checks.drift import Drift, count_articles
from checks.history import Past
from checks.thresholds import DriftLimits

_WEEK = 8.0
"""Days: a past that is as long as this holds every day of the week, and the pause at its end."""

_USUAL = 1.5
"""Of a usual pause. A nightly feed is told in the second night: in the first it may still come."""

_DAY = timedelta(days=1)


def find_arrivals(past: Iterable[Past], published: Mapping[str, datetime]) -> dict[str, list[tuple[datetime, int]]]:
    """Origin to (time, articles) of what it brought, by time. ``published``: when each snapshot was."""
    found: dict[str, list[tuple[datetime, int]]] = {}
    for one in past:
        if one.snapshot in published:
            found.setdefault(one.origin, []).append((published[one.snapshot], one.articles))
    return {origin: sorted(came) for origin, came in sorted(found.items())}


def find_limit(times: Sequence[datetime], limits: DriftLimits) -> float | None:
    """How many days an origin that came at these times may stay away; None where its past says too little."""
    pauses = _find_pauses(times)
    if len(times) < max(2, limits.min_history) or (times[-1] - times[0]) / _DAY < _WEEK:
        return None
    return max(_USUAL * median(pauses), (1 + 3 / len(pauses)) * max(pauses))


def _find_pauses(times: Sequence[datetime]) -> list[float]:
    return [(later - earlier) / _DAY for earlier, later in pairwise(times)]


def find_overdue(past: Iterable[Past], published: Mapping[str, datetime], now: datetime, limits: DriftLimits) -> dict[str, Drift]:
    """The origins that should have come again before ``now``, with the drift to tell of each."""
    overdue: dict[str, Drift] = {}
    for origin, came in find_arrivals(past, published).items():
        times = [time for time, _ in came]
        limit, away = find_limit(times, limits), (now - times[-1]) / _DAY
        if limit is not None and away >= limit:
            usual = median(count for _, count in came)
            pause = _tell_span(median(_find_pauses(times)))
            told = f"{origin}: nothing new for {_tell_span(away)}, usually {count_articles(usual)} every {pause}"
            overdue[origin] = Drift(origin, "silent", told, 0.0, usual)
    return overdue


def read_time(text: str) -> datetime | None:
    """A time of ISO 8601 (in UTC where it names no zone); None where it is none."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)


def _tell_span(days: float) -> str:
    hours = round(24 * days)
    return f"{round(days)} days" if hours >= 36 else f"{hours} hours" if hours > 1 else "hour"
