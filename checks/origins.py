"""The suite of the origins: each against its own past. What changes at a source is seen here before a reader sees it."""

from __future__ import annotations

from collections.abc import Iterable

from checks.drift import DriftReport
from checks.expectations import ExpectNoFault
from checks.expectations.stock import Expectation
from checks.history import Past
from checks.rows import OriginRow
from checks.suites import WARNING, Rule, Settings


def origin_keeps_its_template(settings: Settings) -> Expectation:
    """A site's furniture takes the same share of its pages for months; when that jumps, the template changed and rules miss it."""
    return ExpectNoFault(
        column="template_fault", severity=WARNING, description="As much is removed as usual, and the same kinds of furniture."
    )


def origin_stays_clean(settings: Settings) -> Expectation:
    """Spam where there was none: the site was broken into, and its owner should hear of it today."""
    return ExpectNoFault(column="infection_fault", severity=WARNING, description="No more injected spam than in the past.")


def origin_yields_articles(settings: Settings) -> Expectation:
    """Sources without articles, articles that became teasers, stories no longer parted: the source or its reading broke."""
    return ExpectNoFault(column="articles_fault", severity=WARNING, description="Sources hold articles, as many and as long as usual.")


def origin_keeps_its_languages(settings: Settings) -> Expectation:
    """Another language than usual is another feed under the old name, or a page of somebody else's."""
    return ExpectNoFault(column="languages_fault", severity=WARNING, description="The articles are in the usual languages.")


def origin_keeps_its_charset(settings: Settings) -> Expectation:
    """New repairs mean that a charset changed on the way: today's repairs hold, tomorrow's may not."""
    return ExpectNoFault(column="damage_fault", severity=WARNING, description="As much had to be repaired as usual, and in the same way.")


def origin_is_not_silent(settings: Settings) -> Expectation:
    """A feed that always came and did not: an address moved, a password expired, a crawler died."""
    return ExpectNoFault(column="silence_fault", severity=WARNING, description="What came regularly has come again.")


def origin_does_not_double(settings: Settings) -> Expectation:
    """Twice as many articles as usual are often the same ones twice, or an archive that slipped into the feed."""
    return ExpectNoFault(column="volume_fault", severity=WARNING, description="Less than twice as many articles came as usual.")


ORIGINS: tuple[Rule, ...] = (
    origin_keeps_its_template,
    origin_stays_clean,
    origin_yields_articles,
    origin_keeps_its_languages,
    origin_keeps_its_charset,
    origin_is_not_silent,
    origin_does_not_double,
)

_COLUMNS = {
    "removed-share": "template_fault",
    "lifted-share": "template_fault",
    "removed-mix": "template_fault",
    "infected": "infection_fault",
    "no-articles": "articles_fault",
    "length": "articles_fault",
    "stories-a-source": "articles_fault",
    "language-mix": "languages_fault",
    "repaired-share": "damage_fault",
    "repair-mix": "damage_fault",
    "silent": "silence_fault",
    "doubled": "volume_fault",
}
"""The column that each kind of drift is written to."""


def build_rows(now: Iterable[Past], report: DriftReport) -> list[OriginRow]:
    """One row for each origin that came or was missed, by name; several drifts of one column are told in one cell."""
    brought = {one.origin: one for one in now}
    faults: dict[str, dict[str, str]] = {origin: {} for origin in (*brought, *(drift.origin for drift in report.drifts))}
    for drift in report.drifts:
        told = faults[drift.origin]
        column = _COLUMNS[drift.kind]
        told[column] = f"{told[column]}; {drift.told}" if column in told else drift.told
    return [
        OriginRow(
            origin=origin,
            sources=brought[origin].sources if origin in brought else 0,
            articles=brought[origin].articles if origin in brought else 0,
            watched=origin in report.watched,
            template_fault=told.get("template_fault"),
            infection_fault=told.get("infection_fault"),
            articles_fault=told.get("articles_fault"),
            languages_fault=told.get("languages_fault"),
            damage_fault=told.get("damage_fault"),
            silence_fault=told.get("silence_fault"),
            volume_fault=told.get("volume_fault"),
        )
        for origin, told in sorted(faults.items())
    ]
