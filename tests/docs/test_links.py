"""Every link leads somewhere, every page is reached from the index, and every screenshot is small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"])
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def _links(page: Path) -> list[str]:
    return [link for link in _LINK.findall(_CODE.sub("", page.read_text("utf-8"))) if "://" not in link]


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """The file is there, and the heading in it."""
    for link in _links(page):
        path, _, heading = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if heading:
            headings = re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.MULTILINE)
            assert heading in [_slug(text) for text in headings], link


def test_every_page_is_in_the_index() -> None:
    """docs/README.md links every page."""
    index = ROOT / "docs" / "README.md"
    linked = {(index.parent / link.partition("#")[0]).resolve() for link in _links(index)}
    assert [page for page in (ROOT / "docs").rglob("*.md") if page != index and page.resolve() not in linked] == []


def test_screenshots_are_small_and_shown() -> None:
    """Each picture is under 150 kB, and some page shows it."""
    shown = {(page.parent / link).resolve() for page in PAGES for link in _links(page)}
    for picture in (ROOT / "docs" / "screens").glob("*.png"):
        assert picture.stat().st_size < 150_000, picture.name
        assert picture.resolve() in shown, picture.name
