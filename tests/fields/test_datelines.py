"""Datelines of some ninety agencies and papers, and openings that only look like one."""

from __future__ import annotations

from typing import Any

import pytest

from copydesk.fields.dateline import dateline_raw, find_dateline
from tests.fields.support import read_cases


@pytest.mark.parametrize("case", read_cases("datelines.jsonl"), ids=lambda case: str(case["text"])[:36])
def test_dateline(case: dict[str, Any]) -> None:
    """Place, agency and date as the dateline states them, and the story from its first word on; prose has none."""
    text = case["text"]
    reading = find_dateline(text)
    if case["raw"] is None:
        assert reading is None
        return
    assert reading is not None
    assert (dateline_raw(text[: reading.raw_end]), reading.place, reading.agency, reading.date) == (
        case["raw"],
        case["place"],
        case["agency"],
        case["date"],
    )
    assert text[reading.end :].startswith(case["rest"])
