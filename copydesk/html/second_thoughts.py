"""What is settled over the whole page once every line has its probability.

A page whose body is one table or one list leaves every line in doubt: where much of what might be body is not above the cut, the
whole page is *lifted*. And a page that carries its article twice, once for readers and once for machines, keeps the first: a long line
whose words the body already *holds*, and that stands elsewhere in the page, is no body. Left alone: repeats under the same parent.
Recipes and interviews repeat their lines on purpose. Other stories of the page are lowered (``other_stories.py``). Doubtful lines
that stand as the body's own do come back (``kin.py``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from copydesk.html.extractors import RUN
from copydesk.html.features import Row
from copydesk.html.kin import raise_kin
from copydesk.html.other_stories import lower_others

BODY = 0.5
CUT = 0.55
"""Probability of the forests that becomes one half: the best threshold on sites that they had not seen."""
DOUBT = 0.25
"""A page is lifted by the odds that bring this to ``CUT`` …"""
SURE_SHARE, MIN_WORDS = 0.4, 60
"""… where lines above ``CUT`` hold under 40 % of the words of those above ``DOUBT``, and these are at least sixty."""
ECHO_WORDS, ECHO_SHARE, ECHO_FACTOR = 25, 0.85, 0.1
"""A line of at least 25 words, 85 % of whose word runs the body holds, keeps a tenth of its probability."""


def settle(rows: Sequence[Row], judged: Sequence[float], title: str | None = None) -> list[float]:
    """The probabilities with one half as the place to cut, doubtful pages lifted, echoes and other stories lowered. Linear.

    ``title``: the headline that the page's head states.
    """
    cut = [_shift(p, _odds(BODY) - _odds(CUT)) for p in _lift(rows, judged)]
    return raise_kin(rows, lower_others(rows, _lower_echoes(rows, cut), title))


def _odds(p: float) -> float:
    p = min(max(p, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))


def _shift(p: float, by: float) -> float:
    return 1 / (1 + math.exp(-_odds(p) - by))


def _lift(rows: Sequence[Row], judged: Sequence[float]) -> list[float]:
    likely = sum(len(row.words) for row, p in zip(rows, judged, strict=True) if p >= DOUBT)
    sure = sum(len(row.words) for row, p in zip(rows, judged, strict=True) if p >= CUT)
    if likely < MIN_WORDS or sure >= SURE_SHARE * likely:
        return list(judged)
    return [_shift(p, _odds(CUT) - _odds(DOUBT)) for p in judged]


def _lower_echoes(rows: Sequence[Row], judged: Sequence[float]) -> list[float]:
    held: set[tuple[str, ...]] = set()
    parents: set[tuple[int, ...]] = set()
    found = []
    for row, p in zip(rows, judged, strict=True):
        if p >= BODY:
            runs = [tuple(row.words[i : i + RUN]) for i in range(len(row.words) - RUN + 1)]
            apart = bool(row.chain) and row.chain[1:2] not in parents
            known = bool(runs) and apart and sum(run in held for run in runs) >= ECHO_SHARE * len(runs)
            if known and len(row.words) >= ECHO_WORDS:
                p *= ECHO_FACTOR
            elif not known:
                held.update(runs)
                parents.add(row.chain[1:2])
        found.append(p)
    return found
