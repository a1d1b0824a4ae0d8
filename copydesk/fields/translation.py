"""From which language a story was translated, where its header or trailer says so.

``Translation. Region: Russian Federal``, ``Source: People's Republic of China in Russian``, ``Traducido del inglés por …``,
``Aus dem Englischen von …``. A language merely mentioned is left alone.
"""

from __future__ import annotations

import re

from copydesk.fields.tables import fold, language_names, notice_rules, word_table
from copydesk.late import compile_late

_IN_LANGUAGE = re.compile(r"\b(?:in|auf|en|em|на)\s+(?P<name>[A-ZА-Я]\w{3,12})\b")
_WORD = compile_late(r"[^\W\d_]{4,14}|[\u3400-\u9fff]{1,4}[语語文]")


def is_translation_notice(text: str) -> bool:
    """Whether a whole line is a notice of translation."""
    return len(text) <= 300 and any(rule.pattern.fullmatch(text) for rule in notice_rules() if rule.id == "translated")


def translated_from(text: str) -> str | None:
    """BCP 47 of the language that a notice of translation names; None if it names none."""
    for word in _WORD.findall(text):
        folded = fold(word)
        found = language_names().get(folded) or next(
            (tag for stem, tag in word_table("translation", "stems").items() if folded.startswith(stem)), None
        )
        if found:
            return found
    return None


def source_language(text: str) -> str | None:
    """The language in which a source line says that its source writes (``… of China in Russian –``)."""
    match = _IN_LANGUAGE.search(text)
    return language_names().get(fold(match["name"])) if match else None
