"""Hostile text stays text, in a real browser: nothing of it runs, nothing is asked for, and it can still be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.pages.browsing import open_page, read_complaints, read_requests, source_page
from tests.pages.newsroom import HOSTILE, MIXED

_ELEMENTS = """return [...new Set([...document.querySelectorAll('*')].map(e => e.localName))]"""
_HANDLERS = """return [...document.querySelectorAll('*')].flatMap(
  e => [...e.attributes]).map(a => a.name).filter(n => n.startsWith('on'))"""
_LINKS = """return [...document.querySelectorAll('[href],[src],[action],[srcset]')].map(
  e => e.getAttribute('href') ?? e.getAttribute('src') ?? e.getAttribute('action'))"""
_OURS = {
    "a", "bdi", "body", "button", "code", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "head", "header", "html", "input", "kbd", "label", "legend", "li", "line", "main",
    "meta", "noscript", "option", "p", "rect", "script", "section", "select", "span", "strong", "style", "summary",
    "svg", "table", "tbody", "td", "text", "th", "thead", "title", "tr", "ul",
}  # fmt: skip


def test_nothing_runs_and_nothing_is_asked_for(chromium: Any, report: Path) -> None:
    """On no page does foreign text become an element, a handler, a link or a request, and the policy has nothing to forbid."""
    pages = [report / "index.html", *sorted((report / "sources").iterdir())]
    assert len(pages) > 12
    for page in pages:
        open_page(chromium, page)
        asked = read_requests(chromium)
        assert asked == [page.as_uri()], page
        assert read_complaints(chromium) == [], page
        assert chromium.execute_script("return window.hit === undefined && !('polluted' in {})")
        assert set(chromium.execute_script(_ELEMENTS)) <= _OURS, page
        assert chromium.execute_script(_HANDLERS) == []
        for link in chromium.execute_script(_LINKS):
            assert link.startswith(("#", "sources/", "../index.html", "data-docs/")), link


@pytest.mark.parametrize("case", HOSTILE, ids=[case["name"] for case in HOSTILE])
def test_it_can_be_read(chromium: Any, report: Path, case: dict[str, str]) -> None:
    """The page of a source shows the hostile text, hidden characters by their names."""
    page = source_page(report, MIXED)
    if page.as_uri() not in chromium.current_url:
        open_page(chromium, page)
    shown = chromium.execute_script("return document.getElementById('text').textContent")
    assert case["after"] in shown


def test_no_script_of_another_gets_in(chromium: Any, report: Path) -> None:
    """The policy stops a script, a style, a picture and a frame that somebody manages to put into the page all the same."""
    open_page(chromium, source_page(report, MIXED))
    tried = chromium.execute_async_script("""
      const done = arguments[0], seen = [];
      document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
      const add = (name, set) => {
        try { const e = document.createElement(name); set(e); document.body.append(e); } catch (error) { seen.push(error.name); }
      };
      add('script', (e) => { e.append('window.hit = 99'); });
      add('style', (e) => { e.append('*{color:red}'); });
      add('img', (e) => { e.src = 'http://192.0.2.1/pixel.gif'; });
      add('iframe', (e) => { e.src = 'http://192.0.2.1/'; });
      try { document.body.innerHTML += '<b>x</b>'; } catch (error) { seen.push('innerHTML'); }
      fetch('http://192.0.2.1/').catch(() => seen.push('fetch'));
      setTimeout(() => done([seen, window.hit]), 300);
    """)
    assert tried[1] is None
    assert {"img-src", "frame-src", "style-src-elem", "innerHTML", "fetch"} <= set(tried[0])
