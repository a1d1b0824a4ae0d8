"""Lines of the story's own that the forests took for boilerplate: short ones between its paragraphs, and the deck above the first.

``Checkpoint challenges`` above a paragraph, ``Korean rice crackers`` and nine more below ``Choose your dipper``: a sub-heading, an item, a
row of a table are as short as a button and have no end. Line by line the forests give them a little less than even odds. What tells them
from a box of links is the whole group between two kept paragraphs: not one of its lines is long, names boilerplate, holds an address or
a row of entries, or stands on the page three times.

One by one, the shortest of them come back from less than even odds: a caption, a teaser or a credit is longer or says what it is.

Left alone: groups with a single such line (``READ MORE``, ``Image credit: AFP``), but for the label of an advert on top; captions and
teasers, which are longer; groups outside the story.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from copydesk.boilerplate.furniture import furniture_label
from copydesk.boilerplate.gate import glance
from copydesk.boilerplate.labels import find_cue
from copydesk.boilerplate.sections import find_core
from copydesk.types import Label

APART = 12
"""Dropped lines in a row beyond which a line is no more between paragraphs of the story (6 to 30 give the same on held-out sites)."""
DOUBT = 0.15
"""Mean P(body) of a group from which it may be the story's. On held-out sites two lines in five of such groups are body (of all dropped
lines one in a hundred is), and they are a tenth of the letters that a teaser's or a caption's are."""
SHORT = 60.0
"""Letters under which a line may be a sub-heading, an item or a row: at 80 captions come back with it."""
TWINS = 2
"""Times that a line may stand on the page: ``Article content`` stands ten times, a row that says ``TBA`` too."""
CUE, NAMED = 0.15, 0.9
"""Share of a line that a cue word fills, from which it speaks of boilerplate, and from which the line is nothing else."""
SINGLE, SINGLE_LETTERS = 0.3, 45.0
"""P(body) from which a single line comes back from within the story, whatever stands beside it, and letters under which it may: on held-out
sites 0.1 to 0.2 per cent more of the body lines for 0 to 0.1 of F1 (at 0.2 twice that, for both); with longer lines captions come back."""
FIGURES = 0.4
"""Share of digits from which a line is a date or a price."""
DECK_LINES, DECK_LETTERS, DECK, SHARED = 10, 80.0, 0.1, 0.5
"""Lines above the first prose among which the deck is looked for, its letters and P(body) at least, and the share of words that both it and
the headline above it have in common with the story."""
NEAREST, STANDFIRST, LEAD, LEAD_LETTERS = 3, 8, 0.15, 18.0
"""Lines above the first prose among which a whole sentence is taken for the deck whatever its words, its P(body) and its letters
at least. Nearer stand captions; byline, date and buttons lie between the prose and a deck."""
_ADDRESS = re.compile(r"://|www\.|@\w|©|\b(?:getty|reuters|afp|ap|dpa|epa|efe|ansa)\b", re.IGNORECASE)
_ENTRIES = re.compile(r" [|/•] |\S/\S")
_SAID = 200
"""Characters of a line that are looked at for addresses."""


def find_inner_lines(texts: Sequence[str], context: Sequence[float], letters: Sequence[float], keep: float) -> list[int]:
    """Numbers of the dropped lines between paragraphs of the story that come back, of a page's lines with content (stripped), P(body) of
    each (from ``keep`` on it is kept), and the letters of each kept one. Linear."""
    start, end = find_core(context, letters, keep, APART)
    groups: list[range] = []
    at = start
    while at < end:
        if context[at] >= keep:
            at += 1
            continue
        stop = at
        while context[stop] < keep:
            stop += 1
        while at < stop and is_advert(texts[at]):
            at += 1
        group = range(at, stop)
        if group and sum(context[at:stop]) >= DOUBT * len(group) and all(may_be_own(texts[i]) for i in group):
            groups.append(group)
        at = stop
    if not groups:
        return []
    times = Counter(texts)
    return [i for group in groups if all(times[texts[i]] <= TWINS for i in group) for i in group]


def find_short_lines(texts: Sequence[str], context: Sequence[float], letters: Sequence[float], keep: float) -> list[int]:
    """Numbers of the dropped short lines within the story that are boilerplate with some doubt and say nothing that speaks for it;
    arguments as of ``find_inner_lines``. Linear."""
    start, end = find_core(context, letters, keep, APART)
    found = [i for i in range(start, end) if SINGLE <= context[i] < keep and _is_short(texts[i]) and may_be_own(texts[i])]
    if not found:
        return []
    times = Counter(texts)
    return [i for i in found if times[texts[i]] <= TWINS]


def _is_short(text: str) -> bool:
    return glance(text).letters < SINGLE_LETTERS


def is_advert(text: str) -> bool:
    """Whether a line is nothing but the label of an advert (``Advertisement``)."""
    cue = find_cue(text) if len(text) < SHORT else None
    return furniture_label(text) is Label.ADVERT or (cue is not None and cue[0] is Label.ADVERT and cue[1] >= NAMED)


def may_be_own(text: str) -> bool:
    """Whether nothing about a line speaks of a box of links, a credit or a date."""
    if glance(text).letters >= SHORT or _ENTRIES.search(text) or _ADDRESS.search(text):
        return False
    if sum(character.isdigit() for character in text) >= FIGURES * len(text.replace(" ", "")) or furniture_label(text) is not None:
        return False
    cue = find_cue(text)
    return cue is None or cue[1] < CUE


def find_deck(texts: Sequence[str], context: Sequence[float], shared: Sequence[float], keep: float) -> list[int]:
    """The number of the dropped line above the first prose that is the story's deck, in a list, or none.

    ``shared`` is the share of each line in words that the page's prose uses. A deck stands below a headline that shares them too: without
    one above it, the line may be the headline itself.
    """
    first = next((i for i, p in enumerate(context) if p >= keep and (seen := glance(texts[i])).ended and seen.letters >= SHORT), 0)
    for i in range(first - NEAREST, max(0, first - STANDFIRST) - 1, -1):
        if LEAD <= context[i] < keep and _leads(texts[i]):
            return [i]
    about = [i for i in range(max(0, first - DECK_LINES), first) if context[i] < keep and shared[i] >= SHARED and _tells(texts[i])]
    if len(about) < 2 or context[about[-1]] < DECK or glance(texts[about[-1]]).letters < DECK_LETTERS:
        return []
    return about[-1:]


def _leads(text: str) -> bool:
    """Whether a line is a whole sentence that asks nothing (headlines do), no date, and names neither itself nor a source of pictures."""
    seen = glance(text)
    if not seen.ended or seen.letters < LEAD_LETTERS or text[-1] in "?!？！؟":
        return False
    if _ADDRESS.search(text[:_SAID]) or furniture_label(text) is not None:
        return False
    cue = find_cue(text)
    return (cue is None or cue[1] < CUE) and 4 * sum(character.isdigit() for character in text) < len(text)


def _tells(text: str) -> bool:
    """Whether a line is long enough for a headline, no date, and names neither itself nor a source of pictures."""
    if glance(text).letters < SHORT / 3 or _ADDRESS.search(text[:_SAID]):
        return False
    cue = find_cue(text)
    return (cue is None or cue[1] < CUE) and 4 * sum(character.isdigit() for character in text) < len(text)
