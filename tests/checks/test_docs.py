"""Data Docs: every expectation reads as a sentence with its why, nothing is fetched, and hostile text stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from checks.gate import SUITES, judge
from checks.suites import find_name
from checks.verdict import Verdict
from tests.checks.rows import article_row, ledger_row, run_row

HOSTILE = "<script>alert(1)</script>$ids"


class Links(HTMLParser):
    """Everything in a page that a browser would fetch or go to, and the names of its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.elements: set[str] = set()
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.links += [value for name, value in attrs if name in ("src", "href", "srcset", "action") and value]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Verdict]:
    """The pages of a run with a refused article, a refused source, and hostile names."""
    folder = tmp_path_factory.mktemp("docs") / "data-docs"
    articles = [article_row(), article_row(id="fedcba9876543210-1", mojibake=2, evidence=HOSTILE)]
    ledgers = [ledger_row(), ledger_row(source=HOSTILE, gaps=1)]
    verdict = judge(iter([articles]), ledgers, run_row(), run_name="../night of 1 March", docs_dir=folder, run_date="2026-03-01")
    return folder, verdict


def read_pages(folder: Path) -> Iterator[tuple[Path, str, Links]]:
    for path in sorted(folder.rglob("*.html")):
        links = Links()
        links.feed(text := path.read_text("utf-8"))
        yield path, text, links


def test_pages(built: tuple[Path, Verdict]) -> None:
    """There is an index, a page a suite and a page a validation, and nothing else: no fonts, images or scripts."""
    folder, verdict = built
    assert verdict.docs == folder / "index.html"
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert [name for name in names if name.startswith(("expectations", "index"))] == [
        "expectations/articles.html",
        "expectations/ledger.html",
        "expectations/origins.html",
        "expectations/run.html",
        "index.html",
    ]
    assert sum(name.startswith("validations/") for name in names) == len(names) - 5 == 4


def test_nothing_is_fetched(built: tuple[Path, Verdict]) -> None:
    """No page has a script, a handler or a link that leaves the folder, and every link leads somewhere."""
    for path, text, links in read_pages(built[0]):
        assert "script" not in links.elements and not links.handlers
        assert not re.search(r"https?://|url\(|@import", text), path
        for link in links.links:
            assert link == "data:," or link.startswith("#") or (path.parent / unquote(link)).resolve().is_file(), (path, link)
        assert "Content-Security-Policy" in text


def test_hostile_text_stays_text(built: tuple[Path, Verdict]) -> None:
    """A source's name in markup is shown, not obeyed, and does not stand for a part of the page's templates."""
    (page,) = (text for path, text, _ in read_pages(built[0]) if path.parts[-4] == "ledger")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;$ids" in page


def test_every_expectation_reads_well(built: tuple[Path, Verdict]) -> None:
    """Each expectation is a sentence, with its why, its name and what follows when it fails; never a raw call."""
    pages = {path.relative_to(built[0]).as_posix(): text for path, text, _ in read_pages(built[0])}
    for suite, rules in SUITES.items():
        page = pages[f"expectations/{suite}.html"]
        assert "expect_" not in page and "kwargs" not in page
        for rule in rules:
            assert f">{find_name(rule)}<" in page
    for judgement in built[1].judgements:
        assert judgement.description.endswith(".") and judgement.why


def test_failing_ids_are_shown(built: tuple[Path, Verdict]) -> None:
    """A validation's page names the records that failed with the reason, and says of passed expectations how many passed."""
    (page,) = (text for path, text, _ in read_pages(built[0]) if path.parts[-4] == "articles")
    assert "fedcba9876543210-1" in page and "1 of 2 fail" in page and "all 2 pass" in page


def test_run_name_is_the_page_name(built: tuple[Path, Verdict]) -> None:
    """The index lists the run by its own name."""
    assert "-night of 1 March" in (built[0] / "index.html").read_text("utf-8")
