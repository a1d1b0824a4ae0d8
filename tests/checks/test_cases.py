"""Every expectation refuses what it should and lets its near neighbours pass, through the real Great Expectations."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from checks.engine import Engine
from checks.gate import SUITES, build_run_frame, judge
from checks.measures import measure_articles
from checks.run import RUN
from checks.suites import Settings, find_name
from checks.thresholds import read_thresholds
from checks.verdict import Verdict
from tests.checks.records import TEXT, build_cleaned
from tests.checks.rows import article_row, ledger_row, run_row

RUN_DATE = "2026-03-01"


def read_cases(name: str) -> list[dict[str, Any]]:
    """The cases of one suite."""
    text = (Path(__file__).parent / "cases" / f"{name}.toml").read_text("utf-8")
    cases: list[dict[str, Any]] = tomllib.loads(text)["case"]
    return cases


ARTICLES, LEDGERS, RUNS = read_cases("articles"), read_cases("ledgers"), read_cases("runs")


def build_rows(number: int, case: dict[str, Any]) -> list[Any]:
    """The measures of a case's record, as a worker takes them; the last row is the one that is judged."""
    record = dict(case.get("record", {}))
    record.setdefault("id", f"{number:016x}-0")
    record.setdefault("text", f"{TEXT}\n\nThe harbour has {number + 100} berths.")
    if record.pop("language_unknown", False):
        record["language"] = None
    if count := record.pop("title_repeat", 0):
        record["title"] = "The harbour of the old town was closed. " * count + "So it was."
    rows = list(measure_articles(build_cleaned(record)))
    if measured := case.get("measured"):
        rows = [{**row, **measured} for row in rows]
    if case.get("twice"):
        rows *= 2
    if again := case.get("again"):
        text = record["text"][: len(record["text"]) - case.get("drop_last", 0)].strip()
        first = record["id"]
        named = first if case.get("named") else None
        rows += measure_articles(build_cleaned({**record, "id": again, "text": text, "duplicate_of": named}))
    return rows


@pytest.fixture(scope="module")
def judged() -> tuple[list[Any], Verdict]:
    """All cases of articles before the gate at once."""
    rows = [build_rows(number, case) for number, case in enumerate(ARTICLES)]
    verdict = judge(iter([[row for some in rows for row in some]]), [ledger_row()], run_row(), run_name="cases", run_date=RUN_DATE)
    return [some[-1] for some in rows], verdict


@pytest.mark.parametrize("number", range(len(ARTICLES)), ids=[case["name"] for case in ARTICLES])
def test_article(number: int, judged: tuple[list[Any], Verdict]) -> None:
    """A spoiled record is named by exactly the expectations of its case, a sound one by none."""
    rows, verdict = judged
    id = rows[number]["id"]
    named = {*verdict.quarantine.get(id, ()), *verdict.reported.get(id, ())}
    assert named == set(ARTICLES[number]["fails"]), rows[number]


def test_severity_decides(judged: tuple[list[Any], Verdict]) -> None:
    """Critical expectations send a record to quarantine, others only report it."""
    _, verdict = judged
    severity = {judgement.name: judgement.severity for judgement in verdict.judgements}
    assert {severity[name] for names in verdict.quarantine.values() for name in names} == {"critical"}
    assert "critical" not in {severity[name] for names in verdict.reported.values() for name in names}


def test_evidence(judged: tuple[list[Any], Verdict]) -> None:
    """A refused record comes with a reason that a person can read."""
    rows, verdict = judged
    by_name = {case["name"]: row["id"] for case, row in zip(ARTICLES, rows, strict=True)}
    id = by_name["a copyright line at the end"]
    assert "Copyright © 2024" in verdict.evidence[id]["text_has_no_boilerplate"]
    assert verdict.evidence[by_name["a title with a line break"]]["title_is_well_formed"].startswith("line break")


def test_ledgers() -> None:
    """A spoiled ledger is named by exactly the expectations of its case; what is critical keeps its articles back."""
    ledgers = [ledger_row(source=case["name"], **case.get("row", {})) for case in LEDGERS]
    articles = [article_row(id=f"{n:016x}-0", source=case["name"]) for n, case in enumerate(LEDGERS)]
    verdict = judge(iter([articles]), ledgers, run_row(), run_name="ledgers", run_date=RUN_DATE)
    severity = {judgement.name: judgement.severity for judgement in verdict.judgements}
    for number, case in enumerate(LEDGERS):
        named = {j.name for j in verdict.judgements if j.suite == "ledger" and case["name"] in j.failing}
        assert named == set(case["fails"]), case["name"]
        critical = tuple(name for name in case["fails"] if severity[name] == "critical")
        assert verdict.refused_sources.get(case["name"], ()) == critical
        assert set(verdict.quarantine.get(f"{number:016x}-0", ())) == set(critical)


def test_runs() -> None:
    """A spoiled run fails exactly the expectations of its case; publication hangs on the critical ones."""
    limits = read_thresholds()
    engine = Engine(Settings(limits, RUN_DATE), "runs", {"run": RUN}, {"run": "case"})
    frames = []
    for case in RUNS:
        row = run_row(**{"articles": 20, **case.get("row", {})})
        frames.append(build_run_frame([row], case.get("empty_share", 0.0), limits.run)[0].assign(case=case["name"]))
    named: dict[str, set[str]] = {case["name"]: set() for case in RUNS}
    critical = set()
    for finding in engine.run("run", pd.concat(frames, ignore_index=True)):
        critical |= {finding.name} if finding.severity == "critical" else set()
        for name in finding.failing:
            named[name].add(finding.name)
    for case in RUNS:
        assert named[case["name"]] == set(case["fails"]), case["name"]
        assert case["published"] is not bool(critical & named[case["name"]]), case["name"]


def test_a_refused_run_says_why() -> None:
    """Eleven of twenty articles refused: nothing may be published, and one sentence says why."""
    articles = [article_row(id=f"{n:016x}-0", mojibake=int(n < 11)) for n in range(20)]
    verdict = judge(iter([articles]), [ledger_row()], run_row(), run_name="refused", run_date=RUN_DATE)
    assert not verdict.run_ok
    assert [reason.partition(":")[0] for reason in verdict.reasons] == ["quarantine_is_the_exception"]
    assert len(verdict.quarantine) == 11


def test_every_expectation_has_both_cases() -> None:
    """An expectation without a case that it refuses, or without one that it lets pass, is not done."""
    refuses = {name for case in (*ARTICLES, *LEDGERS, *RUNS) for name in case["fails"]}
    passes = {case["passes"] for case in ARTICLES if "passes" in case}
    passes |= {name for case in LEDGERS for name in case.get("passes", ())}
    names = {suite: {find_name(rule) for rule in rules} for suite, rules in SUITES.items()}
    assert names["articles"] | names["ledger"] | names["run"] == refuses
    assert names["articles"] | names["ledger"] == passes
