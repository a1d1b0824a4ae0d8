"""Marks in a line that links, markup, telephone numbers, brands and lists leave: whether there is any.

Asked of every line with an odd sign in it, so each pattern begins with the one character that it cannot do without, and is tried only
where that stands in the line.
"""

from __future__ import annotations

import re

_LINK = re.compile(r"\[/?link", re.IGNORECASE)
_SYMBOLS = re.compile(r"[★☆✅⚡🔥➤►▶◆●💰👉☎📞💯]")
_WIDE = re.compile(r"[Ａ-Ｚａ-ｚ][Ａ-Ｚａ-ｚ][Ａ-Ｚａ-ｚ]")
_MIXED = re.compile(r"[а-я](?:[a-z]|(?<=[a-z][а-я]))")
_LISTED = re.compile(r" [,|/•·»] [^\n,|/•·»]{1,60} [,|/•·»] ")
_BARS = re.compile(r"[|｜][^|｜\n]{1,60}[|｜]|(?<=\w )\|\s*$")
_ENUMERATED = re.compile(r"、[^\n、]{1,20}、[^\n、]{1,20}、")
_NUMBER = re.compile(r"\d(?:\d\d[ .-]\d{3}[ .-]\d{4}|\d{9}|\d{6}(?<=\+\d{7}))")
_CAPITALS = re.compile(r"[A-Z](?<=[a-z][A-Z])[A-Z]+[a-z]")
_LETTERED = re.compile(
    r"[0-9](?:(?<=[A-Za-z][0134570])[A-Za-z]{3}|(?<=[A-Za-z]{3}[0-9])(?:(?<=4)[dD]|(?<=7)(?:77?|8[79])|(?<=8)8[89]?|(?<=9)99?"
    r"|(?<=6)(?:9|66)|(?<=1)[368]8|(?<=3)(?:03|38|65|88)|(?<=5)55)(?!\w))"
)
"""Digits for letters inside a word (*v1agra*), and those that betting brands end in (*joker88*)."""


def has_mark(line: str) -> bool:
    """Whether the line holds any mark. Linear."""
    small = line.lower()
    if "://" in line or "www." in small or "&#" in line or ">>" in line or "<<" in line or "href=" in small or "<a " in small:
        return True
    if "[" in line and ("[url" in small or "[/url" in small or "[...]" in line or "[…]" in line or _LINK.search(line)):
        return True
    if _LETTERED.search(line) or _NUMBER.search(line) or _CAPITALS.search(line):
        return True
    plain = line.isascii()
    if ("|" in line or "｜" in line) and _BARS.search(line):
        return True
    if (" , " in line or " / " in line or " | " in line or not plain) and _LISTED.search(line):
        return True
    return not plain and bool(_SYMBOLS.search(line) or _MIXED.search(line) or _WIDE.search(line) or _ENUMERATED.search(line))
