"""Whether a page as a whole shows boilerplate."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copydesk.boilerplate.gate import Dirt
from copydesk.boilerplate.named import is_menu

SMALL = Dirt(sure=10, telling=6, figures=0, lines=28, top=0.16, bottom=0.06, start=0.3)
ARCHIVE = Dirt(sure=150, telling=90, figures=83, lines=194, top=0.0, bottom=0.0, start=0.0, beside=41, doubt=1.5)
ARTICLE = Dirt(sure=160, telling=135, figures=8, lines=237, top=0.46, bottom=0.01, start=0.03, beside=127, doubt=0.1, named=18)
# (what the page is, its evidence, whether it is scraped); the figures are those of pages, rounded.
PAGES = [
    ("small, begins as an article: a list of changes in its third to sixth line and a footer of six", SMALL, False),
    ("the same, but it begins in a menu", replace(SMALL, start=0.1), True),
    ("the same, but long", replace(SMALL, lines=60), True),
    ("a menu of an archive: months and counters", ARCHIVE, True),
    ("a table of results between menus", replace(ARCHIVE, doubt=0.07 * 83), False),
    ("a table with little besides", replace(ARCHIVE, beside=6), False),
    ("a table below an article", replace(ARCHIVE, top=0.3), False),
    ("small, with many figures", replace(ARCHIVE, lines=58, sure=50, figures=30), False),
    ("begins in its article, ends in menus that name themselves", ARTICLE, True),
    ("begins in its article, ends in a list of its own", replace(ARTICLE, named=3), False),
    ("begins in its article, and ends in it", replace(ARTICLE, bottom=0.5), False),
    ("begins in its article, a few such lines below", replace(ARTICLE, sure=30), False),
]


@pytest.mark.parametrize(("dirt", "scraped"), [case[1:] for case in PAGES], ids=[case[0] for case in PAGES])
def test_which_page_is_scraped(dirt: Dirt, scraped: bool) -> None:
    """The evidence of all lines together decides; in doubt the page is clean."""
    assert dirt.is_dirty is scraped


MENUS = [
    "3 min read",
    "March 7, 2022 • 6 min read",
    "4 Min. Lesezeit",
    "Temps de lecture | 5 min de lecture",
    "当前位置：首页 > 要闻",
    "您现在的位置： 首页 >> 正文",
]
TEXTS = [
    "He had 3 minutes to read it.", "The 5 min reading of the bill", "A 12-minute read by the judge ended the trial.", "3 min",
    "位置：第三街", "当前位置很重要。", "March 7, 2022",
]  # fmt: skip


@pytest.mark.parametrize("text", MENUS)
def test_line_that_names_itself(text: str) -> None:
    """A reading time with its number first, by itself or behind the date, and the path to a page."""
    assert is_menu(text)


@pytest.mark.parametrize("text", TEXTS)
def test_line_that_does_not_name_itself(text: str) -> None:
    """The same words in a writer's sentence."""
    assert not is_menu(text)
