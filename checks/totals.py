"""A run in numbers, before the gate has judged it: what came in, what was cleaned, what is broken or infected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from checks.repeats import Seen
from checks.rows import RunRow


class Totals:
    """Counts the sources of a run as their ledgers come; memory for a name is sixteen bytes."""

    def __init__(self) -> None:
        self._names = Seen()
        self._empty = self._stated = self._damaged = self._infected = 0

    def add(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Take rows of ``measure_ledger``."""
        self._names.add([str(row["source"]) for row in rows])
        self._empty += sum(1 for row in rows if row["articles"] == 0)
        self._stated += sum(1 for row in rows if row["stated_fault"] is not None)
        self._damaged += sum(1 for row in rows if row["damaged"])
        self._infected += sum(1 for row in rows if row["infected"])

    def measure(self, *, sources_in: int, sources_refused: int, watched: int = 0, drifted: int = 0) -> RunRow:
        """The run before the gate has judged. ``sources_in``: sources discovered; ``sources_refused``: those that never
        became articles (unreadable, unknown kind), each with its own message. Every other source must have a ledger.
        ``watched``: origins with enough history to compare with, ``drifted``: those of them that look different now."""
        return RunRow(
            sources_in=sources_in,
            sources_cleaned=len(self._names),
            sources_refused=sources_refused,
            sources_unaccounted=sources_in - sources_refused - len(self._names),
            sources_without_articles=self._empty,
            ledgers_broken=0,
            stated_counts_wrong=self._stated,
            damaged_sources=self._damaged,
            infected_sources=self._infected,
            articles=0,
            quarantined=0,
            quarantined_share=0.0,
            sources_watched=watched,
            drifted_sources=drifted,
        )


def measure_run(
    ledgers: Iterable[Mapping[str, object]], *, sources_in: int, sources_refused: int, watched: int = 0, drifted: int = 0
) -> RunRow:
    """What ``Totals`` says of all ledgers."""
    totals = Totals()
    totals.add(list(ledgers))
    return totals.measure(sources_in=sources_in, sources_refused=sources_refused, watched=watched, drifted=drifted)
