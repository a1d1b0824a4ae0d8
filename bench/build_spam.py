"""Rebuild the data of the spam finder: the small words of many languages, and the line model.

    python -m bench.build_spam words      small words of each language, from the development sentences
    python -m bench.build_spam model      fit on all cases, write copydesk/spam/data/model.json
    python -m bench.build_spam check      leave one family / one group of languages out, print the held-out figures

``model`` and ``check`` need scikit-learn, which nothing at run time does.
"""

from __future__ import annotations

import argparse
import collections
import json
import math
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

os.environ.setdefault("OMP_NUM_THREADS", "1")  # on a shared machine threads that wait for one another cost more than they save
import numpy as np  # noqa: E402

from bench.spam_cases import SHARED, Case, build_cases, read_dev_cases, read_pages, rows  # noqa: E402
from copydesk.lines import split_lines  # noqa: E402
from copydesk.spam import finder  # noqa: E402
from copydesk.spam.blocks import complete_blocks, correct_scores, is_convincing  # noqa: E402
from copydesk.spam.document import measure_document  # noqa: E402
from copydesk.spam.features import add_neighbours  # noqa: E402
from copydesk.spam.lexicon import UNSPACED, Lexicon, build_lexicon, load_lexicon, read_source  # noqa: E402
from copydesk.spam.runs import find_path  # noqa: E402
from copydesk.spam.words import find_words, fold  # noqa: E402

EASY = 5
OUT = ROOT / "copydesk" / "spam" / "data"

COARSE = {
    "zh_adult": "adult", "zh_adult_places": "adult", "ru_casino": "gambling", "id_slot": "gambling", "th_slot": "gambling",
    "en_pharma": "pharma", "fr_pharma": "pharma", "en_replica": "replica", "fr_de_replica": "replica", "brand_token_soup": "replica",
    "hidden_link_farm": "replica", "en_trackback": "trackback", "en_flattery": "flattery",
}  # fmt: skip

# Which way a feature may speak: a tree must not learn that more trade vocabulary means less spam from a quirk of few families.
UP = """sure share, sure amount, topic share, topic amount, trade and offer, trade cover, flattery share, flattery amount,
one trade, disguise, entities, foreign script, "foreign script, no sentence", foreign language,
"foreign language, no sentence", gibberish, links, link share, link markup, trade in link, trackback, loose comma,
decoration, repeated pairs, trade nearby, links nearby, foreign nearby, next to trade, trade in run, trade lines in run,
"trade lines in run, count", flattery share nearby, gibberish nearby, decoration nearby, trackback nearby,
words of neighbours, no small words, han without kana"""
DOWN = """prose, prose of the document, sentences, small words, frequent in document, known to document"""

CAUTION = -0.3
"""Added to the fitted bias, in log odds: a sentence lost weighs more than a keyword kept; chosen on the development pages."""


def _names(text: str) -> set[str]:
    out, quoted = [], text.replace("\n", " ").split('"')
    for i, part in enumerate(quoted):
        out += [part] if i % 2 else [p.strip() for p in part.split(",")]
    return {p for p in out if p}


def build_function_words(top: int = 45) -> None:
    """The most frequent short words of each language, counted over sentences; digits and lexicon entries stay out."""
    lexicon = load_lexicon()
    seen: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    total: collections.Counter[str] = collections.Counter()
    for row in rows(SHARED / "language/cases.jsonl.gz") + rows(SHARED / "repair/clean.jsonl.gz"):
        seen[row["lang"]].update(set(find_words(fold(row["text"]))))
        total[row["lang"]] += 1
    out = {}
    for lang in sorted(seen):
        if total[lang] < 30:
            continue
        good = [
            w
            for w, n in seen[lang].most_common(120)
            if n >= max(4, 0.012 * total[lang]) and len(w) <= 7 and w.isalpha() and not UNSPACED.search(w)
        ]
        good = [w for w in good if not any(tier == 2 for _, tier in lexicon.find_entries(w)) and w not in lexicon.words]
        out[lang] = " ".join(good[:top])
    (OUT / "function_words.json").write_text(json.dumps({k: v for k, v in out.items() if v}, ensure_ascii=False, indent=0) + "\n", "utf8")


class Sample:
    """One case as measured: units, their features, labels, and whether they count."""

    def __init__(self, case: Case, lexicon: Lexicon, copy: str = "") -> None:
        text = case["text"]
        spans = [(line.start, line.end) for line in split_lines(text)]
        raw = [text[a:b] for a, b in spans]
        document = measure_document(raw)
        units = finder._measure_units(raw, spans, list(range(len(raw))), document, lexicon)
        add_neighbours(units)
        self.case, self.copy = case, copy
        self.group = COARSE.get(case["group"], case["group"])
        self.language = case["language"]
        self.units = units
        self.values = [u.values for u in units]
        self.inside = [u.inside for u in units]
        self.text = [u.text for u in units]
        self.label = np.array([_share(u.start, u.end, case["junk"]) > 0.5 for u in units], dtype=float)
        self.neutral = np.array([_share(u.start, u.end, case.get("neutral") or []) > 0.5 for u in units], dtype=bool)
        self.probe = np.array([_share(u.start, u.end, case.get("probe") or []) > 0.5 for u in units], dtype=bool)


def _share(start: int, end: int, spans: list[list[int]]) -> float:
    return sum(max(0, min(end, b) - max(start, a)) for a, b in spans) / max(1, end - start)


def measure_samples(full: bool = False) -> list[Sample]:
    """All cases measured; a third of the junk cases a second time with its own family's vocabulary hidden."""
    source = read_source()
    lexicon = load_lexicon()
    blind = {family: build_lexicon(source, frozenset({family})) for family in source}
    cases = read_dev_cases() + build_cases(11, 4) + read_pages(12)
    samples = []
    for number, case in enumerate(cases):
        samples.append(Sample(case, lexicon))
        family = COARSE.get(case["group"], case["group"])
        if case["junk"] and family in blind and (full or number % 3 == 0):
            samples.append(Sample(case, blind[family], "blind"))
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


def weigh(samples: list[Sample]) -> list[np.ndarray]:
    """Weight of every unit: a long block does not outvote short ones, look-alikes count most, page furniture little."""
    seen = collections.Counter(s.case["block"] for s in samples if s.case["junk"])
    out = []
    for s in samples:
        w = np.full(len(s.label), 0.25 if s.group in ("page", "file") else 0.5)
        w[s.neutral & (s.label == 0)] = 0.4
        if s.label.sum():
            w[s.label == 1] = (6.0 if s.copy else 14.0) / math.sqrt(s.label.sum()) / math.sqrt(seen[s.case["block"]])
        w[s.probe] = 4.0
        out.append(w)
    return out


def fit(matrix: Matrix, samples: list[Sample], weights: list[np.ndarray], chosen: list[int]) -> Any:
    """Boosted trees over the chosen samples."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    up, down = _names(UP), _names(DOWN)
    monotone = [1 if n in up else -1 if n in down else 0 for n in matrix.names]
    model = HistGradientBoostingClassifier(
        max_iter=240, learning_rate=0.12, max_leaf_nodes=14, min_samples_leaf=12, l2_regularization=3.0, max_bins=48,
        monotonic_cst=monotone, early_stopping=False, random_state=0, max_features=0.5,
    )  # fmt: skip
    x = np.vstack([matrix.parts[i] for i in chosen])
    y = np.concatenate([samples[i].label for i in chosen])
    w = np.concatenate([weights[i] for i in chosen])
    plain = (y == 0) & (w < 1) & (np.arange(len(y)) % EASY != 0)  # sound lines abound: one in EASY stands for all
    w[(y == 0) & (w < 1)] *= EASY
    model.fit(x[~plain], y[~plain], sample_weight=w[~plain])
    return model


def _keep_convincing(sample: Sample, path: list[bool], scores: np.ndarray) -> list[bool]:
    """The path without blocks that do not convince."""
    kept = [False] * len(path)
    at = 0
    while at < len(path):
        end = at
        while end < len(path) and path[end]:
            end += 1
        if end > at and is_convincing(sample.units[at:end], list(scores[at:end])):
            kept[at:end] = [True] * (end - at)
        at = max(end, at + 1)
    return kept


class Scores:
    """Scores of all units of the chosen samples, computed in one go."""

    def __init__(self, model: Any, matrix: Matrix, chosen: list[int]) -> None:
        flat = np.clip(model.decision_function(np.vstack([matrix.parts[i] for i in chosen])), -8, 8) if chosen else np.zeros(0)
        self.of = dict(zip(chosen, np.split(flat, np.cumsum([len(matrix.parts[i]) for i in chosen])[:-1]), strict=True)) if chosen else {}


def judge(
    model: Any, matrix: Matrix, samples: list[Sample], chosen: list[int], show: list[str] | None = None, shift: float = 0.0
) -> np.ndarray:
    """Sums over the chosen samples: junk, junk found, sound, sound lost, cases, perfect, negatives, alarmed (characters and cases)."""
    total = np.zeros(8)
    given = model if isinstance(model, Scores) else Scores(model, matrix, chosen)
    for i in chosen:
        s = samples[i]
        if not len(s.values):
            continue
        scores = np.array(correct_scores(s.units, [float(x) for x in given.of[i] + shift]))
        found = find_path(list(scores), s.inside)
        complete_blocks(s.units, found)
        path = np.array(_keep_convincing(s, found, scores))
        size = np.array([len(t.replace(" ", "")) for t in s.text])
        junk = s.label == 1
        sound = ~junk & ~s.neutral
        missed, lost = junk & ~path, sound & path
        total[0] += size[junk].sum()
        total[1] += size[junk & path].sum()
        total[2] += size[sound].sum()
        total[3] += size[lost].sum()
        if junk.any():
            total[4] += 1
            total[5] += not missed.any() and not lost.any()
        else:
            total[6] += 1
            total[7] += bool(lost.any())
        if show is not None and (missed.any() or lost.any()):
            show.append(_tell(s, scores, missed, lost))
    return total


def _tell(s: Sample, scores: np.ndarray, missed: np.ndarray, lost: np.ndarray) -> str:
    """One line on a case that went wrong: which units were missed and which were lost, with their scores."""
    where = f"{s.case.get('id', '')} {s.group}{s.copy and '/blind'} {s.case['block'][:40]} {s.case['host_lang']} {s.case['position']}"
    pick = [[(s.text[k][:70], round(float(scores[k]), 1)) for k in np.flatnonzero(mask)[:4]] for mask in (missed, lost)]
    return f"{where} MISSED {int(missed.sum())} {pick[0]} LOST {int(lost.sum())} {pick[1]}"


def line(name: str, t: np.ndarray) -> str:
    """One row of figures in per cent."""
    pc = lambda a, b: f"{100 * a / b:6.2f}" if b else "     -"  # noqa: E731
    kept = f"junk {pc(t[1], t[0])} loss {pc(t[3], t[2])} perfect {pc(t[5], t[4])} of {int(t[4]):5}"
    return f"{name:28} {kept} alarms {int(t[7]):4} of {int(t[6]):5}"


def check(samples: list[Sample]) -> None:
    """Hold-outs: by family (vocabulary known, and vocabulary hidden too) and by groups of languages."""
    matrix = Matrix(samples)
    weights = weigh(samples)
    everyone = list(range(len(samples)))
    show: list[str] = []
    model = fit(matrix, samples, weights, everyone)
    for name, want in (
        ("fitted: development", lambda s: "id" in s.case),
        ("fitted: written", lambda s: "id" not in s.case and s.group not in ("page", "file")),
        ("fitted: pages, files", lambda s: s.group in ("page", "file")),
    ):
        print(line(name, judge(model, matrix, samples, [i for i in everyone if want(samples[i]) and not samples[i].copy], show)))
    sums: dict[str, np.ndarray] = collections.defaultdict(lambda: np.zeros(8))
    families = sorted({s.group for s in samples if s.case["junk"]})
    shown: list[str] = []
    for family in families:
        rest = [i for i in everyone if samples[i].group != family]
        model = fit(matrix, samples, weights, rest)
        for copy in ("", "blind"):
            for dev in (True, False):
                mine = [i for i in everyone if samples[i].group == family and samples[i].copy == copy and ("id" in samples[i].case) is dev]
                got = judge(model, matrix, samples, mine, shown)
                key = f"family out{', words hidden' if copy else ''}, {'dev' if dev else 'written'}"
                sums[key] += got
                if mine:
                    print(line(f"  {family} {copy} {'dev' if dev else 'written'}", got))
    kinds = sorted({s.group for s in samples if not s.case["junk"]})
    for turn in range(4):
        out = {k for n, k in enumerate(kinds) if n % 4 == turn}
        model = fit(matrix, samples, weights, [i for i in everyone if samples[i].group not in out])
        sums["kinds of look-alikes out"] += judge(
            model, matrix, samples, [i for i in everyone if samples[i].group in out and samples[i].group not in ("page", "file")], shown
        )
        sums["pages and files out"] += judge(
            model, matrix, samples, [i for i in everyone if samples[i].group in out and samples[i].group in ("page", "file")], shown
        )
    languages = sorted({s.language for s in samples if s.case["junk"]})
    for turn in range(6):
        out = {x for n, x in enumerate(languages) if n % 6 == turn}
        model = fit(matrix, samples, weights, [i for i in everyone if samples[i].language not in out])
        sums["languages out"] += judge(
            model, matrix, samples, [i for i in everyone if samples[i].language in out and not samples[i].copy], shown
        )
    for key, got in sums.items():
        print(line(key, got))
    for text in (show + shown)[:: max(1, len(show + shown) // 200)]:
        print(text)


def export(model: Any, names: list[str]) -> dict[str, Any]:
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
    return {"names": names, "bias": round(float(np.ravel(model._baseline_prediction)[0]) + CAUTION, 4), "trees": trees}


def write_model(samples: list[Sample]) -> None:
    """Fit on everything and write the shipped model."""
    matrix = Matrix(samples)
    model = fit(matrix, samples, weigh(samples), list(range(len(samples))))
    text = json.dumps(export(model, matrix.names), separators=(",", ":"))
    (OUT / "model.json").write_text(text.replace('"trees":[', '"trees":[\n').replace("]],[", "]],\n[") + "\n", "utf8")
    print(len(text), "bytes")


def main() -> None:
    """Does the one thing named on the command line; anything else is refused, since two of the three overwrite shipped data."""
    parser = argparse.ArgumentParser(prog="python -m bench.build_spam", description="Rebuild the data of the spam finder.")
    parser.add_argument("what", choices=("words", "model", "check"))
    what = parser.parse_args().what
    if what == "words":
        build_function_words()
    elif what == "check":
        check(measure_samples(full=True))
    else:
        write_model(measure_samples())


if __name__ == "__main__":
    main()
