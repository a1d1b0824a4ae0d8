"""Repair of wrongly decoded text: lines, chains, and the edits that tell what was done."""

from __future__ import annotations

import re
from typing import Any, Final

from copydesk.mojibake.search import read_back
from copydesk.types import Damage, Edit, Label, Repair

_SUSPECT: Final = re.compile(r"[^\x00-\x7f]|&[#a-zA-Z]")
_LINKS: Final = 3


def repair_text(text: str) -> Repair:
    """The text with every credible repair made, the edits (input offsets) that made it, and what is beyond repair."""
    edits: list[Edit] = []
    lines = text.splitlines(keepends=True)
    known: set[str] = set()
    for _ in range(2):
        edits = []
        before = len(known)
        at = 0
        for line in lines:
            if _SUSPECT.search(line):
                edits.extend(_line_edits(line, at, known))
            at += len(line)
        if len(lines) < 2 or len(known) == before:
            break
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


def _line_edits(line: str, at: int, known: set[str]) -> list[Edit]:
    tokens: list[Any] = []
    chain: list[str] = []
    current = line
    gain = 0.0
    for _ in range(_LINKS):
        reading = read_back(current, None, known)
        if reading is None:
            break
        if not tokens:
            tokens = [[t, t, len(t)] for t in reading.before]
        for slot, new in zip(tokens, reading.after, strict=True):
            slot[1] = new
        current = "".join(reading.after)
        chain.append(reading.chain)
        known.add(reading.chain)
        gain += reading.gain
    edits = []
    for old, new, size in tokens:
        if old != new:
            confidence = 1.0 - 2.0 ** -min(20.0, gain / 2)
            edits.append(Edit(at, at + size, old, new, Label.MOJIBAKE, "codec-chain", tuple(chain), round(gain, 1), round(confidence, 4)))
        at += size
    return edits


def _damage(text: str) -> tuple[Damage, ...]:
    return tuple(Damage(m.start(), m.end(), m.group(), "lost") for m in re.finditer("\ufffd+", text))
