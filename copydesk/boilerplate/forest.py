"""Boosted decision trees as plain arrays: a line's numbers go in, the probability that it is body comes out.

The trees are grown offline (see ``training``) and shipped as JSON. Every tree is padded to a complete binary tree of
the forest's depth, so that the children of node k are 2k+1 and 2k+2 and all trees are walked at once, level by level,
over all lines. Sums are taken in tree order in double precision: the same numbers give the same probability.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from copydesk.kernels import find_kernel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from copydesk.boilerplate.sheet import Floats

_CHUNK = 256
"""Lines walked at once: keeps the working arrays inside a core's cache."""


@dataclass(frozen=True, slots=True)
class Forest:
    """``feature`` and ``threshold``: trees × (2**depth − 1) inner nodes in heap order; ``leaf``: trees × 2**depth log odds;
    ``nodes`` is what compiled code walks, None where it has not been made yet."""

    names: tuple[str, ...]
    depth: int
    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    leaf: NDArray[np.float64]
    bias: float
    nodes: NDArray[np.int32] | None = None

    def over(self, columns: Mapping[str, int]) -> Forest:
        """The same forest for a matrix that has more columns, ``columns`` by name."""
        import numpy as np

        kernel = find_kernel("trees")
        feature = np.array([columns[name] for name in self.names], np.intp)[self.feature]
        return replace(self, names=tuple(columns), feature=feature, nodes=None if kernel is None else kernel.pack(feature, self.threshold))

    def predict(self, matrix: NDArray[np.float32], rows: NDArray[np.int64] | None = None) -> Floats:
        """Probability per row of a lines × features matrix (columns in the order of ``names``), or per numbered row, each in (0, 1)."""
        import numpy as np

        if rows is None:
            rows = np.arange(len(matrix))
        score = np.full(len(rows), self.bias)
        for start in range(0, len(rows), _CHUNK):
            score[start : start + _CHUNK] += self._walk(matrix, rows[start : start + _CHUNK])
        probability: Floats = 1.0 / (1.0 + np.exp(-score))
        return probability

    def _walk(self, matrix: NDArray[np.float32], rows: NDArray[np.int64]) -> Floats:
        """Sum of the trees' leaves per numbered row."""
        import numpy as np

        kernel = find_kernel("trees")
        if kernel is not None and matrix.shape[1] == len(self.names):
            nodes = kernel.pack(self.feature, self.threshold) if self.nodes is None else self.nodes
            summed: Floats = kernel.find_leaves(matrix, rows, nodes, self.leaf, self.depth).sum(1)
            return summed
        matrix = matrix[rows]
        count, columns = matrix.shape
        trees, inner = self.feature.shape
        flat, feature, threshold, place = matrix.ravel(), self.feature.ravel(), self.threshold.ravel(), np.arange(trees)
        base = np.arange(count)[:, None] * columns
        # Nodes are numbered through all trees: from node k of tree t the lower child is 2k + 1 - t * inner.
        step = 1 - place * inner
        at = 2 * place * inner + step + (matrix.take(self.feature[:, 0], 1) > self.threshold[:, 0])
        for _ in range(self.depth - 1):
            asked = feature.take(at)
            asked += base
            right = flat.take(asked) > threshold.take(at)
            at += at
            at += step
            at += right
        at += place - inner
        total: Floats = self.leaf.ravel().take(at).sum(1)
        return total


def read_forest(data: dict[str, Any]) -> Forest:
    """The forest from its JSON form, the fields of ``Forest`` as lists; null stands for the threshold that sends all left.

    Raises ValueError where a tree asks for a feature without a name.
    """
    import numpy as np

    threshold = np.array([[np.inf if x is None else x for x in tree] for tree in data["threshold"]], np.float32)
    leaf = np.array(data["leaf"], np.float64)
    names, feature = tuple(data["names"]), np.array(data["feature"], np.intp)
    if feature.min(initial=0) < 0 or feature.max(initial=0) >= len(names):
        raise ValueError("a tree asks for a feature without a name")
    return Forest(names, int(data["depth"]), feature, threshold, leaf, float(data["bias"]))


def write_forest(forest: Forest) -> dict[str, Any]:
    """The JSON form of a forest; thresholds to six digits, leaves to four places."""
    threshold = [[None if x == float("inf") else float(f"{x:.6g}") for x in tree] for tree in forest.threshold.tolist()]
    leaf = [[round(x, 4) for x in tree] for tree in forest.leaf.tolist()]
    return {
        "names": list(forest.names), "depth": forest.depth, "bias": forest.bias, "feature": forest.feature.tolist(),
        "threshold": threshold, "leaf": leaf,
    }  # fmt: skip
