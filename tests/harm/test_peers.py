"""What others took from sound text, each reproduced there, each left alone here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import copydesk

CASES = [json.loads(line) for line in Path(__file__).with_name("cases.jsonl").read_text("utf-8").splitlines()]
WIRE = "The ministry said on Friday that the reserve would last until spring, and that no shipment had been turned away at the border."


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_sound_text_keeps_every_word(case: dict[str, str]) -> None:
    """Nothing is dropped and nothing is replaced; a headline may be lifted into its field."""
    result = copydesk.clean(case["text"])
    (article,) = result.articles
    assert [row for row in result.ledger if row.action in ("drop", "repair") and row.label != "whitespace"] == []
    assert " ".join([*filter(None, [article.title]), article.text]).split() == case["text"].split()


def test_a_wire_paragraph_stays_in_every_story_that_has_it() -> None:
    """Five stories share a paragraph; one that drops it from the fourth on has decided by the order of the files."""
    stories = [
        f"Port {name} opened its gates on Monday after a winter of repairs to the quay.\n\n{WIRE}\n\nShips from {name} sail again at dawn."
        for name in ("Alder", "Birch", "Cedar", "Elm", "Hazel")
    ]
    assert all(WIRE in copydesk.clean(story).articles[0].text for story in stories)
    template = copydesk.learn_template(stories)
    assert all(WIRE in copydesk.clean(story, template=template).articles[0].text for story in stories)
