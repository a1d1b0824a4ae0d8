"""Which kinds of characters a text holds, found once for all measures.

A text of six hundred characters has some forty different ones. What each of these can be a sign of (a control character, a
letter that mojibake is made of, a script) is looked up, and what no character is a sign of need not be searched for.
"""

from __future__ import annotations

import re

CONTROL = 1
INVISIBLE = 2
LOST = 4
"""May be part of what stands for lost characters."""
SUSPECT = 8
"""Neither ASCII nor a typographic mark."""
ODD = 16
"""A character on ftfy's list that sound text seldom holds, whatever stands beside it."""
ACCENTED = 32
"""A Latin letter with an accent, which ftfy's list has beside another such letter or a typographic mark."""
MARK = 64
CYRILLIC = 128
CYRILLIC_CAPITAL = 256
"""One of the capitals that ftfy's list has on both sides of a typographic mark."""
CJK = 512
NOT_LATIN = 1024

_MOST_KNOWN = 70_000

CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
INVISIBLES = "\ufeff\u2060\ufff9-\ufffb\u200b"
LOST_HINTS = "?\ufffd\ud800-\udfff锟斤占쏙嚙踝пï烫屯"
QUOTES = "\xa0\u2010-\u201f\u2022\u2026"
"""Typographic quotes, dashes and spaces: alone no sign of damage, and in most English paragraphs."""
MARKS = f"{QUOTES}\xab\xbb"
LATIN = "\xc0\xc1\xc4-\xd6\xd8-\xf6\xf8-\xff\u0100-\u0151\u0154-\u017e"
SOUND = f"\x00-\x7f{MARKS}{LATIN}\u0401\u0410-\u044f\u0451\u0590-\u06ff\u0900-\u0eff\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef"
"""What is on ftfy's list of bad pairs only beside certain others, if at all."""
SHOUTED = "ВГРС"

_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (CONTROL, f"[{CONTROLS}]"),
        (INVISIBLE, f"[{INVISIBLES}]"),
        (LOST, f"[{LOST_HINTS}]"),
        (SUSPECT, f"[^\x00-\x7f{QUOTES}]"),
        (ODD, f"[^{SOUND}]"),
        (ACCENTED, f"[{LATIN}]"),
        (MARK, f"[{MARKS}]"),
        (CYRILLIC, "[\u0400-\u04ff]"),
        (CYRILLIC_CAPITAL, f"[{SHOUTED}]"),
        (CJK, "[\u2e80-\uabff\ue000-\uffef]"),
        (NOT_LATIN, "[\u0370-\u1dff\u2e80-\ufaff]"),
    )
)


class _Known(dict[str, int]):
    """The kinds of each character, found when it is first met."""

    def __missing__(self, character: str) -> int:
        if len(self) >= _MOST_KNOWN:  # more than the first plane: somebody goes through all of Unicode
            self.clear()
        kinds = self[character] = sum(kind for kind, pattern in _KINDS if pattern.match(character))
        return kinds


_known = _Known()


def find_kinds(text: str) -> int:
    """The kinds of a text's characters, as bits of one number. Linear; in a text of one script some microseconds."""
    kinds = 0
    for character in set(text):
        kinds |= _known[character]
    return kinds
