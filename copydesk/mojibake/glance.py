"""A glance over a whole page: which of its words could be damaged at all?

``für`` on a German page, ``“quoted”``, ``Привет``, ``सरकार``: nearly every word is sound, and a reader sees it without reading. Here
the words of a page that are new to the process are classed together by array arithmetic, each once: a word is at home in the
languages whose alphabet has all its letters and whose letter pairs make it cheap, nowhere if signs stand in it where no writer puts
them, and everywhere if it has only typography or letters of scripts that no legacy page ever held. Words that are at home in a
language of the page are left alone; only lines with other words are looked at further. What is remembered of a word depends on the
word alone, so that forgetting it changes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from unicodedata import normalize

from copydesk.charset.statistics import load_statistics, unpack
from copydesk.kernels import find_kernel
from copydesk.mojibake.classes import Kind, bad_neighbours, sandwiches

if TYPE_CHECKING:
    from collections.abc import Iterable

_HOME: Final = 0.75  # bits by which a letter of the alphabet is cheaper than in languages that lack it …
_ALWAYS: Final = 13.0  # … unless it is as cheap as this
_PER_LETTER: Final = 4.2
_OTHERWISE: Final = {"THAI": 5.6}  # Thai does not part its words
_PER_WORD: Final = 6.0
LIMIT: Final = 5.0  # bits above that from which a word is not at home
_KEPT: Final = 400_000  # words that are remembered
_HELD: Final = 8_000_000  # characters of words that are remembered
_BITS_KEPT: Final = 20_000  # words whose bits in the languages of the Latin script are remembered
_BATCH: Final = 100_000  # characters of words that are weighed together
_SPACE, _DASH, _APOSTROPHE, _RARE = map(int, (Kind.SPACE, Kind.DASH, Kind.APOSTROPHE, Kind.RARE))  # arrays compare plain numbers faster
_UNLIKELY: Final = frozenset((Kind.RARE, Kind.NEVER, Kind.HARD, Kind.PRIVATE))
_DENSE: Final = 10  # characters for each uncommon one, up to which two of them close together are odd
ENDLESS: Final = 20_000  # characters without white space from which a run is no word of any text
ANYWHERE: Final = 1  # the bit of words that are at home everywhere
EAST: Final = 2  # the bit of words in Chinese, Japanese or Korean characters
_FIRST: Final = 2  # number of the first language's bit
ALPHABETS: Final = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "ARMENIAN", "GEORGIAN", "THAI")
# Letters that got into the word lists of a language by way of national fonts: they are what is to be mended.
_TAINTED: Final = {"mn": "єї", "tg": "ѓѕіїљњќўєђџ", "ky": "єїӊ", "kk": "җҙѓќїє", "tt": "ћ", "uz-Cyrl": "ѓќ"}
# Letters too rare in word lists to be told from strays.
_OWN: Final = {
    "mk": "ѓѕјљњќџ", "sr": "ђјљњћџ", "fa": "ءأؤئآ", "hy": "և", "de": "ß", "hu": "őű", "cs": "ďťňó", "sk": "ŕĺäôľ", "en": "é",
    "az": "ğ", "lv": "ķļņģ", "es": "ü", "ca": "ïüç", "nl": "ëïéèó", "it": "éìîù", "pt": "ü", "fr": "ëÿæüñ", "uz-Cyrl": "ц", "be": "ў",
    "uk": "ґ", "kk": "щьъёвфчцхэюя", "ky": "щьъёвфчцхэюя", "mn": "щьъёфкцюя", "tt": "щьъёвцэю", "tg": "ъьёцщы", "bg": "ѝ",
}  # fmt: skip
# Languages that write an apostrophe between two letters of a word.
_ELISION: Final = frozenset(
    ("fr", "it", "ca", "en", "oc", "ga", "gd", "br", "mt", "uz", "tr", "fi", "eo", "nl", "af", "cy", "ht", "lb", "sw", "mi", "uk", "be")
)
_COMBINING: Final = re.compile("[\u0300-\u036f]")
_ENGLISH: Final = re.compile(r"’(?:s|t|d|m|ll|re|ve|em|til|clock|s’)(?![^\W\d_])|(?<![^\W\d_])[OD]’[A-Z]")


class Glance:
    """The tables of kinds and of letter pairs as arrays, and the words seen so far; one instance a process, from `load_glance`."""

    def __init__(self) -> None:
        import numpy as np

        self._np = np
        self._stats = load_statistics()
        self.known: dict[str, int] = {}
        self._held = 0
        self._alphabets: dict[int, int] = {}
        self._bits: dict[str, bytes] = {}
        self.letter = np.zeros(0x10000, np.uint16)
        self._offset = [0]
        self._width = [0]
        self._per_letter = [0.0, *(_OTHERWISE.get(name, _PER_LETTER) for name in ALPHABETS)]
        self._fill_letters()
        self.kind = np.frombuffer(unpack("kinds.zst"), np.uint8)
        self._kinds = self.kind.tobytes()
        self._bad = bad_neighbours()
        self._letters, self._signs = sandwiches()
        self._east = np.isin(np.arange(len(Kind)), (*range(Kind.HAN, Kind.WIDE_SIGN + 1), Kind.HEAD))
        self._languages = [(1 << (self.offset(c) + i), int(n)) for c, some in enumerate(self.columns) for i, n in enumerate(some)]
        self._bit_of = {int(n): 1 << (self.offset(code) + i) for code, some in enumerate(self.columns) for i, n in enumerate(some)}
        self._elision, self._english = 0, 0
        for code, name in enumerate(ALPHABETS, 1):
            for i, lang in enumerate(self._stats.script_languages(name)):
                bit = 1 << (self._offset[code] + i)
                self._elision |= bit if lang in _ELISION else 0
                self._english |= bit if lang == "en" else 0

        self._weigher = self._make_weigher()

    def _make_weigher(self) -> Any:
        """The kernel with these tables; None without a kernel."""
        kernel = find_kernel("glance")
        if kernel is None:
            return None
        np = self._np
        flags = (x.view(np.uint8) for x in (self._letters, self._signs, self._east, self._bad))
        tables = (self.kind, self.letter, self._owner, *flags, self._rows, self._pair, self._strange)
        numbers = (_SPACE, _DASH, _APOSTROPHE, _RARE, _DENSE, _PER_WORD, LIMIT)
        of_scripts = (self._offset, self._width, self._per_letter)
        return kernel.Weigher(tables, of_scripts, numbers, self._elision, self._english, is_english)

    def _fill_letters(self) -> None:
        """Numbers the letters of all alphabets, and lays the tables of their pairs under one another."""
        np = self._np
        scripts = [self._stats.script(name) for name in ALPHABETS]
        widest = max(s.bits.shape[1] for s in scripts)
        tables, owner, strange, row_of = [], [0], [0], [0]
        pairs: list[Any] = []
        base, offset = 0, _FIRST
        for code, (name, script) in enumerate(zip(ALPHABETS, scripts, strict=True), 1):
            count, width = script.bits.shape
            table = np.full((count, widest), 255, np.int32)
            table[:, :width] = script.bits * 8
            tables.append(table)
            keys = script.keys
            signs = np.array(keys, "U2").view(np.uint32).reshape(-1, 2)
            rows = np.flatnonzero((signs[:, 1] == 0) & (signs[:, 0] != ord(" ")))
            letters = [keys[row] for row in rows.tolist()]
            ids = dict(zip(letters, range(len(owner), len(owner) + len(letters)), strict=True))
            number = np.full(0x10000, -1)
            number[signs[rows, 0]], number[ord(" ")] = np.arange(len(owner), len(owner) + len(letters)), 0
            owner += [code] * len(letters)
            row_of += (base + rows).tolist()
            foreign = _is_foreign(script.bits[rows])
            for i, lang in enumerate(self._stats.script_languages(name)):
                foreign[[ids[key] - ids[letters[0]] for key in _TAINTED.get(lang, "") if key in ids], i] = True
                foreign[[ids[key] - ids[letters[0]] for key in _OWN.get(lang, "") if key in ids], i] = False
            strange += (foreign @ (1 << np.arange(width))).tolist()
            for key in letters:
                for char in {key, key.upper()}:
                    if len(char) == 1 and ord(char) < 0x10000 and char.lower() == key:
                        self.letter[ord(char)] = ids[key]
            two = np.flatnonzero(signs[:, 1])
            firsts, seconds = number[signs[two]].T
            both = (firsts >= 0) & (seconds >= 0)
            pairs.append((firsts[both], seconds[both], base + two[both]))
            base += count
            self._offset.append(offset)
            self._width.append(width)
            offset += width
        self.letter[0x130] = self.letter[ord("i")]
        self._rows = np.concatenate(tables)
        self._owner = np.array(owner, np.uint8)
        self._strange = np.array(strange, np.uint64)
        self._pair = np.tile(np.array(row_of, np.int32), (len(owner), 1))
        firsts, seconds, numbers = map(np.concatenate, zip(*pairs, strict=True))
        self._pair[firsts, seconds] = numbers
        self.script_bits = [((1 << w) - 1) << o for o, w in zip(self._offset[1:], self._width[1:], strict=True)]
        self.columns = [script.columns for script in scripts]

    def count_votes(self, code: int, homes: list[int]) -> list[int]:
        """How many of the homes are in each language of an alphabet (its place in `ALPHABETS`)."""
        offset, width = self._offset[code + 1], self._width[code + 1]
        kernel = find_kernel("glance")
        if kernel is not None:
            votes: list[int] = kernel.count_votes(homes, offset, width)
            return votes
        kinds = Counter(homes).items()
        return [sum(count for home, count in kinds if home >> (offset + i) & 1) for i in range(width)]

    def languages_of(self, bits: int) -> tuple[int, ...]:
        """The numbers (in the statistics) of the languages whose bits are set, in the order of the bits."""
        return tuple(number for bit, number in self._languages if bits & bit)

    def offset(self, code: int) -> int:
        """The number of the first language's bit of an alphabet (its place in `ALPHABETS`)."""
        return self._offset[code + 1]

    def alphabet_of(self, home: int) -> int:
        """The place in `ALPHABETS` of the one that a home is in, -1 for none."""
        found = self._alphabets.get(home)
        if found is None:
            found = self._alphabets[home] = next((c for c, bits in enumerate(self.script_bits) if home & bits), -1)
        return found

    def sample(self, text: str, step: int, most: int, near: float) -> tuple[list[int], list[list[int]], int] | None:
        """Of every ``step``-th word of a text whose words are known: characters by alphabet, homes by alphabet but the Latin, and the bits
        of the Latin languages that are cheapest for the ``most`` shortest words without the shortest third. None without a kernel."""
        if self._weigher is None or find_kernel("glance") is None:
            return None
        found: tuple[list[int], list[list[int]], int] = self._weigher.sample(text, step, self.known, self._alphabets, self, most, near)
        return found

    def find_cheapest(self, words: list[str], near: float) -> int:
        """The bits of the languages in Latin letters in which the words together cost at most ``near`` bits more than in the cheapest; 0
        without words. What all languages pay alike is left out."""
        if not words:
            return 0
        np = self._np
        sums = np.zeros(self._width[1], np.float64)
        for word in words:
            sums += np.frombuffer(self.bits_of(word), np.float64)
        return sum(1 << (self._offset[1] + column) for column in np.flatnonzero(sums <= sums.min() + near).tolist())

    def bits_of(self, word: str) -> bytes:
        """What a word costs in each language in Latin letters, as 64-bit floats; of words in small ASCII letters without their case."""
        found = self._bits.get(word)
        if found is None:
            if len(self._bits) > _BITS_KEPT:
                self._bits.clear()
            np = self._np
            if word.isascii():
                numbers = [0, *(self.letter[ord(char)] for char in word), 0]
                rows = self._rows[self._pair[numbers[:-1], numbers[1:]], : self._width[1]]
                found = (rows.sum(0) / 8.0).tobytes()
            else:
                found = self._stats.token_bits(word)[self.columns[0]].astype(np.float64).tobytes()
            self._bits[word] = found
        return found

    def is_home(self, words: list[str], language: int) -> list[bool]:
        """Whether each word is at home in a language (its number in the statistics)."""
        homes = self.weigh(words)
        bit = self._bit_of.get(language, 0)
        return [bool(home & bit) for home in homes]

    def look(self, text: str, words: list[str] | None = None) -> tuple[int, set[str]]:
        """How many words a text has, and those beyond ASCII that are not at home everywhere; the homes of all are known from then on.
        ``words``: its words, if they are others than the runs without white space."""
        if len(self.known) > _KEPT or self._held > _HELD:
            self.forget()
        if words is None and self._weigher is not None and find_kernel("glance") is not None:
            count, odd, fresh = self._weigher.look(text, ENDLESS, self.known)
        else:
            words = text.split() if words is None else words
            beyond = {word for word in words if not word.isascii() and len(word) < ENDLESS}
            count, odd, fresh = len(words), {w for w in beyond if self.known.get(w, ANYWHERE) != ANYWHERE}, beyond - self.known.keys()
        self._learn(fresh)
        odd.update([word for word in fresh if self.known[word] != ANYWHERE])
        return count, odd

    def homes(self, words: Iterable[str]) -> dict[str, int]:
        """Where each word is at home, as bits; 0 for a word that could be damaged. Holds at least the words that are asked for."""
        if len(self.known) > _KEPT or self._held > _HELD:
            self.forget()
        self._learn({word for word in words if word not in self.known})
        return self.known

    def forget(self) -> None:
        """Forgets all words."""
        self._held = 0
        self.known.clear()
        self._alphabets.clear()

    def _learn(self, fresh: set[str]) -> None:
        """Weighs words and remembers their homes."""
        part: list[str] = []
        size = 0
        for word in fresh:
            part.append(word)
            size += len(word)
            if size > _BATCH:
                self._remember(part)
                self._held += size
                part, size = [], 0
        self._held += size
        if part:
            self._remember(part)

    def _remember(self, words: list[str]) -> None:
        self.known.update(zip(words, self.weigh(words), strict=True))

    def weigh(self, words: list[str], slack: float = 0.0, spent: list[float] | None = None) -> list[int]:
        """As `homes`, of many words together and without remembering them.

        ``slack``: further bits that a letter may cost. ``spent``: takes the bits of each word's letter pairs in its cheapest language.
        """
        if not words:
            return []
        if self._weigher is not None and find_kernel("glance") is not None:
            found: list[int] = self._weigher.weigh(words, slack, spent)
            return found
        return self._weigh_together(words, slack, spent)

    def _weigh_together(self, words: list[str], slack: float, spent: list[float] | None) -> list[int]:
        """The kernel's twin."""
        np = self._np
        text = "\n" + "\n".join(words) + "\n"
        if _COMBINING.search(text) is not None:
            composed = (normalize("NFC", word) if _COMBINING.search(word) is not None else word for word in words)
            text = "\n" + "\n".join(composed) + "\n"
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        codes = np.minimum(codes, 0xFFFF)
        starts = np.flatnonzero(codes == 10)[:-1]  # the break before a word counts as its first character
        kind = self.kind[codes]
        letter = self.letter[codes]
        owner = self._owner[letter]
        wrong = self._bad[kind[:-1], kind[1:]]
        wrong |= (owner[:-1] != owner[1:]) & (owner[:-1] > 0) & (owner[1:] > 0)
        is_letter = self._letters[kind]
        wrong[1:] |= is_letter[:-2] & self._signs[kind[1:-1]] & is_letter[2:]
        wrong[1:] |= is_letter[:-2] & (kind[1:-1] == _DASH) & (kind[2:] == _SPACE)
        bad = np.logical_or.reduceat(wrong, starts)
        self._spot_rare(kind, starts, bad)
        joined = np.zeros_like(is_letter)
        joined[:-2] = is_letter[:-2] & (kind[1:-1] == _APOSTROPHE) & is_letter[2:]
        elided = np.logical_or.reduceat(joined, starts)
        beyond = np.where(codes > 0x7F, owner, 0)
        top = np.maximum.reduceat(beyond, starts)
        top[(top == 0) & elided] = 1
        east = np.logical_or.reduceat(self._east[kind], starts)
        found: list[int] = np.where(bad, 0, np.where(east, EAST, ANYWHERE)).tolist()
        for code in np.flatnonzero(np.bincount(top[~bad])).tolist():
            if code:
                self._weigh_script(code, ~bad & (top == code), letter, owner, starts, found, slack, spent)
        for i in np.flatnonzero(elided & ~bad).tolist():
            found[i] &= self._elision
            if not is_english(words[i]):
                found[i] &= ~self._english
        return found

    def is_heap(self, text: str) -> bool:
        """Whether a third of the characters are such as text hardly has."""
        kinds = self._kinds
        return 3 * sum(kinds[min(ord(c), 0xFFFF)] in _UNLIKELY for c in text) > len(text)

    def _spot_rare(self, kind: Any, starts: Any, bad: Any) -> None:
        """Marks the words where uncommon Chinese or Korean characters stand close: two in a short run of text, three in a long one."""
        np = self._np
        rare = kind == _RARE
        spots = np.flatnonzero(rare)
        if len(spots) < 2:
            return
        owner = np.searchsorted(starts, spots, "right") - 1
        dense = _DENSE * np.add.reduceat(rare.astype(np.int32), starts) >= np.diff(np.append(starts, len(kind) - 1))
        pairs = (spots[1:] - spots[:-1] <= 6) & (owner[1:] == owner[:-1])
        bad[owner[1:][pairs & dense[owner[1:]]]] = True
        threes = (spots[2:] - spots[:-2] <= 10) & (owner[2:] == owner[:-2])
        bad[owner[2:][threes]] = True

    def _weigh_script(
        self, code: int, chosen: Any, letter: Any, owner: Any, starts: Any, found: list[int], slack: float, spent: list[float] | None
    ) -> None:
        """Puts into ``found`` in which languages of one script the chosen words are at home."""
        np = self._np
        width = self._width[code]
        which = np.repeat(chosen, np.diff(np.append(starts, len(letter))))
        own = np.where(which & (owner == code), letter, 0)
        before = np.concatenate((own[-1:], own[:-1]))
        live = np.flatnonzero((own > 0) | (before > 0))
        words = np.flatnonzero(chosen)
        first = np.searchsorted(live, starts[words], "right")  # the break behind a word is the last of its pairs
        sums = np.add.reduceat(self._rows[self._pair[before[live], own[live]], :width], first, axis=0)
        count = np.add.reduceat((own[live] > 0).astype(np.int32), first)
        pieces = np.add.reduceat(((own[live] > 0) & (before[live] == 0)).astype(np.int32), first)
        fits = sums <= (8 * ((self._per_letter[code] + slack) * count + _PER_WORD * pieces + LIMIT)).astype(np.int32)[:, None]
        strange = np.bitwise_or.reduceat(self._strange[own[live]], first)
        masks = (fits * np.left_shift(np.uint64(1), np.arange(width, dtype=np.uint64))).sum(1, dtype=np.uint64) & ~strange
        offset = self._offset[code]
        for i, mask in zip(words.tolist(), masks.tolist(), strict=True):
            found[i] = mask << offset
        if spent is not None:
            for i, least in zip(words.tolist(), (sums.min(1) / 8).tolist(), strict=True):
                spent[i] = least


def is_english(word: str) -> bool:
    """Whether an apostrophe stands in the word as English has it."""
    return _ENGLISH.search(word) is not None


def _is_foreign(bits: Any) -> Any:
    """In which languages (columns) each letter (row) is none of the alphabet: those that pay as much for it as the one that pays most."""
    return (bits > _ALWAYS) & (bits > bits.max(1, keepdims=True) - _HOME) & (bits.shape[1] > 1)


@lru_cache(maxsize=1)
def load_glance() -> Glance:
    """The tables, built once a process."""
    return Glance()
