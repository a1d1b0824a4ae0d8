"""Headers and trailers as newsrooms of many languages write them. The cases are our own sentences in real conventions."""

from __future__ import annotations

from typing import Any

import pytest

from copydesk.fields import find_fields
from copydesk.types import Story
from tests.fields.support import make_page, read_cases, record_of, text_left

CASES = [case for name in ("languages.jsonl", "conventions.jsonl") for case in read_cases(name)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_fields_of_a_story(case: dict[str, Any]) -> None:
    """Each value that the header or trailer states is read, and nothing but the story is left."""
    text = case["text"]
    body = tuple((start, end) for start, end in case.get("body", ()))
    marks = find_fields(make_page(text, **case.get("hints", {})), Story(0, len(text)), body)
    record = record_of(marks)
    assert {key: record.get(key) for key in case["want"]} == case["want"]
    if case.get("left") is not None:
        assert text_left(text, marks) == case["left"]


@pytest.mark.parametrize("case", read_cases("prose.jsonl"), ids=lambda case: str(case["id"]))
def test_prose_stays(case: dict[str, Any]) -> None:
    """Nothing is lifted out of a text that is prose from the first word to the last, whatever it mentions."""
    text = case["text"]
    marks = find_fields(make_page(text), Story(0, len(text)), ())
    assert [(m.rule, text[m.start : m.end]) for m in marks] == []
