"""A tolerant scan of tags: SGML of the 1980s, XML, feeds pasted into text files, well-formed or not.

An XML parser would refuse most of what archives hold (two roots, ``<SRD>`` in a body, no closing tags) and loses offsets. This reads
tags left to right, keeps their places on the page, and never fails; entities are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"<!--|<!\[CDATA\[|<\?|<!|<(/?)([A-Za-z][\w:.-]{0,60})((?:\s[^<>]{0,1500})?)(/?)>|\]\]>")
_CLOSERS = {"<!--": "-->", "<?": "?>", "<!": ">"}
_ATTRIBUTE = re.compile(r"([\w:.-]{1,40})\s*=\s*(?:\"([^\"<>]{0,1000})\"|'([^'<>]{0,1000})')")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag at text offsets [start, end); ``name`` is local and lower-case; ``kind`` is open, close, empty or other."""

    start: int
    end: int
    name: str
    kind: str
    attributes: str = ""


def find_tags(text: str, start: int = 0, end: int | None = None) -> Iterator[Tag]:
    """Tags, comments, instructions and CDATA fences of a stretch of text, in order."""
    end = len(text) if end is None else end
    at = start
    while m := _TOKEN.search(text, at, end):
        opener = m[0]
        if opener in _CLOSERS:
            stop = text.find(_CLOSERS[opener], m.end(), min(end, m.end() + 20000))
            at = end_of = stop + len(_CLOSERS[opener]) if stop >= 0 else m.end()
            yield Tag(m.start(), end_of, "", "other")
            continue
        at = m.end()
        if not m[2]:
            yield Tag(m.start(), m.end(), "", "other")
        else:
            kind = "close" if m[1] else "empty" if m[4] or m[3].endswith("/") else "open"
            yield Tag(m.start(), m.end(), m[2].lower(), kind, m[3])


def read_attributes(tag: Tag) -> dict[str, str]:
    """Attributes by lower-case local name."""
    return {m[1].rsplit(":", 1)[-1].lower(): m[2] if m[2] is not None else m[3] for m in _ATTRIBUTE.finditer(tag.attributes)}


def find_records(text: str, tags: list[Tag], name: str) -> list[tuple[int, int]]:
    """Spans of the outermost elements of that name; one that is never closed ends where the next begins (or the text ends)."""
    spans: list[tuple[int, int]] = []
    begin, depth = -1, 0
    for tag in tags:
        if tag.name != name or tag.kind == "empty":
            continue
        if tag.kind == "open":
            if begin >= 0 and depth == 1 and "</" + name not in text[begin : tag.start].lower():
                spans.append((begin, tag.start))
                begin, depth = tag.start, 1
                continue
            begin = tag.start if depth == 0 else begin
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                spans.append((begin, tag.end))
                begin = -1
    if begin >= 0:
        spans.append((begin, len(text.rstrip())))
    return spans


def close_slots(tags: list[Tag], is_slot: Callable[[Tag], bool], inner: frozenset[str]) -> list[Tag]:
    """The tags with an end for every slot whose end tags were left out, as SGML allows: it ends where the next element begins that is none
    of those ``inner`` to a text."""
    closed = {t.name for t in tags if t.kind != "open"} | inner
    if all(t.name in closed for t in tags):
        return tags
    found: list[Tag] = []
    waits = ""
    for tag in tags:
        if waits and tag.name and tag.name not in inner:
            found.append(Tag(tag.start, tag.start, waits, "close"))
            waits = ""
        found.append(tag)
        if tag.kind == "open" and tag.name not in closed and is_slot(tag):
            waits = tag.name
    return found


def count_names(tags: list[Tag]) -> Counter[str]:
    """How often each element is opened."""
    return Counter(t.name for t in tags if t.kind == "open")
