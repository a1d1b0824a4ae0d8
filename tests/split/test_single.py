"""Pages that are one article for certain: what is told without a search is what the search would say."""

from __future__ import annotations

import random

import pytest

from copydesk.boundaries.briefs import are_briefs, read_as_briefs
from copydesk.boundaries.records import find_records
from copydesk.boundaries.releases import find_releases
from copydesk.boundaries.rows import Row, find_rows
from copydesk.boundaries.search import Search
from copydesk.boundaries.single import is_single
from copydesk.lines import split_lines
from copydesk.types import Page

_TEXT = "The harbour of Lindmouth reopened on Friday after engineers replaced two lock gates that had failed in the April storms"
_LINES = (
    *(f"{_TEXT}, the port authority said in its report number {n}." for n in range(8)),
    f"{_TEXT}. Fourteen freighters came in. Enditem",
    "“We are glad.”", "“We are tired.”", "“Nobody asked us.”", "Harbour reopens after three weeks", "Museum buys back the stolen clock",
    "The long way home", "The short way home", "Who pays the bill?", "By Jane Roe", "By John Doe", "May 3, 2019",
    "Port Gazette, May 4, 2019",
    "© 2019 Port Gazette", "Source: Port Gazette", "Section: Harbour", "www.gazette.example", "gazette.example", "1. Locks", "2. Bridges",
    "## Locks", "12:40", "Story 1 of 3",
    "LINDMOUTH, May 3 (Xinhua) -- Ferries ran again on Friday, the port authority said in a statement.",
    "Q: Who pays the bill?", "Q: Who opened the locks in the end?", "A: Nobody knows.", "Here is what changed:", "Section: Quay",
    "What we know", "What comes next", "What it costs", "What the port says",
    "* * *", "---------------", "(END)", "x" * 210, "rp/jd",
)  # fmt: skip


def read_page(text: str) -> tuple[Row, ...]:
    """The rows of a text."""
    return find_rows(Page("page.txt", text, text, (), (), split_lines(text), "utf-8"))


def make_page(chance: random.Random) -> str:
    """A page of a few kinds of lines, mostly paragraphs, parted alike with some exceptions."""
    kinds = chance.sample(_LINES[8:], chance.randint(0, 8))
    gap = "\n" * chance.choice((1, 2, 2, 3))
    parts = []
    for _ in range(chance.randint(4, 24)):
        parts.append(chance.choice(_LINES[:8]) if not kinds or chance.random() < 0.6 else chance.choice(kinds))
        parts.append(gap if chance.random() < 0.95 else "\n" * chance.randint(1, 4))
    return "".join(parts)


@pytest.mark.parametrize("seed", range(300))
def test_the_search_would_say_the_same(seed: int) -> None:
    """No search, no list of records, no reading as briefs and no wire's releases find stories in a page that passes for one article."""
    rows = read_page(make_page(random.Random(seed)))
    if is_single(rows):
        assert Search(rows).find_best() is None
        assert not find_records(rows)
        assert not are_briefs(rows) or Search(read_as_briefs(rows), brief=True).find_best() is None
        assert not find_releases(rows)


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(("Harbour reopens after three weeks", "By Jane Roe", *_LINES[:8])),
        "\n".join((*_LINES[:3], "“We are glad.”", *_LINES[3:6], "“Nobody asked us.”", _LINES[6], "© 2019 Port Gazette")),
        "\n\n".join(_LINES[:8]),
        "\n\n".join(("What we know", _LINES[0], "What comes next", _LINES[1], "What it costs", _LINES[2], "What the port says", _LINES[3])),
        "\n\n".join(("Q: Who pays?", _LINES[0], "Q: Who opened the locks?", *_LINES[1:3], "Q: What comes next?", _LINES[3])),
    ],
    ids=["headline and byline", "quotations and a notice", "paragraphs", "subheads that open alike", "questions and answers"],
)  # fmt: skip
def test_an_article_is_told_at_once(text: str) -> None:
    """What most pages are."""
    assert is_single(read_page(text))


@pytest.mark.parametrize("mark", ["---------------", "\f", "(END)", "Story 1 of 3"])
def test_a_parting_mark_is_left_to_the_search(mark: str) -> None:
    """One of them may part two stories."""
    assert not is_single(read_page("\n\n".join((*_LINES[:4], mark, *_LINES[4:8]))))
