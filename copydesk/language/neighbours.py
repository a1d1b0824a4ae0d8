"""Neighbours: languages so close that a general detector mixes them up, told apart by what only one of them writes.

Bokmål has ``ikke`` and ``hva`` where Nynorsk has ``ikkje`` and ``kva``; Xhosa and Zulu share most roots and differ in prefixes. For
each group ``data/neighbours.json`` lists pieces of words (three to five letters, and whole words, ``<`` and ``>`` marking the edges)
with their log-odds in sixteenths of a nat; the sum over the distinct words of a text decides. ``build_tables.py`` counts them from
freely licensed sentences and keeps the most telling ones.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

WORD = re.compile(r"[^\W\d_]+")
LENGTHS = (3, 4, 5)
UNIT = 16
STEP, ENOUGH = 8, 50.0
"""Words looked at before the lead is asked, and the lead in nats that settles it: no answer of the cases turned on what came after."""
MAX_LETTERS = 40
"""Longer 'words' are glued text or noise."""


@dataclass(frozen=True, slots=True)
class Group:
    """Languages of a group, the nats that a voice's word for one of them is worth, words looked at, and the weights of each piece."""

    languages: tuple[str, ...]
    loyalty: float
    reach: int
    pieces: dict[str, tuple[int, ...]]


def pieces_of(word: str) -> set[str]:
    """The pieces of one lower-case word: every run of 3 to 5 characters of ``<word>``, and ``<word>`` itself."""
    edged = f"<{word}>"
    return {edged} | {edged[i : i + n] for n in LENGTHS for i in range(len(edged) - n + 1)}


@lru_cache(maxsize=1)
def _groups() -> dict[str, Group]:
    """Group by each of its languages."""
    found: dict[str, Group] = {}
    for entry in json.loads((files(__package__) / "data/neighbours.json").read_text("utf8"))["groups"]:
        pieces = {piece: tuple(weights) for piece, weights in entry["pieces"].items()}
        group = Group(tuple(entry["languages"]), float(entry["loyalty"]), int(entry["reach"]), pieces)
        found.update(dict.fromkeys(entry["members"], group))
    return found


@lru_cache(maxsize=1 << 15)
def _weigh(word: str, member: str) -> tuple[int, ...]:
    """Sums of the weights of a word's pieces in the group of ``member``."""
    group = _groups()[member]
    found = [group.pieces[piece] for piece in pieces_of(word) & group.pieces.keys()]
    return tuple(map(sum, zip(*found, strict=True))) if found else (0,) * len(group.languages)


def rank_neighbours(language: str, text: str, script: str) -> tuple[tuple[str, float], ...]:
    """The languages of the group that ``language`` in ``script`` belongs to with their scores in nats, best first; empty if in none.

    ``language`` is what the voices say; that word is worth the group's ``loyalty``.
    """
    member = f"{language}-{script}"
    group = _groups().get(member)
    if group is None:
        return ()
    key = f"{group.languages[0]}-{script}"
    words = [word for word in dict.fromkeys(WORD.findall(text.lower())) if len(word) <= MAX_LETTERS][: group.reach]
    sums = [group.loyalty * UNIT if name == language else 0.0 for name in group.languages]
    for at in range(0, len(words), STEP):
        sums = [sum(column) for column in zip(sums, *(_weigh(word, key) for word in words[at : at + STEP]), strict=True)]
        best, second = sorted(sums)[-1:-3:-1]
        if best - second >= ENOUGH * UNIT:
            break
    scores = {name: total / UNIT for name, total in zip(group.languages, sums, strict=True)}
    return tuple(sorted(scores.items(), key=lambda item: (-item[1], item[0])))
