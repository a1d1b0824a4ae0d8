"""Doubtful lines that stand as the body's own do: the rest of a list, a table between paragraphs, a sub-heading, a last short paragraph.

    <p>The council has set aside £410,000.</p><table>…four rows of figures…</table><p>Four councillors voted against.</p>

The forests see such lines one by one, and a row of figures or a sentence of four words looks like furniture. What stands right between
body lines, under the same parent and in the same dress, is the journalist's. Of 122 lines that these rules brought back on development
pages of sites unseen, 95 are body, and half of the others are sub-headings and credits that the gold lacks. Left alone: anything linked,
and lines that the forests hold for junk with hardly a doubt.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from copydesk.html.elements import is_block
from copydesk.html.features import ENDED, Row

BODY = 0.5
LISTS = ("ul", "ol", "table", "dl", "pre")
LIST_ITEMS = range(2, 41)
"""Lines of a list, table or listing that is kept or lost as one."""
LIST_SHARE, LIST_MEAN, LIST_DOUBT, LIST_LINKED = 0.5, 0.25, 0.1, 0.3
"""Share of its words that must be body, or mean probability of its lines; probability from which a line of it comes back, and the linked
share up to which it does."""
LIST_REACH, LIST_WORDS = 2, 6
"""Lines before and after it among which one of at least six words must be body."""
HEADING_DOUBT, HEADING_KIN, HEADING_LIKES = 0.1, 2, 3
"""Probability from which a sub-heading comes back that has two body lines under its parent, or three kept headings of its dress."""
PARAGRAPH_DOUBT, PARAGRAPH_KIN, PARAGRAPH_LINKED = 0.25, 3, 0.1
"""Probability from which a paragraph right below body comes back, the body lines under its parent in its dress, and its linked share."""


def raise_kin(rows: Sequence[Row], judged: Sequence[float]) -> list[float]:
    """The probabilities with doubtful lines of the body's own lists, tables, headings and paragraphs brought to the cut. Linear."""
    return _raise_headings(rows, _raise_paragraphs(rows, _raise_lists(rows, judged)))


def _raise_lists(rows: Sequence[Row], judged: Sequence[float]) -> list[float]:
    """Doubtful lines of a list or table between body lines, most of whose words are body, or none of whose lines is much in doubt."""
    found = list(judged)
    lists: dict[int, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        if (number := _list_of(row)) is not None:
            lists[number].append(i)
    for members in lists.values():
        first, last = members[0], members[-1]
        around = range(max(0, first - LIST_REACH), first), range(last + 1, min(len(rows), last + 1 + LIST_REACH))
        if len(members) not in LIST_ITEMS or not all(any(_is_body(rows[i], judged[i]) for i in side) for side in around):
            continue
        words = sum(len(rows[i].words) for i in members)
        half = sum(len(rows[i].words) for i in members if judged[i] >= BODY) >= LIST_SHARE * max(1, words)
        whole = last - first + 1 == len(members) and sum(judged[i] for i in members) >= LIST_MEAN * len(members)
        if half or whole:
            for i in members:
                if LIST_DOUBT <= judged[i] < BODY and rows[i].linked <= LIST_LINKED:
                    found[i] = BODY
    return found


def _raise_paragraphs(rows: Sequence[Row], judged: Sequence[float]) -> list[float]:
    """Doubtful sentences brought back that follow a body line of their parent, whose tag and names several body lines there have."""
    found = list(judged)
    kin = Counter(_place(row) for row, p in zip(rows, judged, strict=True) if p >= BODY)
    above: dict[tuple[object, ...], bool] = {}
    for i, row in enumerate(rows):
        place = _place(row)
        plain = row.path[:1] == ("p",) and not row.hidden and row.linked <= PARAGRAPH_LINKED and ENDED.search(row.text)
        if PARAGRAPH_DOUBT <= found[i] < BODY and plain and above.get(place) and kin[place] >= PARAGRAPH_KIN:
            found[i] = BODY
        above[place] = found[i] >= BODY
    return found


def _raise_headings(rows: Sequence[Row], judged: Sequence[float]) -> list[float]:
    """Doubtful sub-headings right above a body line brought back, if their parent holds it and other body lines, or if all other headings
    of their dress are body."""
    found = list(judged)
    held = Counter(number for row, p in zip(rows, judged, strict=True) if p >= BODY and not row.heading for number in row.chain[1:3])
    kept = Counter(_dress(row) for row, p in zip(rows, judged, strict=True) if row.heading > 1 and p >= BODY)
    worn = Counter(_dress(row) for row in rows if row.heading > 1)
    shown = [i for i, row in enumerate(rows) if "button" not in row.path]
    for i, j in pairwise(shown):
        row, below = rows[i], rows[j]
        if row.heading < 2 or not HEADING_DOUBT <= found[i] < BODY or row.linked > LIST_LINKED or below.heading or found[j] < BODY:
            continue
        among = any(number in below.chain[1:3] and held[number] >= HEADING_KIN for number in row.chain[1:3])
        if among or kept[_dress(row)] >= max(HEADING_LIKES, worn[_dress(row)] - 1):
            found[i] = BODY
    return found


def _is_body(row: Row, p: float) -> bool:
    return p >= BODY and len(row.words) >= LIST_WORDS


def _place(row: Row) -> tuple[object, ...]:
    return row.chain[1:2], row.path[:1], row.near


def _dress(row: Row) -> tuple[object, ...]:
    return row.path[:4], row.heading, row.near


def _list_of(row: Row) -> int | None:
    """The number of the innermost list or table around a line, None if none is near."""
    level = 0
    for tag in row.path[:6]:
        if tag in LISTS:
            return row.chain[level] if level < len(row.chain) else None
        level += is_block(tag)
    return None
