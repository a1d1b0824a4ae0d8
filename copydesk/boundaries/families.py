"""Families: rows that may mark every story of a file alike, found by what repeats.

``Story 1 of 10`` and ``Story 2 of 10`` are one family once their digits are masked; so are all lines that start with ``Date:``, all
bylines, all paragraphs that end in ``Enditem``, all gaps of three blank lines. A family only proposes; ``score`` decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import Shape, find_end_word, find_first_word, find_number_style, read_label
from copydesk.formats.labels import find_slot

_DIGITS = re.compile(r"\d+")
_LONGEST_MARKER = 160  # characters of the longest line that can repeat as a marker
_MARKER_SHAPES = frozenset(
    (
        Shape.RULE, Shape.BREAK, Shape.END, Shape.SIGN, Shape.COUNT, Shape.DATE, Shape.META, Shape.BYLINE, Shape.URL, Shape.SITE,
        Shape.COPYRIGHT, Shape.DATELINE, Shape.HASH,
    )
)  # fmt: skip
_GENERAL_KINDS = ("shape", "gap", "feed", "pair", "hash")  # families that no particular word names
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


def mask_digits(text: str) -> str:
    """The line with every run of digits as ``#``, case-folded: what stays the same when a counter counts."""
    return _DIGITS.sub("#", text).casefold()


def measure_gap(rows: tuple[Row, ...]) -> int:
    """The usual number of blank lines between paragraphs of this page (0 where paragraphs follow one another)."""
    counts: dict[int, int] = defaultdict(int)
    for above, row in pairwise(rows):
        if above.shape is Shape.TEXT or row.shape is Shape.TEXT:
            counts[min(row.gap, 8)] += 1
    return max(counts, key=lambda g: (counts[g], -g)) if counts else 0


def _row_keys(row: Row) -> list[tuple[str, str]]:
    """Keys of one row, from the most particular to the most general."""
    keys: list[tuple[str, str]] = []
    words = row.text.split()
    if row.size <= _LONGEST_MARKER:
        keys.append(("line", mask_digits(row.text)))
        if row.shape in (Shape.SHORT, Shape.META, Shape.TAG) and len(words) > 1:
            keys.append(("start", mask_digits(words[0])))
            keys.append(("start", mask_digits(" ".join(words[:2]))))
        if style := find_number_style(row.text):
            keys.append(("number", style))
        if row.shape is Shape.SHORT and row.text.isupper() and len(words) > 2:
            keys.append(("caps", ""))
    if row.shape in _MARKER_SHAPES:
        keys.append(("shape", row.shape.value))
        if row.shape in (Shape.DATE, Shape.META):
            keys.append(("shape", "dated"))
        if row.shape is Shape.HASH:
            keys.append(("hash", find_first_word(row.text)))
    elif row.shape is Shape.LABEL and (label := read_label(row.text)):
        keys.append(("label", mask_digits(label[0])))
    if mark := find_end_word(row.text):
        keys.append(("ending", mark))
    if row.feed:
        keys.append(("feed", ""))
    return keys


def find_families(rows: tuple[Row, ...]) -> tuple[Family, ...]:
    """Every family of two rows or more (of one, for rules, end marks, counters and form feeds), in order of first member."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    usual = measure_gap(rows)
    for row in rows:
        for key in _row_keys(row):
            found[key].append(row.index)
        for gap in range(usual + 1, min(row.gap, 8) + 1):
            found["gap", str(gap)].append(row.index)
        if row.index and row.gap and row.index + 1 < len(rows) and not rows[row.index + 1].gap and usual:
            found["pair", ""].append(row.index)
    families = []
    for (kind, value), members in found.items():
        single = kind in ("feed", "gap") or rows[members[0]].shape in ALONE or kind == "shape"
        if len(members) >= (1 if single else 2):
            families.append(Family(kind, value, tuple(members)))
    return tuple(families)
