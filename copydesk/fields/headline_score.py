"""How much a line above a web page's story looks like its headline: a small linear score over traits that need no language.

The weights (``data/headline_weights.json``) were fitted on development pages by ``build_headline_weights``; the score of the best line is
compared with that of there being no headline at all.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from copydesk.fields.layout import Row
from copydesk.fields.tables import KNOWN_LINES
from copydesk.late import compile_late
from copydesk.lines import has_from

_MARKS = "\u0300-\u036f\u05b0-\u05c7\u064b-\u065f\u0900-\u0963\u0971-\u0de5\u0df0-\u0dff\u1a00-\u1aff"
"""Vowel signs and other marks that stand within words, which ``re`` does not count among letters."""
_WORDS = compile_late(rf"(?:[^\W\d_]|[{_MARKS}]){{4,}}")
_UNSPACED = compile_late(r"[\u0e00-\u0e4e\u0e80-\u0ece\u0f40-\u0fbc\u1000-\u103f\u1050-\u1080\u1780-\u17d3]+")
TELLING, ROOT = 5, 6
"""Letters from which a word tells what a story is about, and letters of it that are looked for: what follows may be inflected."""
SHARED = 3
"""Of so many terms of a question one at least must be the story's."""
PIECE, UNSPACED_WORD = 4, 6
"""Characters that are compared at a time where words are not parted (Thai, Burmese, Khmer), and about the length of such a word."""
_HAN = compile_late(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_CAPTION = compile_late(
    r"getty|photo|image|©|\bcredit\b|\(ap\b|reuters\)?$|/afp|afp\)?$|courtesy|foto|bild|picture|file\)|imago|dpa\)?$|stock$", re.IGNORECASE
)
STEM = 0.7
"""The share of a word's letters, four at least, by which it is looked for in the story: languages that inflect change the rest."""
LONG_ENTRY = 25
"""Characters from which a line is longer than a menu's entry usually is."""
FULL_STOPS = (".", "。", "｡", "।", "॥", "۔", "։", "።", "။", "។", "།")
"""Full stops: Western, Chinese and Japanese, Indic, Urdu, Armenian, Ethiopic, Burmese, Khmer, Tibetan."""
_CAPTION_WORDS = (
    "getty", "photo", "image", "credit", "(ap", "reuters", "afp", "courtesy", "foto", "bild", "picture", "file)", "imago", "dpa", "stock",
)  # one of which every caption in ASCII holds  # fmt: skip
_WIDE_LETTER = 2.2
"""A Han, Kana or Hangul letter says about as much as so many Latin ones."""


@cache
def weights() -> dict[str, float]:
    """The weight of each trait; ``none`` is the score of there being no headline."""
    return dict(json.loads(files("copydesk.fields").joinpath("data/headline_weights.json").read_text("utf-8")))


def is_statement(text: str) -> bool:
    """Whether a line ends in a full stop, as paragraphs do and headlines seldom do."""
    stopped = text.rstrip("\"'”’»)」』").endswith(FULL_STOPS)
    return stopped and not text.endswith(("...", "U.S.", "Inc.", "Jr.", "p.m.", "a.m."))


def _find_terms(text: str) -> set[str]:
    """What a line may share with the story: words of four letters and more, single Han letters, pieces of unparted Thai and its like."""
    if text.isascii():
        return set(_WORDS.findall(text.lower()))
    unspaced = _UNSPACED.findall(text)
    pieces = {run[i : i + PIECE] for run in unspaced for i in range(len(run) - PIECE + 1)}
    rest = _UNSPACED.sub(" ", text) if unspaced else text
    return {t.casefold() for t in _WORDS.findall(rest)} | _find_han(text) | pieces


def _is_unspaced(term: str) -> bool:
    return term >= "\u0e00" and bool(_HAN.match(term) or _UNSPACED.match(term))


def _find_han(text: str) -> set[str]:
    return set(_HAN.findall(text)) if has_from(text, "\u3040") else set()


def shares_words(text: str, body_text: str) -> bool:
    """Whether a third of a line's longer terms stand in the story's beginning (case folded), endings aside where words have them."""
    terms = _find_terms(text)
    telling = [term for term in terms if len(term) >= TELLING or _is_unspaced(term)] or terms
    return SHARED * sum(term[:ROOT] in body_text for term in telling) >= len(telling)


def _is_caption(text: str) -> bool:
    if text.isascii():
        lower = text.lower()
        if not any(word in lower for word in _CAPTION_WORDS):
            return False
    return bool(_CAPTION.search(text))


def _measure_words(text: str, wide: bool) -> float:
    """The line's words, 1 for twenty and more, by its letters where nothing parts them."""
    if wide:
        return 0.5
    letters = 0 if text.isascii() else sum(map(len, _UNSPACED.findall(text)))
    return min(max(len(text.split()), letters / UNSPACED_WORD), 20) / 20


@lru_cache(maxsize=KNOWN_LINES)
def _read_line(text: str) -> tuple[list[tuple[str, str]], bool, dict[str, float]]:
    """What a line says by itself: its terms with their stems, whether it is long, and those traits for which its place does not matter."""
    wide = has_from(text, "\u3040") and len(_HAN.findall(text)) > len(text) / 3
    size = len(text) * (_WIDE_LETTER if wide else 1.0)
    traits = {
        "words": _measure_words(text, wide),
        "short": size < 15,
        "middling": 20 <= size <= 120,
        "deck": size > 110,
        "statement": is_statement(text),
        "dots": text.endswith(("…", "...")),
        "colon": ":" in text[3:-3],
        "capitals": text.isupper() and not wide,
        "digit": text[0].isdigit(),
        "bullet": text[0] in "*•-·–+>[",
        "pipe": any(sign in text for sign in "|>»"),
        "caption": _is_caption(text),
    }
    terms = [(term, term[: max(4, round(len(term) * STEM))]) for term in _find_terms(text)]
    return terms, size > 35, {name: float(value) for name, value in traits.items()}


def headline_traits(
    rows: Sequence[Row], row: Row, lead: Row, slots: Collection[int], body_text: str, above: int, repeated: bool, alone: bool
) -> dict[str, float]:
    """The traits of a candidate, 0 to 1 each.

    ``slots``: indexes of byline, date and source rows. ``body_text``: the story's beginning, case folded. ``above``: candidates of 25
    characters or more above this one. ``repeated``: the page has the same line elsewhere. ``alone``: no other candidate is longer than
    a menu's entry.
    """
    before = rows[row.index - 1] if row.index else None
    after = rows[row.index + 1] if row.index + 1 < len(rows) else None
    terms, is_long, own = _read_line(row.text)
    distance = max(lead.index - row.index, 0)
    near = [term for term, stem in terms if stem in body_text]
    told = sum([term in body_text for term in near])
    return {
        "overlap": told / len(terms) if terms else 0.0,
        "stems": len(near) / len(terms) if terms else 0.0,
        **own,
        "alone": float(alone and (own["middling"] > 0 or own["deck"] > 0)),
        "body": float(row.body),
        "distance": min(math.log1p(distance) / 4, 1.0),
        "above": min(above, 10) / 10,
        "repeated": float(repeated),
        "repeated-long": float(repeated and is_long),
        "slot-next": float(row.index + 1 in slots),
        "slot-near": float(any(row.index < i < row.index + 5 for i in slots)),
        "slot-before": float(row.index - 1 in slots),
        "gap-before": min(row.gap, 3) / 3,
        "gap-after": min(after.gap, 3) / 3 if after else 1.0,
        "short-before": float(before is not None and len(before.text) < 25),
        "short-after": float(after is not None and len(after.text) < 25),
    }


def stand_alone(candidates: Sequence[Row]) -> bool:
    """Whether at most one of the candidates is longer than the entry of a menu."""
    return sum(1 for row in candidates if len(row.text) >= LONG_ENTRY) <= 1


def score(traits: dict[str, float]) -> float:
    """The weighted sum of the traits."""
    table = weights()
    return sum([table[name] * value for name, value in traits.items() if value and name in table])
