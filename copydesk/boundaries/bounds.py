"""What cuts could be worth at most, told without reading any opening: most proposals of an ordinary page are hopeless, and judging is dear.

A trait that stands once in a page repeats nothing; one that stands a hundred times cannot tell ten stories from the rest; one that
stands near two of five cuts is not regular. So every trait that repeats gets a bit, every row the bits of the traits near it (a little
more than its opening and closing hold), and a proposal keeps the bits that enough of its cuts share.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence

from copydesk.boundaries.evidence import CLOSING_ROWS, NEAR_TAIL, OPENING_ROWS
from copydesk.boundaries.shapes import RULES, Shape
from copydesk.boundaries.surroundings import CUT_COST, DROPPED, FEW, NO_BODY, NO_GAP, PRIOR_ROWS, PURE, REGULAR, Surroundings, sum_bits
from copydesk.boundaries.traits import CAP, Group, Trait, find_prior

_WORDS = ("line ", "start ", "number ")  # traits that count only right at the cut, so that no two cuts share the row
_SHARERS = 3  # cuts whose openings can hold the same row: they lie four rows apart, and an opening has twelve
_STEPS = (2, 3, 4, 6, 9, 13, 19, 28, 42, 63, 95, 142, 1 << 40)  # numbers of stories; those between two steps share one table of worths


class Bounds:
    """Highest worths over one run of rows, for each number of stories."""

    def __init__(self, around: Surroundings) -> None:
        self.around, self.size = around, len(around.rows)
        self._bits: dict[int, int] = {}  # the bit of each trait that repeats
        self._traits: list[Trait] = []  # the trait of each bit
        evidence = around.evidence
        self._title = self._give_bit(evidence.title)
        always = self._title | (self._give_bit(evidence.block) if around.usual_gap else 0)
        rules = self._give_bit(evidence.rule) | self._give_bit(evidence.line_break)
        underline, gap, feed = self._give_bit(evidence.underline), self._give_bit(evidence.gap), self._give_bit(evidence.feed)
        head, self._tail, ruled = self._read_sides()
        self._head = [bits | always | (underline if rule else 0) for bits, rule in zip(head, ruled, strict=True)]
        usual = around.usual_gap
        self._cut = [
            above | below | (rules if rule else 0) | (gap if row.gap > usual else 0) | (feed if row.feed else 0)
            for above, below, rule, row in zip(self._tail, self._head, ruled, around.rows, strict=False)
        ]
        self._partings = rules | gap | feed
        self._tails = sum(1 << i for i, t in enumerate(self._traits) if t.group is Group.TRAILER)
        self._heads = (1 << len(self._traits)) - 1 - self._partings - self._tails
        words = sum(1 << i for i, t in enumerate(self._traits) if t.name.startswith(_WORDS[:2]))
        self._proving = (1 << len(self._traits)) - 1 - words - self._title
        self._costs = self._read_costs()
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
            self._bits[number] = bit
        return bit

    def _read_sides(self) -> tuple[list[int], list[int], list[bool]]:
        """The bits that an opening at each row can have, those of a closing above it (and above the end), and whether a rule is near."""
        rows, size = self.around.rows, len(self.around.rows)
        near, far, near_tail, tail = self._read_rows()
        head = [a | b | c | d for a, b, c, d in zip(_join(far, OPENING_ROWS), near, near[1:], near[2:], strict=False)]
        ruled = [at for at, row in enumerate(rows) if row.shape in RULES]
        near_rule = [False] * size
        for rule in ruled:
            for at in range(max(0, rule - OPENING_ROWS + 1), min(size, rule + CLOSING_ROWS + 1)):
                near_rule[at] = True
        if ruled:
            wide = _join(near, OPENING_ROWS)
            head = [bits | wide[at] if near_rule[at] else bits for at, bits in enumerate(head[:size])]
        above, right_above = _join([0] * CLOSING_ROWS + tail, CLOSING_ROWS), _join([0] * NEAR_TAIL + near_tail, NEAR_TAIL)
        closing = [a | b for a, b in zip(above, right_above, strict=False)]
        return head[:size], closing[: size + 1], near_rule

    def _read_rows(self) -> tuple[list[int], list[int], list[int], list[int]]:
        """The bits of each row itself: as a header's first lines, further down, as a trailer's last lines, further up."""
        evidence, size, known = self.around.evidence, len(self.around.rows), self._bits
        sides: tuple[list[int], ...] = ([], [], [], [])
        for at in range(size):
            roles = evidence.find_roles(at)
            for bits, numbers in zip(sides, (roles.first, roles.far, roles.near_tail, roles.tail), strict=True):
                mask = 0
                for n in numbers:
                    bit = known.get(n)
                    mask |= self._give_bit(n) if bit is None else bit
                bits.append(mask)
            if roles.near is not roles.first:
                for n in roles.near:
                    sides[0][at] |= self._give_bit(n)
        for bits in sides:
            bits.extend([0] * OPENING_ROWS)
        return sides[0], sides[1], sides[2], sides[3]

    def _read_costs(self) -> list[tuple[float, float]]:
        """What a cut before each row costs, and the least that it can add: one at a paragraph, or the last, may be dropped for nothing."""
        around, size, costs = self.around, self.size, [(0.0, 0.0)]
        for at in range(1, size):
            cost = CUT_COST + (0.0 if around.is_parted(at) else NO_GAP)
            if around.text[min(size, at + OPENING_ROWS)] == around.text[at]:
                cost += NO_BODY
            costs.append((cost, 0.0 if around.rows[at].shape is Shape.TEXT or not around.has_content(at, size) else -DROPPED))
        return costs

    def measure(self, starts: Sequence[int]) -> float:
        """The most that these starts could score; the first costs nothing. At least 0 where a start may yet be dropped for the next one."""
        cuts, total = [self._cut[at] for at in starts[1:]], len(starts)
        alive = self._find_regular(cuts, starts[0], total)
        if total <= FEW and not alive & self._proving:
            return 0.0
        step = bisect_left(_STEPS, total)
        known, bits = self._known.setdefault(step, {}), 0.0
        for at, cut in zip(starts[1:], cuts, strict=True):
            here = cut & alive
            worth = known.get(here)
            if worth is None:
                worth = known[here] = self._add_up(here, step)
            cost, least = self._costs[at]
            bits += max(worth - cost, least)
        return bits

    def _find_regular(self, cuts: list[int], first: int, total: int) -> int:
        """The bits that enough stories have: openings and closings of all stories count, what parts them once less."""
        head, tail, rest = self._head[first], self._tail[-1], self._partings
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


def _join(masks: list[int], width: int) -> list[int]:
    """For each place the bits of that many masks from it on (fewer at the end)."""
    found, wide = masks, 1
    while wide * 2 <= width:
        found = [a | b for a, b in zip(found, [*found[wide:], *[0] * wide], strict=True)]
        wide *= 2
    rest = width - wide
    return [a | b for a, b in zip(found, [*found[rest:], *[0] * rest], strict=True)] if rest else found


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
