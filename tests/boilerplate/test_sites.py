"""Pages of sites that nobody has seen, in three flavours: their tables, programmes, questions and notes stay, and most of the site goes."""

from __future__ import annotations

import random
import re
import zlib
from functools import cache
from pathlib import Path

import pytest

from copydesk.boilerplate import find_boilerplate, judge_lines
from copydesk.lines import split_lines
from copydesk.types import Page, Story

HERE = Path(__file__).parent
FLAVOURS = ("layout", "nodes", "browser")
"""Indented text of the whole page, one text node a line, and what a browser copies."""
LABELS = {"B": "1", "b": "1", "t": "1", ".": "0", "m": "0", "-": "-"}
TIGHT = frozenset("bmt")
Row = tuple[str, str]


def read_sites() -> list[dict[str, list[Row]]]:
    """The rows (kind, text) of each page by its name, in the three measurements."""
    sets: list[dict[str, list[Row]]] = [{}]
    for line in (HERE / "sites.txt").read_text("utf-8").split("\n"):
        if line == "##":
            sets.append({})
        elif line.startswith("=== "):
            rows = sets[-1].setdefault(line[4:], [])
        elif line and not line.startswith("# "):
            rows.append((line[0], line[2:]))
    return sets


@cache
def read_pools() -> dict[str, dict[str, list[str]]]:
    """Menu, headlines and footer of a bigger site by language."""
    pools: dict[str, dict[str, list[str]]] = {}
    for line in (HERE / "pools.txt").read_text("utf-8").split("\n"):
        if line.startswith("=== "):
            pool = pools.setdefault(line[4:], {})
        elif line and not line.startswith("# "):
            kind, entries = line.split(": ", 1)
            pool[kind] = entries.split("|")
    return pools


def enlarge(name: str, rows: list[Row]) -> list[Row]:
    """The page on a bigger site: fifty more lines of menu, headlines and footer."""
    pool = read_pools()[name[:2]]
    end = next(i for i, (kind, _) in enumerate(rows) if kind == "m")
    while rows[end][0] == "m":
        end += 1
    last = max(i for i, (kind, _) in enumerate(rows) if kind in "Bbt") + 1
    foot = max(i for i, (kind, _) in enumerate(rows) if kind == "m") + 1
    menu, more, below = ([(kind, text) for text in pool[part]] for kind, part in (("m", "top"), (".", "more"), ("m", "foot")))
    return [*rows[:end], *menu, *rows[end:last], *rows[last : foot - 3], *more, *rows[foot - 3 : foot], *below, *rows[foot:]]


def render(name: str, rows: list[Row], flavour: str) -> tuple[str, str]:
    """Text and a label a line: 1 body, 0 boilerplate, - neither."""
    chance = random.Random(zlib.crc32(f"{name}{flavour}".encode()))
    pad = " " * chance.choice((0, 0, 2, 4))
    lines: list[tuple[str, str]] = []
    before = ""
    for kind, text in rows:
        plain, label = re.sub("[{}]", "", text), LABELS[kind]
        tight = kind in TIGHT and kind == before
        if flavour == "nodes":
            lines += [("", "-")] * (chance.choice((0, 0, 1) if tight else (0, 1, 1, 2)) if kind == before else chance.choice((1, 2, 3)))
            parts = plain.split("|") if kind == "t" else re.split("[{}]", text)
            lines += [(part.strip(), label) for part in parts if part.strip()]
        else:
            lines += [("", "-")] * (bool(lines) and not tight)
            if flavour == "layout":
                cells = "  ".join(f"{cell:<16}" for cell in plain.split("|")).rstrip()
                lines.append((pad + (cells if kind == "t" else "  * " * (kind in "mb") + plain), label))
            else:
                lines.append((plain.replace("|", "\t") if kind == "t" else plain, label))
        before = kind
    return "\n".join(text for text, _ in lines), "".join(label for _, label in lines)


def count(name: str, rows: list[Row], flavour: str) -> tuple[int, int, int, int]:
    """Body lines kept, body lines, boilerplate lines gone, boilerplate lines."""
    text, labels = render(name, rows, flavour)
    page, story = Page("page.txt", text, text, (), (), split_lines(text), "utf-8"), Story(0, len(text))
    gone = {mark.start for mark in find_boilerplate(page, story, judge_lines(page, story))}
    stays = [line.start not in gone for line in page.lines]
    body = [stay for stay, label in zip(stays, labels, strict=True) if label == "1"]
    junk = [not stay for stay, label in zip(stays, labels, strict=True) if label == "0"]
    return sum(body), len(body), sum(junk), len(junk)


@pytest.mark.parametrize("large", [False, True], ids=["as written", "on a bigger site"])
@pytest.mark.parametrize(
    ("number", "kept", "gone"), [(0, 0.98, 0.905), (1, 0.955, 0.925), (2, 0.855, 0.825)], ids=["first", "second", "third"]
)
def test_sites(number: int, kept: float, gone: float, large: bool) -> None:
    """Means over all pages and flavours: what is kept of the body and what goes of the site."""
    shares = []
    for name, rows in read_sites()[number].items():
        for flavour in FLAVOURS:
            stay, body, went, junk = count(name, enlarge(name, rows) if large else rows, flavour)
            shares.append((stay / body, went / junk))
    means = [sum(share) / len(shares) for share in zip(*shares, strict=True)]
    assert means[0] >= kept, means
    assert means[1] >= gone, means
