"""A real server and a real process worker on loopback: deployed from prefect.yaml, run, read back through the API."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from flows.verify import verify

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TEXT = (
    "Harbour town opens its new library\n\nBy Ann Example\n\nThe library on the quay opened on Monday after two years of work, and the "
    "first readers came before eight in the morning.\n\nIts director said that the reading room would stay open until midnight for as "
    "long as people came.\n\nThe council will decide next month whether the old building becomes a school.\n"
)


class House:
    """A folder like a checkout, with a server and a worker of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("flows", "checks", "copydesk"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "prefect.yaml"):
            shutil.copy(ROOT / name, folder / name)
        (folder / "seeds").mkdir()
        (folder / "seeds" / "library.txt").write_text(TEXT, "utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/api"
        own = {
            "PREFECT_HOME": str(folder / ".prefect"),
            "PREFECT_API_URL": self.url,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_LOGGING_LEVEL": "WARNING",
            "PREFECT_WORKER_QUERY_SECONDS": "1",
            "PWD": str(folder),
        }
        self.environment = {**{k: v for k, v in os.environ.items() if not k.startswith("PREFECT")}, **own}
        self._running: list[subprocess.Popen[bytes]] = []
        self.start("server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-ui")

    def start(self, *arguments: str) -> None:
        """Start a long-running Prefect command."""
        log = (self.folder / f"{arguments[0]}.log").open("wb")
        command = [sys.executable, "-m", "prefect", *arguments]
        self._running.append(
            subprocess.Popen(command, cwd=self.folder, env=self.environment, stdout=log, stderr=log, start_new_session=True)
        )

    def call(self, *arguments: str) -> str:
        """Run a Prefect command to its end."""
        command = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=180, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def ask(self, path: str, body: object = None) -> Any:
        """A question to the API; a busy database makes it answer 503 now and then, and is asked again."""
        for _ in range(20):
            try:
                return self._ask(path, body)
            except HTTPError as error:
                if error.code != 503:
                    raise
                time.sleep(0.5)
        raise AssertionError(f"{path}: the server stays busy")

    def _ask(self, path: str, body: object) -> Any:
        data = None if body is None else json.dumps(body).encode()
        question = urllib.request.Request(self.url + path, data=data, headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(question, timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    def wait(self, what: str, find: Callable[[], Any], seconds: float) -> Any:
        """The first truthy answer."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with suppress(OSError):
                if found := find():
                    return found
            time.sleep(0.3)
        logs = "\n".join(path.read_text("utf-8", "replace")[-3000:] for path in self.folder.glob("*.log"))
        raise AssertionError(f"{what} did not come within {seconds} s\n{logs}")

    def stop(self) -> None:
        """End what was started, and what that started."""
        for process in reversed(self._running):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server, the deployments of prefect.yaml, and a worker."""
    house = House(tmp_path_factory.mktemp("house"))
    try:
        house.wait("the server", lambda: house.ask("/health"), 180)
        house.call("work-pool", "create", "copydesk", "--type", "process")
        house.call("deploy", "--all")
        house.start("worker", "start", "--pool", "copydesk")
        yield house
    finally:
        house.stop()


def _finished(house: House, run: str) -> Any:
    found = house.ask(f"/flow_runs/{run}")
    return found if found["state_type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED") else None


def test_deployed_and_run_by_a_worker(house: House) -> None:
    """A run of the deployment publishes, and its artifacts can be read; the next run of it finds nothing new."""
    deployment = house.ask("/deployments/name/clean-sources/nightly")
    for name in ("Published", "Nothing new"):
        run = house.ask(f"/deployments/{deployment['id']}/create_flow_run", {"state": {"type": "SCHEDULED"}})
        state = house.wait("the run's end", lambda run=run: _finished(house, run["id"]), 240)
        assert (state["state_type"], state["state_name"]) == ("COMPLETED", name), state["state"]["message"]
        if name == "Published":
            mine = {"artifacts": {"flow_run_id": {"any_": [run["id"]]}}}
            keys = house.wait("the artifacts", lambda mine=mine: house.ask("/artifacts/filter", mine), 30)
            assert {artifact["key"] for artifact in keys} == {"sources", "verdicts", "run-summary", "report"}
    assert verify(house.folder / "cleaned").problems == ()


def test_the_schedule_makes_runs(house: House) -> None:
    """The nightly deployment's cron schedule has runs in wait, the others have none."""
    nightly = house.ask("/deployments/name/clean-sources/nightly")
    scheduled = {"flow_runs": {"deployment_id": {"any_": [nightly["id"]]}, "state": {"type": {"any_": ["SCHEDULED"]}}}}
    runs = house.wait("a scheduled run", lambda: house.ask("/flow_runs/filter", scheduled), 90)
    assert all(run["state_name"] == "Scheduled" and "T02:15:00" in run["expected_start_time"] for run in runs)


def test_parameters_explain_themselves(house: House) -> None:
    """The form that the interface shows has a description and limits for every parameter."""
    schema = house.ask("/deployments/name/clean-sources/nightly")["parameter_openapi_schema"]
    assert set(schema["properties"]) == {"seeds", "cleaned", "workers", "engine", "address"}
    assert all(entry.get("description") for entry in schema["properties"].values())
