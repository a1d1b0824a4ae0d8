"""What a run remembers of its origins: the history that the published snapshot holds, and which sources are new in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from flows.disk import measure_sha256
from flows.snapshot import ORIGINS, Snapshot

if TYPE_CHECKING:
    from checks.history import Past


@dataclass(frozen=True, slots=True)
class Memory:
    """The past of the origins, and the names of the sources that no earlier run saw (by their bytes, whatever their name)."""

    past: tuple[Past, ...]
    new: frozenset[str]


def read_memory(parent: Snapshot | None, sources: Iterable[pa.Table], measures: Iterable[pa.Table]) -> Memory:
    """What to compare this run with. ``sources``, ``measures``: its candidate rows, by partition.

    Sources that the parent held already are no news, but where they come out otherwise now (by other rules, or because new
    siblings taught what their site repeats) the past is moved as they were. Never raises on what the history holds.
    """
    if parent is None:
        return Memory((), frozenset(name for table in sources for name in table["name"].to_pylist()))
    known = pa.chunked_array([chunk for table in parent.each("sources", ["sha256"]) for chunk in table["sha256"].chunks], pa.string())
    values = pc.drop_null(pc.unique(known)) if len(known) else pa.array([], pa.string())
    new: set[str] = set()
    old: set[str] = set()
    for table in sources:
        seen = pc.is_in(table["sha256"], value_set=values)
        old.update(table.filter(seen)["name"].to_pylist())
        new.update(table.filter(pc.invert(seen))["name"].to_pylist())
    past = read_past(parent)
    return Memory(_as_cleaned_now(past, parent, measures, old) if past else (), frozenset(new))


def read_past(snapshot: Snapshot) -> tuple[Past, ...]:
    """The history that a snapshot holds; empty where it holds none, or one that was changed."""
    from checks.history import read_lines

    entry: Mapping[str, Any] | None = snapshot.manifest["beside"].get(ORIGINS)
    path = snapshot.folder / ORIGINS
    with suppress(OSError):
        if entry is not None and measure_sha256(path) == entry["sha256"]:
            return tuple(read_lines(path.read_bytes().splitlines()))
    return ()


def _as_cleaned_now(past: tuple[Past, ...], parent: Snapshot, measures: Iterable[pa.Table], known: set[str]) -> tuple[Past, ...]:
    from checks.history import move_past, summarize_run

    before = {row["source"]: row for row in _ledgers(parent.each("measures")) if row["source"] in known}
    after = {row["source"]: row for row in _ledgers(measures) if row["source"] in known}
    both = sorted(before.keys() & after.keys())
    return move_past(past, summarize_run((before[name] for name in both), 0), summarize_run((after[name] for name in both), 0))


def _ledgers(measures: Iterable[pa.Table]) -> Iterable[dict[str, Any]]:
    for table in measures:
        rows = table.filter(pc.is_null(table["article"]))
        yield from (orjson.loads(row) for row in rows["row"].to_pylist())
