"""The pages of other extractors' packages: labels by text node, and what each flavour makes of them."""

from __future__ import annotations

import json

import pytest

from copydesk.boilerplate.training import packaged

SOURCE = """<html><head><title>Flood in Riga - The Post</title><style>p {}</style></head><body>
<ul><li><a href="/">Home</a></li><li><a href="/s">Sport</a></li></ul><h1>Flood in Riga</h1>
<p>The river <b>rose</b> by a metre on Monday.</p><div style="display: none">Sign in</div><p>* * *</p>
<p>Nobody was hurt.<br>Trams stood still.</p><table><tr><td>Mon</td><td>12</td></tr></table></body></html>"""
BODY = "The river rose by a metre on Monday."


def render(flavour: str, body: set[int]) -> list[tuple[str, str]]:
    """(label, line) of every line of ``SOURCE`` in a flavour."""
    document = packaged.parse(SOURCE)
    packaged.mark(document, body)
    text, labels = packaged.unmark(packaged.RENDERERS[flavour](document.root))
    return list(zip(labels, text.split("\n"), strict=True))


def test_text_nodes_are_those_that_a_reader_may_see() -> None:
    """Title, style and blank nodes count for nothing; hidden elements stay, as scrapers keep them."""
    document = packaged.parse(SOURCE)
    assert [document.text(i).strip() for i in range(len(document.nodes))] == [
        "Home", "Sport", "Flood in Riga", "The river", "rose", "by a metre on Monday.", "Sign in", "* * *", "Nobody was hurt.",
        "Trams stood still.", "Mon", "12",
    ]  # fmt: skip


def test_a_browser_joins_what_stands_on_one_line() -> None:
    """Inline elements stay in their line, a break ends it, cells are parted by a tab, hidden text is gone."""
    lines = [line for line in render("innertext", {3, 4, 5, 8, 9}) if line[1]]
    assert lines == [
        ("0", "Home"), ("0", "Sport"), ("0", "Flood in Riga"), ("1", BODY), ("-", "* * *"), ("1", "Nobody was hurt."),
        ("1", "Trams stood still."), ("0", "Mon\t12"),
    ]  # fmt: skip


def test_a_scraper_without_layout_gives_each_node_a_line() -> None:
    """So a sentence with a bold word lies on three lines, and each has the label of its node."""
    lines = [(label, line.strip()) for label, line in render("bs4", {3, 5}) if line.strip()]
    assert lines[2:6] == [("0", "Flood in Riga"), ("1", "The river"), ("0", "rose"), ("1", "by a metre on Monday.")]
    assert ("0", "Sign in") in lines


def test_a_layout_has_the_labels_of_the_browser() -> None:
    """Bullets and indents change nothing of the labels."""
    pytest.importorskip("inscriptis")
    lines = [(label, line.strip(" *")) for label, line in render("inscriptis", {3, 4, 5})]
    assert ("1", BODY) in lines and ("0", "Home") in lines


def test_marks_never_stay_in_the_text() -> None:
    """What is learnt from holds no character that the page does not hold, whatever is marked."""
    for flavour in ("bs4", "innertext"):
        text = "".join(line for _, line in render(flavour, set(range(12))))
        assert not any("\ue000" <= character <= "\uf8ff" for character in text)


@pytest.mark.parametrize("runs", ["", "4", "0 3-5 9", "0-120"])
def test_runs_say_the_same_both_ways(runs: str) -> None:
    """Numbers are written as runs and read again."""
    assert packaged.gather(packaged.spread(runs)) == runs


def test_every_labelled_page_is_named_once() -> None:
    """A row holds path, digest, site, language and runs in order, and no text of the page."""
    rows = [json.loads(line) for line in packaged.PAGES.read_text("utf-8").splitlines()]
    assert len({row["path"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row) == {"path", "digest", "site", "language", "body"}
        assert row["body"] and packaged.gather(packaged.spread(row["body"])) == row["body"]
