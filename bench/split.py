"""Measures the story splitter on development cases: boundaries, stories, fields from format marks, single articles kept whole.

python -m bench.split [--baselines] [--every N] [--by convention] [--only WORD] [--errors N] [--negatives]
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
sys.path[:0] = [str(ROOT), str(SHARED / "score")]

from copydesk.boundaries import find_stories  # noqa: E402
from copydesk.lines import split_lines  # noqa: E402
from copydesk.types import FieldName, Page, Split, first_value  # noqa: E402


def make_page(text: str, name: str = "page.txt") -> Page:
    """A page of clean text."""
    return Page(name, text, text, (), (), split_lines(text), "utf-8")


def read_prediction(split: Split) -> list[dict[str, Any]]:
    """A split as the scorer wants it, fields from format marks only."""
    out: list[dict[str, Any]] = []
    for s in split.stories:
        date = (
            first_value(s.marks, FieldName.PUBLISHED)
            or first_value(s.marks, FieldName.UPDATED)
            or first_value(s.marks, FieldName.DATELINE_DATE)
        )
        out.append(
            {
                "span": [s.start, s.end], "title": first_value(s.marks, FieldName.TITLE), "date": date,
                "source": first_value(s.marks, FieldName.PUBLISHER), "agency": first_value(s.marks, FieldName.AGENCY),
            }
        )  # fmt: skip
    return out


def split_whole(text: str) -> list[list[int]]:
    """Baseline: one story a file."""
    return [[0, len(text)]]


def split_counters(text: str) -> list[list[int]]:
    """Baseline: what LexisNexisTools does, crudely ported: cut at counters and after ``End of Document``."""
    cuts = [
        m.start()
        for m in re.finditer(r"(?m)^[ \t]*(?:Dokument |Document )?\d+ (?:of|von|de) \d+(?: DOCUMENTS?| DOKUMENTEN?)?[ \t\r]*$", text)
    ]
    ends = [m.end() for m in re.finditer(r"(?m)^End of Document[ \t\r]*$", text)]
    if ends:
        return [[a, b] for a, b in zip([0, *ends], ends, strict=False)]
    return [[a, b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=False)] or [[0, len(text)]]


def split_messages(text: str) -> list[list[int]]:
    """Baseline: what Superdesk's wire parsers do, crudely ported: one item a file, the first message where there are several."""
    if (m := re.search(r"\x02.{1,200000}?\x03", text, re.DOTALL)) is not None:
        return [[m.start(), m.end()]]
    return [[0, len(text)]]


def split_gaps(text: str) -> list[list[int]]:
    """Baseline: a story ends at two blank lines or more."""
    edges = [m.span() for m in re.finditer(r"(?:\r?\n[ \t]*){3,}", text.rstrip())]
    return [[a, b] for a, b in zip([0, *(e for _, e in edges)], [*(s for s, _ in edges), len(text)], strict=True)]


def split_rules(text: str) -> list[list[int]]:
    """Baseline: a story ends at the most frequent line without letters."""
    counts = Counter(x.strip() for x in text.splitlines() if x.strip() and not any(c.isalnum() for c in x))
    if not counts:
        return [[0, len(text)]]
    rule = re.escape(counts.most_common(1)[0][0])
    edges = [m.span() for m in re.finditer(rf"(?m)^[ \t]*{rule}[ \t\r]*$", text)]
    return [[a, b] for a, b in zip([0, *(e for _, e in edges)], [*(s for s, _ in edges), len(text)], strict=True) if text[a:b].strip()]


FLOORS = {"SCORE": 0.93, "F1": 0.97, "exact": 0.93, "count_ok_multi": 0.93}
BASELINES = {
    "whole file": split_whole,
    "LexisNexisTools' rules": split_counters,
    "Superdesk's parsers": split_messages,
    "blank gaps": split_gaps,
    "most frequent rule": split_rules,
}


def measure_baselines(gold: list[dict[str, Any]]) -> None:
    """One row a baseline on the same files."""
    import split_score as score

    for name, split in BASELINES.items():
        results = []
        for g in gold:
            text = (SHARED / "data" / "split" / "files" / g["file"]).read_bytes().decode("utf-8")
            results.append(score.score_file(g, text, split(text)))
        print(score.row(name, score.agg(results)))


def measure_files(args: argparse.Namespace) -> None:
    """Score over the development files."""
    import split_score as score

    data = SHARED / "data" / "split"
    gold = [json.loads(x) for x in (data / "gold.jsonl").read_text("utf8").splitlines()]
    gold = [g for g in gold if not args.only or args.only in g["convention"] or args.only == g["file"][:5]][:: args.every]
    results, seconds, size = [], 0.0, 0
    for g in gold:
        text = (data / "files" / g["file"]).read_bytes().decode("utf-8")
        start = time.perf_counter()
        split = find_stories(make_page(text))
        seconds += time.perf_counter() - start
        size += len(text)
        r = score.score_file(g, text, read_prediction(split))
        r.update(format=g["format"], origin=g["origin"], convention=g["convention"], file=g["file"], how=split.format)
        results.append(r)
    print(" " * 27 + " ".join(c[:6].rjust(6) for c in score.COLS))
    print(score.row("ALL", score.agg(results)))
    if args.baselines:
        measure_baselines(gold)
    if args.by:
        for k in sorted({str(r[args.by]) for r in results}):
            print(score.row(k, score.agg([r for r in results if str(r[args.by]) == k])))
    for r in sorted(results, key=lambda r: r["exact"] / r["n"])[: args.errors]:
        if r["exact"] < r["n"] or not r["count_ok"]:
            print(
                f"  {r['file']} {r['convention']:24} n={r['n']} pred={r['m']} "
                f"tp={r['tp']} fp={r['fp']} fn={r['fn']} exact={r['exact']} {r['how']}"
            )
    print(f"{size / 1e6 / max(seconds, 1e-9):.2f} M characters a second")
    figures = score.agg(results)
    low = [f"{name} {figures[name]:.3f} < {floor}" for name, floor in FLOORS.items() if (figures.get(name) or 0.0) < floor]
    if low and not args.only:
        raise SystemExit("below the floor: " + ", ".join(low))


def measure_negatives(args: argparse.Namespace) -> None:
    """Share of single-article pages that are split, by corpus."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    wrong = []
    start = time.perf_counter()
    for corpus in ("aeb", "atf", "fundus", "traf"):
        with gzip.open(SHARED / "data" / "boilerplate" / f"{corpus}.text.jsonl.gz", "rt", encoding="utf8") as f:
            for i, line in enumerate(f):
                if i % args.every:
                    continue
                o = json.loads(line)
                _count(counts, wrong, corpus, f"{o['page_id'][:14]} {o['flavour']}", o["text"])
    with gzip.open(SHARED / "data" / "spam" / "cases.jsonl.gz", "rt", encoding="utf8") as f:
        for i, line in enumerate(f):
            if i % args.every == 0:
                o = json.loads(line)
                _count(counts, wrong, "spam", o["id"], o["text"])
    for k, (n, bad) in counts.items():
        print(f"{k:8} {n:5} pages, split {bad} ({100 * bad / n:.2f} %)")
    for w in wrong[: args.errors]:
        print("  ", *w)
    print(f"{time.perf_counter() - start:.1f} s")


def _count(counts: dict[str, list[int]], wrong: list[Any], corpus: str, name: str, text: str) -> None:
    split = find_stories(make_page(text))
    counts[corpus][0] += 1
    if len(split.stories) > 1:
        counts[corpus][1] += 1
        wrong.append((corpus, name, len(split.stories), split.format, [(c.name[:30], c.weight) for c in split.stories[0].cues][:5]))


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--every", type=int, default=1)
    ap.add_argument("--by", default="")
    ap.add_argument("--only", default="")
    ap.add_argument("--errors", type=int, default=20)
    ap.add_argument("--baselines", action="store_true")
    ap.add_argument("--negatives", action="store_true")
    args = ap.parse_args()
    (measure_negatives if args.negatives else measure_files)(args)


if __name__ == "__main__":
    main()
