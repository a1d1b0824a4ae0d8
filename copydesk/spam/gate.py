"""The cheap gate: which lines could be junk at all.

Sound news text must cost next to nothing, so three quick looks come first: words that trades use, marks of links and
keyword lists, and letters of a script that the page hardly uses. Lines without any of them are never measured, and a page
without any such line is done.
"""

from __future__ import annotations

import re

from copydesk.spam.lexicon import Lexicon

_FORM = re.compile(
    r"://|www\.|\[/?url|\[/?link|<a |href=|\[\.\.\.\]|\[…\]|&#\d|&#x|[a-z][A-Z]{2}|[a-z]{2}[A-Z][a-z]*[A-Z]|>>|<<| [,|/•·»] [^\n]{1,80} [,|/•·»] |\|[^|\n]{1,80}\||\+\d{7}|\d{3}[ .-]\d{3}[ .-]\d{4}|[★☆✅⚡🔥➤►▶◆●💰👉☎📞💯]"
)
_STRANGE = re.compile(r"[^\x00-\u024f\u2000-\u206f\u20a0-\u20bf\u2100-\u214f\s]{3,}")
_TRIM = ".,;:!?\"'()[]{}«»“”„‘’…|/-–—*#>"
LONG_WORDS = 14
"""Words in a line without any sentence mark from which it may be a keyword string."""


def find_suspects(lines: list[str], text: str, lexicon: Lexicon) -> list[int]:
    """Indices of the lines that deserve a full look, ascending. ``text`` is the lines as they stand on the page."""
    found: set[int] = set()
    lowered = text.lower()
    seen = {word.strip(_TRIM) for word in set(lowered.split())}
    hot = {word for word in seen if word in lexicon.triggers or _is_stem(word, lexicon)}
    plain = text.isascii()
    for i, line in enumerate(lines):
        if not line or line.isspace():
            continue
        if not plain and not line.isascii() and _STRANGE.search(line):
            found.add(i)
            continue
        if _FORM.search(line):
            found.add(i)
            continue
        words = line.lower().split()
        if hot and not hot.isdisjoint(word.strip(_TRIM) for word in words):
            found.add(i)
        elif len(words) >= LONG_WORDS and not any(mark in line for mark in (". ", "? ", "! ", ".”", '."')) and line.rstrip()[-1:] not in ".!?…:”\"":
            found.add(i)
    return sorted(found)


def _is_stem(word: str, lexicon: Lexicon) -> bool:
    for n in lexicon.stem_lengths:
        if n <= len(word) and word[:n] in lexicon.stems:
            return any(tier == 2 for _, tier in lexicon.stems[word[:n]])
    return False
