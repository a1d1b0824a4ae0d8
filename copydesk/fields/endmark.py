"""End marks: the sign that a story is over, on a line of its own or after the last sentence.

``… she said. –0–``, ``… Pu said. Enditem``, ``###``, ``（完）``, ``- 30 -``. A word that also ends sentences (*end*, *fin*) counts only
alone on its line. Agencies' closing initials (``jmr/acm``) and a line of nothing but a full stop are end marks too.
"""

from __future__ import annotations

import re
from functools import cache

from copydesk.fields.tables import fold, word_set
from copydesk.late import compile_late

_NUMBERED = re.compile(
    r"(?:[-–—=]{1,3}\s?(?:0|30|x|xx|xxx|ends?|fin|oo|more)\s?[-–—=]{1,3}|(?:#\s?){1,6}|\*\s?end\s?\*|"
    r"[-–—]{0,2}\s?(?:ends|END)\s?[-–—]{1,2})",
    re.IGNORECASE,
)
_INITIALS = re.compile(
    r"(?:[a-zà-ž]{2,4}(?:[/-][a-zà-ž]{2,4}){1,4}|[A-Z]{2,3}/[A-Z]{2,3}(?:/[A-Z]{2,3})?|"
    r"[a-z]{2,4}(?:/ ?[a-z]{2,4}){1,3}/?|/[A-Za-z]{2,8}/|\([a-z]{2,4}(?:/[a-z]{2,4}){1,3}\))"
)
_DASH = re.compile("[-–—/]")  # what every mark has that begins with a letter or digit
_NOTHING = re.compile(r"[\s.·•\-–—=_*]{1,6}")


_SIGNED = compile_late(
    r"(?<=[.!?”\"’)])\s+(?:PTI(?:\s[A-Z]{2,4}){1,6}|\(النهاية\)(?:\s[^\W\d_]{1,3}(?:\s/)?){0,6})\Z"
)  # an agency (or its end mark) with its desk's initials, behind the last sentence
_LONGEST_SIGNED = 40
_BEGINNING = re.compile(r"(?<=[\s.!?…”\"»’')।。！？」』）])\S|[(（【\[■□◼∎#<《]")  # of a mark behind a sentence, or of one that is a sign
_LONGEST_TAIL = 14
_STAMP = re.compile(r"[A-Z]{2,4}-[A-Z]{2,3}-\d\d-\d\d-\d\d(?:\s\d{4}\s?[A-Z]{3})?|\(END\)\s[\w .]{2,40}|--\s?[A-Z]{3,12}")


def is_end_line(text: str) -> bool:
    """Whether a stripped line, last in its story, is nothing but an end mark."""
    if len(text) > 40:
        return False
    folded = fold(text)
    if folded in word_set("endmarks", "lines") or folded in word_set("endmarks", "tails"):
        return True
    return (not text[:1].isalnum() or bool(_DASH.search(text))) and (
        bool(_NUMBERED.fullmatch(text) or _STAMP.fullmatch(text) or _INITIALS.fullmatch(text) or _NOTHING.fullmatch(text))
    )


@cache
def _last_signs() -> frozenset[str]:
    """The folded characters that end marks end in; a mark that ends in white space is none that ``fold`` knows."""
    return frozenset("-–—=#*") | {mark[-1] for mark in word_set("endmarks", "tails")}


def find_end_tail(text: str) -> int | None:
    """Where an end mark after the last sentence of a paragraph begins (white space before it included); None if there is none.

    Looks at the last 24 characters only.
    """
    end = text[-_LONGEST_SIGNED:]
    if ("PTI" in end or "(النهاية)" in end) and (signed := _SIGNED.search(end)) is not None:
        return len(text) - len(signed[0])
    tail = text[-24:]
    base = len(text) - len(tail)
    marks = word_set("endmarks", "tails")
    if tail[-1:].strip() and fold(tail[-1:])[-1:] not in _last_signs():
        return None
    for found in _BEGINNING.finditer(tail, max(1, len(tail) - _LONGEST_TAIL)):
        mark = tail[found.start() :]
        if fold(mark) in marks or (len(mark) > 2 and _NUMBERED.fullmatch(mark)):
            at = base + found.start()
            while at and text[at - 1].isspace():
                at -= 1
            return at
    return None
