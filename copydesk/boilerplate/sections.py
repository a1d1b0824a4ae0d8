"""Sections below the story: what stands under a wall of boilerplate is the story's only if it reads as surely as the story does.

Under the last paragraph of a tabloid stand ``Share or comment``, a form, and then five hundred teasers, each as long as a paragraph; under
a blog post stand its readers' comments. Line by line the forests give them a little more than even odds. So kept lines that a wall of
dropped ones parts are taken as sections, and a section below the heaviest one goes where its lines are in doubt on average.

Left alone: everything above the heaviest section, sections behind a thin wall or behind one that is itself in doubt, and those whose lines
are body with little doubt (the second half of an article behind a box of links).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

WALL, ENDED_WALL = 4, 6
"""Dropped lines in a row that part two sections, and those that it takes before a section that ends in sentences for the most part.
(Of 3 and 3, 3 and 8, 4 and 6, 5 and 8 on held-out sites the pair with the best F1 that loses the least.)"""
DEEP = 0.25
"""Mean P(body) of a wall: higher, and it may be the story's own list."""
SURE = 0.75
"""Mean P(body), by letters, from which a section below the story stays."""
MOST, LEAST = 300.0, 5.0
"""Letters of a line that count at most, and those that count for its being there."""


def find_later_sections(context: Sequence[float], letters: Sequence[float], ended: Sequence[bool], keep: float) -> list[int]:
    """Numbers of the lines that are kept (P(body) in ``context`` from ``keep`` on) and stand in a doubtful section below the story.

    The three sequences have one entry a line with content: P(body), letters, and whether a sentence ends the line. Linear.
    """
    kept = [i for i, p in enumerate(context) if p >= keep]
    if not kept:
        return []
    sections = [[kept[0]]]
    for before, i in pairwise(kept):
        if i - before > WALL:
            sections.append([i])
        else:
            sections[-1].append(i)
    weight = [min(size, MOST) + LEAST for size in letters]
    mass = [sum(weight[i] * (context[i] - 0.5) for i in section) for section in sections]
    heaviest = mass.index(max(mass))
    gone: list[int] = []
    for above, section in pairwise(sections[heaviest:]):
        wall = context[above[-1] + 1 : section[0]]
        total = sum(weight[i] for i in section)
        need = ENDED_WALL if 2 * sum(weight[i] for i in section if ended[i]) >= total else WALL
        doubtful = sum(weight[i] * context[i] for i in section) < SURE * total
        if doubtful and len(wall) >= need and sum(wall) <= DEEP * len(wall):
            gone += section
    return gone
