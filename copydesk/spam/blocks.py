"""What belongs to a block of junk though it says nothing by itself: the rest of its list, its commenter's name.

The blemish: among forty names of counties that a link farm strings together stands ``科技`` (*science*), and above *Great
post, I have bookmarked your site* stands the name that the robot signed with, ``survey money``.
Left alone: anything that is prose of the document, and everything that touches no block.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from copydesk.spam.features import Measured
from copydesk.spam.model import CAP, Model
from copydesk.spam.neighbours import is_foreign_script

CERTAIN = 4.0
"""Least score of a form that only robots write (a trackback's bracketed excerpt)."""
NEAR_CERTAIN = 3.0
SHARE = 0.2
"""Part of a run of foreign fragments that must be junk by itself for the run to be junk."""
JARGON = 0.1
"""Cover of a block by the jargon of trades (topics count half) from which it convinces; half of that from four such words on."""
HEADLINE, HEADLINES = 16, 4
"""Words of the longest line that may be a headline about a trade, and how many such lines may stand together."""
KNOWN = 0.5
"""Part of a line's words that the document's prose has too, from which the line is about what the document is about."""
OWNED = 2
"""Words of the house from which a block is the site's own though it praises: *this website*, *your visit*."""
ENTRY, MENU, WALL = 6, 3, 30
"""Words of a menu's longest entry; how many times longer than a part of it a run of lines is; lines of a run that is a wall of menus."""
BROKEN = 2
"""Lines that may stand between the halves of a broken sentence."""
_GOING_ON = ",.;:)"
_TAG = re.compile(r"<[^<>]{0,2000}>")
_WORD = re.compile(r"[^\W\d_]{3}")
LISTED = 0.4
"""Feature ``members`` of a line that is a list of four or more."""
_LIST = {"members": LISTED, "separators": 0.4, "traded members": 1.0, "sure share": 0.45, "foreign tongue, no sentence": 0.8}
"""Least of a line's features by which it is a list of trades in a strange tongue, certain enough to stand alone."""
SURELY = 0.25
"""Cover of a block by jargon alone that convinces whatever its score is."""
GENERIC, CONVINCING = 4.5, 2.5
"""Sums of the scores of a block, in nats: one that convinces whatever the words are, and one under which only a robot's form does."""
PLAINLY = 8.0
"""The same for a block of the page's own script that neither uses jargon nor praises, links, calls or lists."""
SILENT = 12.0
"""The same for lines in which nobody speaks to anybody: a report on prices says *buy* and *sell* again and again."""
_KINDS = ("sure", "topic", "offer", "push", "flattery", "house")
OWN_COVER = 0.08
"""Cover by trade words and praise below which a sentence of the document is its own."""
LONG_LINE = 100
"""Characters of a line of prose that is given back even from the middle of a block."""
PLACE = re.compile(r"[市县縣区區旗州省镇鎮]\W*$")
PLACES, PLACE_SHARE, LONGEST_PLACE = 8, 0.6, 8
"""Short lines in a row of which so many end like the name of a Chinese town or county that they are a list of places."""
WEAK, LONG_EDGE = 1.0, 40
"""Score below which, and characters from which on, a line at a block's edge must have evidence of its own."""
SENTENCE_WORDS = 8
"""Words from which on a line with a full stop is taken for a sentence."""
_OWN = ("links", "link markup", "handle", "telephone", "gibberish", "trackback", "entities", "disguise", "defacement")
_PITCHES = ("voice and push in line", "voice and offer in line", "praise and push in line", "call and offer in line", "push in line")
PITCHED = 0.4
"""Least of a line's features by which it is one advertiser's pitch: two words of advertising, or one beside a voice, a call or praise."""
PITCH_SCORE = 2.0
"""Score that one sentence of a pitch must have."""
STUFFED, STUFFED_SHARE = 8.0, 0.15
"""Words of jargon, and their cover, from which no block is a report."""
REPORTED, LISTING = 1.0, 0.4
"""Words of advertising that a report may hold (``販売``, *price*), and the feature ``separators`` from which a sentence is a list."""
THAI = re.compile("[\u0e00-\u0eff]")
"""Thai and Lao end no sentence with a mark."""
REFERENCES = 0.67
"""Part of a block's lines from which addresses are its matter, whatever stands between."""
BARE_LINK = 0.8
"""Part of a line that is an address from which the line is nothing else."""
SPOKEN = 2.4
"""Mean score from which sentences in the page's language that name no trade convince."""
BARE = 1.5
"""Mean score from which lines without any word of the lexicon and without a form of their own convince."""
KOREAN_END = re.compile(r"다[.。][\"'”’]?$")
"""How a Korean report ends its sentences; its small words are endings, which are not counted."""
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
        elif scores[i] > 0 and _is_trade_list(unit):
            scores[i] = max(scores[i], NEAR_CERTAIN)
    _correct_defacements(units, scores)
    return [min(CAP, score) for score in scores]


def _is_trade_list(unit: Measured) -> bool:
    """Whether a line is a list of four or more in a tongue that is not the page's, each of which names a trade, half of it in jargon."""
    return all(unit.values.get(name, 0.0) >= least for name, least in _LIST.items())


def _correct_defacements(units: Sequence[Measured], scores: list[float]) -> None:
    """A line with two marks of a break-in, or with one beside another such line, is certain."""
    marks = [unit.values.get("defacement", 0.0) for unit in units]
    for i, mark in enumerate(marks):
        if mark == 1.0:
            scores[i] = max(scores[i], CERTAIN)
        elif mark and sum(marks[max(0, i - 2) : i + 3]) > mark:
            scores[i] = max(scores[i], NEAR_CERTAIN)


def complete_blocks(units: Sequence[Measured], path: list[bool], scores: Sequence[float]) -> None:
    """Add to the junk what its blocks enclose or begin with, and give back the document's prose that they swallowed; in place, linear."""
    _fill_foreign_runs(units, path)
    _fill_place_runs(units, path)
    _fill_gaps(units, path)
    pitched = find_pitched(units, path, scores)
    _release_prose(units, path, pitched)
    _release_edges(units, path, scores, pitched)
    for i in range(1, len(units)):
        if path[i] and not path[i - 1] and _is_name_line(units[i - 1], units[i]):
            path[i - 1] = True


def is_convincing(block: Sequence[Measured], scores: Sequence[float]) -> bool:
    """Has the block evidence enough to call somebody's site infected: a high score, or a fair one with jargon, praise, links or offers?

    A menu may name a casino section and credit cards; it takes more than topics to make it junk.
    """
    if is_report(block) or _is_reference(block) or _is_house(block) or _is_menu(block) or _is_own_code(block):
        return False
    total = sum(scores)
    sure, topic, offer, push, praise, house = (sum(getattr(unit.hits, name) for unit in block) for name in _KINDS)
    if sure >= 2 and sure >= SURELY * sum(unit.size for unit in block):
        return True
    if sum(unit.values.get("defacement", 0.0) for unit in block) >= 1:
        return True
    if any(unit.values.get("trackback") or (unit.values.get("entities") and sure + topic + offer >= 1) for unit in block):
        return True
    size = sum(unit.size for unit in block)
    few = len(block) <= HEADLINES and push < 1 and praise < 2 and sure < SURELY * size and not any(unit.inside for unit in block[1:])
    if few and all(unit.size <= HEADLINE and not _has_form(unit) and not _is_foreign(unit) for unit in block):
        return False  # headlines about a trade: its words, and nothing that sells
    said = sure + topic + offer + praise > 0 or any(_has_form(unit) for unit in block)
    if not said and total < BARE * len(block):
        return False  # dishes or sections in another tongue, of which nothing but their tongue is strange
    spoken = all(unit.values.get("prose of the document") and not any(unit.values.get(name) for name in _OWN) for unit in block)
    known = sum(unit.values.get("known to document", 0.0) * unit.size for unit in block)
    if sure < 1 and (total < GENERIC or spoken) and known >= KNOWN * size:
        return False  # what the page is about, in the page's own words: the good sides of the car under review
    if spoken and sure < 1 and praise < 1 and total < SPOKEN * len(block):
        return False  # sentences that speak to the reader of the page, a little like a seller
    plain = sure < 1 and praise < 2 and not any(_has_form(unit) or is_foreign_script(unit) for unit in block)
    voice = sum(unit.hits.voice for unit in block)
    silent = sure < 1 and praise < 2 and voice < 1 and not any(map(_stands_out, block))
    if (silent and total < SILENT) or (plain and total < (GENERIC if push >= 2 and voice >= 1 and not house else PLAINLY)):
        return False
    if not CONVINCING <= total < GENERIC:
        return total >= GENERIC
    if sure >= 2 and sure + topic / 2 >= (JARGON if sure < 4 else JARGON / 2) * size:
        return True
    if praise >= 2 and any(unit.prose and unit.hits.flattery > 0 for unit in block):
        return True
    links = any(unit.values.get("links") or unit.values.get("link markup") for unit in block)
    if links and (sure >= 1 or any(unit.values.get("trade in link") for unit in block) or topic + offer >= max(2.0, size / 6)):
        return True
    if push >= 2 or (push >= 1 and any(unit.values.get("telephone") or unit.values.get("handle") for unit in block)):
        return True
    foreign = sum(unit.size for unit in block if _is_foreign(unit) or unit.values.get("foreign language"))
    return foreign >= size / 2 and (sure >= 1 or topic >= 3)


def is_report(block: Sequence[Measured]) -> bool:
    """Whole sentences in the document's script and language that speak to nobody, praise nothing, link and call nowhere: news.

    Whatever trade they name: ``Суд запретил рекламу казино. Займы в этом году подорожали.``
    """
    sure = sum(unit.hits.sure for unit in block)
    if sure >= STUFFED and sure >= STUFFED_SHARE * sum(unit.size for unit in block):
        return False
    if sum(unit.hits.push for unit in block) > REPORTED or not all(_reports(unit) for unit in block):
        return False
    return any(not unit.values.get("no small words") or KOREAN_END.search(unit.text) for unit in block)


def _is_reference(block: Sequence[Measured]) -> bool:
    """Addresses one to a line, with a label above them perhaps, that name no trade: ``Sources:`` / ``health.example.org``."""
    links = [unit.values.get("link share", 0.0) >= BARE_LINK for unit in block]
    if any(unit.hits.sure + unit.hits.topic + unit.hits.offer > 0 or unit.values.get("trade in link") for unit in block):
        return False
    bare = sum(links)
    return bare > REFERENCES * len(links) or (
        bare > 0 and all(link or unit.text.endswith(":") for link, unit in zip(links, block, strict=True))
    )


def _is_house(block: Sequence[Measured]) -> bool:
    """What the site says of itself in its own tongue: notices, newsletters, commissions, shares; no jargon, and nothing that is masked."""
    house, sure, praise = (sum(getattr(unit.hits, name) for unit in block) for name in ("house", "sure", "flattery"))
    if house < 1 or (house < OWNED and praise >= 2) or sure >= 2:
        return False
    return not any(unit.values.get("trade in link") or unit.values.get("disguise") or _is_foreign(unit) for unit in block)


def _is_menu(block: Sequence[Measured]) -> bool:
    """Short lines in capitals that are the smaller part of a run of such lines: sections of the site, the tests and deals it lives by."""
    if any(unit.inside or unit.prose or len(unit.words) > ENTRY or not is_title(unit.text) or _has_form(unit) for unit in block):
        return False
    if any(is_foreign_script(unit) or unit.hits.flattery for unit in block):
        return False
    run = max(unit.values.get("run length", 0.0) for unit in block)
    size, sure, push = (sum(values) for values in zip(*((unit.size, unit.hits.sure, unit.hits.push) for unit in block), strict=True))
    if sure < SURELY * size and push < SURELY * size and run >= math.log1p(WALL) / 4:
        return True
    return run >= min(1.0, math.log1p(MENU * len(block)) / 4)


def _is_own_code(block: Sequence[Measured]) -> bool:
    """Markup with no word between its tags, that names no trade: what calls for an advert, a picture, a form."""
    if any(unit.values.get("trade in link") or unit.hits.sure + unit.hits.topic > 0 for unit in block):
        return False
    bare = [_TAG.sub("", unit.text) for unit in block]
    return any(len(text) < len(unit.text) for text, unit in zip(bare, block, strict=True)) and not any(map(_WORD.search, bare))


def is_inside_sentence(before: Measured | None, block: Sequence[Measured], after: Measured | None) -> bool:
    """A line or two between the halves of a sentence: a rendering that breaks lines at links leaves ``credit card debt`` on its own."""
    if before is None or after is None or len(block) > BROKEN or any(_has_form(unit) or unit.prose for unit in block):
        return False
    begins = block[0].text[:1]
    if not (after.text[:1].islower() or after.text[:1] in _GOING_ON) or before.values.get("terminal"):
        return False
    return begins.islower() or begins in _GOING_ON or before.size > ENTRY


def is_title(text: str) -> bool:
    """Does the first letter of a line stand in upper case, bullets aside? False in scripts that have no cases."""
    return next((char for char in text if char.isalpha()), "a").isupper()


def _reports(unit: Measured) -> bool:
    value = unit.values
    ended = value.get("terminal") or THAI.search(unit.text)
    if not unit.prose or not ended or not value.get("prose of the document") or value.get("separators", 0.0) > LISTING:
        return False
    return not (any(value.get(name) for name in _OWN) or unit.hits.voice or unit.hits.flattery)


def _has_form(unit: Measured) -> bool:
    """Does the unit link, call, mask or repeat itself as only junk does, or list four things and more?"""
    value = unit.values
    return any(value.get(name) for name in _OWN) or value.get("members", 0.0) >= LISTED or value.get("repeated pairs", 0.0) > 0


def _stands_out(unit: Measured) -> bool:
    """Does the unit link, call, mask, list four things and more, or speak another script or language than the page?"""
    value = unit.values
    strange = is_foreign_script(unit) or value.get("foreign language") or value.get("foreign tongue, no sentence", 0.0) > 0.5
    return bool(strange or any(value.get(name) for name in _OWN) or value.get("members", 0.0) >= LISTED)


def _is_foreign(unit: Measured) -> bool:
    return not unit.prose and is_foreign_script(unit)


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
            if sells and all(path[at:end]) and not any(map(_is_glued, line)):
                pitched[at:end] = map(_may_pitch, line)
            at = end
    return pitched


def _is_glued(unit: Measured) -> bool:
    """Is the rest of a line no sentence, but words of a trade or links, which a robot hung on?"""
    return unit.inside and not unit.prose and (unit.hits.sure >= 2 or any(unit.values.get(name) for name in ("links", "link markup")))


def _may_pitch(unit: Measured) -> bool:
    """Is a sentence short, or does it speak, sell, praise or use jargon: a long one that does none, or names a brand, is the document's."""
    hits = unit.hits
    return len(unit.text) < LONG_EDGE or hits.voice + hits.push + hits.offer + hits.flattery + hits.sure > 0


def _release_prose(units: Sequence[Measured], path: list[bool], pitched: Sequence[bool]) -> None:
    """Prose of the document with no evidence of its own goes free at a block's edges, and between two blocks if it is a line of its own."""
    own = [_is_own_prose(unit) and not held for unit, held in zip(units, pitched, strict=True)]
    for order in (range(len(units)), range(len(units) - 1, -1, -1)):
        before = False
        for i in order:
            if path[i] and own[i] and not before:
                path[i] = False
            before = path[i]
    for i, unit in enumerate(units):
        if path[i] and own[i] and len(unit.text) >= LONG_LINE and not unit.inside:
            path[i] = False


def _release_edges(units: Sequence[Measured], path: list[bool], scores: Sequence[float], pitched: Sequence[bool]) -> None:
    """Long lines at a block's edges go free where their score is weak, or they end as sentences do, and they neither sell, praise nor
    link: company is no evidence."""
    for order in (range(len(units)), range(len(units) - 1, -1, -1)):
        before = False
        for i in order:
            weak = not pitched[i] and (scores[i] < WEAK or _is_plain_sentence(units[i]))
            own = units[i].hits.house > 0 or len(units[i].text) >= LONG_EDGE
            if path[i] and not before and weak and own and not _has_evidence(units[i]):
                path[i] = False
            before = path[i]


def _has_evidence(unit: Measured) -> bool:
    """Does the unit link, call, sell or praise by itself, or stand in a script that is not the document's?"""
    hits = unit.hits
    strange = is_foreign_script(unit) and not hits.house
    return strange or hits.sure + hits.push + hits.flattery > 0 or any(unit.values.get(name) for name in _OWN)


def _is_own_prose(unit: Measured) -> bool:
    """A sentence in the document's script and language that names no trade, praises nobody and links nowhere."""
    value = unit.values
    if not value.get("prose of the document") or unit.size < 5:
        return False
    if any(value.get(name) for name in _OWN):
        return False
    hits = unit.hits
    return (hits.sure + hits.topic / 2 + hits.flattery) < OWN_COVER * unit.size


def _is_plain_sentence(unit: Measured) -> bool:
    """A line that ends as a sentence does, in the document's language, with hardly a word of any trade: ``It is to open in 2025.``"""
    hits = unit.hits
    own = unit.values.get("terminal") and "foreign language" not in unit.values and not unit.inside
    return bool(own) and unit.size >= SENTENCE_WORDS and hits.topic / 2 + hits.offer < OWN_COVER * unit.size


def _is_name_line(unit: Measured, below: Measured) -> bool:
    """Two to six words in lower case without a sentence mark, right above praise: the name that a robot signed with."""
    if below.hits.flattery < 2 or unit.prose or unit.inside:
        return False
    return 2 <= len(unit.words) <= 6 and unit.text[:1].islower() and unit.text[-1:].isalnum()
