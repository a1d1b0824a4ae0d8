"""The published snapshots in the order of their publication, and the way back to one of them.

``history.jsonl`` is the only file of ``cleaned/`` that knows the time; snapshots do not, so that the same content is the
same bytes. It is a log for people: where it is missing, the snapshots themselves still say which came after which.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.outcome import ExitCode, RunError
from flows.snapshots.disk import fsync_folder, make_folder, measure_sha256
from flows.snapshots.lock import hold_lock
from flows.snapshots.pins import read_pins
from flows.snapshots.snapshot import (
    ARTICLES,
    HISTORY,
    MIRROR,
    ORIGINS,
    WORK,
    Snapshot,
    SnapshotError,
    find_name,
    is_complete,
    is_sound,
    read_names,
    read_pointer,
    read_snapshot,
)

if TYPE_CHECKING:
    from checks.history import Past


@dataclass(frozen=True, slots=True)
class Entry:
    """One snapshot on disk. ``published`` is ISO 8601 in UTC (None: the log does not say), ``whole`` whether it can be
    rolled back to, ``pinned`` by whom it is pinned."""

    name: str
    parent: str | None
    published: str | None
    articles: int
    sources: int
    changes: dict[str, int]
    current: bool
    whole: bool
    pinned: tuple[str, ...] = ()


def record_publication(cleaned: Path, name: str, before: str | None, by: str) -> None:
    """Add a line to the log; a line that a crash cut short is left behind and skipped by readers."""
    _record(cleaned, {"at": _now(), "snapshot": name, "before": before, "by": by})


def record_pruning(cleaned: Path, name: str) -> None:
    """Add to the log that a snapshot was removed."""
    _record(cleaned, {"at": _now(), "pruned": name})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _record(cleaned: Path, line: dict[str, str | None]) -> None:
    path = cleaned / HISTORY
    broken = path.exists() and not path.read_bytes().endswith(b"\n") and path.stat().st_size > 0
    with path.open("ab") as file:
        file.write((b"\n" if broken else b"") + json.dumps(line).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    fsync_folder(cleaned)


def read_log(cleaned: Path) -> list[dict[str, Any]]:
    """The lines of the log that can be read, oldest first."""
    try:
        lines = (cleaned / HISTORY).read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict) and isinstance(row.get("snapshot"), str):
            found.append(row)
    return found


def read_history(cleaned: Path) -> list[Entry]:
    """Every snapshot on disk, the last published first; none of them is the current one where ``CURRENT`` cannot be read."""
    log = read_log(cleaned)
    last = {row["snapshot"]: (number, row.get("at")) for number, row in enumerate(log)}
    current = None
    with suppress(SnapshotError):
        current = read_pointer(cleaned)
    pins = read_pins(cleaned)
    entries = []
    for name in read_names(cleaned):
        try:
            snapshot = read_snapshot(cleaned, name)
        except SnapshotError:
            entries.append(Entry(name, None, last.get(name, (0, None))[1], 0, 0, {}, name == current, False, pins.get(name, ())))
            continue
        counts = snapshot.manifest["counts"]
        entries.append(
            Entry(
                name,
                snapshot.manifest["parent"],
                last.get(name, (0, None))[1],
                counts["articles"],
                counts["sources"],
                snapshot.manifest["changes"],
                name == current,
                (cleaned / MIRROR).exists() or is_complete(snapshot),
                pins.get(name, ()),
            )
        )
    entries.sort(key=lambda entry: (-last.get(entry.name, (-1, None))[0], entry.name))
    return entries


def rollback(cleaned: Path, name: str) -> str:
    """Point ``cleaned/`` back at a snapshot, in one step; ``name`` may be its beginning. Gives the full name.

    Raises RunError where there is no such snapshot or it is not whole.
    """
    from flows.snapshots.jsonl import write_articles
    from flows.snapshots.pointer import point

    with hold_lock(cleaned):
        full = find_name(cleaned, name)
        try:
            snapshot = read_snapshot(cleaned, full)
        except SnapshotError as error:
            raise RunError(ExitCode.REFUSED, str(error)) from None
        if not is_sound(snapshot):
            problem = f"{snapshot.folder}: files of it are missing or broken; choose another that `copydesk history` lists."
            raise RunError(ExitCode.REFUSED, problem)
        before = read_pointer_or_none(cleaned)
        spare = cleaned / WORK / f"{ARTICLES}.{os.getpid()}"
        make_folder(spare.parent)
        try:
            digest, _, _ = write_articles(spare, snapshot.each("articles"))
            if digest != snapshot.files[ARTICLES]["sha256"]:
                raise RunError(ExitCode.REFUSED, f"{snapshot.folder}: its tables were changed after publication; choose another snapshot.")
            point(cleaned, full, spare)
        finally:
            spare.unlink(missing_ok=True)
        if before != full:
            record_publication(cleaned, full, before, "rollback")
    return full


def read_pointer_or_none(cleaned: Path) -> str | None:
    """The name in CURRENT; None where it holds none, for whatever reason."""
    try:
        return read_pointer(cleaned)
    except SnapshotError:
        return None


def read_past(snapshot: Snapshot) -> tuple[Past, ...]:
    """The history that a snapshot holds; empty where it holds none, or one that was changed."""
    from checks.history import read_lines

    entry: Mapping[str, Any] | None = snapshot.manifest["beside"].get(ORIGINS)
    path = snapshot.folder / ORIGINS
    with suppress(OSError):
        if entry is not None and measure_sha256(path) == entry["sha256"]:
            return tuple(read_lines(path.read_bytes().splitlines()))
    return ()
