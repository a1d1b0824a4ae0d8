"""The words of dates as a string of one letter each, so that a date form is an ordinary regular expression.

``Updated: 21 août 2025 à 9h17`` reads ``K:nMYfnhn``: K a label word, n a number of one or two digits, M a month, Y a year,
f a word that only joins, h the hour sign. What no table knows is ``x``. Every digit of every script counts.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from copydesk.fields.tables import fold, word_set, word_table

CJK_NUMERALS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "十": 10}
_PUNCTUATION = r"!-/:-@\[-`{-~«»“”„‟‘’‚‛‹›…–—―−‒·•|｜丨、。，．：；！？（）［］【】「」『』〈〉《》〔〕～／－＝؟،؛۔।"
_TOKEN = re.compile(rf"\d+|[\u3400-\u9fff〇]|[^\s\d\u3400-\u9fff〇{_PUNCTUATION}]+|[{_PUNCTUATION}]")

_NUMBERS, _LETTERS, _WORDS = re.compile(r"\d+"), re.compile("[a-z]+"), re.compile(r"[^\W\d_]+")
_BEYOND = re.compile("[^\x00-\x7f‘’“”–—…]")  # letters and signs that dates of other languages may be written with

# Letters that stand for themselves in the shape.
_SELF = frozenset("年月日號号時时點点分秒./-,:()+")
# Signs and CJK words that stand for the same letter of the shape.
_SAME = {
    other: sign
    for sign, others in {
        ".": "．。",
        ":": "：",
        ",": "，、،",
        "/": "／",
        "-": "－–—−‒",
        "(": "（",
        ")": "）",
        "年": "년",
        "月": "월",
        "日": "일号號",
        "時": "시时点點",
        "分": "분",
        "秒": "초",
    }.items()
    for other in others
}  # fmt: skip

_WEEKDAY_SIGN = re.compile(r"[^\W\d_][ -][^\W\d_]")
_CJK_LABELS = re.compile(
    r"(?:发布|發布|發佈|发表|發表|發稿|发稿|刊登|更新|公開|掲載|配信|投稿|作成|最終|最后|最後|修改|出稿|上传|上傳|发行|發行|時間|时间|日期|日時|於|于|北京时间|北京時間|稿件|初版)+"
)


class Word(NamedTuple):
    """One token of a date text: its letter in the shape, its number (month, year, offset of the half day) and its span."""

    kind: str
    value: int
    start: int
    end: int
    text: str


@cache
def date_names() -> dict[str, dict[str, int | dict[str, str]]]:
    """The shipped name tables: ``months`` (name to number, or to number and languages), ``jalali``; read once."""
    data = json.loads(files("copydesk.fields").joinpath("data/date_names.json").read_text("utf-8"))
    thai = [form for name in data["weekdays"] if "\u0e00" < name[0] < "\u0e7f" for form in (f"วัน{name}", f"วัน{name}ที่")]
    data["weekdays"] = dict.fromkeys((*data["weekdays"], *word_set("date_words", "weekdays"), *thai), 0)
    return dict(data)


def month_number(name: str, language: str | None = None) -> int | None:
    """1 to 12 for a folded Gregorian month name of any language; ``language`` settles a name that means two months."""
    found = date_names()["months"].get(name)
    if isinstance(found, dict):
        by_language = [int(number) for number, languages in found.items() if language in languages.split()]
        return by_language[0] if by_language else int(max(found, key=lambda number: len(found[number])))
    return found


@cache
def halves() -> dict[str, int]:
    """Words for halves of the day to the hours that they add."""
    return dict(word_table("date_words", "halves"))


@cache
def zones() -> dict[str, str]:
    """Zone abbreviations of one offset to that offset as ISO 8601 writes it."""
    return dict(word_table("date_words", "zones"))


def is_date_word(word: str) -> bool:
    """Whether the word is a month or a weekday in some language (any case)."""
    folded = word.casefold().strip(".,")
    names = date_names()
    return folded in names["months"] or folded in names["weekdays"]


@cache
def _digit_table() -> dict[int, str]:
    # The pattern looks through a hundred thousand code points in a fifth of the time that asking each takes.
    import numpy as np

    chars = np.arange(0x80, 0x1FC00, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    return {ord(char): str(unicodedata.decimal(char)) for char in "".join(_NUMBERS.findall(chars))}


def to_digits(text: str) -> str:
    """The text with every decimal digit of any script as ASCII, character for character."""
    return text if text.isascii() else text.translate(_digit_table())


def _number(text: str, start: int, end: int) -> Word:
    value, size = int(text[start:end][:9]), end - start
    if size == 4 and 1000 <= value <= 2999:
        kind = "Y"
    elif size <= 2:
        kind = "n"
    else:
        kind = {8: "D", 4: "H", 3: "t"}.get(size, "N")
    return Word(kind, value, start, end, text[start:end])


def _is_ordinal(words: list[Word], token: str, start: int) -> bool:
    """Whether the token is the ending of the number that it is glued to (``21st``)."""
    return bool(words) and words[-1].kind == "n" and words[-1].end == start and token.casefold() in word_set("date_words", "ordinals")


def _numeral(chars: str) -> int:
    """The value of Chinese numerals: digits in a row (二〇二五) or tens (二十一)."""
    if "十" not in chars:
        return int("".join(str(CJK_NUMERALS[c]) for c in chars))
    tens, _, ones = chars.partition("十")
    return (CJK_NUMERALS[tens[0]] if tens else 1) * 10 + (CJK_NUMERALS[ones[0]] if ones else 0)


@cache
def _known_words() -> dict[str, tuple[str, int]]:
    """Every folded word of the tables with its shape letter and number; of two meanings the first listed here wins."""
    names = date_names()
    words: dict[str, tuple[str, int]] = {"h": ("h", 0)}
    words |= dict.fromkeys((*zones(), *word_set("date_words", "unsure_zones")), ("Z", 0))
    words |= {word: ("U", value) for word, value in halves().items() if not word.isascii()}
    words |= dict.fromkeys(word_set("date_words", "joining"), ("f", 0))
    words |= dict.fromkeys(word_set("date_words", "labels"), ("K", 0))
    words |= dict.fromkeys(names["weekdays"], ("W", 0))
    words |= {word: ("J", number) for word, number in names["jalali"].items() if isinstance(number, int)}
    words |= {word: ("M", month_number(word) or 0) for word in names["months"]}
    return words


def split_words(names: str) -> list[str]:
    """The runs of letters in folded names."""
    return _WORDS.findall(names)


@cache
def date_vocabulary() -> frozenset[str]:
    """Every run of letters in what ``read_words`` takes for a word of a date, folded: no other word can stand inside one."""
    names = date_names()
    known = (*_known_words(), *halves(), *names["weekdays"], *names["months"], *names["jalali"], *word_set("date_words", "ordinals"))
    glued = "am pm a p m eastern central mountain pacific daylight standard time tháng thg ay сарын р t"
    return frozenset(split_words("\n".join((*known, glued))))


@cache
def _month_parts() -> frozenset[str]:
    """Every run of letters in the names of months that are written in ASCII."""
    names = date_names()
    return frozenset(
        part for name in (*names["months"], *names["jalali"], "thg", "ay") if name.isascii() for part in _LETTERS.findall(name)
    )


def may_hold_date(text: str) -> bool:
    """Whether the text can hold a date: three numbers, one of eight digits, or a number and a month; True for all but ASCII text, quotation
    marks and dashes aside."""
    if not text.isascii() and _BEYOND.search(text):
        return True
    numbers = _NUMBERS.findall(text)
    if len(numbers) > 2 or any(len(number) == 8 for number in numbers):
        return True
    return not _month_parts().isdisjoint(_LETTERS.findall(text.lower()))


def _letter(token: str, language: str | None) -> tuple[str, int]:
    """Shape letter and number of a token that is no number."""
    token = _SAME.get(token, token)
    if token in _SELF or token == "T":
        return token, 0
    if len(token) == 1 and not token.isalnum():
        return "_", 0
    folded = token.casefold().replace("i\u0307", "i").strip(".")
    known = _known_words().get(folded)
    if known is None and ("’" in folded or "'" in folded or folded[:1] == "ב"):
        stem = folded[1:] if folded[:1] == "ב" else folded[2:] if folded[:2] in ("d’", "d'") else re.split("[’']", folded)[0]
        known = _known_words().get(stem) if len(stem) > 2 else None
        known = known if known is not None and known[0] == "M" else None
    if known is None:
        return "x", 0
    if known[0] == "M" and language is not None:
        return "M", month_number(folded, language) or known[1]
    return known


_JOINED = re.compile(
    r"(?=[apecmAPECMπμ上下凌早晚午令平昭民月火水木金土日周星礼禮พ])"  # what any of them begins with
    r"(?:(?i:(?<![^\W\d_])[ap]\.?\s?m\b\.?|\b(?:eastern|central|mountain|pacific) (?:daylight|standard) time\b)"
    r"|π\.μ\.|μ\.μ\.|上午|下午|凌晨|早上|晚上|午前|午後|令和元?|平成元?|昭和|民國|民国"
    r"|(?<=[(（])[月火水木金土日](?=[)）])|(?:周|星期|礼拜|禮拜)[一二三四五六日天]|[月火水木金土日]曜日?|พ\.ศ\.)"
)


@cache
def _dotted_months() -> re.Pattern[str]:
    """Month abbreviations with full stops inside (Thai ``ส.ค.``), which the tokeniser would part."""
    names = sorted((n for n in date_names()["months"] if "." in n), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, names)) + r")\.?", re.IGNORECASE)


def read_words(text: str, language: str | None = None) -> list[Word]:
    """The tokens of a short text (a header line, not an article) with their shape letters. Linear in its length."""
    plain = to_digits(text)
    joined = {m.start(): m.end() for m in _JOINED.finditer(plain)} | {m.start(): m.end() for m in _CJK_LABELS.finditer(plain)}
    phrases = {m.start(): m.end() for m in _weekday_phrases().finditer(plain)} if _WEEKDAY_SIGN.search(plain) else {}
    dotted = {m.start(): m for m in _dotted_months().finditer(plain)} if "." in plain and not plain.isascii() else {}
    words: list[Word] = []
    at = 0
    for match in _TOKEN.finditer(plain):
        start, end = match.span()
        if start < at:
            continue
        if (month := dotted.get(start)) is not None:
            at = month.end()
            words.append(Word("M", month_number(month.group().casefold().strip("."), language) or 0, start, at, month.group()))
            continue
        if (at := phrases.get(start, at)) > start:
            words.append(Word("W", 0, start, at, plain[start:at]))
            continue
        stop = joined.get(start, start)
        if stop > start and (word := _joined_word(plain, start, stop, words)) is not None:
            words.append(word)
            at = stop
            continue
        token = match.group()
        if token in "’'":
            continue
        if token[0].isdecimal():
            words.append(_number(plain, start, end))
        elif _is_ordinal(words, token, start):
            words.append(Word("o", 0, start, end, token))
        elif token in CJK_NUMERALS:
            run = start
            while run < len(plain) and plain[run] in CJK_NUMERALS:
                run += 1
            if run < len(plain) and plain[run] in "年月日时時分点點號号":
                value = _numeral(plain[start:run])
                words.append(Word("Y" if value >= 1000 else "n", value, start, run, plain[start:run]))
            else:
                words.append(Word("x", 0, start, run, plain[start:run]))
            end = run
        else:
            words.append(Word(*_letter(token, language), start, end, token))
        at = end
    return _merge_months(words, language)


def _joined_word(text: str, start: int, end: int, words: list[Word]) -> Word | None:
    """The word of several characters at ``start``; None for German *am* and the like, which follow no number."""
    token = text[start:end].strip()
    if token[-4:].casefold() == "time":
        return Word("Z", 0, start, end, "".join(word[0] for word in token.split()))
    folded = token.casefold().strip(".").replace(" ", "")
    if folded.isascii() and not (words and words[-1].kind == "n"):
        return None
    if folded in ("pm", "p.m", "am", "a.m") or folded in halves():
        return Word("U", 12 if folded.startswith("p") else halves().get(folded, 0), start, end, token)
    if token.rstrip("元") in ("令和", "平成", "昭和", "民國", "民国"):
        return Word("E", 1 if token.endswith("元") else 0, start, end, token.rstrip("元"))
    if token[0] in "周星礼禮月火水木金土日":
        return Word("W", 0, start, end, token)
    return Word("K" if _CJK_LABELS.fullmatch(token) else "f" if "ศ" in token else "x", 0, start, end, token)


@cache
def _weekday_phrases() -> re.Pattern[str]:
    """Names of weekdays that the tokeniser would part: ``segunda-feira``, ``thứ hai``, ``יום שני``."""
    names = sorted((n for n in date_names()["weekdays"] if not n.replace(".", "").isalpha()), key=lambda n: (-len(n), n))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)


def is_weekday(text: str) -> bool:
    """Whether the text is the name of a weekday and nothing else."""
    return len(text) <= 40 and fold(text.strip(" ,،.:")) in date_names()["weekdays"]


def is_clock(text: str) -> bool:
    """Whether the text is a label and a time of day and nothing else (``Updated 4:30 am``)."""
    shape = "".join(w.kind for w in read_words(text)) if len(text) <= 40 and ":" in text else ""
    return "n:n" in shape and "K" in shape and not shape.strip("KfnUZ:., ()")


@cache
def _two_word_starts() -> frozenset[str]:
    return frozenset(name.split()[0] for name in date_names()["months"] if " " in name)


@cache
def _merged_words() -> frozenset[str]:
    """Words one of which stands in every month's name of several words."""
    return _two_word_starts() | {"tháng", "thg", "ay", "сарын"}


def _merge_months(words: list[Word], language: str | None) -> list[Word]:
    """Month names of two words (تشرين الثاني, ``tháng 8``, ``8-р сарын``) and doubled ones (آب/أغسطس) as one M."""
    if len([w for w in words if w.kind == "M"]) < 2 and _merged_words().isdisjoint([w.text.casefold() for w in words]):
        return words
    out: list[Word] = []
    i = 0
    while i < len(words):
        word, after = words[i], words[i + 1] if i + 1 < len(words) else None
        if word.kind == "M" and "".join(w.kind for w in words[i + 1 : i + 3]) == "/M" and words[i + 2].value == word.value:
            out.append(Word("M", word.value, word.start, words[i + 2].end, word.text))
            i += 3
            continue
        if after is not None:
            month, name = None, ""
            if word.kind in "xf" and word.text.casefold() in _two_word_starts():
                name = f"{word.text.casefold()} {after.text.casefold()}"
                month = month_number(name, language)
            if (
                month is None
                and word.kind in "xf"
                and word.text.casefold() in ("tháng", "thg", "ay")
                and after.kind == "n"
                and 1 <= after.value <= 12
            ):
                month = after.value
            if month is not None:
                out.append(Word("M", month, word.start, after.end, name))
                i += 2
                continue
        following = [w.text for w in words[i + 1 : i + 4]]
        steps = 3 if following == ["-", "р", "сарын"] else 1 if following[:1] == ["сарын"] else 0
        if word.kind == "n" and steps and 1 <= word.value <= 12:
            out.append(Word("M", word.value, word.start, words[i + steps].end, "сарын"))
            i += 1 + steps
            continue
        out.append(word)
        i += 1
    return out
