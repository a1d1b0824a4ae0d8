"""Escapes of a container: ``\\n`` and ``\\u00e9`` in JSON, ``&amp;`` and ``&#233;`` in XML, inside text that is kept; and the
control characters that frame wire copy, where they stand inside a story.

A dump's own escapes can only be undone once its structure is known: ``&lt;go on&gt;`` undone too early reads as a tag and
would be lost. So pages that are JSON or XML keep their entities when they are frozen, and here each escape in a story is
marked with what it stands for. Plain text is left alone: its entities were repaired before.
"""

from __future__ import annotations

import html
import json
import re

from copydesk.types import Label, Mark, Page, Story

_JSON_PAGE = re.compile(r"""\s*[\[,]?\s*\{\s*(?:"|'[^'\n]{1,40}':)""")  # or as Python prints it
_JSON_ESCAPE = re.compile(r'\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\["\'\\/bfnrt]')
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CONTROLS = tuple(map(chr, (1, 2, 3, 4, 14, 15, 17, 18, 19, 20, 22, 31)))  # those of the pattern below
_CONTROL = re.compile("[\x01-\x04\x0e\x0f\x11-\x14\x16\x1f]+")
_DOUBLED = re.compile('""')
_LINE_SIGN = re.compile(r"^[ \t]*(?:>[> \t]*+)?(?:#{1,6}(?=[ \t]))?[ \t]*", re.MULTILINE)
_LEAST_TAGS = 3
MARKDOWN = "markdown"
"""Rule: a sign of Markdown (``copydesk.syntax``)."""


def is_structured(text: str) -> bool:
    """Is the text JSON or XML throughout, so that its escapes belong to its structure?"""
    head = text[:4_000].lstrip("\ufeff \t\r\n")
    if head.startswith("<"):
        return head.startswith(("<?xml", "<!DOCTYPE")) or (head.count("<") >= _LEAST_TAGS and "</" in text[:200_000])
    return bool(_JSON_PAGE.match(head))


def find_escapes(page: Page, story: Story) -> tuple[Mark, ...]:
    """A mark for every escape in the story, with what it stands for; none in plain text. Linear in the story's length.

    Control characters are marked in any text: they stand for nothing that is read.
    """
    marks: list[Mark] = []
    if any(map(page.text[story.start : story.end].__contains__, _CONTROLS)):  # one by one, since that is far quicker than the pattern
        marks += (
            Mark(m.start(), m.end(), Label.CONTROL, "control", after="") for m in _CONTROL.finditer(page.text, story.start, story.end)
        )
    if story.format == "table":
        marks += (_mark(m, '"', "table-quote") for m in _DOUBLED.finditer(page.text, story.start, story.end))
    if any(edit.rule == MARKDOWN for edit in page.edits):
        signs = (m for m in _LINE_SIGN.finditer(page.text, story.start, story.end) if not m[0].isspace() and m[0])
        marks += (Mark(m.start(), m.end(), Label.CONTROL, MARKDOWN, after="") for m in signs)
    if not is_structured(page.text):
        return tuple(marks)
    if story.format == "json":
        found = _JSON_ESCAPE.finditer(page.text, story.start, story.end)
        marks += (_mark(m, "'" if m[0] == "\\'" else json.loads(f'"{m[0]}"'), "json-escape") for m in found)
    for m in _ENTITY.finditer(page.text, story.start, story.end):
        plain = html.unescape(m[0])
        if plain != m[0]:
            marks.append(_mark(m, plain, "container-entity"))
    return tuple(marks)


def _mark(found: re.Match[str], plain: str, rule: str) -> Mark:
    shown = "".join(c if c.isprintable() or c.isspace() else "\ufffd" if "\ud800" <= c <= "\udfff" else "" for c in plain)
    return Mark(found.start(), found.end(), Label.ENTITY, rule, after=shown.replace("\xa0", " ").replace("\r", ""))
