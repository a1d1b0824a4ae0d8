"""Bodies that a page states for machines and does not show."""

from __future__ import annotations

import json

import copydesk
from copydesk.html import render_html, render_text
from copydesk.html.stated import find_unshown, read_paragraphs

PARAGRAPHS = [
    f"In the village number {i} the water stood for {i + 2} days and nobody knew who would pay for the {i}th pump." for i in range(6)
]


def page_of(body: str, shown: list[str]) -> str:
    """A page that shows some paragraphs and states a body."""
    stated = json.dumps({"@type": "NewsArticle", "headline": "Water in six villages", "articleBody": body})
    text = "".join(f"<p>{one}</p>" for one in shown)
    return f"<script type='application/ld+json'>{stated}</script><h1>Water in six villages</h1>{text}<div class=offer>Read on for $1</div>"


def test_unshown_paragraphs_follow_the_page() -> None:
    """What a paywall holds back is the end of the rendering, and of the article; what the page shows is there once."""
    source = page_of("\n\n".join(PARAGRAPHS), PARAGRAPHS[:2])
    lines = render_html(source).text.split("\n\n")
    assert lines[-4:] == PARAGRAPHS[2:] and lines.count(PARAGRAPHS[0]) == 1
    assert render_text(source) == render_html(source).text
    (article,) = copydesk.clean(source.encode(), name="page.html").articles
    assert article.text.split("\n\n") == PARAGRAPHS


def test_one_long_line_is_parted_by_sentences() -> None:
    """Of a body without paragraphs the sentences that the page shows go."""
    assert find_unshown(" ".join(PARAGRAPHS), PARAGRAPHS[:2]) == [" ".join(PARAGRAPHS[2:])]


def test_markup_in_a_body_is_read() -> None:
    """Tags and character references of a stated body are no text."""
    assert read_paragraphs("<p>Tea &amp; milk</p><p>x &lt; y<br/>z</p>&lt;p&gt;End&lt;/p&gt;") == ["Tea & milk", "x < y", "z", "End"]


def test_shown_and_short_bodies_are_left() -> None:
    """A page that shows most of its stated body gains nothing by it, nor by a body of a sentence."""
    assert find_unshown("\n".join(PARAGRAPHS), PARAGRAPHS[:5]) == []
    assert find_unshown("Only a teaser of a few words.", ["Something else"]) == []
