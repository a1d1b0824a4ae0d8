"""What a line looks like, whatever it says: rule, end mark, counter, date, byline, label, title, running text.

``Story 3 of 10`` is a counter, ``rollingstone.com`` a site, ``By Jane Roe`` a byline, ``-30-`` an end mark. Shapes are what repeats
from story to story while the words change, so the splitter compares shapes. A shape is a guess about one line alone: nothing
is cut because of one.
"""

from __future__ import annotations

import re
from typing import ClassVar

from copydesk.boundaries.datelines import find_dateline
from copydesk.formats.dates import find_dates
from copydesk.formats.labels import BODY, find_slot
from copydesk.late import compile_late
from copydesk.lines import count_wide, is_terminal
from copydesk.types import FieldName


class Shape(str):
    """The closed list of line shapes: words that are told apart by identity. No enumeration, whose members take seven times as long to
    look up, for every row of every page is asked for its shape a dozen times."""

    __slots__ = ()

    RULE: ClassVar[Shape]
    BREAK: ClassVar[Shape]
    END: ClassVar[Shape]
    SIGN: ClassVar[Shape]
    COUNT: ClassVar[Shape]
    LABEL: ClassVar[Shape]
    DATE: ClassVar[Shape]
    META: ClassVar[Shape]
    BYLINE: ClassVar[Shape]
    URL: ClassVar[Shape]
    SITE: ClassVar[Shape]
    COPYRIGHT: ClassVar[Shape]
    DATELINE: ClassVar[Shape]
    TAG: ClassVar[Shape]
    HASH: ClassVar[Shape]
    TIME: ClassVar[Shape]
    SHORT: ClassVar[Shape]
    TEXT: ClassVar[Shape]


def make_members(words: type[str]) -> None:
    """Gives a class of words its members: each of its annotations becomes the word in small letters."""
    for name in words.__annotations__:
        setattr(words, name, words(name.lower()))


make_members(Shape)

SLOTS = frozenset(
    (Shape.COUNT, Shape.LABEL, Shape.DATE, Shape.META, Shape.BYLINE, Shape.URL, Shape.SITE, Shape.DATELINE, Shape.TAG, Shape.HASH)
)
RULES = frozenset((Shape.RULE, Shape.BREAK))

LONG_RULE = 10  # characters from which a rule parts texts rather than paragraphs: typographic breaks are shorter
_LONGEST_SHORT = 220  # characters of the longest headline among 1 500 stories looked at, rounded up
_LONGEST_THAI = 96  # characters of a long headline in Thai or Lao, whose sentences end without a sign
_LEAST_WIDE = 4  # characters of the shortest sentence in a script without spaces
_WORDS_AT_END = 20  # characters of the longest end mark that shares a line with the last sentence
_LONGEST_SLOT = 160  # characters of the longest header slot (source, section, page and date in one line)

_RULE = re.compile(r"(?=\D*$)[\W_]{3,}|[^\w\s]{1,2}")
_TABLE_RULE = re.compile(r"\|(?:[ \t]*[-:=]{3,}[ \t]*\|)+")  # ``| --- | --- |``, under the head of a table in Markdown: it parts nothing
_TEXT_RULE = re.compile(r"([-=*_~#+<>.]{3,})\s?\S.{0,80}?\s?[-=*_~#+<>.]{3,}")
_END_WORDS = (
    r"end|ends|end\s?item|enditem|the end|fin|ende|fine|fim|einde|slut|koniec|конец|кінець|完|終|终|(?:本文|全文)?完毕|끝|"
    r"30|0|xxx+|nnnn|end of (?:document|story|article|text|item|message|record|release|report)|story ends|ende der meldung|"
    r"fin de l['’]article|"
    r"fin du document|fin del documento|fine documento|ende des dokuments|fine del documento"
)
_NUMBERED_END = (
    r"[-=*#<(\[/~_+]+ ?(?:end|ends|ende|fin|fim|fine|einde|slut|koniec|конец|кінець|son|完|終|终|끝)"
    r"(?: (?:of|der|des|von|de|du|del|do|di))?(?: [^\W\d]{2,14})? ?(?:no\.?|nr\.?|№|#)? ?\d{1,5} ?[-=*#>)\]/~_+]+"
)
_END = re.compile(rf"\W*(?:{_END_WORDS})\W*|{_NUMBERED_END}", re.IGNORECASE)
_END_BARE = compile_late(r"(?:30|0|end|ends|fin|fine|fim|完|終|终|끝|slut)\.?", re.IGNORECASE)
_SIGN = compile_late(
    r"[a-zà-ÿ]{2,5}(?:[/-][a-zà-ÿ]{2,5}){1,3}|[-/—–(]{1,2}\s?[A-Z]{2,12}\s?[-/—–)]{0,2}|\([a-zA-Z]{2,4}(?:/[a-zA-Z]{2,4})?\)"
)
OF = r"(?:of|von|vom|de|di|da|do|sur|av|af|van|od|z|ze|из|з|від|от|dari|/|fra|su|sobre|tot|ia|เ?จาก|від|la|på|공)"
_GLUED_END = compile_late(r"[。！？”」』…]([（(【](?:完|终|終|(?:本文|全文)?完毕?|끝)[）)】])\Z|[.!?»”](-(?:0|30)-)\Z")
_COUNT = re.compile(
    rf"\W*(?:[^\W\d]{{1,14}}\W{{0,3}}){{0,2}}\d{{1,5}}\W{{0,2}}{OF}\W{{0,2}}\d{{1,5}}(?:\s?[^\W\d]{{1,14}})?\W*"
    r"|\W*(?:story|article|document|doc|item|record|news item|news|message|nr|no|n[°ºo]|№|nummer|meldung|beitrag|artikel|dokument|artículo|"
    r"noticia|nota|documento|notizia|articolo|dépêche|dokument|artykuł|tekst|статья|новость|документ|сообщение|материал|haber|berita|"
    r"notícia|artigo|feuille|texte|text|记事|文章|新闻|기사|记事|記事)\W{0,3}\d{1,5}\W*"
    r"|#{1,6}\s?\d{1,4}|\W{1,3}\d{1,4}\W{1,3}|\d{1,4}[.)]|第\s?\d{1,4}\s?[条則则篇号章件]|\d{1,4}\s?/\s?\d{1,4}",
    re.IGNORECASE,
)
_URL = re.compile(r"(?:[<(\[]|(?:url|link|source|quelle|lien|источник|来源)\s?[:：]\s?)?(?:https?://|www\.)\S+", re.IGNORECASE)
_SITE = compile_late(r"[\w-]{1,40}(?:\.[\w-]{1,40}){0,3}\.[a-z]{2,15}", re.IGNORECASE)
_COPYRIGHT_WORDS = (
    r"copyright\b|copyright:|droits? d['’]auteur|urheberrecht|copr\.|все права|авторск|版权|著作権|저작권|"
    r"all rights reserved|alle rechte|tous droits|todos los derechos|todos os direitos|tutti i diritti|wszelkie prawa|무단"
)
_COPYRIGHT = compile_late(rf"\W{{0,3}}(?:©|\(c\)|ⓒ|℗|{_COPYRIGHT_WORDS})", re.IGNORECASE)
_BYLINE_WORDS = (
    r"by|von|par|por|di|da|door|af|av|written by|reporting by|story by|reported by|text|texte|texto|testo|tekst|oleh|"
    r"tác giả|yazan|haber|"
    r"от|автор|автори|текст|muallif|нап|от редакции|autor|autore|auteur|author|foto|napsal|napsala|írta|szerző|de la|"
    r"kirjoittanut|skrevet av|"
    r"συντάκτης|του|της|گزارش|بقلم|كتب|מאת|द्वारा|作者|記者|记者|文|기자|撰文|报道"
)
_BYLINE = compile_late(rf"(?:{_BYLINE_WORDS})(?:\s?[:：/|]\s?|\s+)(?=\S)", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:\*\*|__|\W{0,2})([^\W\d_][^:：=|\t\n<>{}\"“”]{0,32}?)\s?(?:\*\*|__|\])?\s?(?:[:：=|\t→]|\s-\s|\s{4,})(?:\*\*|__)?\s?(.*)"
)
_TAGGED = re.compile(r"(?:([A-Z][A-Z0-9]{1,3})(?:\s{2,}-\s?|\t+|\s{2,}|\s?-\s)(.*)|[@%\\:$#.]{1,2}([a-zA-Z][\w-]{0,20})[:={}]?\s+(.*))")
_NUMBERED_LABEL = compile_late(
    r"\d{1,2}[.)、] ?([^\W\d_][^:：\n]{1,30}?) ?[:：]|([\u3041-\u9fff\uac00-\ud7a3]{2,6})(?: {2,}|\u3000+)(?=\S)"
)
_BRACKETED = compile_late(r"(?:[【\[«<{]([^\W\d][^】\]\n]{0,24})[】\]»>}])\s?(.*)")  # round ones hold a wire's own words: ``(LEAD) Peace``
_TAG = re.compile(r"</?[A-Za-z][\w:.-]*(?:\s[^<>]{0,400})?/?>.{0,2000}|<[!?][^<>]{0,400}>|[\]}],?|[\[{]")
_HASH = compile_late(
    r"#{1,6}\s+\S|={1,6}\s+[^\W\d]|h[1-6]\.\s|\*\s?\S.{3,120}\*$|\*\*[^*]{3,200}\*\*$|<h[1-6]\b[^<>]{0,80}>[^<>]{1,300}</h[1-6]>$",
    re.IGNORECASE,
)
_NUMBERED = compile_late(r"(\W{0,2})(?:[^\W\d]{1,8}\s?)?[#№]?\d{1,4}(?:([.):\]]|\s?[-–—](?=\s))\s+|([】）])\s?)(?=\S)")
_BEHIND_DATE = compile_late(r"(?:,?\s\d{1,2}[:.]\d{2})?(?:[\])】]\s?|\s?[:：–—|]\s|\s[-*]\s)")
_SLOT_SIGNS = re.compile(r"[|•·\t]|\s/\s|\bp\. ?\d")
_LEAST_BEHIND = 18  # Latin characters of the shortest headline that stands behind its date
_TIME = compile_late(
    r"\W{0,2}\d{1,2}\s?[:.hH時시]\s?\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?|uhr|h|ч)?\s?(?:gmt|utc|bst|c?est|cet|edt|pst|pdt|ist|msk|мск)?\W{0,4}",
    re.IGNORECASE,
)


def _find_openings(words: str) -> frozenset[str]:
    """The first two letters of every word of an alternation (one letter where the word has no more): what a line must begin with."""
    return frozenset(word.replace("(?:本文|全文)?", "")[:2] for word in words.split("|"))


END_OPENS = _find_openings(_END_WORDS) | {"本文", "全文", "so"}
_LETTER = re.compile(r"[^\W_]")
COPYRIGHT_OPENS = _find_openings(_COPYRIGHT_WORDS)
_BYLINE_OPENS = _find_openings(_BYLINE_WORDS)
_DIGIT = re.compile(r"\d")
LABEL_SIGN = re.compile(r"[:：=|→\s](?:(?<=[:：=|→\t])|-\s|\s{3})")
_WORDLESS = re.compile(r"[(\[/\-–—_:：→电電讯訊=共【\d|\t\n\r\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_DOTTED = re.compile(r"\.\S")
_TWO_NUMBERS = re.compile(r"\d\D+\d")
_SENTENCES = compile_late(r"[.。！!?？] ?\S{2,}[^.]{25,}[.。]")
_BULLETS = frozenset(("* ", "+ ", "• ", "· ", "▪ "))
_TEXT_RULE_OPENS = frozenset("-=*_~#+<>.")
_HASH_OPENS = frozenset("#=hH*<")
_TAG_OPENS = frozenset("<]}[{")
_TAGGED_OPENS = frozenset("@%\\:$#.")
_BOARD_TAGS = frozenset(("b", "i", "u", "s", "hr", "center", "quote"))  # of a bulletin board's markup: ``[b]Headline[/b]``
_BRACKETS = frozenset("【[«<{")
_URL_OPENS = frozenset("<([hHwWuUlLsSſqQиИ来")
_LONGEST_SIGN = 23  # characters of the longest newsroom signature that the pattern takes
LABEL_HEAD, _NUMBER_HEAD = 43, 13  # characters within which a label and a number have their sign


def read_label(text: str) -> tuple[str, str] | None:
    """The key and value of ``Date: 1 May``, ``TI  - Peace``, ``【标题】…``, ``**Source** | AP``; None where the line has no label."""
    if len(text) > 2000:
        text = text[:2000]
    if (text[:1] in _TAGGED_OPENS or text[:2].isupper()) and (m := _TAGGED.fullmatch(text)):
        return (m[1] or m[3]).casefold(), (m[2] or m[4] or "").strip()
    if text[:1] in _BRACKETS and (m := _BRACKETED.fullmatch(text)):
        key = m[1].casefold().strip()
        return None if key in _BOARD_TAGS else (key, m[2].strip().removeprefix("=>").lstrip())  # ``[headline] => …``: PHP's array
    if LABEL_SIGN.search(text, 0, LABEL_HEAD) and (m := _LABEL.fullmatch(text)) and m[1].count(" ") <= 3:
        return m[1].casefold().strip(" *_["), m[2].strip()
    if (text[0].isdecimal() or text[0] > "\u3040") and (m := _NUMBERED_LABEL.match(text)) and find_slot(m[1] or m[2]):
        return (m[1] or m[2]).casefold().strip(), text[m.end() :].strip()
    return None


def find_marker(text: str, numbered: bool = True) -> Shape | None:
    """Shapes of lines that carry no words of a story: rules, end marks, counters, tags."""
    size = len(text)
    if size > _LONGEST_SLOT:
        return None
    first, worded = text[0], text[0].isalnum()
    begin = text if worded else text[m.start() :] if (m := _LETTER.search(text)) else ""
    if (begin[:2].lower() in END_OPENS or begin[:1] in END_OPENS) and _is_end(text):
        return Shape.END
    if not worded and _RULE.fullmatch(text) and not (first == "|" and _TABLE_RULE.fullmatch(text)):
        return Shape.RULE if size >= LONG_RULE else Shape.BREAK
    if numbered and _COUNT.fullmatch(text):
        return Shape.COUNT
    if first in _TEXT_RULE_OPENS and _TEXT_RULE.fullmatch(text):
        return Shape.RULE
    if size <= _LONGEST_SIGN and _SIGN.fullmatch(text):
        return Shape.SIGN
    return None


def find_shape(text: str) -> Shape:
    """The shape of one stripped, non-empty line or joined paragraph.

    Each pattern is tried only on lines that begin with, or hold, a sign that the pattern cannot do without: most lines are plain.
    """
    size = len(text)
    if size > _LONGEST_SHORT and _is_plain(text):
        return Shape.DATELINE if find_dateline(text) else Shape.TEXT  # what most rows of an article are
    opening = text[:2].lower()
    if opening in _BULLETS:
        if _is_plain_entry(text, text[2:]):
            return Shape.TEXT if is_running_text(text) else Shape.SHORT
    elif is_worded(text):
        return _shape_of_words(text, opening)
    number = _DIGIT.search(text, 0, _LONGEST_SLOT)
    if marker := find_marker(text, number is not None):
        return marker
    first = text[0]
    if size <= 400 and first in _URL_OPENS and _URL.fullmatch(text):
        return Shape.URL
    label = read_label(text)
    slot = find_slot(label[0]) if label else None
    if label and slot and size <= 400 and (slot != BODY or size <= (60 if text.isascii() else _count_columns(text, 60))):
        return Shape.COPYRIGHT if slot == FieldName.NOTICE else Shape.LABEL
    if label and label[1][:4].lower() in ("http", "www.") and _URL.fullmatch(label[1]):
        return Shape.URL  # ``Read more: https://…``
    if size <= 300 and (opening in COPYRIGHT_OPENS or not first.isalnum()) and _COPYRIGHT.match(text):
        return Shape.COPYRIGHT
    if size <= 400 and first in _HASH_OPENS and _HASH.match(text) and not (first == "*" and number and _is_dated(text)):
        return Shape.HASH
    if first == "<" and number and text[-1] == ">" and "=" not in text and " " in text and size <= _LONGEST_SLOT and _is_dated(text):
        return Shape.META  # ``<Gazette, 3 May 2021>``
    if first in _TAG_OPENS and size <= 2000 and _TAG.fullmatch(text):
        return Shape.TAG
    opens_wire = find_dateline(text) if size > 40 else 0
    if opens_wire and size - opens_wire > 25:
        return Shape.DATELINE
    if size <= _LONGEST_SLOT and (shape := _shape_of_slot(text, opening, number is not None)):
        return shape
    if opens_wire:
        return Shape.DATELINE
    if label and (len(label[1]) <= _LONGEST_SHORT or size <= 400) and not (len(label[1]) > 60 and is_terminal(label[1])):
        return Shape.LABEL
    return Shape.TEXT if is_running_text(text) else Shape.SHORT


def is_worded(text: str) -> bool:
    """Whether a line is words and commas, without a digit or a sign that slots, labels, addresses and datelines cannot do without."""
    return text[0].isalnum() and not _WORDLESS.search(text) and "  " not in text and not ("." in text and _DOTTED.search(text))


def _shape_of_words(text: str, opening: str) -> Shape:
    size = len(text)
    if size <= _LONGEST_SLOT and (opening in END_OPENS or text[0] in END_OPENS) and _is_end(text):
        return Shape.END
    if size <= 300 and opening in COPYRIGHT_OPENS and _COPYRIGHT.match(text):
        return Shape.COPYRIGHT
    return Shape.BYLINE if _is_byline(text, opening) else Shape.TEXT if is_running_text(text) else Shape.SHORT


def _is_plain_entry(text: str, words: str) -> bool:
    """Whether what stands behind a bullet is words that neither close a story nor state rights."""
    opening = words[:2].lower()
    named = opening in END_OPENS or opening in COPYRIGHT_OPENS or words[:1] in END_OPENS
    return bool(words) and not named and text[-1] != "*" and is_worded(words)


def _is_end(text: str) -> bool:
    return bool(_END.fullmatch(text)) and not _END_BARE.fullmatch(text)


def _is_byline(text: str, opening: str) -> bool:
    may = len(text) <= 100 and (opening in _BYLINE_OPENS or text[0] in _BYLINE_OPENS)
    return may and bool(_BYLINE.match(text)) and not is_terminal(text)


def _is_plain(text: str) -> bool:
    """Whether nothing at the head of a long line speaks for a label, an address, markup or a copyright line."""
    first = text[0]
    return (
        first.isalnum() and first not in "hHwW" and not text[:2].isupper() and text[:2].lower() not in COPYRIGHT_OPENS
        and not LABEL_SIGN.search(text, 0, LABEL_HEAD)
    )  # fmt: skip


def _is_dated(text: str) -> bool:
    """Whether an emphasised line is a source and date (``*Gazeta, 3 May 2020*``) rather than a heading."""
    return len(text) <= _LONGEST_SLOT and any(d.is_full for d in find_dates(text))


def _shape_of_slot(text: str, opening: str, numbered: bool) -> Shape | None:
    """Shapes of lines that are one slot of a header: a site, a time, a date with or without more, a byline."""
    size = len(text)
    if "." in text and " " not in text and _SITE.fullmatch(text[1:-1] if text[0] in "([" and text[-1] in ")]" else text):
        return Shape.SITE
    if numbered:
        if _TIME.fullmatch(text):
            return Shape.TIME
        asked = _TWO_NUMBERS.search(text) and not (size > 60 and is_terminal(text)) and "(@" not in text
        dates = find_dates(text) if asked else ()  # to read them is the dearest step of all
        if any(d.is_full for d in dates):
            rest = size - sum(d.end - d.start for d in dates)
            if len(dates) == 2 and rest <= 3 and text[dates[0].end : dates[1].start].strip() in ("-", "–", "—"):
                return None  # the days of a life or of a tour
            return Shape.DATE if rest <= 14 else Shape.META
    return Shape.BYLINE if _is_byline(text, opening) else None


def is_running_text(text: str) -> bool:
    """Whether a line reads as prose rather than as a headline: long, or a closed sentence of some length, or several sentences."""
    size = len(text)
    if size <= _LONGEST_SHORT and not text.isascii() and count_wide(text) * 2 > size:
        size *= 2  # a CJK character carries about two Latin ones
    return (
        size > _LONGEST_SHORT
        or (size > 90 and (is_terminal(text) or is_end_mark(find_end_word(text))))
        or (size > 60 and bool(_SENTENCES.search(text)))
        or (size > _LONGEST_THAI and "\u0e00" < text[len(text) // 2] < "\u0eff")
    )


def _count_columns(text: str, columns: int) -> int:
    """Characters of this line that fill so many columns: a CJK character says about as much as two Latin ones."""
    return columns // 2 if count_wide(text) * 2 > len(text) else columns


def measure_prose(text: str) -> int:
    """How much a text says, in Latin characters: a character of a script without spaces counts two."""
    return len(text) + count_wide(text)


def is_end_mark(word: str) -> bool:
    """Whether a word by itself closes a wire story: ``Enditem``, ``(END)``, ``-0-``; a bare number or ordinary word does not."""
    may = word[:2].lower() in END_OPENS or word[:1] in END_OPENS or not word[:1].isalnum()
    return may and bool(_END.fullmatch(word)) and not word.isdecimal() and word not in ("end", "fin", "fine", "ends", "the end")


def states_rights(text: str) -> bool:
    """Whether a line begins as one that states rights does."""
    return _COPYRIGHT.match(text) is not None


def find_end_word(text: str) -> str:
    """The word after the last sentence of a paragraph (``… south of Kabul. Enditem``), '' where the sentence ends it."""
    if text[-1] in "）)】-" and (glued := _GLUED_END.search(text[-_WORDS_AT_END:])):
        return glued[1] or glued[2]  # no white space before it: ``…命脉。”（完）``
    words = text[-200:].rsplit(None, 3)
    told = len(words) > 3 or (len(words) > 1 and len(words[-2]) > _LEAST_WIDE and words[-2][-1] > "\u2e7f")  # scripts without spaces
    if told and len(words[-1]) <= _WORDS_AT_END and (is_terminal(words[-2]) or is_end_mark(words[-1])):
        return words[-1]
    return ""


def find_number_style(text: str) -> str:
    """How a line is numbered: ``#.`` for ``3. Peace``, ``[#]`` for ``[3] Peace``; '' where it is not."""
    return m[1] + "#" + (m[2] or m[3]).strip() if _DIGIT.search(text, 0, _NUMBER_HEAD) and (m := _NUMBERED.match(text)) else ""


def find_dated_title(text: str) -> int:
    """Length of the headline in ``Headline (The Times, 5 May 2019)``, 0 where a line is no such thing."""
    at = text.rfind("(", 25)
    if at < 0 or not text.endswith(")") or len(text) - at > 80 or not any(d.is_full for d in find_dates(text[at:])):
        return 0
    return len(text[:at].rstrip())


def find_title_behind(text: str) -> int:
    """Where the headline begins in ``[2026-05-11] Headline`` or ``11.05.2026 – Headline``, 0 where a line is no such thing."""
    date = next((d for d in find_dates(text[:40]) if d.is_full), None)
    if date is None or text[: date.start].strip("[(【*• ") or not (m := _BEHIND_DATE.match(text, date.end)):
        return 0
    rest = text[m.end() :]
    return m.end() if measure_prose(rest) >= _LEAST_BEHIND and not find_dates(rest) and not _SLOT_SIGNS.search(rest) else 0


def find_first_word(text: str) -> str:
    """The first word of a line, '' where it has none (control characters count as white space)."""
    words = text[:80].split()
    return words[0] if words else ""
