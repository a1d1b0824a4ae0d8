"""A story in the making: what a format parser marks while it reads a record, and the gaps it leaves.

Every parser names the spans of its slots; what lies outside both slots and body is markup or furniture and becomes SEPARATOR, so
that exactly the body is left for the finders that follow.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from copydesk.formats.dates import read_date
from copydesk.late import compile_late
from copydesk.types import Field, FieldName, Label, Mark, Split, Story

LABELS = {
    FieldName.TITLE: Label.TITLE, FieldName.AUTHOR: Label.BYLINE, FieldName.CONTRIBUTOR: Label.BYLINE, FieldName.EDITOR: Label.CREDIT,
    FieldName.DATELINE: Label.DATELINE, FieldName.PUBLISHED: Label.DATE, FieldName.UPDATED: Label.DATE, FieldName.PUBLISHER:
    Label.ATTRIBUTION,
    FieldName.AGENCY: Label.CREDIT, FieldName.SECTION: Label.SECTION, FieldName.NOTICE: Label.NOTICE,
    FieldName.SUBTITLE: Label.TITLE,
}  # fmt: skip
_TAG = compile_late(
    r"</?(?:p|br|b|i|u|em|strong|a|span|div|font|sup|sub|img|q|h[1-6]|ul|ol|li|td|tr|table|cite|blockquote|figure|figcaption|small|big|"
    r"org|person|location|chron|money|num|event|hl1|hl2|classifier|pronounce|bytag|title|name)\b[^<>]{0,1000}>|<!\[CDATA\[|\]\]>",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*[;、]\s*|\s+(?:and|und|et|y|e|и|&)\s+")
_BY = re.compile(r"\A(?:by|von|par|por|di|door|af|av|от|автор)[:：]?\s+(?=\S)", re.IGNORECASE)


def tidy(text: str) -> str:
    """A slot's value as one line: entities and tags resolved, white space folded."""
    if "<" in text or "&" in text:
        text = _TAG.sub(" ", html.unescape(_TAG.sub(" ", text)))
        text = html.unescape(text) if "&" in text else text
    return " ".join(text.split())


def read_authors(text: str) -> tuple[Field, ...]:
    """Names of a byline slot, one field each; ``By`` and its sisters taken off."""
    text = _BY.sub("", tidy(text), count=1).strip(" .")
    return tuple(Field(FieldName.AUTHOR, n.strip(" .,")) for n in _AND.split(text) if len(n.strip(" .,")) > 1)


def make_fields(name: FieldName, text: str, *, month_first: bool = False) -> tuple[Field, ...]:
    """Fields of a slot's text: dates as ISO 8601, names parted, everything else as one tidy line; none where the slot is empty."""
    if name in (FieldName.PUBLISHED, FieldName.UPDATED):
        date = read_date(tidy(text), month_first=month_first)
        return (Field(name, date),) if date else ()
    if name is FieldName.AUTHOR:
        return read_authors(text)
    value = tidy(text)
    return (Field(name, value),) if value else ()


class Draft:
    """Marks of one record at page offsets [start, end); ``text`` is the page's."""

    def __init__(self, text: str, start: int, end: int, rule: str, month_first: bool = False) -> None:
        self.text, self.start, self.end, self.rule, self.month_first = text, start, end, rule, month_first
        self.marks: list[Mark] = []
        self.bodies: list[tuple[int, int]] = []

    def mark(self, start: int, end: int, label: Label, rule: str = "", fields: Sequence[Field] = ()) -> None:
        """Mark a slot; empty spans are passed over."""
        if end > start:
            self.marks.append(Mark(start, end, label, f"{self.rule}-{rule}" if rule else self.rule, 1.0, tuple(fields)))

    def slot(self, start: int, end: int, name: FieldName, value: str | None = None) -> None:
        """Mark a slot that fills one field, read from its own text unless its ``value`` is given (unescaped, joined)."""
        value = self.text[start:end] if value is None else value
        self.mark(start, end, LABELS.get(name, Label.SEPARATOR), name.value, make_fields(name, value, month_first=self.month_first))

    def body(self, start: int, end: int) -> None:
        """Leave a span to the finders."""
        if end > start:
            self.bodies.append((start, end))

    def has(self, name: FieldName) -> bool:
        """Whether a field is filled."""
        return any(f.name is name for m in self.marks for f in m.fields)

    def finish(self, *, fill: bool = True) -> Story:
        """The story; with ``fill``, whatever is neither slot nor body becomes SEPARATOR (white space aside)."""
        marks = _without_overlap(self.marks)
        if fill:
            taken = sorted([(m.start, m.end) for m in marks] + self.bodies)
            at = self.start
            for a, b in [*taken, (self.end, self.end)]:
                if a > at and (gap := self.text[at:a]).strip():
                    low = at + len(gap) - len(gap.lstrip())
                    marks.append(Mark(low, at + len(gap.rstrip()), Label.SEPARATOR, f"{self.rule}-markup"))
                at = max(at, b)
        return Story(self.start, self.end, self.rule, tuple(sorted(marks, key=lambda m: (m.start, m.end))))


def _without_overlap(marks: list[Mark]) -> list[Mark]:
    """The marks in order; one that overlaps an earlier one is cut short, and keeps its fields."""
    kept: list[Mark] = []
    at = -1
    for m in sorted(marks, key=lambda m: (m.start, m.end)):
        start = max(m.start, at)
        if start >= m.end and m.fields and kept:
            last = kept[-1]
            kept[-1] = replace(last, fields=last.fields + m.fields)
            continue
        if start < m.end:
            kept.append(replace(m, start=start))
            at = m.end
    return kept


def make_split(text: str, stories: Iterable[Story], name: str, stated: int | None = None) -> Split:
    """The split of a page: what lies between, before and after the stories is SEPARATOR (preamble, contents, closing tags)."""
    stories = tuple(sorted(stories, key=lambda s: s.start))
    marks: list[Mark] = []
    at = 0
    for start, end in [*((s.start, s.end) for s in stories), (len(text), len(text))]:
        gap = text[at:start]
        if gap.strip(" \t\r\n\ufeff"):
            low = at + len(gap) - len(gap.lstrip())
            rule = f"{name or 'dump'}-" + ("preamble" if at == 0 else "separator" if start < len(text) else "closing")
            marks.append(Mark(low, at + len(gap.rstrip()), Label.SEPARATOR, rule))
        at = max(at, end)
    return Split(stories, tuple(marks), name, stated)
