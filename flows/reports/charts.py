"""The numbers behind the plots: shares of a whole laid end to end, and columns over time. The templates draw them as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a bar: ``kind`` is its colour's class (``l-spam``, ``tone-good``), ``meaning`` explains its name."""

    name: str
    amount: int
    kind: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A share in its place: ``x`` and ``width`` in per cent of the bar."""

    share: Share
    x: float
    width: float

    @property
    def percent(self) -> str:
        """Its part of the whole, to read."""
        return "under 0.1 %" if 0 < self.width < 0.05 else f"{self.width:.1f} %"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its name and the number that stands beside it; ``href`` leads to its source."""

    name: str
    pieces: tuple[Piece, ...]
    told: str
    href: str = ""


def lay_out(shares: Iterable[Share], total: int) -> tuple[Piece, ...]:
    """The shares end to end, nothing for those of no size. ``total`` fills the bar."""
    pieces: list[Piece] = []
    at = 0.0
    for share in shares:
        width = 100 * share.amount / total if total else 0.0
        if share.amount:
            pieces.append(Piece(share, round(at, 3), round(width, 3)))
        at += width
    return tuple(pieces)


def lay_out_bars(shares: Sequence[Share], most: int = 12) -> tuple[Bar, ...]:
    """One bar each, the longest first and as long as the plot; what is beyond ``most`` is added up."""
    ranked = sorted(shares, key=lambda share: (-share.amount, share.name))
    rest = sum(share.amount for share in ranked[most:])
    if rest:
        ranked = [*ranked[:most], Share(f"{len(ranked) - most} others", rest, "tone-plain")]
    longest = max((share.amount for share in ranked), default=0)
    return tuple(Bar(share.name, lay_out([share], longest), f"{share.amount:,}") for share in ranked if share.amount)
