"""Boilerplate: clean text keeps every line, scraped pages lose what is not the article, hostile text gives an answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.boilerplate import find_boilerplate, judge_lines
from copydesk.lines import split_lines
from copydesk.types import Action, Label, Page, Story

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
CLEAN = [json.loads(line) for line in (HERE / "clean.jsonl").read_text("utf-8").splitlines()]
SMALL = [json.loads(line) for line in (HERE / "small.jsonl").read_text("utf-8").splitlines()]
PAGES = [json.loads(line) for line in (HERE / "pages.jsonl").read_text("utf-8").splitlines()]


def freeze(text: str) -> Page:
    """A page of plain text, nothing repaired."""
    return Page("page.txt", text, text, (), (), split_lines(text), "utf-8")


def dropped(text: str) -> list[str]:
    """The stripped texts of the lines that are marked."""
    page, story = freeze(text), Story(0, len(text))
    return [text[mark.start : mark.end].strip() for mark in find_boilerplate(page, story, judge_lines(page, story))]


@pytest.mark.parametrize("case", CLEAN, ids=lambda case: case["name"])
def test_clean_text_loses_nothing(case: dict[str, str]) -> None:
    """Briefs, verse, talk, lists, laws and letters in any script keep every line."""
    assert dropped(case["text"]) == []


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["name"])
def test_scraped_page(case: dict[str, str]) -> None:
    """No body line goes, and of menus, share bars, related links and footers three lines in four do."""
    lines = case["text"].split("\n")
    gone = dropped(case["text"])
    body = [line.strip() for line, label in zip(lines, case["labels"], strict=True) if label == "1"]
    junk = [line.strip() for line, label in zip(lines, case["labels"], strict=True) if label == "0"]
    assert not set(gone) & set(body)
    assert sum(line in gone for line in junk) >= 0.75 * len(junk)


@pytest.mark.parametrize("case", SMALL, ids=lambda case: case["language"])
def test_small_page(case: dict[str, str]) -> None:
    """Twenty lines in any script: the story stays, and nine in ten of what a local paper puts around and into it go."""
    lines = list(zip(case["text"].split("\n"), case["labels"], strict=True))
    gone = dropped(case["text"])
    assert not {line for line, label in lines if label == "1"} & set(gone)
    assert sum(line in gone for line, label in lines if label == "0") >= 0.9 * case["labels"].count("0")


@pytest.mark.parametrize("case", SMALL, ids=lambda case: case["language"])
def test_small_article(case: dict[str, str]) -> None:
    """The same story under its headline, with nothing around it, keeps every line."""
    lines = zip(case["text"].split("\n"), case["labels"], strict=True)
    assert dropped("\n".join(line for line, label in lines if label != "0")) == []


def test_one_judgement_a_line() -> None:
    """Every line of the story has a judgement, blank ones included, and none of another story has."""
    text = "Menu\n\nThe council met on Tuesday and decided to wait for another year, its speaker said.\n\n\nNext story\n"
    page = freeze(text)
    story = Story(0, text.index("Next"))
    judged = judge_lines(page, story)
    assert [j.line for j in judged] == [line for line in page.lines if line.end <= story.end and line.start >= story.start]
    assert all(0 <= p <= 1 for j in judged for p in (j.alone, j.context))


def test_marks_say_why() -> None:
    """A mark carries both judgements, a rule and a label that drops."""
    text = PAGES[0]["text"]
    page, story = freeze(text), Story(0, len(text))
    marks = find_boilerplate(page, story, judge_lines(page, story))
    assert marks
    assert all(mark.label.action is Action.DROP and mark.rule.startswith("line-") for mark in marks)
    assert all("alone" in mark.evidence and "in context" in mark.evidence for mark in marks)
    assert {Label.COPYRIGHT, Label.SHARE} <= {mark.label for mark in marks}


def test_same_twice() -> None:
    """The same page gives the same judgements."""
    page = freeze(PAGES[3]["text"])
    story = Story(0, len(page.text))
    assert judge_lines(page, story) == judge_lines(page, story)


HOSTILE = [
    "",
    "\n",
    "\x00\ud800\udfff",
    "\x00" * 5000,
    "\ud800abc\n" * 500,
    "a" * 1_000_000,
    "\n" * 10_000,
    "* | *\n" * 2000,
    "\u0301\n" * 50,
    "中" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text(text: str) -> None:
    """Control characters, lone surrogates, endless lines and empty pages give an answer, not an error."""
    dropped(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=30))
def test_any_text(lines: list[str]) -> None:
    """Whatever the text, marks are sorted, disjoint, inside the story, and never cover a line break."""
    text = "\n".join(lines)
    page, story = freeze(text), Story(0, len(text))
    at = 0
    for mark in find_boilerplate(page, story, judge_lines(page, story)):
        assert at <= mark.start < mark.end <= len(text)
        assert "\n" not in text[mark.start : mark.end]
        at = mark.end


def seeds() -> list[tuple[str, str]]:
    """Name and text of the seeds, none where the shared folder is absent."""
    return [(path.name, path.read_bytes().decode("utf-8")) for path in sorted((SHARED / "seeds").glob("*.txt"))]


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared folder beside the checkout")
def test_seed_bodies_stay() -> None:
    """Every body line of the fourteen seed stories is judged body with default settings."""
    gold: dict[str, str] = {}
    for row in (SHARED / "gold/seeds.jsonl").read_text("utf-8").splitlines():
        story = json.loads(row)
        gold[story["file"]] = gold.get(story["file"], "") + "\n" + story["text"]
    lost = []
    for name, text in seeds():
        paragraphs = {line.strip() for line in gold[name].split("\n") if len(line.strip()) > 20}
        lost += [line for line in dropped(text) if line in paragraphs]
    assert lost == []


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared folder beside the checkout")
def test_seed_menu_goes() -> None:
    """Of the first seed the breadcrumb, the share bar and the footer are named for what they are."""
    name, text = seeds()[0]
    page, story = freeze(text), Story(0, len(text))
    labels = {text[m.start : m.end].strip()[:24]: m.label for m in find_boilerplate(page, story, judge_lines(page, story))}
    assert name.startswith("000")
    assert labels["Home / China / Society"] is Label.NAVIGATION
    assert labels["Share"] is labels["Share - WeChat"] is Label.SHARE
    assert labels["Copyright 1995 - . All r"] is Label.COPYRIGHT
    assert labels["BACK TO THE TOP"] is Label.NAVIGATION
