"""``changes.jsonl``: which ids came, changed or went against the parent snapshot, and why.

An id that only got a new ``rules_version`` has not changed. Where a rule was recalled since the parent, the rows of the articles
that it had a part in name it under ``recalls``: rule, reason, and the characters of the source that it had decided and does
not decide any more. The reason is one of the sentences in ``_reason``, or that of the recall: the reader of ``cleaned/`` decides by
it what to mend downstream.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from flows.jsonl import read_digests
from flows.recalls import Recalled, pick
from flows.snapshot import Snapshot

ADDED, CHANGED, WITHDRAWN = "added", "changed", "withdrawn"


@dataclass(frozen=True, slots=True)
class View:
    """What is known of a snapshot's sources: name to (file_key, verdict, duplicate_of, sha256), id to the expectations that refused it.

    ``recalled``: source name to what recalled rules had decided of it.
    """

    versions: Mapping[str, str]
    sources: Mapping[str, tuple[str, str, str | None, str | None]] = field(default_factory=dict)
    refused: Mapping[str, list[str]] = field(default_factory=dict)
    recalled: Mapping[str, Sequence[Recalled]] = field(default_factory=dict)


def read_view(snapshot: Snapshot) -> View:
    """The view of a published snapshot."""
    sources: dict[str, tuple[str, str, str | None, str | None]] = {}
    for table in snapshot.each("sources", ["name", "file_key", "verdict", "duplicate_of", "sha256"]):
        columns = [table[name].to_pylist() for name in ("name", "file_key", "verdict", "duplicate_of", "sha256")]
        sources.update((name, (key, verdict, other, sha)) for name, key, verdict, other, sha in zip(*columns, strict=True))
    refused: dict[str, list[str]] = {}
    for table in snapshot.each("quarantine", ["id", "expectations"]):
        refused.update(zip(table["id"].to_pylist(), table["expectations"].to_pylist(), strict=True))
    return View(snapshot.manifest["versions"], sources, refused)


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
        if today[1] in ("refused", "failed"):
            return "the source was refused"
        if today[1] == "duplicate":
            return f"the source holds the same bytes as {today[2]}"
    if change == ADDED:
        if then is None:
            return "new source"
        if article in before.refused:
            return f"no longer refused by {', '.join(before.refused[article])}"
    if then is not None and today is not None and then[0] != today[0]:
        return "the source changed" if then[3] != today[3] else "its side-car or its siblings changed"
    if kin:
        return "another copy of the story came or went"
    for part in ("rules", "copydesk", "checks", "format"):
        if before.versions.get(part) != now.versions.get(part):
            return f"{part} {before.versions.get(part)} became {now.versions.get(part)}"
    return "the source is read anew"
