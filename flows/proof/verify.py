"""The proof that ``cleaned/`` is what was published: every file by its digest, every source rebuilt to its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flows.snapshots.disk import measure_sha256
from flows.snapshots.rebuild import read_accounts, rebuild_bytes
from flows.snapshots.snapshot import ARTICLES, CURRENT, KINDS, MANIFEST, Snapshot, SnapshotError, part_name, read_current


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proved. ``problems``: one sentence each that names the file or source; empty when all holds."""

    snapshot: str | None
    files: int
    sources: int
    bytes: int
    problems: tuple[str, ...]

    @property
    def summary(self) -> str:
        """One line for the terminal."""
        if self.snapshot is None:
            return "There is no snapshot that could be proved."
        if self.problems:
            count = len(self.problems)
            return f"Snapshot {self.snapshot} does not hold: {count} problem{'s' * (count != 1)}."
        proved = f"{self.files} files as published, {self.sources} sources rebuilt to their {self.bytes:,} bytes"
        return f"Snapshot {self.snapshot} holds: {proved}."


def verify(cleaned: Path) -> Proof:
    """Check every published file and rebuild every published source. Reads only, and never raises on what it finds."""
    try:
        snapshot = read_current(cleaned)
    except SnapshotError as error:
        return Proof(None, 0, 0, 0, (str(error),))
    if snapshot is None:
        problem = f"{cleaned / CURRENT}: nothing was published here; run `copydesk run` first."
        return Proof(None, 0, 0, 0, (problem,))
    problems: list[str] = []
    broken = set()
    for path, sentence in find_broken_files(cleaned, snapshot):
        broken.add(path)
        problems.append(sentence)
    sources = size = 0
    for prefix in snapshot.prefixes("sources"):
        if broken & {part_name(kind, prefix) for kind in KINDS}:
            continue
        for name, count, fault in _rebuild_part(snapshot, prefix):
            sources += 1
            size += count
            if fault:
                problems.append(f"{name}: {fault}; run `copydesk run` again or roll back.")
    return Proof(snapshot.name, len(snapshot.files) + len(snapshot.manifest["beside"]) + 2, sources, size, tuple(problems))


def find_broken_files(cleaned: Path, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """(path in the snapshot, one sentence) for every file that is not as it was published."""
    expected = snapshot.files | snapshot.manifest["beside"]
    for path, entry in expected.items():
        place = cleaned / ARTICLES if path == ARTICLES else snapshot.folder / path
        mend = "remove it and run `copydesk run` again, or roll back"
        try:
            digest = measure_sha256(place)
        except FileNotFoundError:
            yield path, f"{place}: the file is missing; run `copydesk run` again, or roll back."
            continue
        except OSError as error:
            yield path, f"{place}: the file cannot be read ({error.strerror}); {mend}."
            continue
        if digest != entry["sha256"]:
            yield path, f"{place}: the file is not as it was published (its SHA-256 differs); {mend}."
    known = expected.keys() | {MANIFEST}
    for place in sorted(snapshot.folder.rglob("*")):
        name = place.relative_to(snapshot.folder).as_posix()
        if not place.is_dir() and name not in known:
            yield name, f"{place}: the file does not belong to the snapshot; remove it."


def _rebuild_part(snapshot: Snapshot, prefix: str) -> Iterator[tuple[str, int, str | None]]:
    """(name, bytes, fault) of every source of a partition."""
    try:
        for account in read_accounts(snapshot, prefix):
            fault = None
            try:
                rebuild_bytes(account)
            except (ValueError, LookupError) as error:
                fault = str(error)
            yield account.name, account.row["bytes"], fault
    except SnapshotError as error:
        with suppress(GeneratorExit):
            yield part_name("sources", prefix), 0, str(error)
