"""What is to be done: every file of the seeds with its digest, what is refused at sight, and whether any of it is new.

Reading a plan costs one pass over the bytes and imports nothing heavy, so a run with nothing new ends before Prefect
is imported.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata
from pathlib import Path

from copydesk.sources import Refusal, SourceFile, discover
from flows.outcome import ExitCode, RunError
from flows.snapshots.disk import canonical_json, measure_sha256

# Raised when the layout of a snapshot changes: a snapshot of another format is never reused.
FORMAT = 2
# Whose version can change what is cleaned, judged or written; looked up, never imported.
_LIBRARIES = ("ftfy", "lxml", "langdetect", "pyarrow", "great_expectations", "zstandard", "python-docx", "striprtf", "feedparser")
# A shard is some seconds of work: big enough that handing it over costs nothing, small enough that a retry is cheap.
SHARD_BYTES = 4 << 20
# A partition is what one process holds at once when it publishes: about ten times this in memory.
PART_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class Job:
    """One file to clean. ``key`` digests its name, its bytes and its side-car: same key and versions, same outcome.

    ``stamp`` packs size, mtime in ns and inode at the moment of digesting; a file whose stamp moved has changed since. Where its
    siblings have a template, that is in ``key`` too, and ``base`` is the key without it. ``folder`` is that of the seeds. A run
    holds one of these a file, so it is kept small: 0.4 kB.
    """

    folder: str
    name: str
    size: int
    side_car: str | None
    key: str
    stamp: bytes
    base: str = ""

    @property
    def path(self) -> str:
        """Where the file lies."""
        return os.path.join(self.folder, self.name)  # noqa: PTH118  (a string is all that is wanted)

    @property
    def own_key(self) -> str:
        """The key without what the file's siblings add to it."""
        return self.base or self.key

    @property
    def source_file(self) -> SourceFile:
        """The file as copydesk.sources reads it."""
        return SourceFile(Path(self.path), self.name, self.size, Path(self.side_car) if self.side_car else None)


@dataclass(frozen=True, slots=True)
class Shard:
    """Some files of one partition, cleaned as one task. ``key`` names its results in the work folder."""

    number: int
    prefix: str
    key: str
    jobs: tuple[Job, ...]

    @property
    def bytes(self) -> int:
        """Bytes on disk of its files."""
        return sum(job.size for job in self.jobs)


@dataclass(frozen=True, slots=True)
class Plan:
    """Every file of the seeds by name; ``inputs`` digests names, keys and refusals, ``versions`` says what would decide."""

    seeds: str
    jobs: tuple[Job, ...]
    refusals: tuple[Refusal, ...]
    inputs: str
    versions: dict[str, str]

    @property
    def bytes(self) -> int:
        """Bytes on disk of all files."""
        return sum(job.size for job in self.jobs)


def read_plan(seeds: Path) -> Plan:
    """The plan for a folder (or one file). Raises RunError when there is no such folder."""
    if not seeds.exists():
        raise RunError(ExitCode.USAGE, f"{seeds}: there is no such file or folder; give the folder that holds the sources.")
    if seeds.is_dir() and not os.access(seeds, os.R_OK | os.X_OK):
        raise RunError(ExitCode.USAGE, f"{seeds}: the folder cannot be read; give the user that runs copydesk permission to read it.")
    found = discover(seeds)
    jobs: list[Job] = []
    refusals = list(found.refusals)
    sources = list(reversed(found.sources))
    del found
    folder = str(seeds if seeds.is_dir() else seeds.parent)
    while sources:  # each is let go when its job is made
        job = _digest(sources.pop(), folder)
        (jobs if isinstance(job, Job) else refusals).append(job)  # type: ignore[arg-type]
    refusals.sort(key=lambda refusal: refusal.name)
    facts = [[job.name, job.key] for job in jobs], [[r.name, r.reason] for r in refusals]
    inputs = hashlib.sha256(canonical_json(facts)).hexdigest()
    return Plan(str(seeds), tuple(jobs), tuple(refusals), inputs, read_versions())


def _digest(file: SourceFile, folder: str) -> Job | Refusal:
    try:
        before = _stamp(file.path)
        known = _known.get(file.name)
        if known is not None and known.stamp == before and known.folder == folder and file.side_car is None:
            return known
        content = measure_sha256(file.path)
        side = measure_sha256(file.side_car) if file.side_car else ""
        after = _stamp(file.path)
    except FileNotFoundError:
        return Refusal(file.name, "the file vanished during the run", "restore it and run again")
    except PermissionError:
        return Refusal(file.name, "the file cannot be read", "give the user that runs copydesk permission to read it")
    except OSError as error:
        return Refusal(file.name, f"reading it failed ({error.strerror})", "check the disk")
    if before != after:
        return changed_refusal(file.name)
    key = hashlib.sha256(canonical_json([file.name, content, side])).hexdigest()
    job = Job(folder, file.name, _STAMP.unpack(after)[0], str(file.side_car) if file.side_car else None, key, after)
    if file.side_car is None:
        _known[job.name] = job
    return job


_known: dict[str, Job] = {}
"""Files that this process has digested already: the command asks before the flow does."""


def changed_refusal(name: str) -> Refusal:
    """The refusal of a file that is being written while it is read."""
    return Refusal(name, "the file changed while it was read", "run again when it is complete")


_STAMP = struct.Struct("<QqQ")


def _stamp(path: Path) -> bytes:
    status = path.stat()
    return _STAMP.pack(status.st_size, status.st_mtime_ns, status.st_ino)


def is_unchanged(job: Job) -> bool:
    """Is the file still the one that was digested? Raises FileNotFoundError when it is gone."""
    return _stamp(Path(job.path)) == job.stamp


def prefix_length(total: int) -> int:
    """Hexadecimal digits of a file's key that name its partition: the fewest that keep a partition under ``PART_BYTES``.

    A function of the bytes alone, so that any machine cuts the same corpus into the same partitions.
    """
    length = 0
    while total > PART_BYTES * 16**length:
        length += 1
    return length


def plan_shards(jobs: tuple[Job, ...], versions: dict[str, str], length: int, most: int = SHARD_BYTES) -> tuple[Shard, ...]:
    """Files in the order of their keys, cut where the partition changes or the next file would pass ``most`` bytes."""
    shards = [
        Shard(0, members[0].key[:length], _shard_key(members, versions), tuple(members))
        for members in _runs(sorted(jobs, key=lambda job: job.key), length, most)
    ]
    shards.sort(key=lambda shard: (-shard.bytes, shard.key))
    return tuple(replace(shard, number=number) for number, shard in enumerate(shards, 1))


def _runs(jobs: list[Job], length: int, most: int) -> Iterator[list[Job]]:
    held: list[Job] = []
    size = 0
    for job in jobs:
        if held and (size + job.size > most or held[-1].key[:length] != job.key[:length]):
            yield held
            held, size = [], 0
        held.append(job)
        size += job.size
    if held:
        yield held


def _shard_key(jobs: list[Job], versions: dict[str, str]) -> str:
    return hashlib.sha256(canonical_json([versions, read_libraries(), [job.key for job in jobs]])).hexdigest()[:32]


@cache
def _checks_version() -> str:
    """Twelve hex digits over the code and data of the checks: what decides whether a record is published."""
    digest = hashlib.sha256()
    import checks

    for root in checks.__path__:
        for path in sorted(Path(root).rglob("*")):
            if path.suffix in (".py", ".toml", ".json") and "__pycache__" not in path.parts:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def read_versions() -> dict[str, str]:
    """What decides about the content of a snapshot: part of its name.

    ``engine`` decides about every source; each of ``profiles`` only about the sources that it could apply to.
    """
    from copydesk.versions import COPYDESK, engine_version, profile_versions, rules_version

    profiles = " ".join(f"{name}={version}" for name, version in profile_versions().items())
    return {"format": str(FORMAT), "copydesk": COPYDESK, "rules": rules_version(), "checks": _checks_version(),
            "engine": engine_version(), "profiles": profiles}  # fmt: skip


@cache
def read_libraries() -> dict[str, str]:
    """Installed versions of the libraries that the outcome leans on: a change calls for a new run, not for a new name."""
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
