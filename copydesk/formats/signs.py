"""What stands in a page at all, told by a few looks at the whole of it: without its signs no parser need read a line.

``cument 0`` stands in the copy of a page whose digits are all 0 wherever ``DOCUMENT 12 OF 40`` stands in the page. Looking for a
literal in bytes costs next to nothing; looking for a pattern costs a step a character, for every format again. A sign is only what its
format cannot do without: a page that has it is read as ever.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_FOLDED = (("\u212a".encode(), b"k"), ("\u017f".encode(), b"s"), ("\u0130".encode(), b"i"), ("\u0131".encode(), b"i"))
"""Letters that a pattern takes for the Western ones."""
_ASCII = bytes(range(0x80))
_AS_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_STEM = b"ument"  # of *document* in six languages
_COUNTERS = (b"0 document", b"0 dokument", *(letter + _STEM + end + b" 0" for letter in (b"c", b"k") for end in (b"", b"e", b"o")))
_CLOSERS = (b"of document", b"des dokuments", b"du document", b"del documento", b"van document", b"do documento")


class Signs(NamedTuple):
    """Which signs a page has: *document* closed or counted, a number of six or of eight digits, one of four before a single one.
    Letters of either case count, digits are those of ASCII."""

    closed: bool
    counted: bool
    six_digits: bool
    eight_digits: bool
    four_and_one: bool


@lru_cache(maxsize=1)  # half a dozen formats ask it of one page
def find_signs(text: str) -> Signs:
    """The signs of a page; linear in its length."""
    zeros = fold_letters(text).translate(_AS_ZEROS)
    near = b"\n".join([above[-12:] + _STEM + below[:3] for above, below in pairwise(zeros.split(_STEM))]) if _STEM in zeros else b""
    six_digits = b"000000" in zeros
    return Signs(
        closed=bool(near) and has_any(near, _CLOSERS),
        counted=bool(near) and has_any(near, _COUNTERS),
        six_digits=six_digits,
        eight_digits=six_digits and b"00000000" in zeros,
        four_and_one=b"0000 0 " in zeros,
    )


@lru_cache(maxsize=1)  # three formats ask it of one page
def fold_letters(text: str) -> bytes:
    """The text in UTF-8, Western letters in lower case, and with them those that a pattern takes for them whatever their case."""
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw) > len(text):
        beyond = raw.translate(None, _ASCII)
        for letter, plain in _FOLDED:
            if letter in beyond:
                raw = raw.replace(letter, plain)
    return raw.lower()


def has_any(text: bytes, words: tuple[bytes, ...]) -> bool:
    """Whether one of the words stands in the text."""
    return any(word in text for word in words)
