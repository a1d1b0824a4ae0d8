"""A quiet run: nothing new came from anybody, nothing is published. Who has been silent for too long is told all the same.

What the snapshot remembers (``origins.jsonl``) says who came in which snapshot, and the log (``history.jsonl``) when that was
published. What was told is noted in ``.work/``, outside every snapshot: each silence is told once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.judging.gate import Ruling, judge_silence
from flows.snapshots.disk import make_folder, replace_file
from flows.snapshots.history import read_log, read_past
from flows.snapshots.snapshot import WORK, Snapshot

if TYPE_CHECKING:
    from checks.drift import Drift
    from flows.outcome import RunOutcome

TOLD = "silent.json"


def read_clock() -> datetime:
    """The time of the run."""
    return datetime.now(UTC)


def find_silent(cleaned: Path, snapshot: Snapshot, now: datetime) -> list[Drift]:
    """The origins that are silent at ``now`` and of which that was not told yet, by name. Never raises on what it reads."""
    from checks.silence import find_overdue
    from checks.thresholds import read_thresholds

    past = read_past(snapshot)
    last = {one.origin: one.snapshot for one in past}
    told = _read_told(cleaned)
    overdue = find_overdue(past, read_published(cleaned), now, read_thresholds().drift)
    return [drift for origin, drift in overdue.items() if told.get(origin) != last[origin]]


def read_published(cleaned: Path) -> dict[str, datetime]:
    """When each snapshot was published first, as far as the log says."""
    from checks.silence import read_time

    found: dict[str, datetime] = {}
    for row in read_log(cleaned):
        time = read_time(str(row.get("at")))
        if time is not None:
            found.setdefault(row["snapshot"], time)
    return found


def tell_silence(cleaned: Path, snapshot: Snapshot, outcome: RunOutcome, ruling: Ruling | None = None) -> tuple[RunOutcome, Ruling | None]:
    """Outcome and ruling of a run that brought nothing new, with who is silent added to both, and noted as told."""
    overdue = find_silent(cleaned, snapshot, read_clock())
    if not overdue:
        return outcome, ruling
    silent = [asdict(drift) for drift in overdue]
    note_told(cleaned, snapshot, silent)
    outcome = replace(outcome, messages=(*outcome.messages, *(f"{drift['message']}." for drift in silent)))
    if ruling is None:
        return outcome, judge_silence(overdue, snapshot.name)
    return outcome, replace(ruling, drifts=(*ruling.drifts, *silent))


def note_told(cleaned: Path, snapshot: Snapshot, drifts: Iterable[Mapping[str, Any]]) -> None:
    """Note which silences were told, in a run that published or in a quiet one."""
    silent = {str(drift["origin"]) for drift in drifts if drift["kind"] == "silent"}
    if silent:
        last = {one.origin: one.snapshot for one in read_past(snapshot)}
        told = _read_told(cleaned) | {origin: last[origin] for origin in silent if origin in last}
        make_folder(cleaned / WORK)
        kept = {origin: name for origin, name in told.items() if origin in last}
        replace_file(cleaned / WORK / TOLD, [json.dumps(kept, sort_keys=True).encode()])


def _read_told(cleaned: Path) -> dict[str, str]:
    """Origin to the snapshot in which it came last when its silence was told."""
    try:
        told: Any = json.loads((cleaned / WORK / TOLD).read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
