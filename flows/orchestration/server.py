"""Prefect's server for the length of one run.

Prefect can start one itself; this one starts before Prefect is imported, so that both load side by side (that halves the
wait on two cores), takes a port that nobody can take in between, and ends with its parent even when that is killed.
"""

from __future__ import annotations

import atexit
import contextlib
import errno
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import tomllib
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from flows.outcome import ExitCode, RunError

# Starting takes 7 s on an idle machine, 40 s on a busy one, and more with a cold disk.
_MOST_SECONDS = 180
_PR_SET_PDEATHSIG = 1
_FULL = re.compile(rb"disk is full|No space left on device")


class Server:
    """A server process on a loopback port of its own."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/api"
        fd = self._socket.fileno()
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "flows.orchestration.server", str(fd)],
                pass_fds=[fd],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, "PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"},
            )
        self._socket.close()

    def wait(self) -> None:
        """Return when the server answers. Raises RunError where it does not start, and OSError where its disk is full."""
        end = time.monotonic() + _MOST_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.url}/health", timeout=5) as answer:
                if answer.status == 200:
                    return
            time.sleep(0.05)
        if _FULL.search(self._log.read_bytes()):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self._log.parent))
        what = "ended" if self._process.poll() is not None else f"did not answer within {_MOST_SECONDS} s"
        raise RunError(
            ExitCode.UNFORESEEN,
            f"Prefect's embedded server {what}; {self._log} says why; run again, or set PREFECT_API_URL to a server of yours.",
        )

    def stop(self) -> None:
        """End the server; it is given some seconds to write down what it still holds."""
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def start_server(log: Path) -> Server | None:
    """A server for the rest of this process, announced in the environment; None where the user has one, or where Prefect
    has been imported already and has its settings.

    It ends at exit, after Prefect's own last words: handlers run in the reverse order of their registration, and Prefect
    is imported later.
    """
    if "prefect" in sys.modules or find_api_url() is not None:
        return None
    server = Server(log)
    os.environ["PREFECT_API_URL"] = server.url
    atexit.register(server.stop)
    return server


def find_api_url() -> str | None:
    """The server that the user's settings name: environment, ``pyproject.toml`` here, or Prefect's active profile."""
    if os.environ.get("PREFECT_API_URL"):
        return os.environ["PREFECT_API_URL"]
    project = _read_toml(Path("pyproject.toml")).get("tool", {}).get("prefect", {})
    if project.get("api", {}).get("url"):
        return str(project["api"]["url"])
    home = Path(os.environ.get("PREFECT_HOME") or project.get("home") or Path.home() / ".prefect")
    profiles = _read_toml(home / "profiles.toml")
    active = os.environ.get("PREFECT_PROFILE") or profiles.get("active", "")
    url = profiles.get("profiles", {}).get(active, {}).get("PREFECT_API_URL")
    return str(url) if url else None


def project_home() -> str | None:
    """The home that ``pyproject.toml`` in this folder gives Prefect; None where it gives none."""
    home = _read_toml(Path("pyproject.toml")).get("tool", {}).get("prefect", {}).get("home")
    return str(home) if home else None


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _follow_parent() -> None:
    """End with the parent: by the kernel's word on Linux, elsewhere by looking."""
    parent = os.getppid()
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)
        return

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=look, daemon=True).start()


def main() -> None:
    """Serve Prefect's API on the listening socket whose descriptor is the only argument."""
    _follow_parent()
    import uvicorn

    config = uvicorn.Config(
        "prefect.server.api.server:create_app", factory=True, log_level="error", lifespan="on", timeout_graceful_shutdown=5
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(sys.argv[1]))])


if __name__ == "__main__":
    main()
