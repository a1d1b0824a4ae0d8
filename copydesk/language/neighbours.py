"""Neighbours: languages so close that a general detector mixes them up, told apart by what only one of them writes.

Bokmål has ``ikke`` and ``hva`` where Nynorsk has ``ikkje`` and ``kva``; Xhosa and Zulu share most roots and differ in prefixes. For
each group ``data/neighbours.json`` lists pieces of words (three to five letters, and whole words, ``<`` and ``>`` marking the edges)
with their log-odds in sixteenths of a nat; the sum over the distinct words of a text decides. ``build_tables.py`` counts them from
freely licensed sentences and keeps the most telling ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from operator import itemgetter

WORD = re.compile(r"[^\W\d_]+")
LENGTHS = (3, 4, 5)
UNIT = 16
STEP, CONFIRMED, ENOUGH = 2, 20.0, 50.0
"""Words looked at before the lead is asked; nats beyond its loyalty that settle it for the voices' own word in a group that looks at few
words, and the lead that settles any: no answer of the cases turned on what came after."""
FEW = 30
"""Words that most groups look at; Malay and Indonesian need more, and every one of them."""
MAX_LETTERS = 40
"""Longer 'words' are glued text or noise."""


MEMBERS = frozenset(
    ["nb-Latn", "nn-Latn", "da-Latn", "xh-Latn", "zu-Latn", "st-Latn", "tn-Latn", "id-Latn", "ms-Latn", "mk-Cyrl", "sr-Cyrl", "bg-Cyrl"]
)
"""Languages with neighbours, each in its script: the tables are read when the first text in one of them comes."""
_FIELD = 24
"""Bits of one language's weight where the weights of a piece stand in one whole number, so that one addition adds them all."""


@dataclass(frozen=True, slots=True)
class Group:
    """Languages, the nats that a voice's word for one of them is worth, words looked at, and the packed weights of each piece."""

    languages: tuple[str, ...]
    loyalty: float
    reach: int
    pieces: dict[str, int]


def pieces_of(word: str) -> set[str]:
    """The pieces of one lower-case word: every run of 3 to 5 characters of ``<word>``, and ``<word>`` itself."""
    edged = f"<{word}>"
    return set(_cutter(len(edged))(edged))


@lru_cache(maxsize=64)
def _cutter(size: int) -> Callable[[str], tuple[str, ...]]:
    """What cuts all pieces from an edged word of that many characters at once."""
    return itemgetter(slice(None), *(slice(i, i + n) for n in LENGTHS for i in range(size - n + 1)))


@lru_cache(maxsize=1)
def _groups() -> dict[str, Group]:
    """Group by each of its languages."""
    found: dict[str, Group] = {}
    for entry in json.loads((files(__package__) / "data/neighbours.json").read_text("utf8"))["groups"]:
        pieces = {piece: sum(weight << _FIELD * i for i, weight in enumerate(weights)) for piece, weights in entry["pieces"].items()}
        group = Group(tuple(entry["languages"]), float(entry["loyalty"]), int(entry["reach"]), pieces)
        found.update(dict.fromkeys(entry["members"], group))
    return found


def _unpack(packed: int, count: int) -> list[int]:
    """The weights that a sum of packed weights holds."""
    found = []
    for _ in range(count):
        weight = (packed & ((1 << _FIELD) - 1) ^ 1 << (_FIELD - 1)) - (1 << (_FIELD - 1))
        found.append(weight)
        packed = (packed - weight) >> _FIELD
    return found


@lru_cache(maxsize=1 << 15)
def _weigh(word: str, member: str) -> int:
    """The packed sum of the weights of a word's pieces in the group of ``member``."""
    return sum(filter(None, map(_groups()[member].pieces.get, pieces_of(word))))


def forget_words() -> None:
    """Forget what words weigh: a measurement that asks for the same texts again must not find them known."""
    _weigh.cache_clear()


@lru_cache(maxsize=1 << 10)
def has_neighbours(language: str, script: str) -> bool:
    """Whether the language, written in that script, belongs to a group."""
    return f"{language}-{script}" in MEMBERS


def rank_neighbours(language: str, text: str, script: str) -> tuple[tuple[str, float], ...]:
    """The languages of the group that ``language`` in ``script`` belongs to with their scores in nats, best first; empty if in none.

    ``language`` is what the voices say; that word is worth the group's ``loyalty``.
    """
    if not has_neighbours(language, script):
        return ()
    group = _groups()[f"{language}-{script}"]
    key = f"{group.languages[0]}-{script}"
    sums = [group.loyalty * UNIT if name == language else 0.0 for name in group.languages]
    own = group.languages.index(language)
    enough = min(ENOUGH, group.loyalty + CONFIRMED) if group.reach <= FEW else ENOUGH
    words = _find_distinct(text.lower(), group.reach)
    while step := list(islice(words, STEP)):
        weights = _unpack(sum([_weigh(word, key) for word in step]), len(sums))
        sums = [total + weight for total, weight in zip(sums, weights, strict=True)]
        best, second = sorted(sums)[-1:-3:-1]
        if best - second >= (enough if sums[own] == best else ENOUGH) * UNIT:
            break
    scores = {name: total / UNIT for name, total in zip(group.languages, sums, strict=True)}
    return tuple(sorted(scores.items(), key=lambda item: (-item[1], item[0])))


def _find_distinct(text: str, most: int) -> Iterator[str]:
    """The first words of the text that are no noise, each once."""
    seen: set[str] = set()
    for match in WORD.finditer(text):
        word = match[0]
        if word not in seen and len(word) <= MAX_LETTERS:
            seen.add(word)
            yield word
            if len(seen) == most:
                return
