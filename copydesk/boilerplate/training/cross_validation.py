"""What the model says of sites that it has not seen: each fold of sites judged by forests grown on the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from copydesk.boilerplate.judge import KEEP
from copydesk.boilerplate.training import grow
from copydesk.boilerplate.training.build_model import RECIPES, read_all
from copydesk.boilerplate.training.cases import CORPORA
from copydesk.boilerplate.training.teachers import read_labels


def judge_unseen(data: Path, packages: Path, folds: int) -> Iterator[tuple[str, str, str]]:
    """(page, flavour, text of the lines kept) of every labelled page, judged by both models grown without its site."""
    chances: dict[tuple[str, str], NDArray[np.float64]] = {}
    for recipe in (RECIPES["model"], RECIPES["large"]):
        examples = [e for case in read_all(data, packages, read_labels(data, None, recipe.teach), recipe) if (e := grow.make_example(case))]
        number = grow.folds(examples, folds, 0)
        for fold in range(folds):
            seen = [e for e, i in zip(examples, number, strict=True) if i != fold]
            unseen = [e for e, i in zip(examples, number, strict=True) if i == fold and e.case.name.split(":")[0] in CORPORA]
            grow.measure([*seen, *unseen], grow.learn_words(seen), menus=recipe.small)
            grow.apply(unseen, grow.grow(seen, recipe.rounds, recipe.inner))
            for e in unseen:
                assert e.second is not None
                page = e.case.name, e.case.flavour
                chances[page] = 0.5 * (chances[page] + e.second) if page in chances else e.second
                e.measures = {}
    for e in examples:
        page = e.case.name, e.case.flavour
        if page in chances:
            lines = e.case.text.split("\n")
            kept = e.sheet.index[chances[page] >= KEEP]
            yield *page, "\n\n".join(lines[i].strip() for i in kept)
