"""Which articles may be copies of one another: those that share hashes of their sketches.

Articles are numbered by their rank: the earliest first. Every hash with the rank that holds it is a posting; sorted, equal
hashes lie together and make pairs. A hash that many articles hold is a phrase of the trade ('has not been independently
verified') or a story with many copies: there each article is paired with the first holders and with its neighbours, so the
work grows with the articles and not with their square.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from flows.copies.spill import Numbers, Spill

Ranks = npt.NDArray[np.uint32]

# Postings of a bucket: 16 bytes each, and as much again three times over while they are sorted.
BUCKET = 1_000_000
# Holders of one hash that are all paired with each other; of more, each with so many of the first and of those before it.
ALL_PAIRS = 8
SOME = 4
# Hashes that two articles must share; one alone is a phrase.
SHARED = 2
# Earlier articles that are looked at for each: those that share most.
CANDIDATES = 8


class Postings:
    """Gathers the postings of ``articles`` articles, at most ``each`` of every one, and pairs them."""

    def __init__(self, folder: Path, articles: int, each: int) -> None:
        self._folder, self._articles = folder, articles
        self._buckets = 1 + articles * each // BUCKET
        self._spill = Spill(folder / "postings", 2, self._buckets)

    def add(self, hashes: Numbers, ranks: Numbers) -> None:
        """Take postings: ``ranks[i]`` holds ``hashes[i]``."""
        self._spill.add(hashes % np.uint64(self._buckets), np.column_stack((hashes, ranks)))

    def find_pairs(self) -> Iterator[Ranks]:
        """Rows (later, earlier) in the order of the later article's rank, the earlier ones by theirs; 32 bits each."""
        pairs = Spill(self._folder / "pairs", 1, self._buckets)
        span = np.uint64(max(1, -(-self._articles // self._buckets)))
        for rows in self._spill.each():
            found = _pairs_of(rows)
            pairs.add((found >> np.uint64(32)) // span, found)
        for keys in pairs.each():
            yield _strongest(keys.reshape(-1))


def _pairs_of(rows: Numbers) -> Numbers:
    """Pairs of articles that share a hash, each as later << 32 | earlier, as often as they share one."""
    order = np.lexsort((rows[:, 1], rows[:, 0]))
    hashes, ranks = rows[order, 0], rows[order, 1]
    fresh = np.concatenate(([True], hashes[1:] != hashes[:-1])) if len(hashes) else np.zeros(0, bool)
    start = np.maximum.accumulate(np.where(fresh, np.arange(len(hashes)), 0))
    run = np.cumsum(fresh) - 1
    length = np.bincount(run)[run] if len(run) else run
    place = np.arange(len(hashes)) - start
    found = []
    for back in range(1, ALL_PAIRS):
        here = np.flatnonzero((place >= back) & ((length <= ALL_PAIRS) | (back <= SOME)))
        found.append(_keys(ranks[here], ranks[here - back]))
    for first in range(SOME):
        here = np.flatnonzero((length > ALL_PAIRS) & (place - first > SOME))
        found.append(_keys(ranks[here], ranks[start[here] + first]))
    return np.concatenate(found)


def _keys(later: Numbers, earlier: Numbers) -> Numbers:
    return (later << np.uint64(32)) | earlier


def _strongest(keys: Numbers) -> Ranks:
    """For every later article the earlier ones that share most with it, in the order of their ranks."""
    keys, shared = np.unique(keys, return_counts=True)
    keys, shared = keys[shared >= SHARED], shared[shared >= SHARED].astype(np.uint64)
    later, earlier = keys >> np.uint64(32), keys & np.uint64(0xFFFFFFFF)
    order = np.lexsort((earlier, -shared.astype(np.int64), later))
    later, earlier = later[order], earlier[order]
    fresh = np.concatenate(([True], later[1:] != later[:-1])) if len(later) else np.zeros(0, bool)
    place = np.arange(len(later)) - np.maximum.accumulate(np.where(fresh, np.arange(len(later)), 0))
    kept = place < CANDIDATES
    rows = np.column_stack((later, earlier))[kept].astype(np.uint32)
    return rows[np.lexsort((rows[:, 1], rows[:, 0]))]
