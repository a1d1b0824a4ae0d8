"""Is there boilerplate on this page at all?

A labeller that judges lines one by one takes a stanza for a menu. A scraped page gives itself away as a whole: dozens of
lines that are neither sentences nor parts of them. So the evidence of all lines together is weighed first; where it does
not suffice, every line stays but those after the last paragraph that name themselves (``Contact: …``, ``© …``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log1p
from typing import TYPE_CHECKING, NamedTuple

from copydesk.boilerplate import characters as ch
from copydesk.boilerplate.features import PROSE_LETTERS
from copydesk.boilerplate.opinion import find_named

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
FEW, MANY, SHARE = 3, 20, 0.15
"""Sure lines and their share of all lines: a small page of ten lines has three, and of a long one they are 12 per cent at least."""
TOP, BOTTOM, TOP_ALONE, SOME = 0.4, 0.75, 0.1, 8
"""Mean P(body) of the first and last five lines. A scraped page begins in its menu (0.3 at most on 95 of 100 held-out pages, 0.01 on
long ones) and ends in its footer (0.5); a clean one begins as an article (0.85 and more on 95 of 100)."""
SMALL, START = 60, 0.2
"""Lines under which a page is small, and P(body) of both its first two lines from which it begins as an article, whatever stands below: a
list of changes there looks like a menu and its page's footer opens the gate. Of 524 small scraped pages held out none begins so."""
FIGURES, TABLE = 0.2, 0.5
"""Share of figures in a line that reads like a table's, and share of such lines among the sure ones from which they are a table:
a company's quarter (``Shr 12 cts vs 19 cts``), results, prices."""
DATES, BESIDE, FRAME = 0.04, 30, 0.1
"""Mean P(body) under which lines full of figures are no table's rows but an archive's dates or a counter's numbers (``2019 (15)``), if a
long page holds so many telling lines besides and both its ends read as a menu. Of pages held out a table has 0.07, archives 0.03 at
most; clean pages have 5 telling lines at most besides their figures."""
CLEAR, CLEAR_SHARE, NAMES = 40, 0.25, 8
"""Sure lines, their share, and how many of them are nothing but a cue word, from which a long page is scraped though it begins in its
article. (Of 200 clean long pages held out none has a single sure line that names itself.)"""


BROKEN_RUN, BROKEN_LENGTH = 4, 8
"""Lines in a row of one length, and that length in characters, from which text in a wide script is broken at a column: entries of a
menu are short or differ."""


@dataclass(frozen=True, slots=True)
class Dirt:
    """The page's evidence: ``sure`` lines, those of them whose words are ``telling`` and those full of ``figures`` (or broken at a column),
    all ``lines``, the mean P(body) of the first and last five, and the lower one of the first two; the sure telling lines ``beside`` those
    of figures, the sum of P(body) of the latter (``doubt``), and sure lines that are ``named``: nothing but a cue."""

    sure: int
    telling: int
    figures: int
    lines: int
    top: float
    bottom: float
    start: float
    beside: int = 0
    doubt: float = 0.0
    named: int = 0

    def __add__(self, other: Dirt) -> Dirt:
        """The evidence of two stretches of a page together."""
        top, start = (self.top, self.start) if self.lines else (other.top, other.start)
        sure, telling, figures = self.sure + other.sure, self.telling + other.telling, self.figures + other.figures
        beside, doubt, named = self.beside + other.beside, self.doubt + other.doubt, self.named + other.named
        return Dirt(sure, telling, figures, self.lines + other.lines, top, other.bottom, start, beside, doubt, named)

    @property
    def is_dirty(self) -> bool:
        """Whether the page shows boilerplate: enough of it, and where the page begins and ends (docs/boilerplate.md)."""
        share = self.sure / max(self.lines, 1)
        enough = (self.sure >= FEW and share >= SHARE) or (self.sure >= MANY and share >= SHARE / 2 and self.telling >= FEW)
        framed = self.top <= TOP and (self.bottom <= BOTTOM or (self.top <= TOP_ALONE and self.sure >= SOME))
        begins = self.lines < SMALL and self.start >= START
        return enough and (framed or self._is_clear) and not begins and (self.figures < TABLE * self.sure or self._is_archive)

    @property
    def _is_archive(self) -> bool:
        """Whether the figures are dates and numbers between the entries of a menu."""
        long = self.lines >= SMALL and self.beside >= BESIDE
        return long and max(self.top, self.bottom) <= FRAME and self.doubt <= DATES * self.figures

    @property
    def _is_clear(self) -> bool:
        """Whether a page that begins in its article ends in a menu all the same."""
        clear = self.lines >= SMALL and self.named >= NAMES and self.bottom <= FRAME
        return clear and self.sure >= max(CLEAR, CLEAR_SHARE * self.lines)


class Glance(NamedTuple):
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
_new = tuple.__new__


def glance(line: str) -> Glance:
    """A look at one line: five sixths of its characters count as letters, 2.5 times as many in wide scripts."""
    line = line.strip()
    last = line[-1:]
    if last in _CLOSING:
        last = line.rstrip(_CLOSING)[-1:]
        if not last:
            return _BLANK
    # What ``Glance`` does to make one, without another call in Python.
    return _new(Glance, (len(line) * (2.5 if last > "\u2e7f" or line[0] > "\u2e7f" else 0.83), last in ch.ENDS, False))


def look_over(lines: Sequence[str]) -> tuple[list[Glance], bool]:
    """What a look shows of the lines, or of the first of them up to the one after which the page cannot be plain any more; and whether it
    is plain: too few odd lines to hold boilerplate, under 5, or under 8 per cent of those that are not blank."""
    most = max(PLAIN, PLAIN_SHARE * len(lines))
    odd = full = 0
    found = []
    for line in lines:
        seen = glance(line)
        found.append(seen)
        letters, ended, blank = seen
        full += not blank
        if not ended and letters < ODD_LETTERS and not blank:
            odd += 1
            if odd >= most:
                return found, False
    return found, odd < max(PLAIN, PLAIN_SHARE * full)


def find_broken(texts: Sequence[str]) -> list[bool]:
    """Which lines belong to running text in a wide script (Han, Kana, Hangul) that is broken at a column: four or more of one length."""
    out = [False] * len(texts)
    if max("".join([text[-1:] for text in texts]), default="") <= "\u2e7f":
        return out
    sizes = [len(text) if text[-1:] > "\u2e7f" else 0 for text in texts]
    start = 0
    for i in range(1, len(sizes) + 1):
        if i == len(sizes) or sizes[i] != sizes[start]:
            if i - start >= BROKEN_RUN and sizes[start] >= BROKEN_LENGTH:
                out[start:i] = [True] * (i - start)
            start = i
    return out


def begins_clean(top: Floats, texts: Sequence[str]) -> bool:
    """Whether P(body) of the first five lines, or what it is at least, shows that the page is not dirty, whatever stands below: few of its
    lines (stripped) do no more than name themselves."""
    if float(top.mean()) > TOP:
        return len(texts) < SMALL or len(find_named(texts)) < NAMES
    return len(texts) < SMALL and float(top[:2].min()) >= START


def measure_dirt(probability: Floats, tone: Floats, figures: Floats, texts: Sequence[str]) -> Dirt:
    """The evidence of all lines (stripped): P(body) of each by the forests, what the lexicon says of its words, its share of figures."""
    sure = probability < SURE
    tables = sure & ((figures >= FIGURES) | find_broken(texts))
    telling = sure & (tone > TELLING)
    count = int(sure.sum())
    top = float(probability[:EDGE].mean())
    named = [i for i in find_named(texts) if sure[i]] if top > TOP and count >= CLEAR else ()
    return Dirt(
        count,
        int(telling.sum()),
        int(tables.sum()),
        len(probability),
        top,
        float(probability[-EDGE:].mean()),
        float(probability[:2].min()),
        int((telling & ~tables).sum()),
        float(probability[tables].sum()),
        len(named),
    )
