"""HTML where a name does not say so: whole pages and fragments in text files and JSON lines, and tags left in a text.

The blemish: a page saved as ``.txt``, a feed's ``<p>The council met.</p>`` in a field called ``text``, a text whose paragraphs end in
``<br>``. What begins as HTML is rendered as HTML (``is_hypertext``); tags in a text that has lines of its own go, block by block, by edits
with the label ``control`` (``find_tags``).

Left alone: dumps in XML or SGML, which have parsers of their own and elements that HTML does not know; archives and mail, which hold whole
pages; a tag that prose speaks of (``the <b> tag``); one tag alone. A file that is called HTML, or begins as HTML does, and has blank lines
but no tag that breaks a line is text: its lines are all the layout that it has.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from copydesk.escapes import is_structured
from copydesk.late import compile_late
from copydesk.types import Edit, Label

TAG = "html-tag"
"""Rule: a tag of HTML in a text."""
HEAD = 8_000
"""Characters within which a page must begin, behind comments and byte order marks."""
LEAST_TAGS = 3
"""Tags that make a text one with tags in it."""
MOST_LOOSE = 0.2
"""Share of the tags that may stand apart from what they mark, as those do that prose speaks of."""

LINES = 6
"""Lines a tag from which the lines make the paragraphs of a text that begins with a tag, not the tags."""
STRANGE = 0.05
"""Share of a fragment's tags that HTML may not know (parts of drawings, a vendor's own)."""

_PAGE = compile_late(
    r"[\s\ufeff]*+(?:<\?xml[^<>]{0,400}\?>\s*+)?+(?:<!--[^<>]{0,2000}-->\s*+)*+<(?:!doctype\s+html|html)\b[^<>]{0,2000}>", re.IGNORECASE
)
_START = compile_late(r"<html\b", re.IGNORECASE)
_FRAGMENT = compile_late(
    r"[\s\ufeff]*+(?:<!--[^<>]{0,2000}-->\s*+)*+<(?:p|div|h[1-6]|span|br|img|figure|ul|ol|blockquote|a|strong|b|em|i|center|font|table|main"
    r"|header|nav|picture|iframe|hr|style|script)(?:\s[^<>]{0,4000})?/?>",
    re.IGNORECASE,
)
_TAG = compile_late(r"<(/?)([A-Za-z][A-Za-z0-9:._-]{0,30})((?:\s[^<>]{0,4000}+)?)/?>|<!--(?:[^-]|-(?!->)){0,4000}+-->")
_MARKUP = compile_late(r"<[!/?A-Za-z]")
_TABLE = compile_late(r"[^\t\n]*\t|\"|\w+(?:[,;|]\w+)+\n")
_CODE, _CELLS = frozenset(("script", "style")), frozenset(("td", "th"))
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_MARKING = "a abbr b big cite code em font i mark q s small span strike strong sub sup u"
_WORDS = frozenset(_MARKING.split())
_SINGLE = frozenset(("br", "hr", "img", "input", "wbr", "source", "meta", "link"))


def is_laid_out_by_lines(text: str) -> bool:
    """Whether a text under a name of HTML has lines for all its layout: nothing opens a tag, a comment or a declaration, or there are blank
    lines and no tag but those that mark words inside a line. Linear."""
    if "<" not in text or _MARKUP.search(text) is None:
        return True
    return _has_paragraphs(text) and _are_inline(_TAG.finditer(text))


def _has_paragraphs(text: str) -> bool:
    """Whether blank lines part a text."""
    return _BLANK_LINE.search(text.strip()) is not None


def _are_inline(tags: Iterable[re.Match[str]]) -> bool:
    """Whether all tags mark words inside a line; stops at the first other one, which on a page is near."""
    return all((tag[2] or "").lower() in _WORDS for tag in tags)


def read_hypertext(text: str) -> str | None:
    """The HTML that a text is: itself, or freed of one layer of escapes (``&lt;p&gt;``); None for other texts. Linear."""
    if is_hypertext(text):
        return text
    if text[:HEAD].lstrip().startswith("&lt;") and is_hypertext(plain := html.unescape(text)):
        return plain
    return None


def is_hypertext(text: str) -> bool:
    """Whether a text is one page of HTML, or a fragment of one. Linear in the length of the text."""
    head = text[:HEAD]
    if "<" not in head:
        return False
    if _PAGE.match(head):
        return sum(1 for _ in _START.finditer(text)) <= 1
    if _FRAGMENT.match(head) is None:
        return False
    tags = [m for m in _TAG.finditer(text) if m[2]]
    if _has_paragraphs(text) and _are_inline(tags):
        return False  # its blank lines make the paragraphs
    return text.count("\n") < LINES * len(tags) and _is_tagged(tags, STRANGE)


def find_tags(text: str, least: int = LEAST_TAGS) -> tuple[Edit, ...]:
    """The edits that free a text from tags of HTML, sorted and apart; empty where there are others, or fewer than ``least``. Linear."""
    if "<" not in text or ("</" not in text and "<br" not in text and "<BR" not in text):
        return ()
    if _START.search(text) or "\nContent-Type:" in text or _TABLE.match(text):
        return ()
    tags = list(_TAG.finditer(text))
    if is_structured(text) and not (text.lstrip()[:1] == "<" and _are_inline(tags)):
        return ()
    if len(tags) < least or not _is_tagged([m for m in tags if m[2]]):
        return ()
    return tuple(_edit_tags(tags))


def _names() -> tuple[frozenset[str], frozenset[str]]:
    """The elements that break lines, and all that HTML knows."""
    from copydesk.html.elements import BLOCK, INLINE

    return BLOCK, BLOCK | INLINE


def _is_tagged(tags: Sequence[re.Match[str]], strange: float = 0.0) -> bool:
    """Whether the tags are HTML's own (but for a share of them), close one another or break lines, and stand by what they mark."""
    _, known = _names()
    names = [m[2].lower() for m in tags]
    if sum(name not in known and "-" not in name for name in names) > strange * len(names):
        return False
    opened = {name for m, name in zip(tags, names, strict=True) if not m[1]}
    if not any(m[1] and name in opened for m, name in zip(tags, names, strict=True)) and names.count("br") < LEAST_TAGS:
        return False
    return sum(map(_is_loose, tags, names)) <= MOST_LOOSE * len(tags)


def _is_loose(tag: re.Match[str], name: str) -> bool:
    """A tag with nothing but its name and a space on both sides, as in ``the <b> tag``."""
    text = tag.string
    return name not in _SINGLE and not tag[3].strip() and text[tag.start() - 1 : tag.start()] == " " == text[tag.end() : tag.end() + 1]


def _edit_tags(tags: Sequence[re.Match[str]]) -> Iterator[Edit]:
    blocks, _ = _names()
    text = tags[0].string
    code, at = "", 0
    for tag in tags:
        name = (tag[2] or "").lower()
        if code and not (tag[1] and name == code):
            continue
        start = at if code else tag.start()
        code, at = (name, tag.start()) if name in _CODE and not tag[1] else ("", tag.end())
        if code:
            continue
        after = (" " if tag[1] else "") if name in _CELLS else "\n" if name == "br" else "\n\n" if name in blocks else ""
        yield Edit(start, tag.end(), text[start : tag.end()], after, Label.CONTROL, TAG)
