"""HTML renderings: text of small pages, blocks that fit the text, what the head states, hostile sources."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.html import judge_blocks, render_html
from copydesk.html.context import measure_context
from copydesk.html.features import measure_rows, read_rows
from copydesk.html.parsing import MAX_ATTRIBUTES, limit_attributes
from copydesk.html.trees import read_model
from copydesk.lines import split_lines
from copydesk.types import Page, Story

CASES = json.loads((Path(__file__).parent / "rendering.json").read_text("utf8"))
ARTICLE = (
    "<html lang=en><head><title>Deal signed - The Times of Astana</title><meta property='og:site_name' content='The Times of Astana'>"
    '<script type=\'application/ld+json\'>{"@graph":[{"@type":["NewsArticle"],"headline":"Deal &amp; signed","datePublished":'
    '"2024-05-03T08:00:00+05:00","author":[{"name":"Aigul Bek"},{"name":"https://x"}],"articleSection":"World"}]}</script></head>'
    "<body><nav><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li></ul></nav><article><h1>Deal signed</h1>"
    + "".join(
        f"<p>The ministers of both countries signed agreement number {i} in the capital on Friday, officials said.</p>" for i in range(9)
    )
    + "</article><aside class=related><h3>Read more</h3><ul><li><a href=/1>Another story</a></li></ul></aside>"
    "<footer><p>Copyright 2024 The Times of Astana. All rights reserved.</p></footer></body></html>"
)
HOSTILE = {
    "deep": "<div>" * 50_000 + "end",
    "deep inline": "<b>" * 50_000 + "end",
    "broken": "<p>a<b>b<p>c</i></div></div>d<<<>",
    "open script": "<p>a</p><script>alert(1)",
    "open tag": "<p>a</p><div class='",
    "many attributes": "<p " + "a=1 " * 100_000 + ">end</p>",
    "bad json": '<script type=\'application/ld+json\'>{"@type": "NewsArticle", ' + "[" * 20_000 + "</script><p>a</p>",
    "nul": "\x00<p>\x00a\x01</p>",
    "one long line": "<p>" + "word " * 200_000 + "</p>",
}


def page_of(source: str) -> Page:
    """The rendering as a page that no repair has touched."""
    done = render_html(source)
    return Page("page.html", done.text, done.text, (), (), split_lines(done.text), "utf-8", done.hints, done.blocks, done.name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["fact"])
def test_text(case: dict[str, str]) -> None:
    """Each small source gives its text."""
    assert render_html(case["html"]).text == case["text"]


def test_blocks_fit_the_text() -> None:
    """Every line has a block of its own that spans it, and inner blocks lie within a line."""
    done = render_html(ARTICLE)
    lines = [(line.start, line.end) for line in split_lines(done.text) if line.end > line.start]
    own = [(block.start, block.end) for block in done.blocks if "@in=" in block.hint]
    assert own == lines
    assert all(any(low <= b.start < b.end <= high for low, high in lines) for b in done.blocks)
    assert all(a.start <= b.start for a, b in pairwise(done.blocks))


def test_path_and_heading() -> None:
    """A block knows its tags innermost first, and a heading its level."""
    blocks = render_html(ARTICLE).blocks
    assert next(b for b in blocks if b.heading == 1).path[:2] == ("h1", "article")
    assert any(b.path[:2] == ("a", "li") and "nav" in b.path for b in blocks)


def test_hints() -> None:
    """JSON-LD gives title, date, author and section; the site's name comes from Open Graph; the language from the root."""
    hints = render_html(ARTICLE).hints
    assert (hints.title, hints.publisher, hints.section, hints.language) == ("Deal & signed", "The Times of Astana", "World", "en")
    assert (hints.published, hints.authors) == ("2024-05-03T08:00:00+05:00", ("Aigul Bek",))


def test_title_tag_loses_the_site() -> None:
    """Where only the title tag has the headline, the site's name behind the separator goes."""
    source = "<head><title>Deal signed | Astana Post</title><meta property=og:site_name content='Astana Post'></head><p>a</p>"
    assert render_html(source).hints.title == "Deal signed"


def test_nothing_is_invented() -> None:
    """A page that states nothing has no hints but its format."""
    hints = render_html("<p>a</p>").hints
    assert (hints.title, hints.published, hints.authors, hints.language, hints.format) == (None, None, (), None, "html")


def test_same_source_same_rendering() -> None:
    """Rendering again gives the same, blocks and all."""
    assert render_html(ARTICLE) == render_html(ARTICLE)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str) -> None:
    """Sources made to break a parser give a rendering whose blocks fit it."""
    page = page_of(HOSTILE[name])
    assert all(0 <= b.start < b.end <= len(page.text) for b in page.blocks)
    assert len(judge_blocks(page, Story(0, len(page.text)))) == len(page.lines)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<div>", "</div>", "<br>", "<a>", "</a>", "<td>", "<tr>", "<table>", "x.", "y", "<b>", "</b>"])
    )
)
def test_any_nesting(parts: list[str]) -> None:
    """However tags are mixed, no line is empty, padded, or without its block."""
    done = render_html("".join(parts))
    lines = done.text.split("\n\n") if done.text else []
    assert all(line and line == line.strip() for line in lines)
    assert sum("@in=" in block.hint for block in done.blocks) == len(lines)


def test_judges_an_article() -> None:
    """On a plain article page the paragraphs are body; menu, related links and footer are not."""
    page = page_of(ARTICLE)
    judged = dict(zip((page.text[line.start : line.end] for line in page.lines), judge_blocks(page, Story(0, len(page.text))), strict=True))
    assert all(p > 0.5 for text, p in judged.items() if "agreement number" in text)
    assert all(p < 0.5 for text, p in judged.items() if text in ("Home", "World", "Another story") or "Copyright" in text)


def test_model_fits_the_features() -> None:
    """The shipped trees were grown on exactly the features that are measured now."""
    page = page_of(ARTICLE)
    model = read_model()
    rows = read_rows(page, [line for line in page.lines if line.end > line.start])
    names, table = measure_rows(rows, page.hints.title, model.vocabulary)
    more, _ = measure_context(rows, [0.5] * len(rows))
    assert tuple(names) == model.alone.names
    assert tuple(names + more) == model.context.names
    assert all(len(values) == len(names) for values in table)


def test_attributes_beyond_the_limit_are_not_read() -> None:
    """A tag with very many attributes keeps the first, and quoted values with many blanks stay whole."""
    crowded = "<p id=a " + "".join(f"x{i}='1 2' " for i in range(5000)) + ">end</p>"
    assert limit_attributes(crowded).count("=") == MAX_ATTRIBUTES and render_html(crowded).text == "end"
    quoted = "<p data-x='" + '"a": 1, ' * 5000 + "'>end</p>"
    assert limit_attributes(quoted) == quoted


@pytest.mark.parametrize(
    "source", ["<p" + " " * 200_000, "<p" + "\n\t" * 100_000 + "x", "<p " * 60_000, "<p>a <b" + " \n" * 90_000 + "<i>b</i>"]
)
def test_white_space_in_a_tag_is_passed_once(source: str) -> None:
    """A tag may break its attributes over any number of blanks: a search for crowded tags once took for ever on a page."""
    assert len(render_html(source).text) < 20
