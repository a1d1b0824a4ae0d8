"""A keyword list as a list: how long its members are, what they share, and how many of them offer something.

The blemish: ``best vpn for firestick | free vpn for chrome | cheapest vpn service``: short phrases without a verb, one stem in all
of them, an offer in most. Tags, names and menus are lists too, but of things, and nobody offers them.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from copydesk.kernels import find_kernel
from copydesk.late import compile_late
from copydesk.lines import has_from
from copydesk.spam.document import load_function_words
from copydesk.spam.hits import class_words, find_vocabulary, may_hit, measure_hits
from copydesk.spam.lexicon import UNSPACED, Lexicon
from copydesk.spam.words import find_pieces, find_words

PARTING = re.compile(r"[\s|｜¦,，、;；•·★☆✅✔►▶●◆■→](?:(?<=\s)[-–—/·*»›~:]\s|(?<=[|｜¦,，、;；•·★☆✅✔►▶●◆■→\n\t])|(?<=\s)\s\s+)")
"""What parts members: signs, some of them only with white space on both sides, breaks, tabs, wide gaps. All begin with one set of
characters, so that others are passed over at once."""
MOST = 60
"""Members that are looked at: a list of thousands tells no more."""
SHORTEST = 3
"""Members that make a list."""


LABEL = re.compile(r"[^:：,，、|]{2,50}[:：]")
"""What names a list before it begins: ``Ingredients:``, ``Tags:``, ``Zutaten:``."""
_CLOSED_UP = compile_late("[\u3040-\u30ff\u3400-\u9fff]")
_FIGURE = re.compile("[0-9]|[^\x00-\xa0\u2010-\u2026]")
"""A figure, or a sign that might be one in another script."""
_SENTENCE_SIGNS = re.compile("[。！？，；：]")


def part_list(folded: str, words: Any = None) -> list[list[str]]:
    """The words of every member of a list in one line (folded text); members without a word are left out. ``words``: the compiled table of
    words, if there is one.

    Chinese and Japanese put no spaces into sentences, so there a space parts members, too.
    """
    members = find_members(PARTING.split(folded), words)
    if len(members) >= SHORTEST or not has_from(folded, "\u3040"):
        return members
    if 2 * len(_CLOSED_UP.findall(folded)) <= len(folded) or _SENTENCE_SIGNS.search(folded):
        return members
    return find_members(folded.split(), words)


def find_members(parts: list[str], words: Any = None) -> list[list[str]]:
    """The words of every part (folded text) that has any."""
    parts = parts[: 4 * MOST]
    found: list[list[str]] | None = words.part(parts) if words is not None else None
    return [said for part in parts if (said := find_words(part))] if found is None else found


def count_commonest(words: Sequence[str]) -> int:
    """How often the commonest of the words stands there."""
    return int(bool(words)) if len(set(words)) == len(words) else max(Counter(words).values())


def measure_list(members: Sequence[list[str]], lexicon: Lexicon) -> dict[str, float]:
    """Features of a list: its length, its members' length, the share of members that offer something, and of the stem they share."""
    chosen = list(members[:MOST])
    n = len(chosen)
    if n < SHORTEST:
        return {}
    kernel, words = find_kernel("members"), find_vocabulary(lexicon)
    found = kernel.list_members(words, chosen) if kernel is not None and words is not None else None
    offered, pushed, traded, sized, phrases, shared = found or _count_members(chosen, lexicon)
    theme = (shared if n > SHORTEST else 0) / n
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


def _count_members(members: Sequence[list[str]], lexicon: Lexicon) -> tuple[int, int, int, float, int, int]:
    """Members that offer, advertise, name a trade; words of all, and members of two to seven; members that share one stem."""
    offered = pushed = traded = phrases = 0
    sized = 0.0
    stems: list[str] = []
    said = list(itertools.chain.from_iterable(members))
    plain, silent = "".join(said).isascii(), not may_hit(class_words(said, lexicon))
    for words in members:
        text = "" if plain else " ".join(words)
        if not (plain and silent):
            hits = measure_hits(words, text, lexicon)
            offered += hits.offer > 0
            pushed += hits.push > 0
            traded += hits.sure + hits.topic > 0
        size = float(len(words)) if plain else sum(len(word) / 2 if UNSPACED.search(word) else 1.0 for word in words)
        sized += size
        phrases += 2 <= size <= 7
        stems += {word for word in words if len(word) > 2 and not word.isdigit()}
        stems += () if plain else set(find_pieces(text))
    return offered, pushed, traded, sized, phrases, count_commonest(stems)


def measure_shape(parts: Sequence[str], members: Sequence[list[str]], lexicon: Lexicon) -> dict[str, float]:
    """What the members of a list look like, whatever they name: ``parts`` as they are written, ``members`` their folded words.

    Keywords begin small and end in a town's name, have no small words and no figures, and one head word comes again in the same place;
    names begin with capitals, ingredients and results have figures, an enumeration has a label before it and an *and* before its end.
    """
    parts = [part for part in parts[:MOST] if part]
    chosen = list(members[:MOST])
    if len(parts) < SHORTEST or len(chosen) < SHORTEST:
        return {}
    kernel, words = find_kernel("members"), find_vocabulary(lexicon)
    found = kernel.shape_members(words, parts, chosen) if kernel is not None and words is not None else None
    counted = found or _count_shapes(parts, chosen)
    lowered, named, capital, numbered, smalls, last, sizes, edge = counted
    mean = sum(sizes) / len(sizes)
    spread = sum([abs(size - mean) for size in sizes]) / len(sizes)
    n, others = len(parts), (smalls - last) / max(1, len(chosen) - 1)
    return {
        "lowered members": lowered / n,
        "lowered and named members": named / n,
        "capital members": capital / n,
        "numbered members": numbered / n,
        "plain members": 1 - smalls / len(chosen),
        "closed list": max(0.0, last - others),
        "labelled list": float(LABEL.match(parts[0]) is not None),
        "even members": max(0.0, 1 - spread / mean),
        "common edge": (edge - 1) / len(chosen) if edge > 1 else 0.0,
    }


def _count_shapes(parts: Sequence[str], members: Sequence[list[str]]) -> tuple[int, int, int, int, int, bool, list[int], int]:
    """Parts that begin small, begin small and end in a word that begins with a capital, begin with a capital, have figures; members
    with small words, whether the last has one, the members' sizes, how many of the longer ones begin, or end, with the same word."""
    table = load_function_words()
    lowered = named = capital = 0
    for part in parts:
        begins, ends = part.lstrip()[:1], part.rsplit(None, 1)[-1][:1]
        lowered += begins.islower()
        capital += begins.isupper()
        named += begins.islower() and ends.isupper()
    small = [not table.keys().isdisjoint(words) for words in members]
    longer = [words for words in members if len(words) > 1]
    edge = max(count_commonest([words[at] for words in longer]) for at in (0, -1))
    numbered = sum([any(map(str.isdigit, part)) for part in parts]) if _FIGURE.search("".join(parts)) else 0
    return lowered, named, capital, numbered, sum(small), small[-1], [len(words) for words in members], edge
