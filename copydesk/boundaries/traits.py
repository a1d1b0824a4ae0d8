"""Traits: what can stand beside a cut, in groups that are independent of one another, and what each is worth.

``shape byline``, ``label date``, ``rule``, ``title``, ``ending Enditem``: names of what was seen, never of what it says. A weight is in
bits, before it is known how regular the trait is; a prior is how often a row of ordinary prose carries it by chance.
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from copydesk.boundaries.shapes import Shape, make_members

UNKNOWN_LABEL = 1.5  # weight of a label that no table knows
KNOWN_LABEL = 2.5
CAP = 1.6  # times a trait's own weight: what regularity can add to it


class Group(str):
    """Independent kinds of evidence, told apart by identity (see ``Shape``)."""

    __slots__ = ()

    PARTING: ClassVar[Group]
    HEADER: ClassVar[Group]
    TITLE: ClassVar[Group]
    TRAILER: ClassVar[Group]


make_members(Group)


class Trait(NamedTuple):
    """One observation beside a cut; ``weight`` is in bits, before it is known how regular the trait is."""

    group: Group
    name: str
    weight: float


HEADER_WEIGHTS = {
    Shape.COUNT: 3.0, Shape.BYLINE: 2.5, Shape.URL: 3.0, Shape.SITE: 2.5, Shape.DATELINE: 3.5, Shape.TAG: 2.0,
}  # fmt: skip
TRAILER_WEIGHTS = {Shape.END: 3.5, Shape.SIGN: 2.5, Shape.COPYRIGHT: 3.0, Shape.URL: 2.5, Shape.BYLINE: 2.0, Shape.SITE: 2.0}

PRIORS = {
    "dated line": 0.004, "underline": 0.003, "shape byline": 0.004, "shape url": 0.006, "shape site": 0.003, "shape count": 0.003,
    "shape dateline": 0.008, "shape copyright": 0.004, "shape end": 0.001, "shape sign": 0.003, "hash #": 0.01, "shape tag": 0.01,
    "rule": 0.002, "break": 0.015, "feed": 0.001, "gap": 0.03, "title": 0.15, "title and line": 0.01,
}  # how often a row of single articles carries the trait, rounded, counted over the pages of four boilerplate corpora  # fmt: skip
_PRIOR_LABEL, _PRIOR_UNKNOWN_LABEL, _PRIOR_WORDS = 0.003, 0.02, 0.02


def find_prior(trait: Trait) -> float:
    """How often a row of an ordinary single article carries this trait."""
    if trait.name in PRIORS:
        return PRIORS[trait.name]
    if trait.name.startswith("label "):
        return _PRIOR_LABEL if trait.weight > 2 else _PRIOR_UNKNOWN_LABEL
    return _PRIOR_WORDS


class TraitTable:
    """The traits of one page, numbered in the order in which they were met: a set of traits is then a few small numbers."""

    def __init__(self) -> None:
        self.traits: list[Trait] = []
        self._numbers: dict[tuple[Group, str], int] = {}

    def number(self, group: Group, name: str, weight: float) -> int:
        """The number of a trait. What makes two observations the same is group and name: a date in a header is not one in a trailer."""
        number = self._numbers.setdefault((group, name), len(self.traits))
        if number == len(self.traits):
            self.traits.append(Trait(group, name, weight))
        return number

    def __getitem__(self, number: int) -> Trait:
        return self.traits[number]
