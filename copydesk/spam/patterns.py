"""Forms that junk has and sound text hardly: addresses, link markup, telephone numbers, separators, decoration, gibberish, boasts.

Each pattern is one observation; ``features`` counts them, nothing here decides. All are linear: no repeat within a repeat.
"""

from __future__ import annotations

import re

from copydesk.late import compile_late
from copydesk.needles import make_test

_DOMAINS = "com|net|org|info|biz|xyz|top|ru|cn|cc|vip|club|online|site|shop|win|bet|casino|eu|co|us|in|io|me|pl|id|vn|tk|ga|ml|cf|gq"
URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"\]|]{1,400}"
    rf"|(?<![\w@./])[\w-]{{2,40}}(?:\.[\w-]{{2,40}}){{0,3}}\.(?:{_DOMAINS})(?:/[^\s<>\"\]|]{{0,400}})?(?![\w.@])",
    re.IGNORECASE,
)
_LINKED = re.compile(rf"\.(?:{_DOMAINS})(?!\w)", re.IGNORECASE)
MARKUP = re.compile(r"\[/?url|\[/?link|<a\s|</a>|\]\(\S|\[\.{3}\]|\[…\]|href=|<h[1-6]>|</?b>|<br", re.I)
TRACKBACK = re.compile(r"^\[(?:\.{2,3}|…|&#8230;)\].{4,400}\[(?:\.{2,3}|…|&#8230;)\]")
PHONE = re.compile(
    r"(?<![\d.,])\+?\(?\d(?:[\s().\-]{0,2}\d){8,14}(?![\d.,]\d)|(?<![\d.,/])0\d{2,4}\s?/\s?\d(?:[\s-]?\d){5,9}(?![\d/])"
)
HANDLE = re.compile(
    r"t\.me/|wa\.me/|whats\s?app|telegram|viber|wechat|微信|加微|kakao|카톡|텔레그램|line\s?id|line\s?:|@[\w-]{3,40}"
    r"|\bqq\s?[:：]?\s?\d{5,}|\b[\w.+-]{1,64}@[\w-]{1,64}\.\w{2,}",
    re.IGNORECASE,
)
SEPARATOR = compile_late(r"\s[,\-–—_/·•*»›~]\s|[|｜¦,，、;；•·/＿★☆►▶●◆■→]|_(?=\S)")
LOOSE_COMMA = re.compile(r"\S ,(?: |$)")
_MANY_DIGITS = re.compile(r"\d(?:[\s().\-/]{0,3}\d){8}")
DECORATION = re.compile(r">{2,}|<{2,}|={3,}|[★☆✅✔✓⚡🔥➤➡►▶◆●■❤💰🏅🎁⭐️👉☎📞💯™®【】『』《》〖〗✪✨]|!{2,}")
_OF_DECORATION = re.compile("[<>=!★☆✅✔✓⚡🔥➤➡►▶◆●■❤💰🏅🎁⭐️👉☎📞💯™®【】『』《》〖〗✪✨]")
CHAOS = re.compile(
    r"\b(?=\w{0,14}[a-z][A-Z])(?=\w{0,14}[A-Z]{2})[A-Za-z]{6,14}\b|\b[bcdfghjklmnpqrstvwxz]{5,14}\b"
    r"|\b[a-z]{0,12}[bcdfghjklmnpqrstvwxz]{5}[a-z]{0,12}\b|\b[A-Z]{2,8}[a-z]{1,8}[A-Z]{2,8}[A-Za-z]{0,8}\b"
)
"""Case thrown about inside a word, or five consonants in a row: what a robot types to look different every time."""
BRAND = re.compile(
    r"[a-z]{3,14}(?:4d|2d|toto|bet|slot|casino|win|77|88|99|69|138|168|188|123|303|338|365|388|555|666|777|787|789|888|889|999)$"
)
BRAND_ENDS = frozenset(
    {"4d", "2d", "to", "et", "ot", "no", "in", *(str(n) for n in (77, 88, 99, 69, 38, 68, 23, 65, 55, 66, 87, 89)), "03"}
)
"""The last two characters of every brand."""
LINK_WORDS = (
    *("viagra", "cialis", "casino", "poker", "porn", "escort", "jersey", "outlet", "replica", "moncler", "vuitton", "uggs", "payday"),
    *("pharmacy", "togel", "bahis", "slot-", "-slot", "judi", "betting", "essaywriting", "backlink"),
)
"""Wares that spammers put into their run-together domain names (*cheapviagraonline*)."""
QUOTED = re.compile('["“”„«»「」『』]')
TAG_LABEL = re.compile(
    r"\W{0,3}(?:tags?|topics?|keywords?|filed under|related|more (?:on|about)|see also|in this article|schlagw[oö]rte?r?|themen"
    r"|stichworte|mehr zum thema|th[èe]mes?|mots[- ]cl[ée]s|sujets|temas?|etiquetas?|palabras clave|assuntos|argomenti|parole chiave"
    r"|onderwerpen|trefwoorden|ämnen|emner|aiheet|tagi|słowa kluczowe|štítky|témata|címkék|etichete|теги|тэги|темы|метки|ключевые слова"
    r"|теми|етикети|тагове|ετικέτες|etiketler|konular|anahtar|وسوم|كلمات مفتاحية|الوسوم|برچسب‌?ها|תגיות|टैग|ট্যাগ|từ khóa|chủ đề|topik"
    r"|kata kunci|标签|標籤|关键词|關鍵詞|关键字|タグ|キーワード|태그|키워드|แท็ก)\s{0,2}[:：•|#]",
    re.IGNORECASE,
)
DEFACEMENT = re.compile(
    r"hacked by|h[4a]ck[3e]d|defaced|pwned|own(?:ed|z) by|\bgr[e3]{2}t[zs]\b|zone-?h\b|cyber ?(?:army|team|crew|ghost)"
    r"|hack(?:er)?s? ?(?:team|crew)|your security|security (?:is|sucks|low)|(?:message|note) (?:to|for) admin"
    r"|patch your|we are (?:legion|anonymous)|was here|r00t|cyb3r|1337|l33t"
    r"|untuk admin|ele geçirildi|invadido por|hackeado por|взломан",
    re.IGNORECASE,
)
"""What somebody leaves who broke into a site to boast of it."""
PRICE = re.compile(r"[$€£¥₹₽₺₫฿₩₦₱₪₴₸%]\s?\d|\d\s?[$€£¥₹₽₺₫฿₩₦₱₪₴₸%]")
"""A sum of money or a share: advertising names its price, its discount, its interest."""
SMALL_MARKS = {
    "Hani": re.compile("[的了是在和与與有不这這我他她们們为為就也对對中]"),
    "Kana": re.compile("[はがをにでともへや]|です|ます|した|する|いる|ない"),
    "Thai": re.compile("ที่|และ|ของ|ใน|เป็น|ได้|ว่า|ให้|กับ|จะ|มี|ไม่"),
}

_CONSONANTS = re.compile("[bcdfghjklmnpqrstvwxz][bcdfghjklmnpqrstvwxz]{4}")
_INNER_CAPITAL = re.compile("[A-Z](?<=[a-z][A-Z])")
_CAPITALS = re.compile("[A-Z][A-Z]")
_names_messenger = make_test((".me/", "whats", "telegram", "viber", "wechat", "微信", "加微", "kakao", "카톡", "텔레그램", "qq"))
_LINE_HANDLE = re.compile(r"line\s?(?:id|:)")
_OF_DEFACEMENT = (
    *("hack", "h4ck", "defaced", "pwned", "owned by", "ownz by", "greet", "gre3", "gr3", "zoneh", "zone-h", "cyber", "security", "admin"),
    *("patch your", "we are", "was here", "r00t", "cyb3r", "1337", "l33t", "ele ge", "invadido", "взломан"),
)
_may_boast = make_test(_OF_DEFACEMENT)
"""For two patterns of many branches, pieces of which every match holds one: a search for these costs a tenth. So it is with all below."""


def find_chaos(text: str) -> list[str]:
    """The words of ``CHAOS``: asked only where five consonants stand in a row, or one word has two capitals together and one after a small
    letter."""
    thrown = _INNER_CAPITAL.search(text) and any(map(_is_thrown, text.split()))
    return CHAOS.findall(text) if thrown or _CONSONANTS.search(text) else []


def _is_thrown(word: str) -> bool:
    return not word.islower() and _INNER_CAPITAL.search(word) is not None and _CAPITALS.search(word) is not None


def has_handle(text: str, lowered: str) -> bool:
    """Whether ``HANDLE`` matches somewhere. ``lowered`` is the text in lower case."""
    named = "@" in lowered or _names_messenger(lowered) or ("line" in lowered and _LINE_HANDLE.search(lowered) is not None)
    return named and HANDLE.search(text) is not None


def count_boasts(text: str, lowered: str) -> int:
    """Different matches of ``DEFACEMENT``. ``lowered`` is the text in lower case."""
    if not _may_boast(lowered):
        return 0
    return len({match.group().lower() for match in DEFACEMENT.finditer(text)})


def count_decoration(text: str) -> int:
    """Matches of ``DECORATION``; in ASCII it knows four signs, each twice or more."""
    if text.isascii() and not any(map(text.__contains__, (">>", "<<", "===", "!!"))):
        return 0
    return len(DECORATION.findall(text)) if _OF_DECORATION.search(text) else 0


def find_urls(text: str, lowered: str) -> list[str]:
    """Matches of ``URL``. ``lowered`` is the text in lower case."""
    if "." not in text or not ("://" in text or "www." in lowered or _LINKED.search(text)):
        return []
    return URL.findall(text)


def find_host(url: str) -> str:
    """The host of an address that ``find_urls`` found, without *www.*"""
    return re.split(r"[/?#]", url.partition("://")[2] or url, maxsplit=1)[0].lower().removeprefix("www.")


def has_phone(text: str) -> bool:
    """Whether ``PHONE`` matches somewhere."""
    return _MANY_DIGITS.search(text) is not None and PHONE.search(text) is not None


def count_markup(text: str) -> int:
    """Matches of ``MARKUP``."""
    return len(MARKUP.findall(text)) if "[" in text or "<" in text or "](" in text or "=" in text else 0


def has_loose_comma(text: str) -> bool:
    """Whether ``LOOSE_COMMA`` matches somewhere."""
    return " ," in text and LOOSE_COMMA.search(text) is not None
