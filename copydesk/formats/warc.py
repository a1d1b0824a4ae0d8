"""Web archives as text: WET files (``WARC-Type: conversion``, the text of each page) and WARC files (``response``, its HTML).

``WARC/1.0`` and header lines open a record. Each record with text is a story: a conversion whole, of a page of HTML its headline and its
paragraphs (in ``<article>`` or ``<main>`` where there is one). ``warcinfo``, ``request`` and ``metadata`` records hold no story. The
day of a record is the crawler's, never the story's; an address is no source.
"""

from __future__ import annotations

import re

from copydesk.formats.slots import Draft, make_split
from copydesk.formats.tags import Tag, find_tags, read_attributes
from copydesk.types import FieldName, Page, Split, Story

_RECORD = re.compile(r"^WARC/\d\.\d[ \t]*\r?\n(?=WARC-)", re.MULTILINE)
_HEADER = re.compile(r"([\w-]{2,40}):[ \t]*([^\r\n]*)")
_HTTP = re.compile(r"HTTP/\d(?:\.\d)? \d{3}")
_BLANK = re.compile(r"\r?\n\r?\n")
_HELD = frozenset(["conversion", "response", "resource"])
_SKIPPED = frozenset(
    ["script", "style", "nav", "header", "footer", "aside", "form", "noscript", "svg", "figure", "button", "select", "template"]
)
_BLOCKS = frozenset(["p", "h2", "h3", "h4", "blockquote", "li", "pre"])
_LOOSE = frozenset([*_BLOCKS, "div", "td", "body"])  # what holds the text of a page without paragraphs
_LEAST = 40  # characters of the shortest text
_META = {
    "og:title": FieldName.TITLE, "og:site_name": FieldName.PUBLISHER, "article:published_time": FieldName.PUBLISHED,
    "article:modified_time": FieldName.UPDATED, "author": FieldName.AUTHOR, "article:section": FieldName.SECTION,
}  # fmt: skip


def find_warc(page: Page) -> Split | None:
    """The pages of a web archive; None unless the text opens with a record of one."""
    text = page.text
    first = _RECORD.search(text, 0, 2000) if "WARC/" in text[:2000] else None
    if first is None or text[: first.start()].strip("\ufeff \t\r\n"):
        return None
    starts = [m.start() for m in _RECORD.finditer(text)]
    made = (_read_record(text, a, b) for a, b in zip(starts, [*starts[1:], len(text)], strict=True))
    stories = [story for story in made if story is not None]
    return make_split(text, stories, "warc") if stories else None


def _read_record(text: str, start: int, end: int) -> Story | None:
    blank = _BLANK.search(text, start, end)
    if blank is None:
        return None
    headers = {m[1].casefold(): m[2].strip() for m in _HEADER.finditer(text, start, blank.start())}
    if headers.get("warc-type", "") not in _HELD:
        return None
    low = blank.end()
    if _HTTP.match(text, low):
        closing = _BLANK.search(text, low, end)
        low = closing.end() if closing else end
    high = low + len(text[low:end].rstrip())
    if high - low < _LEAST:
        return None
    draft = Draft(text, start, high, "warc")
    head = text[low : low + 3000].lower()
    if "<html" in head or "<!doctype html" in head or "<head" in head:
        tags = list(find_tags(text, low, high))
        if not _read_html(draft, text, tags, _BLOCKS) and not _read_html(draft, text, tags, _LOOSE):
            return None
    else:
        draft.body(low, high)
    return draft.finish()


def _read_html(draft: Draft, text: str, tags: list[Tag], blocks: frozenset[str]) -> bool:
    """Mark headline and slots of a page of HTML and leave what stands in its ``blocks``; whether that is a text."""
    draft.bodies.clear()
    low, high = _find_region(tags)
    headline: tuple[int, int] | None = None
    held = skipped = size = 0
    at = -1
    for tag in tags:
        if tag.name == "meta" and tag.kind != "close":
            values = read_attributes(tag)
            name = _META.get((values.get("property") or values.get("name") or "").lower())
            if name and values.get("content") and not draft.has(name):
                draft.slot(tag.start, tag.end, name, values["content"])
        if at >= 0 and not skipped and (held or headline is not None) and low <= tag.start <= high and held:
            size += len(text[at : tag.start].strip())
            draft.body(at, tag.start)
        at = tag.end
        change = 1 if tag.kind == "open" else -1 if tag.kind == "close" else 0
        if tag.name in _SKIPPED:
            skipped = max(0, skipped + change)
        elif tag.name in blocks:
            held = max(0, held + change) if tag.name != "p" else (change > 0) * 1
        elif tag.name == "h1" and change > 0 and headline is None:
            headline = (tag.end, tag.end)
        elif tag.name == "h1" and change < 0 and headline is not None and headline[0] == headline[1]:
            headline = (headline[0], tag.start)
            held = 0
    if headline and headline[1] > headline[0] and not draft.has(FieldName.TITLE):
        draft.slot(*headline, FieldName.TITLE)
    return size >= _LEAST


def _find_region(tags: list[Tag]) -> tuple[int, int]:
    """Where the story stands: the longest ``<article>``, else ``<main>``, else the whole page."""
    for name in ("article", "main"):
        spans: list[tuple[int, int]] = []
        opened: list[int] = []
        for tag in tags:
            if tag.name == name and tag.kind == "open":
                opened.append(tag.end)
            elif tag.name == name and tag.kind == "close" and opened:
                spans.append((opened.pop(), tag.start))
        if spans:
            return max(spans, key=lambda span: span[1] - span[0])
    return (0, tags[-1].end if tags else 0)
