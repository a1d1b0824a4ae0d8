"""Throughput, memory, scaling and peers over a mixed corpus made from the development data: one table, and JSON to compare over time.

    python -m bench.throughput [--documents 200] [--sizes 1000,4000] [--kind mixed|short]

Times are CPU seconds (of the process and all it started), so that a busy machine spoils them less; where wall-clock time is
told it says so. Peers see the same documents in the same run. Memory is the resident set, looked at five times a second. Needs
``../shared`` beside the checkout; takes about ten minutes. Sizes beyond 10 000: see bench.flow.

The table goes to ``bench/results/throughput.json`` and, under date and commit, to ``bench/results/throughput/``; a figure stands
beside that of the last run there.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from bench.__main__ import describe_machine
from bench.cold import measure_cold
from bench.corpus import DATA, make_documents, write_corpus
from bench.flow import CLEAN, RUN, phase, run_watched

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("results")
SMALL = "The harbour opens again\n\nBy Ann Lee\n\nThe harbour of the old town opens again on Tuesday, the mayor said on Monday.\n"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, the figure, its unit, and the target where there is one."""

    what: str
    figure: float
    unit: str
    target: str = ""


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measure_kinds(count: int) -> Iterator[Row]:
    """Megabytes a CPU second of ``copydesk.clean`` for each kind of document."""
    from copydesk import clean

    targets = {"english": "8", "chinese": "4", "russian": "4"}
    for kind in ("english", "chinese", "russian", "articles", "pages", "dumps", "mixed"):
        documents = list(make_documents(kind, count))
        size = sum(len(text.encode("utf-8", "surrogatepass")) for text in documents)
        for text in documents[:20]:
            clean(text, name="a.txt")
        seconds = cpu(lambda documents=documents: [clean(text, name="a.txt") for text in documents])
        yield Row(f"clean, {kind}", size / 1e6 / seconds, "MB/s", targets.get(kind, ""))


def measure_process(count: int) -> Iterator[Row]:
    """English articles from the start of a process on, beside the same ones once it is warm."""
    found = measure_cold("english", count)
    yield Row("english, first document of a process", found["first"], "s")
    yield Row(f"english, first {count} of a process", found["cold"], "MB/s")
    yield Row(f"english, first {count} of a process but for the first document", found["met first"], "MB/s", "2")
    yield Row(f"english, the same {count} once more, best of three turns a document", found["warm"], "MB/s", "3")


def measure_peers(count: int) -> Iterator[Row]:
    """copydesk against the naive pair, and against datatrove's nearest pipeline where that is installed."""
    import ftfy
    from langdetect import LangDetectException, detect_langs

    from copydesk import clean

    documents = list(make_documents("mixed", count))

    def naive() -> None:
        for text in documents:
            with suppress(LangDetectException):
                detect_langs(ftfy.fix_text(text))

    detect_langs("This loads the profiles of the languages.")
    own = cpu(lambda: [clean(text, name="a.txt") for text in documents])
    yield Row("clean, the documents of its peers", 1000 * own / count, "ms a document")
    pair = cpu(naive)
    yield Row("naive pair: ftfy.fix_text, langdetect.detect_langs", 1000 * pair / count, "ms a document")
    yield Row("naive pair / clean", pair / own, "×", "10")
    try:
        from datatrove.data import Document
        from datatrove.pipeline.filters import C4QualityFilter
        from datatrove.pipeline.formatters import FTFYFormatter, PIIFormatter, SymbolLinesFormatter
    except ImportError:
        return
    # Its language filters and its other quality filters fetch models or word lists first; these four need nothing.
    lines = C4QualityFilter(filter_no_terminal_punct=False, min_num_sentences=-1)
    steps = (FTFYFormatter(), SymbolLinesFormatter(), PIIFormatter(), lines)

    def peer() -> None:
        flow: Iterator[object] = (Document(text=text, id=str(number)) for number, text in enumerate(documents))
        for step in steps:
            flow = step.run(flow)
        for _ in flow:
            pass

    yield Row("datatrove: ftfy, symbol lines, addresses, C4 lines", 1000 * cpu(peer) / count, "ms a document")


def measure_start(folder: Path) -> Iterator[Row]:
    """One small file from start to end; the best of five, as a busy machine only ever adds."""
    path = folder / "small.txt"
    path.write_text(SMALL, "utf-8")
    spent = [run_watched(CLEAN, str(path)) for _ in range(5)]
    yield Row("clean one small file, CPU", min(one.cpu for one in spent), "s", "0.5")
    yield Row("clean one small file, wall clock", min(one.wall for one in spent), "s", "0.5")


def measure_sizes(folder: Path, kind: str, sizes: Sequence[int]) -> Iterator[Row]:
    """The whole flow against ``clean`` alone; cost a document, memory, and one process against two, at each size."""
    for count in sizes:
        home = folder / str(count)
        size = write_corpus(home / "seeds", kind, count)
        alone = run_watched(CLEAN, str(home / "seeds"))
        one = run_watched(RUN, str(home / "seeds"), str(home / "one"), "1")
        two = run_watched(RUN, str(home / "seeds"), str(home / "two"), "2")
        name = f"{count:,} documents"
        yield Row(f"{name}: size", size / 1e6, "MB")
        yield Row(f"{name}: clean alone", 1000 * alone.cpu / count, "ms a document")
        yield Row(f"{name}: whole flow", 1000 * two.cpu / count, "ms a document")
        yield Row(f"{name}: flow / clean", two.cpu / alone.cpu, "×", "1.30 at 100 000")
        yield Row(f"{name}: cleaning with one process / two, wall clock", phase(one, "cleaning") / phase(two, "cleaning"), "×", "1.85")
        yield Row(f"{name}: peak memory, parent", two.seen.peak["parent"], "MB", "1000")
        yield Row(f"{name}: peak memory, largest worker", two.seen.peak.get("worker", 0.0), "MB", "600")
        shutil.rmtree(home)


def print_table(rows: Sequence[Row], before: Mapping[str, float]) -> None:
    """The table, one row a line; ``before``: what was measured last time."""
    width = max(len(row.what) for row in rows)
    for row in rows:
        target = f"   target {row.target}" if row.target else ""
        past = f"   was {before[row.what]:.2f}" if row.what in before else ""
        print(f"{row.what:{width}} {row.figure:10.2f} {row.unit}{target}{past}", flush=True)


def read_last() -> dict[str, float]:
    """The figures of the last run that left some here."""
    past = sorted((RESULTS / "throughput").glob("*.json"))
    return {row["what"]: row["figure"] for row in json.loads(past[-1].read_bytes())["rows"]} if past else {}


def write_results(rows: Sequence[Row], machine: Mapping[str, object]) -> None:
    """Leave the figures under date and commit, and as the latest."""
    told = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    commit, now = told.stdout.strip() or "unknown", datetime.now(UTC)
    outcome = {"name": "throughput", "date": now.isoformat("T", "seconds"), "commit": commit, "machine": machine}
    text = json.dumps(outcome | {"rows": [asdict(row) for row in rows]}, indent=1, ensure_ascii=False) + "\n"
    (RESULTS / "throughput").mkdir(parents=True, exist_ok=True)
    for path in (RESULTS / "throughput.json", RESULTS / "throughput" / f"{now:%Y%m%dT%H%M%S}-{commit}.json"):
        path.write_text(text, "utf-8")


def main() -> int:
    """Measure, print the table, write it to ``bench/results``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200, help="for throughput and peers")
    parser.add_argument("--sizes", default="1000,4000", help="documents of the whole flow")
    parser.add_argument("--kind", default="mixed", choices=("mixed", "short"), help="documents of the whole flow: of 5 kB, or of 0.6 kB")
    arguments = parser.parse_args()
    if not DATA.exists():
        print("bench.throughput: the development data (../shared) is not beside the checkout")
        return 0
    machine, before, rows = describe_machine(), read_last(), []
    with tempfile.TemporaryDirectory() as home:
        sizes = [int(size) for size in arguments.sizes.split(",") if size]
        parts = (
            measure_kinds(arguments.documents),
            measure_process(500),
            measure_peers(arguments.documents),
            measure_start(Path(home)),
            measure_sizes(Path(home), arguments.kind, sizes),
        )
        for row in chain(*parts):
            rows.append(row)
            print(f"… {row.what}: {row.figure:.2f} {row.unit}", file=sys.stderr, flush=True)
    print(", ".join(f"{name} {value}" for name, value in machine.items()) + "\n")
    print_table(rows, before)
    write_results(rows, machine)
    return 0


if __name__ == "__main__":
    sys.exit(main())
