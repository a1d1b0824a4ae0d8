"""Composes dumps in conventions that no development file uses, to see whether the splitter generalises.

    python -m bench.conventions [--set first] [--files 3] [--seed 1] [--only NAME] [--errors 20] [--by] [--save DIR]

Each convention is a function that writes one file; dates, sources, separators and spacing vary from file to file. No threshold was
fitted to a convention by name: the figures are read as a whole. Every set was measured before anything was changed because of it.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.conventions import briefs, first, first_containers, first_singles, fourth, second, short, third
from bench.conventions.writing import SHARED, Book, Writer, make_items, read_pool

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(SHARED / "score")]

BOOKS = {
    "first": Book(first.book.dumps | first_containers.book.dumps, first_singles.book.singles),
    "second": second.book,
    "third": third.book,
    "fourth": fourth.book,
    "short": short.book,
    "briefs": briefs.book,
}
_STRUCTURED = ("csv", "json", "xml", "trec", "rss", "html")
_WHOLE = {"optional": [], "title": None, "date": None, "source": None, "agency": None, "plain": ""}


def make_files(book: Book, files: int, seed: int, only: str = "") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(name, text, gold) of every convention and every single article of a set."""
    pool = read_pool()
    for kind, table in (("multi", book.dumps), ("single", book.singles)):
        for name, write in table.items():
            if only in name:
                for k in range(files):
                    yield _make_file(f"{name}-{k}", kind, name, write, pool, random.Random(f"{seed}-{name}-{k}"))


def _make_file(key: str, kind: str, name: str, write: Any, pool: Any, r: random.Random) -> tuple[str, str, dict[str, Any]]:
    w = Writer()
    write(w, make_items(pool, r.choice([2, 3, 4, 5, 6, 8, 10, 12] if kind == "multi" else [4, 6, 8]), r), r)
    if kind == "single":
        end = len(w.text.rstrip())
        w.stories = [{"start": 0, "end": end, "core_start": 0, "core_end": end, **_WHOLE}]
    first_start, last_end = w.stories[0]["start"], w.stories[-1]["end"]
    gold: dict[str, Any] = {
        "id": key, "file": key, "kind": kind, "n": len(w.stories), "stories": w.stories, "preamble": None, "postamble": None,
        "structured": w.structured or name.startswith(_STRUCTURED), "format": name, "origin": "synthetic", "convention": name,
    }  # fmt: skip
    if first_start > 0:
        gold["preamble"] = [0, len(w.text[:first_start].rstrip())]
    if kind == "multi" and (tail := w.text[last_end:]).strip():
        gold["postamble"] = [last_end + len(tail) - len(tail.lstrip()), len(w.text)]
    return key, w.text, gold


def measure(book: Book, args: argparse.Namespace) -> list[dict[str, Any]]:
    """One row of figures a file."""
    import split_score as score

    from bench.split import make_page, read_prediction
    from copydesk.boundaries import find_stories

    results = []
    for name, text, gold in make_files(book, args.files, args.seed, args.only):
        if args.save:
            args.save.mkdir(parents=True, exist_ok=True)
            (args.save / f"{name}.txt").write_text(text, "utf8", newline="")
            (args.save / f"{name}.json").write_text(json.dumps(gold), "utf8")
        split = find_stories(make_page(text, name))
        row = score.score_file(gold, text, read_prediction(split))
        row.update(format=gold["format"], origin="synthetic", convention=gold["convention"], file=name, how=split.format)
        results.append(row)
    return results


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--set", choices=[*BOOKS, "all"], default="all")
    ap.add_argument("--files", type=int, default=3)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--only", default="")
    ap.add_argument("--errors", type=int, default=0)
    ap.add_argument("--by", action="store_true")
    ap.add_argument("--save", type=Path)
    args = ap.parse_args()
    import split_score as score

    start = time.perf_counter()
    print(" " * 27 + " ".join(c[:6].rjust(6) for c in score.COLS))
    for name in BOOKS if args.set == "all" else [args.set]:
        results = measure(BOOKS[name], args)
        if not results:
            continue
        print(score.row(name, score.agg(results)))
        if args.by:
            groups = {c: score.agg([r for r in results if r["convention"] == c]) for c in dict.fromkeys(r["convention"] for r in results)}
            for convention, figures in sorted(groups.items(), key=lambda g: -g[1]["SCORE"]):
                print(score.row("  " + convention, figures))
        for r in sorted(results, key=lambda r: r["exact"] / r["n"])[: args.errors]:
            if r["exact"] < r["n"] or not r["count_ok"]:
                print(f"  {r['file']:32} n={r['n']} pred={r['m']} tp={r['tp']} fp={r['fp']} fn={r['fn']} exact={r['exact']} {r['how']}")
    print(f"{time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
