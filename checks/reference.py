"""The reference of all expectations as Markdown, made from the code: ``python -m checks.reference`` rewrites the page."""

from __future__ import annotations

import inspect
from pathlib import Path

from checks.gate import SUITES
from checks.suites import CONSEQUENCE, Settings, find_name
from checks.thresholds import read_thresholds

PAGE = Path(__file__).parents[1] / "docs" / "expectations.md"

_INTRODUCTIONS = {
    "articles": "Judged for every article. A critical failure sends the article to quarantine.",
    "ledger": "Judged for every source. A critical failure sends all articles of the source to quarantine.",
    "origins": "Judged for every origin that brought something new, or should have: see [drift](drift.md). None keeps anything back.",
    "run": "Judged once. A critical failure refuses publication: the last snapshot stays as it is.",
}


def build_reference() -> str:
    """The page: a table a suite, in the suites' order."""
    settings = Settings(read_thresholds(), "the day of the run")
    parts = ["# Expectations\n\nMade from the code by `python -m checks.reference`; how they work together: [validation](validation.md).\n"]
    for suite, rules in SUITES.items():
        parts.append(
            f"\n## {suite.capitalize()}\n\n{_INTRODUCTIONS[suite]}\n\n| expectation | expects | why | severity |\n|---|---|---|---|\n"
        )
        for rule in rules:
            expectation = rule(settings)
            severity = str(expectation.severity.value)
            why = " ".join((inspect.getdoc(rule) or "").split())
            cells = (f"`{find_name(rule)}`", str(expectation.description), why, f"{severity}: {CONSEQUENCE[suite][severity]}")
            parts.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(build_reference(), "utf-8")
