"""Has anything changed since the last run? Asked before Prefect is imported; answered from digests alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flows.outcome import Counts, ExitCode, RunOutcome
from flows.planning.plan import Plan, read_libraries
from flows.snapshots.disk import measure_sha256, replace_file
from flows.snapshots.snapshot import ARTICLES, WORK, Snapshot, SnapshotError, find_files, find_report, read_current

_STATE = "state.json"


def find_standing(cleaned: Path, plan: Plan) -> Snapshot | None:
    """The published snapshot if it is whole and is what a run over this plan would publish; None if a run is due."""
    try:
        snapshot = read_current(cleaned)
    except SnapshotError:
        return None
    if snapshot is None or snapshot.manifest["inputs"] != plan.inputs or snapshot.manifest["versions"] != plan.versions:
        return None
    if not is_of_these_libraries(cleaned):
        return None
    return snapshot if _is_untouched(cleaned, snapshot, read_state(cleaned).get("stamps", {})) else None


def nothing_new(snapshot: Snapshot, plan: Plan) -> RunOutcome:
    """The outcome of a run over what is published already."""
    counts = read_counts(snapshot)
    summary = f"Nothing new: {counts.sources} sources, {counts.articles} articles; snapshot {snapshot.name} stands."
    return RunOutcome(
        ExitCode.PUBLISHED,
        snapshot.name,
        False,
        counts,
        summary,
        tuple(str(r) for r in plan.refusals),
        find_report(snapshot.folder.parent.parent),
    )


def read_counts(snapshot: Snapshot) -> Counts:
    """The counts that a manifest states."""
    return Counts(**snapshot.manifest["counts"])


def is_of_these_libraries(cleaned: Path) -> bool:
    """Was the published snapshot made with the libraries that are installed? Without a memory of it: yes."""
    return bool(read_state(cleaned).get("libraries", read_libraries()) == read_libraries())


def _is_untouched(cleaned: Path, snapshot: Snapshot, stamps: Mapping[str, list[int]]) -> bool:
    """Is every file as it was published? Where size, time and inode are as the last run left them the bytes are not read."""
    try:
        return all(
            stamps.get(path.relative_to(cleaned).as_posix()) == _stamp(path) or measure_sha256(path) == entry["sha256"]
            for path, entry in [(cleaned / ARTICLES, snapshot.files[ARTICLES]), *find_files(snapshot)]
        )
    except OSError:
        return False


def _stamp(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ino]


def read_state(cleaned: Path) -> dict[str, Any]:
    """What the last run left; empty where it left nothing that can be read."""
    try:
        state = json.loads((cleaned / WORK / _STATE).read_bytes())
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def write_state(cleaned: Path, snapshot: Snapshot) -> None:
    """Remember what was published with which libraries, for the next run's question."""
    places = [cleaned / ARTICLES, *(path for path, _ in find_files(snapshot))]
    stamps = {path.relative_to(cleaned).as_posix(): _stamp(path) for path in places}
    state = {"libraries": read_libraries(), "stamps": stamps}
    replace_file(cleaned / WORK / _STATE, [json.dumps(state).encode()])
