"""From a recalled rule to what it had taken: the spans of the last snapshot that it decided and no longer decides.

A recall counts once: the manifest lists those that its snapshot knew, and only what the parent's manifest does not list is new.
Spans are compared where the decoded text of a source is the same; a source that changed is withdrawn and read anew anyhow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from copydesk.recalls import Recall, load_recalls
from flows.snapshots.snapshot import Snapshot, keep_rows

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Recalled:
    """What a recalled rule had decided of a source and does not decide any more: source characters, half-open, in order."""

    recall: Recall
    spans: tuple[tuple[int, int], ...]


def list_recalls() -> list[dict[str, str]]:
    """The recalls as a manifest lists them."""
    return [{"rule": recall.rule, "since": recall.since, "reason": recall.reason} for recall in load_recalls()]


def find_recalled(parent: Snapshot, now: Snapshot) -> dict[str, tuple[Recalled, ...]]:
    """Source name to what new recalls mean for it; sources that no recalled rule had touched are not there."""
    known = parent.manifest.get("recalls", [])
    fresh = [recall for recall, listed in zip(load_recalls(), list_recalls(), strict=True) if listed not in known]
    if not fresh:
        return {}
    before = _read_spans(parent, {recall.rule for recall in fresh}, None)
    same = _read_digests(parent, before)
    after = _read_spans(now, {recall.rule for recall in fresh}, set(before))
    unchanged = {name for name, digest in _read_digests(now, before).items() if same.get(name) == digest}
    found: dict[str, tuple[Recalled, ...]] = {}
    for name in sorted(unchanged):
        told = tuple(_recalled(fresh, before[name], after.get(name, {})))
        if told:
            found[name] = told
    return found


def _recalled(fresh: Sequence[Recall], before: Mapping[str, Spans], after: Mapping[str, Spans]) -> Iterator[Recalled]:
    for recall in fresh:
        spans = tuple(subtract(before.get(recall.rule, []), after.get(recall.rule, [])))
        if spans:
            yield Recalled(recall, spans)


def subtract(spans: Iterable[tuple[int, int]], taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of the spans when the taken ones are cut out; both are sorted and without overlap."""
    number = 0
    for start, end in spans:
        at = start
        while number < len(taken) and taken[number][1] <= at:
            number += 1
        next_one = number
        while next_one < len(taken) and taken[next_one][0] < end:
            low, high = taken[next_one]
            if low > at:
                yield at, low
            at = max(at, high)
            next_one += 1
        if at < end:
            yield at, end


def pick(recalled: Iterable[Recalled], start: int, end: int) -> list[Recalled]:
    """What falls into the characters [start, end) of the source: a story's part of its recalls."""
    found = []
    for one in recalled:
        spans = tuple((max(low, start), min(high, end)) for low, high in one.spans if low < end and high > start)
        if spans:
            found.append(Recalled(one.recall, spans))
    return found


def _read_spans(snapshot: Snapshot, rules: Collection[str], names: Collection[str] | None) -> dict[str, dict[str, Spans]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    found: dict[str, dict[str, Spans]] = defaultdict(lambda: defaultdict(list))
    for table in snapshot.each("ledger", ["source", "start", "end", "rule"]):
        rows = table.filter(pc.is_in(table["rule"], value_set=pa.array(sorted(rules), pa.string())))
        if names is not None:
            rows = keep_rows(rows, "source", names)
        for source, start, end, rule in zip(*(rows[name].to_pylist() for name in ("source", "start", "end", "rule")), strict=True):
            if end > start:
                found[source][rule].append((start, end))
    return found


def _read_digests(snapshot: Snapshot, names: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for table in snapshot.each("sources", ["name", "text_sha256"]):
        rows = keep_rows(table, "name", names)
        found.update(zip(rows["name"].to_pylist(), rows["text_sha256"].to_pylist(), strict=True))
    return found
