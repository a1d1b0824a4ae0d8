"""Which words of a page are not at home on it? Only lines with such words can be damaged.

A page in Czech may hold any Czech word; ``pøi`` is at home in Danish and so a stranger there, as ``café`` is in an English page.
The languages of the page are told by a few of its short words, for each alphabet that has its share of the page: a lone Cyrillic
word among French ones is a stranger however Russian it is. Chinese written with spaces is Korean in disguise.
"""

from __future__ import annotations

import re
from typing import Final

from copydesk.late import compile_late
from copydesk.mojibake.glance import ALPHABETS, ANYWHERE, EAST, load_glance
from copydesk.mojibake.shapes import is_alphabet, is_drawing
from copydesk.mojibake.survey import GLUED, survey_text

_LOOKED_AT: Final = 250  # words of a page that are looked at for it
_SAMPLE: Final = 48  # words that tell the languages of a page
_NEAR: Final = 6.0  # bits up to which a second language is as likely as the first
_DISSENT: Final = 200  # words of which one may be at home in the first language of the page and not in the second
_SHARE: Final = 0.1  # of the letters of a page that an alphabet must have to count as its own
_SPACED: Final = compile_late("[\u4e00-\u9fff] [\u4e00-\u9fff][^ \n]{0,9} [\u4e00-\u9fff]")
_GLUED: Final = re.compile("(?<=[^\x00-\x7f\xa0])\xa0")
_GLUED_LENGTH: Final = 40  # characters on either side of it
_LOST: Final = re.compile("[\x80-\x9f\ufffd]")


def find_strangers(text: str, seen: int | None = None) -> tuple[frozenset[str], tuple[int, ...]]:
    """The words (runs without white space) that are at home in no language of the text, and the numbers of those languages (none where
    there is no such word). ``seen``: the signs of the text, if it was surveyed before."""
    glued = (survey_text(text) if seen is None else seen) & GLUED
    words = split_words(text) if glued else None
    glance = load_glance()
    count, odd = glance.look(text, words)
    if not odd:
        return frozenset(), ()
    own = _own_languages(text, words, count)
    known, allowed = glance.known, dict[int, bool]()
    for home in {known[word] for word in odd}:
        code = glance.alphabet_of(home)
        want = own & (glance.script_bits[code] if code >= 0 else ANYWHERE | EAST)
        allowed[home] = bool(home & want) and (code < 0 or not want & ~home)
    if all(allowed.values()):
        return frozenset(), ()
    strangers = frozenset([w for w in odd if not allowed[known[w]] and not is_alphabet(w) and not is_drawing(w)])
    return strangers, glance.languages_of(own)


def split_words(text: str) -> list[str]:
    """The runs without white space, and those about a no-break space after a letter beyond ASCII: it may be the second byte of that."""
    words = text.split()
    for found in _GLUED.finditer(text) if "\xa0" in text else ():
        before = text[max(0, found.start() - _GLUED_LENGTH) : found.start()].split()
        after = text[found.end() : found.end() + _GLUED_LENGTH]
        if before:
            words.append(f"{before[-1]}\xa0{after.split()[0] if after[:1].strip() else ''}")
    return words


def _own_languages(text: str, words: list[str] | None, count: int) -> int:
    """The bits of the languages that the page is in. ``words``: its runs without white space, if they are others; ``count`` of them."""
    glance = load_glance()
    step = max(1, count // _LOOKED_AT)
    sampled = glance.sample(text, step, _SAMPLE, _NEAR) if words is None else None
    letters, found, latin = _take_sample((words or text.split())[::step]) if sampled is None else sampled
    total = sum(letters)
    own = ANYWHERE
    if letters[1] >= _SHARE * total:
        own |= EAST
    if letters[0] + letters[2] >= _SHARE * total:
        own |= latin
    for code, homes in enumerate(found):
        if homes and letters[code + 2] >= _SHARE * total:
            own |= _most_at_home(code, homes)
    return own


def _take_sample(sample: list[str]) -> tuple[list[int], list[list[int]], int]:
    """Characters by alphabet of the sampled words, the homes of those in each alphabet but the Latin, and the bits of the languages of the
    Latin that are likeliest; the kernel's twin."""
    glance = load_glance()
    known = glance.known
    letters = [0] * (len(ALPHABETS) + 2)  # ASCII, Chinese and the like, then each alphabet beyond ASCII
    found: list[list[int]] = [[] for _ in ALPHABETS]
    latin = []
    for word in sample:
        home = known.get(word)
        if home is None:
            letters[0] += len(word)
            if word.isascii() and word.islower() and word.isalpha():
                latin.append(word)
        elif home == EAST:
            letters[1] += 3 * len(word)
        elif home > EAST:
            code = glance.alphabet_of(home)
            letters[code + 2] += len(word)
            if code:
                found[code].append(home)
            else:
                latin.append(word)
    latin.sort(key=len)
    return letters, found, glance.find_cheapest(latin[len(latin) // 3 :][:_SAMPLE], _NEAR)


def _most_at_home(code: int, homes: list[int]) -> int:
    """The bits of the languages of one alphabet in which most of the words are at home."""
    glance = load_glance()
    votes = glance.count_votes(code, homes)
    least = max(votes) - (len(homes) // _DISSENT or 1)
    return sum(1 << (glance.offset(code) + i) for i, count in enumerate(votes) if count >= least)


def is_spaced_chinese(text: str) -> bool:
    """Whether Chinese stands in words with spaces, as Korean read as Chinese does."""
    return _SPACED.search(text) is not None


def has_lost_bytes(text: str) -> bool:
    """Whether C1 controls or U+FFFD stand in the text: they are in no sound line."""
    return _LOST.search(text) is not None
