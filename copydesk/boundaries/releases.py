"""Short copy of one wire: a headline over a dateline that names the agency, again and again, and nothing else that repeats.

``Harbour reopens …`` / ``LINDMOUTH, England--(BUSINESS WIRE)--The harbour …`` twice in a file are two releases, though neither has the
length that the search asks of a story. A dateline with its agency is what no article says twice, and a headline stands over each.
Left alone: round-ups, whose further datelines stand under no headline or credit other agencies, and files that open otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.boundaries.rows import Row
from copydesk.boundaries.search import Cut
from copydesk.boundaries.shapes import RULES, Shape
from copydesk.formats.columns import measure_width
from copydesk.late import compile_late
from copydesk.types import Cue

_PLACE, _DASH = r"[^()/\n]{2,80}?", r"\s?(?:--|[-–—])"
_FILED = compile_late(
    # ``LONDON, 5 March (Reuters) -``, ``MINSK, 5 March. /BelTA/.``, ``Delhi, Mar 5 (PTI) Half``
    rf"{_PLACE}[(/](?P<behind>[^()/\d]{{2,40}})[)/](?:\.?{_DASH}|[.:]\s|\s(?=[^\W\d_a-z]))"
    # ``(ANSA) - MILANO, 05 MAR -``
    rf"|[(\[](?P<before>[^()\[\]\d]{{2,40}})[)\]]{_DASH}"
    # ``МОСКВА, 5 мар - РИА Новости.``
    rf"|{_PLACE}(?:\s[-–—]|--)\s?(?P<dashed>[^\W\d_a-z][^\W\d_]*(?:\s[^\W\d_]+)?)(?:\.\s|{_DASH}\s)"
    # ``Москва. 5 марта. ИНТЕРФАКС -``
    rf"|{_PLACE}[.,]\s[^.\n]{{3,24}}\.\s(?P<stopped>[^\W\d_a-z][^\s.]{{1,24}})\.\s"
    rf"|{_PLACE}[.,]\s(?P<plain>[^\W\d_a-z][\w.]{{1,20}})\s(?:--|[-–—])\s"
)
_HEADLINE, _CASELESS, _TEXT = (
    20,
    12,
    60,
)  # columns of a headline, of one in a script without capitals, of a first paragraph with its dateline
_ABOVE = 3  # rows of date, rule or banner that may stand above the first headline, or between a headline and its dateline
_SLOTS = (Shape.DATE, Shape.META, Shape.SITE, Shape.BYLINE)
_BITS, _SURE = 4.0, 0.9


def find_releases(rows: Sequence[Row]) -> list[Cut]:
    """First rows of the releases, their headlines, with their cues; none where this is no such file."""
    lines = [(at, row.text) for at, row in enumerate(rows) if row.shape is Shape.DATELINE]
    filed = [(at, m[m.lastgroup or 0].strip().casefold()) for at, text in lines if (m := _FILED.match(text))]
    if len(filed) < 2 or len({agency for _, agency in filed}) > 1:
        return []
    starts = [_find_headline(rows, at) for at, _ in filed]
    if any(start < 0 for start in starts) or len({rows[start].masked for start in starts}) < len(starts):
        return []
    if any(measure_width(rows[at].text) < _TEXT for at, _ in filed):
        return []
    if starts[0] > _ABOVE or any(row.terminal or row.shape is Shape.TEXT for row in rows[: starts[0]]):
        return []
    names = ("title", "shape dateline")
    return [Cut(at, frozenset(names), tuple(Cue(name, rows[at].start, _BITS) for name in names), _SURE) for at in starts]


def _find_headline(rows: Sequence[Row], at: int) -> int:
    """The row of the headline over a dateline, -1 where something else stands there."""
    above = at - 1
    while above >= 0 and at - above <= _ABOVE and (rows[above].shape in _SLOTS or rows[above].shape in RULES):
        above -= 1
    if above < 0 or not rows[above].heading or rows[above].terminal or _is_too_short(rows[above].text):
        return -1
    return above


def _is_too_short(text: str) -> bool:
    """Whether a line has less than a headline says; scripts without capitals say more with less."""
    return measure_width(text) < (_CASELESS if text.lower() == text.upper() else _HEADLINE)
