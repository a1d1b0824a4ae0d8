"""Copies among all articles of a run: candidates by their signatures, certainty by aligning their texts.

    measures -> ranks (the earliest article first) -> postings -> pairs -> runs of the candidates -> alignment -> groups

Only signatures of all articles pass through here, in buckets on disk; candidate pairs and the candidates' texts lie in files.
Most pairs are told apart by the texts' runs of words, which the workers packed; the texts that are left are read at random.
What comes out is a function of the articles alone: no order of partitions or workers enters it.

An article names the earliest one that it was aligned with. A copy of a copy names the first, too, where the two copies are
nearly the whole of one another; a round-up that holds two briefs never makes one story of them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from copydesk.copies import SIZE
from flows.copies.candidates import Postings, Ranks
from flows.copies.found import Articles, Copies, build_copies
from flows.copies.links import Linker
from flows.copies.order import Order
from flows.copies.spill import Numbers
from flows.copies.texts import Texts
from flows.snapshots.disk import remove_tree

# A digest counts as two shared hashes: as itself and under this mask.
_AGAIN = np.uint64(0x5555555555555555)
# Texts at hand are tables of words without cycles: looking through them for cycles again and again took most of the time.
_SELDOM = (100_000, 50, 100)
# Pairs that are read at a time, of eight bytes.
_PAIRS = 1 << 15


def find_copies(signatures: Iterable[pa.Table], articles: Articles, work: Path) -> Copies:
    """The copies among all articles. ``signatures`` (gone through twice): tables of ``article``, ``stated``, ``digest`` and
    ``sketch``, one row an article, every id once. ``work``: a folder that is nobody's yet; it is gone afterwards."""
    often = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        return _search(signatures, articles, work)
    finally:
        gc.set_threshold(*often)
        remove_tree(work)


def _search(signatures: Iterable[pa.Table], articles: Articles, work: Path) -> Copies:
    order = Order(signatures)
    pa.default_memory_pool().release_unused()
    work.mkdir(parents=True)
    pairs = work / "pairs.bin"
    wanted = _find_candidates(signatures, order, work, pairs)
    if not wanted.any():
        return Copies()
    with Texts(work / "texts", order) as texts:
        texts.gather(articles(None), wanted)
        pa.default_memory_pool().release_unused()
        linker = Linker(len(order), texts.read, texts.may_be_copies)
        for rows in read_pairs(pairs):
            linker.link_all(rows)
        return build_copies(linker.each(), order.names)


def _find_candidates(signatures: Iterable[pa.Table], order: Order, work: Path, pairs: Path) -> np.ndarray:
    """Write the pairs of candidates, sorted; for each rank whether it is in one."""
    postings = Postings(work, len(order), SIZE + 2)
    at = 0
    for part in signatures:
        postings.add(*_postings_of(part, order.ranks[at : at + part.num_rows].astype(np.uint64)))
        at += part.num_rows
    wanted = np.zeros(len(order), np.bool_)
    with pairs.open("wb") as file:
        for rows in postings.find_pairs():
            wanted[rows] = True
            file.write(rows.tobytes())
    return wanted


def read_pairs(path: Path) -> Iterator[Ranks]:
    """The pairs of a file of 32-bit rows (later, earlier), some thousands at a time; those of one article are never parted."""
    left = np.zeros((0, 2), np.uint32)
    with path.open("rb") as file:
        while len(rows := np.fromfile(file, np.uint32, 2 * _PAIRS).reshape(-1, 2)):
            left = np.concatenate([left, rows])
            cut = int(np.searchsorted(left[:, 0], left[-1, 0]))
            yield left[:cut]
            left = left[cut:]
    yield left


def _postings_of(part: pa.Table, ranks: Numbers) -> tuple[Numbers, Numbers]:
    """Hashes and the ranks that hold them: the sketches', and the digests' twice over."""
    sketches = part["sketch"].combine_chunks()
    lengths = pc.binary_length(sketches).to_numpy(zero_copy_only=False).astype(np.int64) // 8
    hashes = np.frombuffer(b"".join(sketches.to_pylist()), np.uint64)
    digests = part["digest"].to_numpy().astype(np.uint64)
    return np.concatenate([hashes, digests, digests ^ _AGAIN]), np.concatenate([np.repeat(ranks, lengths), ranks, ranks])
