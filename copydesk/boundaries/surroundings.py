"""Every row as a possible cut: its opening, closing and parting read once, as numbers of traits.

Proposals overlap a great deal: the same row is judged for a dozen families. Traits are numbered, sets of traits per row are
remembered, and body sizes are prefix sums, so that judging a proposal costs its number of cuts and little more.
"""

from __future__ import annotations

from copydesk.boundaries.evidence import Group, Opening, Trait, count_traits, find_closing, find_opening, find_parting
from copydesk.boundaries.families import measure_gap
from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import RULES, Shape, read_label
from copydesk.formats.labels import find_slot

_OPENERS = frozenset((Shape.COUNT, Shape.TAG, Shape.LABEL))  # lines that open a record without white space above them

Carried = dict[int, float]
"""Traits (by number) that a proposal's stories share, with their bits."""


class Surroundings:
    """One run of rows with everything that proposals ask about it."""

    def __init__(self, rows: tuple[Row, ...]) -> None:
        self.rows = rows
        self.usual_gap = measure_gap(rows)
        self.counts = count_traits(rows, self.usual_gap)
        self.traits: list[Trait] = []
        self._numbers: dict[tuple[Group, str], int] = {}
        self._openings: dict[int, Opening] = {}
        self._heads: dict[int, tuple[int, ...]] = {}
        self._tails: dict[int, tuple[tuple[int, ...], tuple[Trait, ...]]] = {}
        self._partings: dict[int, tuple[int, ...]] = {}
        self._body, self._text, self._all = [0], [0], [0]
        for row in rows:
            self._all.append(self._all[-1] + row.size)
            self._text.append(self._text[-1] + (row.size if row.shape in (Shape.TEXT, Shape.DATELINE) else 0))
            self._body.append(self._body[-1] + (row.size if _is_prose(row) else 0))

    def _number(self, trait: Trait) -> int:
        number = self._numbers.setdefault(trait.key, len(self.traits))
        if number == len(self.traits):
            self.traits.append(trait)
        return number

    def find_opening(self, at: int) -> Opening:
        """The opening at row ``at``."""
        if at not in self._openings:
            self._openings[at] = find_opening(self.rows, at, self.usual_gap)
        return self._openings[at]

    def find_head(self, at: int) -> tuple[int, ...]:
        """Header and title traits of the opening at row ``at``."""
        if at not in self._heads:
            self._heads[at] = tuple(self._number(t) for t in self.find_opening(at).traits if t.group is not Group.PARTING)
        return self._heads[at]

    def _find_closing(self, before: int) -> tuple[tuple[int, ...], tuple[Trait, ...]]:
        if before not in self._tails:
            traits = find_closing(self.rows, before)
            self._tails[before] = tuple(self._number(t) for t in traits if t.group is Group.TRAILER), traits
        return self._tails[before]

    def find_tail(self, before: int) -> tuple[int, ...]:
        """Trailer traits of the closing above row ``before``."""
        return self._find_closing(before)[0]

    def find_parting(self, at: int) -> tuple[int, ...]:
        """What parts the stories at a cut, on either side of it."""
        if at not in self._partings:
            found = {t.key: t for t in find_parting(self.rows[at], self.usual_gap)}
            found |= {t.key: t for t in self._find_closing(at)[1][:2] if t.group is Group.PARTING}
            found |= {t.key: t for t in self.find_opening(at).traits if t.group is Group.PARTING}
            self._partings[at] = tuple(self._number(t) for t in found.values())
        return self._partings[at]

    def measure_body(self, start: int, end: int) -> int:
        """Characters of sentences in rows [start, end), short ones included (a headline that ends in ``?`` is one, too)."""
        return self._body[end] - self._body[start]

    def measure_text(self, start: int, end: int) -> int:
        """Characters of running text in rows [start, end)."""
        return self._text[end] - self._text[start]

    def measure_all(self, start: int, end: int) -> int:
        """Characters of all rows in [start, end)."""
        return self._all[end] - self._all[start]

    def has_content(self, start: int, end: int) -> bool:
        """Whether rows [start, end) can be more than a header or trailer."""
        return self.measure_text(start, end) > 0 or end - start >= 4

    def is_parted(self, at: int) -> bool:
        """Whether a cut before row ``at`` falls on white space as wide as between paragraphs, or on a rule."""
        row, above = self.rows[at], self.rows[at - 1]
        if row.gap >= self.usual_gap or row.feed or row.shape in RULES or above.shape in RULES:
            return True
        return above.shape not in _OPENERS and (
            row.shape in (Shape.COUNT, Shape.TAG) or (row.shape is Shape.LABEL and _is_known_label(row))
        )

    def measure_cut(self, at: int, carried: Carried) -> dict[Group, float]:
        """Bits of the carried traits around a cut, by group: the strongest and a third of the next two, for they hang together."""
        groups: dict[Group, list[float]] = {}
        for number in (*self.find_head(at), *self.find_tail(at), *self.find_parting(at)):
            if bits := carried.get(number):
                groups.setdefault(self.traits[number].group, []).append(bits)
        return {group: _sum_bits(bits) for group, bits in groups.items()}

    def sum_groups(self, carried: Carried) -> dict[Group, float]:
        """Bits of all carried traits by group."""
        groups: dict[Group, list[float]] = {}
        for number, bits in carried.items():
            groups.setdefault(self.traits[number].group, []).append(bits)
        return {group: _sum_bits(bits) for group, bits in groups.items()}


def _is_known_label(row: Row) -> bool:
    label = read_label(row.text)
    return label is not None and find_slot(label[0]) is not None


def _sum_bits(bits: list[float]) -> float:
    bits.sort(reverse=True)
    return bits[0] + sum(bits[1:3]) / 3


def _is_prose(row: Row) -> bool:
    """Whether a row counts as body: running text, or a short line that ends as a sentence."""
    return row.shape in (Shape.TEXT, Shape.DATELINE) or (row.terminal and row.shape in (Shape.SHORT, Shape.LABEL) and row.size > 30)
