"""A run may be killed at any moment: what a reader sees is the old snapshot or the new one, whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.proof.verify import verify
from flows.snapshots import snapshot
from flows.snapshots.pointer import mend_articles
from tests.flows import toy

ROOT = Path(__file__).parents[2]


def test_killed_before_any_step(tmp_path: Path) -> None:
    """SIGKILL before each rename and some fsyncs, mkdirs, unlinks and tables of a run: readers are served, the next run finishes."""
    command = [sys.executable, "-m", "tests.flows.crash", str(tmp_path), "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["problems"] == []
    assert told["kills"] >= 12


@pytest.mark.usefixtures("newsroom")
def test_articles_lag_behind_the_pointer_at_most(seeds: Path, tmp_path: Path) -> None:
    """Between the two renames the pointer is new and articles.jsonl still old: verify says so, and it is mended."""
    cleaned = tmp_path / "cleaned"
    toy.publish(seeds, cleaned)
    old = (cleaned / "articles.jsonl").read_bytes()
    toy.write_sources(seeds, {"new.txt": "Something new.\n"})
    toy.publish(seeds, cleaned)
    new = (cleaned / "articles.jsonl").read_bytes()
    (cleaned / "articles.jsonl").write_bytes(old)
    (problem,) = verify(cleaned).problems
    assert "articles.jsonl" in problem
    current = snapshot.read_current(cleaned)
    assert current is not None and mend_articles(cleaned, current)
    assert (cleaned / "articles.jsonl").read_bytes() == new


@pytest.mark.usefixtures("newsroom")
def test_nothing_is_pointed_at_before_it_is_on_the_disk(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order of a power cut: every file and folder of a snapshot is fsynced before CURRENT is renamed into place."""
    cleaned = tmp_path / "cleaned"
    events: list[tuple[str, str]] = []
    fsync, replace, rename = os.fsync, os.replace, os.rename
    monkeypatch.setattr(os, "fsync", lambda fd: (events.append(("fsync", str(Path(f"/proc/self/fd/{fd}").readlink()))), fsync(fd))[1])
    monkeypatch.setattr(os, "replace", lambda a, b: (events.append(("replace", str(b))), replace(a, b))[1])
    monkeypatch.setattr(os, "rename", lambda a, b: (events.append(("rename", str(b))), rename(a, b))[1])
    outcome = toy.publish(seeds, cleaned)
    folder = cleaned / "snapshots" / str(outcome.snapshot)
    pointed = events.index(("replace", str(cleaned / "CURRENT")))
    placed = events.index(("rename", str(folder)))
    staged = {path for kind, path in events[:placed] if kind == "fsync"}
    for path in folder.rglob("*"):
        assert any(seen.endswith(f"/snapshot/{path.relative_to(folder)}") for seen in staged), path
    assert ("fsync", str(cleaned / "snapshots")) in events[placed:pointed]
    assert any(path.endswith("/articles.jsonl") for path in staged)
    assert events[pointed + 1] == ("replace", str(cleaned / "articles.jsonl"))
    assert ("fsync", str(cleaned)) in events[pointed:]
