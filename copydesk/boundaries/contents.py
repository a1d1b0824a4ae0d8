"""What a dump says of itself: a contents list above its stories, a number of articles. Both are checks, never boundaries.

``Contents: 1. Ferry adds a late sailing … 2`` lists headlines; ``3 matérias``, ``Search results: 12 articles`` counts them. A list is no
story, though it has headlines and a number before each; a headline that it lists and no story bears is reported, and so is a number
that disagrees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import Shape
from copydesk.late import compile_late
from copydesk.types import FieldName, Split, Story, first_value

_NOUNS = (
    r"articles?|stories|story|documents?|items?|results?|records?|texts?|messages?|matérias?|textos?|notícias?|noticias?|artículos?|documentos?|"
    r"dépêches?|textes?|résultats?|artikel|meldungen|dokumente|treffer|beiträge|articoli|notizie|documenti|статей|статьи|материал\w*|новост\w*|"
    r"сообщени\w*|документ\w*|artykuł\w*|tekst\w*|haber|berita|makale|artikelen|artiklar|篇|条|條|件|건|記事|文章|مقال\w*|خبر\w*"
)
_COUNT = compile_late(
    rf"(?<![\d./-])(?P<a>\d{{1,5}})\s?(?:{_NOUNS})(?![^\W\d_])|\b(?:{_NOUNS})\s?[:：(]\s?(?P<b>\d{{1,5}})(?![\d./-])", re.IGNORECASE
)
_NUMBER = compile_late(r"\A[\W_]*(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十]{1,3})\s?[.):、\]\-–—]\s*|\A[•*·▪■►\-–—]\s+", re.IGNORECASE)
_TAIL = compile_late(r"\s*(?:[.…·_\s]{3,}|\s[-–—]\s|\t)\s*(?:p\.?|s\.?|с\.?)?\s?\d{1,4}\s*\Z|\s*[(\[（][^()\[\]（）]{2,60}[)\]）]\s*\Z")
_HEAD_ROWS = 12  # rows above the first story that may count the stories
_LONGEST_LIST = 300  # rows of a contents list without numbers
LEAST_ENTRY = 8  # characters of the shortest headline that is compared
_SHARE = 0.5  # share of the lines of a list that must be headlines of stories


def find_listed(rows: Sequence[Row], titles: Sequence[str], *, goes_on: bool = False) -> tuple[int, int, tuple[str, ...]] | None:
    """The rows [start, end) that list the stories' headlines, and the headlines among them that no story bears; None without a list.

    ``goes_on``: ``titles`` are only those of the first stories, so the list is judged by its entries down to the last that is borne.
    """
    wanted = [_fold(title) for title in titles if title]
    lines = [read_entry(row) for row in rows]
    found = [at for at, line in enumerate(lines) if line and _is_listed(line, wanted)]
    if len(found) < 2:
        return None
    start, end = found[0], found[-1] + 1
    while start and lines[start - 1] and not rows[start].gap and _NUMBER.match(rows[start].text) and _NUMBER.match(rows[start - 1].text):
        start -= 1
    while end < len(rows) and lines[end] and not rows[end].gap and _NUMBER.match(rows[end].text) and rows[end].shape is Shape.SHORT:
        end += 1
    entries = [at for at in range(start, end) if lines[at]]
    judged = [at for at in entries if at <= found[-1]] if goes_on else entries
    if len(found) < _SHARE * len(judged) or any(rows[at].shape in (Shape.TEXT, Shape.DATELINE) and at not in found for at in entries):
        return None
    return start, end, tuple(_clean(rows[at].text) for at in entries if at not in found)


def find_foretold(parts: Sequence[Sequence[Row]]) -> int:
    """How many rows at the top of the first story list headlines without numbers: each of two or more stands again further down, the
    first of them in the same story, the others at the head of later ones. 0 where none do."""
    first = next((at for at, row in enumerate(parts[0]) if row.shape in (Shape.TEXT, Shape.DATELINE)), len(parts[0]))
    lines = [_fold(row.text) for row in parts[0][: min(first, _LONGEST_LIST)]]
    own = next((at for at, line in enumerate(lines) if len(line) >= LEAST_ENTRY and line in lines[at + 1 :]), -1)
    if own < 0:
        return 0
    end, again = own + 1, lines.index(lines[own], own + 1)
    later = {_fold(row.text) for part in parts[1:] for row in part[:_HEAD_ROWS]}
    while end < again and len(lines[end]) >= LEAST_ENTRY and lines[end] in later:
        end += 1
    return end if end > own + 1 else 0


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
    note = make_note(split.stated, len(split.stories), split.missing)
    return place_note(split, note) if note else split


def make_note(stated: int | None, stories: int, missing: Sequence[str]) -> str:
    """What disagrees between a file's own words and its stories, '' where nothing does."""
    notes = []
    if stated is not None and stated != stories:
        notes.append(f"announces {stated} stories, {stories} found")
    if missing:
        notes.append(f"lists {len(missing)} headlines that no story bears, {missing[0][:80]!r} first")
    return "; ".join(notes)


def place_note(split: Split, note: str) -> Split:
    """The split with a note as the evidence of its first mark, outside its stories if there is one there."""
    if split.marks:
        return replace(split, marks=(replace(split.marks[0], evidence=note), *split.marks[1:]))
    first = split.stories[0]
    if not first.marks:
        return split
    marked = replace(first, marks=(replace(first.marks[0], evidence=note), *first.marks[1:]))
    return replace(split, stories=(marked, *split.stories[1:]))


class Pending:
    """The headlines of a contents list that no story has borne yet, in the order of the list, while the stories go by."""

    def __init__(self, missing: Sequence[str]) -> None:
        self._left = {_fold(entry): entry for entry in missing}
        self._order = tuple(missing)

    def take(self, titles: Sequence[str]) -> None:
        """Strikes out what these headlines answer."""
        for title in map(_fold, filter(None, titles)):
            if not self._left:
                return
            if self._left.pop(title, None) is None:
                for line in [line for line in self._left if _is_listed(line, (title,))]:
                    del self._left[line]

    @property
    def missing(self) -> tuple[str, ...]:
        """What is left."""
        return tuple(entry for entry in self._order if _fold(entry) in self._left)


def _fold(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def _clean(text: str) -> str:
    return _TAIL.sub("", _NUMBER.sub("", text, count=1), count=1).strip()


def read_entry(row: Row) -> str:
    """The headline that a line of a contents list, or a headline row, states: folded, without number and page; '' where it states none."""
    return _read_entry(row.text) if len(row.text) <= 260 else ""


@lru_cache(maxsize=4_096)  # pages of one site have the same menus
def _read_entry(text: str) -> str:
    return _fold(_clean(text)) if any(map(str.isalpha, text)) else ""


def _is_listed(line: str, titles: Sequence[str]) -> bool:
    """Whether a line is a headline, or one cut short, or one with its source behind it."""
    return len(line) >= LEAST_ENTRY and any(
        line == title or (len(title) >= LEAST_ENTRY and (title.startswith(line) or line.startswith(title))) for title in titles
    )
