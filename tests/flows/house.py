"""A folder like a checkout, with a real Prefect server and a real process worker of its own on loopback."""

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
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

from flows.orchestration.settings import GATHERED

ROOT = Path(__file__).parents[2]
TERMINAL = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


class House:
    """A folder like a checkout, with a server and a worker of its own."""

    def __init__(self, folder: Path, *, interface: bool = False) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("flows", "checks", "copydesk"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "prefect.yaml"):
            shutil.copy(ROOT / name, folder / name)
        (folder / "seeds").mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/api"
        own = {
            "PREFECT_HOME": str(folder / ".prefect"),
            "PREFECT_API_URL": self.url,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_WORKER_QUERY_SECONDS": "2",  # each question writes to the server's SQLite
            "PWD": str(folder),
            **GATHERED,
        }
        self.environment = {**{k: v for k, v in os.environ.items() if not k.startswith("PREFECT")}, **own}
        self._running: list[subprocess.Popen[bytes]] = []
        self.start("server", "start", "--host", "127.0.0.1", "--port", str(port), "--ui" if interface else "--no-ui")

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
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def ask(self, path: str, body: object = None) -> Any:
        """A question to the API; a busy database makes it answer late, or 503 now and then: then it is asked again."""
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
        with urllib.request.urlopen(question, timeout=120) as answer:
            return json.loads(answer.read() or b"null")

    def refuses(self, path: str, body: object) -> bool:
        """Does the API refuse the question as one that it cannot accept?"""
        try:
            self.ask(path, body)
        except HTTPError as error:
            return 400 <= error.code < 500
        return False

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

    def insist(self, what: str, do: Callable[[], object], find: Callable[[], Any], seconds: float = 90, times: int = 3) -> Any:
        """The first truthy answer after something was done. It is done again where no answer comes: Prefect's server drops an event,
        or an automation's action, for which it found its SQLite locked, and a busy machine makes it find that now and then."""
        for _ in range(times - 1):
            do()
            with suppress(AssertionError):
                return self.wait(what, find, seconds)
        do()
        return self.wait(what, find, seconds)

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

    def open(self) -> None:
        """Deploy what prefect.yaml says, as docs/orchestration.md tells to, and start the worker."""
        self.wait("the server", lambda: self.ask("/health"), 180)
        self.call("work-pool", "create", "copydesk", "--type", "process")
        self.call("deploy", "--all")
        self.call("work-queue", "set-concurrency-limit", "cleaned", "1", "--pool", "copydesk")
        self.start("worker", "start", "--pool", "copydesk")

    def launch(self, deployment: str, **parameters: Any) -> str:
        """Start a run of a deployment, as a click in the interface does; gives its id."""
        found = self.ask(f"/deployments/name/clean-sources/{deployment}")
        body = {"state": {"type": "SCHEDULED"}, "parameters": {**found["parameters"], **parameters}}
        return str(self.ask(f"/deployments/{found['id']}/create_flow_run", body)["id"])

    def finish(self, run: str, seconds: float = 240) -> Any:
        """The run, when it has ended."""

        def find() -> Any:
            found = self.ask(f"/flow_runs/{run}")
            return found if found["state_type"] in TERMINAL else None

        return self.wait("the run's end", find, seconds)

    def artifacts(self, run: str) -> dict[str, Any]:
        """The artifacts of a run by key."""
        found = self.ask("/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [run]}}})
        return {artifact["key"]: artifact for artifact in found}
