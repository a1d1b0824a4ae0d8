"""Publishing: what a run costs beside the cleaning, from nothing, with nothing new, and with one source in a hundred new.

    python -m bench.publish [--documents 2000,10000] [--seeds seeds] [--kills]

``--seeds`` also times the real command over a folder, embedded Prefect and gate included. ``--kills`` kills a run before
every step on the disk and reports what a reader saw.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_WORDS = (
    *("council", "harbour", "library", "Monday", "minister", "quay", "budget", "school"),
    *("river", "market", "winter", "train", "vote", "report", "festival"),
)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds and result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def write_corpus(folder: Path, documents: int) -> None:
    """Documents of about 3 kB, each another, the same on every machine."""
    choose = random.Random(20_260_000)
    for number in range(documents):
        at = folder / f"{number % 100:02d}"
        at.mkdir(parents=True, exist_ok=True)
        lines = [" ".join(choose.choices(_WORDS, k=50)) + "." for _ in range(9)]
        (at / f"{number:07d}.txt").write_text(f"Story {number}\n\n" + "\n\n".join(lines) + "\n", "utf-8")


def measure_publishing(documents: int) -> Iterator[dict[str, Any]]:
    """Rows for a corpus of that size, with a cleaner that costs nearly nothing and a gate that lets all pass."""
    import pytest

    from flows.planning.plan import read_plan
    from flows.planning.state import find_standing
    from flows.proof.verify import verify
    from tests.flows import toy

    toy.install(pytest.MonkeyPatch())
    with tempfile.TemporaryDirectory() as home:
        seeds, cleaned = Path(home, "seeds"), Path(home, "cleaned")
        write_corpus(seeds, documents)
        size = sum(path.stat().st_size for path in seeds.rglob("*.txt"))
        first, _ = timed(lambda: toy.publish(seeds, cleaned))
        second, standing = timed(lambda: find_standing(cleaned, read_plan(seeds)))
        assert standing is not None
        for path in sorted(seeds.rglob("*.txt"))[::100]:
            path.write_text(path.read_text("utf-8") + "\nOne line more.\n", "utf-8")
        third, outcome = timed(lambda: toy.publish(seeds, cleaned))
        proof, told = timed(lambda: verify(cleaned))
        assert not told.problems
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        steps = (("from nothing", first), ("nothing new", second), (f"{outcome.counts.cleaned} files new", third), ("verify", proof))
        for what, seconds in steps:
            yield {
                "documents": documents,
                "MB": round(size / 1e6, 1),
                "what": what,
                "seconds": round(seconds, 2),
                "ms a document": round(1000 * seconds / documents, 3),
                "peak MB": round(memory),
            }


def measure_command(seeds: Path) -> Iterator[dict[str, Any]]:
    """The real command twice over a folder: embedded Prefect, two processes at most, gate, report."""
    with tempfile.TemporaryDirectory() as home:
        for what in ("command, first run", "command, second run"):
            call = [sys.executable, "-m", "flows.run", str(seeds), str(Path(home, "cleaned"))]
            seconds, done = timed(lambda call=call: subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False))
            yield {"what": what, "seconds": round(seconds, 2), "exit": done.returncode, "told": done.stdout.strip()}


def main() -> int:
    """Print the rows; 1 if a reader would have stumbled."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", default="2000,10000")
    parser.add_argument("--seeds", type=Path)
    parser.add_argument("--kills", action="store_true")
    arguments = parser.parse_args()
    for documents in map(int, arguments.documents.split(",")):
        call = [sys.executable, "-c", f"import bench.publish as b\nfor r in b.measure_publishing({documents}): print(b.json.dumps(r))"]
        print(subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True).stdout, end="", flush=True)
    if arguments.seeds:
        for row in measure_command(arguments.seeds.resolve()):
            print(json.dumps(row, ensure_ascii=False))
    if arguments.kills:
        home = tempfile.mkdtemp()
        done = subprocess.run([sys.executable, "-m", "tests.flows.crash", home], cwd=ROOT, capture_output=True, text=True, check=True)
        shutil.rmtree(home)
        print(done.stdout, end="")
        return bool(json.loads(done.stdout)["problems"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
