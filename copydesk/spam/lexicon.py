"""The vocabulary of commercial spam, and how much of a line it covers.

The blemish: ``cheap viagra online - buy viagra``: nearly every word is an offer or the thing offered. One real example in an
honest text, *Viagra sales fell*, covers one word in many. So coverage is measured, never mere presence.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by how they are looked up: whole words, beginnings and endings of words by length, phrases by first word, and infixes.

    For the gate: infixes and telling pairs of words of sure entries (with their family), with the first words of the pairs.
    """

    words: dict[str, tuple[Entry, ...]]
    stems: dict[str, tuple[Entry, ...]]
    stem_lengths: tuple[int, ...]
    endings: dict[str, tuple[Entry, ...]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], bool, Entry], ...]]
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
    numbered: list[Any] = field(default_factory=list)

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
            phrases = self.phrases.get(first, ())
            got = tuple(p for p in phrases if p[0][0] == second or (len(p[0]) == 1 and p[1] and second.startswith(p[0][0])))
            if len(self.opened) >= KNOWN:
                self.opened.clear()
            self.opened[first, second] = got
        return got


def _sort_entry(
    raw: str, entry: Entry, box: dict[str, dict[str, list[Entry]]], phrases: dict[str, list[tuple[tuple[str, ...], bool, Entry]]]
) -> None:
    """Put one entry of the file where it will be looked up."""
    stem = raw.endswith("*")
    folded = fold(raw.strip("*"))
    words = folded.split() if folded.replace(" ", "").isalnum() else find_words(folded)
    if not words:
        return
    if not raw.isascii() and UNSPACED.search(raw):
        box["infixes"].setdefault(words[0] if len(words) == 1 else folded.strip(), []).append(entry)
    elif raw.startswith("*"):
        box["endings"].setdefault(words[0], []).append(entry)
    elif len(words) == 1:
        box["stems" if stem else "words"].setdefault(words[0], []).append(entry)
    else:
        phrases.setdefault(words[0], []).append((tuple(words[1:]), stem, entry))


def build_lexicon(source: dict[str, dict[str, str]], without: frozenset[str] = frozenset()) -> Lexicon:
    """Look-up tables of a parsed lexicon file, without the named families (which is how an unseen family is rehearsed)."""
    box: dict[str, dict[str, list[Entry]]] = {"words": {}, "stems": {}, "endings": {}, "infixes": {}}
    phrases: dict[str, list[tuple[tuple[str, ...], bool, Entry]]] = {}
    for family, tiers in source.items():
        if family in without:
            continue
        for tier, text in tiers.items():
            for raw in text.replace("\n", " ").split(","):
                if raw.strip():
                    _sort_entry(raw.strip(), (family, SURE if tier == "sure" else TOPIC), box, phrases)
    surely = {key: [k for k, entries in box[key].items() if any(t == SURE and f != "offer" for f, t in entries)] for key in box}
    told = [((head, *tail), family) for head, tails in phrases.items() for tail, _, (family, tier) in tails if tier == SURE]
    small = load_function_words()
    pairs = {pair: family for phrase, family in told if not small.keys() >= set(pair := _telling_pair(phrase, small))}
    return Lexicon(
        words={k: tuple(dict.fromkeys(v)) for k, v in box["words"].items()},
        stems={k: tuple(dict.fromkeys(v)) for k, v in box["stems"].items()},
        stem_lengths=tuple(sorted({len(k) for k in box["stems"]}, reverse=True)),
        endings={k: tuple(dict.fromkeys(v)) for k, v in box["endings"].items()},
        phrases={k: tuple(dict.fromkeys(v)) for k, v in phrases.items()},
        infixes={k: tuple(dict.fromkeys(v)) for k, v in box["infixes"].items()},
        any_infix=Infixes(box["infixes"]),
        sure_infix=Infixes(surely["infixes"]),
        voice_infix=Infixes([k for k, entries in box["infixes"].items() if any(family == VOICE for family, _ in entries)]),
        pairs=pairs,
        followers=frozenset(tail[0] for tails in phrases.values() for tail, _, _ in tails),
        follower_stems=tuple({tail[0] for tails in phrases.values() for tail, stem, _ in tails if stem and len(tail) == 1}),
        first_words=frozenset(first for first, _ in pairs),
        heads=_find_heads(box["stems"]),
        tails=_find_tails(box["endings"]),
    )


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
    return max(itertools.pairwise(phrase), key=lambda pair: (sum(len(w) for w in pair if w not in small), len(pair[0]) + len(pair[1])))


def read_source() -> dict[str, dict[str, str]]:
    """The lexicon file as parsed TOML: family -> tier -> entries."""
    return tomllib.loads(resources.files("copydesk.spam").joinpath("data/lexicon.toml").read_text("utf8"))


@cache
def load_lexicon() -> Lexicon:
    """The shipped lexicon, read once."""
    return build_lexicon(read_source())
