"""Runs meet and readers read: two runs on one folder never mix, and a reader never stumbles while one publishes."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from flows.outcome import RunError
from flows.proof.verify import verify
from flows.snapshots.lock import HELD, describe_holder, hold_lock, is_alive
from tests.flows import toy

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("newsroom")

READ = """
import json, sys, time
from pathlib import Path
from flows.snapshots.snapshot import read_current, is_sound
cleaned, stop = Path(sys.argv[1]), Path(sys.argv[2])
seen, wrong, reads = set(), [], 0
while not stop.exists() or reads < 3:
    try:
        snapshot = read_current(cleaned)
        if snapshot is None or not is_sound(snapshot):
            wrong.append("not sound")
            continue
        seen.add(snapshot.name)
        rows = sum(table.num_rows for table in snapshot.each("articles"))
        if rows != snapshot.manifest["counts"]["articles"]:
            wrong.append("rows")
        lines = (cleaned / "articles.jsonl").read_bytes()
        if not lines.endswith(b"\\n") or len({json.loads(line)["text"].split()[1] for line in lines.splitlines()}) != 1:
            wrong.append("a mixture")
    except Exception as error:
        wrong.append(repr(error))
    reads += 1
print(json.dumps({"reads": reads, "seen": len(seen), "wrong": wrong}))
"""
RUN = """
import sys; from pathlib import Path; import pytest; from flows.outcome import RunError; from tests.flows import toy
toy.install(pytest.MonkeyPatch())
try:
    toy.publish(*map(Path, sys.argv[1:]))
except RunError as error:
    print(error.message); sys.exit(9)
"""


def start(code: str, *arguments: Path) -> subprocess.Popen[str]:
    """A Python process of its own."""
    return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_readers_never_stumble(tmp_path: Path) -> None:
    """While edition after edition is published, every look of every reader finds one whole snapshot and one edition's articles."""
    seeds, cleaned, stop = tmp_path / "seeds", tmp_path / "cleaned", tmp_path / "stop"
    editions = 12
    for number in range(editions):
        toy.write_sources(seeds, {f"{name}.txt": f"Edition {number} of {name}.\n" for name in "abcdef"})
        toy.publish(seeds, cleaned)
        if number == 0:
            readers = [start(READ, cleaned, stop) for _ in range(2)]
    stop.touch()
    told = [json.loads(reader.communicate(timeout=120)[0]) for reader in readers]
    assert [reader["wrong"] for reader in told] == [[], []]
    assert all(reader["reads"] >= 3 for reader in told)


def test_runs_that_meet_are_serialised_or_refused(seeds: Path, tmp_path: Path) -> None:
    """Of runs started at once some publish and the others are refused in one sentence; what is published is whole."""
    cleaned = tmp_path / "cleaned"
    runs = [start(RUN, seeds, cleaned) for _ in range(4)]
    told = [(run.communicate(timeout=120)[0], run.returncode) for run in runs]
    assert 0 in {code for _, code in told}
    for text, code in told:
        assert code in (0, 9)
        assert code == 0 or ("another run" in text and text.endswith("wait until it has ended.\n"))
    assert verify(cleaned).problems == ()


@pytest.fixture
def no_flock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system without the kernel's lock."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)


@pytest.mark.usefixtures("no_flock")
def test_without_flock_a_file_is_the_lock(seeds: Path, tmp_path: Path) -> None:
    """Where there is no flock a living holder still keeps others out, and the lock is gone when it ends."""
    cleaned = tmp_path / "cleaned"
    with hold_lock(cleaned), pytest.raises(RunError, match=rf"another run \(process {os.getpid()} on .*remove .*{HELD}"):
        toy.publish(seeds, cleaned)
    assert toy.publish(seeds, cleaned).published
    assert not list(cleaned.glob(f"{HELD}*"))


@pytest.mark.usefixtures("no_flock")
@pytest.mark.parametrize("holder", ["dead", "number reused", "broken", "elsewhere"])
def test_a_stale_lock_file_is_recognised(holder: str, seeds: Path, tmp_path: Path) -> None:
    """A dead process, another process with its number and an unreadable lock stop nobody; another machine's lock does."""
    cleaned = tmp_path / "cleaned"
    cleaned.mkdir()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    me = json.loads(describe_holder())
    held = {
        "dead": json.dumps(me | {"pid": gone.pid}),
        "number reused": json.dumps(me | {"started": "1@before"}),
        "broken": "{",
        "elsewhere": json.dumps(me | {"host": "elsewhere"}),
    }[holder]
    (cleaned / HELD).write_text(held)
    if holder == "elsewhere":
        with pytest.raises(RunError, match="on elsewhere"):
            toy.publish(seeds, cleaned)
    else:
        assert toy.publish(seeds, cleaned).published


def test_a_process_knows_itself() -> None:
    """The holder that a process writes is alive as long as it is."""
    assert is_alive(json.loads(describe_holder()))
    assert not is_alive({"pid": os.getpid(), "host": socket.gethostname(), "started": "0@0"})
