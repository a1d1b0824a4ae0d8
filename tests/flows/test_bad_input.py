"""Bad input: each bad source is one sentence that names it, and never stops the rest."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from copydesk.sources import discover
from flows import steps
from flows.outcome import RunError, describe_os_error
from flows.planning.plan import Plan, read_plan
from flows.proof.verify import verify
from flows.run import run
from flows.snapshots.lock import hold_lock
from flows.snapshots.snapshot import WORK
from tests.flows import toy

pytestmark = pytest.mark.usefixtures("newsroom")


def _sentence(messages: tuple[str, ...], name: str) -> str:
    found = [message for message in messages if message.startswith(f"{name}:")]
    assert len(found) == 1, (name, messages)
    assert found[0].endswith(".") and "; " in found[0] and "\n" not in found[0]
    return found[0]


def test_bad_sources_are_named_and_the_rest_is_published(seeds: Path, tmp_path: Path) -> None:
    """Empty, binary, unknown, broken and foreign sources are each one sentence; the exit code is 4; the rest is published."""
    toy.write_sources(
        seeds,
        {
            "empty.txt": "",
            "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
            "table.xlsx": b"PK\x03\x04",
            "broken.txt.gz": b"\x1f\x8b broken",
            "feed.jsonl": '{"text": "Good line."}\n{"text": broken\n{"no": "text"}\n',
        },
    )
    (tmp_path / "outside.txt").write_text("secret")
    (seeds / "link.txt").symlink_to(tmp_path / "outside.txt")
    os.mkfifo(seeds / "pipe.txt")
    outcome = toy.publish(seeds, tmp_path / "cleaned")
    assert outcome.exit_code == 4
    assert "the file is empty" in _sentence(outcome.messages, "empty.txt")
    assert "binary" in _sentence(outcome.messages, "picture.txt")
    assert "does not know" in _sentence(outcome.messages, "table.xlsx")
    assert "broken" in _sentence(outcome.messages, "broken.txt.gz")
    assert "not valid JSON" in _sentence(outcome.messages, "feed.jsonl#2")
    assert "neither" in _sentence(outcome.messages, "feed.jsonl#3")
    assert "leads out of the folder" in _sentence(outcome.messages, "link.txt")
    assert "not a regular file" in _sentence(outcome.messages, "pipe.txt")
    texts = {a["text"] for a in toy.read_articles(tmp_path / "cleaned")}
    assert {"Good line.", "First story here.", "Good start."} <= texts and "secret" not in texts
    assert verify(tmp_path / "cleaned").problems == ()


def test_an_unreadable_folder_is_named(seeds: Path, tmp_path: Path) -> None:
    """A folder whose mode lets nobody read is one sentence, even for a superuser."""
    toy.write_sources(seeds, {"closed/page.txt": "Hidden.\n"})
    (seeds / "closed").chmod(0)
    try:
        outcome = toy.publish(seeds, tmp_path / "cleaned")
    finally:
        (seeds / "closed").chmod(stat.S_IRWXU)
    assert "cannot be read" in _sentence(outcome.messages, "closed")
    assert outcome.exit_code == 4


def test_a_file_that_vanishes_is_named_and_tried_again(seeds: Path, tmp_path: Path) -> None:
    """A file that is gone when its turn comes is refused by name; when it is back the next run publishes it."""

    def vanish(todo: steps.Todo) -> list[toy.ShardResult]:
        (seeds / "one.txt").rename(tmp_path / "held")
        return toy.clean_here(todo)

    outcome = toy.publish(seeds, tmp_path / "cleaned", clean=vanish)
    assert outcome.exit_code == 4
    assert "vanished" in _sentence(outcome.messages, "one.txt")
    (tmp_path / "held").rename(seeds / "one.txt")
    again = toy.publish(seeds, tmp_path / "cleaned")
    assert again.snapshot != outcome.snapshot
    assert not [message for message in again.messages if message.startswith("one.txt")]


def test_a_file_that_changes_while_it_is_read_is_named(seeds: Path, tmp_path: Path) -> None:
    """A file whose bytes are no longer those that were digested is refused by name."""

    def grow(todo: steps.Todo) -> list[toy.ShardResult]:
        with (seeds / "one.txt").open("a") as file:
            file.write("More.\n")
        return toy.clean_here(todo)

    outcome = toy.publish(seeds, tmp_path / "cleaned", clean=grow)
    assert "changed while it was read" in _sentence(outcome.messages, "one.txt")
    assert outcome.exit_code == 4


def test_a_source_that_breaks_the_cleaner_is_named(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in cleaning one source refuses that source and no other."""

    def fail(data: str | bytes, frozen: toy.Frozen, template: object = None) -> toy.Cleaned:
        if frozen.page.name == "two.txt":
            raise RuntimeError("toy\nerror")
        return toy.clean_frozen(data, frozen)

    monkeypatch.setattr(sys.modules["copydesk.pipeline"], "clean_frozen", fail)
    outcome = toy.publish(seeds, tmp_path / "cleaned")
    assert "RuntimeError: toy\\nerror" in _sentence(outcome.messages, "two.txt")
    assert outcome.counts.published == 3


def test_hostile_names_are_shown_harmless(tmp_path: Path) -> None:
    """Names with control characters, direction marks or undecodable bytes come out as text that a terminal can bear."""
    seeds = toy.write_sources(tmp_path / "seeds", {"plain.txt": "News.\n", "red\x1b[31m\u202etxt.exe.txt": "Red news.\n"})
    Path(os.fsdecode(os.fsencode(seeds) + b"/caf\xe9.txt")).write_text("More news.\n")
    Path(os.fsdecode(os.fsencode(seeds) + b"/empt\xff.txt")).touch()
    outcome = toy.publish(seeds, tmp_path / "cleaned")
    assert outcome.counts.articles == 3
    assert all(message.isprintable() for message in outcome.messages)
    assert verify(tmp_path / "cleaned").problems == ()


def test_no_folder_and_no_sources_are_wrong_usage(tmp_path: Path) -> None:
    """A folder that does not exist or holds nothing is exit code 2 and one sentence."""
    for folder in (tmp_path / "nowhere", tmp_path):
        outcome = run(folder, tmp_path / "cleaned")
        assert outcome.exit_code == 2 and len(outcome.messages) == 1 and str(folder) in outcome.messages[0]


def test_wrong_options_are_wrong_usage(seeds: Path, tmp_path: Path) -> None:
    """An unknown engine, no workers and what is no address are exit code 2, in one line."""
    for options in ({"engine": "dask", "address": "over there"}, {"address": "tcp://head:8786"}):
        outcome = run(seeds, tmp_path / "c", **options)
        assert outcome.exit_code == 2 and "\n" not in outcome.messages[0] and options["address"] in outcome.messages[0]
    assert run(seeds, tmp_path / "c", engine="steam").exit_code == 2
    assert run(seeds, tmp_path / "c", workers=0).exit_code == 2


def test_two_runs_do_not_meet(seeds: Path, tmp_path: Path) -> None:
    """A second run on one cleaned/ is refused with a sentence that names the process that holds it."""
    with hold_lock(tmp_path / "cleaned"), pytest.raises(RunError, match=rf"another run \(process {os.getpid()} on "):
        toy.publish(seeds, tmp_path / "cleaned")
    assert toy.publish(seeds, tmp_path / "cleaned").published


def test_the_lock_of_a_dead_process_is_no_lock(seeds: Path, tmp_path: Path) -> None:
    """A lock file that names a process that is gone stops nobody."""
    (tmp_path / "cleaned").mkdir()
    (tmp_path / "cleaned" / ".lock").write_text('{"pid": 999999, "host": "elsewhere"}')
    assert toy.publish(seeds, tmp_path / "cleaned").published


def test_leftovers_of_dead_runs_are_cleared(seeds: Path, tmp_path: Path) -> None:
    """Stagings and shards of runs that died are removed by the next run."""
    work = tmp_path / "cleaned" / WORK
    for name in ("staging.1/snapshot", "shards/0123", "shards/.0123.9.new"):
        (work / name).mkdir(parents=True)
    toy.publish(seeds, tmp_path / "cleaned")
    assert {path.name for path in work.iterdir()} <= toy.LASTING


def test_the_same_plan_for_the_same_files(seeds: Path) -> None:
    """A plan is a function of names, bytes and side-cars, not of times or the folder's place."""
    first: Plan = read_plan(seeds)
    os.utime(seeds / "one.txt", (1, 1))
    assert read_plan(seeds).inputs == first.inputs
    toy.write_sources(seeds, {"one.txt.meta.json": '{"publisher": "X"}'})
    assert read_plan(seeds).inputs != first.inputs
    assert len(discover(seeds).sources) == 4


@pytest.mark.parametrize(("number", "word"), [(28, "disk is full"), (30, "cannot be written to"), (5, "Input/output error")])
def test_what_the_disk_says_is_one_sentence(tmp_path: Path, number: int, word: str) -> None:
    """A full disk and a read-only target are told in a sentence with the mend."""
    message = describe_os_error(OSError(number, os.strerror(number)), tmp_path)
    assert word in message and message.endswith(".")


def test_a_full_disk_leaves_the_old_snapshot(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When writing fails in the middle, readers see what they saw, and nothing is left behind."""
    cleaned = tmp_path / "cleaned"
    toy.publish(seeds, cleaned)
    before = toy.read_tree(cleaned)
    toy.write_sources(seeds, {"new.txt": "Something new.\n"})

    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("flows.publishing.publish.write_file", full)
        with pytest.raises(OSError, match="No space"):
            toy.publish(seeds, cleaned)
    assert toy.read_tree(cleaned) == before
    assert not list((cleaned / WORK).glob("staging.*"))
    assert toy.publish(seeds, cleaned).published
