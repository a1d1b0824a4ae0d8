"""A real server and a real process worker on loopback: deployed from prefect.yaml, run, cancelled, read back through the API."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from flows.alerts import FILE
from flows.proof.verify import verify
from tests.flows import nights, toy
from tests.flows.house import ROOT, House
from tests.flows.listeners import Ear, Postbox

pytestmark = pytest.mark.slow

ARRIVED = ("copydesk.sources.arrived", "--resource-id", "copydesk.seeds")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server, the deployments of prefect.yaml, and a worker."""
    house = House(tmp_path_factory.mktemp("house"))
    try:
        house.open()
        _set_schedule(house, "nightly", "pause")  # at a quarter past two it would take the files that a test brings for its own run
        nights.bring_night(house.folder / "seeds", 1, count=2)
        yield house
    finally:
        house.stop()


def read_table(artifact: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a table artifact."""
    rows: list[dict[str, Any]] = json.loads(artifact["data"])
    return rows


def test_deployed_and_run_by_a_worker(house: House) -> None:
    """A run of the deployment publishes, and its artifacts can be read through the API."""
    first = house.launch("nightly")
    state = house.finish(first)
    assert (state["state_type"], state["state_name"]) == ("COMPLETED", "Published"), state["state"]["message"]
    found = house.wait("the artifacts", lambda: (a := house.artifacts(first)) and "report" in a and a, 150)
    assert set(found) == {"cleaning", "origins", "sources", "verdicts", "run-summary", "report"}
    assert found["cleaning"]["type"] == "progress" and found["cleaning"]["data"] == 100
    assert {row["origin"] for row in read_table(found["origins"])} == {nights.PAPER, nights.AGENCY}
    assert len(read_table(found["sources"])) == 4
    assert {row["suite"] for row in read_table(found["verdicts"])} == {"articles", "ledger", "origins", "run"}
    assert "| articles published | 4 |" in found["run-summary"]["data"]
    assert verify(house.folder / "cleaned").problems == ()


def test_runs_of_one_folder_wait_for_one_another(house: House) -> None:
    """Two deployments of one cleaned/ started at once: one after the other, without meeting the lock. The one for updated
    rules and libraries cleans all files again, though the snapshot held them."""
    nights.bring_night(house.folder / "seeds", 2, count=2)
    runs = [house.launch("nightly"), house.launch("re-clean")]
    ended = [house.finish(run) for run in runs]
    assert {state["state_type"] for state in ended} == {"COMPLETED"}, [state["state"]["message"] for state in ended]
    first, second = sorted(ended, key=lambda state: str(state["start_time"]))
    assert first["end_time"] <= second["start_time"]
    tasks = house.ask("/task_runs/filter", {"flow_runs": {"id": {"any_": [runs[1]]}}})
    assert any(task["name"].startswith("clean shard 1 of 1 (8 files") and task["state_name"] == "Completed" for task in tasks)


def test_what_arrives_is_cleaned_and_what_drifts_is_told(house: House) -> None:
    """The event of a bringer of files starts on-arrival; what changed among them is sent by webhook and by mail, as alerts.toml says."""
    nights.bring_night(house.folder / "seeds", 3, count=2)
    assert house.finish(house.launch("nightly"))["state_name"] == "Published"
    ear, post = Ear(), Postbox()
    environment = house.environment | {"COPYDESK_WEBHOOK_URL": ear.url, "COPYDESK_MAIL_SERVER": post.address}
    environment |= {"COPYDESK_MAIL_FROM": "copydesk@example.org", "COPYDESK_MAIL_TO": "desk@example.org"}
    plain = house.folder / "alerts.toml"  # the mail server on loopback has no certificate
    plain.write_text(FILE.read_text("utf-8").replace('security = "starttls"', 'security = "none"'), "utf-8")
    try:
        for word in ("ready", "brought up to date"):
            told = run_here(house, environment, "-m", "flows.alerts", str(plain))
            assert f"copydesk: an origin changed: {word}." in told
            assert "copydesk-slack: left out, COPYDESK_SLACK_URL is not set." in told
        before = shutil.copytree(house.folder / "cleaned", house.folder / "before")
        nights.bring_infected(house.folder / "seeds", 4)
        nights.bring_drifted(house.folder / "seeds", 4)
        arrival = house.ask("/deployments/name/clean-sources/on-arrival")
        mine = {"flow_runs": {"deployment_id": {"any_": [arrival["id"]]}}}

        def arrive() -> None:
            """The same files arrive at the same ``cleaned/``."""
            shutil.rmtree(house.folder / "cleaned")
            shutil.copytree(before, house.folder / "cleaned")
            known = {run["id"] for run in house.ask("/flow_runs/filter", mine)}

            def started() -> Any:
                return [run for run in house.ask("/flow_runs/filter", mine) if run["id"] not in known]

            run = house.insist("the run", lambda: house.call("event", "emit", *ARRIVED), started)[0]
            assert house.finish(run["id"])["state_name"] == "Published"
            origins = read_table(house.artifacts(run["id"])["origins"])
            assert {row["origin"] for row in origins if row["trouble"] >= 1} == {nights.PAPER, nights.AGENCY}

        def told() -> bool:
            return all(knows("copydesk: an origin changed", "infected", "template") for knows in (ear.knows, post.got))

        house.insist("what changed", arrive, told)

        def fail() -> None:
            state = house.finish(house.launch("nightly", seeds="nowhere"))
            assert (state["state_type"], state["state_name"]) == ("FAILED", "Not run")

        house.insist("what failed", fail, lambda: ear.knows("copydesk: a run failed", "there is no such file or folder"))
        assert {message["alert"] for message in ear.heard} == {"copydesk: an origin changed", "copydesk: a run failed"}
    finally:
        ear.server.shutdown()
        post.server.shutdown()


def run_here(house: House, environment: dict[str, str], *arguments: str) -> str:
    """What a Python command prints in the house's folder."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=environment, cwd=house.folder, capture_output=True, text=True, check=True, timeout=240).stdout


def test_a_cancelled_run_leaves_cleaned_whole(house: House) -> None:
    """Cancelled in the middle of cleaning: what was published stays, byte for byte, and the next run publishes the rest."""
    seed = nights.SEEDS / "001_cfa81fa4a5e6cc22.txt"
    raw = seed.read_bytes()
    for number in range(300):
        (house.folder / "seeds" / f"many-{number:03}.txt").write_bytes(raw + f"\n\nCopy {number}.\n".encode() * 3)
    before = toy.read_tree(house.folder / "cleaned")
    run = house.launch("nightly")
    mine = {"flow_runs": {"id": {"any_": [run]}}, "task_runs": {"state": {"type": {"any_": ["RUNNING"]}}}}

    def cleaning() -> bool:
        return any(task["name"].startswith("clean shard") for task in house.ask("/task_runs/filter", mine))

    house.wait("the cleaning", cleaning, 120)
    house.ask(f"/flow_runs/{run}/set_state", {"state": {"type": "CANCELLING"}})
    state = house.finish(run)
    assert (state["state_type"], state["state_name"]) == ("CANCELLED", "Cancelled")
    assert toy.read_tree(house.folder / "cleaned") == before
    assert verify(house.folder / "cleaned").problems == ()
    for number in range(3, 300):
        (house.folder / "seeds" / f"many-{number:03}.txt").unlink()
    state = house.finish(house.launch("nightly"))
    assert state["state_type"] == "COMPLETED" and toy.read_tree(house.folder / "cleaned") != before
    assert verify(house.folder / "cleaned").problems == ()


def test_schedules_make_runs(house: House) -> None:
    """The cron schedule of nightly has runs in wait, with the packages that are pinned here; so has an interval, once it is on."""
    nightly = _set_schedule(house, "nightly", "resume")
    runs = house.wait("a scheduled run", lambda: _scheduled(house, nightly), 180)
    assert all(run["state_name"] == "Scheduled" and "T02:15:00" in run["expected_start_time"] for run in runs)
    _set_schedule(house, "nightly", "pause")

    arrival = house.ask("/deployments/name/clean-sources/on-arrival")["id"]
    assert not _scheduled(house, arrival)
    _set_schedule(house, "on-arrival", "resume")
    runs = house.wait("a run every ten minutes", lambda: _scheduled(house, arrival), 180)
    times = sorted(run["expected_start_time"] for run in runs)
    assert len(times) >= 3 and {one[14:16] for one in times[:3]} != {times[0][14:16]}
    _set_schedule(house, "on-arrival", "pause")


def _set_schedule(house: House, name: str, verb: str) -> str:
    """Pauses or resumes the one schedule of a deployment; gives the deployment's id."""
    deployment = house.ask(f"/deployments/name/clean-sources/{name}")
    (schedule,) = deployment["schedules"]
    house.call("deployment", "schedule", verb, f"clean-sources/{name}", str(schedule["id"]))
    return str(deployment["id"])


def _scheduled(house: House, deployment: str) -> Any:
    mine = {"flow_runs": {"deployment_id": {"any_": [deployment]}, "state": {"type": {"any_": ["SCHEDULED"]}}}}
    return house.ask("/flow_runs/filter", mine)


def test_parameters_explain_themselves(house: House) -> None:
    """The form that the interface shows has a description and limits for every parameter; what breaks them is refused."""
    deployment = house.ask("/deployments/name/clean-sources/nightly")
    schema = deployment["parameter_openapi_schema"]
    assert set(schema["properties"]) == {"seeds", "cleaned", "workers", "engine", "address", "anew"}
    assert all(entry.get("description") for entry in schema["properties"].values())
    for wrong in ({"workers": 0}, {"engine": "abacus"}, {"address": "over there"}, {"anew": "perhaps"}):
        question = {"state": {"type": "SCHEDULED"}, "parameters": {**deployment["parameters"], **wrong}}
        assert house.refuses(f"/deployments/{deployment['id']}/create_flow_run", question), wrong


def test_deployments_run_what_the_repository_holds() -> None:
    """Nothing in the settings of a deployment is a path of the machine that deployed."""
    assert str(ROOT) not in (ROOT / "prefect.yaml").read_text("utf-8")
