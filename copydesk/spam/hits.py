"""How much of a line the lexicon covers, and what each of its words is for measuring.

A word is looked at once: what it is (listed in the lexicon, small, written with figures) is remembered as one byte, so that a line
of a text that sells nothing costs one look-up a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress, pairwise
from typing import Any, NamedTuple

from copydesk.kernels import find_kernel
from copydesk.spam.document import Document, Vocabulary, count_function_words, load_function_words, tell_tongues
from copydesk.spam.lexicon import HOUSE, KNOWN, NO_TRADE, SURE, TOPIC, UNSPACED, VOICE, Entry, Lexicon
from copydesk.spam.patterns import BRAND, BRAND_ENDS
from copydesk.spam.words import find_words, tell_word_characters, unmask

# What a word is, as bits: in the lexicon; first of a phrase; second of one; a small word of any language; a word with a meaning of its
# own; the same, figures with it; not of letters alone; masked, or a betting brand.
LISTED, OPENING, FOLLOWING, SMALL, CONTENT, LONG, ODD, MASKED = (1 << bit for bit in range(8))


def class_words(words: Sequence[str], lexicon: Lexicon) -> bytes:
    """What each of the words is, a byte a word. Answers are remembered (bounded)."""
    known = lexicon.classed
    try:
        return bytes(map(known.__getitem__, words))
    except KeyError:
        pass
    if len(known) >= KNOWN:
        known.clear()
    for word in words:
        if word not in known:
            known[word] = _class_word(word, lexicon)
    return bytes(map(known.__getitem__, words))


def _class_word(word: str, lexicon: Lexicon) -> int:
    small = word in load_function_words()
    listed = bool(lexicon.find_entries(word))
    found = (LISTED if listed else 0) | (OPENING if word in lexicon.phrases else 0) | (SMALL if small else 0)
    if word in lexicon.followers or word.startswith(lexicon.follower_stems):
        found |= FOLLOWING
    if len(word) > 3 and not small:
        found |= LONG if word.isdigit() else LONG | CONTENT
    if not word.isalpha():
        found |= ODD
    if read_masked(word, lexicon) != word or is_brand(word, lexicon):
        found |= MASKED
    return found


class Weighed(NamedTuple):
    """What the words of a unit are together: ``figures``: words of figures alone; ``mixed``: of letters and figures; ``distinct`` words and
    ``pairs`` of neighbours; ``most``: mentions of the commonest word with a meaning of its own; ``frequent``: words that are among the
    document's commonest; ``long``: distinct words of four letters and more that are not small, ``known``: those that the document's
    prose has, and ``again``: those that it has once more than the unit."""

    figures: int
    mixed: int
    distinct: int
    pairs: int
    most: int
    frequent: int
    long: int
    known: int
    again: int


class Read(NamedTuple):
    """The words of a unit: what each is (a byte a word), what they are together, how many small words are of the document's language and
    how many of the one that has most, and what the lexicon covers (None: not measured yet)."""

    words: list[str]
    classes: bytes
    weighed: Weighed
    own: int
    best: int
    hits: Hits | None


def read_words(folded: str, document: Document, lexicon: Lexicon) -> Read:
    """The words of a folded text against their document. Linear."""
    prose = document.prose
    if prose is not None:
        found = prose.weigh(folded) or prose.weigh(find_words(folded))
        words, classes, weighed, (own, best), amounts, families, kinds = found
        return Read(words, classes, Weighed._make(weighed), own, best, fill_hits(amounts, families, kinds))
    words = find_words(folded)
    classes = class_words(words, lexicon)
    own, best = count_function_words(choose_words(words, classes, SMALL), len(words), document.language)
    return Read(words, classes, _weigh_words(words, document.vocabulary, document.frequent), own, best, None)


def _weigh_words(words: list[str], vocabulary: Vocabulary, frequent: frozenset[str]) -> Weighed:
    counts = Counter(words)
    long = {word: often for word, often in counts.items() if len(word) > 3 and word not in load_function_words()}
    most = max((often for word, often in long.items() if not word.isdigit()), default=0)
    met = [(have, often) for word, often in long.items() if (have := vocabulary.get(word, 0))]
    again = sum(have > 1 and have > often for have, often in met)
    pairs = len(set(pairwise(words)))
    odd = [word for word in words if not word.isalpha()]
    figures = sum(map(str.isdigit, odd))
    mixed = sum(word[0].isalnum() and any(map(str.isdigit, word)) and any(map(str.isalpha, word)) for word in odd)
    return Weighed(figures, mixed, len(counts), pairs, most, sum(map(frequent.__contains__, words)), len(long), len(met), again)


def choose_words(words: Sequence[str], classes: bytes, wanted: int) -> list[str]:
    """Those of the words that are of a class."""
    return list(compress(words, classes.translate(_CHOSEN[wanted])))


_CHOSEN = {wanted: bytes(code & wanted for code in range(256)) for wanted in (SMALL, CONTENT, LONG, ODD)}
_UNMASKED = bytes(code for code in range(256) if not code & MASKED)
_LOUD = bytes(code & (LISTED | OPENING) > 0 for code in range(256))
_SILENT = bytes(code for code in range(256) if not _LOUD[code])


def may_be_masked(classes: bytes) -> bool:
    """Is any word of these classes masked, or a betting brand?"""
    return bool(classes.translate(None, _UNMASKED))


def may_hit(classes: bytes) -> bool:
    """Is any word of these classes listed, or the first of a phrase?"""
    return bool(classes.translate(None, _SILENT))


def read_masked(word: str, lexicon: Lexicon) -> str:
    """The word as it reads without its mask, if that is a word of the lexicon, or of a phrase of it, and the masked one is not."""
    plain = unmask(word)
    if not plain or lexicon.find_entries(word):
        return word
    known = plain in lexicon.phrases or plain in lexicon.followers or lexicon.find_entries(plain)
    return plain if known and plain not in load_function_words() else word


def is_brand(word: str, lexicon: Lexicon) -> bool:
    """Does a word that is not in the lexicon end as betting brands do?"""
    return word[-2:] in BRAND_ENDS and BRAND.fullmatch(word) is not None and not lexicon.find_entries(word)


@dataclass(slots=True)
class Hits:
    """What the lexicon covers of one line: word counts (an unspaced match counts half a word a character).

    ``push`` is the part of ``offer`` that only advertising says; ``voice`` the words of somebody who speaks to the reader (*we*, *your*);
    ``house`` those of a site about itself;
    ``families`` maps a family to its weighted cover.
    """

    sure: float = 0.0
    topic: float = 0.0
    offer: float = 0.0
    push: float = 0.0
    flattery: float = 0.0
    voice: float = 0.0
    house: float = 0.0
    families: dict[str, float] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)


def fill_hits(amounts: tuple[float, float, float, float, float, float, float], families: dict[str, float], kinds: set[str]) -> Hits:
    """The cover that compiled code found."""
    sure, topic, offer, push, flattery, voice, house = amounts
    return Hits(sure, topic, offer, push, flattery, voice, house, families, kinds)


def measure_hits(words: list[str], folded: str, lexicon: Lexicon) -> Hits:
    """Cover of the words by the lexicon; phrases first, then single words, then matches inside unspaced runs."""
    hits = Hits()
    classes = class_words(words, lexicon)
    free = 0
    for at in compress(range(len(words)), classes.translate(_LOUD)):
        if at < free:  # inside a phrase
            continue
        step = 1
        if classes[at] & OPENING and at + 1 < len(words) and classes[at + 1] & FOLLOWING:
            step, entries = _longest(words, at, lexicon)
        else:
            entries = lexicon.find_entries(words[at]) if classes[at] & LISTED else ()
        if entries:
            _add(hits, entries, float(step), words[at])
            free = at + step
    add_infixes(hits, folded, lexicon)
    return hits


def add_infixes(hits: Hits, folded: str, lexicon: Lexicon) -> None:
    """Books what stands inside unspaced runs, in place."""
    if not folded.isascii() and UNSPACED.search(folded):
        for start, end in lexicon.any_infix.find(folded):
            _add(hits, lexicon.infixes[folded[start:end]], (end - start) / 2, folded[start:end])


def _longest(words: list[str], at: int, lexicon: Lexicon) -> tuple[int, tuple[Entry, ...]]:
    """The longest phrase that starts at a word, else the word itself: number of words and entries."""
    best = 1
    found: tuple[Entry, ...] = ()
    for tail, is_stem, entry in lexicon.find_phrases(words[at], words[at + 1]) if at + 1 < len(words) else ():
        n = len(tail)
        got = words[at + 1 : at + 1 + n]
        if len(got) < n or got[:-1] != list(tail[:-1]):
            continue
        if got[-1] == tail[-1] or (is_stem and got[-1].startswith(tail[-1])):
            if n + 1 > best:
                best, found = n + 1, (entry,)
            elif n + 1 == best:
                found += (entry,)
    return (best, found) if found else (1, lexicon.find_entries(words[at]))


def _add(hits: Hits, entries: tuple[Entry, ...], size: float, text: str) -> None:
    """Book one match under its families; a word that several families list counts once for the line."""
    top = 0
    names = set()
    for family, tier in entries:
        names.add(family)
        if family == VOICE:
            hits.voice += size
            continue
        if family == HOUSE:
            hits.house += size
            continue
        if family not in ("offer", "flattery"):
            top = max(top, tier)
            hits.families[family] = hits.families.get(family, 0.0) + size * (3.0 if tier == SURE else 1.0)
        elif family == "flattery" and tier == SURE:
            hits.flattery += size
    if top == SURE:
        hits.sure += size
    elif top == TOPIC:
        hits.topic += size
    if "offer" in names:
        hits.offer += size
        if ("offer", SURE) in entries:
            hits.push += size
    if not names <= NO_TRADE:
        hits.kinds.add(text)


Booked = tuple[int, tuple[tuple[str, float], ...]]
"""What entries count for, as bits in the order of ``kernels/vocabulary.pyx``, and the families with their weights."""


def find_vocabulary(lexicon: Lexicon) -> Any:
    """The compiled table of words for a lexicon, made afresh where it has grown too large; None without a compiler. Units are measured with
    the table that their document was."""
    kernel = find_kernel("vocabulary")
    if kernel is None:
        return None
    if not lexicon.numbered or len(lexicon.numbered[0]) >= KNOWN:
        row, starts, tongues, names = tell_tongues()

        def describe(word: str) -> tuple[int, int, Booked | None]:
            entries = lexicon.find_entries(word)
            return _class_word(word, lexicon), row.get(word, -1), _book(entries) if entries else None

        def find_phrase(words: list[str], at: int) -> tuple[int, Booked | None]:
            step, entries = _longest(words, at, lexicon)
            return step, _book(entries) if entries else None

        def open_phrase(first: str, second: str) -> tuple[int, Booked | None, frozenset[str] | bool] | None:
            phrases = lexicon.find_phrases(first, second)
            if not phrases:
                return None
            longer = [(tail, is_stem) for tail, is_stem, _ in phrases if len(tail) > 1]
            any_third = any(is_stem and len(tail) == 2 for tail, is_stem in longer)
            return *find_phrase([first, second], 0), any_third or frozenset([tail[1] for tail, _ in longer])

        lexicon.numbered[:] = [kernel.Vocabulary(describe, open_phrase, find_phrase, tell_word_characters(), starts, tongues, len(names))]
    return lexicon.numbered[0]


@lru_cache(maxsize=KNOWN)
def _book(entries: tuple[Entry, ...]) -> Booked:
    """What one match of one word counts for."""
    hits = Hits()
    _add(hits, entries, 1.0, "")
    amounts = (hits.sure, hits.topic, hits.offer, hits.push, len(hits.kinds))
    bits = sum(1 << place for place, amount in enumerate(amounts) if amount)
    return bits | int(hits.flattery) << 5 | int(hits.voice) << 7 | int(hits.house) << 9, tuple(hits.families.items())
