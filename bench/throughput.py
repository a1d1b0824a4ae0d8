"""Throughput, memory, scaling and peers over a mixed corpus made from the development data: one table, and JSON to compare over time.

    python -m bench.throughput [--documents 300] [--sizes 1000,4000]

Times are CPU seconds (of the process and all it started), so that a busy machine does not spoil them; where wall-clock time is
told it says so. Peers see the same documents in the same run. Needs ``../shared`` beside the checkout.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.__main__ import describe_machine
from bench.corpus import DATA, make_documents, write_corpus

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


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command cost with all that it started: CPU and wall seconds, peak memory of it and of its largest child in MB."""

    cpu: float
    wall: float
    own: float
    child: float


_TOLD = """
import json, os, resource, sys
from copydesk.cli import main
code = main(sys.argv[1:])
own, child = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([own.ru_maxrss / 1024, child.ru_maxrss / 1024, code]), file=sys.stderr)
"""


def run_command(*arguments: str) -> Spent:
    """The copydesk command in a process of its own. Raises where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", _TOLD, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    told = process.stderr.read()
    _, _, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    try:
        own, child, code = json.loads(told.splitlines()[-1])
    except (ValueError, IndexError):
        raise RuntimeError(told) from None
    if code not in (0, 4):
        raise RuntimeError(told)
    return Spent(usage.ru_utime + usage.ru_stime, wall, own, child)


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
    yield Row("clean, mixed", 1000 * own / count, "ms a document")
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
    spent = [run_command("clean", str(path), "-o", os.devnull) for _ in range(5)]
    yield Row("clean one small file, CPU", min(one.cpu for one in spent), "s", "0.5")
    yield Row("clean one small file, wall clock", min(one.wall for one in spent), "s", "0.5")


def measure_flow(folder: Path, sizes: Sequence[int]) -> Iterator[Row]:
    """The whole flow against ``clean`` alone; cost a document, memory and two processes, at each size."""
    for count in sizes:
        home = folder / str(count)
        size = write_corpus(home / "seeds", "mixed", count)
        alone = run_command("clean", str(home / "seeds"), "-o", os.devnull)
        one = run_command("run", str(home / "seeds"), "--cleaned", str(home / "one"), "--workers", "1")
        two = run_command("run", str(home / "seeds"), "--cleaned", str(home / "two"), "--workers", "2")
        name = f"{count:,} documents"
        yield Row(f"{name}: size", size / 1e6, "MB")
        yield Row(f"{name}: clean alone", 1000 * alone.cpu / count, "ms a document")
        yield Row(f"{name}: whole flow", 1000 * two.cpu / count, "ms a document")
        yield Row(f"{name}: flow / clean", two.cpu / alone.cpu, "×", "1.30")
        yield Row(f"{name}: one process / two, CPU × 2", 2 * one.cpu / two.cpu, "×", "1.85")
        yield Row(f"{name}: one process / two, wall clock", one.wall / two.wall, "×", "1.85")
        yield Row(f"{name}: peak memory, parent", two.own, "MB", "1000")
        yield Row(f"{name}: peak memory, largest child", two.child, "MB", "600")


def print_table(rows: Sequence[Row]) -> None:
    """The table, one row a line."""
    width = max(len(row.what) for row in rows)
    for row in rows:
        target = f"   target {row.target}" if row.target else ""
        print(f"{row.what:{width}} {row.figure:10.2f} {row.unit}{target}")


def main() -> int:
    """Measure, print the table, write it to ``bench/results/throughput.json``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=300, help="for throughput and peers")
    parser.add_argument("--sizes", default="1000,4000", help="documents of the whole flow")
    arguments = parser.parse_args()
    if not DATA.exists():
        print("bench.throughput: the development data (../shared) is not beside the checkout")
        return 0
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as home:
        sizes = [int(size) for size in arguments.sizes.split(",") if size]
        for part in (
            measure_kinds(arguments.documents),
            measure_peers(arguments.documents),
            measure_start(Path(home)),
            measure_flow(Path(home), sizes),
        ):
            for row in part:
                rows.append(row)
                print_table([row])
                sys.stdout.flush()
    machine = describe_machine()
    print("\n" + ", ".join(f"{name} {value}" for name, value in machine.items()) + "\n")
    print_table(rows)
    RESULTS.mkdir(exist_ok=True)
    outcome = {"name": "throughput", "machine": machine, "rows": [asdict(row) for row in rows]}
    (RESULTS / "throughput.json").write_text(json.dumps(outcome, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
