"""Pages that have no label per line: what the judge of markup says of them, and what the gold segments say.

Three hundred and fifty more sites, in other languages than the labelled ones. The judge that sees the HTML is the better one by
far, so the judge of plain text learns from it: lines of the text that stand in what it keeps are body, such as stand in nothing
that it might keep are boilerplate, the rest is left open. A line that holds a segment which must be there, or is one that must
not, is labelled by it.
"""

from __future__ import annotations

import importlib
import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from copydesk.boilerplate.training.cases import Case, read_rows, site

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[^\W\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+")
LEAST = 3
"""Body lines that a page must have to be learnt from."""
SURE, MAYBE = 0.6, 0.25
"""P(body) by markup from which a line is kept, and from which it might be."""
WEIGHT, SHARE = 0.3, 0.7
"""Weight of such a page against a labelled one, and the share of its flavours that are learnt from."""


def _tokens(text: str) -> list[str]:
    return [token.lower() for token in _TOKEN.findall(unicodedata.normalize("NFKC", text))]


def find_kept(lines: list[str], extracted: str) -> list[bool]:
    """Which lines stand in a text: half of the line's tokens lie in runs of three or more that both share in order."""
    opcodes = importlib.import_module("rapidfuzz.distance").LCSseq.opcodes
    words = [_tokens(line) for line in lines]
    owner = [i for i, some in enumerate(words) for _ in some]
    flat, other = [word for some in words for word in some], _tokens(extracted)
    if not flat or not other:
        return [False] * len(lines)
    numbers: dict[str, int] = {}
    left, right = ([numbers.setdefault(word, len(numbers)) for word in side] for side in (flat, other))
    hits = [0] * len(lines)
    for code in opcodes(left, right):
        size = code.src_end - code.src_start
        if code.tag == "equal" and (size >= 3 or all(len(words[owner[k]]) <= size for k in range(code.src_start, code.src_end))):
            for k in range(code.src_start, code.src_end):
                hits[owner[k]] += 1
    return [len(some) > 0 and 2 * hit >= len(some) for some, hit in zip(words, hits, strict=True)]


def label_by_segments(line: str, wanted: list[str], unwanted: list[str]) -> str | None:
    """1 or 0 as the segments say of the line, - for a blank one, None where they do not speak of it."""
    solid = "".join(line.split())
    if not solid:
        return "-"
    if any(len(x) > 8 and x in solid for x in wanted):
        return "1"
    if any(len(x) > 5 and x in solid for x in unwanted) and len(solid) < 3 * max(map(len, unwanted)):
        return "0"
    return None


def label_line(line: str, kept: bool, maybe: bool, wanted: list[str], unwanted: list[str]) -> str:
    """1, 0 or - from the segments if they speak of the line, else from the judge of markup."""
    if (said := label_by_segments(line, wanted, unwanted)) is not None:
        return said
    return "1" if kept and maybe else "0" if not kept and not maybe else "-"


def judge_markup(html: str) -> tuple[str, str]:
    """What the judge of markup keeps of a page, and what it might keep."""
    html_judge, freeze = importlib.import_module("copydesk.html").judge_blocks, importlib.import_module("copydesk.page").freeze
    types = importlib.import_module("copydesk.types")
    page = freeze(html, "page.html", types.Hints()).page
    judged = html_judge(page, types.Story(0, len(page.text)))
    lines = [page.text[line.start : line.end] for line in page.lines]
    return tuple("\n".join(x for x, p in zip(lines, judged, strict=False) if p >= least) for least in (SURE, MAYBE))  # type: ignore[return-value]


def teach(data: Path) -> dict[str, str]:
    """Labels by ``page flavour`` for every page that has segments only; some minutes."""
    gold = {row["page_id"]: row for row in read_rows(data / "boilerplate/traf.gold.jsonl.gz")}
    said = {row["page_id"]: judge_markup(row["html"]) for row in read_rows(data / "boilerplate/traf.html.jsonl.gz")}
    labels: dict[str, str] = {}
    for row in read_rows(data / "boilerplate/traf.text.jsonl.gz"):
        lines = row["text"].split("\n")
        kept, maybe = (find_kept(lines, text) for text in said[row["page_id"]])
        wanted, unwanted = (["".join(x.split()) for x in gold[row["page_id"]][key]] for key in ("with", "without"))
        labels[f"{row['page_id']} {row['flavour']}"] = "".join(
            label_line(line, a, b, wanted, unwanted) for line, a, b in zip(lines, kept, maybe, strict=True)
        )
    return labels


def read_taught(data: Path, labels: dict[str, str], chance: random.Random) -> Iterator[Case]:
    """Most flavours, drawn by lot, of each page that the judge of markup labelled."""
    gold = {row["page_id"]: row for row in read_rows(data / "boilerplate/traf.gold.jsonl.gz")}
    for row in read_rows(data / "boilerplate/traf.text.jsonl.gz"):
        label = labels[f"{row['page_id']} {row['flavour']}"]
        if label.count("1") >= LEAST and chance.random() < SHARE:
            yield Case(row["page_id"], row["flavour"], site(gold[row["page_id"]]["domain"]), row["text"], label, WEIGHT)


def read_labels(data: Path, cache: Path | None, make: Callable[[Path], dict[str, str]] = teach) -> dict[str, str]:
    """The labels that ``make`` gives, from ``cache`` where that file exists, else made and written there."""
    if cache is not None and cache.exists():
        found: dict[str, str] = json.loads(cache.read_text("utf-8"))
        return found
    made = make(data)
    if cache is not None:
        cache.write_text(json.dumps(made), "utf-8")
    return made
