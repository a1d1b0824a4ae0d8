"""Trouble around a run: a disk that fills up, a target that cannot be written to, a clock that goes back.

Where this machine allows it the trouble is real: a small tmpfs that fills, the same one mounted read-only.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest

from flows.object_store.remote import is_read
from flows.outcome import RunError, describe_os_error
from flows.proof.verify import verify
from flows.run import run
from flows.snapshots import history
from flows.snapshots.history import read_history
from flows.snapshots.snapshot import WORK
from tests.flows import toy

pytestmark = pytest.mark.usefixtures("newsroom")


def leave_free(place: Path, free: int) -> None:
    """Fill the disk but for so many bytes."""
    filler = place / "filler"
    filler.unlink(missing_ok=True)
    filler.write_bytes(bytes(shutil.disk_usage(place).free - free))


def test_a_disk_that_fills_up_anywhere(seeds: Path, small_disk: Path) -> None:
    """However little room is left, readers see the old snapshot, whole; with room again the next run publishes all and leaves nothing."""
    cleaned = small_disk / "cleaned"
    toy.publish(seeds, cleaned)
    before = toy.read_tree(cleaned)
    toy.write_sources(seeds, {"new.txt": "Something new.\n" * 2_000})
    full = 0
    for kib in range(0, 200, 12):
        leave_free(small_disk, kib << 10)
        try:
            toy.publish(seeds, cleaned)
            break
        except OSError as error:
            full += 1
            assert "the disk is full" in describe_os_error(error, cleaned)
        assert toy.read_tree(cleaned) == before
        assert verify(cleaned).problems == ()
    assert full >= 5
    (small_disk / "filler").unlink()
    toy.publish(seeds, cleaned)
    toy.publish(seeds, small_disk / "fresh")
    assert (cleaned / "CURRENT").read_bytes() == (small_disk / "fresh" / "CURRENT").read_bytes()
    assert verify(cleaned).problems == ()
    assert {path.name for path in (cleaned / WORK).iterdir()} <= toy.LASTING


def test_a_disk_with_no_room_is_one_sentence(seeds: Path, small_disk: Path) -> None:
    """The command says that the disk is full, and what to do."""
    toy.publish(seeds, small_disk / "cleaned")
    toy.write_sources(seeds, {"new.txt": "Something new.\n"})
    leave_free(small_disk, 0)
    outcome = run(seeds, small_disk / "cleaned")
    assert outcome.exit_code == 1 and outcome.snapshot is not None
    (message,) = outcome.messages
    assert "the disk is full" in message and "free some space" in message


def test_a_target_that_is_read_only(seeds: Path, small_disk: Path) -> None:
    """Nothing new is told as ever; something new is one sentence that names the folder; readers see what they saw."""
    cleaned = small_disk / "cleaned"
    toy.publish(seeds, cleaned)
    before = toy.read_tree(cleaned)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert run(seeds, cleaned).exit_code == 0
    assert verify(cleaned).problems == ()
    toy.write_sources(seeds, {"new.txt": "Something new.\n"})
    outcome = run(seeds, cleaned)
    assert outcome.exit_code == 2
    assert outcome.messages[0].startswith(f"{cleaned}: cannot be written to (Read-only file system)")
    with pytest.raises(RunError, match="cannot be written to"):
        history.rollback(cleaned, before["CURRENT"].decode().strip())
    assert toy.read_tree(cleaned) == before


def test_a_folder_of_sources_that_vanishes(seeds: Path, tmp_path: Path) -> None:
    """A folder of sources that is gone is wrong usage, not a withdrawal of everything."""
    cleaned = tmp_path / "cleaned"
    toy.publish(seeds, cleaned)
    before = toy.read_tree(cleaned)
    seeds.rename(tmp_path / "elsewhere")
    assert run(seeds, cleaned).exit_code == 2
    seeds.mkdir()
    assert run(seeds, cleaned).exit_code == 2
    assert toy.read_tree(cleaned) == before


@pytest.mark.parametrize("within", [".", "cleaned", "a/b"])
def test_a_target_among_the_sources(seeds: Path, within: str) -> None:
    """What is published would be read as a source by the next run: wrong usage, and nothing is written."""
    before = sorted(seeds.rglob("*"))
    outcome = run(seeds, seeds / within)
    assert outcome.exit_code == 2
    (message,) = outcome.messages
    assert message.startswith(f"--cleaned {seeds / within}: it lies among the sources, ") and f"outside of {seeds}." in message
    assert sorted(seeds.rglob("*")) == before


@pytest.mark.parametrize(("target", "read"), [("s3://news/in", True), ("s3://news/in/out", True), ("s3://news/inside", False)])
def test_a_target_among_the_objects(target: str, read: bool) -> None:
    """The same in a store; a name that only begins alike, and what is hidden in a folder, are not read."""
    assert is_read(target, "s3://news/in") is read
    assert not is_read("/data/in/.cleaned/a", "/data/in")


def test_a_clock_that_goes_back(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which snapshot is current, which came after which and what is new do not depend on the clock."""
    cleaned = tmp_path / "cleaned"
    names = []
    for year, text in ((2031, "First.\n"), (2001, "Second.\n"), (1970, "Third.\n")):

        class Clock(dt.datetime):
            """A clock that stands still."""

            @classmethod
            def now(cls, tz: dt.tzinfo | None = None, year: int = year) -> dt.datetime:  # type: ignore[override]
                return dt.datetime(year, 1, 1, tzinfo=tz)

        monkeypatch.setattr(history, "datetime", Clock)
        toy.write_sources(seeds, {"one.txt": text})
        names.append(toy.publish(seeds, cleaned).snapshot)
    entries = read_history(cleaned)
    assert [entry.name for entry in entries] == names[::-1]
    assert [entry.current for entry in entries] == [True, False, False]
    assert [entry.parent for entry in entries] == [*names[1::-1], None]
    assert [(entry.published or "")[:4] for entry in entries] == ["1970", "2001", "2031"]
