"""Labels by vote, for the model of large pages: what extractors that see the HTML agree on, and what the gold segments say.

A line that trafilatura and at least one of readability and resiliparse keep is body, one that none of them keeps is boilerplate, the
rest is left open. The labels differ from those of the judge of markup (``teachers``), and so do the errors of what learns from them.
"""

from __future__ import annotations

import importlib
import logging
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from copydesk.boilerplate.training.cases import Case, read_rows, site
from copydesk.boilerplate.training.teachers import LEAST, find_kept, label_by_segments

WEIGHT = 0.5


def read_extractors() -> list[Callable[[str], str]]:
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


def label_by_vote(line: str, votes: tuple[bool, bool, bool], wanted: list[str], unwanted: list[str]) -> str:
    """1, 0 or - from the segments if they speak of the line, else from the votes (trafilatura's first)."""
    if (said := label_by_segments(line, wanted, unwanted)) is not None:
        return said
    count = sum(votes)
    if count == 3 or (count == 2 and votes[0]):
        return "1"
    return "0" if count == 0 or (count == 1 and votes[2]) else "-"


def _ask(extract: Callable[[str], str], html: str) -> str:
    """What an extractor gives; nothing where it fails on the page."""
    try:
        return extract(html)
    except Exception:
        return ""


def count_votes(data: Path) -> dict[str, str]:
    """Labels by ``page flavour`` for every page that has segments only; some minutes."""
    extractors = read_extractors()
    gold = {row["page_id"]: row for row in read_rows(data / "boilerplate/traf.gold.jsonl.gz")}
    said = {row["page_id"]: [_ask(t, row["html"]) for t in extractors] for row in read_rows(data / "boilerplate/traf.html.jsonl.gz")}
    labels: dict[str, str] = {}
    for row in read_rows(data / "boilerplate/traf.text.jsonl.gz"):
        lines = row["text"].split("\n")
        votes = [find_kept(lines, text) for text in said[row["page_id"]]]
        wanted, unwanted = (["".join(x.split()) for x in gold[row["page_id"]][key]] for key in ("with", "without"))
        labels[f"{row['page_id']} {row['flavour']}"] = "".join(
            label_by_vote(line, (votes[0][i], votes[1][i], votes[2][i]), wanted, unwanted) for i, line in enumerate(lines)
        )
    return labels


def read_voted(data: Path, labels: dict[str, str], chance: random.Random) -> Iterator[Case]:
    """One flavour, drawn by lot, of each page that was voted on, at half the weight of a labelled one."""
    gold = {row["page_id"]: row for row in read_rows(data / "boilerplate/traf.gold.jsonl.gz")}
    for row in read_rows(data / "boilerplate/traf.text.jsonl.gz"):
        label = labels[f"{row['page_id']} {row['flavour']}"]
        if label.count("1") >= LEAST and row["flavour"] == chance.choice(("bs4", "innertext", "inscriptis")):
            yield Case(row["page_id"], row["flavour"], site(gold[row["page_id"]]["domain"]), row["text"], label, WEIGHT)
