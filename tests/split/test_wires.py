"""Briefs of one wire are told by its datelines, whichever convention it has; one article that quotes them is not split."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import copydesk

DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "cases/wires.toml").read_text("utf-8"))
WIRES = [(wire["name"], wire["opening"]) for wire in DATA["wire"]]


def write_paragraphs(opening: str, *, capitals: bool) -> list[tuple[str, str, str]]:
    """Headline, text, and the paragraph that the wire makes of it, for each brief."""
    return [
        (headline, text, f"{opening.format(place=place.upper() if capitals else place)} {text}") for headline, place, text in DATA["texts"]
    ]


@pytest.mark.parametrize("capitals", [False, True])
@pytest.mark.parametrize(("name", "opening"), WIRES, ids=[name for name, _ in WIRES])
def test_each_brief_is_a_story(name: str, opening: str, capitals: bool) -> None:
    """Headline and text of every brief, the dateline lifted."""
    briefs = write_paragraphs(opening, capitals=capitals)
    source = "\n".join(f"{headline.upper() if capitals else headline}\n{paragraph}\n" for headline, _, paragraph in briefs)
    articles = copydesk.clean(source, name="wire.txt").articles
    assert [(a.title or "").casefold() for a in articles] == [headline.casefold() for headline, _, _ in briefs]
    assert [a.text for a in articles] == [text for _, text, _ in briefs]


@pytest.mark.parametrize(("name", "opening"), WIRES, ids=[name for name, _ in WIRES])
def test_a_round_up_is_one_story(name: str, opening: str) -> None:
    """Its further datelines stand under no headline."""
    source = DATA["single"].format(*(paragraph for _, _, paragraph in write_paragraphs(opening, capitals=True)))
    assert len(copydesk.clean(source, name="wire.txt").articles) == 1
