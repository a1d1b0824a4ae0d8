"""What every line of a page is made of, counted for all lines at once: words by class, signs, digits, capitals.

The gate asks these counts, so that sound news text costs next to nothing: bytes are classed by a table, words by a look-up,
and both are summed by line in numpy. Nothing here is exact to the letter; a line that could be junk is measured properly later.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from copydesk.spam.document import load_function_words
from copydesk.spam.lexicon import SURE, VOICE, Lexicon
from copydesk.spam.words import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

# Classes of bytes; what is not named here is class 0: small letters, spaces and the later bytes of a letter.
BREAK, UPPER, DIGIT, STOP, COMMA, MARK, SLASH, SYMBOL, AT = range(1, 10)
CLASSES = 10
# Classes of words, as bits.
JARGON, TOPIC_WORD, OFFER, PRAISE, SMALL, HEAD, TAIL, BREAK_WORD, PUSH, ADDRESS = 1, 2, 4, 8, 16, 32, 64, 128, 256, 512
REMEMBERED = 200_000
"""Words whose class is remembered before the memory starts afresh."""


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
        ("@", AT),
    ):
        for char in chars:
            table[ord(char)] = name
    table[[0xC2, 0xE2, 0xE3, 0xEF, 0xF0]] = SYMBOL
    return table


_SPLITTING = bytes.maketrans(b'.,;:!?"()|/-[]<>*_&=#+', b" " * 22)


@cache
def _class_table() -> Counts:
    """For each class of words that is counted, 1 in the columns of the codes that have it."""
    import numpy as np

    codes = np.arange(2 * ADDRESS)
    return np.stack([(codes & bit) // bit for bit in (JARGON, TOPIC_WORD, OFFER, PUSH, PRAISE, SMALL, ADDRESS)])


_PAIRS = {"offer": (3, 1), "flattery": (4, 1), VOICE: (6, 1)}
"""Which count a telling pair of words goes to, and how much; pairs of trades count two words of jargon."""


class _Codes(dict[bytes, int]):
    """Word (lower case, UTF-8) -> its classes in a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon
        self.pairs = {(first.encode(), second.encode()): kind for (first, second), kind in lexicon.pairs.items()}

    def __missing__(self, key: bytes) -> int:
        if key == b"\x01":
            self[key] = BREAK_WORD
            return BREAK_WORD
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
            else:
                code |= JARGON if tier == SURE else TOPIC_WORD
        if word in load_function_words():
            code |= SMALL
        if word in lexicon.first_words:
            code |= HEAD
        if word in lexicon.second_words:
            code |= TAIL
        if len(self) >= REMEMBERED:
            self.clear()
        self[key] = code
        return code


_CODES: dict[int, _Codes] = {}


def _find_codes(lexicon: Lexicon) -> _Codes:
    found = _CODES.get(id(lexicon))
    if found is None or found.lexicon is not lexicon:
        found = _CODES[id(lexicon)] = _Codes(lexicon)
    return found


@dataclass(frozen=True, slots=True)
class Forms:
    """Counts by line: bytes by class, words, words by class; whether it holds a join that links, masks or brands
    have (``odd``), and how many signs stand between two spaces (``loose``)."""

    size: Counts
    signs: Counts
    odd: NDArray[np.bool_]
    loose: Counts
    words: Counts
    jargon: Counts
    topic: Counts
    offer: Counts
    push: Counts
    praise: Counts
    small: Counts
    voice: Counts


def measure_forms(joined: str, lexicon: Lexicon) -> Forms:
    """Counts of every line of a text whose lines are parted by LF alone. Linear."""
    import numpy as np

    data = joined.encode("utf-8", "surrogatepass")
    buffer = np.frombuffer(data, np.uint8)
    classes = _byte_table()[buffer]
    at = np.flatnonzero(classes)
    kinds = classes[at]
    line = np.cumsum(kinds == BREAK)
    n = int(line[-1]) + 1 if len(line) else 1
    signs = np.bincount(line * CLASSES + kinds, minlength=n * CLASSES).reshape(n, CLASSES)
    breaks = at[kinds == BREAK]
    size = np.diff(np.concatenate(([-1], breaks, [len(data)]))) - 1
    odd = np.zeros(n, bool)
    odd[_find_joins(buffer, at, kinds, line)] = True
    marks = at[(kinds == COMMA) | (kinds == SLASH) | (kinds == MARK)]
    loose = marks[(buffer[marks - 1] == 32) & (buffer[np.minimum(marks + 1, len(data) - 1)] == 32)]
    loosely = np.bincount(np.searchsorted(breaks, loose), minlength=n)
    return Forms(size, signs, odd, loosely, *_count_words(joined, data, lexicon, n))


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


def _count_words(joined: str, data: bytes, lexicon: Lexicon, n: int) -> tuple[Counts, ...]:
    """Words by line, and words by class and line; a telling pair counts two words of jargon, or one of praise."""
    import numpy as np

    lowered = data.lower() if len(data) == len(joined) else joined.lower().encode("utf-8", "surrogatepass")
    words = lowered.translate(_SPLITTING).replace(b"\n", b" \x01 ").split()
    table = _find_codes(lexicon)
    codes = np.fromiter(map(table.__getitem__, words), np.uint16, len(words))
    if not words:
        return np.zeros(n, np.int64), *np.zeros((7, n), np.int64)
    breaks = np.flatnonzero(codes == BREAK_WORD)[: n - 1]
    starts = np.concatenate(([0], breaks))
    count = np.diff(starts, append=len(codes))
    count[1:] -= 1
    counts = np.add.reduceat(_class_table().take(codes, 1), starts, axis=1)
    for i in np.flatnonzero((codes[:-1] // HEAD) & (codes[1:] // TAIL) & 1).tolist():
        kind = table.pairs.get((words[i], words[i + 1]))
        if kind:
            where, much = _PAIRS.get(kind, (0, 2))
            counts[where, np.searchsorted(breaks, i, "right")] += much
    return count, *counts
