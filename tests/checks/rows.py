"""Rows of measures as a sound article, ledger or run has them, for tests and measurements to spoil."""

from __future__ import annotations

import hashlib
from typing import Any

from checks.rows import ArticleRow, LedgerRow, RunRow


def article_row(**changes: Any) -> ArticleRow:
    """A sound article's row; its digest follows from its id, so that rows are no copies of one another."""
    id = str(changes.get("id", "0123456789abcdef-0"))
    row = ArticleRow(
        id=id,
        source="page.txt",
        length=3000,
        paragraphs=12,
        is_nfc=True,
        controls=0,
        invisibles=0,
        layout_fault=None,
        mojibake=0,
        lost=0,
        lost_per_mille=0.0,
        boilerplate=0,
        spam=0,
        foreign_paragraphs=0,
        language="en",
        language_confidence=0.99,
        language_fault=None,
        langdetect="en",
        title_fault=None,
        authors_fault=None,
        date_fault=None,
        order_fault=None,
        latest_date="2025-08-21",
        dateline_fault=None,
        copy_digest=hashlib.blake2b(id.encode(), digest_size=8).hexdigest(),
        duplicate_of=None,
        kept=3000,
        lifted=100,
        dropped=2000,
        repaired=0,
        dropped_as_spam=0,
        evidence=None,
    )
    return ArticleRow(**{**row, **changes})  # type: ignore[typeddict-item]


def ledger_row(**changes: Any) -> LedgerRow:
    """A sound ledger's row."""
    row = LedgerRow(
        source="page.txt",
        origin="example",
        length=5100,
        rows=40,
        gaps=0,
        overlaps=0,
        kept=3000,
        lifted=100,
        dropped=2000,
        repaired=0,
        dropped_as_spam=0,
        articles=1,
        strays=0,
        length_kept_in_articles=3000,
        rebuild_fault=None,
        stated_fault=None,
        damaged=0,
        infected=False,
        chains="",
        languages="en=1",
        removed_by_label="navigation=2000",
        bytes=5100,
    )
    return LedgerRow(**{**row, **changes})  # type: ignore[typeddict-item]


def run_row(**changes: Any) -> RunRow:
    """A sound run's row, before the gate has judged."""
    row = RunRow(
        sources_in=1,
        sources_cleaned=1,
        sources_refused=0,
        sources_unaccounted=0,
        sources_without_articles=0,
        ledgers_broken=0,
        stated_counts_wrong=0,
        damaged_sources=0,
        infected_sources=0,
        articles=0,
        quarantined=0,
        quarantined_share=0.0,
        sources_watched=0,
        drifted_sources=0,
    )
    return RunRow(**{**row, **changes})  # type: ignore[typeddict-item]
