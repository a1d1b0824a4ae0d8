"""Marks in a line that links, markup, telephone numbers, brands and lists leave: whether there is any.

Asked of every line with an odd sign in it, so each pattern begins with the one character that it cannot do without, and is tried only
where that stands in the line. A whole page is asked first, by signs that every mark has one of, and by its *shape*: its bytes, with
one letter for all small letters, one for all capitals, one for all digits, and some for the first bytes of other scripts' letters.
"""

from __future__ import annotations

import re

from copydesk.kernels import find_kernel
from copydesk.needles import make_test

_is_linked = make_test(("://", "www.", "&#", ">>", "<<", "href=", "<a "))
_LINK = re.compile(r"\[/?link", re.IGNORECASE)
_SYMBOLS = re.compile(r"[★☆✅⚡🔥➤►▶◆●💰👉☎📞💯]")
_WIDE = re.compile(r"[Ａ-Ｚａ-ｚ][Ａ-Ｚａ-ｚ][Ａ-Ｚａ-ｚ]")
_MIXED = re.compile(r"[а-я](?:[a-z]|(?<=[a-z][а-я]))")
_LISTED = re.compile(r" [,|/•·»] [^\n,|/•·»]{1,60} [,|/•·»] ")
_SPACED = (" , ", " / ", " | ")
_SPACED_SIGNS = (*_SPACED, " • ", " · ", " » ")
_BARS = re.compile(r"[|｜][^|｜\n]{1,60}[|｜]|(?<=\w )\|\s*$")
_ENUMERATED = re.compile(r"、[^\n、]{1,20}、[^\n、]{1,20}、")
_NUMBER = re.compile(
    r"\d(?:\d\d[ .-]\d{3}[ .-]\d{4}|\d{9}|\d{6}(?<=\+\d{7})"
    r"|(?<![\d.,/:-]0)(?<=0)(?!\d[-.]\d\d[-.]\d{4})\d{1,4}[ )-]{1,2}\d{2,6}(?:[ -]\d{2,6}){1,4}(?!\d)"
    r"|(?<=0)(?<![\d.,/:-]0)\d{2,4}(?:[ /-]\d{6,8}|/\d{2,6}(?:[ -]\d{2,6}){1,4})(?!\d)"
    r"|(?<=\+\d)\d{0,2}[ (-]{1,2}\d{2,5}[ )-]{1,2}\d{2,5}(?:[ -]\d{2,5}){0,4}(?!\d))"
)
"""Telephone numbers: in one piece, by threes and fours, or in groups after a nought or a country's code; no dates."""
HASHTAGS = 3
"""Hashtags of a line, each of which may be words glued together."""
_CAPITALS = re.compile(r"[A-Z](?<=[a-z][A-Z])[A-Z]+[a-z]")
_LETTERED = re.compile(
    r"[0-9](?:(?<=[A-Za-z][0134570])[A-Za-z]{3}|(?<=[A-Za-z]{3}[0-9])(?:(?<=4)[dD]|(?<=7)(?:77?|8[79])|(?<=8)8[89]?|(?<=9)99?"
    r"|(?<=6)(?:9|66)|(?<=1)[368]8|(?<=3)(?:03|38|65|88)|(?<=5)55)(?!\w))"
)
"""Digits for letters inside a word (*v1agra*), and those that betting brands end in (*joker88*)."""

_BEYOND = re.compile("[^\x00-\u03ff\u2010-\u206f]")
"""What the last four of a line's marks need: a sign that is neither a Latin letter nor punctuation."""
_BRACKETED = re.compile(rb"\[(?:/?(?:url|link)|\.\.\.\]|\xe2\x80\xa6\])")
_DIGITS = re.compile(rb"0(?:(?<=a0)aaa|(?<=aaa0)|(?:[-_/]{0,2}0){8})")
"""In a shape in lower case, what a masked word, a brand and a telephone number have."""
_INNER_CAPITALS = re.compile(rb"A(?<=aA)A")


def _shapes() -> bytes:
    table = bytearray(b"_" * 256)
    for first, last, shape in (
        *((0x30, 0x39, "0"), (0x41, 0x5A, "A"), (0x61, 0x7A, "a"), (0x20, 0x20, "-"), (0x2D, 0x2E, "-")),
        *((0x2F, 0x2F, "/"), (0x3C, 0x3E, "<"), (0x26, 0x26, "<"), (0x5B, 0x5B, "["), (0x7C, 0x7C, "|")),
        (0x86, 0xBF, "x"),  # after 0xE2: arrows, symbols and what else is no punctuation
        (0xC9, 0xDF, "o"),  # letters that are not Latin, and Latin ones that hardly anybody writes
        (0xD0, 0xD1, "c"),  # Cyrillic
        *((lead, lead, "d") for lead in (0xD9, 0xDB, 0xDF, 0xE0, 0xE1, 0xEA)),  # scripts with digits of their own
        (0xE2, 0xE2, "E"),
        *((0xE3, 0xE9, "o"), (0xEB, 0xEE, "o")),
        (0xEF, 0xEF, "w"),  # full-width forms
        (0xF0, 0xFF, "f"),  # emoji
    ):
        table[first : last + 1] = shape.encode() * (last + 1 - first)
    return bytes(table)


_TABLE = _shapes()


def draw_shape(data: bytes) -> bytes:
    """The shape of a text in UTF-8: a byte for a byte."""
    return data.translate(_TABLE)


# What a text may hold, as bits in the order of ``kernels/marks.pyx``: signs that marks have, and scripts by their letters' first bytes.
(BAR, ADDRESS, LOOSE, ANGLE, BRACKET, INNER_CAPITALS, FIGURES, SYMBOL, CYRILLIC, WIDE, EMOJI, DIGITS, OTHER, CASED, ENTRIES) = (
    1 << bit for bit in range(15)
)
STRANGE = SYMBOL | CYRILLIC | WIDE | EMOJI | DIGITS | OTHER
"""Letters and signs that are neither Latin nor punctuation."""
_NO_CAPITALS = bytes([*range(0xC0), 0xC2])


def glance(data: bytes, least: int) -> tuple[int, list[int]]:
    """What a text in UTF-8 may hold, and the lines that ``find_listed`` finds in it. Without ``CASED`` it surely has no capitals but those
    of ASCII, without ``ENTRIES`` no list of phrases, one to a line. Linear."""
    kernel = find_kernel("marks")
    if kernel is not None:
        found: tuple[int, list[int]] = kernel.glance(data, least)
        return found
    shape = draw_shape(data)
    seen = LOOSE | ADDRESS | ENTRIES
    signs = ((b"|", BAR), (b"<", ANGLE), (b"[", BRACKET), (b"Ex", SYMBOL), (b"c", CYRILLIC), (b"w", WIDE), (b"f", EMOJI), (b"d", DIGITS))
    for sign, bit in (*signs, (b"o", OTHER)):
        seen |= bit if sign in shape else 0
    seen |= INNER_CAPITALS if _INNER_CAPITALS.search(shape) else 0
    seen |= FIGURES if _DIGITS.search(shape.lower()) else 0
    leads = data.translate(None, _NO_CAPITALS)
    plain = not leads or (leads[:1] == b"\xe2" and len(leads) == data.count(b"\xe2\x80"))
    return seen | (0 if plain else CASED), find_listed(data, least)


def may_have_mark(text: str, data: bytes, lowered: bytes, seen: int) -> bool:
    """Whether any line of the text can hold a mark. ``lowered`` is the text in lower case and UTF-8. Linear."""
    if seen & (BAR | INNER_CAPITALS):
        return True
    if data.count(b"#") >= HASHTAGS:
        return True
    if seen & ADDRESS and (b"www." in lowered or b"://" in lowered or b" / " in lowered):
        return True
    if seen & LOOSE and (b" , " in lowered or any(sign in text and f" {sign} " in text for sign in "•·»")):
        return True
    if seen & ANGLE and any(map(lowered.__contains__, (b"&#", b">>", b"<<", b"<a ", b"href="))):
        return True
    if seen & BRACKET and _BRACKETED.search(lowered):
        return True
    if seen & FIGURES and (_LETTERED.search(text) or _NUMBER.search(text)):
        return True
    if seen & (EMOJI | SYMBOL) and _SYMBOLS.search(text):
        return True
    if seen & CYRILLIC and _MIXED.search(text):
        return True
    if seen & WIDE and ("｜" in text or _WIDE.search(text)):
        return True
    if seen & (WIDE | EMOJI | DIGITS) and _NUMBER.search(text):
        return True
    if seen & OTHER and "】【" in text:
        return True
    return "、" in text and _ENUMERATED.search(text) is not None


_LISTING = bytes.maketrans(b"|/!?", b",,..")
_NO_LISTING = bytes(byte for byte in range(256) if byte not in b"\n,|/.!?")


def find_listed(data: bytes, least: int) -> list[int]:
    """Lines with that many signs that part the members of a list and no sentence mark, of a text in UTF-8. Linear."""
    if b"\xd8\x8c" in data:  # the Arabic comma
        data = data.replace(b"\xd8\x8c", b",")
    return [i for i, signs in enumerate(data.translate(_LISTING, _NO_LISTING).split(b"\n")) if len(signs) >= least and b"." not in signs]


def has_mark(line: str) -> bool:
    """Whether the line holds any mark. Linear."""
    small = line.lower()
    if _is_linked(small) or line.count("#") >= HASHTAGS:
        return True
    if "[" in line and ("[url" in small or "[/url" in small or "[...]" in line or "[…]" in line or _LINK.search(line)):
        return True
    if _LETTERED.search(line) or _NUMBER.search(line) or _CAPITALS.search(line):
        return True
    plain = line.isascii()
    if ("|" in line or "｜" in line) and _BARS.search(line):
        return True
    if any(map(line.__contains__, _SPACED if plain else _SPACED_SIGNS)) and _LISTED.search(line):
        return True
    if plain or not _BEYOND.search(line):
        return False
    return bool("】【" in line or _SYMBOLS.search(line) or _MIXED.search(line) or _WIDE.search(line) or _ENUMERATED.search(line))
