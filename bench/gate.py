"""What the gate costs: CPU and memory for 1 000, 10 000 and 100 000 articles by partition, and for measuring an article.

    python -m bench.gate             prints the table, a quarter of an hour; each size in a process of its own
    python -m bench.gate ROWS        one size, as JSON

The rows are those of the seeds' articles, varied: other ids, sources and lengths. Two in a hundred are spoiled, one in
a hundred has the words of an earlier one, as in a bad night. Two hundred origins with a past of sixty runs are compared with it.
Everything that a run has the gate do is in the figure: reading the measures, the suites, drift, scorecards, and Data Docs.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

SIZES = (1_000, 10_000, 100_000, 1_000_000)
PART = 1_000
"""Articles a table: a partition of a run holds some hundreds to some thousands."""
STORIES = 4
"""Articles a source."""
SPOILED = 100
"""One row in so many, by each of two expectations."""
COPIED = 100
ORIGINS, RUNS = 200, 60
SEEDS = Path(__file__).parents[1] / "seeds"


@dataclass(frozen=True)
class Night:
    """The measures of so many articles as the tables of a run; made anew each time they are gone through, so none is held."""

    count: int
    articles: tuple[dict[str, Any], ...]
    ledger: dict[str, Any]

    def __iter__(self) -> Iterator[Any]:
        from flows.snapshots.schema import table_of

        for start in range(0, self.count, PART):
            yield table_of("measures", list(self._rows(start, min(self.count, start + PART))))

    def _rows(self, start: int, end: int) -> Iterator[dict[str, Any]]:
        for n in range(start, end):
            source = f"feeds/origin-{n // STORIES % ORIGINS:03}/{n // STORIES:07}.txt"
            if n % STORIES == 0:
                row = self.ledger | {"source": source, "origin": f"Origin {n // STORIES % ORIGINS}", "articles": STORIES}
                yield {"source": source, "article": None, "row": json.dumps(row)}
            row = self._article(n, source)
            yield {"source": source, "article": row["id"], "row": json.dumps(row)}

    def _article(self, n: int, source: str) -> dict[str, Any]:
        chance = random.Random(n)
        row = self.articles[n % len(self.articles)] | {"id": f"{chance.getrandbits(64):016x}-{n}", "source": source}
        row["length"] = max(80, round(row["length"] * chance.uniform(0.3, 1.8)))
        row["copy_digest"] = f"{(random.Random(-n) if n % COPIED == 7 else chance).getrandbits(64):016x}"
        if n % COPIED == 8:
            row["copy_digest"] = f"{random.Random(1 - n).getrandbits(64):016x}"
        if n % SPOILED == 1:
            row |= {"mojibake": 3, "evidence": "damage: Ã© in a word of some length that is quoted here"}
        if n % SPOILED == 2:
            row |= {"spam": 1, "evidence": "spam: three terms of one trade in two lines"}
        return row


def measure_seeds() -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The rows of the five seeds, cleaned here and now: the pattern for all others."""
    import copydesk
    from checks.measures import measure_articles, measure_ledger

    cleaned = [copydesk.clean(path.read_bytes(), name=path.name) for path in sorted(SEEDS.glob("*.txt"))]
    return [dict(row) for one in cleaned for row in measure_articles(one)], dict(measure_ledger(cleaned[-1]))


def build_night(count: int) -> Night:
    """A night of so many articles. The seeds are cleaned in a process of their own, as a run cleans, so that the models that
    cleaning loads are not counted here."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as other:
        articles, ledger = other.submit(measure_seeds).result()
    return Night(count, tuple(articles), ledger)


def build_past(night: Night) -> tuple[Any, ...]:
    """Sixty runs of two hundred origins, each a little different."""
    from checks.history import summarize_run

    chance = random.Random(1)
    (one,) = summarize_run([night.ledger], 1)
    return tuple(
        replace(one, run=run, origin=f"Origin {number}", kept=round(one.kept * chance.uniform(0.95, 1.0)))
        for run in range(1, RUNS + 1)
        for number in range(ORIGINS)
    )


def measure_gate(count: int) -> dict[str, float]:
    """CPU seconds and megabytes for one size; what the imports take is told apart."""
    start = time.process_time()
    import checks.gate  # noqa: F401  loaded here, so that it is not counted below
    from checks.repeats import Seen
    from flows.judging.gate import judge_measures
    from flows.judging.memory import Memory

    imported = time.process_time()
    night = build_night(count)
    sources = -(-count // STORIES)
    memory = Memory(build_past(night), Seen(f"feeds/origin-{n % ORIGINS:03}/{n:07}.txt" for n in range(sources)))
    before, begin = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        ruling = judge_measures(
            night, {}, sources_in=sources, sources_refused=0, docs=Path(folder) / "docs", run_name="bench", memory=memory
        )
    seconds = time.process_time() - begin
    if ruling.objections or len(ruling.refused) != 2 * count // SPOILED:
        raise AssertionError(f"the gate judged wrongly: {ruling.objections}, {len(ruling.refused)} refused")
    copies = sum("text_is_no_unnamed_copy" in names for names in ruling.reported.values())
    if copies != count // COPIED or len(ruling.scorecards) != min(ORIGINS, sources):
        raise AssertionError(f"{copies} copies, {len(ruling.scorecards)} scorecards")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    each = seconds / count * 1000
    return {"rows": count, "import": imported - start, "seconds": seconds, "per_row_ms": each, "mb": peak, "before": before}


def measure_measures() -> float:
    """Megabytes a second of CPU that the measures take in, over the articles of the seeds."""
    import copydesk
    from checks.measures import measure_articles

    sources = [copydesk.clean(path.read_bytes(), name=path.name) for path in sorted(SEEDS.glob("*.txt"))]
    size = sum(len(article.text.encode()) for source in sources for article in source.articles)
    start = time.process_time()
    for _ in range(20):
        for source in sources:
            measure_articles(source)
    return 20 * size / (time.process_time() - start) / 1e6


def main() -> None:
    """Print the table, or the JSON of one size."""
    if len(sys.argv) > 1:
        print(json.dumps(measure_gate(int(sys.argv[1]))))
        return
    print(f"measures: {measure_measures():.1f} MB a second of CPU")
    print(f"{'articles':>9} {'import s':>9} {'judge s':>8} {'ms each':>8} {'peak MB':>8} {'of it before':>12}")
    for size in SIZES:
        done = subprocess.run([sys.executable, "-m", "bench.gate", str(size)], capture_output=True, text=True, check=True)
        row = json.loads(done.stdout.splitlines()[-1])
        figures = f"{row['import']:>9.1f} {row['seconds']:>8.1f} {row['per_row_ms']:>8.2f} {row['mb']:>8.0f} {row['before']:>12.0f}"
        print(f"{size:>9} {figures}", flush=True)


if __name__ == "__main__":
    main()
