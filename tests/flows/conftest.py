"""Fixtures of the flow tests."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.orchestration.settings import GATHERED
from tests.flows import toy


@pytest.fixture
def newsroom(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Toy finders and a toy gate instead of the real ones."""
    toy.install(monkeypatch)
    yield
    toy.RULES["number"] = 1


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """The toy sources in a folder."""
    return toy.write_sources(tmp_path / "seeds", toy.SOURCES)


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    """One embedded Prefect server with an empty database for all flow tests."""
    from prefect.testing.utilities import prefect_test_harness

    os.environ.update(GATHERED)  # the server is a process of its own
    with prefect_test_harness(server_startup_timeout=180):
        yield


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes; skipped where nobody may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
