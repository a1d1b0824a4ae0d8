"""The vocabulary of commercial spam, and how much of a line it covers.

The blemish: ``cheap viagra online - buy viagra``: nearly every word is an offer or the thing offered. One real example in an
honest text, *Viagra sales fell*, covers one word in many. So coverage is measured, never mere presence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from copydesk.spam.document import load_function_words
from copydesk.spam.infixes import Infixes
from copydesk.spam.words import find_words, fold

# Scripts that are written without spaces between words, or glue endings on (Hangul): entries match inside a run.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

NAMES = {
    "adult": "adult",
    "gambling": "gambling",
    "pharma": "pharma",
    "replica": "replica goods",
    "loans": "loans",
    "escort": "escort",
    "essay": "essay mill",
    "crypto": "crypto and get-rich",
    "warez": "pirated downloads",
    "occult": "occult services",
    "hacker": "hacking and forgery",
    "services": "local services",
    "seo": "link farm",
    "flattery": "comment spam",
}
SURE, TOPIC = 2, 1
VOICE = "voice"
"""The section of words that speak for a seller to a reader; they are ordinary words, and only their company says anything."""
HOUSE = "house"
"""The section of what a site says of itself (its notices, newsletters, desks and sections): it speaks against spam."""
NO_TRADE = frozenset({VOICE, HOUSE})
ROOT, LONGEST_ENDING = 3, 10
"""Letters that a word must have before a listed ending, and letters of the longest: *-inizden* in Turkish is *from your*."""
KNOWN = 60_000
"""Words whose look-up is remembered before the memory starts afresh."""


Entry = tuple[str, int]
Phrase = tuple[tuple[str, ...], bool, Entry]
"""The words after the first, whether the last may go on, and what the phrase is."""
Parted = tuple[dict[str, list[tuple[int, Phrase]]], list[tuple[int, str, Phrase]]]
"""Phrases of one first word: see ``_part_phrases``."""
Kept = TypeVar("Kept", Entry, Phrase)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by how they are looked up: whole words, beginnings and endings of words by length, phrases by first word, and infixes.

    For the gate: infixes and telling pairs of words of sure entries (with their family), with the first words of the pairs.
    """

    words: dict[str, tuple[Entry, ...]]
    stems: dict[str, tuple[Entry, ...]]
    stem_lengths: tuple[int, ...]
    endings: dict[str, tuple[Entry, ...]]
    phrases: dict[str, tuple[Phrase, ...]]
    infixes: dict[str, tuple[Entry, ...]]
    any_infix: Infixes
    sure_infix: Infixes
    voice_infix: Infixes
    pairs: dict[tuple[str, str], str]
    followers: frozenset[str]
    follower_stems: tuple[str, ...]
    first_words: frozenset[str]
    heads: frozenset[str]
    tails: frozenset[str]
    known: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    classed: dict[str, int] = field(default_factory=dict)
    opened: dict[tuple[str, str], tuple[Phrase, ...]] = field(default_factory=dict)
    parted: dict[str, Parted] = field(default_factory=dict)
    numbered: list[Any] = field(default_factory=list)
    pieces: list[frozenset[str]] = field(default_factory=list)

    def find_entries(self, word: str) -> tuple[Entry, ...]:
        """Entries of one folded word: as a whole, else by the longest beginning, else by the longest ending that is listed.

        Answers are remembered (bounded).
        """
        got = self.known.get(word)
        if got is not None:
            return got
        got = self.words.get(word, ())
        if not got and word[:3] in self.heads:
            for n in self.stem_lengths:
                if n <= len(word) and word[:n] in self.stems:
                    got = self.stems[word[:n]]
                    break
        if not got and word[-2:] in self.tails:
            for n in range(min(LONGEST_ENDING, len(word) - ROOT), 1, -1):
                if word[-n:] in self.endings:
                    got = self.endings[word[-n:]]
                    break
        if len(self.known) >= KNOWN:
            self.known.clear()
        self.known[word] = got
        return got

    def find_phrases(self, first: str, second: str) -> tuple[Phrase, ...]:
        """Phrases that begin with these two words. Answers are remembered (bounded)."""
        got = self.opened.get((first, second))
        if got is None:
            got = self._open_phrases(first, second) if first in self.phrases else ()
            if len(self.opened) >= KNOWN:
                self.opened.clear()
            self.opened[first, second] = got
        return got

    def _open_phrases(self, first: str, second: str) -> tuple[Phrase, ...]:
        parted = self.parted.get(first)
        if parted is None:
            parted = self.parted[first] = _part_phrases(self.phrases[first])
        by_second, stems = parted
        same = by_second.get(second, ())
        going_on = [(at, phrase) for at, stem, phrase in stems if second.startswith(stem) and second != stem]
        return tuple([phrase for _, phrase in (sorted((*same, *going_on)) if going_on else same)])


def _part_phrases(phrases: tuple[Phrase, ...]) -> Parted:
    """Phrases of one first word, numbered: by their second word, and those of two words of which the second may go on, with it."""
    by_second: dict[str, list[tuple[int, Phrase]]] = {}
    for at, phrase in enumerate(phrases):
        by_second.setdefault(phrase[0][0], []).append((at, phrase))
    return by_second, [(at, phrase[0][0], phrase) for at, phrase in enumerate(phrases) if phrase[1] and len(phrase[0]) == 1]


def _sort_entries(text: str, entry: Entry, box: dict[str, dict[str, list[Entry]]], phrases: dict[str, list[Phrase]]) -> None:
    """Put the entries of one text of the file where they will be looked up."""
    words_of, stems_of, endings_of, infixes_of = box["words"], box["stems"], box["endings"], box["infixes"]
    unspaced = UNSPACED.search(text) is not None
    for raw in " ".join(map(fold, text.split("\n"))).split(","):
        listed = raw.strip()
        stem, ending = listed.endswith("*"), listed.startswith("*")
        bare = listed.strip("*") if stem or ending else listed
        words = bare.split() if bare.replace(" ", "").isalnum() else find_words(bare)
        if not words:
            continue
        if unspaced and not bare.isascii() and UNSPACED.search(bare):
            infixes_of.setdefault(words[0] if len(words) == 1 else bare.strip(), []).append(entry)
        elif ending:
            endings_of.setdefault(words[0], []).append(entry)
        elif len(words) == 1:
            (stems_of if stem else words_of).setdefault(words[0], []).append(entry)
        else:
            phrases.setdefault(words[0], []).append((tuple(words[1:]), stem, entry))


def build_lexicon(source: dict[str, dict[str, str]], without: frozenset[str] = frozenset()) -> Lexicon:
    """Look-up tables of a parsed lexicon file, without the named families (which is how an unseen family is rehearsed)."""
    box: dict[str, dict[str, list[Entry]]] = {"words": {}, "stems": {}, "endings": {}, "infixes": {}}
    phrases: dict[str, list[Phrase]] = {}
    for family, tiers in source.items():
        if family in without:
            continue
        for tier, text in tiers.items():
            _sort_entries(text, (family, SURE if tier == "sure" else TOPIC), box, phrases)
    infixes = box["infixes"]
    sure = [word for word, entries in infixes.items() if any(tier == SURE and family != "offer" for family, tier in entries)]
    small = load_function_words()
    pairs: dict[tuple[str, str], str] = {}
    for head, tails in phrases.items():
        for tail, _, (family, level) in tails:
            if level == SURE:
                pair = (head, tail[0]) if len(tail) == 1 else _telling_pair((head, *tail), small)
                if pair[0] not in small or pair[1] not in small:
                    pairs[pair] = family
    return Lexicon(
        words=_fix(box["words"]),
        stems=_fix(box["stems"]),
        stem_lengths=tuple(sorted({len(k) for k in box["stems"]}, reverse=True)),
        endings=_fix(box["endings"]),
        phrases=_fix(phrases),
        infixes=_fix(infixes),
        any_infix=Infixes(infixes),
        sure_infix=Infixes(sure),
        voice_infix=Infixes([k for k, entries in infixes.items() if any(family == VOICE for family, _ in entries)]),
        pairs=pairs,
        followers=frozenset(tail[0] for tails in phrases.values() for tail, _, _ in tails),
        follower_stems=tuple({tail[0] for tails in phrases.values() for tail, stem, _ in tails if stem and len(tail) == 1}),
        first_words=frozenset(first for first, _ in pairs),
        heads=_find_heads(box["stems"]),
        tails=_find_tails(box["endings"]),
    )


def _fix(lists: dict[str, list[Kept]]) -> dict[str, tuple[Kept, ...]]:
    """The lists as tuples, each of distinct members."""
    return {key: tuple(some) if len(some) == 1 else tuple(dict.fromkeys(some)) for key, some in lists.items()}


def _find_heads(stems: Iterable[str]) -> frozenset[str]:
    """The first three letters of all words that a stem could begin; shorter stems must not occur."""
    assert all(len(stem) >= 3 for stem in stems), [stem for stem in stems if len(stem) < 3]
    return frozenset(stem[:3] for stem in stems)


def _find_tails(endings: Iterable[str]) -> frozenset[str]:
    """The last two letters of all words that an ending could close; longer and shorter endings than are looked up must not occur."""
    assert all(2 <= len(ending) <= LONGEST_ENDING for ending in endings), [e for e in endings if not 2 <= len(e) <= LONGEST_ENDING]
    return frozenset(ending[-2:] for ending in endings)


def _telling_pair(phrase: tuple[str, ...], small: Container[str]) -> tuple[str, str]:
    """The two neighbouring words of a phrase that say most: the longest together, small words aside."""
    sizes = list(map(len, phrase))
    worth = [0 if word in small else size for word, size in zip(phrase, sizes, strict=True)]
    told = [(worth[at] + worth[at + 1], sizes[at] + sizes[at + 1]) for at in range(len(phrase) - 1)]
    at = told.index(max(told))
    return phrase[at], phrase[at + 1]


def read_source() -> dict[str, dict[str, str]]:
    """The lexicon file as parsed TOML: family -> tier -> entries."""
    return tomllib.loads(resources.files("copydesk.spam").joinpath("data/lexicon.toml").read_text("utf8"))


@cache
def load_lexicon() -> Lexicon:
    """The shipped lexicon, read once."""
    return build_lexicon(read_source())
