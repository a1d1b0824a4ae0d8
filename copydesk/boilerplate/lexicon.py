"""Words that tell: log odds of boilerplate against body for words and pairs of words, learnt across sites.

'Newsletter', 'read more', 'Getty Images': where the page is in a language that the lexicon has met, its words sharpen the
judgement; elsewhere every word is unknown, the measures are 0, and shape and place decide alone. Each word carries two
numbers, for short lines (menus, buttons) and for long ones (cookie notices, appeals to subscribe), because 'share' says
much on a button and nothing in a sentence. Only words from several sites enter, so none is a site's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from copydesk.boilerplate.characters import distinct
from copydesk.boilerplate.features import PROSE_LETTERS, shifts, windows
from copydesk.boilerplate.menus import label_phrases
from copydesk.boilerplate.sheet import hash_words, pair_words
from copydesk.kernels import find_kernel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from copydesk.boilerplate.sheet import Flags, Floats, Ints, Reading, Sheet


NEAR, REACH = (-2, -1, 1, 2), (4, 12)
"""Places of the neighbours whose words count, and lines looked at on either side for their mean."""
CUE_ODDS = (2.0, 0.0)
"""Log odds of a cue word that no labelled page taught: about half of what the same words have where they were learnt."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sorted 64-bit hashes of words and word pairs, and their log odds: column 0 for short lines, 1 for long ones. ``index`` is what
    compiled code looks words up in, None without."""

    hashes: NDArray[np.uint64]
    odds: Floats
    index: Any = None

    def find(self, values: NDArray[np.uint64]) -> Ints:
        """The place of each value among the hashes, −1 where it is none of them."""
        import numpy as np

        if self.index is not None:
            places: Ints = self.index.find_all(values)
            return places
        places, known = _find(values, self.hashes)
        return np.where(known, places, -1)


def hash_entries(entries: list[str]) -> NDArray[np.uint64]:
    """The hash of each entry (a word, two words, or two or three characters of an unspaced script)."""
    import numpy as np

    values = np.zeros(len(entries), np.uint64)
    sizes = np.fromiter(map(len, entries), np.int64, len(entries))
    line, hashes = hash_words("".join(entries), np.repeat(np.arange(len(entries)), sizes))
    same = line[1:] == line[:-1]
    values[line] = hashes
    values[line[1:][same]] = pair_words(hashes[:-1][same], hashes[1:][same])
    return values


@cache
def _cue_hashes(menus: bool) -> NDArray[np.uint64]:
    """Sorted hashes of the cue words, with what ``menus`` say or without; of a phrase of several words its last two."""
    import orjson

    data = orjson.loads(files("copydesk.boilerplate").joinpath("data/cues.json").read_bytes())
    phrases = {phrase for phrases in data.values() for phrase in phrases} | (label_phrases().keys() if menus else set())
    return distinct(hash_entries(sorted(phrases)))


def _find(values: NDArray[np.uint64], hashes: NDArray[np.uint64]) -> tuple[Ints, Flags]:
    """The place of each value among the sorted hashes, and whether it is there."""
    import numpy as np

    if not len(hashes):
        return np.zeros(len(values), np.int64), np.zeros(len(values), bool)
    places = np.minimum(np.searchsorted(hashes, values), len(hashes) - 1)
    return places, hashes[places] == values


def add_cues(lexicon: Lexicon, *, menus: bool = True) -> Lexicon:
    """The lexicon with the cue words of more than forty languages, and what ``menus`` say in seventy, at ``CUE_ODDS``, where it has
    not learnt them."""
    import numpy as np

    cues = _cue_hashes(menus)
    new = cues[~_find(cues, lexicon.hashes)[1]]
    hashes = np.concatenate((lexicon.hashes, new))
    odds = np.concatenate((lexicon.odds, np.tile(CUE_ODDS, (len(new), 1))))
    order = np.argsort(hashes, kind="stable")
    return index_lexicon(Lexicon(hashes[order], odds[order]))


def index_lexicon(lexicon: Lexicon) -> Lexicon:
    """The lexicon with what compiled code looks words up in, if there is any."""
    kernel = find_kernel("sheet")
    return Lexicon(lexicon.hashes, lexicon.odds, None if kernel is None else kernel.Index(lexicon.hashes))


def read_lexicon(data: dict[str, list[float]], *, menus: bool = True) -> Lexicon:
    """The lexicon from its JSON form ``{"read more": [2.1, 0.4], …}``."""
    import numpy as np

    hashes = hash_entries(list(data))
    odds = np.array(list(data.values()), float).reshape(-1, 2)
    order = np.argsort(hashes, kind="stable")
    return add_cues(Lexicon(hashes[order], odds[order]), menus=menus)


def measure_known(reading: Reading, lexicon: Lexicon) -> float:
    """The share of a page's words and pairs of words that the lexicon has."""
    if reading.compiled is not None and lexicon.index is not None:
        return share_known(reading.compiled.known(lexicon.index), reading.compiled.floats[2])
    import numpy as np

    sheet = reading.measure()
    known = np.bincount(sheet.lexeme_line[(lexicon.find(sheet.lexeme) >= 0)[sheet.lexeme_at]], minlength=sheet.n)
    return share_known(known / np.maximum(np.bincount(sheet.lexeme_line, minlength=sheet.n), 1), sheet.words)


def share_known(known: Floats, words: Floats) -> float:
    """The share of a page's words and pairs of words that a lexicon has, from the share of each line's and the number of its words."""
    return float((known * words).sum()) / max(float(words.sum()), 1.0)


def measure_words(sheet: Sheet, lexicon: Lexicon) -> dict[str, Floats]:
    """What the lexicon says of each line and its neighbours; all 0 where it knows none of the words."""
    import numpy as np

    n, line, odds = sheet.n, sheet.lexeme_line, lexicon.odds
    at = lexicon.find(sheet.lexeme)[sheet.lexeme_at]
    hit = at >= 0
    line, at = line[hit], at[hit]
    long = (sheet.letters >= PROSE_LETTERS)[line].astype(np.int64)
    value, value_long = odds[at, long], odds[at, 1]
    known = np.bincount(line, minlength=n)
    total = np.bincount(line, value, minlength=n)
    every = np.bincount(sheet.lexeme_line, minlength=n)
    high, low, high_long = np.zeros(n), np.zeros(n), np.zeros(n)
    np.maximum.at(high, line, value)
    np.minimum.at(low, line, value)
    np.maximum.at(high_long, line, value_long)
    tone = total / np.sqrt(every + 1.0)
    out: dict[str, Floats] = {
        "words_tone": tone, "words_mean": total / np.maximum(known, 1), "words_high": high, "words_low": low,
        "words_known": known / np.maximum(every, 1), "words_high_long": high_long,
    }  # fmt: skip
    for name, values in (("words_tone", tone), ("words_high", high)):
        out |= zip((f"{name}{by:+d}" for by in NEAR), shifts(values, NEAR), strict=True)
    before, after = windows(tone, REACH)
    out |= zip((f"words_tone-w{radius}" for radius in REACH), before, strict=True)
    out |= zip((f"words_tone+w{radius}" for radius in REACH), after, strict=True)
    return out
