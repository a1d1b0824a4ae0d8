"""Families: rows that may mark every story of a file alike, found by what repeats.

``Story 1 of 10`` and ``Story 2 of 10`` are one family once their digits are masked; so are all lines that start with ``Date:``, all
bylines, all paragraphs that end in ``Enditem``, all gaps of three blank lines. A family only proposes; ``score`` decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from copydesk.boundaries.reading import Facts
from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import Shape
from copydesk.formats.labels import find_slot

_GENERAL_KINDS = ("shape", "gap", "feed", "pair", "hash", "number")  # families that no particular word names
ALONE = frozenset((Shape.RULE, Shape.BREAK, Shape.END, Shape.COUNT))  # shapes of which one may part two stories


@dataclass(frozen=True, slots=True)
class Family:
    """Rows (by index, ascending) that share the key ``(kind, value)``."""

    kind: str
    value: str
    members: tuple[int, ...]

    @property
    def is_general(self) -> bool:
        """Whether no word of this page names the family: a shape, a gap, or a label that newsrooms everywhere use."""
        return self.kind in _GENERAL_KINDS or (self.kind == "label" and find_slot(self.value) is not None)

    @property
    def name(self) -> str:
        """For people: ``shape dateline``, ``label date``, ``gap 3``."""
        return f"{self.kind} {self.value}".strip()


def measure_gap(rows: Sequence[Row]) -> int:
    """The usual number of blank lines between paragraphs of this page (0 where paragraphs follow one another)."""
    counts: dict[int, int] = defaultdict(int)
    text, below = Shape.TEXT, bool(rows) and rows[0].shape is Shape.TEXT
    for row in rows[1:]:
        shape, gap = row.shape, row.gap
        if below or shape is text:
            counts[gap if gap < 8 else 8] += 1
        below = shape is text
    return max(counts, key=lambda g: (counts[g], -g)) if counts else 0


def find_families(rows: tuple[Row, ...], facts: Sequence[Facts], usual_gap: int) -> tuple[Family, ...]:
    """Every family of two rows or more (of one, for rules, end marks, counters and form feeds), in order of first member."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    keys = [said.keys for said in facts]
    often = {key for key, times in Counter(chain.from_iterable(keys)).items() if times > 1 or key[0] == "shape"}
    last = len(rows) - 1
    for at, (row, own) in enumerate(zip(rows, keys, strict=True)):
        for key in own:
            if key in often or row.shape in ALONE:
                found[key].append(at)
        if row.feed:
            found["feed", ""].append(at)
        wide = row.gap
        if wide > usual_gap:
            for gap in range(usual_gap + 1, min(wide, 8) + 1):
                found["gap", str(gap)].append(at)
        if wide and usual_gap and 0 < at < last and not rows[at + 1].gap:
            found["pair", ""].append(at)
    families = []
    for (kind, value), members in found.items():
        single = kind in ("feed", "gap") or rows[members[0]].shape in ALONE or kind == "shape"
        if len(members) >= (1 if single else 2):
            families.append(Family(kind, value, tuple(members)))
    return tuple(families)
