"""The score of units: how much their features speak for junk, in nats.

A few boosted trees over named features, shipped as plain data. ``bench/build_spam.py`` fits them and holds out by family and
by language there; features that can only speak one way (more trade vocabulary, more sentences) are held to that way.
All units of a page are scored at once: every tree is walked level by level over all rows in numpy.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CAP = 8.0
"""No unit counts for more than this, so that one odd line cannot pull its whole neighbourhood along."""
_CHUNK = 128
"""Rows walked at once: keeps the working arrays inside a core's cache."""


@dataclass(frozen=True, slots=True)
class Model:
    """Trees laid end to end as nodes: ``feature`` (place in ``names``), ``threshold``, and the nodes below; a leaf leads to itself.

    ``roots`` are the trees' first nodes, ``value`` the leaves' log odds; the score is the sum of the trees and the bias.
    """

    names: tuple[str, ...]
    roots: NDArray[np.intp]
    feature: NDArray[np.intp]
    threshold: NDArray[np.float64]
    low: NDArray[np.intp]
    high: NDArray[np.intp]
    value: NDArray[np.float64]
    depth: int
    bias: float

    def score(self, rows: Sequence[dict[str, float]]) -> list[float]:
        """Log-odds of junk of every row of features, capped at ±CAP; a feature that was not measured counts as 0."""
        import numpy as np

        matrix = np.array([[row.get(name, 0.0) for name in self.names] for row in rows]).reshape(len(rows), len(self.names))
        return [float(x) for at in range(0, len(rows), _CHUNK) for x in self._walk(matrix[at : at + _CHUNK])]

    def _walk(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        import numpy as np

        flat = matrix.ravel()
        base = (np.arange(len(matrix)) * matrix.shape[1])[:, None]
        node = np.broadcast_to(self.roots, (len(matrix), len(self.roots)))
        for _ in range(self.depth):
            right = flat.take(self.feature.take(node) + base) > self.threshold.take(node)
            node = np.where(right, self.high.take(node), self.low.take(node))
        total: NDArray[np.float64] = np.clip(self.value.take(node).sum(1) + self.bias, -CAP, CAP)
        return total


def read_model(data: dict[str, Any]) -> Model:
    """The model from its JSON form: trees as nested ``[feature, threshold, low, high]`` with numbers for leaves."""
    import numpy as np

    nodes: list[tuple[int, float, int, int, float]] = []

    def add(tree: list[Any] | float) -> tuple[int, int]:
        at = len(nodes)
        nodes.append((0, 0.0, at, at, 0.0))
        if not isinstance(tree, list):
            nodes[at] = (0, 0.0, at, at, float(tree))
            return at, 0
        low, below = add(tree[2])
        high, other = add(tree[3])
        nodes[at] = (int(tree[0]), float(tree[1]), low, high, 0.0)
        return at, max(below, other) + 1

    roots, depths = zip(*[add(tree) for tree in data["trees"]], strict=True)
    feature, threshold, low, high, value = zip(*nodes, strict=True)
    return Model(
        names=tuple(data["names"]),
        roots=np.array(roots, np.intp),
        feature=np.array(feature, np.intp),
        threshold=np.array(threshold),
        low=np.array(low, np.intp),
        high=np.array(high, np.intp),
        value=np.array(value),
        depth=max(depths),
        bias=float(data["bias"]),
    )


@cache
def load_model() -> Model:
    """The shipped trees, read once."""
    return read_model(json.loads(resources.files("copydesk.spam").joinpath("data/model.json").read_text("utf8")))
