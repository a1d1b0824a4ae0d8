"""Everybody can read the pages: axe-core finds nothing, in light and dark, and the page has its landmarks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.pages.browsing import find_violations, open_page, press, source_page
from tests.pages.newsroom import INFECTED, MIXED

_NAMELESS = """return [...document.querySelectorAll('button,a,select,input')].filter(
  e => !(e.innerText.trim() || e.labels?.length || e.ariaLabel)).length"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", INFECTED, MIXED])
def test_axe_finds_nothing(chromium: Any, report: Path, name: str, scheme: str) -> None:
    """No violation of any weight, with the card open on the pages of sources."""
    open_page(chromium, report / name if name == "index.html" else source_page(report, name), scheme=scheme)
    if name != "index.html":
        press(chromium, "n")
    assert find_violations(chromium) == []


@pytest.mark.parametrize("name", ["index.html", INFECTED])
def test_landmarks(chromium: Any, report: Path, name: str) -> None:
    """One main part, one heading of the first rank, a skip link that is first in the tab order and becomes visible."""
    open_page(chromium, report / name if name == "index.html" else source_page(report, name))
    assert chromium.execute_script("return [...document.querySelectorAll('main,h1')].map(e => e.localName).sort()") == ["h1", "main"]
    press(chromium, "\ue004")
    first = chromium.execute_script("const e = document.activeElement; return [e.className, e.getBoundingClientRect().left, e.hash]")
    assert first[0] == "skip" and first[1] >= 0
    assert chromium.execute_script("return document.querySelector(arguments[0]) !== null", first[2])
    outline = chromium.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_controls_are_real(chromium: Any, report: Path) -> None:
    """Everything that is pressed is a button, link, field or summary with a name."""
    open_page(chromium, source_page(report, INFECTED))
    assert chromium.execute_script(_NAMELESS) == 0
    assert chromium.execute_script("return document.querySelectorAll('[role=button],[role=link],[onclick]').length") == 0
    assert chromium.execute_script("return document.querySelector('[aria-live]').getAttribute('role')") == "status"
