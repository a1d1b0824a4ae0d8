"""Hostile input: seconds for repair and for the whole of clean as the input doubles; ``python -m bench.hostile``.

A pass that is linear takes about twice as long for twice the input. The floor allows a factor of 3 between the two largest sizes.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable

import copydesk

UNITS = ("Ã", "\u0301", "\ud800", "аa", "&amp;", "?", "中文", "\x00\n", "锟斤拷", "Ã\n",
         "<", "|", "a", "word ", "A line of text.\n", "{", "1. ")
SMALL, CYRILLIC, HAN = "abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщыьэюя", "赌场彩票开奖网站平台注册送金博娱乐城真人百家"
DRAWN = {
    "words in a line": (SMALL, "{w} "),
    "words between commas": (SMALL, "{w}, "),
    "words between bars": (SMALL, "{w} | "),
    "questions": (SMALL, "{w}? "),
    "hashtags": (SMALL, "#{w} "),
    "figures for letters": ("v1agr4c0s3", "{w} "),
    "small words in lines": (SMALL, "{w}\n"),
    "rows of columns": (SMALL, "{w}     {w}      {w}\n"),
    "wares and addresses": (SMALL, "{w} casino https://{w}.example\n"),
    "links": (SMALL, '<a href="http://{w}.example">{w} casino</a> '),
    "labels": (SMALL, "TITLE: {w} {w}\nBODY: {w}\n"),
    "items of HTML": (SMALL, '<li><a href="/{w}">{w} {w}</a>\n'),
    "Cyrillic, small": (CYRILLIC, "{w} {w} {w} {w} {w} {w} {w} {w}\n"),
    "Cyrillic and Latin": ("aеоcр1", "{w} "),
    "Chinese apart": (HAN, "{w} "),
}
"""Texts of words drawn by lot, no two alike: what is counted or remembered by word grows with these, and not with one unit again and
again. Alphabet, and what is repeated."""
SIZES = (50_000, 100_000, 200_000)
FLOOR = 3.0
# Below this many seconds a ratio says nothing.
LEAST = 0.3


def draw_text(alphabet: str, layout: str, size: int) -> str:
    """A text of about that many characters, the same each time."""
    lot = random.Random(5)
    parts, length = [], 0
    while length < size:
        parts.append(layout.replace("{w}", "{}").format(*("".join(lot.choices(alphabet, k=9)) for _ in range(layout.count("{w}")))))
        length += len(parts[-1])
    return "".join(parts)


def measure_seconds(work: Callable[[str], object], build: Callable[[int], str]) -> list[float]:
    """Processor seconds for each size of input."""
    work(build(400))
    took = []
    for size in SIZES:
        text = build(size)
        start = time.process_time()
        work(text)
        took.append(time.process_time() - start)
    return took


def main() -> int:
    """Prints the table; returns 1 where a pass grows faster than the floor allows."""
    slow = []
    inputs: dict[str, Callable[[int], str]] = {f"{unit[:6]!a}": lambda size, unit=unit: unit * (size // len(unit)) for unit in UNITS}  # type: ignore[misc, call-arg]
    inputs.update({name: lambda size, drawn=drawn: draw_text(*drawn, size) for name, drawn in DRAWN.items()})  # type: ignore[misc, call-arg]
    print(f"{'input':>20} {'pass':>7} " + " ".join(f"{size // 1000:>7}k" for size in SIZES) + "   growth")
    for told, build in inputs.items():
        for name, work in (("repair", copydesk.repair), ("clean", copydesk.clean)):
            took = measure_seconds(work, build)
            growth = took[-1] / max(took[-2], 1e-9) if took[-1] > LEAST else 1.0
            print(f"{told:>20} {name:>7} " + " ".join(f"{s:>8.2f}" for s in took) + f"   {growth:.1f}", flush=True)
            if growth > FLOOR:
                slow.append(f"{name} on {told}")
    if slow:
        print(f"faster than linear: {', '.join(slow)}", file=sys.stderr)
    return bool(slow)


if __name__ == "__main__":
    sys.exit(main())
