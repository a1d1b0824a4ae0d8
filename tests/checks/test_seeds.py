"""The five seeds, cleaned for real, before the gate; and what the gate says of a garbled, an infected and a drifted one."""

from __future__ import annotations

from pathlib import Path

import pytest

import copydesk
from checks.drift import find_drift
from checks.gate import judge
from checks.history import summarize_run
from checks.measures import measure_articles, measure_ledger
from checks.rows import ArticleRow, LedgerRow
from checks.thresholds import read_thresholds
from checks.totals import measure_run
from copydesk.types import Hints

SEEDS = Path(__file__).parents[2] / "seeds"
CHINA_DAILY = SEEDS / "000_5d87055259d79003.txt"


def measure_source(raw: bytes, name: str) -> tuple[list[ArticleRow], LedgerRow]:
    """The measures of a source, with the publisher that a side-car would state for the China Daily page."""
    hints = Hints(publisher="China Daily") if name == CHINA_DAILY.name else None
    cleaned = copydesk.clean(raw, name=name, hints=hints)
    return measure_articles(cleaned), measure_ledger(cleaned, size=len(raw))


@pytest.fixture(scope="module")
def seeds() -> list[tuple[list[ArticleRow], LedgerRow]]:
    """The measures of the five seeds, each cleaned once."""
    return [measure_source(path.read_bytes(), path.name) for path in sorted(SEEDS.glob("*.txt"))]


def test_seeds_are_published(seeds: list[tuple[list[ArticleRow], LedgerRow]]) -> None:
    """All fourteen articles pass every critical expectation; the infected page is reported."""
    ledgers = [ledger for _, ledger in seeds]
    run = measure_run(ledgers, sources_in=5, sources_refused=0)
    verdict = judge((articles for articles, _ in seeds), ledgers, run, run_name="seeds")
    assert verdict.run_ok and not verdict.quarantine and verdict.run["articles"] == 14
    (infected,) = (j for j in verdict.judgements if j.name == "source_is_not_infected")
    assert infected.failing == (CHINA_DAILY.name,)


def test_a_garbled_page_goes_to_quarantine(seeds: list[tuple[list[ArticleRow], LedgerRow]]) -> None:
    """A page whose letters were lost is refused by name, and the others are published."""
    text = (SEEDS / "002_a17b94609f31e56a.txt").read_text("utf-8")
    garbled = text.replace("SCO", "????").replace("China", "????")
    articles, ledger = measure_source(garbled.encode(), "garbled.txt")
    parts = [*(rows for rows, _ in seeds), articles]
    ledgers = [*(one for _, one in seeds), ledger]
    verdict = judge(iter(parts), ledgers, measure_run(ledgers, sources_in=6, sources_refused=0), run_name="garbled")
    assert verdict.run_ok and set(verdict.quarantine) == {row["id"] for row in articles}
    assert all("text_is_not_lost" in names for names in verdict.quarantine.values())


def test_a_drifted_page_is_reported(seeds: list[tuple[list[ArticleRow], LedgerRow]]) -> None:
    """A page that suddenly carries three times its furniture differs from the past of its origin, the others do not."""
    ledgers = [ledger for _, ledger in seeds]
    past = [line for run in (1, 2, 3) for line in summarize_run(ledgers, run)]
    lines = CHINA_DAILY.read_text("utf-8").splitlines()
    menu = [f"Home News Sport Culture Travel {n} | Photos | Video | Contact us | About us | Newsletter" for n in range(60)]
    _, drifted = measure_source("\n".join([*menu, *lines, *menu]).encode(), CHINA_DAILY.name)
    now = summarize_run([drifted, *ledgers[1:]], 4)
    report = find_drift(past, now, read_thresholds().drift)
    assert report.drifted == ("China Daily",), [drift.message for drift in report.drifts]
    assert {"removed-share", "length"} & {drift.kind for drift in report.drifts}
