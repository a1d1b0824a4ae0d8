"""The search: which family of markers, at which distance from the cut, makes stories of this page.

Every family proposes cuts at a few distances (headers above the marker, trailers below it); ``verdict`` scores each. The best is then
completed with cuts that its family missed and that carry the same traits: a byline forgotten, a label misspelt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from copydesk.boundaries.bounds import Bounds
from copydesk.boundaries.cohesion import is_one_subject
from copydesk.boundaries.families import Family, find_families
from copydesk.boundaries.prospects import REACH, Prospects
from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import Shape
from copydesk.boundaries.surroundings import CUT_COST, Surroundings
from copydesk.boundaries.traits import Group
from copydesk.boundaries.verdict import LEAST_BODY, LEAST_BRIEF, Judge, Proposal
from copydesk.types import Cue

_OFFSETS = (0, -1, -2, -3, 1, 2, 3, 4)
_LONGEST_BLOCK = REACH  # rows of the longest block of header or trailer lines
_LONG_PAGE = 300  # rows above which a line that occurs only twice is chance (menus repeat at top and bottom)
_JUDGED_FIRST = 12  # proposals that are judged before it is reckoned what every cut is worth at most
_RUNNING_HEAD = 2  # rows above the first headline that a running head takes
_TWIN = 0.7  # share of the median cut's bits that a cut outside the family must carry


class Cut(NamedTuple):
    """A story's first row, the traits that tell the file's stories apart, those of them that stand here, and how sure the cut is."""

    at: int
    traits: frozenset[str]
    cues: tuple[Cue, ...]
    confidence: float


class Search:
    """The search over one run of rows; ``within`` a story that was found already."""

    def __init__(self, rows: tuple[Row, ...], *, within: bool = False, brief: bool = False) -> None:
        self.rows, self.brief = rows, brief
        self.around = Surroundings(rows)
        self.prospects = Prospects(self.around, brief=brief)
        families = () if self.prospects.are_none else find_families(rows, self.around.facts, self.around.usual_gap)
        self.families = sorted(families, key=lambda f: not f.is_general)  # the cheap names first
        self.court = Judge(self.around, len(self.families), within=within, brief=brief)
        self._judged = 0
        self._judged_as: dict[tuple[int, ...], Proposal] = {}  # what all sound starts scored, as the family that proposed them first
        self._paragraphs = frozenset(at for at, row in enumerate(rows) if row.shape is Shape.TEXT)

    @cached_property
    def bounds(self) -> Bounds:
        """What cuts are worth at most."""
        return Bounds(self.around)

    def find_best(self) -> Proposal | None:
        """The proposal with the highest score above 0, or None: one article.

        A proposal whose cuts cannot be worth more than the best so far, even if they carried all that stands around them, is not judged.
        """
        best: Proposal | None = None
        seen: set[tuple[int, ...]] = set()
        tried: set[tuple[int, ...]] = set()  # ``line``, ``start`` and ``label`` often name the same rows
        for family in self.families:
            if family.members in tried or not self._is_worth_trying(family):
                continue
            bits = self.prospects.find_bits(family.members)
            if not self.prospects.may_mark(bits):
                continue
            tried.add(family.members)
            name = self.court.measure_name(family)
            for marked in self._propose(family, bits):
                starts = self._close_up(marked)
                if starts in seen:
                    best = self._rename(family, starts, best)
                    continue
                seen.add(starts)
                for variant in self._vary(starts):
                    if len(variant) > 1 and (proposal := self._judge(family, variant, name, best.score if best else 0.0)):
                        best = proposal
        best = self._complete(best) if best else None
        if best and not self.court.within and is_one_subject(self.rows, best.starts, (t.name for t in best.traits), brief=self.brief):
            return None
        return best

    def _rename(self, family: Family, starts: tuple[int, ...], best: Proposal | None) -> Proposal | None:
        """The best proposal, or one that was judged as another family's and scores more as this one's, which marks little besides."""
        for variant in self._vary(starts) if self._judged_as else ():
            known = self._judged_as.get(variant)
            if known is None:
                continue
            score = known.score + self.court.measure_cost(known.family, variant) - self.court.measure_cost(family, variant)
            if score > (best.score if best else 0.0):
                best = replace(known, score=score, family=family)
        return best

    def _vary(self, starts: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """The starts, unless nothing may stand above the first of them, and those with the page's first row where much does; lines above
        the first headline that are no text (a paper's running head) are the first story's where nothing may stand above it."""
        if not starts:
            return
        may_begin = self.court.may_begin(starts[0])
        if may_begin:
            yield starts
        if starts[0] and self.around.has_content(0, starts[0]):
            yield (0, *starts)
        elif 0 < starts[0] <= _RUNNING_HEAD and not may_begin and all(row.shape is Shape.META for row in self.rows[: starts[0]]):
            yield (0, *starts[1:])

    def _judge(self, family: Family, starts: tuple[int, ...], name: float, least: float) -> Proposal | None:
        """The proposal that these starts make if it scores more than ``least``.

        To know what cuts are worth at most takes time, and a few judgements cost less: then it is only asked about one that would win.
        """
        doubtful = sum(map(self._paragraphs.__contains__, starts[1:]))  # a start at a paragraph may yet be dropped for the next one's sake
        if not self.prospects.allow(starts, doubtful):
            return None
        settled = not doubtful
        sound = self.court.find_sound(starts)
        if not sound or (not (settled and sound is starts) and not self.prospects.allow(sound)):
            return None
        checked = [known for known, asked in ((starts, settled), (sound, sound is not starts)) if asked]
        self._judged += 1
        reckoned = self._judged > _JUDGED_FIRST
        if reckoned and any(self.bounds.measure(known) <= name + least for known in checked):
            return None
        proposal = self.court.judge(family, sound)
        if proposal and proposal.starts == starts:
            self._judged_as[starts] = proposal
        if proposal is None or proposal.score <= least:
            return None
        return proposal if reckoned or all(self.bounds.measure(known) > name + least for known in checked) else None

    def read_cut(self, best: Proposal, at: int) -> Cut:
        """What speaks for a cut before row ``at``. The odds of a cut that carries its cost and n bits more are 2 to the n against 1."""
        around, rows = self.around, self.rows
        near = dict.fromkeys((*around.find_head(at), *around.find_tail(at), *around.find_parting(at)))
        bits = sorted(((best.carried[n], around.table[n].name) for n in near if n in best.carried), key=lambda item: -item[0])
        cues = tuple(Cue(name, rows[at].start, round(weight, 2)) for weight, name in bits)
        gain = min(40.0, max(-40.0, sum(around.measure_cut(at, best.carried).values()) - (CUT_COST if at else 0.0)))
        return Cut(at, frozenset(t.name for t in best.traits), cues, round(1 / (1 + 2**-gain), 4))

    def _is_worth_trying(self, family: Family) -> bool:
        """Whether a family can mark stories: not every other row, and on a long page no chance pair of equal lines."""
        n = len(family.members)
        if n * 2 > len(self.rows) + 2:
            return False
        return not (n == 2 and (family.kind in ("line", "start") or (family.kind == "ending" and len(self.rows) > _LONG_PAGE)))

    def _propose(self, family: Family, bits: int) -> Iterator[list[int]]:
        """Starts of stories for each distance between this family's markers (as ``bits``) and the cuts; no running text may lie between
        the two, and some mark that stands out must be seen from there."""
        n, text, members = len(self.rows), self.around.text, family.members
        for offset in _OFFSETS:
            if not self.prospects.may_win(bits << offset if offset > 0 else bits >> -offset):
                continue
            if offset <= 0:
                yield [m + offset for m in members if m + offset >= 0 and text[m + offset] == text[m]]
            else:
                yield [m + offset for m in members if m + offset < n and text[m + 1] == text[m + offset]]
        yield [self._block_start(m) for m in members]
        yield [at for m in members if (at := self._block_end(m)) < n]

    def _block_start(self, row: int) -> int:
        at = row
        while at > 0 and not self.rows[at].gap and row - at < _LONGEST_BLOCK and self.rows[at - 1].shape is not Shape.TEXT:
            at -= 1
        return at

    def _block_end(self, row: int) -> int:
        at = row + 1
        while at < len(self.rows) and not self.rows[at].gap and at - row < _LONGEST_BLOCK and self.rows[at].shape is not Shape.TEXT:
            at += 1
        return at

    def _close_up(self, starts: list[int]) -> tuple[int, ...]:
        """Ascending starts without those that would leave the story before them empty."""
        text, kept, last = self.around.text, list[int](), -1
        for at in sorted(set(starts)):
            if last < 0 or text[at] > text[last] or at - last >= 4:
                kept.append(at)
                last = at
        return tuple(kept)

    def _complete(self, best: Proposal) -> Proposal:
        """The proposal with the cuts that its family missed and that carry the same traits (a story whose marker differs)."""
        bits = sorted(self._measure_twin(at, best) for at in best.starts[1:])
        least = max(CUT_COST, bits[len(bits) // 2] * _TWIN)
        starts = set(best.starts)
        added = [
            at
            for at in range(best.starts[0] + 1, len(self.rows))
            if at not in starts
            and (self.rows[at].gap >= self.around.usual_gap or self.rows[at].feed)
            and self._measure_twin(at, best) >= least
            and not any(i in starts for i in range(at + 1, self.around.find_opening(at).end + 1))
        ]
        if not added:
            return best
        merged = sorted(starts | set(added))
        final = self._close_up([at for i, at in enumerate(merged) if at in starts or not self._is_beside(merged, i, starts)])
        better = self.court.judge(best.family, sound) if (sound := self.court.find_sound(final)) else None
        return better if better and better.score > best.score else best

    def _is_beside(self, merged: list[int], i: int, fixed: set[int]) -> bool:
        """Whether an added cut lies in the header or trailer of one that the family marks."""
        near = [at for at in merged[max(0, i - 3) : i + 4] if at in fixed]
        least = LEAST_BRIEF if self.brief else LEAST_BODY // 4
        return any(self.around.measure_text(min(at, merged[i] + 1), max(at, merged[i])) < least for at in near)

    def _measure_twin(self, at: int, best: Proposal) -> float:
        """Bits of the traits that a cut before row ``at`` would carry; 0 unless they come from two groups."""
        groups: dict[Group, float] = self.around.measure_cut(at, best.carried)
        return sum(groups.values()) if len(groups) > 1 else 0.0
