"""Judging alone, at any size: duplicates, copies and gate over synthetic short documents, CPU and memory by step.

    python -m bench.judging [--documents 60000,300000,1000000] [--keep DIR]

The documents are the short ones of ``bench.corpus``, taken as if cleaning had left them as they are: their texts and signatures are
real, their measures are those of the seeds' articles with other ids and lengths, one in 250 spoiled. Each size is judged in a process
of its own that holds neither Prefect nor the models of cleaning; what is in a kept folder is not made again. Memory is looked at ten
times a second: MB that are resident, and MB of it that are not mapped files.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from bench.corpus import make_documents
from bench.flow import RESULTS, ROOT, print_row, read_memory
from bench.gate import measure_seeds

PART = 4_000
"""Documents a partition, as in a million that lie in files of a thousand."""
SPOILED = 250
_LOOK = 0.1
_STEPS = ("find_duplicates", "find_copies", "judge_measures", "read_memory")


def write_part(job: tuple[Path, int, int], articles: Sequence[dict[str, Any]], ledger: dict[str, Any]) -> None:
    """One partition (folder, number of its first document, documents) as a worker leaves it."""
    import pyarrow as pa

    from copydesk.copies import pack_runs, prepare_text, sign_text
    from copydesk.copies.order import find_stated
    from flows.snapshots.schema import RUNS, article_table, empty_table, table_of

    folder, start, count = job
    found, measures, sources = [], [], []
    for number, text in enumerate(make_documents("short", count, start), start):
        text, name = text.strip(), f"{start:08}.jsonl#{number - start + 1}"
        id = f"{hashlib.sha256(text.encode('utf-8', 'surrogatepass') + name.encode()).hexdigest()[:16]}-0"
        received = f"2025-03-{1 + number % 28:02}T06:00:00Z"
        digest, sketch = sign_text(text)
        row = articles[number % len(articles)] | {"id": id, "source": name, "length": len(text), "copy_digest": f"{digest:016x}"}
        if number % SPOILED == 1:
            row |= {"mojibake": 3, "evidence": "damage: Ã© in a word of some length that is quoted here"}
        found.append({"id": id, "text": text, "source": {"name": name, "received": received}})
        measures.append({"source": name, "article": None, "row": json.dumps(ledger | {"source": name, "origin": "*.jsonl", "articles": 1})})
        values = {"stated": find_stated(None, None, received), "digest": digest, "sketch": sketch}
        measures.append({"source": name, "article": id, "row": json.dumps(row), **values})
        sources.append({"name": name, "file": f"{start:08}.jsonl", "verdict": "published", "sha256": id, "bytes": len(text), "stories": 1})
    tables = {kind: empty_table(kind) for kind in ("ledger", "quarantine")}
    tables |= {"articles": article_table(found), "measures": table_of("measures", measures), "sources": table_of("sources", sources)}
    tables["runs"] = pa.table([pa.array([pack_runs(prepare_text(row["text"])) for row in found])], schema=RUNS)
    folder.mkdir(parents=True, exist_ok=True)
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    for kind, table in tables.items():
        with pa.ipc.new_file(str(folder / f"{kind}.arrow"), table.schema, options=options) as file:
            file.write_table(table)


def write_parts(home: Path, count: int) -> None:
    """The partitions of so many documents, those that are not there yet."""
    with ProcessPoolExecutor(2) as pool:
        articles, ledger = pool.submit(measure_seeds).result()
        jobs = [(home / f"{start:08}", start, min(PART, count - start)) for start in range(0, count, PART)]
        left = [job for job in jobs if not (job[0] / "measures.arrow").exists()]
        for _ in pool.map(partial(write_part, articles=articles, ledger=ledger), left):
            pass


class Watch:
    """What is resident, by step, until the block ends."""

    def __init__(self) -> None:
        self.step = "before"
        self.peak: dict[str, tuple[float, float]] = {}
        self.cpu: dict[str, float] = {}
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(_LOOK):
            self.look()

    def look(self) -> None:
        """Note what is resident now."""
        before, now = self.peak.get(self.step, (0.0, 0.0)), read_memory()
        self.peak[self.step] = max(before[0], now[0]), max(before[1], now[1])

    def watched(self, step: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The function, watched as a step of that name."""

        def call(*arguments: Any, **named: Any) -> Any:
            self.look()
            outer, self.step, start = self.step, step, time.process_time()
            try:
                return work(*arguments, **named)
            finally:
                self.look()
                self.cpu[step] = self.cpu.get(step, 0.0) + time.process_time() - start
                self.step = outer

        return call


def judge_parts(home: Path, count: int) -> dict[str, Any]:
    """Judge what ``write_parts`` left; what each step took, in milliseconds a document and MB."""
    import checks.gate  # noqa: F401  loaded here, so that it is not counted below
    from flows import steps
    from flows.planning.plan import Plan
    from flows.publishing.parts import Part

    folders = sorted(path for path in home.iterdir() if path.is_dir() and path.name.isdecimal())
    parts = tuple(Part(path.name, (str(path),)) for path in folders[: -(-count // PART)])
    with tempfile.TemporaryDirectory() as spare, Watch() as watch:
        todo = steps.Todo(Plan("", (), (), "", {}), Path(spare), None, {}, (), 2)
        (Path(spare) / ".work").mkdir()
        rule = watch.watched("judge_measures", steps.judge_measures)
        for name in _STEPS:
            setattr(steps, name, watch.watched(name, getattr(steps, name)))
        judged = watch.watched("rest", steps.judge)(todo, parts, "bench", rule)
        watch.look()
    copies = sorted((id, copy.of, copy.relation.value, copy.coverage, copy.ratio) for id, copy in judged.copies.by_id().items())
    row: dict[str, Any] = {"documents": count, "refused": len(judged.ruling.refused), "copies": len(copies)}
    row["digest of the outcome"] = hashlib.sha256(repr((copies, sorted(judged.ruling.refused.items()))).encode()).hexdigest()[:16]
    row |= {f"{step}, CPU ms a document": round(1000 * spent / count, 3) for step, spent in watch.cpu.items()}
    row |= {f"{step}, peak MB, of it no mapped files": [round(size) for size in peak] for step, peak in watch.peak.items()}
    return row


def main(given: Sequence[str] | None = None) -> int:
    """Print the figures, and leave them in ``bench/results``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", default="60000")
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it (else a temporary one)")
    parser.add_argument("--judge", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args(given)
    if arguments.judge:
        print(json.dumps(judge_parts(arguments.keep, arguments.judge)))
        return 0
    with tempfile.TemporaryDirectory() as spare:
        home = arguments.keep or Path(spare)
        for count in map(int, arguments.documents.split(",")):
            write_parts(home, count)
            call = [sys.executable, "-m", "bench.judging", "--judge", str(count), "--keep", str(home)]
            done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True)
            row = json.loads(done.stdout.splitlines()[-1])
            print_row(row)
            RESULTS.mkdir(exist_ok=True)
            (RESULTS / f"judging-{count}.json").write_text(json.dumps(row, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
