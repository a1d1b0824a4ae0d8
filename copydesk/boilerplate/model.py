"""The shipped model: lexicon and two forests. The first judges each line, the second again with the first's verdicts
on its neighbours, on lines of the same words and on lines that share its words.

``alone`` in the outcome is a third, small forest that sees nothing but the line itself.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from copydesk.boilerplate.features import in_place, own_shape
from copydesk.boilerplate.forest import Forest, read_forest
from copydesk.boilerplate.lexicon import Lexicon, measure_words, read_lexicon
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
    return own | measure_words(sheet, lexicon.hashes, lexicon.odds) | in_place(sheet, own)


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
    """P(body) per line, judged ``alone`` and in ``context``, the lexicon's ``tone``, and the share of ``figures``."""

    alone: Floats
    context: Floats
    tone: Floats
    figures: Floats


def judge_sheet(sheet: Sheet, model: Model) -> Verdict:
    """What the model says of every line of the sheet."""
    measures = measure_all(sheet, model.lexicon)
    tone, figures = measures["words_tone"], measures["digits"]
    alone = model.alone.predict(stack(measures, model.alone.names))
    first = model.first.predict(stack(measures, model.first.names))
    context, open_ = first.copy(), find_unsettled(first)
    if len(open_):
        measures |= second_look(sheet, first, tone)
        context[open_] = model.second.predict(stack(measures, model.second.names, open_))
    return Verdict(alone, context, tone, figures)


def find_unsettled(first: Floats) -> Ints:
    """The lines that are worth a second look: all but those deep in a menu, where the first saw no body far and wide."""
    import numpy as np

    padded = np.pad(first, ASIDE)
    nearby = np.max(np.stack([padded[by : by + len(first)] for by in range(2 * ASIDE + 1)]), axis=0)
    return np.flatnonzero((first >= SETTLED) | (nearby >= QUIET))


def read_model(data: dict[str, Any]) -> Model:
    """The model from its JSON form."""
    return Model(read_lexicon(data["lexicon"]), *(read_forest(data[name]) for name in ("alone", "first", "second")))


@cache
def shipped_model() -> Model:
    """The model in ``data/model.json.gz``, read once."""
    raw = files("copydesk.boilerplate").joinpath("data/model.json.gz").read_bytes()
    return read_model(json.loads(gzip.decompress(raw)))
