"""Measure the spam finder alone on the development cases and look for alarms on clean data.

    python -m bench.spam [--every N] [--families] [--clean] [--floors]

Needs ``../shared`` beside the checkout. ``--clean`` counts marks on gold articles, split files, language paragraphs and full
page texts (``unseen pages`` are those that no fit has seen); ``--floors`` ends with exit code 1 where a figure is below its floor.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
sys.path[:0] = [str(ROOT), str(SHARED / "score")]

from bench.spam_cases import read_pages  # noqa: E402
from copydesk.lines import split_lines  # noqa: E402
from copydesk.spam import find_spam  # noqa: E402
from copydesk.types import Mark, Page, Story  # noqa: E402

SOFT = {"en_flattery"}
"""Families of prose comments, reported apart where the cases carry no tier of their own."""
FLOORS = {"recall": 98.5, "loss": 0.1, "perfect": 92.0, "soft recall": 80.0, "soft loss": 0.2, "alarms": 2.0, "alarms on hosts": 0.3}


def rows(path: Path) -> list[dict[str, Any]]:
    """JSON lines of a gzipped file."""
    with gzip.open(path, "rt", encoding="utf8") as f:
        return [json.loads(line) for line in f if line.strip()]


def find_marks(text: str) -> tuple[Mark, ...]:
    """Spam marks of a text taken as one page with one story."""
    page = Page("case", text, text, (), (), split_lines(text), "utf-8")
    return find_spam(page, Story(0, len(text)))


def cut(text: str, marks: tuple[Mark, ...]) -> str:
    """The text without what is marked."""
    kept, at = [], 0
    for mark in marks:
        kept.append(text[at : mark.start])
        at = mark.end
    return "".join(kept) + text[at:]


def is_soft(case: dict[str, Any]) -> bool:
    """Is the case one of prose comments?"""
    return case.get("tier") == "soft" or ("tier" not in case and case["family"] in SOFT)


def measure_cases(every: int, families: bool, details: str | None) -> dict[str, float]:
    """Figures of the board, from the finder's marks alone."""
    import spam_score as score  # type: ignore[import-not-found]

    cases = rows(SHARED / "data/spam/cases.jsonl.gz")[::every]
    start = time.perf_counter()
    marks = {case["id"]: find_marks(case["text"]) for case in cases}
    seconds = time.perf_counter() - start
    judged = score.evaluate(cases, {case["id"]: cut(case["text"], marks[case["id"]]) for case in cases})
    soft_ids = {case["id"] for case in cases if is_soft(case)}
    plain, soft = (score.summary([r for r in judged if (r["id"] in soft_ids) is flag]) for flag in (False, True))
    if families:
        print(score.HEAD)
        for key in ("family", "position"):
            for name in sorted({str(r[key]) for r in judged}):
                score.show(name, score.summary([r for r in judged if str(r[key]) == name]))
    if details:
        Path(details).write_text(
            "".join(
                json.dumps({**r, "marks": [[m.start, m.end, m.rule, m.confidence, m.evidence] for m in marks[r["id"]]]}, ensure_ascii=False)
                + "\n"
                for r in judged
            ),
            "utf8",
        )
    size = sum(len(case["text"].encode()) for case in cases)
    return {
        "recall": 100 * plain["junk_recall"],
        "loss": 100 * plain["legit_loss"],
        "perfect": 100 * plain["perfect"],
        "near": 100 * plain["near"],
        "soft recall": 100 * soft.get("junk_recall", 0.0),
        "soft loss": 100 * soft.get("legit_loss", 0.0),
        "alarms": 100 * plain["fa_lookalike"],
        "alarms on hosts": 100 * plain["fa_host"],
        "MB/s": size / 1e6 / seconds,
    }


def measure_clean(every: int) -> None:
    """Marks on text that should have none, with the first of them shown."""
    sources: dict[str, list[str]] = {}
    for corpus in ("aeb", "fundus", "atf"):
        sources[f"{corpus} gold"] = [r["gold"] for r in rows(SHARED / f"data/boilerplate/{corpus}.gold.jsonl.gz")]
        sources[f"{corpus} pages"] = [r["text"] for r in rows(SHARED / f"data/boilerplate/{corpus}.text.jsonl.gz")]
    sources["traf pages"] = [r["text"] for r in rows(SHARED / "data/boilerplate/traf.text.jsonl.gz")]
    sources["unseen pages"] = [case["text"] for case in read_pages(2, 1) if case["group"] == "page"]
    sources["language"] = [r["text"] for r in rows(SHARED / "data/language/cases.jsonl.gz")]
    sources["split files"] = [p.read_text("utf8") for p in sorted((SHARED / "data/split/files").iterdir())]
    for name, texts in sources.items():
        texts = texts[::every]
        start = time.perf_counter()
        found = [(text, mark) for text in texts for mark in find_marks(text)]
        seconds = time.perf_counter() - start
        size = sum(len(t.encode()) for t in texts) / 1e6
        alarmed, taken = len({id(t) for t, _ in found}), sum(m.end - m.start for _, m in found)
        print(f"{name:14} {len(texts):6} texts {alarmed:4} alarmed {taken:7} characters  {size / seconds:6.1f} MB/s")
        shown: Counter[str] = Counter()
        for text, mark in found:
            shown[text[mark.start : mark.end][:160].replace("\n", "⏎") + f"   [{mark.rule} {mark.confidence} {mark.evidence}]"] += 1
        for line, n in shown.most_common(60):
            print(f"    {n}x {line}")


def main() -> int:
    """Print the figures; 1 where a floor is broken and floors are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--families", action="store_true")
    parser.add_argument("--clean", action="store_true")
    parser.add_argument("--floors", action="store_true")
    parser.add_argument("--details")
    options = parser.parse_args()
    figures = measure_cases(options.every, options.families, options.details)
    broken = []
    for name, value in figures.items():
        floor = FLOORS.get(name)
        bad = floor is not None and (value > floor if "loss" in name or "alarms" in name else value < floor)
        broken += [name] if bad else []
        print(f"{name:16} {value:7.2f}" + (f"   floor {floor}" if floor is not None else "") + ("   BELOW" if bad else ""))
    if options.clean:
        measure_clean(options.every)
    return 1 if broken and options.floors else 0


if __name__ == "__main__":
    sys.exit(main())
