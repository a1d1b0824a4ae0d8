"""Families: rows that may mark every story of a file alike, found by what repeats.

``Story 1 of 10`` and ``Story 2 of 10`` are one family once their digits are masked; so are all lines that start with ``Date:``, all
bylines, all paragraphs that end in ``Enditem``, all gaps of three blank lines. A family only proposes; ``score`` decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from copydesk.boundaries.rows import LONGEST_MARKER, Row, mask_digits
from copydesk.boundaries.shapes import Shape, find_first_word
from copydesk.formats.labels import find_slot

_MARKER_SHAPES = frozenset(
    (
        Shape.RULE, Shape.BREAK, Shape.END, Shape.SIGN, Shape.COUNT, Shape.DATE, Shape.META, Shape.BYLINE, Shape.URL, Shape.SITE,
        Shape.COPYRIGHT, Shape.DATELINE, Shape.HASH,
    )
)  # fmt: skip
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
    for above, row in pairwise(rows):
        if above.shape is Shape.TEXT or row.shape is Shape.TEXT:
            counts[min(row.gap, 8)] += 1
    return max(counts, key=lambda g: (counts[g], -g)) if counts else 0


def _row_keys(row: Row) -> list[tuple[str, str]]:
    """Keys of one row, from the most particular to the most general."""
    keys: list[tuple[str, str]] = []
    shape, caps = row.shape, False
    if row.size <= LONGEST_MARKER:
        keys.append(("line", row.masked))
        if shape is Shape.SHORT or shape is Shape.META or shape is Shape.TAG:
            words = row.masked.split(None, 2)
            if len(words) > 1:
                keys.append(("start", words[0]))
                keys.append(("start", f"{words[0]} {words[1]}"))
            if len(words) > 2 and shape is Shape.SHORT and row.text.isupper():
                caps = True
        if row.number:
            keys.append(("number", row.number))
        if caps:
            keys.append(("caps", ""))
    if shape in _MARKER_SHAPES:
        keys.append(("shape", shape.value))
        if shape is Shape.DATE or shape is Shape.META:
            keys.append(("shape", "dated"))
        if shape is Shape.HASH:
            keys.append(("hash", find_first_word(row.text)))
    elif row.label:
        keys.append(("label", mask_digits(row.label[0])))
    if row.ending:
        keys.append(("ending", row.ending))
    if row.feed:
        keys.append(("feed", ""))
    return keys


def find_families(rows: tuple[Row, ...], usual_gap: int) -> tuple[Family, ...]:
    """Every family of two rows or more (of one, for rules, end marks, counters and form feeds), in order of first member."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        for key in _row_keys(row):
            found[key].append(at)
        if row.gap > usual_gap:
            for gap in range(usual_gap + 1, min(row.gap, 8) + 1):
                found["gap", str(gap)].append(at)
        if usual_gap and at and row.gap and at + 1 < len(rows) and not rows[at + 1].gap:
            found["pair", ""].append(at)
    families = []
    for (kind, value), members in found.items():
        single = kind in ("feed", "gap") or rows[members[0]].shape in ALONE or kind == "shape"
        if len(members) >= (1 if single else 2):
            families.append(Family(kind, value, tuple(members)))
    return tuple(families)
