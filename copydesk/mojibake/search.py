"""The search: the reading of a line that takes the fewest bits, chain included.

``Der Verlag hat â€žPÅ™Ã­liÅ¡â€œ gedruckt.`` Some words of a line went through a wrong charset and others did not. For each credible
chain the words say what they alone would gain; if that does not pay, the chain is not tried. What is left is decided word by word
(leave it, or read it back) by dynamic programming in every language at once, a change of mind costing bits, so that one sound word is
not sacrificed to its neighbours. The best reading must beat the line as it stands by more than the chain's own cost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from copydesk.charset.statistics import Statistics, load_statistics
from copydesk.kernels import find_kernel
from copydesk.mojibake.beliefs import LANGUAGES, READERS, Links, chain_cost
from copydesk.mojibake.chains import undo, unread
from copydesk.mojibake.credible import EAST_IN_WEST, MIN_GAIN, is_credible, is_witnessed, measure_word_share
from copydesk.mojibake.glance import load_glance
from copydesk.mojibake.images import load_verdicts
from copydesk.mojibake.shapes import is_worse_shape

if TYPE_CHECKING:
    from collections.abc import Iterable


_SPLIT: Final = re.compile(r"([ \t\r\n\v\f]+)")
_MIND: Final = 5.0  # bits for beginning to read back, and for ceasing
_KNOWN: Final = 1.0  # bits that a chain costs which another line of the source went through
_TRIED: Final = 10  # chains that get the full search
_MINORITY: Final = 0.25  # share of words left alone beyond which a line counts as half sound
_EITHER_WAY: Final = 6.0  # bits that the reading back of such a word may cost
_WORD_BONUS: Final = 5.0  # bits for mended words that are in the word list of the language
_WITNESS_BONUS: Final = 6.0  # bits where the sentence speaks for the reading
_PARTED_BONUS: Final = 4.0  # bits where UTF-8 parts Chinese characters from the Latin letters beside them
MIN_WEAK: Final = -3.0  # bits from which a reading is worth remembering for the other lines


@dataclass(frozen=True, slots=True)
class Reading:
    """A line read back: its tokens before and after, the chain, and the bits gained."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    chain: str
    gain: float
    language: str
    cost: float

    @property
    def mended(self) -> int:
        """How many words it changes."""
        return sum(old != new for old, new in zip(self.before, self.after, strict=True))

    @property
    def sure(self) -> bool:
        """Whether the line alone proves it; a weaker reading counts only together with other lines of its source."""
        return self.gain >= MIN_GAIN


def read_back(line: str, prior: Any, known: Iterable[str] = (), odd: frozenset[str] = frozenset()) -> Reading | None:
    """The best single link back for the line, or None if it is cheapest as it stands.

    ``prior``: bits per language from the rest of the source (numpy vector or None). ``known``: chains seen in other lines. ``odd``: the
    words that tell what may have happened; all, if none is given.
    """
    stats = load_statistics()
    tokens = _SPLIT.split(line)
    places = [i for i, t in enumerate(tokens) if not t.isascii()]
    if not places:
        return None
    words = [tokens[i] for i in places]
    base = [stats.token_bits(w) for w in words]
    context = _context(stats, tokens, places)
    if prior is not None:
        context = context + prior
    sound = context + sum(base)
    seen = frozenset(known)
    best: Reading | None = None
    chosen: Links = ()
    for links in _shortlist(odd.intersection(words) or frozenset(words), seen):
        reading = _decide(stats, tokens, places, base, context, sound, links, seen)
        if reading is not None and (best is None or reading.gain > best.gain):
            best, chosen = reading, links
    if best is None or chosen[0][0] == "utf-8" or all(unread(w, chosen[0][1]) is not None for w in words):
        return best
    longest = max((w for w in words if unread(w, chosen[0][1]) is not None), key=len)
    for reader in READERS:  # another page with the same bytes for a word may know the words that this one does not
        if reader != chosen[0][1] and chosen[0][0] != reader and unread(longest, reader) == unread(longest, chosen[0][1]):
            reading = _decide(stats, tokens, places, base, context, sound, ((chosen[0][0], reader),), seen)
            if reading is not None and reading.gain > best.gain and reading.mended >= best.mended:
                best = reading
    return best


def _context(stats: Statistics, tokens: list[str], places: list[int]) -> Any:
    """Bits of the ASCII words per language: they were not touched and tell the language."""
    total = stats.token_bits("").copy()
    taken = set(places)
    seen = 0
    for i, token in enumerate(tokens):
        if i not in taken and token and not token.isspace() and any(c.isalpha() for c in token):
            total += stats.token_bits(token.strip(".,;:!?()\"'"))
            seen += 1
            if seen >= 60:
                break
    return total


def _chain_cost(links: Links, known: frozenset[str]) -> float:
    cost = chain_cost(links)
    return min(cost, _KNOWN) if name_chain(links) in known else cost


def name_chain(links: Links) -> str:
    """The links as one name, outermost first: ``utf-8>windows-1252 utf-8>gbk``."""
    return " ".join(f"{writer}>{reader}" for writer, reader in links)


def undo_all(token: str, links: Links) -> str | None:
    """The token with all links undone; None where the first cannot be."""
    text = undo(token, links[0])
    for link in links[1:]:
        if text is None:
            return None
        if not text.isascii():
            text = undo(text, link)
    return text


def _shortlist(words: frozenset[str], known: frozenset[str]) -> list[Links]:
    """The chains that gain most in the words, each word in its own best language, and those that other lines went through."""
    total: dict[Links, float] = {}
    for gains in load_verdicts().gains(words).values():
        for links, (bits, _) in gains.items():
            total[links] = total.get(links, 0.0) + bits
    ranked = sorted((-bits + _chain_cost(links, known), links) for links, bits in total.items())
    chains = [links for value, links in ranked[:_TRIED] if value < -MIN_WEAK]
    return chains + [links for links in map(read_chain, sorted(known)) if links not in chains]


def read_chain(name: str) -> Links:
    """The links of a chain by its name."""
    return tuple((w, r) for w, _, r in (link.partition(">") for link in name.split(" ")))


def _decide(
    stats: Statistics, tokens: list[str], places: list[int], base: list[Any], context: Any, sound: Any, links: Links, known: frozenset[str]
) -> Reading | None:
    """Which words to read back: two states (leave, mend), every language at once, the cheapest end wins."""
    import numpy as np

    others: list[Any] = []
    texts: list[str | None] = []
    for i, cost in zip(places, base, strict=True):
        text = undo_all(tokens[i], links)
        if text is not None and links[0][0] != "utf-8" and is_worse_shape(tokens[i], text):
            text = None
        texts.append(text)
        others.append(cost if text is None else stats.token_bits(text))
    leave, mend, turns = find_ways(context, base, others)
    total = np.minimum(leave, mend)
    for writer, _ in links:
        if writer in LANGUAGES:
            mask = np.full(len(stats.languages), 1e6, np.float32)
            mask[[stats.number[x] for x in LANGUAGES[writer]]] = 0.0
            total = total + mask
    lang = int(total.argmin())
    gain = float(sound.min()) - float(total[lang]) - _chain_cost(links, known)
    if gain < MIN_WEAK - _WORD_BONUS - _WITNESS_BONUS:
        return None
    mending = bool(mend[lang] < leave[lang])
    after = list(tokens)
    for at in range(len(places) - 1, -1, -1):
        text = texts[at]
        if mending and text is not None:
            after[places[at]] = text
        into_leave, into_mend = turns[at]
        mending = not into_mend[lang] if mending else bool(into_leave[lang])
    _sweep(stats, places, tokens, after, texts, base, lang)
    known_words = measure_word_share(stats, tokens, after, lang)
    if after == tokens:
        return None
    witnessed = is_witnessed(stats, tokens, after, lang, _chain_cost(links, known))
    gain += _WITNESS_BONUS * witnessed
    if not is_credible(stats, tokens, after, lang, links, gain, known_words, name_chain(links) in known, witnessed):
        return None
    gain += _WORD_BONUS * known_words
    if all(writer == "utf-8" for writer, _ in links) and _parts_scripts(tokens, after):
        gain += _PARTED_BONUS
    if gain < MIN_WEAK:
        return None
    return Reading(tuple(tokens), tuple(after), name_chain(links), gain, stats.languages[lang], _chain_cost(links, known))


def find_ways(context: Any, costs: list[Any], others: list[Any]) -> tuple[Any, Any, Any]:
    """Bits by language of the cheapest way through the words that leaves the last one, of the one that reads it back, and for each word
    whether the ways to leaving it and to reading it back come from the other state. ``costs`` and ``others``: bits of the words as they
    stand and read back."""
    import numpy as np

    kernel = find_kernel("ways")
    if kernel is not None and context.dtype == np.float32:
        found: tuple[Any, Any, Any] = kernel.find_ways(context, np.array(costs), np.array(others), _MIND)
        return found
    leave = context.copy()
    mend = context + _MIND
    turns = []
    for cost, other in zip(costs, others, strict=True):
        into_leave = mend + _MIND < leave
        into_mend = leave + _MIND < mend
        leave, mend = np.where(into_leave, mend + _MIND, leave) + cost, np.where(into_mend, leave + _MIND, mend) + other
        turns.append((into_leave, into_mend))
    return leave, mend, turns


def _parts_scripts(before: list[str], after: list[str]) -> bool:
    """Whether Chinese characters stood hard by Latin letters in every mended word, and do no more."""
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    return all(EAST_IN_WEST.search(old) and not EAST_IN_WEST.search(new) for old, new in changed)


def _sweep(
    stats: Statistics, places: list[int], before: list[str], after: list[str], texts: list[str | None], base: list[Any], lang: int
) -> None:
    """Where most words of a line were read back, the few that could go either way went the same way."""
    able = [(i, t, b) for i, t, b in zip(places, texts, base, strict=True) if t is not None and t != before[i]]
    left = [(i, t, b) for i, t, b in able if after[i] == before[i]]
    if not left or len(left) > _MINORITY * len(able):
        return
    glance = load_glance()
    for i, text, bits in left:
        if "’" in before[i] and "’" not in text and glance.is_home([before[i]], lang)[0]:
            continue  # a word of elision that is sound
        if float(stats.token_bits(text)[lang]) <= float(bits[lang]) + _EITHER_WAY:
            after[i] = text
