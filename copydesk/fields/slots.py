"""What the parts of one header line say: date, writers, source, editor, section, address, page …

``Source: Xinhua| 2020-11-12 15:44:58|Editor: huaxia`` has three slots, ``The Telegraph, July 20, 2015`` two. A line is a header
line only when every part of it is understood, so a headline or a sentence with a date in it is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from copydesk.fields.byline import PHOTO, is_name_line, may_be_signed, read_byline
from copydesk.fields.date_words import is_clock, is_weekday
from copydesk.fields.dates import read_dates
from copydesk.fields.names import is_name, is_person
from copydesk.fields.running import runs_on
from copydesk.fields.tables import KNOWN_LINE, KNOWN_LINES, byline_words, fold, has_case, is_agency, labels, word_set
from copydesk.late import compile_late
from copydesk.lines import has_from, starts_small

MAX_LINE = 320
MAX_PART = 150
"""Characters of one part that may hold a date beside a short name. (Longest in the development headers: 96.)"""
_PART = compile_late(r"(?=[\s|｜丨¦●▪◆■;])(?:\s*[|｜丨¦●▪◆■]\s*|\s+[·•∙]\s+|\s{3,}|\t+|　+|\s+[–—―]\s+|\s+-{1,2}\s+|\s+/\s+|\s*;\s+)")
_PART_SIGN = compile_late(r"[|｜丨¦●▪◆■;\s](?:(?<=[^\s])|(?<=[\t　])|[·•∙–—―/-]|\s\s)")  # what parts are parted by has one of these
_HAN = compile_late(r"[\u3400-\u9fff]")
_GLUED_WORDS = ("Published", "Updated", "Posted", "Uppdaterad", "Publicerad", "Actualizado", "Aktualisiert", "Mis à jour", "Aggiornato")
_GLUED_LABEL = compile_late(rf"(?<=[^\W_A-Z])(?=(?:{'|'.join(_GLUED_WORDS)})\b)")
_DIGIT = re.compile(r"\d")
_LABEL = compile_late(r"[\s*_#>»•-]*([^\W\d_][^:：=\n]{0,38}?)[\s*_]*(?:[:：｜丨|՝]|=(?=\S))[\s*_]*(.*)")
_LABEL_SIGN = compile_late(r"[:：=｜丨|՝]")
_CJK_LABELS = compile_late(
    r"(?<!^)(?<!责任|責任|稿件|信息|文章|新闻|发布|發布|發佈|更新|发表|發表|发稿|上传|本报|特约)"
    r"(?=(?:(?:稿件|信息|文章|新闻)?来源|來源|作者|记者|記者|(?:责任)?编辑|編輯|责编|(?:发布|發布|發佈|更新|发表|發表|发稿)?(?:时间|時間)|字体|"
    r"浏览|点击|版次|出典|提供)\s*[:：])|(?<=\d)[\s　]+(?=[\u3400-\u9fff])|"
    r"(?<=[\u3400-\u9fff])[\s　]+(?=\d{4}[-年./])"
)
_HOST = compile_late(r"(?:https?://)?(?:www\.)?((?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,12})/?", re.IGNORECASE)
_URL = compile_late(r"<?(?:https?://|www\.)[^\s<>]{4,600}>?", re.IGNORECASE)
_PAGE = compile_late(
    r"\(?(?:p|pp|pg|page|pages|s|seite|str|стр|с|pág|pag|página|pagina|sid|sayfa|第|col|"
    r"edition)[. ]{0,2}\s?[a-z]?\d{1,4}[a-z]?(?:[-–]\d{1,4})?(?:版|页|頁|面)?\)?\.?",
    re.IGNORECASE,
)
_FURNITURE = compile_late(
    r"\(?\d[\d.,]*\s?(?:words?|mots|wörter|palabras|parole|слов|字|min(?:ute)?s?\.?(?:\s(?:read|de lecture|lesezeit|"
    r"de lectura|di lettura))?|views?|"
    r"comments?|shares?|просмотр\w*)\)?|(?:reading time|read time|lesezeit|tempo di lettura|tiempo de lectura|"
    r"время чтения)\W{1,3}\d{1,3}\s?\w{0,10}|"
    r"(?:share|print|email|save|listen|subscribe|分享|打印|字号|收藏|\+|-|A-|A\+)",
    re.IGNORECASE,
)
_MEDIA = compile_late(
    r"\b(?:news|times|post|star|daily|mail|herald|tribune|gazette|journal|guardian|telegraph|press|today|magazine|media|tv|radio|online|"
    r"zeitung|blatt|kurier|anzeiger|presse|allgemeine|spiegel|tagblatt|nachrichten|le|la|el|il|der|die|das|the|globo|estado|folha|diario|jornal|"
    r"agency|agentur|agence|agencia|agenzia|business|week|weekly|review|report|wire|network|standard|express|mirror|sun|chronicle|dispatch|"
    r"observer|independent|world|international|channel|euronews|газета|новости|известия|правда|вести)\b|(?:报|報|新闻|新聞|网|網|社|通信|テレビ|放送|뉴스|일보|신문|방송)$",
    re.IGNORECASE,
)


_TAKES_LINE = frozenset(("title", "subtitle", "url", "furniture", "credit", "contact", "body", "accession"))
"""Labels whose value runs to the end of the line, whatever signs are in it."""
_COUNTER = compile_late(
    r"[\[(#*\s-]*(?:(?:story|article|item|document|doc|news|text|record|result|no|nr|№|número|numéro|artikel|artículo|статья|материал|новость|документ|记事|記事|"
    r"文章|第|기사)\.?\s*[:#№]?\s*)?\d{1,5}\s*(?:of|/|von|de|sur|из|з|od|av|di|共|／)\s*\d{1,5}(?:\s*(?:documents?|stories|articles?|items?|results?|篇|条|件))?[\])*\s.:-]*",
    re.IGNORECASE,
)


_RELAY = re.compile(
    r"\[?(?:text|excerpts?|full text|transcript|summary)\b[^.:]{0,30}\bof (?:[^.:]{0,40} )?(?:report|interview|"
    r"commentary|article|editorial|announcement|dispatch)"
    r"[^.:]{0,60}? (?:by|from) (?:[^.:]{0,80}\b(?:news agency|agency|newspaper|website|tv|radio|magazine|channel|"
    r"daily|weekly)(?: channel)? )?(?P<source>[^:]{2,60}?)"
    r"(?:,? on \d{1,2} \w+(?: \d{4})?)?\.?\]?",
    re.IGNORECASE,
)
_RELAY_OPENS = frozenset("[tTeEfFsS")
_BY_OUTLET = compile_late(r"(?:by|in|von|par|por|da|di|door|av)\s+", re.IGNORECASE)
_BODY_LABEL = compile_late(r"([^\W\d_][^:：\n]{2,18})[:：]\s+(?=\S{1,40}\s+\S)")
_PROSE_LABELS = frozenset(("story", "content", "article", "tekst", "texto", "text", "inhalt", "isi"))
"""Labels that open a sentence or a credit as well; they count on lines of their own only."""

_MASTHEAD = compile_late(
    r"\b(?:news|times|post|daily|herald|tribune|gazette|journal|guardian|telegraph|chronicle|observer|independent|courier|examiner|mail|zeitung|tagblatt|"
    r"tageblatt|nachrichten|allgemeine|anzeiger|kurier|presse|diario|jornal|corriere|gazzetta|figaro|monde|libération|pravda|izvestia|известия|правда|новости|газета|"
    r"bbc|cnn|press|newspaper|magazine|today)\b|(?:日报|日報|晚报|晚報|时报|時報|新闻|新聞|通信社|일보|신문|뉴스)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of a header line: ``kind`` (a label kind, or byline, host, page, name, other), value and span in the line.

    ``labelled``: a word with a colon said so. ``names`` are the people of a byline, ``agencies`` whom it credits.
    """

    kind: str
    value: str
    start: int
    end: int
    labelled: bool = False
    names: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


def read_slots(text: str, *, language: str | None = None, received: str | None = None) -> tuple[Slot, ...]:
    """The slots of a line that is a header line through and through; empty for any other line."""
    if not 1 < len(text) <= MAX_LINE:
        return ()
    return (_read_known_line if len(text) <= KNOWN_LINE else _read_line)(text, language, received)


def _read_line(text: str, language: str | None, received: str | None) -> tuple[Slot, ...]:
    if text[0] in _RELAY_OPENS and (relay := _RELAY.fullmatch(text)) is not None:
        return (Slot("relay", relay["source"].strip(" .]"), 0, len(text), True),)
    if runs_on(text) or not _may_be_header(text):
        return ()
    slots: list[Slot] = []
    bare = text.strip()
    whole = _labelled(bare, text.index(bare), len(text.rstrip()), language, received)
    if whole is not None and whole.kind in _TAKES_LINE:
        return (whole,)
    for start, end in _parts(text):
        slots += _read_part(text, start, end, language, received)
    slots = _join_times(text, slots, language, received)
    if _is_header(slots):
        return tuple(slots)
    return (whole,) if whole is not None and whole.kind in ("date", "updated", "source", "outlet", "section") else ()


_read_known_line = lru_cache(maxsize=KNOWN_LINES)(_read_line)

_CLOCK = compile_late(
    r"(?:um|at|à|a las|às|alle|ore|kl\.?|klo|saat|в|о|godz\.?)?\s?\d{1,2}\s?[:.h]\s?\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?|uhr|hrs?|h|ч)?"
    r"(?:\s?\(?[a-z]{2,5}\)?)?",
    re.IGNORECASE,
)
_WIDE_CLAUSE = compile_late(r"^[，、；：]|[，；：。！？]$")
"""A clause's edge in scripts that part no words: ``11月8日，…。`` is a sentence that begins with its day, not a date and an outlet."""
_CUE = compile_late(
    r"[՝丨\d|｜:：=＝@•·●∙■◆▪／;　（(【\[\s記记기특]"
    r"(?:(?<=[^\s記记기특])|(?<=　)|(?<=\s)(?:[-–—/]{1,2}\s|\s\s)|(?<=[記记])者|(?<=기)자|(?<=특)(?:파원|派員))"
)
_SLASHED = re.compile(r"\w{1,5}[/・]")
_FRAMES = frozenset("*_〔")


def _may_be_header(text: str) -> bool:
    """Whether the line has anything that a header line has: a digit, a parting sign, a byline word, or the shape of a site or agency."""
    framed = text[0] in _FRAMES
    if (framed and (not text.isascii() or "," in text or "/" in text)) or _CUE.search(text) or _SLASHED.match(text):
        return True
    first = (text.strip(" \t=*_") if framed else text).split(None, 3)[:3]
    if not first:
        return False
    before, _, prefixes, _, _ = byline_words()
    opening = fold(" ".join(first)).split(" ")
    return (
        opening[0] in before
        or (len(opening) > 1 and f"{opening[0]} {opening[1]}" in before)
        or (len(opening) > 2 and " ".join(opening) in before)
        or (not text.isascii() and text.startswith(prefixes))
        or ("." in text and " " not in text)
        or (len(text) <= 50 and is_agency(text))
        or (", " in text and may_be_signed(text))
    )


def _join_times(text: str, slots: list[Slot], language: str | None, received: str | None) -> list[Slot]:
    """The slots with a time that stands behind a sign after its date (``14 de marzo de 2024 - 19:42``) as part of the date: no outlet."""
    joined: list[Slot] = []
    for slot in slots:
        last = joined[-1] if joined else None
        if last is not None and last.kind in ("date", "updated") and slot.kind == "other" and _CLOCK.fullmatch(slot.value):
            clock = slot.value[next(i for i, c in enumerate(slot.value) if c.isdecimal()) :]
            dates = read_dates(f"{text[last.start : last.end]}, {clock}", received=received, language=language)
            value = dates[0].value if len(last.value) == 10 and dates and dates[0].value.startswith(last.value) else last.value
            joined[-1] = replace(last, value=value, end=slot.end)
        else:
            joined.append(slot)
    return joined


def _parts(text: str) -> list[tuple[int, int]]:
    found = {m.span() for m in _PART.finditer(text)} if _PART_SIGN.search(text) else set[tuple[int, int]]()
    if any(map(text.__contains__, _GLUED_WORDS)):
        found |= {(m.start(), m.start()) for m in _GLUED_LABEL.finditer(text)}
    if has_from(text, "\u3400") and _HAN.search(text):
        found |= {m.span() for m in _CJK_LABELS.finditer(text)}
    cuts = sorted(found)
    spans, at = [], 0
    for a, b in cuts:
        if a < at:
            continue
        spans.append((at, a))
        at = b
    spans.append((at, len(text)))
    if not text.isascii() and len(spans) > 1 and fold(text[spans[0][0] : spans[0][1]]) in byline_words()[1]:
        spans[:2] = [(spans[0][0], spans[1][1])]  # 文 | 王明: the sign stands for a colon
    return [(a, b) for a, b in spans if text[a:b].strip()]


def _read_part(text: str, start: int, end: int, language: str | None, received: str | None) -> list[Slot]:
    """The slots of one part; a part that nothing explains is one slot of the kind ``other``."""
    part = text[start:end].strip()
    start = text.index(part, start)
    end = start + len(part)
    if slot := _labelled(part, start, end, language, received):
        return [slot]
    dotted, numbered = "." in part or "/" in part, bool(_DIGIT.search(part))
    if dotted and _URL.fullmatch(part):
        return [Slot("url", part.strip("<>"), start, end)]
    if dotted and (host := _HOST.fullmatch(part.strip("()[] ."))):
        return [Slot("host", host[1], start, end)]
    if (
        (numbered and (_COUNTER.fullmatch(part) or _PAGE.fullmatch(part)))
        or _FURNITURE.fullmatch(part)
        or is_weekday(part)
        or (numbered and is_clock(part))
    ):
        return [Slot("furniture", part, start, end)]
    dates = read_dates(part, received=received, language=language) if len(part) <= MAX_PART else ()
    if dates and dates[0].whole:
        return [Slot("updated" if d.updated else "date", d.value, start + d.start, start + d.end, d.labelled) for d in dates]
    byline = read_byline(part)
    if byline:
        names, weak = byline
        return [Slot("weak-byline" if weak else "byline", "", start, end, False, names.kept, names.agencies, names.outlets)]
    if PHOTO.match(f" {part}") and (" by " in part or ":" in part):
        return [Slot("credit", part, start, end)]
    if is_agency(part):
        return [Slot("agency", part.strip(" \"'«»“”()[]/"), start, end)]
    if is_person(part):
        return [Slot("person", part, start, end, False, (part,))]
    if dates:
        return _around_dates(text, start, end, dates[0].start + start, dates[-1].end + start, language, received)
    pieces = part.split(", ")
    if 1 < len(pieces) <= 6 and any(_PAGE.fullmatch(p) or _FURNITURE.fullmatch(p) for p in pieces):
        slots, at = [], start
        for piece in pieces:
            at = text.index(piece, at)
            slots += _read_part(text, at, at + len(piece), language, received)
            at += len(piece)
        return slots
    return [Slot("other", part, start, end)]


def _around_dates(text: str, start: int, end: int, a: int, b: int, language: str | None, received: str | None) -> list[Slot]:
    """A part such as ``The Telegraph, July 20, 2015``: what stands before, the date, what stands after."""
    slots: list[Slot] = []
    before, after = text[start:a].strip(" ,-–—|(/:").rstrip("."), text[b:end].strip(" ,-–—|)/:.")
    before = before if before.count("(") >= before.count(")") else before.strip("()")
    if (by := _BY_OUTLET.match(after)) is not None:
        after = after[by.end() :]
    if before:
        at = text.index(before, start)
        slots += _read_part(text, at, at + len(before), language, received)
    reading = read_dates(text[a:b], received=received, language=language)
    if not reading or not reading[0].whole:
        return [Slot("other", text[start:end].strip(), start, end)]
    slots += [Slot("updated" if d.updated else "date", d.value, a + d.start, a + d.end, d.labelled) for d in reading]
    if after:
        at = text.index(after, b)
        slots += _read_part(text, at, at + len(after), language, received)
    return slots


def _labelled(part: str, start: int, end: int, language: str | None, received: str | None) -> Slot | None:
    match = _LABEL.fullmatch(part) if _LABEL_SIGN.search(part, 0, 60) else None
    if match is None:
        return None
    word = fold(match[1].strip(" *_\"'"))
    kind = labels().get(word) or ("byline" if word in byline_words()[1] else None)
    if kind is None:
        return None
    value = match[2].strip().strip("*_").strip()
    if kind in ("body", "furniture") and word in byline_words()[1] and is_name_line(PHOTO.split(value, maxsplit=1)[0]):
        kind = "byline"
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    if kind in ("date", "updated"):
        dates = read_dates(value, received=received, language=language)
        if not dates:
            return None
        return Slot("updated" if kind == "updated" or dates[0].updated else "date", dates[0].value, start, end, True)
    if kind == "byline":
        names = read_byline(f"author: {value}") if value else None
        kept = names[0].kept if names else ()
        return Slot("byline", value, start, end, True, kept, names[0].agencies if names else (), names[0].outlets if names else ())
    if kind in ("source", "outlet") and value.endswith(")") and "(" in value:
        inner = read_dates(value[value.rindex("(") + 1 : -1], received=received, language=language)
        value = value[: value.rindex("(")].strip() if inner and inner[0].whole else value
    if kind == "sender":
        names = read_byline(f"author: {value}")
        person = is_person(value)
        return Slot("byline" if person else "source", value, start, end, True, names[0].kept if names and person else ())
    return Slot(kind, value, start, end, True)


def body_label_end(text: str) -> int:
    """Where the paragraph begins behind a label that only says so (``Full text: From masking to …``); 0 where there is none."""
    match = _BODY_LABEL.match(text) if ":" in text[:20] or "：" in text[:20] else None
    if match is None or labels().get(fold(match[1])) != "body" or fold(match[1]) in _PROSE_LABELS:
        return 0
    return match.end()


def is_masthead(text: str) -> bool:
    """Whether a short line of capitalised words has a noun that only names of media end in or begin with (``The Daily Herald``)."""
    return (
        len(text.split()) <= 4
        and bool(_MASTHEAD.search(text))
        and looks_like_outlet(text)
        and not any(starts_small(w) for w in text.split()[1:])
    )


def looks_like_outlet(text: str) -> bool:
    """Whether a short text can be the name of a paper, station or site: a few capitalised words, or any in scripts without case."""
    if text.endswith((".", "۔", "।")) and len(text.split()) > 3:
        return False
    text = text.strip(" .")
    words = text.split()
    if not has_case(text) and len(words) > 5:
        return False
    if not words or len(text) > 60 or len(words) > 7 or text[-1:] in "!?…:;。！？" or re.search(r"\d{3}", text):
        return False
    return all(
        not starts_small(w) or w.casefold() in word_set("name_words", "in_outlets") or (i == 0 and len(w) == 1) for i, w in enumerate(words)
    )


def is_media_word(text: str) -> bool:
    """Whether a word of the text is one that names of media are made of."""
    return bool(_MEDIA.search(text))


def _is_header(slots: list[Slot]) -> bool:
    """Whether the parts make a header line: one of them certain, and no unexplained part longer than an outlet's name."""
    if len(slots) > 1 and all(s.kind == "person" for s in slots):
        return True
    certain = [s for s in slots if s.kind not in ("other", "weak-byline", "person", "agency", "furniture", "host", "url") or s.labelled]
    others = [s for s in slots if s.kind == "other"]
    if len(slots) == 1 and slots[0].kind in ("agency", "host", "furniture", "weak-byline", "url"):
        return True
    if not certain and not (len(slots) > 1 and any(s.kind in ("host", "agency", "furniture") for s in slots) and not others):
        return False
    return len(others) <= 3 and all(not _WIDE_CLAUSE.search(s.value) and (looks_like_outlet(s.value) or is_name(s.value)) for s in others)
