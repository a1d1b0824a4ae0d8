"""Language identification beside its peers on the development cases: per cent right, and time.

    .venv/bin/python -m bench.language [--every N] [--wrong]

``--every`` takes every Nth case, ``--wrong`` lists what copydesk got wrong. langdetect answers every tenth of the cases taken, for
its time. Needs ``../shared`` beside the checkout. Ends with exit code 1 where a figure is under its floor (language_floors.json).
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from copydesk.language import identify_language
from copydesk.language.neighbours import forget_words
from copydesk.language.voices import Heard, ask_cld2, ask_langdetect, ask_langid, readable

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT.parent / "shared/data/language/cases.jsonl.gz"
FLOORS = Path(__file__).with_name("language_floors.json")
WIDER_ASIA = frozenset({"zh", "ru", "kk", "ky", "uz", "tg", "fa", "hi", "ur", "be", "mn", "tk", "az", "hy", "tr", "ar", "ug", "ps"})
PASSES = 3
"""How often everybody answers; the quickest pass counts, as other work on the machine makes all slower."""
MISLABELLED = "without ms"
"""Most texts labelled Malay in the cases are Indonesian blog pages: the figure without them is printed beside the others."""


def ask_first(voice: Callable[[str], tuple[Heard, ...]]) -> Callable[[str], str]:
    """A voice's first answer, '' if it has none."""
    return lambda text: next((heard.language for heard in voice(readable(text))), "")


PEERS: dict[str, tuple[Callable[[str], str], int]] = {
    "copydesk": (lambda text: identify_language(text).tag or "", 1),
    "CLD2": (ask_first(ask_cld2), 1),
    "py3langid": (ask_first(ask_langid), 1),
    "langdetect": (ask_first(ask_langdetect), 10),
}
"""Each contestant, and every how many cases it is asked."""


def kinds_of(case: dict[str, str]) -> list[str]:
    """The rows of the table that a case counts in."""
    kinds = [case["kind"]]
    if case["lang"] != "ms":
        kinds.append(f"{case['kind']} {MISLABELLED}")
    if case["lang"] in WIDER_ASIA:
        kinds.append("SCO and neighbours")
    return kinds


def measure(cases: list[dict[str, str]], ask: Callable[[str], str]) -> tuple[dict[str, float], list[str]]:
    """Per cent right by kind with milliseconds of CPU a text, and one line for each wrong answer."""
    right: dict[str, list[bool]] = defaultdict(list)
    wrong = []
    for case in cases[:: max(1, len(cases) // 50)]:
        ask(case["text"])
    seconds = float("inf")
    for _ in range(PASSES):
        forget_words()
        start = time.process_time()
        answers = [ask(case["text"]) for case in cases]
        seconds = min(seconds, time.process_time() - start)
    for case, answer in zip(cases, answers, strict=True):
        hit = answer.split("-")[0] in case["accept"]
        if not hit:
            wrong.append(f"{case['id']:16} {answer or '-':8} {case['text'][:90]}")
        for kind in kinds_of(case):
            right[kind].append(hit)
    return {kind: 100 * sum(hits) / len(hits) for kind, hits in sorted(right.items())} | {"ms": 1000 * seconds / len(cases)}, wrong


def main() -> int:
    """Prints the table; 1 if copydesk is under a floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--wrong", action="store_true")
    args = parser.parse_args()
    if not CASES.exists():
        print(f"no cases at {CASES.name}: put the shared folder beside the checkout")
        return 0
    with gzip.open(CASES, "rt", encoding="utf8") as stream:
        cases = [json.loads(line) for line in stream][:: args.every]
    ask_cld2("load"), ask_langid("load"), ask_langdetect("load")  # about a second, once: not counted for anybody
    gc.collect()
    gc.freeze()  # langdetect's profiles would slow everybody's garbage collection
    figures: dict[str, dict[str, float]] = {}
    wrong: list[str] = []
    for name, (ask, every) in PEERS.items():
        figures[name], missed = measure(cases[::every], ask)
        wrong = wrong or missed
    kinds = list(figures["copydesk"])
    print(f"{len(cases)} texts" + "".join(f"{kind:>22}" for kind in kinds))
    for name, row in figures.items():
        print(f"{name:11}" + "".join(f"{row.get(kind, 0):22.2f}" for kind in kinds))
    own = figures["copydesk"] | {"times faster than langdetect": figures["langdetect"]["ms"] / figures["copydesk"]["ms"]}
    floors = json.loads(FLOORS.read_text("utf8"))
    for what, floor in floors.items():
        print(f"{what}: {own[what]:.2f}, floor {floor}{'' if own[what] >= floor else '  UNDER'}")
    if args.wrong:
        print("\n".join(wrong))
    return int(any(own[what] < floor for what, floor in floors.items()))


if __name__ == "__main__":
    sys.exit(main())
