"""The cheap gate: which lines could be junk at all.

Sound news text must cost next to nothing, so every line of a page is first counted (``forms``), all lines at once: words that
trades use, words of buying and selling, marks of links and lists, letters of a script that the page hardly uses, long strings
of words without a sentence. Only lines whose counts are odd are looked at, and a page without any is done.
"""

from __future__ import annotations

import re
from collections import Counter

from copydesk.spam.document import is_terminated, scripts_of_letters
from copydesk.spam.forms import AT, COMMA, DIGIT, MARK, SLASH, STOP, Forms, measure_forms
from copydesk.spam.lexicon import SURE, UNSPACED, VOICE, Lexicon
from copydesk.spam.marks import has_mark

_STRANGE = re.compile("[^\x00-\u024f\u1e00-\u1eff\u2000-\u214f\\s][^\x00-\u024f\u1e00-\u1eff\u2000-\u214f\\s]")
LONG_WORDS = 14
"""Words in a line without any sentence mark from which it may be a keyword string."""
VERY_LONG_WORDS = 36
"""The same for a line without any word of a trade or of buying and selling."""
SMALL_SHARE = 0.3
"""Share of small words (of any language) from which a line without sentence marks is a sentence all the same."""
SPARSE = 0.08
"""Cover of a sentence by trade words below which it is news *about* the trade, and not looked at."""
OFFERED, PITCHED, COVERED = 0.15, 0.2, 0.3
"""Cover by words of trades and offers from which a fragment, a sentence, a fragment in a script without spaces is a pitch."""
PITCH_WORDS, PITCH_LETTERS = 70, 240
"""Words, and letters of a script without spaces, up to which a paragraph may be one advertiser's pitch."""
PITCHING, BRIEF_WORDS = 0.14, 50
"""Cover of a paragraph by such words from which it is looked at (a sound line in a hundred is), and words of the longest praise or call."""
OWN_SHARE = 0.3
MAIN_SHARE = 0.04
"""Share of the page's letters from which a script, or the Latin script, is the page's own."""


def find_suspects(lines: list[str], lexicon: Lexicon) -> list[int]:
    """Indices of the lines that deserve a full look, ascending. Linear in the text."""
    joined = "\n".join(lines)
    forms = measure_forms(joined, lexicon)
    found = {i for i in _find_marked(forms) if has_mark(lines[i])}
    found.update(_find_hot(forms))
    found.update(_find_endless(lines, forms))
    found.update(_find_offers(forms))
    found.update(_find_pitches(forms))
    if not joined.isascii() and _STRANGE.search(joined):
        found |= _find_strange(lines, joined, lexicon)
    return sorted(i for i in found if lines[i].strip())


def _find_marked(forms: Forms) -> list[int]:
    """Lines whose signs are worth a search for links, markup, telephone numbers, brands and lists."""
    signs = forms.signs
    many = (signs[:, MARK] > 0) | (signs[:, SLASH] >= 3) | (signs[:, DIGIT] >= 9) | (forms.loose >= 2)
    return [int(i) for i in (many | forms.odd).nonzero()[0]]


def _find_hot(forms: Forms) -> list[int]:
    """Lines that hold jargon (one word is enough for a fragment, a sentence must be covered to a part) or praise of a site."""
    sentence = (forms.words > 16) & (forms.signs[:, STOP] > 0)
    hot = (forms.jargon > 0) & (~sentence | ((forms.jargon >= 4) & (forms.jargon >= SPARSE * forms.words)))
    return [int(i) for i in (hot | (forms.praise >= 2)).nonzero()[0]]


def _find_endless(lines: list[str], forms: Forms) -> list[int]:
    """Lines of many words with no sentence mark among them or at the end, hardly any small word, and some word of a trade or an offer."""
    signs = forms.signs
    trade = forms.offer + forms.topic + forms.jargon
    long = (forms.words >= VERY_LONG_WORDS) | ((forms.words >= LONG_WORDS) & (trade >= 2))
    chosen = (long & (forms.small < SMALL_SHARE * forms.words) & (signs[:, STOP] * 12 <= forms.words)).nonzero()[0]
    return [int(i) for i in chosen if lines[i].rstrip()[-1:] not in '.!?…:”"' and ". " not in lines[i]]


def _find_offers(forms: Forms) -> list[int]:
    """Lines that sell: fragments with two words of advertising, lists between commas, dense sentences, and an offer beside an address."""
    trade = forms.jargon + forms.topic + forms.offer
    fragment = (forms.signs[:, STOP] == 0) & (forms.push >= 2) & (trade >= OFFERED * forms.words) & (forms.words >= 5)
    pitch = (forms.push + forms.jargon >= 2) & (trade >= PITCHED * forms.words) & (trade >= 4) & (forms.words >= 8)
    listed = (
        (forms.signs[:, STOP] == 0) & (forms.signs[:, COMMA] >= 3) & (trade >= PITCHING * forms.words) & (trade >= 2) & (forms.words >= 10)
    )
    written = (forms.signs[:, AT] > 0) & (trade >= 2) & (forms.words <= 60)
    return [int(i) for i in (fragment | pitch | listed | written).nonzero()[0]]


def _find_pitches(forms: Forms) -> list[int]:
    """Lines of a sentence or more that speak to the reader and sell, or praise and sell or speak."""
    trade = forms.jargon + forms.topic + forms.offer
    short = (forms.words >= 8) & (forms.words <= PITCH_WORDS)
    sold = forms.push + trade
    told = forms.praise + sold
    brief = forms.words <= BRIEF_WORDS
    selling = (forms.voice >= 1) & (forms.push >= 1) & (sold >= 2) & (sold + forms.voice >= PITCHING * forms.words)
    praising = (forms.praise >= 1) & (told + forms.voice >= 3) & (told >= PITCHING * forms.words) & brief
    calling = (forms.push >= 2) & (sold >= SPARSE * forms.words) & brief
    dense = (forms.voice >= 1) & (trade >= 3) & (trade + forms.voice >= PITCHED * forms.words)
    return [int(i) for i in (short & (selling | praising | calling | dense)).nonzero()[0]]


def _find_strange(lines: list[str], joined: str, lexicon: Lexicon) -> set[int]:
    """Lines with letters of a script that is not the page's own, or with a trade word of an unspaced script."""
    chars = Counter(joined)
    counts: Counter[str] = Counter()
    scripts = dict(zip(chars, scripts_of_letters(chars), strict=True))
    for name, n in zip(scripts.values(), chars.values(), strict=True):
        counts[name] += n
    counts.pop("", None)
    total = sum(counts.values()) or 1
    ranked = counts.most_common(4)
    main = {"", ranked[0][0], *(name for name, n in ranked if n / total >= OWN_SHARE)} if ranked else {""}
    if counts["Latn"] / total >= MAIN_SHARE:
        main.add("Latn")  # brands and names: a page in any script has some Latin letters of its own
    foreign = frozenset([char for char, name in scripts.items() if name not in main]) if not main.issuperset(counts) else frozenset()
    unspaced = UNSPACED.search(joined.lower()) is not None
    found = set()
    for i, line in enumerate(lines):
        plain = line.isascii()
        if plain and "Latn" in main:
            continue
        if (foreign and len(foreign.intersection(line)) >= 2) or (unspaced and not plain and _is_pitch(line.strip().lower(), lexicon)):
            found.add(i)
    return found


def _is_pitch(text: str, lexicon: Lexicon) -> bool:
    """Whether trade words of unspaced scripts take up enough of a line (stripped, in lower case)."""
    if not UNSPACED.search(text):
        return False
    hits = len(lexicon.sure_infix.find(text))
    ended = is_terminated(text)
    covered = 0 if ended or hits else sum(end - start for start, end in lexicon.any_infix.find(text))
    if (hits and (hits * 40 >= len(text) or not ended)) or 0 < COVERED * len(text) <= covered:
        return True
    return ended and len(text) <= PITCH_LETTERS and _speaks_and_sells(text, lexicon)


def _speaks_and_sells(text: str, lexicon: Lexicon) -> bool:
    """Does a sentence in a script without spaces speak to its reader and say two words of advertising?"""
    if not lexicon.voice_infix.find(text):
        return False
    found = [entry for start, end in lexicon.any_infix.find(text) for entry in lexicon.infixes[text[start:end]]]
    return sum(entry == ("offer", SURE) for entry in found) >= 1 and sum(family != VOICE for family, _ in found) >= 2
