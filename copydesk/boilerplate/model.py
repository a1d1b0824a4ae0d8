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

    from copydesk.boilerplate.sheet import Floats, Sheet

LONE_WORDS = ("words_tone", "words_mean", "words_high", "words_low", "words_known", "words_high_long")
"""Those lexicon measures that look at the line itself and no neighbour."""


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


def stack(measures: dict[str, Floats], names: tuple[str, ...]) -> NDArray[np.float32]:
    """The named measures as the columns of a matrix."""
    import numpy as np

    matrix = np.empty((len(next(iter(measures.values()))), len(names)), np.float32)
    for column, name in enumerate(names):
        matrix[:, column] = measures[name]
    return matrix


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
    measures |= second_look(sheet, first, tone)
    return Verdict(alone, model.second.predict(stack(measures, model.second.names)), tone, figures)


def read_model(data: dict[str, Any]) -> Model:
    """The model from its JSON form."""
    return Model(read_lexicon(data["lexicon"]), *(read_forest(data[name]) for name in ("alone", "first", "second")))


@cache
def shipped_model() -> Model:
    """The model in ``data/model.json.gz``, read once."""
    raw = files("copydesk.boilerplate").joinpath("data/model.json.gz").read_bytes()
    return read_model(json.loads(gzip.decompress(raw)))
