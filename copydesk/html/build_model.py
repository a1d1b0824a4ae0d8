"""Grows the two forests and writes ``data/model.json``. Needs lightgbm and the development cases; not needed at run time.

    python -m copydesk.html.build_model BOILERPLATE_DIR SCORE_DIR [--packages PACKAGES] [--folds 5] [--only-folds]

BOILERPLATE_DIR holds ``*.html.jsonl.gz`` and ``*.gold.jsonl.gz``, SCORE_DIR ``boilerplate_score.py``, whose alignment gives each line
of a rendering its label. PACKAGES is the folder of unpacked packages of docs/boilerplate.md. Pages are parted by site: the figures printed
are of pages whose site no tree has seen.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import zlib
from collections import defaultdict
from pathlib import Path
from typing import Any

from copydesk.html.build_cases import Case, read_cases, read_packaged
from copydesk.html.context import measure_context
from copydesk.html.features import measure_rows
from copydesk.html.second_thoughts import settle

MIN_SITES = 12
"""Sites on which an element's name must occur to be a feature."""
MAX_VOCABULARY = 200
PARAMETERS = {
    "objective": "binary",
    "num_leaves": 24,
    "max_depth": 6,
    "learning_rate": 0.06,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "verbose": -1,
    "seed": 1,
    "deterministic": True,
    "num_threads": 1,
}
ROUNDS = 160
THRESHOLD = 0.5


def find_vocabulary(cases: list[Case]) -> list[str]:
    """Element names that occur on most sites; labels play no part in the choice."""
    sites: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for name in set().union(*(row.near | row.far for row in case.rows)):
            sites[name].add(case.site)
    ranked = sorted((-len(found), name) for name, found in sites.items() if len(found) >= MIN_SITES)
    return sorted(name for _, name in ranked[:MAX_VOCABULARY])


def weigh(case: Case) -> list[float]:
    """Weights of the lines: long lines count more, every page counts alike."""
    own = [0.3 + math.log1p(len(row.words)) / 3 if label >= 0 else 0.0 for row, label in zip(case.rows, case.labels, strict=True)]
    total = sum(own) or 1.0
    scale = 60.0 if case.gold["kind"] == "full" else 12.0
    return [w * scale / total for w in own]


def grow(tables: list[Any], cases: list[Case], names: list[str]) -> Any:
    """One forest over the labelled lines of the cases. ``tables``: an array of features for each, a row a line."""
    import lightgbm
    import numpy as np

    known = [np.asarray(case.labels) >= 0 for case in cases]
    values = np.concatenate([table[which] for table, which in zip(tables, known, strict=True)])
    labels = np.concatenate([np.asarray(case.labels)[which] for case, which in zip(cases, known, strict=True)])
    weights = np.concatenate([np.asarray(weigh(case))[which] for case, which in zip(cases, known, strict=True)])
    data = lightgbm.Dataset(values, labels, weight=weights, feature_name=[f"f{i}" for i in range(len(names))])
    return lightgbm.train(PARAMETERS, data, ROUNDS)


def part(sites: list[str], folds: int) -> dict[str, int]:
    """The fold of each site, by a digest of its name."""
    return {site: zlib.crc32(site.encode()) % folds for site in sites}


def ask(forest: Any, table: Any) -> list[float]:
    """Probabilities of a forest for a table, [] for none."""
    return [float(p) for p in forest.predict(table, num_threads=1)] if len(table) else []


def grow_both(cases: list[Case], vocabulary: list[str]) -> tuple[Any, Any, list[str], list[str]]:
    """Both forests; the second learns from first judgements of pages whose site the first had not seen."""
    import numpy as np

    cases = [case for case in cases if case.rows]
    names, _ = measure_rows(cases[0].rows, cases[0].title, vocabulary)
    tables = [np.asarray(measure_rows(case.rows, case.title, vocabulary)[1]) for case in cases]
    fold = part([case.site for case in cases], 3)
    first: list[list[float]] = [[] for _ in cases]
    for k in range(3):
        seen = [i for i, case in enumerate(cases) if fold[case.site] != k]
        forest = grow([tables[i] for i in seen], [cases[i] for i in seen], names)
        for i, case in enumerate(cases):
            if fold[case.site] == k:
                first[i] = ask(forest, tables[i])
    alone = grow(tables, cases, names)
    around = [measure_context(case.rows, one) for case, one in zip(cases, first, strict=True)]
    more = around[0][0]
    both = [np.hstack([table, np.asarray(values)]) for table, (_, values) in zip(tables, around, strict=True)]
    return alone, grow(both, cases, names + more), names, names + more


def judge(case: Case, alone: Any, context: Any, vocabulary: list[str]) -> list[float]:
    """P(body) of every row of a page, as ``judge_blocks`` has it."""
    import numpy as np

    if not case.rows:
        return []
    table = np.asarray(measure_rows(case.rows, case.title, vocabulary)[1])
    first = ask(alone, table)
    around = np.asarray(measure_context(case.rows, first)[1])
    return settle(case.rows, ask(context, np.hstack([table, around])), case.title)


def measure_held_out(cases: list[Case], folds: int, score: Any) -> dict[str, list[float]]:
    """P(body) of every page from forests that saw no page of its site; prints the figures of each corpus."""
    fold = part([case.site for case in cases], folds)
    judged = {}
    for k in range(folds):
        seen = [case for case in cases if fold[case.site] != k]
        vocabulary = find_vocabulary(seen)
        alone, context, _, _ = grow_both(seen, vocabulary)
        for case in cases:
            if fold[case.site] == k:
                judged[case.page_id] = judge(case, alone, context, vocabulary)
        print(f"fold {k + 1} of {folds}", flush=True)
    report(cases, judged, score)
    return judged


def report(cases: list[Case], judged: dict[str, list[float]], score: Any) -> None:
    """Prints shingle F1 of each corpus at several thresholds, and the mean share of body lines kept and of others gone."""
    score._G.update({case.page_id: case.gold for case in cases})
    for threshold in (0.35, 0.4, 0.45, THRESHOLD, 0.55, 0.6):
        rows: dict[str, list[Any]] = defaultdict(list)
        kept: dict[str, list[float]] = defaultdict(list)
        gone: dict[str, list[float]] = defaultdict(list)
        for case in cases:
            corpus, keep = case.gold["corpus"], [p >= threshold for p in judged[case.page_id]]
            text = "\n\n".join(row.text for row, stays in zip(case.rows, keep, strict=True) if stays)
            rows[corpus].append(score._one((case.page_id, "html", text)))
            for label, into in ((1, kept), (0, gone)):
                verdicts = [stays == bool(label) for stays, own in zip(keep, case.labels, strict=True) if own == label]
                into[corpus] += [sum(verdicts) / len(verdicts)] if verdicts else []
        figures = []
        for corpus, found in rows.items():
            s = score.summarise(found) | {"kept": statistics.mean(kept[corpus]), "gone": statistics.mean(gone[corpus])}
            names = ("F1", "P", "R", "kept", "gone") if "F1" in s else ("segL_F1",)
            figures.append(f"{corpus} " + " ".join(f"{name} {100 * s[name]:.1f}" for name in names))
        print(f"threshold {threshold}: " + "; ".join(figures), flush=True)


def plain(forest: Any, names: list[str]) -> dict[str, Any]:
    """A forest as lists: every node [feature, threshold, left, right] or [log-odds]."""
    trees, deepest = [], 0
    for tree in forest.dump_model()["tree_info"]:
        nodes: list[list[float]] = []

        def add(node: dict[str, Any], depth: int, nodes: list[list[float]] = nodes) -> int:
            nonlocal deepest
            deepest = max(deepest, depth)
            at = len(nodes)
            nodes.append([])
            if "leaf_value" in node:
                nodes[at] = [float(f"{node['leaf_value']:.5g}")]
            else:
                left, right = add(node["left_child"], depth + 1), add(node["right_child"], depth + 1)
                nodes[at] = [node["split_feature"], float(f"{node['threshold']:.7g}"), left, right]
            return at

        add(tree["tree_structure"], 0)
        trees.append(nodes)
    return {"names": names, "depth": deepest, "trees": trees}


def main() -> None:
    """Prints held-out figures, then writes the model grown on all pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("score", type=Path)
    parser.add_argument("--packages", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--only-folds", action="store_true")
    args = parser.parse_args()
    sys.path.insert(0, str(args.score))
    import boilerplate_score as score  # type: ignore[import-not-found]

    cases = [*read_cases(args.data, score), *(read_packaged(args.packages) if args.packages else ())]
    if args.folds:
        measure_held_out(cases, args.folds, score)
    if not args.only_folds:
        vocabulary = find_vocabulary(cases)
        alone, context, names, both = grow_both(cases, vocabulary)
        model = {"vocabulary": vocabulary, "alone": plain(alone, names), "context": plain(context, both)}
        (Path(__file__).parent / "data/model.json").write_text(json.dumps(model, separators=(",", ":")) + "\n", "utf8")


if __name__ == "__main__":
    main()
