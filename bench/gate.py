"""What the gate costs: seconds and memory for 1 000, 10 000 and 100 000 articles by partition, and for measuring one.

    python -m bench.gate             prints the table; each size in a process of its own
    python -m bench.gate ROWS        one size, as JSON

The rows are generated: two in a hundred are spoiled, as in a bad night.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SIZES = (1_000, 10_000, 100_000)
PART = 5_000
SPOILED = 50  # one row in so many, by each of two expectations


def build_parts(count: int) -> Iterator[list[Any]]:
    """Partitions of generated rows, one at a time."""
    from tests.checks.rows import article_row

    for start in range(0, count, PART):
        rows = []
        for n in range(start, min(count, start + PART)):
            mix = f"{n * 2654435761 % 2**32:08x}"
            row = article_row(id=f"{mix}{n:08x}-0", source=f"source-{n // 10}.txt")
            row["mojibake"], row["spam"] = int(n % SPOILED == 1), int(n % SPOILED == 2)
            rows.append(row)
        yield rows


def measure_gate(count: int) -> dict[str, float]:
    """Seconds and megabytes for one size; the import of Great Expectations is told apart."""
    start = time.perf_counter()
    from checks.gate import judge

    imported = time.perf_counter()
    from tests.checks.rows import ledger_row, run_row

    ledgers = [ledger_row(source=f"source-{n}.txt") for n in range(count // 10)]
    run = run_row(sources_in=len(ledgers), sources_cleaned=len(ledgers))
    verdict = judge(build_parts(count), ledgers, run, run_name="bench", run_date="2026-03-01")
    done = time.perf_counter()
    if not verdict.run_ok or len(verdict.quarantine) != 2 * count // SPOILED:
        raise AssertionError(f"the gate judged wrongly: {verdict.reasons}, {len(verdict.quarantine)} refused")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "rows": count,
        "import": imported - start,
        "seconds": done - imported,
        "per_row_ms": (done - imported) / count * 1000,
        "mb": peak,
    }


def measure_measures() -> float:
    """Megabytes a second that the measures take in, over the gold articles of the seeds."""
    from checks.measures import measure_articles
    from tests.checks.records import build_cleaned

    gold = Path(__file__).parents[2] / "shared" / "gold" / "seeds.jsonl"
    if not gold.exists():
        return float("nan")
    sources = [build_cleaned(json.loads(line)) for line in gold.read_text("utf-8").splitlines()]
    size = sum(len(source.page.source_text.encode()) for source in sources)
    for source in sources:
        measure_articles(source)
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
    print(f"{'articles':>9} {'import s':>9} {'judge s':>8} {'ms each':>8} {'peak MB':>8}")
    for size in SIZES:
        done = subprocess.run([sys.executable, "-m", "bench.gate", str(size)], capture_output=True, text=True, check=True)
        row = json.loads(done.stdout.splitlines()[-1])
        print(f"{size:>9} {row['import']:>9.1f} {row['seconds']:>8.1f} {row['per_row_ms']:>8.2f} {row['mb']:>8.0f}")


if __name__ == "__main__":
    main()
