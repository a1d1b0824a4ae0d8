"""The suite of the ledgers: every character of every source is accounted for, or the source is not published."""

from __future__ import annotations

from checks.expectations import ExpectLedgerToAccountForSource, ExpectNoFault, ExpectNothingLeft
from checks.expectations.stock import Expectation, ExpectColumnValuesToBeBetween, ExpectColumnValuesToBeInSet
from checks.expectations.tiling import PARTS
from checks.suites import CRITICAL, INFO, WARNING, Rule, Settings


def spans_leave_no_gap(settings: Settings) -> Expectation:
    """A gap is text that vanished without a rule that took it."""
    return ExpectNothingLeft(
        column="gaps", severity=CRITICAL, description="The spans lie end to end from 0 to the end of the source: no gap."
    )


def spans_do_not_overlap(settings: Settings) -> Expectation:
    """A character with two fates cannot be rebuilt or explained."""
    return ExpectNothingLeft(column="overlaps", severity=CRITICAL, description="No two spans cover the same character.")


def ledger_accounts_for_the_source(settings: Settings) -> Expectation:
    """The promise of the ledger in one sum."""
    return ExpectLedgerToAccountForSource(
        column_list=[*PARTS, "length"],
        ignore_row_if="never",
        severity=CRITICAL,
        description="kept + lifted + dropped + repaired = the length of the source.",
    )


def source_can_be_rebuilt(settings: Settings) -> Expectation:
    """Records and ledger together give the source back: the proof that nothing was changed without a trace."""
    return ExpectNoFault(column="rebuild_fault", severity=CRITICAL, description="Records and ledger together rebuild the source exactly.")


def spans_name_articles_that_exist(settings: Settings) -> Expectation:
    """A span that went to an article that was never made points downstream readers nowhere."""
    return ExpectNothingLeft(column="strays", severity=CRITICAL, description="Every span that names an article names one of this source.")


def stated_count_is_met(settings: Settings) -> Expectation:
    """A dump that announces 500 stories and yields 499 has lost one: the classic fault of splitters."""
    return ExpectNoFault(
        column="stated_fault",
        severity=WARNING,
        description="The stories are as many as the source itself announces, and those of its table of contents, where it has either.",
    )


def source_is_undamaged(settings: Settings) -> Expectation:
    """Characters that were lost before the source came to us cannot be repaired; whoever sent it may still have them."""
    return ExpectNothingLeft(
        column="damaged", severity=WARNING, description="No place of the source is lost beyond repair (????, 锟斤拷, U+FFFD)."
    )


def source_is_not_infected(settings: Settings) -> Expectation:
    """Spam in a page of one's own means that the site was broken into; its owner should hear of it."""
    return ExpectColumnValuesToBeInSet(
        column="infected", value_set=[False], severity=WARNING, description="No injected spam was found in the source."
    )


def source_keeps_some_text(settings: Settings) -> Expectation:
    """A source of which next to nothing was kept is an index page, or a rule that took too much."""
    limit = settings.limits.articles.min_kept_share
    return ExpectColumnValuesToBeBetween(
        column="kept_share",
        min_value=limit,
        severity=INFO,
        description=f"At least {limit:.0%} of a source that holds articles is kept.",
    )


LEDGER: tuple[Rule, ...] = (
    spans_leave_no_gap,
    spans_do_not_overlap,
    ledger_accounts_for_the_source,
    source_can_be_rebuilt,
    spans_name_articles_that_exist,
    stated_count_is_met,
    source_is_undamaged,
    source_is_not_infected,
    source_keeps_some_text,
)
