"""Rows of measures as a sound article, ledger or run has them, for tests and measurements to spoil."""

from __future__ import annotations

import hashlib
from typing import Any, get_type_hints

from checks.rows import ArticleRow, LedgerRow, RunRow

_NOTHING: dict[Any, Any] = {int: 0, float: 0.0, bool: False, str: ""}


def fill(kind: type, stated: dict[str, Any]) -> Any:
    """The row with nothing (no count, no fault) in the columns that it does not state: a new measure needs no line here."""
    return {name: _NOTHING.get(hint) for name, hint in get_type_hints(kind).items()} | stated


def article_row(**changes: Any) -> ArticleRow:
    """A sound article's row; its digest follows from its id, so that rows are no copies of one another."""
    id = str(changes.get("id", "0123456789abcdef-0"))
    row = {
        "id": id,
        "source": "page.txt",
        "length": 3000,
        "paragraphs": 12,
        "is_nfc": True,
        "language": "en",
        "language_confidence": 0.99,
        "langdetect": "en",
        "latest_date": "2025-08-21",
        "copy_digest": hashlib.blake2b(id.encode(), digest_size=8).hexdigest(),
        "kept": 3000,
        "lifted": 100,
        "dropped": 2000,
    }
    found: ArticleRow = fill(ArticleRow, row | changes)
    return found


def ledger_row(**changes: Any) -> LedgerRow:
    """A sound ledger's row."""
    row = {
        "source": "page.txt",
        "origin": "example",
        "length": 5100,
        "rows": 40,
        "kept": 3000,
        "lifted": 100,
        "dropped": 2000,
        "articles": 1,
        "length_kept_in_articles": 3000,
        "languages": "en=1",
        "removed_by_label": "navigation=2000",
        "bytes": 5100,
    }
    found: LedgerRow = fill(LedgerRow, row | changes)
    return found


def run_row(**changes: Any) -> RunRow:
    """A sound run's row, before the gate has judged."""
    found: RunRow = fill(RunRow, {"sources_in": 1, "sources_cleaned": 1} | changes)
    return found
