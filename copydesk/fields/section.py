"""Section: the breadcrumb above a headline, without its home page.

``Home / China / Society`` is the section ``China / Society``; ``Главная > Экономика`` is ``Экономика``. A menu of
single words on lines of their own is no breadcrumb.
"""

from __future__ import annotations

import re
from functools import lru_cache

from copydesk.fields.tables import KNOWN_LINES, fold, word_set
from copydesk.late import compile_late

_SIGN = compile_late(r"\s*[/>›»→|▶❯»▸·]+\s*|\s+[-–]\s+|\s*::\s*|\s*\\\s*")
_ANY_SIGN = re.compile(r"[/>›»→|▶❯▸·\\–-]|::")
_YOU_ARE_HERE = compile_late(
    r"(?:you are here|当前位置|您的位置|您所在的位置|您现在的位置|目前位置|現在位置|現在地|sie sind hier|"
    r"vous êtes ici|estás en|você está em|вы здесь|ти тук си)\s*[:：]\s*",
    re.IGNORECASE,
)


@lru_cache(maxsize=KNOWN_LINES)
def read_breadcrumb(text: str) -> str | None:
    """The section of a line that is a breadcrumb from a home page on, its parts joined by `` / ``; None for any other line."""
    if not 4 < len(text) <= 160 or not _ANY_SIGN.search(text):
        return None
    here = _YOU_ARE_HERE.match(text)
    parts = [p.strip() for p in _SIGN.split(text[here.end() :] if here else text) if p.strip()]
    if len(parts) < 2 or not (fold(parts[0]) in word_set("name_words", "homes") or (here and len(parts) <= 6)):
        return None
    parts = parts[1:] if fold(parts[0]) in word_set("name_words", "homes") else parts
    while parts and (len(parts) > 1 and (len(parts[-1]) > 40 or parts[-1] in ("正文", "Article", "Artikel", "本文", "...", "…"))):
        parts = parts[:-1]
    if len(parts) > 4 or any(len(p) > 40 for p in parts):
        return None
    return " / ".join(parts)
