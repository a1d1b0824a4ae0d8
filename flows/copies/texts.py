"""The texts of articles that may be copies, in one file on disk: their runs of words for thousands of pairs, whole for few."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

import numpy as np
import orjson
import pyarrow as pa

from copydesk.copies import Prepared, Sieve, pack_runs, prepare_text
from copydesk.copies.runs import Flags
from flows.copies.candidates import CANDIDATES, Ranks
from flows.copies.order import Order

# Prepared texts that are kept at hand, in words of some 300 bytes: the first articles of stories come up again and again.
_AT_HAND = 60_000
_NOTHING = pack_runs(prepare_text(""))


class Texts:
    """Takes the texts of articles by rank and gives them back, packed or prepared; 16 bytes an article stay in memory."""

    def __init__(self, path: Path, order: Order) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._order, self._path = order, path
        self._starts = np.zeros(len(order), np.int64)
        self._packed = np.zeros(len(order), np.uint32)
        self._sizes = np.zeros(len(order), np.uint32)
        self._held: dict[int, Prepared] = {}
        self._words = 0
        self._sieve = Sieve()
        self._file = -1

    def __enter__(self) -> Texts:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file >= 0:
            os.close(self._file)

    def gather(self, tables: Iterable[pa.Table], wanted: Flags) -> None:
        """Write the texts of the ranks that are ``wanted``; ``tables`` hold id, title, text and runs (null: packed here)."""
        at = 0
        find = self._order.finder()
        with self._path.open("wb") as file:
            for table in tables:
                ranks = find(table["id"])
                kept = np.flatnonzero((ranks >= 0) & wanted[ranks])
                columns = (column.to_pylist() for column in table.take(pa.array(kept)).select(["title", "text", "runs"]).columns)
                for rank, title, text, runs in zip(ranks[kept].tolist(), *columns, strict=True):
                    packed = runs if runs is not None else pack_runs(prepare_text(text))
                    line = orjson.dumps([title, text])
                    file.write(packed)
                    file.write(line)
                    self._starts[rank], self._packed[rank], self._sizes[rank] = at, len(packed), len(line)
                    at += len(packed) + len(line)
        self._file = os.open(self._path, os.O_RDONLY)

    def may_be_copies(self, pairs: Ranks) -> Flags:
        """For each row (later, earlier) whether the two may be copies, by their runs alone."""
        packed = {rank: self._read_packed(rank) for rank in np.unique(pairs).tolist()}
        earlier, later = ([packed[rank] for rank in pairs[:, side].tolist()] for side in (1, 0))
        return self._sieve.may_be_copies(earlier, later)

    def read(self, rank: int) -> Prepared:
        """The text of that rank; those that were asked for last are at hand."""
        text = self._held.pop(rank, None)
        if text is None:
            text = self._read(rank)
            self._words += text.words
        self._held[rank] = text
        while self._words > _AT_HAND and len(self._held) > CANDIDATES:
            self._words -= self._held.pop(next(iter(self._held))).words
        return text

    def _read_packed(self, rank: int) -> bytes:
        return os.pread(self._file, int(self._packed[rank]), int(self._starts[rank])) or _NOTHING

    def _read(self, rank: int) -> Prepared:
        at = int(self._starts[rank]) + int(self._packed[rank])
        title, text = orjson.loads(os.pread(self._file, int(self._sizes[rank]), at) or b'["",""]')
        return prepare_text(text, title, self._order.day(rank))
