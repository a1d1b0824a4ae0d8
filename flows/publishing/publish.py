"""Publishing: the only place that writes a snapshot, and the only place that moves the pointer.

    .work/staging.PID/   tables, articles.jsonl, manifest   nobody reads them yet; every file and folder is fsynced
    snapshots/NAME/      one rename                          a whole snapshot that nothing points to
    CURRENT              one rename                          the moment of publication
    articles.jsonl       one rename                          the same articles in one plain file

Killed between any two steps, a reader sees the old snapshot or the new one, whole. See docs/publishing.md.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from checks.history import Past, build_lines
from copydesk.siblings import Template
from copydesk.sources import Refusal
from flows.outcome import Counts
from flows.planning.plan import FORMAT
from flows.planning.siblings import profile_json
from flows.publishing.changes import View, find_changes, read_view
from flows.publishing.croissant import describe_dataset
from flows.publishing.parts import Part, read_part
from flows.publishing.recalls import find_recalled, list_recalls
from flows.publishing.settle import Judgement, count_sources, settle_tables
from flows.publishing.syndication import Syndication
from flows.snapshots.disk import (
    canonical_json,
    fsync_file,
    fsync_folder,
    fsync_tree,
    make_folder,
    measure_sha256,
    readable_json,
    remove_tree,
    write_file,
)
from flows.snapshots.history import record_publication
from flows.snapshots.jsonl import LineSorter, write_articles, write_lines
from flows.snapshots.pointer import point
from flows.snapshots.snapshot import (
    ARTICLES,
    CHANGES,
    CROISSANT,
    KINDS,
    MANIFEST,
    ORIGINS,
    SNAPSHOTS,
    SYNDICATION,
    TEMPLATES,
    WORK,
    Snapshot,
    SnapshotError,
    is_sound,
    manifest_bytes,
    part_name,
    read_snapshot,
    read_snapshot_at,
    snapshot_name,
)

# Rows a row group: some megabytes each, so that a reader can skip and a writer need not hold a partition twice.
_GROUP = {"articles": 2_000, "ledger": 50_000, "quarantine": 2_000, "sources": 5_000, "measures": 5_000, "syndication": 5_000}
# Up to here the manifest lists every source by name; beyond, only sources/*.parquet does.
MOST_LISTED = 10_000
_LISTED = ("name", "sha256", "bytes", "encoding", "renderer", "stories", "verdict", "reason")


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that a snapshot is made from. ``verdicts``: one plain row an expectation, as the gate gave them."""

    parts: tuple[Part, ...]
    judged: Judgement
    refusals: tuple[Refusal, ...]
    inputs: str
    versions: Mapping[str, str]
    verdicts: tuple[Mapping[str, Any], ...] = ()
    parent: Snapshot | None = None
    history: tuple[Past, ...] = ()
    templates: Mapping[str, Template] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published: the snapshot and its counts; ``fresh`` is False where it had been published before."""

    snapshot: Snapshot
    counts: Counts
    fresh: bool = True
    changes: Mapping[str, int] = field(default_factory=dict)


def publish(cleaned: Path, edition: Edition, progress: Callable[[int, int], None] | None = None) -> Publication:
    """Write the snapshot and point ``cleaned/`` at it. The caller holds the lock."""
    staging = cleaned / WORK / f"staging.{os.getpid()}"
    remove_tree(staging)
    folder = staging / "snapshot"
    make_folder(folder)
    try:
        files, counts = _write_tables(folder, staging / ARTICLES, edition, progress)
        manifest, changes = _describe(folder, staging / ARTICLES, edition, files, counts)
        name = snapshot_name(manifest)
        write_file(folder / MANIFEST, [manifest_bytes(manifest)])
        fresh = _place(cleaned, folder, name)
        point(cleaned, name, staging / ARTICLES)
    finally:
        remove_tree(staging)
    parent = edition.parent.name if edition.parent else None
    if name != parent:
        with suppress(OSError):  # it is published, whatever becomes of the log
            record_publication(cleaned, name, parent, "run")
    return Publication(read_snapshot(cleaned, name), counts, fresh, changes)


def _write_tables(
    folder: Path, articles: Path, edition: Edition, progress: Callable[[int, int], None] | None
) -> tuple[dict[str, dict[str, Any]], Counts]:
    files: dict[str, dict[str, Any]] = {}
    lines = LineSorter(articles.with_name("spill"))
    sources: list[pa.Table] = []
    syndication = Syndication(edition.judged.copies)
    for number, part in enumerate(edition.parts, 1):
        tables = settle_tables(read_part(part, edition.parent), edition.judged)
        lines.add(tables["articles"])
        syndication.add(tables["articles"])
        sources.append(tables["sources"].select(["verdict", "stories", "quarantined", "bytes"]))
        for kind in KINDS:
            if tables[kind].num_rows or not part.prefix:
                files[part_name(kind, part.prefix)] = write_table(folder / part_name(kind, part.prefix), kind, tables[kind])
        del tables  # else it would be there still while the next one is read
        pa.default_memory_pool().release_unused()
        if progress is not None:
            progress(number, len(edition.parts))
    for prefix, table in syndication.tables(len(edition.parts[0].prefix) if edition.parts else 0):
        path = part_name(SYNDICATION, prefix)
        files[path] = write_table(folder / path, SYNDICATION, table)
    digest, size, rows = write_lines(articles, lines)
    files[ARTICLES] = {"sha256": digest, "bytes": size, "rows": rows}
    return dict(sorted(files.items())), count_sources(sources, len(edition.refusals))


def write_table(path: Path, kind: str, table: pa.Table) -> dict[str, Any]:
    """Write one Parquet file and bring it to the disk; gives its sha256, bytes and rows. Same rows, same bytes."""
    path.parent.mkdir(exist_ok=True)
    pq.write_table(
        table.combine_chunks(),
        path,
        row_group_size=_GROUP[kind],
        compression="zstd",
        compression_level=3,
        use_dictionary=True,
        write_statistics=True,
        version="2.6",
        data_page_version="1.0",
        store_schema=True,
    )
    fsync_file(path)
    return {"sha256": measure_sha256(path), "bytes": path.stat().st_size, "rows": table.num_rows}


def _describe(
    folder: Path, articles: Path, edition: Edition, files: dict[str, dict[str, Any]], counts: Counts
) -> tuple[dict[str, Any], dict[str, int]]:
    """The manifest, without its seal, after writing the files that it lists beside the tables."""
    named = {"format": FORMAT, "versions": dict(edition.versions), "inputs": edition.inputs, "files": files}
    name = snapshot_name(named)
    parent = _find_parent(edition, name)
    croissant = describe_dataset(name, files, edition.versions)
    beside = {CROISSANT: _beside(folder / CROISSANT, [readable_json(croissant)])}
    if edition.templates:
        beside[TEMPLATES] = _beside(folder / TEMPLATES, profile_json(edition.templates))
    beside[ORIGINS] = _beside(folder / ORIGINS, build_lines(edition.history, name))
    changes: dict[str, int] = {}
    beside[CHANGES] = _beside(folder / CHANGES, _counted(_changes(folder, articles, parent, named), changes))
    listed = _list_sources(folder, files) if counts.sources <= MOST_LISTED else None
    manifest = {
        "name": name,
        "parent": parent.name if parent else None,
        "counts": {key: value for key, value in asdict(counts).items() if key not in ("cleaned", "reused")},
        "changes": changes,
        **named,
        "beside": beside,
        "recalls": list_recalls(),
        "refused": [{"name": r.name, "reason": r.reason, "mend": r.mend} for r in edition.refusals],
        "sources": listed,
        "verdicts": [dict(verdict) for verdict in edition.verdicts],
    }
    return manifest, changes


def _beside(path: Path, chunks: Any) -> dict[str, Any]:
    return {"sha256": write_file(path, chunks), "bytes": path.stat().st_size}


def _counted(lines: Iterator[bytes], counts: dict[str, int]) -> Iterator[bytes]:
    import orjson

    for line in lines:
        kind = orjson.loads(line)["change"]
        counts[kind] = counts.get(kind, 0) + 1
        yield line


def _find_parent(edition: Edition, name: str) -> Snapshot | None:
    """The snapshot that changes are told against: the published one, or its own parent where it is made again."""
    parent = edition.parent
    if parent is None or parent.name != name:
        return parent
    before: str | None = parent.manifest["parent"]
    if before is not None:
        with suppress(SnapshotError):
            older = read_snapshot(parent.folder.parent.parent, before)
            return older if is_sound(older) else None
    return None


def _changes(folder: Path, articles: Path, parent: Snapshot | None, named: Mapping[str, Any]) -> Iterator[bytes]:
    if parent is None:
        return find_changes(None, articles, None, View(named["versions"]))  # all are new: nobody need be asked why
    now = read_view(Snapshot(folder, dict(named)))
    old = _parent_articles(parent, articles.with_name("parent.jsonl"))
    now = replace(now, recalled=find_recalled(parent, Snapshot(folder, dict(named))))
    return find_changes(old, articles, read_view(parent), now)


def _parent_articles(parent: Snapshot, spare: Path) -> Path:
    """The parent's articles as one file: the published one where it is whole, else made again from the tables."""
    published = parent.folder.parent.parent / ARTICLES
    entry = parent.files[ARTICLES]
    if published.is_file() and published.stat().st_size == entry["bytes"] and measure_sha256(published) == entry["sha256"]:
        return published
    write_articles(spare, parent.each("articles"))
    return spare


def _list_sources(folder: Path, files: Mapping[str, Any]) -> list[dict[str, Any]]:
    snapshot = Snapshot(folder, {"files": files})
    rows = [row for table in snapshot.each("sources", list(_LISTED)) for row in table.to_pylist()]
    rows.sort(key=lambda row: row["name"])
    return [{key: value for key, value in row.items() if value not in (None, "")} for row in rows]


def _place(cleaned: Path, folder: Path, name: str) -> bool:
    """Bring the staged snapshot under its name. False where it was there already, whole: then that one stays."""
    fsync_tree(folder)
    shelf = cleaned / SNAPSHOTS
    make_folder(shelf)
    target = shelf / name
    if not target.exists():
        folder.rename(target)
        fsync_folder(shelf)
        return True
    return _complete(folder, target)


def _complete(folder: Path, target: Path) -> bool:
    """Put what is missing or broken of a snapshot in its place, file by file, the manifest last. Its name vouches that
    the tables are the same; a clone that holds the text files only gets its tables this way. False where all was whole."""
    staged = read_snapshot_at(folder, target.name)
    try:
        there = read_snapshot_at(target, target.name)
    except SnapshotError:
        there = None
    if there is not None and is_sound(there):
        return False
    replaced = {path for path, entry in staged.files.items() if path != ARTICLES and not _is(target / path, entry)}
    beside: dict[str, Any] = there.manifest["beside"] if there is not None else {}
    broken = {path for path, entry in beside.items() if not _is(target / path, entry)}
    same = all(staged.manifest["beside"][path] == beside[path] for path in broken)
    replaced |= broken if there is not None and same else {*staged.manifest["beside"], MANIFEST}
    for path in sorted(replaced, key=lambda path: (path == MANIFEST, path)):
        make_folder((target / path).parent)
        (folder / path).replace(target / path)
        fsync_folder((target / path).parent)
    return True


def _is(path: Path, entry: Mapping[str, Any]) -> bool:
    return path.is_file() and measure_sha256(path) == entry["sha256"]


def final_inputs(names: Sequence[tuple[str, str]], refusals: Sequence[Refusal], failed: Mapping[str, str]) -> str:
    """The digest of what was really cleaned: a file that failed for a reason outside its bytes counts as refused."""
    lasting = [[name, key] for name, key in names if name not in failed]
    gone = sorted([[r.name, r.reason] for r in refusals] + [[name, reason] for name, reason in failed.items()])
    return hashlib.sha256(canonical_json([lasting, gone])).hexdigest()
