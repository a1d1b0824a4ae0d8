"""The signature of a text: a digest for the same words, and a sketch by which nearly the same words are found again.

A wire story comes back on five sites: cut after the third paragraph, with other quotation marks, another headline, a
notice below. The sketch is the ``SIZE`` smallest hashes of the text's windows of letters and digits (bottom-k MinHash).
Of a text and its first third, the smallest hashes that lie in the third are the same: so a *part* is found as surely as a
whole, which equal rows of a banded MinHash do not give. Case, punctuation, white space and marks do not count.

Windows are of letters, not of words: nothing has to know where a Thai or Chinese word ends.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from xxhash import xxh3_64_intdigest

Hashes = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint32]

SIZE = 32
"""Hashes a sketch. A copy cut to a quarter with one word in ten changed still shares four or five of them."""

WINDOW = 24
"""Letters a window: four or five words."""

WIDE_WINDOW = 8
"""Letters a window where a letter is a syllable or a word."""

MIN_WINDOWS = 8
"""Fewer windows make no sketch: such a text is only ever the same or not."""

_WIDE = 0x2E80
_PLANE = 0x10000
_MULTIPLIER = 0x9E3779B97F4A7C15


@cache
def _is_letter() -> npt.NDArray[np.bool_]:
    """For every code point of the first plane, whether it is a letter or a digit."""
    return np.fromiter((chr(code).isalnum() for code in range(_PLANE)), np.bool_, _PLANE)


def find_letters(text: str) -> Codes:
    """The letters and digits of a text as code points, case-folded, without anything between them."""
    codes = np.frombuffer(text.casefold().encode("utf-32-le", "surrogatepass"), np.uint32)
    if text.isascii() or not len(codes) or codes.max() < _PLANE:
        return codes[_is_letter()[codes]]
    return codes[(codes >= _PLANE) | _is_letter()[np.minimum(codes, _PLANE - 1)]]


def sign_text(text: str) -> tuple[int, bytes]:
    """Digest and sketch of a text, the sketch as 64-bit numbers in little-endian order."""
    letters = find_letters(text)
    return find_digest(letters), find_sketch(letters).astype("<u8").tobytes()


def find_digest(letters: Codes) -> int:
    """64 bits, the same for texts whose letters (as ``find_letters`` gives them) are the same."""
    return xxh3_64_intdigest(letters.tobytes())


def find_sketch(letters: Codes) -> Hashes:
    """The smallest hashes of the windows, ascending, at most ``SIZE``; empty where the text is too short for one."""
    wide = int(np.count_nonzero(letters >= _WIDE)) * 2 > len(letters)
    hashes = _windows(letters.astype(np.uint64), WIDE_WINDOW if wide else WINDOW)
    if len(hashes) < MIN_WINDOWS:
        return hashes[:0]
    if len(hashes) > 4 * SIZE:
        smallest = np.unique(np.partition(hashes, 2 * SIZE)[: 2 * SIZE])
        if len(smallest) >= SIZE:  # else the text repeats itself
            return smallest[:SIZE]
    return np.unique(hashes)[:SIZE]


def _windows(codes: Hashes, width: int) -> Hashes:
    """A hash of every window: polynomials put together from ones half as long, and mixed at the end."""
    if len(codes) < width:
        return codes[:0]
    eight = codes
    for half in (1, 2, 4):
        eight = eight[:-half] * np.uint64(pow(_MULTIPLIER, half, 1 << 64)) + eight[half:]
    rolled = eight
    for done in range(8, width, 8):
        rolled = rolled[:-8] * np.uint64(pow(_MULTIPLIER, 8, 1 << 64)) + eight[done:]
    return _mixed(rolled)


def _mixed(hashes: Hashes) -> Hashes:
    """Every bit depends on every other: the finaliser of SplitMix64."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))
