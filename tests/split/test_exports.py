"""Dumps as feeds, desks, lists and archives export them, through the whole pipeline."""

from __future__ import annotations

from typing import Any

import pytest

import copydesk
from copydesk.boundaries import find_stories
from copydesk.page import freeze
from copydesk.types import Hints
from tests.split.test_find_stories import read_cases

CASES = read_cases("exports")
FURTHER = {"authors", "publisher", "agency", "section", "subtitle"}


@pytest.mark.parametrize("case", CASES)
def test_an_export_yields_its_stories_and_nothing_of_its_container(case: dict[str, Any]) -> None:
    """Titles, dates as stated and texts are exactly the story's: no tag, brace, header, footer or contact is left in them."""
    articles = copydesk.clean(case["text"], name="export.txt").articles
    assert [{"title": a.title, "published": a.published, "updated": a.updated, "text": a.text} for a in articles] == [
        {key: story[key] for key in ("title", "published", "updated", "text")} for story in case["stories"]
    ]


@pytest.mark.parametrize("case", [case for case in CASES if any(FURTHER & story.keys() for story in case.values[0]["stories"])])
def test_an_export_states_writers_and_sources(case: dict[str, Any]) -> None:
    """Writer, paper, agency, section and subtitle are those that the case names."""
    articles = copydesk.clean(case["text"], name="export.txt").articles
    for article, story in zip(articles, case["stories"], strict=True):
        record = {"authors": list(article.authors), **{key: getattr(article, key) for key in FURTHER - {"authors"}}}
        assert {key: record[key] for key in FURTHER & story.keys()} == {key: story[key] for key in FURTHER & story.keys()}


@pytest.mark.parametrize("case", CASES)
def test_an_export_is_recognised_by_its_marks(case: dict[str, Any]) -> None:
    """The parser that read it is the one of its format; '' for those that the general search finds."""
    assert find_stories(freeze(case["text"], "export.txt", Hints()).page).format == case["format"]


@pytest.mark.parametrize("case", [case for case in CASES if case.id in ("atom", "nitf", "newsml-g2", "reuters-21578")])
def test_an_export_of_one_story_is_one_story(case: dict[str, Any]) -> None:
    """The same container around the first story alone is one article with the same text."""
    opener = {"atom": "<entry>", "nitf": "<nitf", "newsml-g2": "<newsItem ", "reuters-21578": "<REUTERS"}[case["name"]]
    closer = {"atom": "</entry>", "nitf": "</nitf>", "newsml-g2": "</newsItem>", "reuters-21578": "</REUTERS>"}[case["name"]]
    text = case["text"]
    end = text.index(closer) + len(closer)
    single = text[:end] + text[text.rindex(closer) + len(closer) :]
    assert single.count(opener) == 1
    assert [a.text for a in copydesk.clean(single, name="export.txt").articles] == [case["stories"][0]["text"]]
