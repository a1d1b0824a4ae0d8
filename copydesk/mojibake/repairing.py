"""Repair of a source: sound text, which is most, is told at a glance, and only what is in doubt is read line by line (see ``mending``)."""

from __future__ import annotations

from copydesk.mojibake.damage import find_damage
from copydesk.mojibake.doubts import find_doubts
from copydesk.mojibake.survey import HOLE, LOST, OMEN, QUESTIONS, survey_text
from copydesk.types import Repair


def repair_text(text: str, seen: int | None = None) -> Repair:
    """The text with every credible repair made, the edits (input offsets) that made it, and what is beyond repair (output offsets).
    ``seen``: the signs of the text, if it was surveyed before."""
    seen = survey_text(text) if seen is None else seen
    doubts = find_doubts(text, seen)
    if doubts is None:
        ruined = seen & (HOLE | LOST | OMEN | QUESTIONS)
        return Repair(text, (), find_damage(text, stripped=False) if ruined else ())
    from copydesk.mojibake.mending import mend_text  # a small sound source would wait for it longer than for its own repair

    return mend_text(text, doubts)
