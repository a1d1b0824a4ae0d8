"""Which sources a change of rules touches: only those are cleaned again.

A profile decides about no source but those that it could apply to. So when profiles changed and nothing else, a source is
touched if a changed profile could apply to it before (its row says which could) or could now (asked of its text, which
the snapshot gives back). What cannot be told from the snapshot counts as touched: a refused source, and a page that was
repaired, whose text is not its source's. All other rows stay as they are but for the version that they name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from flows.snapshots.schema import record_json
from flows.snapshots.snapshot import Snapshot


def find_changed_profiles(before: Mapping[str, str], now: Mapping[str, str]) -> frozenset[str] | None:
    """The profiles that came, went or changed between two versions; None where something changed that touches every source."""
    if before == now:
        return frozenset()
    if "engine" not in before or _without_profiles(before) != _without_profiles(now):
        return None
    return frozenset(name for name, _ in _profiles(before) ^ _profiles(now))


def _without_profiles(versions: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in versions.items() if name not in ("rules", "profiles")}


def _profiles(versions: Mapping[str, str]) -> set[tuple[str, str]]:
    pairs = (entry.partition("=") for entry in versions["profiles"].split())
    return {(name, version) for name, _, version in pairs}


def find_touched(snapshot: Snapshot, prefix: str, changed: frozenset[str]) -> set[str]:
    """The files of a partition with a source that a change of these profiles touches."""
    columns = ["name", "file", "verdict", "profile", "profiles", "edits"]
    rows = snapshot.read("sources", prefix, columns).to_pylist()
    touched = {row["file"] for row in rows if row["verdict"] == "refused" or changed & set(row["profiles"] or ())}
    asked = {row["name"]: row for row in rows if row["file"] not in touched}
    if asked:
        touched |= {row["file"] for row in asked.values() if row["edits"]}
        touched |= _recognised(snapshot, prefix, changed, {n: r for n, r in asked.items() if not r["edits"]})
    return touched


def _recognised(snapshot: Snapshot, prefix: str, changed: frozenset[str], asked: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Files whose text a changed profile, as it is now, could apply to."""
    from copydesk.profiles import find_profiles, load_profiles
    from flows.snapshots.rebuild import read_accounts, rebuild_text

    if not changed & {profile.file.removesuffix(".toml") for profile in load_profiles()}:
        return set()
    found = set()
    for account in read_accounts(snapshot, prefix):
        row = asked.get(account.name)
        if row is not None and changed & set(find_profiles(rebuild_text(account), row["profile"])):
            found.add(row["file"])
    return found


def stamped(kind: str, table: pa.Table, rules: str) -> pa.Table:
    """The rows of untouched sources with the version of the rules that they are published under: what cleaning would write."""
    column = {"articles": "rules_version", "ledger": "rule_version"}.get(kind)
    if column is None or not table.num_rows:
        return table
    place = table.column_names.index(column)
    return table.set_column(place, table.schema.field(column), pa.array([rules] * table.num_rows, pa.string()))


def stamped_quarantine(rows: Sequence[dict[str, Any]], rules: str) -> list[dict[str, Any]]:
    """The same for refused records."""
    return [row | {"record": record_json(json.loads(row["record"]) | {"rules_version": rules})} for row in rows]
