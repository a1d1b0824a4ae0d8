"""What a run leaves in Prefect's interface: a table of sources, a table of verdicts, a summary, a link to the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from flows.outcome import RunOutcome
from flows.snapshot import Snapshot

# Rows of a table artifact: the interface shows all of them on one page, and the database keeps every one.
_MOST_ROWS = 500


def leave_verdicts(verdicts: Sequence[Mapping[str, Any]]) -> None:
    """One row an expectation."""
    if verdicts:
        create_table_artifact(
            key="verdicts", table=[dict(row) for row in verdicts[:_MOST_ROWS]], description="Every expectation and what became of it"
        )


def leave_sources(snapshot: Snapshot) -> None:
    """One row a source, those that need a person first."""
    rows = []
    columns = ["name", "verdict", "stories", "quarantined", "bytes", "encoding", "languages", "reason"]
    for table in snapshot.each("sources", columns):
        rows += table.to_pylist()
    rows.sort(key=lambda row: (row["verdict"] == "published", row["name"]))
    shown = [
        {key: ", ".join(value) if isinstance(value, list) else "" if value is None else value for key, value in row.items()}
        for row in rows[:_MOST_ROWS]
    ]
    more = f"; the first {_MOST_ROWS} of {len(rows)}" if len(rows) > _MOST_ROWS else ""
    if shown:
        create_table_artifact(key="sources", table=shown, description=f"Every source and its verdict{more}")


def leave_summary(outcome: RunOutcome) -> None:
    """The run in a few lines, and where its audit page lies."""
    counts = outcome.counts
    lines = [
        "# " + outcome.summary,
        "",
        "| | |",
        "|---|---|",
        f"| sources | {counts.sources} |",
        f"| articles published | {counts.articles} |",
        f"| articles in quarantine | {counts.articles_quarantined} |",
        f"| sources refused | {counts.refused} |",
        f"| files cleaned, files unchanged | {counts.cleaned}, {counts.reused} |",
        "",
        *(f"- {_plain(message)}" for message in outcome.messages[:100]),
    ]
    create_markdown_artifact(key="run-summary", markdown="\n".join(lines), description="What the run came to")
    if outcome.report:
        create_link_artifact(
            key="report", link=Path(outcome.report).resolve().as_uri(), link_text="the audit page", description="The audit page of this run"
        )


def _plain(text: str) -> str:
    """Text that Markdown shows as it is: names of sources are other people's words."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>()#+-!|&" else c for c in text)
