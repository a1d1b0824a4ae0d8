"""Who else worked on a story: contributors, reporters named in brackets below, and editors.

``(Xinhua reporters Zhang Zhongkai, Liu Heyao and Zhou Ye contributed to the story.)``, ``(Reporting by A; Editing by B)``,
``（责任编辑：王明）``. Only whole lines below the story (or a bracket that ends its last paragraph) count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from copydesk.fields.names import read_names
from copydesk.fields.tables import credit_words
from copydesk.late import compile_late

MAX_LINE = 420
_CONTRIBUTED = compile_late(
    r"[\[(（*_—–-]*\s*(?P<who>[^.;:!?]{3,260}?)\s+(?:also\s+)?(?:contributed|have contributed|has contributed|"
    r"helped)\s+(?:to|with|in|reporting|research|additional reporting)\b[^.]{0,80}[.\s)\]）*_]*",
)
_SPLIT = re.compile(r"\s*[;；。|]\s*|\.\s+(?=[A-ZА-Я])")
_BRACKETED_TAIL = compile_late(r"\s*[(（\[]([^()（）\[\]]{4,300})[)）\]]\s*$")
_CLOSERS = tuple(")）]")
_STATION = compile_late(
    r"(?P<who>[^;.]{4,80}?)\s+(?:also\s+)?(?:reported |contributed (?:reporting |research )?)?(?:from|in)\s+[A-Z][\w ,.'’-]{1,50}"
)
_IN_PLACE = compile_late(r"\s+in\s+[A-Z][\w.'’-]*(?:(?:,)?\s+[A-Z][\w.'’-]*){0,3}")


@cache
def _clause() -> re.Pattern[str]:
    """A clause such as ``Reporting by Jane Doe``: its group says what the people did."""
    kinds = "|".join(f"(?P<{kind}>{'|'.join(credit_words(kind))})" for kind in ("contributor", "editor", "writer"))
    return re.compile(rf"\s*(?:{kinds})\s*[:：=]?\s*(?P<who>.{{2,160}})", re.IGNORECASE)


@cache
def _opening() -> re.Pattern[str]:
    """What such a clause begins with."""
    return re.compile("|".join(pattern for kind in ("contributor", "editor", "writer") for pattern in credit_words(kind)), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Credits:
    """People named below a story: ``contributors`` and ``editors``, in order, names only."""

    contributors: tuple[str, ...]
    editors: tuple[str, ...]


def read_credits(text: str) -> Credits | None:
    """The people of a line (or bracket) that credits contributors or editors and says nothing else; None for any other line."""
    text = text.strip()
    if not 5 < len(text) <= MAX_LINE:
        return None
    if ("contributed" in text or "helped" in text) and (match := _CONTRIBUTED.fullmatch(text)) is not None:
        names = read_names(_IN_PLACE.sub("", match["who"].replace("Additional reporting", "")))
        return Credits(names.kept, ()) if names and (names.kept or names.agencies or names.organisation) else None
    if (stations := _read_stations(text)) is not None:
        return stations
    bare = text.strip("()（）[]【】*_—– \t.")
    if bare[:1].isalnum() and not _opening().match(bare):
        return None  # nor does its first clause, then
    contributors: list[str] = []
    editors: list[str] = []
    clauses = [c for c in _SPLIT.split(bare) if c.strip()]
    for clause in clauses:
        match = _clause().fullmatch(clause.strip(" ()"))
        if match is None:
            return None
        names = read_names(_IN_PLACE.sub("", match["who"]).strip(" ."))
        if names is None or not (names.kept or names.organisation or names.agencies):
            return None
        (editors if match["editor"] else contributors).extend(names.kept)
    return Credits(tuple(dict.fromkeys(contributors)), tuple(dict.fromkeys(editors))) if clauses else None


def _read_stations(text: str) -> Credits | None:
    """``Jane Doe reported from Paris; John Smith from Berlin.``"""
    bare = text.strip("()[]*_—– .")
    if "reported from" not in bare and "contributed reporting" not in bare and "contributed from" not in bare:
        return None
    kept: list[str] = []
    for clause in re.split(r";\s*(?:and\s+)?|,\s+and\s+|\s+and\s+(?=[A-Z][\w.-]+\s[A-Z])", bare):
        match = _STATION.fullmatch(clause)
        names = read_names(match["who"]) if match else None
        if names is None or not names.kept:
            return None
        kept += names.kept
    return Credits(tuple(dict.fromkeys(kept)), ())


def find_bracketed_tail(text: str) -> tuple[int, str] | None:
    """Where a bracket that ends a paragraph begins (white space included), and what it holds."""
    if text.rstrip()[-1:] not in _CLOSERS:
        return None
    match = _BRACKETED_TAIL.search(text, max(0, len(text) - 320))
    return (match.start(), match[1]) if match else None
