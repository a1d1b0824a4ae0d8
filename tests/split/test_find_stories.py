"""Stories of small dumps and of single articles, as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from copydesk.boundaries import find_stories
from copydesk.lines import split_lines
from copydesk.types import FieldName, Page, Split, first_value

CASES = Path(__file__).parent / "cases"


def read_cases(name: str) -> list[Any]:
    """The cases of one file as pytest parameters."""
    return [pytest.param(c, id=c["name"]) for c in map(json.loads, (CASES / f"{name}.jsonl").read_text("utf8").splitlines())]


def make_page(text: str) -> Page:
    """A page of clean text."""
    return Page("case.txt", text, text, (), (), split_lines(text), "utf-8")


def check_stories(case: dict[str, Any], split: Split) -> None:
    """Every story begins, ends and is described as the case says."""
    text = case["text"]
    assert len(split.stories) == len(case["stories"])
    for story, wanted in zip(split.stories, case["stories"], strict=True):
        span = text[story.start : story.end].strip(" \n")
        assert span.startswith(wanted["starts"])
        assert span.endswith(wanted["ends"])
        for field in ("title", "published", "publisher"):
            if field in wanted:
                assert first_value(story.marks, FieldName(field)) == wanted[field]


@pytest.mark.parametrize("case", read_cases("formats"))
def test_known_formats_are_recognised_and_read(case: dict[str, Any]) -> None:
    """A dump in a known format yields all its stories, first and last included, with the fields of its slots."""
    split = find_stories(make_page(case["text"]))
    assert split.format == case["format"]
    check_stories(case, split)
    assert split.stated == case.get("stated")


@pytest.mark.parametrize("case", read_cases("conventions"))
def test_unknown_formats_are_found_by_what_repeats(case: dict[str, Any]) -> None:
    """A dump in a convention that nobody wrote down is cut at its stories, and its headers are read."""
    split = find_stories(make_page(case["text"]))
    check_stories(case, split)
    assert split.stated == case.get("stated")


@pytest.mark.parametrize("case", read_cases("single"))
def test_single_articles_stay_whole(case: dict[str, Any]) -> None:
    """One article is one story from 0 to the end of the page, without marks."""
    split = find_stories(make_page(case["text"]))
    assert [(s.start, s.end, s.marks) for s in split.stories] == [(0, len(case["text"]), ())]


@pytest.mark.parametrize("case", [*read_cases("formats"), *read_cases("conventions")])
def test_stories_and_marks_tile_the_page(case: dict[str, Any]) -> None:
    """Stories don't overlap, marks lie inside their stories, and whatever lies outside all stories is marked."""
    text = case["text"]
    split = find_stories(make_page(text))
    covered = [*((s.start, s.end) for s in split.stories), *((m.start, m.end) for m in split.marks)]
    at = 0
    for start, end in sorted(covered):
        assert start >= at
        assert not text[at:start].strip("\ufeff \n\r\t\f")
        at = end
    assert not text[at:].strip()
    for story in split.stories:
        last = story.start
        for mark in story.marks:
            assert last <= mark.start <= mark.end <= story.end
            last = mark.end


@pytest.mark.parametrize("case", read_cases("formats"))
def test_only_the_body_of_a_structured_story_is_unmarked(case: dict[str, Any]) -> None:
    """In structured text no markup is left to the finders: unmarked text holds no tag, brace or label of the container."""
    if case["format"] not in ("json", "table", "rss", "nitf", "newsml-g2", "reuters-21578", "trec"):
        pytest.skip("a line format: its labels are checked by their marks")
    text = case["text"]
    for story in find_stories(make_page(text)).stories:
        at, free = story.start, []
        for mark in story.marks:
            free.append(text[at : mark.start])
            at = mark.end
        free.append(text[at : story.end])
        body = "".join(free)
        assert "<" not in body and "{" not in body and "source" not in body
        assert len(body.strip()) > 100
