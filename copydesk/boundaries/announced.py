"""Stories that a list above them announces: a newsletter's contents, then the same headlines again, each over its text.

``In this issue:`` / ``1. Ferry adds a late sailing`` / ``2. Museum buys the clock``, a rule, and each headline again. The list is the
file's own word for where its stories begin, so nothing else need mark them. Only below a banner that names a collection
(``banners.py``): a long article with a list of its sections has the same form.
"""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.boundaries.banners import find_banner, is_banner
from copydesk.boundaries.contents import LEAST_ENTRY, read_entry
from copydesk.boundaries.rows import Row
from copydesk.boundaries.search import Cut
from copydesk.boundaries.shapes import RULES, Shape
from copydesk.types import Cue

_PROSE = (Shape.TEXT, Shape.DATELINE)
_MOST_ROWS = 300  # rows of the longest list
_SHARE = 0.8  # share of the list that must stand again, in order
_LEAST_TEXT = 100  # characters of running text of the shortest story
_BITS, _SURE = 5.0, 0.9


def find_announced(rows: Sequence[Row]) -> list[Cut]:
    """First rows of the stories whose headlines the list above them names, in its order; none where this is no such file. Linear."""
    first, lines = _find_first(rows) if find_banner(rows)[1] else (0, list[str]())
    if not lines:
        return []
    places = {line: n for n, line in enumerate(lines)}
    starts: list[int] = []
    last = -1
    for at in range(first, len(rows)):
        n = places.get(read_entry(rows[at]), -1) if rows[at].shape not in _PROSE else -1
        if n > last:
            starts.append(at)
            last = n
    sizes = [sum(row.size for row in rows[a:b] if row.shape in _PROSE) for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]
    if len(starts) < 2 or len(starts) < _SHARE * len(lines) or min(sizes) < _LEAST_TEXT:
        return []
    names = ["title", "listed"]
    names += ["rule"] if rows[first - 1].shape in RULES else []
    styles = {rows[at].number for at in starts}
    names += [f"number {style}" for style in styles if style]
    return [Cut(at, frozenset(names), (Cue("listed", rows[at].start, _BITS), Cue("title", rows[at].start, _BITS)), _SURE) for at in starts]


def _find_first(rows: Sequence[Row]) -> tuple[int, list[str]]:
    """The first row that says again what a row of the list says, and the list's entries from that one on; (0, []) without a list."""
    seen: dict[str, int] = {}
    for at, row in enumerate(rows[:_MOST_ROWS]):
        if row.shape in _PROSE:
            break
        line = read_entry(row)
        if len(line) >= LEAST_ENTRY and (start := seen.get(line)) is not None:
            end = next((i for i in range(start, at) if not read_entry(rows[i]) or (i > start and rows[i].gap > rows[start + 1].gap)), at)
            headlines = sum(r.shape is not Shape.META for r in rows[start:end])  # a page may say its byline twice, too
            return (at, [read_entry(r) for r in rows[start:end]]) if headlines > 1 and is_banner(rows[:start]) else (0, [])
        seen.setdefault(line, at)
    return 0, []
