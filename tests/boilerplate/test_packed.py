"""The packed models are what their sources say, array for array."""

from __future__ import annotations

import numpy as np
import pytest

from copydesk.boilerplate import packed
from copydesk.boilerplate.model import FORESTS
from copydesk.boilerplate.packed import NAMES, read_packed, read_source


@pytest.mark.parametrize("name", NAMES)
def test_a_packed_model_is_its_source(name: str) -> None:
    """Hashes, odds and trees are the same to the bit."""
    ours, source = read_packed(name), read_source(name)
    assert ours is not None, "a source has changed: python -m copydesk.boilerplate.training.pack"
    pairs = [(ours.lexicon.hashes, source.lexicon.hashes), (ours.lexicon.odds, source.lexicon.odds)]
    for part in FORESTS:
        one, other = getattr(ours, part), getattr(source, part)
        assert (one.names, one.depth, one.bias) == (other.names, other.depth, other.bias)
        pairs += [(one.feature, other.feature), (one.threshold, other.threshold), (one.leaf, other.leaf)]
    for one, other in pairs:
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)


def test_a_changed_source_is_read_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was packed from other words is not asked."""
    monkeypatch.setattr(packed, "digest_source", lambda name: "another")
    assert read_packed("small") is None
