"""The search: the reading of a line that takes the fewest bits, chain included.

``Der Verlag hat â€žPÅ™Ã­liÅ¡â€œ gedruckt.`` Some words of a line went through a wrong charset and others did not. For each credible
chain the worst words are read back first; if that does not pay, the chain is dropped at once. What is left is decided word by word
(leave it, or read it back) by dynamic programming in every language at once, a change of mind costing bits, so that one sound word is
not sacrificed to its neighbours. The best reading must beat the line as it stands by more than the chain's own cost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from copydesk.charset.statistics import Statistics, load_statistics
from copydesk.mojibake.chains import LANGUAGES, link_cost, readings, reread, unread

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPLIT: Final = re.compile(r"([ \t\r\n\v\f]+)")
_WORST: Final = 3  # words that a chain must mend to be looked at further
_MIND: Final = 5.0  # bits for beginning to read back, and for ceasing
_KNOWN: Final = 7.0  # bits off a chain that another line of the source went through
_TRIED: Final = 10  # chains that get the full search
MIN_GAIN: Final = 9.0  # bits by which a reading must win, its chain paid


@dataclass(frozen=True, slots=True)
class Reading:
    """A line read back: its tokens before and after, the chain, and the bits gained."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    chain: str
    gain: float
    language: str


def read_back(line: str, prior: Any, known: Iterable[str] = ()) -> Reading | None:
    """The best single link back for the line, or None if it is cheapest as it stands.

    ``prior``: bits per language from the rest of the source (numpy vector or None). ``known``: chains seen in other lines.
    """
    stats = load_statistics()
    tokens = _SPLIT.split(line)
    places = [i for i, t in enumerate(tokens) if t and not t.isascii() and not t.isspace()]
    if not places:
        return None
    words = [tokens[i] for i in places]
    base = [stats.token_bits(w) for w in words]
    context = _context(stats, tokens, places)
    if prior is not None:
        context = context + prior
    sound = context + sum(base)
    worst = _worst(words, base)
    quick = _shortlist(stats, words, base, worst, context, sound, frozenset(known))
    best: Reading | None = None
    for _, reader, writer in quick:
        reading = _decide(stats, tokens, places, base, context, sound, reader, writer, frozenset(known))
        if reading is not None and (best is None or reading.gain > best.gain):
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


def _worst(words: list[str], base: list[Any]) -> list[int]:
    """Up to `_WORST` different words with the most bits above what sound text of their length takes."""
    excess: dict[str, tuple[float, int]] = {}
    for i, word in enumerate(words):
        wide = sum(c > "\u2e80" for c in word)
        over = float(base[i].min()) - 4.4 * (len(word) - wide) - 7.5 * wide
        if word not in excess:
            excess[word] = (over, i)
    ranked = sorted(excess.values(), key=lambda x: (-x[0], x[1]))
    return [i for _, i in ranked[:_WORST]]


def _chain_cost(writer: str, reader: str, known: frozenset[str]) -> float:
    cost = link_cost(writer, reader)
    return cost - _KNOWN if f"{writer}>{reader}" in known else cost


def _shortlist(
    stats: Statistics, words: list[str], base: list[Any], worst: list[int], context: Any, sound: Any, known: frozenset[str]
) -> list[tuple[float, str, str]]:
    gains: dict[tuple[str, str], Any] = {}
    for i in worst:
        word = words[i]
        if len(word) > 400:
            word = word[:400]
        cost = base[i] if word is words[i] else stats.token_bits(word)
        for reader, writer, text in readings(word):
            gain = cost - stats.token_bits(text)
            if float(gain.max()) <= 2.0:
                continue
            key = (reader, writer)
            gains[key] = gains[key] + gain if key in gains else gain
    floor = float(sound.min())
    ranked: list[tuple[float, str, str]] = []
    for (reader, writer), gain in gains.items():
        rest = sound - gain
        value = floor - float(rest.min()) - _chain_cost(writer, reader, known)
        if value > 0:
            ranked.append((value, reader, writer))
    ranked.sort(key=lambda x: (-x[0], x[1], x[2]))
    return ranked[:_TRIED]


def _decide(
    stats: Statistics,
    tokens: list[str],
    places: list[int],
    base: list[Any],
    context: Any,
    sound: Any,
    reader: str,
    writer: str,
    known: frozenset[str],
) -> Reading | None:
    import numpy as np

    size = len(stats.languages)
    leave = context.copy()
    mend = context + _MIND
    back: list[tuple[Any, Any]] = []
    texts: list[str | None] = []
    for i, cost in zip(places, base, strict=True):
        text = _reread(tokens[i], writer, reader)
        texts.append(text)
        other = cost if text is None else stats.token_bits(text)
        into_leave = mend + _MIND < leave
        into_mend = leave + _MIND < mend
        leave, mend = np.where(into_leave, mend + _MIND, leave) + cost, np.where(into_mend, leave + _MIND, mend) + other
        back.append((into_leave, into_mend))
    total = np.minimum(leave, mend)
    allowed = LANGUAGES.get(writer)
    if allowed is not None:
        mask = np.full(size, 1e6, np.float32)
        mask[[stats.number[x] for x in allowed]] = 0.0
        total = total + mask
    lang = int(total.argmin())
    gain = float(sound.min()) - float(total[lang]) - _chain_cost(writer, reader, known)
    if gain < MIN_GAIN:
        return None
    mending = bool(mend[lang] < leave[lang])
    after = list(tokens)
    changed = False
    for at in range(len(places) - 1, -1, -1):
        text = texts[at]
        if mending and text is not None and text != tokens[places[at]]:
            after[places[at]] = text
            changed = True
        into_leave, into_mend = back[at]
        if mending and into_mend[lang]:
            mending = False
        elif not mending and into_leave[lang]:
            mending = True
    if not changed:
        return None
    return Reading(tuple(tokens), tuple(after), f"{writer}>{reader}", gain, stats.languages[lang])


def _reread(token: str, writer: str, reader: str) -> str | None:
    raw = unread(token, reader)
    return None if raw is None else reread(raw, writer)
