"""Runs every measurement in this folder, one process each, and writes what they print to bench/results."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def describe_machine() -> dict[str, str | int | float | None]:
    """What the figures were measured on, and how busy it was with other work."""
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text().splitlines() if cpus.exists() else []
    model = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "machine": platform.machine(),
        "processor": model[0] if model else platform.processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "load": round(os.getloadavg()[0], 1),
    }


def main() -> int:
    """Runs the measurements named on the command line, or all; returns 1 if one of them failed or fell under its floor."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    known = sorted(p.stem for p in HERE.glob("*.py") if not p.stem.startswith(("_", "build_")) and "def main" in p.read_text("utf-8"))
    parser.add_argument("names", nargs="*", choices=[*known, []], help=f"which to run (default: all): {', '.join(known)}")
    names = parser.parse_args().names or known
    results = HERE / "results"
    results.mkdir(exist_ok=True)
    failed = []
    for name in names:
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=HERE.parent, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - start
        print(f"== {name} ({seconds:.0f} s)\n{done.stdout}{done.stderr if done.returncode else ''}", flush=True)
        if done.returncode:
            failed.append(name)
        outcome = {"name": name, "machine": describe_machine(), "seconds": round(seconds, 1), "exit": done.returncode}
        (results / f"{name}.json").write_text(json.dumps(outcome | {"table": done.stdout.splitlines()}, indent=1) + "\n", "utf-8")
    if failed:
        print(f"failed or under a floor: {', '.join(failed)}", file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
