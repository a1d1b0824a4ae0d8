"""What the tests of this folder share: cases from files, a page from a text, and the record values of marks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from copydesk.lines import split_lines
from copydesk.types import Hints, Mark, Page

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).resolve().parents[3] / "shared"


def read_cases(name: str) -> list[dict[str, Any]]:
    """The cases of a JSON lines file of this folder."""
    return [json.loads(line) for line in (CASES / name).read_text("utf-8").splitlines() if line.strip()]


def make_page(text: str, **hints: Any) -> Page:
    """A plain page that needed no repair."""
    return Page("case.txt", text, text, (), (), split_lines(text), "utf-8", Hints(**hints))


def record_of(marks: Iterable[Mark]) -> dict[str, Any]:
    """The record values that the marks carry; lists for writers, contributors and notices, None for what is absent."""
    record: dict[str, Any] = {"authors": [], "contributors": [], "notices": [], "dateline": None}
    lists = {"author": "authors", "contributor": "contributors", "notice": "notices"}
    dateline: dict[str, str] = {}
    for mark in marks:
        for field in mark.fields:
            name = field.name.value
            if name in lists:
                record[lists[name]].append(field.value)
            elif name.startswith("dateline"):
                dateline[name.removeprefix("dateline").removeprefix("_") or "raw"] = field.value
            else:
                record.setdefault(name, field.value)
    if dateline:
        record["dateline"] = {key: dateline.get(key) for key in ("raw", "place", "agency", "date")}
    return record


def text_left(text: str, marks: Iterable[Mark]) -> str:
    """The text without the marked spans, blank lines and edges tidied as rendering does."""
    pieces, at = [], 0
    for mark in marks:
        pieces.append(text[at : mark.start])
        at = mark.end
    lines = [line.strip() for line in ("".join(pieces) + text[at:]).split("\n")]
    out: list[str] = []
    for line in lines:
        if line or (out and out[-1]):
            out.append(line)
    return "\n".join(out).strip()
