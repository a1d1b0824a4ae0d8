"""The shapes of words: what a reading must not put into them, and what only looks damaged.

``QUË`` is no ``QU”``, ``ДЕКЛАРАЦИЯДУ`` no Greek, ``sandwich†`` no ``sandwichå``: letters of languages that nobody counted, capitals and
footnote marks save bits when they are read as something else, and are nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from operator import sub
from typing import TYPE_CHECKING, Final

from copydesk.charset.codepages import is_single_byte
from copydesk.late import compile_late
from copydesk.mojibake.chains import reading_map

if TYPE_CHECKING:
    from collections.abc import Iterable

_POSSESSIVE: Final = compile_late("(?:s|t|d|m|re|ve|ll)(?![^\\W\\d_])")
_LAT: Final = "A-Za-z\u00c0-\u024f"
# Letters of the alphabets, without their punctuation (the Arabic comma stands behind a quotation mark).
_ALPHA: Final = "[A-Za-z\u00c0-\u037d\u037f-\u0386\u0388-\u0588\u05d0-\u060b\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u1fff]"
_LATIN_LETTERS: Final = compile_late(f"[{_LAT}]")
_MIXED: Final = compile_late(f"[{_LAT}][-'’]?[\u0370-\u1fff]|[\u0370-\u1fff][-'’]?[{_LAT}]")
SHAPES: Final = (
    compile_late("[\x00-\x1f\x7f-\x9f¢-¦¨©¬-±´-¶¸¼-¾×÷ʰ-˿\u2027-\u2bff\ue000-\uf8ff\ufff0-\uffff]"),
    compile_late(
        f"{_ALPHA}(?:[–—„†‡•]|[“‘](?={_ALPHA}))|[–—†‡•…]{_ALPHA}|(?<!^)”{_ALPHA}|(?<!\\S)’{_ALPHA}{{2}}|{_ALPHA}{{3}}’(?![\u2e80-\uffdc]|(?:s|t|d|m|re|ve|ll)\\b)"
    ),
    compile_late("[a-zß-öø-ÿа-яёά-ώ][A-ZÀ-ÖØ-ÞА-ЯЁΆ-Ϋ]"),
    compile_late("[A-ZÀ-ÖØ-Þ]{2}[a-zß-öø-ÿ]"),
)
# Signs that may be a word of their own: ``1,20 €``, ``er – wie immer –``.
_LONE_SIGNS: Final = frozenset("€£–—…•")


def is_worse_shape(old: str, new: str) -> bool:
    """Whether the reading puts into a word what words do not have: signs, a second script, a capital after a small letter."""
    if len(old) == 1 and new in _LONE_SIGNS:
        return False
    if any(len(shape.findall(new)) > len(shape.findall(old)) for shape in SHAPES):
        return True
    if len(old) == len(new) and _loses_letters(old, new):
        return True
    mixed = len(_MIXED.findall(new)) > len(_MIXED.findall(old))
    return mixed and 2 * len(_LATIN_LETTERS.findall(new)) > sum(c.isalpha() for c in new)


def _loses_letters(old: str, new: str) -> bool:
    """Whether a small Latin letter became a sign elsewhere than where quotes stand: ``ìmotî`` may be ``“mot”``, ``aní`` is not ``an’``."""
    for i, (a, b) in enumerate(zip(old, new, strict=True)):
        if "À" <= a < "\u0250" and a.islower() and ((b < "À" and b not in "ºª²³¹¼½¾") or "\u2010" <= b <= "\u2bff"):
            before, after = new[i - 1 : i], new[i + 1 : i + 2]
            quote = (
                (b == "“" and not before.isalpha())
                or (b == "„" and not new[:i].strip("(["))
                or (b in "”“" and not after.isalpha() and before.strip() != "")
            )
            quote = quote or (b == "”" and i == 0 and after.isupper())
            if not quote and not (b == "’" and before.isalpha() and after.isalpha() and (i <= 4 or _POSSESSIVE.match(new, i + 1))):
                return True
    return False


_ALPHABETIC: Final = compile_late(r"(?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f])+(?:[-’'](?:[^\W\d_])+){0,4}")
_EDGES: Final = " .,;:!?()[]\"'«»“”„‘’-–—…/0123456789"
_VOWELS: Final = 0.7  # share of the combining marks that stand on vowels in decomposed text
_BRIEF: Final = 8  # letters
_MARKED: Final = re.compile("[aeiouy][\u0300-\u036f]*\\Z")
_TABLE: Final = 8  # characters of the shortest table of letters
_MARKS: Final = re.compile("[\u0300-\u036f]")
_OPENING: Final = "“‘«„‹"
_CLOSING: Final = "”’»›"
# Marks of footnotes, deaths, ordinals and lists, hard by a word that is sound without them.
_NOTED: Final = compile_late("[A-Za-z]{2,}[)”’.,]?[¹²³†‡ºª°•‰¶™®]{1,2}[.,;:)]?|[¹²³†‡•¶§][A-Za-z]{2,}[.,;:)]?")
_DRAWING: Final = re.compile("[─-▟]+")
# Pages made for another alphabet than the Latin, with the first and the last letter of it.
_ALPHABETS: Final = (
    (("windows-1251", "koi8", "ibm866", "ibm855", "ibm1125", "iso-8859-5", "x-mac-cyrillic", "kz-1048", "ptcp154"), "\u0400", "\u052f"),
    (("x-mn-font", "x-tj-font"), "\u0400", "\u052f"),
    (("windows-1253", "iso-8859-7", "ibm737", "ibm869", "x-mac-greek"), "\u0370", "\u03ff"),
    (("windows-1255", "iso-8859-8", "ibm862"), "\u0590", "\u05ff"),
    (("windows-1256", "iso-8859-6", "ibm720", "ibm864"), "\u0600", "\u06ff"),
    (("windows-874",), "\u0e00", "\u0e7f"),
    (("armscii-8",), "\u0530", "\u058f"),
    (("georgian",), "\u10a0", "\u10ff"),
)


def is_drawing(word: str) -> bool:
    """Whether the word is lines of a tree or a box: ``├──``. Letters that were read as such are of more kinds."""
    return _DRAWING.fullmatch(word) is not None and len(set(word)) < 4


def is_alphabet(word: str) -> bool:
    """Whether the characters stand in the order of the code chart, as in a table of letters."""
    if len(word) < _TABLE:
        return False
    codes = list(map(ord, word))
    return list(map(sub, codes[1:], codes)).count(1) > 0.8 * len(word)


def is_shouted(olds: Iterable[str]) -> bool:
    """Whether the words, as they stand, are of letters alone and all in capitals."""
    bare = [old.strip(_EDGES) for old in olds]
    return all(word.isupper() and _ALPHABETIC.fullmatch(word) for word in bare if word) and any(len(word) > 1 for word in bare)


def is_unlikely(before: list[str], changed: list[tuple[str, str]], link: tuple[str, str], known: float) -> bool:
    """Whether the mended words only look damaged, ``known`` (0 to 1) of what they are mended to being words of the language.

    Marks that compose with their letters, quotation marks without their fellows, footnote marks, letters one by one, a page of another
    alphabet that shows none of it, and words beside them that the wrong reader cannot have shown.
    """
    writer, reader = link
    olds = [old for old, _ in changed]
    if reader == "windows-1258" and _compose(olds):
        return True
    if known < 0.5 and not _is_quoted(changed):
        return True
    if known < 1.0 and all(_NOTED.fullmatch(old) for old in olds):
        return True
    if not known and (all(_is_cry(old) for old in olds) or _is_brief(changed, 4)):
        return True
    if max(len(new.strip(_EDGES)) for _, new in changed) < 2 and _letters_beside(before, olds) < 4 * len(changed):
        return True
    if is_shouted(olds) and (known < (0.6 if len(changed) < 4 else 0.2) or _is_brief(changed, _BRIEF) or _makes_dots(changed)):
        return True
    return _shows_no_letter(changed, writer) or (known < 0.5 and _is_unexplained(before, changed, reader))


def _compose(olds: list[str]) -> bool:
    """Whether nearly every combining mark stands on a vowel: the text is decomposed, and was never read in a wrong page."""
    text = unicodedata.normalize("NFD", " ".join(olds)).lower()
    marks = [_MARKED.search(text, max(0, m.start() - 4), m.start()) is not None for m in _MARKS.finditer(text)]
    return sum(marks) > _VOWELS * len(marks)


def _is_cry(word: str) -> bool:
    """Whether a word repeats a letter: ``Ãããã``, ``ÄÄÄÄH``."""
    return len(word) > 3 and len(set(word.strip(_EDGES).lower())) < 3


def _is_brief(changed: list[tuple[str, str]], most: int) -> bool:
    """Whether a word or two of few letters became letters of another alphabet: abbreviations and names do that by chance.

    What is counted are the letters that were shown: two for a Chinese character.
    """
    size = sum(max(len(old), len(new)) for old, new in changed)
    return size < most and not any(old[:1] < "\u0250" and new[:1] < "\u0250" for old, new in changed)


def _makes_dots(changed: list[tuple[str, str]]) -> bool:
    """Whether a capital became dots or a dash."""
    return any(b in "…—–" and a.isalpha() for old, new in changed if len(old) == len(new) for a, b in zip(old, new, strict=True))


def _is_quoted(changed: list[tuple[str, str]]) -> bool:
    """Whether quotation marks made of letters open and close, or stand inside a word as apostrophes do."""
    opened = closed = 0
    for old, new in changed:
        if len(old) != len(new):
            return True
        for i, (a, b) in enumerate(zip(old, new, strict=True)):
            if a == b or not a.isalpha() or not ("\u00c0" <= a <= "\u024f"):
                continue
            before, after = i > 0 and new[i - 1] not in "([—–-", new[i + 1 : i + 2].isalpha()
            if b == "’" and new[i - 1 : i].isalpha() and after:
                continue
            opened += b in _OPENING + "”" and not before
            closed += b in _CLOSING + "“‘" and before
    return opened == closed


def _letters_beside(before: list[str], olds: list[str]) -> int:
    """Letters of the words that were left alone, those of one letter not counted."""
    taken = set(olds)
    return sum(len(t) for t in before if t not in taken and len(t) > 1 and t.isalpha())


def _shows_no_letter(changed: list[tuple[str, str]], writer: str) -> bool:
    """Whether letters became others though the page was made for another alphabet and few letters of that have come out."""
    for names, first, last in _ALPHABETS:
        if writer.startswith(names):
            pairs = [(a, b) for old, new in changed if len(old) == len(new) for a, b in zip(old, new, strict=True) if a != b]
            made = [b for a, b in pairs if a.isalpha() or b.isalpha()]
            return 2 * sum(first <= b <= last for b in made) < len(made)
    return False


def _is_unexplained(before: list[str], changed: list[tuple[str, str]], reader: str) -> bool:
    """Whether words of the same alphabet stand beside the mended ones that the reader cannot have shown, and theirs become another's."""
    if not is_single_byte(reader):
        return False
    block = {ord(c) >> 8 for old, _ in changed for c in old if c.isalpha() and c > "\x7f"}
    made = {ord(c) >> 8 for _, new in changed for c in new if c.isalpha() and c > "\x7f"}
    if len(block) != 1 or block & made or block <= {0, 1}:
        return False
    table = reading_map(reader)
    taken = {old for old, _ in changed}
    return any(
        any(ord(c) >> 8 in block and c.isalpha() and ord(c) not in table for c in token)
        for token in before
        if not token.isascii() and token not in taken
    )
