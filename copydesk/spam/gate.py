"""The cheap gate: which lines could be junk at all.

Sound news text must cost next to nothing, so a few quick looks over the whole page come first: words and pairs of words that
only trades use, marks of links and keyword lists, letters of a script that the page hardly uses, and long lines without any
sentence mark. Lines without any of them are not measured, and a page without any such line is done.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter

from copydesk.spam.document import TERMINAL, load_function_words, script_of_letter
from copydesk.spam.lexicon import Lexicon

_LITERALS = (
    *("://", "www.", "[url", "[URL", "[link", "<a ", "href=", "[...]", "[…]", "&#", ">>", "<<"),
    *(" , ", " | ", "| ", "|\n", " / ", " • ", " · ", " » "),
)
_SIGNS = re.compile("[Ａ-Ｚａ-ｚ]{3}|[｜★☆✅⚡🔥➤►▶◆●💰👉☎📞💯、]")
_NUMBER = re.compile(r"\+\d{7}|\d{3}[ .-]\d{3}[ .-]\d{4}|\d{10,12}(?!\d)|[A-Za-z][0134570][A-Za-z]{3}|[a-z][а-я]|[а-я][a-z]")
_BRAND = re.compile(r"(?<=[A-Za-z]{3})(?:4[dD]|77|88|99|69|138|168|188|303|338|365|388|555|666|777|787|789|888|889|999)(?!\w)")
_CHAOS = re.compile(r"[a-z][A-Z]{2,}[a-z]")
_LIST = re.compile(r"\S [,|/•·»] [^\n,|/•·»]{1,60} [,|/•·»] |[|｜][^|｜\n]{1,60}[|｜]|\|\s*$|、[^\n、]{1,20}、[^\n、]{1,20}、")
_SURE = re.compile(
    r"://|www\.|\[/?url|\[/?link|<a |href=|\[(?:\.\.\.|…)\]|&#|>>|<<|[★☆✅⚡🔥➤►▶◆●💰👉☎📞💯]|[Ａ-Ｚａ-ｚ]{3}", re.IGNORECASE
)
_PUNCTUATION = '.,;:!?"()|/-[]'
_STRANGE = re.compile("[^\x00-\u024f\u1e00-\u1eff\u2000-\u214f\\s]{2}")
LONG_WORDS = 14
"""Words in a line without any sentence mark from which it may be a keyword string."""
SMALL_SHARE = 0.3
"""Share of small words (of any language) from which a line without sentence marks is a sentence all the same."""
SPARSE = 0.08
"""Cover of a sentence by trade words below which it is news *about* the trade, and not looked at."""
OWN_SHARE = 0.3
MAIN_SHARE = 0.04
"""Share of the page's letters from which a script, or the Latin script, is the page's own."""


def find_suspects(lines: list[str], text: str, lexicon: Lexicon) -> list[int]:
    """Indices of the lines that deserve a full look, ascending. ``text`` is the lines as they stand on the page."""
    lowered = text.lower()
    words = _split_words(lowered)
    seen = set(words)
    hot = (seen & lexicon.triggers) | {word for word in seen if word[:3] in lexicon.heads and _is_stem(word, lexicon)}
    pairs = lexicon.pairs.intersection(itertools.pairwise(words)) if not seen.isdisjoint(lexicon.first_words) else frozenset()
    found = _find_forms(lines, text)
    if not text.isascii() and _STRANGE.search(text):
        found |= _find_strange(lines, text, lexicon)
    for i, line in enumerate(lines):
        if len(line) > 60 and i not in found and _is_endless(line):
            found.add(i)
    if hot or pairs:
        needles = [*hot, *(word for pair in pairs for word in (max(pair, key=len),))]
        near = _find_lines(lines, [at for needle in dict.fromkeys(needles) for at in _find_all(lowered, needle)], text)
        found |= {i for i in near if i not in found and _is_hot(lines[i], hot, pairs)}
    return sorted(i for i in found if lines[i].strip())


def _is_stem(word: str, lexicon: Lexicon) -> bool:
    return any(tier == 2 for _, tier in lexicon.find_entries(word))


def _split_words(lowered: str) -> list[str]:
    """Words between white space and common punctuation; a chain of replacements is the fastest way there is."""
    for mark in _PUNCTUATION:
        lowered = lowered.replace(mark, " ")
    return lowered.split()


def _find_all(text: str, needle: str) -> list[int]:
    """Every place of a needle in the text."""
    found = []
    at = text.find(needle)
    while at >= 0:
        found.append(at)
        at = text.find(needle, at + len(needle))
    return found


def _find_lines(lines: list[str], offsets: list[int], text: str) -> set[int]:
    """The lines that hold the offsets (into ``text``; lower-casing may shift a few, which costs a look at a neighbour)."""
    if not offsets:
        return set()
    starts, here = [], 0
    for line in lines:
        here = text.find(line, here) if line else here
        starts.append(here)
        here += len(line)
    return {max(0, bisect_right(starts, offset) - 1) for offset in offsets}


def _find_forms(lines: list[str], text: str) -> set[int]:
    """Lines with a mark of links, markup, keyword lists or decoration."""
    at = [offset for literal in _LITERALS if literal in text for offset in _find_all(text, literal)]
    at += [m.start() for m in _NUMBER.finditer(text)]
    at += [m.start() for m in _CHAOS.finditer(text)]
    at += [m.start() for m in _BRAND.finditer(text)]
    if not text.isascii():
        at += [m.start() for m in _SIGNS.finditer(text)]
    found = set()
    for i in _find_lines(lines, at, text):
        line = lines[i]
        if _SURE.search(line) or _LIST.search(line) or _NUMBER.search(line) or _CHAOS.search(line) or _BRAND.search(line):
            found.add(i)
    return found


def _find_strange(lines: list[str], text: str, lexicon: Lexicon) -> set[int]:
    """Lines with letters of a script that is not the page's own, or with a trade word of an unspaced script."""
    counts: Counter[str] = Counter()
    for char, n in Counter(text).items():
        counts[script_of_letter(char)] += n
    counts.pop("", None)
    total = sum(counts.values()) or 1
    ranked = counts.most_common(4)
    main = {"", ranked[0][0], *(name for name, n in ranked if n / total >= OWN_SHARE)} if ranked else {""}
    if counts["Latn"] / total >= MAIN_SHARE:
        main.add("Latn")  # brands and names: a page in any script has some Latin letters of its own
    found = set()
    for i, line in enumerate(lines):
        if line.isascii() and "Latn" in main:
            continue
        if sum(script_of_letter(char) not in main for char in set(line)) >= 2:
            found.add(i)
        elif not line.isascii():
            hits = sum(1 for _ in lexicon.sure_infix.finditer(line.lower()))
            if hits and (hits * 40 >= len(line) or not TERMINAL.search(line.rstrip())):
                found.add(i)
    return found


def _is_endless(line: str) -> bool:
    """Many words and no sentence mark among them or at the end."""
    if ". " in line or line.rstrip()[-1:] in '.!?…:”"':
        return False
    if line.count(" ") < LONG_WORDS or "? " in line or "! " in line:
        return False
    small = load_function_words()
    words = _split_words(line.lower())
    return sum(word in small for word in words) < SMALL_SHARE * len(words)


def _is_hot(line: str, hot: set[str], pairs: frozenset[tuple[str, str]] | set[tuple[str, str]]) -> bool:
    """Does the line hold trade words: one is enough for a fragment, a sentence must be covered to a part."""
    words = _split_words(line.lower())
    n = sum(word in hot for word in words)
    if pairs:
        n += sum(2 for pair in itertools.pairwise(words) if pair in pairs)
    if not n:
        return False
    if len(words) > 16 and (". " in line or TERMINAL.search(line.rstrip())):
        return n >= 4 and n >= SPARSE * len(words)
    return True
