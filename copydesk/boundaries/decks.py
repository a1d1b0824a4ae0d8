"""What the headlines of a file have in common: the deck below each, and the letters or Roman numbers before them.

A deck (subtitle) is marked by nothing; that every story has a headline, then one unended line of its own, then byline, day or dateline, is
what tells it. Left alone: a second line that is the first one's continuation (headlines broken at one width), names, papers, lines
that repeat. ``A)``, ``II.``, ``三、`` go only where they count the stories from the first to the last.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import Shape
from copydesk.boundaries.signatures import BOARD_TAG
from copydesk.formats.columns import is_media, is_name, measure_width
from copydesk.late import compile_late
from copydesk.types import Field, FieldName

_SHARE = 0.6  # share of the stories that must have a deck
_SHORTEST, _LONGEST, _WORDS = 16, 200, 3  # columns of a deck, and its words in a script that parts them
_SLOTS = (Shape.BYLINE, Shape.DATE, Shape.META, Shape.DATELINE)
_NEAR = 3  # rows below the deck among which a slot of the header must stand
_ENUMERATED = compile_late(
    r"(?:([A-Z])|([IVX]{1,5})|([一二三四五六七八九十]{1,3}))(?:[.)]\s+|[、：]\s?)|\d{1,3}[.)]\s+|"
    r"[\u2460-\u2487\u3220-\u3229]\s?"
)
_SOURCED = compile_late(
    r"(?P<source>[^\W\d_][^:,;–—]{2,40}), (?:pp?|pg|page|S|Seite|pág|página|pag|pagina|стр|с|str|s|blz)\.? ?\d{1,4}(?:[-–]\d{1,4})?"
    r"(?: [-–—]|:) (?P<title>\S.{14,})"
)
_SIGNED = compile_late(r"(?P<title>\S.{6,200}?)\s\((?P<name>[^()]{5,40})\)")
_ORG_TAGS = compile_late(r"\s{2,}:(?:[\w@#%]{1,30}:){1,6}\Z")
_LEAST_FRAMED = 12  # characters of a headline between single signs (``~ Headline ~``)
_SIGNS = "■□●○◎〇◆◇▲▼★☆▶► "  # that stand before headlines in Japanese and Chinese digests, without a blank perhaps
_CIRCLED = frozenset(map(chr, (*range(0x2460, 0x2488), *range(0x3220, 0x322A))))  # ① to ⑳, ⑴ to ⒇, ㈠ to ㈩
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_HAN = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")


def can_be_deck(rows: Sequence[Row], at: int, repeated: frozenset[str]) -> bool:
    """Whether a row can be a deck: a line of words without full stop, and a slot of the header below it."""
    if at <= 0 or at >= len(rows):
        return False
    row = rows[at]
    if row.shape is not Shape.SHORT or row.terminal or row.masked in repeated or not _SHORTEST <= measure_width(row.text) <= _LONGEST:
        return False
    if is_name(row.text) or is_media(row.text) or not row.text.lstrip("\"“„«‘'")[:1].isalnum() or row.text[:1].islower():
        return False
    if row.text.isascii() and len(row.text.split()) < _WORDS:
        return False
    for below in rows[at + 1 : at + 1 + _NEAR]:
        if below.shape in _SLOTS:
            return True
        if below.shape is Shape.TEXT or below.terminal:
            return False
    return False


def have_decks(stories: Sequence[Sequence[Row]], titles: Sequence[int], repeated: frozenset[str]) -> bool:
    """Whether the stories of a file (with the index of each one's headline, -1 for none) have a deck under their headlines."""
    found = [
        (0 if rows[at + 1].gap else rows[at].size, rows[at + 1].text)
        for rows, at in zip(stories, titles, strict=True)
        if at >= 0 and can_be_deck(rows, at + 1, repeated)
    ]
    if len(found) < 2 or len(found) < _SHARE * len(titles) or len({text for _, text in found}) < len(found):
        return False
    widest = max(rows[at].size for rows, at in zip(stories, titles, strict=True) if at >= 0)
    return any(size + 1 + len(text.split()[0]) <= widest for size, text in found)  # else the next word would not have fitted: one headline


def read_headline(text: str) -> tuple[Field, ...]:
    """The headline of a line, without a frame of bars, and the paper where its name and page stand before it."""
    text = BOARD_TAG.sub("", text).strip() or text if "[/" in text else text
    text = _ORG_TAGS.sub("", text) if text[-1] == ":" else text
    text = text[2:-2].strip() if len(text) > _LEAST_FRAMED and text[0] == text[-1] in "~^°-–—=" and text[1] == " " == text[-2] else text
    text = " ".join((text.strip("| \t") if text[:1] == "|" == text[-1:] else text).split()).lstrip(_SIGNS) or text
    if text[:2] == "//" == text[-2:]:
        text = text.strip("/ ") or text
    if text[0] == "【" and text.find("】") == len(text) - 1 > 1:
        text = text[1:-1]
    if m := _SOURCED.fullmatch(text):
        return (Field(FieldName.TITLE, m["title"]), Field(FieldName.PUBLISHER, m["source"]))
    return (Field(FieldName.TITLE, text),)


def have_signed_headlines(headlines: Sequence[str]) -> bool:
    """Whether each headline of a file has a name in brackets behind it (``Headline (Ann Lowry)``), and the names are not all the same."""
    found = [m["name"] for text in headlines if (m := _SIGNED.fullmatch(text)) and is_name(m["name"]) and not is_media(m["name"])]
    return 1 < len(found) == len(headlines) and len(set(found)) > 1


def read_signed(text: str) -> tuple[Field, ...]:
    """The headline and the writer in the bracket behind it."""
    m = _SIGNED.fullmatch(text)
    return (*read_headline(m["title"]), Field(FieldName.AUTHOR, m["name"])) if m else read_headline(text)


def is_quoted(text: str) -> bool:
    """Whether a line is one quotation from its first character to its last."""
    pair = text[:1] + text[-1:]
    return (
        len(text) > _LEAST_FRAMED
        and pair in ("«»", "“”", "„“", "„”", '""', "「」", "『』", "»«", "<>", "【】", "《》")
        and pair[1] not in text[1:-1]
    )


def are_enumerated(headlines: Sequence[str]) -> bool:
    """Whether letters, Roman or Chinese numbers before the headlines count them from the first to the last."""
    return len(headlines) > 1 and any(all(read(text) == n for n, text in enumerate(headlines, 1)) for read in (_read_letter, _read_number))


def drop_place(headline: str) -> str:
    """The headline without its letter or number."""
    return _ENUMERATED.sub("", headline, count=1)


def _read_letter(text: str) -> int:
    m = _ENUMERATED.match(text)
    return ord(text[0]) - 64 if m and m.end() and text[0].isascii() and not text[1].isalpha() else 0


def _read_number(text: str) -> int:
    m = _ENUMERATED.match(text)
    if m and text[0].isdecimal():
        return int(text[: m.end()].strip(" .)"))
    if m and text[0] in _CIRCLED:
        return int(unicodedata.numeric(text[0]))
    sign = text[: m.end()].rstrip(".)、： \t") if m else ""
    return _ROMAN.index(sign) + 1 if sign in _ROMAN else _HAN.index(sign) + 1 if sign in _HAN else 0
