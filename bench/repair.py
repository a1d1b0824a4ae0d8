#!/usr/bin/env python3
"""Measures the repair beside its peers and holds it to its floors.

    python -m bench.repair [--data ../shared/data/repair] [--every N] [--peers] [--floors]

--every   every Nth case: quick looks (floors are for all cases)
--peers   ftfy in its defaults, ftfy in repair-only settings and plsfix beside it
--floors  exit 1 where a figure is below its floor in bench/repair_floors.json. A floor may be raised, never lowered:
          tests/repair/test_floors.py holds the least that each may say.

Exact: NFC-equal to the truth, no-break spaces as spaces. Speed: CPU seconds for clean text against ftfy.fix_text on the same text.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import json
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "repair_floors.json"
Fixer = Callable[[str], tuple[str, bool]]


def read_cases(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf8") as file:
        yield from map(json.loads, file)


def fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\xa0", " ").replace("\xad", "")


def ours(text: str) -> tuple[str, bool]:
    from copydesk.mojibake import repair_text

    repair = repair_text(text)
    return repair.text, bool(repair.unrecoverable)


def peers() -> dict[str, Fixer]:
    import ftfy

    plain = ftfy.TextFixerConfig(uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False, fix_line_breaks=False)
    found: dict[str, Fixer] = {
        "ftfy": lambda t: (ftfy.fix_text(t), False),
        "ftfy, repair only": lambda t: (ftfy.fix_text(t, plain), False),
    }
    try:
        import plsfix
    except ImportError:
        print("plsfix is not installed: left out")
    else:
        found["plsfix"] = lambda t: (plsfix.fix_text(t), False)
    return found


def measure_pairs(fix: Fixer, cases: list[dict[str, Any]]) -> dict[str, float]:
    """Exact repair in per cent by family, what got worse, and flags on what is beyond repair."""
    hits: dict[str, list[bool]] = defaultdict(list)
    flagged = lost = wrongly = worse = 0
    for case in cases:
        text, flag = fix(case["text"])
        if case["label"] == "unrec" or case.get("truth") is None:
            lost += 1
            flagged += flag
        elif case["label"] == "rec":
            truth, got = fold(case["truth"]), fold(text)
            for key in ("recoverable", f"family {case['family']}"):
                hits[key].append(got == truth)
            wrongly += flag
            worse += got != truth and distance(got, truth) > distance(fold(case["text"]), truth)
    out = {key: 100 * sum(v) / len(v) for key, v in sorted(hits.items())}
    out["made worse"] = 100 * worse / max(1, len(hits["recoverable"]))
    out["beyond repair, flagged"] = 100 * flagged / max(1, lost)
    out["flag precision"] = 100 * flagged / max(1, flagged + wrongly)
    return out


def distance(a: str, b: str) -> int:
    from rapidfuzz.distance import Levenshtein

    return int(Levenshtein.distance(a, b))


def measure_harm(fix: Fixer, cases: list[dict[str, Any]]) -> dict[str, float]:
    harmed = sum(unicodedata.normalize("NFC", fix(c["text"])[0]) != unicodedata.normalize("NFC", c["text"]) for c in cases)
    return {"clean lines harmed per 10 000": 1e4 * harmed / max(1, len(cases))}


def measure_bytes(cases: list[dict[str, Any]]) -> dict[str, float]:
    from copydesk.charset import decode

    tried = [c for c in cases if "b64" in c]
    return {
        "undeclared bytes": 100 * sum(fold(decode(base64.b64decode(c["b64"])).text) == fold(c["truth"]) for c in tried) / max(1, len(tried))
    }


def measure_speed(clean: list[dict[str, Any]]) -> dict[str, float]:
    """Our CPU time over ftfy's on the same clean text, page by page of 40 lines."""
    import ftfy

    ours("warm-up é")
    out = {}
    for lang in ("en", "zh-Hans", "ru"):
        lines = [c["text"] for c in clean if c["lang"] == lang and c["cls"] == "sentence"]
        pages = ["\n".join(lines[i : i + 40]) for i in range(0, len(lines), 40)]
        took = []
        for fix in (lambda t: ours(t)[0], ftfy.fix_text):
            start = time.process_time()
            for page in pages:
                fix(page)
            took.append(time.process_time() - start)
        out[f"time against ftfy, {lang}"] = took[0] / max(1e-9, took[1])
    return out


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=HERE.parent.parent / "shared/data/repair")
    ap.add_argument("--every", type=int, default=1)
    ap.add_argument("--peers", action="store_true")
    ap.add_argument("--floors", action="store_true")
    args = ap.parse_args()
    if not args.data.is_dir():
        print(f"{args.data} is absent: nothing to measure")
        return 0
    pairs = list(read_cases(args.data / "pairs.jsonl.gz"))[:: args.every]
    everything = list(read_cases(args.data / "clean.jsonl.gz"))
    clean = everything[:: args.every]
    table = {"copydesk": measure_pairs(ours, pairs) | measure_harm(ours, clean)}
    table["copydesk"] |= measure_bytes(list(read_cases(args.data / "bytes.jsonl.gz"))[:: args.every]) | measure_speed(everything)
    if args.peers:
        table |= {name: measure_pairs(fix, pairs) | measure_harm(fix, clean) for name, fix in peers().items()}
    print(f"{'':32}" + "".join(f"{name:>20}" for name in table))
    for key in table["copydesk"]:
        print(f"{key:32}" + "".join(f"{row[key]:20.2f}" if key in row else f"{'–':>20}" for row in table.values()))
    if not args.floors:
        return 0
    broken = find_broken(table["copydesk"], json.loads(FLOORS.read_text("utf8")))
    for line in broken:
        print("below its floor:", line)
    return 1 if broken else 0


def find_broken(figures: dict[str, float], floors: dict[str, dict[str, float]]) -> list[str]:
    """Figures below ``at_least`` or above ``at_most``."""
    out = [f"{k} {figures[k]:.2f} < {v}" for k, v in floors["at_least"].items() if k in figures and figures[k] < v]
    return out + [f"{k} {figures[k]:.2f} > {v}" for k, v in floors["at_most"].items() if k in figures and figures[k] > v]


if __name__ == "__main__":
    sys.exit(main())
