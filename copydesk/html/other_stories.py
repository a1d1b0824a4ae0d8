"""Other stories on an article's page: articles nested in it or beside it, stories that follow as the reader scrolls, what nobody sees.

A page that goes on with *other* stories dresses each headline like the one of its own, or gives each an ``article`` element like its own:
from the next such headline on, and in the next such element, nothing is body. An article *inside* the article is a teaser or a comment,
unless most of the text is in such. And where the article is seen, lines that stand *away* from the screen are another's: links that were
sold. Left alone: what is merely hidden (paywalls and scripts hide bodies, too), lists of articles that are the story.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from copydesk.html.extractors import words_of
from copydesk.html.features import Row

BODY = 0.5
ASKING_WORDS = 60
"""Words of a box with form fields up to which it is a form: sign up, vote, log in."""
LOWERED = 0.1
"""Share of its probability that a line of another story keeps."""
OUTER_WORDS = 40
"""Words of body that the page's own article needs for other ones to be others' (in HTML, comments or related items)."""
INNER_SHARE, MIN_ITEMS = 2.0, 2
"""… and the multiple of its words, and the headings, that inner articles have where they are the story."""
COMMENTS = ("comment", "kommentar", "coment", "yorum", "disqus", "reply", "replies", "respond", "pinglun")
"""How names of boxes with readers' comments begin, in the web design of several countries."""
OWN_TITLE, OTHER_TITLE = 0.5, 0.25
"""Likeness to the stated title from which a heading is the page's headline, and under which it is another story's."""
OWN_WORDS = 100
"""Words of body from which the page's own article is the story, whatever stands beside it."""


def lower_others(rows: Sequence[Row], judged: Sequence[float], title: str | None) -> list[float]:
    """The probabilities with lines of other stories, and unseen ones, lowered. ``title``: the headline that the head states. Linear."""
    wanted = set(words_of(title or ""))
    own = next((i for i, row in enumerate(rows) if row.heading and _liken(wanted, row) > OWN_TITLE), None)
    found = _lower_following(rows, _lower_nested(rows, judged), wanted, own)
    return _lower_asking(rows, _lower_away(rows, _lower_beside(rows, found, wanted, own)))


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
        found.append(p * LOWERED if depth >= 2 and outer >= OUTER_WORDS else p)
    return found


def _is_comment(row: Row) -> bool:
    return any(name.startswith(COMMENTS) for name in row.near | row.far)


def _lower_following(rows: Sequence[Row], judged: Sequence[float], wanted: set[str], own: int | None) -> list[float]:
    """Everything from the first headline of another story on lowered.

    Such a headline looks exactly like the page's own, reads otherwise, has another parent, and stands below a body.
    """
    if own is None:
        return list(judged)
    dress, words = _dress(rows[own]), 0
    for i in range(own + 1, len(rows)):
        row = rows[i]
        if row.heading and words >= OUTER_WORDS and _dress(row) == dress and row.chain[1:2] != rows[own].chain[1:2]:
            if _liken(wanted, row) < OTHER_TITLE:
                return [*judged[:i], *(p * LOWERED for p in judged[i:])]
        elif judged[i] >= BODY:
            words += len(row.words)
    return list(judged)


def _lower_beside(rows: Sequence[Row], judged: Sequence[float], wanted: set[str], own: int | None) -> list[float]:
    """Lines lowered that stand in an ``article`` below the one that holds the headline and a body.

    Left alone: articles under headings of their own that hold far more than a short first one, as the entries of a live report do.
    """
    if own is None or not rows[own].article:
        return list(judged)
    body = [(i, row) for i, (row, p) in enumerate(zip(rows, judged, strict=True)) if p >= BODY]
    inside = sum(len(row.words) for _, row in body if row.article == rows[own].article)
    beside = [row for i, row in body if i > own and row.article not in (0, rows[own].article)]
    listed = sum(row.heading > 0 for row in beside) >= MIN_ITEMS and sum(len(row.words) for row in beside) > INNER_SHARE * inside
    if inside < OUTER_WORDS or (inside < OWN_WORDS and listed):
        return list(judged)
    return [
        p * LOWERED if i > own and row.article not in (0, rows[own].article) else p
        for i, (row, p) in enumerate(zip(rows, judged, strict=True))
    ]


def _lower_away(rows: Sequence[Row], judged: Sequence[float]) -> list[float]:
    """Lines lowered that keep a place on the page and show nothing, where there is a body that is seen."""
    if sum(len(row.words) for row, p in zip(rows, judged, strict=True) if p >= BODY and not row.away) < OUTER_WORDS:
        return list(judged)
    return [p * LOWERED if row.away else p for row, p in zip(rows, judged, strict=True)]


def _lower_asking(rows: Sequence[Row], judged: Sequence[float]) -> list[float]:
    """Lines lowered of small boxes that ask for an address or a vote."""
    words = Counter[int]()
    for row in rows:
        words[row.asks] += len(row.words)
    return [p * LOWERED if row.asks and words[row.asks] <= ASKING_WORDS else p for row, p in zip(rows, judged, strict=True)]


def _dress(row: Row) -> tuple[object, ...]:
    return row.path[:4], row.heading, row.near


def _liken(wanted: set[str], row: Row) -> float:
    """Jaccard likeness of a line's words to the title's."""
    found = set(row.words)
    return len(wanted & found) / len(wanted | found) if wanted and found else 0.0
