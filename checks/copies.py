"""Copies: two texts that are one story, told by a digest (the same words) or a sketch (nearly the same words).

Observation: a wire story comes back with another dateline, a dropped last paragraph, other quotation marks. Idea: the
smallest hashes of a text's word windows (bottom-k MinHash) are the same for texts that share most windows. Left alone:
texts of fewer than some eighty words, rewritten stories, and updates that add more than they keep.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence

WINDOW = 5
"""Words a window; characters ×3 where words are not parted by spaces."""

SIZE = 16
"""Hashes a sketch. The estimate of the shared share is right within ± 0.12 (one standard deviation at 0.5)."""

KEYS = 4
"""Hashes of a sketch by which it is found again: of two texts that share 0.7 of their windows, 99 in 100 share one."""

ANCHOR = 7
"""Letters of a word that a window starts at: one word in four or five, so that long texts cost little."""

MIN_WINDOWS = 16
"""Fewer windows make no sketch."""

NEAR = 0.7
"""Share of windows that two texts share before they count as near copies."""


def find_digest(words: Sequence[str]) -> str:
    """16 hex digits, the same for texts whose letters and digits are the same."""
    letters = "".join(words)
    return hashlib.blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def find_sketch(words: Sequence[str]) -> str:
    """The smallest hashes of the text's windows, 8 hex digits each, ascending; empty where the text is too short."""
    if words and sum(map(len, words)) > 12 * len(words):  # no spaces between words: take characters by threes
        joined = "".join(words)
        words = [joined[i : i + 3] for i in range(len(joined) - 2)]
        anchors = list(range(len(words) - WINDOW + 1))
    else:
        anchors = [i for i, word in enumerate(words) if len(word) >= ANCHOR]
    windows = {" ".join(words[i : i + WINDOW]) for i in anchors}
    if len(windows) < MIN_WINDOWS:
        return ""
    hashes = sorted({zlib.crc32(window.encode("utf-8", "surrogatepass")) for window in windows})[:SIZE]
    return "".join(f"{value:08x}" for value in hashes)


def measure_likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of windows that two sketched texts have in common, estimated; 0 where one has no sketch."""
    smallest = sorted(one | other)[:SIZE]
    return sum(1 for value in smallest if value in one and value in other) / len(smallest) if one and other else 0.0


def read_sketch(sketch: str) -> frozenset[int]:
    """The hashes of a sketch as numbers."""
    return frozenset(int(sketch[i : i + 8], 16) for i in range(0, len(sketch), 8))


class Copies:
    """Finds copies among the texts that it is shown, by digest and by sketch. It remembers 0.6 kB a text."""

    __slots__ = ("_digests", "_holders", "_ids", "_sketches")

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._digests: dict[int, int] = {}
        self._holders: dict[int, int] = {}
        self._sketches: dict[int, bytes] = {}

    def find_copy(self, id: str, digest: str, sketch: str) -> str | None:
        """The id of an earlier text that this one copies, None if it is new; new texts are remembered."""
        key = int(digest, 16)
        if key in self._digests:
            return self._ids[self._digests[key]]
        number = len(self._ids)
        hashes = read_sketch(sketch)
        found = self._nearest(hashes)
        self._ids.append(id)
        self._digests[key] = number
        if hashes:
            self._sketches[number] = bytes.fromhex(sketch)
            for value in sorted(hashes)[:KEYS]:
                self._holders.setdefault(value, number)
        return None if found is None else self._ids[found]

    def _nearest(self, hashes: frozenset[int]) -> int | None:
        holders = sorted({self._holders[value] for value in hashes if value in self._holders})
        for holder in holders:
            if measure_likeness(hashes, read_sketch(self._sketches[holder].hex())) >= NEAR:
                return holder
        return None
