"""What a template says of the lines of a page.

It is evidence, not a verdict: log odds that are added to what the judge of lines found. A menu entry that was in doubt goes, a
recurring sub-heading amid paragraphs stays. Of a sentence more is asked: that a good share of the stories have it, because in a
running story the background paragraph recurs too. The weights are about half of what pages of one site together showed on the
development cases, where 46 per cent of long boilerplate lines and 0.1 of long body lines recurred on the next page, and of short
ones 75 and 3 per cent. They come in few steps, so that one more page changes little.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import exp, log

from copydesk.edits import OffsetMap
from copydesk.siblings.keys import line_key
from copydesk.siblings.template import Template, index_lines
from copydesk.types import Line, Page

FIRM = {2: 0.6, 3: 0.8}
"""How much of its weight a line has that two or three stories share; from four on all of it."""
SHORT, PROSE = 3.5, 5.0
"""Log odds for boilerplate that a short line and a prose line get in full."""
RARE = 0.1
"""Share of the stories under which a short line has half its weight, a prose line none."""
_EDGE = 1e-4


def find_odds(page: Page, lines: Sequence[Line], template: Template) -> list[float]:
    """Log odds for body that the template gives each line; 0 where it says nothing."""
    known, place = index_lines(template), OffsetMap(page.edits)
    # Siblings are compared as they were received, so a line that was repaired is looked up as it was.
    texts = (page.source_text[place.source_start(line.start) : place.source_end(line.end)] for line in lines)
    return [_weigh(text, known, template.stories) for text in texts]


def digest_page(text: str, template: Template) -> str:
    """A digest of all that the template says of this page: what the page's outcome leans on. Where it stays, so does the page."""
    known = index_lines(template)
    said = {line_key(line): odds for line in text.splitlines() if (odds := _weigh(line, known, template.stories))}
    facts = [template.source, sorted(said.items())]
    return sha256(json.dumps(facts).encode("ascii")).hexdigest()[:16]


def _weigh(line: str, known: Mapping[int, tuple[int, bool]], stories: int) -> float:
    key = line_key(line)
    if key is None:
        return 0.0
    having, prose = known.get(key, (0, False))
    if not having:  # That no other story has a line says little: teasers are new every day. It lowered F1 on pages of one site.
        return 0.0
    rare = having < RARE * stories
    if prose:
        return 0.0 if rare else -PROSE * FIRM.get(having, 1.0)
    return -SHORT * FIRM.get(having, 1.0) * (0.5 if rare else 1.0)


def weigh(probability: float, odds: float) -> float:
    """P(body) with the template's evidence added, 0 to 1."""
    if not odds:
        return probability
    sure = min(max(probability, _EDGE), 1 - _EDGE)
    return 1 / (1 + exp(-log(sure / (1 - sure)) - odds))
