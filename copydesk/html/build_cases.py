"""Pages that the forests learn from, rendered and labelled line by line: the development cases, and pages from packages.

A development page with full gold gets its labels by aligning its lines with the gold, one with segments only has labels where a segment
speaks of a line. A page from a package was read once, and the text nodes that are body are known (``boilerplate/training/packaged.py``):
they are marked, the page is rendered with the marks, and a line is body where most of it is.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from copydesk.boilerplate.training.cases import site
from copydesk.boilerplate.training.packaged import PAGES, digest, parse, read_source, spread
from copydesk.html.features import Row, read_rows
from copydesk.html.page import render_html
from copydesk.html.rendering import render_tree
from copydesk.html.stated import TAG
from copydesk.lines import split_lines
from copydesk.types import Page

CORPORA = ("aeb", "fundus", "atf", "traf")
PACKAGED = "pack"
MARK = "\ue000"
"""Stands before every visible character of a body node while a packaged page is rendered: no rule of the rendering sees another end."""


@dataclass(slots=True)
class Case:
    """A page: ``site`` is held out as one, ``labels`` are 1 body, 0 not, -1 unknown, ``gold`` is what the scorer compares with."""

    page_id: str
    site: str
    gold: dict[str, Any]
    rows: list[Row]
    title: str | None
    labels: list[int]
    html: str = field(repr=False, default="")


def read_cases(data: Path, score: Any) -> Iterator[Case]:
    """Every page of the development cases, the suspect ones left out."""
    suspect = set(json.loads((data / "suspect.json").read_text("utf8")))
    for corpus in CORPORA:
        with gzip.open(data / f"{corpus}.gold.jsonl.gz", "rt", encoding="utf8") as stream:
            golds = {gold["page_id"]: gold for gold in map(json.loads, stream)}
        with gzip.open(data / f"{corpus}.html.jsonl.gz", "rt", encoding="utf8") as stream:
            for item in map(json.loads, stream):
                if item["page_id"] not in suspect:
                    yield _read_case(item["html"], golds[item["page_id"]], score)


def _read_case(html: str, gold: dict[str, Any], score: Any) -> Case:
    rows, title = _rows_of(html)
    texts = [row.text for row in rows]
    labels = [int(k) for k in score.kept_lines(texts, gold["gold"])] if gold["kind"] == "full" else _label_by_segments(texts, gold, score)
    return Case(gold["page_id"], site(gold["domain"]), gold, rows, title, labels, html)


def _rows_of(html: str) -> tuple[list[Row], str | None]:
    done = render_html(html)
    page = Page("page.html", done.text, done.text, (), (), split_lines(done.text), "utf-8", done.hints, done.blocks, done.name)
    rows = read_rows(page, [line for line in page.lines if line.end > line.start])
    return [row for row in rows if row.path[:1] != (TAG,)], page.hints.title


def _label_by_segments(texts: list[str], gold: dict[str, Any], score: Any) -> list[int]:
    """Labels from pieces of text that must or must not be in the article; most lines stay unknown."""
    wanted = [s for s in map(score.nows, gold["with"]) if len(s) > 3]
    unwanted = [s for s in map(score.nows, gold["without"]) if len(s) > 3]
    labels = []
    for text in map(score.nows, texts):
        good = any(s in text or (len(text) > 30 and text in s) for s in wanted)
        bad = any(s in text and 2 * len(s) > len(text) for s in unwanted)
        labels.append(-1 if good == bad else int(good))
    return labels


def read_packaged(folder: Path) -> Iterator[Case]:
    """Every labelled page of the unpacked packages in FOLDER; one that reads otherwise than when it was labelled is refused."""
    for line in PAGES.read_text("utf-8").splitlines():
        known = json.loads(line)
        html = read_source(folder / known["path"])
        document = parse(html)
        if digest(document) != known["digest"]:
            raise ValueError(f"{known['path']} reads otherwise than when it was labelled: check the package's version")
        for number in spread(known["body"]):
            element, tail = document.nodes[number]
            text = document.text(number)
            marked = text.replace(core := text.strip(), "".join(c if c.isspace() else MARK + c for c in core))
            if tail:
                element.tail = marked
            else:
                element.text = marked
        marked_lines = render_tree(document.root).lines
        rows, title = _rows_of(html)
        labels = _carry([row.text for row in rows], marked_lines)
        gold = "\n\n".join(_marked(text) for text in marked_lines if MARK in text)
        facts = {"page_id": f"{PACKAGED}:{known['path']}", "corpus": PACKAGED, "kind": "full", "gold": gold, "domain": known["site"]}
        yield Case(facts["page_id"], known["site"], facts | {"lang": known["language"]}, rows, title, labels, html)


def _marked(text: str) -> str:
    """The characters of a line that stand behind a mark, and the spaces."""
    return "".join(b for a, b in zip(" " + text, text, strict=False) if b != MARK and (a == MARK or b.isspace())).strip()


def _carry(texts: Sequence[str], marked: Sequence[str]) -> list[int]:
    """Labels for the lines of a rendering from those of the same page with marks; -1 where a line has no counterpart."""
    from rapidfuzz.distance import LCSseq

    plain = [text.replace(MARK, "") for text in marked]
    labels = [-1] * len(texts)
    for code in LCSseq.opcodes(list(texts), plain):
        if code.tag == "equal":
            for i, j in zip(range(code.src_start, code.src_end), range(code.dest_start, code.dest_end), strict=True):
                letters = sum(character.isalnum() for character in plain[j])
                held = sum(a == MARK and b.isalnum() for a, b in zip(marked[j], marked[j][1:], strict=False))
                labels[i] = int(2 * held > letters)
    return labels
