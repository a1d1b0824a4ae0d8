"""What belongs to a block of junk though it says nothing by itself: the rest of its list, its commenter's name.

The blemish: among forty names of counties that a link farm strings together stands ``科技`` (*science*), and above *Great
post, I have bookmarked your site* stands the name that the robot signed with, ``survey money``.
Left alone: anything that is prose of the document, and everything that touches no block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.late import compile_late
from copydesk.spam.convincing import BARE_LINK, LISTED, STUFFED, has_own_sign, is_foreign_fragment
from copydesk.spam.features import Measured
from copydesk.spam.lexicon import UNSPACED
from copydesk.spam.model import CAP, Model
from copydesk.spam.neighbours import is_foreign_script
from copydesk.spam.words import find_words, fold

CERTAIN = 4.0
"""Least score of a form that only robots write (a trackback's bracketed excerpt)."""
NEAR_CERTAIN = 3.0
SHARE = 0.2
"""Part of a run of foreign fragments that must be junk by itself for the run to be junk."""
_LIST = {"members": LISTED, "separators": 0.4, "traded members": 1.0, "sure share": 0.45, "foreign tongue, no sentence": 0.8}
"""Least of a line's features by which it is a list of trades in a strange tongue, certain enough to stand alone."""
OWN_COVER = 0.08
"""Cover by trade words and praise below which a sentence of the document is its own."""
OWN_WORDS = 5
"""Words from which a sentence can be told to be the document's."""
LONG_LINE = 100
"""Characters of a line of prose that is given back even from the middle of a block."""
PLACE = compile_late(r"[市县縣区區旗州省镇鎮]\W*$")
PLACES, PLACE_SHARE, LONGEST_PLACE = 8, 0.6, 8
"""Short lines in a row of which so many end like the name of a Chinese town or county that they are a list of places."""
WEAK, LONG_EDGE = 1.0, 40
"""Score below which, and characters from which on, a line at a block's edge must have evidence of its own."""
LONG_SENTENCE = 15
"""Words of a sentence at a block's edge that may hold one word of advertising."""
SENTENCE_WORDS = 8
"""Words from which on a line with a full stop is taken for a sentence."""
_PITCHES = ("voice and push in line", "voice and offer in line", "praise and push in line", "call and offer in line", "push in line")
PITCHED = 0.4
"""Least of a line's features by which it is one advertiser's pitch: two words of advertising, or one beside a voice, a call or praise."""
PITCH_SCORE = 2.0
"""Score that one sentence of a pitch must have."""
STEADY = 2.5
"""Mean score of a line's sentences, all of them junk by themselves, from which it is a pitch whatever they say."""
DENSE = 0.4
"""Cover by jargon from which a fragment in a script that the document does not use is certain: a headline about a trade has less."""
DENSE_WORDS, DENSE_KINDS, DENSE_SHARE = 4, 3, 0.25
"""Words of jargon, different entries, and cover by jargon (from ``STUFFED`` words of it on topics count half, where
words have spaces) from which a fragment in any
tongue is certain."""
DENSE_SCORE = -1.5
"""Score that such a fragment must have where words have spaces: a computer magazine's *Best VPN deals* has -2."""
LINKED_SHARE = 0.3
"""Cover by trade words from which a fragment beside a bare address is certain."""
CONTACTED, CONTACT_SCORE = 0.8, -2.0
"""Part of the words beside an address or number of its own that name a trade, two of them surely, from which a fragment is certain, and
the score that it must have: *Payday loan complaints* beside the address of an authority is covered to two thirds."""
CONTACT = compile_late(
    r"(?i:https?://|www\.|t\.me/|wa\.me/)\S{1,500}|<[^<>]{1,500}>|\[/?(?i:url|link)[^\[\]]{0,300}\]|\]\([^()\s]{1,300}\)"
    r"|\+?\d[\d ()./-]{5,24}\d|(?i:whats ?app|telegram|viber|wechat)|微信"
)
"""Where somebody can be reached, with the markup around it."""
COMMENTED, KNOWN_TO_PAGE = 0.0, 0.3
"""Score from which a line beside a planted link is a comment written for it, and the part of its words that the page knows: sound prose
there scores -1 and less."""
NAMED = re.compile(r"(?<=\w )[A-Z]\w{1,20} [A-Z]\w{1,20}|^[A-Z]\w{1,20} [A-Z]\w{1,20} (?![A-Z])")
"""Somebody's full name."""
KNOWN_EDGE = 0.5
"""Part of a line's words that the page's prose has, too, from which a line at a block's edge is the page's."""
COPYRIGHT = re.compile(r"©|(?i:\bcopyright\b)|版权所有|版權所有")
"""What a notice of copyright holds."""
GREETING = 2
"""Sentences of which one is praise under the name that a robot signed with: *Hello!* may stand before it."""
MAX_GAP = 3
"""Fragments between two blocks that are taken to be part of them."""


def score_units(units: Sequence[Measured], model: Model) -> list[float]:
    """The model's score of every unit, corrected for what no score can know."""
    return correct_scores(units, model.score([unit.values for unit in units]))


def correct_scores(units: Sequence[Measured], scores: list[float]) -> list[float]:
    """Scores with a trackback's excerpt, and the title above it, made certain, and marks of a break-in; capped."""
    for i, unit in enumerate(units):
        if unit.values.get("trackback"):
            scores[i] = max(scores[i], CERTAIN)
            if i and units[i - 1].text.endswith(("...", "…")) and len(units[i - 1].words) <= 9:
                scores[i - 1] = max(scores[i - 1], NEAR_CERTAIN)
        elif scores[i] > 0 and (_is_trade_list(unit) or (is_foreign_fragment(unit) and unit.hits.sure >= max(2.0, DENSE * unit.size))):
            scores[i] = max(scores[i], NEAR_CERTAIN)
    _correct_dense(units, scores)
    _correct_contacts(units, scores)
    _correct_defacements(units, scores)
    return [min(CAP, score) for score in scores]


def _is_trade_list(unit: Measured) -> bool:
    """Whether a line is a list of four or more in a tongue that is not the page's, each of which names a trade, half of it in jargon."""
    return all(unit.values.get(name, 0.0) >= least for name, least in _LIST.items())


def _correct_dense(units: Sequence[Measured], scores: list[float]) -> None:
    """A fragment of which jargon is a quarter, three words of it and more, is certain in any tongue; with an address beside it two do."""
    for i, unit in enumerate(units):
        hits = unit.hits
        if unit.prose or hits.house or hits.sure < 2 or unit.values.get("labelled as tags") or unit.values.get("terminal"):
            continue
        unspaced = UNSPACED.search(unit.text) is not None
        doubted = unspaced or scores[i] > DENSE_SCORE
        cover = hits.sure + (hits.topic / 2 if hits.sure >= STUFFED and not unspaced else 0.0)
        dense = doubted and hits.sure >= DENSE_WORDS and len(hits.kinds) >= DENSE_KINDS and cover >= DENSE_SHARE * unit.size
        beside = [k for k in (i - 1, i + 1) if 0 <= k < len(units) and units[k].values.get("link share", 0.0) >= BARE_LINK]
        linked = bool(beside) and scores[i] > 0 and hits.sure + hits.topic >= LINKED_SHARE * unit.size
        if dense or linked:
            scores[i] = max(scores[i], CERTAIN if dense and cover >= DENSE * unit.size else NEAR_CERTAIN)
        if linked:
            for k in beside:
                scores[k] = max(scores[k], WEAK / 2)


def _correct_contacts(units: Sequence[Measured], scores: list[float]) -> None:
    """The name of a ware and where to get it, and nothing else, is certain: ``erotic massage WhatsApp +44 7700 900123``."""
    for i, unit in enumerate(units):
        hits, value = unit.hits, unit.values
        if unit.prose or hits.house or not hits.sure or scores[i] <= CONTACT_SCORE or value.get("terminal"):
            continue
        if not any(value.get(name) for name in ("links", "link markup", "telephone", "handle")):
            continue
        beside = CONTACT.sub(" ", unit.text).strip()
        words = find_words(fold(beside))
        size = sum(len(UNSPACED.findall(word)) / 2 or 1.0 for word in words)
        if not words or beside == unit.text or beside[-1] in ":：" or (hits.sure + hits.push < 2 and len(words) > 1):
            continue
        if hits.sure + hits.topic + hits.push >= CONTACTED * size:
            scores[i] = max(scores[i], CERTAIN)


def _correct_defacements(units: Sequence[Measured], scores: list[float]) -> None:
    """A line with two marks of a break-in, or with one beside another such line, is certain."""
    marks = [unit.values.get("defacement", 0.0) for unit in units]
    for i, mark in enumerate(marks):
        if mark == 1.0:
            scores[i] = max(scores[i], CERTAIN)
        elif mark and sum(marks[max(0, i - 2) : i + 3]) > mark:
            scores[i] = max(scores[i], NEAR_CERTAIN)


def complete_blocks(units: Sequence[Measured], path: list[bool], scores: Sequence[float], own: Sequence[float]) -> None:
    """Add to the junk what its blocks enclose or begin with, and give back the document's prose that they swallowed; in place, linear.

    ``own`` are the scores of units on the path, 0 for all others.
    """
    _fill_foreign_runs(units, path)
    _fill_place_runs(units, path)
    _fill_tables(units, path)
    _fill_gaps(units, path)
    pitched = find_pitched(units, path, own)
    _add_comments(units, path, scores, pitched)
    _release_prose(units, path, pitched)
    _release_edges(units, path, own, pitched)
    for i in range(1, len(units)):
        if path[i] and not path[i - 1] and _is_name_line(units[i - 1], units[i : i + GREETING]):
            path[i - 1] = True


def _fill_foreign_runs(units: Sequence[Measured], path: list[bool]) -> None:
    """A run of fragments in a script that the document does not use is junk as a whole if a fifth of it is."""
    at = 0
    while at < len(units):
        end = at
        while end < len(units) and (is_foreign_fragment(units[end]) or (path[end] and not units[end].prose)):
            end += 1
        if end < len(units) and end > at and units[end].inside and not path[end - 1]:
            end -= 1  # the first words of a line that goes on in the page's script
        if end - at >= 3 and sum(path[at:end]) >= max(2, (end - at) * SHARE):
            path[at:end] = [True] * (end - at)
        at = max(end, at + 1)


def _fill_place_runs(units: Sequence[Measured], path: list[bool]) -> None:
    """A link farm's list of towns, one to a line, goes with the junk that it touches or holds."""
    at = 0
    while at < len(units):
        end = at
        while end < len(units) and len(units[end].text) <= LONGEST_PLACE and not units[end].prose:
            end += 1
        if end - at >= PLACES:
            named = sum(bool(PLACE.search(unit.text)) for unit in units[at:end])
            if named >= PLACE_SHARE * (end - at) and any(path[max(0, at - 1) : end + 1]):
                path[at:end] = [True] * (end - at)
                if at > 1 and path[at - 2] and not units[at - 1].prose:
                    path[at - 1] = True
        at = max(end, at + 1)


def _fill_tables(units: Sequence[Measured], path: list[bool]) -> None:
    """The rows of a table in Markdown below a row that is junk go with it: ``| Minimal Deposit | Rp 10.000 |``."""
    for i in range(1, len(units)):
        if path[i - 1] and _is_row(units[i]) and _is_row(units[i - 1]):
            path[i] = True


def _is_row(unit: Measured) -> bool:
    return unit.text.startswith("|") and unit.text.endswith("|") and not unit.inside


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


def find_pitched(units: Sequence[Measured], path: Sequence[bool], scores: Sequence[float]) -> list[bool]:
    """Which units are part of a line that is junk from end to end and sells or praises as a whole: no sentence of it is the document's.

    A line that no part of it makes junk by itself has only bad company, and one that ends in keywords or links has them glued to it.
    """
    pitched = [False] * len(units)
    at = 0
    for end in range(1, len(units) + 1):
        if end == len(units) or not units[end].inside:
            line = units[at:end]
            sells = any(units[at].values.get(name, 0.0) >= PITCHED for name in _PITCHES) and max(scores[at:end]) >= PITCH_SCORE
            steady = min(scores[at:end]) > WEAK and sum(scores[at:end]) >= STEADY * len(line)
            if (sells or steady) and all(path[at:end]) and not any(map(_is_glued, line)):
                pitched[at:end] = [_may_pitch(unit) or (steady and not _names_somebody(unit)) for unit in line]
            at = end
    return pitched


def _is_glued(unit: Measured) -> bool:
    """Is the rest of a line no sentence, but words of a trade or links, which a robot hung on?"""
    return unit.inside and not unit.prose and (unit.hits.sure >= 2 or any(unit.values.get(name) for name in ("links", "link markup")))


def _may_pitch(unit: Measured) -> bool:
    """Does a sentence speak, sell, praise or use jargon, or is it short and names nobody: any other is the document's."""
    hits = unit.hits
    if hits.voice + hits.push + hits.offer + hits.flattery + hits.sure > 0:
        return True
    return len(unit.text) < LONG_EDGE and not _names_somebody(unit)


def _names_somebody(unit: Measured) -> bool:
    """A sentence that says a full name, and no word that sells, praises or speaks to anybody: ``Ana Popa is ill.``"""
    return bool(unit.values.get("terminal")) and not unit.hits.kinds and not unit.hits.voice and NAMED.search(unit.text) is not None


def _release_prose(units: Sequence[Measured], path: list[bool], pitched: Sequence[bool]) -> None:
    """Prose of the document with no evidence of its own goes free at a block's edges, and between two blocks if it is a line of its own."""
    own = _find_own(units, pitched)
    for order in (range(len(units)), range(len(units) - 1, -1, -1)):
        before = False
        for i in order:
            if path[i] and own[i] and not before:
                path[i] = False
            before = path[i]
    for i, unit in enumerate(units):
        if path[i] and own[i] and len(unit.text) >= LONG_LINE and not unit.inside:
            path[i] = False


def _find_own(units: Sequence[Measured], pitched: Sequence[bool]) -> list[bool]:
    """Which units are the document's own prose: such a sentence, and all the rest of its line where nothing sells, praises or links."""
    own = [_is_own_prose(unit) and not held for unit, held in zip(units, pitched, strict=True)]
    at = 0
    for end in range(1, len(units) + 1):
        if end == len(units) or not units[end].inside:
            if any(own[at:end]) and not any(pitched[at:end]) and not any(map(_has_evidence, units[at:end])):
                own[at:end] = [True] * (end - at)
            for k in range(at + 1, end):  # a sentence too short to be told goes with the one behind it
                if own[k] and not own[k - 1] and not pitched[k - 1] and _is_brief_sentence(units[k - 1]):
                    own[k - 1] = True
            at = end
    return own


def _add_comments(units: Sequence[Measured], path: list[bool], scores: Sequence[float], pitched: list[bool]) -> None:
    """A line of its own that is not sound by its score, about nothing the page speaks of, right above or under the link that it was
    written for: spun comments are words without sense. It counts as a pitch, and is not given back."""
    linked = [junk and _is_planted_link(unit) for junk, unit in zip(path, units, strict=True)]
    if not any(linked):
        return
    at = 0
    for end in range(1, len(units) + 1):
        if end == len(units) or not units[end].inside:
            line = units[at:end]
            beside = (at > 0 and linked[at - 1]) or (end < len(units) and linked[end])
            strange = all(unit.values.get("known to document", 0.0) <= KNOWN_TO_PAGE and not unit.values.get("quoted") for unit in line)
            if beside and line[0].prose and strange and sum(scores[at:end]) >= COMMENTED * len(line):
                path[at:end] = pitched[at:end] = [True] * len(line)
            at = end


def _is_planted_link(unit: Measured) -> bool:
    """A line of its own that is no sentence, with jargon and an address."""
    value = unit.values
    return not unit.prose and not unit.inside and unit.hits.sure >= 2 and bool(value.get("links") or value.get("link markup"))


def _release_edges(units: Sequence[Measured], path: list[bool], scores: Sequence[float], pitched: Sequence[bool]) -> None:
    """Long lines at a block's edges go free where their score is weak, or they end as sentences do, and they neither sell, praise nor
    link: company is no evidence."""
    for order in (range(len(units)), range(len(units) - 1, -1, -1)):
        before = False
        for i in order:
            weak = not pitched[i] and (scores[i] < WEAK or _is_plain_sentence(units[i]) or _names_somebody(units[i]))
            own = units[i].hits.house > 0 or len(units[i].text) >= LONG_EDGE or _names_somebody(units[i])
            if (
                path[i]
                and not before
                and ((weak and own and not _sells(units[i])) or _is_copyright(units[i]) or (not pitched[i] and _is_known(units[i])))
            ):
                path[i] = False
            before = path[i]


def _is_known(unit: Measured) -> bool:
    """A line of which half the words stand in the page's prose, and none sells: a row of results beside injected links."""
    if unit.inside or unit.members or unit.prose or unit.values.get("known to document", 0.0) < KNOWN_EDGE:
        return False
    return not (_has_evidence(unit) or unit.hits.topic or unit.hits.offer or unit.hits.voice)


def _is_copyright(unit: Measured) -> bool:
    """A notice of whose the page is, which names no trade: a footer's last line, under which a stranger's links were put."""
    hits = unit.hits
    strange = is_foreign_fragment(unit) and not unit.text.replace("©", "").isascii()
    if strange or hits.sure + hits.push + hits.flattery > 0 or unit.values.get("trade in link"):
        return False
    return COPYRIGHT.search(unit.text) is not None if not unit.inside else hits.house > 0


def _sells(unit: Measured) -> bool:
    """``_has_evidence``, but for one word of advertising in a long sentence of the document: *The museum is free on Sundays* and so on."""
    hits = unit.hits
    once = hits.push <= 1 and not hits.voice and not unit.inside and unit.size >= LONG_SENTENCE and unit.values.get("terminal")
    if once and not (hits.sure or hits.flattery or is_foreign_script(unit) or unit.values.get("foreign language")):
        return has_own_sign(unit)
    return _has_evidence(unit)


def _has_evidence(unit: Measured) -> bool:
    """Does the unit link, call, sell or praise by itself, or stand in a script that is not the document's?"""
    hits = unit.hits
    strange = is_foreign_script(unit) and not hits.house
    return strange or hits.sure + hits.push + hits.flattery > 0 or has_own_sign(unit)


def _is_own_prose(unit: Measured) -> bool:
    """A sentence in the document's script and language that names no trade, praises nobody and links nowhere."""
    value = unit.values
    if not value.get("prose of the document") or unit.size < OWN_WORDS:
        return False
    if has_own_sign(unit):
        return False
    hits = unit.hits
    return (hits.sure + hits.topic / 2 + hits.flattery) < OWN_COVER * unit.size


def _is_brief_sentence(unit: Measured) -> bool:
    """A few words that end as a sentence does, and say nothing of any trade: ``They deny it.``"""
    said = unit.hits.topic + unit.hits.offer + unit.hits.voice
    return bool(unit.values.get("terminal")) and unit.size < OWN_WORDS and not said and not _has_evidence(unit)


def _is_plain_sentence(unit: Measured) -> bool:
    """A line that ends as a sentence does, in the document's language, with hardly a word of any trade: ``It is to open in 2025.``"""
    hits = unit.hits
    own = unit.values.get("terminal") and "foreign language" not in unit.values and not unit.inside
    return bool(own) and unit.size >= SENTENCE_WORDS and hits.topic / 2 + hits.offer < OWN_COVER * unit.size


def _is_name_line(unit: Measured, below: Sequence[Measured]) -> bool:
    """Two to six words in lower case without a sentence mark, right above praise, a greeting aside: the name that a robot signed with."""
    if max(line.hits.flattery for line in below) < 2 or unit.prose or unit.inside:
        return False
    return 2 <= len(unit.words) <= 6 and unit.text[:1].islower() and unit.text[-1:].isalnum()
