"""Which words of a page are not at home on it? Only lines with such words can be damaged.

A page in Czech may hold any Czech word; ``pøi`` is at home in Danish and so a stranger there, as ``café`` is in an English page.
The languages of the page are told by a few of its short words, for each alphabet that has its share of the page: a lone Cyrillic
word among French ones is a stranger however Russian it is. Chinese written with spaces is Korean in disguise.
"""

from __future__ import annotations

import re
from typing import Any, Final

from copydesk.charset.statistics import load_statistics
from copydesk.mojibake.glance import ALPHABETS, ANYWHERE, EAST, load_glance

_SAMPLE: Final = 48  # words that tell the languages of a page
_NEAR: Final = 6.0  # bits up to which a second language is as likely as the first
_SHARE: Final = 0.1  # of the letters of a page that an alphabet must have to count as its own
_SPACED: Final = re.compile("[\u4e00-\u9fff] [\u4e00-\u9fff][^ \n]{0,9} [\u4e00-\u9fff]")
_LOST: Final = re.compile("[\x80-\x9f\ufffd]")


def find_strangers(text: str) -> tuple[frozenset[str], tuple[int, ...]]:
    """The words (runs without white space) that are at home in no language of the text, and the numbers of those languages."""
    words = text.split()
    beyond = {w for w in words if not w.isascii()}
    glance = load_glance()
    known = glance.homes(beyond)
    homes = {w: known[w] for w in beyond}
    if all(home == ANYWHERE for home in homes.values()):
        return frozenset(), ()
    own = _own_languages(words, homes)
    allowed = {}
    for home in set(homes.values()):
        code = next((c for c, bits in enumerate(glance.script_bits) if home & bits), -1)
        want = own & (glance.script_bits[code] if code >= 0 else ANYWHERE | EAST)
        allowed[home] = bool(home & want) and (code < 0 or not want & ~home)
    numbers = tuple(
        int(column)
        for code, columns in enumerate(glance.columns)
        for i, column in enumerate(columns)
        if own >> (glance.offset(code) + i) & 1
    )
    return frozenset(w for w, home in homes.items() if not allowed[home]), numbers


def _own_languages(words: list[str], homes: dict[str, int]) -> int:
    """The bits of the languages that the page is in."""
    glance = load_glance()
    stats = load_statistics()
    step = max(1, len(words) // 400)
    some = words[::step]
    letters = dict.fromkeys(range(len(ALPHABETS) + 2), 0)
    ascii_words: list[str] = []
    others: dict[int, list[str]] = {}
    for word in some:
        home = homes.get(word)
        if home is None:
            if word.isalpha() and word.islower():
                ascii_words.append(word)
            letters[0] += len(word)
        elif home == EAST:
            letters[1] += 3 * len(word)
        elif home > EAST:
            for code in range(len(ALPHABETS)):
                if home & glance.script_bits[code]:
                    others.setdefault(code, []).append(word)
                    letters[code + 2] += len(word)
    total = sum(letters.values())
    own = ANYWHERE
    if letters[1] >= _SHARE * total:
        own |= EAST
    latin = [*ascii_words, *others.get(0, ())]
    others[0] = latin
    letters[2] += letters[0]
    for code, found in others.items():
        if letters[code + 2] < _SHARE * total or not found:
            continue
        found.sort(key=len)
        bits: Any = sum(stats.token_bits(w) for w in found[len(found) // 8 :][:_SAMPLE])
        columns = glance.columns[code]
        own_bits = bits[columns]
        best = float(own_bits.min())
        offset = glance.offset(code)
        for i, b in enumerate(own_bits.tolist()):
            if b <= best + _NEAR:
                own |= 1 << (offset + i)
    return own


def is_spaced_chinese(text: str) -> bool:
    """Whether Chinese stands in words with spaces, as Korean read as Chinese does."""
    return _SPACED.search(text) is not None


def has_lost_bytes(text: str) -> bool:
    """Whether C1 controls or U+FFFD stand in the text: they are in no sound line."""
    return _LOST.search(text) is not None
