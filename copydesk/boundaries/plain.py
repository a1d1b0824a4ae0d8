"""Sentences that are running text for certain: what most lines of an article are, told without asking for each shape they could have.

``Officials said on Monday that the harbour, closed since the storm, would open again before the end of the week.`` Eight words without a
digit are more than any end mark, counter, time or address has; a full stop behind more than ninety characters is what no slot of a header
has; and without a colon, bar or wide gap near its beginning a line has no label. Left to ``find_shape``: every line that a dateline or
rights may open, in capitals, or with any other sign in front.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from copydesk.boundaries.datelines import find_dateline
from copydesk.boundaries.shapes import COPYRIGHT_OPENS, END_OPENS, LABEL_HEAD, LABEL_SIGN
from copydesk.lines import is_terminal

PROSE, MAY_BE_DATED, MAY_STATE_RIGHTS, MAY_BE_NUMBERED, MAY_BE_CLOSED = 1, 2, 4, 8, 16
"""That a line is running text, and what the kernel ``rows`` leaves open of it, as bits."""
_LEAST = 90  # characters that a sentence has more of than a headline with a full stop
_BEHIND_OTHERS = frozenset(("th", "st", "ar", "te", "it", "me", "re"))  # ``the end``, ``end of story``: more than the last word of a line
_WORDS = re.compile(r"[\"“‘']?(?:[A-Za-z]+\W{1,4}){8}")
_MOST = 220  # characters of a line; longer ones are running text by their length


def is_plain_sentence(text: str) -> bool:
    """Whether a stripped line, or joined paragraph, is running text that neither a number nor anything else opens; False says nothing."""
    size = len(text)
    if not _LEAST < size <= _MOST or text[1].isupper() or not is_terminal(text[-40:]):
        return False
    head = text[:LABEL_HEAD]
    if ":" in head or "=" in head or "|" in head or (not head.isascii() and "：" in head) or " - " in head or not _WORDS.match(text):
        return False
    return (
        (text[:2] if text[0].isalpha() else text[1:3]).lower() not in COPYRIGHT_OPENS
        and not LABEL_SIGN.search(head)
        and " " in text
        and not find_dateline(text)
    )


def _make_table(openings: Iterable[str]) -> bytes:
    """For every two characters of ASCII, ``first << 7 | second``, whether a word may begin with them; some openings are one character."""
    table = bytearray(0x4000)
    for opening in filter(str.isascii, openings):
        codes = [*map(ord, opening)]
        for second in codes[1:] or range(0x80):
            table[codes[0] << 7 | second] = 1
    return bytes(table)


RIGHTS_TABLE, ENDS_TABLE = _make_table(COPYRIGHT_OPENS), _make_table(END_OPENS - _BEHIND_OTHERS)
"""With what a line that states rights, and a word that closes a story, can begin: for the kernel that reads a page's lines."""
