"""One story's lines, each read once: several finders ask for the same line's slots or dateline."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from copydesk.fields.dateline import DatelineReading, find_dateline
from copydesk.fields.layout import Row, is_prose
from copydesk.fields.notices import notice_rule
from copydesk.fields.slots import Slot, read_slots

_AMBIGUOUS = re.compile(
    r"[01-9](?<![\d/].)(?:(?<=0)[1-9]|(?<=1)[0-2]|(?<=[1-9]))/(?:0?[1-9]|1[0-2])/(?:\d{4}|\d{2})(?![\d/])"
    r"|[lLsSſ](?<!\w.)(?i:(?<=l)(?:ip|is|istopad\w?)|(?<=s)rp)\b"
)


@dataclass(slots=True)
class LineReader:
    """Remembers what each row's text was read as. ``language`` and ``received`` settle dates that can be read in two ways."""

    language: str | None = None
    received: str | None = None
    _slots: dict[str, tuple[Slot, ...]] = field(default_factory=dict)
    _datelines: dict[str, DatelineReading | None] = field(default_factory=dict)
    _notices: dict[str, str | None] = field(default_factory=dict)
    _prose: dict[int, bool] = field(default_factory=dict)

    def slots(self, text: str) -> tuple[Slot, ...]:
        """The header slots of a line."""
        if text not in self._slots:
            self._slots[text] = read_slots(text, language=self.language, received=self.received)
        return self._slots[text]

    def dateline(self, text: str) -> DatelineReading | None:
        """The dateline that a line begins with."""
        if text not in self._datelines:
            self._datelines[text] = find_dateline(text, language=self.language)
        return self._datelines[text]

    def notice(self, text: str) -> str | None:
        """The rule by which a line is a notice."""
        if text not in self._notices:
            self._notices[text] = notice_rule(text)
        return self._notices[text]

    def prose(self, row: Row) -> bool:
        """Whether a row reads as a paragraph."""
        if row.index not in self._prose:
            self._prose[row.index] = is_prose(row.text)
        return self._prose[row.index]


def make_reader(rows: list[Row], language: str | None, received: str | None) -> LineReader:
    """A reader for the rows; where a date among the first or last ones can be read in two ways, the language is identified."""
    if language is None:
        ends = rows if len(rows) <= 40 else [*rows[:20], *rows[-20:]]
        texts = [text for row in ends if len(text := row.text) <= 200]
        if _may_be_ambiguous("\n".join(texts)) and any(_may_be_ambiguous(text) and _AMBIGUOUS.search(text) for text in texts):
            language = _identify(rows)
    return LineReader(language, received)


def _may_be_ambiguous(text: str) -> bool:
    """Whether the text holds what an ambiguous date cannot do without: a slash, or a word that begins as the name of a month does, its
    letters in any case."""
    low = text.lower()
    if "/" in text or _begins_word(low, "lis") or _begins_word(low, "lip") or _begins_word(low, "srp"):
        return True
    return not text.isascii() and ("\u0131" in text or "\u0130" in text or "\u017f" in text)


def _begins_word(text: str, letters: str) -> bool:
    at = text.find(letters)
    while at >= 0:
        if not at or not (text[at - 1].isalnum() or text[at - 1] == "_"):
            return True
        at = text.find(letters, at + 1)
    return False


def _identify(rows: list[Row]) -> str | None:
    from copydesk.language import identify_language

    text = "\n".join(r.text for r in rows if r.body and len(r.text) > 60)[:3000]
    found = identify_language(text) if text else None
    return found.tag if found is not None and found.confidence >= 0.5 else None
