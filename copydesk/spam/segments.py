"""A keyword list as a list: how long its members are, what they share, and how many of them offer something.

The blemish: ``best vpn for firestick | free vpn for chrome | cheapest vpn service``: short phrases without a verb, one stem in all
of them, an offer in most. Tags, names and menus are lists too, but of things, and nobody offers them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from copydesk.spam.hits import measure_hits
from copydesk.spam.lexicon import UNSPACED, Lexicon
from copydesk.spam.words import find_pieces, find_words

PARTING = re.compile(r"\s[-–—/·*»›~:]\s|[|｜¦,，、;；•·★☆✅✔►▶●◆■→\n\t]|\s{3,}")
MOST = 60
"""Members that are looked at: a list of thousands tells no more."""
SHORTEST = 3
"""Members that make a list."""


def part_list(folded: str) -> list[list[str]]:
    """The words of every member of a list in one line (folded text); members without a word are left out."""
    return [words for part in PARTING.split(folded)[: 4 * MOST] if (words := find_words(part))]


def measure_list(members: Sequence[list[str]], lexicon: Lexicon) -> dict[str, float]:
    """Features of a list: its length, its members' length, the share of members that offer something, and of the stem they share."""
    members = members[:MOST]
    n = len(members)
    if n < SHORTEST:
        return {}
    offered = pushed = traded = sized = phrases = 0.0
    stems: list[str] = []
    for words in members:
        text = " ".join(words)
        hits = measure_hits(words, text, lexicon)
        offered += hits.offer > 0
        pushed += hits.push > 0
        traded += hits.sure + hits.topic > 0
        plain = text.isascii()
        size = float(len(words)) if plain else sum(len(word) / 2 if UNSPACED.search(word) else 1.0 for word in words)
        sized += size
        phrases += 2 <= size <= 7
        if n > SHORTEST:
            stems += {word for word in words if len(word) > 2 and not word.isdigit()}
            stems += () if plain else set(find_pieces(text))
    theme = max(Counter(stems).values(), default=0) / n
    return {
        "members": min(1.0, math.log1p(n) / 4),
        "members' length": min(1.0, sized / n / 8),
        "phrases": phrases / n,
        "offered members": offered / n,
        "pushed members": pushed / n,
        "pushed members, count": min(1.0, math.log1p(pushed) / 3),
        "traded members": traded / n,
        "theme": theme,
        "theme and trade": theme * traded / n,
        "theme and offer": min(1.0, 2 * theme * max(pushed, offered / 2) / n),
    }
