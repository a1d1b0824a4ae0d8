"""The rows that the suites judge: flat, small, JSON-like. The text itself never enters a frame.

A *fault* column holds None where all is well and a short reason where it is not. Counts are counts of places, lengths
are code points, shares are 0 to 1.
"""

from __future__ import annotations

from typing import TypedDict


class ArticleRow(TypedDict):
    """One article, measured once while it is cleaned."""

    id: str
    source: str
    length: int
    paragraphs: int
    is_nfc: bool
    controls: int
    invisibles: int
    layout_fault: str | None
    mojibake: int
    lost: int
    lost_per_mille: float
    boilerplate: int
    spam: int
    foreign_paragraphs: int
    language: str | None
    language_confidence: float
    language_fault: str | None
    langdetect: str | None
    title_fault: str | None
    authors_fault: str | None
    date_fault: str | None
    order_fault: str | None
    latest_date: str | None
    dateline_fault: str | None
    copy_digest: str
    duplicate_of: str | None
    kept: int
    lifted: int
    dropped: int
    repaired: int
    dropped_as_spam: int
    evidence: str | None


class LedgerRow(TypedDict):
    """One source's ledger, with the origin whose history it belongs to."""

    source: str
    origin: str
    length: int
    rows: int
    gaps: int
    overlaps: int
    kept: int
    lifted: int
    dropped: int
    repaired: int
    dropped_as_spam: int
    articles: int
    strays: int
    length_kept_in_articles: int
    rebuild_fault: str | None
    stated_fault: str | None
    damaged: int
    infected: bool
    chains: str
    languages: str
    removed_by_label: str
    bytes: int


class OriginRow(TypedDict):
    """One origin in this run against its past; ``watched``: it had enough past to be compared."""

    origin: str
    sources: int
    articles: int
    watched: bool
    template_fault: str | None
    infection_fault: str | None
    articles_fault: str | None
    languages_fault: str | None
    damage_fault: str | None
    silence_fault: str | None
    volume_fault: str | None


class RunRow(TypedDict):
    """The run as a whole; ``judge`` fills what only the gate knows (articles, quarantined and what follows from them)."""

    sources_in: int
    sources_cleaned: int
    sources_refused: int
    sources_unaccounted: int
    sources_without_articles: int
    ledgers_broken: int
    stated_counts_wrong: int
    damaged_sources: int
    infected_sources: int
    articles: int
    quarantined: int
    quarantined_share: float
    sources_watched: int
    drifted_sources: int
