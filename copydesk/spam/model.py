"""The score of one unit: how much its features speak for junk, in nats.

The weights are plain data, fitted by ``bench/build_spam.py`` and held out by family and by language there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

CAP = 8.0
"""No unit counts for more than this, so that one odd line cannot pull its whole neighbourhood along."""


@dataclass(frozen=True, slots=True)
class Model:
    """A linear score over named features. ``parts`` of a score are what the evidence line quotes."""

    weights: dict[str, float]
    bias: float

    def score(self, values: dict[str, float]) -> float:
        """Log-odds of junk, capped at ±CAP."""
        total = self.bias
        for name, value in values.items():
            if value:
                total += self.weights.get(name, 0.0) * value
        return max(-CAP, min(CAP, total))


@cache
def load_model() -> Model:
    """The shipped weights, read once."""
    data = json.loads(resources.files("copydesk.spam").joinpath("data/weights.json").read_text("utf8"))
    return Model({name: float(w) for name, w in data["weights"].items()}, float(data["bias"]))
