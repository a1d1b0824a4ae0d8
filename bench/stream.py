"""Time and memory of streaming a large dump: both must grow with its length and its largest story, not with each other.

python -m bench.stream [--megabytes 64] [--format text|json]
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from copydesk.boundaries import iter_stories  # noqa: E402

_WORDS = [
    "the",
    "council",
    "of",
    "ministers",
    "said",
    "on",
    "Monday",
    "that",
    "trade",
    "between",
    "the",
    "two",
    "countries",
    "had",
    "grown",
    "by",
    "a",
    "third",
    "within",
    "one",
    "year",
]


def make_chunks(megabytes: int, kind: str) -> Iterator[str]:
    """Chunks of a dump of made-up stories, as a file would give them; the number of stories is its length over 2 000."""
    for n in range(megabytes * 500):
        paras = [" ".join(_WORDS[(n + i * k) % len(_WORDS)] for i in range(90)).capitalize() + "." for k in range(1, 5)]
        title = f"Trade grows for the {n}th time, ministers say after talks in capital {n % 97}"
        day = f"{1 + n % 28} May {1990 + n % 30}"
        if kind == "json":
            yield json.dumps({"title": title, "date": day, "source": f"paper{n % 9}.example", "text": "\n\n".join(paras)}) + "\n"
        else:
            yield f"{title}\npaper{n % 9}.example | {day}\n\n" + "\n\n".join(paras) + "\n\n\n\n"


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--megabytes", type=int, default=64)
    ap.add_argument("--format", choices=("text", "json"), default="text")
    args = ap.parse_args()
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    stories = size = 0
    for streamed in iter_stories(make_chunks(args.megabytes, args.format)):
        stories += 1
        size += len(streamed.text)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wanted = args.megabytes * 500
    print(
        f"{args.format}: {stories} of {wanted} stories, {size / 1e6:.1f} M characters, {seconds:.1f} s, "
        f"{size / 1e6 / seconds:.2f} M/s, peak {peak // 1024} MB (start {before // 1024} MB)"
    )


if __name__ == "__main__":
    main()
