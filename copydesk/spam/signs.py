"""What the characters of a text say: how many sentences, separators and capitals it has, and which forms it can hold at all.

Most patterns of junk need a sign that sound text does without: a list needs two commas, a telephone number nine digits. One pass over
the text, in compiled code, tells which are there, so that hardly any pattern is tried on a sound line. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from copydesk.kernels import find_kernel
from copydesk.spam.document import CLOSING, ENDS, count_sentences, is_terminated
from copydesk.spam.patterns import SEPARATOR
from copydesk.spam.scripts import TABLED, count_scripts, script_of_letter
from copydesk.spam.words import is_odd

# What a text may hold, as bits; all are set where nobody looked.
(LINK, PHONE, DECORATED, MARKED_UP, CHAOS, QUOTE, LABELLED, SPACED_OUT, LISTED, PRICED, ODD, LOOSE_COMMA, RUN_ON) = (
    1 << bit for bit in range(13)
)
ANYTHING = (1 << 13) - 1


class Signs(NamedTuple):
    """``may``: what the text may hold; ``sentences`` and ``separators`` in it; ``terminal``: it ends as sentences do; ``cased``: words that
    begin with a letter that has cases, and ``upper``: with a capital; ``scripts``: letters by script; ``exclaimed``: ! and ?."""

    may: int
    sentences: int
    terminal: bool
    separators: int
    cased: int
    upper: int
    scripts: Mapping[str, int]
    exclaimed: int


def read_signs(text: str) -> Signs:
    """The signs of a text. Linear."""
    kernel = find_kernel("units")
    found = kernel.read_signs(text, _table()) if kernel is not None else None
    if found is None:
        return _read_slowly(text)
    may, sentences, terminal, separators, cased, upper, latin, foreign, exclaimed = found
    scripts = count_scripts(text) if foreign else {"Latn": latin}
    return Signs(may, sentences, terminal, separators, cased, upper, scripts, exclaimed)


def _read_slowly(text: str) -> Signs:
    cased, upper = _count_cases(text)
    exclaimed = text.count("!") + text.count("?") + text.count("！")
    scripts, separators = count_scripts(text), len(SEPARATOR.findall(text))
    return Signs(ANYTHING, count_sentences(text), is_terminated(text), separators, cased, upper, scripts, exclaimed)


def _count_cases(text: str) -> tuple[int, int]:
    firsts = "".join([word[0] for word in text.split()])
    cased = list(filter(str.isalpha, firsts))
    if not firsts.isascii():
        cased = [char for char in cased if char.lower() != char.upper()]
    return len(cased), sum(map(str.isupper, cased))


_CLASSES = (
    *("letter", "space", "closer", "end", "stop", "digit", "word", "joiner", "spaced_separator", "separator", "spaced_parting", "parting"),
    *("cased", "upper", "latin", "foreign", "odd", "quote", "small", "capital", "consonant", "decoration", "doubled", "markup", "label"),
    *("currency", "underscore", "unspaced", "trailing"),
)
"""What a character can be, in the order of the kernel's bits."""
_SIGNS = {
    "closer": CLOSING.replace("«", ""),
    "end": ENDS,
    "stop": "।۔။",
    "joiner": " .-*_",
    "spaced_separator": ",-–—_/·•*»›~",
    "separator": "|¦,;•·/→",
    "spaced_parting": "-–—/·*»›~:",
    "parting": "|¦,،;•·→\n\t",
    "small": "abcdefghijklmnopqrstuvwxyz",
    "capital": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "consonant": "bcdfghjklmnpqrstvwxz",
    "quote": '"“”„«»',
    "decoration": "™®",
    "doubled": "<>=!",
    "markup": "[<=",
    "label": ":•|#",
    "currency": "$€£¥₹₽₺₫฿₩₦₱₪₴₸%",
    "underscore": "_",
    "unspaced": [chr(point) for first, end in ((0xE00, 0xF00), (0x1000, 0x10A0), (0x1780, 0x1800)) for point in range(first, end)],
    "trailing": CLOSING,
}


@cache
def _table() -> bytes:
    """What every character is, as 32 bits in the kernel's order."""
    import numpy as np

    bits = {name: 1 << bit for bit, name in enumerate(_CLASSES)}
    table = np.zeros(TABLED, np.uint32)
    for point in range(TABLED):
        char = chr(point)
        if char.isalnum():
            table[point] = _describe(char, bits)
        elif char.isspace():
            table[point] = bits["space"]
        if is_odd(char):
            table[point] |= bits["odd"]
    for name, chars in _SIGNS.items():
        for char in chars:
            if ord(char) < TABLED:
                table[ord(char)] |= bits[name]
    return table.tobytes()


def _describe(char: str, bits: Mapping[str, int]) -> int:
    """The bits of a letter or figure."""
    found = bits["word"] | (bits["digit"] if char.isdecimal() else bits["letter"])
    if char.isalpha():
        found |= bits["latin" if script_of_letter(char) == "Latn" else "foreign"]
        if char.lower() != char.upper():
            found |= bits["cased"] | (bits["upper"] if char.isupper() else 0)
    return found
