"""Is there boilerplate on this page at all?

A labeller that judges lines one by one takes a stanza for a menu. A scraped page gives itself away as a whole: dozens of
lines that are neither sentences nor parts of them. Below, the evidence of all lines together is weighed; where it does
not suffice, every line stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.boilerplate.sheet import Floats, Sheet


@dataclass(frozen=True, slots=True)
class Dirt:
    """``sure``: lines that context calls boilerplate with little doubt; ``share`` of all lines; the verdict."""

    sure: int
    share: float
    dirty: bool


SURE = 0.1
LINES = 6


def measure_dirt(sheet: Sheet, alone: Floats, context: Floats) -> Dirt:
    """The page's evidence for boilerplate."""
    sure = int((context < SURE).sum())
    return Dirt(sure, sure / max(sheet.n, 1), sure >= LINES)
