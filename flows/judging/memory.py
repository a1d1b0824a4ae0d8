"""What a run remembers of its origins: the history that the published snapshot holds, and which sources are new in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from checks.repeats import Seen
from flows.snapshots.history import read_past
from flows.snapshots.snapshot import Snapshot

BATCH = 5_000
"""Rows of measures that are unpacked at a time: a partition may hold ten times as many."""

if TYPE_CHECKING:
    from checks.history import Past


@dataclass(frozen=True, slots=True)
class Memory:
    """The past of the origins, and the names of the sources that no earlier run saw (by their bytes, whatever their name)."""

    past: tuple[Past, ...]
    new: Seen


def read_memory(parent: Snapshot | None, sources: Iterable[pa.Table], measures: Iterable[pa.Table]) -> Memory:
    """What to compare this run with. ``sources``, ``measures``: its candidate rows, by partition.

    Sources that the parent held already are no news, but where they come out otherwise now (by other rules, or because new
    siblings taught what their site repeats) the past is moved as they were. Never raises on what the history holds.
    """
    new, old = Seen(), Seen()
    if parent is None:
        for table in sources:
            new.add(table["name"].to_pylist())
        return Memory((), new)
    known = pa.chunked_array([chunk for table in parent.each("sources", ["sha256"]) for chunk in table["sha256"].chunks], pa.string())
    values = pc.drop_null(pc.unique(known)) if len(known) else pa.array([], pa.string())
    for table in sources:
        seen = pc.is_in(table["sha256"], value_set=values)
        old.add(table.filter(seen)["name"].to_pylist())
        new.add(table.filter(pc.invert(seen))["name"].to_pylist())
    past = read_past(parent)
    return Memory(_as_cleaned_now(past, parent, measures, old) if past else (), new)


def _as_cleaned_now(past: tuple[Past, ...], parent: Snapshot, measures: Iterable[pa.Table], known: Seen) -> tuple[Past, ...]:
    """The past, moved by what became of the known sources that the parent and this run both hold."""
    from checks.history import move_past

    then = Seen()
    for table in parent.each("measures", ["source", "article"]):
        names = table.filter(pc.is_null(table["article"]))["source"].to_pylist()
        then.add([name for name, place in zip(names, known.find(names).tolist(), strict=True) if place >= 0])
    both = Seen()
    after = _summarize(measures, then, both)
    return move_past(past, _summarize(parent.each("measures"), both), after)


def _summarize(measures: Iterable[pa.Table], among: Seen, found: Seen | None = None) -> list[Past]:
    """A line an origin of the sources ``among`` these; their names are added to ``found``."""
    from checks.history import Summary

    summary = Summary()
    for names, rows in each_ledger(measures):
        held = []
        for name, row, place in zip(names, rows, among.find(names).tolist(), strict=True):
            if place >= 0:
                summary.add(orjson.loads(row))
                held.append(name)
        if found is not None:
            found.add(held)
    return summary.lines(0)


def each_ledger(measures: Iterable[pa.Table]) -> Iterator[tuple[list[str], list[str]]]:
    """The ledgers' rows of each table, some thousands at a time: (names of the sources, rows as JSON)."""
    for table in measures:
        rows = table.filter(pc.is_null(table["article"]))
        for start in range(0, rows.num_rows, BATCH):
            part = rows.slice(start, BATCH)
            yield part["source"].to_pylist(), part["row"].to_pylist()
