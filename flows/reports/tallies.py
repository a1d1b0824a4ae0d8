"""How many characters of a snapshot became what: sums by label, by source and label, and by family of spam."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from copydesk.types import Label
from flows.snapshots.disk import replace_file
from flows.snapshots.history import read_history
from flows.snapshots.snapshot import WORK, Snapshot, SnapshotError, keep_rows, read_snapshot

_REMEMBERED = "tallies.json"
_FAMILY = re.compile(r"([^:;(]{1,40}): \d")


def count_labels(snapshot: Snapshot) -> Counter[Label]:
    """Code points of all sources by label."""
    import pyarrow.compute as pc

    labels: Counter[Label] = Counter()
    for table in snapshot.each("ledger", ["label", "start", "end"]):
        sized = table.append_column("size", pc.subtract(table["end"], table["start"]))
        for row in sized.group_by(["label"]).aggregate([("size", "sum")]).to_pylist():
            labels[Label(row["label"])] += row["size_sum"]
    return labels


def count_labels_by_source(snapshot: Snapshot, prefix: str, names: Collection[str]) -> dict[str, Counter[Label]]:
    """The same for some sources of one partition."""
    import pyarrow.compute as pc

    table = keep_rows(snapshot.read("ledger", prefix, ["source", "label", "start", "end"]), "source", names)
    sized = table.append_column("size", pc.subtract(table["end"], table["start"]))
    found: dict[str, Counter[Label]] = {name: Counter() for name in names}
    for row in sized.group_by(["source", "label"]).aggregate([("size", "sum")]).to_pylist():
        found[row["source"]][Label(row["label"])] += row["size_sum"]
    return found


def count_spam_families(snapshot: Snapshot) -> Counter[str]:
    """Characters that were dropped as spam, by the family that the evidence names."""
    import pyarrow.compute as pc

    families: Counter[str] = Counter()
    for table in snapshot.each("ledger", ["label", "start", "end", "evidence"]):
        rows = table.filter(pc.equal(table["label"], Label.SPAM.value))
        columns = zip(rows["start"].to_pylist(), rows["end"].to_pylist(), rows["evidence"].to_pylist(), strict=True)
        for start, end, evidence in columns:
            named = _FAMILY.match(evidence or "")
            families[named[1] if named else "unknown trade"] += end - start
    return families


def read_tallies(cleaned: Path, most: int) -> list[tuple[str, str, Counter[Label]]]:
    """(when published, name, sums by label) of the last snapshots, oldest first. Sums are remembered: a snapshot never changes."""
    path = cleaned / WORK / _REMEMBERED
    remembered: dict[str, dict[str, int]] = {}
    with suppress(OSError, ValueError):
        remembered = json.loads(path.read_bytes())
    found: list[tuple[str, str, Counter[Label]]] = []
    held: dict[str, dict[str, int]] = {}
    for entry in read_history(cleaned)[:most]:
        if entry.name not in remembered:
            with suppress(SnapshotError, OSError):
                remembered[entry.name] = {k.value: v for k, v in count_labels(read_snapshot(cleaned, entry.name)).items()}
        if entry.name in remembered:
            held[entry.name] = remembered[entry.name]
            found.append((entry.published or "unknown", entry.name, Counter({Label(k): v for k, v in held[entry.name].items()})))
    replace_file(path, [json.dumps(held).encode()])
    return found[::-1]


def count_languages(snapshot: Snapshot) -> Counter[str]:
    """Published articles by language."""
    languages: Counter[str] = Counter()
    for table in snapshot.each("articles", ["language"]):
        languages.update(name or "not told" for name in table["language"].to_pylist())
    return languages
