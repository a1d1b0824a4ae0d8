"""What cuts could be worth at most, told without reading any opening: most proposals of an ordinary page are hopeless, and judging is dear.

A trait that stands once in a page repeats nothing; one that stands a hundred times cannot tell ten stories from the rest; one that
stands near two of five cuts is not regular. So every trait that repeats gets a bit, every row the bits of the traits near it (a little
more than its opening and closing hold), and a proposal keeps the bits that enough of its cuts share.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from copydesk.boundaries.evidence import CLOSING_ROWS, NEAR_TAIL, OPENING_ROWS
from copydesk.boundaries.shapes import RULES, Shape
from copydesk.boundaries.surroundings import CUT_COST, DROPPED, FEW, NO_BODY, NO_GAP, PRIOR_ROWS, PURE, REGULAR, Surroundings, sum_bits
from copydesk.boundaries.traits import CAP, Group, Trait, find_prior

_WORDS = ("line ", "start ", "number ")  # traits that count only right at the cut, so that no two cuts share the row
_SHARERS = 3  # cuts whose openings can hold the same row: they lie four rows apart, and an opening has twelve
_STEPS = (2, 3, 4, 6, 9, 13, 19, 28, 42, 63, 95, 142, 1 << 40)  # numbers of stories; those between two steps share one table of worths


class _Sides(NamedTuple):
    """The bits of a row: as a header's first lines, further down, as a trailer's last lines, further up."""

    near: int
    far: int
    near_tail: int
    tail: int


class Bounds:
    """Highest worths over one run of rows, for each number of stories; of each row only what some proposal asks."""

    def __init__(self, around: Surroundings) -> None:
        self.around, self.size = around, len(around.rows)
        self._bits: dict[int, int] = {}  # the bit of each trait that repeats
        self._traits: list[Trait] = []  # the trait of each bit
        self._tails = self._heads = self._proving = 0  # the bits of trailers' traits, of headers' and titles', of all but words and titles
        evidence = around.evidence
        title = self._give_bit(evidence.title)
        self._proving &= ~title
        self._always = title | (self._give_bit(evidence.block) if around.usual_gap else 0)
        self._rules = self._give_bit(evidence.rule) | self._give_bit(evidence.line_break)
        self._underline, self._gap, self._feed = (self._give_bit(n) for n in (evidence.underline, evidence.gap, evidence.feed))
        self._partings = self._rules | self._gap | self._feed
        self._ruled = [at for at, row in enumerate(around.rows) if row.shape in RULES]
        self._sides: dict[int, _Sides] = {}
        self._openings: dict[int, int] = {}
        self._cuts: dict[int, tuple[int, float, float]] = {}
        self._worths: dict[int, dict[int, float]] = {}
        self._known: dict[int, dict[int, float]] = {}

    def _give_bit(self, number: int) -> int:
        """The bit of a trait that repeats, 0 for any other."""
        bit = self._bits.get(number)
        if bit is None:
            trait = self.around.table[number]
            bit = 0
            if trait.group is Group.PARTING or self.around.counts.get(trait.name, 2) > 1:
                bit = 1 << len(self._traits)
                self._traits.append(trait)
                self._tails |= bit if trait.group is Group.TRAILER else 0
                self._heads |= bit if trait.group is Group.HEADER or trait.group is Group.TITLE else 0
                self._proving |= 0 if trait.name.startswith(_WORDS[:2]) else bit
            self._bits[number] = bit
        return bit

    def _read_row(self, at: int) -> _Sides:
        """The bits of a row itself."""
        sides = self._sides.get(at)
        if sides is None:
            roles = self.around.evidence.find_roles(at)
            first, far, near_tail, tail = map(self._join, (roles.first, roles.far, roles.near_tail, roles.tail))
            near = first if roles.near is roles.first else first | self._join(roles.near)
            sides = self._sides[at] = _Sides(near, far, near_tail, tail)
        return sides

    def _join(self, numbers: Sequence[int]) -> int:
        bits = 0
        for number in numbers:
            bits |= self._give_bit(number)
        return bits

    def _is_ruled(self, at: int) -> bool:
        """Whether a rule stands where the opening or the closing at a row may hold it."""
        i = bisect_left(self._ruled, at - CLOSING_ROWS)
        return i < len(self._ruled) and self._ruled[i] < at + OPENING_ROWS

    def _find_head(self, at: int) -> int:
        """The bits that an opening at a row can have."""
        if at in self._openings:
            return self._openings[at]
        rows = [self._read_row(i) for i in range(at, min(at + OPENING_ROWS, self.size))]
        ruled = self._is_ruled(at)
        bits = self._always | (self._underline if ruled else 0)
        for row in rows:
            bits |= row.far
        for row in rows if ruled else rows[:3]:
            bits |= row.near
        self._openings[at] = bits
        return bits

    def _find_tail(self, at: int) -> int:
        """The bits that a closing above a row can have."""
        bits = 0
        for i in range(max(0, at - CLOSING_ROWS), at):
            row = self._read_row(i)
            bits |= row.tail | (row.near_tail if i >= at - NEAR_TAIL else 0)
        return bits

    @cached_property
    def _last(self) -> int:
        return self._find_tail(self.size)

    def _read_cut(self, at: int) -> tuple[int, float, float]:
        """The bits that a cut before a row can have, what it costs, and the least that it can add: one at a paragraph, or the last, may be
        dropped for nothing."""
        cut = self._cuts.get(at)
        if cut is None:
            around, row = self.around, self.around.rows[at]
            bits = self._find_tail(at) | self._find_head(at) | (self._rules if self._is_ruled(at) else 0)
            bits |= (self._gap if row.gap > around.usual_gap else 0) | (self._feed if row.feed else 0)
            cost = CUT_COST + (0.0 if around.is_parted(at) else NO_GAP)
            if around.text[min(self.size, at + OPENING_ROWS)] == around.text[at]:
                cost += NO_BODY
            least = 0.0 if row.shape is Shape.TEXT or not around.has_content(at, self.size) else -DROPPED
            cut = self._cuts[at] = bits, cost, least
        return cut

    def measure(self, starts: Sequence[int]) -> float:
        """The most that these starts could score; the first costs nothing. At least 0 where a start may yet be dropped for the next one."""
        cuts, total = [self._read_cut(at) for at in starts[1:]], len(starts)
        alive = self._find_regular([bits for bits, _, _ in cuts], starts[0], total)
        if total <= FEW and not alive & self._proving:
            return 0.0
        step = bisect_left(_STEPS, total)
        known, bits = self._known.setdefault(step, {}), 0.0
        for cut, cost, least in cuts:
            here = cut & alive
            worth = known.get(here)
            if worth is None:
                worth = known[here] = self._add_up(here, step)
            bits += max(worth - cost, least)
        return bits

    def _find_regular(self, cuts: list[int], first: int, total: int) -> int:
        """The bits that enough stories have: openings and closings of all stories count, what parts them once less."""
        head, tail, rest = self._find_head(first), self._last, self._partings
        if total <= FEW:
            alive = head | tail | rest
            for cut in cuts:
                alive &= cut
            return alive & (head | tail | rest) & (head | self._tails | rest) & (tail | self._heads | rest)
        planes: list[int] = []  # the counts of all bits at once: the first plane holds their ones, the second their twos
        for bits in (*cuts, head & self._heads | tail & self._tails):
            for i, plane in enumerate(planes):
                planes[i], bits = plane ^ bits, plane & bits
                if not bits:
                    break
            if bits:
                planes.append(bits)
        sides = _find_at_least(planes, math.ceil(REGULAR * (total + 0.5)))
        return sides & ~rest | _find_at_least(planes, math.ceil(REGULAR * (total - 0.5))) & rest

    def _add_up(self, bits: int, step: int) -> float:
        worths = self._worths.setdefault(step, {})
        groups: dict[Group, list[float]] = {}
        while bits:
            i = bits.bit_length() - 1
            bits ^= 1 << i
            worth = worths.get(i)
            if worth is None:
                worth = worths[i] = self._find_worth(self._traits[i], step)
            if worth:
                groups.setdefault(self._traits[i].group, []).append(worth)
        return sum(map(sum_bits, groups.values()))

    def _find_worth(self, trait: Trait, step: int) -> float:
        """The bits of a trait if as many stories as this step allows carried it, and as little else as the page has."""
        least, most = (_STEPS[step - 1] + 1 if step else 2), min(_STEPS[step], self.size)
        times = self.around.counts.get(trait.name, most)  # title blocks and underlines are not counted by the row
        sharers = 1 if trait.name.startswith(_WORDS) else _SHARERS
        if (trait.name != "title" and most < PURE * times) or times * sharers < REGULAR * (least + 0.5):
            return 0.0
        base = (max(0, times - most) + find_prior(trait) * PRIOR_ROWS) / (self.size - min(most, times) + PRIOR_ROWS)
        return max(0.0, min(trait.weight * CAP, -math.log2(base)))


def _find_at_least(planes: list[int], least: int) -> int:
    """The bits whose count is at least this much, from the planes of their counts."""
    if least >= 1 << len(planes):
        return 0
    more, equal = 0, -1
    for i in range(len(planes) - 1, -1, -1):
        if least >> i & 1:
            equal &= planes[i]
        else:
            more |= equal & planes[i]
            equal &= ~planes[i]
    return more | equal
