"""The first seed's tail is Chinese adult spam; the rest of the five seeds is sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.lines import split_lines
from copydesk.spam import find_spam
from copydesk.types import Label, Page, Story

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def _marked(text: str) -> list[str]:
    page = Page("seed", text, text, (), (), split_lines(text), "utf-8")
    marks = find_spam(page, Story(0, len(text)))
    assert all(mark.label is Label.SPAM for mark in marks)
    return [text[mark.start : mark.end] for mark in marks]


def _seeds() -> list[Path]:
    return sorted(SEEDS.glob("*.txt"))


@pytest.mark.skipif(not _seeds(), reason="the seeds folder holds no text")
def test_only_the_spam_line_of_the_first_seed_is_marked() -> None:
    """The spam line of seed 000, whole, and nothing else in any seed."""
    for path in _seeds():
        text = path.read_text("utf8")
        marked = _marked(text)
        if path.name.startswith("000_"):
            line = next(row for row in text.splitlines() if "无码" in row)
            assert marked == [line.strip()]
        else:
            assert marked == [], path.name
