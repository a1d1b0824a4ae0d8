"""Where the headline stands in this file's headers: the same row in every story, whatever one headline looks like.

Under ``001`` / ``Boston Globe`` / ``12/05/2019`` the fourth row is the headline in all stories, and so it is in the story whose
headline holds a date or reads as a sentence. Of two rows that could be it, the longer one is, for sources are short, but not one of
whole sentences: that is the first paragraph. Counters and rules above the header are not counted, for the first story often lacks
them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import Shape, find_number_style
from copydesk.boundaries.signatures import find_paper
from copydesk.formats.columns import is_media
from copydesk.late import compile_late

_ROWS = 8  # rows of a header among which the headline is looked for
_SHARE = 0.6  # share of the stories in which a row must be able to be the headline
_SHORT, _LONGER = 34, 1.4  # characters below which a row may be a source, and times its length that the headline must have
_SMALL_WORD = 5  # letters of a word without a capital that names of papers do not hold: their small words are shorter
_LONGEST = 260
_BULLET = compile_late(
    r"\A(?:[\[(]\d{1,4}\s?/\s?\d{1,4}[\])]|\d{1,2}[:.]\d{2}|>{1,4}|[*•·▪■►▶»›◆–—-]|[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0e\ufe0f]?)\s+(?=\S)"
)
_FIGURES = re.compile(r"\d+")
_STAMPED = compile_late(
    r"(.{8,}[.。!！?？।…][\"'”’»」』]?)\s*[(（\[【][^()（）\[\]【】]{6,60}[)）\]】]"
)  # a day in brackets behind the last sentence
_SENTENCE_WORDS = 7  # words of the shortest last sentence that a day stands in; sources with their day have fewer
_SLUG = re.compile(r"[A-Z]{2,4}-{1,2}[\w./-]+(?:,\s?\d+)?|[^\W\d_a-zà-ÿ]{3,20}(?:[-/][^\W\d_a-zà-ÿ]{2,20}){1,4}(?: \([^\W\d_]{3,14}\))?")


def is_service_line(text: str) -> bool:
    """Whether a line is a wire's own (``MENA0012 3 ECONOMY 0456``, ``BC-Lima-Port,403``): figures, capitals, slugs."""
    if len(text) >= 50:
        return False
    return bool(_SLUG.fullmatch(text)) or (sum(c.isdecimal() for c in text) >= 3 and not any(c.islower() for c in text))


def _can_be_title(rows: Sequence[Row], at: int, repeated: frozenset[str]) -> bool:
    row = rows[at]
    if row.masked in repeated or is_service_line(row.text) or find_paper(row.text):
        return False
    if row.label and row.slot:
        return False
    return row.heading


def _find_header_end(rows: Sequence[Row]) -> int:
    """Rows of the header: up to the first paragraph of running text."""
    for i, row in enumerate(rows[:_ROWS]):
        if row.shape in (Shape.TEXT, Shape.DATELINE):
            return i
    return min(_ROWS, len(rows))


def _skip_marks(rows: Sequence[Row]) -> int:
    """Rows of counters and rules above the header proper."""
    return next((i for i, r in enumerate(rows[:_ROWS]) if r.shape not in (Shape.COUNT, Shape.RULE, Shape.BREAK)), 0)


def find_title_row(stories: Sequence[Sequence[Row]], repeated: frozenset[str]) -> int | None:
    """The row (from 0) that is the headline of this file's stories, None where no row is it in most of them."""
    if len(stories) < 3:
        return None
    stories = [rows[_skip_marks(rows) :] for rows in stories]
    keys = Counter(label[0] for rows in stories for label in {r.label for r in rows[:_ROWS]} if label)
    if any(n * 2 > len(stories) for n in keys.values()):
        return None  # a header of labels: the labels say which row is which
    ends = [_find_header_end(rows) for rows in stories]
    candidates: list[tuple[int, int]] = []  # row, median length
    for at in range(_ROWS):
        sizes = [rows[at].size for rows, end in zip(stories, ends, strict=True) if at < end and _can_be_title(rows, at, repeated)]
        if len(sizes) >= _SHARE * len(stories):
            candidates.append((at, sorted(sizes)[len(sizes) // 2]))
    if not candidates:
        return None
    at, size = candidates[0]
    if size < _SHORT:
        for other, longer in candidates[1:]:
            between = [rows[i] for rows in stories for i in range(at + 1, min(other + 1, len(rows)))]
            sentences = sum(other < len(rows) and rows[other].terminal for rows in stories)
            if _are_phrases(stories, at):
                break
            if sentences * 2 < len(stories) and longer >= size * _LONGER and sum(not r.gap for r in between) * 2 >= len(between):
                return other
    return at


def _are_phrases(stories: Sequence[Sequence[Row]], at: int) -> bool:
    """Whether these rows are phrases with small words, as headlines are, rather than names of papers: all different, no word of media."""
    texts = [rows[at].text for rows in stories if at < len(rows)]
    phrases = sum(not is_media(text) and any(w[0].islower() and len(w) >= _SMALL_WORD for w in text.split()[1:]) for text in texts)
    return len(set(texts)) == len(texts) and phrases >= _SHARE * len(texts)


def find_title_at(rows: Sequence[Row], at: int, repeated: frozenset[str]) -> int:
    """The index of the headline where this story's row at the file's headline row can be it, odd as it may look; else -1."""
    at += _skip_marks(rows)
    return at if _is_title(rows, at, repeated) else -1


def _is_title(rows: Sequence[Row], at: int, repeated: frozenset[str]) -> bool:
    if at >= len(rows) or rows[at].size > _LONGEST or rows[at].masked in repeated:
        return False
    row = rows[at]
    if row.label and row.slot:
        return False
    odd = (Shape.META, Shape.DATE, Shape.SITE, Shape.TEXT, Shape.DATELINE, Shape.BYLINE, Shape.COPYRIGHT)
    return row.heading or (row.shape in odd and at + 1 < len(rows))


def find_number(headlines: Sequence[str]) -> str:
    """How the headlines of this file are numbered, if all are and each with a number of its own; else ''."""
    styles = {find_number_style(text) for text in headlines if text}
    if len(styles) != 1 or len(headlines) < 2 or not all(headlines):
        return ""
    numbers = {m[0] for text in headlines if (m := _FIGURES.search(text))}
    return styles.pop() if len(numbers) == len(headlines) else ""


def has_bullets(stories: Sequence[Sequence[Row]], at: int | None) -> bool:
    """Whether the headlines of this file stand behind bullets (``* ``, ``• ``)."""
    rows_at = [rows[_skip_marks(rows) + (at or 0)] for rows in stories if len(rows) > _skip_marks(rows) + (at or 0)]
    marked = sum(bool(_BULLET.match(row.text)) for row in rows_at)
    return marked >= _SHARE * len(stories)


def opens_with_bullet(text: str) -> bool:
    """Whether a line has a bullet before its words."""
    return _BULLET.match(text) is not None


def measure_sentence(row: Row) -> int:
    """Characters of the sentence that a dated line at a story's end tells, 0 where it is a slot: all of ``He died on 3 May 2019.``, and
    what stands before the bracket of ``公開する。（2021/06/14-11:15）``."""
    if m := _STAMPED.fullmatch(row.text):
        return m.end(1)
    return row.size if row.terminal and row.text[0].isalnum() and len(row.text.split()) >= _SENTENCE_WORDS else 0


def drop_bullet(text: str) -> str:
    """The headline without its bullet."""
    return _BULLET.sub("", text, count=1)
