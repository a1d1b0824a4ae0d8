"""A source of five megabytes: the page draws what is near the window and no more, and everything else still works."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.pages.browsing import open_page, press, read_complaints
from tests.pages.large import SIZE, render_large


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a dump with four thousand stories."""
    page = tmp_path_factory.mktemp("large") / "large.html"
    page.write_text(render_large(), "utf-8")
    return page


def test_only_what_is_near_is_drawn(chromium: Any, large: Path) -> None:
    """When the page is ready it holds a hundredth of the source, yet the whole of its height."""
    open_page(chromium, large)
    assert chromium.execute_script("return document.documentElement.dataset.ready") == "yes"
    drawn = chromium.execute_script("return document.getElementById('text').textContent.length")
    assert 0 < drawn < SIZE / 50
    assert chromium.execute_script("return document.getElementById('text').offsetHeight") > 500_000
    assert read_complaints(chromium) == []


def test_search_and_jumps_reach_the_undrawn(chromium: Any, large: Path) -> None:
    """A find and a removal far down come into view, and the article beside follows."""
    open_page(chromium, large)
    chromium.find_element("id", "search").send_keys("needle 3999")
    press(chromium, "\ue007")
    assert chromium.execute_script("return document.getElementById('status').textContent") == "1 of 1"
    found = chromium.execute_script("const r = [...CSS.highlights.get('now')][0]; return [r.toString(), r.getBoundingClientRect().top]")
    assert found[0] == "needle 3999" and 0 < found[1] < 900
    assert "Story 3999" in chromium.execute_script("return document.querySelector('.story h3').innerText")
    chromium.execute_script("document.getElementById('previous').click()")
    place = chromium.execute_script("const e = document.activeElement; return [e.className, e.getBoundingClientRect().top]")
    assert "a-drop" in place[0] and 0 < place[1] < 900
    drawn = chromium.execute_script("return document.getElementById('text').textContent.length")
    assert drawn < SIZE / 20


def test_one_endless_line(chromium: Any, tmp_path: Path) -> None:
    """A source that is one span of one line is cut for drawing, not for reading: every character is there once."""
    page = tmp_path / "line.html"
    page.write_text(render_large(line=True), "utf-8")
    open_page(chromium, page)
    chromium.execute_script("dispatchEvent(new Event('beforeprint'))")
    assert chromium.execute_script("return document.getElementById('text').textContent.length") == 400_000
    assert chromium.execute_script("return document.querySelectorAll('.s').length") > 10


def test_the_list_of_articles_is_filled_on_demand(chromium: Any, large: Path) -> None:
    """The list holds all articles once somebody turns to it, and choosing one shows it and its place in the source."""
    open_page(chromium, large)
    count = "return document.getElementById('which').options.length"
    assert chromium.execute_script(count) == 1
    chromium.execute_script("document.getElementById('which').focus()")
    assert chromium.execute_script(count) == 4000
    chromium.execute_script("const w = document.getElementById('which'); w.value = '2500'; w.dispatchEvent(new Event('change'))")
    assert chromium.execute_script("return document.querySelector('.story h3').innerText") == "Story 2500 of the town"
    seen = chromium.execute_script("return [...document.querySelectorAll('.s')].some(e => e.textContent.includes('needle 2500.'))")
    assert seen


def test_many_finds_in_one_endless_line(chromium: Any, tmp_path: Path) -> None:
    """A search with more finds than anybody counts is cut off and says so; the finds that are drawn are marked, the last one is reached."""
    page = tmp_path / "line.html"
    page.write_text(render_large(line=True), "utf-8")
    open_page(chromium, page)
    chromium.find_element("id", "search").send_keys("xxxxx")
    press(chromium, "\ue007")
    assert chromium.execute_script("return document.getElementById('status').textContent") == "1 of 20,000 or more"
    assert 100 < chromium.execute_script("return CSS.highlights.get('found').size") < 20_000
    press(chromium, "\ue008\ue007")
    assert read_complaints(chromium) == []


def test_hiding_the_rest_of_a_large_source(chromium: Any, large: Path) -> None:
    """With a filter and the rest hidden only matches are left, drawn as they come near: not the whole source, and no gap."""
    open_page(chromium, large)
    chromium.execute_script("document.querySelector('[data-label=share]').click(); document.getElementById('only').click()")
    chromium.execute_async_script("setTimeout(arguments[0], 300)")
    seen = chromium.execute_script("""const all = [...document.querySelectorAll('.s')].filter(e => e.getClientRects().length);
      return [all.length, all.every(e => e.classList.contains('l-share')), document.getElementById('text').textContent.length]""")
    assert 20 < seen[0] < 2000 and seen[1] and seen[2] < SIZE / 4
    height = chromium.execute_script("return document.getElementById('text').offsetHeight")
    assert 4000 * 20 < height < 4000 * 40
    chromium.execute_script("document.getElementById('clear').click()")
    assert chromium.execute_script("return document.getElementById('text').offsetHeight") > 500_000
