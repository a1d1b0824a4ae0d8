"""Which of many literals a text holds, at the cost of a few.

A literal in Latin letters is looked for only where its first word is among the text's words; one in another script only in
a text that uses the script, as a substring, for stems are listed there. So a list of hundreds costs an English text three.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")
_PARTING = {code: " " for code in range(128) if not chr(code).isalnum()}
_SCRIPTS = (
    re.compile("[\u0400-\u04ff]"),
    re.compile("[\u4e00-\u9fff]"),
    re.compile("[\u3040-\u30ff]"),
    re.compile("[\uac00-\ud7af]"),
    re.compile("[\u0e00-\u0e7f]"),
    re.compile("[\u0600-\u06ff]"),
    re.compile("[\u0900-\u097f]"),
)


def find_words(text: str) -> list[str]:
    """The words of a text, case-folded, in order: runs of letters and digits."""
    folded = text.casefold()
    return folded.translate(_PARTING).split() if folded.isascii() else _WORD.findall(folded)


class Literals:
    """A set of case-folded literals, ready to be looked for."""

    __slots__ = ("_by_script", "_by_word", "_signs")

    def __init__(self, literals: Iterable[str]) -> None:
        self._by_word: dict[str, list[str]] = {}
        self._by_script: list[tuple[re.Pattern[str], list[str]]] = [(script, []) for script in _SCRIPTS]
        self._signs: list[str] = []
        for literal in sorted(literals):
            foreign = next((listed for script, listed in self._by_script if script.search(literal)), None)
            word = _WORD.search(literal)
            if foreign is not None:
                foreign.append(literal)
            elif word is None:
                self._signs.append(literal)
            else:
                self._by_word.setdefault(word[0], []).append(literal)

    def find_in(self, folded: str, words: Iterable[str]) -> set[str]:
        """The literals that the case-folded text holds; ``words`` are its words."""
        found = {sign for sign in self._signs if sign in folded}
        for word in self._by_word.keys() & set(words):
            found.update(literal for literal in self._by_word[word] if literal in folded)
        if folded.isascii():
            return found
        for script, literals in self._by_script:
            if script.search(folded):
                found.update(literal for literal in literals if literal in folded)
        return found
