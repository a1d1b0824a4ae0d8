"""Headers and trailers as newsrooms of many languages write them. The cases are our own sentences in real conventions."""

from __future__ import annotations

from typing import Any

import pytest

from copydesk.fields import find_fields, read_authors
from copydesk.fields.slots import read_slots
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


@pytest.mark.parametrize("case", read_cases("byline_lines.jsonl"), ids=lambda case: str(case["text"])[:40])
def test_byline_line(case: dict[str, Any]) -> None:
    """The people whom a line above a story names, by itself, in the forms of some fifty languages; other lines name none."""
    assert [name for slot in read_slots(case["text"]) for name in slot.names] == case["names"]


@pytest.mark.parametrize("case", read_cases("prose.jsonl"), ids=lambda case: str(case["id"]))
def test_prose_stays(case: dict[str, Any]) -> None:
    """Nothing is lifted out of a text that is prose from the first word to the last, whatever it mentions."""
    text = case["text"]
    marks = find_fields(make_page(text), Story(0, len(text)), ())
    assert [(m.rule, text[m.start : m.end]) for m in marks] == []


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ("By TOM KRISHER, AP Auto Writer", ("TOM KRISHER",)),
        ("Jane Doe and John Smith", ("Jane Doe", "John Smith")),
        ("Von Anna Schmidt", ("Anna Schmidt",)),
        ("김철수 기자", ("김철수",)),
        ("王明", ("王明",)),
        ("admin", ()),
        ("Reuters Staff", ()),
        ("Editorial Team", ()),
        ("https://www.facebook.com/janedoe", ()),
    ],
)
def test_authors_that_markup_states(value: str, people: tuple[str, ...]) -> None:
    """Author values of markup hold bylines, desks and addresses; only people are authors."""
    assert read_authors(value) == people
