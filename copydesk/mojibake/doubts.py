"""Which lines of a text deserve a look, and why: the questions that nearly all text answers with no, asked of the whole text first.

An entity, a control, a question mark inside a word, a word that is not at home on the page. In a sound page of any length no line is
looked at by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from copydesk.mojibake.images import Gains, is_worth_a_search, load_verdicts
from copydesk.mojibake.lossy import has_hole
from copydesk.mojibake.strangers import find_strangers, has_lost_bytes, is_spaced_chinese, split_words
from copydesk.mojibake.survey import AMPERSAND, CONTROL, HOLE, LOST, SPACED

_ENTITY: Final = re.compile("&[#A-Za-z][A-Za-z0-9]{1,31};")
_CONTROL: Final = re.compile(r"[\x01-\x08\x0e-\x1b\x7f]")
_SIGN: Final = re.compile(f"{_ENTITY.pattern}|{_CONTROL.pattern}")
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEW: Final = 12  # odd words up to which a line is asked for each before it is split
_LONG: Final = 800  # characters of a text whose languages are sure though some of it be damaged


class Doubt(IntEnum):
    """Why a line is looked at; the greater, the more is tried."""

    NONE = 0
    SIGN = 1  # an entity, a control or a hole: no chain is searched
    STRANGER = 2  # a word that is not at home, without a better reading of its own
    READABLE = 3  # a word with a better reading
    KNOWN = 4  # in a source of which a chain is known


@dataclass(frozen=True, slots=True)
class Doubts:
    """What of the whole text its lines must be asked for; ``seen``: what the survey of the text saw."""

    seen: int
    signs: bool
    holes: bool
    east: bool
    lost: bool
    long: bool
    strangers: frozenset[str]
    languages: tuple[int, ...]
    gains: dict[str, Gains]

    def find_lines(self, text: str) -> Iterator[tuple[int, str]]:
        """(start, line with its break) of the lines that there may be a doubt about, in order."""
        if self.holes or self.east or self.lost or len(self.strangers) > _FEW:
            for found in _LINE.finditer(text):
                yield found.start(), found.group()
            return
        marks = [text.rfind("\n", 0, found.start()) + 1 for found in _SIGN.finditer(text)] if self.signs else []
        starts = set(marks)
        for word in self.strangers:
            at = text.find(word)
            while at >= 0:
                starts.add(text.rfind("\n", 0, at) + 1)
                end = text.find("\n", at)
                at = text.find(word, end) if end >= 0 else -1
        for start in sorted(starts):
            yield start, text[start : (text.find("\n", start) + 1) or None]

    def of_line(self, line: str) -> Doubt:
        """The greatest doubt about one line."""
        if not line.isascii():
            if (self.lost and has_lost_bytes(line)) or (self.east and is_spaced_chinese(line)):
                return Doubt.READABLE
            if self.strangers and (len(self.strangers) > _FEW or any(word in line for word in self.strangers)):
                words = split_words(line)
                odd = self.strangers.intersection(words)
                if odd:
                    return Doubt.READABLE if self._is_readable(words, odd) else Doubt.STRANGER
        if self.signs and (_ENTITY.search(line) or _CONTROL.search(line)):
            return Doubt.SIGN
        return Doubt.SIGN if self.holes and has_hole(line) else Doubt.NONE

    def _is_readable(self, words: list[str], odd: frozenset[str]) -> bool:
        """Whether one chain makes enough of the odd words of a line; few among many must mend to words of the text's own languages."""
        gains = {w: self.gains[w] for w in odd if w in self.gains}
        if not gains:
            return False
        few = self.long and 2 * len(gains) < sum(not w.isascii() for w in words)
        return is_worth_a_search(gains, self.languages if few else ())


def find_doubts(text: str, seen: int) -> Doubts | None:
    """What may be wrong with the text; None for a sound one. ``seen``: its signs (see ``survey``)."""
    signs = bool(seen & CONTROL) or (bool(seen & AMPERSAND) and _ENTITY.search(text) is not None)
    holes = bool(seen & (HOLE | LOST)) and has_hole(text)
    if text.isascii():
        return Doubts(seen, signs, holes, False, False, False, frozenset(), (), {}) if signs or holes else None
    strangers, languages = find_strangers(text, seen)
    lost, east = bool(seen & LOST), bool(seen & SPACED) and is_spaced_chinese(text)
    if not (signs or holes or strangers or east or lost):
        return None
    return Doubts(seen, signs, holes, east, lost, len(text) > _LONG, strangers, languages, load_verdicts().gains(strangers))
