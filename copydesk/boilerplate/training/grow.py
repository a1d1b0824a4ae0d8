"""Growing the forests: LightGBM on the labelled lines, the second forest on verdicts that the first gave unseen pages."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from copydesk.boilerplate.features import own_shape
from copydesk.boilerplate.forest import Forest
from copydesk.boilerplate.lexicon import Lexicon, add_cues
from copydesk.boilerplate.model import LONE_WORDS
from copydesk.boilerplate.second import second_look
from copydesk.boilerplate.sheet import Sheet, measure_lines
from copydesk.boilerplate.table import measure_all
from copydesk.boilerplate.training.cases import Case
from copydesk.boilerplate.training.lexicon import Tally, tally

DEPTH = 6
SETTINGS: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.1, "num_leaves": 40, "max_depth": DEPTH, "min_data_in_leaf": 50, "feature_fraction": 0.35,
    "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 8.0, "max_bin": 63, "verbose": -1, "num_threads": 1, "seed": 1,
    "deterministic": True, "force_row_wise": True,
}  # fmt: skip
NEAR, FAR = 40, 0.15
"""Boilerplate further than 40 lines from any body line is sampled at 15 per cent, with its weight raised in return."""


@dataclass(slots=True)
class Example:
    """A case with its sheet, the labels of the sheet's lines, their weights, and what the stages say of them."""

    case: Case
    sheet: Sheet
    label: NDArray[np.str_]
    weight: NDArray[np.float64]
    chosen: NDArray[np.bool_]
    measures: dict[str, NDArray[np.float64]] = field(default_factory=dict)
    first: NDArray[np.float64] | None = None
    second: NDArray[np.float64] | None = None
    alone: NDArray[np.float64] | None = None


def make_example(case: Case) -> Example | None:
    """The example of a case; None where no line holds anything."""
    starts, ends, at = [], [], 0
    for line in case.text.split("\n"):
        starts.append(at)
        ends.append(at + len(line))
        at += len(line) + 1
    sheet = measure_lines(case.text, starts, ends)
    if not sheet.n:
        return None
    label = np.array([case.labels[i] for i in sheet.index])
    weight, chosen = np.zeros(sheet.n), label != "-"
    # Lines count by their letters within a page, pages by the square root of their mass: the score is a mean over pages.
    for kind in "10":
        mine = label == kind
        mass = 0.5 + np.minimum(sheet.letters[mine], 400) / 150
        weight[mine] = mass / np.sqrt(max(mass.sum(), 1e-9))
    body = np.flatnonzero(label == "1")
    if len(body):
        at_ = np.arange(sheet.n)
        near = (at_ > body[0] - NEAR) & (at_ < body[-1] + NEAR)
        lucky = np.random.RandomState(sheet.n).rand(sheet.n) < FAR
        weight[~near] /= FAR
        chosen &= near | lucky
    return Example(case, sheet, label, weight * case.weight, chosen)


def folds(examples: list[Example], count: int, seed: int) -> list[int]:
    """A fold number per example; the examples of one site share one."""
    return [zlib.crc32(f"{seed} {e.case.group}".encode()) % count for e in examples]


def learn_words(examples: list[Example]) -> Tally:
    """The lexicon's counts over scraped pages (made pages would count their words twice)."""
    return tally(
        [
            (e.case.group, e.sheet, e.label)
            for e in examples
            if ":" in e.case.name and e.case.name.split(":")[0] in {"aeb", "atf", "fundus", "traf", "pack"}
        ]
    )


def measure(examples: list[Example], words: Tally, *, use_words: bool = True, menus: bool = True) -> None:
    """Fill in the first-look measures, each page with the lexicon as it is without the page's own site."""
    general = add_cues(Lexicon(words.hashes, words.odds()), menus=menus)
    for e in examples:
        lexicon = add_cues(Lexicon(words.hashes, words.odds(e.case.group)), menus=menus) if e.case.group in words.own else general
        if not use_words:
            lexicon = Lexicon(general.hashes[:0], general.odds[:0])
        e.measures = {name: v.astype(np.float32) for name, v in measure_all(e.sheet, lexicon).items()}
        e.first = e.second = None


def stack(measures: dict[str, NDArray[np.float64]], names: tuple[str, ...]) -> NDArray[np.float32]:
    """The named measures as the columns of a matrix, a row a line."""
    return np.ascontiguousarray(np.stack([measures[name] for name in names]).astype(np.float32).T)


def fit(examples: list[Example], names: tuple[str, ...], rounds: int) -> Forest:
    """A forest over the named measures."""
    matrix = np.concatenate([stack(e.measures, names)[e.chosen] for e in examples])
    target = np.concatenate([(e.label == "1")[e.chosen] for e in examples]).astype(float)
    weight = np.concatenate([e.weight[e.chosen] for e in examples])
    data = lightgbm.Dataset(matrix, target, weight=weight * len(weight) / weight.sum())
    return convert(lightgbm.train(SETTINGS, data, rounds), names)


def convert(booster: lightgbm.Booster, names: tuple[str, ...]) -> Forest:
    """A grown booster as a forest of complete trees over the measures that it uses."""
    trees = [tree["tree_structure"] for tree in booster.dump_model()["tree_info"]]
    used = sorted({feature for tree in trees for feature in _features(tree)})
    rank = {feature: i for i, feature in enumerate(used)}
    inner = 2**DEPTH - 1
    feature = np.zeros((len(trees), inner), np.int32)
    threshold = np.full((len(trees), inner), np.inf, np.float32)
    leaf = np.zeros((len(trees), inner + 1))

    def plant(number: int, node: dict[str, Any], at: int) -> None:
        if at >= inner:
            leaf[number, at - inner] = round(float(node["leaf_value"]), 4)
        elif "leaf_value" in node:
            plant(number, node, 2 * at + 1)
        else:
            feature[number, at], threshold[number, at] = rank[node["split_feature"]], float(f"{node['threshold']:.6g}")
            plant(number, node["left_child"], 2 * at + 1)
            plant(number, node["right_child"], 2 * at + 2)

    for number, tree in enumerate(trees):
        plant(number, tree, 0)
    return Forest(tuple(names[i] for i in used), DEPTH, feature, threshold, leaf, 0.0)


def _features(node: dict[str, Any]) -> list[int]:
    """Numbers of the measures that a tree asks for."""
    if "leaf_value" in node:
        return []
    return [int(node["split_feature"]), *_features(node["left_child"]), *_features(node["right_child"])]


def look_again(examples: list[Example]) -> None:
    """Add the second-look measures of every example whose first verdict is known."""
    for e in examples:
        assert e.first is not None
        e.measures |= {name: v.astype(np.float32) for name, v in second_look(e.sheet, e.first, e.measures["words_tone"]).items()}


def grow(examples: list[Example], rounds: dict[str, int], inner: int, seed: int = 7) -> dict[str, Forest]:
    """The three forests. The second learns from verdicts of first forests that did not see the page's site."""
    first_names = tuple(examples[0].measures)
    own_names = (*own_shape(examples[0].sheet), *LONE_WORDS)
    number = folds(examples, inner, seed)
    for i in range(inner):
        part = fit([e for e, j in zip(examples, number, strict=True) if j != i], first_names, rounds["first"])
        for e, j in zip(examples, number, strict=True):
            if j == i:
                e.first = part.predict(stack(e.measures, part.names))
    look_again(examples)
    second = fit(examples, tuple(examples[0].measures), rounds["second"])
    first = fit(examples, first_names, rounds["first"])
    return {"alone": fit(examples, own_names, rounds["alone"]), "first": first, "second": second}


def apply(examples: list[Example], forests: dict[str, Forest]) -> None:
    """Fill in the verdicts on examples that the forests have not seen."""
    for e in examples:
        e.alone = forests["alone"].predict(stack(e.measures, forests["alone"].names))
        e.first = forests["first"].predict(stack(e.measures, forests["first"].names))
    look_again(examples)
    for e in examples:
        e.second = forests["second"].predict(stack(e.measures, forests["second"].names))
