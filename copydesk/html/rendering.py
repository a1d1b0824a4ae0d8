"""An HTML page as lines of text: what a reader would see, one block a line, a blank line between, with what the markup knew of each.

    <div class="story"><h1>Deal signed</h1><p>ASTANA — The <a href="/x">deal</a> was<br><br>signed.</p></div>

gives ``Deal signed``, ``ASTANA — The deal was`` and ``signed.`` A paragraph with inline tags is one line, ``<br><br>`` parts it, a
single ``<br>`` parts it only after a full stop or between two elements with no text beside it; the cells of a simple table row share
a line, parted by tabs; ``pre`` keeps its lines. Runs of white space are one space. The text is a function of the source alone and of
``VERSION``: whoever renders again gets the same characters.

Left alone: what CSS hides or reorders (the hint says ``@hidden`` where the element itself says so), entities inside scripts, images.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from copydesk.html.elements import (
    BLOCK,
    FIELD_PARTS,
    FIELDS,
    HEADINGS,
    INLINE_KEPT,
    MAX_TOUCHING,
    SHADOWS,
    SHOWN_TWICE,
    SKIPPED,
    SPACED,
    TOUCHING,
    is_away,
    is_block,
    is_hidden,
    joins,
    tokens_of,
)
from copydesk.types import Block

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "copydesk-html"
VERSION = "4"
"""Raised whenever the same source would give another text."""
MAX_PATH = 16
"""Tags kept of a path, innermost first."""
MAX_OPEN = 48
"""Ancestors of a line that are looked at."""
MAX_CHAIN = 16
"""Ancestors named in a hint's ``@in``."""
MAX_CELLS = 40
"""Cells of a row of figures."""
CELL_BREAKS = 2
"""Breaks in a cell from which its row is no row of figures."""
BOX_LEVELS = 2
"""Elements around a line's own that may be a box with a control."""
NEAR = 3
"""Elements, innermost first, whose names count as near."""

EDITS, EDITS_BOX = "editsection", "button"
"""Name of the links beside a wiki's headings that open a section for editing, and the tag that they count as."""

BLANK, NEXT = "\n\n", "\n"
"""What parts two blocks, and two lines of the same ``pre``."""

_SPACE = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_EDGE = " \xa0\u200b\ufeff"
_SENTENCE_END = tuple('.!?:;…。！？।؟"”»’)')
_CELL_BREAKERS = BLOCK - {"br", "hr"}


@dataclass(slots=True)
class _Open:
    """An element that is open: tag, number in document order, tokens, whether it or an ancestor is hidden, or away."""

    tag: str
    number: int
    tokens: tuple[str, ...]
    hidden: bool
    away: bool = False


@dataclass(slots=True)
class _Lines:
    """The lines written so far, each with what parts it from the one before, and the one in the making."""

    texts: list[str] = field(default_factory=list)
    seams: list[str] = field(default_factory=list)
    seam: str = BLANK
    blocks: list[Block] = field(default_factory=list)
    at: int = 0
    parts: list[str] = field(default_factory=list)
    length: int = 0
    spaced: bool = True
    inner: list[tuple[int, int, str, str]] = field(default_factory=list)
    running: list[tuple[int, str, str]] = field(default_factory=list)
    opened: tuple[_Open, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """Text of a page, its lines without blank ones, its blocks sorted by start, outer before inner, and the size of the tree: elements,
    and levels of nesting."""

    text: str
    lines: list[str]
    blocks: list[Block]
    elements: int
    depth: int


def render_tree(root: _Element) -> Rendered:
    """The rendering of a tree. Linear in its size."""
    from lxml import etree

    lines, stack = _Lines(), [_Open("html", 0, (), False)]
    number = depth = 0
    asking: set[int] = set()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            number += 1
            depth = max(depth, len(stack))
            if not tag or _is_skipped(element, tag, stack):
                if tag == "input" and element.get("type", "").lower() in FIELDS:
                    asking.add(next((one.number for one in reversed(stack[-MAX_OPEN:]) if one.tag not in FIELD_PARTS), 0))
                walk.skip_subtree()
                stack.append(_Open("", number, (), False))
                continue
            _start(lines, stack, element, tag, number)
            if element.text:
                _write(lines, stack, element.text)
        else:
            _end(lines, stack.pop().tag)
            if element.tail:
                _write(lines, stack, element.tail)
    _flush(lines)
    text = "".join(part for pair in zip(lines.seams, lines.texts, strict=True) for part in pair)
    return Rendered(text, lines.texts, _mark_asking(lines.blocks, asking), number, depth)


def _mark_asking(blocks: list[Block], asking: set[int]) -> list[Block]:
    """The blocks, of which those of lines in a box with a control say so: ``@asks=`` and the number of the box."""
    if not asking:
        return blocks
    found = []
    for block in blocks:
        numbers = block.hint.partition("@in=")[2].partition(" ")[0].split(".")[: BOX_LEVELS + 1]
        box = next((number for number in numbers[1:] if int(number) in asking), None)
        found.append(replace(block, hint=f"{block.hint} @asks={box}") if box else block)
    return found


def _is_skipped(element: _Element, tag: str, stack: Sequence[_Open]) -> bool:
    """Whether an element holds no text of the page: a template that is no shadow root, a formula that stands beside its own picture."""
    if tag == "math":
        return any(token in SHOWN_TWICE for one in stack[-2:] for token in (*one.tokens, *one.tag.split("-")))
    return tag in SKIPPED and not (tag == "template" and element.get("shadowrootmode") in SHADOWS)


def _start(lines: _Lines, stack: list[_Open], element: _Element, tag: str, number: int) -> None:
    if tag == "br":
        _break(lines, element)
    elif is_block(tag):
        if tag in ("td", "th") and _is_simple_row(element):
            _space(lines, "\t")
        else:
            _flush(lines)
    elif tag in TOUCHING and lines.length and not lines.spaced and _are_apart(lines, element.getprevious(), element):
        _space(lines, " ")
    attributes = {str(name): str(value) for name, value in element.attrib.items()} if element.attrib else {}
    tokens = tokens_of(attributes) if attributes else ()
    if EDITS in tokens and tag not in BLOCK and stack[-1].tag != EDITS_BOX:
        tag = EDITS_BOX
        _flush(lines)
    hidden, away = (is_hidden(attributes), is_away(attributes)) if attributes else (False, False)
    stack.append(_Open(tag, number, tokens, stack[-1].hidden or hidden, stack[-1].away or away))
    if tag in INLINE_KEPT:
        lines.running.append((lines.length, tag, " ".join(tokens)))


def _end(lines: _Lines, tag: str) -> None:
    if tag == "pre":
        _flush(lines)
        lines.seam = BLANK
    if is_block(tag) and tag not in ("td", "th"):
        _flush(lines)
    elif tag in INLINE_KEPT:
        start, _, names = lines.running.pop()
        if start < lines.length:
            lines.inner.append((start, lines.length, tag, names))


def _are_apart(lines: _Lines, previous: _Element | None, element: _Element) -> bool:
    """Whether two elements that touch are apart on the screen: two links or buttons, or pieces of a row that holds nothing but inline
    elements, have other names or meet where no word goes on."""
    if previous is None or (element.tag in SPACED and previous.tag == element.tag):
        return previous is not None
    row = element.getparent()
    if previous.tail or previous.tag not in TOUCHING or row is None or row.tag == "pre" or not is_block(str(row.tag)):
        return False
    pieces = list(islice(row, MAX_TOUCHING + 1))
    if (row.text or "").strip() or len(pieces) > MAX_TOUCHING or any(one.tag not in TOUCHING or (one.tail or "").strip() for one in pieces):
        return False
    before, after = lines.parts[-1], next((str(text) for text in islice(element.itertext(), MAX_TOUCHING) if text), "")
    if not after[:1].isalnum() or not before[-1:].isalnum():
        return False
    names = tokens_of(dict(previous.attrib)), tokens_of(dict(element.attrib))
    return not joins(before[-1], after[0]) or (all(names) and names[0] != names[1] and len(before) > 1)


def _is_simple_row(cell: _Element) -> bool:
    """Whether no cell of the row holds blocks or several lines, so that the row reads as one line."""
    row = cell.getparent()
    if row is None or row.tag != "tr" or len(list(islice(row, MAX_CELLS + 1))) > MAX_CELLS:
        return False
    return not any(child.tag in _CELL_BREAKERS for other in row for child in other) and not any(_has_lines(other) for other in row)


def _has_lines(cell: _Element) -> bool:
    """Whether a cell is parted by breaks into three lines or more: a column of a page that is laid out as a table."""
    return sum(1 for child in cell if child.tag == "br") >= CELL_BREAKS


def _space(lines: _Lines, char: str) -> None:
    if lines.length and not lines.spaced:
        lines.parts.append(char)
        lines.length += 1
        lines.spaced = True


def _break(lines: _Lines, element: _Element) -> None:
    """A ``<br>``: parts the line if another stands beside it, a sentence ends before it, or it parts two elements, else it is a space."""
    following, previous = element.getnext(), element.getprevious()
    doubled = (following is not None and following.tag == "br" and not (element.tail or "").strip()) or (
        previous is not None and previous.tag == "br" and not (previous.tail or "").strip()
    )
    between = following is not None and previous is not None and not (element.tail or "").strip() and not (previous.tail or "").strip()
    ended = bool(lines.parts) and "".join(lines.parts[-3:]).rstrip().endswith(_SENTENCE_END)
    if doubled or ended or between:
        opened = lines.opened
        _flush(lines)
        lines.opened = opened
    else:
        _space(lines, " ")


def _write(lines: _Lines, stack: list[_Open], text: str) -> None:
    if "\n" in text and any(one.tag == "pre" for one in stack[-MAX_OPEN:]):
        _write_lines(lines, stack, text)
    else:
        _write_line(lines, stack, text)


def _write_lines(lines: _Lines, stack: list[_Open], text: str) -> None:
    """The lines of preformatted text, of which a blank one is a paragraph's end."""
    first, *others = text.splitlines()
    _write_line(lines, stack, first)
    for line in others:
        written = bool(lines.parts)
        _flush(lines)
        lines.seam = NEXT if written else BLANK
        _write_line(lines, stack, line)
    if text.endswith("\n"):
        _flush(lines)
        lines.seam = NEXT


def _write_line(lines: _Lines, stack: list[_Open], text: str) -> None:
    text = _SPACE.sub(" ", text)
    if lines.spaced:
        text = text.lstrip(" ")
    if not text:
        return
    if not lines.parts:
        text = text.lstrip(_EDGE)
        if not text:
            return
        lines.opened = tuple(stack[-MAX_OPEN:])
    lines.parts.append(text)
    lines.length += len(text)
    lines.spaced = text[-1] in " \t"


def _flush(lines: _Lines) -> None:
    """Ends the line in the making and writes its blocks."""
    text = "".join(lines.parts).rstrip(_EDGE + "\t")
    if text:
        lines.seams.append(lines.seam if lines.texts else "")
        lines.at += len(lines.seams[-1])
        start = lines.at
        opened = [one for one in lines.opened if one.tag not in ("html", "body")]
        blocks = [one for one in opened if is_block(one.tag) or one.tokens] or opened
        path = tuple(one.tag for one in reversed(opened))[:MAX_PATH]
        while path and path[0] in INLINE_KEPT:
            path = path[1:]
        heading = 0 if "button" in path else next((HEADINGS[tag] for tag in path if tag in HEADINGS), 0)
        lines.blocks.append(Block(start, start + len(text), path, heading, _hint(blocks)))
        running = [(low, lines.length, tag, names) for low, tag, names in lines.running if low < lines.length]
        for low, high, tag, hint in sorted(set(lines.inner + running)):
            if low < len(text):
                lines.blocks.append(Block(start + low, start + min(high, len(text)), (tag, *path)[:MAX_PATH], 0, hint))
        lines.texts.append(text)
        lines.at += len(text)
        lines.seam = BLANK
    lines.parts, lines.length, lines.spaced, lines.inner = [], 0, True, []
    lines.running = [(0, tag, names) for _, tag, names in lines.running]


def _hint(opened: list[_Open]) -> str:
    """Names of the elements around a line: near ones, ``/``, far ones, and ``@in=`` the numbers of its ancestors, innermost first."""
    near = dict.fromkeys(token for one in opened[: -NEAR - 1 : -1] for token in one.tokens)
    far = dict.fromkeys(token for one in opened[-NEAR - 1 :: -1] for token in one.tokens) if len(opened) > NEAR else {}
    chain = ".".join(str(one.number) for one in opened[: -MAX_CHAIN - 1 : -1])
    article = next((f" @ar={one.number}" for one in opened if one.tag == "article"), "")
    hidden = (" @hidden" if opened[-1].hidden else "") + (" @away" if opened[-1].away else "") if opened else ""
    return f"{' '.join([*near][:16])} / {' '.join([t for t in far if t not in near][:24])} @in={chain}{article}{hidden}"
