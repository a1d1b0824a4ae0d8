"""Is there boilerplate on this page at all?

A labeller that judges lines one by one takes a stanza for a menu. A scraped page gives itself away as a whole: dozens of
lines that are neither sentences nor parts of them. So the evidence of all lines together is weighed first; where it does
not suffice, every line stays but those after the last paragraph that name themselves (``Contact: …``, ``© …``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log1p
from typing import TYPE_CHECKING

from copydesk.boilerplate import characters as ch
from copydesk.boilerplate.features import PROSE_LETTERS

if TYPE_CHECKING:
    from copydesk.boilerplate.sheet import Floats

ODD_LETTERS = 45.0
"""A shorter line without a sentence end is odd: not what an article's paragraph looks like."""
PLAIN, PLAIN_SHARE = 5, 0.08
"""Fewer odd lines than this are no menu: a title, a byline, some subheads. The forests are not even asked."""
SURE = 0.1
"""P(body) in context under which a line is boilerplate with little doubt."""
_CLOSING = "".join(sorted(ch.QUOTES)) + ")]}）】］*_ \t\u200b"
TELLING = 0.5
"""Tone of the lexicon from which a line's words speak for boilerplate (log odds over the root of its words)."""


EDGE = 5
FEW, MANY, SHARE = 5, 20, 0.18
"""Sure lines and their share of all lines: on held-out sites the least of a scraped page was 8 lines, and 12 per cent."""
TOP, BOTTOM, TOP_ALONE, SOME = 0.35, 0.7, 0.1, 8
"""Mean P(body) of the first and last five lines. A scraped page begins in its menu (at most 0.26 on held-out sites) and ends in its
footer (0.6); a clean one begins as an article (0.83 and more where it ends in a list that looks like a menu)."""


@dataclass(frozen=True, slots=True)
class Dirt:
    """The page's evidence: ``sure`` lines, those of them whose words are ``telling``, all ``lines``, and the mean P(body) of the
    first and last five."""

    sure: int
    telling: int
    lines: int
    top: float
    bottom: float

    def __add__(self, other: Dirt) -> Dirt:
        """The evidence of two stretches of a page together."""
        top = self.top if self.lines else other.top
        return Dirt(self.sure + other.sure, self.telling + other.telling, self.lines + other.lines, top, other.bottom)

    @property
    def is_dirty(self) -> bool:
        """Whether the page shows boilerplate: enough of it, and where the page begins and ends (docs/boilerplate.md)."""
        share = self.sure / max(self.lines, 1)
        enough = (self.sure >= FEW and share >= SHARE) or (self.sure >= MANY and share >= SHARE / 2 and self.telling >= FEW)
        framed = self.top <= TOP and (self.bottom <= BOTTOM or (self.top <= TOP_ALONE and self.sure >= SOME))
        return enough and framed


@dataclass(frozen=True, slots=True)
class Glance:
    """What a look at a line's length and end shows: its ``letters`` (about), whether a sentence ends there, whether it is blank."""

    letters: float
    ended: bool
    blank: bool

    @property
    def is_odd(self) -> bool:
        """Shorter than a paragraph and without a sentence end."""
        return not self.blank and not self.ended and self.letters < ODD_LETTERS

    @property
    def is_prose(self) -> bool:
        """Long and ended."""
        return self.ended and self.letters >= PROSE_LETTERS

    @property
    def guess(self) -> float:
        """P(body) of the line alone where the forests need not be asked."""
        odds = 0.9 * log1p(self.letters) + (1.2 if self.ended else 0.0) - 3.5
        return 1.0 / (1.0 + exp(-odds))


_BLANK = Glance(0.0, False, True)


def glance(line: str) -> Glance:
    """A look at one line: five sixths of its characters count as letters, 2.5 times as many in wide scripts."""
    line = line.strip()
    core = line.rstrip(_CLOSING)
    if not core:
        return _BLANK
    return Glance(len(line) * (2.5 if core[-1] > "\u2e7f" or line[0] > "\u2e7f" else 0.83), core[-1] in ch.ENDS, False)


def is_plain(glances: Sequence[Glance]) -> bool:
    """Whether the page has too few odd lines to hold boilerplate: under 5, or under 8 per cent of those that are not blank."""
    full = sum(not seen.blank for seen in glances)
    return sum(seen.is_odd for seen in glances) < max(PLAIN, PLAIN_SHARE * full)


def measure_dirt(probability: Floats, tone: Floats) -> Dirt:
    """The evidence of all lines: P(body) of each by the forests, and what the lexicon says of its words."""
    sure = probability < SURE
    return Dirt(
        int(sure.sum()),
        int((sure & (tone > TELLING)).sum()),
        len(probability),
        float(probability[:5].mean()),
        float(probability[-5:].mean()),
    )
