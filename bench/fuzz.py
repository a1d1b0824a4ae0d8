"""Coverage-guided fuzzing of every parser and of ``clean``, with what must hold checked on every input.

    python -m bench.fuzz [--minutes 60] [--targets txt,html,…] [--found FOLDER] [--corpus FOLDER] [--seed N]

Needs atheris (``pip install atheris``; it is no dependency of copydesk). Each target runs in a process of its own for its share of
the time, from the small corpus in tests/hostile/corpus. An input that breaks what must hold, or is slow beyond reason, is kept
in FOLDER, the smallest for each place where it broke; the fuzzer goes on. Prints one row a target and exits 1 where anything was found.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import os
import pkgutil
import re
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "tests" / "hostile" / "corpus"
TARGETS = (
    "txt",
    "html",
    "rtf",
    "docx",
    "jsonl",
    "json",
    "xml",
    "mbox",
    "eml",
    "sgm",
    "md",
    "txt.gz",
    "jsonl.zst",
    "document.xml",
    "side-car",
    "repair",
    "rules",
    "published",
)
# An input of this many bytes at most. Longer ones find little that shorter ones do not and cost far more.
LONGEST = 3_000
# Seconds of processor time for one such input, instrumented, beyond which it counts as found.
SLOW = 5.0


def find_check(target: str, folder: Path) -> Callable[[bytes], object]:
    """What is done with each input of a target."""
    from tests.hostile import holding

    special: dict[str, Callable[[bytes], object]] = {
        "document.xml": lambda data: holding.check_docx(folder, data),
        "side-car": lambda data: holding.check_file(folder, "case.txt", b"Harbour news\n\nThe harbour opened on Monday.\n", data),
        "repair": holding.check_repair,
        "rules": holding.check_rules,
        "published": lambda data: holding.check_published(folder, data),
    }
    return special.get(target) or (lambda data: holding.check_file(folder, f"case.{target}", data))


def fuzz(target: str, found: Path, corpus: Path, seconds: int, seed: int) -> None:
    """The child: fuzzes one target and never returns."""
    import atheris

    with atheris.instrument_imports(include=["copydesk", "striprtf", "docx", "flows"], enable_loader_override=False):
        import_all()
    import copydesk

    folder = Path(tempfile.mkdtemp())
    check = find_check(target, folder)
    copydesk.clean("Warm up.\n\nThe council met on Monday.\n")
    runs = 0
    count = found / f"{target}.count"

    def once(data: bytes) -> None:
        nonlocal runs
        runs += 1
        if runs % 100 == 0:
            count.write_text(json.dumps({"runs": runs, "cpu": round(time.process_time())}))
        start = time.process_time()
        try:
            check(data)
        except Exception as error:
            keep(found, target, data, error)
        if time.process_time() - start > SLOW:
            keep(found, target, data, None)

    words = Path(__file__).with_name("fuzz.dict")
    corpus.mkdir(parents=True, exist_ok=True)
    seeds = [str(place) for place in (corpus, CORPUS / target) if place.is_dir()]
    arguments = [
        sys.argv[0],
        *seeds,
        f"-max_len={LONGEST}",
        f"-max_total_time={seconds}",
        f"-seed={seed}",
        f"-dict={words}",
        "-timeout=120",
        "-rss_limit_mb=4096",
        f"-artifact_prefix={found}/{target}-",
        "-verbosity=0",
        "-print_final_stats=0",
    ]
    atheris.Setup(arguments, once)
    atheris.Fuzz()


def import_all() -> None:
    """Every module that reads what strangers wrote: what is imported later, inside a function, would not be watched."""
    import copydesk

    for module in pkgutil.walk_packages(copydesk.__path__, "copydesk."):
        if not {part.split("_")[0] for part in module.name.split(".")} & {"build", "training", "cli"}:
            importlib.import_module(module.name)
    readers = ("snapshots.history", "snapshots.snapshot", "planning.state", "planning.siblings", "cleaning.worker")
    for name in ("striprtf.striprtf", "docx", *(f"flows.{reader}" for reader in readers)):
        importlib.import_module(name)


def keep(found: Path, target: str, data: bytes, error: Exception | None) -> None:
    """Keep the input if it is the smallest that broke here; beside it, how it broke."""
    place = "slow"
    told = f"slower than {SLOW} s"
    if error is not None:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "copydesk/" in f.filename or "flows/" in f.filename]
        last = frames[-1] if frames else traceback.extract_tb(error.__traceback__)[-1]
        message = re.sub(r"\d+", "N", str(error).splitlines()[0][:60]) if str(error) and isinstance(error, AssertionError) else ""
        place = hashlib.sha256(f"{type(error).__name__} {Path(last.filename).name} {last.name} {message}".encode()).hexdigest()[:10]
        told = "".join(traceback.format_exception(error))[-6000:]
    path = found / f"{target}-{place}.input"
    if not path.exists() or path.stat().st_size > len(data):
        path.write_bytes(data)
        path.with_suffix(".txt").write_text(told, "utf-8", "backslashreplace")


def minimise(target: str, data: bytes) -> bytes:
    """The smallest input found by cutting that still breaks in the same way."""
    folder = Path(tempfile.mkdtemp())
    check = find_check(target, folder)

    def breaks(piece: bytes) -> str:
        try:
            check(piece)
        except Exception as error:
            return f"{type(error).__name__}: {re.sub(r'[0-9]+', 'N', str(error))[:50]}"
        return ""

    goal, step = breaks(data), max(1, len(data) // 2)
    while goal and step:
        at = 0
        while at < len(data):
            shorter = data[:at] + data[at + step :]
            if breaks(shorter) == goal:
                data = shorter
            else:
                at += step
        step //= 2
    return data


def measure_target(target: str, found: Path, corpus: Path, seconds: int, seed: int) -> dict[str, object]:
    """Fuzz one target in a process of its own; started again where the fuzzer itself was ended by a hang or by memory."""
    start, runs, cpu = time.monotonic(), 0, 0.0
    while (left := seconds - (time.monotonic() - start)) > 5:
        call = [sys.executable, "-m", "bench.fuzz", "--child", target, "--found", str(found), "--corpus", str(corpus)]
        memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
        with (found / f"{target}.log").open("ab") as log, tempfile.TemporaryDirectory(dir=memory) as scratch:
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            call += ["--minutes", str(left / 60), "--seed", str(seed + runs)]
            done = subprocess.run(call, cwd=ROOT, env=os.environ | {"TMPDIR": scratch}, stdout=log, stderr=log, check=False)
            cpu += resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        count = found / f"{target}.count"
        runs += json.loads(count.read_text())["runs"] if count.exists() else 0
        count.unlink(missing_ok=True)
        if done.returncode == 0:
            break
    hits = sorted(path.name for path in found.glob(f"{target}-*") if path.suffix != ".txt")
    held = sum(1 for _ in (corpus / target).glob("*"))
    minutes = round((time.monotonic() - start) / 60, 1)
    return {"target": target, "runs": runs, "minutes": minutes, "cpu": round(cpu / 60, 1), "corpus": held, "found": hits}


def main() -> int:
    """Fuzz the targets one after the other; 1 where anything was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0, help="for all targets together")
    parser.add_argument("--targets", default=",".join(TARGETS))
    parser.add_argument("--found", type=Path, default=ROOT / "bench" / "results" / "fuzz")
    parser.add_argument("--corpus", type=Path, default=ROOT / "bench" / "results" / "fuzz" / "corpus", help="where what was learnt is kept")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--minimise", type=Path, help="an input that was found; the smaller one is written over it")
    arguments = parser.parse_args()
    arguments.found.mkdir(parents=True, exist_ok=True)
    if arguments.child:
        fuzz(arguments.child, arguments.found, arguments.corpus / arguments.child, int(arguments.minutes * 60), arguments.seed)
    if arguments.minimise:
        target = arguments.minimise.name.rsplit("-", 1)[0]
        arguments.minimise.write_bytes(minimise(target, arguments.minimise.read_bytes()))
        return 0
    try:
        import atheris  # noqa: F401
    except ImportError:
        print("atheris is not installed; pip install atheris to fuzz", file=sys.stderr)
        return 0
    targets = arguments.targets.split(",")
    share = int(arguments.minutes * 60 / len(targets))
    broken = False
    for target in targets:
        row = measure_target(target, arguments.found, arguments.corpus, share, arguments.seed)
        broken |= bool(row["found"])
        print(json.dumps(row), flush=True)
    return broken


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    sys.exit(main())
