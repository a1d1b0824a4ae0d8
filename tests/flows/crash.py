"""Kills a publishing process with SIGKILL before every single step on the disk, one after the other, and looks each time.

Run as ``python -m tests.flows.crash FOLDER [STRIDE]``: before every step, or every STRIDEth and all renames. It is a process
of its own because it forks one child for each kill, before any thread is started. Prints one JSON object: how many steps and
kills, and everything that a reader would have stumbled over.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.planning import plan
from flows.proof.verify import verify
from flows.snapshots.snapshot import ARTICLES, WORK, read_current
from tests.flows import toy

_STEPS = ((os, "fsync"), (os, "replace"), (os, "rename"), (os, "mkdir"), (os, "unlink"), (os, "rmdir"), (pq, "write_table"))


def in_child(work: Callable[[], None]) -> int:
    """Do it in a forked child; gives its wait status."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitpid(pid, 0)[1]


def publish_until(step: int, seeds: Path, cleaned: Path, names: list[str] | None = None) -> None:
    """Publish, and die before the given step on the disk; ``names`` gathers what the steps are."""
    done = 0

    def counted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def count(*args: Any, **options: Any) -> Any:
            nonlocal done
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)
            done += 1
            if names is not None:
                names.append(name)
            return call(*args, **options)

        return count

    for module, name in _STEPS:
        setattr(module, name, counted(name, getattr(module, name)))
    toy.publish(seeds, cleaned)


def look(cleaned: Path, allowed: dict[str, bytes]) -> list[str]:
    """What a reader would stumble over. ``allowed`` is snapshot name to its articles."""
    snapshot = read_current(cleaned)
    if snapshot is None or snapshot.name not in allowed:
        return [f"CURRENT is {snapshot and snapshot.name}"]
    found = [problem for problem in verify(cleaned).problems if ARTICLES not in problem]
    if (cleaned / ARTICLES).read_bytes() not in allowed.values():
        found.append("articles.jsonl is neither the old nor the new")
    return found


def main() -> None:
    """Kill, look, go on, compare."""
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    toy.install(pytest.MonkeyPatch())
    plan.PART_BYTES = 60
    home = Path(sys.argv[1])
    seeds = toy.write_sources(home / "seeds", toy.SOURCES)
    in_child(lambda: _published(seeds, home / "old"))
    toy.write_sources(seeds, {"new.txt": "Something new.\n", "one.txt": "The council did not meet.\n"})
    shutil.copytree(home / "old", home / "new")
    in_child(lambda: _published(seeds, home / "new"))
    allowed = {(home / name / "CURRENT").read_text().strip(): (home / name / ARTICLES).read_bytes() for name in ("old", "new")}
    goal = toy.read_tree(home / "new")
    shutil.copytree(home / "old", home / "dry")
    in_child(lambda: _dry(seeds, home / "dry", home / "steps.json"))
    names: list[str] = json.loads((home / "steps.json").read_text())
    stride = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    chosen = [number for number, name in enumerate(names) if number % stride == 0 or name in ("replace", "rename")]
    problems = [
        f"before step {step} ({names[step]}): {problem}" for step in chosen for problem in kill_at(step, seeds, home, allowed, goal)
    ]
    print(json.dumps({"steps": len(names), "kills": len(chosen), "problems": problems}))


def kill_at(step: int, seeds: Path, home: Path, allowed: dict[str, bytes], goal: dict[str, bytes]) -> list[str]:
    """Kill a run before a step, look at what it left, let the next run go on, and compare with an undisturbed run."""
    cleaned = home / "try"
    shutil.rmtree(cleaned, ignore_errors=True)
    shutil.copytree(home / "old", cleaned)
    if not os.WIFSIGNALED(in_child(lambda: publish_until(step, seeds, cleaned))):
        return ["the run was not killed"]
    problems = look(cleaned, allowed)
    in_child(lambda: _published(seeds, cleaned))
    if toy.read_tree(cleaned) != goal:
        problems.append("the next run did not publish what an undisturbed run publishes")
    left = {path.name for path in (cleaned / WORK).iterdir()} - toy.LASTING | {path.name for path in cleaned.glob(".*.new")}
    return problems + [f"the next run left {left}"] * bool(left)


def _dry(seeds: Path, cleaned: Path, names: Path) -> None:
    told: list[str] = []
    publish_until(-1, seeds, cleaned, told)
    names.write_text(json.dumps(told))


def _published(seeds: Path, cleaned: Path) -> None:
    toy.publish(seeds, cleaned)


if __name__ == "__main__":
    main()
