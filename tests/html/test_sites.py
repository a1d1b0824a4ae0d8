"""Pages of many kinds of site, judged whole: what is kept, what goes, and the facts of the record."""

from __future__ import annotations

import pytest

import copydesk
from copydesk.html import render_html, render_text
from tests.html.sites import Site, read_sites

SITES = read_sites()
FIELDS = ("title", "authors", "published", "language")


@pytest.mark.parametrize("site", SITES, ids=lambda site: str(site.name))
def test_site(site: Site) -> None:
    """One article comes out, with no piece of its body lost, no line of the site's in it, and its facts; what falls short is stated."""
    result = copydesk.clean(site.data, name="page.html")
    (article,) = result.articles
    assert site.count_lost(result.page.text) == 0
    foreign = site.find_foreign(article.text)
    assert (site.count_lost(article.text), len(foreign)) == (site.known.get("lost", 0), site.known.get("kept", 0)), foreign
    found = {"title": article.title, "authors": list(article.authors), "published": article.published, "language": article.language}
    found["published"] = article.published and article.published[:10]
    wrong = [name for name in FIELDS if found[name] != site.known[name]]
    assert wrong == site.known.get("unread", [])


@pytest.mark.parametrize("site", SITES, ids=lambda site: str(site.name))
def test_text_alone_is_the_same(site: Site) -> None:
    """The text for those who compare pages is that of the rendering."""
    source = site.data.decode()
    assert render_text(source) == render_html(source).text
