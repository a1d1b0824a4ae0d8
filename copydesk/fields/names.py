"""Names of people, freed of what bylines wrap around them.

``Xinhua writers Li Laifang, Zhang Xudong and Zheng Xin`` is three names; ``Anna Schmidt, Berlin`` one. Roles, agencies, cities
after a name, mail addresses and handles are no names. Left alone: spelling and case of a name (``PAUL BYRNE``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.fields.date_words import is_date_word
from copydesk.fields.tables import byline_words, fold, given_names, has_case, is_agency, places, word_set
from copydesk.late import compile_late
from copydesk.lines import has_from

MAX_NAME = 60
_AND = r"and|und|et|y|e|i|и|та|og|och|ja|dan|ve|və|va|và|і|en|és|și|και|en|&|及|和|與|与|和|및|और|এবং|與|तथा|και|және|жана"
_SPLIT = compile_late(
    rf"\s*[,;，、；،/／|]\s*(?:(?:{_AND})\s+)?|\s+(?:{_AND})\s+|\s+و\s*(?=\w\w)|\s*[&＆・＝]\s*|\s+-\s+|\s+[–—]\s+", re.IGNORECASE
)
ODDMENTS = compile_late(
    r"[^\s()]+@[^\s()]+|\+?\(?\d[\d ().-]{6,18}\d|(?<!\w)@\w+|https?://\S+|\([^()]{0,60}\)|（[^（）]{0,60}）|\[[^\[\]]{0,60}\]|<[^<>]{0,80}>"
)
_PLACE_TAIL = compile_late(
    r"\s+(?:in|aus|à|en|em|a|at|for|from|of|für|pour|para|per|в|з|из|у|i|de|special|covering|på)\s+(?=[A-ZÀ-ÞА-ЯЁÇŞ])"
)
_FOR_OUTLET = compile_late(
    r"\s(?:for|für|pour|para|per)\s(?P<outlet>(?:the\s)?[A-ZÀ-ÞА-Я][^,;|]{2,40}|[\w.-]{2,30}\.(?:com|net|org|de|fr|it|es|co\.uk|com\.au))$",
    re.IGNORECASE,
)
_WITH_AGENCY = re.compile(r"\s(?:mit|with|avec|con|com|met|i|och|og|ja|a|z|с|з|ve)\s(?:der\s|l['’])?(?P<agency>[^\W\d_a-z][\w./-]{1,20})$")
_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?:Published|Updated|Posted)\b.*$")
_HAN = compile_late(
    r"[\u3400-\u9fff々]{2,4}|[\u3400-\u9fff]{1,8}[·・‧][\u3400-\u9fff·・‧]{1,16}|"
    r"[\u30a0-\u30ff]{2,12}(?:[・＝=\s][\u30a0-\u30ff]{1,12}){0,3}|"
    r"[\u3400-\u9fff々]{1,3}[ 　][\u3040-\u30ff\u3400-\u9fff々]{1,4}"
)
_HANGUL = compile_late(r"[\uac00-\ud7a3]{2,5}")
_JAPANESE_GIVEN = compile_late(
    r"[ 　]?(?!さん|ちゃん|くん|ら$|選手|首相|知事|社長|教授|監督|投手|容疑者|被告|議員|会長|大臣|記者|"
    r"支局|総局|通り|商店|電機|製作|製薬|工業)"
    r"[^\W\d_a-zA-Z県市町村区郡駅署部課室省庁局社会党店線道橋港城寺院館校氏系家園所内外前後側様さ]{1,3}"
)
_LETTERS = re.compile(r"[^\W\d_]")
_BAD_SIGNS = re.compile(r"[\d?!\"“”„«»:=#*_+%$€£<>{}\\]|\.\.|…")


@dataclass(frozen=True, slots=True)
class Names:
    """What a byline's text holds: people, agencies named among them, and papers.

    ``kept``: the people's names as written, in order. ``outlets``: papers that the writers write for.
    ``organisation`` is true where the byline names a desk, not people.
    """

    kept: tuple[str, ...]
    agencies: tuple[str, ...]
    outlets: tuple[str, ...]
    organisation: bool


def _is_eastern(text: str) -> bool:
    return has_from(text, "\u3005") and bool(_HAN.fullmatch(text) or _HANGUL.fullmatch(text))


def is_name(text: str) -> bool:
    """Whether the text has the shape of a person's name in any script: no digit, no sentence, capitals where the script has them."""
    text = text.strip()
    if not 1 < len(text) <= MAX_NAME or _BAD_SIGNS.search(text):
        return False
    if _is_eastern(text):
        return True
    tokens = text.split()
    if len(tokens) > 6 or fold(tokens[0]) in word_set("name_words", "not_first") or (len(tokens) == 1 and is_date_word(text)):
        return False
    if "\u3040" <= max(text) <= "\u9fff" or any("\uac00" <= c <= "\ud7a3" for c in text):
        return False
    if text.endswith((".", "।", "۔")) and len(tokens[-1]) > 4:
        return False
    if not has_case(text):
        return len(tokens) <= 5 and len(text) <= 45
    return all(_is_name_token(t) for t in tokens) and len(_LETTERS.findall(text)) > 2 and tokens[-1].casefold() not in ("de", "van", "and")


def _is_name_token(token: str) -> bool:
    letters = [c for c in token if c.isalpha()]
    if not letters:
        return False
    if letters[0].isupper():
        return True
    return (
        fold(token) in word_set("name_words", "particles")
        or fold(token).startswith(("al-", "el-", "d'", "l'", "de'", "'t"))
        or token[:1] in "‘'ʻ"
    )


def is_person(text: str) -> bool:
    """Whether the text is surely a person's full name: a name in shape with a known given name in front, or a known Japanese surname."""
    words = text.split()
    if 3 <= len(text) <= 7 and "\u3400" <= text[0] <= "\u9fff":
        sizes = (size for size in (2, 3) if text[:size] in word_set("name_words", "japanese_surnames"))
        return any(_JAPANESE_GIVEN.fullmatch(text, size) for size in sizes)
    return 2 <= len(words) <= 4 and fold(words[0]) in given_names() and is_name(text) and not is_organisation(text)


def is_organisation(text: str) -> bool:
    """Whether the text names a newsroom, an agency or a desk rather than a person."""
    return (
        is_agency(text)
        or is_agency(text.rpartition(" (")[0])
        or any(fold(t).strip(".,") in word_set("name_words", "organisations") for t in text.split())
    )


def read_names(text: str) -> Names | None:
    """The people in the text after a byline word; None if the text is not a list of names, so that the line is no byline."""
    agencies: list[str] = []
    for odd in ODDMENTS.findall(text):
        inner = odd.strip("()（）[]<> ")
        if is_agency(inner):
            agencies.append(inner)
    if (wired := _WITH_AGENCY.search(text)) is not None and is_agency(wired["agency"]):
        agencies.append(wired["agency"])
        text = text[: wired.start()]
    text = _GLUED.sub(" ", ODDMENTS.sub(" ", text)).strip(" \t\"'.,:;|*_=-–—/　")
    if not text or len(text) > 300:
        return None
    if text.endswith((" Jr", " Sr")):
        text += "."
    kept: list[str] = []
    outlets: list[str] = []
    if (for_outlet := _FOR_OUTLET.search(text)) is not None:
        outlets.append(for_outlet["outlet"].strip())
        text = text[: for_outlet.start()]
    organisation = False
    parts = [p for p in _SPLIT.split(text) if p and p.strip()]
    if len(parts) == 2 and _is_turned(parts, text):
        parts = [f"{parts[1].strip()} {parts[0].strip()}"]
    for index, part in enumerate(parts):
        if index and kept and _is_title(part):
            continue
        name, agency, role = _strip_roles(part.strip(" \t\"'|*:;-–—　"))
        agencies += [agency] if agency else []
        if not name:
            organisation |= not kept
            continue
        if is_agency(name):
            agencies.append(name)
            organisation |= not kept
        elif is_organisation(name):
            organisation = True
            if kept and not role:
                outlets.append(name)
            if not kept and index == 0:
                organisation = True
        elif kept and name.startswith(("The ", "Die ", "Le ", "La ", "El ")) and len(name.split()) <= 5:
            outlets.append(name)
        elif index and (fold(name) in places() or (kept and _is_station(part.strip()))):
            continue
        elif len(han := name.split()) > 1 and all(len(t) > 1 and _is_eastern(t) for t in han):
            kept += [t for t in han if t not in byline_words()[1]]  # 记者 马秀兰 通讯员 王立
        elif is_name(name):
            if index and kept and len(name.split()) == 1 and len(kept[-1].split()) > 1 and name.isascii() and "," in text:
                continue
            kept.append(name)
        elif not (role and kept):
            return None
    if not kept and not organisation and not agencies:
        return None
    return Names(tuple(dict.fromkeys(kept)), tuple(dict.fromkeys(agencies)), tuple(dict.fromkeys(outlets)), organisation and not kept)


_STATION = compile_late(
    r"(?:à|au|en|in|aus|em|de|da|w|z|в|из|у|i|på|a)\s+[^\W\d_a-z]\S*(?:[ -][^\W\d_a-z]\S*){0,2}|[a-z]{1,3}\d+(?:\s[A-Z]{2,3})?"
)


def _is_station(part: str) -> bool:
    """Whether a part behind a name says where the writer sits, or a desk that is no word (``à Lille``, ``g1 SP``)."""
    return len(part) <= 40 and _STATION.fullmatch(part) is not None


def _is_turned(parts: list[str], text: str) -> bool:
    """Whether two parts are surname and given name (``Doe, Jane``)."""
    last, first = parts[0].split(), parts[1].split()
    return (
        "," in text and len(last) == 1 and 1 <= len(first) <= 2 and fold(first[0]) in given_names() and fold(last[0]) not in given_names()
    )


def _is_title(part: str) -> bool:
    """Whether a part behind a name is the writer's post: it ends in a role and begins with no given name (``AP Auto Writer``)."""
    words = part.split()
    return len(words) > 1 and fold(words[-1]).strip(".,") in byline_words()[4] and fold(words[0]) not in given_names()


def _strip_roles(part: str) -> tuple[str, str | None, bool]:
    """A part of a byline without roles around it: the name (or ''), an agency named in front, whether there were roles."""
    _, _, prefixes, suffixes, roles = byline_words()
    agency = None
    stripped = False
    for prefix in prefixes:
        if part.startswith(prefix) and len(part) > len(prefix):
            agency = next(
                (a for a in ("新华社", "新華社", "中新社", "中新网", "中央社", "人民网", "人民日报") if prefix.startswith(a)), None
            )
            part, stripped = part[len(prefix) :].strip(" 　:："), True
            break
    for suffix in suffixes:
        if part.endswith(suffix) and len(part) > max(len(suffix) + 1, 3):
            part, stripped = part[: -len(suffix)].strip(" 　"), True
            break
    cut = _PLACE_TAIL.search(part)
    if cut and cut.start() > 2 and " " in part[: cut.start()].strip():
        part = part[: cut.start()]
    tokens = part.split()
    while tokens and (fold(tokens[0]).strip(".,") in roles or fold(tokens[0]) in roles):
        if is_agency(tokens[0]):
            agency = tokens[0]
        tokens, stripped = tokens[1:], True
    count = next((k for k in (3, 2, 1) if len(tokens) > k and fold(tokens[k]) in roles and is_agency(" ".join(tokens[:k]))), 0)
    if count:
        agency, tokens, stripped = " ".join(tokens[:count]), tokens[count + 1 :], True
        while tokens and fold(tokens[0]) in roles:
            tokens = tokens[1:]
    while len(tokens) > 1 and fold(tokens[-1]).strip(".,") in roles:
        tokens, stripped = tokens[:-1], True
        if is_agency(tokens[-1]):
            agency = tokens.pop()
    return (
        " ".join(tokens).strip(" ,.;:") if not (tokens and len(tokens[-1]) == 2 and tokens[-1].endswith(".")) else " ".join(tokens),
        agency,
        stripped,
    )
