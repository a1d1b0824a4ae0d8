"""Hostile input: seconds for repair and for the whole of clean as the input doubles; ``python -m bench.hostile``.

A pass that is linear takes about twice as long for twice the input. The floor allows a factor of 3 between the two largest sizes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import copydesk

UNITS = ("Ã", "\u0301", "\ud800", "аa", "&amp;", "?", "中文", "\x00\n", "锟斤拷", "Ã\n",
         "<", "|", "a", "word ", "A line of text.\n", "{", "1. ")
SIZES = (50_000, 100_000, 200_000)
FLOOR = 3.0
# Below this many seconds a ratio says nothing.
LEAST = 0.3


def measure_seconds(work: Callable[[str], object], unit: str) -> list[float]:
    """Processor seconds for each size of input."""
    work(unit * 200)
    took = []
    for size in SIZES:
        text = unit * (size // len(unit))
        start = time.process_time()
        work(text)
        took.append(time.process_time() - start)
    return took


def main() -> int:
    """Prints the table; returns 1 where a pass grows faster than the floor allows."""
    slow = []
    print(f"{'unit':>12} {'pass':>7} " + " ".join(f"{size // 1000:>7}k" for size in SIZES) + "   growth")
    for unit in UNITS:
        for name, work in (("repair", copydesk.repair), ("clean", copydesk.clean)):
            took = measure_seconds(work, unit)
            growth = took[-1] / max(took[-2], 1e-9) if took[-1] > LEAST else 1.0
            print(f"{unit[:6]!a:>12} {name:>7} " + " ".join(f"{s:>8.2f}" for s in took) + f"   {growth:.1f}", flush=True)
            if growth > FLOOR:
                slow.append(f"{name} on {unit[:6]!a}")
    if slow:
        print(f"faster than linear: {', '.join(slow)}", file=sys.stderr)
    return bool(slow)


if __name__ == "__main__":
    sys.exit(main())
