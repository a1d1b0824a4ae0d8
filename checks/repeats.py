"""What came before, among millions of names: eight bytes of digest and eight of place a name, in sorted runs.

A set of Python strings takes some 150 bytes a name. Digests of 64 bits meet by chance once in forty million corpora of
a million names (n² / 2⁶⁵).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Places = npt.NDArray[np.int64]
_Digests = npt.NDArray[np.uint64]


class Seen:
    """Names in the order in which they came, and where each came first."""

    __slots__ = ("_runs", "count")

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._runs: list[tuple[_Digests, Places]] = []
        self.count = 0
        """Names that came, also those that came before."""
        self.add(list(names))

    def __len__(self) -> int:
        """How many different names came."""
        return sum(len(digests) for digests, _ in self._runs)

    def add(self, names: Sequence[str]) -> Places:
        """Take names; for each the place, counted from 0, at which it came first: its own where it is new."""
        digests, first, inverse = np.unique(_digest(names), return_index=True, return_inverse=True)
        places = first + self.count
        found = self._look_up(digests)
        new = found < 0
        found[new] = places[new]
        self.count += len(names)
        self._keep(digests[new], places[new])
        return found[inverse]

    def find(self, names: Sequence[str]) -> Places:
        """For each name the place at which it came first; -1 where it never came."""
        return self._look_up(_digest(names))

    def _look_up(self, digests: _Digests) -> Places:
        found = np.full(len(digests), -1, np.int64)
        for held, places in self._runs:
            at = np.minimum(np.searchsorted(held, digests), len(held) - 1)
            hit = held[at] == digests
            found[hit] = places[at[hit]]
        return found

    def _keep(self, digests: _Digests, places: Places) -> None:
        """Add a run; runs of about the same length are joined, so there are few and each name is moved seldom."""
        if not len(digests):
            return
        self._runs.append((digests, places))
        while len(self._runs) > 1 and len(self._runs[-2][0]) <= 2 * len(self._runs[-1][0]):
            (one, its), (other, others) = self._runs[-2:]
            joined = np.concatenate([one, other])
            order = np.argsort(joined, kind="stable")
            self._runs[-2:] = [(joined[order], np.concatenate([its, others])[order])]


class Copies:
    """Finds copies among the texts that it is shown, by digest. It remembers some 40 bytes a text."""

    __slots__ = ("_ids", "_seen", "_starts")

    def __init__(self) -> None:
        self._seen = Seen()
        self._ids: list[pa.Array] = []
        self._starts: list[int] = []

    def find_copies(self, ids: Sequence[str], digests: Sequence[str]) -> list[str | None]:
        """For each text the id of the first one with these words, None for the first itself and where there is no digest."""
        shown = [number for number, digest in enumerate(digests) if digest]
        self._starts.append(self._seen.count)
        self._ids.append(pa.array([ids[number] for number in shown], pa.string()))
        found: list[str | None] = [None] * len(ids)
        for number, place in zip(shown, self._seen.add([digests[number] for number in shown]).tolist(), strict=True):
            first = self._read(place)
            found[number] = None if first == ids[number] else first
        return found

    def _read(self, place: int) -> str:
        part = bisect_right(self._starts, place) - 1
        return str(self._ids[part][place - self._starts[part]].as_py())


def _digest(names: Sequence[str]) -> _Digests:
    from pandas.util import hash_array

    values = np.empty(len(names), object)
    values[:] = list(names)
    digests: _Digests = hash_array(values, categorize=False)
    return digests
