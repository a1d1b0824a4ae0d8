"""Files too large to hold give what they give read whole."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

import copydesk
from copydesk.cli import main
from copydesk.record import article_record, ledger_record
from copydesk.sources import SourceFile
from copydesk.streaming import clean_stream, is_streamed
from copydesk.types import Cleaned, Hints


def make_dump(kind: str, stories: int = 60) -> str:
    """A dump of made-up stories, no two of which share a sentence."""
    parts = []
    for n in range(stories):
        title = f"Harbour number {n} reopens after {n + 3} weeks of repairs"
        body = [
            f"Engineers replaced gate {n}{k} on a cold morning, and {n * 7 + k} boats that waited at mole {n} came in with the tide."
            for k in range(3)
        ]
        day = f"{1 + n % 28} May {1990 + n % 30}"
        if kind == "labels":
            parts.append(f"Title: {title}\nDate: {day}\nSource: Paper {n % 9}\n\n" + "\n\n".join(body) + "\n\n")
        elif kind == "markup":
            parts.append(f"<item><title>{title}</title><date>{day}</date><text>{' '.join(body)}</text></item>\n")
        else:
            parts.append(f"{title}\nPaper {n % 9}, {day}\n\n" + "\n\n".join(body) + "\n\n" + "=" * 40 + "\n\n")
    return "".join(parts)


def read_file(path: Path, data: bytes) -> SourceFile:
    """A file on disk as a source."""
    path.write_bytes(data)
    return SourceFile(path, path.name, len(data))


def join(parts: list[Cleaned]) -> tuple[list[object], list[object]]:
    """Records and ledger rows of all windows, the number of stories filled in."""
    articles = [a for part in parts for a in part.articles]
    counted = [replace(a, source=replace(a.source, stories=len(articles))) for a in articles]
    return [article_record(a) for a in counted], [ledger_record(row) for part in parts for row in part.ledger]


@pytest.mark.parametrize("kind", ["labels", "rules", "markup"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_windows_give_the_records_and_rows_of_the_whole(tmp_path: Path, kind: str, encoding: str) -> None:
    """Records, ids, spans and ledger rows are the same whether a file is read whole or in nine windows."""
    data = make_dump(kind).encode(encoding)
    whole = copydesk.clean(data, name="dump.txt")
    parts = list(clean_stream(read_file(tmp_path / "dump.txt", data), Hints(), window=4000))
    assert len(parts) > 3
    assert join(parts) == ([article_record(a) for a in whole.articles], [ledger_record(row) for row in whole.ledger])


def test_a_dump_that_is_not_utf8_is_read_in_its_charset(tmp_path: Path) -> None:
    """The charset of the first bytes holds for the windows that follow, and offsets run on over all of them."""
    text = make_dump("labels").replace("Harbour", "Hafenbehörde München").replace("boats", "Kähne für Öl")
    parts = list(clean_stream(read_file(tmp_path / "dump.txt", text.encode("cp1252")), Hints(), window=6000))
    records, rows = join(parts)
    assert len(records) == 60
    assert rows[-1]["end"] == len(text)  # type: ignore[index]
    assert all("München" in record["title"] for record in records)  # type: ignore[index]


def test_only_large_texts_are_streamed(tmp_path: Path) -> None:
    """Size counts unpacked; JSON lines, HTML and word-processor files are read as before."""
    text = make_dump("labels").encode()
    assert is_streamed(read_file(tmp_path / "a.txt", text), least=1000)
    assert not is_streamed(read_file(tmp_path / "a.txt", text))
    assert is_streamed(read_file(tmp_path / "a.txt.gz", gzip.compress(text)), least=len(text))
    assert not is_streamed(read_file(tmp_path / "b.txt.gz", gzip.compress(text)), least=len(text) + 1)
    assert not any(is_streamed(read_file(tmp_path / f"a{ending}", text), least=10) for ending in (".jsonl", ".html", ".docx"))


def test_the_command_streams_a_large_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``copydesk clean`` writes the same lines for a streamed file as for one that it reads whole, and ends with the same code."""
    path = tmp_path / "dump.txt"
    path.write_text(make_dump("rules"), "utf-8")
    whole, large = tmp_path / "whole.jsonl", tmp_path / "large.jsonl"
    assert main(["clean", str(path), "-o", str(whole), "--ledger", str(tmp_path / "whole.rows")]) == 0
    monkeypatch.setattr("copydesk.streaming.STREAM_FROM", 1000)
    monkeypatch.setattr("copydesk.streaming.is_streamed", lambda file: is_streamed(file, least=1000))
    assert main(["clean", str(path), "-o", str(large), "--ledger", str(tmp_path / "large.rows")]) == 0
    assert large.read_bytes() == whole.read_bytes()
    assert (tmp_path / "large.rows").read_bytes() == (tmp_path / "whole.rows").read_bytes()
    assert json.loads(large.read_text("utf-8").splitlines()[0])["source"]["stories"] == 60


def test_a_large_file_without_a_story_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file of nothing but menu lines ends with code 4 and its name, streamed or not."""
    path = tmp_path / "menu.txt"
    path.write_text("\n\n\n", "utf-8")
    monkeypatch.setattr("copydesk.streaming.is_streamed", lambda file: True)
    assert main(["clean", str(path)]) == 4
    assert "menu.txt: no article was found in it" in capsys.readouterr().err
