"""HTML source to a tree, whatever the source holds.

Control characters, NULs and lone surrogates are blanked first: the parser would stop at the first, and cannot encode the last. The
tree is libxml2's, with its limits on depth lifted and its errors mended; comments and processing instructions are gone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_SOURCE = 20_000_000
"""Characters of source that are read: a page beyond is no article, and the rest of it stays unread."""
MAX_DEPTH = 1000
"""Elements nested deeper are flattened: text is kept, tags are not. Pages that forget end tags reach a hundred; libxml2 stops at 2048."""

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})(?=[\s/>])(?![^<>]{0,2000}/>)")
"""An opening or closing tag; ``<path … />`` closes itself and is neither."""
MAX_ATTRIBUTES = 1000
"""Attributes of an element that are read: parsers compare each with all before it."""
_CROWDED = re.compile(rf"<[A-Za-z](?:[^<>\s]*+\s++){{{MAX_ATTRIBUTES}}}+")
_NAME = re.compile(r"<[A-Za-z][^\s<>/]*")
_ATTRIBUTE = re.compile(r"[\s/]+[^\s<>/=\"']+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?")
_HEADING = re.compile(r"<(/?)[hH]([1-6])(?=[\s>])")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dt",
        "dd",
        "option",
    ]
)


def parse_html(source: str) -> _Element | None:
    """The root element of the source, None where it has no element or text at all. Linear in the length of the source."""
    from lxml import etree

    source = _close_headings(_UNFIT.sub(" ", source[:MAX_SOURCE]))
    if not source.strip():
        return None
    if measure_depth(source) > MAX_DEPTH:
        source = _flatten(source)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, recover=True)
    try:
        root = etree.fromstring(source.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError):
        return None
    return root if isinstance(root, etree._Element) else None


def _close_headings(source: str) -> str:
    """The source with every end tag of a heading that closes one of another level naming the open one's, as browsers read it."""
    open_, at = "", 0
    parts: list[str] = []
    for match in _HEADING.finditer(source):
        if not match[1]:
            open_ = match[2]
        else:
            if open_ and match[2] != open_:
                parts += source[at : match.start(2)], open_
                at = match.end(2)
            open_ = ""
    return "".join((*parts, source[at:])) if parts else source


def limit_attributes(source: str) -> str:
    """The source without the attributes of any tag beyond ``MAX_ATTRIBUTES``. Linear; mostly one search that finds nothing."""
    at, parts = 0, list[str]()
    for match in _CROWDED.finditer(source):
        if match.start() < at or (name := _NAME.match(source, match.start())) is None:
            continue
        number, end, cut = 0, name.end(), -1
        while attribute := _ATTRIBUTE.match(source, end):
            if number == MAX_ATTRIBUTES:
                cut = end
            number, end = number + 1, attribute.end()
        if cut >= 0:
            parts.append(source[at:cut])
            at = end
    return "".join((*parts, source[at:])) if parts else source


def measure_depth(source: str) -> int:
    """How deep the tags of the source nest; unclosed ones count as open to the end."""
    depth = deepest = 0
    for match in _TAG.finditer(source):
        if match[2].lower() not in _VOID:
            depth = max(0, depth - 1) if match[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _flatten(source: str) -> str:
    """The source without the tags that nest deeper than ``MAX_DEPTH``."""
    depth, kept, at = 0, [], 0
    for match in _TAG.finditer(source):
        if match[2].lower() in _VOID:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth + bool(match[1]) > MAX_DEPTH:
            kept.append(source[at : match.start()])
            at = source.find(">", match.end()) + 1 or len(source)
    return "".join(kept) + source[at:]
