"""Reading what was published: the pointer, the manifest, and the tables of a snapshot."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.outcome import ExitCode, RunError
from flows.snapshots.disk import canonical_json, measure_sha256, readable_json

if TYPE_CHECKING:
    import pyarrow as pa

CURRENT = "CURRENT"
ARTICLES = "articles.jsonl"
SNAPSHOTS = "snapshots"
MANIFEST = "manifest.json"
CHANGES = "changes.jsonl"
CROISSANT = "croissant.json"
ORIGINS = "origins.jsonl"
HISTORY = "history.jsonl"
TEMPLATES = "templates.json"
PINS = "pins"
MIRROR = ".mirror"
"""Lies in a mirror of an object store, where tables of old snapshots may be missing."""
WORK = ".work"
REPORT = "report"
DOCS = "data-docs"
SYNDICATION = "syndication"
KINDS = ("articles", "ledger", "quarantine", "sources", "measures")
# The keys of a manifest that the snapshot's name digests: nothing in them tells when, where or after what it was made.
NAMED = ("format", "versions", "inputs", "files")
_NAME = re.compile(r"[0-9a-f]{16}")


class SnapshotError(Exception):
    """A snapshot that cannot be read, in one sentence that names the file."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published snapshot: where it lies and what its manifest says."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def name(self) -> str:
        """The digest that names it."""
        return self.folder.name

    @property
    def files(self) -> dict[str, dict[str, Any]]:
        """Path inside the snapshot (or ``articles.jsonl``) to sha256, bytes and rows."""
        files: dict[str, dict[str, Any]] = self.manifest["files"]
        return files

    def prefixes(self, kind: str) -> list[str]:
        """The partitions that hold rows of this kind, sorted; the only partition of a small snapshot is ''."""
        stems = [Path(path).stem for path in self.files if path.startswith(f"{kind}/")]
        return sorted("" if stem == "all" else stem for stem in stems)

    def path(self, kind: str, prefix: str) -> Path:
        """Where the rows of a partition lie."""
        return self.folder / part_name(kind, prefix)

    def read(self, kind: str, prefix: str, columns: list[str] | None = None) -> pa.Table:
        """The rows of a partition; an empty table where it has none of this kind."""
        import pyarrow.parquet as pq

        from flows.snapshots.schema import empty_table

        if part_name(kind, prefix) not in self.files:
            table = empty_table(kind)
            return table.select(columns) if columns else table
        path = self.path(kind, prefix)
        try:
            return pq.read_table(path, columns=columns, partitioning=None, memory_map=False)
        except (OSError, ValueError) as error:
            raise SnapshotError(f"{path}: it cannot be read ({type(error).__name__}); run `copydesk run` again or roll back.") from error

    def each(self, kind: str, columns: list[str] | None = None) -> Iterator[pa.Table]:
        """The rows of every partition, one table after the other."""
        for prefix in self.prefixes(kind):
            yield self.read(kind, prefix, columns)


def part_name(kind: str, prefix: str) -> str:
    """The path of a partition inside its snapshot."""
    return f"{kind}/{prefix or 'all'}.parquet"


def snapshot_name(manifest: dict[str, Any]) -> str:
    """The name that a manifest's content calls for: sixteen hex digits."""
    return hashlib.sha256(canonical_json({key: manifest[key] for key in NAMED})).hexdigest()[:16]


def manifest_bytes(manifest: dict[str, Any]) -> bytes:
    """The one spelling of a manifest on disk, sealed: its last key digests all others."""
    rest = {key: value for key, value in manifest.items() if key != "seal"}
    return readable_json(rest | {"seal": hashlib.sha256(canonical_json(rest)).hexdigest()})


def is_name(text: str) -> bool:
    """Could this be a snapshot's name?"""
    return _NAME.fullmatch(text) is not None


def read_pointer(cleaned: Path) -> str | None:
    """The name in CURRENT; None where nothing was published. Raises SnapshotError where it holds no name."""
    try:
        text = (cleaned / CURRENT).read_text("ascii")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        what = f"it cannot be read ({type(error).__name__}); remove it and run `copydesk run` again"
        raise SnapshotError(f"{cleaned / CURRENT}: {what}.") from error
    if not text.endswith("\n") or not is_name(text[:-1]):
        raise SnapshotError(
            f"{cleaned / CURRENT}: it does not hold the name of a snapshot; roll back to one that `copydesk history` lists."
        )
    return text[:-1]


def read_snapshot(cleaned: Path, name: str) -> Snapshot:
    """The snapshot of that name. Raises SnapshotError where there is none or its manifest is broken."""
    return read_snapshot_at(cleaned / SNAPSHOTS / name, name)


def read_snapshot_at(folder: Path, name: str) -> Snapshot:
    """The snapshot of that name in any folder. Raises SnapshotError as ``read_snapshot`` does."""
    path = folder / MANIFEST
    try:
        raw = path.read_bytes()
        manifest = json.loads(raw)
        whole = isinstance(manifest, dict) and manifest_bytes(manifest) == raw and snapshot_name(manifest) == name
    except FileNotFoundError:
        raise SnapshotError(f"{path}: the snapshot is not there; roll back to one that `copydesk history` lists.") from None
    except (OSError, ValueError, KeyError) as error:
        raise SnapshotError(f"{path}: the manifest cannot be read ({type(error).__name__}); run `copydesk run` again.") from error
    if not whole:
        raise SnapshotError(f"{path}: the manifest was changed after it was published; run `copydesk run` again or roll back.")
    return Snapshot(path.parent, manifest)


def read_current(cleaned: Path) -> Snapshot | None:
    """The published snapshot; None where nothing was published. Raises SnapshotError where it is broken."""
    name = read_pointer(cleaned)
    if name is not None and not (cleaned / SNAPSHOTS / name).is_dir():
        raise SnapshotError(
            f"{cleaned / CURRENT}: it names snapshot {name}, which is not there; roll back to one that `copydesk history` lists."
        )
    return None if name is None else read_snapshot(cleaned, name)


def find_files(snapshot: Snapshot) -> Iterator[tuple[Path, dict[str, Any]]]:
    """(place, what the manifest states) of every file in the snapshot's folder but the manifest."""
    for path, entry in (snapshot.files | snapshot.manifest["beside"]).items():
        if path != ARTICLES:
            yield snapshot.folder / path, entry


def is_complete(snapshot: Snapshot) -> bool:
    """Is every file of the snapshot there, with the size that the manifest states? Cheap; ``is_sound`` reads them."""
    try:
        return all(path.stat().st_size == entry["bytes"] for path, entry in find_files(snapshot))
    except OSError:
        return False


def is_sound(snapshot: Snapshot) -> bool:
    """Has every file of the snapshot the digest that the manifest states? Reads them all."""
    try:
        return is_complete(snapshot) and all(measure_sha256(path) == entry["sha256"] for path, entry in find_files(snapshot))
    except OSError:
        return False


def read_names(cleaned: Path) -> list[str]:
    """The names of all snapshots on disk, sorted."""
    folder = cleaned / SNAPSHOTS
    return sorted(entry.name for entry in folder.iterdir() if is_name(entry.name)) if folder.is_dir() else []


def find_name(cleaned: Path, beginning: str) -> str:
    """The one snapshot on disk whose name begins so. Raises RunError where there is none, or more than one."""
    names = read_names(cleaned)
    found = [name for name in names if name.startswith(beginning)] if beginning else []
    if len(found) == 1:
        return found[0]
    what = "there is no such snapshot" if not found else f"{len(found)} snapshots begin so"
    raise RunError(ExitCode.USAGE, f"{beginning}: {what}; `copydesk history` lists them.")


def keep_rows(table: pa.Table, column: str, names: Iterable[str]) -> pa.Table:
    """The rows whose column (for ``source`` of articles: its name) is among the names."""
    import pyarrow as pa
    import pyarrow.compute as pc

    values = table[column]
    if pa.types.is_struct(values.type):
        values = pc.struct_field(values, "name")
    return table.filter(pc.is_in(values, value_set=pa.array(list(names), pa.string())))


def find_report(cleaned: Path) -> str | None:
    """Where the last audit page lies; None where there is none."""
    page = cleaned / REPORT / "index.html"
    return str(page) if page.is_file() else None
