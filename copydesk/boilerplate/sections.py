"""Sections below the story: what stands under a wall of boilerplate is the story's only if it reads as surely as the story does.

Under the last paragraph of a tabloid stand ``Share or comment``, a form, and then five hundred teasers, each as long as a paragraph; under
a blog post stand its readers' comments. Line by line the forests give them a little more than even odds. So kept lines that a wall of
dropped ones parts are taken as sections, and a section below the heaviest one goes where its lines are in doubt on average, unless it uses
the story's words as the story's second half does; where it uses hardly any of them a thin wall is enough. Where a
heading in between names the comments, every line below it goes that is not body beyond doubt.

Far from the heaviest section, above it or below, a long line that is body by a hair is another story's summary, and goes alone.

Left alone: sections above the heaviest one as such, those behind a thin wall or behind one that is itself in doubt, and those whose lines
are body with little doubt (the second half of an article behind a box of links).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from copydesk.boilerplate.furniture import furniture_label
from copydesk.boilerplate.gate import glance
from copydesk.boilerplate.labels import find_cue, find_opening
from copydesk.boilerplate.topic import read_words, share_words
from copydesk.types import Label

WALL, ENDED_WALL = 4, 6
"""Dropped lines in a row that part two sections, and those that it takes before a section that ends in sentences for the most part.
(Of 3 and 3, 3 and 8, 4 and 6, 5 and 8 on held-out sites the pair with the best F1 that loses the least.)"""
DEEP = 0.25
"""Mean P(body) of a wall: higher, and it may be the story's own list."""
SURE = 0.75
"""Mean P(body), by letters, from which a section below the story stays."""
ON_TOPIC, ECHO, LIKELY, WORDS, LINES = 0.27, 0.6, 0.55, 20, 60
"""Share of a doubtful section's words that the story uses, from which it goes on with the story, and from which it repeats it; mean P(body)
and words of it at least, lines at most (five hundred teasers share a tabloid's words). Of 293 held-out sections that a wall would take such
are 44 of the 85 that are the story's, with 240 of its 345 lines, and 24 of the 208 others, with 115 of their 980."""
OFF_TOPIC, FEWEST, PROSE, SHALLOW = 0.2, 3, 40, 0.3
"""Share of words under which a doubtful section goes behind a thinner wall, words that it has at least as a headline or as prose, and mean
P(body) of the wall at most. (Of 28 held-out ones 26 are others', with 177 lines of 179. Shorter prose may be an answer, or an entry of a
live report.)"""
MOST, LEAST = 300.0, 5.0
"""Letters of a line that count at most, and those that count for its being there."""
HARDLY, HEADING = 0.9, 60
"""P(body) from which a line below the heading of the comments stays, and characters of the longest such heading."""
BOX, HEADLINES, DOUBTFUL = 40, 2, 0.6
"""Characters of the longest heading of a box, headlines below it that may go, and P(body) from which they stay: of held-out lines under it
38 in 46 are boilerplate."""
APART, LONG, ABOVE, BELOW = 12, 80.0, 0.6, 0.65
"""Dropped lines in a row between the heaviest section and what is far from it; letters of a long line there, and P(body) from which it
stays: a sentence above, any line below. (0.55 to 0.7 and 60 to 100 letters give much the same on held-out sites: 0.3 more F1 on fundus,
0.3 per cent more of the boilerplate gone on atf, for 0.1 of the body lines; shorter lines above are decks as often.)"""
LEADS, REPEATS, SENTENCE = 0.45, 0.85, 10
"""Share of words with the story from which far lines above it are its own opening or summary, from which they repeat it, and words of
them at least; below it holds what holds for sections."""
POINTER, POINTER_MOST = 0.8, 200
"""P(body) from which a line that opens in a cue stays, and characters of the longest that goes: of 68 such held-out lines none is body
(in those where nothing follows the cue, or one of one word opens a sentence, one in ten is)."""
_POINTERS = frozenset({Label.RELATED, Label.CAPTION, Label.ADVERT})
_COLON = re.compile(r"[:：|]")
_BOXES = frozenset({Label.RELATED, Label.COMMENTS})
_BAR = re.compile(r"[:：][\d\s,.]*$")
_COUNT = re.compile(r"[\d\s()\[\].,|/:：-]+")


def find_later_sections(
    texts: Sequence[str], context: Sequence[float], letters: Sequence[float], ended: Sequence[bool], keep: float
) -> list[int]:
    """Numbers of the lines that are kept (P(body) in ``context`` from ``keep`` on) and stand in a doubtful section below the story.

    The sequences have one entry a line with content: its text, P(body), letters, and whether a sentence ends the line. Linear.
    """
    sections = _split(context, keep, WALL)
    if not sections:
        return []
    weight = [min(size, MOST) + LEAST for size in letters]
    heaviest = _heaviest(sections, context, weight)
    gone: list[int] = []
    story: set[str] = set()
    for above, section in pairwise(sections[heaviest:]):
        total = sum(weight[i] for i in section)
        surety = sum(weight[i] * context[i] for i in section)
        if surety >= SURE * total:
            continue
        story = story or set(read_words(texts[i] for i in sections[heaviest]))
        words = read_words(texts[i] for i in section)
        shared = share_words(words, story)
        wall = context[above[-1] + 1 : section[0]]
        sentences = 2 * sum(weight[i] for i in section if ended[i]) >= total
        depth = sum(wall) / len(wall)
        walled = len(wall) >= (ENDED_WALL if sentences else WALL) and depth <= DEEP
        goes_on = ON_TOPIC <= shared < ECHO and surety >= LIKELY * total and len(words) >= WORDS and len(section) <= LINES
        if not goes_on if walled else depth <= SHALLOW and shared < OFF_TOPIC and len(words) >= (PROSE if sentences else FEWEST):
            gone += section
    return gone


def find_far_lines(
    texts: Sequence[str], context: Sequence[float], letters: Sequence[float], ended: Sequence[bool], keep: float
) -> list[int]:
    """Numbers of the long kept lines far above the heaviest section or far below it that are body by a hair, but for sentences of sections
    that share the story's words; arguments as of ``find_later_sections``, a line of 0 letters is left alone. Linear."""
    start, end = find_core(context, letters, keep, APART)
    far = [i for i in range(start) if keep <= context[i] < ABOVE and letters[i] >= LONG and ended[i]]
    far += [i for i in range(end, len(context)) if keep <= context[i] < BELOW and letters[i] >= LONG]
    if not any(ended[i] for i in far):
        return far
    story = set(read_words(texts[i] for i in range(start, end) if context[i] >= keep))
    own: set[int] = set()
    gone = set(far)
    for section in _split(context, keep, APART):
        if section[0] == start or gone.isdisjoint(section) or len(section) > LINES:
            continue
        words = read_words(texts[i] for i in section)
        low, high = (LEADS, REPEATS) if section[0] < start else (ON_TOPIC, ECHO)
        if len(words) >= SENTENCE and low <= share_words(words, story) < high:
            own.update(i for i in section if ended[i])
    return [i for i in far if i not in own]


def find_core(context: Sequence[float], letters: Sequence[float], keep: float, wall: int) -> tuple[int, int]:
    """First line and end of the heaviest section, sections being parted by ``wall`` dropped lines; (0, 0) where nothing is kept. Linear."""
    sections = _split(context, keep, wall)
    if not sections:
        return 0, 0
    core = sections[_heaviest(sections, context, [min(size, MOST) + LEAST for size in letters])]
    return core[0], core[-1] + 1


def find_comments(texts: Sequence[str], context: Sequence[float], letters: Sequence[float], keep: float) -> list[int]:
    """Numbers of the kept lines below the story that stand under the heading of its readers' comments (``Comments (37)``, ``댓글 3``),
    those left out that are body with hardly a doubt. None where they outweigh what stands above: then the heading belongs to a bar.
    Linear."""
    _, end = find_core(context, letters, keep, ENDED_WALL)
    below = [i for i in range(end, len(context)) if context[i] >= keep]
    if not below:
        return []
    heading = next((i for i in range(end, below[-1]) if context[i] < keep and _heads_comments(texts[i])), len(context))
    below = [i for i in below if i > heading]
    if sum(letters[i] for i in below) > sum(letters[i] for i in range(heading) if context[i] >= keep):
        return []
    return [i for i in below if context[i] < HARDLY]


def find_boxes(texts: Sequence[str], context: Sequence[float], keep: float) -> list[int]:
    """Numbers of the kept lines that are nothing but the heading of a box of related stories or of comments (``Czytaj też``), and of up to
    two lines right below one that have no sentence end and are body with some doubt. Linear."""
    found: list[int] = []
    for i, text in enumerate(texts):
        if len(text) > BOX or context[i] < DEEP:
            continue
        cue = find_cue(_COUNT.sub(" ", text).strip())
        if cue is None or cue[1] < 1 or cue[0] not in _BOXES:
            continue
        if context[i] >= keep:
            found.append(i)
        for j in range(i + 1, min(len(texts), i + 1 + HEADLINES)):
            if glance(texts[j]).ended or cue[0] is not Label.RELATED:
                break
            if keep <= context[j] < DOUBTFUL:
                found.append(j)
    return found


def find_pointers(texts: Sequence[str], context: Sequence[float], keep: float) -> list[int]:
    """Numbers of the doubtful kept lines that point elsewhere: a cue of two words and more, or a cue and a colon, and a headline behind it
    (``Les også …``, ``RELATED: …``, ``Sign up for …``). Linear."""
    doubtful = (i for i, p in enumerate(context) if keep <= p < POINTER and len(texts[i]) <= POINTER_MOST)
    return [i for i in doubtful if _points(texts[i])]


def _points(text: str) -> bool:
    """Whether a line opens in a cue that is no name of a section, and goes on. A word that vowel signs part (``फोटो``) counts as one."""
    cue = find_opening(text)
    if cue is None or cue[0] not in _POINTERS or text[-1] in ":：":
        return False
    label, size, words = cue
    several = size > 1 and words <= len(text.split())
    return words > size and (several or find_opening(_COLON.split(text, 1)[0]) == (label, size, size))


def _heads_comments(text: str) -> bool:
    """Whether a short line is nothing but the name of a page's comments, and perhaps their number (behind a colon: a bar's counter)."""
    if len(text) > HEADING or _BAR.search(text):
        return False
    cue = find_cue(_COUNT.sub(" ", text).strip())
    return furniture_label(text) is Label.COMMENTS or (cue is not None and cue[0] is Label.COMMENTS and cue[1] >= 1)


def _split(context: Sequence[float], keep: float, wall: int) -> list[list[int]]:
    """The kept lines in sections that more than ``wall`` − 1 dropped ones part."""
    sections: list[list[int]] = []
    for i, p in enumerate(context):
        if p >= keep:
            if sections and i - sections[-1][-1] <= wall:
                sections[-1].append(i)
            else:
                sections.append([i])
    return sections


def _heaviest(sections: Sequence[Sequence[int]], context: Sequence[float], weight: Sequence[float]) -> int:
    """Number of the section with the most letters, each counted by how far its line is from even odds."""
    mass = [sum(weight[i] * (context[i] - 0.5) for i in section) for section in sections]
    return mass.index(max(mass))
