"""What holds for every text: marks in order, inside the story, apart from each other and from the format parser's."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.fields import find_fields
from copydesk.types import Field, FieldName, Label, Mark, Story
from tests.fields.support import make_page, read_cases, record_of

_PIECES = st.sampled_from(
    [
        *("By Jane Doe", "LONDON (AP) — ", "Source: Xinhua", "29 August 2025", "The ministers met on Thursday. ", "Title:", "Date: "),
        *("© 2025 The Herald. All rights reserved.", "(Reporting by Jane Doe)", "###", "-30-", "Home / World", "2025", "  ", "|", " - "),
        *("\n", "\n\n", "\x00", "\u2028", "\udc80", "🙂", "\r\n", "\f", ":", "新华社北京8月29日电", "الرياض (واس) - "),
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join) | st.text(max_size=300))
@settings(max_examples=250, deadline=None)
def test_marks_are_in_order_and_apart(text: str) -> None:
    """Marks are sorted, not empty, inside the story and do not overlap; a second reading gives the same."""
    story = Story(min(3, len(text)), len(text))
    marks = find_fields(make_page(text), story, ())
    assert all(story.start <= m.start < m.end <= story.end for m in marks)
    assert all(a.end <= b.start for a, b in pairwise(marks))
    assert marks == find_fields(make_page(text), story, ())


def test_fields_of_the_format_are_not_given_again() -> None:
    """What a format parser has read is neither marked nor filled a second time."""
    text = (
        "Ministers agree to widen trade\nBy Jane Doe\n\n"
        + "The ministers agreed on Thursday to widen trade between the two countries by the year's end."
    )
    title = Mark(0, 30, Label.TITLE, "format-title", fields=(Field(FieldName.TITLE, "Ministers agree to widen trade"),))
    marks = find_fields(make_page(text), Story(0, len(text), "wire", (title,)), ())
    assert all(m.start >= 30 for m in marks)
    assert record_of(marks)["authors"] == ["Jane Doe"]
    assert "title" not in record_of(marks)


def test_single_fields_once() -> None:
    """Only writers, contributors and notices may come more than once in a story."""
    for case in read_cases("languages.jsonl"):
        marks = find_fields(make_page(case["text"]), Story(0, len(case["text"])), ())
        names = [f.name for m in marks for f in m.fields if f.name not in (FieldName.AUTHOR, FieldName.CONTRIBUTOR, FieldName.NOTICE)]
        assert len(names) == len(set(names))


def test_hostile_stories_take_linear_time() -> None:
    """Long lines, endless brackets and thousands of short lines are read within seconds."""
    for text in (
        "a" * 1_000_000, "(" * 200_000, "By A, " * 50_000, "| " * 100_000, "x\n" * 100_000, "1 May 2025\n" * 20_000, "A – " * 100_000,
        "Source: " * 50_000, "not necessarily reflect the " * 20_000, "©" * 100_000, " " * 500_000 + "x", "新华社记者" * 50_000,
    ):  # fmt: skip
        started = time.process_time()
        find_fields(make_page(text), Story(0, len(text)), ())
        assert time.process_time() - started < 4.0, text[:20]
