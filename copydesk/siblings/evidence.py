"""What a template says of the lines of a page.

It is evidence, not a verdict: log odds that are added to what the judge of lines found. A menu entry that was in doubt goes, a
recurring sub-heading amid paragraphs stays. Of a sentence more is asked: that a good share of the stories have it, because in a
running story the background paragraph recurs too. The weights are about half of what pages of one site together showed on the
development cases, where 46 per cent of long boilerplate lines and 0.1 of long body lines recurred on the next page, and of short
ones 75 and 3 per cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from copydesk.edits import OffsetMap
from copydesk.siblings.keys import PROSE_LETTERS, line_key
from copydesk.siblings.template import Template, index_lines
from copydesk.types import Line, Page

FIRM = {2: 0.6, 3: 0.8}
"""How much of its weight a line has that two or three stories share; from four on all of it."""
SHORT, PROSE = 3.5, 5.0
"""Log odds for boilerplate that a short line and a prose line get in full."""
RARE = 0.1
"""Share of the stories under which a short line has half its weight, a prose line none."""
UNIQUE = 0.5
"""Log odds for body of a long line that no other story has, where four stories and more were compared."""
LEAST_COMPARED = 4
_EDGE = 1e-4


@dataclass(frozen=True, slots=True)
class Recurrence:
    """On how many of the source's ``stories`` stories the line stands, and the log odds for body that follow."""

    having: int
    stories: int
    odds: float


def find_recurrences(page: Page, lines: Sequence[Line], template: Template) -> list[Recurrence | None]:
    """What the template says of each line; None for blank lines and such as say nothing."""
    known, place = index_lines(template), OffsetMap(page.edits)
    found: list[Recurrence | None] = []
    for line in lines:
        # Siblings are compared as they were received, so a line that was repaired is looked up as it was.
        key = line_key(page.source_text[place.source_start(line.start) : place.source_end(line.end)])
        if key is None:
            found.append(None)
            continue
        having, prose = known.get(key, (0, line.end - line.start >= PROSE_LETTERS))
        found.append(Recurrence(having, template.stories, _weigh(having, template.stories, prose)))
    return found


def _weigh(having: int, stories: int, prose: bool) -> float:
    if not having:
        return UNIQUE if prose and stories >= LEAST_COMPARED else 0.0
    rare = having < RARE * stories
    if prose:
        return 0.0 if rare else -PROSE * FIRM.get(having, 1.0)
    return -SHORT * FIRM.get(having, 1.0) * (0.5 if rare else 1.0)


def weigh(probability: float, recurrence: Recurrence | None) -> float:
    """P(body) with the template's evidence added, 0 to 1."""
    if recurrence is None or not recurrence.odds:
        return probability
    sure = min(max(probability, _EDGE), 1 - _EDGE)
    return 1 / (1 + exp(-log(sure / (1 - sure)) - recurrence.odds))
