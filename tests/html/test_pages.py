"""Whole pages in seven languages, written for these tests in the manner of content systems: what comes out is the story and its facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import copydesk
from copydesk.html import render_html, render_text

CASES = [json.loads(line) for line in (Path(__file__).parent / "pages.jsonl").read_text("utf8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["fact"])
def test_page(case: dict[str, Any]) -> None:
    """No line of the body is lost, none but decks comes along, and title, authors, date and language are those of the page."""
    (article,) = copydesk.clean(case["html"].encode(), name="page.html").articles
    lines = [" ".join(line.split()) for line in article.text.split("\n") if line.strip()]
    assert [line for line in lines if line in case["body"]] == case["body"]
    assert len(lines) - len(case["body"]) <= 1
    assert (article.title, article.language) == (case["title"], case["language"])
    assert str(article.published)[:10] == case["published"]
    assert "authors" not in case or list(article.authors) == case["authors"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["fact"])
def test_text_alone_is_the_same(case: dict[str, Any]) -> None:
    """The text for those who compare pages is that of the rendering."""
    assert render_text(case["html"]) == render_html(case["html"]).text


def test_shown_source_is_the_page() -> None:
    """A page that shows the source of another is read as that other; a page that speaks of markup is not."""
    inner = "&lt;html&gt;&lt;body&gt;&lt;p&gt;The river rose.&lt;/p&gt;&lt;/body&gt;&lt;/html&gt;"
    assert render_html(f"<table><tr><td class=line></td><td>{inner}</td></tr></table>").text == "The river rose."
    assert render_html("<p>Write &lt;html&gt; first and &lt;/html&gt; last.</p>").text == "Write <html> first and </html> last."


def test_only_mail_headers_make_an_archive() -> None:
    """A page that speaks of an archive's headers in its text stays as it is."""
    page = "<p>From: the editor</p><p>Content-Type: multipart/related</p>"
    assert render_html(page).text == "From: the editor\n\nContent-Type: multipart/related"


@pytest.mark.parametrize(
    ("markup", "authors", "published"),
    [
        ('<span itemprop="author"><span itemprop="name">Sevda Koc</span>, Artvin</span>', ("Sevda Koc",), None),
        ('<a rel="author" href="/h">Jule Hart</a> und <a rel="author" href="/o">Benno Osch</a>', ("Jule Hart", "Benno Osch"), None),
        (
            '<p class="vcard">by <b class="fn">Tia Brand</b></p><abbr class="published" title="2019-03-14">Thursday</abbr>',
            ("Tia Brand",),
            "2019-03-14",
        ),
        ('<time pubdate datetime="2020-02-03T10:00:00+02:00">Monday</time>', (), "2020-02-03T10:00:00+02:00"),
        ('<div class="comment"><b class="author fn">Ged</b><time class="published" datetime="2020-02-03">Monday</time></div>', (), None),
        ('<div class="post comments-open"><a rel="author" href="/g">Ged Vane</a></div>', ("Ged Vane",), None),
        ('<time datetime="2020-02-03">Monday</time><span class="author">Ged</span>', (), None),
        ('<div class="article__author">Von Lothar Benz</div>', ("Von Lothar Benz",), None),
        ('<span class="author">Ann Lee</span><ul><li class="teaser-author">Bo Dahl</li></ul>', (), None),
        ('<span itemprop="author">Ann Lee</span><div itemprop="comment"><span itemprop="author">Bo Dahl</span></div>', ("Ann Lee",), None),
    ],
)
def test_elements_that_call_themselves_author_and_date(markup: str, authors: tuple[str, ...], published: str | None) -> None:
    """Microdata, author links and microformats count where the head is silent; comments and a site's own class names do not."""
    hints = render_html(f"<body>{markup}<p>The river rose.</p></body>").hints
    assert (hints.authors, hints.published) == (authors, published)
