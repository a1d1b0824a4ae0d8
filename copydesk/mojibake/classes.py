"""What kind of character is it, and which kinds do not stand side by side in sound text?

``caf©``, ``Ã¨``, ``прРивет``, ``na„v``: no language is needed to see that something is wrong, only which neighbours no writer
makes. Letters of scripts that no legacy page ever held are free of suspicion whatever stands beside them.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from copydesk.charset.codepages import decoding_table, is_single_byte
from copydesk.mojibake.beliefs import READERS


class Kind(IntEnum):
    """Kinds of characters by how they keep company."""

    SPACE = 0
    SMALL = 1  # ASCII
    CAPITAL = 2
    DIGIT = 3
    ASCII_SIGN = 4
    LATIN_SMALL = 5  # beyond ASCII
    LATIN_CAPITAL = 6
    OTHER_SMALL = 7  # Cyrillic, Greek, Armenian, Georgian
    OTHER_CAPITAL = 8
    LETTER = 9  # without case: Arabic, Hebrew, Thai
    OPENING = 10
    QUOTE = 11  # opens in one language and closes in another
    APOSTROPHE = 12
    DASH = 13
    DOTS = 14
    SOFT = 15  # signs of plain text: © ° €
    HARD = 16  # signs that text hardly has
    NEVER = 17  # C1 controls, private use, U+FFFD
    HAN = 18
    HANGUL = 19
    RARE = 20  # Chinese and Korean characters that two of close together are no text
    WIDE_SIGN = 21
    FREE = 22  # what no legacy page holds
    JOINER = 23
    HEAD = 24  # a Chinese or Korean character whose bytes begin UTF-8
    TRADE = 25  # signs that may follow a letter: © ®
    PRIVATE = 26  # characters of icon fonts
    ORDINAL = 27  # signs that follow digits: ² º ½
    POINT = 28  # vowel points of Hebrew and Arabic: only after their letters
    TIMES = 29  # between digits and letters of ASCII: 3×4, B×H


_SOFT: Final = "€£¥§•№→←↑↓¡¿"
_ORDINALS: Final = "·ªº¹²³¼½¾±"
_MARKS_OF_TRADE: Final = "©®™°"
_JOINERS: Final = "-'_&\u200c\u200d\xad\u2010\u2011ʻʼ׳״@\u200b\u200e\u200f\u2060\u202a\u202b\u202c\u0640"
_QUOTES: Final = "“”«»‘‹›"
_OPENING: Final = "„‚‛‟"
_NAMED: Final = {
    **dict.fromkeys("–—―", Kind.DASH),
    **dict.fromkeys("\xa0\u3000", Kind.SPACE),
    "’": Kind.APOSTROPHE,
    "…": Kind.DOTS,
}
_SIGNS: Final = frozenset("".join((_JOINERS, _SOFT, _ORDINALS, _MARKS_OF_TRADE, _QUOTES, _OPENING, "×", *_NAMED)))
_FREE: Final = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Cn"})
"""Categories of characters that are free of suspicion if they are no letters of the tables and no wrong reader shows them."""
_LETTERS: Final = (Kind.SMALL, Kind.CAPITAL, Kind.LATIN_SMALL, Kind.LATIN_CAPITAL, Kind.OTHER_SMALL, Kind.OTHER_CAPITAL, Kind.LETTER)
_STRANGE_LETTERS: Final = _LETTERS[2:]
_EAST: Final = (Kind.HAN, Kind.HANGUL, Kind.RARE, Kind.HEAD)
_COMMON_HANGUL: Final = 15.0  # bits of a syllable up to which it is a common one


def class_table(stats: Any, letters: Any) -> Any:
    """The kind of each code point of the first plane as an array; ``letters``: number of each letter of the tables, 0 for none.

    Shipped as ``kinds.zst``, since a small file would wait for it longer than for its own repair.
    """
    import numpy as np

    common = frozenset((files("copydesk.charset") / "data" / "common.txt").read_text("utf-8").strip())
    heads = _heads()
    table = np.full(0x10000, Kind.FREE, np.uint8)
    # Chinese characters and Korean syllables are two thirds of the plane: they are told by their place, without a look at each.
    # Of the letters most are free of suspicion.
    known, shown = set(np.flatnonzero(letters).tolist()), _SIGNS | _read_letters()
    for start, stop in ((0, 0x3000), (0x3100, 0x3400), (0xA000, 0xAC00), (0xD7A4, 0xD800)):
        looked_at = [
            code
            for code, char in enumerate(map(chr, range(start, stop)), start)
            if code in known or code < 0x80 or char in shown or unicodedata.category(char) not in _FREE
        ]
        table[looked_at] = np.frombuffer(bytes([_kind(chr(code), code in known, common) for code in looked_at]), np.uint8)
    for start, stop in ((0x3000, 0x3100), (0xF900, 0xFFFE)):
        table[start:stop] = np.frombuffer(bytes([_kind(chr(code), code in known, common) for code in range(start, stop)]), np.uint8)
    table[0x3400:0x4E00] = Kind.NEVER
    table[0x4E00:0xA000] = Kind.RARE
    table[[ord(char) for char in common if "\u3400" <= char <= "\u9fff"]] = Kind.HAN
    table[0xD800:0xE000] = Kind.NEVER
    table[0xE000:0xF900] = Kind.PRIVATE
    table[0xFFFD] = Kind.NEVER
    east = stats.script("CJK")
    korean = list(stats.script_languages("CJK")).index("ko")
    rows = np.array([east.rows.get(char, -1) for char in map(chr, range(0xAC00, 0xD7A4))])
    table[0xAC00:0xD7A4] = np.where((rows >= 0) & (east.bits[rows, korean] <= _COMMON_HANGUL), int(Kind.HANGUL), int(Kind.RARE))
    begins = np.array([ord(char) for char in heads])
    table[begins[(table[begins] == int(Kind.HAN)) | (table[begins] == int(Kind.HANGUL))]] = int(Kind.HEAD)
    return table


def _kind(char: str, is_letter: bool, common: frozenset[str]) -> Kind:
    if char < "\x80":
        return _ascii_kind(char)
    if char in _JOINERS:
        return Kind.JOINER
    if char in _SOFT:
        return Kind.SOFT
    if char in _ORDINALS:
        return Kind.ORDINAL
    if char in _MARKS_OF_TRADE:
        return Kind.TRADE
    if char == "×":
        return Kind.TIMES
    if char in _QUOTES:
        return Kind.QUOTE
    if char in _OPENING:
        return Kind.OPENING
    if char in _NAMED:
        return _NAMED[char]
    category = unicodedata.category(char)
    if category in ("Cc", "Co", "Cn", "Cs"):
        return Kind.NEVER if category != "Cn" else Kind.FREE
    if category == "Zs" or char in "\u2028\u2029":
        return Kind.SPACE
    if "\u3400" <= char <= "\u9fff":
        return Kind.HAN if char in common else Kind.RARE if char >= "\u4e00" else Kind.NEVER
    if "\uf900" <= char <= "\ufaff" or "\uff61" <= char <= "\uff9f":
        return Kind.NEVER
    if "\u3040" <= char <= "\u30ff" or char in "々〆":
        return Kind.HAN
    if "\u3000" <= char <= "\u303f" or "\uff01" <= char <= "\uff60":
        return Kind.WIDE_SIGN
    if is_letter or category[0] == "L":
        return _letter_kind(char, category) if is_letter else Kind.HARD if char in _read_letters() else Kind.FREE
    if category[0] == "M":
        return Kind.POINT if "\u0590" <= char <= "\u06ff" else Kind.JOINER
    if "\u2190" <= char <= "\u2bff" or char < "\u0370" or "\u2000" <= char <= "\u218f":
        return Kind.HARD
    return Kind.FREE


def _ascii_kind(char: str) -> Kind:
    if char.islower():
        return Kind.SMALL
    if char.isupper():
        return Kind.CAPITAL
    if char.isdigit():
        return Kind.DIGIT
    if char.isspace():
        return Kind.SPACE
    return Kind.JOINER if char in _JOINERS else Kind.ASCII_SIGN


def _letter_kind(char: str, category: str) -> Kind:
    script = unicodedata.name(char, "?").split()[0]
    if script == "LATIN":
        return Kind.LATIN_CAPITAL if category == "Lu" else Kind.LATIN_SMALL
    if script in ("CYRILLIC", "GREEK", "ARMENIAN"):
        return Kind.OTHER_CAPITAL if category == "Lu" else Kind.OTHER_SMALL
    return Kind.LETTER


@lru_cache(maxsize=1)
def _read_letters() -> frozenset[str]:
    """Every character that a single-byte wrong reader can show."""
    return frozenset("".join(decoding_table(reader) for reader in READERS if is_single_byte(reader)))


def _heads() -> frozenset[str]:
    """Chinese and Korean characters whose two bytes can begin a character of UTF-8: ``茅`` may be ``é``, ``鈥`` half of a quote."""
    pairs = [bytes((first, second)) for first in range(0xC2, 0xF5) for second in range(0x80, 0xC0)]
    shown = {pair.decode(codec, "ignore") for codec in ("gbk", "big5hkscs", "cp949") for pair in pairs}
    return frozenset(text for text in shown if len(text) == 1 and "\u2e80" < text < "\uffff")


@lru_cache(maxsize=1)
def bad_neighbours() -> Any:
    """Matrix of kinds: true where the second does not stand straight after the first in sound text."""
    import numpy as np

    k = Kind
    size = len(k)
    bad = np.zeros((size, size), bool)
    everything = list(k)

    def forbid(first: Any, second: Any) -> None:
        bad[np.ix_(list(first), list(second))] = True

    forbid(everything, (k.NEVER, k.HARD))
    forbid((k.NEVER, k.HARD), everything)
    forbid(set(everything) - {k.LETTER, k.POINT, k.JOINER, k.FREE}, (k.POINT,))
    forbid((*_LETTERS, *_EAST), (k.PRIVATE,))
    forbid((k.PRIVATE,), (*_LETTERS, *_EAST))
    forbid((k.LATIN_SMALL,), (k.CAPITAL, k.LATIN_CAPITAL))
    forbid((k.SMALL,), (k.LATIN_CAPITAL,))
    forbid((k.OTHER_SMALL,), (k.OTHER_CAPITAL,))
    forbid(_LETTERS, (k.SOFT, k.ORDINAL))
    forbid((k.ORDINAL,), _LETTERS)
    forbid(_STRANGE_LETTERS, (k.TRADE, k.TIMES))
    forbid((k.TIMES,), _STRANGE_LETTERS)
    forbid((k.SOFT, k.TRADE), (k.LATIN_SMALL, k.OTHER_SMALL, k.LETTER))
    forbid(_LETTERS, (k.OPENING,))
    forbid((k.DASH, k.APOSTROPHE), (k.OTHER_SMALL,))
    forbid((k.SMALL,), (k.HEAD, k.RARE))
    forbid((k.HEAD, k.RARE), (k.SMALL,))
    forbid(_STRANGE_LETTERS, _EAST)
    forbid(_EAST, _STRANGE_LETTERS)
    forbid((k.HAN,), (k.HANGUL,))
    forbid((k.HANGUL,), (k.HAN,))
    forbid(_EAST, (k.SOFT, k.TRADE, k.OPENING))
    forbid((k.SOFT, k.TRADE), _EAST)
    return bad


@lru_cache(maxsize=1)
def sandwiches() -> tuple[Any, Any]:
    """(letters, signs) by kind: a sign between two letters that belongs at the edge of a word."""
    import numpy as np

    letters = np.zeros(len(Kind), bool)
    letters[[*_LETTERS]] = True
    signs = np.zeros(len(Kind), bool)
    signs[[Kind.OPENING, Kind.QUOTE, Kind.SOFT, Kind.TRADE, Kind.DASH, Kind.DOTS]] = True
    return letters, signs
