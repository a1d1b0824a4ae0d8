"""YAML of articles: a list (``- title: …`` / ``  text: |``), or one document after another between ``---``.

A block scalar (``|``, ``>``) is the text, its indentation the container's. Every line at the level of the keys must be a key, so that
prose with a colon is none. Nested values (tags, links) are the container's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.formats.labels import BODY, slot_of_key
from copydesk.formats.slots import Draft, make_split
from copydesk.types import FieldName, Label, Page, Split, Story

_KEY = re.compile(r"(\s*(?:- )?)[\"']?([^\W\d_][\w .-]{0,40}?)[\"']?:(?:[ \t]+(\S.*?))?[ \t]*")
_BLOCK = re.compile(r"[|>][+-]?\d?")
_LEAST_BODY = 40


@dataclass(slots=True)
class _Member:
    key: str
    start: int
    end: int
    value: tuple[int, int]


def find_yaml(page: Page) -> Split | None:
    """The records of such a file; None unless every line at the level of the keys is one and the records hold a text each."""
    text = page.text
    head = text[:4000].lstrip("\ufeff \t\r\n")
    if not head.startswith(("- ", "---")) or not re.search(r":[ \t]*[|>][+-]?\d?[ \t]*\r?\n", text):
        return None
    records = _read_records(page)
    if not records:
        return None
    stories = [_make_story(text, members) for members in records if members]
    made = [story for story in stories if story is not None]
    return make_split(text, made, "yaml") if len(made) * 2 > len(records) else None


def _read_records(page: Page) -> list[list[_Member]]:
    """The members of each record; none where a line breaks the form. Linear."""
    text = page.text
    records: list[list[_Member]] = []
    level = -1
    for line in page.lines:
        raw = text[line.start : line.end].rstrip("\r")
        body = raw.strip(" \t\ufeff")
        indent = len(raw) - len(raw.lstrip(" \ufeff"))
        if not body or body.startswith("#"):
            continue
        if body in ("---", "...") and indent == 0:
            if body == "---":
                records.append([])
                level = 0
            continue
        opens = raw.startswith("- ")
        if opens:
            level = 2
            records.append([])
        if level < 0 or not records:
            return []
        if indent > level or (not opens and indent == level and body.startswith("- ")):
            if not records[-1]:
                return []
            member = records[-1][-1]
            low = line.start + indent
            member.value = (member.value[0] if member.value[1] > member.value[0] else low, line.start + len(raw.rstrip()))
            member.end = member.value[1]
            continue
        m = _KEY.fullmatch(raw)
        if m is None or (not opens and indent != level):
            return []
        low, high = (line.start + m.start(3), line.start + m.end(3)) if m[3] else (line.start + m.end(), line.start + m.end())
        if m[3] and _BLOCK.fullmatch(m[3]):
            low = high
        records[-1].append(_Member(m[2].casefold(), line.start + (0 if opens else m.start(2)), line.start + len(raw), (low, high)))
    return [members for members in records if members]


def _make_story(text: str, members: list[_Member]) -> Story | None:
    bodies = [m for m in members if slot_of_key(m.key) == BODY and m.value[1] > m.value[0]]
    body = max(bodies, key=lambda m: m.value[1] - m.value[0], default=None)
    if body is None or body.value[1] - body.value[0] < _LEAST_BODY:
        return None
    draft = Draft(text, members[0].start, members[-1].end, "yaml")
    low, high = body.value
    if text[low] in "\"'" and text[high - 1] == text[low]:
        low, high = low + 1, high - 1
    draft.body(low, high)
    for m in members:
        slot = slot_of_key(m.key)
        if m is body or slot in (None, BODY, "other") or m.value[1] <= m.value[0]:
            continue
        name = FieldName(slot or "")
        value = text[m.value[0] : m.value[1]]
        parts = [p.strip(" -\"'") for p in value.strip("[]").replace("\n", ",").split(",")] if name is FieldName.AUTHOR else []
        if name is FieldName.AUTHOR or not draft.has(name):
            draft.slot(*m.value, name, "; ".join(p for p in parts if p) if parts else value.strip("\"'"))
        else:
            draft.mark(*m.value, Label.SEPARATOR, "key")
    return draft.finish()
