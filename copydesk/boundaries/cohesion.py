"""One subject: whether what a proposal takes for stories speaks of the same people and places throughout, as the parts of one article do.

A timeline, a list or a live blog has dates and headings like a dump, but each part names what the parts beside it name (*Sondland*,
*Kyiv*). Of the names in a story of a dump a twentieth stands in its neighbours, of those in a part of an article a third and more: over 250
composed dumps 95 in a hundred stay below 0.23, over 60 articles of such forms half lie above 0.40. A subject proves nothing by itself,
for an archive's search returns one subject, too: it is only asked where the marks are those that articles have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import Shape
from copydesk.formats.dates import find_dates
from copydesk.late import compile_late

_NAME = compile_late(r"(?<=[^\W\d_] |[,;] )[^\W\d_][^\W\d_'’-]{2,}")  # a word that opens no sentence
_PLAIN = re.compile(r"dated line|title|title and line|gap|rule|break|underline|shape article|shape count|number .*|hash .*")
_LISTED = re.compile(r"dated line|title|title and line|gap|break|number .*|shape url|label .*|start .*")
_ONE_SUBJECT, _CLOSE_SUBJECT, _PAIR = 0.33, 0.6, 0.5  # shares of a story's names that its neighbours hold
_BESIDE = 4  # neighbours on either side that are looked at
_FEW, _LEAST_NAMES, _BRIEF_NAMES = 3, 2, 7  # stories that few names may join by chance; names below which a story, or a brief, says nothing
_SOURCE = (6, 40)  # letters beside the date of a line that names a source; more is a headline or a sentence
_QUOTES = frozenset("—–-•*·")  # what opens the name below a quotation, or an item of a list


def is_one_subject(rows: Sequence[Row], starts: Sequence[int], traits: Iterable[str], *, brief: bool = False) -> bool:
    """Whether these stories are rather the parts of one article: marks that articles have, and the same names throughout.

    ``brief``: the texts are short, and say something only if they name enough.
    """
    names = frozenset(traits)
    sourced = sum(_names_source(rows[at : at + 3]) for at in starts)
    parted = "rule" in names and any(name == "dated line" or name.startswith(("number ", "hash ", "shape count")) for name in names)
    plain = all(map(_PLAIN.fullmatch, names)) and not parted and 2 * sourced < len(starts)
    if not plain and not all(map(_LISTED.fullmatch, names)):
        return False
    share = measure_cohesion(rows, starts, _BRIEF_NAMES if brief else _LEAST_NAMES)
    if share is None:
        return False
    return share >= (_CLOSE_SUBJECT if not plain else _PAIR if len(starts) <= _FEW else _ONE_SUBJECT)


def measure_cohesion(rows: Sequence[Row], starts: Sequence[int], least: int = _LEAST_NAMES) -> float | None:
    """The mean share, 0 to 1, of a story's names that the stories beside it hold; None where they have fewer than ``least`` names."""
    ends = (*starts[1:], len(rows))
    times = Counter(row.text for row in rows)
    named = [
        {m[0] for row in rows[a:b] if times[row.text] == 1 for m in _NAME.finditer(row.text) if m[0][0].isupper()}
        for a, b in zip(starts, ends, strict=True)
    ]
    shares: list[float] = []
    for k, own in enumerate(named):
        if len(own) >= least:
            beside = {name for other in (*named[max(0, k - _BESIDE) : k], *named[k + 1 : k + 1 + _BESIDE]) for name in other}
            shares.append(len(own & beside) / len(own))
    return sum(shares) / len(shares) if 2 * len(shares) >= len(named) and len(shares) > 1 else None


def _names_source(rows: Sequence[Row]) -> bool:
    """Whether a dated line at the head of a story says more than its day: a paper, a place."""
    for row in rows:
        if row.shape is Shape.META:
            rest, at = 0, 0
            for date in find_dates(row.text):
                rest += sum(c.isalpha() for c in row.text[at : date.start])
                at = date.end
            rest += sum(c.isalpha() for c in row.text[at:])
            return _SOURCE[0] <= rest <= _SOURCE[1] and row.text[0] not in _QUOTES
    return False
