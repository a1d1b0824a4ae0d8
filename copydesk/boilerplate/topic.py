"""Whether a section below the story goes on with it: the words that both use.

The second half of an article names the people, places and things of the first; a teaser and the next article name others. Function words
are shared by all prose of a language, so a sixth of the words is common ground anyway. A reader's comment or a summary may share as much
as the story itself, and a copy of the story all: so much tells nothing.

Left alone: inflected forms (they count as other words), and words of fewer than four letters.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from copydesk.late import compile_late

MOST = 2000
"""Characters of a line that are looked at."""
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = compile_late(rf"[^\W\d_{_UNSPACED}]{{4,}}|[{_UNSPACED}]{{2,}}")
_ONE = re.compile(rf"[{_UNSPACED}]")
_FIRST = "\u0e00"
"""The first character of a script that is written without spaces, or in which words are short: pairs of characters are words there."""


def read_words(texts: Iterable[str]) -> list[str]:
    """The words of lines, folded: those of four letters and more, and in scripts without spaces every pair of characters. Linear."""
    found: list[str] = []
    for text in texts:
        for word in _WORD.findall(text[:MOST].casefold()):
            if word[0] >= _FIRST and _ONE.match(word):
                found += [word[i : i + 2] for i in range(len(word) - 1)]
            else:
                found.append(word)
    return found


def share_words(words: Collection[str], story: Collection[str]) -> float:
    """The share of the words that the story uses too, 0 to 1; 0 where there are none."""
    return sum(word in story for word in words) / max(len(words), 1)
