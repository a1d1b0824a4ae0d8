"""Lines of a kind stand together: the chain that settles doubtful lines by their neighbours' verdicts.

A menu entry among menu entries, a short paragraph among paragraphs: body and boilerplate come in runs. Verdicts on lines are
the evidence of a chain with two states in which staying is likelier than changing; what comes out is P(body) of each line
given the evidence of all (forward and backward pass, linear). Only the second opinion needs it: the forests look at the
neighbours themselves, and on held-out sites the chain changed their figures by less than 0.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import exp, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.boilerplate.sheet import Floats

TRUST = 0.8
"""Share of a verdict's log odds that counts: half of it saw the neighbours already."""
STAY = 0.7
"""Log odds of staying against changing: twice as likely."""
LIGHT, USUAL, HEAVY = 0.5, 60.0, 1.6
"""A line's evidence weighs with the square root of its letters over 60, between a half and 1.6."""
FLOOR = 1e-3


def _pass_on(odds: float) -> float:
    """What a line's log odds say of the next one."""
    odds = min(max(odds, -50.0), 50.0)
    return log((exp(odds + STAY) + 1.0) / (exp(odds) + exp(STAY)))


def _messages(evidence: Sequence[float]) -> list[float]:
    """What the lines before each line say of it, in log odds."""
    return list(accumulate(evidence, lambda message, odds: _pass_on(message + odds), initial=0.0))[:-1]


def settle(probability: Floats, letters: Floats) -> Floats:
    """P(body) of each line given those of all, from the forests' ``probability`` and the lines' ``letters``."""
    import numpy as np

    sure = probability.clip(FLOOR, 1 - FLOOR)
    weight = TRUST * np.sqrt(letters / USUAL).clip(LIGHT, HEAVY)
    evidence = (weight * np.log(sure / (1 - sure))).tolist()
    total = np.array(evidence) + _messages(evidence) + _messages(evidence[::-1])[::-1]
    settled: Floats = 1.0 / (1.0 + np.exp(-total))
    return settled
