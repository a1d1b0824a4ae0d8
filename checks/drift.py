"""Drift: an origin that looks different from its own past. A template changed, a page was infected, a feed fell silent.

Observation: what a site's pages lose to cleaning (menus, captions, adverts), how long its articles are, in which
languages and how damaged, stays within narrow bounds for months and then jumps. Idea: compare each measure of a run with the median
of the origin's past runs; it has drifted where the distance exceeds a multiple of the usual deviation, that of so few sources, and a
least change that a person would call one. Mixes (labels, languages, repairs) are compared by total variation distance. Left alone:
origins with fewer than ``min_history`` past runs (but spam in a new source is always told), and slow change, which moves
the median along with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt
from statistics import median

from checks.history import Past
from checks.thresholds import DriftLimits
from checks.volume import find_doubling

_MAD = 1.4826
"""Median absolute deviation to standard deviation, for what is normally distributed."""

_REGULAR = 0.8
"""Of ten waits between two arrivals of an origin, eight are at most the usual one."""

_WORTH = 0.05
"""A share that a person would miss if two thirds of it vanished."""

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
    """``amount`` an item (a source or an article) is compared by its logarithm; ``read`` is what a person is told, and must
    have moved by ``least`` as well. ``spread``: how far single items of one origin lie apart."""

    kind: str
    read: Callable[[Past], float]
    amount: Callable[[Past], float]
    least: Callable[[DriftLimits, float], float]
    spread: Callable[[DriftLimits], float]
    words: Callable[[str, float, float], str]
    of_articles: bool = False
    may_vanish: bool = False


def _of_share(kind: str, part: Callable[[Past], int], words: Callable[[str, float, float], str]) -> _Measure:
    """A share of the characters that are no spam: an infection is told as such, and moves nothing else.

    The share alone wavers with the length of the articles; what a site's furniture (without its white space) takes on a page
    does not.
    """
    return _Measure(
        kind,
        lambda one: part(one) / max(1, one.length - one.spam),
        lambda one: 100 + (part(one) - (one.labels.get("whitespace", 0) if kind == "removed-share" else 0)) / _count_items(one),
        lambda limits, _: limits.min_change_share,
        lambda limits: limits.spread_removed,
        words,
        may_vanish=True,
    )


def _count_items(one: Past) -> int:
    return max(1, one.sources, one.articles)


_MEASURES = (
    _of_share(
        "removed-share",
        lambda one: one.dropped - one.spam,
        lambda origin, now, usual: f"{origin}: {now:.0%} of the text is removed, usually {usual:.0%}; its template may have changed",
    ),
    _of_share(
        "lifted-share",
        lambda one: one.lifted,
        lambda origin, now, usual: f"{origin}: {now:.0%} of the text goes to fields, usually {usual:.0%}; its template may have changed",
    ),
    _of_share(
        "repaired-share",
        lambda one: one.repaired,
        lambda origin, now, usual: f"{origin}: {now:.0%} of the text had to be repaired, usually {usual:.0%}",
    ),
    _Measure(
        "length",
        lambda one: one.typical_length,
        lambda one: one.typical_length,
        lambda limits, usual: limits.min_change_length * usual,
        lambda limits: limits.spread_length,
        lambda origin, now, usual: f"{origin}: an article has {now:,.0f} characters, usually {usual:,.0f}",
        of_articles=True,
    ),
    _Measure(
        "stories-a-source",
        lambda one: one.articles / max(1, one.sources),
        lambda one: one.articles / max(1, one.sources),
        lambda limits, usual: limits.min_change_articles * usual,
        lambda limits: limits.spread_articles,
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
    guess: str = ""
    of_articles: bool = False


def _furniture(one: Past) -> Mapping[str, int]:
    return {label: count for label, count in one.labels.items() if label not in ("whitespace", "spam")}


_MIXES = (
    _Mix("language-mix", lambda one: one.languages, lambda limits: limits.min_change_language, 3, "the languages", of_articles=True),
    _Mix("removed-mix", _furniture, lambda limits: limits.min_change_removed, 200, "what is removed", "; its template may have changed"),
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
    yield from (drift for measure in _MEASURES if (drift := _find_change(measure, now, past, limits)) is not None)
    yield from _find_volume(now, past, limits)
    yield from _find_mixes(now, past, limits)


def _find_change(measure: _Measure, now: Past, past: Sequence[Past], limits: DriftLimits) -> Drift | None:
    if measure.of_articles and not now.articles:
        return None
    usual, found = median(map(measure.read, past)), measure.read(now)
    vanished = measure.may_vanish and usual >= _WORTH and found <= usual / 3
    if abs(found - usual) < measure.least(limits, usual) and not vanished:
        return None
    logs = [log(max(measure.amount(one), 0.1)) for one in past]
    distance = abs(log(max(measure.amount(now), 0.1)) - median(logs))
    items = _count_items(now)
    fewer = max(1.0, median(map(_count_items, past)) / items)
    deviation = max(_find_deviation(logs) * sqrt(fewer), measure.spread(limits) / sqrt(items))
    if distance <= limits.deviations * deviation:
        return None
    return Drift(now.origin, measure.kind, measure.words(now.origin, found, usual), round(found, 4), round(usual, 4))


def _find_deviation(values: Sequence[float]) -> float:
    """The usual deviation of past values; few values say little about it, so it is taken for more then."""
    middle = median(values)
    return _MAD * median(abs(value - middle) for value in values) * (1 + 3 / len(values))


def _find_infection(now: Past, past: Sequence[Past], limits: DriftLimits) -> Iterator[Drift]:
    usual = median(one.spam for one in past) if past else 0
    if now.spam >= limits.min_spam_characters and now.spam > 3 * usual:
        words = f"usually {usual:,.0f}" if usual else "none in its past" if past else "nothing is known of its past"
        told = f"{now.origin}: {now.spam:,} characters of injected spam were removed, {words}; its site is infected, tell the owner"
        yield Drift(now.origin, "infected", told, now.spam, usual)


def _find_volume(now: Past, past: Sequence[Past], limits: DriftLimits) -> Iterator[Drift]:
    counts = [one.articles for one in past]
    found = find_doubling(counts, now.articles, limits)
    if found is None:
        return
    runs, articles, usual = found
    if runs == 1:
        yield Drift(now.origin, "doubled", f"{now.origin}: {articles} articles, usually {usual:.0f}", articles, usual)
    elif not any("doubled" in one.drifts for one in past[1 - runs :]):  # told once
        told = f"{now.origin}: {articles} articles in the last {runs} runs, usually {usual:.0f}"
        yield Drift(now.origin, "doubled", told, articles, round(usual, 4))


def _find_mixes(now: Past, past: Sequence[Past], limits: DriftLimits) -> Iterator[Drift]:
    for mix in _MIXES:
        before: Counter[str] = Counter()
        for one in past:
            before.update(mix.read(one))
        found_mix = mix.read(now)
        if sum(found_mix.values()) < mix.enough or before.total() < mix.enough:
            continue
        usual = median(measure_distance(mix.read(one), before) for one in past)
        found = measure_distance(found_mix, before)
        least = mix.least(limits) + (_allow(before, now.articles) if mix.of_articles else 0.0)
        if found >= least and found > usual + least / 2:
            shown = f"mostly {_most(found_mix)}, usually {_most(before)}"
            yield Drift(now.origin, mix.kind, f"{now.origin}: {mix.words} changed ({shown}){mix.guess}", round(found, 4), round(usual, 4))


def _allow(mix: Mapping[str, int], count: int) -> float:
    """How far so few articles may stray from a mix by chance: nothing where there is one language only."""
    share = max(mix.values()) / sum(mix.values())
    return 2 * sqrt(share * (1 - share) / max(1, count))


def _find_silence(origin: str, past: Sequence[Past], runs: Sequence[int]) -> Iterator[Drift]:
    """Told once, in the run in which an origin has stayed away longer than it usually does (a nightly one: at once)."""
    places = {run: place for place, run in enumerate(runs)}
    came = [places[one.run] for one in past]
    steps = sorted(later - earlier for earlier, later in pairwise(came))
    usual_step = steps[min(len(steps) - 1, int(len(steps) * _REGULAR))] if steps else 1
    if len(runs) - came[-1] == 2 * usual_step - 1:
        usual = median(one.articles for one in past)
        yield Drift(origin, "silent", f"{origin}: nothing new, usually {count_articles(usual)} a run", 0.0, usual)


def count_articles(count: float) -> str:
    """``1 article``, ``12 articles``."""
    return f"{count:.0f} article{'' if round(count) == 1 else 's'}"


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
