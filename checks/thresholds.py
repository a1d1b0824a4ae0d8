"""The thresholds of the suites: read once from ``thresholds.toml``, where each is explained."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from importlib import resources
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class ArticleLimits:
    min_length: int
    max_length: int
    plausible_length: tuple[int, int]
    max_lost_per_mille: float
    min_language_confidence: float
    max_days_ahead: int
    max_foreign_paragraphs: int
    min_kept_share: float


@dataclass(frozen=True, slots=True)
class RunLimits:
    max_quarantined_share: float
    min_articles_for_share: int
    max_share_without_articles: float
    max_drifted_share: float
    min_origins_for_share: int


@dataclass(frozen=True, slots=True)
class DriftLimits:
    min_history: int
    max_history: int
    deviations: float
    deviations_volume: float
    min_change_share: float
    min_change_length: float
    min_change_articles: float
    min_change_volume: float
    min_change_language: float
    min_change_removed: float
    min_change_repairs: float
    min_spam_characters: int
    spread_removed: float
    spread_length: float
    spread_articles: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """All limits, by the suite that they belong to."""

    articles: ArticleLimits
    run: RunLimits
    drift: DriftLimits


def read_thresholds(path: Path | None = None) -> Thresholds:
    """The shipped thresholds, or those of a file of the same form. Raises ValueError for an unknown or missing key."""
    text = path.read_text("utf-8") if path else resources.files("checks").joinpath("thresholds.toml").read_text("utf-8")
    raw = tomllib.loads(text)
    _check(raw, {"articles", "run", "drift"}, "section")
    return Thresholds(
        ArticleLimits(**_section(raw["articles"], ArticleLimits)),
        RunLimits(**_section(raw["run"], RunLimits)),
        DriftLimits(**_section(raw["drift"], DriftLimits)),
    )


def _section(raw: dict[str, Any], kind: type) -> dict[str, Any]:
    _check(raw, {field.name for field in fields(kind)}, f"threshold of {kind.__name__}")
    return {name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()}


def _check(found: dict[str, Any], expected: set[str], what: str) -> None:
    wrong = sorted(set(found) ^ expected)
    if wrong:
        raise ValueError(f"unknown or missing {what}: {', '.join(wrong)}")
