"""The compiled walk of linked trees gives what its twin gives, to the bit, and refuses nodes that lead out of the tree."""

from __future__ import annotations

import numpy as np
import pytest

from copydesk.html.trees import build_trees, read_model
from copydesk.kernels import find_kernel


@pytest.mark.parametrize("rows", [0, 1, 8, 9, 600])
def test_linked_trees(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made numbers of every size, with NaN and infinities among them."""
    if find_kernel("trees") is None:
        pytest.skip("copydesk.kernels.trees is not built here (no compiler)")
    draw = np.random.default_rng(rows)
    for trees in (read_model().alone, read_model().context):
        shape = (rows, len(trees.names))
        values = draw.normal(size=shape) * draw.choice([0, 1, 10, 100], shape)
        values[draw.random(shape) < 0.05] = np.nan
        values[draw.random(shape) < 0.05] = np.inf
        monkeypatch.setenv("COPYDESK_KERNELS", "on")
        fast = trees.ask(values.tolist())
        monkeypatch.setenv("COPYDESK_KERNELS", "off")
        assert fast == trees.ask(values.tolist())


@pytest.mark.parametrize("node", [[3, 0.5, 1, 2], [0, 0.5, 1, 9], [0, 0.5, -1, 2]])
def test_trees_that_lead_nowhere_are_refused(node: list[float]) -> None:
    if find_kernel("trees") is None:
        pytest.skip("copydesk.kernels.trees is not built here (no compiler)")
    trees = build_trees({"trees": [[node, [0.1], [0.2]]], "names": ["a"], "depth": 1})
    with pytest.raises(ValueError, match="not there"):
        trees.ask([[0.5]])
    with pytest.raises(ValueError, match="another length"):
        trees.ask([[0.5, 0.5]])
