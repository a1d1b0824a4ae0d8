"""Pins: what a consumer reads stays, however old it grows.

A pin is a small file ``pins/SNAPSHOT.WHO`` in ``cleaned/``. It takes no lock, so a consumer can pin while a run is under way; the
order of steps makes up for that: who pins writes the file first and then looks whether the snapshot is still there, who prunes
takes the snapshot away first and then looks again for pins.
"""

from __future__ import annotations

import getpass
import re
from datetime import UTC, datetime
from pathlib import Path

from flows.outcome import ExitCode, RunError
from flows.snapshots.disk import fsync_folder, make_folder, readable_json, replace_file
from flows.snapshots.snapshot import PINS, SNAPSHOTS, find_name, is_name

_WHO = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}")


def pin(cleaned: Path, snapshot: str, who: str | None = None) -> tuple[str, str]:
    """Pin a snapshot (``snapshot`` may be the beginning of its name) for a consumer, the user by default; gives name and consumer.

    Raises RunError where there is no such snapshot or the consumer's name cannot be part of a file's name.
    """
    who = _checked(who)
    name = find_name(cleaned, snapshot)
    path = cleaned / PINS / f"{name}.{who}"
    facts = {"snapshot": name, "by": who, "at": datetime.now(UTC).isoformat(timespec="seconds")}
    try:
        make_folder(path.parent)
        replace_file(path, [readable_json(facts)])
    except OSError as error:
        raise RunError(ExitCode.USAGE, f"{path}: the pin cannot be written ({error.strerror}).") from None
    if not (cleaned / SNAPSHOTS / name).is_dir():
        path.unlink(missing_ok=True)
        raise RunError(ExitCode.USAGE, f"{name}: the snapshot has just been pruned; `copydesk history` lists those that are there.")
    return name, who


def unpin(cleaned: Path, snapshot: str, who: str | None = None) -> tuple[str, str]:
    """Take a consumer's pin away; gives name and consumer. Raises RunError where there is none."""
    who = _checked(who)
    pins = read_pins(cleaned)
    found = [name for name, by in pins.items() if name.startswith(snapshot) and who in by] if snapshot else []
    if len(found) != 1:
        what = f"{who} has not pinned it" if not found else f"{len(found)} snapshots that {who} pinned begin so"
        held = "; ".join(f"{name} is pinned by {', '.join(by)}" for name, by in pins.items()) or "nothing is pinned"
        raise RunError(ExitCode.USAGE, f"{snapshot}: {what}; {held}.")
    (cleaned / PINS / f"{found[0]}.{who}").unlink(missing_ok=True)
    fsync_folder(cleaned / PINS)
    return found[0], who


def read_pins(cleaned: Path) -> dict[str, tuple[str, ...]]:
    """Name of each pinned snapshot to who pinned it, both sorted. What the files hold is for people: their names decide."""
    found: dict[str, list[str]] = {}
    folder = cleaned / PINS
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        name, _, who = path.name.partition(".")
        if is_name(name) and who and not who.endswith(".new"):
            found.setdefault(name, []).append(who)
    return {name: tuple(by) for name, by in found.items()}


def _checked(who: str | None) -> str:
    who = who or getpass.getuser()
    if not _WHO.fullmatch(who) or who.endswith(".new"):
        raise RunError(ExitCode.USAGE, f"--name {who}: use up to 64 letters, digits and . _ @ - for who pins.")
    return who
