"""The cheap gate: which lines could be junk at all.

Sound news text must cost next to nothing, so a page is first asked as a whole whether any line of it can hold a link, a brand or a
list (``marks``), and its words are classed and counted, all lines at once (``forms``): words that trades use, words of buying and
selling, long strings of words without a sentence. Only lines whose counts are odd are looked at, and a page without any is done.
"""

from __future__ import annotations

import re
from collections import Counter

from copydesk.late import compile_late
from copydesk.spam.document import is_terminated, load_function_words
from copydesk.spam.forms import LONG_WORDS, SMALL_SHARE, VERY_LONG_WORDS, Worded, find_signed, find_worded
from copydesk.spam.lexicon import NO_TRADE, SURE, UNSPACED, Lexicon
from copydesk.spam.marks import CASED, ENTRIES, STRANGE, glance, has_mark, may_have_mark
from copydesk.spam.scripts import count_scripts, script_of_letter
from copydesk.spam.words import find_words, fold

_STRANGE = re.compile("[^\x00-\u024f\u1e00-\u1eff\u2000-\u214f\\s][^\x00-\u024f\u1e00-\u1eff\u2000-\u214f\\s]")
_CHINESE = compile_late("[^A-Za-z]{0,9}[\u3040-\u30ff\u3400-\u9fff]{2}")
_BULLETS = " \t\u00a0*+-–•·>»"
_STOPPED = re.compile("[。！？，；：]")
_NO_ENTRY = '.!?:…,;"”。！？：؟।'
PRAISING = 0.04
"""Cover by words of praise from which a paragraph with two of them is looked at."""
SPARSE = 0.08
"""Cover of a sentence by trade words below which it is news *about* the trade, and not looked at."""
OFFERED, PITCHED, COVERED = 0.15, 0.2, 0.3
"""Cover by words of trades and offers from which a fragment, a sentence, a fragment in a script without spaces is a pitch."""
PITCH_WORDS, PITCH_LETTERS = 90, 240
"""Words, and letters of a script without spaces, up to which a paragraph may be one advertiser's pitch."""
PITCHING, BRIEF_WORDS = 0.14, 50
"""Cover of a paragraph by such words from which it is looked at (a sound line in a hundred is), and words of the longest praise or call."""
MIXED_WORDS, MIXED, TOLD_WORDS, TOLD = 3, 0.12, 4, 0.15
"""Words of a seller, an offer, a trade or praise together, and their cover, from which a paragraph is looked at that says a word of
advertising; the same for one that says none, as four in five of the sound paragraphs between the two bounds do."""
LEAST_COVER = min(PITCHING, PITCHED, MIXED, TOLD)
"""Cover below which no paragraph is looked at for what it says, unless it uses jargon, or words of advertising or of praise twice."""
PARTS, LISTED_WORDS, MEMBER_WORDS, MEMBERS = 3, 9, 2, 5
"""Marks between the members of a list, its words, and words to a mark, from which it may be a list of wares: names have one or two; and
its members where nothing but spaces parts them."""
STACKED, STACKED_LETTERS, STACKED_SHARE = 5, 60, 0.6
"""Lines of a list of phrases, one to a line; letters of the longest; the part of them that begin small, or alike."""
EDGE = 5
"""Letters by which lines are first compared."""
ASKED, ASKED_SHARE = 3, 0.6
"""Questions of one line that ask after one thing, and their part of all its questions."""
CHUNK = 4.5
"""Letters, with a space, of the shortest phrases on average that spaces part in Chinese and Japanese: sections of a menu have two."""
SPEAKING, SELLING = 2, 2
"""Words of a seller and others of the lexicon from which a sentence without spaces is looked at though it sells nothing surely."""
OWN_SHARE = 0.3
MAIN_SHARE = 0.04
"""Share of the page's letters from which a script, or the Latin script, is the page's own."""


def find_suspects(lines: list[str], lexicon: Lexicon) -> list[int]:
    """Indices of the lines that deserve a full look, ascending. Linear in the text."""
    joined = "\n".join(lines)
    data = joined.encode("utf-8", "surrogatepass")
    seen, listed = glance(data, PARTS)
    lowered = joined.lower().encode("utf-8", "surrogatepass") if seen & CASED else data.lower()
    found = {row.line for row in find_worded(lowered, lexicon) if _is_suspect(lines[row.line], row)}
    found.update(i for i in listed if _is_list(lines[i]))
    if seen & ENTRIES:
        found.update(_find_stacked(lines))
    if data.count(b"?") >= ASKED:
        found.update(i for i, line in enumerate(lines) if line.count("?") >= ASKED and _asks_for_one_thing(line))
    if may_have_mark(joined, data, lowered, seen):
        found.update(i for i in find_signed(data) if has_mark(lines[i]))
    if seen & STRANGE and _STRANGE.search(joined):
        found |= _find_strange(lines, joined, lexicon)
    return sorted(i for i in found if lines[i].strip())


def _is_suspect(text: str, row: Worded) -> bool:
    """Do the words of a line make it a suspect? What is asked first costs least."""
    _, words, jargon, topic, offer, push, praise, _, voice = row
    if not jargon:
        said = topic + offer + push + praise + voice
        if said < 2:  # no other rule is content with that
            return _is_endless(text, row)
        if said < LEAST_COVER * words and push < 2 and praise < 2:  # too thin for any other, but for an offer beside an address
            return _is_endless(text, row) or ("@" in text and _is_offer(text, row))
    return _is_hot(text, row) or _is_endless(text, row) or _is_offer(text, row) or _is_pitch(row)


def _count_stops(text: str) -> int:
    return text.count(".") + text.count("!") + text.count("?")


def _is_hot(text: str, row: Worded) -> bool:
    """Jargon (one word is enough for a fragment, a sentence must be covered to a part) or praise of a site."""
    if row.praise >= 2 and row.praise >= PRAISING * row.words:
        return True
    if not row.jargon:
        return False
    return (row.jargon >= 4 and row.jargon >= SPARSE * row.words) or row.words <= 16 or not _count_stops(text)


def _is_endless(text: str, row: Worded) -> bool:
    """Many words with no sentence mark among them or at the end, hardly any small word, and some word of a trade or an offer."""
    if row.words < LONG_WORDS or row.small >= SMALL_SHARE * row.words:
        return False
    if row.words < VERY_LONG_WORDS and row.offer + row.topic + row.jargon < 2:
        return False
    return _count_stops(text) * 12 <= row.words and text.rstrip()[-1:] not in '.!?…:”"' and ". " not in text


def _is_offer(text: str, row: Worded) -> bool:
    """A line that sells: a fragment with two words of advertising, a list between commas, a dense sentence, an offer beside an address."""
    _, words, jargon, topic, offer, push, _, _, _ = row
    trade = jargon + topic + offer
    if not trade:
        return False
    if trade >= 4 and push + jargon >= 2 and trade >= PITCHED * words and words >= 8:
        return True
    if trade >= 2 and words <= 60 and "@" in text:
        return True
    if words < 5 or trade < PITCHING * words or _count_stops(text):
        return False
    listed = trade >= 2 and words >= 10 and text.count(",") + text.count(";") + text.count(":") >= 3
    return listed or (push >= 2 and trade >= OFFERED * words)


def _is_pitch(row: Worded) -> bool:
    """A sentence or more that speaks to the reader and sells, or praises and sells or speaks."""
    _, words, jargon, topic, offer, push, praise, _, voice = row
    if not 8 <= words <= PITCH_WORDS:
        return False
    trade = jargon + topic + offer
    sold = push + trade
    told = praise + sold
    brief = words <= BRIEF_WORDS
    selling = voice >= 1 and push >= 1 and sold >= 2 and sold + voice >= PITCHING * words
    praising = praise >= 1 and told + voice >= 3 and told >= PITCHING * words and brief
    calling = push >= 2 and (voice >= 1 or (sold >= SPARSE * words and brief))
    dense = voice >= 1 and trade >= 3 and trade + voice >= PITCHED * words
    spoken = voice + push + praise
    least, cover = (MIXED_WORDS, MIXED) if push else (TOLD_WORDS, TOLD)
    mixed = spoken >= 1 and spoken + trade >= max(least, cover * words)
    return selling or praising or calling or dense or mixed


def _is_list(text: str) -> bool:
    """A list of four phrases and more, whatever they are of, but for names and figures: no sentence mark, few small words."""
    parts = text.count(",") + text.count("|") + text.count("/") + text.count("،")
    if parts < PARTS or _count_stops(text) or text.rstrip()[-1:] in '…:”"':
        return False
    words = find_words(fold(text))
    if len(words) < max(LISTED_WORDS, MEMBER_WORDS * parts) or sum(map(str.isdigit, text)) > len(words):
        return False
    return sum(word in load_function_words() for word in words) < SMALL_SHARE * len(words)


def _find_stacked(lines: list[str]) -> set[int]:
    """Lists of phrases, one to a line: short lines without a stop that begin small, or that all begin or end alike; bullets aside."""
    short = (len(line) > 0 and (len(line) <= STACKED_LETTERS or len(line.strip()) <= STACKED_LETTERS) for line in lines)
    if sum(short) < STACKED:
        return set()
    texts = [line.strip(_BULLETS).removeprefix("o ").strip() for line in lines]
    if sum([text[:2].islower() for text in texts]) < STACKED and not _repeat_edges(texts):
        return set()
    found: set[int] = set()
    run: list[int] = []
    for i, text in enumerate([*texts, "."]):
        if not text:
            continue
        if len(text) <= STACKED_LETTERS and text[-1] not in _NO_ENTRY and " " in text:
            run.append(i)
            continue
        if len(run) >= STACKED:
            listed = [texts[k] for k in run]
            if sum([text[:2].islower() for text in listed]) >= STACKED_SHARE * len(run) or _share_edge(listed):
                found.update(run)
        run = []
    return found


def _repeat_edges(texts: list[str]) -> bool:
    """Do STACKED lines begin with the same letters, or end with them, as the line before them?"""
    short = [text for text in texts if 2 * EDGE < len(text) <= STACKED_LETTERS]
    if len(short) < STACKED:
        return False
    heads, tails = [text[:EDGE] for text in short], [text[-EDGE:] for text in short]
    return sum(map(str.__eq__, heads, heads[1:])) >= STACKED - 1 or sum(map(str.__eq__, tails, tails[1:])) >= STACKED - 1


def _share_edge(texts: list[str]) -> bool:
    """Has most of a list's lines the same first or the same last word, of EDGE letters and more? The same line again says nothing."""
    texts = list(dict.fromkeys(texts))
    edges = [Counter([word for text in texts if len(word := text.split()[at]) >= EDGE]) for at in (0, -1)]
    return max(max(edge.values(), default=0) for edge in edges) >= max(STACKED - 1, STACKED_SHARE * len(texts))


def _asks_for_one_thing(text: str) -> bool:
    """Does a line of questions ask after the same thing again and again?"""
    questions = [set(find_words(fold(part))) for part in text.split("?")[:-1]]
    small = load_function_words()
    counts = Counter(word for words in questions for word in words if len(word) > 3 and word not in small)
    return max(counts.values(), default=0) >= max(ASKED, ASKED_SHARE * len(questions))


def _find_strange(lines: list[str], joined: str, lexicon: Lexicon) -> set[int]:
    """Lines with letters of a script that is not the page's own, or with a trade word of an unspaced script."""
    counts = count_scripts(joined)
    total = sum(counts.values()) or 1
    ranked = counts.most_common(4)
    main = {"", ranked[0][0], *(name for name, n in ranked if n / total >= OWN_SHARE)} if ranked else {""}
    if counts["Latn"] / total >= MAIN_SHARE:
        main.add("Latn")  # brands and names: a page in any script has some Latin letters of its own
    foreign: frozenset[str] = frozenset()
    if not main.issuperset(counts):
        foreign = frozenset([char for char in set(joined) if script_of_letter(char) not in main])
    unspaced = UNSPACED.search(joined.lower()) is not None
    found = set()
    for i, line in enumerate(lines):
        plain = line.isascii()
        if plain and "Latn" in main:
            continue
        strange = foreign and len(foreign.intersection(line)) >= 2
        if strange or (unspaced and not plain and _sells_unspaced(line.strip().lower(), lexicon)):
            found.add(i)
    return found


def _sells_unspaced(text: str, lexicon: Lexicon) -> bool:
    """Whether trade words of unspaced scripts take up enough of a line (stripped, in lower case)."""
    if not UNSPACED.search(text):
        return False
    hits = len(lexicon.sure_infix.find(text))
    ended = is_terminated(text)
    covered = 0 if ended or hits else sum(end - start for start, end in lexicon.any_infix.find(text))
    if (hits and (hits * 40 >= len(text) or not ended)) or 0 < COVERED * len(text) <= covered:
        return True
    if (covered or not ended) and len(text.split()) >= MEMBERS and (covered or _is_chunked(text)):
        return True
    return ended and len(text) <= PITCH_LETTERS and _speaks_and_sells(text, lexicon)


def _is_chunked(text: str) -> bool:
    """Is a line of Chinese or Japanese parted by spaces alone, into phrases longer than the sections of a menu?"""
    chunks = text.split()
    return len(text) >= CHUNK * len(chunks) and _CHINESE.match(text) is not None and _STOPPED.search(text) is None


def _speaks_and_sells(text: str, lexicon: Lexicon) -> bool:
    """Does a sentence in a script without spaces speak to its reader and say two words of advertising or of trades?"""
    speaking = len(lexicon.voice_infix.find(text))
    if not speaking:
        return False
    found = [entry for start, end in lexicon.any_infix.find(text) for entry in lexicon.infixes[text[start:end]]]
    sold = sum(family not in NO_TRADE for family, _ in found)
    return sold >= SELLING and (("offer", SURE) in found or speaking >= SPEAKING)
