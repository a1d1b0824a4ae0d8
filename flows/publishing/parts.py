"""Partitions: which rows go together, where they come from, and in which order they stand.

A partition is all files whose key begins with the same hexadecimal digits. Its rows come from freshly cleaned shards and
from the published snapshot, where a file is unchanged; sorted, they are the same rows in the same order whichever way
they came, so an incremental run writes the same bytes as a full one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.cleaning.worker import ShardResult
from flows.planning.plan import Job
from flows.planning.touched import find_changed_profiles, find_touched, stamped, stamped_quarantine
from flows.snapshots.schema import SCHEMAS, article_table, empty_table, table_of
from flows.snapshots.snapshot import Snapshot, keep_rows

UNWRITABLE = "text-is-valid-unicode"


@dataclass(frozen=True, slots=True)
class Part:
    """One partition: folders of freshly cleaned shards, and for each old partition the files to take from it.

    ``rules`` is the version that kept rows are stamped with.
    """

    prefix: str
    fresh: tuple[str, ...] = ()
    kept: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rules: str = ""


@dataclass(frozen=True, slots=True)
class Tables:
    """The candidate rows of one partition, sorted, before the gate's verdict."""

    articles: pa.Table
    ledger: pa.Table
    sources: pa.Table
    quarantine: pa.Table
    measures: pa.Table


def find_reusable(jobs: Sequence[Job], parent: Snapshot | None, versions: Mapping[str, str]) -> dict[str, str]:
    """File name to old partition, for the files whose rows the snapshot already holds as this run would make them.

    A file is cleaned again when its key is new, when what changed of the rules touches it, and when one of its sources failed
    for a reason outside its bytes or was set aside as a duplicate: both may come out otherwise today.
    """
    if parent is None:
        return {}
    changed = find_changed_profiles(parent.manifest["versions"], versions)
    if changed is None:
        return {}
    wanted = {job.key: job.name for job in jobs}
    found: dict[str, str] = {}
    for prefix in parent.prefixes("sources"):
        table = parent.read("sources", prefix, ["file", "file_key", "verdict"])
        redo = find_touched(parent, prefix, changed) if changed else set()
        for file, key, verdict in zip(*(table[name].to_pylist() for name in table.column_names), strict=True):
            if verdict in ("failed", "duplicate") or key not in wanted:
                redo.add(file)
            else:
                found[file] = prefix
        for file in redo:
            found.pop(file, None)
    return found


def plan_parts(
    results: Sequence[ShardResult], kept: Mapping[str, str], jobs: Sequence[Job], length: int, rules: str = ""
) -> tuple[Part, ...]:
    """The partitions of a run in order. ``kept`` is file name to old partition, as ``find_reusable`` gives it."""
    fresh: dict[str, list[str]] = {}
    for result in results:
        fresh.setdefault(result.prefix, []).append(result.folder)
    old: dict[str, dict[str, list[str]]] = {}
    for job in jobs:
        if job.name in kept:
            old.setdefault(job.key[:length], {}).setdefault(kept[job.name], []).append(job.name)
    return tuple(
        Part(prefix, tuple(sorted(fresh.get(prefix, ()))), {key: tuple(files) for key, files in sorted(old.get(prefix, {}).items())}, rules)
        for prefix in sorted(fresh.keys() | old.keys())
    )


def read_fresh(folder: str, kind: str, columns: Sequence[str] = ()) -> pa.Table:
    """The rows of one kind that a shard left; of these columns alone where some are named."""
    with pa.memory_map(str(Path(folder, f"{kind}.arrow"))) as file:
        wanted = [SCHEMAS[kind].get_field_index(name) for name in columns]
        return pa.ipc.open_file(file, options=pa.ipc.IpcReadOptions(included_fields=wanted)).read_all()


_SORTED_BY = {"articles": "id", "ledger": "source", "sources": "name", "quarantine": "id", "measures": "source"}


def read_rows(part: Part, parent: Snapshot | None, kind: str, columns: Sequence[str]) -> pa.Table:
    """Columns of the candidate rows of one kind in a partition, in an order that is the same each time."""
    tables = [empty_table(kind).select(columns), *(read_fresh(folder, kind, columns) for folder in part.fresh)]
    for prefix, files in part.kept.items():
        assert parent is not None
        tables += [table.select(columns) for _, table in _read_kept(parent, prefix, files, (kind,), part.rules)]
    return pa.concat_tables(table.select(columns) for table in tables)


def read_part(
    part: Part, parent: Snapshot | None, kinds: Sequence[str] = ("articles", "ledger", "sources", "quarantine", "measures")
) -> Tables:
    """The candidate rows of a partition, sorted; kinds that are not asked for are empty."""
    tables: dict[str, list[pa.Table]] = {kind: [empty_table(kind)] for kind in Tables.__slots__}
    for folder in part.fresh:
        for kind in kinds:
            tables[kind].append(read_fresh(folder, kind))
    for prefix, files in part.kept.items():
        assert parent is not None
        for kind, table in _read_kept(parent, prefix, files, kinds, part.rules):
            tables[kind].append(table)
    # Each kind is let go of as soon as it is sorted: a partition is large, and need not be in memory twice.
    return Tables(**{kind: _sorted(pa.concat_tables(tables.pop(kind)), by) for kind, by in _SORTED_BY.items()})


def read_texts(parts: Sequence[Part], parent: Snapshot | None, ids: pa.Array | None) -> Iterator[pa.Table]:
    """``id``, ``title``, ``text`` and ``runs`` (null where no worker packed them) of these articles, of all for None; in any order.

    Of the snapshot only the rows of unchanged files count: an article that was cleaned again has the same id and another text.
    """
    names = ["id", "title", "text"]
    for part in parts:
        for folder in part.fresh:
            table = read_fresh(folder, "articles", names)
            yield _among(table.append_column("runs", read_fresh(folder, "runs")["runs"]), ids)
        for prefix, files in part.kept.items():
            assert parent is not None
            for _, table in _read_kept(parent, prefix, files, ("articles",), part.rules):
                yield _among(table.select(names).append_column("runs", pa.nulls(table.num_rows, pa.binary())), ids)


def _among(table: pa.Table, ids: pa.Array | None) -> pa.Table:
    return table if ids is None else table.filter(pc.is_in(table["id"], value_set=ids))


def _sorted(table: pa.Table, by: str) -> pa.Table:
    """The table in the order of one column; equal values keep their order."""
    return table.take(pc.sort_indices(table[by])).combine_chunks()


def _read_kept(
    parent: Snapshot, prefix: str, files: Sequence[str], kinds: Sequence[str], rules: str
) -> Iterator[tuple[str, pa.Table]]:
    """Rows of unchanged files. Records that the gate refused last time are candidates again: it judges them anew."""
    sources = keep_rows(parent.read("sources", prefix), "file", files)
    names = sources["name"].to_pylist()
    if "sources" in kinds:
        yield "sources", _reset(sources)
    for kind in ("ledger", "measures"):
        if kind in kinds:
            yield kind, stamped(kind, keep_rows(parent.read(kind, prefix), "source", names), rules)
    if "articles" not in kinds and "quarantine" not in kinds:
        return
    held = stamped_quarantine(keep_rows(parent.read("quarantine", prefix), "source", names).to_pylist(), rules)
    again = [json.loads(row["record"]) for row in held if row["expectations"] != [UNWRITABLE]]
    if "articles" in kinds:
        yield "articles", stamped("articles", keep_rows(parent.read("articles", prefix), "source", names), rules)
        yield "articles", article_table(again)
    if "quarantine" in kinds:
        yield "quarantine", table_of("quarantine", [row for row in held if row["expectations"] == [UNWRITABLE]])


def _reset(sources: pa.Table) -> pa.Table:
    """Source rows as cleaning left them, before any verdict."""
    rows: list[dict[str, Any]] = sources.to_pylist()
    for row in rows:
        if row["verdict"] == "refused":
            continue
        row["verdict"] = "published" if row["stories"] else "no-story"
        row["quarantined"] = 0
        row["duplicate_of"] = row["reason"] = row["mend"] = None
    return table_of("sources", rows)
