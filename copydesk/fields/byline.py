"""Bylines: the line, or the part of a line, that says who wrote the story.

``By Ji Haisheng | China Daily | Updated: …``, ``by Xinhua writers A, B and C``, ``Von Anna Schmidt, Berlin``, ``本报记者 王明``,
``김철수 기자``. A line is a byline only when all of it is understood, so ``By then, the port had closed.`` is none.
"""

from __future__ import annotations

import re

from copydesk.fields.names import ODDMENTS, Names, is_name, is_organisation, read_names
from copydesk.fields.tables import byline_words, fold, is_agency, is_town, places, word_set
from copydesk.late import compile_late
from copydesk.lines import has_from, starts_small

MAX_BYLINE = 260
MAX_SIGNED = 90
"""Characters of a line of a name and what its paper calls its writer. (Longest seen: 71.)"""
PHOTO = compile_late(
    r"[\s,.;/]+(?=(?:fotos?|foto's|photos?|photographs?|photography|pictures?|kuvat?|bilder|bild|zdjęcia|фото|фотографии|illustrations?|grafik|ảnh)"
    r"\s?(?::|by\b|von\b|par\b|de\b))",
    re.IGNORECASE,
)
"""What parts a photographer's credit from the writer's."""
_PHOTO_WORDS = ("foto", "photo", "picture", "kuva", "bild", "illustration", "grafik")
_SIGNED = re.compile(r"(?P<name>[^,(/]{4,40}?)(?:,\s+|\s*/\s*|\s+\()(?P<role>[^,()/]{2,50})\)?")
_LABEL = compile_late(r"([^:：=＝/｜|丨՝\n]{1,40}?)\s*[:：=＝/｜丨՝]\s*(\S.*)")
_LABEL_SIGN = compile_late("[:：=＝/｜丨՝]")
_CJK_SUFFIX = compile_late(
    r"[\u3400-\u9fff々]{1,4}[ 　]?[\u3040-\u30ff\u3400-\u9fff々]{0,4}(?:記者|特派員|編集委員|論説委員|支局長)|"
    r"(?:[\uac00-\ud7a3]{2,4}\s*[,·]?\s*){1,4}(?:기자|특파원|인턴기자|선임기자|논설위원|전문기자)"
)
_BRACKETS = compile_late(r"\s*[(（\[【<〈〔](?P<inner>[^()（）\[\]【】<>〈〉〔〕]*)[)）\]】>〉〕][\s.=]*")
_KOREAN_WIRE = re.compile(r"\[[^\[\]]{2,20}\]\s*|\s*\S+@\S+")


def read_byline(text: str) -> tuple[Names, bool] | None:
    """The names of a text that is a byline and nothing else, and whether its opening word is one that prose uses too (weak)."""
    if not 2 < len(text) <= MAX_BYLINE:
        return None
    boxed = _BRACKETS.fullmatch(text) if not text[0].isalnum() else None
    bare = (boxed["inner"] if boxed else text).strip(" \t　=*_")
    bare = (PHOTO.split(bare, maxsplit=1)[0] or bare) if _names_photo(bare) else bare
    before, before_colon, prefixes, _, _ = byline_words()
    labelled = _LABEL.fullmatch(bare) if _LABEL_SIGN.search(bare, 0, 60) else None
    if labelled and fold(labelled[1].strip(" *_")) in before_colon:
        names = read_names(labelled[2])
        return (names, False) if names else None
    for prefix in prefixes if bare.startswith(prefixes) else ():
        if bare.startswith(prefix) and len(bare) > len(prefix):
            names = read_names(bare)
            return (names, False) if names and names.kept and "。" not in bare else None
    if bare.startswith(("글 ", "기자명 ")):
        bare = bare.partition(" ")[2]
    if has_from(bare, "\u3040") and _CJK_SUFFIX.fullmatch(_KOREAN_WIRE.sub("", bare).partition(" = ")[0].strip()):
        names = read_names(_KOREAN_WIRE.sub("", bare).replace("·", ","))
        return (names, False) if names and names.kept else None
    words = bare.split(None, 4)
    for count in (3, 2, 1):
        if len(words) > count and (opening := fold(" ".join(words[:count]))) in before:
            rest = bare[_end_of_word(bare, count) :]
            names = read_names(rest)
            if names is None or _reads_on(rest, names):
                return None
            return names, opening in word_set("name_words", "weak") or (words[0].islower() and not words[0].isascii())
    return _signed(bare)


def _names_photo(text: str) -> bool:
    """Whether ASCII text holds a piece of a word for photographs (or a letter that stands for one of theirs); True for all other text."""
    if not text.isascii():
        return True
    lower = text.lower()
    return any(word in lower for word in _PHOTO_WORDS)


def may_be_signed(text: str) -> bool:
    """Whether the text ends in a role or an agency behind a comma, as a signed line does."""
    tail = text.rpartition(", ")[2] if len(text) <= MAX_SIGNED else ""
    return tail != text and bool(tail) and (is_agency(tail) or _is_role(tail))


def _is_role(text: str) -> bool:
    """Whether the text is what a paper calls its writer: it begins or ends in such a word (``Political Correspondent``)."""
    words = text.split()
    return 0 < len(words) <= 6 and any(fold(w).strip(".,") in byline_words()[4] for w in (words[0], words[-1]))


def _signed(text: str) -> tuple[Names, bool] | None:
    """A full name and what its paper or agency calls its writer: ``Anna Schmidt, dpa``, ``Claire Dubois (envoyée spéciale à Kiev)``."""
    if not text[:1].isupper() or len(text) > MAX_SIGNED:
        return None
    if "@" in text and is_name_line(name := ODDMENTS.sub(" ", text).strip(" ,|-")) and not is_organisation(name):
        return (Names((name,), (), (), False), True) if all(w[0].isupper() for w in name.split()) else None
    match = _SIGNED.fullmatch(text)
    if match is None or not (_is_role(match["role"]) or ("," in text and is_agency(match["role"]))):
        return None
    name = match["name"].strip()
    if (
        not is_name_line(name)
        or is_organisation(name)
        or fold(name) in places()
        or is_town(name)
        or not all(w[0].isupper() for w in name.split())
    ):
        return None
    return Names((name,), (match["role"],) if is_agency(match["role"]) else (), (), False), True


def _end_of_word(text: str, count: int) -> int:
    match = re.match(rf"(?:\S+\s+){{{count}}}", text)
    return match.end() if match else len(text)


def _reads_on(rest: str, names: Names) -> bool:
    """Whether the text after the byline word goes on as a sentence: it ends in a full stop after a lower-case word."""
    last = rest.rstrip().rpartition(" ")[2]
    return rest.rstrip().endswith((".", "!", "?")) and starts_small(last) and len(names.kept) < 2


def is_name_line(text: str) -> bool:
    """Whether the text alone, with no byline word, has the shape of one person's full name (two to four words)."""
    return 1 < len(text.split()) <= 4 and len(text) <= 40 and is_name(text)


def read_authors(value: str) -> tuple[str, ...]:
    """The people in an author value that markup or a side-car states (``By TOM KRISHER, AP Auto Writer``); empty for a desk (``admin``)."""
    value = " ".join(value.split())
    byline = read_byline(value)
    names = byline[0] if byline is not None else read_names(value)
    if names is not None:
        return names.kept
    first = value.split(",")[0].strip()
    return (first,) if is_name(first) and not is_organisation(first) else ()
