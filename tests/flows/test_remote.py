"""Sources and ``cleaned/`` in an object store, against real servers on loopback.

``localbucket`` is an S3 server of its own kind (folders on disk); it checks If-None-Match. ``moto`` runs as a process and checks
If-Match too, as Amazon's own service does: the one answers what a simple store gives, the other what a full one gives. With
``COPYDESK_TEST_S3`` set to the address of another server (bench/ceph.sh starts a Ceph gateway), that one is tested as well.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from copydesk.cli import main
from flows.object_store import store
from flows.object_store.remote import at_hand, find_address, find_folder, is_inside, mirror_of
from flows.object_store.store import Conflict, open_store, redacted
from flows.outcome import RunError, RunOutcome
from flows.proof.verify import verify
from flows.snapshots.snapshot import read_snapshot_at
from tests.flows import toy

pytest.importorskip("s3fs")
pytestmark = pytest.mark.usefixtures("newsroom")
KEY, SECRET = "AKIDEXAMPLEEXAMPLE00", "wJalrXUtnFEMIsecretK7MDENGbPxRfiCY"
SERVERS = {
    "localbucket": [sys.executable, "-m", "localbucket", "--port", "{port}", "{folder}"],
    "moto": [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "{port}"],
}


GIVEN = os.environ.get("COPYDESK_TEST_S3")


@pytest.fixture(scope="module", params=sorted(SERVERS) + ["given"] * bool(GIVEN))
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server with one bucket."""
    if request.param == "given":
        assert GIVEN is not None
        make_bucket(GIVEN)
        yield GIVEN
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("buckets")
    command = [part.format(port=port, folder=folder) for part in SERVERS[request.param]]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        make_bucket(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def make_bucket(url: str) -> None:
    """Make the bucket as soon as the server answers."""
    import s3fs

    place = s3fs.S3FileSystem(
        key=KEY, secret=SECRET, endpoint_url=url, client_kwargs={"region_name": "us-east-1"}, skip_instance_cache=True
    )
    end = time.monotonic() + 60
    while True:
        try:
            if not place.exists("news"):
                place.call_s3("create_bucket", Bucket="news")
            return
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


_count = iter(range(10_000))


@pytest.fixture
def base(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty place in the bucket, with the settings that the store's library reads."""
    for name, value in {
        "AWS_ENDPOINT_URL": server,
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_DEFAULT_REGION": "us-east-1",
        "COPYDESK_CACHE": str(tmp_path / "cache"),
    }.items():
        monkeypatch.setenv(name, value)
    import fsspec

    fsspec.get_filesystem_class("s3").clear_instance_cache()
    return f"s3://news/{os.getpid()}-{next(_count)}"


def put_sources(base: str, sources: dict[str, str | bytes]) -> None:
    """Put the sources into the bucket."""
    place = open_store(f"{base}/seeds")
    for name, content in sources.items():
        place.put(name, content.encode() if isinstance(content, str) else content)


def publish(base: str, machine: str = "") -> RunOutcome:
    """A run over toy sources from store to store, on a machine of its own if it is named."""
    with pytest.MonkeyPatch.context() as patch:
        if machine:
            patch.setenv("COPYDESK_CACHE", f"{os.environ['COPYDESK_CACHE']}-{machine}")
        with at_hand(Path(f"{base}/seeds"), Path(f"{base}/cleaned")) as place:
            return place.bring(toy.publish(place.seeds, place.cleaned))


def download(base: str, target: Path) -> Path:
    """Everything that a reader of the bucket sees, as a folder."""
    shutil.rmtree(target, ignore_errors=True)
    place = open_store(f"{base}/cleaned")
    for name in place.list():
        place.get(name, target / name)
    return target


def test_the_same_bytes_as_on_a_disk(base: str, tmp_path: Path) -> None:
    """What is published to the store is what is published to a folder, byte for byte, and the proof holds."""
    put_sources(base, toy.SOURCES)
    outcome = publish(base)
    assert outcome.published and outcome.exit_code == 4
    toy.publish(toy.write_sources(tmp_path / "seeds", toy.SOURCES), tmp_path / "cleaned")
    seen = download(base, tmp_path / "seen")
    assert toy.read_tree(seen) == toy.read_tree(tmp_path / "cleaned")
    assert verify(seen).problems == ()
    assert not publish(base).published


def test_incremental_on_another_machine(base: str, tmp_path: Path) -> None:
    """A machine without a mirror takes over where the last one stopped: only what changed is cleaned; what went is withdrawn."""
    put_sources(base, toy.SOURCES)
    first = publish(base)
    put_sources(base, {"one.txt": "The council did not meet.\n"})
    open_store(f"{base}/seeds").delete("deep/three.txt")
    second = publish(base, "other")
    assert (second.counts.cleaned, second.counts.reused) == (1, 2)
    seen = download(base, tmp_path / "seen")
    assert "the source was removed" in (seen / "snapshots" / str(second.snapshot) / "changes.jsonl").read_text()
    assert verify(seen).problems == ()
    assert read_snapshot_at(seen / "snapshots" / str(first.snapshot), str(first.snapshot)).manifest["parent"] is None


def test_of_two_runs_that_meet_one_is_refused(base: str, tmp_path: Path) -> None:
    """The run that comes second to the pointer is told so, and what the first published stands."""
    put_sources(base, toy.SOURCES)
    publish(base)
    put_sources(base, {"new.txt": "Something new.\n"})
    with at_hand(Path(f"{base}/seeds"), Path(f"{base}/cleaned")) as place:
        outcome = toy.publish(place.seeds, place.cleaned)
        put_sources(base, {"newer.txt": "Something newer.\n"})
        winner = publish(base, "other")
        with pytest.raises(RunError, match="another run has published here meanwhile"):
            place.bring(outcome)
    seen = download(base, tmp_path / "seen")
    assert (seen / "CURRENT").read_text().strip() == winner.snapshot
    assert verify(seen).problems == ()
    assert not publish(base).published


def test_the_pointer_is_put_on_a_condition(base: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many writers at once, each from the same beginning: one wins; on a full store even without the lock object."""
    place = open_store(base)
    place.put_if("CURRENT", b"old\n", None)
    with pytest.raises(Conflict):
        place.put_if("CURRENT", b"other\n", None)
    stamp, _ = place.read("CURRENT")
    won: list[int] = []

    def move(number: int) -> None:
        with suppress(Conflict):
            open_store(base).put_if("CURRENT", b"new %d\n" % number, stamp)
            won.append(number)

    threads = [threading.Thread(target=move, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert place.read("CURRENT")[1] == b"new %d\n" % won[0]
    if "localbucket" not in request.node.name:
        with pytest.raises(Conflict):
            place._put_conditionally("CURRENT", b"late\n", stamp)


def test_the_lock_of_a_dead_run_is_taken(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock object that nobody renews is removed after a while."""
    monkeypatch.setattr(store, "STALE_SECONDS", 0.3)
    place = open_store(base)
    place.put(".lock", b"{}")
    place.put_if("CURRENT", b"new\n", None)
    assert ".lock" not in place.list()


def test_dead_before_any_request(base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped before each request to the store: readers see the old snapshot or the new one, whole, and the next run ends it."""
    put_sources(base, toy.SOURCES)
    old = publish(base).snapshot
    put_sources(base, {"new.txt": "Something new.\n"})
    toy.publish(toy.write_sources(tmp_path / "s", toy.SOURCES | {"new.txt": "Something new.\n"}), tmp_path / "goal")
    goal = (tmp_path / "goal" / "CURRENT").read_text().strip()
    real, seen = store.Store.put, set()

    class Dead(BaseException):
        """The process ends here."""

    monkeypatch.setattr(store, "STALE_SECONDS", 0.1)
    for step in range(40):
        count = iter(range(1_000))

        def dying(self: store.Store, name: str, content: Any, count: Iterator[int] = count, step: int = step) -> None:
            if next(count) == step:
                raise Dead
            real(self, name, content)

        with monkeypatch.context() as patch:
            patch.setattr(store.Store, "put", dying)
            try:
                publish(base, f"machine{step}")
                break
            except Dead:
                pass
        now = download(base, tmp_path / "seen")
        current = (now / "CURRENT").read_text().strip()
        seen.add(current)
        assert [problem for problem in verify(now).problems if "articles.jsonl" not in problem] == []
    assert seen == {str(old), goal}
    assert toy.read_tree(download(base, tmp_path / "seen"))["articles.jsonl"] == (tmp_path / "goal" / "articles.jsonl").read_bytes()


def test_the_commands_take_addresses(base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """history, verify, compare, pin, rollback, prune and unpin do in the store what they do in a folder."""
    names = []
    for text in "abc":
        put_sources(base, {"one.txt": f"Edition {text}.\n"})
        names.append(str(publish(base).snapshot))
    at = ["--cleaned", f"{base}/cleaned"]
    assert main(["verify", *at]) == 0
    assert main(["history", *at]) == 0
    told = capsys.readouterr().out
    assert "damaged" not in told and [line.split()[-4] for line in told.splitlines() if "articles" in line and "T" in line]
    address = find_address(Path(f"{base}/cleaned"))
    assert address is not None
    shutil.rmtree(mirror_of(address) / "cleaned" / "snapshots")
    assert main(["compare", names[0][:8], names[1], *at]) == 0
    assert "1 other bytes, so not compared: one.txt" in capsys.readouterr().out
    assert main(["pin", names[0], "--name", "corpus", *at]) == 0
    assert main(["prune", "--keep", "1", *at]) == 0
    assert f"{names[0]}  stays: pinned by corpus" in capsys.readouterr().out
    there = open_store(f"{base}/cleaned").list("snapshots")
    assert {name.split("/")[1] for name in there} == {names[0], names[2]}
    assert main(["rollback", names[0][:8], *at]) == 0
    seen = download(base, tmp_path / "seen")
    assert (seen / "CURRENT").read_text().strip() == names[0]
    assert verify(seen).problems == ()
    assert main(["unpin", names[0], "--name", "corpus", *at]) == 0
    assert not open_store(f"{base}/cleaned").list("pins")


def test_no_key_is_ever_shown(base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """Neither what is published, nor the mirror, nor what is told holds a key, whether the run ends well or not."""
    put_sources(base, toy.SOURCES)
    publish(base)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    import fsspec

    fsspec.get_filesystem_class("s3").clear_instance_cache()
    with pytest.raises(RunError) as caught:
        publish(base, "third")
    assert "the store cannot be used" in caught.value.message and caught.value.message.endswith(".")
    told = capfd.readouterr()
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    for text in (caught.value.message, told.out, told.err, *(content.decode("latin-1") for content in files)):
        assert SECRET not in text and KEY not in text
    assert redacted(OSError(f"bad key {SECRET} for {KEY}, signature=abc123")) == "OSError: bad key … for …, signature=…"


def test_names_that_lead_out_are_left_there(base: str, tmp_path: Path) -> None:
    """An object whose name leads out of the folder is named and not fetched; the rest is published."""
    place = open_store(f"{base}/seeds")
    put_sources(base, {"one.txt": "The council met on Monday.\n"})
    real = place.list()
    assert set(real) == {"one.txt"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            store.Store, "list", lambda self, under="": real | {"../../evil.txt": real["one.txt"], "/etc/evil.txt": real["one.txt"]}
        )
        with at_hand(Path(f"{base}/seeds"), tmp_path / "cleaned") as at:
            outcome = at.bring(toy.publish(at.seeds, at.cleaned))
    assert [message.split(":")[0] for message in outcome.messages] == ["../../evil.txt", "/etc/evil.txt"]
    assert outcome.published and not list(tmp_path.rglob("evil.txt"))


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("s3://bucket/seeds/", "s3://bucket/seeds"),
        ("s3:/bucket/seeds", "s3://bucket/seeds"),
        ("gs://bucket/x", "gs://bucket/x"),
        ("az://container/x", "az://container/x"),
        ("seeds", None),
        ("/data/s3/seeds", None),
        ("file:///data/seeds", None),
    ],
)
def test_what_an_address_is(place: str, address: str | None) -> None:
    """An address is told from a folder, also after a Path has taken one of its slashes."""
    assert find_address(place) == address
    assert find_address(Path(place)) == (address and address.rstrip("/"))


def test_a_file_address_is_a_folder(seeds: Path, tmp_path: Path) -> None:
    """``file://`` names a folder of this machine and gets all that a folder gets."""
    assert find_folder(f"file://{tmp_path}/a%20b") == tmp_path / "a b"
    with at_hand(Path(f"file://{seeds}"), Path(f"file://{tmp_path}/cleaned")) as place:
        outcome = place.bring(toy.publish(place.seeds, place.cleaned))
    assert outcome.published and (tmp_path / "cleaned" / "CURRENT").is_file()


def test_keys_in_an_address_are_refused() -> None:
    """Whoever puts his key into the address is told where keys belong, and the key is not repeated."""
    with pytest.raises(RunError) as caught:
        find_address(f"s3://{KEY}:{SECRET}@bucket/seeds")
    assert SECRET not in caught.value.message and KEY not in caught.value.message


@pytest.mark.parametrize(
    ("name", "inside"), [("a/b.txt", True), ("../a", False), ("/a", False), ("a/../../b", False), ("a\\b", False), ("", False)]
)
def test_what_stays_in_its_folder(name: str, inside: bool) -> None:
    """Names of objects are paths only if they stay where they belong."""
    assert is_inside(name) is inside


def test_a_mirror_for_each_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two addresses have two mirrors, one address always the same."""
    monkeypatch.setenv("COPYDESK_CACHE", "/cache")
    assert mirror_of("s3://a/b") == mirror_of("s3://a/b") != mirror_of("s3://a/c")
