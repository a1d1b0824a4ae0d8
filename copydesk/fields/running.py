"""Sentences that no reader of slots or datelines can take for anything else, told by one word that none of their tables holds.

``Although it was popular with …``: no label, date, outlet, name, agency or place begins so, whatever follows. Header lines and datelines
are read from their first word on, so one unknown word in small letters before any sign that parts a line settles it. Left to the
readers: lines that begin with anything but letters, and those whose first words the tables know.
"""

from __future__ import annotations

import re
from functools import cache

from copydesk.fields.date_words import date_vocabulary, split_words
from copydesk.fields.tables import agency_names, byline_words, fold, labels, places, word_set

# The first words: letters and signs that part nothing, single spaces, hyphens in words.
_HEAD = re.compile(r"[A-Za-z“”\"‘’'.!?…]+(?:[ -][A-Za-z“”\"‘’'.!?…]+){0,12}")


@cache
def _vocabulary() -> frozenset[str]:
    """Every word that a slot or a dateline can begin with in small letters, wherever it stands in its name."""
    names = {*labels(), *byline_words()[0], *byline_words()[1], *agency_names(), *places()}
    known = {part for name in names for part in split_words(name)}
    allowed = (word_set("name_words", key) for key in ("in_places", "in_outlets", "particles"))
    return frozenset(known).union(date_vocabulary(), word_set("header_words", "spelt"), word_set("header_words", "photos"), *allowed)


@cache
def _byline_starts() -> frozenset[str]:
    return frozenset(opening.split(" ")[0] for opening in byline_words()[0])


def runs_on(text: str) -> bool:
    """Whether a line is surely running text: no header line, and nothing that begins with a dateline."""
    head = _HEAD.match(text)
    if head is None:
        return False
    words = head[0].split(" ")
    first, photos = fold(words[0]), word_set("header_words", "photos")
    if first in photos or (first in _byline_starts() and any(fold(" ".join(words[:n])) in byline_words()[0] for n in (1, 2, 3))):
        return False
    known = _vocabulary()
    words.pop()  # what the head ends in may go on
    for word in words:
        if word.islower() and len(word) > 1 and word.isascii() and word.isalpha():
            if word not in known:
                return True
            if word in photos:
                return False
    return False
