"""The pool of processes: a deadly source, a killed parent, and as many workers as one likes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from flows import steps
from flows.cleaning import pool as pool_module
from flows.cleaning.pool import Pool
from flows.planning.plan import read_plan
from tests.flows import toy

ROOT = Path(__file__).parents[2]
# Put in front of every process: a source whose name holds "deadly" ends the process that reads it.
_DEADLY = """
import os, time
import copydesk.sources as sources
read = sources.read_sources
def read_or_die(file):
    if "deadly" in file.name:
        os._exit(9)
    if "endless" in file.name:
        time.sleep(3600)
    yield from read(file)
sources.read_sources = read_or_die
"""


@pytest.mark.parametrize("name", ["deadly.txt", pytest.param("endless.txt", marks=pytest.mark.slow)])
def test_a_source_that_ends_its_process_is_refused_alone(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a shard with one file that takes its process down, or never ends, that file is refused by name and the others are cleaned."""
    monkeypatch.setattr(pool_module, "_most_seconds", lambda shard: 4.0 if any(job.name == "endless.txt" for job in shard.jobs) else 600.0)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(_DEADLY)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path / 'site'}:{ROOT}")
    sources: dict[str, str | bytes] = {"a.txt": "One story here.\n", name: "Another.\n", "z.txt": "A third one.\n"}
    seeds = toy.write_sources(tmp_path / "seeds", sources)
    todo = steps.prepare(read_plan(seeds), tmp_path / "cleaned")
    (shard,) = todo.shards
    pool = Pool(1)
    try:
        result = pool.clean(shard, todo.work)
    finally:
        pool.close()
    from flows.publishing.parts import read_fresh

    rows = {row["name"]: row for row in read_fresh(result.folder, "sources").to_pylist()}
    assert rows[name]["verdict"] == "failed" and "ended the process" in rows[name]["reason"]
    assert {rows[other]["verdict"] for other in ("a.txt", "z.txt")} <= {"published", "no-story"}


def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    """When the parent is killed its workers do not stay behind."""
    code = (
        "import sys, time\nfrom flows.cleaning.pool import Pool\npool = Pool(2)\npool.start()\n"
        "pids = [p.pid for p in pool._executor._processes.values()]\nprint(*pids, flush=True)\ntime.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    workers = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(workers) == 2
    time.sleep(3)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    end = time.monotonic() + 30
    while any(map(_is_running, workers)) and time.monotonic() < end:
        time.sleep(0.1)
    assert not any(map(_is_running, workers))


def _is_running(pid: int) -> bool:
    with suppress(OSError):
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
