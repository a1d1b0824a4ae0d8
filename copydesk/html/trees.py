"""Boosted trees as plain data: read from JSON, asked for probabilities.

All trees of a stage lie in one array of nodes. A leaf points to itself, so every line walks every tree for the same number of steps, and
numpy walks them together. Sums run in tree order in double precision: the same numbers give the same answer on every machine.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from copydesk.kernels import find_kernel

ROWS_AT_ONCE = 512
"""Lines walked together, which bounds the memory of a walk."""


@dataclass(frozen=True, slots=True)
class Trees:
    """Nodes of all trees: feature to look at, threshold (not above: left), children, and the log-odds of leaves."""

    names: tuple[str, ...]
    roots: Any
    feature: Any
    threshold: Any
    left: Any
    right: Any
    value: Any
    depth: int

    def ask(self, table: list[list[float]]) -> list[float]:
        """Probability for each row of values, in the order of ``names``."""
        import numpy as np

        found: list[float] = []
        for start in range(0, len(table), ROWS_AT_ONCE):
            odds = self._find_leaves(table[start : start + ROWS_AT_ONCE]).sum(axis=1)
            found += (1.0 / (1.0 + np.exp(-odds))).tolist()
        return found

    def _find_leaves(self, table: list[list[float]]) -> Any:
        """Log-odds of the leaf that each row falls into, by tree."""
        import numpy as np

        kernel = find_kernel("trees")
        if kernel is not None:
            values, children = kernel.read_table(table, len(self.names)), np.stack((self.left, self.right), axis=1)
            return kernel.find_linked_leaves(values, self.roots, self.feature, self.threshold, children, self.value, self.depth)
        values = np.asarray(table, dtype=np.float64)
        rows = np.arange(len(values))[:, None]
        node = np.repeat(self.roots[None, :], len(values), axis=0)
        for _ in range(self.depth):
            node = np.where(values[rows, self.feature[node]] <= self.threshold[node], self.left[node], self.right[node])
        return self.value[node]


@dataclass(frozen=True, slots=True)
class Model:
    """The vocabulary of element names and the two stages."""

    vocabulary: tuple[str, ...]
    alone: Trees
    context: Trees


@lru_cache(maxsize=1)
def read_model() -> Model:
    """The shipped model."""
    data = json.loads((files(__package__) / "data/model.json").read_text("utf8"))
    return Model(tuple(data["vocabulary"]), build_trees(data["alone"]), build_trees(data["context"]))


def build_trees(data: dict[str, Any]) -> Trees:
    """One stage from its plain form: ``trees`` are lists of nodes [feature, threshold, left, right] or [log-odds], the root first."""
    import numpy as np

    roots: list[int] = []
    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    right: list[int] = []
    value: list[float] = []
    for tree in data["trees"]:
        base = len(feature)
        roots.append(base)
        for i, node in enumerate(tree):
            leaf = len(node) == 1
            feature.append(0 if leaf else node[0])
            threshold.append(0.0 if leaf else node[1])
            left.append(base + (i if leaf else node[2]))
            right.append(base + (i if leaf else node[3]))
            value.append(node[0] if leaf else 0.0)
    whole = [np.asarray(column, dtype=np.int64) for column in (roots, feature, left, right)]
    real = [np.asarray(column, dtype=np.float64) for column in (threshold, value)]
    return Trees(tuple(data["names"]), whole[0], whole[1], real[0], whole[2], whole[3], real[1], int(data["depth"]))
