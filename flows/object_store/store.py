"""One place in an object store: list, read, put, and put on a condition."""

from __future__ import annotations

import json
import os
import re
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flows.outcome import ExitCode, RunError
from flows.snapshots.disk import make_folder

LOCK = ".lock"
# Moving the pointer takes one request. A lock that is older than this belongs to somebody who died in between.
STALE_SECONDS = 120.0
_EXTRA = {"s3": "s3", "s3a": "s3", "gs": "gs", "gcs": "gs", "az": "az", "abfs": "az", "abfss": "az"}
# Whose values must never be shown. Names of variables that a store's library reads keys from all have one of these words in them.
_SECRET = re.compile(r"KEY|SECRET|TOKEN|PASSWORD|CREDENTIAL|CONNECTION_STRING|SAS", re.IGNORECASE)


class Conflict(Exception):
    """Somebody else moved the pointer; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One object: its size, and what changes whenever its content does."""

    size: int
    stamp: str


def redacted(error: BaseException) -> str:
    """What an error says, in one bounded line, without the value of any variable that holds a key."""
    text = " ".join(f"{type(error).__name__}: {error}".split())
    for name, value in os.environ.items():
        if _SECRET.search(name) and len(value) >= 4:
            text = text.replace(value, "…")
    text = re.sub(r"(?i)(signature|credential|token|key|sig|secret)=[^\s&,;'\")]+", r"\1=…", text)
    return text[:300]


def open_store(address: str) -> Store:
    """The store of an address. Raises RunError where the package for it is missing."""
    scheme = address.partition("://")[0]
    try:
        import fsspec

        fs, root = fsspec.core.url_to_fs(address, **({"use_listings_cache": False} if scheme != "memory" else {}))
    except ImportError:
        extra = _EXTRA.get(scheme, scheme)
        raise RunError(
            ExitCode.USAGE, f"{address}: the package for {scheme}:// is missing; `pip install 'copydesk[{extra}]'` and run again."
        ) from None
    return Store(address, fs, root.rstrip("/"))


class Store:
    """The objects under one address. Raises what fsspec's file systems raise: OSError and the store library's own errors."""

    def __init__(self, address: str, fs: Any, root: str) -> None:
        self.address = address
        self._fs = fs
        self._root = root

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def list(self, under: str = "") -> dict[str, Entry]:
        """Name to entry of every object, or of those under one name."""
        self._fs.invalidate_cache()
        try:
            found = self._fs.find(self._path(under) if under else self._root, detail=True)
        except FileNotFoundError:
            return {}
        if isinstance(found, list):  # as Azure's library tells no object, or one
            found = {path: self._fs.info(path) for path in found}
        start = len(self._root) + 1
        return {
            path[start:]: Entry(int(info["size"] or 0), _stamp(info)) for path, info in found.items() if path.startswith(f"{self._root}/")
        }

    def read(self, name: str) -> tuple[str | None, bytes | None]:
        """(stamp, content) of a small object; (None, None) where there is none. The stamp is taken before the content is read."""
        self._fs.invalidate_cache()
        try:
            return _stamp(self._fs.info(self._path(name))), self._fs.cat_file(self._path(name))
        except FileNotFoundError:
            return None, None

    def get(self, name: str, target: Path) -> None:
        """Fetch an object into a file, whole or not at all. Raises FileNotFoundError."""
        make_folder(target.parent)
        fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
        try:
            self._fs.get_file(self._path(name), str(fresh))
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)

    def put(self, name: str, content: bytes | Path) -> None:
        """Put an object; readers see the old content or the new."""
        if isinstance(content, Path):
            self._fs.put_file(str(content), self._path(name))
        else:
            self._fs.pipe_file(self._path(name), content)

    def delete(self, name: str) -> None:
        """Remove an object, if it is there."""
        try:
            self._fs.rm_file(self._path(name))
        except FileNotFoundError:
            return

    def put_if(self, name: str, content: bytes, stamp: str | None) -> None:
        """Put an object on the condition that it is still the one of that stamp (None: that there is none). Raises Conflict.

        S3, Google and Azure are asked to check the condition themselves. Everywhere a lock object, created on the condition that
        there is none, keeps others out while the stamp is looked at once more: that is all that a store without conditions can give.
        """
        self._take_lock()
        try:
            now, there = self.read(name)
            if now != stamp and there != content:
                raise self._conflict(name)
            self._put_conditionally(name, content, now)
        finally:
            self.delete(LOCK)

    def _put_conditionally(self, name: str, content: bytes, stamp: str | None) -> None:
        """Let the store itself check the condition, in its own words: If-Match with S3 and Azure, ifGenerationMatch with Google."""
        asked = {"s3": self._put_to_s3, "gs": self._put_to_gs, "az": self._put_to_az}.get(self._kind)
        if asked is None:
            self.put(name, content)
            return
        try:
            asked(self._path(name), content, stamp)
        except Exception as error:
            if not _is_precondition(error):
                raise
            raise self._conflict(name) from None

    @property
    def _kind(self) -> str:
        protocols = self._fs.protocol
        return _EXTRA.get(protocols if isinstance(protocols, str) else protocols[0], "other")

    def _put_to_s3(self, path: str, content: bytes, stamp: str | None) -> None:
        # Ceph's gateway (16) takes a tag in its quotes for another one, so the bare tag is tried, too: the store checks either way.
        conditions = [{"IfMatch": tag} for tag in dict.fromkeys((stamp, stamp.strip('"')))] if stamp is not None else [{"IfNoneMatch": "*"}]
        bucket, key, _ = self._fs.split_path(path)
        for condition in conditions:
            try:
                self._fs.call_s3("put_object", Bucket=bucket, Key=key, Body=content, **condition)
                return
            except Exception as error:
                if not _is_precondition(error) or condition is conditions[-1]:
                    raise

    def _put_to_gs(self, path: str, content: bytes, stamp: str | None) -> None:
        bucket, key, _ = self._fs.split_path(path)
        place = f"{self._fs._location}/upload/storage/v1/b/{quote(bucket)}/o"
        self._fs.call("POST", place, uploadType="media", name=key, ifGenerationMatch=stamp or "0", data=content, json_out=True)

    def _put_to_az(self, path: str, content: bytes, stamp: str | None) -> None:
        if stamp is None:
            self._fs.pipe_file(path, content, mode="create")
            return
        from azure.core import MatchConditions

        self._fs.pipe_file(path, content, etag=stamp, match_condition=MatchConditions.IfNotModified)

    def _conflict(self, name: str) -> Conflict:
        return Conflict(
            f"{self.address}: another run has published here meanwhile ({name} is not the one that this run began with); run again."
        )

    def _take_lock(self) -> None:
        """Create the lock object; wait for a living holder, and take the place of a dead one."""
        held = json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode()
        first_seen: tuple[str | None, float] | None = None
        while True:
            try:
                self._fs.pipe_file(self._path(LOCK), held, mode="create")
                return
            except FileExistsError:
                pass
            except Exception as error:
                if not _is_precondition(error):
                    raise
            stamp, _ = self.read(LOCK)
            if stamp is not None and (first_seen is None or first_seen[0] != stamp):
                first_seen = stamp, time.monotonic()
            elif first_seen is not None and stamp == first_seen[0] and time.monotonic() - first_seen[1] > STALE_SECONDS:
                self.delete(LOCK)
            time.sleep(0.2)


def _stamp(info: dict[str, Any]) -> str:
    """What changes with the content: Google's condition is asked of the generation, all others' of the tag."""
    for key in ("ETag", "generation", "etag", "mtime", "LastModified", "last_modified", "updated", "created"):
        if info.get(key):
            return str(info[key])
    return str(info.get("size"))


def _is_precondition(error: BaseException | None) -> bool:
    """Did the store refuse because the condition did not hold? Each library says so in its own way."""
    while error is not None:
        if isinstance(error, FileExistsError):
            return True
        response = getattr(error, "response", None)
        if isinstance(response, dict):
            code = response.get("Error", {}).get("Code"), response.get("ResponseMetadata", {}).get("HTTPStatusCode")
            return code[0] in ("PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey") or code[1] in (409, 412)
        if str(getattr(error, "status_code", None) or getattr(error, "code", None)) in ("409", "412"):
            return True
        error = error.__cause__ or error.__context__
    return False
