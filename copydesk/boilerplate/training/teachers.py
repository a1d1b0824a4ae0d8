"""Pages that have no label per line: what extractors that see the HTML agree on, and what the gold segments say.

Three hundred more sites, in other languages than the labelled ones. A line that trafilatura and at least one of readability
and resiliparse keep is body, one that none of them keeps is boilerplate, the rest is left open. A line that holds a segment
which must be there, or is one that must not, is labelled by it.
"""

from __future__ import annotations

import importlib
import json
import logging
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from copydesk.boilerplate.training.cases import Case, read_rows, site

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[^\W\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+")
LEAST = 3
"""Body lines that a page must have to be learnt from."""


def _tokens(text: str) -> list[str]:
    return [token.lower() for token in _TOKEN.findall(unicodedata.normalize("NFKC", text))]


def find_kept(lines: list[str], extracted: str) -> list[bool]:
    """Which lines an extractor kept: half of the line's tokens lie in runs of three or more that both texts share in order."""
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


def read_teachers() -> list[Callable[[str], str]]:
    """trafilatura, readability and resiliparse as functions from HTML to text."""
    logging.disable(logging.CRITICAL)
    trafilatura = importlib.import_module("trafilatura")
    document = importlib.import_module("readability").Document
    parse = importlib.import_module("lxml.html").fromstring
    plain = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    return [
        lambda html: trafilatura.extract(html, include_comments=False) or "",
        lambda html: str(parse(document(html).summary()).text_content()),
        lambda html: str(plain(html, main_content=True, alt_texts=False)),
    ]


def label_line(line: str, votes: tuple[bool, bool, bool], wanted: list[str], unwanted: list[str]) -> str:
    """1, 0 or - from the segments if they speak of the line, else from the teachers' votes (trafilatura's first)."""
    solid = "".join(line.split())
    if not solid:
        return "-"
    if any(len(x) > 8 and x in solid for x in wanted):
        return "1"
    if any(len(x) > 5 and x in solid for x in unwanted) and len(solid) < 3 * max(map(len, unwanted)):
        return "0"
    count = sum(votes)
    if count == 3 or (count == 2 and votes[0]):
        return "1"
    return "0" if count == 0 or (count == 1 and votes[2]) else "-"


def _ask(teacher: Callable[[str], str], html: str) -> str:
    """What a teacher extracts; nothing where it fails on the page."""
    try:
        return teacher(html)
    except Exception:
        return ""


def teach(data: Path) -> dict[str, str]:
    """Labels by ``page flavour`` for every page that has segments only; some minutes."""
    teachers = read_teachers()
    gold = {row["page_id"]: row for row in read_rows(data / "boilerplate/traf.gold.jsonl.gz")}
    said = {row["page_id"]: [_ask(t, row["html"]) for t in teachers] for row in read_rows(data / "boilerplate/traf.html.jsonl.gz")}
    labels: dict[str, str] = {}
    for row in read_rows(data / "boilerplate/traf.text.jsonl.gz"):
        lines = row["text"].split("\n")
        votes = [find_kept(lines, text) for text in said[row["page_id"]]]
        wanted, unwanted = (["".join(x.split()) for x in gold[row["page_id"]][key]] for key in ("with", "without"))
        labels[f"{row['page_id']} {row['flavour']}"] = "".join(
            label_line(line, (votes[0][i], votes[1][i], votes[2][i]), wanted, unwanted) for i, line in enumerate(lines)
        )
    return labels


def read_taught(data: Path, labels: dict[str, str], chance: random.Random) -> Iterator[Case]:
    """One flavour, drawn by lot, of each page that the teachers labelled, at half the weight of a labelled one."""
    gold = {row["page_id"]: row for row in read_rows(data / "boilerplate/traf.gold.jsonl.gz")}
    for row in read_rows(data / "boilerplate/traf.text.jsonl.gz"):
        label = labels[f"{row['page_id']} {row['flavour']}"]
        if label.count("1") >= LEAST and row["flavour"] == chance.choice(("bs4", "innertext", "inscriptis")):
            yield Case(row["page_id"], row["flavour"], site(gold[row["page_id"]]["domain"]), row["text"], label, 0.5)


def read_labels(data: Path, cache: Path | None) -> dict[str, str]:
    """The teachers' labels, from ``cache`` where that file exists, else made and written there."""
    if cache is not None and cache.exists():
        found: dict[str, str] = json.loads(cache.read_text("utf-8"))
        return found
    made = teach(data)
    if cache is not None:
        cache.write_text(json.dumps(made), "utf-8")
    return made
