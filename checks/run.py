"""The suite of the run: whether what was cleaned may replace what is published."""

from __future__ import annotations

from checks.expectations import ExpectNothingLeft
from checks.expectations.stock import Expectation, ExpectColumnValuesToBeBetween
from checks.suites import CRITICAL, WARNING, Rule, Settings


def there_are_sources(settings: Settings) -> Expectation:
    """A folder that was not mounted must not empty the corpus."""
    return ExpectColumnValuesToBeBetween(
        column="sources_in", min_value=1, severity=CRITICAL, description="The run found at least one source."
    )


def some_source_was_cleaned(settings: Settings) -> Expectation:
    """If every source was refused, the fault is the run's, and the last snapshot is the better one."""
    return ExpectColumnValuesToBeBetween(
        column="sources_cleaned", min_value=1, severity=CRITICAL, description="At least one source could be read and cleaned."
    )


def every_source_is_accounted_for(settings: Settings) -> Expectation:
    """Each source that came in was cleaned, or refused by name: none is lost on the way, none counted twice."""
    return ExpectNothingLeft(
        column="sources_unaccounted",
        severity=CRITICAL,
        description="Sources in = sources cleaned + sources refused by name.",
    )


def quarantine_is_the_exception(settings: Settings) -> Expectation:
    """When most articles fail, it is a rule or a measure that broke, and a person should look before anything is published."""
    limit = settings.limits.run.max_quarantined_share
    return ExpectColumnValuesToBeBetween(
        column="quarantined_share",
        max_value=limit,
        severity=CRITICAL,
        description=f"At most {limit:.0%} of the articles go to quarantine "
        f"(judged from {settings.limits.run.min_articles_for_share} articles on).",
    )


def ledgers_are_whole(settings: Settings) -> Expectation:
    """A ledger that does not add up is a fault of ours; its source is kept back, and somebody should mend it."""
    return ExpectNothingLeft(column="ledgers_broken", severity=WARNING, description="Every ledger accounts for its source and rebuilds it.")


def stated_counts_agree(settings: Settings) -> Expectation:
    """Files that announce their number of stories say where the splitter lost or made one; the suite of the ledgers names them."""
    return ExpectNothingLeft(
        column="stated_counts_wrong", severity=WARNING, description="Every file holds as many stories as it announces."
    )


def most_sources_hold_articles(settings: Settings) -> Expectation:
    """Index pages hold none; but when most sources hold none, a format is no longer read."""
    limit = settings.limits.run.max_share_without_articles
    return ExpectColumnValuesToBeBetween(
        column="share_without_articles",
        max_value=limit,
        severity=WARNING,
        description=f"At most {limit:.0%} of the sources hold no article.",
    )


def no_source_is_damaged(settings: Settings) -> Expectation:
    """What came in broken beyond repair should be asked for again while its sender has it; the suite of the ledgers names it."""
    return ExpectNothingLeft(column="damaged_sources", severity=WARNING, description="No source holds text that is lost beyond repair.")


def no_source_is_infected(settings: Settings) -> Expectation:
    """Injected spam was removed, but the site that it came from is compromised; the suite of the ledgers names the sources."""
    return ExpectNothingLeft(column="infected_sources", severity=WARNING, description="No source carries injected spam.")


def no_source_drifted(settings: Settings) -> Expectation:
    """An origin that suddenly looks different has a new template, was infected, fell silent or doubled: see the suite of origins."""
    return ExpectNothingLeft(column="drifted_sources", severity=WARNING, description="Every origin looks as it did in its past runs.")


def sources_do_not_drift_at_once(settings: Settings) -> Expectation:
    """One origin that changes is news about the origin; most at once are a change of our own rules gone wrong."""
    limit = settings.limits.run.max_drifted_share
    return ExpectColumnValuesToBeBetween(
        column="drifted_share",
        max_value=limit,
        severity=WARNING,
        description=f"At most {limit:.0%} of the origins with a history changed at once "
        f"(judged from {settings.limits.run.min_origins_for_share} on).",
    )


RUN: tuple[Rule, ...] = (
    there_are_sources,
    some_source_was_cleaned,
    every_source_is_accounted_for,
    quarantine_is_the_exception,
    ledgers_are_whole,
    stated_counts_agree,
    most_sources_hold_articles,
    no_source_is_damaged,
    no_source_is_infected,
    no_source_drifted,
    sources_do_not_drift_at_once,
)
