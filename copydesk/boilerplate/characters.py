"""Character classes: what a line is made of, in any script, before any word is read.

A menu entry reads ``Home / China / Society``, a sentence ends in ``.`` or ``。`` or ``।``: the classes below see the
difference without a word of any language. What they do not see is meaning, and that is deliberate: a rule that needs
no vocabulary works on the first page of a site in a language that nobody prepared.

Classes come from Python's own Unicode database, looked up once per distinct character and remembered in a table, so
that a page costs one array look-up per character.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeVar

    import numpy as np
    from numpy.typing import NDArray

    Number = TypeVar("Number", bound=np.generic)

SPACE, UPPER, LOWER, WIDE, UNCASED, MARK, DIGIT, END, COMMA, COLON, QUOTE, DASH, SEPARATOR, BRACKET, SIGN, OTHER = range(16)
CLASSES = 16
_UNKNOWN = 255

# Sentence ends of the scripts that news is written in (Unicode property Sentence_Terminal, without the historic scripts).
ENDS = frozenset(".!?…‼⁇⁈⁉。！？｡．॥।؟۔։።፧።။༎༏།។៕᠃᠉՜՞܀܁܂߹꓿⸮﹒﹖﹗𑅁")
_COMMAS = frozenset(",;،؛、，；､﹐﹑﹔፣፤၊՝·᠂᠈߸")
_COLONS = frozenset(":：﹕፡፥︓")
QUOTES = frozenset("\"'`´«»‹›„“”‘’‚‛‟＂＇「」『』《》〈〉﹁﹂﹃﹄")
_SEPARATORS = frozenset("|/\\<>*~_^•·‣▪▫■□●○◦►▸▶▷◄◂◀▼▾▲△★☆→←↑↓⇒➔➜➤»›¦｜／‧・❘⁄")
_SIGNS = frozenset("@#©®™%&+=§¶°№＠＃％＆＋＝")
# Scripts with syllable or word signs: one sign carries about as much as 2.5 letters (Han and Hangul text of the
# development pages is 2.2 to 2.8 times shorter than its translation; kana is counted with them).
_WIDE_RANGES = ((0x1100, 0x11FF), (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3040, 0x30FF), (0x3105, 0x318F), (0x31F0, 0x31FF),
                (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0xFF66, 0xFFDC),
                (0x1B000, 0x1B16F), (0x20000, 0x3FFFF))  # fmt: skip
# Scripts that part no words by spaces: vocabulary is counted in pairs of characters there, as in the wide scripts.
UNSPACED_RANGES = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x0F00, 0x0FFF))
_BY_CATEGORY = {
    "Lu": UPPER, "Lt": UPPER, "Ll": LOWER, "Lo": UNCASED, "Lm": UNCASED, "Mn": MARK, "Mc": MARK, "Me": MARK, "Nd": DIGIT,
    "Nl": DIGIT, "No": DIGIT, "Pi": QUOTE, "Pf": QUOTE, "Pd": DASH, "Ps": BRACKET, "Pe": BRACKET, "Sc": SIGN, "Zs": SPACE,
    "Zl": SPACE, "Zp": SPACE, "Cc": SPACE, "Cf": SPACE,
}  # fmt: skip
_BY_MEMBER = ((ENDS, END), (_COMMAS, COMMA), (_COLONS, COLON), (_SEPARATORS - QUOTES, SEPARATOR), (QUOTES, QUOTE), (_SIGNS, SIGN))


def classify(character: str) -> int:
    """The class of one character (one of the sixteen constants of this module)."""
    for members, name in _BY_MEMBER:
        if character in members:
            return name
    code = ord(character)
    if any(low <= code <= high for low, high in _WIDE_RANGES):
        return WIDE
    return _BY_CATEGORY.get(unicodedata.category(character), OTHER)


def _lower(character: str) -> int:
    """Code of the character's lower case where that is one character, else its own."""
    low = character.lower()
    return ord(low) if len(low) == 1 else ord(character)


@cache
def tables() -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Class (255 where not yet learnt) and lower case per code point, filled as characters turn up."""
    import numpy as np

    return np.full(0x110000, _UNKNOWN, np.uint8), np.arange(0x110000, dtype=np.uint32)


def encode(text: str) -> NDArray[np.uint32]:
    """The text's code points as an array of the same length (lone surrogates included)."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def distinct(values: NDArray[Number]) -> NDArray[Number]:
    """The different ones of some values, sorted; ``np.unique`` would import masked arrays first, which takes longer than a page."""
    import numpy as np

    ranked = np.sort(values)
    return ranked[np.concatenate(([True], ranked[1:] != ranked[:-1]))[: len(ranked)]]


def learn(code: int) -> None:
    """Enter the class and lower case of a code point into the tables."""
    table, lower = tables()
    lower[code] = _lower(chr(code))
    table[code] = classify(chr(code))


def measure_classes(codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Class and lower-case code of each character; arrays as long as ``codes``. Linear; the table grows by what is new."""
    table, lower = tables()
    classes = table[codes]
    if (classes == _UNKNOWN).any():
        for code in distinct(codes[classes == _UNKNOWN]).tolist():
            learn(code)
        classes = table[codes]
    return classes, lower[codes]
