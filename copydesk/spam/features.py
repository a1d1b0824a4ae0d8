"""What is measured on a line that might be junk: its form, its vocabulary, and how it sits in its document and among its neighbours.

Every feature is a number around 0 to 1 with a name; ``docs/spam.md`` tells what each is for. Nothing here decides.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from copydesk.kernels import find_kernel
from copydesk.spam.document import Document, load_function_words
from copydesk.spam.glued import open_hashtags, open_list
from copydesk.spam.hits import (
    Hits,
    Read,
    Weighed,
    add_infixes,
    fill_hits,
    is_brand,
    may_be_masked,
    measure_hits,
    read_masked,
    read_words,
)
from copydesk.spam.lexicon import SURE, UNSPACED, Lexicon
from copydesk.spam.marks import HASHTAGS
from copydesk.spam.patterns import (
    LINK_WORDS,
    PRICE,
    QUOTED,
    SMALL_MARKS,
    TAG_LABEL,
    TRACKBACK,
    URL,
    count_boasts,
    count_decoration,
    count_markup,
    find_chaos,
    find_host,
    find_urls,
    has_handle,
    has_loose_comma,
    has_phone,
)
from copydesk.spam.scripts import CJK
from copydesk.spam.segments import PARTING, SHORTEST, find_members, measure_list, measure_shape, part_list
from copydesk.spam.signs import (
    CHAOS,
    DECORATED,
    LABELLED,
    LINK,
    LISTED,
    LOOSE_COMMA,
    MARKED_UP,
    ODD,
    PHONE,
    PRICED,
    QUOTE,
    RUN_ON,
    SPACED_OUT,
    Signs,
    read_signs,
)
from copydesk.spam.words import ENTITY, ZERO_WIDTH, find_pieces, find_words, fold, join_spaced_out, unescape_entities

LEAST_PIECES = 8
"""Letters of scripts without spaces from which their pairs are counted."""
_LATIN = {"Latn"}
OWN_SCRIPT = 0.04
"""Part of a document's letters from which a script is its own."""
_SPECIAL = LINK | PHONE | DECORATED | MARKED_UP | CHAOS | LABELLED | SPACED_OUT | ODD | LOOSE_COMMA | RUN_ON
"""Signs of which a unit that is measured in one piece has none."""
QUIET = frozenset({"offer", "flattery", "services", "seo"})


@dataclass(slots=True)
class Measured:
    """One unit (a line, or a sentence of one) with its features; ``words`` are folded, ``hits`` its cover by the lexicon; ``priced`` and
    ``exclaimed`` count sums of money and ! and ?; ``classes`` are those of the words."""

    start: int
    end: int
    text: str
    words: list[str]
    hits: Hits
    values: dict[str, float] = field(default_factory=dict)
    size: float = 0.0
    members: list[list[str]] = field(default_factory=list)
    inside: bool = False
    prose: bool = False
    priced: int = 0
    exclaimed: int = 0
    classes: bytes = b""


def measure_unit(start: int, end: int, raw: str, document: Document, lexicon: Lexicon) -> Measured:
    """Features of the unit by itself and against its document (neighbours are added by ``add_neighbours``)."""
    text = unescape_entities(raw.strip())
    text = open_hashtags(text, lexicon) if text.count("#") >= HASHTAGS else open_list(text, lexicon)
    lowered = text.lower()
    signs = seen = read_signs(text)
    if not seen.may & _SPECIAL and document.prose is not None and seen.scripts.keys() <= _LATIN and "&#" not in raw:
        plain = _measure_plain(start, end, text, lowered, seen, document, lexicon)
        if plain is not None:
            return plain
    urls = find_urls(text, lowered) if seen.may & LINK else []
    bare = text
    if urls:
        bare = URL.sub(" ", text)
        signs = read_signs(bare)
    if signs.may & ODD:
        folded = join_spaced_out(fold(bare))
    else:
        folded = (bare.lower() if urls else lowered).replace("_", " ")
        folded = join_spaced_out(folded) if signs.may & SPACED_OUT else folded
    read = read_words(folded, document, lexicon)
    reading = words = read.words
    if may_be_masked(read.classes):
        reading = [read_masked(word, lexicon) for word in words]
    if read.hits is None or reading != words:
        hits = measure_hits(reading, folded, lexicon)
    else:
        hits = read.hits
        add_infixes(hits, folded, lexicon)
    if reading is not words:
        for word in reading:
            if is_brand(word, lexicon):
                hits.sure += 1.0
                hits.families["gambling"] = hits.families.get("gambling", 0.0) + 3.0
    unit = Measured(start, end, text, words, hits, exclaimed=seen.exclaimed, classes=read.classes)
    unit.priced = len(PRICE.findall(text)) if seen.may & PRICED else 0
    loose = sum(map(len, UNSPACED.findall(folded))) if signs.may & (RUN_ON | ODD) and not folded.isascii() else 0
    listed = len(folded) > 20 and signs.may & (LISTED | ODD | SPACED_OUT)
    members = part_list(folded, None if document.prose is None else document.prose.vocabulary) if listed else []
    unit.members = members if len(members) >= SHORTEST else []
    unit.size = max(1.0, loose / 2 + sum(1 for w in words if not UNSPACED.search(w)) if loose else float(len(words)))
    value = unit.values
    _measure_form(unit, bare, signs, read, value)
    _measure_links(text, lowered, urls, seen.may, value, lexicon)
    disguised = reading != words or (bool((seen.may & ODD or len(text) < len(raw.strip())) and ZERO_WIDTH.search(raw[1:])))
    value.update(measure_vocabulary(hits, unit.size, disguised))
    _measure_fit(unit, bare, signs.scripts, read, document, value)
    if loose >= LEAST_PIECES:
        _measure_pieces(unit, folded, document, value)
    if unit.members:
        value.update(measure_list(unit.members, lexicon))
        value.update(measure_shape([part.strip() for part in PARTING.split(bare)], unit.members, lexicon))
    if "&#" in raw and len(ENTITY.findall(raw)) * 8 > len(raw) * 0.6:
        value["entities"] = 1.0
    return unit


def _measure_plain(start: int, end: int, text: str, lowered: str, signs: Signs, document: Document, lexicon: Lexicon) -> Measured | None:
    """``measure_unit`` of a Latin text without links and odd signs in a Latin document: nearly all is reckoned in one piece. None for what
    has a masked word, and without a compiler."""
    kernel = find_kernel("gauge")
    if kernel is None or document.scripts.get("Latn", 0.0) < OWN_SCRIPT:
        return None
    folded = lowered.replace("_", " ")
    found = document.prose.weigh(folded)
    if found is None or may_be_masked(found[1]):
        return None
    words, classes, weighed, spoken, amounts, families, kinds = found
    value, prose = kernel.measure_plain(len(words), signs, weighed, spoken, amounts, max(families.values()) if families else 0.0)
    hits = fill_hits(amounts, families, kinds)
    priced = len(PRICE.findall(text)) if signs.may & PRICED else 0
    unit = Measured(start, end, text, words, hits, value, max(1.0, float(len(words))), [], False, prose, priced, signs.exclaimed, classes)
    if signs.may & QUOTE and QUOTED.search(text):
        value["quoted"] = 1.0
    if not prose:
        value["defacement"] = min(1.0, count_boasts(text, lowered) / 2)
    if has_handle(text, lowered):
        value["handle"] = 1.0
    if signs.may & LISTED and len(folded) > 20:
        parts = PARTING.split(text)
        known = document.prose.vocabulary
        members = find_members([part.lower() for part in parts], known) if "_" not in text else part_list(folded, known)
        if len(members) >= SHORTEST:
            unit.members = members
            value.update(measure_list(members, lexicon))
            value.update(measure_shape([part.strip() for part in parts], members, lexicon))
    return unit


def _measure_form(unit: Measured, text: str, signs: Signs, read: Read, value: dict[str, float]) -> None:
    """Sentences, separators, case, repetition, gibberish, decoration."""
    n, may = unit.size, signs.may
    words = unit.words
    value.update(measure_form(n, len(words), signs, read.weighed))
    unit.prose = signs.sentences > 0 and n >= 6
    value["loose comma"] = float(may & LOOSE_COMMA and has_loose_comma(text))
    value["letters with digits"] = min(1.0, read.weighed.mixed / n * 2)
    value["digits"] = read.weighed.figures / n
    chaos = find_chaos(text) if may & CHAOS and (n < 60 or text.isascii()) else []
    value["gibberish"] = min(1.0, len(chaos) / n * 3)
    if not unit.prose:
        value["labelled as tags"] = float(bool(may & LABELLED and TAG_LABEL.match(text)))
        value["defacement"] = min(1.0, count_boasts(text, text.lower()) / 2)
    value["decoration"] = min(1.0, count_decoration(text) / 3) if may & DECORATED else 0.0
    if may & QUOTE and QUOTED.search(text):
        value["quoted"] = 1.0


def measure_form(n: float, words: int, signs: Signs, weighed: Weighed) -> dict[str, float]:
    """Sentences, separators, case and repetition of a text of size ``n`` and so many words."""
    kernel = find_kernel("gauge")
    if kernel is not None:
        found: dict[str, float] = kernel.measure_form(n, words, signs, weighed)
        return found
    sentences = signs.sentences
    value = {
        "long": min(1.0, math.log1p(n) / 5),
        "short": float(n <= 3),
        "terminal": float(signs.terminal),
        "sentences": min(1.0, sentences / 3),
        "separators": min(1.0, signs.separators / n * 2),
    }
    if n >= 12:
        value["stuffing"] = min(1.0, 4 * ((max(1, weighed.most) - 1) / n))
        if sentences == 0:
            value["endless"] = min(1.0, (n - 10) / 40)
    if n >= 14:
        value["words a sentence"] = min(1.0, n / max(1, sentences) / 60)
    if n >= 5 and words:
        value["repeats"] = 1 - weighed.distinct / words
        value["repeated pairs"] = 1 - weighed.pairs / (words - 1) if words > 1 else 0.0
    if signs.cased >= 3:
        value["all lower"] = float(signs.upper == 0)
        value["title case"] = float(signs.upper / signs.cased > 0.8)
    return value


def find_content(words: list[str]) -> list[str]:
    """Those of the words that have a meaning of their own."""
    table = load_function_words()
    return [word for word in words if len(word) > 3 and word not in table and not word.isdigit()]


def _measure_links(text: str, lowered: str, urls: list[str], may: int, value: dict[str, float], lexicon: Lexicon) -> None:
    """Addresses, link markup, telephone numbers, messenger names; and trade words inside the addresses."""
    if urls:
        value["links"] = min(1.0, len(urls) / 3)
        value["link share"] = min(1.0, sum(map(len, urls)) / max(1, len(text)))
        if len(urls) > 1:
            again = max(Counter(map(find_host, urls)).values()) - 1
            value["host again"] = min(1.0, again / 2)
        joined = fold(" ".join(urls))
        parts = find_words(re.sub(r"[-_.]", " ", joined))
        jargon = any(tier == SURE and family not in QUIET for word in parts for family, tier in lexicon.find_entries(word))
        value["trade in link"] = float(jargon or any(word in joined for word in LINK_WORDS))
    value["trackback"] = float(bool(may & MARKED_UP and TRACKBACK.search(text)))
    value["link markup"] = min(1.0, count_markup(text) / 2) if may & MARKED_UP else 0.0
    value["telephone"] = float(may & PHONE and has_phone(text))
    value["handle"] = float(has_handle(text, lowered))


def measure_vocabulary(hits: Hits, n: float, disguised: bool) -> dict[str, float]:
    """Cover by the lexicon of a text of size ``n``, as shares of it and as amounts."""
    most = max(hits.families.values()) if hits.families else 0.0
    kernel = find_kernel("gauge")
    if kernel is not None:
        amounts = (hits.sure, hits.topic, hits.offer, hits.push, hits.flattery, hits.voice, hits.house)
        found: dict[str, float] = kernel.measure_vocabulary(amounts, most, n, disguised)
        return found
    sure, topic, offer, flattery = hits.sure / n, hits.topic / n, hits.offer / n, hits.flattery / n
    value = {
        "sure share": min(1.0, sure),
        "sure amount": min(1.0, math.log1p(hits.sure) / 4),
        "topic share": min(1.0, topic),
        "topic amount": min(1.0, math.log1p(hits.topic) / 4),
        "offer share": min(1.0, offer),
        "offer amount": min(1.0, math.log1p(hits.offer) / 4),
        "push share": min(1.0, hits.push / n),
        "push amount": min(1.0, math.log1p(hits.push) / 4),
        "push and trade": min(1.0, 4 * (sure + topic) * hits.push / n),
        "trade and offer": min(1.0, 4 * (sure + topic) * offer),
        "trade cover": min(1.0, sure + topic + offer / 2),
        "flattery share": min(1.0, flattery),
        "flattery amount": min(1.0, math.log1p(hits.flattery) / 3),
        "voice share": min(1.0, 2 * hits.voice / n),
        "house share": min(1.0, 2 * hits.house / n),
        "disguise": float(disguised and hits.sure + hits.topic > 0),
    }
    if most:
        value["one trade"] = min(1.0, most / (3 * n))
    return value


def _measure_fit(unit: Measured, text: str, scripts: Mapping[str, int], read: Read, document: Document, value: dict[str, float]) -> None:
    """Script, language and vocabulary of the unit against its document; small words of whatever language."""
    letters = sum(scripts.values())
    foreign = 0.0
    if letters >= 2:
        foreign = sum([n for name, n in scripts.items() if document.scripts.get(name, 0.0) < OWN_SCRIPT]) / letters
        if document.scripts.get("Latn", 0.0) < OWN_SCRIPT and scripts.get("Latn"):
            value["foreign Latin"] = scripts["Latn"] / letters
            foreign -= value["foreign Latin"]
    value["foreign script"] = foreign if letters >= 4 else foreign / 2
    words, n = unit.words, len(unit.words)
    if value["gibberish"]:  # what the page says more often is a name
        often = Counter(words)
        strange = [word for word in map(str.lower, find_chaos(text)) if document.vocabulary.get(word, 0) <= often[word]]
        value["gibberish"] = min(1.0, len(strange) / unit.size * 3)
    if document.scripts.get("Kana", 0) > 0.1 and scripts.get("Hani", 0) >= 8 and not scripts.get("Kana", 0):
        value["han without kana"] = 1.0
    own, best, weighed = read.own, read.best, read.weighed
    apart = letters and scripts.keys() - _LATIN and sum(scripts.get(s, 0) for s in (*CJK, "Thai")) > letters / 2
    share = _small_share(scripts, text, letters) if apart else best / max(1, n)
    value["small words"] = min(1.0, 2 * share)
    if n >= 6 and best >= 3 and own < best / 2 and best / n > 0.2:
        value["foreign language"] = 1.0
    if n >= 4:
        value["no small words"] = float(share < 0.05)
        value["frequent in document"] = min(1.0, 2 * weighed.frequent / n)
        if weighed.long:
            value["known to document"] = (weighed.again if unit.prose else weighed.known) / weighed.long
    if not unit.prose and scripts.get("Thai", 0) > letters / 2 and letters >= 60 and share >= 0.12:
        unit.prose = True  # Thai ends no sentence with a mark: its small words tell prose from keywords
    if unit.prose:
        value["prose"] = 1.0
        value["prose of the document"] = float(foreign + value.get("foreign Latin", 0.0) < 0.3 and "foreign language" not in value)
    else:
        for name in ("foreign script", "foreign Latin", "foreign language"):
            if value.get(name):
                value[f"{name}, no sentence"] = value[name]


def _measure_pieces(unit: Measured, folded: str, document: Document, value: dict[str, float]) -> None:
    """What words tell elsewhere, told by pairs of letters where nothing parts the words: repetition, and what the document knows."""
    pieces = Counter(find_pieces(folded))
    total = pieces.total()
    if not total:
        return
    value["repeated pieces"] = 1 - len(pieces) / total
    known = sum(1 for piece, n in pieces.items() if document.pieces.get(piece, 0) > (n if unit.prose else 0))
    value["pieces known to document"] = known / len(pieces)


def _small_share(scripts: Mapping[str, int], text: str, letters: int) -> float:
    """Small words of the scripts that write none apart, as a share of the letters (scaled to compare with counted words)."""
    found = sum(len(SMALL_MARKS[name].findall(text)) for name in SMALL_MARKS if scripts.get(name))
    return min(1.0, 2.5 * found / letters)
