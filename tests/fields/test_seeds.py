"""The five seeds: every field of the gold by the general finders alone, without a publisher's profile."""

from __future__ import annotations

import json
from typing import Any

import pytest

from copydesk.fields import find_fields
from copydesk.types import Story
from tests.fields.support import SHARED, make_page, record_of, text_left

KEYS = (
    "title",
    "authors",
    "publisher",
    "agency",
    "published",
    "updated",
    "section",
    "dateline",
    "editor",
    "contributors",
    "translated_from",
)


def _stories() -> list[tuple[str, int, int, dict[str, Any]]]:
    gold = SHARED / "gold" / "seeds.jsonl"
    if not gold.exists():
        return []
    stories = []
    by_file: dict[str, list[dict[str, Any]]] = {}
    for line in gold.read_text("utf-8").splitlines():
        entry = json.loads(line)
        by_file.setdefault(entry["file"], []).append(entry)
    for file, entries in by_file.items():
        text = (SHARED / "seeds" / file).read_text("utf-8")
        cuts = [0, *(text.index(e["title"], 10) for e in entries[1:]), len(text)]
        stories += [(text, a, b, e) for a, b, e in zip(cuts, cuts[1:], entries, strict=False)]
    return stories


STORIES = _stories()


@pytest.mark.skipif(not STORIES, reason="the shared seeds are not beside this checkout")
@pytest.mark.parametrize("judged", [True, False], ids=["judged", "unjudged"])
@pytest.mark.parametrize(("text", "start", "end", "gold"), STORIES, ids=[f"{s[3]['file'][:3]}-{s[3]['story']}" for s in STORIES])
def test_seed(text: str, start: int, end: int, gold: dict[str, Any], judged: bool) -> None:
    """All fields are exact, whether lines were judged body before or not."""
    page = make_page(text)
    lines = [line for line in page.lines if start <= line.start and line.end <= end]
    body = tuple(
        (x.start, x.end) for x in lines if len(text[x.start : x.end]) > 25 and text[x.start : x.end].strip()[-70:-10] in gold["text"]
    )
    marks = find_fields(page, Story(start, end), body if judged else ())
    record = record_of(marks)
    assert {k: record.get(k) for k in KEYS if k in gold} == {k: gold[k] for k in KEYS if k in gold}
    left = text_left(text[start:end], [type(m)(m.start - start, m.end - start, m.label, m.rule) for m in marks])
    assert all(p in left.replace("\xa0", " ") for p in gold["text"].split("\n\n"))
