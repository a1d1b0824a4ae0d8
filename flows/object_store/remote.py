"""Sources and ``cleaned/`` in an object store: ``s3://``, ``gs://``, ``az://``, through fsspec; ``file://`` is a folder.

A run works on a mirror on this machine, with all that holds there, and the store sees three things: objects of a snapshot, each
put whole under a name that says its content; then one small object, ``CURRENT``, put on the condition that it is still the one
that was read; then ``articles.jsonl`` and the log. So a reader of the store finds the old snapshot or the new one, whole, and of two
runs that meet at the pointer one is refused. What dies before the pointer leaves objects that nobody names and the next run uses.

Credentials come from where the store's own library looks (environment, configuration files), never from an address, and no
message or file ever holds them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlparse

from flows.object_store.store import Conflict, Entry, Store, open_store, redacted
from flows.outcome import ExitCode, RunError, RunOutcome
from flows.snapshots.disk import make_folder, measure_sha256, remove_tree, replace_file
from flows.snapshots.lock import hold_lock
from flows.snapshots.snapshot import (
    ARTICLES,
    CURRENT,
    HISTORY,
    MANIFEST,
    MIRROR,
    PINS,
    REPORT,
    SNAPSHOTS,
    Snapshot,
    SnapshotError,
    read_names,
    read_pointer,
    read_snapshot,
)

_ADDRESS = re.compile(r"(s3|s3a|gs|gcs|az|abfs|abfss|memory):/+(.+)")
_INDEX = "index.json"


def find_address(place: Path | str) -> str | None:
    """The store's address, None for a folder. A ``Path`` keeps one slash of an address: ``s3:/bucket/seeds`` is one, too."""
    found = _ADDRESS.fullmatch(str(place))
    if found is None:
        return None
    if "@" in found[2].split("/", 1)[0] and found[1] in ("s3", "s3a", "gs", "gcs"):
        raise RunError(
            ExitCode.USAGE, f"{found[1]}://…: keys do not belong in an address; put them where {found[1]}'s own tools look for them."
        )
    return f"{found[1]}://{found[2].rstrip('/')}"


def find_folder(place: Path | str) -> Path:
    """The folder of a ``file://`` address or of a plain path."""
    text = str(place)
    found = re.fullmatch(r"file:/+(.*)", text)
    return Path("/" + unquote(urlparse(f"file:///{found[1]}").path).lstrip("/")) if found else Path(place)


def mirror_of(address: str) -> Path:
    """Where the mirror of an address lies: in ``COPYDESK_CACHE``, or the user's cache."""
    home = os.environ.get("COPYDESK_CACHE") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home, "copydesk", hashlib.sha256(address.encode()).hexdigest()[:16])


@dataclass(slots=True)
class AtHand:
    """Both places as folders of this machine, and how to bring what was published back to the store."""

    seeds: Path
    cleaned: Path
    store: Store | None = None
    token: str | None = None
    name: str | None = None
    messages: list[str] = field(default_factory=list)

    def bring(self, outcome: RunOutcome) -> RunOutcome:
        """Put what a run published where its readers are; the outcome, told in the store's own words."""
        if self.store is not None:
            try:
                push(self)
            except Exception as error:
                raise _unusable(self.store.address, error) from None
        told = tuple(self._named(message) for message in outcome.messages)
        return replace(outcome, messages=(*told, *self.messages), summary=self._named(outcome.summary))

    def _named(self, text: str) -> str:
        return text.replace(str(self.cleaned), self.store.address) if self.store is not None else text


@contextmanager
def at_hand(seeds: Path, cleaned: Path) -> Iterator[AtHand]:
    """The two places at hand while the block runs: folders as they are, stores as mirrors under a lock. Raises RunError."""
    sources, target = find_address(seeds), find_address(cleaned)
    if is_read(target or os.path.realpath(find_folder(cleaned)), sources or os.path.realpath(find_folder(seeds))):
        what = "it lies among the sources, and what is published would be read as one; name a place outside of"
        raise RunError(ExitCode.USAGE, f"--cleaned {target or cleaned}: {what} {sources or seeds}.")
    if sources is None and target is None:
        yield AtHand(find_folder(seeds), find_folder(cleaned))
        return
    messages: list[str] = []
    try:
        place = pull_sources(open_store(sources), mirror_of(sources), messages) if sources else find_folder(seeds)
    except Exception as error:
        raise _unusable(str(sources), error) from None
    if target is None:
        yield AtHand(place, find_folder(cleaned), messages=messages)
        return
    home = mirror_of(target)
    with hold_lock(home):
        found = AtHand(place, home / "cleaned", open_store(target), messages=messages)
        try:
            pull(found)
        except Exception as error:
            raise _unusable(target, error) from None
        yield found


def is_read(place: str, sources: str) -> bool:
    """Whether a place lies among the sources, and nothing on the way is hidden from who reads them."""
    if not PurePosixPath(place).is_relative_to(sources):
        return False
    return not any(part.startswith(".") for part in PurePosixPath(place).relative_to(sources).parts)


def pull_sources(store: Store, home: Path, messages: list[str]) -> Path:
    """Bring the objects that are new or changed to the mirror, and forget those that are gone."""
    folder, index = home / "seeds", home / _INDEX
    with hold_lock(home):
        make_folder(folder)
        known: dict[str, str] = {}
        with suppress(OSError, ValueError):
            known = json.loads(index.read_bytes())
        there = store.list()
        if not there:
            raise RunError(ExitCode.USAGE, f"{store.address}: there are no sources in it; put objects there, or name another place.")
        now: dict[str, str] = {}
        for name, entry in sorted(there.items()):
            if not is_inside(name):
                messages.append(f"{name}: its name leads out of the folder; give the object another name.")
                continue
            path = folder / name
            if known.get(name) != entry.stamp or not path.is_file():
                with suppress(FileNotFoundError):
                    store.get(name, path)
            if path.is_file():
                now[name] = entry.stamp
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_dir():
                with suppress(OSError):
                    path.rmdir()
            elif path.relative_to(folder).as_posix() not in now:
                path.unlink()
        replace_file(index, [json.dumps(now).encode()])
    return folder


def is_inside(name: str) -> bool:
    """Is the name of an object a path that stays in its folder?"""
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and "\\" not in name and "\0" not in name and not {".", ".."} & set(name.split("/"))


def pull(place: AtHand) -> None:
    """Bring the mirror to where the store is: pointer, its snapshot, log and pins."""
    store = place.store
    assert store is not None
    make_folder(place.cleaned)
    place.token, raw = store.read(CURRENT)
    place.name = None if raw is None else raw.decode("ascii", "replace").strip()
    _mirror_small(store, place.cleaned)
    if raw is None:
        (place.cleaned / CURRENT).unlink(missing_ok=True)
        return
    pull_snapshot(store, place.cleaned, place.name or "")
    with suppress(FileNotFoundError):
        if not _is_like(place.cleaned / ARTICLES, store.list(ARTICLES).get(ARTICLES)):
            store.get(ARTICLES, place.cleaned / ARTICLES)
    replace_file(place.cleaned / CURRENT, [raw])


def _mirror_small(store: Store, cleaned: Path) -> None:
    """The log, and the pins: small files that others may have changed."""
    _, log = store.read(HISTORY)
    if log is not None:
        replace_file(cleaned / HISTORY, [log])
    there = {name for name in store.list(PINS) if is_inside(name)}
    for path in (cleaned / PINS).glob("*"):
        if f"{PINS}/{path.name}" not in there:
            path.unlink()
    for name in there:
        store.get(name, cleaned / name)


def pull_snapshot(store: Store, cleaned: Path, name: str, *, whole: bool = True) -> Snapshot | None:
    """Bring a snapshot to the mirror, or its manifest alone. What is there with the right digest stays; broken files are fetched again."""
    folder = cleaned / SNAPSHOTS / name
    try:
        store.get(f"{SNAPSHOTS}/{name}/{MANIFEST}", folder / MANIFEST)
        snapshot = read_snapshot(cleaned, name)
    except (FileNotFoundError, SnapshotError):
        return None
    if whole:
        for path, entry in (snapshot.files | snapshot.manifest["beside"]).items():
            local = folder / path
            if path != ARTICLES and is_inside(path) and not (local.is_file() and measure_sha256(local) == entry["sha256"]):
                with suppress(FileNotFoundError):
                    store.get(f"{SNAPSHOTS}/{name}/{path}", local)
    return snapshot


def push(place: AtHand) -> None:
    """Bring what the mirror shows to the store: the snapshot's objects, then the pointer, then the rest. Raises Conflict."""
    store = place.store
    assert store is not None
    try:
        name = read_pointer(place.cleaned)
    except SnapshotError:
        return
    if name is None:
        return
    if name != place.name:
        push_snapshot(store, read_snapshot(place.cleaned, name))
        store.put_if(CURRENT, (place.cleaned / CURRENT).read_bytes(), place.token)
        place.name = name
    if not _is_like(place.cleaned / ARTICLES, store.list(ARTICLES).get(ARTICLES)):
        store.put(ARTICLES, place.cleaned / ARTICLES)
    push_log(store, place.cleaned)
    for path in sorted((place.cleaned / REPORT).rglob("*")):
        if path.is_file():
            store.put(path.relative_to(place.cleaned).as_posix(), path)


def push_snapshot(store: Store, snapshot: Snapshot) -> None:
    """Put every object of a snapshot that the store has not, the manifest last: what it lists is there when it is."""
    base = f"{SNAPSHOTS}/{snapshot.name}"
    there = store.list(base)
    for path in [*(p for p in snapshot.files | snapshot.manifest["beside"] if p != ARTICLES), MANIFEST]:
        if not _is_like(snapshot.folder / path, there.get(f"{base}/{path}")):
            store.put(f"{base}/{path}", snapshot.folder / path)


def push_log(store: Store, cleaned: Path) -> None:
    """Add to the store's log the lines that only the mirror's has. It is a log for people: the last writer's order wins."""
    if not (cleaned / HISTORY).exists():
        return
    _, raw = store.read(HISTORY)
    theirs = (raw or b"").splitlines()
    ours = [line for line in (cleaned / HISTORY).read_bytes().splitlines() if line and line not in theirs]
    if ours:
        store.put(HISTORY, b"".join(line + b"\n" for line in [*theirs, *ours]))


def _is_like(path: Path, entry: Entry | None) -> bool:
    """Has the store this file already? By its MD5 where the store's tag is one, else by its size and the name that says its content."""
    if entry is None or not path.is_file() or entry.size != path.stat().st_size:
        return False
    tag = entry.stamp.strip('"')
    if re.fullmatch(r"[0-9a-f]{32}", tag):
        digest: str = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
        return digest == tag
    return path.name != ARTICLES


_WRITING = ("rollback", "prune", "pin", "unpin")


@contextmanager
def borrow(cleaned: Path, command: str, wanted: Sequence[str] = ()) -> Iterator[Path]:
    """``cleaned/`` as a folder for a command other than ``run``; what the command changed there goes back to the store.

    Of old snapshots only the manifests are fetched, but for those that the command asks for (``wanted``: how their names begin).
    """
    address = find_address(cleaned)
    if address is None:
        yield find_folder(cleaned)
        return
    home = mirror_of(address)
    with hold_lock(home):
        place = AtHand(home, home / "cleaned", open_store(address))
        try:
            pull(place)
            names = _pull_manifests(place, command, wanted)
        except Exception as error:
            raise _unusable(address, error) from None
        yield place.cleaned
        if command in _WRITING:
            try:
                _push_changes(place, names)
            except Exception as error:
                raise _unusable(address, error) from None


def _pull_manifests(place: AtHand, command: str, wanted: Sequence[str]) -> list[str]:
    store = place.store
    assert store is not None
    names = sorted({name.split("/")[1] for name in store.list(SNAPSHOTS) if name.endswith(f"/{MANIFEST}")})
    for name in names:
        whole = command in ("rollback", "compare") and any(name.startswith(beginning) for beginning in wanted)
        pull_snapshot(store, place.cleaned, name, whole=whole)
    for name in read_names(place.cleaned):
        if name not in names:
            remove_tree(place.cleaned / SNAPSHOTS / name)
    replace_file(place.cleaned / MIRROR, [b"Tables of old snapshots are fetched when they are asked for.\n"])
    return names


def _push_changes(place: AtHand, names: Sequence[str]) -> None:
    store = place.store
    assert store is not None
    push(place)
    ours, theirs = ({f"{PINS}/{path.name}" for path in (place.cleaned / PINS).glob("*")}, set(store.list(PINS)))
    for name in sorted(ours - theirs):
        store.put(name, place.cleaned / name)
    for name in sorted(theirs - ours):
        store.delete(name)
    for name in sorted(set(names) - set(read_names(place.cleaned))):
        store.delete(f"{SNAPSHOTS}/{name}/{MANIFEST}")
        for path in store.list(f"{SNAPSHOTS}/{name}"):
            store.delete(path)


def _unusable(address: str, error: Exception) -> RunError:
    """What a store's library said, as one sentence without anybody's keys."""
    if isinstance(error, RunError):
        return error
    if isinstance(error, Conflict):
        return RunError(ExitCode.UNFORESEEN, str(error))
    return RunError(
        ExitCode.UNFORESEEN, f"{address}: the store cannot be used ({redacted(error)}); check its address, the network and the keys."
    )
