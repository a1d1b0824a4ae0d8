"""Repair of a source: sound text, which is most, is told at a glance, and only what is in doubt is read line by line (see ``mending``)."""

from __future__ import annotations

from copydesk.mojibake.damage import find_damage
from copydesk.mojibake.doubts import find_doubts
from copydesk.types import Repair


def repair_text(text: str) -> Repair:
    """The text with every credible repair made, the edits (input offsets) that made it, and what is beyond repair (output offsets)."""
    doubts = find_doubts(text)
    if doubts is None:
        return Repair(text, (), find_damage(text, stripped=False))
    from copydesk.mojibake.mending import mend_text  # a small sound source would wait for it longer than for its own repair

    return mend_text(text, doubts)
