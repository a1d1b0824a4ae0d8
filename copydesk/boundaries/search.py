"""The search: which family of markers, at which distance from the cut, makes stories of this page.

Every family proposes cuts at a few distances (headers above the marker, trailers below it). A proposal is scored by the bits that its
regularity saves against the bits that its cuts cost; 'one article' scores 0 and wins unless two independent groups of evidence
agree at the cuts, the first story opens like the others, and every story has a body.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from copydesk.boundaries.evidence import Group, Opening, Trait, count_traits, find_closing, find_opening, find_parting, find_prior
from copydesk.boundaries.families import Family, find_families, measure_gap
from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import RULES, Shape, is_comments_heading

_CUT_COST = 5.0  # bits that a cut costs against one article
_REGULAR = 0.6  # share of the stories that must carry a trait before it counts
_SHORT_TITLE = 22  # characters: the median headline of a dump is longer, names and subheads are shorter
_PRIOR_ROWS = 30  # rows of ordinary prose that every page is taken to hold besides its own
_CAP = 1.6  # times a trait's own weight: what regularity can add to it
_PURE = 0.3  # share of a trait's occurrences that must lie at cuts
_LEAST_BODY = 200  # characters of body in the median story
_OFFSETS = (0, -1, -2, -3, 1, 2, 3, 4)
_ABSENT = 0.4  # what a trait is worth that the page's first opening (or last closing) lacks
_TWIN = 0.7  # share of the median cut's bits that a cut outside the family must carry
_ODD = 0.5  # share of the median cut's bits below which a cut is dropped
_PREAMBLE, _LOST_TEXT = 3.0, 40.0  # bits that text before the first story costs: at all, and at most by its length
_NO_GAP, _FAMILY_MISS, _NO_BODY, _DROPPED = 3.0, 0.5, 3.0, 3.0


_FIRM = frozenset(("shape count", "rule", "feed", "shape end"))  # traits that hold even where other text comes before the first story


@dataclass(frozen=True, slots=True)
class Proposal:
    """Cuts before these rows (ascending, the first story's start included), their score in bits and the traits that carry it."""

    starts: tuple[int, ...]
    score: float
    family: Family
    traits: tuple[Trait, ...]
    groups: int


class Search:
    """One page's rows with everything that proposals share, each opening and closing read once.

    ``within``: the rows are a story that was found already, so what precedes the first cut is that story and no preamble.
    """

    def __init__(self, rows: tuple[Row, ...], *, within: bool = False) -> None:
        self.rows, self.within = rows, within
        self.usual_gap = measure_gap(rows)
        self.counts = count_traits(rows, self.usual_gap)
        self.families = 0
        self._openings: dict[int, Opening] = {}
        self._closings: dict[int, tuple[Trait, ...]] = {}
        self._body, self._text = [0], [0]
        for row in rows:
            self._text.append(self._text[-1] + (row.size if row.shape in (Shape.TEXT, Shape.DATELINE) else 0))
            self._body.append(self._body[-1] + (row.size if _is_prose(row) else 0))

    def find_opening(self, at: int) -> Opening:
        """The opening at row ``at``, remembered."""
        if at not in self._openings:
            self._openings[at] = find_opening(self.rows, at, self.usual_gap)
        return self._openings[at]

    def find_closing(self, before: int) -> tuple[Trait, ...]:
        """The closing above row ``before``, remembered."""
        if before not in self._closings:
            self._closings[before] = find_closing(self.rows, before)
        return self._closings[before]

    def measure_body(self, start: int, end: int) -> int:
        """Characters of sentences in rows [start, end), short ones included (a headline that ends in ``?`` is one, too)."""
        return self._body[end] - self._body[start]

    def measure_text(self, start: int, end: int) -> int:
        """Characters of running text in rows [start, end)."""
        return self._text[end] - self._text[start]

    def find_best(self) -> Proposal | None:
        """The proposal with the highest score above 0, or None: one article."""
        best: Proposal | None = None
        seen: set[tuple[int, ...]] = set()
        families = find_families(self.rows)
        self.families = len(families)
        for family in families:
            if len(family.members) * 2 > len(self.rows) + 2:
                continue
            for starts in self._propose(family):
                for variant in (starts, (0, *starts)) if starts and starts[0] > 0 and self._has_content(0, starts[0]) else (starts,):
                    if variant in seen or len(variant) < 2:
                        continue
                    seen.add(variant)
                    proposal = self.judge(family, variant)
                    if proposal and proposal.score > 0 and (best is None or proposal.score > best.score):
                        best = proposal
        return self._complete(best) if best else None

    def _complete(self, best: Proposal) -> Proposal:
        """The proposal with the cuts that its family missed and that carry the same traits (a story whose marker differs)."""
        by_key = {t.key: t for t in best.traits}
        bits = sorted(self._measure_cut(at, by_key) for at in best.starts[1:])
        least = max(_CUT_COST, bits[len(bits) // 2] * _TWIN)
        starts = set(best.starts)
        added: list[int] = []
        for row in self.rows:
            at = row.index
            if at <= best.starts[0] or at in starts or (row.gap < self.usual_gap and not row.feed):
                continue
            if self._measure_cut(at, by_key) >= least and not any(i in starts for i in range(at + 1, self.find_opening(at).end + 1)):
                added.append(at)
        if not added:
            return best
        merged = sorted(starts | set(added))
        final = self._close_up([at for i, at in enumerate(merged) if at in starts or not self._is_beside(merged, i, starts)])
        better = self.judge(best.family, final)
        return better if better and better.score > best.score else best

    def _is_beside(self, merged: list[int], i: int, fixed: set[int]) -> bool:
        """Whether an added cut lies in the header or trailer of one that the family marks."""
        near = [at for at in merged[max(0, i - 3) : i + 4] if at in fixed]
        return any(self.measure_text(min(at, merged[i] + 1), max(at, merged[i])) < _LEAST_BODY // 4 for at in near)

    def _measure_cut(self, at: int, by_key: dict[tuple[Group, str], Trait]) -> float:
        """Bits of the traits that a cut before row ``at`` would carry; 0 unless they come from two groups."""
        present = [by_key[k] for k in self._keys_at(at, self.find_opening(at)) if k in by_key]
        groups = _sum_groups(present)
        return sum(groups.values()) if len(groups) > 1 else 0.0

    def _propose(self, family: Family) -> list[tuple[int, ...]]:
        """Starts of stories for each distance between this family's markers and the cuts."""
        n, proposals = len(self.rows), []
        for offset in _OFFSETS:
            starts = []
            for member in family.members:
                at = member + offset
                if 0 <= at < n and not self._crosses_text(member, at):
                    starts.append(at)
            proposals.append(self._close_up(starts))
        proposals.append(self._close_up([self._block_start(m) for m in family.members]))
        proposals.append(self._close_up([self._block_end(m) for m in family.members]))
        return proposals

    def _crosses_text(self, member: int, at: int) -> bool:
        """Whether running text lies between a marker and the cut that it proposes."""
        low, high = (at, member) if at < member else (member + 1, at)
        return any(self.rows[i].shape in (Shape.TEXT, Shape.DATELINE) for i in range(low, high))

    def _block_start(self, row: int) -> int:
        at = row
        while at > 0 and not self.rows[at].gap and row - at < 8 and self.rows[at - 1].shape is not Shape.TEXT:
            at -= 1
        return at

    def _block_end(self, row: int) -> int:
        at = row + 1
        while at < len(self.rows) and not self.rows[at].gap and at - row < 8 and self.rows[at].shape is not Shape.TEXT:
            at += 1
        return at

    def _close_up(self, starts: list[int]) -> tuple[int, ...]:
        """Ascending starts without those that leave an empty story, page start first where text lies before the first."""
        kept: list[int] = []
        for at in sorted(set(starts)):
            if at >= len(self.rows):
                continue
            if kept and not self._has_content(kept[-1], at):
                continue
            kept.append(at)
        return tuple(kept)

    def _has_content(self, start: int, end: int) -> bool:
        return self.measure_text(start, end) > 0 or end - start >= 4

    def judge(self, family: Family, starts: tuple[int, ...]) -> Proposal | None:
        """Score of these starts, less those that lack what the others have; None where two groups of evidence don't agree."""
        carried = self._find_carried(starts)
        kept = self._drop_odd(starts, carried)
        if kept != starts:
            if len(kept) < 2:
                return None
            dropped, starts = len(starts) - len(kept), kept
            carried = self._find_carried(starts)
        else:
            dropped = 0
        rows = self.rows
        ends = (*starts[1:], len(rows))
        bodies = sorted(self.measure_body(a, b) for a, b in zip(starts, ends, strict=True))
        if bodies[len(bodies) // 2] < _LEAST_BODY or bodies[(len(bodies) - 1) // 3] < _LEAST_BODY // 2:
            return None
        groups = _sum_groups(carried)
        if len(groups) < 2:
            return None
        openings = [self.find_opening(at) for at in starts]
        score = -_name_cost(family, self.families)
        by_key = {t.key: t for t in carried}
        for at, opening in zip(starts[1:], openings[1:], strict=True):
            present = [by_key[k] for k in self._keys_at(at, opening) if k in by_key]
            score += sum(_sum_groups(present).values()) - _CUT_COST
            row = rows[at]
            if row.gap < self.usual_gap and not row.feed and rows[at - 1].shape not in RULES and row.shape not in RULES:
                score -= _NO_GAP
        score -= _NO_BODY * sum(not o.reaches_text for o in openings)
        score -= _FAMILY_MISS * max(0, len(family.members) - len(starts) - dropped) + _DROPPED * dropped
        if starts[0] > 0:
            if not self.within:
                score -= _PREAMBLE + min(_LOST_TEXT, self.measure_body(0, starts[0]) / 40)
            names = {t.name for t in carried}
            if not (names & _FIRM or sum(n.startswith("label ") for n in names) > 1 or any(n.startswith("ending ") for n in names)):
                return None
        if self._is_above_comments(starts):
            return None
        trailers = {t.name for t in carried if t.group is Group.TRAILER}
        if self._names_above(starts[0]) & trailers:
            return None
        return Proposal(starts, score, family, tuple(carried), len(groups))

    def _is_above_comments(self, starts: tuple[int, ...]) -> bool:
        """Whether the 'stories' after the first are readers' comments: their heading stands below the first story's body."""
        for at in range(starts[1], max(starts[0], starts[1] - 60), -1):
            if at < len(self.rows) and is_comments_heading(self.rows[at].text):
                return self.measure_body(starts[0], at) > 0
        return False

    def _keys_at(self, at: int, opening: Opening) -> set[tuple[Group, str]]:
        """Keys of all traits around a cut."""
        return {t.key for t in (*opening.traits, *self.find_closing(at), *self._parting(at))}

    def _names_above(self, first: int) -> set[str]:
        """Trailer traits in the rows above the first story: a trailer that precedes every story is a header."""
        return {t.name for t in self.find_closing(first) if t.group is Group.TRAILER} if first else set()

    def _drop_odd(self, starts: tuple[int, ...], carried: list[Trait]) -> tuple[int, ...]:
        """The starts whose cuts carry at least half the bits of the median cut."""
        by_key = {t.key: t for t in carried}
        bits = []
        for at in starts[1:]:
            present = [by_key[k] for k in self._keys_at(at, self.find_opening(at)) if k in by_key]
            bits.append(sum(_sum_groups(present).values()))
        if not bits:
            return starts
        middle = sorted(bits)[len(bits) // 2]
        return (starts[0], *(at for at, b in zip(starts[1:], bits, strict=True) if b >= middle * _ODD))

    def _find_carried(self, starts: tuple[int, ...]) -> list[Trait]:
        """Traits that nearly all stories of a proposal share and little else in the page has, with their bits."""
        total, size = len(starts), len(self.rows)
        ends = (*starts[1:], size)
        openings = [{t for t in self.find_opening(at).traits if t.group is not Group.PARTING} for at in starts]
        closings = [{t for t in self.find_closing(end) if t.group is Group.TRAILER} for end in ends]
        partings = [self._parting(at) for at in starts[1:]]
        carried: list[Trait] = []
        for sets, must in ((openings, openings[0]), (closings, closings[-1]), (partings, None)):
            for trait, count in Counter(t for found in sets for t in found).items():
                share = count / (len(sets) + 0.5)
                if share < _REGULAR:
                    continue
                elsewhere = max(0, self.counts.get(trait.name, count) - count)
                base = (elsewhere + find_prior(trait) * _PRIOR_ROWS) / (size - count + _PRIOR_ROWS)
                bits = min(trait.weight * _CAP, math.log2(share / base))
                if must is not None and trait not in must:
                    bits *= _ABSENT
                if bits > 0.5 and (trait.name == "title" or count / (count + elsewhere) >= _PURE):
                    carried.append(Trait(trait.group, trait.name, bits))
        carried = self._check_titles(starts, carried)
        first = {t.name for t in openings[0]}
        if total > 1 and not any(t.group is Group.HEADER and t.name in first for t in carried):
            carried = [t for t in carried if t.group is not Group.HEADER]
        return carried

    def _check_titles(self, starts: tuple[int, ...], carried: list[Trait]) -> list[Trait]:
        """Without the title trait where the headlines are the same line again and again, or mere names."""
        headings = [self.find_opening(at).headings for at in starts]
        common = {h for h, n in Counter(h for found in headings for h in found).items() if n > 1 and n * 2 > len(starts)}
        sizes = sorted(next((len(h) for h in found if h not in common), 0) for found in headings)
        if not sizes[len(sizes) // 3]:
            return [t for t in carried if t.name not in ("title", "title and line")]
        if sizes[len(sizes) // 2] < _SHORT_TITLE:
            return [Trait(t.group, t.name, t.weight * 0.4) if t.name in ("title", "title and line") else t for t in carried]
        return carried

    def _parting(self, at: int) -> set[Trait]:
        """What parts the stories at a cut, on either side of it."""
        found = set(find_parting(self.rows[at], self.usual_gap))
        found |= {t for t in self.find_closing(at)[:2] if t.group is Group.PARTING}
        found |= {t for t in self.find_opening(at).traits if t.group is Group.PARTING}
        return found


def _is_prose(row: Row) -> bool:
    """Whether a row counts as body: running text, or a short line that ends as a sentence."""
    return row.shape in (Shape.TEXT, Shape.DATELINE) or (row.terminal and row.shape in (Shape.SHORT, Shape.LABEL) and row.size > 30)


def _name_cost(family: Family, families: int) -> float:
    """Bits to name the family: little for a general shape, more for one of many particular words, so that chance repeats lose."""
    return 1.0 if family.kind in ("shape", "gap", "feed", "pair", "hash") else 1.0 + math.log2(families + 1) / 2


def _sum_groups(traits: list[Trait]) -> dict[Group, float]:
    """Bits of each group: its strongest trait and a third of the next two (traits of one group hang together)."""
    by_group: dict[Group, list[float]] = {}
    for trait in traits:
        by_group.setdefault(trait.group, []).append(trait.weight)
    summed = {}
    for group, weights in by_group.items():
        weights.sort(reverse=True)
        summed[group] = weights[0] + sum(weights[1:3]) / 3
    return summed
