"""Data Docs in a real browser: each page is one request, reads well in a table, and names what failed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from checks.gate import judge
from tests.checks.rows import article_row, ledger_row, run_row
from tests.pages.browsing import find_violations, open_page

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a run with a refused article and a drifted origin."""
    folder = tmp_path_factory.mktemp("docs") / "data-docs"
    faults = ("template", "infection", "articles", "languages", "damage", "silence", "volume")
    origin = {f"{name}_fault": None for name in faults} | {"origin": "Gazette", "sources": 1, "articles": 1, "watched": True}
    told = "51% of the text is removed, usually 1%"
    judge(
        iter([[article_row(), article_row(id="fedcba9876543210-1", mojibake=2, evidence="damage: Ã©")]]),
        [ledger_row()],
        run_row(),
        run_name="night",
        origins=[origin | {"template_fault": told}],
        docs_dir=folder,
        run_date="2026-03-01",
    )
    return folder


def test_no_page_asks_for_anything(chromium: Any, pages: Path) -> None:
    """The browser requests the page itself and nothing else, and has nothing to say about errors."""
    chromium.get_log("performance"), chromium.get_log("browser")
    for path in sorted(pages.rglob("*.html")):
        chromium.get(path.as_uri())
        events = [json.loads(entry["message"])["message"] for entry in chromium.get_log("performance")]
        asked = {event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"}
        assert {url for url in asked if not url.startswith("data:")} == {path.as_uri()}
        assert chromium.get_log("browser") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium: Any, pages: Path, scheme: str) -> None:
    """No violation of any weight on the index, a page of a suite and a page of a validation."""
    for pattern in ("index.html", "expectations/articles.html", "validations/origins/*/*/*.html"):
        (path,) = pages.glob(pattern)
        open_page(chromium, path, scheme=scheme)
        assert find_violations(chromium) == [], pattern


def test_failures_come_first_with_their_reasons(chromium: Any, pages: Path) -> None:
    """The index tells what came out of each suite; a validation begins with what failed, names it and says why."""
    chromium.get((pages / "index.html").as_uri())
    rows = [row.text for row in chromium.find_elements("css selector", "table.runs:first-of-type tbody tr")]
    assert rows[0].startswith("Articles: ") and "25 expectations: 1 failed, 24 passed" in rows[0]
    assert "7 expectations: 1 warned, 6 passed" in rows[2]
    (origins,) = pages.glob("validations/origins/*/*/*.html")
    chromium.get(origins.as_uri())
    first = chromium.find_element("css selector", "table.expectations tbody tr").text
    assert "! warning" in first and "Gazette" in first and "51% of the text is removed, usually 1%" in first
    chromium.find_element("id", "failed-only").click()
    assert sum(row.is_displayed() for row in chromium.find_elements("css selector", "table.expectations tbody tr")) == 1
