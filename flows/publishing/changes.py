"""``changes.jsonl``: which ids came, changed or went against the parent snapshot, and why.

An id that only got a new ``rules_version`` has not changed. Where a rule was recalled since the parent, the rows of the articles
that it had a part in name it under ``recalls``: rule, reason, and the characters of the source that it had decided and does
not decide any more. The reason is one of the sentences in ``_reason``, or that of the recall: the reader of ``cleaned/`` decides by
it what to mend downstream.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson
import xxhash

from flows.publishing.recalls import Recalled, pick
from flows.snapshots.jsonl import read_digests
from flows.snapshots.snapshot import Snapshot

if TYPE_CHECKING:
    import pyarrow as pa

ADDED, CHANGED, WITHDRAWN = "added", "changed", "withdrawn"


class Sources:
    """What is known of a snapshot's sources, packed: 25 bytes a source, so that a million of them are no burden."""

    def __init__(self, tables: Iterable[pa.Table]) -> None:
        names, keys, digests, verdicts = array("Q"), array("Q"), array("Q"), bytearray()
        self._kinds: list[str] = []
        self._firsts: dict[int, str] = {}
        for table in tables:
            for name, key, verdict, other, sha in zip(*(table[column].to_pylist() for column in _OF_SOURCE), strict=True):
                number = _number(name)
                names.append(number)
                keys.append(_number(key))
                digests.append(_number(sha or ""))
                if verdict not in self._kinds:
                    self._kinds.append(verdict)
                verdicts.append(self._kinds.index(verdict))
                if other is not None:
                    self._firsts[number] = other
        order = np.argsort(np.frombuffer(names, np.uint64), kind="stable") if names else np.zeros(0, np.int64)
        self._names = array("Q", np.frombuffer(names, np.uint64)[order].tobytes() if names else b"")
        self._keys, self._bytes, self._verdicts, self._order = keys, digests, verdicts, order

    def get(self, name: str) -> Known | None:
        """What is known of a source; None where the snapshot does not name it."""
        number = _number(name)
        at = bisect_left(self._names, number)
        if at == len(self._names) or self._names[at] != number:
            return None
        row = int(self._order[at])
        return Known(self._keys[row], self._kinds[self._verdicts[row]], self._firsts.get(number), self._bytes[row])


_OF_SOURCE = ("name", "file_key", "verdict", "duplicate_of", "sha256")


def _number(text: str) -> int:
    return xxhash.xxh3_64_intdigest(text.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class Known:
    """A source of a snapshot. ``key`` and ``bytes`` are digests of its file's key and of its bytes, good for comparing."""

    key: int
    verdict: str
    duplicate_of: str | None
    bytes: int


@dataclass(frozen=True, slots=True)
class View:
    """What is known of a snapshot: its sources, and id to the expectations that refused it.

    ``recalled``: source name to what recalled rules had decided of it.
    """

    versions: Mapping[str, str]
    sources: Sources = field(default_factory=lambda: Sources(()))
    refused: Mapping[str, list[str]] = field(default_factory=dict)
    recalled: Mapping[str, Sequence[Recalled]] = field(default_factory=dict)


def read_view(snapshot: Snapshot) -> View:
    """The view of a published snapshot."""
    refused: dict[str, list[str]] = {}
    for table in snapshot.each("quarantine", ["id", "expectations"]):
        refused.update(zip(table["id"].to_pylist(), table["expectations"].to_pylist(), strict=True))
    return View(snapshot.manifest["versions"], Sources(snapshot.each("sources", list(_OF_SOURCE))), refused)


def find_changes(old: Path | None, new: Path, before: View | None, now: View) -> Iterator[bytes]:
    """One line for each id that differs between two ``articles.jsonl``, in the order of ids. Streams both files."""
    olds = read_digests(old) if old is not None else iter(())
    news = read_digests(new)
    one, two = next(olds, None), next(news, None)
    while one is not None or two is not None:
        if two is None or (one is not None and one[0] < two[0]):
            assert one is not None
            yield _line(WITHDRAWN, one, before, now)
            one = next(olds, None)
        elif one is None or two[0] < one[0]:
            yield _line(ADDED, two, before, now)
            two = next(news, None)
        else:
            if one[1] != two[1]:
                yield _line(CHANGED, two, before, now, one)
            one, two = next(olds, None), next(news, None)


def _line(
    change: str, row: tuple[str, bytes, bytes], before: View | None, now: View, old: tuple[str, bytes, bytes] | None = None
) -> bytes:
    record: dict[str, Any] = orjson.loads(row[2])
    name = record["source"]["name"]
    kin = change == CHANGED and old is not None and orjson.loads(old[2])["duplicate_of"] != record["duplicate_of"]
    told = pick(now.recalled.get(name, ()), *record["source"]["span"])
    reason = "; ".join(f"recall of {one.recall.rule}: {one.recall.reason}" for one in told)
    line: dict[str, Any] = {"id": row[0], "change": change, "source": name}
    line["reason"] = reason or _reason(change, row[0], name, before, now, kin)
    if told:
        line["recalls"] = [{"rule": one.recall.rule, "reason": one.recall.reason, "spans": one.spans} for one in told]
    return orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)


def _reason(change: str, article: str, name: str, before: View | None, now: View, kin: bool) -> str:
    if before is None:
        return "first snapshot"
    then, today = before.sources.get(name), now.sources.get(name)
    if change == WITHDRAWN:
        if today is None:
            return "the source was removed"
        if article in now.refused:
            return f"refused by {', '.join(now.refused[article])}"
        if today.verdict in ("refused", "failed"):
            return "the source was refused"
        if today.verdict == "duplicate":
            return f"the source holds the same bytes as {today.duplicate_of}"
    if change == ADDED:
        if then is None:
            return "new source"
        if article in before.refused:
            return f"no longer refused by {', '.join(before.refused[article])}"
    if then is not None and today is not None and then.key != today.key:
        return "the source changed" if then.bytes != today.bytes else "its side-car or its siblings changed"
    if kin:
        return "another copy of the story came or went"
    for part in ("rules", "copydesk", "checks", "format"):
        if before.versions.get(part) != now.versions.get(part):
            return f"{part} {before.versions.get(part)} became {now.versions.get(part)}"
    return "the source is read anew"
