"""The Prefect flow end to end, embedded: states, task runs, caching, artifacts."""

from __future__ import annotations

import ast
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.outcome import RunOutcome
from flows.proof.verify import verify
from flows.snapshots.snapshot import WORK
from tests.flows import toy
from tests.flows.test_trouble import leave_free

pytestmark = pytest.mark.usefixtures("prefect_server")


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, newsroom: None) -> Callable[[Any], None]:
    """The toy newsroom inside the flow; call with a toy gate to put another in its place."""

    def use(rule: Any) -> None:
        import flows.steps

        monkeypatch.setattr(flows.steps.judge, "__defaults__", (rule,))

    use(toy.gate)
    return use


def _run_flow(seeds: Path, cleaned: Path) -> Any:
    from flows.clean_sources import clean_sources

    return clean_sources(seeds=seeds, cleaned=cleaned, return_state=True)


def _wait_for(read: Callable[[], Any]) -> Any:
    """What the API tells once its queue has drained; None after that long: a lock of its SQLite lasts up to sixty seconds."""
    end = time.monotonic() + 150
    while time.monotonic() < end:
        if found := read():
            return found
        time.sleep(0.2)
    return None


def test_states_say_what_happened(seeds: Path, tmp_path: Path, gate: Callable[[Any], None]) -> None:
    """The flow ends as Partly published, Nothing new, Refused or Not run, with a message for each."""
    cleaned = tmp_path / "cleaned"
    state = _run_flow(seeds, cleaned)
    assert (state.type.value, state.name) == ("COMPLETED", "Partly published")
    outcome = RunOutcome.from_dict(state.result())
    assert outcome.exit_code == 4 and outcome.summary == state.message
    assert verify(cleaned).problems == ()

    state = _run_flow(seeds, cleaned)
    assert (state.type.value, state.name) == ("COMPLETED", "Nothing new")
    assert state.message.startswith("Nothing new: 4 sources, 5 articles; ")

    before = toy.read_tree(cleaned)
    toy.write_sources(seeds, {"new.txt": "Something new.\n"})
    gate(toy.forbid)
    state = _run_flow(seeds, cleaned)
    assert (state.type.value, state.name) == ("FAILED", "Refused")
    assert "today is no day for news" in state.message
    assert toy.read_tree(cleaned) == before

    state = _run_flow(tmp_path / "nowhere", cleaned)
    assert (state.type.value, state.name) == ("FAILED", "Not run")
    assert "there is no such file or folder" in state.message


def test_a_disk_that_fills_up_is_one_sentence(seeds: Path, small_disk: Path, gate: Callable[[Any], None]) -> None:
    """The flow fails with a sentence that names the disk; readers see what they saw, and with room again the next run publishes."""
    cleaned = small_disk / "cleaned"
    _run_flow(seeds, cleaned)
    before = toy.read_tree(cleaned)
    toy.write_sources(seeds, {"new.txt": "Something new.\n" * 2_000})
    for kib in (0, 24, 48):
        leave_free(small_disk, kib << 10)
        state = _run_flow(seeds, cleaned)
        assert (state.type.value, state.name) == ("FAILED", "Not run")
        assert "the disk is full; free some space and run again" in state.message and "\n" not in state.message
        assert toy.read_tree(cleaned) == before
    (small_disk / "filler").unlink()
    assert _run_flow(seeds, cleaned).type.value == "COMPLETED"
    assert verify(cleaned).problems == () and toy.read_tree(cleaned) != before


def test_finished_shards_are_not_cleaned_twice(
    seeds: Path, tmp_path: Path, gate: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a run that was refused, the same shards come from Prefect's cache, and nothing is cleaned."""
    import copydesk.pipeline as pipeline

    cleaned = tmp_path / "cleaned"
    gate(toy.forbid)
    assert _run_flow(seeds, cleaned).name == "Refused"
    gate(toy.gate)
    monkeypatch.setattr(pipeline, "clean_frozen", None)
    state = _run_flow(seeds, cleaned)
    assert state.name == "Partly published"
    assert not (cleaned / WORK / "shards").exists()

    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId

    mine = FlowRunFilter(id=FlowRunFilterId(any_=[state.state_details.flow_run_id]))
    with get_client(sync_client=True) as client:
        names = _wait_for(
            lambda: {r.name: r.state_name for r in client.read_task_runs(flow_run_filter=mine) if r.name.startswith("clean shard")}
        )
    assert names == {"clean shard 1 of 1 (4 files, 184 bytes)": "Cached"}


def test_results_of_refused_runs_do_not_pile_up(seeds: Path, tmp_path: Path, gate: Callable[[Any], None]) -> None:
    """Night after night is refused, with other sources each time: only the last night's shards and results are kept."""
    cleaned = tmp_path / "cleaned"
    gate(toy.forbid)
    for night in range(3):
        toy.write_sources(seeds, {"news.txt": f"The news of night {night}.\n"})
        assert _run_flow(seeds, cleaned).name == "Refused"
        shards = cleaned / WORK / "shards"
        kept = {entry.name for entry in shards.iterdir()}
        assert len(kept) == 2 and {entry.name.removeprefix("copydesk-") for entry in (shards / "results").iterdir()} < kept


def test_artifacts_read_well(seeds: Path, tmp_path: Path, gate: Callable[[Any], None]) -> None:
    """A run leaves a table of sources, a table of verdicts, a summary and a link to the audit page."""
    toy.write_sources(seeds, {"empty.txt": "", "a_*b*<i>.txt": ""})
    state = _run_flow(seeds, tmp_path / "cleaned")
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId

    mine = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[state.state_details.flow_run_id]))
    with get_client(sync_client=True) as client:
        found = {artifact.key: artifact for artifact in client.read_artifacts(artifact_filter=mine)}
    assert set(found) == {"cleaning", "sources", "verdicts", "run-summary", "report"}
    rows = json.loads(found["sources"].data)
    assert [(row["source"], row["verdict"]) for row in rows][:3] == [
        ("a_*b*<i>.txt", "refused"),
        ("bad.txt", "partly"),
        ("empty.txt", "refused"),
    ]
    assert json.loads(found["verdicts"].data)[0]["name"] == "toy_no_bad_news"
    summary = str(found["run-summary"].data)
    assert "| articles published | 5 |" in summary
    assert r"a\_\*b\*\<i\>.txt: the file is empty" in summary
    link = re.search(r"\(file://([^)]*)\)", str(found["report"].data))
    assert link is not None and Path(link[1]).is_file()


def test_the_real_thing_in_two_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The five seeds through the real pipeline and the real gate in two processes: every story, and every byte proved."""
    from flows import clean_sources as module
    from flows import steps
    from flows.planning import plan

    monkeypatch.setattr(plan, "SHARD_BYTES", 20_000)
    monkeypatch.setattr(steps.prepare, "__defaults__", (20_000,))
    seeds = Path(__file__).parents[2] / "seeds"
    state = module.clean_sources(seeds=seeds, cleaned=tmp_path / "two", workers=2, return_state=True)
    outcome = RunOutcome.from_dict(state.result())
    assert outcome.counts.articles + outcome.counts.articles_quarantined == 14
    assert verify(tmp_path / "two").problems == ()
    assert (tmp_path / "two" / "report" / "data-docs" / "index.html").is_file()


def test_workers_import_neither_prefect_nor_great_expectations() -> None:
    """What a spawned worker imports stays light: no module that it reaches imports Prefect, pandas or Great Expectations."""
    root = Path(__file__).parents[2]
    seen: set[str] = set()
    todo = ["flows.cleaning.worker", "flows.cleaning.pool"]
    while todo:
        name = todo.pop()
        seen.add(name)
        path = root / Path(*name.split("."))
        source = path.with_suffix(".py") if path.with_suffix(".py").is_file() else path / "__init__.py"
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            found = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                found = [node.module, *(f"{node.module}.{a.name}" for a in node.names)]
            for module in found:
                assert module.split(".")[0] not in ("prefect", "great_expectations", "pandas"), f"{name} imports {module}"
                inside = root / Path(*module.split("."))
                if module.startswith("flows") and module not in seen and inside.with_suffix(".py").is_file():
                    todo.append(module)
    assert "flows.snapshots.schema" in seen
