"""One run at a time on one ``cleaned/``.

The lock is the kernel's (``flock`` on ``cleaned/.lock``), so it ends with the process that holds it, however that process
ends: a lock left by a dead process is no lock. The file says who holds it, for the sentence that the other run prints.

Where the file system has no ``flock`` (some network shares) a second file, ``.lock.held``, is the lock: who creates it holds
it. It counts as stale when its process is gone from the same machine, and a process that only has the same number, after a
restart or long after, is told apart by the time at which it started. A holder on another machine cannot be asked, so its
lock stands until that machine or a person removes it; the refusal names the file.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from flows.outcome import ExitCode, RunError
from flows.snapshots.disk import make_folder

NAME = ".lock"
HELD = ".lock.held"
_NO_FLOCK = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)


@contextlib.contextmanager
def hold_lock(cleaned: Path) -> Iterator[None]:
    """Hold the lock of ``cleaned/`` while the block runs. Raises RunError when a living process holds it."""
    try:
        make_folder(cleaned)
        fd = os.open(cleaned / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise RunError(
            ExitCode.USAGE, f"{cleaned}: cannot be written to ({error.strerror}); give a folder that you may write to with --cleaned."
        ) from None
    try:
        if _take(fd, cleaned):
            with _told(fd):
                yield
        else:
            with _created(cleaned):
                yield
    finally:
        os.close(fd)


def _take(fd: int, cleaned: Path) -> bool:
    """Take the kernel's lock; False where the file system has none."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise _refusal(cleaned, _read_holder(os.pread(fd, 4096, 0))) from None
    except OSError as error:
        if error.errno not in _NO_FLOCK:
            raise
        return False
    return True


@contextlib.contextmanager
def _told(fd: int) -> Iterator[None]:
    """While the block runs the file says who holds the lock."""
    os.ftruncate(fd, 0)
    os.pwrite(fd, describe_holder(), 0)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.ftruncate(fd, 0)


@contextlib.contextmanager
def _created(cleaned: Path) -> Iterator[None]:
    """Hold the lock that is a file. Two that find the same stale lock cannot both take it: one of the two renames succeeds."""
    path = cleaned / HELD
    while not _create(path):
        seen = _read_bytes(path)
        if seen is None:
            continue
        if is_alive(_read_holder(seen)):
            raise _refusal(cleaned, _read_holder(seen), path)
        aside = path.with_name(f"{HELD}.{os.getpid()}")
        with contextlib.suppress(FileNotFoundError):
            path.rename(aside)
            if _read_bytes(aside) != seen:  # another run was quicker: what was taken away is its own, living lock
                with contextlib.suppress(FileExistsError):
                    os.link(aside, path)
            aside.unlink()
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()


def _create(path: Path) -> bool:
    """Make the lock with its content in one step; False where there is one. (A link appears whole, unlike a file.)"""
    fresh = path.with_name(f"{HELD}.{os.getpid()}.new")
    fresh.write_bytes(describe_holder())
    try:
        os.link(fresh, path)
    except FileExistsError:
        return False
    finally:
        fresh.unlink()
    return True


def _read_bytes(path: Path) -> bytes | None:
    with contextlib.suppress(FileNotFoundError):
        return path.read_bytes()
    return None


def _refusal(cleaned: Path, holder: dict[str, object], file: Path | None = None) -> RunError:
    who = f" (process {holder['pid']} on {holder['host']})" if {"pid", "host"} <= holder.keys() else ""
    mend = f"wait until it has ended, or remove {file} if that machine is gone" if file else "wait until it has ended"
    return RunError(ExitCode.UNFORESEEN, f"{cleaned}: another run{who} is publishing here; {mend}.")


def _read_holder(held: bytes) -> dict[str, object]:
    try:
        holder = json.loads(held)
    except ValueError:
        return {}
    return holder if isinstance(holder, dict) else {}


def describe_holder() -> bytes:
    """This process, as a lock names it."""
    return json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "started": _find_start(os.getpid())}).encode()


def _find_start(pid: int) -> str | None:
    """When a process started, in the kernel's own count and with the number of the boot (Linux); None where it cannot be told."""
    with contextlib.suppress(OSError, IndexError):
        ticks = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rsplit(")", 1)[1].split()[19]
        return f"{ticks}@{Path('/proc/sys/kernel/random/boot_id').read_text('ascii').strip()}"
    return None


def is_alive(holder: dict[str, object]) -> bool:
    """Does the holder still run? A holder on another machine counts as alive: it cannot be asked."""
    pid = holder.get("pid")
    if holder.get("host") != socket.gethostname() or not isinstance(pid, int):
        return "host" in holder
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    stated = holder.get("started")
    return stated is None or stated == _find_start(pid)
