"""The syndication table: every story that came more than once, with each of its copies and where it stood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.copies.duplicates import Copies, Copy
from flows.snapshots.schema import SYNDICATION

_TAKEN = ("title", "language", "publisher", "agency", "published", "updated")
_OF_SOURCE = {"received": "received", "source": "name", "url": "url"}
_FOUND = frozenset({*_TAKEN, *_OF_SOURCE})


class Syndication:
    """Gathers what is published of the stories that have copies."""

    def __init__(self, copies: Copies) -> None:
        self._copies = copies
        self._ids = pa.array(sorted({id for group in copies.groups for id in group}), pa.string())
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
        rows: dict[str, list[dict[str, Any]]] = {}
        for group in self._copies.groups:
            rows.setdefault(group[0][:length], []).extend(self._rows(group))
        for prefix in sorted(rows) or ([] if length else [""]):
            links = pa.Table.from_pylist(rows.get(prefix, []), schema=pa.schema([f for f in SYNDICATION if f.name not in _FOUND]))
            found = known.take(pc.index_in(links["id"], value_set=known["id"]))
            columns = {f.name: (found if f.name in _FOUND else links)[f.name] for f in SYNDICATION}
            yield prefix, pa.table(columns, schema=SYNDICATION)

    def _rows(self, group: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        for place, id in enumerate(group):
            copy: Copy | None = self._copies.by_id.get(id)
            yield {
                "story": group[0],
                "place": place,
                "copies": len(group),
                "id": id,
                "relation": copy.relation.value if copy else "first",
                "coverage": copy.coverage if copy else None,
                "ratio": copy.ratio if copy else None,
            }
