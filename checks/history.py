"""The history of origins: one line a run and origin, carried on from snapshot to snapshot.

    {"run": 7, "snapshot": "8e4cee4a8c2963e6", "origin": "China Daily", "sources": 12, "articles": 12, "length": 61200, …}

Each snapshot holds the history up to itself as ``origins.jsonl``: its parent's lines and one more for each origin that
brought something new. So the history is as whole as the snapshot, goes back with it, and stays when older snapshots are
removed. Runs are numbered, not dated: nothing in a snapshot knows the time. Lines hold sums and mixes, no text.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from statistics import median
from typing import Any

MAX_LINES = 20_000
"""Lines of the whole history (some 10 MB); beyond it the origins that have not come for longest are forgotten."""

_SUMS = ("length", "kept", "lifted", "dropped", "repaired", "spam")
_COLUMNS = {name: name for name in ("articles", *_SUMS)} | {"spam": "dropped_as_spam"}
"""The column of a ledger's measures that each sum is of."""
_MIXES = {"languages": "languages", "labels": "removed_by_label", "chains": "chains"}


@dataclass(frozen=True, slots=True)
class Past:
    """What an origin brought in one run. Lengths are code points; the mixes are counts by name; ``drifts`` are the kinds of
    drift that the run reported of it."""

    run: int
    origin: str
    sources: int
    articles: int
    length: int
    kept: int
    lifted: int
    dropped: int
    repaired: int
    spam: int
    infected: int
    typical_length: float
    languages: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, int] = field(default_factory=dict)
    chains: Mapping[str, int] = field(default_factory=dict)
    drifts: tuple[str, ...] = ()
    snapshot: str = ""


class Summary:
    """The lines of a run, from one source at a time: it grows with the origins, and by eight bytes a source."""

    def __init__(self) -> None:
        self._origins: dict[str, _Sums] = {}

    def add(self, row: Mapping[str, Any]) -> None:
        """Take a row of ``measure_ledger``."""
        origin = str(row["origin"])
        sums = self._origins.get(origin)
        if sums is None:
            sums = self._origins[origin] = _Sums()
        sums.add(row)

    def join(self, other: Summary) -> None:
        """Take all that another summary holds."""
        for origin, sums in other._origins.items():
            self._origins.setdefault(origin, _Sums()).join(sums)

    def lines(self, run: int) -> list[Past]:
        """One line an origin, by name."""
        return [sums.line(run, origin) for origin, sums in sorted(self._origins.items())]


class _Sums:
    """What one origin brought so far."""

    __slots__ = ("_lengths", "_mixes", "_totals")

    def __init__(self) -> None:
        self._totals: Counter[str] = Counter()
        self._mixes: dict[str, Counter[str]] = {name: Counter() for name in _MIXES}
        self._lengths = array("d")

    def add(self, row: Mapping[str, Any]) -> None:
        totals = self._totals
        totals["sources"] += 1
        totals["infected"] += bool(row["infected"])
        for name, column in _COLUMNS.items():
            totals[name] += int(row[column])
        for name, column in _MIXES.items():
            _add_mix(self._mixes[name], row[column])
        if row["articles"]:
            self._lengths.append(row["length_kept_in_articles"] / row["articles"])

    def join(self, other: _Sums) -> None:
        self._totals.update(other._totals)
        for name, mix in self._mixes.items():
            mix.update(other._mixes[name])
        self._lengths.extend(other._lengths)

    def line(self, run: int, origin: str) -> Past:
        sums: dict[str, Any] = {name: self._totals[name] for name in ("sources", "infected", *_COLUMNS)}
        mixes: dict[str, Any] = {name: dict(sorted(mix.items())) for name, mix in self._mixes.items()}
        return Past(run=run, origin=origin, typical_length=round(median(self._lengths), 1) if self._lengths else 0.0, **sums, **mixes)


def summarize_run(ledgers: Iterable[Mapping[str, Any]], run: int) -> list[Past]:
    """The lines of a run, one an origin, by name. ``ledgers``: rows of ``measure_ledger``, of the new sources only."""
    summary = Summary()
    for row in ledgers:
        summary.add(row)
    return summary.lines(run)


def _add_mix(counts: Counter[str], cell: object) -> None:
    for pair in str(cell).split():
        name, _, count = pair.rpartition("=")
        counts[name] += int(count)


def read_lines(lines: Iterable[str | bytes]) -> list[Past]:
    """The lines of a history in order. A line that is none of ours (torn, of another version) is passed over."""
    names = {one.name for one in fields(Past)}
    past: list[Past] = []
    for line in lines:
        try:
            values = json.loads(line)
            one = Past(**{name: value for name, value in values.items() if name in names})
        except (ValueError, TypeError, AttributeError):
            continue
        past.append(replace(one, drifts=tuple(one.drifts)))
    return past


def build_lines(past: Iterable[Past], snapshot: str) -> Iterator[bytes]:
    """The history as JSON lines; lines that name no snapshot yet belong to this one."""
    for one in past:
        values = asdict(one) | {"snapshot": one.snapshot or snapshot}
        yield json.dumps(values, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace") + b"\n"


def find_next_run(past: Iterable[Past]) -> int:
    """The number of the run that comes after these."""
    return max((one.run for one in past), default=0) + 1


def carry_on(past: Iterable[Past], new: Iterable[Past], limit: int) -> tuple[Past, ...]:
    """Past and new lines, for each origin the last ``limit``, by run and origin; ``MAX_LINES`` in all."""
    by_origin: dict[str, list[Past]] = defaultdict(list)
    for one in (*past, *new):
        by_origin[one.origin].append(one)
    kept: list[Past] = []
    for lines in sorted(by_origin.values(), key=lambda lines: (-lines[-1].run, lines[-1].origin)):
        kept += lines[-limit:][: max(0, MAX_LINES - len(kept))]
    return tuple(sorted(kept, key=lambda one: (one.run, one.origin)))


def move_past(past: Iterable[Past], before: Iterable[Past], after: Iterable[Past]) -> tuple[Past, ...]:
    """The past as the new rules would have made it. ``before``, ``after``: the same sources by the old and the new rules.

    What the rules moved on the sources at hand, as a share of their characters, the past is moved by too: else every origin
    would seem to drift on the first night after an update.
    """
    then, now = ({one.origin: one for one in lines} for lines in (before, after))
    both = then.keys() & now.keys()
    return tuple(_moved(one, then[one.origin], now[one.origin]) if one.origin in both else one for one in past)


def _moved(one: Past, then: Past, now: Past) -> Past:
    """One line, moved by the difference of two summaries of the same sources."""
    by_length = one.length / max(1, then.length)
    by_count = one.sources / max(1, then.sources)
    sums = {name: _add(getattr(one, name), getattr(now, name) - getattr(then, name), by_length) for name in _SUMS}
    ratio = now.typical_length / then.typical_length if then.typical_length and now.typical_length else 1.0
    values = asdict(one) | sums
    values["articles"] = _add(one.articles, now.articles - then.articles, by_count)
    values["typical_length"] = round(one.typical_length * ratio, 1)
    values["languages"] = _moved_mix(one.languages, then.languages, now.languages, by_count)
    values["labels"] = _moved_mix(one.labels, then.labels, now.labels, by_length)
    values["chains"] = _moved_mix(one.chains, then.chains, now.chains, by_length)
    return Past(**values)


def _moved_mix(one: Mapping[str, int], then: Mapping[str, int], now: Mapping[str, int], scale: float) -> dict[str, int]:
    names = sorted({*one, *then, *now})
    mix = {name: _add(one.get(name, 0), now.get(name, 0) - then.get(name, 0), scale) for name in names}
    return {name: count for name, count in mix.items() if count}


def _add(count: int, moved: int, scale: float) -> int:
    return max(0, round(count + moved * scale))
