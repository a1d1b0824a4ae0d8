"""What the first documents of a process cost, beside the same documents once the process is warm.

    python -m bench.cold [--kind english] [--documents 500]

A process reads models, words and patterns when a document first needs them, and remembers words and lines, so its first documents are
dearer. Each run is a process of its own with Python's compiled files there; the figures are the best of three, in CPU time. ``first`` is
the first document with the import of the package, ``met first`` the others as they come, ``warm`` all of them again, the best of three
turns a document. Needs ``../shared`` beside the checkout.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

from bench.corpus import DATA, make_documents


def time_documents(kind: str, count: int) -> dict[str, float]:
    """Seconds for the first document, megabytes a second for all at first, for those after the first, and warm."""
    documents = list(make_documents(kind, count))
    sizes = [len(text.encode("utf-8", "surrogatepass")) / 1e6 for text in documents]
    start = time.process_time()
    from copydesk import clean

    loaded = time.process_time() - start

    def take_turn() -> list[float]:
        spent = []
        for text in documents:
            start = time.process_time()
            clean(text, name="a.txt")
            spent.append(time.process_time() - start)
        return spent

    once = take_turn()
    again = [min(times) for times in zip(*(take_turn() for _ in range(3)), strict=True)]
    all_at_first = loaded + sum(once)
    return {
        "first": loaded + once[0],
        "cold": sum(sizes) / all_at_first,
        "met first": sum(sizes[1:]) / sum(once[1:]),
        "warm": sum(sizes) / sum(again),
    }


def measure_cold(kind: str, count: int) -> dict[str, float]:
    """The best of each figure of three processes."""
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        settings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        settings |= {"PYTHONPYCACHEPREFIX": folder}
        command = [sys.executable, "-m", "bench.cold", "--kind", kind, "--documents", str(count), "--once"]
        for _ in range(4):  # the first leaves the compiled files
            told = subprocess.run(command, env=settings, capture_output=True, text=True, check=True)
            runs.append(json.loads(told.stdout))
    return {name: (min if name == "first" else max)(run[name] for run in runs[1:]) for name in runs[0]}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", default="english")
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--once", action="store_true", help="measure this very process, and print JSON")
    arguments = parser.parse_args()
    if not DATA.exists():
        print("bench.cold: the development data (../shared) is not beside the checkout")
        return 0
    if arguments.once:
        print(json.dumps(time_documents(arguments.kind, arguments.documents)))
        return 0
    found = measure_cold(arguments.kind, arguments.documents)
    print(f"{arguments.documents} documents, {arguments.kind}, best of three processes")
    print(f"first, with the import  {found['first']:6.2f} s")
    print(f"all, from the import on {found['cold']:6.2f} MB/s")
    print(f"all but the first       {found['met first']:6.2f} MB/s")
    print(f"warm                    {found['warm']:6.2f} MB/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
