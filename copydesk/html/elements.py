"""What the tags of HTML mean for a rendering: which break lines, which are not text, which are worth remembering inside a line."""

from __future__ import annotations

import re

BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "noframes",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
"""Elements that a browser shows on lines of their own (HTML Living Standard, section Rendering), with table cells and buttons."""
_INLINE = """
a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd label mark o:p picture q rp rt ruby s samp small source span
strike strong sub sup svg time tt u var video audio wbr iframe input object embed param script style noscript meta link title head
col colgroup path track canvas map area select option optgroup textarea
"""
INLINE = frozenset(_INLINE.split())
"""All other elements that pages hold, those without text of their own included, and Word's empty paragraph."""
SKIPPED = frozenset(
    [
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "object",
        "embed",
        "applet",
        "iframe",
        "canvas",
        "audio",
        "video",
        "map",
        "select",
        "option",
        "datalist",
        "textarea",
        "input",
        "rp",
        "rt",
        "param",
        "source",
        "track",
        "meta",
        "link",
        "title",
        "base",
        "annotation",
        "annotation-xml",
    ]
)
"""Elements whose content is not text of the page: code, controls, replaced content, ruby glosses, notes of formulas."""
FIELDS = ("text", "email", "search", "tel", "radio", "submit", "")
"""Types of the controls by which a box asks for an address or a vote. (Recipes tick off ingredients and count servings.)"""
FIELD_PARTS = frozenset(["form", "label", "p", "span", "fieldset", "legend", "li", "ul", "ol"])
"""Elements between a control and its box."""
SHADOWS = ("open", "closed")
"""Values of ``shadowrootmode`` by which a browser shows what stands in a ``template``."""
SHOWN_TWICE = ("katex", "mjx", "assistive")
"""Names of elements that hold a formula once more, for readers by ear."""
INLINE_KEPT = frozenset(["a", "time", "b", "strong", "em", "i", "small", "cite", "abbr", "sup"])
"""Inline elements of which a block of their own is kept."""
SPACED = frozenset(["a", "button", "label", "time"])
"""Neighbours of these touch in the source and are apart on the screen: ``<a>Home</a><a>News</a>``."""
TOUCHING = frozenset(["span", "a", "time", "b", "strong", "em", "i", "small", "label", "button"])
"""Inline elements that a site's style keeps apart where a row holds nothing but them: ``<span>Ann Lee</span><span>3 May</span>``."""
MAX_TOUCHING = 12
"""Elements of such a row."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}

_AWAY = re.compile(r"(?:left|right|top|bottom|text-indent):-\d{3,}")
_TOKEN = re.compile(r"[A-Z]?[a-z]{2,19}|[A-Z]{2,19}")
_NAMED = ("class", "id", "role", "itemprop", "data-testid", "data-component", "data-type", "rel", "aria-label")
MAX_TOKENS = 12


def is_block(tag: str) -> bool:
    """Whether the element breaks the line; custom elements (``news-teaser``) do."""
    return tag in BLOCK or "-" in tag


def tokens_of(attributes: dict[str, str]) -> tuple[str, ...]:
    """Lower-case words of the element's class, id, role and the like, in order, at most ``MAX_TOKENS``; '' values give none."""
    found: list[str] = []
    for name in _NAMED:
        value = attributes.get(name)
        if value:
            found += (token.lower() for token in _TOKEN.findall(value[:300]))
    return tuple(dict.fromkeys(found))[:MAX_TOKENS]


def is_hidden(attributes: dict[str, str]) -> bool:
    """Whether the element says that it is not shown; scripts may show it later."""
    style = attributes.get("style", "")[:300].replace(" ", "").lower()
    return "hidden" in attributes or attributes.get("aria-hidden") == "true" or "display:none" in style or "visibility:hidden" in style


def is_away(attributes: dict[str, str]) -> bool:
    """Whether the element keeps its place and shows nothing: invisible, beyond the edge of the screen, or in letters of no size."""
    style = attributes.get("style", "")[:300].replace(" ", "").lower() + ";"
    return len(style) > 1 and ("visibility:hidden" in style or bool(_AWAY.search(style)) or "font-size:0;" in style.replace("0px", "0"))


def joins(before: str, after: str) -> bool:
    """Whether two characters where inline elements touch may be of one word: no change from small letters to capitals or figures."""
    return not ((before.islower() and (after.isupper() or after.isdigit())) or (before.isdigit() and after.isupper()))
