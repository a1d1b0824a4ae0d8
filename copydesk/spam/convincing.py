"""Is a block of junk evidence enough to call somebody's site infected?

The blemish: a page's own menu names a casino section, and two words of it score. One real example of what convinces: ``Cheap pills
online no prescription | order now``. Left alone: news about trades, notices of the house, menus, lists of sources, own code.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from copydesk.spam.features import Measured
from copydesk.spam.neighbours import is_foreign_script
from copydesk.spam.scripts import count_scripts
from copydesk.spam.segments import SHORTEST

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
SURELY = 0.25
"""Cover of a block by jargon alone that convinces whatever its score is."""
GENERIC, CONVINCING = 4.5, 2.5
"""Sums of the scores of a block, in nats: one that convinces whatever the words are, and one under which only a robot's form does."""
PLAINLY = 8.0
"""The same for a block of the page's own script that neither uses jargon nor praises, links, calls or lists."""
SILENT = 12.0
"""The same for lines in which nobody speaks to anybody: a report on prices says *buy* and *sell* again and again."""
COUNTED = 3
"""Lines with a count in brackets that make an archive."""
SMALL_ADS, SHOUTED = 2, 4
"""Sentences that make a column of small advertisements, and letters of the word in capitals, first or second, that each begins with."""
_SIGNED = re.compile(r"[—–-]\s?[^()]{1,80} \(@\w{2,30}\)")
"""How a quoted post is signed: ``— Mike Beauvais (@MikeBeauvais) November 18, 2019``."""
_COUNT = re.compile(r"[(（\[]\d{1,6}[)）\]]$")
TAGS = 5
"""Members of a list that may be tags whatever they name."""
SWITCHER, SWITCHED = 4, 3
"""Scripts in a switcher of languages, and letters that each has."""
PHRASED, CLOSED, PIECES = 0.5, 0.5, 0.3
"""Part of a list's members that are phrases, and that may have figures; the feature ``closed list`` from which an *and* ends it; share of
its pairs of letters that any text in the language has."""
_KINDS = ("sure", "topic", "offer", "push", "flattery", "house")
BABBLE = 0.3
"""The feature ``gibberish`` from which a sentence babbles: a tenth of its words."""
OWN_SIGNS = ("links", "link markup", "handle", "telephone", "gibberish", "trackback", "entities", "disguise", "defacement")
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
THIN, WORDY = 0.05, 2.5
"""Cover by advertising (offers, trades count half) below which sentences are thin, and mean score from which that does not matter."""
PITCH, CONTINUED, PITCH_SIZE = 2.8, 1.0, 10
"""Evidence from which sentences are a pitch, what it takes more where they begin inside a line, and the words that they have at least."""
PITCH_CAP = 12.0
"""Nats of a pitch's summed score that count: a long text is no surer than a paragraph."""
KOREAN_END = re.compile(r"다[.。][\"'”’]?$")
"""How a Korean report ends its sentences; its small words are endings, which are not counted."""


def is_convincing(block: Sequence[Measured], scores: Sequence[float]) -> bool:
    """Has the block evidence enough to call somebody's site infected: a high score, or a fair one with jargon, praise, links or offers?

    A menu may name a casino section and credit cards; it takes more than topics to make it junk.
    """
    if is_report(block) or _is_reference(block) or _is_house(block) or _is_menu(block) or _is_own_code(block) or _is_switcher(block):
        return False
    if (len(block) == 1 and _is_tags(block[0])) or _is_counted(block) or _is_small_ads(block):
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
    spoken = all(unit.values.get("prose of the document") and not has_own_sign(unit) for unit in block)
    if spoken and sure + praise < 1 and push + (offer + topic) / 2 < THIN * size and total < WORDY * len(block):
        return False  # a paragraph that speaks to its reader and says one word of a seller: a column of advice
    if _is_pitch(block, scores):
        return True
    few = len(block) <= HEADLINES and push < 1 and praise < 2 and sure < SURELY * size and not any(unit.inside for unit in block[1:])
    if few and all(unit.size <= HEADLINE and not _has_form(unit) and not is_foreign_fragment(unit) for unit in block):
        return False  # headlines about a trade: its words, and nothing that sells
    said = sure + topic + offer + praise > 0 or any(_has_form(unit) for unit in block)
    if not said and total < BARE * len(block):
        return False  # dishes or sections in another tongue, of which nothing but their tongue is strange
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
    if any(map(_is_keywords, block)):
        return True
    if sure >= 2 and sure + topic / 2 >= (JARGON if sure < 4 else JARGON / 2) * size:
        return True
    if praise >= 2 and any(unit.prose and unit.hits.flattery > 0 for unit in block):
        return True
    links = any(unit.values.get("links") or unit.values.get("link markup") for unit in block)
    if links and (sure >= 1 or any(unit.values.get("trade in link") for unit in block) or topic + offer >= max(2.0, size / 6)):
        return True
    if push >= 2 or (push >= 1 and any(unit.values.get("telephone") or unit.values.get("handle") for unit in block)):
        return True
    foreign = sum(unit.size for unit in block if is_foreign_fragment(unit) or unit.values.get("foreign language"))
    return foreign >= size / 2 and (sure >= 1 or topic >= 3)


def _is_pitch(block: Sequence[Measured], scores: Sequence[float]) -> bool:
    """Sentences of a fair score that advertise, speak to the reader, and are about nothing that the page speaks of.

    The weights are those of a logistic regression over 26,000 lines of sound texts, look-alikes and junk written blind, rounded.
    """
    size = sum(unit.size for unit in block)
    voice, push, sure, house = (sum(getattr(unit.hits, name) for unit in block) for name in ("voice", "push", "sure", "house"))
    if size < PITCH_SIZE or push + sure < 1 or (house >= 1 and sure < 2) or not any(unit.prose for unit in block):
        return False
    total = sum(scores)
    known = sum(unit.values.get("known to document", 0.0) * unit.size for unit in block) / size
    said = 0.73 * math.log1p(voice) + 0.36 * math.log1p(push)
    least = PITCH + CONTINUED * block[0].inside
    return 0.76 * total / len(block) + 0.13 * min(PITCH_CAP, total) + said - 2 * known >= least


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
    return not any(unit.values.get("trade in link") or unit.values.get("disguise") or is_foreign_fragment(unit) for unit in block)


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


def _is_switcher(block: Sequence[Measured]) -> bool:
    """The names of languages, each in its own script; no jargon. Kana and Chinese characters are one script, Japanese needs both."""
    scripts = count_scripts(" ".join(unit.text for unit in block))
    scripts["Hani"] += scripts.pop("Kana", 0)
    return sum(n >= SWITCHED for n in scripts.values()) >= SWITCHER and sum(unit.hits.sure for unit in block) < 2


def _is_counted(block: Sequence[Measured]) -> bool:
    """An archive or a cloud of tags: lines that end in how many there are, ``June (24)``; no jargon."""
    counted = sum(_COUNT.search(unit.text) is not None for unit in block)
    return counted >= COUNTED and counted >= PHRASED * len(block) and sum(unit.hits.sure for unit in block) < 2


def _is_small_ads(block: Sequence[Measured]) -> bool:
    """A newspaper's own small advertisements: each begins with what is done in capitals, ``FOR SALE: pram. WANTED: piano.``; no jargon."""
    shouted = sum(any(word.isupper() and len(word) >= SHOUTED for word in unit.text.split(None, 2)[:2]) for unit in block)
    return shouted >= SMALL_ADS and 2 * shouted >= len(block) and sum(unit.hits.sure for unit in block) < 2


def _is_keywords(unit: Measured) -> bool:
    """A list of four phrases and more about nothing that the page speaks of, without a label, figures, or an *and* before its end."""
    value = unit.values
    if value.get("members", 0.0) < LISTED or value.get("phrases", 0.0) <= PHRASED or unit.hits.house:
        return False
    if value.get("labelled list") or value.get("closed list", 0.0) > CLOSED or value.get("labelled as tags"):
        return False
    known = max(value.get("known to document", 0.0), value.get("pieces known to document", 0.0) - PIECES)
    return known < KNOWN and value.get("numbered members", 0.0) < PHRASED


def _is_tags(unit: Measured) -> bool:
    """A short list of words that offers nothing, in the page's own script and language: what the story is filed under."""
    if not SHORTEST <= len(unit.members) <= TAGS or unit.values.get("phrases", 0.0) > PHRASED or unit.hits.offer or has_own_sign(unit):
        return False
    return not is_foreign_script(unit) and unit.values.get("foreign tongue, no sentence", 0.0) < 0.5


def is_inside_sentence(before: Measured | None, block: Sequence[Measured], after: Measured | None) -> bool:
    """A line or two between the halves of a sentence: a rendering that breaks lines at links leaves ``credit card debt`` on its own."""
    if before is None or after is None or len(block) > BROKEN or any(has_own_sign(unit) or unit.prose for unit in block):
        return False
    begins = block[0].text[:1]
    if not (after.text[:1].islower() or after.text[:1] in _GOING_ON) or before.values.get("terminal"):
        return False
    return begins.islower() or begins in _GOING_ON or before.size > ENTRY


def is_quoted_post(block: Sequence[Measured], after: Measured | None) -> bool:
    """A line or two signed as posts are that an article quotes, without jargon."""
    return len(block) <= BROKEN and after is not None and _SIGNED.match(after.text) is not None and sum(u.hits.sure for u in block) < 2


def is_title(text: str) -> bool:
    """Does the first letter of a line stand in upper case, bullets aside? False in scripts that have no cases."""
    return next((char for char in text if char.isalpha()), "a").isupper()


def _reports(unit: Measured) -> bool:
    value = unit.values
    ended = value.get("terminal") or THAI.search(unit.text)
    if not unit.prose or not ended or not value.get("prose of the document") or value.get("separators", 0.0) > LISTING:
        return False
    return not (has_own_sign(unit) or unit.hits.voice or unit.hits.flattery)


def has_own_sign(unit: Measured) -> bool:
    """Does the unit link, call, mask or babble? In a sentence a word or two of odd letters are names: ``neIDAC``."""
    value = unit.values
    return any(value.get(name) for name in OWN_SIGNS if name != "gibberish" or not unit.prose or value.get(name, 0.0) >= BABBLE)


def _has_form(unit: Measured) -> bool:
    """Does the unit link, call, mask or repeat itself as only junk does, or list four things and more?"""
    value = unit.values
    return has_own_sign(unit) or value.get("members", 0.0) >= LISTED or value.get("repeated pairs", 0.0) > 0


def _stands_out(unit: Measured) -> bool:
    """Does the unit link, call, mask, list four things and more, or speak another script or language than the page?"""
    value = unit.values
    strange = is_foreign_script(unit) or value.get("foreign language") or value.get("foreign tongue, no sentence", 0.0) > 0.5
    return bool(strange or has_own_sign(unit) or value.get("members", 0.0) >= LISTED)


def is_foreign_fragment(unit: Measured) -> bool:
    return not unit.prose and is_foreign_script(unit)
