"""Who else worked on a story: contributors, reporters named in brackets below, and editors.

``(Xinhua reporters Zhang Zhongkai, Liu Heyao and Zhou Ye contributed to the story.)``, ``(Reporting by A; Editing by B)``,
``（责任编辑：王明）``. Only whole lines below the story (or a bracket that ends its last paragraph) count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.fields.names import read_names

MAX_LINE = 420
_CONTRIBUTED = re.compile(
    r"[\[(（*_—–-]*\s*(?P<who>[^.;:!?]{3,260}?)\s+(?:also\s+)?(?:contributed|have contributed|has contributed|helped)\s+(?:to|with|in|reporting|research|additional reporting)\b[^.]{0,80}[.\s)\]）*_]*",
)
_CLAUSES = (
    ("contributor", r"(?:additional |further |extra )?report(?:ing|s) (?:from [\w\s,.]{2,30} )?by|additional (?:reporting|writing|research|editing) by|reported by|writing by|written by|with (?:reporting|contributions|files) (?:by|from)|contributing(?: writers?)?|"
     r"mitarbeit|mitwirkung|unter mitarbeit von|avec la (?:participation|collaboration) de|con (?:la )?colaboración de|colaboró|colaboraron|com colaboração de|colaborou|colaboraram|ha collaborato|hanno collaborato|при участии|в подготовке (?:материала|публикации) участвовал[аи]?|"
     r"参与采写|参与记者|参与报道|参与采访|执笔记者|采写|执笔|文字记者|協力|취재 지원|добавил[аи]?|сообщил[аи]? корреспондент\w*"),
    ("editor", r"(?:compiled and |translated and )?edit(?:ing|ed) by|editor|copy[- ]edit(?:ing|ed) by|redaktion|rédaction|edición de|editado por|edição de|edição|a cura di|редактор|редактура|выпускающий редактор|责任编辑|責任編輯|责编|責編|编辑|編輯|編集|편집|муҳаррир|редакторлор"),
    ("writer", r"text|写作|撰文|文字|稿件撰写"),
)  # fmt: skip
_CLAUSE = re.compile(
    r"\s*(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _CLAUSES) + r")\s*[:：=]?\s*(?P<who>.{2,160})", re.IGNORECASE
)
_SPLIT = re.compile(r"\s*[;；。|]\s*|\.\s+(?=[A-ZА-Я])")
_BRACKETED_TAIL = re.compile(r"\s*[(（\[]([^()（）\[\]]{4,300})[)）\]]\s*$")
_IN_PLACE = re.compile(r"\s+in\s+[A-Z][\w.'’-]*(?:(?:,)?\s+[A-Z][\w.'’-]*){0,3}")


@dataclass(frozen=True, slots=True)
class Credits:
    """People named below a story: ``contributors`` and ``editors``, in order, names only."""

    contributors: tuple[str, ...]
    editors: tuple[str, ...]


def read_credits(text: str) -> Credits | None:
    """The people of a line (or bracket) that credits contributors or editors and says nothing else; None for any other line."""
    text = text.strip()
    if not 5 < len(text) <= MAX_LINE:
        return None
    if (match := _CONTRIBUTED.fullmatch(text)) is not None:
        names = read_names(_IN_PLACE.sub("", match["who"].replace("Additional reporting", "")))
        return Credits(names.kept, ()) if names and names.kept else None
    bare = text.strip("()（）[]【】*_—– \t.")
    contributors: list[str] = []
    editors: list[str] = []
    clauses = [c for c in _SPLIT.split(bare) if c.strip()]
    for clause in clauses:
        match = _CLAUSE.fullmatch(clause.strip(" ()"))
        if match is None:
            return None
        names = read_names(_IN_PLACE.sub("", match["who"]).strip(" ."))
        if names is None or not (names.kept or names.organisation or names.agencies):
            return None
        (editors if match["editor"] else contributors).extend(names.kept)
    return Credits(tuple(dict.fromkeys(contributors)), tuple(dict.fromkeys(editors))) if clauses else None


def find_bracketed_tail(text: str) -> tuple[int, str] | None:
    """Where a bracket that ends a paragraph begins (white space included), and what it holds."""
    match = _BRACKETED_TAIL.search(text, max(0, len(text) - 320))
    return (match.start(), match[1]) if match else None
