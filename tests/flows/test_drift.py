"""Sources against their own past, run after run, through the real pipeline and the real gate."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checks.history import Past
from flows.cleaning.worker import ShardResult, clean_shard
from flows.judging import quiet
from flows.judging.quiet import find_silent
from flows.outcome import RunOutcome
from flows.run import run as copydesk_run
from flows.snapshots.history import read_past
from flows.snapshots.snapshot import HISTORY, Snapshot, read_current, read_snapshot
from flows.steps import Todo, run_steps
from tests.flows import nights, toy


def clean_here(todo: Todo) -> list[ShardResult]:
    return [clean_shard(shard, todo.work) for shard in todo.shards]


def run(seeds: Path, cleaned: Path) -> RunOutcome:
    return run_steps(seeds, cleaned, clean=clean_here)


def read(cleaned: Path) -> Snapshot:
    snapshot = read_current(cleaned)
    assert snapshot is not None
    return snapshot


def told(cleaned: Path) -> dict[str, tuple[str, ...]]:
    """What the last run said of each origin."""
    past = read_past(read(cleaned))
    return {one.origin: one.drifts for one in past if one.run == past[-1].run and one.drifts}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three ordinary nights, published."""
    home = tmp_path_factory.mktemp("house")
    for night in (1, 2, 3):
        nights.bring_night(home / "seeds", night)
        run(home / "seeds", home / "cleaned")
    return home


def test_ordinary_nights_are_no_news(house: Path) -> None:
    """Each origin has one line a run, numbered, each with the snapshot that it belongs to; nothing drifted."""
    past = read_past(read(house / "cleaned"))
    assert [(one.run, one.origin, one.sources) for one in past] == [
        (night, origin, 4) for night in (1, 2, 3) for origin in (nights.PAPER, nights.AGENCY)
    ]
    assert not any(one.drifts for one in past)
    assert past[-1].snapshot == read(house / "cleaned").name and past[0].snapshot != past[-1].snapshot


def test_what_changed_is_told_by_name(house: Path) -> None:
    """An infected page and a new template are messages of the outcome, failures of the suites, and stay in the history."""
    before = read_past(read(house / "cleaned"))
    nights.bring_infected(house / "seeds", 4)
    nights.bring_drifted(house / "seeds", 4)
    outcome = run(house / "seeds", house / "cleaned")
    assert outcome.published
    drifts = told(house / "cleaned")
    assert drifts[nights.PAPER] == ("infected",) and {"removed-share", "removed-mix"} & {*drifts[nights.AGENCY]}
    assert any(message.startswith(f"{nights.PAPER}: ") and "infected" in message for message in outcome.messages)
    assert any(message.startswith(f"{nights.AGENCY}: ") and "template" in message for message in outcome.messages)
    verdicts = {row["name"] for row in read(house / "cleaned").manifest["verdicts"] if not row["success"]}
    assert {"origin_stays_clean", "origin_keeps_its_template", "no_source_drifted", "no_source_is_infected"} <= verdicts
    assert read_past(read(house / "cleaned"))[: len(before)] == before

    nights.bring_night(house / "seeds", 5, count=1)
    (house / "seeds" / "quay" / "05-0.txt").unlink()
    (house / "seeds" / "quay" / "05-0.txt.meta.json").unlink()
    run(house / "seeds", house / "cleaned")
    assert not told(house / "cleaned"), "the paper brought one ordinary page"
    silent = {row["name"]: row["unexpected"] for row in read(house / "cleaned").manifest["verdicts"]}
    assert silent["origin_is_not_silent"] == 1


def test_the_history_is_no_part_of_the_name(house: Path) -> None:
    """A run from nothing over the same sources gives the same snapshot, though it has no past to tell."""
    run(house / "seeds", house / "anew")
    assert read(house / "anew").name == read(house / "cleaned").name
    assert read(house / "anew").files == read(house / "cleaned").files
    assert {one.run for one in read_past(read(house / "anew"))} == {1}


def test_changed_rules_are_no_drift(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is cleaned again, nothing is new: no line is added, nobody drifted, and the past is as the new rules see it."""
    from flows.planning import plan

    before = read_past(read(house / "anew"))
    versions = plan.read_versions()
    monkeypatch.setattr(plan, "read_versions", lambda: versions | {"copydesk": "other"})
    assert run(house / "seeds", house / "anew").counts.cleaned == len(list((house / "seeds").rglob("*.txt")))
    after = read_past(read(house / "anew"))
    assert after == before and read(house / "anew").name != before[0].snapshot


def test_a_lost_history_only_starts_anew(house: Path) -> None:
    """A history that somebody changed is not believed; the snapshot of an older version has none."""
    snapshot = read_snapshot(house / "cleaned", read(house / "cleaned").name)
    path = snapshot.folder / "origins.jsonl"
    held = path.read_bytes()
    path.write_bytes(held[:-20])
    assert read_past(snapshot) == ()
    path.write_bytes(held)
    assert all(isinstance(one, Past) for one in read_past(snapshot))
    del snapshot.manifest["beside"]["origins.jsonl"]
    assert read_past(snapshot) == ()


def shift_log(cleaned: Path, days: float) -> None:
    """As if each snapshot had been published so many days apart, the last one so many days ago."""
    path = cleaned / HISTORY
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    now = datetime.now(UTC)
    for place, line in enumerate(reversed(lines), 1):
        line["at"] = (now - timedelta(days=days * place)).isoformat(timespec="seconds")
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


@pytest.mark.usefixtures("prefect_server")
def test_a_quiet_run_tells_who_is_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing new from anybody for longer than usual: published is what was, and a message, an event and the summary tell it once."""
    from flows.clean_sources import clean_sources
    from flows.orchestration import artifacts, events

    seeds, cleaned = tmp_path / "seeds", tmp_path / "cleaned"
    for night in (1, 2, 3, 4):
        nights.bring_night(seeds, night, count=1)
        run(seeds, cleaned)
    before = toy.read_tree(cleaned)
    told: list[tuple[str, str]] = []
    shown: list[str] = []
    tables: list[list[dict[str, str]]] = []
    monkeypatch.setattr(artifacts, "create_table_artifact", lambda key, table, **_: tables.append(table))
    monkeypatch.setattr(events, "emit_event", lambda event, **more: told.append((event, more["resource"]["prefect.resource.name"])))
    monkeypatch.setattr(artifacts, "create_markdown_artifact", lambda key, markdown, **_: shown.append(markdown))

    assert copydesk_run(seeds, cleaned).messages == () and not told, "published a moment ago"
    shift_log(cleaned, 3.0)
    log = (cleaned / HISTORY).read_bytes()
    assert find_silent(cleaned, read(cleaned), datetime.now(UTC) + timedelta(days=4)), "the command sees that the flow is needed"
    monkeypatch.setattr(quiet, "read_clock", lambda: datetime.now(UTC) + timedelta(days=4))
    state = clean_sources(seeds=seeds, cleaned=cleaned, return_state=True)
    assert state.name == "Nothing new"
    messages = RunOutcome.from_dict(state.result()).messages
    assert messages == tuple(
        f"{origin}: nothing new for 7 days, usually 1 article every 3 days." for origin in (nights.PAPER, nights.AGENCY)
    )
    assert told == [("copydesk.origin.silent", origin) for origin in (nights.PAPER, nights.AGENCY)]
    assert [row["name"] for row in tables[0] if row["result"] != "met"] == ["origin_is_not_silent"], "the suite of the origins is judged"
    assert all(nights.PAPER in summary and "Origins that changed" in summary for summary in shown) and len(shown) == 1
    assert toy.read_tree(cleaned) == before and (cleaned / HISTORY).read_bytes() == log, "no byte of what is published knows of it"
    state = clean_sources(seeds=seeds, cleaned=cleaned, return_state=True)
    assert RunOutcome.from_dict(state.result()).messages == () and len(told) == 2
