"""Which script a character belongs to, and what a text is written in.

A reader sees at a glance that a paragraph is Cyrillic with two Latin brand names in it; this module says the same in ISO 15924
codes: ``(("Cyrl", 0.93), ("Latn", 0.07))``. Digits, punctuation and combining marks belong to no script of their own
(``Zyyy``, ``Zinh``) and are left out of every share.

The ranges in ``data/scripts.txt`` are the Script property of Unicode 16 as the ``regex`` library knows it, written out once by
``build_tables.py`` so that nothing but the standard library is needed at run time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

NEUTRAL = frozenset({"Zyyy", "Zinh", "Zzzz"})
"""Codes of characters without a script of their own: common, inherited, unassigned."""


_FEW = (("Latn", "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"), ("Cyrl", "\u0400-\u0481\u048a-\u052f"))
_COMMON = "\x00-@\\[-`{-\x7f\xa0-\xa9\xab-\xb9\xbb-\xbf\xd7\xf7\u2010-\u2027\u2030-\u205e\u20ac\u2116"
_TWO = frozenset(name for name, _ in _FEW)
_ALONE = tuple((name, re.compile(f"[{letters}]"), re.compile(f"[^{letters}{_COMMON}]")) for name, letters in _FEW)
"""Most texts of Latin or Cyrillic letters alone are told by two searches, without a look at each character."""
_ALSO_COMMON = "\u060c\u061b\u061f\u0640\u064b-\u0655\u0670\u0964\u0965\u3000-\u3004\u3008-\u3020\uff01-\uff20\ufe0e\ufe0f"
"""Punctuation and points that further scripts share; what is missing here only costs a second look."""
_MOST_RANGES = 8
_NO_LETTERS = bytes(byte for byte in range(256) if not chr(byte).isalpha() or byte >= 0x80)
_NO_LEADS = bytes(byte for byte in range(256) if (not chr(byte).isalpha() or byte >= 0x80) and not (0xC3 <= byte <= 0xD4 or byte == 0xE1))
_FALSE_LEADS, _FURTHER = "\xd7\xf7", "\xaa\xb5\xba"


@lru_cache(maxsize=1)
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]:
    """First code points, last code points and codes of all ranges, sorted."""
    rows = [line.split() for line in (files(__package__) / "data/scripts.txt").read_text("utf8").splitlines() if line[:1] not in ("", "#")]
    return tuple(int(a, 16) for a, _, _ in rows), tuple(int(b, 16) for _, b, _ in rows), tuple(code for _, _, code in rows)


@cache
def _outside(script: str) -> re.Pattern[str]:
    """A pattern of the characters that are neither in the script's larger ranges nor surely neutral."""
    ranges = [(low, high) for low, high, code in zip(*_ranges(), strict=True) if code == script and high <= 0xFFFF]
    inside = "".join(f"\\u{low:04x}-\\u{high:04x}" for low, high in sorted(ranges, key=lambda r: (r[0] - r[1], r))[:_MOST_RANGES])
    return re.compile(f"[^{inside}{_COMMON}{_ALSO_COMMON}]")


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


def count_scripts(text: str) -> dict[str, int]:
    """Code points per script, neutral ones left out. Linear, one table look-up per distinct character."""
    if text.isascii():
        letters = len(text.encode("ascii").translate(None, _NO_LETTERS))
        return {"Latn": letters} if letters else {}
    counts: dict[str, int] = {}
    codes = _CODES
    for char, number in Counter(text).items():
        code = codes[char]
        counts[code] = counts.get(code, 0) + number
    for code in NEUTRAL:
        counts.pop(code, None)
    return counts


def estimate_scripts(text: str, long: int) -> dict[str, int]:
    """Letters by script, neutral ones left out; of one script alone they are counted in a text shorter than ``long`` characters, and
    taken for three quarters of the characters in a longer one. Linear."""
    for name, letter, other in _ALONE:
        if not other.search(text):
            if len(text) >= long:
                return {name: len(text) * 3 // 4} if letter.search(text) else {}
            found = _count_by_bytes(text)
            return {name: found} if found else {}
    code = next((code for code in map(_CODES.__getitem__, text) if code not in NEUTRAL), "Latn")
    if code in _TWO or _outside(code).search(text):
        codes = set(map(_CODES.__getitem__, set(text))) - NEUTRAL
        if len(codes) != 1:
            return count_scripts(text) if codes else {}
    return {code: len(text) * 3 // 4 if len(text) >= long else sum(map(str.isalpha, text))}


def _count_by_bytes(text: str) -> int:
    """Letters (``str.isalpha``) of a text of Latin, Cyrillic and common characters: those of ASCII and the first bytes of the others."""
    if text.isascii():
        return len(text.encode("ascii").translate(None, _NO_LETTERS))
    found = len(text.encode("utf8").translate(None, _NO_LEADS))
    return found - sum(map(text.count, _FALSE_LEADS)) + sum(map(text.count, _FURTHER))


def script_shares(text: str) -> tuple[tuple[str, float], ...]:
    """Scripts of the text with their share of its characters that have one, largest first (ties by code); empty if none has."""
    counts = count_scripts(text)
    total = sum(counts.values())
    return tuple(sorted(((code, number / total) for code, number in counts.items()), key=lambda item: (-item[1], item[0])))
