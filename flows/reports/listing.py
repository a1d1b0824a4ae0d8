"""The sources of a snapshot as its pages show them: the first by need, those that lost most, and how many have which verdict.

A snapshot may hold a million sources, and no page shows them all: what is kept is bounded, whatever is added.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable
from typing import Any

MOST_FIRST, MOST_LOST = 10_000, 12
"""Rows kept of those that need a person first, and of those of which most was removed."""
ORDER = ("failed", "refused", "quarantined", "partly", "no-story", "duplicate", "published")


class Listing:
    """Rows of sources, added partition by partition.

    ``first``: the rows that need a person first, then by name; ``lost``: those of which most characters were dropped, most first;
    ``verdicts``: verdict to number of sources. A row in both lists is one object.
    """

    def __init__(self) -> None:
        self.first: list[dict[str, Any]] = []
        self.lost: list[dict[str, Any]] = []
        self.verdicts: Counter[str] = Counter(dict.fromkeys(ORDER, 0))

    def add(self, rows: Iterable[dict[str, Any]]) -> None:
        """Add rows with ``verdict``, ``name``, ``findings``, ``quality`` and ``length``."""
        more = list(rows)
        self.verdicts.update(row["verdict"] for row in more)
        self.first = heapq.nsmallest(MOST_FIRST, [*self.first, *more], key=_need)
        live = [row for row in more if row.get("quality") and row.get("length")]
        self.lost = heapq.nsmallest(MOST_LOST, [*self.lost, *live], key=_loss)


def _need(row: dict[str, Any]) -> tuple[int, bool, str]:
    return ORDER.index(row["verdict"]), not row.get("findings"), row["name"]


def _loss(row: dict[str, Any]) -> tuple[int, str]:
    return -row["quality"]["dropped"], row["name"]
