"""Retention: old snapshots go, but never the current one, nor one that a consumer pinned.

A snapshot goes in one step: it is moved out of ``snapshots/`` and only then taken apart, so that no reader ever finds half of
one. A crash leaves the rest in ``.work/``, where the next run clears it away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.outcome import ExitCode, RunError
from flows.snapshots.disk import fsync_folder, make_folder, remove_tree
from flows.snapshots.history import Entry, read_history, record_pruning
from flows.snapshots.lock import hold_lock
from flows.snapshots.pins import read_pins
from flows.snapshots.snapshot import SNAPSHOTS, WORK, SnapshotError, find_files, read_pointer, read_snapshot

PRUNED = "pruned."


@dataclass(frozen=True, slots=True)
class Pruning:
    """What went (or would go), with its bytes, and what stayed although it was old enough: snapshot to the reason."""

    removed: tuple[Entry, ...]
    bytes: int
    spared: tuple[tuple[str, str], ...]
    left: int


def prune(
    cleaned: Path, *, keep: int | None = None, older_than: float | None = None, dry_run: bool = False, now: datetime | None = None
) -> Pruning:
    """Remove the snapshots beyond the ``keep`` last published that were published more than ``older_than`` days ago.

    One of the two is enough; with both a snapshot must be past both. Raises RunError without either, where another run holds
    the lock, and where the pointer cannot be read: then nobody knows which snapshot is the current one.
    """
    if keep is None and older_than is None:
        raise RunError(ExitCode.USAGE, "prune: say what may go, with --keep N, --older-than DAYS or both.")
    if (keep is not None and keep < 1) or (older_than is not None and older_than < 0):
        raise RunError(ExitCode.USAGE, "prune: --keep is at least 1 and --older-than at least 0.")
    if not (cleaned / SNAPSHOTS).is_dir():
        return Pruning((), 0, (), 0)
    with hold_lock(cleaned):
        try:
            current = read_pointer(cleaned)
        except SnapshotError as error:
            raise RunError(ExitCode.REFUSED, f"{error} Nothing was pruned.") from None
        if current is None:
            raise RunError(ExitCode.REFUSED, f"{cleaned}: nothing says which snapshot is the current one, so nothing was pruned.")
        entries = read_history(cleaned)
        due = find_due(cleaned, entries, keep, older_than, now or datetime.now(UTC))
        pins = read_pins(cleaned)
        spared = [(entry.name, f"pinned by {', '.join(pins[entry.name])}") for entry in due if entry.name in pins]
        removed: list[Entry] = []
        size = 0
        for entry in due:
            if entry.name in pins or entry.name == current:
                continue
            size += _measure(cleaned, entry.name)
            if dry_run or _remove(cleaned, entry.name):
                removed.append(entry)
            else:
                spared.append((entry.name, "pinned just now"))
        return Pruning(tuple(removed), size, tuple(spared), len(entries) - len(removed))


def find_due(cleaned: Path, entries: Sequence[Entry], keep: int | None, older_than: float | None, now: datetime) -> list[Entry]:
    """The entries that are past both limits; ``entries`` are the last published first. Never the current one.

    Order is the log's, not the clock's: a clock that was set back makes nothing older. A time that lies ahead is no age.
    """
    limit = None if older_than is None else now - timedelta(days=older_than)
    return [
        entry
        for number, entry in enumerate(entries)
        if not entry.current and (keep is None or number >= keep) and (limit is None or _published(cleaned, entry) < limit)
    ]


def _published(cleaned: Path, entry: Entry) -> datetime:
    """When it was published; where the log does not say, when its folder was last changed."""
    try:
        stated = datetime.fromisoformat(entry.published or "")
    except ValueError:
        return datetime.fromtimestamp((cleaned / SNAPSHOTS / entry.name).stat().st_mtime, UTC)
    return stated if stated.tzinfo else stated.replace(tzinfo=UTC)


def _remove(cleaned: Path, name: str) -> bool:
    """Take a snapshot away; False where somebody pinned it at the last moment: then it is back where it was."""
    shelf, aside = cleaned / SNAPSHOTS, cleaned / WORK / f"{PRUNED}{name}"
    make_folder(aside.parent)
    remove_tree(aside)
    (shelf / name).rename(aside)
    if name in read_pins(cleaned):
        aside.rename(shelf / name)
        return False
    fsync_folder(shelf)
    record_pruning(cleaned, name)
    remove_tree(aside)
    return True


def _measure(cleaned: Path, name: str) -> int:
    """The bytes of a snapshot, as its manifest states them or, where that is broken, as they lie there."""
    try:
        return sum(entry["bytes"] for _, entry in find_files(read_snapshot(cleaned, name)))
    except SnapshotError:
        return sum(path.stat().st_size for path in (cleaned / SNAPSHOTS / name).rglob("*") if path.is_file())
