"""The verdict on a proposal: bits that its regularity saves, less the bits that its cuts cost; 'one article' scores 0.

A trait is worth ``log2(share at the cuts / share elsewhere)``, where *elsewhere* is the rest of the page and some prose at large, capped
by what the trait is worth by itself. It counts only if nearly all stories carry it; headers must open the first story too, and
trailers close the last. A cut needs two groups of evidence that are independent of one another.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from copydesk.boundaries.banners import find_banner
from copydesk.boundaries.families import Family
from copydesk.boundaries.reading import mask_digits
from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import Shape
from copydesk.boundaries.surroundings import CUT_COST, DROPPED, FEW, NO_BODY, NO_GAP, PRIOR_ROWS, PURE, REGULAR, Carried, Surroundings
from copydesk.boundaries.traits import CAP, UNKNOWN_LABEL, Group, Trait, find_prior
from copydesk.formats.columns import measure_width

LEAST_BRIEF, _LONGEST_BRIEF = 8, 900  # characters of text of a brief: one short sentence (in Chinese), three paragraphs of two
LEAST_BODY = 200  # characters of body in the median story: teasers and list items are shorter
_LONG_HEADLINE = 90  # characters of a sentence that no headline has with a blank line below it
_SHORT_BRIEF = 19  # the same of a dump of briefs
_SHORT_TITLE = 22  # characters: the median headline of a dump is longer, names and subheads are shorter
_ABSENT = 0.4  # what a trait is worth that the page's first opening (or last closing) lacks
_ODD = 0.5  # share of the median cut's bits below which a cut is dropped
_PREAMBLE, _LOST_TEXT = 3.0, 40.0  # bits that text before the first story costs: at all, and at most by its length
_FAMILY_MISS = 0.5
_GREETING = 100  # characters of sentences above the first item of a newsletter; more is an introduction
# Bits a cut, for slots that only the first story has.
_LONE = {"dated line": 3.0, "shape byline": 1.0, "label date": 3.0, "label title": 3.0}
_EITHER_SIDE = frozenset(
    ("dated line", "shape count", "shape byline", "shape site", "shape url")
)  # slots that count once, on the header's side first
PLAIN_TITLE = 1.2  # bits that headlines carry where most other lines of the page can be none
_FULL_DATE, _FULL_LABEL = 4.0, 2.6  # bits of dated lines and of known labels that stand at cuts and hardly elsewhere
_UNLISTED = frozenset(
    ("rule", "feed", "shape dateline", "shape end", "shape copyright", "shape byline", "shape url", "shape site", "shape tag")
)
_OUTSIZE = 4.0  # times the median item that an introduction, with a first item, may be long
_REPLIED = 0.4  # share of the cuts that stand right below the reply button of a comment thread
_ENTRY_MARKS = frozenset(("dated line", "shape count", "shape article"))  # what heads the entries of a diary below an article's headline
_ITEM_MARKS = ("number ", "label ", "shape count", "shape article")  # what opens the items of a list
_ITEM_WORDS = ("number ", "title", "gap", "line ", "start ")  # traits of numbered items that nobody dated, signed or took from a source
_INTRODUCTION = 40  # rows of an introduction in which the first item of a list is looked for
_SUBHEAD = 0.7  # times the article's headline below which the median of its subheads lies
ALL = 0.9  # share of the briefs that must carry a trait: all of a few
_MARKS = frozenset(("dated line", "shape count", "shape byline", "shape site", "shape tag", "rule", "feed", "underline"))
_PARTED = frozenset(("shape count", "rule", "feed", "shape end", "shape dateline", "shape site", "shape url", "shape copyright"))
_FIRM = frozenset(("shape count", "rule", "feed", "shape end"))  # traits that hold even where other text comes before the first story


@dataclass(frozen=True, slots=True)
class Proposal:
    """Cuts before these rows (ascending, the first story's start included), their score in bits and the traits that carry it."""

    starts: tuple[int, ...]
    score: float
    family: Family
    traits: tuple[Trait, ...]
    carried: Carried


class Judge:
    """Scores proposals over one run of rows; ``within`` a story that was found already, what precedes the first cut is that story."""

    def __init__(self, around: Surroundings, families: int, *, within: bool, brief: bool = False) -> None:
        self.around, self.families, self.within, self.brief = around, families, within, brief
        self._paragraphs = frozenset([at for at, row in enumerate(around.rows) if row.shape is Shape.TEXT])

    @cached_property
    def may_follow_preamble(self) -> bool:
        """Whether some mark of the page is so firm that text may stand before the first story."""
        counts = self.around.counts
        repeated = [name for name, times in counts.items() if times > 1]
        linked = "shape url" in repeated and any(name.startswith("number ") for name in repeated)
        endings = any(name.startswith("ending ") for name in repeated)
        return linked or endings or sum(name.startswith("label ") for name in repeated) > 1 or any(counts[name] for name in _FIRM)

    def find_sound(self, starts: tuple[int, ...]) -> tuple[int, ...]:
        """These starts without those in another's header, if they can be stories by their place and size; else none."""
        if starts and not self.may_begin(starts[0]):
            return ()
        starts = self._drop_overlapped(starts)
        return starts if len(starts) > 1 and self._have_bodies(starts) and not self._is_above_comments(starts) else ()

    def may_begin(self, first: int) -> bool:
        """Whether the first story may begin at a row: at the page's first, below a banner, or anywhere if some mark is firm."""
        return not first or self.may_follow_preamble or self._is_below_banner(first)

    def _is_below_banner(self, first: int) -> bool:
        """Whether all that stands above a row is the banner of a collection."""
        names, last = self._banner
        return names < first <= last

    @cached_property
    def _banner(self) -> tuple[int, int]:
        return (0, 0) if self.within else find_banner(self.around.rows)

    def judge(self, family: Family, starts: tuple[int, ...]) -> Proposal | None:
        """Score of sound starts, less those that lack what the others have; None where they cannot be stories."""
        carried = self._find_carried(starts)
        if not carried:
            return None
        kept = self._drop_odd(starts, carried)
        dropped = len(starts) - len(kept)
        if dropped:
            starts = kept
            if len(starts) < 2 or not self._have_bodies(starts):
                return None
            carried = self._find_carried(starts)
        starts = self._drop_empty_last(starts, carried)
        if len(starts) < 2 or not self._is_agreed(carried, len(starts)) or (starts[0] and not self._may_leave_preamble(starts[0], carried)):
            return None
        if not self.within and (
            self._is_introduced(starts, carried) or self._are_sections(starts, carried) or self._is_signed_once(starts, carried)
        ):
            return None
        score = self._score(starts, carried) - self.measure_name(family)
        score -= _FAMILY_MISS * max(0, len(family.members) - len(starts) - dropped) + DROPPED * dropped
        strongest = sorted(carried.items(), key=lambda item: -item[1])
        traits = tuple(self.around.table[n]._replace(weight=bits) for n, bits in strongest)
        return Proposal(starts, score, family, traits, carried)

    def _is_introduced(self, starts: tuple[int, ...], carried: Carried) -> bool:
        """Whether the first 'story' is the introduction of a list, with its first item or without: all that follow open and close with the
        same slots or signs, and it has none of them, or lacks two."""
        if len(starts) <= FEW:
            traits = [self.around.table[n] for n in carried]
            plain = all(t.name.startswith(_ITEM_WORDS) or (t.name.startswith("label ") and t.weight <= UNKNOWN_LABEL) for t in traits)
            return plain and self._is_below_headline(starts)
        around, ends = self.around, (*starts[1:], len(self.around.rows))
        sizes = sorted([around.measure_all(a, b) for a, b in zip(starts[1:], ends[1:], strict=True)])
        if around.measure_all(starts[0], ends[0]) > _OUTSIZE * max(LEAST_BODY, sizes[len(sizes) // 2]):
            return False  # stories in another format stand there
        found: list[set[int]] = []
        for at, end in zip(starts, ends, strict=True):
            head = {n for n in around.find_head(at) if around.table[n].group is Group.HEADER}
            found.append(head | {n for n in around.find_tail(end) if around.table[n].group is Group.TRAILER})
        told = {n for traits in found for n in traits if n in carried or around.table[n].name.startswith(("label ", "shape url"))}
        told = {n for n in told if around.table[n].name != "title and line"}
        counts = Counter(n for traits in found[1:] for n in traits if n in told)
        usual = {n for n, k in counts.items() if k >= ALL * (len(starts) - 1)}
        missed = usual - found[0]
        if len(missed) > 1 or (missed and missed == usual) or self._holds_item(starts):
            return True
        titled = [any(around.table[n].name == "title" for n in around.find_head(at)) for at in starts]
        return titled[0] and sum(titled[1:]) <= (1 - ALL) * len(titled[1:]) and {around.table[n].name for n in usual} <= _ENTRY_MARKS

    def _is_below_headline(self, starts: tuple[int, ...]) -> bool:
        """Whether numbers open all stories but the first, whose number stands below a headline and a gap."""
        rows, first = self.around.rows, starts[0]
        style = rows[starts[1]].number
        if not style or any(rows[at].number != style for at in starts[1:]):
            return False
        at = next((i for i in range(first, self.around.find_opening(first).end + 1) if rows[i].number == style and rows[i].heading), first)
        return at > first and bool(rows[at].gap) and rows[first].heading

    def _holds_item(self, starts: tuple[int, ...]) -> bool:
        """Whether what opens all stories but the first stands inside the first one: a list begins below its introduction."""
        around, rows = self.around, self.around.rows
        later = [set(around.find_head(at)) for at in starts[1:]]
        counts = Counter(n for found in later for n in found if around.table[n].name.startswith(_ITEM_MARKS))
        missed = {n for n, k in counts.items() if k >= ALL * len(later)} - set(around.find_head(starts[0]))
        low = around.find_opening(starts[0]).end
        return bool(missed) and any(
            (rows[at].number or rows[at].label or rows[at].shape is Shape.COUNT) and not missed.isdisjoint(around.find_head(at))
            for at in range(low + 1, min(starts[1], low + _INTRODUCTION))
        )

    def _are_sections(self, starts: tuple[int, ...], carried: Carried) -> bool:
        """Whether nothing but gaps, breaks and headlines speaks for the cuts, and the headlines after the first are shorter by far: the
        first is the article's, the others are its subheads."""
        around = self.around
        kinds = {around.table[n].group for n in carried if around.table[n].name != "title and line"}
        if len(starts) < FEW or kinds != {Group.PARTING, Group.TITLE} or any(around.table[n].name in ("rule", "feed") for n in carried):
            return False
        sizes = [_measure_headline(around.rows[found[0]].text) if (found := around.find_opening(at).headings) else 0 for at in starts]
        return sorted(sizes[1:])[len(sizes[1:]) // 2] < _SUBHEAD * sizes[0]

    def _is_signed_once(self, starts: tuple[int, ...], carried: Carried) -> bool:
        """Whether headline and byline stand above the head of the first 'story' and above no other, and no firm mark parts the stories:
        they are the article's, what follows are its entries."""
        around, rows = self.around, self.around.rows
        names = {around.table[n].name for n in carried}
        if names & _PARTED or sum(name.startswith("label ") and name != "label by" for name in names) > 1:
            return False
        zones = [rows[at : around.find_opening(at).end + 1] for at in starts]
        signed = next((i for i, row in enumerate(zones[0]) if row.shape is Shape.BYLINE), 0)
        if not signed or any(row.shape is Shape.BYLINE for zone in zones[1:] for row in zone):
            return False
        return any(row.heading or row.shape in (Shape.DATE, Shape.META) for row in zones[0][signed + 1 :] if row.gap)

    def measure_name(self, family: Family) -> float:
        """Bits to name the family: little for a general shape, more for one of many particular words, so that chance repeats lose."""
        return 1.0 if family.is_general else 1.0 + math.log2(self.families + 1) * 0.7

    def measure_cost(self, family: Family, starts: tuple[int, ...]) -> float:
        """Bits that it costs to name a family and to tell which of its rows are no starts."""
        return self.measure_name(family) + _FAMILY_MISS * max(0, len(family.members) - len(starts))

    def _drop_overlapped(self, starts: tuple[int, ...]) -> tuple[int, ...]:
        """The starts without those at a paragraph whose 'header' would be the next story's."""
        rows, around = self.around.rows, self.around
        if self._paragraphs.isdisjoint(starts[1:]):
            return starts
        kept = list(starts[:1])
        for at, below in zip(starts[1:], (*starts[2:], len(rows)), strict=True):
            may_head = rows[at].shape is not Shape.TEXT or not _is_paragraph(rows[at], rows[at + 1 : at + 2])
            if may_head and (rows[at].shape is not Shape.TEXT or around.find_opening(at).end < below):
                kept.append(at)
        return tuple(kept)

    def _is_agreed(self, carried: Carried, total: int) -> bool:
        """Whether two groups of evidence agree, one of them in the stories' heads; or firm marks on both sides of bare texts.

        Between two or three stories a repeated line is chance or a menu: there only shapes count.
        """
        if total <= FEW:
            carried = {n: b for n, b in carried.items() if not self.around.table[n].name.startswith(("line ", "start "))}
        groups = self.around.sum_groups(carried).keys()
        if not self._stands_out(carried) or (self.brief and not self._is_firm(carried)):
            return False
        if len(groups) < 2 or Group.HEADER in groups or Group.TITLE in groups:
            return len(groups) > 1
        names = {self.around.table[n].name for n in carried}
        closed = names & {"shape end", "shape copyright"} or any(n.startswith("ending ") for n in names)
        return bool(closed and names & {"rule", "feed"})

    def _stands_out(self, carried: Carried) -> bool:
        """Whether the headlines stand out from the page, or a mark that no list, ranking or comment thread has: in a page of short lines
        every line can be a headline, and words, unknown labels and counters repeat in its lists."""
        traits = {self.around.table[n].name: bits for n, bits in carried.items()}
        if traits.get("title", 0.0) >= PLAIN_TITLE or traits.get("dated line", 0.0) >= _FULL_DATE or traits.keys() & _UNLISTED:
            return True
        labels = sum(name.startswith("label ") and bits >= _FULL_LABEL for name, bits in traits.items())
        return labels > 1 or any(name.startswith(("ending ", "hash ")) for name in traits)

    def _is_firm(self, carried: Carried) -> bool:
        """Whether briefs are told apart by more than headlines and gaps, which subheads have, too: by headlines (or a wire's dateline and
        closing, or three labels) and a mark that no part of an article carries."""
        names = {self.around.table[n].name for n in carried}
        labels = sum(name.startswith("label ") for name in names)
        closed = any(name.startswith("ending ") for name in names) or "shape end" in names
        marked = names & _MARKS or closed or labels > 1 or any(name.startswith(("hash ", "number ")) for name in names)
        headed = any(self.around.table[n].group is Group.TITLE for n in carried)
        return bool(marked) and (headed or labels > 2 or (closed and "shape dateline" in names))

    def _drop_empty_last(self, starts: tuple[int, ...], carried: Carried) -> tuple[int, ...]:
        """The starts without a last one that opens no story but the file's closing words."""
        last, size = starts[-1], len(self.around.rows)
        if len(starts) < 3 or self.around.has_content(last, size):
            return starts
        groups = {self.around.table[n].group for n in carried}
        wanted = Group.HEADER if Group.HEADER in groups else Group.TITLE
        found = {self.around.table[n].group for n in self.around.find_head(last) if n in carried}
        return starts if wanted in found and self.around.measure_body(last, size) else starts[:-1]

    def _score(self, starts: tuple[int, ...], carried: Carried) -> float:
        around, score = self.around, 0.0
        for at in starts[1:]:
            score += sum(around.measure_cut(at, carried).values()) - CUT_COST - (0.0 if around.is_parted(at) else NO_GAP)
        score -= NO_BODY * sum(not around.find_opening(at).reaches_text for at in starts)
        score -= self._measure_lone_slots(starts) * (len(starts) - 1)
        if starts[0] and not self.within:
            score -= _PREAMBLE + min(_LOST_TEXT, around.measure_body(0, starts[0]) / 40)
        return score

    def _measure_lone_slots(self, starts: tuple[int, ...]) -> float:
        """Bits a cut against these starts: the first opening states a date (or an author), and next to none of the others does.

        That is how an article with subheads opens: its header stands once.
        """
        names = [{self.around.table[n].name for n in self.around.find_head(at)} for at in starts]
        lone = 0.0
        for slot, bits in _LONE.items():
            if slot in names[0] and not (slot == "dated line" and self._is_dated_headline(starts[0])):
                share = sum(slot in found for found in names[1:]) / (len(names) - 1)
                lone += bits if share < 0.2 else 0.0
        return lone

    def _is_dated_headline(self, at: int) -> bool:
        """Whether the date of an opening stands in its first line: a headline with a date in it, not a slot."""
        rows = self.around.rows
        first = next((r for r in rows[at : at + 4] if r.shape not in (Shape.RULE, Shape.BREAK, Shape.COUNT)), rows[at])
        return first.shape in (Shape.DATE, Shape.META)

    def _have_bodies(self, starts: tuple[int, ...]) -> bool:
        """Whether the median story has a body of sentences, and two thirds of all stories at least as much text of any kind."""
        if self.brief:
            return self._have_sentences(starts)
        ends = (*starts[1:], len(self.around.rows))
        body, whole = self.around.body, self.around.all
        bodies = sorted([body[b] - body[a] for a, b in zip(starts, ends, strict=True)])
        if bodies[len(bodies) // 2] < LEAST_BODY:
            return False
        sizes = sorted([whole[b] - whole[a] for a, b in zip(starts, ends, strict=True)])
        return sizes[(len(sizes) - 1) // 3] >= LEAST_BODY

    def _have_sentences(self, starts: tuple[int, ...]) -> bool:
        """Whether every story has a sentence, and the median one no more than a brief has."""
        text = self.around.text
        sizes = sorted([text[b] - text[a] for a, b in zip(starts, (*starts[1:], len(self.around.rows)), strict=True)])
        return sizes[0] >= LEAST_BRIEF and sizes[len(sizes) // 2] <= _LONGEST_BRIEF

    def _may_leave_preamble(self, first: int, carried: Carried) -> bool:
        """Whether text may stand before the first story: the marks are firm, and what would be trailers don't precede all stories."""
        traits = [self.around.table[n] for n in carried]
        names = {t.name for t in traits}
        labels = sum(t.name.startswith("label ") and t.weight > UNKNOWN_LABEL for t in traits)
        greeting = self.around.measure_body(0, first) <= _GREETING
        linked = (
            greeting and "shape url" in names and any(n.startswith("number ") for n in names)
        )  # a newsletter: items with an address each
        firm = names & _FIRM or labels > 1 or linked or any(n.startswith("ending ") for n in names) or self._is_below_banner(first)
        return bool(firm) and not any(n in carried for n in self.around.find_tail(first))

    def _is_above_comments(self, starts: tuple[int, ...]) -> bool:
        """Whether the 'stories' after the first are readers' comments: their heading stands below the first story's body."""
        rows = self.around.rows
        if "(@" not in rows[starts[0]].text and sum("(@" in rows[at].text for at in starts[1:]) * 2 >= len(starts):
            return True  # posts of a network, quoted with the names of their senders
        near = sum(not self.around.replies.isdisjoint(range(at - 3, at)) for at in starts[1:]) if len(self.around.replies) > 1 else 0
        if near > 1 and near >= _REPLIED * (len(starts) - 1):
            return True
        at = self.around.find_comments(max(starts[0], starts[1] - 60) + 1, min(starts[1], len(self.around.rows) - 1))
        return at > starts[0] + 1

    def _drop_odd(self, starts: tuple[int, ...], carried: Carried) -> tuple[int, ...]:
        """The starts whose cuts carry at least half the bits of the median cut."""
        bits = [sum(self.around.measure_cut(at, carried).values()) for at in starts[1:]]
        least = sorted(bits)[len(bits) // 2] * _ODD
        return (starts[0], *(at for at, b in zip(starts[1:], bits, strict=True) if b >= least))

    def _find_carried(self, starts: tuple[int, ...]) -> Carried:
        """Traits that nearly all stories of a proposal share and little else in the page has, with their bits."""
        around = self.around
        heads = [around.find_head(at) for at in starts]
        tails = [around.find_tail(end) for end in (*starts[1:], len(around.rows))]
        carried: Carried = {}
        self._count(carried, heads, heads[0])
        self._count(carried, tails, tails[-1])
        self._count(carried, [around.find_parting(at) for at in starts[1:]], None)
        if not any(around.table[n].group is Group.HEADER for n in carried if n in heads[0]):
            carried = {n: bits for n, bits in carried.items() if around.table[n].group is not Group.HEADER}
        heading = {around.table[n].name for n in carried if around.table[n].group is Group.HEADER} & _EITHER_SIDE
        carried = {n: b for n, b in carried.items() if around.table[n].group is not Group.TRAILER or around.table[n].name not in heading}
        return self._check_titles(starts, carried)

    def _count(self, carried: Carried, sets: list[tuple[int, ...]], must: tuple[int, ...] | None) -> None:
        """Add the regular traits of one side of the cuts; those that ``must`` lacks count for less."""
        around, size, total = self.around, len(self.around.rows), len(sets) + 0.5
        for number, count in Counter(chain.from_iterable(sets)).items():
            share = count / total
            if share < REGULAR or (self.brief and count < len(sets) * ALL):
                continue
            trait = around.table.traits[number]
            elsewhere = max(0, around.counts.get(trait.name, count) - count)
            base = (elsewhere + find_prior(trait) * PRIOR_ROWS) / (size - count + PRIOR_ROWS)
            bits = min(trait.weight * CAP, math.log2(share / base))
            if must is not None and number not in must:
                bits *= _ABSENT
            if bits > 0.5 and (trait.name == "title" or count / (count + elsewhere) >= PURE):
                carried[number] = bits

    def _check_titles(self, starts: tuple[int, ...], carried: Carried) -> Carried:
        """Without the title traits where the headlines are the same line again and again, or mere names (then gaps say nothing either)."""
        about = [n for n in carried if self.around.table[n].name in ("title", "title and line")]
        if not about:
            return carried
        if all(self.around.table[n].name != "title" for n in about):
            return {n: bits for n, bits in carried.items() if n not in about}  # short lines abound here: two of them prove nothing
        rows = self.around.rows
        headings = [[mask_digits(rows[i].text) for i in self.around.find_opening(at).headings] for at in starts]
        common = {h for h, n in Counter(h for found in headings for h in found).items() if n > 1 and n * 2 > len(starts)}
        sizes = sorted(max((_measure_headline(h) for h in found if h not in common), default=0) for found in headings)
        if not sizes[len(sizes) // 3]:
            return {n: bits for n, bits in carried.items() if n not in about}
        if sizes[len(sizes) // 2] < (_SHORT_BRIEF if self.brief else _SHORT_TITLE):
            weak = {*about, *(n for n in carried if self.around.table[n].name == "gap")}
            return {n: bits for n, bits in carried.items() if n not in weak}
        return carried


def _is_paragraph(row: Row, below: Sequence[Row]) -> bool:
    """Whether running text is a paragraph that its story goes on below, and no long headline over its slots."""
    return row.terminal and row.size > _LONG_HEADLINE and bool(below) and bool(below[0].gap)


def _measure_headline(text: str) -> int:
    """How much a headline says, in Latin letters: a Han, Kana or Hangul character about three, as ``新桥今日通车`` says it."""
    return 2 * measure_width(text) - len(text)
