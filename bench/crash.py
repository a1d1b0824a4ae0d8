"""Kills real runs with SIGKILL at random moments, in any of their processes, and looks each time at what a reader would see.

    python -m bench.crash [--steps 300] [--pool 40] [--flow 10] [--seed 1]

``--steps`` runs clean in their own process, ``--pool`` with worker processes (the victim is the run, a worker, or all at once),
``--flow`` is the real command with embedded Prefect and the gate (the victim may also be Prefect's server). After each kill the
published folder must hold the old snapshot or the new one, whole. The next run must end with the same bytes as an undisturbed
run, clean no shard that was finished, and leave nothing behind. Prints one JSON row each way of running;
exits 1 with everything that a reader would have stumbled over.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_WORDS = ("council", "harbour", "library", "Monday", "minister", "quay", "budget", "school", "river", "market", "winter", "train", "vote")


# Files that tell of what was before, which an interrupted run may tell otherwise.
TOLD = ("manifest.json", "changes.jsonl", "origins.jsonl")


_LASTING = {"state.json", "siblings.json", "templates", "prefect", "server.log", "outcome.json", "data-docs"}


@dataclass(slots=True)
class Tally:
    """What was seen over all kills of one way of running."""

    kills: int = 0
    too_late: int = 0
    resumed: int = 0
    at: Counter[str] = field(default_factory=Counter)
    victims: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def row(self, how: str, seconds: float) -> dict[str, Any]:
        """The tally as plain values."""
        told = {"kills": self.kills, "ended before the kill": self.too_late, "shards found finished": self.resumed}
        return {
            "how": how,
            **told,
            "killed": dict(self.at),
            "victims": dict(self.victims),
            "seconds": round(seconds),
            "problems": self.problems,
        }


def write_sources(folder: Path, documents: int, seed: int) -> None:
    """Small stories of their own, the same for the same seed; those of seed 2 are partly those of seed 1."""
    for number in range(documents):
        choose = random.Random(f"{number} {seed if number % 4 == 0 else 1}")
        lines = [" ".join(choose.choices(_WORDS, k=30)).capitalize() + "." for _ in range(4)]
        path = folder / f"{number % 7}" / f"{number:04d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Story number {number}\n\n" + "\n\n".join(lines) + "\n", "utf-8")


def run_here(seeds: Path, cleaned: Path, seen: Path, workers: int) -> None:
    """A run without Prefect, with the real cleaner and a gate that lets all pass; tells what shards it found or made in ``seen``."""
    from flows import steps
    from flows.judging.gate import Ruling

    def clean(todo: steps.Todo) -> list[Any]:
        results = steps.clean_all(todo, workers) if workers else [steps.clean_shard(shard, todo.work) for shard in todo.shards]
        seen.write_text(json.dumps({r.key: Path(r.folder, "done.json").stat().st_ino for r in results}))
        return results

    steps.run_steps(seeds, cleaned, shard_bytes=1_500, clean=clean, rule=lambda *_, **__: Ruling({}, (), (), {}, {}))


def find_phase(cleaned: Path, new: str) -> str:
    """How far a dead run had come, from what it left on the disk."""
    with suppress(OSError):
        if (cleaned / "CURRENT").read_text().strip() == new:
            return "after the pointer"
    if (cleaned / "snapshots" / new).is_dir():
        return "snapshot placed"
    if any((cleaned / ".work").glob("staging.*")):
        return "writing the snapshot"
    return "cleaning" if any((cleaned / ".work" / "shards").glob("*")) else "before cleaning"


def finished_shards(cleaned: Path) -> dict[str, int]:
    """Key to inode of every finished shard that lies in the work folder."""
    return {path.parent.name: path.stat().st_ino for path in (cleaned / ".work" / "shards").glob("[!.]*/done.json")}


class Trials:
    """One way of running, with the outcomes that readers may see."""

    def __init__(self, home: Path, start: Callable[[Path, Path, Path], subprocess.Popen[bytes] | int]) -> None:
        from tests.flows import toy

        self.home, self.start, self.toy = home, start, toy
        self.seeds, self.tally = home / "seeds", Tally()
        write_sources(self.seeds, 28, 1)
        self.finish(home / "old")
        write_sources(self.seeds, 32, 2)
        shutil.copytree(home / "old", home / "new")
        began = time.monotonic()
        self.finish(home / "new")
        self.length = time.monotonic() - began
        self.goal = toy.read_tree(home / "new")
        self.allowed = {(home / n / "CURRENT").read_text().strip(): (home / n / "articles.jsonl").read_bytes() for n in ("old", "new")}
        self.new = (home / "new" / "CURRENT").read_text().strip()

    def finish(self, cleaned: Path) -> None:
        """A run to its end."""
        wait(self.start(self.seeds, cleaned, self.home / "seen.json"))

    def kill_once(self, choose: random.Random, find_victims: Callable[[int], dict[str, list[int]]]) -> None:
        """Kill a run at a random moment, look, let the next one finish, compare."""
        cleaned = self.home / "try"
        shutil.rmtree(cleaned, ignore_errors=True)
        shutil.copytree(self.home / "old", cleaned)
        run = self.start(self.seeds, cleaned, self.home / "seen.json")
        pid = run if isinstance(run, int) else run.pid
        self.wait_for_moment(choose, cleaned)
        victims = find_victims(pid)
        who = choose.choice(sorted(victims))
        for victim in victims[who]:
            with suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
        code = wait(run)
        if who != "worker" and who != "server" and code == 0:
            self.tally.too_late += 1
        else:
            self.tally.kills += 1
            self.tally.at[find_phase(cleaned, self.new)] += 1
            self.tally.victims[who] += 1
        told = [f"{problem} ({who} killed {find_phase(cleaned, self.new)})" for problem in self.look(cleaned, survived=code == 0)]
        before = finished_shards(cleaned)
        self.finish(cleaned)
        told += self.compare(cleaned, before)
        self.tally.problems += told

    def wait_for_moment(self, choose: random.Random, cleaned: Path) -> None:
        """Any moment of the run, or, for every second kill, one while the snapshot is being written: that part is short."""
        end = time.monotonic() + 2 * self.length
        if choose.random() < 0.5:
            time.sleep(choose.random() * self.length * 1.05)
            return
        while not any((cleaned / ".work").glob("staging.*")) and time.monotonic() < end:
            time.sleep(0.001)
        time.sleep(choose.random() * self.length * 0.3)

    def look(self, cleaned: Path, *, survived: bool) -> list[str]:
        """What a reader would stumble over now. A run that outlived its worker may have published without one source."""
        from flows.proof.verify import verify
        from flows.snapshots.snapshot import read_current

        snapshot = read_current(cleaned)
        found = [problem for problem in verify(cleaned).problems if "articles.jsonl" not in problem]
        if not survived and (snapshot is None or snapshot.name not in self.allowed):
            found.append(f"CURRENT is {snapshot and snapshot.name}")
        if not survived and (cleaned / "articles.jsonl").read_bytes() not in self.allowed.values():
            found.append("articles.jsonl is neither the old nor the new")
        return found

    def compare(self, cleaned: Path, before: dict[str, int]) -> list[str]:
        """What the next run did otherwise than an undisturbed run, or did twice, or left."""
        found = []
        tree = self.toy.read_tree(cleaned)
        if {n: c for n, c in tree.items() if not n.endswith(TOLD)} != {n: c for n, c in self.goal.items() if not n.endswith(TOLD)}:
            found.append("the next run did not publish what an undisturbed run publishes")
        seen = json.loads((self.home / "seen.json").read_text()) if (self.home / "seen.json").exists() else {}
        again = [key for key, inode in before.items() if key in seen and seen[key] != inode]
        self.tally.resumed += sum(key in seen for key in before)
        left = {path.name for path in (cleaned / ".work").iterdir()} - _LASTING
        left |= {path.name for path in cleaned.glob(".*.new")}
        return found + [f"shards were cleaned twice: {again}"] * bool(again) + [f"the next run left {left}"] * bool(left)


def wait(run: subprocess.Popen[bytes] | int) -> int:
    """The exit code, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(run, 0)[1]) if isinstance(run, int) else run.wait()


def fork_run(seeds: Path, cleaned: Path, seen: Path) -> int:
    """A run in a forked child; nothing is imported again, so that hundreds of kills take minutes."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            run_here(seeds, cleaned, seen, 0)
            code = 0
        finally:
            os._exit(code)
    return pid


def start_pool(seeds: Path, cleaned: Path, seen: Path) -> subprocess.Popen[bytes]:
    """A run with two worker processes."""
    call = [sys.executable, "-m", "bench.crash", "--run", str(seeds), str(cleaned), str(seen)]
    return subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def start_flow(seeds: Path, cleaned: Path, seen: Path) -> subprocess.Popen[bytes]:
    """The real command: embedded Prefect, processes, gate, report."""
    seen.unlink(missing_ok=True)
    call = [sys.executable, "-m", "flows.run", str(seeds), str(cleaned)]
    keep = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT")} | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(call, cwd=seeds.parent, env=keep, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def find_processes(pid: int) -> dict[str, list[int]]:
    """Who may be killed: the run, one of its workers, Prefect's server, or all of them at once."""
    children = {}
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            if int((place / "stat").read_text().rsplit(")", 1)[1].split()[1]) == pid:
                children[int(place.name)] = (place / "cmdline").read_bytes().decode("utf-8", "replace")
    server = [child for child, line in children.items() if "flows.orchestration.server" in line]
    workers = [child for child, line in children.items() if "spawn_main" in line]
    found = {"run": [pid], "all": [pid, *children]}
    return found | ({"server": server} if server else {}) | ({"worker": workers[-1:]} if workers else {})


def main() -> int:
    """Kill, look, go on, compare; one row each way of running."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--pool", type=int, default=4)
    parser.add_argument("--flow", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--run", nargs=3, type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        run_here(*arguments.run, workers=2)
        return 0
    bad = False
    everyone: Callable[[int], dict[str, list[int]]] = find_processes
    ways = (("steps", arguments.steps, fork_run, lambda pid: {"run": [pid]}), ("pool", arguments.pool, start_pool, everyone),
            ("flow", arguments.flow, start_flow, everyone))  # fmt: skip
    for how, kills, start, find_victims in ways:
        if not kills:
            continue
        if how == "steps":
            warm_up()
        began, choose, tried = time.monotonic(), random.Random(f"{how} {arguments.seed}"), 0
        with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as home:
            trials = Trials(Path(home), start)
            while trials.tally.kills < kills and (tried := tried + 1) < 2 * kills + 20:
                trials.kill_once(choose, find_victims)
        row = trials.tally.row(how, time.monotonic() - began)
        print(json.dumps(row), flush=True)
        bad |= bool(row["problems"])
    return bad


def warm_up() -> None:
    """Load what forked runs need, without starting a thread: a fork takes only one along."""
    import pyarrow as pa

    import copydesk

    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    copydesk.clean("Warm up\n\nThe council met on Monday in the harbour.\n")


if __name__ == "__main__":
    sys.exit(main())
