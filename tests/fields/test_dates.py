"""Dates of header lines in more than forty languages."""

from __future__ import annotations

from typing import Any

import pytest

from copydesk.calendars import jalali_to_gregorian
from copydesk.fields.dates import complete_year, parse_date, read_dates
from copydesk.fields.slots import read_slots
from tests.fields.support import read_cases


@pytest.mark.parametrize("case", read_cases("dates.jsonl"), ids=lambda case: str(case["text"])[:40])
def test_parse_date(case: dict[str, Any]) -> None:
    """A date as its slot states it, or nothing where the text is no date."""
    assert parse_date(case["text"], received=case.get("received"), language=case.get("language")) == case["want"]


@pytest.mark.parametrize("case", read_cases("date_lines.jsonl"), ids=lambda case: str(case["text"])[:40])
def test_date_line(case: dict[str, Any]) -> None:
    """The date lines of some sixty languages' sites: one date, and nothing beside it that could pass for an outlet."""
    slots = read_slots(case["text"])
    assert [(s.value, s.kind == "updated") for s in slots if s.kind in ("date", "updated")] == [(case["date"], case["updated"])]
    assert {s.kind for s in slots} <= {"date", "updated", "furniture", "source", "editor", "byline"}


def test_every_month_of_every_language() -> None:
    """Day, month name and year read back in every locale that the table was made from."""
    babel = pytest.importorskip("babel")
    from copydesk.fields.build_date_names import LOCALES

    wrong = []
    for code in LOCALES:
        names = babel.Locale.parse(code).months["format"]["wide"]
        language = code.split("_")[0]
        for number, name in names.items():
            if any(c.isdigit() for c in name) or language == "zh" or name.count(" ") > 1:
                continue
            if parse_date(f"21 {name} 2025", language=language) != f"2025-{number:02d}-21":
                wrong.append((code, name))
    assert wrong == []


def test_two_dates_of_a_line() -> None:
    """A line may state both when a story was published and when it was updated."""
    readings = read_dates("Published 20 August 2025, updated 21 August 2025")
    assert [(r.value, r.updated) for r in readings] == [("2025-08-20", False), ("2025-08-21", True)]


def test_jalali_new_year() -> None:
    """The solar Hijri year 1404 began on 21 March 2025, and 1403, a leap year, had a 30 Esfand."""
    assert str(jalali_to_gregorian(1404, 1, 1)) == "2025-03-21"
    assert str(jalali_to_gregorian(1403, 12, 30)) == "2025-03-20"
    assert jalali_to_gregorian(1404, 12, 30) is None


def test_year_is_completed_backwards() -> None:
    """A day without a year takes the year of the latest such day not after the header's own date."""
    assert complete_year("XXXX-12-31", "2021-01-02T08:00") == "2020-12-31"
    assert complete_year("XXXX-01-02", "2021-01-02") == "2021-01-02"
    assert complete_year("XXXX-08-29", None) is None


def test_hostile_texts() -> None:
    """No text makes the reader fail, and a long one is not read at all."""
    for text in ("0" * 399, "1/" * 190, "\x00" * 50, "\udc80 21 May 2025", "年月日" * 60, "২" * 300, "12:" * 130, "May " * 99):
        parse_date(text)
    assert read_dates("21 May 2025 " * 60) == ()
