"""Is there boilerplate on this page at all?

A labeller that judges lines one by one takes a stanza for a menu. A scraped page gives itself away as a whole: dozens of
lines that are neither sentences nor parts of them. So the evidence of all lines together is weighed first; where it does
not suffice, every line stays but those after the last paragraph that name themselves (``Contact: …``, ``© …``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.boilerplate import characters as ch
from copydesk.boilerplate.features import PROSE_LETTERS

if TYPE_CHECKING:
    from copydesk.boilerplate.sheet import Flags, Floats, Sheet

ODD_LETTERS = 45.0
"""A shorter line without a sentence end is odd: not what an article's paragraph looks like."""
PLAIN = 5
"""Fewer odd lines than this are no menu: a title, a byline, some subheads. The forests are not even asked."""
SURE = 0.1
"""P(body) in context under which a line is boilerplate with little doubt."""
TELLING = 0.5
"""Tone of the lexicon from which a line's words speak for boilerplate (log odds over the root of its words)."""


FEW, MANY, SHARE = 5, 20, 0.18
"""Sure lines and their share of all lines. On held-out sites the least boilerplate of a scraped page was 8 lines and 22 per cent,
the most that clean pages showed was 10 lines at 8 per cent and 5 lines at 13 per cent."""


@dataclass(frozen=True, slots=True)
class Dirt:
    """The page's evidence: ``sure`` lines, those of them whose words are ``telling``, and all ``lines``."""

    sure: int
    telling: int
    lines: int

    @property
    def is_dirty(self) -> bool:
        """Whether the page shows boilerplate: a fifth of its lines, or many lines with telling words (docs/boilerplate.md)."""
        share = self.sure / max(self.lines, 1)
        return (self.sure >= FEW and share >= SHARE) or (self.sure >= MANY and share >= SHARE / 2 and self.telling >= FEW)


def is_plain(sheet: Sheet) -> bool:
    """Whether the page has too few odd lines to hold boilerplate; costs next to nothing."""
    return int(((sheet.letters < ODD_LETTERS) & (sheet.last != ch.END)).sum()) < PLAIN


def find_prose(sheet: Sheet) -> Flags:
    """Which lines are prose by themselves: long, and ended or parted by a sentence end."""
    return (sheet.letters >= PROSE_LETTERS) & ((sheet.last == ch.END) | (sheet.inner_ends > 0))


def measure_dirt(sheet: Sheet, context: Floats, tone: Floats) -> Dirt:
    """The evidence of all lines: ``context`` is P(body) of each, ``tone`` what the lexicon says of its words."""
    sure = context < SURE
    return Dirt(int(sure.sum()), int((sure & (tone > TELLING)).sum()), sheet.n)
