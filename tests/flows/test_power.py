"""What a power cut may leave: at the moment the pointer moves, all that it points to is on the disk already.

The kernel's own record of a run is read (strace), so no library can write behind the test's back. A disk may keep or lose
whatever was not brought to it by fsync, in any order; so the question is asked at each rename that a reader can see.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows import toy

ROOT = Path(__file__).parents[2]
CALLS = "openat,creat,write,pwrite64,writev,ftruncate,fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat,unlink,unlinkat"
_FD = re.compile(r"(?:AT_FDCWD|\d+)<([^>]*)>")
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)(?:<([^>]*)>)?")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
RUN = """
import sys; from pathlib import Path; import pytest; from tests.flows import toy
toy.install(pytest.MonkeyPatch()); toy.publish(*map(Path, sys.argv[1:]))
"""


def trace(seeds: Path, cleaned: Path, log: Path) -> list[tuple[str, list[str]]]:
    """(call, paths) of every call of a run that changed or saved something under ``cleaned``, in order."""
    command = ["strace", "-f", "-y", "-qq", "-s", "4096", "-e", f"trace={CALLS}", "-o", str(log)]
    command += [sys.executable, "-c", RUN, str(seeds), str(cleaned)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode and "ptrace" in done.stderr.lower():
        pytest.skip("nobody may be traced here")
    assert done.returncode == 0, done.stderr
    return list(read_trace(log.read_text("utf-8", "replace"), cleaned))


def read_trace(text: str, cleaned: Path) -> Iterator[tuple[str, list[str]]]:
    """The calls of a record of strace that succeeded and name something under ``cleaned``."""
    for line in whole_lines(text):
        found = _LINE.match(line)
        if not found or int(found[3]) < 0:
            continue
        call, arguments, opened = found[1], found[2], found[4]
        if call in ("openat", "creat"):
            paths = [opened or ""]
            if "O_CREAT" not in arguments and "O_TRUNC" not in arguments:
                continue
        elif call in ("write", "pwrite64", "writev", "ftruncate", "fsync", "fdatasync"):
            paths = [m[1] for m in _FD.finditer(arguments)][:1]
        else:
            folders = [m[1] for m in _FD.finditer(arguments)]
            names = _QUOTED.findall(arguments)
            paths = [name if name.startswith("/") else f"{folders[min(i, len(folders) - 1)]}/{name}" for i, name in enumerate(names)]
        if any(path.startswith(f"{cleaned}") for path in paths):
            yield call, paths


def whole_lines(text: str) -> Iterator[str]:
    """Lines with calls that another thread interrupted put together again."""
    begun: dict[str, str] = {}
    for line in text.splitlines():
        pid = line.split(" ", 1)[0]
        if line.endswith("<unfinished ...>"):
            begun[pid] = line.removesuffix("<unfinished ...>")
        elif "resumed>" in line and pid in begun:
            yield begun.pop(pid) + line.split("resumed>", 1)[1]
        else:
            yield line


class Disk:
    """What is surely on the disk, told from the calls so far."""

    def __init__(self) -> None:
        self.unsaved: set[str] = set()
        """Files with content, and folders with names, that no fsync has brought to the disk since they changed."""

    def take(self, call: str, paths: list[str]) -> None:
        """One call more."""
        if call in ("fsync", "fdatasync"):
            self.unsaved.discard(paths[0])
        elif call in ("write", "pwrite64", "writev", "ftruncate"):
            self.unsaved.add(paths[0])
        elif call in ("openat", "creat"):
            self.unsaved |= {paths[0], str(Path(paths[0]).parent)}
        elif call in ("mkdir", "mkdirat"):
            self.unsaved |= {str(Path(paths[0]).parent)}
        elif call.startswith("rename"):
            old, new = paths
            self.unsaved = {new + path[len(old) :] if path == old or path.startswith(f"{old}/") else path for path in self.unsaved}
            self.unsaved |= {str(Path(new).parent), str(Path(old).parent)}
        else:
            self.unsaved.discard(paths[0])

    def unsaved_under(self, folder: Path) -> list[str]:
        """What of a folder is not on the disk yet."""
        return sorted(path for path in self.unsaved if path == str(folder) or path.startswith(f"{folder}/"))


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_what_the_pointer_names_is_on_the_disk(seeds: Path, tmp_path: Path) -> None:
    """Every file, folder and name of a snapshot is saved before CURRENT names it, and in the end all is; the old one is not touched."""
    cleaned = tmp_path / "cleaned"
    trace(seeds, cleaned, tmp_path / "first.log")
    old = (cleaned / "CURRENT").read_text().strip()
    toy.write_sources(seeds, {"new.txt": "Something new.\n"})
    calls = trace(seeds, cleaned, tmp_path / "second.log")
    new = (cleaned / "CURRENT").read_text().strip()
    disk, moments = Disk(), []
    for call, paths in calls:
        if call.startswith("rename"):
            assert paths[0] not in disk.unsaved, f"{paths[1]} gets its name before its content is on the disk"
        if call.startswith("rename") and paths[1] == str(cleaned / "CURRENT"):
            moments.append("pointer")
            assert disk.unsaved_under(cleaned / "snapshots") == []
        if call.startswith("rename") and paths[1] == str(cleaned / "articles.jsonl"):
            moments.append("articles")
        if not moments:
            assert not any(path.startswith(f"{cleaned}/snapshots/{old}/") for path in paths), "the old snapshot was touched"
        disk.take(call, paths)
    assert moments == ["pointer", "articles"]
    assert sum(call == "rename" and paths[1] == f"{cleaned}/snapshots/{new}" for call, paths in calls) == 1
    assert disk.unsaved_under(cleaned / "snapshots") == []
    assert not {str(cleaned), f"{cleaned}/CURRENT", f"{cleaned}/articles.jsonl", f"{cleaned}/history.jsonl"} & disk.unsaved


def test_a_rename_before_its_content_is_noticed() -> None:
    """The model of the disk tells a file that was renamed without an fsync, and a folder whose new name was not saved."""
    disk = Disk()
    for call in (("mkdir", ["/c/s"]), ("openat", ["/c/s/a"]), ("write", ["/c/s/a"]), ("rename", ["/c/s/a", "/c/s/b"])):
        disk.take(*call)
    assert disk.unsaved_under(Path("/c/s")) == ["/c/s", "/c/s/b"]
    disk.take("fsync", ["/c/s/b"])
    assert disk.unsaved_under(Path("/c/s")) == ["/c/s"]
    disk.take("fsync", ["/c/s"])
    assert (disk.unsaved_under(Path("/c/s")), disk.unsaved) == ([], {"/c"})
