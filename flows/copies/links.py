"""Which article is a copy of which: each is linked, in the order of ranks, to the first of its story."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from copydesk.copies import Likeness, Prepared, compare_texts, may_be_copy
from copydesk.copies.runs import Flags
from flows.copies.candidates import Ranks

# A copy of a copy is a copy of the first where the two copies are so much of one another.
_WHOLE = 0.6
_NONE = 0xFFFFFFFF

Link = tuple[int, int, str, float, float]
"""A copy: its rank, that of the first of its story, the relation, coverage and ratio (see copydesk.copies.Likeness)."""


class Linker:
    """Links ``articles`` articles: four bytes each, and 33 for each that is a copy.

    ``text`` reads a text; ``possible`` tells pairs (later, earlier) that may be copies, without their texts.
    """

    def __init__(self, articles: int, text: Callable[[int], Prepared], possible: Callable[[Ranks], Flags]) -> None:
        self._links = array("I", [_NONE]) * articles
        self._text, self._possible = text, possible
        # What was found when a copy was linked, by the copy's rank: it holds as long as its story has the same first.
        self._later, self._first = array("I"), array("I")
        self._relations: list[str] = []
        self._coverage, self._ratio = array("d"), array("d")

    def link_all(self, pairs: Ranks) -> None:
        """Link the later articles of these pairs. Rows (later, earlier), sorted, all candidates of an article in one call."""
        if not len(pairs):
            return
        likely = self._possible(pairs).tolist()
        cuts = [0, *(np.flatnonzero(np.diff(pairs[:, 0])) + 1).tolist(), len(pairs)]
        earlier = pairs[:, 1].tolist()
        for start, end in pairwise(cuts):
            candidates, flags = earlier[start:end], likely[start:end]
            if True in flags or any(self._links[one] != _NONE for one in candidates):
                self.link(int(pairs[start, 0]), candidates, flags)

    def link(self, later: int, candidates: Sequence[int], flags: Sequence[bool]) -> None:
        """Find the first article of the story among those that the candidates (in their order) lead to.

        ``flags``: which candidates may be copies. A candidate that was taken for the first of another story joins, too, where it
        is nearly the whole of this one: the two had nothing to be recognised by until the article between them came.
        """
        possible = dict(zip(candidates, flags, strict=True))
        compared: dict[int, Likeness | None] = {}

        def compare(earlier: int) -> Likeness | None:
            if earlier not in compared:
                if earlier not in possible:
                    possible[earlier] = bool(self._possible(np.array([[later, earlier]], np.uint32))[0])
                likely = possible[earlier] and may_be_copy(self._text(earlier), self._text(later))
                compared[earlier] = self._compare(earlier, later) if likely else None
            return compared[earlier]

        for earlier in candidates:
            head = self._head(earlier)
            if head == self._links[later]:
                continue
            likeness = compare(head)
            near = likeness if head == earlier else compare(earlier)
            if self._links[later] == _NONE:
                if (likeness is not None and likeness.is_copy) or _is_whole(near):
                    self._links[later] = head
                    if likeness is not None:
                        self._note(later, head, likeness)
            elif head == earlier and _is_whole(near):
                one, two = sorted((head, self._links[later]))
                self._links[two] = self._links[later] = one

    def _note(self, later: int, head: int, likeness: Likeness) -> None:
        self._later.append(later)
        self._first.append(head)
        self._relations.append(likeness.relation.value)
        self._coverage.append(likeness.coverage)
        self._ratio.append(likeness.ratio)

    def _head(self, number: int) -> int:
        while self._links[number] != _NONE:
            number = self._links[number]
        return number

    def _compare(self, earlier: int, later: int) -> Likeness:
        return compare_texts(self._text(earlier), self._text(later))

    def each(self) -> Iterator[Link]:
        """Every copy, by rank."""
        at = 0
        links: npt.NDArray[np.uint32] = np.frombuffer(self._links, np.uint32)
        for later in np.flatnonzero(links != _NONE).tolist():
            head = self._head(later)
            while at < len(self._later) and self._later[at] < later:
                at += 1
            if at < len(self._later) and self._later[at] == later and self._first[at] == head:
                yield later, head, self._relations[at], self._coverage[at], self._ratio[at]
            else:
                likeness = self._compare(head, later)
                yield later, head, likeness.relation.value, likeness.coverage, likeness.ratio


def _is_whole(likeness: Likeness | None) -> bool:
    return likeness is not None and likeness.is_copy and min(likeness.ratio, likeness.coverage) >= _WHOLE
