"""Each origin is compared with its own past: what jumped is reported, what wavers is not."""

from __future__ import annotations

import random
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checks import history
from checks.drift import DriftReport, find_drift, measure_distance
from checks.gate import judge
from checks.history import Past, read_history, read_mix, summarize_run, write_history
from checks.measures import measure_run
from checks.origins import find_host, find_series
from checks.scorecards import build_scorecards
from checks.thresholds import read_thresholds
from tests.checks.rows import article_row, ledger_row

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "drift.toml").read_text("utf-8"))["case"]
LIMITS = read_thresholds().drift
USUAL = Past(
    run="",
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
        run = f"2026-02-{night + 10}"
        ordinary = replace(USUAL, run=run, kept=30000 + shift, dropped=20000 - shift, typical_length=3000 + shift / 10)
        past += [ordinary, replace(USUAL, run=run, origin="Other News")]
    return past


def find_kinds(case: dict[str, Any]) -> DriftReport:
    now = [replace(USUAL, run="2026-03-01", origin="Other News")]
    if not case.get("absent"):
        now.append(replace(USUAL, run="2026-03-01", **case.get("now", {})))
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
    past = [*build_past(6), replace(USUAL, run="2026-02-20", origin="Other News")]
    report = find_drift(past, [replace(USUAL, run="2026-03-01", origin="Other News")], LIMITS)
    assert not report.drifts


def test_an_occasional_source_is_not_missed() -> None:
    """An origin that comes every other night is not silent when it stays away."""
    past = [one for one in build_past(10) if one.origin == "Other News" or int(one.run[-2:]) % 2]
    assert not find_drift(past, [replace(USUAL, run="2026-03-01", origin="Other News")], LIMITS).drifts


def test_history_is_written_whole(tmp_path: Path) -> None:
    """What was written is read back; a run written twice counts once; each origin keeps its last lines."""
    path = tmp_path / "cleaned" / "origins.jsonl"
    assert read_history(path) == []
    past = build_past(6)
    write_history(path, past, [], 60)
    assert sorted(read_history(path), key=lambda one: (one.run, one.origin)) == sorted(past, key=lambda one: (one.run, one.origin))
    write_history(path, read_history(path), past[-2:], 4)
    kept = read_history(path)
    assert len(kept) == 8 and {one.run for one in kept} == {f"2026-02-{day}" for day in (12, 13, 14, 15)}
    assert [entry.name for entry in path.parent.iterdir()] == ["origins.jsonl"]


def test_history_stays_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Origins that came once and never again make room for those that still come."""
    monkeypatch.setattr(history, "MAX_LINES", 10)
    path = tmp_path / "origins.jsonl"
    old = [replace(USUAL, run=f"2026-01-{day:02}", origin=f"once {day}") for day in range(1, 20)]
    write_history(path, [*old, *build_past(3)], [], 60)
    kept = read_history(path)
    assert len(kept) == 10 and {one.origin for one in kept} == {"Harbour News", "Other News", *(f"once {day}" for day in range(16, 20))}


def test_a_torn_line_is_passed_over(tmp_path: Path) -> None:
    """A history whose last line was torn, or that holds a line of another version, still serves."""
    path = tmp_path / "origins.jsonl"
    write_history(path, [], build_past(3), 60)
    path.write_text(path.read_text("utf-8") + '[]\n{"run": "x"}\n{"run": "2026-0', "utf-8")
    assert len(read_history(path)) == 6


def test_a_run_in_one_line_an_origin() -> None:
    """Sources of one origin are summed; their mixes are added."""
    rows = [ledger_row(source="a", languages="en=2 ru=1"), ledger_row(source="b", languages="en=1"), ledger_row(source="c", origin="z")]
    first, second = summarize_run(rows, "2026-03-01")
    assert (first.origin, first.sources, first.length, first.languages) == ("example", 2, 10200, {"en": 3, "ru": 1})
    assert second.origin == "z" and read_mix(["a=1 b=2", "b=3", ""]) == {"a": 1, "b": 5}


def test_drift_reaches_the_verdict() -> None:
    """The run's suite reports drifted origins; publication does not hang on it."""
    report = find_kinds({"now": {"kept": 43000, "dropped": 7000}})
    ledgers = [ledger_row()]
    run = measure_run(ledgers, sources_in=1, sources_refused=0, watched=len(report.watched), drifted=len(report.drifted))
    verdict = judge(iter([[article_row()]]), ledgers, run, run_name="drift", run_date="2026-03-01")
    assert verdict.run_ok and [j.name for j in verdict.judgements if not j.success] == ["no_source_drifted"]


def test_scorecards_rank_the_worst_first() -> None:
    """An origin that drifted and one with refused articles stand before one that is well; a silent one is not forgotten."""
    ledgers = [ledger_row(source="w", origin="well"), ledger_row(source="r", origin="refused"), ledger_row(source="d", origin="drifted")]
    articles = [article_row(id=f"{n:016x}-0", source=name, spam=int(name == "r")) for n, name in enumerate("wrd")]
    verdict = judge(iter([articles]), ledgers, measure_run(ledgers, sources_in=3, sources_refused=0), run_name="cards")
    past = [replace(USUAL, run=f"2026-02-{day}", origin=origin) for day in (1, 2, 3) for origin in ("drifted", "gone")]
    report = find_drift(past, summarize_run(ledgers, "2026-03-01"), LIMITS)
    cards = build_scorecards(ledgers, {row["id"]: row["source"] for row in articles}, verdict, report.drifts)
    assert [card.origin for card in cards][-1] == "well" and {card.origin for card in cards} == {"well", "refused", "drifted", "gone"}
    (refused,) = (card for card in cards if card.origin == "refused")
    assert refused.refused == 1 and refused.remarks == ("text_has_no_spam failed for 1",)
    assert [card.trouble for card in cards] == sorted((card.trouble for card in cards), reverse=True)


def test_origins() -> None:
    """Files of one series have one origin, whatever the day or the digest in their names."""
    assert {find_series(f"feeds/xinhua/{name}") for name in ("2025-08-29.txt", "2025-08-30.txt.gz")} == {"feeds/xinhua"}
    assert {find_series(name) for name in ("dump_2025.jsonl#12", "dump_2026.jsonl#7")} == {"dump"}
    assert find_series("000_5d87055259d79003.txt") == ""
    assert find_host("https://www.example.org:8080/a?b") == "example.org" and find_host(None) is None and find_host("http://[") is None


def test_distance_of_mixes() -> None:
    """The same shares are at distance 0, other names at 1, an empty mix says nothing."""
    assert measure_distance({"a": 1, "b": 1}, {"a": 50, "b": 50}) == 0
    assert measure_distance({"a": 1}, {"b": 9}) == 1 and measure_distance({}, {"b": 9}) == 0
