"""Section: the breadcrumb above a headline, without its home page.

``Home / China / Society`` is the section ``China / Society``; ``Главная > Экономика`` is ``Экономика``. A menu of single words on lines of their
own is no breadcrumb.
"""

from __future__ import annotations

import re

_HOMES = frozenset(
    """home homepage startseite accueil inicio portada início página inicial principal home page hjem hem etusivu strona główna domů úvod
    kezdőlap acasă начало početna почетна главная головна галоўная басты бет башкы бет bosh sahifa асосий бош саҳифа ana səhifə ana sayfa
    anasayfa αρχική الرئيسية خانه صفحه نخست صفحہ اول דף הבית होम हिंदी न्यूज प्रच्छद หน้าแรก trang chủ beranda laman utama utama 首页 首頁
    ホーム トップ 홈 start you are here latest news""".split()
) | frozenset(
    ["página inicial", "strona główna", "басты бет", "башкы бет", "bosh sahifa", "бош саҳифа", "ana səhifə", "ana sayfa", "صفحه نخست", "صفحہ اول",
     "דף הבית", "trang chủ", "laman utama", "home page", "トップページ", "新华网", "人民网", "нүүр хуудас", "саҳифаи асосӣ", "hovedside"]
)  # fmt: skip
_SIGN = re.compile(r"\s*[/>›»→|▶❯»▸·]+\s*|\s+[-–]\s+|\s*::\s*|\s*\\\s*")
_YOU_ARE_HERE = re.compile(r"(?:you are here|当前位置|您的位置|您所在的位置|您现在的位置|目前位置|現在位置|現在地|sie sind hier|vous êtes ici|estás en|você está em|вы здесь|ти тук си)\s*[:：]\s*", re.IGNORECASE)


def read_breadcrumb(text: str) -> str | None:
    """The section of a line that is a breadcrumb from a home page on, its parts joined by `` / ``; None for any other line."""
    if not 4 < len(text) <= 160:
        return None
    here = _YOU_ARE_HERE.match(text)
    parts = [p.strip() for p in _SIGN.split(text[here.end() :] if here else text) if p.strip()]
    if len(parts) < 2 or not (parts[0].casefold() in _HOMES or (here and len(parts) <= 6)):
        return None
    parts = parts[1:] if parts[0].casefold() in _HOMES else parts
    while parts and (len(parts) > 1 and (len(parts[-1]) > 40 or parts[-1] in ("正文", "Article", "Artikel", "本文", "...", "…"))):
        parts = parts[:-1]
    if len(parts) > 4 or any(len(p) > 40 for p in parts):
        return None
    return " / ".join(parts)
