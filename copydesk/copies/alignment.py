"""Are two texts one story? Told by aligning their sentences, not by a score over their words.

A copy keeps sentences: cut, reordered, under another headline, it shares most of the shorter text's sentences to the
letter, and what an editor touched differs in a word or two. A *templated report* (weather, exchange rates, results) keeps
the frame and changes what the report is about: the numbers and the names in its slots. So a sentence that is nearly the
same counts as kept only word by word, and numbers and names that stand in each other's place count against.

Left alone: translations, stories told in other words, updates in which less than ``COVERAGE`` of the shorter text stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from zlib import crc32

from rapidfuzz.distance import Levenshtein

COVERAGE = 0.7
"""Share of the shorter text's words that the longer one must hold. Press releases of one firm share up to half (who we are)."""

SHORTEST = 0.25
"""A copy is at least this part of the original, in words; a round-up holds many briefs and is a copy of none."""

SHORT = 80
"""Words under which a text is a brief: it must be held nearly whole, and no word may have another in its place: 'gains' for
'loses' is all that tells two briefs of a stock exchange apart."""

COVERAGE_OF_BRIEFS = 0.85
"""The same for a brief; ``COVERAGE`` does where it begins as the longer text begins."""

PART = 0.6
"""A text of less than this part of the other must begin where that begins: an update holds the old story as background, a
round-up holds briefs, and neither opens with them."""

HEAD = 0.15
"""The part of a text that counts as its beginning; at least ``HEAD_WORDS``."""

HEAD_WORDS = 30
LEAD_WORDS = 6
"""Words of a sentence that can be a lead; fewer are a headline or a dateline."""

STUB = 12
"""Words under which texts are one story only if their titles are the same too ('Full results will follow.')."""

SUBSTITUTED = 0.12
"""Share of aligned words that may be others in their place. Copy-editing changes one word in fifty, a template one in eight."""

CONFLICTING = 0.25
"""Share of numbers (and of names) that may be others in their place: a toll that rose in one sentence of a long story."""

STRANGE = 2
"""Numbers that the longer text has nowhere, where it lacks most of them: the year of a copyright line, not a table of rates."""

DAYS = 7
"""A brief that comes back with the same words after so many days tells of something else."""

LONGEST = 120
"""Words a sentence may have before it is cut: where no sign ends a sentence, alignment would cost the square of the text."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+|(?<=[。！？।॥։؟۔])[”’」』）]*|\n+")
_WORD = re.compile(r"\d+(?:[.,:/]\d+)*|[\u2e80-\u9fff\uf900-\ufaff]|[^\W\d_\u2e80-\u9fff\uf900-\ufaff]+")
_GRAM = 3  # _grams is written for three
# A sentence is looked for in the other text where so many of its triples of words stand together there.
SHARED_RUNS = 0.3


class Relation(StrEnum):
    """What a copy is to the earlier text: the same sentences, whatever their order; nearly all of it; a part; it and more."""

    SAME = "same"
    EDITED = "edited"
    SHORTENED = "shortened"
    EXTENDED = "extended"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text ready for alignment: its sentences as words, spelled as they stand, and the day it states (proleptic ordinal);
    ``folded`` and ``grams`` are the sentences without case, and their runs of three words, each run once."""

    sentences: tuple[tuple[str, ...], ...]
    words: int
    title: tuple[str, ...]
    day: int | None
    folded: tuple[tuple[str, ...], ...]
    grams: tuple[frozenset[tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are. ``coverage``: share of the shorter one's words that stand in the longer one; ``ratio``:
    words of the shorter to words of the longer; ``substituted``: aligned words with another in their place; ``numbers``,
    ``names``: share of them that conflict; all 0 to 1. ``strange``: numbers of the shorter text that stand nowhere
    in the longer one, 0 where most do. ``opens_alike``: does the shorter begin where the longer begins?"""

    coverage: float
    ratio: float
    substituted: float
    numbers: float
    names: float
    strange: int
    opens_alike: bool
    relation: Relation
    is_copy: bool


def prepare_text(text: str, title: str | None = None, day: int | None = None) -> Prepared:
    """The text as sentences of words. Linear in its length."""
    sentences = tuple(piece for part in _SENTENCE_END.split(text) for piece in _cut(tuple(_WORD.findall(part))) if piece)
    folded = tuple(map(_folded, sentences))
    grams = tuple(frozenset(_grams(sentence)) for sentence in folded)
    return Prepared(sentences, sum(map(len, sentences)), tuple(_WORD.findall((title or "").casefold())), day, folded, grams)


def _cut(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A sentence of no more than ``LONGEST`` words whole, a longer one in pieces that end at the same words in every copy."""
    start = 0
    while len(words) - start > LONGEST:
        ends = range(start + LONGEST // 4, start + LONGEST)
        end = next((i for i in ends if crc32(words[i].encode("utf-8", "surrogatepass")) % 16 == 0), start + LONGEST)
        yield words[start:end]
        start = end
    yield words[start:]


def may_be_copy(earlier: Prepared, later: Prepared) -> bool:
    """Can the two be copies at all? Asked before they are aligned, of runs of words alone.

    A sentence that has too few runs of the other text is counted as kept by no alignment; where the others are not ``COVERAGE``
    of the shorter text, no alignment finds a copy.
    """
    short, long = _by_length(earlier, later)
    if not short.words or short.words / long.words < SHORTEST:
        return False
    there = frozenset().union(*long.grams)
    kept = sum(
        len(sentence)
        for sentence, grams in zip(short.sentences, short.grams, strict=True)
        if not grams.isdisjoint(there) and len(grams & there) >= SHARED_RUNS * len(grams)
    )
    return kept / short.words >= COVERAGE


def _by_length(earlier: Prepared, later: Prepared) -> tuple[Prepared, Prepared]:
    return (later, earlier) if later.words <= earlier.words else (earlier, later)


def compare_texts(earlier: Prepared, later: Prepared) -> Likeness:
    """What the later text is to the earlier one."""
    short, long = _by_length(earlier, later)
    tally = _align(short, long)
    coverage = tally.kept / short.words if short.words else 0.0
    ratio = short.words / long.words if long.words else 0.0
    likeness = Likeness(
        coverage,
        ratio,
        tally.substituted / max(1, tally.kept + tally.substituted),
        tally.numbers_other / max(1, tally.numbers + tally.numbers_other),
        tally.names_other / max(1, tally.names + tally.names_other),
        _count_strange(short, long),
        _opens_alike(short, long),
        _relation(coverage, ratio, later is short, tally.substituted),
        False,
    )
    return replace(likeness, is_copy=_is_copy(likeness, short, long))


def _relation(coverage: float, ratio: float, later_is_short: bool, substituted: int) -> Relation:
    if ratio >= 0.9:
        return Relation.SAME if coverage == 1.0 and ratio == 1.0 and not substituted else Relation.EDITED
    return Relation.SHORTENED if later_is_short else Relation.EXTENDED


def _is_copy(likeness: Likeness, short: Prepared, long: Prepared) -> bool:
    if likeness.ratio < SHORTEST or likeness.coverage < COVERAGE or (likeness.ratio < PART and not likeness.opens_alike):
        return False
    if likeness.strange > STRANGE:
        return False
    if short.words >= SHORT:
        return likeness.substituted <= SUBSTITUTED and likeness.numbers <= CONFLICTING and likeness.names <= CONFLICTING
    if short.day is not None and long.day is not None and abs(short.day - long.day) > DAYS:
        return False
    if short.words < STUB and short.title != long.title:
        return False
    return not likeness.substituted and (likeness.opens_alike or likeness.coverage >= COVERAGE_OF_BRIEFS)


def _count_strange(short: Prepared, long: Prepared) -> int:
    """Numbers of the shorter text that the longer one has nowhere; 0 where it has most of them."""
    here = [word for sentence in short.sentences for word in sentence if word[0].isdigit()]
    there = {word for sentence in long.sentences for word in sentence if word[0].isdigit()}
    strange = sum(word not in there for word in here)
    return strange if 2 * strange > len(here) else 0


def _opens_alike(short: Prepared, long: Prepared) -> bool:
    """Is one of the first sentences of the shorter text among those at the beginning of the longer?"""
    room = max(HEAD_WORDS, HEAD * long.words)
    head: set[tuple[str, ...]] = set()
    for sentence, grams in zip(long.sentences, long.grams, strict=True):
        if room <= 0:
            break
        room -= len(sentence)
        head.update(grams)
    leads = [sentence for sentence in short.folded[:6] if len(sentence) >= LEAD_WORDS][:2]
    return any(2 * sum(gram in head for gram in grams) >= len(grams) for grams in map(_grams, leads))


@dataclass(slots=True)
class _Tally:
    """Words of the shorter text by what the longer one has in their place."""

    kept: int = 0
    substituted: int = 0
    numbers: int = 0
    numbers_other: int = 0
    names: int = 0
    names_other: int = 0


def _align(short: Prepared, long: Prepared) -> _Tally:
    """Every sentence of the shorter text against the sentence of the longer one that is most like it."""
    tally = _Tally()
    left = Counter(long.folded)
    rest = []
    for number, (sentence, key) in enumerate(zip(short.sentences, short.folded, strict=True)):
        if left[key]:
            left[key] -= 1
            _count_kept(sentence, tally)
        else:
            rest.append(number)
    if not rest:
        return tally
    others = [number for number, key in enumerate(long.folded) if _taken(left, key)]
    places: dict[tuple[str, ...], list[int]] = {}
    for other in others:
        for gram in _grams(long.folded[other]):
            places.setdefault(gram, []).append(other)
    for number in rest:
        nearest = _nearest(short.grams[number], places)
        if nearest is not None:
            _count_aligned(short, number, long, nearest, tally)
    return tally


def _taken(left: Counter[tuple[str, ...]], key: tuple[str, ...]) -> bool:
    """Is one of these still unmatched? Each is given out once."""
    if left[key] <= 0:
        return False
    left[key] -= 1
    return True


def _folded(sentence: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(sentence).casefold().split(" "))


def _grams(folded: tuple[str, ...]) -> list[tuple[str, ...]]:
    return list(zip(folded, folded[1:], folded[2:], strict=False)) if len(folded) >= _GRAM else [folded]


def _nearest(grams: frozenset[tuple[str, ...]], places: dict[tuple[str, ...], list[int]]) -> int | None:
    votes = Counter(number for gram in grams for number in places.get(gram, ())[:64])
    if not votes:
        return None
    number, count = min(votes.items(), key=lambda item: (-item[1], item[0]))
    return number if count >= SHARED_RUNS * len(grams) else None


def _count_kept(words: Sequence[str], tally: _Tally, first: bool = True) -> None:
    tally.kept += len(words)
    for number, word in enumerate(words):
        if word[0].isdigit():
            tally.numbers += 1
        elif (number or not first) and word[0].isupper():
            tally.names += 1


def _count_aligned(short: Prepared, number: int, long: Prepared, other: int, tally: _Tally) -> None:
    """Add a pair of nearly equal sentences, word by word."""
    one, two = short.sentences[number], long.sentences[other]
    for step in Levenshtein.opcodes(short.folded[number], long.folded[other]):
        here = one[step.src_start : step.src_end]
        if step.tag == "equal":
            _count_kept(here, tally, first=step.src_start == 0)
        elif step.tag == "replace":
            there = two[step.dest_start : step.dest_end]
            tally.substituted += len(here)
            tally.numbers_other += any(word[0].isdigit() for word in here) and any(word[0].isdigit() for word in there)
            inner = step.src_start > 0 and step.dest_start > 0
            tally.names_other += inner and any(word[0].isupper() for word in here) and any(word[0].isupper() for word in there)
