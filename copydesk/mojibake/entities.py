"""HTML entities left in plain text: ``S&amp;P``, ``l&#8217;&eacute;t&eacute;``, and mojibake written out as entities.

A scraper escaped once too often, or never unescaped. Left alone: a line that has markup of its own (it is source code, or will be
parsed), entities that are talked about (in quotes, backticks or brackets), escaped tags (``&lt;b&gt;``), web addresses, ``AT&T``,
``&c`` and whatever lacks its semicolon, and characters that no text should hold.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from html.entities import html5
from typing import Final

from copydesk.mojibake.trail import Step, Trail
from copydesk.types import Label

_ENTITY: Final = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MARKUP: Final = re.compile(r"<[A-Za-z/!][^<>]{0,400}>")
_ESCAPED_TAG: Final = re.compile(r"&lt;/?[A-Za-z][A-Za-z0-9]{0,20}[^&<>]{0,200}(?:&(?!gt;|lt;)[^&<>]{0,60}){0,20}&gt;")
_ADDRESS: Final = re.compile(r"[^\s]{0,200}(?:://|www\.)[^\s]{0,2000}")
_ENCLOSED: Final = frozenset(("``", "''", '""', "()", "[]", "“”", "‘’", "«»"))
# Windows-1252 meant where the number names a C1 control: what browsers do.
_ROUNDS: Final = 3


def resolve_entities(trail: Trail) -> None:
    """Resolves the entities of a line in place, up to three layers deep, one edit each."""
    for _ in range(_ROUNDS):
        text = trail.text
        if "&" not in text or _MARKUP.search(text):
            return
        spared = _merge([m.span() for m in _ESCAPED_TAG.finditer(text)] + [m.span() for m in _ADDRESS.finditer(text)])
        steps = []
        for found in _ENTITY.finditer(text):
            char = _character(found.group(1))
            if char is None or _is_spared(text, found, spared):
                continue
            steps.append(Step(found.start(), found.end(), char, Label.ENTITY, "html-entity", "html-entity", 0.0, 0.99))
        if not steps:
            return
        trail.apply(steps)


def _character(name: str) -> str | None:
    """The character that the entity stands for; None where it is none, or a control, or half a surrogate pair."""
    if name[0] == "#":
        code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        if 0x80 <= code < 0xA0:
            return bytes((code,)).decode("cp1252", "ignore") or chr(code)
        if code < 32 or code == 127 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            return None
        return chr(code)
    char = html5.get(name + ";")
    if char is None and name.isupper():
        small = html5.get(name.lower() + ";")
        char = small.upper() if small is not None and small.isalpha() and small.upper() != small else None
    if char is None or char in ("\t", "\n"):
        return None
    return char


def _is_spared(text: str, found: re.Match[str], spared: list[tuple[int, int]]) -> bool:
    around = text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
    if around in _ENCLOSED:
        return True
    i = bisect_right(spared, (found.start(), len(text))) - 1
    return i >= 0 and found.start() < spared[i][1]


def _merge(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, overlapping ones joined."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged
