"""What is read, what is refused, and the one sentence that says why."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
import zstandard

from copydesk.sources import MOST_UNPACKED_RATIO, Received, Refusal, discover, read_sources, shown

_NEWS = "".join(f"The council met on Monday for the {number}th time, and agreed on nothing.\n\n" for number in range(9_000)).encode()
_CHECKED = zstandard.ZstdCompressor(write_checksum=True)


def outcome(root: Path) -> tuple[dict[str, Received], dict[str, Refusal]]:
    """Everything under the folder, by name."""
    found = discover(root)
    received: dict[str, Received] = {}
    refused = {r.name: r for r in found.refusals}
    for file in found.sources:
        for item in read_sources(file):
            if isinstance(item, Refusal):
                refused[item.name] = item
            else:
                received[item.name] = item
    return received, refused


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
        ("program.txt", bytes(range(256)) * 40, "binary"),
        ("table.csv", b"a,b\n", "does not know this kind"),
        ("broken.txt.gz", b"\x1f\x8b\x08\x00 this is no gzip stream", "reading it failed"),
        ("letter.docx", b"PK\x03\x04 no archive", "DOCX is broken"),
        ("letter.rtf", b"plain words", "neither RTF nor DOCX"),
        ("none.jsonl", b"", "empty"),
        ("noise.txt", random.Random(1).randbytes(3_000), "binary"),
        ("more.txt", random.Random(2).randbytes(60_000), "binary"),
        ("cut.txt.zst", zstandard.compress(_NEWS)[:-40], "reading it failed"),
        ("cut.txt.gz", gzip.compress(_NEWS)[:-40], "reading it failed"),
    ],
)
def test_bad_files_are_refused_by_name(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """A file that holds no text is refused in one sentence with its name, the reason and a mend."""
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text("Words.")
    received, refused = outcome(tmp_path)
    assert list(received) == ["good.txt"]
    assert reason in str(refused[name])
    assert str(refused[name]).startswith(name)
    assert "; " in str(refused[name])


def test_broken_line_does_not_stop_the_others(tmp_path: Path) -> None:
    """In a file of objects a broken line is refused by its number and the rest is read with its hints."""
    rows = [json.dumps({"text": "One.", "url": "https://example.org/1"}), '{"text": ', "[]", '{"id": 3}', json.dumps({"html": "<p>Two."})]
    (tmp_path / "feed.jsonl").write_text("\n".join(rows))
    received, refused = outcome(tmp_path)
    assert list(received) == ["feed.jsonl#1", "feed.jsonl#5"]
    assert received["feed.jsonl#1"].hints.url == "https://example.org/1"
    assert received["feed.jsonl#5"].hints.format == "html"
    assert list(refused) == ["feed.jsonl#2", "feed.jsonl#3", "feed.jsonl#4"]


def test_line_in_another_charset_is_told(tmp_path: Path) -> None:
    """JSON is UTF-8; a line that is not says so, and what mends it is the charset and not the brackets."""
    (tmp_path / "feed.jsonl").write_bytes('{"text": "Café"}\n'.encode() + '{"text": "Café"}\n'.encode("cp1252"))
    received, refused = outcome(tmp_path)
    assert list(received) == ["feed.jsonl#1"]
    assert str(refused["feed.jsonl#2"]) == "feed.jsonl#2: the line is not UTF-8, as JSON has to be; save the file as UTF-8."


def test_links_in_a_circle_and_long_names_stop_nothing(tmp_path: Path) -> None:
    """A link to itself is refused; beside a name that has no room for a side-car's ending no side-car is looked for."""
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "this").symlink_to("that")
    (tmp_path / "that").symlink_to("this")
    long = "n" * 250 + ".txt"
    (tmp_path / long).write_text("Words.")
    received, refused = outcome(tmp_path)
    assert list(received) == [long]
    assert all("check the link" in str(refused[name]) for name in ("self.txt", "this", "that"))
    assert "no such file" in str(discover(tmp_path / ("x" * 300)).refusals[0])


def test_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A symbolic link to a file outside is not followed; one inside the folder is."""
    (tmp_path / "secret.txt").write_text("Outside.")
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "real.txt").write_text("Inside.")
    (seeds / "out.txt").symlink_to(tmp_path / "secret.txt")
    (seeds / "in.txt").symlink_to(seeds / "real.txt")
    received, refused = outcome(seeds)
    assert sorted(received) == ["in.txt", "real.txt"]
    assert "leads out" in str(refused["out.txt"])


def test_folder_without_read_permission_is_refused(tmp_path: Path) -> None:
    """A folder that nobody may read is named, and the rest is read."""
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "a.txt").write_text("Hidden.")
    (tmp_path / "b.txt").write_text("Open.")
    closed.chmod(0)
    try:
        received, refused = outcome(tmp_path)
    finally:
        closed.chmod(0o755)
    assert list(received) == ["b.txt"]
    assert "permission" in str(refused["closed"])


def test_text_of_any_charset_is_no_noise(tmp_path: Path) -> None:
    """Chinese in UTF-16 has the most bytes of all texts, and half of them evenly."""
    junk = "".join(path.read_text("utf-8") for path in sorted((Path(__file__).parents[1] / "spam").glob("*.txt")))
    text = "".join(character for character in junk if "\u4e00" <= character <= "\u9fff")
    assert len(text) > 5_000
    for charset in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "gb18030", "utf-8"):
        for size in (1_024, 2_048, 5_000):
            (tmp_path / f"{charset}-{size}.txt").write_bytes(text[:size].encode(charset))
    assert not outcome(tmp_path)[1]


def test_file_that_vanishes_is_refused(tmp_path: Path) -> None:
    """A file that is gone between discovery and reading is named as vanished."""
    (tmp_path / "gone.txt").write_text("Words.")
    (file,) = discover(tmp_path).sources
    file.path.unlink()
    (item,) = read_sources(file)
    assert isinstance(item, Refusal)
    assert "vanished" in str(item)


def test_packed_files_are_read_and_bombs_refused(tmp_path: Path) -> None:
    """Packed files are unpacked as they are read, and no further than a bomb's ratio."""
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"Words."))
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"\n" * (4096 * MOST_UNPACKED_RATIO * 8)))
    (tmp_path / "b.txt.zst").write_bytes(b"\x50\x2a\x4d\x18\x04\0\0\0skip" + _CHECKED.compress(_NEWS) + zstandard.compress(b"Words."))
    received, refused = outcome(tmp_path)
    assert received["a.txt.gz"].data == b"Words."
    assert received["b.txt.zst"].data == _NEWS + b"Words."
    assert "unpacks to more" in str(refused["bomb.txt.gz"])


def test_side_car_gives_hints_and_a_broken_one_is_named(tmp_path: Path) -> None:
    """A side-car states what is known from outside; one that is no JSON object refuses its source."""
    (tmp_path / "a.txt").write_text("Words.")
    (tmp_path / "a.txt.meta.json").write_text('{"publisher": "The Paper", "received": "2025-08-30"}')
    (tmp_path / "b.txt").write_text("Words.")
    (tmp_path / "b.meta.json").write_text("{")
    received, refused = outcome(tmp_path)
    assert received["a.txt"].hints.publisher == "The Paper"
    assert "side-car" in str(refused["b.txt"])


def test_names_are_escaped_before_they_are_shown() -> None:
    """Control and bidirectional characters of a file name never reach a terminal."""
    assert shown("a\x1b[31m\u202eb.txt") == "a\\x1b[31m\\u202eb.txt"
