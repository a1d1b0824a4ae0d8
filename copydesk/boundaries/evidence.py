"""What stands around a cut: the opening of the story below it and the closing of the story above.

An opening runs from the cut to the first paragraph of running text, a closing from the last such paragraph to the cut. Each is
read as a set of *traits* (``shape meta``, ``label date``, ``rule``, ``title``, ``ending Enditem``) in groups that are independent of one
another: what parts the stories, what heads them, what closes them, and their titles.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from copydesk.boundaries.families import mask_digits
from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import (
    RULES,
    SLOTS,
    Shape,
    find_dated_title,
    find_end_word,
    find_first_word,
    find_number_style,
    is_part_heading,
    read_label,
)
from copydesk.formats.labels import find_slot
from copydesk.types import FieldName

_OPENING_ROWS, _CLOSING_ROWS = 12, 8  # rows of the longest header and trailer among the dumps looked at
_PLAIN_ROWS = 6  # short lines that are no slot: a header has a headline, a deck and a name or two; more is a menu
_PLAIN_TAIL = 3  # short lines that are no slot which a trailer may hold
_LONGEST_TITLE = 260  # characters of the longest headline seen
_TITLE_ROWS = 5  # content rows within which a headline must come


class Group(StrEnum):
    """Independent kinds of evidence."""

    PARTING = "parting"
    HEADER = "header"
    TITLE = "title"
    TRAILER = "trailer"


@dataclass(frozen=True, slots=True)
class Trait:
    """One observation beside a cut; ``weight`` is in bits, before it is known how regular the trait is."""

    group: Group
    name: str
    weight: float

    @property
    def key(self) -> tuple[Group, str]:
        """What makes two observations the same trait: a date line in a header is not one in a trailer."""
        return self.group, self.name


_HEADER_WEIGHTS = {
    Shape.COUNT: 3.0, Shape.BYLINE: 2.5, Shape.URL: 3.0, Shape.SITE: 2.5, Shape.DATELINE: 3.5,
    Shape.TAG: 2.0,
}  # fmt: skip
_TRAILER_WEIGHTS = {Shape.END: 3.5, Shape.SIGN: 2.5, Shape.COPYRIGHT: 3.0, Shape.URL: 2.5, Shape.BYLINE: 2.0, Shape.SITE: 2.0}
_DATED = (Shape.DATE, Shape.META)


_PRIORS = {
    "dated line": 0.004, "underline": 0.003, "shape byline": 0.004, "shape url": 0.006, "shape site": 0.003, "shape count": 0.003,
    "shape dateline": 0.008, "shape copyright": 0.004, "shape end": 0.001, "shape sign": 0.003, "hash #": 0.01, "shape tag": 0.01,
    "rule": 0.002, "break": 0.015, "feed": 0.001, "gap": 0.03, "title": 0.15, "title and line": 0.01,
}  # how often a row of single articles carries the trait, rounded, counted over the pages of four boilerplate corpora  # fmt: skip
_PRIOR_LABEL, _PRIOR_UNKNOWN_LABEL, _PRIOR_WORDS = 0.003, 0.02, 0.02


def find_prior(trait: Trait) -> float:
    """How often a row of an ordinary single article carries this trait."""
    if trait.name in _PRIORS:
        return _PRIORS[trait.name]
    if trait.name.startswith("label "):
        return _PRIOR_LABEL if trait.weight > 2 else _PRIOR_UNKNOWN_LABEL
    return _PRIOR_WORDS


@dataclass(frozen=True, slots=True)
class Opening:
    """Traits of the rows from a cut on, the lines among them that can be the headline, whether running
    text follows soon, and the row that ends it."""

    traits: tuple[Trait, ...]
    headings: tuple[str, ...]
    reaches_text: bool
    end: int


def is_heading(row: Row) -> bool:
    """Whether a row can be a headline: short, and no slot of a header."""
    if row.shape is Shape.SHORT or row.shape is Shape.HASH:
        return True
    if row.shape is Shape.LABEL and (label := read_label(row.text)):
        return find_slot(label[0]) is None and bool(label[1])
    return row.shape in _DATED and find_dated_title(row.text) > 0


def find_level(text: str) -> str:
    """The sign that makes a line a markup heading (``#``, ``##``, ``==``, ``h2.``, ``**``)."""
    word = find_first_word(text)
    if text[:2] in ("<h", "<H"):
        return text[:3].lower() + ">"
    return word if not any(c.isalpha() and c != "h" for c in word) else word[:2] if word[:2] in ("**", "__") else word[:1]


def find_opening(rows: tuple[Row, ...], at: int, usual_gap: int) -> Opening:
    """The opening of a story whose first row is ``at``."""
    traits: list[Trait] = []
    title, seen, content, plain = -1, set[str](), 0, 0
    headings: list[str] = []
    i = at
    for i in range(at, min(at + _OPENING_ROWS, len(rows))):
        row = rows[i]
        if row.shape in RULES:
            if content and title == i - 1 and not row.gap and usual_gap:
                traits.append(Trait(Group.HEADER, "underline", 3.0))
            elif not content:
                traits.append(Trait(Group.PARTING, "rule" if row.shape is Shape.RULE else "break", 4.0 if row.shape is Shape.RULE else 2.0))
            continue
        if row.shape is Shape.DATELINE:
            traits.append(Trait(Group.HEADER, "shape dateline", _HEADER_WEIGHTS[Shape.DATELINE]))
            break
        if row.shape is Shape.TEXT and not _is_long_title(rows, i, content):
            traits.extend(_read_header_row(rows, i, content))
            break
        content += 1
        plain += row.shape is Shape.SHORT
        if content <= _TITLE_ROWS and (is_heading(row) or row.shape is Shape.TEXT):
            title = i if title < 0 else title
            headings.append(mask_digits(row.text))
        for trait in _read_header_row(rows, i, content):
            if trait.name not in seen:
                seen.add(trait.name)
                traits.append(trait)
    if title >= 0:
        row = rows[title]
        traits.append(Trait(Group.TITLE, "title", 1.5))
        below = rows[title + 1] if title + 1 < len(rows) else None
        if usual_gap and below and not below.gap and below.shape is not Shape.TEXT:
            traits.append(Trait(Group.HEADER, "title and line", 2.0))
    return Opening(
        tuple(traits), tuple(headings), plain <= _PLAIN_ROWS and i < len(rows) and rows[i].shape in (Shape.TEXT, Shape.DATELINE), i
    )


def _is_long_title(rows: tuple[Row, ...], i: int, content: int) -> bool:
    """Whether what reads as running text is a long headline: near the cut, and a slot of the header follows at once."""
    if content >= 3 or i + 1 >= len(rows) or rows[i].size > _LONGEST_TITLE:
        return False
    below = rows[i + 1]
    if below.shape is Shape.DATELINE:
        return True
    if below.shape in (Shape.BYLINE, *_DATED) and below.gap and not content:
        rest = next((r for r in rows[i + 2 : i + 6] if r.shape not in SLOTS), None)
        return rest is not None and rest.shape is Shape.TEXT
    return not below.gap and below.shape in SLOTS


def _read_header_row(rows: tuple[Row, ...], i: int, content: int) -> list[Trait]:
    """Traits of one short row of an opening."""
    row, traits = rows[i], []
    if row.shape is Shape.LABEL and (label := read_label(row.text)):
        slot = find_slot(label[0])
        group = Group.TITLE if slot == FieldName.TITLE else Group.HEADER
        traits.append(Trait(group, f"label {mask_digits(label[0])}", 2.5 if slot else 1.5))
    elif row.shape is Shape.HASH:
        traits.append(Trait(Group.HEADER, f"hash {(level := find_level(row.text))}", 3.0 if level in ("#", "=", "<h1>") else 2.0))
    elif row.shape in _DATED:
        traits.append(Trait(Group.HEADER, "dated line", 3.0))
    elif weight := _HEADER_WEIGHTS.get(row.shape):
        traits.append(Trait(Group.HEADER, f"shape {row.shape.value}", weight))
    if content == 1 and (style := find_number_style(row.text)):
        traits.append(Trait(Group.HEADER, f"number {style}", 2.0))
    elif not traits and content <= 2 and row.size <= 120 and row.shape is not Shape.TIME and not is_part_heading(row.text):
        traits.append(Trait(Group.HEADER, f"line {mask_digits(row.text)}", 3.0))
    return traits


def find_closing(rows: tuple[Row, ...], before: int) -> tuple[Trait, ...]:
    """Traits of the rows above the cut at ``before``, up to the last paragraph of running text and its last word."""
    traits: list[Trait] = []
    plain = 0
    for i in range(before - 1, max(-1, before - 1 - _CLOSING_ROWS), -1):
        row = rows[i]
        if row.shape in RULES:
            if row.gap or not i or not is_heading(rows[i - 1]) or not rows[i - 1].gap:
                traits.append(Trait(Group.PARTING, "rule" if row.shape is Shape.RULE else "break", 4.0 if row.shape is Shape.RULE else 2.0))
        elif row.shape in _DATED:
            traits.append(Trait(Group.TRAILER, "dated line", 2.0))
        elif weight := _TRAILER_WEIGHTS.get(row.shape):
            traits.append(Trait(Group.TRAILER, f"shape {row.shape.value}", weight))
        elif row.shape is Shape.LABEL and (label := read_label(row.text)):
            traits.append(Trait(Group.TRAILER, f"label {mask_digits(label[0])}", 2.5 if find_slot(label[0]) else 1.5))
        elif row.size <= 160 and row.shape is Shape.SHORT and before - i <= 3:
            traits.append(Trait(Group.TRAILER, f"line {mask_digits(row.text)}", 3.0))
            if (word := find_first_word(row.text)) and any(c.isalnum() for c in word):  # a dash signs a quotation
                traits.append(Trait(Group.TRAILER, f"start {mask_digits(word)}", 2.5))
        if mark := find_end_word(row.text):
            traits.append(Trait(Group.TRAILER, f"ending {mark}", 3.0))
        plain += row.shape is Shape.SHORT
        if row.shape is Shape.TEXT or row.shape is Shape.DATELINE or plain > _PLAIN_TAIL:
            break
    return tuple({t.name: t for t in traits}.values())


def find_parting(row: Row, usual_gap: int) -> tuple[Trait, ...]:
    """Traits of the white space above a cut."""
    traits = []
    if row.feed:
        traits.append(Trait(Group.PARTING, "feed", 3.5))
    if row.gap > usual_gap:
        traits.append(Trait(Group.PARTING, "gap", 2.5))
    return tuple(traits)


def _name_shape(row: Row) -> str:
    if row.shape is Shape.HASH:
        return f"hash {find_level(row.text)}"
    return "dated line" if row.shape in _DATED else f"shape {row.shape.value}"


def count_traits(rows: tuple[Row, ...], usual_gap: int) -> Counter[str]:
    """How often each trait that a single row can carry occurs in the page at all, cut or no cut."""
    counts: Counter[str] = Counter()
    for row in rows:
        if row.feed:
            counts["feed"] += 1
        if row.index and row.gap > usual_gap:
            counts["gap"] += 1
        if row.shape in RULES:
            counts["rule" if row.shape is Shape.RULE else "break"] += 1
        elif row.shape is Shape.LABEL and (label := read_label(row.text)):
            counts[f"label {mask_digits(label[0])}"] += 1
        else:
            counts[_name_shape(row)] += 1
        if style := find_number_style(row.text):
            counts[f"number {style}"] += 1
        if row.size <= 160:
            counts[f"line {mask_digits(row.text)}"] += 1
            if row.shape is Shape.SHORT:
                counts[f"start {mask_digits(find_first_word(row.text))}"] += 1
        if mark := find_end_word(row.text):
            counts[f"ending {mark}"] += 1
        if is_heading(row):
            counts["title"] += 1
    return counts
