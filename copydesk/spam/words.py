"""Words of a line, folded so that a disguise does not hide them.

The blemish: ``V1AGRA``, ``ｖｉａｇｒａ``, ``vi\\u200bagra`` and ``c.a.s.i.n.o`` are one word each to a reader. Tokens come back lower-case,
compatibility-folded, without zero-width characters, and with the usual digit-for-letter swaps undone as a second reading.
Left alone: accents (Vietnamese *bán* and *bạn* are two words) and every offset - folding is for measuring only.
"""

from __future__ import annotations

import html
import re
import unicodedata
from array import array
from functools import cache

from copydesk.kernels import find_kernel
from copydesk.late import compile_late
from copydesk.spam.scripts import TABLED

# Letters, digits and the combining marks that `\\w` leaves out (Indic vowel signs, Thai tone marks, Arabic and Hebrew points).
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17d3\u200c\u200d"
)
WORD = re.compile(rf"[\w{_MARKS}]+(?:['’][^\W_]+)?")
_APOSTROPHE, _TYPOGRAPHIC = "\x01", "“”‘–—«»"
_APART = bytes(code if chr(code).isalnum() or chr(code) in "_'\x01" else 0x20 for code in range(256))
"""Signs of ASCII that part words. A control character stands for the typographic apostrophe meanwhile."""
_APOSTROPHES = tuple(
    (sign, re.compile(rf"{sign}(?:(?![A-Za-z0-9])|(?<![A-Za-z0-9_]{sign}))"), re.compile(rf"{sign}[A-Za-z0-9]*['_{_APOSTROPHE}]"))
    for sign in ("'", _APOSTROPHE)
)
"""Each apostrophe with a pattern of those that join no two parts of a word, and one of words that it is not all that is odd in."""
ZERO_WIDTH = re.compile("[\u00ad\u200b\u2060\ufeff]")
ENTITY = re.compile(r"&#(?:x[0-9a-fA-F]{3,6}|[0-9]{4,7});")
_SPACED_OUT = re.compile(r"(?<!\w)\w(?:[ .\-*_]\w){3,24}(?!\w)")
_TO_CYRILLIC = str.maketrans("aceopxykmth", "асеорхукмтн")
_TO_LATIN = str.maketrans("асеорхукмтнісјһԁԛԝѕοανικρτυχ", "aceopxykmthicjhdqwsoavikptux")
_SWAPS = str.maketrans("013457@$", "oieastas")


def unescape_entities(text: str) -> str:
    """The text with numeric character references read, where it has a few of them (a page that was scraped twice)."""
    return html.unescape(text) if text.count("&#") >= 3 else text


def fold(text: str) -> str:
    """Lower-case, compatibility-folded text without zero-width characters; for measuring, offsets do not survive."""
    if text.isascii():
        return text.lower().replace("_", " ")
    kernel = find_kernel("units")
    if kernel is not None:
        for sign, plain in _UNFOLDED:
            if sign in text:
                text = text.replace(sign, plain)
    folded: str | None = kernel.fold(text, _tell_folded()) if kernel is not None else None
    if folded is not None:
        return folded
    return ZERO_WIDTH.sub("", unicodedata.normalize("NFKC", text)).lower().replace("_", " ")


_UNFOLDED = (("…", "..."), ("\xa0", " "))
"""Signs that stand in much sound text, and what they fold to."""
_SHORT = 200
"""Characters up to which it pays not to ask for compiled code."""


@cache
def tell_word_characters() -> bytes:
    """For every code point that tables know: 1 if it stands in words, 2 if it may follow an apostrophe."""
    chars = "".join(map(chr, range(TABLED)))
    inner, after = (set(re.findall(f"[{kind}]", chars)) for kind in (rf"\w{_MARKS}", r"^\W_"))
    return bytes((char in inner) + 2 * (char in after) for char in chars)


@cache
def _tell_folded() -> array[int]:
    """For every code point that tables know that of its folded character, 0 where that hangs on what stands beside it."""
    plain = ((char, char != "Σ" and not is_odd(char)) for char in map(chr, range(TABLED)))
    return array("H", [ord(char.lower().replace("_", " ")) if alone else 0 for char, alone in plain])


def is_odd(char: str) -> bool:
    """Does folding change the character, or can it join with another: what is measured on the text may not hold for the folded text."""
    point = ord(char)
    joins = unicodedata.category(char)[0] == "M" or 0x1100 <= point < 0x1200 or ZERO_WIDTH.match(char) is not None
    return joins or unicodedata.normalize("NFKC", char) != char or len(char.lower()) != 1


def find_words(folded: str) -> list[str]:
    """Every word of a folded text, in order: the matches of ``WORD``. Linear."""
    kernel = find_kernel("units") if len(folded) > _SHORT or not folded.isascii() else None
    found: list[str] | None = kernel.find_words(folded, tell_word_characters()) if kernel is not None else None
    return _find_words(folded) if found is None else found


def _find_words(folded: str) -> list[str]:
    """``find_words`` in Python.

    Text of ASCII, typographic punctuation aside, is parted by a table of bytes instead, its apostrophes that join nothing taken out.
    """
    plain = folded
    if not plain.isascii():
        for sign in _TYPOGRAPHIC:
            if sign in plain:
                plain = plain.replace(sign, " ")
        plain = plain.replace("’", _APOSTROPHE)
        if not plain.isascii():
            return WORD.findall(folded)
    if _APOSTROPHE in folded:
        return WORD.findall(folded)
    for apostrophe, loose, crowded in _APOSTROPHES:
        if apostrophe in plain:
            plain = loose.sub(" ", plain)
            if crowded.search(plain):
                return WORD.findall(folded)
    return plain.encode("ascii").translate(_APART).decode("ascii").replace(_APOSTROPHE, "’").split()


def unmask(word: str) -> str | None:
    """The word as meant: digits read as letters, Latin, Cyrillic and Greek twins as one alphabet (``v1agra``, ``кaзинo``), or None."""
    if len(word) < 4:
        return None
    if word.isalpha():
        if word.isascii():
            return None
        latin = len(word.encode("ascii", "ignore"))
        if not latin or latin == len(word):
            return None
        plain = word.translate(_TO_LATIN)
        if plain.isascii():
            return plain
        plain = word.translate(_TO_CYRILLIC)
        return plain if not any(char.isascii() for char in plain) else None
    plain = word.translate(_SWAPS)
    return plain if plain != word and plain.isalpha() and sum(char.isalpha() for char in word) >= 3 else None


def join_spaced_out(folded: str) -> str:
    """The text with letters that stand one by one (``c a s i n o``, ``v.i.a.g.r.a``) closed up to words."""
    return _SPACED_OUT.sub(lambda m: re.sub(r"[ .\-*_]", "", m.group()), folded)


_RUN = compile_late("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,}")
MOST_LETTERS = 4000
"""Letters of a unit whose pieces are looked at."""


def find_pieces(folded: str) -> list[str]:
    """Pairs of neighbouring letters in the scripts that are written without spaces (and Hangul): what stands for words there. Linear."""
    if folded.isascii():
        return []
    return [run[i : i + 2] for run in _RUN.findall(folded[:MOST_LETTERS]) for i in range(len(run) - 1)]
