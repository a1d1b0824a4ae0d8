"""The syndication table: every story that came more than once, with each of its copies and where it stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.copies.found import Copies
from flows.snapshots.schema import SYNDICATION

_TAKEN = ("title", "language", "publisher", "agency", "published", "updated")
_OF_SOURCE = {"received": "received", "source": "name", "url": "url"}
_FOUND = frozenset({*_TAKEN, *_OF_SOURCE})


class Syndication:
    """Gathers what is published of the stories that have copies."""

    def __init__(self, copies: Copies) -> None:
        self._links = copies.links
        self._ids = pc.unique(pa.chunked_array([*self._links["of"].chunks, *self._links["id"].chunks], pa.string()))
        names = [field.name for field in SYNDICATION if field.name in _FOUND]
        self._schema = pa.schema([("id", pa.string()), *((name, pa.string()) for name in names)])
        self._held: list[pa.Table] = [self._schema.empty_table()]

    def add(self, articles: pa.Table) -> None:
        """Take the articles of a partition as they are published."""
        if not len(self._ids):
            return
        wanted = articles.filter(pc.is_in(articles["id"], value_set=self._ids))
        columns = {"id": wanted["id"]} | {name: wanted[name] for name in _TAKEN}
        columns |= {name: pc.struct_field(wanted["source"], part) for name, part in _OF_SOURCE.items()}
        self._held.append(pa.table({name: columns[name] for name in self._schema.names}, schema=self._schema))

    def tables(self, length: int) -> Iterator[tuple[str, pa.Table]]:
        """(partition, its rows) by the first ``length`` digits of the story's id; sorted by story, the earliest copy first."""
        known = pa.concat_tables(self._held).combine_chunks()
        schema = pa.schema([f for f in SYNDICATION if f.name not in _FOUND])
        parts = groupby(self._each_link(), key=lambda row: row["of"][:length])
        for prefix, rows in parts if self._links.num_rows or length else [("", iter(()))]:
            links = pa.Table.from_pylist(list(_list_stories(rows)), schema=schema)
            found = known.take(pc.index_in(links["id"], value_set=known["id"]))
            columns = {f.name: (found if f.name in _FOUND else links)[f.name] for f in SYNDICATION}
            yield prefix, pa.table(columns, schema=SYNDICATION)

    def _each_link(self) -> Iterator[dict[str, Any]]:
        """Every copy, those of a story together: the stories by their ids, the copies in their order."""
        for batch in self._links.to_batches(max_chunksize=5_000):
            yield from batch.to_pylist()


def _list_stories(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows of the stories that these copies make, each with its first."""
    for story, group in groupby(rows, key=lambda row: row["of"]):
        copies = list(group)
        held = {"story": story, "copies": 1 + len(copies)}
        yield held | {"place": 0, "id": story, "relation": "first"}
        for place, row in enumerate(copies, 1):
            yield held | {"place": place, "id": row["id"], **{name: row[name] for name in ("relation", "coverage", "ratio")}}
