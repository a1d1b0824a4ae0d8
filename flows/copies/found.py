"""The copies that were found, as columns: a row a copy, the copies of a story together."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from xxhash import xxh3_64_intdigest

from copydesk.copies import Relation, prepare_text
from copydesk.copies.order import find_day
from flows.copies.candidates import CANDIDATES
from flows.copies.links import Link, Linker
from flows.copies.order import digest_ids

Articles = Callable[[pa.Array | None], Iterable[pa.Table]]
"""Gives the articles of these ids (of all for None) as tables of ``id``, ``title``, ``text`` and ``runs`` (may be null)."""

COLUMNS = pa.schema(
    [
        ("of", pa.string()),
        ("place", pa.uint32()),
        ("id", pa.string()),
        ("relation", pa.string()),
        ("coverage", pa.float64()),
        ("ratio", pa.float64()),
    ]
)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy: ``of`` is the earliest copy of its story, the rest how it differs from that."""

    of: str
    relation: Relation
    coverage: float
    ratio: float


class Firsts(Mapping[str, str]):
    """Id of a copy to that of the first of its story; sixteen bytes a copy beside the columns that it reads."""

    def __init__(self, ids: pa.Array, firsts: pa.Array) -> None:
        self._ids, self._firsts = ids, firsts
        digests = digest_ids(ids)
        order = np.argsort(digests, kind="stable")
        self._digests, self._rows = array("Q", digests[order].tobytes()), array("q", order.astype(np.int64).tobytes())

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids.to_pylist())

    def __getitem__(self, id: str) -> str:
        digest = xxh3_64_intdigest(id.encode())
        at = bisect_left(self._digests, digest)
        while at < len(self._digests) and self._digests[at] == digest:
            if self._ids[self._rows[at]].as_py() == id:
                return str(self._firsts[self._rows[at]].as_py())
            at += 1
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class Copies:
    """Every copy. ``links``: a table of ``COLUMNS``, sorted by ``of`` (the first of the story) and ``place`` (earlier copies first)."""

    links: pa.Table = field(default_factory=COLUMNS.empty_table)

    def __len__(self) -> int:
        return int(self.links.num_rows)

    def firsts(self) -> Firsts:
        """Id of each copy to that of the first of its story."""
        return Firsts(_whole(self.links["id"]), _whole(self.links["of"]))

    def by_id(self) -> dict[str, Copy]:
        """Every copy by its id: for few of them."""
        return {row["id"]: Copy(row["of"], Relation(row["relation"]), row["coverage"], row["ratio"]) for row in self.links.to_pylist()}

    def find_firsts(self, ids: pa.ChunkedArray) -> pa.Array:
        """For each id that of the first of its story, null where it is no copy."""
        found = self.links["of"].take(pc.index_in(ids, value_set=self.links["id"]))
        return _whole(found)

    def without(self, refused: Mapping[str, Any], articles: Articles, signatures: Iterable[pa.Table]) -> Copies:
        """The copies that are left when some articles are not published: a group that lost its first gets another."""
        gone = pa.array(list(refused), pa.string())
        lost, headless = (pc.is_in(self.links[name], value_set=gone) for name in ("id", "of"))
        if not pc.any(pc.or_(lost, headless)).as_py():
            return self
        kept = self.links.filter(pc.invert(pc.or_(lost, headless)))
        rows = self.links.filter(pc.and_(headless, pc.invert(lost))).select(["of", "place", "id"]).to_pylist()
        groups = [list(group) for _, group in groupby(rows, key=lambda row: row["of"])]
        again = list(_relink([group for group in groups if len(group) > 1], articles, signatures))
        return Copies(pa.concat_tables([kept, pa.Table.from_pylist(again, schema=COLUMNS)]).sort_by(_ORDER))


_ORDER = [("of", "ascending"), ("place", "ascending")]


def build_copies(links: Iterable[Link], names: Callable[[Any], pa.Array]) -> Copies:
    """The copies of a search: ``links`` by rank, ``names`` gives the ids of ranks."""
    later, first, coverage, ratio = array("I"), array("I"), array("d"), array("d")
    relations: list[str] = []
    for link in links:
        later.append(link[0])
        first.append(link[1])
        relations.append(link[2])
        coverage.append(round(link[3], 4))
        ratio.append(round(link[4], 4))
    if not later:
        return Copies()
    ranks = np.frombuffer(later, np.uint32)
    columns = [names(np.frombuffer(first, np.uint32)), pa.array(ranks), names(ranks), pa.array(relations, pa.string())]
    columns += [pa.array(np.frombuffer(values, np.float64)) for values in (coverage, ratio)]
    return Copies(pa.table(columns, schema=COLUMNS).sort_by(_ORDER))


def _relink(groups: list[list[dict[str, Any]]], articles: Articles, signatures: Iterable[pa.Table]) -> Iterator[dict[str, Any]]:
    """The links among what is left of groups that lost their first."""
    ids = pa.array(sorted(row["id"] for group in groups for row in group), pa.string())
    stated = {
        row["article"]: row["stated"]
        for table in (signatures if len(ids) else ())
        for row in table.select(["article", "stated"]).filter(pc.is_in(table["article"], value_set=ids)).to_pylist()
    }
    texts = {
        row["id"]: prepare_text(row["text"], row["title"], find_day(stated[row["id"]]))
        for table in (articles(ids) if len(ids) else ())
        for row in table.select(["id", "title", "text"]).to_pylist()
    }
    for group in groups:
        members = [texts[row["id"]] for row in group]
        linker = Linker(len(group), members.__getitem__, lambda pairs: np.ones(len(pairs), np.bool_))
        for later in range(1, len(group)):
            candidates = range(min(later, CANDIDATES))
            linker.link(later, candidates, [True] * len(candidates))
        for place, first, relation, coverage, ratio in linker.each():
            row = {"of": group[first]["id"], "place": group[place]["place"], "id": group[place]["id"]}
            yield row | {"relation": relation, "coverage": round(coverage, 4), "ratio": round(ratio, 4)}


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
