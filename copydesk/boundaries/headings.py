"""What heads the parts of one text or what stands below it: articles of a law, chapters, days, readers' comments; and which counters say of
how many they are.

``Article 5``, ``Teil 2`` and ``12 comments`` repeat as headlines do, yet no story begins there.
"""

from __future__ import annotations

import re

from copydesk.boundaries.shapes import OF
from copydesk.late import compile_late

_COMMENTS_WORDS = (
    r"comments?|kommentare?r?|commentaires?|comentarios?|comentários?|commenti|reacties|reader comments|komentarze|комментари[ийев]+|"
    r"коментарі|yorumlar|komentar|评论|評論|コメント|댓글|التعليقات|नظرات|टिप्पणियां|leave a comment|join the conversation|responses"
)
_COMMENTS_OPENS = frozenset(word[:2] for word in _COMMENTS_WORDS.split("|"))
_COMMENTS = compile_late(rf"(?:\d+\s)?(?:{_COMMENTS_WORDS})\b.{{0,24}}", re.IGNORECASE)
_LAW = compile_late(
    r"\W*(?:art(?:icle|ikel|ículo|icolo|igo|ykuł|icolul)?|стат(?:ья|тя)|madde|section|§{1,2}|第)\W{0,2}\d{1,4}\s?[条條]?\W*",
    re.IGNORECASE,
)
_COUNT_OF = compile_late(
    rf"\W*(?!(?:p|pg|page|seite|página|pagina|стр)\b)(?:[^\W\d]{{1,14}}\W{{0,3}})?\d{{1,5}}\s?{OF}\s?\d{{1,5}}\W*", re.IGNORECASE
)
_PART = compile_late(
    r"\W*(?:chapter|part|section|step|day|round|lesson|question|act|scene|episode|volume|stage|phase|week|kapitel|teil|tag|abschnitt|frage|schritt|"
    r"chapitre|partie|jour|étape|capítulo|parte|día|paso|capitolo|giorno|глава|часть|день|шаг|rozdział|bölüm)\s+(?:\d{1,4}|[ivxlc]{1,6})\W*",
    re.IGNORECASE,
)


def is_comments_heading(text: str) -> bool:
    """Whether a line heads the readers' comments."""
    may = len(text) <= 40 and (text[:2].lower() in _COMMENTS_OPENS or text[0].isdecimal())
    return may and bool(_COMMENTS.fullmatch(text))


def is_article_of_law(text: str) -> bool:
    """Whether a counter is as laws and treaties number their articles: ``Article 5``, ``§ 3.``, ``第五条``."""
    return len(text) <= 20 and bool(_LAW.fullmatch(text))


def is_count_of(text: str) -> bool:
    """Whether a counter says of how many it is, and is no page number: ``[3/12]``, ``3 of 12``."""
    return bool(_COUNT_OF.fullmatch(text))


def is_part_heading(text: str) -> bool:
    """Whether a line numbers a part of one text: ``Chapter 3``, ``Teil 2``, ``Day 4``."""
    return len(text) <= 30 and bool(_PART.fullmatch(text))
