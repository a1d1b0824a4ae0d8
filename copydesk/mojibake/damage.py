"""Text beyond repair: found, named and left as it is.

``锟斤拷`` and ``ï¿½`` are what became of characters that were already lost when the bytes were read again; ``????`` and U+FFFD are lost
outright. No letter can be won back from them, so they are not touched: whoever publishes must know. A question after a question
(``???``, ``Why??``) in sound text is left alone: only marks that stand inside or in place of words count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from copydesk.late import compile_late
from copydesk.types import Damage

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOST: Final = re.compile("[\ufffd]+")
_RUINS: Final = compile_late(
    "(?:锟斤拷|锟斤|斤拷|锟\ufffd?){1,200}|(?:占쏙옙|占쏙|쏙옙){1,200}|(?:嚙踝蕭|嚙踐蕭|嚙請|嚙賞|嚙碼){1,200}|(?:ï¿½){1,200}|(?:пїЅ){1,200}|(?:ďż˝){1,200}|(?:ｿｽ|ï½¿ï½½){1,200}|(?:яюЊ){1,200}"
)
# UTF-8 of a sign read as GBK, its last byte lost: ``锛?`` was a comma, a colon or a question mark, ``鈥?`` a quote or a dash.
_SWALLOWED: Final = compile_late("[锛鈥銆][?？\ufffd]")
# UTF-8 of Chinese or Japanese read as latin-1 whose C1 controls were thrown away: leads and signs in a heap.
_STRIPPED: Final = re.compile("[ä-é][¡-¿][ -¿ä-éïã]{0,6}[ä-é][¡-¿][ -¿ä-éïã]{0,6}[ä-é][¡-¿]")
# UTF-8 read as windows-1252 twice, bytes lost to question marks in between: ``Ã?Â¢â?¬â?¢`` was an apostrophe or a dash.
_HOLLOW: Final = compile_late("Ã\\?Â[¢£¤¥¦§¨©«»‚„]?(?:â\\?[¬¢žŸ\x80-\xbf]?){0,4}")
_STRIPPED_WORD: Final = re.compile("[ä-é][¡-¿]")
_INSIDE: Final = re.compile(r"\?(?=[^\W\d_A-Z])")
# Every ruin holds one of these: finding a short string costs next to nothing.
_OMENS: Final = ("锟", "斤拷", "占쏙", "쏙옙", "嚙", "ï¿½", "пїЅ", "ďż˝", "ｿｽ", "ï½", "яюЊ")
_OMENS_IN_BYTES: Final = tuple(omen.encode() for omen in _OMENS)
_SWALLOWERS: Final = tuple(lead.encode() for lead in "锛鈥銆")
_ASCII: Final = bytes(range(0x80))
_QUOTES: Final = frozenset(("“”", '""', "''", "‘’", "「」", "«»", "()", "（）", "``"))
# Astonishment, not loss: the marks stand hard by a whole word of ASCII letters and nothing follows but more of them.
_ASKS: Final = re.compile("[A-Za-z]{3}\\?{2,8}[\\s!]?\\Z")
_MARKS: Final = re.compile(r"\?{3,}|(?:\?{1,20} ){3,}\?+")


def find_damage(text: str, *, stripped: bool = True) -> tuple[Damage, ...]:
    """What cannot be read back, at offsets of this text, in order. ``stripped``: whether leads without their bytes are looked for."""
    if text.isascii() and "??" not in text and "? ?" not in text:
        return ()
    beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)  # little of most texts, so that a look at it costs nothing
    found = [Damage(m.start(), m.end(), m.group(), "lost") for m in _LOST.finditer(text)] if b"\xef\xbf\xbd" in beyond else []
    if any(omen in beyond for omen in _OMENS_IN_BYTES):
        found += [
            Damage(m.start(), m.end(), m.group(), "ruined") for m in _RUINS.finditer(text) if len(m.group()) > 1 and not _is_quoted(text, m)
        ]
    if any(lead in beyond for lead in _SWALLOWERS):
        found += [Damage(m.start(), m.start() + 1, m.group()[0], "swallowed") for m in _SWALLOWED.finditer(text)]
    if stripped:
        found += [Damage(m.start(), m.end(), m.group(), "stripped") for m in _STRIPPED.finditer(text)]
    if b"\xc3\x83\xc3\x82" in beyond:
        found += [Damage(m.start(), m.end(), m.group(), "ruined") for m in _HOLLOW.finditer(text)]
    if "?" in text:
        found += [Damage(m.start(), m.end(), m.group(), "question-marks") for m in _find_marks(text)]
    found.sort(key=lambda d: (d.start, d.end))
    return tuple(found)


def is_mostly_ruined(line: str) -> bool:
    """Whether more than half of the line's signs are ruins, or bytes in its midst are lost.

    ``пїЅпїЅпїЅ`` is nobody's Armenian, ``Ã?Â¢â?¬`` nobody's Chinese, whatever page would read it so.
    """
    if "Ã?Â" in line:
        return True
    if not any(omen in line for omen in _OMENS):
        return False
    ruined = sum(m.end() - m.start() for m in _RUINS.finditer(line))
    return 2 * ruined > len("".join(line.split()))


def may_be_stripped(words: Iterable[str]) -> bool:
    """Whether a word holds a lead and a sign, without which no text is stripped."""
    return any(_STRIPPED_WORD.search(word) for word in words)


def _is_quoted(text: str, found: re.Match[str]) -> bool:
    """Whether somebody writes about the ruin rather than suffers from it."""
    around = text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
    return around in _QUOTES


def _find_marks(text: str) -> list[re.Match[str]]:
    """Runs of question marks that stand for words, and question marks inside words of a line that has several."""
    out = list(_MARKS.finditer(text)) if "??" in text or "? ?" in text else []
    out = [m for m in out if not _ASKS.search(text, max(0, m.start() - 3), m.end() + 1)]
    inside = [
        m
        for m in _INSIDE.finditer(text)
        if text[m.start() - 1 : m.start()].isalpha() and "=" not in text[m.start() : m.start() + 40].split(" ")[0]
    ]
    if len(inside) > 1:
        out += [m for m in inside if not any(o.start() <= m.start() < o.end() for o in out)]
    return sorted(out, key=lambda m: m.start())
