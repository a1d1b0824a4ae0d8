"""Damage left in an article's text: mojibake that a repair should have undone, and characters that no repair brings back.

As a reader sees it: ``cafÃ©``, ``锛屾垜浠``, ``ÖÐ¹ú``, ``оПХБЕР``; and beyond repair ``锟斤拷``, ``????``, ``Fran?ais``.
This is a second opinion by other means than the repair itself: ftfy's list of character pairs that sound text does not
hold, and four tests of what a wrong charset leaves behind. Left alone: anything in ASCII, old or rare spellings,
accented capitals in a row, question marks after a word (``What???``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ftfy.badness import badness

from checks.signs import (
    ACCENTED,
    CJK,
    CYRILLIC,
    CYRILLIC_CAPITAL,
    LATIN,
    LOST,
    LOST_HINTS,
    MARK,
    MARKS,
    ODD,
    QUOTES,
    SHOUTED,
    SOUND,
    SUSPECT,
    find_kinds,
)

MIN_LETTERS = 8
"""Fewer letters than this carry no evidence for a charset."""

ACCENTED_SHARE = 0.5
"""Share of U+00C0–U+00FF among the letters of a paragraph. Vietnamese and Icelandic stay below 0.3; CJK bytes read as
Latin-1 lie above 0.6."""

RUNS_TRIED = 3
"""Runs of CJK characters a paragraph that are read back: a wrong charset spoils them all alike."""

SALAD_SHARE, SALAD_WORDS = 0.9, 6
"""Share of the Cyrillic words (of so many at least) that are in capitals after their first letter, where one of them begins
with a small one (``оПХБЕР``): KOI8-R read as windows-1251 turns the case round. A shouted headline has no such word."""

_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_SUSPECT = re.compile(f"[^\x00-\x7f{QUOTES}]")
_MAY_BE_BAD = re.compile(f"[^{SOUND}]|[{LATIN}][{MARKS}]|[^\x00-\x7f][{LATIN}]|[{SHOUTED}][{MARKS}][{SHOUTED}]")
"""What every pair of characters on ftfy's list has: a sign that sound text seldom holds, or Latin letters with an accent beside
another such letter or a typographic mark. Asking ftfy's list itself costs ten times as much."""
_ACCENTED = re.compile(r"[\xc0-\xd6\xd8-\xf6\xf8-\xff]")
_LETTER = re.compile(r"[^\W\d_]")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_CYRILLIC_WORD = re.compile(r"[\u0400-\u04ff]{3,}")
_SALAD = re.compile(r"(?<![\u0400-\u04ff])[\u0430-\u044f\u0450-\u045f][\u0410-\u042f\u0400-\u040f]{3}")
_CJK_RUN = re.compile(r"(?=[\u2e80-\uabff\ue000-\uffef])[^\x00-\x7f\uac00-\ud7af]{4,60}")
_CJK_CHARSETS = ("gb18030", "big5", "cp932")

_LOST = re.compile(
    "[\ufffd\ud800-\udfff]+"
    "|(?:锟斤拷|锟斤|斤拷|锟)+|(?:占쏙옙|쏙옙)+|(?:嚙踝蕭|嚙踝|踝蕭|嚙)+|(?:пїЅ)+|(?:ï¿½)+|(?:�)+|(?:烫|屯){4,}"
    r"|(?<![\w?!])\?{3,}|\?{6,}"
    r"|(?<=[a-z\xdf-\xff\u0430-\u044f])\?(?=[a-z\xdf-\xff\u0430-\u044f])(?![a-z]{1,12}[=&])"
)
_LOST_HINT = re.compile(f"[{LOST_HINTS}]")


@dataclass(frozen=True, slots=True)
class Damages:
    """Places with mojibake, characters lost for good, and the first example of either (60 characters at most)."""

    mojibake: int
    lost: int
    example: str | None


def measure_damage(paragraphs: list[str], kinds: int | None = None) -> Damages:
    """What is damaged in the paragraphs. ``kinds``: those of all their characters (``find_kinds``), where the caller knows them.

    Linear; paragraphs are searched only for what a character of theirs is a sign of.
    """
    if kinds is None:
        kinds = find_kinds("".join(paragraphs))
    places = lost = 0
    example: str | None = None
    for paragraph in paragraphs if kinds & (LOST | SUSPECT) else ():
        for found in _LOST.finditer(paragraph) if kinds & LOST and _LOST_HINT.search(paragraph) else ():
            lost += found.end() - found.start()
            example = example or _around(paragraph, found.start())
        if not kinds & SUSPECT or paragraph.isascii() or not _SUSPECT.search(paragraph):
            continue
        hits = _count_bad(paragraph, kinds) or sum(1 for _ in _misread_runs(paragraph, kinds))
        if hits:
            places += hits
            first = _NON_ASCII.search(paragraph)
            example = example or _around(paragraph, first.start() if first else 0)
    return Damages(places, lost, example)


def _count_bad(paragraph: str, kinds: int) -> int:
    """Places on ftfy's list."""
    if not kinds & (ODD | ACCENTED) and not (kinds & CYRILLIC_CAPITAL and kinds & MARK):
        return 0
    return badness(paragraph) if _MAY_BE_BAD.search(paragraph) else 0


def _around(text: str, at: int) -> str:
    return " ".join(text[max(0, at - 20) : at + 40].split())


def _misread_runs(text: str, kinds: int) -> Iterator[str]:
    """The traces of a wrong charset that ftfy does not look for."""
    if kinds & (ACCENTED | ODD) and _is_accent_salad(text):
        yield "cjk-or-cyrillic-as-latin"
    if kinds & CYRILLIC and _is_case_salad(text):
        yield "koi8-as-windows-1251"
    for run in islice(_CJK_RUN.finditer(text), RUNS_TRIED) if kinds & CJK else ():
        if is_utf8_read_as_cjk(run[0]):
            yield "utf8-as-cjk"


def _is_accent_salad(text: str) -> bool:
    accented = len(_ACCENTED.findall(text))
    if accented < MIN_LETTERS or accented < ACCENTED_SHARE * len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS)):
        return False
    return accented >= ACCENTED_SHARE * len(_LETTER.findall(text))


def _is_case_salad(text: str) -> bool:
    if not _SALAD.search(text):
        return False
    words = _CYRILLIC_WORD.findall(text)
    shouted = sum(1 for word in words if word[1:].isupper())
    return len(words) >= SALAD_WORDS and shouted >= SALAD_SHARE * len(words)


def is_utf8_read_as_cjk(run: str) -> bool:
    """Do the bytes of this run in a CJK charset read as UTF-8 once more (``锛屾垜浠`` was ``，我们``)?

    Asked are three characters of three bytes, and four times as many readable ones as torn: the bytes of sound Chinese
    or Japanese are next to never that; of Korean they may be, in two-byte characters, so cp949 is not asked.
    """
    for charset in _CJK_CHARSETS:
        read = run.encode(charset, "replace").decode("utf-8", "replace")
        torn = read.count("\ufffd")
        if 5 * torn > len(read):
            continue
        wide = sum(1 for character in read if "\u0800" <= character != "\ufffd")
        two = sum(1 for character in read if "\x80" <= character < "\u0800")
        if wide + two >= 3 and wide + two >= 4 * torn and (wide >= 3 or (charset == "gb18030" and two >= 6)):
            return True
    return False
