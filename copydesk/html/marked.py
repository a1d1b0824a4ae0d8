"""Author and date of publication that elements of a page call by their names, for pages whose head does not state them.

    <span itemprop="author">Sevda Kaçkar</span>          <a rel="author" href="/k">Jule Hartnagel</a>
    <span class="vcard">by <span class="fn">Tiago Brandini</span></span>   <abbr class="published" title="2019-03-14T11:42:00-03:00">

Microdata, links with ``rel=author``, the microformats hCard and hAtom, and where none of them speaks, the one name of all elements whose
class calls them author (``article__author``, ``yazar``). Left alone: what stands inside comments, and classes of several names: teasers
have authors, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_NAME, MAX_AUTHORS = 80, 8
"""Characters of a name, and names of a page, beyond which an element is no byline and a page no single article."""
MAX_FOUND = 50
"""Elements that are looked at, and pieces of their text."""
_NO_COMMENT = ("open", "closed", "enabled", "allowed", "count")
_WRITERS = frozenset(["author", "writer", "reporter", "journalist", "autor", "auteur", "autore", "autora", "yazar", "muhabir", "penulis"])
"""Words of class names by which sites of several countries call the one who wrote a page …"""
_NO_WRITER = frozenset(["bio", "box", "about", "date", "time", "image", "img", "avatar", "photo", "title", "more", "count", "comment"])
"""… and words beside them by which the element holds something else."""
_WORD = re.compile(r"[A-Za-z][a-z]{1,19}")
_UP = 12
"""Ancestors that are asked whether they are a comment."""


def find_authors(root: _Element) -> list[str]:
    """Names that the page's elements call its authors, in order; [] if they call none, or more than a byline holds. Linear."""
    for found in (_by_property(root), _by_relation(root), _by_card(root)):
        names = list(dict.fromkeys(name for name in islice(found, MAX_FOUND) if name))
        if 0 < len(names) <= MAX_AUTHORS:
            return names
    names = list(dict.fromkeys(name for name in islice(_by_class(root), MAX_FOUND) if name))
    return names if len(names) == 1 else []


def find_published(root: _Element) -> str | None:
    """The machine-readable date of the first element that calls itself the date of publication, None if there is none."""
    for element in root.iter("time", "abbr", "meta", "span"):
        kind = _words(element, "itemprop")
        if (
            "datePublished" in kind
            or (element.tag == "time" and element.get("pubdate") is not None)
            or "published" in _words(element, "class")
        ):
            value = element.get("datetime") or element.get("content") or element.get("title")
            if value and not _is_comment(element):
                return str(value).strip()[:40]
    return None


def _by_property(root: _Element) -> Iterator[str]:
    for element in root.iter():
        if "author" in _words(element, "itemprop") and not _is_comment(element):
            inner = [child for child in islice(element.iter(), MAX_FOUND) if "name" in _words(child, "itemprop")]
            yield _name(inner[0] if inner else element)


def _by_relation(root: _Element) -> Iterator[str]:
    for element in root.iter("a"):
        if "author" in _words(element, "rel") and not _is_comment(element):
            yield _name(element)


def _by_card(root: _Element) -> Iterator[str]:
    for element in root.iter():
        if "fn" in _words(element, "class") and not _is_comment(element):
            around = list(islice(element.iterancestors(), 2))
            if any({"vcard", "author", "byline"} & set(_words(one, "class")) for one in (element, *around)):
                yield _name(element)


def _by_class(root: _Element) -> Iterator[str]:
    for element in root.iter("span", "a", "div", "p", "address", "strong", "b", "em", "i", "li"):
        words = {word.lower() for word in _WORD.findall((element.get("class") or "")[:300])}
        if words & _WRITERS and not words & _NO_WRITER and not _is_comment(element):
            name = _name(element)
            yield name if " " in name or not name.isascii() else ""


def _words(element: _Element, name: str) -> list[str]:
    return (element.get(name) or "")[:300].split() if isinstance(element.tag, str) else []


def _is_comment(element: _Element) -> bool:
    """Whether the element, or one around it, is by its class or id a reader's comment; ``comments-open`` says that there may be some."""
    around = [element, *islice(element.iterancestors(), _UP)]
    if any("comment" in _words(one, "itemprop") for one in around):
        return True
    names = (name for one in around if one.tag not in ("body", "html") for name in _words(one, "class") + _words(one, "id"))
    return any("comment" in name.lower() and not name.lower().endswith(_NO_COMMENT) for name in names)


def _name(element: _Element) -> str:
    text = element.get("content") or "".join(map(str, islice(element.itertext(), MAX_FOUND)))
    name = " ".join(text[: 4 * MAX_NAME].split())
    return name if len(name) <= MAX_NAME and any(map(str.isalpha, name)) else ""
