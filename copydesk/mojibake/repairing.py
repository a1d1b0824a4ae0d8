"""Repair of wrongly decoded text (first version: ftfy in repair-only settings, line by line)."""

from __future__ import annotations

import re
from typing import Final

from copydesk.types import Damage, Edit, Label, Repair

_SUSPECT: Final = re.compile(r"[^\x00-\x7f]|&[#a-zA-Z]")
_TOKENS: Final = re.compile(r"\S+|\s+")


def repair_text(text: str) -> Repair:
    """The text with every credible repair made, the edits (input offsets) that made it, and what is beyond repair."""
    edits: list[Edit] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if _SUSPECT.search(line):
            edits.extend(_line_edits(line, at))
        at += len(line)
    return Repair(apply_edits(text, edits), tuple(edits), _damage(text))


def apply_edits(text: str, edits: list[Edit]) -> str:
    """The text with the edits made."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts.append(text[at : edit.start])
        parts.append(edit.after)
        at = edit.end
    return "".join(parts) + text[at:]


def _line_edits(line: str, at: int) -> list[Edit]:
    import ftfy

    fixed = ftfy.fix_text(
        line,
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        fix_c1_controls=False,
        normalization=None,
    )
    if fixed == line:
        return []
    before, after = _TOKENS.findall(line), _TOKENS.findall(fixed)
    if len(before) != len(after):
        start = 0
        while start < min(len(line), len(fixed)) and line[start] == fixed[start]:
            start += 1
        tail = 0
        while tail < min(len(line), len(fixed)) - start and line[-1 - tail] == fixed[-1 - tail]:
            tail += 1
        pairs = [(line[:start], line[:start]), (line[start : len(line) - tail], fixed[start : len(fixed) - tail])]
    else:
        pairs = list(zip(before, after, strict=True))
    edits = []
    for old, new in pairs:
        if old != new:
            edits.append(Edit(at, at + len(old), old, new, Label.MOJIBAKE, "ftfy", ("ftfy",), 0.0, 0.9))
        at += len(old)
    return edits


def _damage(text: str) -> tuple[Damage, ...]:
    return tuple(Damage(m.start(), m.end(), m.group(), "lost") for m in re.finditer("\ufffd+", text))
