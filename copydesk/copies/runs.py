"""Runs of three words, packed: which of many pairs of texts may be copies, told without the texts.

What ``may_be_copy`` asks of two prepared texts is asked here of some hundred bytes each, for thousands of pairs at once. A run is
kept as 16 bits of its digest, so two different runs may look the same: the answer errs on one side only. A pair that it excludes
``may_be_copy`` excludes as well; one that it lets pass must be asked of the texts.

    words (32 bits) · sentences (32 bits) · words of each sentence (8 bits) · its different runs (8 bits) · each run (16 bits)
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

from copydesk.copies.alignment import COVERAGE, SHARED_RUNS, SHORTEST, Prepared

Flags = npt.NDArray[np.bool_]
_Numbers = npt.NDArray[np.int64]

# Pairs that are looked at together, each with a table of all runs that there can be: 8 MB.
_TOGETHER = 128
_RUNS = 1 << 16
_HEAD = 8


def pack_runs(text: Prepared) -> bytes:
    """The runs of a text, some three bytes a word. The same for the same text, in any process."""
    digests = [sorted(crc32(" ".join(run).encode("utf-8", "surrogatepass")) & 0xFFFF for run in runs) for runs in text.grams]
    head = np.array([text.words, len(text.sentences)], "<u4").tobytes()
    counts = bytes(map(len, text.sentences)) + bytes(map(len, digests))
    return head + counts + np.array([digest for of_one in digests for digest in of_one], "<u2").tobytes()


class Sieve:
    """Tells which pairs of packed texts may be copies."""

    def __init__(self) -> None:
        self._table = np.zeros(_TOGETHER * _RUNS, np.bool_)

    def may_be_copies(self, earlier: Sequence[bytes], later: Sequence[bytes]) -> Flags:
        """For each pair whether it may be one of copies; linear in the pairs' bytes."""
        words = np.column_stack((_words(earlier), _words(later)))
        short, long = words.min(axis=1), words.max(axis=1)
        flags: Flags = (short > 0) & (short / np.maximum(long, 1) >= SHORTEST)
        places = np.flatnonzero(flags)
        for start in range(0, len(places), _TOGETHER):
            here = places[start : start + _TOGETHER]
            # Of texts of one length the later one counts as the shorter, as in the alignment.
            turned = (words[here, 1] <= words[here, 0]).tolist()
            pairs = [(later[n], earlier[n]) if turn else (earlier[n], later[n]) for n, turn in zip(here.tolist(), turned, strict=True)]
            flags[here] = self._hold([one for one, _ in pairs], [other for _, other in pairs])
        return flags

    def _hold(self, short: Sequence[bytes], long: Sequence[bytes]) -> Flags:
        """Does the longer text of each pair hold enough of the shorter one's sentences?"""
        there, _, _ = _unpack(long)
        self._table[there] = True
        here, counts, words = _unpack(short)
        shared = np.add.reduceat(self._table[here].astype(np.int64), np.cumsum(counts) - counts)
        self._table[there] = False
        kept = np.where((shared > 0) & (shared >= SHARED_RUNS * counts), words, 0)
        sentences = _sentences(short)
        whole = np.add.reduceat(words, np.cumsum(sentences) - sentences)
        found: Flags = np.add.reduceat(kept, np.cumsum(sentences) - sentences) / whole >= COVERAGE
        return found


def _words(texts: Sequence[bytes]) -> _Numbers:
    return np.frombuffer(b"".join([text[:4] for text in texts]), "<u4").astype(np.int64)


def _sentences(texts: Sequence[bytes]) -> _Numbers:
    return np.frombuffer(b"".join([text[4:_HEAD] for text in texts]), "<u4").astype(np.int64)


def _unpack(texts: Sequence[bytes]) -> tuple[_Numbers, _Numbers, _Numbers]:
    """Of texts with words: the place in the table of every run, and of every sentence its different runs and its words."""
    ends = [(_HEAD + n, _HEAD + 2 * n) for n in _sentences(texts).tolist()]
    words = np.frombuffer(b"".join([text[_HEAD:end] for text, (end, _) in zip(texts, ends, strict=True)]), np.uint8)
    counts = np.frombuffer(b"".join([text[end:last] for text, (end, last) in zip(texts, ends, strict=True)]), np.uint8)
    parts = [text[last:] for text, (_, last) in zip(texts, ends, strict=True)]
    runs = np.frombuffer(b"".join(parts), "<u2").astype(np.int64)
    runs += np.repeat(np.arange(len(texts)) * _RUNS, [len(part) // 2 for part in parts])
    return runs, counts.astype(np.int64), words.astype(np.int64)
