"""The order of all articles of a run: the earliest first. An article's place in it is its rank."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from xxhash import xxh3_64_intdigest

from copydesk.copies.order import find_day

Places = npt.NDArray[np.int64]
_NO_DAY = -1


class Order:
    """Ids and days by rank: some 40 bytes an article, twice as much while it is made."""

    def __init__(self, signatures: Iterable[pa.Table]) -> None:
        """``signatures``: tables of ``article`` and ``stated``, one row an article, every id once."""
        names = ["article", "stated"]
        empty = pa.table({name: pa.array([], pa.string()) for name in names})
        table = pa.concat_tables([empty, *(part.select(names).combine_chunks() for part in signatures)])
        by_rank = pc.sort_indices(table, sort_keys=[("stated", "ascending"), ("article", "ascending")])
        self._ids: pa.ChunkedArray = table["article"]
        self._rows = by_rank.to_numpy().astype(np.uint32)
        del by_rank
        self.ranks = np.empty(table.num_rows, np.uint32)
        """The rank of every row of the signatures."""
        self.ranks[self._rows] = np.arange(table.num_rows, dtype=np.uint32)
        self._days = np.concatenate([np.zeros(0, np.int32), *map(_days, table["stated"].chunks)])

    def __len__(self) -> int:
        return len(self.ranks)

    def day(self, rank: int) -> int | None:
        """The day that an article states (proleptic ordinal)."""
        day = int(self._days[self._rows[rank]])
        return None if day == _NO_DAY else day

    def names(self, ranks: npt.NDArray[Any]) -> pa.Array:
        """The ids of these ranks."""
        taken = self._ids.take(pa.array(self._rows[ranks]))
        return pa.concat_arrays(taken.chunks) if taken.num_chunks else pa.array([], pa.string())

    def finder(self) -> Callable[[pa.ChunkedArray], Places]:
        """What tells the ranks of ids, -1 for those that are not in the order. It holds twelve bytes an article while it is held."""
        digests = np.concatenate([np.zeros(0, np.uint64), *map(digest_ids, self._ids.chunks)])
        places = np.argsort(digests).astype(np.uint32)
        digests.sort()

        def find(ids: pa.ChunkedArray) -> Places:
            if not len(digests):
                return np.full(len(ids), -1, np.int64)
            wanted = digest_ids(ids)
            at = np.minimum(np.searchsorted(digests, wanted), len(digests) - 1)
            return np.where(digests[at] == wanted, self.ranks[places[at]].astype(np.int64), -1)

        return find


def digest_ids(ids: pa.Array | pa.ChunkedArray) -> npt.NDArray[np.uint64]:
    """64 bits of each id. Two of a million are the same by chance once in forty million runs (n² / 2⁶⁵)."""
    return np.fromiter((xxh3_64_intdigest(id.encode()) for id in ids.to_pylist()), np.uint64, len(ids))


def _days(stated: pa.Array) -> npt.NDArray[np.int32]:
    """The day of each; a run has few of them."""
    held = stated.dictionary_encode()
    days = [_NO_DAY if (day := find_day(value)) is None else day for value in held.dictionary.to_pylist()]
    found: npt.NDArray[np.int32] = np.array(days, np.int32)[held.indices.to_numpy()]
    return found
