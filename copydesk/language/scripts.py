"""Which script a character belongs to, and what a text is written in.

A reader sees at a glance that a paragraph is Cyrillic with two Latin brand names in it; this module says the same in ISO 15924
codes: ``(("Cyrl", 0.93), ("Latn", 0.07))``. Digits, punctuation and combining marks belong to no script of their own
(``Zyyy``, ``Zinh``) and are left out of every share.

The ranges in ``data/scripts.txt`` are the Script property of Unicode 16 as the ``regex`` library knows it, written out once by
``build_tables.py`` so that nothing but the standard library is needed at run time.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEUTRAL = frozenset({"Zyyy", "Zinh", "Zzzz"})
"""Codes of characters without a script of their own: common, inherited, unassigned."""


_LATIN = re.compile("[A-Za-z\xaa\xba\xc0-\xd6\xd8-\xf6\xf8-\u024f]")
_LATER = bytes(range(0x80, 0xC0))
_OWN_BYTES = (
    ("Latn", bytes(range(0x80)) + _LATER + bytes(range(0xC2, 0xCB))),
    ("Cyrl", bytes(byte for byte in range(0x80) if not chr(byte).isalpha()) + _LATER + b"\xc2\xd0\xd1\xd2\xd3"),
)
"""Most texts of Latin or Cyrillic letters alone are told by their bytes in UTF-8: what is left of them without these is punctuation."""
_NO_LETTERS = bytes(byte for byte in range(256) if not chr(byte).isalpha() or byte >= 0x80)
_NO_LEADS = bytes(byte for byte in range(256) if (not chr(byte).isalpha() or byte >= 0x80) and not (0xC3 <= byte <= 0xD4 or byte == 0xE1))
_FALSE_LEADS, _FURTHER = (b"\xc3\x97", b"\xc3\xb7"), (b"\xc2\xaa", b"\xc2\xb5", b"\xc2\xba")


@lru_cache(maxsize=1)
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]:
    """First code points, last code points and codes of all ranges, sorted."""
    rows = [line.split() for line in (files(__package__) / "data/scripts.txt").read_text("utf8").splitlines() if line[:1] not in ("", "#")]
    return tuple(int(a, 16) for a, _, _ in rows), tuple(int(b, 16) for _, b, _ in rows), tuple(code for _, _, code in rows)


class _Codes(dict[str, str]):
    """Codes of the characters met so far: a dictionary look-up is three times as fast as a bisection. At most 1.1 million."""

    def __missing__(self, char: str) -> str:
        point = ord(char)
        starts, ends, codes = _ranges()
        at = bisect_right(starts, point) - 1
        code = self[char] = codes[at] if at >= 0 and point <= ends[at] else "Zzzz"
        return code


_CODES = _Codes()


def script_of(char: str) -> str:
    """The ISO 15924 code of one character: ``Zyyy`` common, ``Zinh`` inherited, ``Zzzz`` unassigned, private or a lone surrogate."""
    return _CODES[char]


def scripts_of(chars: Iterable[str]) -> Iterator[str]:
    """The codes of characters, one by one."""
    return map(_CODES.__getitem__, chars)


@cache
def _numbered() -> tuple[NDArray[np.uint8], list[str]]:
    """For every code point the place of its script in the list, 0 for neutral ones."""
    import numpy as np

    table, places = np.zeros(sys.maxunicode + 1, np.uint8), {"": 0}
    for first, last, code in zip(*_ranges(), strict=True):
        if code not in NEUTRAL:
            table[first : last + 1] = places.setdefault(code, len(places))
    return table, list(places)


def count_scripts(text: str) -> dict[str, int]:
    """Code points per script, neutral ones left out. Linear, one table look-up per character."""
    if text.isascii():
        letters = len(text.encode("ascii").translate(None, _NO_LETTERS))
        return {"Latn": letters} if letters else {}
    import numpy as np

    table, names = _numbered()
    counts = np.bincount(table.take(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)))
    return {names[place]: number for place, number in enumerate(counts.tolist()) if place and number}


def estimate_scripts(text: str, data: bytes, long: int) -> dict[str, int]:
    """Letters by script, neutral ones left out; of one script alone they are counted in a text shorter than ``long`` characters, and
    taken for three quarters of the characters in a longer one. ``data`` is the text in UTF-8. Linear."""
    code = _find_lone(text, data)
    if code and len(text) < long:
        number = _count_by_bytes(data)
        return {code: number} if number else {}
    if not code:
        counts = count_scripts(text)
        if len(counts) != 1:
            return counts
        (code,) = counts
    elif code == "Latn" and not _LATIN.search(text):
        return {}
    return {code: len(text) * 3 // 4 if len(text) >= long else sum(map(str.isalpha, text))}


def _find_lone(text: str, data: bytes) -> str:
    """``Latn`` where the bytes show that no other script has a letter in the text, ``Cyrl`` in the same way, else ''."""
    if len(data) == len(text):
        return "Latn"
    for code, own in _OWN_BYTES:
        rest = data.translate(None, own)
        if not rest or (rest[:1] == b"\xe2" and len(rest) == data.count(b"\xe2\x80") + data.count(b"\xe2\x82\xac")):
            return code if code == "Latn" or not (b"\xc2\xaa" in data or b"\xc2\xba" in data) else ""
    return ""


def _count_by_bytes(data: bytes) -> int:
    """Letters (``str.isalpha``) of a text of Latin, Cyrillic and common characters, in UTF-8: those of ASCII and the first bytes of the
    others."""
    found = len(data.translate(None, _NO_LEADS))
    return found if data.isascii() else found - sum(map(data.count, _FALSE_LEADS)) + sum(map(data.count, _FURTHER))


def script_shares(text: str) -> tuple[tuple[str, float], ...]:
    """Scripts of the text with their share of its characters that have one, largest first (ties by code); empty if none has."""
    counts = count_scripts(text)
    total = sum(counts.values())
    return tuple(sorted(((code, number / total) for code, number in counts.items()), key=lambda item: (-item[1], item[0])))
