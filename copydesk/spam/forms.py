"""What the lines of a page are made of, counted for all lines at once: signs and joins of signs, and words by class.

The gate asks these counts, so that sound news text costs next to nothing: bytes are classed by a table, words by a look-up,
and both are summed by line in numpy. Nothing here is exact to the letter; a line that could be junk is measured properly later.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from copydesk.kernels import find_kernel
from copydesk.spam.document import load_function_words
from copydesk.spam.lexicon import HOUSE, SURE, VOICE, Lexicon
from copydesk.spam.words import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

# Classes of bytes; what is not named here is class 0: small letters, spaces and the later bytes of a letter.
BREAK, UPPER, DIGIT, STOP, COMMA, MARK, SLASH, SYMBOL = range(1, 9)
CLASSES = 9
# Classes of words that are counted, as bits.
JARGON, TOPIC_WORD, OFFER, PUSH, PRAISE, SMALL, ADDRESS = (1 << bit for bit in range(7))
COUNTED = (JARGON, TOPIC_WORD, OFFER, PUSH, PRAISE, SMALL, ADDRESS)
_BREAK_WORD = 1 << len(COUNTED)
_FIELD, _FIELDS, _PACKS = 21, 3, 3
"""Bits of one class's count, counts in a whole number, and such numbers: one addition adds three, in lines of up to two million words."""
_KINDS = 512
"""Kinds that the tables have room for at first."""
GROUPS = 24
"""Groups of telling pairs."""
REMEMBERED = 200_000
"""Words whose class is remembered before the memory starts afresh."""
LONG_WORDS = 14
"""Words in a line without any sentence mark from which it may be a keyword string."""
VERY_LONG_WORDS = 36
"""The same for a line without any word of a trade or of buying and selling."""
SMALL_SHARE = 0.3
"""Share of small words (of any language) from which a line without sentence marks is a sentence all the same."""


@cache
def _byte_table() -> NDArray[np.uint8]:
    import numpy as np

    table = np.zeros(256, np.uint8)
    for chars, name in (
        ("\n", BREAK),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", UPPER),
        ("0123456789", DIGIT),
        (".!?", STOP),
        (",;:", COMMA),
        ("[]<>|#", MARK),
        ("/", SLASH),
    ):
        for char in chars:
            table[ord(char)] = name
    table[[0xC2, 0xE2, 0xE3, 0xEF, 0xF0]] = SYMBOL
    return table


_PARTING = b' \t\r\v\f.,;:!?"()|/-[]<>*_&=#+\x01'
_SPLITTING = bytes.maketrans(_PARTING, b" " * len(_PARTING))

_ORDER = [_PACKS * (place % _FIELDS) + place // _FIELDS for place in range(len(COUNTED))]
"""Where the count of each class stands when a line's numbers, of which there are three as well, are cut into fields, first fields first."""
_PAIRS = {"offer": (PUSH, 1), "flattery": (PRAISE, 1), VOICE: (ADDRESS, 1)}
"""Which count a telling pair of words goes to, and how much; pairs of trades count two words of jargon."""
_WEIGHTS, _LEAST_WEIGHT = (6, 3, 3, 6, 6, 0, 2), 6
"""What a word of each class is worth to a line that sells, and what all must be worth for anything to be sold."""


def _group(first: str) -> int:
    """The group of the telling pairs that begin with that word: a word that ends no pair of the group need not be looked up."""
    return crc32(first.encode("utf-8", "surrogatepass")) % GROUPS


class _Codes(dict[bytes, int]):
    """Word (lower case, UTF-8) -> the number of its kind in a lexicon; 0 is the mark of a line's end.

    Words of a kind have the same classes, and begin and end telling pairs of the same groups; there are some hundred kinds.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        import numpy as np

        super().__init__()
        self.lexicon = lexicon
        self.pairs = {(a.encode(), b.encode()): _PAIRS.get(kind, (JARGON, 2)) for (a, b), kind in lexicon.pairs.items()}
        self._table: Any = None
        self.tails: dict[str, int] = {}
        for first, second in lexicon.pairs:
            self.tails[second] = self.tails.get(second, 0) | 1 << _group(first)
        self.kinds: dict[tuple[int, int, int], int] = {}
        self._numbers = np.zeros((_PACKS + 2, _KINDS), np.int64)
        self._add_kind((_BREAK_WORD, 0, 0))

    def __missing__(self, key: bytes) -> int:
        if key == b"\x01":
            self[key] = 0
            return 0
        row = self.describe(key)
        kind = self.kinds[row] if row in self.kinds else self._add_kind(row)
        if len(self) >= REMEMBERED:
            self.clear()
        self[key] = kind
        return kind

    def describe(self, key: bytes) -> tuple[int, int, int]:
        """The classes of a word, and the groups of pairs that it begins and that it ends, as bits."""
        word = key.decode("utf-8", "replace")
        lexicon = self.lexicon
        code = 0
        for family, tier in lexicon.find_entries(word if key.isascii() else fold(word)):
            if family == "offer":
                code |= OFFER | (PUSH if tier == SURE else 0)
            elif family == "flattery":
                code |= PRAISE if tier == SURE else 0
            elif family == VOICE:
                code |= ADDRESS
            elif family != HOUSE:
                code |= JARGON if tier == SURE else TOPIC_WORD
        if word in load_function_words():
            code |= SMALL
        return code, 1 << _group(word) if word in lexicon.first_words else 0, self.tails.get(word, 0)

    def _add_kind(self, row: tuple[int, int, int]) -> int:
        """The number of a kind that was not met before, written into the tables."""
        import numpy as np

        kind = self.kinds[row] = len(self.kinds)
        if kind >= self._numbers.shape[1]:
            self._numbers = np.concatenate((self._numbers, np.zeros_like(self._numbers)), 1)
        bits = [(row[0] & bit) // bit for bit in COUNTED]
        packs = [sum(bit << _FIELD * i for i, bit in enumerate(bits[at : at + _FIELDS])) for at in range(0, len(bits), _FIELDS)]
        self._numbers[:, kind] = *packs, *row[1:]
        return kind

    def find_table(self, kernel: Any) -> Any:
        """The compiled table of words, made when it is first asked for."""
        if self._table is None:
            pairs = {pair: (COUNTED.index(where), much) for pair, (where, much) in self.pairs.items()}
            self._table = kernel.Table(self.describe, pairs, _PARTING, REMEMBERED)
        return self._table

    def read_tables(self) -> tuple[Counts, Counts, Counts]:
        """For each kind its classes (packed counts, ``_PACKS`` whole numbers), and the groups of pairs that it begins and that it ends."""
        return self._numbers[:_PACKS], self._numbers[_PACKS], self._numbers[_PACKS + 1]


_CODES: dict[int, _Codes] = {}


def _find_codes(lexicon: Lexicon) -> _Codes:
    found = _CODES.get(id(lexicon))
    if found is None or found.lexicon is not lexicon:
        found = _CODES[id(lexicon)] = _Codes(lexicon)
    return found


class Worded(NamedTuple):
    """A line, how many words it has, and how many of each class that is counted."""

    line: int
    words: int
    jargon: int
    topic: int
    offer: int
    push: int
    praise: int
    small: int
    voice: int


def find_signed(data: bytes) -> list[int]:
    """Lines whose signs are worth a search for links, markup, telephone numbers, brands and lists, of a text in UTF-8. Linear."""
    kernel = find_kernel("marks")
    if kernel is not None:
        seen: list[int] = kernel.find_signed(data)
        return seen
    import numpy as np

    buffer = np.frombuffer(data, np.uint8)
    classes = _byte_table()[buffer]
    at = np.flatnonzero(classes)
    kinds = classes[at]
    line = np.cumsum(kinds == BREAK)
    n = int(line[-1]) + 1 if len(line) else 1
    signs = np.bincount(line * CLASSES + kinds, minlength=n * CLASSES).reshape(n, CLASSES)
    many = (signs[:, MARK] > 0) | (signs[:, SLASH] >= 3) | (signs[:, DIGIT] >= 9)
    many[_find_joins(buffer, at, kinds, line)] = True
    marks = at[(kinds == COMMA) | (kinds == SLASH) | (kinds == MARK)]
    loose = marks[(buffer[marks - 1] == 32) & (buffer[np.minimum(marks + 1, len(data) - 1)] == 32)]
    many |= np.bincount(np.searchsorted(at[kinds == BREAK], loose), minlength=n) >= 2
    found: list[int] = np.flatnonzero(many).tolist()
    return found


def _find_joins(buffer: NDArray[np.uint8], at: Counts, kinds: NDArray[np.uint8], line: Counts) -> Counts:
    """Lines with a stop inside a word, two capitals or a digit after a small letter, or a symbol that is no quotation mark or dash."""
    import numpy as np

    last = len(buffer) - 1
    found = []
    small = (buffer >= 97) & (buffer <= 122)
    stops = np.flatnonzero(kinds == STOP)
    place = at[stops]
    before = small[np.maximum(place - 1, 0)] & small[np.maximum(place - 2, 0)]
    found.append(line[stops[(place < last) & (place > 1) & small[np.minimum(place + 1, last)] & before]])
    chosen = np.flatnonzero(kinds == UPPER)
    place = at[chosen]
    follows = buffer[np.minimum(place + 1, last)]
    found.append(line[chosen[(place > 0) & small[place - 1] & (follows >= 65) & (follows <= 90)]])
    chosen = np.flatnonzero(kinds == DIGIT)
    place = at[chosen]
    found.append(line[chosen[(place > 0) & small[place - 1]]])
    chosen = np.flatnonzero(kinds == SYMBOL)
    if len(chosen):
        place = at[chosen]
        first, second, third = buffer[place], buffer[np.minimum(place + 1, last)], buffer[np.minimum(place + 2, last)]
        quotes = (first == 0xE2) & (second == 0x80) & (third != 0xA2)
        plain = (first == 0xC2) & (second != 0xB7) & (second != 0xBB)
        kana = (first == 0xE3) & ((second > 0x80) | ((third != 0x81) & (third != 0x90)))
        letters = ((second == 0xBC) & (third >= 0xA1) & (third <= 0xBA)) | ((second == 0xBD) & (third <= 0x9C))
        wide = (first == 0xEF) & ~letters
        found.append(line[chosen[~(quotes | plain | kana | wide)]])
    return np.concatenate(found)


def find_worded(lowered: bytes, lexicon: Lexicon) -> list[Worded]:
    """Lines to be judged by their words, many and hardly any small, or enough that sell, of a text in lower case and UTF-8. Linear.

    A telling pair counts as two words of jargon, or one of advertising, praise or voice.
    """
    kernel = find_kernel("words")
    table = _find_codes(lexicon)
    if kernel is not None:
        return list(map(Worded._make, table.find_table(kernel).count(lowered, _WEIGHTS, _LEAST_WEIGHT, VERY_LONG_WORDS, SMALL_SHARE)))
    import numpy as np

    n = lowered.count(b"\n") + 1
    words = lowered.translate(_SPLITTING).replace(b"\n", b" \x01 ").split()
    if not words:
        return []
    kinds = np.fromiter(map(table.__getitem__, words), np.uint16, len(words))
    packs, heads, tails = table.read_tables()
    breaks = np.flatnonzero(kinds == 0)[: n - 1]
    starts = np.concatenate(([0], breaks))
    size = np.concatenate((breaks, [len(kinds)])) - starts
    size[1:] -= 1
    sums = np.add.reduceat(packs.take(kinds, 1), starts, 1)
    counts = np.concatenate([sums >> _FIELD * i & (1 << _FIELD) - 1 for i in range(_FIELDS)])[_ORDER]
    for i in np.flatnonzero(heads.take(kinds[:-1]) & tails.take(kinds[1:])).tolist():
        told = table.pairs.get((words[i], words[i + 1]))
        if told:
            where, much = told
            counts[COUNTED.index(where), np.searchsorted(breaks, i, "right")] += much
    endless = (size >= VERY_LONG_WORDS) & (counts[COUNTED.index(SMALL)] < SMALL_SHARE * size)
    chosen = np.flatnonzero((np.dot(_WEIGHTS, counts) >= _LEAST_WEIGHT) | endless)
    return list(map(Worded._make, zip(chosen.tolist(), size[chosen].tolist(), *counts[:, chosen].tolist(), strict=True)))
