"""The whole flow (Prefect, gate, publishing, report) beside ``copydesk clean`` alone: time by phase, CPU and memory by process.

    python -m bench.flow [--documents 10000,100000] [--kind short|mixed] [--packing jsonl|files] [--workers 2] [--no-clean] [--keep DIR]

The figures also go to ``bench/results/flow-KIND-DOCUMENTS-DATE.json``, with the disk that the run left and the machine's load.
CPU seconds are those of all processes; memory is the resident set, looked at five times a second: parent (the run itself), worker (the
largest of them) and Prefect's server. ``short`` documents have 300 to 800 bytes, so that a million of them fit into a night.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from bench.corpus import DATA, write_corpus

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("results")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICK = os.sysconf("SC_CLK_TCK")
_LOOK = 0.2

# Runs in a process of its own: the flow, telling CPU and clock of its process at the beginning of every phase.
RUN = """
import json, resource, sys, time
from pathlib import Path
from flows.run import run
seeds, cleaned, workers = sys.argv[1:4]
marks, last = [], [""]
def tell(what, done, total):
    if what != last[0]:
        last[0] = what
        marks.append([what, time.process_time(), time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000])
tell("importing", 0, 0)
marks[0][1:3] = [0.0, time.perf_counter() - time.process_time()]
outcome = run(Path(seeds), Path(cleaned), workers=int(workers), progress=tell)
tell("end", 0, 0)
print(json.dumps({"marks": marks, "outcome": outcome.to_dict()}))
"""
CLEAN = """
import sys
from copydesk.cli import main
sys.exit(main(["clean", sys.argv[1], "-o", "/dev/null"]))
"""


@dataclass(slots=True)
class Seen:
    """What was seen of a run's processes: peak resident set in MB and CPU seconds, by role."""

    peak: dict[str, float] = field(default_factory=dict)
    cpu: dict[int, tuple[str, float]] = field(default_factory=dict)

    def seconds(self, role: str) -> float:
        """CPU seconds of all processes of a role, as they were last seen."""
        return sum(spent for name, spent in self.cpu.values() if name == role)


def _look(root: int, seen: Seen) -> None:
    """Note the process and all below it."""
    parents: dict[int, tuple[int, str, float, float]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
                command = (entry / "cmdline").read_bytes().replace(b"\\0", b" ").decode(errors="replace")
            except OSError:
                continue
            spent = (int(stat[11]) + int(stat[12])) / _TICK
            parents[int(entry.name)] = int(stat[1]), command, spent, int(stat[21]) * _PAGE / 1e6
    for pid, (_, command, spent, size) in parents.items():
        at = pid
        while at in parents and at != root:
            at = parents[at][0]
        if at != root:
            continue
        known = {"flows.orchestration.server": "server", "spawn_main": "worker"}
        role = "parent" if pid == root else next((role for mark, role in known.items() if mark in command), "other")
        if role == "other" and pid in seen.cpu:  # one that has just ended has no command any more
            role = seen.cpu[pid][0]
        seen.peak[role] = max(seen.peak.get(role, 0.0), size)
        if pid == root:
            seen.peak["own"] = max(seen.peak.get("own", 0.0), read_memory(pid)[1])
        seen.cpu[pid] = role, spent


def read_memory(pid: int | str = "self") -> tuple[float, float]:
    """MB of a process that are resident, and MB of it that are its own: without the files that it has mapped, whose pages the system
    takes back when it needs them."""
    try:
        lines = [line.split() for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
    except OSError:
        return 0.0, 0.0
    sizes = {line[0]: int(line[1]) / 1000 for line in lines if line[0] in ("VmRSS:", "RssAnon:")}
    return sizes.get("VmRSS:", 0.0), sizes.get("RssAnon:", 0.0)


@contextmanager
def watched(process: subprocess.Popen[str]) -> Iterator[Seen]:
    """Look at a process and its children until the block ends."""
    seen, done = Seen(), threading.Event()

    def look() -> None:
        while not done.wait(_LOOK):
            _look(process.pid, seen)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command cost: CPU seconds of all its processes, seconds by the clock, what was seen of it, and what it printed."""

    cpu: float
    wall: float
    seen: Seen
    told: str


def run_watched(code: str, *arguments: str) -> Spent:
    """Run a piece of Python in a process of its own. Raises RuntimeError where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with watched(process) as seen:
        told = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 4):
        raise RuntimeError(f"exit {process.returncode}: {told}")
    return Spent(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, seen, told)


def phase(flow: Spent, name: str) -> float:
    """Seconds by the clock that a phase of the flow took."""
    marks = json.loads(flow.told.splitlines()[-1])["marks"]
    return sum(then[2] - now[2] for now, then in pairwise(marks) if now[0] == name)


def measure_flow(home: Path, kind: str, count: int, packing: str, workers: int, *, alone: bool = True) -> dict[str, object]:
    """The figures of one corpus: milliseconds a document, phases, processes."""
    seeds, cleaned = home / "seeds", home / "cleaned"
    size = write_corpus(seeds, kind, count, 1 if packing == "files" else 1_000)
    row: dict[str, object] = {"documents": count, "kind": kind, "packing": packing, "workers": workers, "MB": round(size / 1e6, 1)}
    only = run_watched(CLEAN, str(seeds)) if alone else None
    if only is not None:
        row["clean alone, CPU s"] = round(only.cpu, 1)
        row["clean alone, peak MB"] = round(only.seen.peak.get("parent", 0))
    flow = run_watched(RUN, str(seeds), str(cleaned), str(workers))
    told = json.loads(flow.told.splitlines()[-1])
    row |= {"flow, CPU s": round(flow.cpu, 1), "flow, wall s": round(flow.wall, 1)}
    row["flow, ms a document"] = round(1000 * flow.cpu / count, 3)
    if only is not None:
        row["clean, ms a document"] = round(1000 * only.cpu / count, 3)
        row["flow / clean"] = round(flow.cpu / only.cpu, 3)
    for role in ("parent", "worker", "server", "other"):
        row[f"{role}, peak MB"] = round(flow.seen.peak.get(role, 0))
        row[f"{role}, CPU s"] = round(flow.seen.seconds(role), 1)
    row["parent, peak MB without mapped files"] = round(flow.seen.peak.get("own", 0))
    marks = told["marks"]
    for (what, cpu, wall, _), (_, cpu_then, wall_then, peak) in pairwise(marks):
        row[f"phase {what}: parent's CPU s, wall s, peak MB so far"] = [round(cpu_then - cpu, 2), round(wall_then - wall, 2), round(peak)]
    row["disk, MB: sources, cleaned"] = [round(measure_folder(folder)) for folder in (seeds, cleaned)]
    row["outcome"] = told["outcome"]["summary"]
    return row


def print_row(row: dict[str, object]) -> None:
    """One figure a line."""
    for name, value in row.items():
        print(f"  {name:44} {value}", flush=True)


def measure_folder(folder: Path) -> float:
    """MB of the files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def write_row(row: dict[str, object]) -> Path:
    """Write the figures of one corpus as JSON; gives the file."""
    RESULTS.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    path = RESULTS / f"flow-{row['kind']}-{row['documents']}-{now:%Y-%m-%dT%H%M%S}.json"
    path.write_text(json.dumps(row | {"ended": f"{now:%Y-%m-%dT%H:%M:%SZ}", "load": os.getloadavg()}, indent=1) + "\n", "utf-8")
    return path


def main(given: Sequence[str] | None = None) -> int:
    """Measure, print, and write to ``bench/results``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", default="1000,10000")
    parser.add_argument("--kind", default="short", choices=("short", "mixed"))
    parser.add_argument("--packing", default="jsonl", choices=("jsonl", "files"))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--no-clean", action="store_true", help="leave out `copydesk clean` alone")
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it (else a temporary one)")
    arguments = parser.parse_args(given)
    if not DATA.exists():
        print("bench.flow: the development data (../shared) is not beside the checkout")
        return 0
    for count in map(int, arguments.documents.split(",")):
        with tempfile.TemporaryDirectory() as spare:
            home = Path(arguments.keep or spare) / f"{arguments.kind}-{arguments.packing}-{count}"
            row = measure_flow(home, arguments.kind, count, arguments.packing, arguments.workers, alone=not arguments.no_clean)
        print_row(row)
        print(f"  figures in {write_row(row).relative_to(ROOT)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
