"""Google's and Azure's stores, against emulators on loopback: the same guarantees as with S3, which test_remote plays through.

Google: ``gcp-storage-emulator`` (PyPI); it takes no notice of conditions, so that Google's own is read from the request. Azure:
``azurite-blob`` (npm), which checks conditions as Azure does. Each is looked for on the PATH.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

from flows.object_store.remote import at_hand
from flows.object_store.store import Conflict, open_store
from flows.proof.verify import verify
from tests.flows import toy
from tests.flows.test_remote import download, publish, put_sources

pytestmark = [pytest.mark.usefixtures("newsroom"), pytest.mark.slow]
# The account that every installation of the emulator has; the key is printed in its manual.
_ACCOUNT = "devstoreaccount1"
_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _settings(kind: str, port: int) -> dict[str, str]:
    """What the store's library reads from the environment."""
    if kind == "gs":
        # Its library asks Google's own host which buckets are zonal unless it is told not to.
        return {"STORAGE_EMULATOR_HOST": f"http://127.0.0.1:{port}", "GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT": "false"}
    place = f"DefaultEndpointsProtocol=http;AccountName={_ACCOUNT};AccountKey={_KEY};BlobEndpoint=http://127.0.0.1:{port}/{_ACCOUNT};"
    return {"AZURE_STORAGE_CONNECTION_STRING": place}


def _command(kind: str, port: int) -> list[str]:
    """How the emulator is started; skips where it is not installed."""
    package = {"gs": "gcsfs", "az": "adlfs"}[kind]
    if find_spec(package) is None:
        pytest.skip(f"{kind}:// needs the package {package}: pip install 'copydesk[{kind}]'")
    name, variable, install = _PROGRAMS[kind]
    program = os.environ.get(variable) or shutil.which(name, path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if program is None:
        pytest.skip(f"{kind}:// is tested against {name}: {install}, or name it in {variable}")
    if kind == "gs":
        return [program, "start", "--host", "127.0.0.1", "--port", str(port), "--in-memory"]
    flags = ["--inMemoryPersistence", "--silent", "--skipApiVersionCheck", "--disableTelemetry"]
    return [program, "--blobHost", "127.0.0.1", "--blobPort", str(port), *flags]


_PROGRAMS = {
    "gs": ("gcp-storage-emulator", "COPYDESK_TEST_GCS", "pip install gcp-storage-emulator"),
    "az": ("azurite-blob", "COPYDESK_TEST_AZURITE", "npm install -g azurite"),
}


@pytest.fixture(scope="module", params=["gs", "az"])
def cloud(request: pytest.FixtureRequest) -> Iterator[tuple[str, dict[str, str]]]:
    """A running emulator with one bucket: scheme and settings."""
    import fsspec

    kind, port = request.param, _free_port()
    process = subprocess.Popen(_command(kind, port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in _settings(kind, port).items():
                patch.setenv(name, value)
            patch.setitem(fsspec.config.conf, "gcs", {"token": "anon"})
            _wait_for(port)
            fsspec.filesystem(kind, skip_instance_cache=True).mkdir("news")
            yield kind, _settings(kind, port)
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    pytest.fail("the emulator does not answer")


_count = iter(range(10_000))


@pytest.fixture
def base(cloud: tuple[str, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty place in the bucket."""
    import fsspec

    kind, settings = cloud
    for name, value in (settings | {"COPYDESK_CACHE": str(tmp_path / "cache")}).items():
        monkeypatch.setenv(name, value)
    fsspec.get_filesystem_class(kind).clear_instance_cache()
    return f"{kind}://news/{os.getpid()}-{next(_count)}"


def test_the_same_bytes_as_on_a_disk(base: str, tmp_path: Path) -> None:
    """What is published to the store is what is published to a folder; then only what changed is cleaned, on another machine too."""
    put_sources(base, toy.SOURCES)
    assert publish(base).published
    toy.publish(toy.write_sources(tmp_path / "seeds", toy.SOURCES), tmp_path / "cleaned")
    seen = download(base, tmp_path / "seen")
    assert toy.read_tree(seen) == toy.read_tree(tmp_path / "cleaned")
    assert verify(seen).problems == ()
    assert not publish(base).published
    put_sources(base, {"one.txt": "The council did not meet.\n"})
    open_store(f"{base}/seeds").delete("deep/three.txt")
    second = publish(base, "other")
    assert (second.counts.cleaned, second.counts.reused) == (1, 2)
    assert verify(download(base, tmp_path / "seen")).problems == ()


def test_of_two_runs_that_meet_one_is_refused(base: str, tmp_path: Path) -> None:
    """A pointer that moved since the run began is not moved back: one sentence, and the other run's snapshot stands."""
    put_sources(base, toy.SOURCES)
    with at_hand(Path(f"{base}/seeds"), Path(f"{base}/cleaned")) as place:
        outcome = toy.publish(place.seeds, place.cleaned)
        put_sources(base, {"one.txt": "The council did not meet.\n"})
        other = publish(base, "other")
        assert other.published
        with pytest.raises(Exception, match="another run has published here meanwhile"):
            place.bring(outcome)
    assert download(base, tmp_path / "seen").joinpath("CURRENT").read_text().strip() == other.snapshot


def test_the_store_checks_the_condition_itself(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where the look before finds nothing wrong, an object that is not the one of the stamp is not replaced."""
    place = open_store(base)
    place.put("CURRENT", b"old\n")
    stamp, _ = place.read("CURRENT")
    assert stamp is not None
    if base.startswith("gs"):
        asked = []
        monkeypatch.setattr(type(place._fs), "call", lambda self, *a, **k: asked.append(k.get("ifGenerationMatch")))
        place._put_conditionally("CURRENT", b"new\n", stamp)
        place._put_conditionally("CURRENT", b"new\n", None)
        assert asked == [stamp, "0"]
        return
    place.put("CURRENT", b"theirs\n")
    for wrong in (stamp, None):
        with pytest.raises(Conflict):
            place._put_conditionally("CURRENT", b"ours\n", wrong)
    place._put_conditionally("CURRENT", b"ours\n", place.read("CURRENT")[0])
    assert place.read("CURRENT")[1] == b"ours\n"
