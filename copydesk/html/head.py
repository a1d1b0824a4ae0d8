"""What the head of a page states about its article: title, dates, authors, publisher, section, language, address.

    <meta property="article:published_time" content="2024-05-03T08:00:00+02:00">
    <script type="application/ld+json">{"@type": "NewsArticle", "headline": …, "author": [{"name": …}], "articleBody": …}</script>

JSON-LD is asked first, Open Graph and its kin next, then the elements of the page that call themselves author and date of publication.
Left alone: what is not said. Dates are given as stated, if they are ISO 8601; a title loses the site's name only where the page names
the site.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from copydesk.html.marked import find_authors, find_published
from copydesk.types import Hints

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_JSON = 1_000_000
"""Characters of one JSON-LD script that are read; beyond it is data, not metadata."""
_TITLES = ("og:title", "twitter:title", "dc.title")
_PUBLISHED = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created",
    "publishdate", "pubdate", "publish-date", "parsely-pub-date", "sailthru.date",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "dc.creator", "articleauthor", "byl")
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified")
_ARTICLE = re.compile(r"Article$|^Report|BlogPosting$|Posting$|^Review$|^Recipe$")
_VIDEO = "VideoObject"
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:?\d\d(?::?\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$")
_BROKEN_JSON = re.compile(r"[\x00-\x1f]+|^\s*(?://)?<!\[CDATA\[|(?://)?\]\]>\s*$")
_SPACE = re.compile(r"\s+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}$")


@dataclass(frozen=True, slots=True)
class Head:
    """Hints for the record, and the article's body as JSON-LD states it ('' if it does not)."""

    hints: Hints
    body: str = ""


def read_head(root: _Element) -> Head:
    """What the page states of its article. Never raises; linear in the size of the page."""
    article, site = _read_json_ld(root)
    meta = _read_meta(root)
    publisher = _name_of(article.get("publisher")) or meta.get("og:site_name") or site
    stated = _text(article.get("headline")) or next((meta[name] for name in _TITLES if name in meta), "") or _title_tag(root)
    title = _without_publisher(stated, publisher)
    authors = _names(article.get("author") or article.get("creator")) or _authors(meta) or find_authors(root)
    published = article.get("datePublished"), *(meta.get(name) for name in _PUBLISHED), find_published(root)
    updated = article.get("dateModified"), *(meta.get(name) for name in _UPDATED)
    section = _text(article.get("articleSection")) or meta.get("article:section")
    language = _text(article.get("inLanguage")) or root.get("lang") or root.get("xml:lang") or meta.get("og:locale") or meta.get("language")
    hints = Hints(
        url=_canonical(root) or meta.get("og:url") or None,
        publisher=publisher or None,
        title=title or None,
        published=_first_date(published),
        updated=_first_date(updated),
        authors=tuple(authors),
        section=section or None,
        language=language.replace("_", "-") if language and _LANGUAGE.match(language) else None,
        format="html",
    )
    body = article.get("articleBody")
    return Head(hints, body if isinstance(body, str) else "")


def _read_json_ld(root: _Element) -> tuple[dict[str, Any], str]:
    """The first object of an article's type, or else what a video states of itself, and the name of the site: of the WebSite or
    NewsMediaOrganization object if there is one."""
    found: dict[str, Any] = {}
    video: dict[str, Any] = {}
    site = ""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            data = json.loads(_BROKEN_JSON.sub(" ", script.text[:MAX_JSON]), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            kinds = item.get("@type")
            names = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
            if not found and any(_ARTICLE.search(kind) for kind in names):
                found = item
            elif not video and _VIDEO in names:
                video = {"headline": item.get("name"), "datePublished": item.get("uploadDate"), "author": item.get("author")}
            elif not site and any(kind in ("WebSite", "NewsMediaOrganization") for kind in names):
                site = _text(item.get("name"))
    return found or video, site


def _objects(data: object) -> Iterator[dict[str, Any]]:
    """Objects at the top, in lists, in ``@graph`` and under ``mainEntity``, at most 500 of them."""
    queue, seen = [data], 0
    while queue and seen < 500:
        item = queue.pop(0)
        seen += 1
        if isinstance(item, list):
            queue += item[:100]
        elif isinstance(item, dict):
            yield item
            queue += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(item.get(key), (list, dict))]


def _read_meta(root: _Element) -> dict[str, str]:
    """Contents of meta elements by lower-case property, name or itemprop; the first of each; authors joined by line breaks."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = _text(element.get("content"))
        if not name or not content:
            continue
        if name in ("author", "article:author") and name in found:
            found[name] += "\n" + content
        else:
            found.setdefault(name, content)
    return found


def _authors(meta: dict[str, str]) -> list[str]:
    stated = next((meta[name] for name in _AUTHORS if name in meta), "")
    names = [name for name in stated.split("\n") if name and not name.startswith("http") and len(name) < 100]
    return list(dict.fromkeys(names))


def _names(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(name for name in map(_name_of, values[:50]) if name and not name.startswith("http")))


def _name_of(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _text(value: object) -> str:
    """The value as one line of text with character references read, '' if it is no string."""
    if isinstance(value, list) and value:
        value = value[0]
    return _SPACE.sub(" ", html.unescape(value[:2000])).strip() if isinstance(value, str) else ""


def _first_date(values: tuple[object, ...]) -> str | None:
    return next((text for text in map(_text, values) if _ISO_DATE.match(text)), None)


def _canonical(root: _Element) -> str:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return str(link.get("href"))[:2000]
    return ""


def _title_tag(root: _Element) -> str:
    return next((_text("".join(map(str, element.itertext()))) for element in root.iter("title")), "")


def _without_publisher(title: str, publisher: str) -> str:
    """The title, less the publisher's name at either end where it stands behind a separator and something is left."""
    if not publisher:
        return title
    name = re.escape(publisher)
    return re.sub(rf"\s*[|–—:·»-]\s*{name}\s*$|^{name}\s*[|–—:·»-]\s*", "", title, flags=re.IGNORECASE) or title
