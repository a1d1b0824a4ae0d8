"""One run at a time on one ``cleaned/``.

The lock is the kernel's (``flock`` on ``cleaned/.lock``), so it ends with the process that holds it, however that process
ends: a lock left by a dead process is no lock. The file says who holds it, for the sentence that the other run prints.
Where the file system has no ``flock`` (some network shares) the file itself is the lock, and it counts as stale when
its process is gone from the same machine.
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

from flows.disk import make_folder
from flows.outcome import ExitCode, RunError

NAME = ".lock"
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
        _take(fd, cleaned)
        try:
            _write_holder(fd)
            yield
        finally:
            with contextlib.suppress(OSError):
                os.ftruncate(fd, 0)
    finally:
        os.close(fd)


def _take(fd: int, cleaned: Path) -> None:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise _refusal(cleaned, _read_holder(fd)) from None
    except OSError as error:
        if error.errno not in _NO_FLOCK:
            raise
        holder = _read_holder(fd)
        if holder and _is_alive(holder):
            raise _refusal(cleaned, holder) from None


def _refusal(cleaned: Path, holder: dict[str, object]) -> RunError:
    who = f" (process {holder['pid']} on {holder['host']})" if {"pid", "host"} <= holder.keys() else ""
    return RunError(ExitCode.UNFORESEEN, f"{cleaned}: another run{who} is publishing here; wait until it has ended.")


def _read_holder(fd: int) -> dict[str, object]:
    try:
        held = json.loads(os.pread(fd, 4096, 0))
    except ValueError:
        return {}
    return held if isinstance(held, dict) else {}


def _write_holder(fd: int) -> None:
    os.ftruncate(fd, 0)
    os.pwrite(fd, json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode(), 0)


def _is_alive(holder: dict[str, object]) -> bool:
    """Does the holder still run? A holder on another machine counts as alive: it cannot be asked."""
    pid = holder.get("pid")
    if holder.get("host") != socket.gethostname() or not isinstance(pid, int):
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
