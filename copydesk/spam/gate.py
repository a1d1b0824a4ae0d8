"""The cheap gate: which lines could be junk at all.

Sound news text must cost next to nothing, so every line of a page is first counted (``forms``), all lines at once: words that
trades use, words of buying and selling, marks of links and lists, letters of a script that the page hardly uses, long strings
of words without a sentence. Only lines whose counts are odd are looked at, and a page without any is done.
"""

from __future__ import annotations

import re
from collections import Counter

from copydesk.spam.document import is_terminated, scripts_of_letters
from copydesk.spam.forms import AT, DIGIT, MARK, SLASH, STOP, Forms, measure_forms
from copydesk.spam.lexicon import UNSPACED, Lexicon
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
    """Lines that sell: fragments with two words of advertising, sentences that are dense with it, and an offer beside an address."""
    trade = forms.jargon + forms.topic + forms.offer
    fragment = (forms.signs[:, STOP] == 0) & (forms.push >= 2) & (trade >= OFFERED * forms.words) & (forms.words >= 5)
    pitch = (forms.push + forms.jargon >= 2) & (trade >= PITCHED * forms.words) & (trade >= 4) & (forms.words >= 8)
    written = (forms.signs[:, AT] > 0) & (trade >= 2) & (forms.words <= 60)
    return [int(i) for i in (fragment | pitch | written).nonzero()[0]]


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
    return bool((hits and (hits * 40 >= len(text) or not ended)) or 0 < COVERED * len(text) <= covered)
