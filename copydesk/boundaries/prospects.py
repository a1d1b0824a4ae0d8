"""Which proposals can win at all, told from where the marks of a page stand: on most pages none can, and then nothing is searched.

The verdict asks that some mark stands out (see ``verdict``): headlines on a page whose other lines can be none, dated lines, a rule, a
byline, an end mark. Such a mark must be seen from enough of the cuts. From how far a mark can be seen is known beforehand: down to the
first paragraph for headers, up to the last one for trailers. So a proposal whose cuts see too few of them is not worth a judgement,
and a page without any mark that two stories could share holds one story.

Everything here errs on the side of the search: a proposal that is let through is judged as ever.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

from copydesk.boundaries.evidence import CLOSING_ROWS, OPENING_ROWS, PLAIN_TAIL, is_long_title
from copydesk.boundaries.reading import find_level, mask_digits
from copydesk.boundaries.rows import Row, name_marks
from copydesk.boundaries.shapes import SLOTS, Shape
from copydesk.boundaries.surroundings import PRIOR_ROWS, PURE, REGULAR, Surroundings
from copydesk.boundaries.traits import PRIORS
from copydesk.boundaries.verdict import ALL, LEAST_BODY, PLAIN_TITLE

_MOST_ROWS = 1_000  # rows of the longest page that is looked at: what is longer is a dump, and its masks would be as long as it
_HEADS = frozenset((Shape.BYLINE, Shape.URL, Shape.SITE, Shape.TAG, Shape.DATELINE))
_TAILS = frozenset((Shape.BYLINE, Shape.URL, Shape.SITE, Shape.END, Shape.COPYRIGHT))
_WEAK = frozenset(  # shapes that parts of an article have as well as briefs
    (Shape.SIGN, Shape.URL, Shape.COPYRIGHT, Shape.DATELINE, Shape.TIME, Shape.LABEL)
)
_TEXT, _DATELINE = Shape.TEXT, Shape.DATELINE
_PLAIN = frozenset((Shape.SHORT, Shape.TEXT))
REACH = 8  # rows from a marker to the cut, at most
_STEPS = (1, 2, 4, 1)  # shifts that widen a mask by as many rows on either side
_TITLE_ROOM = 2.0**PLAIN_TITLE


class _Mark:
    """A mark that stands out: the cuts that see it (as bits), how many rows carry it, and whether two stories can share one of them."""

    __slots__ = ("seen", "shared", "times")

    def __init__(self) -> None:
        self.seen, self.times, self.shared = 0, 0, False


class Prospects:
    """What can stand out in one run of rows; ``brief``: its stories may be a sentence long."""

    def __init__(self, around: Surroundings, *, brief: bool) -> None:
        self._around, self._brief = around, brief
        self._is_open = len(around.rows) > _MOST_ROWS
        self._heads: dict[str, _Mark] = {}
        self._tails: dict[str, _Mark] = {}
        self._firm_heads: dict[str, _Mark] = {}  # of briefs: what no part of an article carries
        self._firm_tails: dict[str, _Mark] = {}
        self._known = set[str]()  # labels that newsrooms everywhere use
        self._partings = self._titles = 0
        self._least_titles = 0
        if not self._is_open:
            self._read()

    @property
    def are_none(self) -> bool:
        """Whether no proposal can win: one story."""
        if self._is_open or self._partings:
            return False
        return not (self._heads or self._tails or self._titles) or (self._brief and not (self._firm_heads or self._firm_tails))

    def _read(self) -> None:
        rows = self._around.rows
        self._least_titles = self._find_least_titles()
        breaks, titled = -1, self._least_titles > 0
        lows: list[int] = []  # for each row the first cut that sees it as part of its header
        shapes = [row.shape for row in rows]
        for at, shape in enumerate(shapes):
            low = breaks + 1 if breaks + OPENING_ROWS > at else at - OPENING_ROWS + 1
            lows.append(low)
            if shape is _DATELINE or (shape is _TEXT and not _may_head(rows, at)):
                breaks = at
            elif titled and (shape is _TEXT or rows[at].heading):
                self._titles |= (1 << at + 1) - (1 << low)
        below, plain = len(rows), [len(rows)] * (PLAIN_TAIL + 1)  # a trailer holds no more short lines than this: where they stand
        for at in range(len(rows) - 1, -1, -1):
            row, shape, high = rows[at], shapes[at], min(below, at + CLOSING_ROWS, plain[-PLAIN_TAIL - 1])
            if shape not in _PLAIN or row.ending or row.feed:
                self._read_row(row, at, lows[at], high)
            if self._brief and (shape not in _PLAIN or row.ending or row.number):
                for name in [name for name in name_marks(row) if name not in _WEAK]:
                    self._note(self._firm_heads, name, lows[at], at, at)
                    self._note(self._firm_tails, name, at + 1, high, high)
            if shape is _TEXT or shape is _DATELINE:
                below = at
            elif shape is Shape.SHORT:
                plain.append(at)
        for marks in (self._heads, self._tails, self._firm_heads, self._firm_tails):
            for name in [name for name, mark in marks.items() if mark.times == 1 and not mark.shared]:
                del marks[name]
        for marks in (self._heads, self._tails):
            for name in [name for name in marks if name.startswith("label ") and name not in self._known]:
                del marks[name]
        if self._titles.bit_count() < self._least_titles:
            self._titles = 0

    def _read_row(self, row: Row, at: int, low: int, high: int) -> None:
        """Note the marks of a row that cuts from ``low`` to ``at`` have in their header, those up to ``high`` in their trailer."""
        shape, head, tail = row.shape, "", ""
        if row.feed:
            self._partings |= 1 << at
        if shape is Shape.RULE:
            self._partings |= (1 << high + 1) - (1 << low)
        elif shape is Shape.LABEL and row.label:
            head = tail = f"label {mask_digits(row.label[0])}"
            if row.slot:
                self._known.add(head)
        elif shape is Shape.HASH:
            head = f"hash {find_level(row.text)}"
        elif shape is Shape.DATE or shape is Shape.META:
            head = "dated line"
        else:
            head = shape if shape in _HEADS else ""
            tail = shape if shape in _TAILS else ""
        if head:
            self._note(self._heads, head, low, at, at)
        if tail:
            self._note(self._tails, tail, at + 1, high, high)
        if row.ending:
            self._note(self._tails, f"ending {row.ending}", at + 1, high, high)

    def _note(self, marks: dict[str, _Mark], name: str, low: int, high: int, last: int) -> None:
        """A mark that cuts ``low`` to ``high`` see. Two of them can share it only if the text between them is enough for a story."""
        mark = marks.get(name)
        if mark is None:
            mark = marks[name] = _Mark()
        mark.times += 1
        mark.seen |= (1 << high + 1) - (1 << low)
        sizes = self._around.text if self._brief else self._around.all
        mark.shared = mark.shared or sizes[last] - sizes[low] >= (1 if self._brief else LEAST_BODY)

    def _find_least_titles(self) -> int:
        """The number of stories from which headlines can stand out from the page's other lines, 0 where no number is enough.

        Half of the stories have a body, so there are at most twice as many as the page's text holds bodies.
        """
        rows, times = self._around.rows, self._around.counts.get("title", 0)
        size, prior = len(rows), PRIORS["title"] * PRIOR_ROWS
        for many in range(2, min(size, self._count_most()) + 1):
            base = (max(0, times - many) + prior) / (size - many + PRIOR_ROWS)
            if many / (many + 0.5) >= base * _TITLE_ROOM * (1 - 1e-9):
                return many
        return 0

    def _count_most(self) -> int:
        """The most stories that the page's text is enough for."""
        body = self._around.body
        if self._brief:
            return len(body)
        found = start = 0
        for end, size in enumerate(body):
            if size - body[start] >= LEAST_BODY:
                found, start = found + 1, end
        return 2 * found

    @cached_property
    def _bits(self) -> list[int]:
        return [1 << at for at in range(len(self._around.rows))]

    @cached_property
    def _near(self) -> tuple[tuple[int, int], ...]:
        """For each mark the rows from which some distance leads to a cut that sees it, and how many of a family's must be among them.

        One cut more may see it: at the first row, or the end.
        """
        marks = [(self._partings, 1)] if self._partings else []
        marks += [(self._titles, self._least_titles - (self._titles & 1))] if self._titles else []
        marks += [(mark.seen, 2 - (mark.seen & 1)) for mark in self._heads.values()]
        marks += [(mark.seen, 1) for mark in self._tails.values()]
        found = []
        for seen, least in marks:
            for step in _STEPS:
                seen |= seen << step | seen >> step
            found.append((seen, least))
        return tuple(found)

    def find_bits(self, members: Sequence[int]) -> int:
        """These rows as bits; 0 on a page that is too long for masks."""
        return 0 if self._is_open else sum(map(self._bits.__getitem__, members))

    def may_mark(self, rows: int) -> bool:
        """Whether cuts at most ``REACH`` rows from these rows (as bits) could be stories' with a mark that stands out."""
        return self._is_open or any((rows & near).bit_count() >= least for near, least in self._near)

    def may_win(self, rows: int) -> bool:
        """Whether some of the cuts before these rows (as bits), and one at the first row, could carry a mark that stands out."""
        if self._is_open or rows & self._partings:
            return True
        heads, tails = rows | 1, rows | 1 << len(self._around.rows)
        if self._titles and (heads & self._titles).bit_count() >= max(2, self._least_titles):
            return True
        for seen in self._seen[0]:
            if (heads & seen).bit_count() > 1:
                return True
        return any((tails & seen).bit_count() > 1 for seen in self._seen[1])

    @cached_property
    def _seen(self) -> tuple[list[int], list[int]]:
        """The cuts that see each mark of headers and of trailers."""
        return [mark.seen for mark in self._heads.values()], [mark.seen for mark in self._tails.values()]

    def allow(self, starts: Sequence[int], doubtful: int = 0) -> bool:
        """Whether stories with these first rows could carry a mark that stands out, even after every cut that may be dropped was.

        Cuts that carry less than half of what the median cut carries are dropped: at most every other one. As many more as are
        ``doubtful`` may have been dropped before.
        """
        if self._is_open:
            return True
        total, cuts = len(starts) - doubtful, sum(map(self._bits.__getitem__, starts[1:]))
        dropped = (total - 1) // 2
        if self._brief and not self._are_firm(cuts, starts[0], total - dropped):
            return False
        if self._partings and (cuts & self._partings).bit_count() >= REGULAR * (total - dropped - 0.5):
            return True
        first = 1 << starts[0]
        heads, least = cuts | first, max(2, math.ceil(REGULAR * (total - dropped + 0.5)))
        if self._titles & first and (heads & self._titles).bit_count() >= max(least, self._least_titles):
            return True
        labels = set[str]()
        for marks, seen_from in zip(self._told, (heads, cuts | 1 << len(self._around.rows)), strict=True):
            for name, seen, times, label in marks:
                shared = (seen_from & seen).bit_count()
                if shared < least or shared < PURE * times or (name == "dated line" and not first & seen):
                    continue
                if not label:
                    return True
                labels.add(name)
        return len(labels) > 1

    def _are_firm(self, cuts: int, first: int, total: int) -> bool:
        """Whether all but a few of so many briefs could carry a mark that no part of an article carries, or two labels."""
        if (cuts & self._partings).bit_count() >= ALL * (total - 1):
            return True
        least, labels = ALL * total, set[str]()
        for marks, seen_from in ((self._firm_heads, cuts | 1 << first), (self._firm_tails, cuts | 1 << len(self._around.rows))):
            for name, mark in marks.items():
                if (seen_from & mark.seen).bit_count() >= least:
                    if not name.startswith("label "):
                        return True
                    labels.add(name)
        return len(labels) > 1

    @cached_property
    def _told(self) -> tuple[list[tuple[str, int, int, bool]], ...]:
        """Headers' and trailers' marks: name, the cuts that see it, how many rows carry it, and whether it is a label."""
        sides = (self._heads, self._tails)
        return tuple([(name, mark.seen, mark.times, name.startswith("label ")) for name, mark in marks.items()] for marks in sides)


def _may_head(rows: Sequence[Row], at: int) -> bool:
    """Whether a paragraph may be the long headline of some cut above it."""
    below = rows[at + 1].shape if at + 1 < len(rows) else Shape.TEXT
    return below in SLOTS and is_long_title(rows, at, 0)
