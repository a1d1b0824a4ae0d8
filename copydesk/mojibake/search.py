"""The search: the reading of a line that takes the fewest bits, chain included.

``Der Verlag hat â€žPÅ™Ã­liÅ¡â€œ gedruckt.`` Some words of a line went through a wrong charset and others did not. For each credible
chain the worst words are read back first; if that does not pay, the chain is dropped at once. What is left is decided word by word
(leave it, or read it back) by dynamic programming in every language at once, a change of mind costing bits, so that one sound word is
not sacrificed to its neighbours. The best reading must beat the line as it stands by more than the chain's own cost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from copydesk.charset.statistics import STRANGE, Statistics, load_statistics
from copydesk.mojibake.chains import LANGUAGES, READERS, link_cost, read_utf8, readings, undo, unread
from copydesk.mojibake.peer import is_bad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Links: TypeAlias = tuple[tuple[str, str], ...]

_SIGNS: Final = re.compile("[\x00-\x1f\x7f-\x9f¢-¦¨-±´-¾×÷ʰ-˿\u2018-\u2bff\ue000-\uf8ff\ufff0-\uffff]")
_WIDE: Final = re.compile("[\u2e80-\uffdc]")
_WIDE_LETTERS: Final = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_EAST_IN_WEST: Final = re.compile("[A-Za-z][\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\uff61-\uff9f]|[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\uff61-\uff9f][a-z]")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_LAT: Final = "A-Za-z\u00c0-\u024f"
_LATIN_LETTERS: Final = re.compile(f"[{_LAT}]")
_MIXED: Final = re.compile(f"[{_LAT}][\u0370-\u1fff]|[\u0370-\u1fff][{_LAT}]")
_SHAPES: Final = (
    re.compile("[\x00-\x1f\x7f-\x9f¢-¦¨©¬-±´-¶¸¼-¾×÷ʰ-˿\u2027-\u2bff\ue000-\uf8ff\ufff0-\uffff]"),
    re.compile("{0}[–—“‘„†‡•]|[–—†‡•…”]{0}|(?<!\\S)’{0}{0}|{0}{0}{0}’".format("[A-Za-z\u00c0-\u1fff]")),
    re.compile("[a-zß-öø-ÿа-яёά-ώ][A-ZÀ-ÖØ-ÞА-ЯЁΆ-Ϋ]"),
)
_SPLIT: Final = re.compile(r"([ \t\r\n\v\f]+)")
_WORST: Final = 3  # words that a chain must mend to be looked at further
_ODD: Final = 30.0  # bits by which a word of impossible shape goes before others
_MIND: Final = 5.0  # bits for beginning to read back, and for ceasing
_KNOWN: Final = 1.0  # bits that a chain costs which another line of the source went through
_LONGEST: Final = 90  # characters of a word that are looked at before a chain is believed
_TRIED: Final = 10  # chains that get the full search
_MINORITY: Final = 0.25  # share of words left alone beyond which a line counts as half sound
_EITHER_WAY: Final = 6.0  # bits that the reading back of such a word may cost
_FIT: Final = 4.6  # bits a letter (and a space a word) that ASCII words of the right language stay below
_WORD_BONUS: Final = 5.0  # bits for mended words that are in the word list of the language
MIN_GAIN: Final = 7.0  # bits by which a reading must win, its chain paid
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
    def sure(self) -> bool:
        """Whether the line alone proves it; a weaker reading counts only together with other lines of its source."""
        return self.gain >= MIN_GAIN


def read_back(line: str, prior: Any, known: Iterable[str] = ()) -> Reading | None:
    """The best single link back for the line, or None if it is cheapest as it stands.

    ``prior``: bits per language from the rest of the source (numpy vector or None). ``known``: chains seen in other lines.
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
    worst = _worst(words, base, int(sound.argmin()))
    seen = frozenset(known)
    best: Reading | None = None
    chosen: Links = ()
    for _, links in _shortlist(stats, words, base, worst, sound, seen):
        reading = _decide(stats, tokens, places, base, context, sound, links, seen)
        if reading is not None and (best is None or reading.gain > best.gain):
            best, chosen = reading, links
    if best is None or chosen[0][0] == "utf-8" or all(unread(w, chosen[0][1]) is not None for w in words):
        return best
    for reader in READERS:  # another page with the same bytes for the worst word may know the words that this one does not
        if reader != chosen[0][1] and chosen[0][0] != reader and unread(words[worst[0]], reader) == unread(words[worst[0]], chosen[0][1]):
            reading = _decide(stats, tokens, places, base, context, sound, ((chosen[0][0], reader),), seen)
            if reading is not None and reading.gain > best.gain:
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


def _worst(words: list[str], base: list[Any], lang: int) -> list[int]:
    """Up to `_WORST` different words with the most bits above what sound text of their length takes."""
    excess: dict[str, tuple[float, int]] = {}
    for i, word in enumerate(words):
        wide = sum(c > "\u2e80" for c in word)
        over = float(base[i][lang]) - 4.4 * (len(word) - wide) - 7.5 * wide
        if any(shape.search(word) for shape in _SHAPES):
            over += _ODD
        if word not in excess:
            excess[word] = (over, i)
    ranked = sorted(excess.values(), key=lambda x: (-x[0], x[1]))
    return [i for _, i in ranked[:_WORST]]


def _chain_cost(links: Links, known: frozenset[str]) -> float:
    cost = sum(link_cost(writer, reader) for writer, reader in links) + 2.0 * (len(links) - 1)
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


def _shortlist(
    stats: Statistics, words: list[str], base: list[Any], worst: list[int], sound: Any, known: frozenset[str]
) -> list[tuple[float, Links]]:
    gains: dict[Links, Any] = {}
    alone: dict[Links, float] = {}  # each word in its own best language: a whole line may change its language
    for i in worst:
        word = words[i][:_LONGEST]
        cost = base[i] if len(word) == len(words[i]) else stats.token_bits(word)
        least = float(cost.min())
        for links, gain in _ways_back(stats, word, cost):
            gains[links] = gains[links] + gain if links in gains else gain
            alone[links] = alone.get(links, 0.0) + least - float((cost - gain).min())
    floor = float(sound.min())
    ranked: list[tuple[float, Links]] = []
    for links, gain in gains.items():
        value = max(floor - float((sound - gain).min()), alone[links]) - _chain_cost(links, known)
        if value > MIN_WEAK:
            ranked.append((value, links))
    ranked.sort(key=lambda x: (-x[0], x[1]))
    return ranked[:_TRIED]


def _ways_back(stats: Statistics, word: str, cost: Any) -> Iterator[tuple[Links, Any]]:
    """Bits gained per language by every single link, and by two of UTF-8, whose validity is evidence by itself."""
    expanded: set[str] = set()
    for link, text in readings(word):
        if link[0] != "utf-8" and _is_junk(text):
            continue
        gain = cost - stats.token_bits(text)
        if gain.max() <= 2.0:
            continue
        yield (link,), gain
        if link[0] == "utf-8" and not text.isascii() and len(text) > 1 and text not in expanded:
            expanded.add(text)
            for reader in READERS:
                other = read_utf8(text, reader)
                if other is not None and other != text:
                    yield (link, ("utf-8", reader)), cost - stats.token_bits(other)


def _is_worse_shape(old: str, new: str) -> bool:
    """Whether the reading puts into a word what words do not have: signs, a second script, a capital after a small letter."""
    if any(len(shape.findall(new)) > len(shape.findall(old)) for shape in _SHAPES):
        return True
    mixed = len(_MIXED.findall(new)) > len(_MIXED.findall(old))
    return mixed and 2 * len(_LATIN_LETTERS.findall(new)) > sum(c.isalpha() for c in new)


def _is_junk(text: str) -> bool:
    """Whether a third of the characters are signs that no word has: no need to weigh it."""
    return 3 * len(_SIGNS.findall(text)) > len(text) + 2


def _decide(
    stats: Statistics, tokens: list[str], places: list[int], base: list[Any], context: Any, sound: Any, links: Links, known: frozenset[str]
) -> Reading | None:
    """Which words to read back: two states (leave, mend), every language at once, the cheapest end wins."""
    import numpy as np

    leave = context.copy()
    mend = context + _MIND
    back: list[tuple[Any, Any]] = []
    texts: list[str | None] = []
    for i, cost in zip(places, base, strict=True):
        text = undo_all(tokens[i], links)
        if text is not None and links[0][0] != "utf-8" and _is_worse_shape(tokens[i], text):
            text = None
        texts.append(text)
        other = cost if text is None else stats.token_bits(text)
        into_leave = mend + _MIND < leave
        into_mend = leave + _MIND < mend
        leave, mend = np.where(into_leave, mend + _MIND, leave) + cost, np.where(into_mend, leave + _MIND, mend) + other
        back.append((into_leave, into_mend))
    total = np.minimum(leave, mend)
    for writer, _ in links:
        if writer in LANGUAGES:
            mask = np.full(len(stats.languages), 1e6, np.float32)
            mask[[stats.number[x] for x in LANGUAGES[writer]]] = 0.0
            total = total + mask
    lang = int(total.argmin())
    gain = float(sound.min()) - float(total[lang]) - _chain_cost(links, known)
    if gain < MIN_WEAK - _WORD_BONUS:
        return None
    mending = bool(mend[lang] < leave[lang])
    after = list(tokens)
    for at in range(len(places) - 1, -1, -1):
        text = texts[at]
        if mending and text is not None:
            after[places[at]] = text
        into_leave, into_mend = back[at]
        mending = not into_mend[lang] if mending else bool(into_leave[lang])
    _sweep(stats, places, tokens, after, texts, base, lang)
    known_words = _word_share(stats, tokens, after, lang)
    if after == tokens or not _is_credible(stats, tokens, after, lang, links, gain, known_words, name_chain(links) in known):
        return None
    gain += _WORD_BONUS * known_words
    if gain < MIN_WEAK:
        return None
    return Reading(tuple(tokens), tuple(after), name_chain(links), gain, stats.languages[lang], _chain_cost(links, known))


def _sweep(
    stats: Statistics, places: list[int], before: list[str], after: list[str], texts: list[str | None], base: list[Any], lang: int
) -> None:
    """Where most words of a line were read back, the few that could go either way went the same way."""
    able = [(i, t, b) for i, t, b in zip(places, texts, base, strict=True) if t is not None and t != before[i]]
    left = [(i, t, b) for i, t, b in able if after[i] == before[i]]
    if not left or len(left) > _MINORITY * len(able):
        return
    for i, text, bits in left:
        if float(stats.token_bits(text)[lang]) <= float(bits[lang]) + _EITHER_WAY:
            after[i] = text


def _word_share(stats: Statistics, before: list[str], after: list[str], lang: int) -> float:
    """Share of the mended words that the language's word list has: a word is better evidence than its letters are."""
    mended = [new for old, new in zip(before, after, strict=True) if old != new]
    known = total = 0
    for token in mended[:40]:
        for word in _LETTERS.findall(token.lower()):
            if not word.isascii():
                total += 1
                known += any(number == lang for number, _ in stats.word_bits(word))
    return known / total if total else 0.0


def _is_credible(stats: Statistics, before: list[str], after: list[str], lang: int, links: Links, gain: float, words_known: float, is_known: bool) -> bool:
    """Whether what comes out is text at all: the mended words must read like words of the language, not merely better than ruin."""
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    mended = [new for _, new in changed]
    text = "".join(mended)
    if all(writer == "utf-8" for writer, _ in links):
        return _is_credible_utf8(stats, before, changed, lang, gain, len(links), links[0][1] == "windows-1252")
    spent = sum(_spent(stats, mended, lang))
    if _WIDE.search(text) is not None:
        return _is_credible_east(text, spent, _latin_around(before, [old for old, _ in changed]))
    letters = {c for c in text if c.isalpha()}
    olds = [old for old, _ in changed]
    latin = max(text) < "\u0370"
    if not letters:
        return False
    if is_known:
        return spent <= 6.5 * len(text) + 12.0
    if len(letters) < 3 and not (latin and words_known == 1.0):
        return False
    if not words_known and not latin and (len(text) < 5 or _latin_around(before, olds) >= 12 or max(map(len, mended)) < 2):
        return False
    if latin and len(set(mended)) > 2 and words_known < (0.3 if gain < 25 else 0.15):
        return False
    rate, start = (5.0, 7.0) if latin else (6.5, 12.0)
    if spent > rate * len(text) + start + max(0.0, gain - 10.0) / 2 or not _fits(stats, before, lang):
        return False
    if max(map(len, mended)) < 2 and not any(len(t) > 1 and t.isalpha() for t in before):
        return False
    if all(old.isupper() and len(old) < 7 for old in olds) and words_known < 0.75:
        return False
    return words_known > 0.3 or not _could_be_words(stats, olds)


def _latin_around(before: list[str], olds: list[str]) -> int:
    """Latin letters in the words of the line that were left alone."""
    taken = set(olds)
    return sum(len(_LATIN_LETTERS.findall(t)) for t in before if t not in taken)


def _is_credible_east(text: str, spent: float, around: int) -> bool:
    """Chinese, Japanese or Korean out of other text: enough different characters, that go together, and no Latin words around a few."""
    wide = _WIDE.findall(text)
    letters = _WIDE_LETTERS.findall(text)
    latin = sum(c.isascii() and c.isalpha() for c in text)
    if latin > len(wide) or len(letters) < 2 or 2 * len(letters) < len(wide) or 2.5 * len(set(wide)) < len(wide):
        return False
    if around > 2 * len(wide) and (len(set(letters)) < 3 or spent > 9.0 * len(wide) + 2.0 * (len(text) - len(wide)) + 4.0):
        return False
    return spent <= 11.0 * len(wide) + 6.5 * (len(text) - len(wide)) + 8.0


def _could_be_words(stats: Statistics, olds: list[str]) -> bool:
    """Whether what stood there is letters of one alphabet that one language could write: capitals, a name, an abbreviation."""
    letters = {c for old in olds for c in old if c > "\x7f"}
    if any(not c.isalpha() for c in letters):
        return False
    total: Any = sum(stats.token_bits(old) for old in olds)
    lang = int(total.argmin())
    bits = [stats.letter_bits(c) for c in letters]
    return all(b is not None and float(b[lang]) <= STRANGE for b in bits) and float(total[lang]) <= 7.5 * sum(map(len, olds)) + 10.0


def _fits(stats: Statistics, tokens: list[str], lang: int) -> bool:
    """Whether the ASCII words of the line could be of that language at all; too few to tell count as yes."""
    words = [t.strip(".,;:!?()\"'").lower() for t in tokens[:120] if t.isascii()]
    words = [w for w in words if w.isalpha()]
    letters = sum(map(len, words))
    return letters < 25 or sum(_spent(stats, words, lang)) <= _FIT * (letters + len(words))


def _is_credible_utf8(stats: Statistics, before: list[str], changed: list[tuple[str, str]], lang: int, gain: float, links: int, main: bool) -> bool:
    """Valid UTF-8 is hardly chance in a line that looks bad or shrinks much; a lone ``Ō¬`` or ``√π`` must make a word."""
    line = " ".join(before)
    mended = "".join(new for _, new in changed)
    wide = len(_WIDE_LETTERS.findall(mended))
    if links > 1 and gain < 25.0:
        return False
    if wide == 1 and _WIDE.search(line) is None and not main:
        return False
    if is_bad(line):
        return len(changed) > 1 or any(c.isalnum() or "\u2010" <= c <= "\u203a" for c in mended) or main
    if _EAST_IN_WEST.search(line) is not None and not wide:
        return True
    if not main and not any(c.isalnum() or "\u2010" <= c <= "\u203a" for c in mended):
        return False
    context = sum(len(t) for t in before if t.isascii() and t.isalpha())
    if context < 12 and sum(len(old) - len(new) for old, new in changed) < 2 and _WIDE.search(line) is None:
        return False
    spent = sum(_spent(stats, [new for _, new in changed], lang))
    return spent <= 5.5 * (len(mended) - wide) + 11.0 * wide + 10.0 * len(changed)


def _spent(stats: Statistics, words: list[str], lang: int) -> list[float]:
    return [float(stats.token_bits(word)[lang]) for word in words]
