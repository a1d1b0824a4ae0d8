"""Every row as a possible cut: its opening, closing and parting read once, as numbers of traits.

Proposals overlap a great deal: the same row is judged for a dozen families. Sets of traits per row are remembered, and body sizes are
prefix sums, so that judging a proposal costs its number of cuts and little more. What a cut before a row could be worth at most
is known for every row, so that most proposals of an ordinary page need not be judged at all.
"""

from __future__ import annotations

from itertools import accumulate

from copydesk.boundaries.evidence import Closing, Evidence, Opening, count_traits
from copydesk.boundaries.families import measure_gap
from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import RULES, Shape
from copydesk.boundaries.traits import Group, TraitTable

CUT_COST = 5.0  # bits that a cut costs against one article; chosen on the development files, single articles first
NO_GAP, NO_BODY, DROPPED = 3.0, 3.0, 3.0  # bits more where no white space parts stories, where no text follows; for a cut dropped
FEW = 3  # stories of a proposal up to which lines that repeat word by word prove nothing by themselves
REGULAR, PURE = 0.6, 0.3  # share of the stories that must carry a trait before it counts; share of its occurrences that must lie at cuts
PRIOR_ROWS = 30  # rows of ordinary prose that every page is taken to hold besides its own
_OPENERS = frozenset((Shape.COUNT, Shape.TAG, Shape.LABEL))  # lines that open a record without white space above them

Carried = dict[int, float]
"""Traits (by number) that a proposal's stories share, with their bits."""


class Surroundings:
    """One run of rows with everything that proposals ask about it."""

    def __init__(self, rows: tuple[Row, ...]) -> None:
        self.rows = rows
        self.usual_gap = measure_gap(rows)
        self.facts = facts = [row.reading.facts for row in rows]
        self.counts = count_traits(rows, facts, self.usual_gap)
        self.table = TraitTable()
        self.evidence = Evidence(rows, self.usual_gap, self.table)
        self._openings: list[Opening | None] = [None] * len(rows)
        self._closings: list[Closing | None] = [None] * (len(rows) + 1)
        self._partings: list[tuple[int, ...] | None] = [None] * len(rows)
        self.all = [0, *accumulate([f.prose for f in facts])]
        self.text = [0, *accumulate([row.end - row.start if row.shape in _PROSE else 0 for row in rows])]
        self.body = [0, *accumulate([f.prose if f.is_body else 0 for f in facts])]
        self.replies = frozenset([at for at, f in enumerate(facts) if f.is_reply])
        self._comments = [at for at, f in enumerate(facts) if f.heads_comments]

    def find_opening(self, at: int) -> Opening:
        """The opening at row ``at``."""
        opening = self._openings[at]
        if opening is None:
            opening = self._openings[at] = self.evidence.find_opening(at)
        return opening

    def find_head(self, at: int) -> tuple[int, ...]:
        """Header and title traits of the opening at row ``at``."""
        return self.find_opening(at).head

    def _find_closing(self, before: int) -> Closing:
        closing = self._closings[before]
        if closing is None:
            closing = self._closings[before] = self.evidence.find_closing(before)
        return closing

    def find_tail(self, before: int) -> tuple[int, ...]:
        """Trailer traits of the closing above row ``before``."""
        return self._find_closing(before).tail

    def find_parting(self, at: int) -> tuple[int, ...]:
        """What parts the stories at a cut, on either side of it."""
        parting = self._partings[at]
        if parting is None:
            found = (*self.evidence.find_parting(at), *self._find_closing(at).parting, *self.find_opening(at).parting)
            parting = self._partings[at] = tuple(dict.fromkeys(found))
        return parting

    def measure_body(self, start: int, end: int) -> int:
        """Characters of sentences in rows [start, end), short ones included (a headline that ends in ``?`` is one, too)."""
        return self.body[end] - self.body[start]

    def measure_text(self, start: int, end: int) -> int:
        """Characters of running text in rows [start, end)."""
        return self.text[end] - self.text[start]

    def measure_all(self, start: int, end: int) -> int:
        """Characters of all rows in [start, end)."""
        return self.all[end] - self.all[start]

    def has_content(self, start: int, end: int) -> bool:
        """Whether rows [start, end) can be more than a header or trailer."""
        return self.text[end] > self.text[start] or end - start >= 4

    def find_comments(self, low: int, high: int) -> int:
        """The last row of [low, high] that heads readers' comments, -1 where none does."""
        return next((at for at in reversed(self._comments) if low <= at <= high), -1)

    def is_parted(self, at: int) -> bool:
        """Whether a cut before row ``at`` falls on white space as wide as between paragraphs, or on a rule."""
        row, above = self.rows[at], self.rows[at - 1]
        if row.gap >= self.usual_gap or row.feed or row.shape in RULES or above.shape in RULES:
            return True
        opens = row.shape in (Shape.COUNT, Shape.TAG) or (row.shape is Shape.LABEL and row.slot is not None)
        return opens and above.shape not in _OPENERS

    def measure_cut(self, at: int, carried: Carried) -> dict[Group, float]:
        """Bits of the carried traits around a cut, by group: the strongest and a third of the next two, for they hang together."""
        groups: dict[Group, list[float]] = {}
        traits = self.table.traits
        for number in (*self.find_head(at), *self.find_tail(at), *self.find_parting(at)):
            if number in carried and (bits := carried[number]):
                groups.setdefault(traits[number].group, []).append(bits)
        return {group: sum_bits(bits) for group, bits in groups.items()}

    def sum_groups(self, carried: Carried) -> dict[Group, float]:
        """Bits of all carried traits by group."""
        groups: dict[Group, list[float]] = {}
        for number, bits in carried.items():
            groups.setdefault(self.table[number].group, []).append(bits)
        return {group: sum_bits(bits) for group, bits in groups.items()}


_PROSE = (Shape.TEXT, Shape.DATELINE)


def sum_bits(bits: list[float]) -> float:
    """Bits of one group: the strongest and a third of the next two, for they hang together."""
    bits.sort(reverse=True)
    return bits[0] + sum(bits[1:3]) / 3
