"""What belongs to a block of junk though it says nothing by itself: the rest of its list, its commenter's name.

The blemish: among forty names of counties that a link farm strings together stands ``科技`` (*science*), and above *Great
post, I have bookmarked your site* stands the name that the robot signed with, ``survey money``.
Left alone: anything that is prose of the document, and everything that touches no block.
"""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.spam.features import Measured
from copydesk.spam.model import CAP, Model

CERTAIN = 4.0
"""Least score of a form that only robots write (a trackback's bracketed excerpt)."""
NEAR_CERTAIN = 3.0
SHARE = 0.2
"""Part of a run of foreign fragments that must be junk by itself for the run to be junk."""
JARGON = 0.1
"""Cover of a block by the jargon of trades (topics count half) from which it convinces; half of that from four such words on."""
CONVINCING = 2.5
"""Sum of the scores of a block, in nats, from which lesser evidence convinces."""
OWN_COVER = 0.08
"""Cover by trade words and praise below which a sentence of the document is its own."""
LONG_LINE = 100
"""Characters of a line of prose that is given back even from the middle of a block."""
MAX_GAP = 3
"""Fragments between two blocks that are taken to be part of them."""


def score_units(units: Sequence[Measured], model: Model) -> list[float]:
    """The model's score of every unit, corrected for what no score can know."""
    return correct_scores(units, model.score([unit.values for unit in units]))


def correct_scores(units: Sequence[Measured], scores: list[float]) -> list[float]:
    """Scores with a trackback's excerpt, and the title above it, made certain; capped."""
    for i, unit in enumerate(units):
        if unit.values.get("trackback"):
            scores[i] = max(scores[i], CERTAIN)
            if i and units[i - 1].text.endswith(("...", "…")) and len(units[i - 1].words) <= 9:
                scores[i - 1] = max(scores[i - 1], NEAR_CERTAIN)
    return [min(CAP, score) for score in scores]


def complete_blocks(units: Sequence[Measured], path: list[bool]) -> None:
    """Add to the junk what its blocks enclose or begin with, and give back the document's prose that they swallowed; in place, linear."""
    _fill_foreign_runs(units, path)
    _fill_gaps(units, path)
    _release_prose(units, path)
    for i in range(1, len(units)):
        if path[i] and not path[i - 1] and _is_name_line(units[i - 1], units[i]):
            path[i - 1] = True


def is_convincing(block: Sequence[Measured], scores: Sequence[float]) -> bool:
    """Has the block evidence enough to call somebody's site infected: jargon, praise in sentences, link debris, or a foreign list of wares?

    A menu may name a casino section and credit cards; it takes more than topics and offers to make it junk.
    """
    size = sum(unit.size for unit in block)
    sure = sum(unit.hits.sure for unit in block)
    topic = sum(unit.hits.topic for unit in block)
    offer = sum(unit.hits.offer for unit in block)
    if sure >= 2 and sure + topic / 2 >= (JARGON if sure < 4 else JARGON / 2) * size:
        return True
    if any(unit.prose and unit.hits.flattery > 0 for unit in block) and sum(unit.hits.flattery for unit in block) >= 2:
        return True
    if any(unit.values.get("trackback") for unit in block):
        return True
    if any(unit.values.get("entities") for unit in block) and sure + topic + offer >= 1:
        return True
    links = [unit for unit in block if unit.values.get("links") or unit.values.get("link markup")]
    trades = sure >= 1 or any(unit.values.get("trade in link") for unit in block) or topic + offer >= max(2.0, size / 6)
    if links and trades and sum(scores) >= CONVINCING:
        return True
    debris = [unit for unit in block if unit.values.get("gibberish") or unit.values.get("link markup", 0.0) >= 0.5]
    if len(debris) >= 2 and links and sum(scores) >= 2 * CONVINCING:
        return True
    foreign = sum(unit.size for unit in block if _is_foreign(unit) or unit.values.get("foreign language"))
    if foreign >= size / 2 and (sure >= 1 or topic >= 3) and sum(scores) >= CONVINCING:
        return True
    return sum(scores) >= 3 * CONVINCING and sum(scores) >= CERTAIN * len(block) / 2 and sure + topic + offer >= size / 3 and size >= 8


def _is_foreign(unit: Measured) -> bool:
    return not unit.prose and unit.values.get("foreign script", 0.0) >= 0.5


def _fill_foreign_runs(units: Sequence[Measured], path: list[bool]) -> None:
    """A run of fragments in a script that the document does not use is junk as a whole if a fifth of it is."""
    at = 0
    while at < len(units):
        end = at
        while end < len(units) and _is_foreign(units[end]):
            end += 1
        if end - at >= 3 and sum(path[at:end]) >= max(2, (end - at) * SHARE):
            path[at:end] = [True] * (end - at)
        at = max(end, at + 1)


def _fill_gaps(units: Sequence[Measured], path: list[bool]) -> None:
    """Up to MAX_GAP short fragments between junk and junk go with it."""
    last = -1
    for i, junk in enumerate(path):
        if not junk:
            continue
        gap = range(last + 1, i)
        if last >= 0 and 0 < len(gap) <= MAX_GAP and all(not units[k].prose and units[k].size <= 12 for k in gap):
            for k in gap:
                path[k] = True
        last = i


def _release_prose(units: Sequence[Measured], path: list[bool]) -> None:
    """Prose of the document with no evidence of its own goes free at a block's edges, and between two blocks if it is a line of its own."""
    own = [_is_own_prose(unit) for unit in units]
    for order in (range(len(units)), range(len(units) - 1, -1, -1)):
        before = False
        for i in order:
            if path[i] and own[i] and not before:
                path[i] = False
            before = path[i]
    for i, unit in enumerate(units):
        if path[i] and own[i] and len(unit.text) >= LONG_LINE and not unit.inside:
            path[i] = False


def _is_own_prose(unit: Measured) -> bool:
    """A sentence in the document's script and language that names no trade, praises nobody and links nowhere."""
    value = unit.values
    if not value.get("prose of the document") or unit.size < 5:
        return False
    if any(value.get(name) for name in ("links", "link markup", "handle", "telephone", "gibberish", "trackback", "entities", "disguise")):
        return False
    hits = unit.hits
    return (hits.sure + hits.topic / 2 + hits.flattery) < OWN_COVER * unit.size


def _is_name_line(unit: Measured, below: Measured) -> bool:
    """Two to six words in lower case without a sentence mark, right above praise: the name that a robot signed with."""
    if below.hits.flattery < 2 or unit.prose or unit.inside:
        return False
    return 2 <= len(unit.words) <= 6 and unit.text[:1].islower() and unit.text[-1:].isalnum()
