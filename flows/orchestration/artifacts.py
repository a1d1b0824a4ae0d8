"""What a run leaves in Prefect's interface: its progress, tables of sources, origins and verdicts, a summary, a link to the report."""

from __future__ import annotations

import heapq
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from flows.judging.gate import Ruling
from flows.outcome import RunOutcome
from flows.snapshots.snapshot import Snapshot

# Rows of a table artifact: the interface shows all of them on one page, and the database keeps every one.
_MOST_ROWS = 500
# Seconds between two updates of the progress: each is a call to the server.
_EVERY = 2.0
_ROWS = {"articles": "articles", "ledger": "sources", "origins": "origins"}
_ORDER = {"critical": 0, "warning": 1, "info": 2}


class Progress:
    """How many shards are cleaned, for who looks at the run while it goes on."""

    def __init__(self, total: int) -> None:
        self._total, self._told = total, time.monotonic()
        found: Any = create_progress_artifact(0.0, key="cleaning", description=f"Cleaning: {total} shards")
        self._id: UUID = found

    def tell(self, done: int) -> None:
        """``done`` shards are cleaned; told at most every other second, and at the end."""
        if done == self._total or time.monotonic() - self._told >= _EVERY:
            self._told = time.monotonic()
            update_progress_artifact(self._id, 100.0 * done / max(1, self._total), f"Cleaning: {done} of {self._total} shards")


def leave_verdicts(verdicts: Sequence[Mapping[str, Any]]) -> None:
    """One row an expectation, those that were not met first, the gravest before the others."""
    if not verdicts:
        return
    ranked = sorted(verdicts, key=lambda row: (bool(row["success"]), _ORDER.get(str(row["severity"]), 3)))
    rows = [
        {
            "result": "met" if row["success"] else "could not be judged" if row["error"] else f"NOT MET ({row['severity']})",
            "failing": f"{row['unexpected']:,} of {row['checked']:,}",
            "suite": row["suite"],
            "expectation": row["description"],
            "name": row["name"],
        }
        for row in ranked[:_MOST_ROWS]
    ]
    failed = sum(1 for row in verdicts if not row["success"])
    create_table_artifact(key="verdicts", table=rows, description=f"{len(rows)} expectations, {failed} not met")


def leave_origins(ruling: Ruling) -> None:
    """One row an origin, the worst first: its scorecard."""
    rows = [
        {
            "origin": card["origin"],
            "trouble": card["trouble"],
            "remarks": "; ".join(card["remarks"]),
            "sources": card["sources"],
            "articles": card["articles"],
            "in quarantine": card["refused"],
            "reported": card["warned"],
            "kept": f"{card['kept']:.0%}",
            "removed": f"{card['removed']:.0%}",
            "spam": f"{card['spam']:.1%}",
            "repaired": f"{card['repaired']:.1%}",
            "languages": card["languages"],
        }
        for card in ruling.scorecards[:_MOST_ROWS]
    ]
    if rows:
        drifted = len({drift["origin"] for drift in ruling.drifts})
        told = f"{drifted} of them changed against their own past" if drifted else "none changed against its own past"
        more = f"; the first {_MOST_ROWS} are shown" if len(ruling.scorecards) > _MOST_ROWS else ""
        description = f"Scorecards of {len(ruling.scorecards)} origins, the worst first; {told}{more}"
        create_table_artifact(key="origins", table=rows, description=description)


def leave_sources(snapshot: Snapshot) -> None:
    """One row a source, those that need a person first."""
    first: list[dict[str, Any]] = []
    count = 0
    columns = ["name", "verdict", "stories", "quarantined", "bytes", "encoding", "languages", "reason", "findings"]
    for table in snapshot.each("sources", columns):  # a snapshot may hold a million: those of one partition are in memory at a time
        count += table.num_rows
        first = heapq.nsmallest(_MOST_ROWS, [*first, *table.to_pylist()], key=_need)
    more = f"; the first {_MOST_ROWS} of {count}" if count > _MOST_ROWS else ""
    if first:
        create_table_artifact(key="sources", table=[_source_row(row) for row in first], description=f"Every source and its verdict{more}")


def _need(row: Mapping[str, Any]) -> tuple[bool, bool, str]:
    return row["verdict"] == "published", not row["findings"], row["name"]


def _source_row(row: Mapping[str, Any]) -> dict[str, Any]:
    remarks = [row["reason"], *(finding["message"] for finding in row["findings"] or ())]
    return {
        "source": row["name"],
        "verdict": row["verdict"],
        "articles": row["stories"] or 0,
        "in quarantine": row["quarantined"] or 0,
        "remarks": "; ".join(remark for remark in remarks if remark),
        "languages": ", ".join(row["languages"] or ()),
        "encoding": row["encoding"] or "",
        "bytes": row["bytes"],
    }


def leave_summary(outcome: RunOutcome, ruling: Ruling) -> None:
    """The run in a few lines, and where its audit page lies."""
    counts = outcome.counts
    lines = [f"## {_plain(outcome.summary)}"]
    lines += _section("Origins that changed", [f"{_plain(drift['message'])} (`{drift['kind']}`)" for drift in ruling.drifts])
    failed = sorted((row for row in ruling.verdicts if not row["success"]), key=lambda row: _ORDER.get(str(row["severity"]), 3))
    lines += _section("Expectations that were not met", [_told(row) for row in failed])
    told = {f"{drift['message']}." for drift in ruling.drifts}
    lines += _section("Messages", [_plain(message) for message in outcome.messages if message not in told])
    lines += [
        "",
        "### In numbers",
        "",
        "| what | how many |",
        "|---|---:|",
        f"| sources | {counts.sources:,} |",
        f"| articles published | {counts.articles:,} |",
        f"| articles in quarantine | {counts.articles_quarantined:,} |",
        f"| sources refused | {counts.refused:,} |",
        f"| files cleaned | {counts.cleaned:,} |",
        f"| files unchanged | {counts.reused:,} |",
    ]
    create_markdown_artifact(key="run-summary", markdown="\n".join(lines), description="What the run came to")
    if outcome.report:
        create_link_artifact(
            key="report", link=Path(outcome.report).resolve().as_uri(), link_text="the audit page", description="The audit page of this run"
        )


def _told(row: Mapping[str, Any]) -> str:
    """An expectation that was not met, in a line."""
    count = "" if row["suite"] == "run" else f" {row['unexpected']:,} of {row['checked']:,} {_ROWS.get(row['suite'], 'rows')} failed."
    why = f" It could not be judged: {_plain(row['error'])}." if row["error"] else count
    return f"**{row['severity']}**: {_plain(row['description'])}{why} (`{row['name']}`)"


def _section(title: str, items: Sequence[str], most: int = 100) -> list[str]:
    more = [f"- … and {len(items) - most:,} more"] if len(items) > most else []
    return ["", f"### {title}", "", *(f"- {item}" for item in items[:most]), *more] if items else []


def _plain(text: object) -> str:
    """Text that Markdown shows as it is: names of sources are other people's words."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>()#+-!|&" else c for c in str(text))
