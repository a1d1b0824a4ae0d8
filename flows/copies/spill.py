"""Numbers in buckets on disk: what a run gathers about all articles at once never stands in memory at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint64]

# Bytes that are held before they are written: a small run never touches the disk.
_MOST_HELD = 16 << 20


class Spill:
    """Rows of ``width`` unsigned numbers in ``buckets`` files; one bucket is read at a time."""

    def __init__(self, folder: Path, width: int, buckets: int) -> None:
        self.rows = 0
        self._folder, self._width, self._buckets = folder, width, buckets
        self._held: list[tuple[Numbers, Numbers]] = []
        self._size = 0
        self._written = False

    def add(self, bucket: Numbers, rows: Numbers) -> None:
        """Take rows; ``bucket`` says for each where it goes."""
        if not len(rows):
            return
        self.rows += len(rows)
        self._held.append((bucket, rows))
        self._size += bucket.nbytes + rows.nbytes
        if self._size > _MOST_HELD:
            self._write()

    def _write(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for number, rows in self._sorted():
            with (self._folder / f"{number}.bin").open("ab") as file:
                file.write(rows.tobytes())
        self._held, self._size, self._written = [], 0, True

    def _sorted(self) -> Iterator[tuple[int, Numbers]]:
        if not self._held:
            return
        bucket = np.concatenate([bucket for bucket, _ in self._held])
        rows = np.concatenate([rows for _, rows in self._held])
        order = np.argsort(bucket, kind="stable")
        bucket, rows = bucket[order], rows[order]
        cuts = np.flatnonzero(np.diff(bucket)) + 1
        for part, number in zip(np.split(rows, cuts), bucket[np.concatenate([[0], cuts])], strict=True):
            yield int(number), part

    def each(self) -> Iterator[Numbers]:
        """The rows of every bucket, in the order of the buckets; a file is removed when it was read."""
        if not self._written:
            for _, rows in self._sorted():
                yield rows
            return
        self._write()
        for number in range(self._buckets):
            path = self._folder / f"{number}.bin"
            if path.exists():
                yield np.fromfile(path, np.uint64).reshape(-1, self._width)
                path.unlink()
