"""Each origin is compared with its own past: what jumped is reported, what wavers is not."""

from __future__ import annotations

import random
import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from checks import history
from checks.drift import DriftReport, find_drift, measure_distance
from checks.gate import judge
from checks.history import Past, build_lines, carry_on, find_next_run, move_past, read_lines, summarize_run
from checks.origins import ORIGINS, build_rows
from checks.provenance import find_host, find_kind, find_series
from checks.scorecards import build_scorecards
from checks.silence import find_overdue
from checks.suites import Settings
from checks.thresholds import read_thresholds
from checks.totals import measure_run
from tests.checks.rows import article_row, ledger_row

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "drift.toml").read_text("utf-8"))["case"]
LIMITS = read_thresholds().drift
USUAL = Past(
    run=0,
    origin="Harbour News",
    sources=10,
    articles=10,
    length=51000,
    kept=30000,
    lifted=1000,
    dropped=20000,
    repaired=0,
    spam=0,
    infected=0,
    typical_length=3000.0,
    languages={"en": 10},
    labels={"navigation": 15000, "share": 5000},
    chains={"windows-1252": 30},
)


def build_past(count: int) -> list[Past]:
    """Ordinary runs with noise, and another origin that comes every night."""
    chance = random.Random(7)
    past: list[Past] = []
    for night in range(count):
        shift = chance.randint(-900, 900)
        run = night + 10
        ordinary = replace(USUAL, run=run, kept=30000 + shift, dropped=20000 - shift, typical_length=3000 + shift / 10)
        past += [ordinary, replace(USUAL, run=run, origin="Other News")]
    return past


def find_kinds(case: dict[str, Any]) -> DriftReport:
    now = [replace(USUAL, run=99, origin="Other News")]
    if not case.get("absent"):
        now.append(replace(USUAL, run=99, **case.get("now", {})))
    return find_drift(build_past(case.get("past", 6)), now, LIMITS)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_drift(case: dict[str, Any]) -> None:
    """The kinds of drift are exactly those of the case; each is told in one sentence that names the origin."""
    report = find_kinds(case)
    assert [drift.kind for drift in report.drifts] == case["kinds"]
    assert all(drift.message.startswith("Harbour News: ") and "\n" not in drift.message for drift in report.drifts)
    assert report.drifted == (("Harbour News",) if case["kinds"] else ())


def test_silence_is_told_once() -> None:
    """A feed that has been silent for two runs is no news any more."""
    past = [*build_past(6), replace(USUAL, run=20, origin="Other News")]
    report = find_drift(past, [replace(USUAL, run=99, origin="Other News")], LIMITS)
    assert not report.drifts


def test_an_occasional_source_is_not_missed() -> None:
    """An origin that comes every other night is not silent when it stays away."""
    past = [one for one in build_past(10) if one.origin == "Other News" or one.run % 2]
    assert not find_drift(past, [replace(USUAL, run=99, origin="Other News")], LIMITS).drifts


def test_an_occasional_source_is_missed_in_the_end() -> None:
    """An origin that comes every other night is told as silent in the third night without it, and not again."""
    past = [one for one in build_past(10) if one.origin == "Other News" or one.run % 2]
    told = []
    for night in range(20, 25):
        now = [replace(USUAL, run=night, origin="Other News")]
        told += [night for drift in find_drift(past, now, LIMITS).drifts if drift.kind == "silent"]
        past += now
    assert told == [22]


SILENCES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "silence.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", SILENCES, ids=[case["name"] for case in SILENCES])
def test_silence_by_the_clock(case: dict[str, Any]) -> None:
    """An origin that came on these days is told as silent from this day on, and on no day before."""
    start = datetime(2026, 3, 2, 2, 15, tzinfo=UTC)  # a Monday
    days = [day + 7 * week for week in range(case.get("weeks", 1)) for day in case["days"]]
    published = {f"{day:016x}": start + timedelta(days=day) for day in days}
    past = [replace(USUAL, run=day + 1, snapshot=name) for day, name in zip(days, published, strict=True)]
    told = [day for day in range(days[-1] + 1, days[-1] + 60) if find_overdue(past, published, start + timedelta(days=day), LIMITS)]
    assert (told[0] - days[-1] if told else None) == case.get("told_after")


def test_silence_is_told_in_a_sentence() -> None:
    """The sentence says how long nothing came and what is usual; a snapshot that the log does not name says nothing."""
    start = datetime(2026, 3, 2, 2, 15, tzinfo=UTC)
    past = [replace(USUAL, run=day, snapshot=str(day)) for day in range(12)]
    published = {str(day): start + timedelta(days=day) for day in range(12)}
    (drift,) = find_overdue(past, published, start + timedelta(days=14), LIMITS).values()
    assert drift.kind == "silent" and drift.message == "Harbour News: nothing new for 3 days, usually 10 articles every 24 hours"
    assert not find_overdue(past, {}, start + timedelta(days=99), LIMITS)


def test_a_small_feed_that_doubles_is_told_once() -> None:
    """Two pages a night become four: no single night says so, several together do, and they say it once."""
    past = [replace(USUAL, run=night, sources=2, articles=count) for night, count in enumerate([2, 1, 3, 2, 2, 3, 1, 2, 2, 2])]
    told = []
    for night in range(10, 17):
        now = replace(USUAL, run=night, sources=4, articles=4)
        kinds = tuple(drift.kind for drift in find_drift(past, [now], LIMITS).drifts)
        told += [(night, kind) for kind in kinds if kind == "doubled"]
        past.append(replace(now, drifts=kinds))
    assert told == [(12, "doubled")]


def test_one_burst_is_no_doubling() -> None:
    """A single night with many pages among ordinary ones does not make a span of nights double."""
    past = [replace(USUAL, run=night, articles=count) for night, count in enumerate([2, 1, 3, 2, 2, 3, 1, 2, 9, 2])]
    assert not find_drift(past, [replace(USUAL, run=10, articles=3)], LIMITS).drifted


def test_infection_needs_no_past() -> None:
    """Spam in the first sources of an origin is told at once; an origin that always had as much is not told again."""
    spoiled = replace(USUAL, run=1, spam=900, infected=1)
    (drift,) = find_drift([], [spoiled], LIMITS).drifts
    assert drift.kind == "infected" and "nothing is known of its past" in drift.message
    assert not find_drift([replace(spoiled, run=n) for n in range(5)], [replace(spoiled, run=9)], LIMITS).drifts


def test_a_run_with_nothing_new_compares_nothing() -> None:
    """After changed rules, or when sources were only removed, no origin is called silent."""
    assert find_drift(build_past(6), [], LIMITS) == DriftReport((), ())


def test_history_is_read_as_it_was_written() -> None:
    """Lines come back as they went, with the snapshot that each belongs to; a torn or foreign line is passed over."""
    past = [replace(one, snapshot="a" * 16, drifts=("length",)) for one in build_past(3)]
    new = replace(USUAL, run=find_next_run(past))
    lines = list(build_lines([*past, new], "b" * 16))
    assert read_lines([*lines, b"[]", b'{"run": "x"}', b'{"run": 2']) == [*past, replace(new, snapshot="b" * 16)]
    assert new.run == 13 and list(build_lines(past, "b" * 16)) == lines[:-1]


def test_history_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each origin keeps its last lines; those that came once and never again make room for those that still come."""
    past = build_past(6)
    assert {one.run for one in carry_on(past[:-2], past[-2:], 4)} == {12, 13, 14, 15}
    monkeypatch.setattr(history, "MAX_LINES", 10)
    old = [replace(USUAL, run=day, origin=f"once {day:02}") for day in range(-19, 0)]
    kept = carry_on(old, build_past(3), 60)
    assert len(kept) == 10 and {one.origin for one in kept} == {"Harbour News", "Other News", *(f"once -{day}" for day in range(1, 5))}


def test_changed_rules_move_the_past() -> None:
    """Rules that now remove a third of each page leave no drift behind: the past is moved as the sources at hand were."""
    before = replace(USUAL, run=0, sources=4, articles=4, length=20400, kept=12000, lifted=400, dropped=8000)
    after = replace(before, kept=6000, dropped=14000, labels={"navigation": 12000, "related": 8000}, typical_length=1500.0)
    moved = move_past(build_past(6), [before], [after])
    now = replace(USUAL, run=99, kept=15000, dropped=35000, labels={"navigation": 30000, "related": 20000}, typical_length=1500.0)
    other = replace(USUAL, run=99, origin="Other News")
    assert find_drift(build_past(6), [now, other], LIMITS).drifted == ("Harbour News",)
    assert not find_drift(moved, [now, other], LIMITS).drifts
    assert all(one.kept + one.dropped + one.lifted == one.length for one in moved)


def test_a_run_in_one_line_an_origin() -> None:
    """Sources of one origin are summed; their mixes are added."""
    rows = [ledger_row(source="a", languages="en=2 ru=1"), ledger_row(source="b", languages="en=1"), ledger_row(source="c", origin="z")]
    first, second = summarize_run(rows, 99)
    assert (first.origin, first.sources, first.length, first.languages) == ("example", 2, 10200, {"en": 3, "ru": 1})
    assert second.origin == "z"


def test_drift_reaches_the_verdict() -> None:
    """The suites of origins and run report it, with the sentence as the evidence; publication does not hang on it."""
    report = find_kinds({"now": {"kept": 43000, "dropped": 7000}})
    ledgers = [ledger_row()]
    run = measure_run(ledgers, sources_in=1, sources_refused=0, watched=len(report.watched), drifted=len(report.drifted))
    now = [replace(USUAL, run=99)]
    verdict = judge(iter([[article_row()]]), ledgers, run, run_name="drift", run_date="2026-03-01", origins=build_rows(now, report))
    failed = {j.name: j.failing for j in verdict.judgements if not j.success}
    assert verdict.run_ok and failed == {"origin_keeps_its_template": ("Harbour News",), "no_source_drifted": ()}
    assert "its template may have changed" in verdict.evidence["Harbour News"]["origin_keeps_its_template"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_drift_fails_its_expectation(case: dict[str, Any]) -> None:
    """Each kind of drift is written to the column of one expectation, and nothing else is."""
    report = find_kinds(case)
    rows = build_rows([replace(USUAL, run=99)], report)
    told = {column: value for row in rows for column, value in row.items() if column.endswith("_fault") and value}
    assert bool(told) is bool(case["kinds"])
    assert all(drift.told in "; ".join(told.values()) and not drift.told.startswith("Harbour News") for drift in report.drifts)


def test_every_expectation_of_origins_is_failed_by_some_drift() -> None:
    """No expectation of the suite is idle: the cases fail each of them."""
    rows = [row for case in CASES for row in build_rows([replace(USUAL, run=99)], find_kinds(case))]
    columns = {column for row in rows for column, value in row.items() if column.endswith("_fault") and value}
    settings = Settings(read_thresholds(), "2026-03-01")
    assert columns == {rule(settings).column for rule in ORIGINS}  # type: ignore[attr-defined]


def test_scorecards_rank_the_worst_first() -> None:
    """An origin that drifted and one with refused articles stand before one that is well; a silent one is not forgotten."""
    ledgers = [ledger_row(source="w", origin="well"), ledger_row(source="r", origin="refused"), ledger_row(source="d", origin="drifted")]
    articles = [article_row(id=f"{n:016x}-0", source=name, spam=int(name == "r")) for n, name in enumerate("wrd")]
    verdict = judge(iter([articles]), ledgers, measure_run(ledgers, sources_in=3, sources_refused=0), run_name="cards")
    past = [replace(USUAL, run=day, origin=origin) for day in (1, 2, 3) for origin in ("drifted", "gone")]
    origins = {row["source"]: row["origin"] for row in ledgers}
    report = find_drift(past, summarize_run(ledgers, 99), LIMITS)
    cards = build_scorecards(summarize_run(ledgers, 0), {row["id"]: origins[row["source"]] for row in articles}, verdict, report.drifts)
    assert [card.origin for card in cards][-1] == "well" and {card.origin for card in cards} == {"well", "refused", "drifted", "gone"}
    (refused,) = (card for card in cards if card.origin == "refused")
    assert refused.refused == 1 and refused.remarks == ("text_has_no_spam failed for 1",)
    assert [card.trouble for card in cards] == sorted((card.trouble for card in cards), reverse=True)


def test_origins() -> None:
    """Files of one series have one origin, whatever the day or the digest in their names."""
    assert {find_series(f"feeds/xinhua/{name}") for name in ("2025-08-29.txt", "2025-08-30.txt.gz")} == {"feeds/xinhua"}
    assert {find_series(name) for name in ("dump_2025.jsonl#12", "dump_2026.jsonl#7")} == {"dump"}
    assert find_series("000_5d87055259d79003.txt") == ""
    assert find_kind("0001.jsonl#7") == find_kind("0002.jsonl#9") == "*.jsonl" and find_kind("77.2025.txt.gz") == "*.txt.gz"
    assert find_host("https://www.example.org:8080/a?b") == "example.org" and find_host(None) is None and find_host("http://[") is None


def test_distance_of_mixes() -> None:
    """The same shares are at distance 0, other names at 1, an empty mix says nothing."""
    assert measure_distance({"a": 1, "b": 1}, {"a": 50, "b": 50}) == 0
    assert measure_distance({"a": 1}, {"b": 9}) == 1 and measure_distance({}, {"b": 9}) == 0
