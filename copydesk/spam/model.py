"""The score of one unit: how much its features speak for junk, in nats.

A few boosted trees over named features, shipped as plain data. ``bench/build_spam.py`` fits them and holds out by family and
by language there; features that can only speak one way (more trade vocabulary, more sentences) are held to that way.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

CAP = 8.0
"""No unit counts for more than this, so that one odd line cannot pull its whole neighbourhood along."""

Tree = float | tuple[int, float, "Tree", "Tree"]


@dataclass(frozen=True, slots=True)
class Model:
    """Trees of ``(feature, threshold, low, high)`` with numbers for leaves, features by their place in ``names``.

    The score is the sum of the trees and the bias.
    """

    names: tuple[str, ...]
    trees: tuple[Tree, ...]
    bias: float

    def score(self, values: dict[str, float]) -> float:
        """Log-odds of junk, capped at ±CAP; a feature that was not measured counts as 0."""
        total = self.bias
        get = values.get
        row = [get(name, 0.0) for name in self.names]
        for tree in self.trees:
            node = tree
            while node.__class__ is tuple:
                node = node[2] if row[node[0]] <= node[1] else node[3]
            total += node  # type: ignore[operator]
        return max(-CAP, min(CAP, total))


def _read_tree(node: list[object] | float) -> Tree:
    if isinstance(node, list):
        return (int(node[0]), float(node[1]), _read_tree(node[2]), _read_tree(node[3]))  # type: ignore[call-overload,arg-type]
    return float(node)


@cache
def load_model() -> Model:
    """The shipped trees, read once."""
    data = json.loads(resources.files("copydesk.spam").joinpath("data/model.json").read_text("utf8"))
    return Model(tuple(data["names"]), tuple(_read_tree(tree) for tree in data["trees"]), float(data["bias"]))
