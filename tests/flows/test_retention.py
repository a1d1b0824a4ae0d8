"""Old snapshots go by count and age; the current one and those that a consumer pinned never do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.cli import main
from flows.outcome import RunError
from flows.proof.verify import verify
from flows.snapshots.history import read_history, rollback
from flows.snapshots.lock import hold_lock
from flows.snapshots.pins import pin, read_pins, unpin
from flows.snapshots.prune import prune
from flows.snapshots.snapshot import read_names, read_pointer
from tests.flows import toy

pytestmark = pytest.mark.usefixtures("newsroom")


def publish_all(seeds: Path, cleaned: Path, texts: str = "abcd") -> list[str]:
    """One snapshot a text, in order."""
    names = []
    for text in texts:
        toy.write_sources(seeds, {"one.txt": f"Edition {text}.\n"})
        names.append(str(toy.publish(seeds, cleaned).snapshot))
    return names


def age(cleaned: Path, name: str, days: float) -> None:
    """Let the log say that a snapshot was published so many days ago."""
    lines = [json.loads(line) for line in (cleaned / "history.jsonl").read_text().splitlines()]
    for line in lines:
        if line.get("snapshot") == name:
            line["at"] = (datetime.now(UTC) - timedelta(days=days)).isoformat()
    (cleaned / "history.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


def test_by_count(seeds: Path, tmp_path: Path) -> None:
    """The last N stay; what stays is whole, and the next run goes on."""
    cleaned = tmp_path / "cleaned"
    names = publish_all(seeds, cleaned)
    before = toy.read_tree(cleaned)
    done = prune(cleaned, keep=2)
    assert [entry.name for entry in done.removed] == names[1::-1]
    assert (done.left, done.spared, read_names(cleaned)) == (2, (), sorted(names[2:]))
    assert done.bytes > 1_000
    assert toy.read_tree(cleaned) == before
    assert verify(cleaned).problems == ()
    assert publish_all(seeds, cleaned, "e")[0] not in names


def test_by_age_and_by_both(seeds: Path, tmp_path: Path) -> None:
    """Only what is old enough goes; with a count too it must also be beyond the count."""
    cleaned = tmp_path / "cleaned"
    names = publish_all(seeds, cleaned)
    for number, name in enumerate(names):
        age(cleaned, name, 40 - 10 * number)
    assert [entry.name for entry in prune(cleaned, older_than=25, keep=3).removed] == [names[0]]
    assert [entry.name for entry in prune(cleaned, older_than=25).removed] == [names[1]]
    assert prune(cleaned, older_than=25).removed == ()
    assert [entry.name for entry in prune(cleaned, older_than=0, keep=1).removed] == [names[2]]
    assert read_names(cleaned) == [names[3]]


def test_the_current_snapshot_stays_after_a_rollback(seeds: Path, tmp_path: Path) -> None:
    """The oldest snapshot is kept for as long as it is the current one."""
    cleaned = tmp_path / "cleaned"
    names = publish_all(seeds, cleaned)
    rollback(cleaned, names[0])
    age(cleaned, names[0], 900)
    prune(cleaned, keep=1)
    assert read_pointer(cleaned) == names[0]
    assert verify(cleaned).problems == ()
    assert prune(cleaned, older_than=1).removed == ()


def test_a_pinned_snapshot_stays(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pin keeps a snapshot until each consumer has taken his away; the commands say so."""
    cleaned = tmp_path / "cleaned"
    names = publish_all(seeds, cleaned)
    assert main(["pin", names[0][:9], "--name", "corpus", "--cleaned", str(cleaned)]) == 0
    pin(cleaned, names[0], "archive")
    assert main(["prune", "--keep", "1", "--cleaned", str(cleaned)]) == 0
    told = capsys.readouterr().out
    assert f"{names[0]}  stays: pinned by archive, corpus" in told and "Removed 2 snapshots" in told
    assert main(["history", "--cleaned", str(cleaned)]) == 0
    assert "(pinned by archive, corpus)" in capsys.readouterr().out
    unpin(cleaned, names[0], "corpus")
    assert prune(cleaned, keep=1).removed == ()
    assert main(["unpin", names[0], "--name", "archive", "--cleaned", str(cleaned)]) == 0
    assert [entry.name for entry in prune(cleaned, keep=1).removed] == [names[0]]
    assert read_pins(cleaned) == {}


def test_a_dry_run_removes_nothing(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what would go."""
    cleaned = tmp_path / "cleaned"
    names = publish_all(seeds, cleaned)
    assert main(["prune", "--keep", "1", "--dry-run", "--cleaned", str(cleaned)]) == 0
    assert "Would remove 3 snapshots" in capsys.readouterr().out
    assert read_names(cleaned) == sorted(names)


def test_a_pin_that_comes_at_the_last_moment_counts(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who pins between the look and the removal keeps the snapshot; who pins after the removal is told that it is gone."""
    cleaned = tmp_path / "cleaned"
    names = publish_all(seeds, cleaned, "ab")
    looks = iter([{}, {names[0]: ("late",)}])
    with monkeypatch.context() as patch:
        patch.setattr("flows.snapshots.prune.read_pins", lambda _: next(looks))
        assert prune(cleaned, keep=1).spared == ((names[0], "pinned just now"),)
    assert read_names(cleaned) == sorted(names)
    with monkeypatch.context() as patch:
        patch.setattr("flows.snapshots.pins.make_folder", lambda path: (prune(cleaned, keep=1), path.mkdir(exist_ok=True)))
        with pytest.raises(RunError, match="has just been pruned"):
            pin(cleaned, names[0], "later")
    assert read_pins(cleaned) == {}


def test_what_is_wrong_usage(seeds: Path, tmp_path: Path) -> None:
    """Neither limit, a snapshot that is not there, a pin that nobody has, a name that is a path, and another run: one sentence each."""
    cleaned = tmp_path / "cleaned"
    names = publish_all(seeds, cleaned, "ab")
    for call in (
        lambda: prune(cleaned),
        lambda: prune(cleaned, keep=0),
        lambda: pin(cleaned, "ffffffffffff", "me"),
        lambda: pin(cleaned, "", "me"),
        lambda: pin(cleaned, names[0], "../../me"),
        lambda: unpin(cleaned, names[0], "me"),
    ):
        with pytest.raises(RunError) as caught:
            call()
        assert int(caught.value.exit_code) == 2 and caught.value.message.endswith(".")
    with hold_lock(cleaned), pytest.raises(RunError, match="another run"):
        prune(cleaned, keep=1)
    (cleaned / "CURRENT").write_text("nonsense")
    with pytest.raises(RunError, match="Nothing was pruned"):
        prune(cleaned, keep=1)
    assert len(read_names(cleaned)) == 2


def test_a_crash_while_pruning_is_cleared_away(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a dead prune left half removed lies where no reader looks, and the next run clears it."""
    cleaned = tmp_path / "cleaned"
    names = publish_all(seeds, cleaned)
    with monkeypatch.context() as patch:
        patch.setattr("flows.snapshots.prune.record_pruning", lambda *_: exec("raise KeyboardInterrupt"))
        with pytest.raises(KeyboardInterrupt):
            prune(cleaned, keep=1)
    assert verify(cleaned).problems == ()
    assert [entry.name for entry in read_history(cleaned)] == [names[3], names[1], names[0]]
    publish_all(seeds, cleaned, "e")
    assert {path.name for path in (cleaned / ".work").iterdir()} <= toy.LASTING


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[str]]]:
    """A folder with five snapshots, to be copied."""
    home = tmp_path_factory.mktemp("five")
    with pytest.MonkeyPatch.context() as patch:
        toy.install(patch)
        yield home / "cleaned", publish_all(home / "seeds", home / "cleaned", "abcde")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pinned=st.sets(st.integers(0, 4)),
    current=st.integers(0, 4),
    keep=st.none() | st.integers(1, 6),
    older=st.none() | st.integers(0, 60),
    ages=st.lists(st.integers(-5, 60), min_size=5, max_size=5),
)
def test_never_the_current_nor_a_pinned_one(
    pinned: set[int],
    current: int,
    keep: int | None,
    older: int | None,
    ages: list[int],
    five: tuple[Path, list[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Whatever the limits, the ages (some lie ahead) and the pins: the current snapshot and the pinned ones are there afterwards."""
    home = tmp_path_factory.mktemp("prune")
    names = five[1]
    shutil.copytree(five[0], home / "cleaned")
    if current != 4:
        rollback(home / "cleaned", names[current])
    for number, days in enumerate(ages):
        age(home / "cleaned", names[number], days)
    for number in pinned:
        pin(home / "cleaned", names[number], "reader")
    if keep is not None or older is not None:
        prune(home / "cleaned", keep=keep, older_than=older)
    left = set(read_names(home / "cleaned"))
    assert {names[current], *(names[number] for number in pinned)} <= left
    assert keep is None or len(left) >= min(keep, 5)
    assert verify(home / "cleaned").problems == ()
