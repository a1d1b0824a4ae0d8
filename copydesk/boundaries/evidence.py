"""What stands around a cut: the opening of the story below it and the closing of the story above.

An opening runs from the cut to the first paragraph of running text, a closing from the last such paragraph to the cut. Each is
read as a set of traits. What one row says is read once; an opening only gathers what its rows say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from copydesk.boundaries.headings import is_article_of_law, is_count_of, is_part_heading
from copydesk.boundaries.reading import Facts, find_level, mask_digits
from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import RULES, SLOTS, Shape, find_first_word
from copydesk.boundaries.traits import HEADER_WEIGHTS, KNOWN_LABEL, TRAILER_WEIGHTS, UNKNOWN_LABEL, Group, TraitTable
from copydesk.types import FieldName

OPENING_ROWS, CLOSING_ROWS = 12, 8  # rows of the longest header and trailer among the dumps looked at
_PLAIN_ROWS = 6  # short lines that are no slot: a header has a headline, a deck and a name or two; more is a menu
PLAIN_TAIL = 3  # short lines that are no slot which a trailer may hold
_LONGEST_TITLE = 260  # characters of the longest headline seen
_TITLE_ROWS = 5  # content rows within which a headline must come
_LONGEST_LINE = 120  # characters of a header line that is known by its words
NEAR_TAIL = 3  # rows above a cut in which a trailer may be known by its words
_DATED = (Shape.DATE, Shape.META)
_PROSE = (Shape.TEXT, Shape.DATELINE)


class Opening(NamedTuple):
    """Traits (by number) of the rows from a cut on, the rows among them that can be the headline, whether running
    text follows soon, and the row that ends it."""

    head: tuple[int, ...]
    parting: tuple[int, ...]
    headings: tuple[int, ...]
    reaches_text: bool
    end: int


class Closing(NamedTuple):
    """Traits (by number) of the rows above a cut; ``parting`` only of the two traits next to it."""

    tail: tuple[int, ...]
    parting: tuple[int, ...]


class Roles(NamedTuple):
    """What one row says wherever it stands: as the first line of a header, near its top, further down; in a trailer, near its end."""

    first: tuple[int, ...]
    near: tuple[int, ...]
    far: tuple[int, ...]
    tail: tuple[int, ...]
    near_tail: tuple[int, ...]


class Evidence:
    """Openings and closings over one run of rows."""

    def __init__(self, rows: tuple[Row, ...], usual_gap: int, table: TraitTable) -> None:
        self.rows, self.usual_gap, self.table = rows, usual_gap, table
        number = table.number
        self.rule, self.line_break = number(Group.PARTING, "rule", 4.0), number(Group.PARTING, "break", 2.0)
        self.feed, self.gap = number(Group.PARTING, "feed", 3.5), number(Group.PARTING, "gap", 2.5)
        self.underline = number(Group.HEADER, "underline", 3.0)
        self.dateline = number(Group.HEADER, "shape dateline", HEADER_WEIGHTS[Shape.DATELINE])
        self.title, self.block = number(Group.TITLE, "title", 1.5), number(Group.HEADER, "title and line", 2.0)
        self._roles: list[Roles | None] = [None] * len(rows)

    def find_roles(self, i: int) -> Roles:
        """What row ``i`` says, as numbers of traits."""
        roles = self._roles[i]
        if roles is None:
            roles = self._roles[i] = self._read_roles(self.rows[i])
        return roles

    def _read_roles(self, row: Row) -> Roles:
        number, shape, head = self.table.number, row.shape, -1
        tail: list[int] = []
        near: list[int] = []
        if shape is Shape.SHORT:
            if row.size <= 160:
                near.append(number(Group.TRAILER, f"line {row.masked}", 3.0))
                word = row.first_word
                if word[:1].isalnum() or any(c.isalnum() for c in find_first_word(row.text)):  # a dash signs a quotation
                    near.append(number(Group.TRAILER, f"start {word}", 2.5))
        elif shape is Shape.LABEL and row.label:
            name, weight = f"label {mask_digits(row.label[0])}", KNOWN_LABEL if row.slot else UNKNOWN_LABEL
            head = number(Group.TITLE if row.slot == FieldName.TITLE else Group.HEADER, name, weight)
            tail.append(number(Group.TRAILER, name, weight))
        elif shape is Shape.HASH:
            level = find_level(row.text)
            head = number(Group.HEADER, f"hash {level}", 3.0 if level in ("#", "=", "<h1>") else 2.0)
        elif shape in _DATED:
            head, name = number(Group.HEADER, "dated line", 3.0), "dated line"
            tail.append(number(Group.TRAILER, name, 2.0))
        else:
            if shape is Shape.COUNT and is_article_of_law(row.text):
                head = number(Group.HEADER, "shape article", 2.0)
            elif weight := HEADER_WEIGHTS.get(shape, 0.0):
                head = number(Group.HEADER, f"shape {shape}", weight)
            if weight := TRAILER_WEIGHTS.get(shape, 0.0):
                tail.append(number(Group.TRAILER, f"shape {shape}", weight))
            elif shape is Shape.COUNT and is_count_of(row.text):
                tail.append(number(Group.TRAILER, "shape count", 2.5))
        if row.ending:
            mark = number(Group.TRAILER, f"ending {row.ending}", 3.0)
            tail.append(mark)
            near.append(mark)
        own = (head,) if head >= 0 else ()
        line = own
        if not own and row.size <= _LONGEST_LINE and shape is not Shape.TIME and not is_part_heading(row.text):
            line = (number(Group.HEADER, f"line {row.masked}", 3.0),)
        first = (*own, number(Group.HEADER, f"number {row.number}", 2.0)) if row.number else line
        return Roles(first, line, own, tuple(tail), tuple(near) if shape is Shape.SHORT else tuple(tail))

    def find_opening(self, at: int) -> Opening:
        """The opening of a story whose first row is ``at``."""
        rows, head, parting, headings = self.rows, list[int](), list[int](), list[int]()
        title = -1
        content = plain = 0
        i = at
        for i in range(at, min(at + OPENING_ROWS, len(rows))):
            row = rows[i]
            shape = row.shape
            if shape in RULES:
                if content and title == i - 1 and not row.gap and self.usual_gap:
                    head.append(self.underline)
                elif not content:
                    parting.append(self.rule if shape is Shape.RULE else self.line_break)
                continue
            if shape is Shape.DATELINE:
                head.append(self.dateline)
                break
            if shape is Shape.COUNT and content and rows[i - 1].terminal:
                break  # a counter opens a header: what stands above it closes the story before
            if shape is Shape.TEXT and not is_long_title(rows, i, content):
                roles = self.find_roles(i)
                head.extend(roles.first if content == 1 else roles.near if content < 3 else roles.far)
                break
            content += 1
            plain += shape is Shape.SHORT
            if content <= _TITLE_ROWS and (row.heading or shape is Shape.TEXT):
                title = i if title < 0 else title
                headings.append(i)
            roles = self.find_roles(i)
            for n in roles.first if content == 1 else roles.near if content < 3 else roles.far:
                if n not in head:
                    head.append(n)
        if title >= 0:
            head.append(self.title)
            below = rows[title + 1] if title + 1 < len(rows) else None
            if self.usual_gap and below and not below.gap and below.shape is not Shape.TEXT:
                head.append(self.block)
        reaches = plain <= _PLAIN_ROWS and i < len(rows) and rows[i].shape in _PROSE
        return Opening(tuple(head), tuple(parting), tuple(headings), reaches, i)

    def find_closing(self, before: int) -> Closing:
        """Traits of the rows above the cut at ``before``, up to the last paragraph of running text and its last word."""
        rows, found = self.rows, list[int]()
        plain = 0
        for i in range(before - 1, max(-1, before - 1 - CLOSING_ROWS), -1):
            row = rows[i]
            shape = row.shape
            if shape in RULES and (row.gap or not i or not rows[i - 1].heading or not rows[i - 1].gap):
                found.append(self.rule if shape is Shape.RULE else self.line_break)
            roles = self.find_roles(i)
            found.extend(roles.near_tail if before - i <= NEAR_TAIL else roles.tail)
            plain += shape is Shape.SHORT
            if shape in _PROSE or plain > PLAIN_TAIL:
                break
        found = list(dict.fromkeys(found))
        marks = (self.rule, self.line_break)
        return Closing(tuple(n for n in found if n not in marks), tuple(n for n in found[:2] if n in marks))

    def find_parting(self, at: int) -> tuple[int, ...]:
        """Traits of the white space above a cut."""
        row = self.rows[at]
        found = (self.feed,) if row.feed else ()
        return (*found, self.gap) if row.gap > self.usual_gap else found


def is_long_title(rows: Sequence[Row], i: int, content: int) -> bool:
    """Whether what reads as running text is a long headline: near the cut, and a slot of the header follows at once."""
    if content >= 3 or i + 1 >= len(rows) or rows[i].size > _LONGEST_TITLE:
        return False
    below = rows[i + 1]
    if below.shape is Shape.DATELINE:
        return True
    if below.shape in (Shape.BYLINE, *_DATED) and below.gap and not content:
        rest = next((r for r in rows[i + 2 : i + 6] if r.shape not in SLOTS and (r.gap or r.shape is not Shape.SHORT)), None)
        return rest is not None and rest.shape is Shape.TEXT
    return not below.gap and below.shape in SLOTS


def count_traits(rows: Sequence[Row], facts: Sequence[Facts], usual_gap: int) -> Counter[str]:
    """How often each trait that a single row can carry occurs in the page at all, cut or no cut."""
    counts = Counter(chain.from_iterable([said.traits for said in facts]))
    feeds, gaps = sum([row.feed for row in rows]), sum([row.gap > usual_gap for row in rows[1:]])
    counts.update({name: times for name, times in (("feed", feeds), ("gap", gaps)) if times})
    return counts
