"""Files too large to hold give what they give read whole."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

import copydesk
from copydesk.boundaries import WrongFormatError
from copydesk.cli import main
from copydesk.record import article_record, ledger_record
from copydesk.sources import SourceFile
from copydesk.streaming import Totals, clean_stream, is_streamed
from copydesk.types import Finding, Hints

NOTHING = Hints()
_WHAT = ("Harbour", "Lock gate", "Old bridge at mole", "Ferry line", "Light house", "Dry dock", "Customs shed")
_DOES = ("reopens", "is back", "takes ships again", "sees traffic", "works", "starts anew", "is handed over", "serves boats", "opens",
         "resumes", "is ready")  # fmt: skip


def make_title(n: int) -> str:
    """The headline of one of its stories."""
    return f"{_WHAT[n % 7]} {n} {_DOES[n % 11]} after {n + 3} weeks of repairs"


def make_dump(kind: str, stories: int = 60) -> str:
    """A dump of made-up stories, no two of which share a sentence."""
    parts = []
    for n in range(stories):
        title = make_title(n)
        body = [
            f"Engineers replaced gate {n}{k} on a cold morning, and {n * 7 + k} boats that waited at mole {n} came in with the tide."
            for k in range(3)
        ]
        day = f"{1 + n % 28} May {1990 + n % 30}"
        if kind == "labels":
            parts.append(f"Title: {title}\nDate: {day}\nSource: Paper {n % 9}\n\n" + "\n\n".join(body) + "\n\n")
        elif kind == "shouts":
            parts.append(f">>> {title} <<<\n{day}\n\n" + "\n\n".join(body) + "\n\n\n")
        elif kind == "markup":
            parts.append(f"<item><title>{title}</title><date>{day}</date><text>{' '.join(body)}</text></item>\n")
        else:
            parts.append(f"{title}\nPaper {n % 9}, {day}\n\n" + "\n\n".join(body) + "\n\n" + "=" * 40 + "\n\n")
    return "".join(parts)


def read_file(path: Path, data: bytes) -> SourceFile:
    """A file on disk as a source."""
    path.write_bytes(data)
    return SourceFile(path, path.name, len(data))


def read_windows(file: SourceFile, window: int, hints: Hints = NOTHING) -> tuple[list[object], list[object], tuple[Finding, ...]]:
    """Records, ledger rows and findings of a file cleaned in windows, settled."""
    totals = Totals()
    parts = list(clean_stream(file, hints, window=window, totals=totals))
    assert len(parts) > 2
    assert parts[-1].findings == totals.findings
    assert not any(part.findings for part in parts[:-1])
    records = [totals.settle_record(article_record(a)) for part in parts for a in part.articles]
    return records, [totals.settle_row(ledger_record(row)) for part in parts for row in part.ledger], totals.findings


def read_whole(data: bytes, hints: Hints = NOTHING) -> tuple[list[object], list[object], tuple[Finding, ...]]:
    """The same of a file cleaned at once."""
    whole = copydesk.clean(data, name="dump.txt", hints=hints)
    return [article_record(a) for a in whole.articles], [ledger_record(row) for row in whole.ledger], whole.findings


@pytest.mark.parametrize("kind", ["labels", "rules", "markup"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "utf-32-be"])
def test_windows_give_the_records_and_rows_of_the_whole(tmp_path: Path, kind: str, encoding: str) -> None:
    """Records, ids, spans and ledger rows are the same whether a file is read whole or in nine windows."""
    data = make_dump(kind).replace("morning", "morning in Ċērķēni \u0a00").encode(encoding)
    assert read_windows(read_file(tmp_path / "dump.txt", data), 4000) == read_whole(data)


@pytest.mark.parametrize("kind", ["labels", "rules", "shouts"])
@pytest.mark.parametrize(
    ("announced", "listed", "wanted"),
    [
        (75, range(60), ["stated-count"]),
        (60, range(60), []),
        (60, [*range(40), 77, *range(40, 60), 88], ["contents"]),
        (61, [*range(55), 99, 55, 56, 57, 58, 59], ["stated-count", "contents"]),
    ],
)
def test_what_disagrees_is_found_in_windows_too(tmp_path: Path, kind: str, announced: int, listed: list[int], wanted: list[str]) -> None:
    """A stated count and a contents list are held against the whole file, though its first window shows a fifth of the stories."""
    contents = "\n".join(f"{n}. {make_title(story)}" for n, story in enumerate(listed, 1))
    head = f"LINDMOUTH CUTTINGS\n\nSearch results: {announced} articles\n\nContents\n\n{contents}\n\n{'=' * 40}\n\n"
    data = (head + make_dump(kind)).encode()
    windows = read_windows(read_file(tmp_path / "dump.txt", data), 9_000)
    assert windows == read_whole(data)
    assert [finding.kind for finding in windows[2]] == wanted
    for n in (77, 88, 99):
        assert any(make_title(n) in finding.message for finding in windows[2]) == (n in listed)


def test_spam_and_damage_are_told_of_the_whole_file(tmp_path: Path) -> None:
    """What windows find of injected spam and of text beyond repair is one finding of each kind."""
    spam = "buy cheap viagra online - order viagra without prescription , cheap cialis , http://pills.example/viagra http://pills.example/cialis"
    stories = make_dump("rules").split("=" * 40)
    data = ("=" * 40).join(story + (f"\n{spam}\n\n" if n in (4, 30, 50) else "") for n, story in enumerate(stories)).encode()
    windows = read_windows(read_file(tmp_path / "dump.txt", data.replace(b"boats that", b"boats \xef\xbf\xbd that")), 7000)
    whole = read_whole(data.replace(b"boats that", b"boats \xef\xbf\xbd that"))
    assert [f.kind for f in windows[2]] == ["infected", "damage"]
    assert windows[2] == whole[2]


def test_a_named_separator_need_not_stand_in_every_window(tmp_path: Path) -> None:
    """A side-car's separator parts the stories wherever it stands; a file that has none anywhere is refused."""
    stories = [make_dump("labels", n) for n in (1, 40, 1, 1, 1, 30)]
    data, hints = "%%\n".join(stories).encode(), Hints(format="separator:%%")
    file = read_file(tmp_path / "dump.txt", data)
    totals = Totals()
    parts = list(clean_stream(file, hints, window=1000, totals=totals))
    assert [a.source.span for part in parts for a in part.articles] == [tuple(r["source"]["span"]) for r in read_whole(data, hints)[0]]  # type: ignore[index]
    with pytest.raises(WrongFormatError, match="parted by lines '##'"):
        list(clean_stream(file, Hints(format="separator:##"), window=1000))


def test_a_dump_that_is_not_utf8_is_read_in_its_charset(tmp_path: Path) -> None:
    """The charset of the first bytes holds for the windows that follow, and offsets run on over all of them."""
    text = make_dump("labels").replace("weeks of", "Wochen in München,").replace("boats", "Kähne für Öl")
    records, rows, _ = read_windows(read_file(tmp_path / "dump.txt", text.encode("cp1252")), 6000)
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
