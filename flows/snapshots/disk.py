"""Writing that survives a crash: what a reader can see is whole, and what was promised is on the disk.

The order is always the same: write under a name nobody reads, fsync the file, rename it to its name, fsync the folder.
A rename within one folder is atomic on every POSIX file system; without the first fsync a power cut could leave the new
name with no content, without the second it could leave the old name.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

_BLOCK = 1 << 20


def measure_sha256(path: Path) -> str:
    """The SHA-256 of a file in hex, read in blocks of 1 MiB. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def canonical_json(value: object) -> bytes:
    """One spelling for one value: keys sorted, no spaces, UTF-8. For digests, not for people."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")


def readable_json(value: object) -> bytes:
    """Indented JSON in the order of its keys, with a line feed at its end. For files that people read."""
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def fsync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk. Where the file system cannot (some network shares) nothing is done."""
    fd = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(fd)
    finally:
        os.close(fd)


def write_file(path: Path, chunks: Iterable[bytes]) -> str:
    """Write a new file, bring it to the disk, and give its SHA-256. The name is not safe from readers: see replace_file."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def replace_file(path: Path, chunks: Iterable[bytes]) -> str:
    """Replace a file in one step: a reader sees the old content or the new, whole. Gives the new SHA-256."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        digest = write_file(fresh, chunks)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    fsync_folder(path.parent)
    return digest


def copy_chunks(path: Path) -> Iterator[bytes]:
    """The content of a file in blocks of 1 MiB."""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def make_folder(folder: Path) -> None:
    """Make a folder and what leads to it, and bring each new name to the disk."""
    missing = [folder, *folder.parents]
    missing = missing[: next(i for i, f in enumerate(missing) if f.exists())]
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        fsync_folder(one.parent)


def fsync_tree(folder: Path) -> None:
    """Bring every folder under this one to the disk, the deepest first. The files must have been written by write_file."""
    for at, _, _ in os.walk(folder, topdown=False):
        fsync_folder(Path(at))


def fsync_file(path: Path) -> None:
    """Bring the content of a file that something else wrote to the disk."""
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def remove_tree(folder: Path) -> None:
    """Remove a folder and all in it; what is gone already is no error."""
    shutil.rmtree(folder, ignore_errors=True)
