"""How copydesk runs Prefect: embedded, quiet, and at home in the folder that it publishes to.

Set before Prefect is imported, and only where the environment has not decided otherwise: who runs a server of his own
(``PREFECT_API_URL``) or keeps Prefect's home elsewhere (``PREFECT_HOME``, or ``[tool.prefect]`` here) keeps both.
"""

from __future__ import annotations

import os
from pathlib import Path

from flows.orchestration.server import project_home
from flows.snapshots.snapshot import WORK

# What the embedded server remembers of old runs is for looking at; beyond this it is forgotten (28 kB a task of a run).
_MOST_BYTES = 200_000_000

# The default of 20 s for the embedded server to start fails on a loaded machine; 180 s never did.
_START_SECONDS = "180"


# The server writes the states of tasks down by two writers, an event at a time, and where these two meet, its SQLite is locked for a
# minute. Gathered up, they are written by one, every second.
GATHERED = {
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
}


def embed_prefect(cleaned: Path) -> None:
    """Settings for a run inside this process; Prefect must not have been imported yet to see them all."""
    own = {
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "true",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": _START_SECONDS,
        "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        "PREFECT_CLI_PROMPT": "false",
        "GX_ANALYTICS_ENABLED": "false",
        **GATHERED,
    }
    if not {"PREFECT_HOME", "PREFECT_API_URL", "PREFECT_PROFILE"} & os.environ.keys() and project_home() is None:
        home = (cleaned / WORK / "prefect").resolve()
        home.mkdir(parents=True, exist_ok=True)
        _forget(home)
        own["PREFECT_HOME"] = str(home)
    for name, value in own.items():
        os.environ.setdefault(name, value)


def _forget(home: Path) -> None:
    """Remove a database that has grown large; a run that still uses it would hold the lock of the folder."""
    if sum(path.stat().st_size for path in home.glob("prefect.db*")) > _MOST_BYTES:
        for path in home.glob("prefect.db*"):
            path.unlink()
