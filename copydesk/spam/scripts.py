"""Letters of a text by the script that they are of."""

from __future__ import annotations

import sys
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from copydesk.kernels import find_kernel
from copydesk.language import script_of
from copydesk.language.scripts import NEUTRAL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CJK = frozenset({"Hani", "Hira", "Kana", "Hang"})
LENGTHENERS = frozenset("ー\uff70")
"""The mark of a long vowel among kana, which Unicode counts to no script."""
TABLED = 0x2200
"""Code points that tables know: alphabets of Europe and the Near East, Indic scripts, punctuation. Texts with others are read slowly."""


class _Scripts(dict[str, str]):
    """Character -> script of a letter ('' for anything else); kana count as one script."""

    def __missing__(self, char: str) -> str:
        name = script_of(char) if char.isalpha() else ""
        name = "Kana" if name in ("Hira", "Kana") or char in LENGTHENERS else "" if name in NEUTRAL else name
        self[char] = name
        return name


_SCRIPTS = _Scripts()
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_UNMET = 255
_FEW = 160
"""Characters up to which it is faster to look each up than to ask numpy."""


@cache
def _numbered() -> tuple[NDArray[np.uint8], list[str]]:
    """For every code point the place of its script in the list, filled as characters are met."""
    import numpy as np

    return np.full(sys.maxunicode + 1, _UNMET, np.uint8), []


@cache
def _tell_letters() -> bytes:
    """For every code point that tables know: 1 for a Latin letter, 2 for another, 0 for what is no letter."""
    kinds = {"": 0, "Latn": 1}
    return bytes(kinds.get(_SCRIPTS[chr(point)], 2) for point in range(TABLED))


def count_scripts(text: str) -> Counter[str]:
    """Letters by script (ISO 15924, kana as one)."""
    if text.isascii():
        return Counter({"Latn": len(text.encode("ascii").translate(None, _NO_LETTERS))})
    kernel = find_kernel("units")
    counted = kernel.count_letters(text, _tell_letters()) if kernel is not None else None
    if counted is not None and not counted[1]:
        return Counter({"Latn": counted[0]} if counted[0] else ())
    found = Counter(map(_SCRIPTS.__getitem__, text)) if len(text) <= _FEW else _count_many(text)
    found.pop("", None)
    return found


def _count_many(text: str) -> Counter[str]:
    import numpy as np

    table, names = _numbered()
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    places = table.take(points)
    if places.max() == _UNMET:
        for point in set(points[places == _UNMET].tolist()):
            name = _SCRIPTS[chr(point)]
            if name not in names:
                names.append(name)
            table[point] = names.index(name)
        places = table.take(points)
    counts = np.bincount(places).tolist()
    return Counter({name: counts[place] for name, place in sorted((names[i], i) for i, n in enumerate(counts) if n)})


def script_of_letter(char: str) -> str:
    """ISO 15924 script of one letter, '' for anything that is no letter."""
    return _SCRIPTS[char]
