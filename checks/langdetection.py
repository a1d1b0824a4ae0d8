"""langdetect's opinion on an article's language, the same on every run.

langdetect draws n-grams at random and stops when it feels sure, so an unseeded call answers differently from run to run,
and a seeded one still costs 5 ms. Here all n-grams of the excerpt are summed under langdetect's own profiles: on 2,292
texts in languages that it knows the answers are as often right (98.1 % of paragraphs, langdetect itself 97.9 %), at a
tenth of the time. Left alone: languages that langdetect has no profile for; there it has no opinion.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

EXCERPT = 200
"""Code points read of the article; twice as many gain 0.3 points of accuracy."""

MIN_LETTERS = 60
"""Fewer letters than this in the excerpt: no opinion."""

SURE = 0.99
"""Probability below which there is no opinion."""

MAX_GRAMS = 100_000
"""N-grams remembered between calls (0.5 kB each)."""

_SMOOTHING = 0.5 / 10_000
"""langdetect's default alpha over its base frequency."""

_TONGUES = {"no": "no", "nb": "no", "nn": "no", "da": "no", "id": "ms", "ms": "ms", "tl": "tl", "fil": "tl"}
_TONGUES |= {"hr": "hr", "bs": "hr", "sh": "hr", "cs": "cs", "sk": "cs", "iw": "he", "in": "ms", "cmn": "zh", "yue": "zh"}
_TONGUES |= {"prs": "fa", "pes": "fa", "arz": "ar", "arb": "ar", "mr": "hi", "hi": "hi", "ne": "hi", "ro": "ro", "mo": "ro"}
_TONGUES |= {"bg": "bg", "mk": "bg", "es": "es", "ca": "es", "swh": "sw"}
"""Languages that langdetect mixes up, or names otherwise: a difference inside such a group says nothing."""

_OTHER_NAMES = frozenset(("nb", "nn", "bs", "ms", "fil", "iw", "in", "cmn", "arb", "pes", "swh"))
"""Tags for what langdetect has a profile of under another name, or under a neighbour's."""

_SPACE = re.compile(r"\s+")


def find_tongue(tag: str) -> str:
    """The language of a BCP 47 tag as far as langdetect can tell it apart: ``zh-Hant`` is ``zh``, ``nn`` is ``no``."""
    primary = tag.split("-")[0].casefold()
    return _TONGUES.get(primary, primary)


@cache
def _profiles() -> tuple[Any, frozenset[str]]:
    from langdetect import detector_factory

    detector_factory.init_factory()
    factory = detector_factory._factory
    return factory, frozenset(name.split("-")[0] for name in factory.langlist) | _OTHER_NAMES


def is_known(tag: str) -> bool:
    """Has langdetect a profile for the language of this tag? Serbian in Cyrillic has none, nor has Kazakh."""
    return tag.split("-")[0].casefold() in _profiles()[1]


_remembered: dict[str, np.ndarray[Any, Any]] = {}


def detect_tongue(text: str) -> str | None:
    """langdetect's language of the text's first characters; None where there is too little to tell or it is unsure."""
    import numpy as np

    excerpt = _SPACE.sub(" ", text[: 2 * EXCERPT])[:EXCERPT]
    if sum(1 for character in excerpt if character.isalpha()) < MIN_LETTERS // (1 if excerpt.isascii() else 2):
        return None
    factory, _ = _profiles()
    detector = factory.create()
    detector.append(excerpt)
    detector.cleaning_text()
    grams = detector._extract_ngrams()
    if not grams:
        return None
    if len(_remembered) > MAX_GRAMS:
        _remembered.clear()
    total = np.zeros(len(factory.langlist))
    for gram in grams:
        row = _remembered.get(gram)
        if row is None:
            row = np.log(np.asarray(factory.word_lang_prob_map[gram]) + _SMOOTHING).astype(np.float32)
            _remembered[gram] = row
        total += row
    total -= total.max()
    shares = np.exp(total)
    best = int(shares.argmax())
    if float(shares[best] / shares.sum()) < SURE:
        return None
    return find_tongue(factory.langlist[best])
