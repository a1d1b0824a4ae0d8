"""Drift: an origin that looks different from its own past. A template changed, a page was infected, a feed fell silent.

Observation: what a site's pages lose to cleaning (menus, captions, adverts), how long its articles are, in which
languages and how damaged, stays within narrow bounds for months and then jumps. Idea: compare each measure of a run with the median
of the origin's past runs; it has drifted where the distance exceeds both a multiple of the usual deviation and a least change
that a person would call one. Mixes (labels, languages, repairs) are compared by total variation distance. Left alone:
origins with fewer than ``min_history`` past runs (but spam in a new source is always told), and slow change, which moves
the median along with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from checks.history import Past
from checks.thresholds import DriftLimits

_MAD = 1.4826
"""Median absolute deviation to standard deviation, for what is normally distributed."""

_REGULAR = 0.8
"""Of ten waits between two arrivals of an origin, eight are at most the usual one."""

_MIN_REPAIRS = 20
"""Repairs on both sides before their mixes are compared."""


@dataclass(frozen=True, slots=True)
class Drift:
    """One way in which an origin differs from its past: ``kind`` for machines, ``message`` one sentence for people.

    ``now`` and ``usual`` are the measure in this run and its median before, in the measure's own unit.
    """

    origin: str
    kind: str
    message: str
    now: float
    usual: float

    @property
    def told(self) -> str:
        """The message where the origin stands beside it already."""
        return self.message.removeprefix(f"{self.origin}: ")


@dataclass(frozen=True, slots=True)
class DriftReport:
    """All drifts, by origin in order; ``watched``: the origins that had enough past to be compared."""

    drifts: tuple[Drift, ...]
    watched: tuple[str, ...]

    @property
    def drifted(self) -> tuple[str, ...]:
        """The origins that drifted, in order."""
        return tuple(dict.fromkeys(drift.origin for drift in self.drifts))


@dataclass(frozen=True, slots=True)
class _Measure:
    kind: str
    read: Callable[[Past], float]
    least: Callable[[DriftLimits, float], float]
    words: Callable[[str, float, float], str]
    of_articles: bool = False


def _share(part: Callable[[Past], int]) -> Callable[[Past], float]:
    """Of the characters that are no spam: an infection is told as such, and moves nothing else."""
    return lambda one: part(one) / max(1, one.length - one.spam)


def _of_share(limits: DriftLimits, _: float) -> float:
    return limits.min_change_share


_MEASURES = (
    _Measure(
        "removed-share",
        _share(lambda one: one.dropped - one.spam),
        _of_share,
        lambda origin, now, usual: f"{origin}: {now:.0%} of the text is removed, usually {usual:.0%}; its template may have changed",
    ),
    _Measure(
        "kept-share",
        _share(lambda one: one.kept),
        _of_share,
        lambda origin, now, usual: f"{origin}: {now:.0%} of the text is kept, usually {usual:.0%}",
    ),
    _Measure(
        "repaired-share",
        _share(lambda one: one.repaired),
        _of_share,
        lambda origin, now, usual: f"{origin}: {now:.0%} of the text had to be repaired, usually {usual:.0%}",
    ),
    _Measure(
        "length",
        lambda one: one.typical_length,
        lambda limits, usual: limits.min_change_length * usual,
        lambda origin, now, usual: f"{origin}: an article has {now:.0f} characters, usually {usual:.0f}",
        of_articles=True,
    ),
    _Measure(
        "stories-a-source",
        lambda one: one.articles / one.sources if one.sources else 0.0,
        lambda limits, usual: limits.min_change_articles * usual,
        lambda origin, now, usual: f"{origin}: {now:.1f} articles a source, usually {usual:.1f}",
        of_articles=True,
    ),
)


@dataclass(frozen=True, slots=True)
class _Mix:
    kind: str
    read: Callable[[Past], Mapping[str, int]]
    least: Callable[[DriftLimits], float]
    enough: int
    words: str


def _furniture(one: Past) -> Mapping[str, int]:
    return {label: count for label, count in one.labels.items() if label not in ("whitespace", "spam")}


_MIXES = (
    _Mix("language-mix", lambda one: one.languages, lambda limits: limits.min_change_language, 3, "the languages"),
    _Mix("removed-mix", _furniture, lambda limits: limits.min_change_removed, 200, "what is removed"),
    _Mix("repair-mix", lambda one: one.chains, lambda limits: limits.min_change_repairs, _MIN_REPAIRS, "the repairs"),
)


def find_drift(past: Iterable[Past], now: Iterable[Past], limits: DriftLimits) -> DriftReport:
    """What differs in this run from each origin's past. ``past`` must not hold lines of this run; where nothing came from
    anybody, nothing is said."""
    history: dict[str, list[Past]] = defaultdict(list)
    runs: dict[int, None] = {}
    for one in past:
        history[one.origin].append(one)
        runs[one.run] = None
    present = {one.origin: one for one in now}
    if not present:
        return DriftReport((), ())
    watched = sorted(origin for origin, lines in history.items() if len(lines) >= limits.min_history)
    drifts: list[Drift] = []
    for origin in sorted({*watched, *present}):
        lines = history[origin][-limits.max_history :]
        if origin not in present:
            drifts += _find_silence(origin, lines, list(runs))
        elif origin in watched:
            drifts += _compare(present[origin], lines, limits)
        else:
            drifts += _find_infection(present[origin], lines, limits)
    return DriftReport(tuple(drifts), tuple(watched))


def _compare(now: Past, past: Sequence[Past], limits: DriftLimits) -> Iterator[Drift]:
    yield from _find_infection(now, past, limits)
    if not now.articles and all(one.articles for one in past):
        usual = median(one.articles for one in past)
        yield Drift(now.origin, "no-articles", f"{now.origin}: sources came, but no article was found in them", 0.0, usual)
    moved = [drift for measure in _MEASURES if (drift := _find_change(measure, now, past, limits)) is not None]
    kinds = {drift.kind for drift in moved}
    yield from (drift for drift in moved if drift.kind != "kept-share" or "removed-share" not in kinds)
    yield from _find_volume(now, past, limits)
    yield from _find_mixes(now, past, limits)


def _find_change(measure: _Measure, now: Past, past: Sequence[Past], limits: DriftLimits) -> Drift | None:
    if measure.of_articles and not now.articles:
        return None
    values = [measure.read(one) for one in past]
    usual, found = median(values), measure.read(now)
    distance = abs(found - usual)
    deviation = _MAD * median(abs(value - usual) for value in values)
    if distance <= limits.deviations * deviation or distance < measure.least(limits, usual):
        return None
    return Drift(now.origin, measure.kind, measure.words(now.origin, found, usual), round(found, 4), round(usual, 4))


def _find_infection(now: Past, past: Sequence[Past], limits: DriftLimits) -> Iterator[Drift]:
    usual = median(one.spam for one in past) if past else 0
    if now.spam >= limits.min_spam_characters and now.spam > 3 * usual:
        words = f"usually {usual:,.0f}" if usual else "none in its past" if past else "nothing is known of its past"
        told = f"{now.origin}: {now.spam:,} characters of injected spam were removed, {words}; its site is infected, tell the owner"
        yield Drift(now.origin, "infected", told, now.spam, usual)


def _find_volume(now: Past, past: Sequence[Past], limits: DriftLimits) -> Iterator[Drift]:
    counts = [one.articles for one in past]
    usual = median(counts)
    deviation = _MAD * median(abs(count - usual) for count in counts)
    if now.articles >= 2 * max(usual, 1) and now.articles - usual > limits.deviations * deviation and now.articles >= 4:
        yield Drift(now.origin, "doubled", f"{now.origin}: {now.articles} articles, usually {usual:.0f}", now.articles, usual)


def _find_mixes(now: Past, past: Sequence[Past], limits: DriftLimits) -> Iterator[Drift]:
    for mix in _MIXES:
        before: Counter[str] = Counter()
        for one in past:
            before.update(mix.read(one))
        found_mix = mix.read(now)
        if sum(found_mix.values()) < mix.enough or before.total() < mix.enough:
            continue
        usual = median(measure_distance(mix.read(one), before) for one in past)
        found, least = measure_distance(found_mix, before), mix.least(limits)
        if found >= least and found > usual + least / 2:
            shown = f"mostly {_most(found_mix)}, usually {_most(before)}"
            yield Drift(now.origin, mix.kind, f"{now.origin}: {mix.words} changed ({shown})", round(found, 4), round(usual, 4))


def _find_silence(origin: str, past: Sequence[Past], runs: Sequence[int]) -> Iterator[Drift]:
    """Told once, in the run in which an origin has stayed away longer than it usually does (a nightly one: at once)."""
    places = {run: place for place, run in enumerate(runs)}
    came = [places[one.run] for one in past]
    steps = sorted(later - earlier for earlier, later in pairwise(came))
    usual_step = steps[min(len(steps) - 1, int(len(steps) * _REGULAR))] if steps else 1
    if len(runs) - came[-1] == 2 * usual_step - 1:
        usual = median(one.articles for one in past)
        yield Drift(origin, "silent", f"{origin}: nothing new, usually {usual:.0f} articles a run", 0.0, usual)


def measure_distance(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """Total variation distance of two mixes: 0 for the same shares, 1 for nothing in common; 0 where one is empty."""
    first, second = sum(one.values()), sum(other.values())
    if not first or not second:
        return 0.0
    return sum(abs(one.get(name, 0) / first - other.get(name, 0) / second) for name in {*one, *other}) / 2


def _most(mix: Mapping[str, int]) -> str:
    total = sum(mix.values())
    ranked = sorted(mix, key=lambda name: (-mix[name], name))[:2]
    return ", ".join(f"{name} {mix[name] / total:.0%}" for name in ranked)
