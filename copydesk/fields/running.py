"""Sentences that no reader of slots or datelines can take for anything else, told by one word that none of their tables holds.

``Although it was popular with …``: no label, date, outlet, name, agency or place begins so, whatever follows. Header lines and datelines
are read from their first word on, so one unknown word in small letters before any sign that parts a line settles it. Left to the
readers: lines that begin with anything but letters, and those whose first words the tables know.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import cast

from copydesk.fields.date_words import date_vocabulary, split_words
from copydesk.fields.tables import agency_names, byline_words, fold, labels, places, word_set
from copydesk.kernels import find_kernel
from copydesk.late import compile_late

# The first words: letters and signs that part nothing, single spaces, hyphens in words.
_WORD = r"[A-Za-z“”\"‘’'.!?…]+(?:-[A-Za-z“”\"‘’'.!?…]+)*"
_HEAD = compile_late(rf"{_WORD}(?: {_WORD}){{0,12}}")
_OPENING = 120
"""Characters within which the words that open a byline stand."""


@cache
def _vocabulary() -> frozenset[str]:
    """Every word that a slot or a dateline can begin with in small letters, wherever it stands in its name."""
    names = {*labels(), *byline_words()[0], *byline_words()[1], *agency_names(), *places()}
    known = split_words("\n".join(names))
    allowed = (word_set("name_words", key) for key in ("in_places", "in_outlets", "particles"))
    return frozenset(known).union(date_vocabulary(), word_set("header_words", "spelt"), word_set("header_words", "photos"), *allowed)


@cache
def _byline_starts() -> frozenset[str]:
    return frozenset(opening.split(" ")[0] for opening in byline_words()[0])


@cache
def _tools() -> tuple[Callable[[str, frozenset[str], frozenset[str]], bool], frozenset[str], frozenset[str], frozenset[str]]:
    return _finder(), _vocabulary(), word_set("header_words", "photos"), _byline_starts()


def runs_on(text: str) -> bool:
    """Whether a line is surely running text: no header line, and nothing that begins with a dateline."""
    find, known, photos, openings = _tools()
    first = text[:40].partition(" ")[0]
    first = first.lower() if first.isascii() and first.isalpha() else fold(first)
    if first in photos or (first in openings and _opens_byline(text)):
        return False
    return find(text, known, photos)


def _opens_byline(text: str) -> bool:
    words = text[:_OPENING].split(" ", 3)
    return any(fold(" ".join(words[:count])) in byline_words()[0] for count in (1, 2, 3))


@cache
def _finder() -> Callable[[str, frozenset[str], frozenset[str]], bool]:
    kernel = find_kernel("story")
    return _find_small if kernel is None else cast(Callable[[str, frozenset[str], frozenset[str]], bool], kernel.find_small)


def _find_small(text: str, known: frozenset[str], refused: frozenset[str]) -> bool:
    """Whether one of the first words is in small letters and not known; a refused one ends the search."""
    head = _HEAD.match(text)
    for word in head[0].split(" ")[:-1] if head is not None else ():  # what the head ends in may go on
        if word.islower() and len(word) > 1 and word.isascii() and word.isalpha():
            if word not in known:
                return True
            if word in refused:
                return False
    return False
