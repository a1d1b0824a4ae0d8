"""How copydesk runs Prefect: embedded, quiet, and at home in the folder that it publishes to.

Set before Prefect is imported, and only where the environment has not decided otherwise: who runs a server of his own
(``PREFECT_API_URL``) or keeps Prefect's home elsewhere (``PREFECT_HOME``, or ``[tool.prefect]`` here) keeps both.
"""

from __future__ import annotations

import os
from pathlib import Path

from flows.server import project_home
from flows.snapshot import WORK

# The default of 20 s for the embedded server to start fails on a loaded machine; 180 s never did.
_START_SECONDS = "180"


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
    }
    if not {"PREFECT_HOME", "PREFECT_API_URL", "PREFECT_PROFILE"} & os.environ.keys() and project_home() is None:
        home = (cleaned / WORK / "prefect").resolve()
        home.mkdir(parents=True, exist_ok=True)
        own["PREFECT_HOME"] = str(home)
    for name, value in own.items():
        os.environ.setdefault(name, value)
