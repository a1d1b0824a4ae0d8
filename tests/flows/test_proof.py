"""The proof: what verify finds, what why tells, what history and rollback do."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from copydesk.cli import main
from flows.outcome import RunError
from flows.proof.verify import verify
from flows.proof.why import why
from flows.snapshots.history import read_history, rollback
from flows.snapshots.snapshot import read_current
from tests.flows import toy

pytestmark = pytest.mark.usefixtures("newsroom")

CODED: dict[str, str | bytes] = {
    "latin.txt": "Ein Gespräch über Köln, Düsseldorf und München, geführt im Frühling.\n".encode("cp1252"),
    "gb.txt": ("新华社北京八月三十日电，记者从会议上获悉，各方将继续合作。\n" * 4).encode("gb18030"),
    "cyrillic.txt": ("Совет собрался в понедельник и снова соберётся в среду.\n" * 4).encode("cp1251"),
    "utf16.txt": "\ufeffThe council met.\n".encode("utf-16-le"),
    "broken.txt": b"The council met on Monday.\nBroken \xff\xfe bytes \x80 here.\n",
    "mac.txt": b"Line one.\rLine two.\r\nLine three.\x0cLine four.",
    "nul.txt": "The council\u2028met on\x00 Monday. \ud7ff \U0001f600\n".encode(),
    "packed.txt.gz": gzip.compress(b"Packed news.\n"),
    "page.html": "<html><body><h1>Köln</h1><p>The council met on Monday.</p><p>It will meet again.</p></body></html>",
    "feed.jsonl": '{"text": "From a feed, \\ud83d\\ude00 with \\u00fc."}\n{"html": "<p>Marked up.</p>"}\n{"text": "Lone \\ud800 half."}\n',
}


def test_every_encoding_is_rebuilt(tmp_path: Path) -> None:
    """Sources in many charsets, broken ones, renderings and JSON objects are rebuilt to their bytes."""
    seeds = toy.write_sources(tmp_path / "seeds", CODED)
    outcome = toy.publish(seeds, tmp_path / "cleaned")
    proof = verify(tmp_path / "cleaned")
    assert proof.problems == ()
    assert (proof.sources, outcome.counts.refused) == (12, 0)
    assert proof.summary.startswith(f"Snapshot {outcome.snapshot} holds: ")


def test_text_that_utf8_cannot_hold_goes_to_quarantine(tmp_path: Path) -> None:
    """An article with a lone surrogate is never published; its record lies in quarantine whole, and its source is proved."""
    seeds = toy.write_sources(tmp_path / "seeds", {"feed.jsonl": '{"text": "Lone \\ud800 half."}\n{"text": "Whole."}\n'})
    outcome = toy.publish(seeds, tmp_path / "cleaned")
    assert (outcome.exit_code, outcome.counts.articles, outcome.counts.articles_quarantined) == (4, 1, 1)
    snapshot = read_current(tmp_path / "cleaned")
    assert snapshot is not None
    (held,) = snapshot.read("quarantine", "").to_pylist()
    assert json.loads(held["record"])["text"] == "Lone \ud800 half."
    assert verify(tmp_path / "cleaned").problems == ()


def test_one_flipped_byte_is_named(seeds: Path, tmp_path: Path) -> None:
    """With one byte of any published file flipped, verify names that file and nothing else."""
    toy.publish(seeds, tmp_path / "cleaned")
    for name in toy.read_tree(tmp_path / "cleaned"):
        copy = Path(shutil.copytree(tmp_path / "cleaned", tmp_path / "copy"))
        content = bytearray((copy / name).read_bytes() or b"\n")  # an empty file gets a byte
        content[len(content) // 2] ^= 1
        (copy / name).write_bytes(content)
        problems = verify(copy).problems
        assert problems and all(Path(name).name in problem for problem in problems), (name, problems)
        shutil.rmtree(copy)


def test_a_missing_and_a_foreign_file_are_named(seeds: Path, tmp_path: Path) -> None:
    """A file that is gone and a file that was never published are both named."""
    toy.publish(seeds, tmp_path / "cleaned")
    snapshot = read_current(tmp_path / "cleaned")
    assert snapshot is not None
    (snapshot.folder / "changes.jsonl").unlink()
    (snapshot.folder / "notes.txt").write_text("mine")
    problems = verify(tmp_path / "cleaned").problems
    assert ["changes.jsonl: the file is missing" in problems[0], "notes.txt: the file does not belong" in problems[1]] == [True, True]


def test_nothing_published_is_a_problem(tmp_path: Path) -> None:
    """An empty folder proves nothing."""
    (problem,) = verify(tmp_path).problems
    assert "nothing was published here" in problem


def test_a_run_mends_what_was_broken(seeds: Path, tmp_path: Path) -> None:
    """A run over the same sources puts every broken file of the snapshot right."""
    cleaned = tmp_path / "cleaned"
    first = toy.publish(seeds, cleaned)
    before = toy.read_tree(cleaned)
    for name in before:
        content = bytearray(before[name] or b"\n")
        content[len(content) // 2] ^= 1
        (cleaned / name).write_bytes(content)
        assert toy.publish(seeds, cleaned).snapshot == first.snapshot
        assert verify(cleaned).problems == (), name


def test_why_leads_back_to_the_bytes(tmp_path: Path) -> None:
    """From a character of an article why names the source's character, its line, its bytes and the rule."""
    seeds = toy.write_sources(tmp_path / "seeds", {"a.txt": "AD: x\nEin Gespräch über Köln, Düsseldorf und München.\n".encode("cp1252")})
    toy.publish(seeds, tmp_path / "cleaned")
    (article,) = toy.read_articles(tmp_path / "cleaned")
    at = article["text"].index("ö")
    told = why(tmp_path / "cleaned", f"{article['id']}:{at}")
    assert "'ö' U+00F6 LATIN SMALL LETTER O WITH DIAERESIS" in told
    assert f"source     characters {at + 6} to {at + 7}, line 2" in told
    assert f"bytes      {at + 6} to {at + 7} ({article['source']['encoding']}): f6" in told
    assert "keep, body: rule toy-body of toy1" in told


def test_why_of_a_paragraph_break(seeds: Path, tmp_path: Path) -> None:
    """A character that the article has from no source character is said to stand between two."""
    toy.publish(seeds, tmp_path / "cleaned")
    article = next(a for a in toy.read_articles(tmp_path / "cleaned") if "council" in a["text"])
    told = why(tmp_path / "cleaned", f"{article['id']}:{article['text'].index(chr(10))}")
    assert "nothing: it stands between two characters" in told


def test_why_finds_refused_records(seeds: Path, tmp_path: Path) -> None:
    """A record in quarantine can be asked about like a published one."""
    toy.publish(seeds, tmp_path / "cleaned")
    snapshot = read_current(tmp_path / "cleaned")
    assert snapshot is not None
    (held,) = snapshot.read("quarantine", "").to_pylist()
    assert "in quarantine: refused by toy_no_bad_news" in why(tmp_path / "cleaned", held["id"])


@pytest.mark.parametrize("place", ["nobody-0", "", ":3", "x:y", "x:²"])
def test_why_of_nowhere(seeds: Path, tmp_path: Path, place: str) -> None:
    """A place that does not exist is one sentence."""
    toy.publish(seeds, tmp_path / "cleaned")
    with pytest.raises(RunError, match=r"there is no such article|write the article's id"):
        why(tmp_path / "cleaned", place)


def test_history_and_rollback(seeds: Path, tmp_path: Path) -> None:
    """Snapshots are listed newest first; rolling back gives every byte of the older one back."""
    cleaned = tmp_path / "cleaned"
    first = toy.publish(seeds, cleaned).snapshot
    before = toy.read_tree(cleaned)
    toy.write_sources(seeds, {"new.txt": "Something new.\n"})
    second = toy.publish(seeds, cleaned).snapshot
    assert first is not None and second is not None
    assert [(e.name, e.current, e.whole) for e in read_history(cleaned)] == [(second, True, True), (first, False, True)]
    assert rollback(cleaned, first[:6]) == first
    assert toy.read_tree(cleaned) == before
    assert [e.name for e in read_history(cleaned) if e.current] == [first]
    assert verify(cleaned).problems == ()


def test_a_pointer_that_cannot_be_read_is_mended_from_the_list(seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With CURRENT spoiled, the history still lists what can be rolled back to, and names what is wrong."""
    cleaned = tmp_path / "cleaned"
    name = str(toy.publish(seeds, cleaned).snapshot)
    (cleaned / "CURRENT").write_text("nonsense\n")
    assert main(["history", "--cleaned", str(cleaned)]) == 1
    told = capsys.readouterr()
    assert told.out.startswith(f"  {name}  ") and "CURRENT: it does not hold the name of a snapshot" in told.err
    assert main(["rollback", name[:5], "--cleaned", str(cleaned)]) == 0
    assert verify(cleaned).problems == ()


def test_a_run_after_a_rollback_publishes_again(seeds: Path, tmp_path: Path) -> None:
    """A rollback does not stick: the next run publishes what the sources say, and reuses what it can."""
    cleaned = tmp_path / "cleaned"
    first = toy.publish(seeds, cleaned).snapshot
    toy.write_sources(seeds, {"new.txt": "Something new.\n"})
    second = toy.publish(seeds, cleaned).snapshot
    assert first is not None
    rollback(cleaned, first)
    outcome = toy.publish(seeds, cleaned)
    assert (outcome.snapshot, outcome.counts.cleaned) == (second, 1)


def test_rollback_refuses_what_is_not_whole(seeds: Path, tmp_path: Path) -> None:
    """A snapshot that lacks a file, or does not exist, is not rolled back to."""
    cleaned = tmp_path / "cleaned"
    first = toy.publish(seeds, cleaned).snapshot
    toy.write_sources(seeds, {"new.txt": "Something new.\n"})
    second = toy.publish(seeds, cleaned).snapshot
    (cleaned / "snapshots" / str(first) / "articles" / "all.parquet").unlink()
    with pytest.raises(RunError, match="files of it are missing or broken"):
        rollback(cleaned, str(first))
    with pytest.raises(RunError, match="there is no such snapshot"):
        rollback(cleaned, "feedfeed")
    assert (cleaned / "CURRENT").read_text().strip() == second
