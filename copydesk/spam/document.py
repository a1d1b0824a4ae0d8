"""What a document is like where it is surely itself: its script, its language's small words, its vocabulary.

Junk is told by standing out *from its document*, so the measure is taken from the document's prose: lines with sentence
punctuation, weighted by their letters. A page whose junk outweighs its article is still measured by the article.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Protocol

from copydesk.kernels import find_kernel
from copydesk.language.voices import ask_cld2, readable
from copydesk.late import compile_late
from copydesk.spam.scripts import count_scripts
from copydesk.spam.words import find_pieces, find_words, fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Sentence punctuation of the scripts served: Western, CJK, Devanagari danda, Arabic, Urdu, Armenian, Ethiopic, Khmer, Burmese, Tibetan.
ENDS = ".!?…。！？｡।॥؟۔։።፧៕။།"
CLOSING = "\"'”’»«)]」』"
SENTENCE = compile_late(rf"[^\W\d_]{{2}}[\"'”’»)\]」』]*[{ENDS}](?=[\"'”’»)\]」』]*(?:\s|$))|[。！？।۔။]")
_ANY_END = re.compile(f"[{ENDS}]")
SAMPLE = 2000
"""Characters that are shown to CLD2."""
LEAST_SCORE = 250
"""CLD2's score per kilobyte below which its word is a guess."""
LEAST_LETTERS, LEAST_ENDED = 200, 60
"""Letters of prose that a document is measured by. Where there are fewer, it is measured by lines that end as sentences do, if they have
so many and half of all: a brief in Chinese has no more, and junk beside it is no part of it."""
FREQUENT = 60
"""Commonest words of a document that are looked at; the long ones among them say what it is about, and are left out."""
_ENDS = frozenset(ENDS)


@cache
def load_function_words() -> dict[str, frozenset[str]]:
    """Small word -> the languages in which it is among the most frequent."""
    lists = json.loads(resources.files("copydesk.spam").joinpath("data/function_words.json").read_text("utf8"))
    found: dict[str, set[str]] = {}
    for language, words in lists.items():
        for word in words.split():
            found.setdefault(word, set()).add(language)
    spoken: dict[frozenset[str], frozenset[str]] = {}  # most words are of one language alone
    return {word: spoken.setdefault(same := frozenset(languages), same) for word, languages in found.items()}


def count_function_words(small: list[str], size: int, own: str) -> tuple[int, int]:
    """How many of the small words of a text of ``size`` words are the language ``own``'s, and how many that one's that has most."""
    table = load_function_words()
    spoken = [table[word] for word in small]
    mine = sum([own in languages for languages in spoken])
    if mine * 2 > len(spoken) or mine * 4 > size:
        return mine, mine
    found: Counter[str] = Counter()
    for languages in spoken:
        found.update(languages)
    return mine, max(found.values(), default=0)


class Vocabulary(Protocol):
    """Words, counted."""

    def get(self, word: str, default: int, /) -> int:
        """How often the word is there."""


@dataclass(frozen=True, slots=True)
class Document:
    """The measure of a document.

    ``scripts``: share of its prose letters by script; ``language``: whose small words it uses ('' where it uses none);
    ``sample``: the beginning of its prose; ``frequent``: its own commonest words; ``vocabulary``: words of its prose, counted;
    ``pieces``: pairs of letters of its prose (``folded``) in scripts without spaces, counted. ``prose``: its words as compiled code has
    them, which counts the frequent ones itself, or None.
    """

    scripts: dict[str, float]
    language: str
    sample: str
    frequent: frozenset[str]
    vocabulary: Vocabulary
    folded: str
    prose: Any = None

    @property
    def tongues(self) -> frozenset[str]:
        """What CLD2 takes the document's prose for: asked when the first run of fragments wants to know."""
        return _find_tongues(self.sample)

    @property
    def pieces(self) -> Counter[str]:
        """Counted when the first unit in such a script wants to know."""
        return _count_pieces(self.folded)


@lru_cache(maxsize=8)
def _count_pieces(folded: str) -> Counter[str]:
    return Counter(itertools.chain.from_iterable(map(find_pieces, folded.split("\n"))))


@lru_cache(maxsize=8)
def _find_tongues(sample: str) -> frozenset[str]:
    return frozenset(heard.language for heard in ask_cld2(readable(sample)) if heard.share >= 0.15)


def count_sentences(text: str) -> int:
    """Matches of ``SENTENCE``."""
    return len(SENTENCE.findall(text)) if _ANY_END.search(text) else 0


def is_terminated(text: str) -> bool:
    """Does the text end with a sentence mark, closing quotation marks and brackets aside?"""
    return text.rstrip(CLOSING)[-1:] in _ENDS


def measure_foreign_tongue(text: str, document: Document) -> float:
    """Share of the text that CLD2 takes for a language that the document is not in; 0 where it cannot tell."""
    tongues = document.tongues
    heard = ask_cld2(readable(text[:SAMPLE])) if tongues else ()
    return min(1.0, sum(voice.share for voice in heard if voice.language not in tongues and voice.score >= LEAST_SCORE))


def is_prose(line: str) -> bool:
    """Is the line a sentence or more by form alone: long enough and ended like one? A line of many words that ends in a comma is not."""
    if len(line) < 40:
        return False
    text = line.strip()
    return len(text) >= 40 and is_terminated(text) and "://" not in text


def measure_document(lines: list[str], words: Any = None) -> Document:
    """The measure of a document from its lines: from prose where there are LEAST_LETTERS of it, else from lines that end as sentences do if
    they are the most of it, else from everything.

    ``words``: the compiled table of words, if there is one."""
    prose = [line for line in lines if is_prose(line)]
    scripts = count_scripts("\n".join(prose))
    if sum(scripts.values()) < LEAST_LETTERS:
        prose, scripts = lines, count_scripts("\n".join(lines))
        ended = [line for line in lines if is_terminated(line.rstrip()) and "://" not in line]
        among = count_scripts("\n".join(ended))
        if sum(among.values()) >= max(LEAST_ENDED, sum(scripts.values()) / 2):
            prose, scripts = ended, among
    total = sum(scripts.values()) or 1
    text = "\n".join(prose)
    folded = fold(text)
    shares = {name: n / total for name, n in scripts.items()}
    kernel = find_kernel("prose") if words is not None else None
    if kernel is not None:
        counted = kernel.Prose(words, folded, FREQUENT)
        if not counted.known:
            counted = kernel.Prose(words, find_words(folded), FREQUENT)
        language = tell_tongues()[3][counted.tongue] if counted.tongue >= 0 else ""
        return Document(shares, language, text[:SAMPLE], frozenset(), counted, folded, counted)
    vocabulary = Counter(find_words(folded))
    often = sorted([row for row in vocabulary.items() if row[1] >= 3], key=itemgetter(1), reverse=True)
    common = {word for word, _ in often[:FREQUENT] if len(word) <= 8}
    return Document(shares, find_tongue(vocabulary), text[:SAMPLE], frozenset(common), vocabulary, folded)


@cache
def tell_tongues() -> tuple[dict[str, int], NDArray[np.int32], NDArray[np.int32], list[str]]:
    """Small words by their row; the numbers of the languages that they are of, row by row, after where each row begins (and the last ends);
    and the languages by name."""
    import numpy as np

    words = load_function_words()
    names = sorted(frozenset().union(*words.values()))
    column = {name: place for place, name in enumerate(names)}
    starts = np.cumsum([0, *map(len, words.values())], dtype=np.int32)
    tongues = np.fromiter(map(column.__getitem__, itertools.chain.from_iterable(words.values())), np.int32, int(starts[-1]))
    return {word: row for row, word in enumerate(words)}, starts, tongues, names


def find_tongue(vocabulary: Mapping[str, int]) -> str:
    """The language whose small words are most of the counted words', of equals the last by name; '' where none has any."""
    import numpy as np

    row, starts, tongues, names = tell_tongues()
    met = [word for word in vocabulary if word in row]
    if not met:
        return ""
    rows = [tongues[starts[row[word]] : starts[row[word] + 1]] for word in met]
    mentions = np.repeat([vocabulary[word] for word in met], list(map(len, rows)))
    counts = np.bincount(np.concatenate(rows), mentions, len(names))
    return names[len(names) - 1 - int(counts[::-1].argmax())]
