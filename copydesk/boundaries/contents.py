"""What a dump says of itself: a contents list above its stories, a number of articles. Both are checks, never boundaries.

``Contents: 1. Ferry adds a late sailing … 2`` lists headlines; ``3 matérias``, ``Search results: 12 articles`` counts them. A list is no
story, though it has headlines and a number before each; a headline that it lists and no story bears is reported, and so is a number
that disagrees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import Shape
from copydesk.types import FieldName, Split, Story, first_value

_NOUNS = (
    r"articles?|stories|story|documents?|items?|results?|records?|texts?|messages?|matérias?|textos?|notícias?|noticias?|artículos?|documentos?|"
    r"dépêches?|textes?|résultats?|artikel|meldungen|dokumente|treffer|beiträge|articoli|notizie|documenti|статей|статьи|материал\w*|новост\w*|"
    r"сообщени\w*|документ\w*|artykuł\w*|tekst\w*|haber|berita|makale|artikelen|artiklar|篇|条|條|件|건|記事|文章|مقال\w*|خبر\w*"
)
_COUNT = re.compile(
    rf"(?<![\d./-])(?P<a>\d{{1,5}})\s?(?:{_NOUNS})(?![^\W\d_])|\b(?:{_NOUNS})\s?[:：(]\s?(?P<b>\d{{1,5}})(?![\d./-])", re.IGNORECASE
)
_NUMBER = re.compile(r"\A[\W_]*(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十]{1,3})\s?[.):、\]\-–—]\s*|\A[•*·▪■►\-–—]\s+", re.IGNORECASE)
_TAIL = re.compile(r"\s*(?:[.…·_\s]{3,}|\s[-–—]\s|\t)\s*(?:p\.?|s\.?|с\.?)?\s?\d{1,4}\s*\Z|\s*[(\[（][^()\[\]（）]{2,60}[)\]）]\s*\Z")
_HEAD_ROWS = 12  # rows above the first story that may count the stories
_LEAST = 8  # characters of the shortest headline that is compared
_SHARE = 0.5  # share of the lines of a list that must be headlines of stories


def find_listed(rows: Sequence[Row], titles: Sequence[str]) -> tuple[int, int, tuple[str, ...]] | None:
    """The rows [start, end) that list the stories' headlines, and the headlines among them that no story bears; None without a list."""
    wanted = [_fold(title) for title in titles if title]
    lines = [_read_entry(row) for row in rows]
    found = [at for at, line in enumerate(lines) if line and _is_listed(line, wanted)]
    if len(found) < 2:
        return None
    start, end = found[0], found[-1] + 1
    while start and lines[start - 1] and not rows[start].gap and _NUMBER.match(rows[start].text) and _NUMBER.match(rows[start - 1].text):
        start -= 1
    while end < len(rows) and lines[end] and not rows[end].gap and _NUMBER.match(rows[end].text) and rows[end].shape is Shape.SHORT:
        end += 1
    entries = [at for at in range(start, end) if lines[at]]
    if len(found) < _SHARE * len(entries) or any(rows[at].shape in (Shape.TEXT, Shape.DATELINE) and at not in found for at in entries):
        return None
    return start, end, tuple(_clean(rows[at].text) for at in entries if at not in found)


def find_count(rows: Sequence[Row]) -> int | None:
    """The number of stories that the lines above them state."""
    for row in rows[:_HEAD_ROWS]:
        if row.shape is not Shape.TEXT and (m := _COUNT.search(row.text)):
            return int(m["a"] or m["b"])
    return None


def read_titles(stories: Sequence[Story]) -> list[str]:
    """The headline of each story, '' where it has none."""
    return [first_value(s.marks, FieldName.TITLE) or "" for s in stories]


def report(split: Split) -> Split:
    """The split with what disagrees written beside the mark that stands first: in the ledger, where the next reader looks."""
    notes = []
    if split.stated is not None and split.stated != len(split.stories):
        notes.append(f"announces {split.stated} stories, {len(split.stories)} found")
    if split.missing:
        notes.append(f"lists {len(split.missing)} headlines that no story bears, {split.missing[0][:80]!r} first")
    if not notes:
        return split
    note = "; ".join(notes)
    if split.marks:
        return replace(split, marks=(replace(split.marks[0], evidence=note), *split.marks[1:]))
    first = split.stories[0]
    if not first.marks:
        return split
    marked = replace(first, marks=(replace(first.marks[0], evidence=note), *first.marks[1:]))
    return replace(split, stories=(marked, *split.stories[1:]))


def _fold(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def _clean(text: str) -> str:
    return _TAIL.sub("", _NUMBER.sub("", text, count=1), count=1).strip()


def _read_entry(row: Row) -> str:
    return _fold(_clean(row.text)) if len(row.text) <= 260 and any(c.isalpha() for c in row.text) else ""


def _is_listed(line: str, titles: Sequence[str]) -> bool:
    """Whether a line is a headline, or one cut short, or one with its source behind it."""
    return len(line) >= _LEAST and any(
        line == title or (len(title) >= _LEAST and (title.startswith(line) or line.startswith(title))) for title in titles
    )
