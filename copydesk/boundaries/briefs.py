"""Briefs: pages whose texts are a sentence or two, so that no line looks like running text.

In such a page a short line that ends as a sentence is a text. The search reads it so, after it has found nothing otherwise, and then
asks that all stories carry the same marks: headlines over short paragraphs alone are an article with subheads.
"""

from __future__ import annotations

import re
from collections import Counter

from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import Shape
from copydesk.formats.columns import measure_width
from copydesk.formats.dates import find_dates

_PART = re.compile(r"[^|\t;·•¦]+")
_HEADLINE, _WORDS = 20, 3  # columns and words of the shortest headline that stands in a line of slots
_SHARE = 0.2  # share of the rows that must be texts: a page of menus has fewer
_MARKS = frozenset(
    (
        Shape.RULE, Shape.BREAK, Shape.COUNT, Shape.END, Shape.DATE, Shape.META, Shape.HASH, Shape.TAG, Shape.DATELINE, Shape.LABEL,
        Shape.BYLINE, Shape.SITE,
    )
)  # fmt: skip


def are_briefs(rows: tuple[Row, ...]) -> bool:
    """Whether a page may be a dump of briefs: texts are a good part of its rows, and some mark stands there twice at least."""
    texts = sum([row.reading.facts.is_text for row in rows])
    if texts < 2 or texts < _SHARE * len(rows):
        return False
    marks: Counter[str] = Counter(row.shape for row in rows if row.shape in _MARKS)
    marks["feed"] = sum(row.feed for row in rows)
    marks["ending"] = sum(bool(row.ending) for row in rows)
    marks["number"] = sum(bool(row.number) for row in rows)
    return any(n > 1 for n in marks.values()) or marks["rule"] + marks["count"] + marks["end"] + marks["feed"] > 0


def read_as_briefs(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows, short sentences among them as texts."""
    return tuple(
        row.reshape(Shape.TEXT, heading=False)
        if row.reading.facts.is_sentence
        else row.reshape(row.shape, heading=True)
        if holds_headline(row)
        else row
        for row in rows
    )


def holds_headline(row: Row) -> bool:
    """Whether a line of slots and signs holds the headline, too (``001 | 2023-05-02 | Gazeta | Ferry adds a late sailing``)."""
    return row.shape in (Shape.META, Shape.DATE) and find_headline_part(row.text) is not None


def find_headline_part(text: str) -> tuple[int, int] | None:
    """Where the longest part between the signs of a line stands, if it can be a headline and is neither the first nor holds a date."""
    parts = [(m.start(), m.end()) for m in _PART.finditer(text)][1:]
    parts = [(a, b) for a, b in parts if not find_dates(text[a:b])]
    low, high = max(parts, key=lambda part: measure_width(text[part[0] : part[1]]), default=(0, 0))
    part = text[low:high].strip()
    if measure_width(part) < _HEADLINE or (len(part.split()) < _WORDS and part.isascii()):
        return None
    return low + text[low:high].index(part), low + text[low:high].index(part) + len(part)
