"""The gate itself: partitions, errors that are the pipeline's own, and what the verdict says."""

from __future__ import annotations

import json
import os
import socket
from typing import Any

import pandas as pd
import pytest

from checks import gate
from checks.engine import Engine
from checks.gate import SUITES, judge
from checks.suites import Settings, build_suite, find_name
from checks.thresholds import read_thresholds
from tests.checks.rows import article_row, ledger_row, run_row

RUN_DATE = "2026-03-01"


def judge_rows(articles: Any, **more: Any) -> gate.Verdict:
    return judge(articles, [ledger_row()], run_row(), run_name="gate", run_date=RUN_DATE, **more)


def rows_of(count: int) -> list[Any]:
    """Rows of which every fifth is damaged; the last has the id of the first."""
    rows = [article_row(id=f"{n:016x}-0", mojibake=int(n % 5 == 2)) for n in range(count)]
    rows[-1]["id"] = rows[0]["id"]
    return rows


def test_partitions_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The verdict over partitions is the verdict over the whole, down to an id that comes twice in different ones."""
    rows = rows_of(12)
    whole = judge_rows(pd.DataFrame(rows))
    monkeypatch.setattr(gate, "PARTITION", 5)
    parts = judge_rows(iter([rows[:7], rows[7:]]))
    assert parts.quarantine == whole.quarantine and parts.reported == whole.reported
    assert "ids_are_unique" in whole.quarantine[rows[0]["id"]]
    told = [{**row, "unexpected": 0} for row in parts.summary()], [{**row, "unexpected": 0} for row in whole.summary()]
    assert told[0] == told[1]


def test_one_of_the_same_words_needs_no_name() -> None:
    """Of three texts with the same words the earliest names none, even where it comes last here; a second without a name is told."""
    ids = [f"{n:016x}-0" for n in range(4)]
    same = [article_row(id=id, copy_digest="00000000000000aa", duplicate_of=None if id == ids[2] else ids[2]) for id in ids[:3]]
    assert not judge_rows(iter([same])).reported
    nameless = article_row(id=ids[3], copy_digest="00000000000000aa")
    assert judge_rows(iter([same, [nameless]])).reported == {ids[3]: ("text_is_no_unnamed_copy",)}


def test_all_failing_ids_are_named() -> None:
    """Three hundred refused records are three hundred ids: nothing stops at two hundred or at twenty."""
    rows = [article_row(id=f"{n:016x}-0", spam=1) for n in range(300)]
    verdict = judge_rows(iter([rows]))
    assert len(verdict.quarantine) == 300
    (spam,) = (j for j in verdict.judgements if j.name == "text_has_no_spam")
    assert len(spam.failing) == spam.unexpected == spam.checked == 300


def test_a_missing_measure_is_the_pipelines_error() -> None:
    """A measure that was not taken must not count as passed: publication is refused, and the column is named."""
    row: dict[str, Any] = dict(article_row())
    del row["mojibake"]
    verdict = judge_rows(iter([[row]]))
    assert not verdict.run_ok and verdict.errors[0] == "measures lack the column mojibake"


def test_a_null_measure_is_the_pipelines_error() -> None:
    """An expectation would pass over the null."""
    verdict = judge_rows(iter([[article_row(), article_row(id="fedcba9876543210-1", spam=None)]]))
    assert not verdict.run_ok and verdict.errors[0] == "the measure spam was not taken for 1 rows"


def test_an_expectation_that_raises_is_the_pipelines_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A metric that raises gives no counts: that is no pass, and no record's fault."""
    from checks.expectations import languages

    monkeypatch.setattr(languages, "find_tongue", lambda tag: 1 / 0)
    verdict = judge_rows(iter([[article_row()]]))
    assert not verdict.run_ok and not verdict.quarantine
    (broken,) = (j for j in verdict.judgements if j.error)
    assert broken.name == "language_agrees_with_langdetect" and not broken.success and "division" in broken.error


def test_no_articles_at_all() -> None:
    """A run without articles is judged without error."""
    verdict = judge_rows(iter([]))
    assert verdict.run_ok and not verdict.quarantine and not verdict.errors


def test_judgements_cover_every_expectation() -> None:
    """The verdict has one row for every expectation, in the suites' order, plain enough for a manifest."""
    verdict = judge_rows(iter([[article_row()]]))
    assert [j.name for j in verdict.judgements] == [find_name(rule) for rules in SUITES.values() for rule in rules]
    assert json.loads(json.dumps(verdict.summary())) == verdict.summary()
    assert all(j.success and not j.error for j in verdict.judgements)


def test_names_are_unique() -> None:
    """Quarantine names an expectation without its suite, so no two share a name."""
    names = [find_name(rule) for rules in SUITES.values() for rule in rules]
    assert len(names) == len(set(names))


def test_an_expectation_without_a_why_is_refused() -> None:
    """The docstring of the function is what a person reads who wonders why a record was refused."""

    def nothing_said(settings: Settings) -> Any:
        return SUITES["articles"][0](settings)

    with pytest.raises(ValueError, match="nothing_said has no docstring"):
        build_suite("articles", [nothing_said], Settings(read_thresholds(), RUN_DATE))


def test_nothing_is_reported_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """The gate opens no connection, shows no progress bar, and its context keeps nothing on disk."""

    def refuse(*_: Any) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"
    assert judge_rows(iter([[article_row()]]), docs_dir=tmp_path / "docs").run_ok
    engine = Engine(Settings(read_thresholds(), RUN_DATE), "quiet", {}, {})
    assert type(engine._context).__name__ == "EphemeralDataContext" and engine._context.config.analytics_enabled is False


def test_thresholds_are_checked(tmp_path: Any) -> None:
    """A misspelt threshold is refused by name."""
    from importlib import resources

    text = resources.files("checks").joinpath("thresholds.toml").read_text("utf-8").replace("min_length", "minimal_length", 1)
    path = tmp_path / "thresholds.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match="min_length, minimal_length"):
        read_thresholds(path)
