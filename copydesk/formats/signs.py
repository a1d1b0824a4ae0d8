"""What stands in a page at all, told by a few looks at the whole of it: without its signs no parser need read a line.

``cument 0`` stands in the copy of a page whose digits are all 0 wherever ``DOCUMENT 12 OF 40`` stands in the page. Looking for a
literal in bytes costs next to nothing; looking for a pattern costs a step a character, for every format again. A sign is only what its
format cannot do without: a page that has it is read as ever. All words are looked for in one walk over the text.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from copydesk.kernels import find_kernel

_FOLDED = (("\u212a".encode(), b"k"), ("\u017f".encode(), b"s"), ("\u0130".encode(), b"i"), ("\u0131".encode(), b"i"))
"""Letters that a pattern takes for the Western ones."""
_ASCII = bytes(range(0x80))
_AS_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_STEM = b"ument"  # of *document* in six languages
_COUNTERS = (b"0 document", b"0 dokument", *(letter + _STEM + end + b" 0" for letter in (b"c", b"k") for end in (b"", b"e", b"o")))
_CLOSERS = (b"of document", b"des dokuments", b"du document", b"del documento", b"van document", b"do documento")


WORDS = (
    "{", "WARC/", "<mediawiki", "<", "@@", "##", "---", "+++", "^", "ZCZC", "\x01", "APA", "OTS", "(END) Dow Jones", "-0- ", "MIL-OSI",
    "_" * 20, "-" * 40, "Record", "GALE|", "Gale", " WLNR ", " WL ", "Dokumentnummer:", "|", ">", "Subject:", "subject:",
    "INSERT INTO", "insert into", "# text =", "-[ RECORD", ". row *", "%0 ",
    "BEGIN:VCALENDAR", "看板", "DIALOG(R)", "\\date{", "\\author{", "\\byline{",
)  # fmt: skip
"""Words that formats cannot do without, as they are written there."""
STEM, SIX_DIGITS, EIGHT_DIGITS, FOUR_AND_ONE = "document", "six digits", "eight digits", "four digits and one"
"""Signs that are no words: *document* in one of its spellings, and figures so long (ASCII only)."""
_BITS = {name: 1 << i for i, name in enumerate((*WORDS, STEM, SIX_DIGITS, EIGHT_DIGITS, FOUR_AND_ONE))}


class Signs(NamedTuple):
    """Which signs a page has: words and figures as bits (see ``find_bits``), and whether a document is closed or counted."""

    bits: int
    closed: bool
    counted: bool


def find_bits(*names: str) -> int:
    """The bits of these signs; KeyError for a name that is none of ``WORDS`` or of the constants below them."""
    return sum(_BITS[name] for name in names)


@lru_cache(maxsize=1)  # half a dozen formats ask it of one page
def find_signs(text: str) -> Signs:
    """The signs of a page; linear in its length."""
    bits, stem, six_digits, eight_digits, four_and_one = _find_words(text, WORDS)
    closed = counted = False
    if stem:
        zeros = fold_letters(text).translate(_AS_ZEROS)
        near = b"\n".join([above[-12:] + _STEM + below[:3] for above, below in pairwise(zeros.split(_STEM))])
        closed, counted = has_any(near, _CLOSERS), has_any(near, _COUNTERS)
    for name, stands in ((STEM, stem), (SIX_DIGITS, six_digits), (EIGHT_DIGITS, eight_digits), (FOUR_AND_ONE, four_and_one)):
        bits |= _BITS[name] if stands else 0
    return Signs(bits, closed, counted)


def count_words(text: str, words: tuple[str, ...]) -> int:
    """How many of the words stand in the text."""
    return _find_words(text, words)[0].bit_count()


def _find_words(text: str, words: tuple[str, ...]) -> tuple[int, bool, bool, bool, bool]:
    kernel = find_kernel("signs")
    return kernel.find_words(text, words) if kernel else find_words(text, words)


def find_words(text: str, words: tuple[str, ...]) -> tuple[int, bool, bool, bool, bool]:
    """What the kernel of this name finds: the words that stand in the text as bits, and the four signs that are none, in their order."""
    zeros = text.encode("utf-8", "surrogatepass").translate(_AS_ZEROS)
    bits = sum([1 << i for i, word in enumerate(words) if word in text])
    return bits, _STEM in zeros.lower(), b"0" * 6 in zeros, b"0" * 8 in zeros, b"0000 0 " in zeros


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
