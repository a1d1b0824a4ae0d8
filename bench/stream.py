"""Time and memory of streaming a large dump: time must grow with its length, memory must not.

    python -m bench.stream [--megabytes 16 64] [--format text|json] [--clean]

Splitting alone, or with ``--clean`` all that ``copydesk clean`` does with a file too large to hold. Each size runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from copydesk.boundaries import iter_stories  # noqa: E402

_WORDS = re.findall(r"\S+", "the council of ministers said on Monday that trade between the two countries had grown by a third in a year")
_STORY = 2000  # characters of a made-up story


def make_chunks(megabytes: int, kind: str) -> Iterator[str]:
    """Chunks of a dump of made-up stories, as a file would give them; the number of stories is its length over 2 000."""
    for n in range(megabytes * 1_000_000 // _STORY):
        paras = [" ".join(_WORDS[(n + i * k) % len(_WORDS)] for i in range(90)).capitalize() + f" {n} times." for k in range(1, 5)]
        title = f"Trade grows for the {n}th time, ministers say after talks in capital {n % 97}"
        day = f"{1 + n % 28} May {1990 + n % 30}"
        if kind == "json":
            yield json.dumps({"title": title, "date": day, "source": f"paper{n % 9}.example", "text": "\n\n".join(paras)}) + "\n"
        else:
            yield f"{title}\npaper{n % 9}.example | {day}\n\n" + "\n\n".join(paras) + "\n\n\n\n"


def split_dump(megabytes: int, kind: str) -> tuple[int, int]:
    """Stories and characters of a dump that is split as it is made."""
    stories = size = 0
    for streamed in iter_stories(make_chunks(megabytes, kind)):
        stories += 1
        size += len(streamed.text)
    return stories, size


def clean_dump(megabytes: int, kind: str) -> tuple[int, int]:
    """Records and characters of a dump that is cleaned from a file."""
    from copydesk.sources import discover
    from copydesk.streaming import clean_stream
    from copydesk.types import Hints

    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.writelines(make_chunks(megabytes, kind))
        file.flush()
        source = discover(Path(file.name)).sources[0]
        stories = size = 0
        for part in clean_stream(source, Hints()):
            stories += len(part.articles)
            size += len(part.page.source_text)
    return stories, size


def measure_here(megabytes: int, kind: str, clean: bool) -> None:
    """One size, in this process."""
    start, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    stories, size = (clean_dump if clean else split_dump)(megabytes, kind)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wanted = megabytes * 1_000_000 // _STORY
    print(
        f"{kind} {'cleaned' if clean else 'split'}: {stories} of {wanted} stories, {size / 1e6:.1f} M characters, {seconds:.1f} s of CPU, "
        f"{size / 1e6 / seconds:.2f} M/s, peak {peak // 1024} MB (start {before // 1024} MB)",
        flush=True,
    )


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--megabytes", type=int, nargs="+", default=[16, 64])
    ap.add_argument("--format", choices=("text", "json"), default="text")
    ap.add_argument("--clean", action="store_true")
    args = ap.parse_args()
    if len(args.megabytes) == 1:
        measure_here(args.megabytes[0], args.format, args.clean)
        return
    for megabytes in args.megabytes:
        command = [sys.executable, "-m", "bench.stream", "--megabytes", str(megabytes), "--format", args.format]
        subprocess.run([*command, *(["--clean"] if args.clean else [])], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
