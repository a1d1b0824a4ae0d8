"""The score of units: how much their features speak for junk, in nats.

A few boosted trees over named features, shipped as plain data. ``bench/build_spam.py`` fits them and holds out by family and
by language there; features that can only speak one way (more trade vocabulary, more sentences) are held to that way.
All units of a page are scored at once, and no tree is walked: every question (*is this feature above that threshold?*) is
asked once for all trees that ask it, and each *yes* rules out the leaves on the other side. The first leaf that is left is the
tree's, which is the idea of QuickScorer (Lucchese and others, 2015).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import repeat
from typing import TYPE_CHECKING, Any

from copydesk.kernels import find_kernel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CAP = 8.0
"""No unit counts for more than this, so that one odd line cannot pull its whole neighbourhood along."""
MOST_LEAVES = 16
"""Leaves of a tree: what has no leaf yet is one bit each of a 16-bit number."""
_CHUNK = 64
"""Rows scored at once: keeps the working arrays inside a core's cache."""


@dataclass(frozen=True, slots=True)
class Model:
    """The trees' questions and leaves; the score is the sum of one leaf of each tree, and the bias.

    ``feature`` (place in ``names``) and ``threshold``: the distinct questions. ``question``: for each inner node its question, slots ×
    trees (a tree of fewer nodes is filled with ones that rule nothing out). ``ruled_out``: the leaves that a yes rules out there, as bits,
    slots × trees × 1. ``left``: for each set of leaves ruled out the first that is left. ``value``: the leaves' log odds, tree by tree, of
    which ``first`` are the trees' first, trees × 1.

    For compiled code: the ``places`` of the names, the ``most`` leaves of a tree, and all questions by feature (from ``starts`` on) and
    threshold (``cuts``), with their ``trees`` and the leaves that are ``gone`` after a yes, as bits.
    """

    names: tuple[str, ...]
    feature: NDArray[np.intp]
    threshold: NDArray[np.float64]
    question: NDArray[np.intp]
    ruled_out: NDArray[np.uint16]
    left: NDArray[np.intp]
    first: NDArray[np.intp]
    value: NDArray[np.float64]
    bias: float
    places: dict[str, int]
    most: int
    starts: NDArray[np.intp]
    cuts: NDArray[np.float64]
    trees: NDArray[np.uint16]
    gone: NDArray[np.uint16]

    def score(self, rows: Sequence[dict[str, float]]) -> list[float]:
        """Log-odds of junk of every row of features, capped at ±CAP; a feature that was not measured counts as 0."""
        import numpy as np

        kernel = find_kernel("trees")
        if kernel is not None:
            filled = kernel.fill_rows(list(rows), self.places)
            found = kernel.find_values(filled, self.starts, self.cuts, self.trees, self.gone, self.value, self.most)
            return [max(-CAP, min(CAP, total + self.bias)) for total in found.sum(1).tolist()]
        matrix = np.array([list(map(row.get, self.names, repeat(0.0))) for row in rows]).reshape(len(rows), len(self.names)).T
        return [x for at in range(0, len(rows), _CHUNK) for x in self._sum_leaves(matrix[:, at : at + _CHUNK]).tolist()]

    def _sum_leaves(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """Scores of a features × rows matrix."""
        import numpy as np

        answers = matrix.take(self.feature, 0) > self.threshold
        ruled_out = np.bitwise_or.reduce(answers.take(self.question, 0) * self.ruled_out, 0)
        leaves = self.value.take(self.left.take(ruled_out) + self.first)
        # Summed tree by tree within a row, so that a row's score does not hang on how many are asked with it.
        total: NDArray[np.float64] = np.clip(np.ascontiguousarray(leaves.T).sum(1) + self.bias, -CAP, CAP)
        return total


def read_model(data: dict[str, Any]) -> Model:
    """The model from its JSON form: trees as nested ``[feature, threshold, low, high]`` with numbers for leaves.

    Raises ValueError for a tree of more than ``MOST_LEAVES`` leaves.
    """
    import numpy as np

    names = tuple(data["names"])
    grown = [_lay_out(tree) for tree in data["trees"]]
    if any(not 0 <= feature < len(names) for nodes, _ in grown for feature, _, _ in nodes):
        raise ValueError("a tree asks for a feature without a name")
    most = max(len(leaves) for _, leaves in grown)
    if most > MOST_LEAVES:
        raise ValueError(f"a tree has {most} leaves; {MOST_LEAVES} are the most")
    places: dict[tuple[int, float], int] = {(0, float("inf")): 0}
    question = np.zeros((max(1, most - 1), len(grown)), np.intp)
    ruled_out = np.zeros((*question.shape, 1), np.uint16)
    value = np.zeros((len(grown), most))
    for tree, (nodes, leaves) in enumerate(grown):
        value[tree, : len(leaves)] = leaves
        for slot, (feature, threshold, bits) in enumerate(nodes):
            question[slot, tree] = places.setdefault((feature, threshold), len(places))
            ruled_out[slot, tree] = bits
    asked = sorted((feature, cut, tree, bits) for tree, (nodes, _) in enumerate(grown) for feature, cut, bits in nodes)
    return Model(
        names=names,
        feature=np.array([feature for feature, _ in places], np.intp),
        threshold=np.array([[threshold] for _, threshold in places]),
        question=question,
        ruled_out=ruled_out,
        left=np.array([(~bits & (bits + 1)).bit_length() - 1 for bits in range(1 << most)], np.intp),
        first=np.arange(0, value.size, most)[:, None],
        value=value.ravel(),
        bias=float(data["bias"]),
        places={name: place for place, name in enumerate(names)},
        most=most,
        starts=np.searchsorted([feature for feature, _, _, _ in asked], np.arange(len(names) + 1)),
        cuts=np.array([cut for _, cut, _, _ in asked], np.float64),
        trees=np.array([tree for _, _, tree, _ in asked], np.uint16),
        gone=np.array([bits for _, _, _, bits in asked], np.uint16),
    )


def _lay_out(tree: list[Any] | float) -> tuple[list[tuple[int, float, int]], list[float]]:
    """Inner nodes of a tree (feature, threshold, bits of the leaves below its low side) and its leaves from low to high."""
    nodes: list[tuple[int, float, int]] = []
    leaves: list[float] = []

    def add(part: list[Any] | float) -> None:
        if not isinstance(part, list):
            leaves.append(float(part))
            return
        before = len(leaves)
        add(part[2])
        nodes.append((int(part[0]), float(part[1]), (1 << len(leaves)) - (1 << before)))
        add(part[3])

    add(tree)
    return nodes, leaves


@cache
def load_model() -> Model:
    """The shipped trees, read once."""
    return read_model(json.loads(resources.files("copydesk.spam").joinpath("data/model.json").read_text("utf8")))
