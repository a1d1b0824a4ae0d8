"""What a whole line says that none of its sentences says alone: somebody speaks to the reader, offers, and wants a call.

The blemish: ``Locked out of your home? Our technicians arrive in twenty minutes. Call now!`` Every sentence could stand in an article; the
three together could not. One real example of what stays: *"We will rebuild your school," the minister said* - a voice, and no offer.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence

from copydesk.kernels import find_kernel
from copydesk.spam.features import Measured, find_content

LEAST_WORDS = 8
"""Words from which a line is long enough to be a pitch; shorter ones speak for themselves."""

QUESTIONS = 3
"""Questions in one line from which they are a list."""


def add_pitches(units: Sequence[Measured]) -> None:
    """Features of the line that a unit is part of (units with ``inside`` continue the line of the one before), in place."""
    at = 0
    for end in range(1, len(units) + 1):
        if end == len(units) or not units[end].inside:
            values = measure_pitch(units[at:end]) | measure_questions(units[at:end])
            for unit in units[at:end]:
                unit.values.update(values)
            at = end


def measure_pitch(line: Sequence[Measured]) -> dict[str, float]:
    """How much a line speaks to its reader, sells, praises and wants a click or a call; empty for a short line."""
    kernel = find_kernel("gauge")
    if kernel is not None:
        found: dict[str, float] = kernel.measure_pitch(list(line), LEAST_WORDS)
        return found
    size = sum(unit.size for unit in line)
    if size < LEAST_WORDS:
        return {}
    voice = push = offer = praise = trade = house = known = 0.0
    priced = exclaimed = 0
    calls = quoted = False
    for unit in line:
        hits, value = unit.hits, unit.values
        voice += hits.voice
        push += hits.push
        offer += hits.offer
        praise += hits.flattery
        trade += hits.sure + hits.topic
        house += hits.house
        known += value.get("known to document", 0.0) * unit.size
        calls = calls or bool(value.get("telephone") or value.get("handle"))
        quoted = quoted or bool(value.get("quoted"))
        priced += unit.priced
        exclaimed += unit.exclaimed
    return {
        "voice in line": min(1.0, 4 * voice / size),
        "push in line": min(1.0, math.log1p(push) / 2.5),
        "push share of line": min(1.0, 4 * push / size),
        "voice and push in line": min(1.0, math.log1p(voice * push) / 3),
        "voice and offer in line": min(1.0, math.log1p(voice * (offer + trade)) / 4),
        "offer and trade share of line": min(1.0, 2 * (offer + trade) / size),
        "praise in line": min(1.0, math.log1p(praise) / 3),
        "praise and push in line": min(1.0, math.log1p(praise * (push + trade + offer / 2)) / 3),
        "call and offer in line": float(calls) * min(1.0, math.log1p(push + offer + trade) / 3),
        "house in line": min(1.0, math.log1p(house) / 2.5),
        "known in line": known / size,
        "priced in line": min(1.0, priced / 3),
        "exclaimed in line": min(1.0, exclaimed / 3),
        "parts of line": min(1.0, len(line) / 6),
        "quoted line": float(quoted),
    }


def share_pitch(whole: Measured, parts: Sequence[Measured]) -> None:
    """The features of a line that was measured whole, for itself and for its parts, in place."""
    values = measure_pitch([whole])
    if values:
        values["parts of line"] = min(1.0, max(1, len(parts)) / 6)
        values.update(measure_questions(parts))
    for unit in itertools.chain([whole], parts):
        unit.values.update(values)


def measure_questions(line: Sequence[Measured]) -> dict[str, float]:
    """Share of a line's questions, three or more, that ask after one and the same thing: what people type into a search box."""
    asked = [set(find_content(unit.words)) for unit in line if unit.text[-1:] in "?？؟;"] if len(line) >= QUESTIONS else []
    if len(asked) < QUESTIONS:
        return {}
    return {"questions of one thing": max(Counter(itertools.chain.from_iterable(asked)).values(), default=0) / len(asked)}
