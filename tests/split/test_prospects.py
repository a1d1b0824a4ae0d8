"""What a first look rules out, the search would not have found."""

from __future__ import annotations

import random

import pytest

from copydesk.boundaries.briefs import read_as_briefs
from copydesk.boundaries.prospects import Prospects
from copydesk.boundaries.search import Search
from tests.split.test_single import make_page, read_page

_BRIEFS = "\n\n".join(
    f"Lindmouth {thing} opens again\nPort Gazette, May {day}, 2019\nThe {thing} of Lindmouth opened on Friday."
    for day, thing in enumerate(("harbour", "museum", "library", "theatre", "market"), 3)
)


@pytest.mark.parametrize("text", [_BRIEFS, *(make_page(random.Random(seed)) for seed in range(60))])
def test_briefs_are_the_same_without_a_first_look(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The best proposal is the same whether hopeless ones are judged or not."""
    rows = read_as_briefs(read_page(text))
    found = Search(rows, brief=True).find_best()
    monkeypatch.setattr(Prospects, "are_none", False)
    for look in ("may_mark", "may_win", "allow"):
        monkeypatch.setattr(Prospects, look, lambda *_: True)
    full = Search(rows, brief=True).find_best()
    assert (found and (found.starts, found.score)) == (full and (full.starts, full.score))
    assert found or text is not _BRIEFS
