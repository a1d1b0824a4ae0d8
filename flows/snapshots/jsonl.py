"""``articles.jsonl``: every published article as one line, sorted by id, without holding them all in memory.

Lines are spilled into 256 files by the first two digits of the id (hexadecimal, from the source's digest, so they fill
evenly); each is sorted by itself, and one after the other they are the sorted whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from flows.snapshots.disk import write_file

if TYPE_CHECKING:
    import pyarrow as pa

# Lines are kept in memory up to here, and spilled to disk beyond.
_MOST_HELD = 16 << 20


def article_line(record: dict[str, Any]) -> bytes:
    """A record as one line of JSON with its line feed."""
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


class LineSorter:
    """Takes lines in any order and gives them back sorted by id."""

    def __init__(self, folder: Path) -> None:
        self.rows = 0
        self._folder = folder
        self._held: dict[str, list[tuple[str, bytes]]] = {}
        self._size = 0
        self._spilled = False

    def add(self, articles: pa.Table) -> None:
        """Take every article of the table."""
        for batch in articles.to_batches(max_chunksize=1024):
            for record in batch.to_pylist():
                line = article_line(record)
                self._held.setdefault(record["id"][:2], []).append((record["id"], line))
                self._size += len(line) + 100
                self.rows += 1
            if self._size > _MOST_HELD:
                self._spill()

    def _spill(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for head, lines in self._held.items():
            with (self._folder / f"{head.encode().hex()}.jsonl").open("ab") as file:
                file.writelines(line for _, line in lines)
        self._held, self._size, self._spilled = {}, 0, True

    def lines(self) -> Iterator[bytes]:
        """Every line, sorted by id."""
        if not self._spilled:
            for head in sorted(self._held):
                yield from (line for _, line in sorted(self._held[head]))
            return
        self._spill()
        for path in sorted(self._folder.iterdir(), key=lambda path: bytes.fromhex(path.stem)):
            with path.open("rb") as file:
                yield from sorted(file, key=line_id)
            path.unlink()


def line_id(line: bytes) -> str:
    """The id of a line that article_line made."""
    return str(orjson.loads(line)["id"])


def write_articles(path: Path, tables: Iterator[pa.Table]) -> tuple[str, int, int]:
    """Write the articles of all tables, sorted by id; gives SHA-256, bytes and rows. ``path`` must be nobody's yet."""
    sorter = LineSorter(path.with_name(f"{path.name}.spill"))
    for table in tables:
        sorter.add(table)
    return write_lines(path, sorter)


def write_lines(path: Path, sorter: LineSorter) -> tuple[str, int, int]:
    """Write what the sorter holds; gives SHA-256, bytes and rows."""
    digest = write_file(path, sorter.lines())
    return digest, path.stat().st_size, sorter.rows


def read_digests(path: Path) -> Iterator[tuple[str, bytes, bytes]]:
    """(id, digest of the record without its versions, line) of every line of an ``articles.jsonl``, in its order."""
    with path.open("rb") as file:
        for line in file:
            record = orjson.loads(line)
            record.pop("rules_version", None)
            record.pop("copydesk_version", None)
            yield record["id"], hashlib.sha256(orjson.dumps(record)).digest(), line
