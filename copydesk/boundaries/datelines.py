"""Datelines as the splitter needs them: whether a paragraph opens with one, and how long it is.

``LONDON, Nov. 8 (Xinhua) — ``, ``Santos, 2 May - ``, ``新华社北京8月29日电``. What place, day and agency they name is a field's matter.
"""

from __future__ import annotations

import re

from copydesk.formats.dates import find_dates
from copydesk.late import compile_late
from copydesk.lines import is_terminal, starts_small

_AGENCY = r"[^\W\d_][\w\u0900-\u0e7f .,&'’+/-]{0,40}"  # the marks on Indic and Thai letters are no letters to a pattern
_DASH = r"(?:--?|[-–—_:：]|\.\s?[-–—])"
_DATELINE = re.compile(
    rf"([^\n]{{0,70}}?)(?:\({_AGENCY}\)|\[{_AGENCY}\]|/\s?{_AGENCY}\s?/\.?)(?:(\s?{_DASH})?\s+|(?=(?:--|[–—])\S))|"
    rf"([^\n]{{2,60}}?{_DASH}\s?)\(?(?:{_AGENCY})\)?\s?{_DASH}"
)
_PLACE = compile_late(r"[^\W\d_][^\n:：;!?\"“”()]{1,60}?\s?(?:--|[–—_]|\s-\s|\.-|-\s)")
_DAY_FIRST = re.compile(r"\d{1,2}(?:\.\d{1,2}\.?,?\s|\.?\s[^\W\d_]{3,10}[,.]?\s)(?=[^\W\d_a-z])")  # ``14.06. Warszawa``, ``14 июня, Брест``
_CAPITAL_PLACE = compile_late(r"([^\W\d_][^\n\d:：;!?\"“”()–—]{1,40}?)(?:\s--\s?|--\s|\s?[–—]\s?|\s-\s)[\"“„«‘]?(?=[^\W\d_])")
_CALL_WORDS = "update updated breaking watch note exclusive opinion live video analysis editorial correction"
_CALLS = frozenset(_CALL_WORDS.split())  # words in capitals before a dash that name no place
_STOPPED = compile_late(  # ``KYIV. May 5. WIRE. The``
    r"([^\W\d_][^\n\d.,]{1,30})[.,]\s([^.\n]{3,24})\.\s([^\W\d_][^\n.]{2,24})\.\s(?=[^\W\d_a-z])"
)
_CJK_WIRE = compile_late(r"[（(【]?[^\s，。]{1,24}?(?:[电電讯訊]|=聯合|=연합뉴스|共同)[）)】]?|【[^】]{2,20}】|\([^)]{1,12}=[^)]{1,12}\)")
_WIRE_SIGN = re.compile(r"[(\[/\-–—_:：](?:(?<=[(\[/])|.*[-–—_:：])")
_BOX_AND_DASH = re.compile(r"[)\]/]\.?\s?\.?\s?[-–—_:：]")
_DATELINE_SIGN = re.compile(r"[(\[/\-–—_:：电電讯訊=共【\d]")
_CJK_SIGN = compile_late(r"[电電讯訊=共【]")
_DASH_SIGN = re.compile(r"--|[–—_]|[\s.]-|-\s")
_DIGIT = re.compile(r"\d")
_LEAST_TEXT = 60  # characters of a paragraph that a place alone may open; a paper's name over the day is shorter
_CAPITAL_WORDS = 3  # words of a place in capitals
_PLACE_HEAD = 66  # characters within which a place before a dash has its sign


def find_dateline(text: str) -> int:
    """Length of the dateline that opens a paragraph (``LONDON, Nov. 8 (Xinhua) — ``), 0 where there is none."""
    head = text[:110]
    if not _DATELINE_SIGN.search(head):
        return 0
    if _may_be_wire(head) and (m := _DATELINE.match(head)) and m.end() < len(text):
        before = (m[1] or m[3] or "").strip()
        dated, dashed = bool(find_dates(before)), bool(m[2] or m[3])
        known = dashed and m[1] is not None and _is_place(before) and (len(text) > 100 or is_terminal(text))
        leading = dashed and not before and text[1:4].isupper()
        if (dated or known or leading) and (before[:1].isupper() or not before[:1].isascii() or not before or _DAY_FIRST.match(before)):
            return m.end()
        if m[1] is not None and _is_capitals(before.split(",")[0]):
            return m.end()
    if head[1:2].isupper() and (m := _STOPPED.match(head)) and _is_capitals(m[1]) and _is_capitals(m[3]) and find_dates(m[2]):
        return m.end()
    if len(text) >= _LEAST_TEXT and head[1:2].isupper() and (m := _CAPITAL_PLACE.match(head)) and _is_capital_place(m[1]):
        return m.end() if not starts_small(head[m.end() :]) and not text[m.end() :].isupper() else 0
    if (not head.isascii() or "=" in head) and _CJK_SIGN.search(head) and (m := _CJK_WIRE.match(head)):
        return m.end()
    if _DIGIT.search(head, 0, _PLACE_HEAD) and _DASH_SIGN.search(head, 0, _PLACE_HEAD) and (m := _PLACE.match(head)):
        before = head[: m.end()].rstrip(" -–—_.")
        if any(d.start > 2 for d in find_dates(before)):
            return m.end()
    return 0


def _may_be_wire(head: str) -> bool:
    """Whether the head of a paragraph has an agency between signs, and what makes it a dateline: a digit, a dash behind the closing
    sign, or a place in capitals."""
    if not _WIRE_SIGN.search(head):
        return False
    return not (head[0].isalpha() and head[1:2].islower()) or bool(_DIGIT.search(head) or _BOX_AND_DASH.search(head))


def _is_place(text: str) -> bool:
    """Whether words can be the place of a dateline: few, and capitalised but for particles such as ``de``."""
    words = [w for w in text.split() if w[0].isalpha()]
    return len(words) <= 4 and all(not starts_small(w) or len(w) <= 3 for w in words)


def _is_capital_place(text: str) -> bool:
    """Whether what stands before a dash is a place in capitals, with a region behind a comma perhaps: ``AUSTIN, Texas``."""
    place = text.split(",")[0]
    return _is_capitals(place) and len(place.split()) <= _CAPITAL_WORDS and place.casefold() not in _CALLS


def _is_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 3 and all(c.isupper() for c in letters)
