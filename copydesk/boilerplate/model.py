"""The shipped model: lexicon and two forests. The first judges each line, the second again with the first's verdicts
on its neighbours, on lines of the same words and on lines that share its words.

``alone`` in the outcome is a third, small forest that sees nothing but the line itself.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from copydesk.boilerplate.features import in_place, own_shape, shifts
from copydesk.boilerplate.forest import Forest, read_forest
from copydesk.boilerplate.lexicon import Lexicon, measure_words, read_lexicon, share_known
from copydesk.boilerplate.second import second_look

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from copydesk.boilerplate.sheet import Floats, Ints, Sheet

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


def measure_all(sheet: Sheet, lexicon: Lexicon) -> dict[str, Floats]:
    """Every first-look measure by name, each of length n."""
    own = own_shape(sheet)
    return own | measure_words(sheet, lexicon) | in_place(sheet, own)


def stack(measures: dict[str, Floats], names: tuple[str, ...], rows: Ints | None = None) -> NDArray[np.float32]:
    """The named measures as the columns of a matrix, of all lines or of the numbered ``rows``."""
    import numpy as np

    count = len(next(iter(measures.values()))) if rows is None else len(rows)
    matrix = np.empty((len(names), count), np.float32)
    for column, name in enumerate(names):
        matrix[column] = measures[name] if rows is None else measures[name][rows]
    return np.ascontiguousarray(matrix.T)


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


def judge_sheet(sheet: Sheet, model: Model, large: Model | None = None) -> Verdict:
    """What the model says of every line of the sheet, and on average with ``large`` where there are ``LARGE`` lines and more."""
    measures = measure_all(sheet, model.lexicon)
    tone, figures = measures["words_tone"], measures["digits"]
    alone = model.alone.predict(stack(measures, model.alone.names))
    first = model.first.predict(stack(measures, model.first.names))
    context, open_ = first.copy(), find_unsettled(first)
    if len(open_):
        measures |= second_look(sheet, first, tone)
        context[open_] = model.second.predict(stack(measures, model.second.names, open_))
        if large is not None and sheet.n >= LARGE:
            context[open_] = 0.5 * (context[open_] + _judge_large(sheet, measures, large, open_))
    return Verdict(alone, context, tone, figures, measures["known"], share_known(sheet, measures["words_known"]))


def _judge_large(sheet: Sheet, measures: dict[str, Floats], model: Model, rows: Ints) -> Floats:
    """What a second model says of some lines; its words are its own, all other measures are shared."""
    measures = measures | measure_words(sheet, model.lexicon)
    first = model.first.predict(stack(measures, model.first.names))
    measures |= second_look(sheet, first, measures["words_tone"])
    return model.second.predict(stack(measures, model.second.names, rows))


def find_unsettled(first: Floats) -> Ints:
    """The lines that are worth a second look: all but those deep in a menu, where the first saw no body far and wide."""
    import numpy as np

    nearby = np.maximum.reduce(shifts(first, range(-ASIDE, ASIDE + 1)))
    return np.flatnonzero((first >= SETTLED) | (nearby >= QUIET))


def read_model(data: dict[str, Any], *, menus: bool = True) -> Model:
    """The model from its JSON form; ``menus`` as it was grown."""
    return Model(read_lexicon(data["lexicon"], menus=menus), *(read_forest(data[name]) for name in ("alone", "first", "second")))


@cache
def shipped_model(name: str = "model") -> Model:
    """The model in ``data/NAME.json.gz``, read once: ``small`` for pages under ``LARGE`` lines, ``model`` for longer ones, and beside it
    ``large``, which knows no small page and no menus."""
    import orjson

    raw = files("copydesk.boilerplate").joinpath(f"data/{name}.json.gz").read_bytes()
    return read_model(orjson.loads(gzip.decompress(raw)), menus=name != "large")
