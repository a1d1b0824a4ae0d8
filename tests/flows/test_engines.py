"""Dask and Ray, started for real with two workers each: the same bytes as processes on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from flows import steps
from flows.judging.gate import Ruling
from flows.outcome import ExitCode, RunError, RunOutcome
from flows.proof.verify import verify
from tests.flows import toy

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("prefect_server")]

ROOT = Path(__file__).parents[2]
# Put in front of every worker: a source whose name holds "deadly" ends the process that reads it.
DEADLY = """
import os
import copydesk.sources as sources
read = sources.read_sources
def read_or_die(file):
    if "deadly" in file.name:
        os._exit(9)
    yield from read(file)
sources.read_sources = read_or_die
"""


def let_all_pass(*_: object, **__: object) -> Ruling:
    """A gate with no objection: it has tests of its own."""
    return Ruling({}, (), (), {}, {})


@pytest.fixture
def many_shards(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Twelve sources, one of them a copy of another, in a shard each."""
    from flows import clean_sources

    monkeypatch.setattr(steps.judge, "__defaults__", (let_all_pass,))
    monkeypatch.setattr(steps.prepare, "__defaults__", (1_000,))
    monkeypatch.setattr(clean_sources, "write_report", lambda cleaned, outcome, ruling: outcome)
    seed = next((ROOT / "seeds").glob("000_*.txt")).read_text("utf-8")
    sources: dict[str, str | bytes] = {f"{n:02}.txt": seed.replace("Qingdao", f"City {n}") for n in range(10)}
    sources |= {"copy.txt": seed.replace("Qingdao", "City 3") + "\n\n", "small.txt": "The library opens again on Monday.\n"}
    return toy.write_sources(tmp_path / "seeds", sources)


def run(seeds: Path, cleaned: Path, **options: Any) -> RunOutcome:
    """The flow with these options."""
    from flows.clean_sources import clean_sources

    state: Any = clean_sources(seeds=seeds, cleaned=cleaned, return_state=True, **options)
    return RunOutcome.from_dict(state.result())


@pytest.mark.parametrize("engine", ["dask", "ray"])
def test_the_same_bytes(engine: str, many_shards: Path, tmp_path: Path) -> None:
    """Every file of the snapshot is the same whichever engine cleaned the shards."""
    here = run(many_shards, tmp_path / "here", workers=2)
    there = run(many_shards, tmp_path / "there", workers=2, engine=engine)
    assert here.snapshot == there.snapshot and here.counts.articles > 10
    assert toy.read_tree(tmp_path / "here") == toy.read_tree(tmp_path / "there")
    assert verify(tmp_path / "there").problems == ()


def test_a_source_that_ends_its_worker_is_refused_alone(many_shards: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster that loses a worker to a source loses nothing else: the source is refused by name, the rest published."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(DEADLY)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path / 'site'}:{ROOT}")
    toy.write_sources(many_shards, {"deadly.txt": "A story that nobody reads to the end.\n"})
    outcome = run(many_shards, tmp_path / "cleaned", workers=2, engine="dask")
    assert any("deadly.txt" in message and "ended the process" in message for message in outcome.messages)
    assert outcome.counts.refused == 1 and outcome.counts.published == 12


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the engine's packages the run ends with the sentence that says what to install."""
    import sys

    from flows.cleaning.engines import find_runner

    monkeypatch.setitem(sys.modules, "prefect_ray", None)
    with pytest.raises(RunError, match=r'pip install "copydesk\[ray\]"') as raised:
        find_runner("ray", 2, None)
    assert raised.value.exit_code == ExitCode.USAGE
