"""Lines as keys: the same furniture on two pages of a site gives the same key.

Case, white space and figures are levelled, so ``12 comments`` and ``7 Comments`` are one line. Lines of fewer than four
letters (two, where letters are syllables or words) say nothing: ``and``, ``***``, ``1/2`` have no key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b

LEAST_LETTERS, LEAST_WIDE = 4, 2
PROSE_LETTERS, LONG_LETTERS = 50, 140
"""Characters from which a line with a sentence end, and one without, may be a sentence of the story."""
_FIGURES = re.compile(r"[0-9]+")
_CLOSING = "\"'”’»）)]」』"
_ENDS = ".!?…。！？।۔؟։።"


def level_line(line: str) -> str:
    """The line without what differs between two prints of it; levelling twice changes nothing more."""
    return " ".join(_FIGURES.sub("0", line).casefold().split())


def level_key(level: str) -> int | None:
    """A number of 64 bits for a levelled line, None for a line that says nothing."""
    if len(level) < 2 * LEAST_LETTERS and sum(map(str.isalpha, level)) < (LEAST_LETTERS if level.isascii() else LEAST_WIDE):
        return None
    return int.from_bytes(blake2b(level.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def line_key(line: str) -> int | None:
    """The key of a line as it stands on a page."""
    return level_key(level_line(line))


def is_prose(line: str) -> bool:
    """May the line be a sentence of a story? It is long and ends as a sentence does, or is longer than a headline gets; in
    scripts without spaces a third of that is long."""
    line = line.rstrip()
    scale = 1 if line.isascii() or line.count(" ") * 15 > len(line) else 3
    return len(line) * scale >= PROSE_LETTERS and (len(line) * scale >= LONG_LETTERS or line.rstrip(_CLOSING)[-1:] in _ENDS)


def key_lines(lines: Iterable[str]) -> dict[int, str]:
    """Every key of a page with its levelled line."""
    levels = map(level_line, lines)
    return {key: level for level in levels if (key := level_key(level)) is not None}
