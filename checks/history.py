"""The history of origins: one line a run and origin in a JSON lines file beside the snapshots.

    {"run": "2026-03-01T02:00", "origin": "China Daily", "sources": 12, "articles": 12, "length": 61200, "dropped": 24480, …}

It holds sums and mixes only, so it stays small; old lines fall off at the end. It is no part of a snapshot: a run
without it publishes the same bytes.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from statistics import median
from typing import Any

MAX_LINES = 50_000
"""Lines of the whole file (some 25 MB); beyond it the origins that have not come for longest are forgotten."""


@dataclass(frozen=True, slots=True)
class Past:
    """What an origin brought in one run. Lengths are code points; the mixes are counts by name."""

    run: str
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


def summarize_run(ledgers: Iterable[Mapping[str, Any]], run: str) -> list[Past]:
    """The lines of a run, one an origin, by name. ``ledgers``: rows of ``measure_ledger``, best of the new sources only."""
    by_origin: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in ledgers:
        by_origin[str(row["origin"])].append(row)
    return [_summarize(run, origin, rows) for origin, rows in sorted(by_origin.items())]


def _summarize(run: str, origin: str, rows: Sequence[Mapping[str, Any]]) -> Past:
    def total(name: str) -> int:
        return sum(int(row[name]) for row in rows)

    lengths = [row["length_kept_in_articles"] / row["articles"] for row in rows if row["articles"]]
    return Past(
        run=run,
        origin=origin,
        sources=len(rows),
        articles=total("articles"),
        length=total("length"),
        kept=total("kept"),
        lifted=total("lifted"),
        dropped=total("dropped"),
        repaired=total("repaired"),
        spam=total("dropped_as_spam"),
        infected=sum(1 for row in rows if row["infected"]),
        typical_length=round(median(lengths), 1) if lengths else 0.0,
        languages=read_mix(row["languages"] for row in rows),
        labels=read_mix(row["removed_by_label"] for row in rows),
        chains=read_mix(row["chains"] for row in rows),
    )


def read_mix(cells: Iterable[str]) -> dict[str, int]:
    """The summed counts of cells like ``en=3 fr=1``, by name in order."""
    counts: Counter[str] = Counter()
    for cell in cells:
        for pair in str(cell).split():
            name, _, count = pair.rpartition("=")
            counts[name] += int(count)
    return dict(sorted(counts.items()))


def read_history(path: Path) -> list[Past]:
    """The lines in order; [] where there is no file. A line that is none of ours (torn, of another version) is passed over."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    names = {one.name for one in fields(Past)}
    past: list[Past] = []
    for line in lines:
        try:
            values = json.loads(line)
            past.append(Past(**{name: value for name, value in values.items() if name in names}))
        except (ValueError, TypeError, AttributeError):
            continue
    return past


def write_history(path: Path, past: Iterable[Past], new: Iterable[Past], limit: int) -> None:
    """Write past and new lines, for each origin the last ``limit``, in one replacement; a run written twice counts once."""
    fresh = list(new)
    runs = {(one.run, one.origin) for one in fresh}
    by_origin: dict[str, list[Past]] = defaultdict(list)
    for one in (*(one for one in past if (one.run, one.origin) not in runs), *fresh):
        by_origin[one.origin].append(one)
    ordered: list[Past] = []
    for lines in sorted(by_origin.values(), key=lambda lines: (lines[-1].run, lines[-1].origin), reverse=True):
        ordered += lines[-limit:][: max(0, MAX_LINES - len(ordered))]
    ordered.sort(key=lambda one: (one.run, one.origin))
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".history-")
    try:
        with os.fdopen(number, "w", encoding="utf-8") as out:
            out.writelines(json.dumps(asdict(one), ensure_ascii=False, sort_keys=True) + "\n" for one in ordered)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
