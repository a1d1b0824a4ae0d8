"""Which units are junk together: the best path through a chain of two states, legitimate and junk.

Junk comes in blocks. A block's own odd lines (``View all``, ``saprQDIhw``) go with it, and one suspicious line in sound
company does not: changing state costs, inside a line more than between lines.
"""

from __future__ import annotations

from collections.abc import Sequence

ENTER, LEAVE, INNER = 1.5, 0.7, 1.5
"""Cost in nats of a change to junk, back from it, and on top for a change inside a line (chosen on the development cases)."""


def find_path(scores: Sequence[float], inside: Sequence[bool]) -> list[bool]:
    """True for every unit that the best path calls junk. ``inside[i]``: unit i continues the line of unit i - 1. Linear."""
    sound, junk = 0.0, -ENTER
    back: list[tuple[bool, bool]] = []
    for i, score in enumerate(scores):
        extra = INNER if inside[i] else 0.0
        if i:
            from_junk, from_sound = junk - LEAVE - extra, sound - ENTER - extra
            back.append((from_junk > sound, junk >= from_sound))
            sound, junk = max(sound, from_junk), max(junk, from_sound)
        sound -= score / 2
        junk += score / 2
    state = junk - LEAVE > sound
    path = [False] * len(scores)
    for i in range(len(scores) - 1, -1, -1):
        path[i] = state
        if i:
            state = back[i - 1][1] if state else back[i - 1][0]
    return path
