"""Where the time of ``clean`` goes: CPU microseconds a document by step, for each kind of document.

python -m bench.steps [--documents 100] [--kinds english,pages]
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from bench.corpus import DATA, make_documents
from copydesk.page import freeze
from copydesk.pipeline import clean_frozen
from copydesk.types import Hints

_OTHERS = 50_000
"""Number of the first document that is only cleaned to have every model read."""
# Step, and where the pipeline looks its function up.
STEPS = (
    ("find the stories", "copydesk.boundaries.stories", "find_stories"),
    ("lines that are not the story's", "copydesk.judging", "judge_story"),
    ("lines that are not the story's", "copydesk.judging", "find_unwanted"),
    ("profiles", "copydesk.pipeline", "find_by_profiles"),
    ("injected spam", "copydesk.spam.finder", "find_spam"),
    ("fields", "copydesk.fields.story_fields", "find_fields"),
    ("language", "copydesk.language.identify", "identify_language"),
)


def measure_steps(documents: Sequence[str]) -> dict[str, float]:
    """Microseconds a document by step; the sum is under ``sum``. The steps' functions are put back afterwards."""
    spent: Counter[str] = Counter()
    held = []
    for step, module, name in STEPS:
        home = importlib.import_module(module)
        held.append((home, name, getattr(home, name)))
        setattr(home, name, _timed(step, getattr(home, name), spent))
    try:
        for text in documents:
            start = time.thread_time()
            frozen = freeze(text, "a.txt", Hints())
            between = time.thread_time()
            clean_frozen(text, frozen)
            end = time.thread_time()
            spent["decode, repair, freeze"] += between - start
            spent["sum"] += end - start
    finally:
        for home, name, work in held:
            setattr(home, name, work)
    spent["render, ledger, all else"] = 2 * spent["sum"] - sum(spent.values())
    return {step: 1e6 * seconds / len(documents) for step, seconds in spent.items()}


def _timed(step: str, work: Callable[..., Any], spent: Counter[str]) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:
        start = time.thread_time()
        try:
            return work(*given, **named)
        finally:
            spent[step] += time.thread_time() - start

    return timed


def main() -> int:
    """Print a row a step, the costliest first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--kinds", default="english,chinese,russian,pages,short")
    arguments = parser.parse_args()
    if not DATA.exists():
        print("bench.steps: the development data (../shared) is not beside the checkout")
        return 0
    for kind in arguments.kinds.split(","):
        documents = list(make_documents(kind, arguments.documents))
        measure_steps([*make_documents("pages", 20, _OTHERS), *make_documents(kind, 20, _OTHERS)])  # models are read once a process
        size = sum(len(text.encode("utf-8", "surrogatepass")) for text in documents) / len(documents) / 1000
        print(f"{kind}, {size:.1f} kB a document")
        for step, figure in sorted(measure_steps(documents).items(), key=lambda row: -row[1]):
            print(f"  {step:34} {figure:8.0f} µs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
