"""Measured cases, their weights, and the fit of the spam finder's trees: what ``build_spam`` writes and holds out with."""

from __future__ import annotations

import collections
import json
import math
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

os.environ.setdefault("OMP_NUM_THREADS", "1")  # the sums of several threads differ in their last bits, and a rebuilt model must not
import numpy as np  # noqa: E402

from bench.spam_cases import Case, build_cases, read_dev_cases, read_hosts, read_pages  # noqa: E402
from bench.spam_made import build_made_cases  # noqa: E402
from copydesk.lines import split_lines  # noqa: E402
from copydesk.spam import finder  # noqa: E402
from copydesk.spam.convincing import is_report  # noqa: E402
from copydesk.spam.document import measure_document  # noqa: E402
from copydesk.spam.hits import find_vocabulary  # noqa: E402
from copydesk.spam.lexicon import Lexicon, build_lexicon, load_lexicon, read_source  # noqa: E402
from copydesk.spam.neighbours import add_neighbours  # noqa: E402

EASY = 5
"""Of the ordinary sound lines, which abound, one in EASY stands for all."""

COARSE = {
    "zh_adult": "adult", "zh_adult_places": "adult", "ru_casino": "gambling", "id_slot": "gambling", "th_slot": "gambling",
    "en_pharma": "pharma", "fr_pharma": "pharma", "en_replica": "replica", "fr_de_replica": "replica", "brand_token_soup": "replica",
    "hidden_link_farm": "replica", "en_trackback": "trackback", "en_flattery": "flattery",
}  # fmt: skip
GENERAL = frozenset({"offer", "flattery", "voice", "house"})
"""Vocabulary that is no trade's own: it stays when the words of trades are hidden."""

# Which way a feature may speak: a tree must not learn that more trade vocabulary means less spam from a quirk of few families.
UP = """sure share, sure amount, topic share, topic amount, trade and offer, trade cover, flattery share, flattery amount,
one trade, disguise, entities, foreign script, "foreign script, no sentence", foreign Latin, "foreign Latin, no sentence", foreign language,
"foreign language, no sentence", gibberish, links, link share, link markup, trade in link, trackback, loose comma,
decoration, repeated pairs, trade nearby, links nearby, foreign nearby, next to trade, trade in run, trade lines in run,
"trade lines in run, count", flattery share nearby, gibberish nearby, decoration nearby, trackback nearby,
words of neighbours, no small words, han without kana, push share, push amount, push and trade, push nearby, offer share, offer amount,
pushed members, "pushed members, count", offered members, traded members, theme and offer, theme and offer in run, theme and trade,
theme and trade in run, pushed in run,
"pushed in run, count", offered in run, "foreign tongue, no sentence", telephone, handle, strange letters in run,
host again, stuffing, stuffing nearby, defacement, push in line, push share of line, voice and push in line, voice and offer in line,
offer and trade share of line, praise in line, praise and push in line, call and offer in line,
repeated pieces, lowered members, lowered and named members, common edge, questions of one thing, lowered members in run,
lowered and named members in run, common edge in run"""
DOWN = """quoted, quoted line, prose, prose of the document, sentences, small words, frequent in document, known to document,
labelled as tags, labelled list, closed list,
pieces known to document, known in line, house share, house in line, house nearby, house in run"""


def read_names(text: str) -> set[str]:
    """Names of features parted by commas; one that holds a comma stands in quotation marks."""
    out, quoted = [], text.replace("\n", " ").split('"')
    for i, part in enumerate(quoted):
        out += [part] if i % 2 else [p.strip() for p in part.split(",")]
    return {p for p in out if p}


PITCHES = ("voice and push in line", "voice and offer in line", "praise in line", "push share of line")
"""Features that sound lines have, too: those that do count more, so that an appeal or an opinion is not taken for a pitch."""


PAGES = 2
"""One development page in PAGES is fitted on, in one of its renderings; the others tell of alarms on pages that no fit has seen."""


class Sample:
    """One case as measured: units, their features, labels, and whether they count."""

    def __init__(self, case: Case, lexicon: Lexicon, copy: str = "") -> None:
        text = case["text"]
        spans = [(line.start, line.end) for line in split_lines(text)]
        raw = [text[a:b] for a, b in spans]
        document = measure_document(raw, find_vocabulary(lexicon))
        units = finder.Lines(raw, [start for start, _ in spans], document, lexicon).find_units(list(range(len(raw))))
        add_neighbours(units, document, lexicon)
        self.case, self.copy = case, copy
        self.group = COARSE.get(case["group"], case["group"])
        self.language = case["language"]
        self.units = units
        self.values = [u.values for u in units]
        self.inside = [u.inside for u in units]
        self.text = [u.text for u in units]
        self.label = np.array([_share(u.start, u.end, case["junk"]) > 0.5 for u in units], dtype=float)
        self.neutral = np.array([_share(u.start, u.end, case.get("neutral") or []) > 0.5 for u in units], dtype=bool)
        self.pitched = np.array([any(v.get(name, 0.0) >= 0.25 for name in PITCHES) for v in self.values], dtype=bool)
        self.report = np.array([is_report([u]) for u in units], dtype=bool)
        self.probe = np.array([_share(u.start, u.end, case.get("probe") or []) > 0.5 for u in units], dtype=bool)


def _share(start: int, end: int, spans: Sequence[Sequence[int]]) -> float:
    return sum(max(0, min(end, b) - max(start, a)) for a, b in spans) / max(1, end - start)


def measure_samples() -> list[Sample]:
    """All cases measured; those with junk a second time with their own trade's words hidden (``blind``), some a third with all."""
    source = read_source()
    lexicon = load_lexicon()
    blind = {family: build_lexicon(source, frozenset({family})) for family in source}
    bare = build_lexicon(source, frozenset(source) - GENERAL)
    samples = []
    for number, case in enumerate(read_dev_cases() + build_cases(11, 3) + read_pages(PAGES) + build_made_cases(read_hosts())):
        samples.append(Sample(case, lexicon))
        family = COARSE.get(case["group"], case["group"])
        if family == "made":
            continue  # its words are no trade's
        if case["junk"]:
            samples.append(Sample(case, blind.get(family, bare), "blind"))
            if number % 2 and family in blind and family not in GENERAL:
                samples.append(Sample(case, bare, "bare"))
        elif case.get("probe") and number % 2 and not family.startswith("neg:made"):
            samples.append(Sample(case, bare, "bare"))
    return samples


class Matrix:
    """Feature matrix of samples with one column a name."""

    def __init__(self, samples: list[Sample]) -> None:
        self.names = sorted({name for s in samples for v in s.values for name in v})
        column = {name: i for i, name in enumerate(self.names)}
        self.parts = []
        for s in samples:
            part = np.zeros((len(s.values), len(self.names)), dtype=np.float32)
            for i, value in enumerate(s.values):
                for name, x in value.items():
                    part[i, column[name]] = x
            self.parts.append(part)


PAGE = 0.6
"""Weight of a line of a whole page, or of a file of several stories."""
PITCHED_PAGE = 1.3
"""Weight of a line of a whole page that speaks and sells: a newsletter's call, a notice on cookies, a commission owned up to."""
MADE = 3.0
"""Weight of a sound list that was put together by lot."""
COPIES = {"": 14.0, "blind": 9.0, "bare": 5.0, "made": 5.0}
"""Weight of a block with all words known, with its own trade's hidden, with all trades' hidden, and of a list of no trade."""


def weigh(samples: list[Sample]) -> list[np.ndarray]:
    """Weight of every unit: a long block does not outvote short ones, look-alikes count most, page furniture little.

    News about a trade is told by a rule (``is_report``), and need not make the trees wary of jargon.
    """
    seen = collections.Counter(s.case["block"] for s in samples if s.case["junk"] and not s.copy)
    out = []
    for s in samples:
        w = np.full(len(s.label), PAGE if s.group in ("page", "file") else 0.5)
        w[s.neutral & (s.label == 0)] = 0.4
        w[s.pitched & (s.label == 0)] = PITCHED_PAGE if s.group in ("page", "file") else 1.5
        if s.label.sum():
            copy = "made" if s.group == "made" else s.copy
            w[s.label == 1] = COPIES[copy] / math.sqrt(s.label.sum()) / math.sqrt(seen[s.case["block"]])
        w[s.probe] = np.where(s.report[s.probe], 1.0, 2.5 if s.copy else 6.0)
        if s.group.startswith("neg:made"):
            w[s.probe] = MADE / math.sqrt(s.probe.sum())
        out.append(w)
    return out


def fit(matrix: Matrix, samples: list[Sample], weights: list[np.ndarray], chosen: list[int], **changes: Any) -> Any:
    """Boosted trees over the chosen samples."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    up, down = read_names(UP), read_names(DOWN)
    monotone = [1 if n in up else -1 if n in down else 0 for n in matrix.names]
    settings: dict[str, Any] = {
        "max_iter": 400, "learning_rate": 0.12, "max_leaf_nodes": 12, "min_samples_leaf": 20, "l2_regularization": 3.0, "max_bins": 48,
        "monotonic_cst": monotone, "early_stopping": False, "random_state": 0, "max_features": 0.5,
    }  # fmt: skip
    model = HistGradientBoostingClassifier(**(settings | changes))
    x = np.vstack([matrix.parts[i] for i in chosen])
    y = np.concatenate([samples[i].label for i in chosen])
    w = np.concatenate([weights[i] for i in chosen])
    plain = (y == 0) & (w < 1) & (np.arange(len(y)) % EASY != 0)
    w[(y == 0) & (w < 1)] *= EASY
    model.fit(x[~plain], y[~plain], sample_weight=w[~plain])
    return model


def export(model: Any, names: list[str], caution: float) -> dict[str, Any]:
    """The trees as nested lists ``[feature, threshold, low, high]`` with numbers for leaves, and the names of the features."""
    trees = []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes

        def build(k: int, nodes: Any = nodes) -> Any:
            node = nodes[k]
            if node["is_leaf"]:
                return round(float(node["value"]), 4)
            return [int(node["feature_idx"]), round(float(node["num_threshold"]), 4), build(int(node["left"])), build(int(node["right"]))]

        trees.append(build(0))
    return {"names": names, "bias": round(float(np.ravel(model._baseline_prediction)[0]) + caution, 4), "trees": trees}


def write_json(model: dict[str, Any], path: Path) -> int:
    """Write the exported model, a tree a line; its size in characters."""
    text = json.dumps(model, separators=(",", ":")).replace('"trees":[', '"trees":[\n').replace("]],[", "]],\n[") + "\n"
    path.write_text(text, "utf8")
    return len(text)
