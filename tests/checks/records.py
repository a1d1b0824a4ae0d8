"""Cleaned sources made by hand for the checks: sound records, and the same with one thing spoiled."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from copydesk.lines import split_lines
from copydesk.types import (
    Action,
    Article,
    Cleaned,
    Damage,
    Dateline,
    Finding,
    Label,
    LedgerRow,
    Page,
    Quality,
    Source,
)

TEXT = (
    "The harbour of the old town was closed to all ships on Tuesday after a storm had broken the outer wall in two places.\n\n"
    "Engineers said the repair would take until the end of the month, and that smaller boats could use the northern pier "
    "from Thursday on if the weather held.\n\n"
    "The mayor, who walked along the damaged stretch in the morning, thanked the crews and promised money for a higher wall."
)


def build_article(record: Mapping[str, Any]) -> Article:
    """An article of the record's fields; what it does not state is as a sound record has it."""
    text = record.get("text", TEXT)
    dateline = record.get("dateline")
    name = record.get("file", "page.txt")
    sha = hashlib.sha256(f"{name}{text}".encode("utf-8", "surrogatepass")).hexdigest()
    return Article(
        id=record.get("id", f"{sha[:16]}-{record.get('story', 1)}"),
        text=text,
        title=record.get("title"),
        language=record.get("language", "en"),
        language_confidence=record.get("language_confidence", 0.99),
        translated_from=record.get("translated_from"),
        authors=tuple(record.get("authors", ())),
        contributors=tuple(record.get("contributors", ())),
        editor=record.get("editor"),
        dateline=Dateline(**dateline) if dateline else None,
        published=record.get("published"),
        updated=record.get("updated"),
        publisher=record.get("publisher"),
        agency=record.get("agency"),
        section=record.get("section"),
        notices=tuple(record.get("notices", ())),
        source=Source(name, sha, len(text), "utf-8", (0, len(text)), record.get("story", 1), record.get("stories", 1)),
        duplicate_of=record.get("duplicate_of"),
        quality=Quality(kept=len(text)),
        copydesk_version="0",
        rules_version="0",
    )


def build_cleaned(*records: Mapping[str, Any], findings: tuple[Finding, ...] = ()) -> Cleaned:
    """A source that holds these articles' texts end to end and nothing else."""
    articles = tuple(build_article(record) for record in records)
    source_text = "".join(article.text for article in articles)
    rows: list[LedgerRow] = []
    at = 0
    for article in articles:
        end = at + len(article.text)
        rows.append(LedgerRow("page.txt", at, end, Action.KEEP, Label.BODY, "body", "0", article.id, None, None, 1.0))
        at = end
    name = articles[0].source.name if articles else "page.txt"
    page = Page(name, source_text, source_text, (), (), split_lines(source_text), "utf-8")
    return Cleaned(articles, tuple(rows), page, findings)


def with_damage(cleaned: Cleaned, start: int, end: int) -> Cleaned:
    """The same source with characters beyond repair at these page offsets."""
    text = cleaned.page.text[start:end]
    return replace(cleaned, page=replace(cleaned.page, unrecoverable=(Damage(start, end, text, "replacement"),)))
