"""Grows the two forests and writes ``data/model.json``. Needs lightgbm and the development cases; not needed at run time.

    python -m copydesk.html.build_model BOILERPLATE_DIR SCORE_DIR [--folds 5] [--only-folds]

BOILERPLATE_DIR holds ``*.html.jsonl.gz`` and ``*.gold.jsonl.gz``, SCORE_DIR ``boilerplate_score.py``, whose alignment gives each line
of a rendering its label. Pages are parted by site: the figures printed are of pages whose site no tree has seen.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import sys
import zlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copydesk.html.context import measure_context
from copydesk.html.features import Row, measure_rows, read_rows
from copydesk.html.page import render_html
from copydesk.html.second_thoughts import settle
from copydesk.lines import split_lines
from copydesk.types import Page

CORPORA = ("aeb", "fundus", "atf", "traf")
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


@dataclass(slots=True)
class Case:
    """A page with its rows, labels (1 body, 0 not, -1 unknown), gold and, once judged, probabilities."""

    page_id: str
    site: str
    gold: dict[str, Any]
    rows: list[Row]
    title: str | None
    labels: list[int]


def read_cases(data: Path, score: Any) -> list[Case]:
    """Every page of the development cases rendered and labelled, the suspect ones left out."""
    suspect = set(json.loads((data / "suspect.json").read_text("utf8")))
    cases = []
    for corpus in CORPORA:
        with gzip.open(data / f"{corpus}.gold.jsonl.gz", "rt", encoding="utf8") as stream:
            golds = {gold["page_id"]: gold for gold in map(json.loads, stream)}
        with gzip.open(data / f"{corpus}.html.jsonl.gz", "rt", encoding="utf8") as stream:
            for line in stream:
                item = json.loads(line)
                gold = golds[item["page_id"]]
                if item["page_id"] not in suspect:
                    cases.append(_read_case(item["html"], gold, score))
    return cases


def _read_case(html: str, gold: dict[str, Any], score: Any) -> Case:
    done = render_html(html)
    page = Page("page.html", done.text, done.text, (), (), split_lines(done.text), "utf-8", done.hints, done.blocks, done.name)
    rows = read_rows(page, [line for line in page.lines if line.end > line.start])
    texts = [row.text for row in rows]
    labels = [int(k) for k in score.kept_lines(texts, gold["gold"])] if gold["kind"] == "full" else _label_by_segments(texts, gold, score)
    return Case(gold["page_id"], gold["domain"], gold, rows, page.hints.title, labels)


def _label_by_segments(texts: list[str], gold: dict[str, Any], score: Any) -> list[int]:
    """Labels from pieces of text that must or must not be in the article; most lines stay unknown."""
    wanted = [s for s in map(score.nows, gold["with"]) if len(s) > 3]
    unwanted = [s for s in map(score.nows, gold["without"]) if len(s) > 3]
    labels = []
    for text in map(score.nows, texts):
        good = any(s in text or (len(text) > 30 and text in s) for s in wanted)
        bad = any(s in text and 2 * len(s) > len(text) for s in unwanted)
        labels.append(-1 if good == bad else int(good))
    return labels


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


def grow(tables: list[list[list[float]]], cases: list[Case], names: list[str]) -> Any:
    """One forest over the labelled lines of the cases."""
    import lightgbm
    import numpy as np

    values = [v for table, case in zip(tables, cases, strict=True) for v, label in zip(table, case.labels, strict=True) if label >= 0]
    labels = [label for case in cases for label in case.labels if label >= 0]
    weights = [w for case in cases for w, label in zip(weigh(case), case.labels, strict=True) if label >= 0]
    data = lightgbm.Dataset(np.asarray(values), labels, weight=np.asarray(weights), feature_name=[f"f{i}" for i in range(len(names))])
    return lightgbm.train(PARAMETERS, data, ROUNDS)


def part(sites: list[str], folds: int) -> dict[str, int]:
    """The fold of each site, by a digest of its name."""
    return {site: zlib.crc32(site.encode()) % folds for site in sites}


def ask(forest: Any, table: list[list[float]]) -> list[float]:
    """Probabilities of a forest for a table, [] for none."""
    import numpy as np

    return [float(p) for p in forest.predict(np.asarray(table), num_threads=1)] if table else []


def grow_both(cases: list[Case], vocabulary: list[str]) -> tuple[Any, Any, list[str], list[str]]:
    """Both forests; the second learns from first judgements of pages whose site the first had not seen."""
    measured = [measure_rows(case.rows, case.title, vocabulary) for case in cases]
    names, tables = next(names for names, _ in measured if names), [table for _, table in measured]
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
    more = next(names for names, _ in around if names)
    both = [[a + b for a, b in zip(t, u, strict=True)] for t, (_, u) in zip(tables, around, strict=True)]
    return alone, grow(both, cases, names + more), names, names + more


def judge(case: Case, alone: Any, context: Any, vocabulary: list[str]) -> list[float]:
    """P(body) of every row of a page, as ``judge_blocks`` has it."""
    _, table = measure_rows(case.rows, case.title, vocabulary)
    first = ask(alone, table)
    _, around = measure_context(case.rows, first)
    return settle(case.rows, ask(context, [a + b for a, b in zip(table, around, strict=True)]))


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
    """Prints shingle F1 of each corpus at several thresholds."""
    score._G.update({case.page_id: case.gold for case in cases})
    for threshold in (0.35, 0.4, 0.45, THRESHOLD, 0.55, 0.6):
        by = defaultdict(list)
        for case in cases:
            kept = "\n\n".join(row.text for row, p in zip(case.rows, judged[case.page_id], strict=True) if p >= threshold)
            by[case.gold["corpus"]].append(score._one((case.page_id, "html", kept)))
        figures = []
        for corpus, rows in by.items():
            s = score.summarise(rows)
            names = ("F1", "P", "R") if "F1" in s else ("segL_F1",)
            figures.append(f"{corpus} " + " ".join(f"{name} {100 * s[name]:.2f}" for name in names))
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
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--only-folds", action="store_true")
    args = parser.parse_args()
    sys.path.insert(0, str(args.score))
    import boilerplate_score as score  # type: ignore[import-not-found]

    cases = read_cases(args.data, score)
    if args.folds:
        measure_held_out(cases, args.folds, score)
    if not args.only_folds:
        vocabulary = find_vocabulary(cases)
        alone, context, names, both = grow_both(cases, vocabulary)
        model = {"vocabulary": vocabulary, "alone": plain(alone, names), "context": plain(context, both)}
        (Path(__file__).parent / "data/model.json").write_text(json.dumps(model, separators=(",", ":")) + "\n", "utf8")


if __name__ == "__main__":
    main()
