"""A newsroom small enough to reason about: a toy pipeline and a toy gate, so that tests of publishing test publishing.

Stories are parted by lines of ``=====``. Lines that begin with ``AD:`` are adverts; under toy rules 2 so are lines that
begin with ``PS:``. The toy gate refuses articles that contain ``BADNEWS``. Reading, decoding, publishing and proving are
the real thing.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa
import pytest

from copydesk.page import Frozen
from copydesk.types import Article, Cleaned, Label, LedgerRow, Page, Quality, Source
from flows.cleaning.worker import ShardResult, clean_shard
from flows.judging.gate import Ruling
from flows.outcome import RunOutcome
from flows.steps import Todo, run_steps

RULES = {"number": 1}
LASTING = {"state.json", "siblings.json", "silent.json", "templates"}
"""What runs leave in the work folder on purpose: memories that only save time."""


def clean_frozen(data: str | bytes, frozen: Frozen, template: object = None) -> Cleaned:
    """The toy cleaner: paragraphs are lines, and every character is accounted for."""
    page = frozen.page
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(raw).hexdigest()
    stories = list(_stories(page.source_text))
    rows: list[LedgerRow] = []
    articles: list[Article] = []
    for start, end in stories:
        name = f"{digest[:16]}-{start}"
        text = _clean_story(page, start, end, name, rows)
        if text:
            articles.append(_article(page, name, text, digest, len(raw), (start, end), len(articles) + 1))
    return Cleaned(tuple(articles), tuple(rows), page)


def _stories(text: str) -> Iterator[tuple[int, int]]:
    start = at = 0
    for line in text.splitlines(keepends=True):
        if line.strip() == "=====":
            yield start, at
            start = at
        at += len(line)
    yield start, at


def _clean_story(page: Page, start: int, end: int, article: str, rows: list[LedgerRow]) -> str:
    heads = ("AD:", "PS:", "=====") if RULES["number"] == 2 else ("AD:", "=====")
    kept: list[str] = []
    at = start
    for line in page.source_text[start:end].splitlines(keepends=True):
        words = line.rstrip()
        if not words or words.startswith(heads):
            label = Label.ADVERT if words else Label.WHITESPACE
            rows.append(_row(page, at, at + len(line), label, None, None))
        else:
            if kept:
                rows.append(_row(page, at, at, Label.WHITESPACE, article, "\n\n"))
            rows.append(_row(page, at, at + len(words), Label.BODY, article, None))
            rows.append(_row(page, at + len(words), at + len(line), Label.WHITESPACE, None, None))
            kept.append(words)
        at += len(line)
    return "\n\n".join(kept)


def _row(page: Page, start: int, end: int, label: Label, article: str | None, after: str | None) -> LedgerRow:
    before = None if label is Label.BODY else page.source_text[start:end]
    return LedgerRow(page.name, start, end, label.action, label, f"toy-{label}", _rules(), article, before, after, 1.0)


def _article(page: Page, name: str, text: str, digest: str, size: int, span: tuple[int, int], story: int) -> Article:
    nothing = dict.fromkeys(f.name for f in fields(Article))
    source = Source(page.name, digest, size, page.encoding, span, story, story, page.hints.url, page.hints.received)
    lists = {"authors": (), "contributors": (), "notices": ()}
    known = {"id": name, "text": text, "language": "en", "language_confidence": 1.0, "source": source, "quality": Quality(len(text))}
    return Article(**(nothing | lists | known | {"copydesk_version": "0", "rules_version": _rules()}))  # type: ignore[arg-type]


def measure_source(cleaned: Cleaned, size: int) -> Iterator[tuple[str | None, str]]:
    """One number a source, one verdict an article."""
    yield None, json.dumps({"articles": len(cleaned.articles), "bytes": size})
    for article in cleaned.articles:
        yield article.id, json.dumps({"id": article.id, "bad": "BADNEWS" in article.text})


def gate(tables: Iterable[pa.Table], duplicates: Mapping[str, str], **_: object) -> Ruling:
    """Refuses articles with BADNEWS."""
    rows = [json.loads(row) for table in tables for row in _judged_rows(table, duplicates)]
    refused = {row["id"]: ("toy_no_bad_news",) for row in rows if row["bad"]}
    verdict = {"suite": "toy", "name": "toy_no_bad_news", "description": "no bad news", "severity": "critical"}
    found = verdict | {"success": not refused, "checked": len(rows), "unexpected": len(refused), "error": None}
    return Ruling(refused, (found,), (), {}, {})


def _judged_rows(table: pa.Table, duplicates: Mapping[str, str]) -> list[str]:
    columns = zip(table["source"].to_pylist(), table["article"].to_pylist(), table["row"].to_pylist(), strict=True)
    return [row for source, article, row in columns if article is not None and source not in duplicates]


def forbid(tables: Iterable[pa.Table], duplicates: Mapping[str, str], **_: object) -> Ruling:
    """A gate that refuses the run as a whole."""
    return Ruling({}, (), ("toy_run: today is no day for news",), {}, {})


def install(patch: pytest.MonkeyPatch) -> None:
    """Put the toys in the place of the pipeline and the measures."""
    pipeline = ModuleType("copydesk.pipeline")
    pipeline.__dict__["clean_frozen"] = clean_frozen
    patch.setitem(sys.modules, "copydesk.pipeline", pipeline)
    patch.setattr("flows.judging.gate.measure_source", measure_source)
    patch.setattr("flows.planning.plan.read_versions", read_versions)
    RULES["number"] = 1


def _rules() -> str:
    return f"toy{RULES['number']}"


def read_versions() -> dict[str, str]:
    """What would decide."""
    return {"format": "1", "copydesk": "0", "rules": _rules(), "checks": "toy"}


def publish(seeds: Path, cleaned: Path, **options: Any) -> RunOutcome:
    """A run over toy sources."""
    return run_steps(seeds, cleaned, **{"rule": gate, "clean": clean_here} | options)


def clean_here(todo: Todo) -> list[ShardResult]:
    """Every shard in this process, where the toys are; the last first, as no order may matter."""
    return [clean_shard(shard, todo.work) for shard in reversed(todo.shards)]


def write_sources(folder: Path, sources: Mapping[str, str | bytes]) -> Path:
    """The sources as files; gives the folder."""
    for name, content in sources.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def read_articles(cleaned: Path) -> list[dict[str, Any]]:
    """The published articles."""
    return [json.loads(line) for line in (cleaned / "articles.jsonl").read_text("utf-8").splitlines()]


def read_tree(cleaned: Path) -> dict[str, bytes]:
    """Every file that a reader of ``cleaned/`` may look at, by its path; not the log, which knows the time."""
    snapshot = (cleaned / "CURRENT").read_text().strip()
    files = [cleaned / "CURRENT", cleaned / "articles.jsonl", *(cleaned / "snapshots" / snapshot).rglob("*")]
    return {path.relative_to(cleaned).as_posix(): path.read_bytes() for path in files if path.is_file()}


SOURCES: dict[str, str | bytes] = {
    "one.txt": "The council met on Monday.\n\nAD: buy now\n\nIt will meet again.\n",
    "two.txt": "First story here.\n=====\nSecond story here.\nPS: see our shop\n",
    "deep/three.txt": "Ein kurzer Text aus Köln.\n",
    "bad.txt": "Good start.\n=====\nBADNEWS all over.\n",
}
