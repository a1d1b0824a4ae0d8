"""How a suite is made of functions: each returns one expectation, its name is the expectation's, its docstring the why.

    def text_has_no_mojibake(settings: Settings) -> Expectation:
        '''A reader of the corpus must never meet a text that a wrong charset garbled.'''
        return ExpectNoMojibake(column="mojibake", severity=CRITICAL, description="...")

A record that fails an expectation of severity ``critical`` goes to quarantine; ``warning`` and ``info`` are reported and
the record is published. In the suite of the run, ``critical`` refuses publication.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import great_expectations as gx

from checks.expectations.stock import Expectation, FailureSeverity
from checks.thresholds import Thresholds

CRITICAL, WARNING, INFO = FailureSeverity.CRITICAL, FailureSeverity.WARNING, FailureSeverity.INFO

CONSEQUENCE = {
    "articles": {"critical": "the article goes to quarantine", "warning": "reported, still published", "info": "for information"},
    "ledger": {"critical": "the source's articles go to quarantine", "warning": "reported, still published", "info": "for information"},
    "origins": {"critical": "reported, still published", "warning": "reported, still published", "info": "for information"},
    "run": {"critical": "publication is refused", "warning": "reported, still published", "info": "for information"},
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the suites depend on besides the rows: the thresholds and the day of the run (ISO 8601)."""

    limits: Thresholds
    run_date: str


Rule = Callable[[Settings], Expectation]
"""A function of a suite: makes one expectation."""


def build_suite(name: str, rules: Iterable[Rule], settings: Settings) -> gx.ExpectationSuite:
    """The suite of these functions, in their order. Raises ValueError for a function without a docstring."""
    return gx.ExpectationSuite(name=name, expectations=[_build(name, rule, settings) for rule in rules])


def _build(suite: str, rule: Rule, settings: Settings) -> Expectation:
    why = inspect.getdoc(rule)
    if not why:
        raise ValueError(f"the expectation {find_name(rule)} has no docstring that says why")
    expectation = rule(settings)
    severity = FailureSeverity(expectation.severity).value
    expectation.meta = {"name": find_name(rule), "why": why, "severity": severity, "consequence": CONSEQUENCE[suite][severity]}
    return expectation


def find_name(rule: Rule) -> str:
    """The name that verdicts and quarantine use for the expectation that this function makes."""
    return str(getattr(rule, "__name__", rule))
