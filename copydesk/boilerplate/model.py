"""The shipped model: lexicon and two forests. The first judges each line, the second again with the first's verdicts
on its neighbours, on lines of the same words and on lines that share its words.

``alone`` in the outcome is a third, small forest that sees nothing but the line itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from copydesk.boilerplate.features import shifts
from copydesk.boilerplate.forest import Forest, read_forest
from copydesk.boilerplate.lexicon import Lexicon, read_lexicon, share_known
from copydesk.boilerplate.table import Table, columns
from copydesk.kernels import find_kernel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.boilerplate.sheet import Floats, Ints, Sheet

FORESTS = ("alone", "first", "second")
LONE_WORDS = ("words_tone", "words_mean", "words_high", "words_low", "words_known", "words_high_long")
"""Those lexicon measures that look at the line itself and no neighbour."""


SETTLED, QUIET, ASIDE = 0.05, 0.2, 5
"""First P(body) of a line and of the five lines on either side under which the second look is spared: on held-out sites six lines in
ten, of which it would have kept none."""


LARGE = 60
"""Lines from which two models are asked. They have learnt from different pages and labels, so their errors differ: on held-out sites
their mean has an F1 of 94.4, each alone 94.0."""


@dataclass(frozen=True, slots=True)
class Model:
    """The forests in the order they are asked, and the lexicon they share."""

    lexicon: Lexicon
    alone: Forest
    first: Forest
    second: Forest

    def over_columns(self) -> Model:
        """The same model with forests that walk the columns of a ``Table``."""
        return Model(self.lexicon, *(getattr(self, name).over(columns()) for name in FORESTS))


@dataclass(frozen=True, slots=True)
class Verdict:
    """P(body) per line, judged ``alone`` and in ``context``, the lexicon's ``tone``, and the share of ``figures``, and of letters in
    words that prose elsewhere on the page uses (``shared``); ``known`` is the share of the page's words and word pairs that the lexicon
    has met."""

    alone: Floats
    context: Floats
    tone: Floats
    figures: Floats
    shared: Floats
    known: float


class Hearing:
    """A sheet before a model, and before ``large`` too where it has ``LARGE`` lines and more: asked for no more than is wanted."""

    def __init__(self, sheet: Sheet, model: Model, large: Model | None = None) -> None:
        self.table = Table(sheet)
        self.model = model
        self.large = large if sheet.n >= LARGE else None
        self.tone, self.known = self.table.read_words(model.lexicon)
        self.first = model.first.predict(self.table.matrix)
        self.open = find_unsettled(self.first)
        if len(self.open):
            self.table.look_again(self.first, self.tone)

    def judge_alone(self, rows: Sequence[int]) -> Floats:
        """P(body) of some lines by themselves. Before ``judge`` only, which may write over the words of the model."""
        import numpy as np

        return self.model.alone.predict(self.table.matrix, np.array(rows, np.int64))

    def judge_top(self, count: int) -> Floats:
        """P(body) in context of the first ``count`` lines, or less: what another model may add is left out."""
        top = self.first[:count].copy()
        rows = self.open[: int(self.open.searchsorted(count))]
        if len(rows):
            top[rows] = self.model.second.predict(self.table.matrix, rows)
            if self.large is not None:
                top[rows] *= 0.5
        return top

    def judge(self) -> Verdict:
        """What the model says of every line of the sheet, on average with the other one."""
        alone, context = self.model.alone.predict(self.table.matrix), self.first.copy()
        known = share_known(self.known, self.table.sheet.words)
        if len(self.open):
            context[self.open] = self.model.second.predict(self.table.matrix, self.open)
            if self.large is not None:
                context[self.open] = 0.5 * (context[self.open] + self._judge_large(self.large))
        return Verdict(alone, context, self.tone, self.table.figures, self.table.shared, known)

    def _judge_large(self, model: Model) -> Floats:
        """What a second model says of the open lines; its words are its own, all other measures are shared."""
        tone, _ = self.table.read_words(model.lexicon)
        self.table.look_again(model.first.predict(self.table.matrix), tone)
        return model.second.predict(self.table.matrix, self.open)


def find_unsettled(first: Floats) -> Ints:
    """The lines that are worth a second look: all but those deep in a menu, where the first saw no body far and wide."""
    import numpy as np

    kernel = find_kernel("second")
    if kernel is not None:
        lines: Ints = kernel.unsettled(first, SETTLED, QUIET, ASIDE)
        return lines
    nearby = np.maximum.reduce(shifts(first, range(-ASIDE, ASIDE + 1)))
    return np.flatnonzero((first >= SETTLED) | (nearby >= QUIET))


def read_model(data: dict[str, Any], *, menus: bool = True) -> Model:
    """The model from its JSON form, its forests over their own names; ``menus`` as it was grown."""
    return Model(read_lexicon(data["lexicon"], menus=menus), *(read_forest(data[name]) for name in FORESTS))
