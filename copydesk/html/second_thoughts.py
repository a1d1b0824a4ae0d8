"""What is settled over the whole page once every line has its probability.

A page whose body is one table or one list leaves every line in doubt: where much of what might be body is not above the cut, the
whole page is *lifted*. And a page that carries its article twice, once for readers and once for machines, keeps the first: a long line
whose words the body already *holds*, and that stands elsewhere in the page, is no body. Left alone: repeats under the same parent.
Recipes and interviews repeat their lines on purpose. A page that goes on with *other* stories as the reader scrolls dresses each headline
like the one of its own: from the next such headline on, nothing is body. A list or table inside the body that is kept by half is kept
whole: a row of figures is no less the journalist's than the row below it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from copydesk.html.elements import is_block
from copydesk.html.extractors import RUN, words_of
from copydesk.html.features import Row

BODY = 0.5
CUT = 0.55
"""Probability of the forests that becomes one half: the best threshold on sites that they had not seen."""
DOUBT = 0.25
"""A page is lifted by the odds that bring this to ``CUT`` …"""
SURE_SHARE, MIN_WORDS = 0.4, 60
"""… where lines above ``CUT`` hold under 40 % of the words of those above ``DOUBT``, and these are at least sixty."""
OUTER_WORDS = 40
"""Words of body that the outer article needs for the articles inside it to be others' (in HTML, comments or related items)."""
INNER_SHARE, MIN_ITEMS = 2.0, 2
"""… and the multiple of its words, and the headings, that inner articles have where they are the story."""
LISTS = ("ul", "ol", "table", "dl")
LIST_ITEMS = range(3, 41)
"""Lines of a list or table that is kept or lost as one."""
LIST_SHARE, LIST_DOUBT, LIST_LINKED = 0.5, 0.1, 0.3
"""Share of its words that must be body, probability from which another line of it comes back, and the linked share up to which it does."""
LIST_REACH, LIST_WORDS = 2, 6
"""Lines before and after it among which one of at least six words must be body."""
COMMENTS = ("comment", "kommentar", "coment", "yorum", "disqus", "reply", "replies", "respond", "pinglun")
"""How names of boxes with readers' comments begin, in the web design of several countries."""
OWN_TITLE, OTHER_TITLE = 0.5, 0.25
"""Likeness to the stated title from which a heading is the page's headline, and under which it is another story's."""
ECHO_WORDS, ECHO_SHARE, ECHO_FACTOR = 25, 0.85, 0.1
"""A line of at least 25 words, 85 % of whose word runs the body holds, keeps a tenth of its probability."""


def settle(rows: Sequence[Row], judged: Sequence[float], title: str | None = None) -> list[float]:
    """The probabilities with one half as the place to cut, doubtful pages lifted, echoes and other stories lowered. Linear.

    ``title``: the headline that the page's head states.
    """
    cut = [_shift(p, _odds(BODY) - _odds(CUT)) for p in _lift(rows, judged)]
    return _raise_lists(rows, _lower_others(rows, _lower_nested(rows, _lower_echoes(rows, cut)), title))


def _odds(p: float) -> float:
    p = min(max(p, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))


def _shift(p: float, by: float) -> float:
    return 1 / (1 + math.exp(-_odds(p) - by))


def _lift(rows: Sequence[Row], judged: Sequence[float]) -> list[float]:
    likely = sum(len(row.words) for row, p in zip(rows, judged, strict=True) if p >= DOUBT)
    sure = sum(len(row.words) for row, p in zip(rows, judged, strict=True) if p >= CUT)
    if likely < MIN_WORDS or sure >= SURE_SHARE * likely:
        return list(judged)
    return [_shift(p, _odds(CUT) - _odds(DOUBT)) for p in judged]


def _lower_echoes(rows: Sequence[Row], judged: Sequence[float]) -> list[float]:
    held: set[tuple[str, ...]] = set()
    parents: set[tuple[int, ...]] = set()
    found = []
    for row, p in zip(rows, judged, strict=True):
        if p >= BODY:
            runs = [tuple(row.words[i : i + RUN]) for i in range(len(row.words) - RUN + 1)]
            apart = bool(row.chain) and row.chain[1:2] not in parents
            known = bool(runs) and apart and sum(run in held for run in runs) >= ECHO_SHARE * len(runs)
            if known and len(row.words) >= ECHO_WORDS:
                p *= ECHO_FACTOR
            elif not known:
                held.update(runs)
                parents.add(row.chain[1:2])
        found.append(p)
    return found


def _lower_nested(rows: Sequence[Row], judged: Sequence[float]) -> list[float]:
    """Lines of an ``article`` inside the article lowered, where the outer one has a body of its own before it.

    Left alone: articles inside that hold most of the running text under headings of their own and are no comments. They are the items of a
    list that is the story.
    """
    inner = [row for row, p in zip(rows, judged, strict=True) if p >= BODY and row.path.count("article") >= 2 and not _is_comment(row)]
    headed = sum(row.heading > 0 for row in inner) >= MIN_ITEMS
    outer = sum(len(row.words) for row, p in zip(rows, judged, strict=True) if p >= BODY and row.path.count("article") == 1)
    if headed and sum(len(row.words) for row in inner) > INNER_SHARE * outer:
        return list(judged)
    outer, found = 0, []
    for row, p in zip(rows, judged, strict=True):
        depth = row.path.count("article")
        if depth == 1 and p >= BODY:
            outer += len(row.words)
        found.append(p * ECHO_FACTOR if depth >= 2 and outer >= OUTER_WORDS else p)
    return found


def _is_comment(row: Row) -> bool:
    return any(name.startswith(COMMENTS) for name in row.near | row.far)


def _lower_others(rows: Sequence[Row], judged: Sequence[float], title: str | None) -> list[float]:
    """Everything from the first headline of another story on lowered.

    Such a headline looks exactly like the page's own, reads otherwise, has another parent, and stands below a body.
    """
    wanted = set(words_of(title or ""))
    own = next((i for i, row in enumerate(rows) if row.heading and _liken(wanted, row) > OWN_TITLE), None)
    if own is None:
        return list(judged)
    dress, words = _dress(rows[own]), 0
    for i in range(own + 1, len(rows)):
        row = rows[i]
        if row.heading and words >= OUTER_WORDS and _dress(row) == dress and row.chain[1:2] != rows[own].chain[1:2]:
            if _liken(wanted, row) < OTHER_TITLE:
                return [*judged[:i], *(p * ECHO_FACTOR for p in judged[i:])]
        elif judged[i] >= BODY:
            words += len(row.words)
    return list(judged)


def _raise_lists(rows: Sequence[Row], judged: Sequence[float]) -> list[float]:
    """Doubtful lines of a list or table that stands between body lines, and most of whose words are body, brought to the cut."""
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
        if sum(len(rows[i].words) for i in members if judged[i] >= BODY) >= LIST_SHARE * max(1, words):
            for i in members:
                if LIST_DOUBT <= judged[i] < BODY and rows[i].linked <= LIST_LINKED:
                    found[i] = BODY
    return found


def _is_body(row: Row, p: float) -> bool:
    return p >= BODY and len(row.words) >= LIST_WORDS


def _list_of(row: Row) -> int | None:
    """The number of the innermost list or table around a line, None if none is near."""
    level = 0
    for tag in row.path[:6]:
        if tag in LISTS:
            return row.chain[level] if level < len(row.chain) else None
        level += is_block(tag)
    return None


def _dress(row: Row) -> tuple[object, ...]:
    return row.path[:4], row.heading, row.near


def _liken(wanted: set[str], row: Row) -> float:
    """Jaccard likeness of a line's words to the title's."""
    found = set(row.words)
    return len(wanted & found) / len(wanted | found) if wanted and found else 0.0
