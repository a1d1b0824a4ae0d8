"""A second opinion on pages in languages and sizes that the forests have not met: do the lines name themselves?

On a short page in Arabic or Chinese the forests tend to see verse. If a seventh of its lines are nothing but cue words
(``الرئيسية``, ``分享``, ``Басты бет``), it is a scraped page all the same; then each line is judged by what it is alone as much as
by its context, the named lines are settled, and the chain between lines does the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from copydesk.boilerplate.chain import settle
from copydesk.boilerplate.labels import find_cue

if TYPE_CHECKING:
    from copydesk.boilerplate.model import Verdict
    from copydesk.boilerplate.sheet import Floats

NAMED, NAMED_SHARE = 4, 0.15
"""Lines of nothing but cue words, and their share of all, from which a page is taken for a scraped one; clean pages of the 98
development languages have 1 at most."""
NAMED_P = 0.05
LONGEST = 30
"""Characters of a line up to which it may be nothing but a cue."""


def find_named(texts: Sequence[str]) -> list[int]:
    """Which lines are nothing but cue words."""
    found = ((i, find_cue(text)) for i, text in enumerate(texts) if len(text) <= LONGEST)
    return [i for i, cue in found if cue is not None and cue[1] >= 1]


def is_worth_a_second(texts: Sequence[str]) -> bool:
    """Whether enough of a page's lines name themselves for a second opinion."""
    return len(find_named(texts)) >= max(NAMED, NAMED_SHARE * len(texts))


def reconsider(verdict: Verdict, letters: Floats, texts: Sequence[str]) -> Floats | None:
    """P(body) in context by the second opinion; None where too few lines name themselves."""
    import numpy as np

    named = find_named(texts)
    if len(named) < max(NAMED, NAMED_SHARE * len(texts)):
        return None
    alone, context = verdict.alone.clip(0.01, 0.99), verdict.context.clip(0.01, 0.99)
    odds = 0.5 * (np.log(alone / (1 - alone)) + np.log(context / (1 - context)))
    probability = 1.0 / (1.0 + np.exp(-odds))
    probability[named] = NAMED_P
    return settle(probability, letters)
