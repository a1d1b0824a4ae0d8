"""Publishing: names, determinism, incremental runs, quarantine, changes."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.outcome import RunError
from flows.planning import plan
from flows.proof.verify import verify
from flows.snapshots.snapshot import read_current
from tests.flows import toy

pytestmark = pytest.mark.usefixtures("newsroom")


def test_everything_that_is_promised_is_there(seeds: Path, tmp_path: Path) -> None:
    """After a run the pointer, the articles, the manifest and every kind of table are there."""
    outcome = toy.publish(seeds, tmp_path / "cleaned")
    snapshot = read_current(tmp_path / "cleaned")
    assert snapshot is not None and snapshot.name == outcome.snapshot
    names = {path.relative_to(snapshot.folder).as_posix() for path in snapshot.folder.rglob("*") if path.is_file()}
    kinds = {"articles", "ledger", "quarantine", "sources", "measures", "syndication"}
    assert names == {f"{kind}/all.parquet" for kind in kinds} | {"manifest.json", "changes.jsonl", "croissant.json", "origins.jsonl"}
    assert [entry["verdict"] for entry in snapshot.manifest["sources"]] == ["partly", "published", "published", "published"]


def test_articles_are_sorted_and_whole(seeds: Path, tmp_path: Path) -> None:
    """``articles.jsonl`` is sorted by id and holds what the tables hold."""
    toy.publish(seeds, tmp_path / "cleaned")
    articles = toy.read_articles(tmp_path / "cleaned")
    snapshot = read_current(tmp_path / "cleaned")
    assert snapshot is not None
    assert [a["id"] for a in articles] == sorted(a["id"] for a in articles)
    assert articles == pq.read_table(snapshot.path("articles", "")).to_pylist()
    assert {a["text"] for a in articles} == {
        "The council met on Monday.\n\nIt will meet again.",
        "First story here.",
        "Second story here.\n\nPS: see our shop",
        "Ein kurzer Text aus Köln.",
        "Good start.",
    }


def test_digests_are_those_of_the_files(seeds: Path, tmp_path: Path) -> None:
    """The manifest states the SHA-256 and the size of every file."""
    cleaned = tmp_path / "cleaned"
    toy.publish(seeds, cleaned)
    snapshot = read_current(cleaned)
    assert snapshot is not None
    for path, entry in (snapshot.files | snapshot.manifest["beside"]).items():
        content = (cleaned / path if path == "articles.jsonl" else snapshot.folder / path).read_bytes()
        assert (entry["sha256"], entry["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))


def test_the_same_sources_are_the_same_bytes(seeds: Path, tmp_path: Path) -> None:
    """Another folder, other shards in another order: every byte that a reader sees is the same."""
    first = toy.publish(seeds, tmp_path / "one")
    moved = Path(shutil.copytree(seeds, tmp_path / "elsewhere" / "sources"))
    second = toy.publish(moved, tmp_path / "elsewhere" / "out", shard_bytes=1)
    assert first.snapshot == second.snapshot
    assert toy.read_tree(tmp_path / "one") == toy.read_tree(tmp_path / "elsewhere" / "out")


def test_a_second_run_changes_nothing(seeds: Path, tmp_path: Path) -> None:
    """A run over the same sources cleans nothing and leaves every byte."""
    first = toy.publish(seeds, tmp_path / "cleaned")
    before = toy.read_tree(tmp_path / "cleaned")
    second = toy.publish(seeds, tmp_path / "cleaned")
    assert (second.published, second.snapshot, second.counts.cleaned) == (False, first.snapshot, 0)
    assert toy.read_tree(tmp_path / "cleaned") == before


def test_refused_records_are_whole_in_quarantine(seeds: Path, tmp_path: Path) -> None:
    """What the gate refuses is not published, and lies in quarantine whole, with what refused it."""
    outcome = toy.publish(seeds, tmp_path / "cleaned")
    snapshot = read_current(tmp_path / "cleaned")
    assert snapshot is not None and outcome.exit_code == 4
    (held,) = pq.read_table(snapshot.path("quarantine", "")).to_pylist()
    record = json.loads(held["record"])
    assert (record["text"], held["expectations"], held["source"]) == ("BADNEWS all over.", ["toy_no_bad_news"], "bad.txt")
    assert set(record) == set(toy.read_articles(tmp_path / "cleaned")[0])
    assert held["id"] not in {a["id"] for a in toy.read_articles(tmp_path / "cleaned")}


def test_a_refused_run_changes_nothing(seeds: Path, tmp_path: Path) -> None:
    """When the gate refuses the run, readers see what they saw, and the exit code is 3."""
    cleaned = tmp_path / "cleaned"
    toy.publish(seeds, cleaned)
    before = toy.read_tree(cleaned)
    toy.write_sources(seeds, {"new.txt": "Something new.\n"})
    outcome = toy.publish(seeds, cleaned, rule=toy.forbid)
    assert (outcome.exit_code, outcome.published) == (3, False)
    assert outcome.messages[0] == "toy_run: today is no day for news"
    assert toy.read_tree(cleaned) == before


def test_no_article_is_no_publication(tmp_path: Path) -> None:
    """A run that would publish not one article publishes nothing."""
    seeds = toy.write_sources(tmp_path / "seeds", {"empty.txt": ""})
    outcome = toy.publish(seeds, tmp_path / "cleaned")
    assert (outcome.exit_code, outcome.snapshot) == (3, None)
    assert any("empty.txt" in message for message in outcome.messages)


def test_changes_say_what_and_why(seeds: Path, tmp_path: Path) -> None:
    """Added, changed and withdrawn ids are listed against the parent, each with its reason."""
    cleaned = tmp_path / "cleaned"
    first = toy.publish(seeds, cleaned)
    (seeds / "one.txt").unlink()
    toy.write_sources(seeds, {"deep/three.txt": "Ein anderer Text.\n", "new.txt": "Something new.\n"})
    toy.RULES["number"] = 2
    toy.publish(seeds, cleaned)
    snapshot = read_current(cleaned)
    assert snapshot is not None and snapshot.manifest["parent"] == first.snapshot
    lines = [json.loads(line) for line in (snapshot.folder / "changes.jsonl").read_text().splitlines()]
    assert sorted((line["source"], line["change"], line["reason"]) for line in lines) == [
        ("deep/three.txt", "added", "the source changed"),
        ("deep/three.txt", "withdrawn", "the source changed"),
        ("new.txt", "added", "new source"),
        ("one.txt", "withdrawn", "the source was removed"),
        ("two.txt", "changed", "rules toy1 became toy2"),
    ]
    assert snapshot.manifest["changes"] == {"added": 2, "changed": 1, "withdrawn": 2}


def test_a_released_record_is_added(seeds: Path, tmp_path: Path) -> None:
    """A record that the gate refused and now lets pass comes out of quarantine without being cleaned again."""
    cleaned = tmp_path / "cleaned"
    toy.publish(seeds, cleaned)
    outcome = toy.publish(seeds, cleaned, rule=lambda *a, **k: toy.Ruling({}, (), (), {}, {}))
    assert (outcome.counts.cleaned, outcome.exit_code) == (0, 0)
    assert "BADNEWS all over." in {a["text"] for a in toy.read_articles(cleaned)}
    snapshot = read_current(cleaned)
    assert snapshot is not None
    (line,) = (json.loads(line) for line in (snapshot.folder / "changes.jsonl").read_text().splitlines())
    assert (line["change"], line["reason"]) == ("added", "no longer refused by toy_no_bad_news")


def test_the_same_bytes_twice_are_published_once(tmp_path: Path) -> None:
    """Of two files with the same bytes the first by name is published; the other is accounted for as its duplicate."""
    seeds = toy.write_sources(tmp_path / "seeds", {"b.txt": "The same.\n", "a.txt": "The same.\n", "c.txt": "Other.\n"})
    outcome = toy.publish(seeds, tmp_path / "cleaned")
    assert (outcome.exit_code, outcome.counts.duplicates, outcome.counts.published) == (0, 1, 2)
    assert outcome.messages == ("b.txt: the same source as a.txt, so it is published once; remove one of the two.",)
    (seeds / "a.txt").unlink()
    outcome = toy.publish(seeds, tmp_path / "cleaned")
    assert (outcome.counts.published, outcome.counts.duplicates) == (2, 0)
    assert verify(tmp_path / "cleaned").problems == ()


def test_text_files_alone_are_completed(seeds: Path, tmp_path: Path) -> None:
    """A clone that holds only the text files of a snapshot gets its tables from the next run, under the same name."""
    cleaned = tmp_path / "cleaned"
    first = toy.publish(seeds, cleaned)
    before = toy.read_tree(cleaned)
    for path in cleaned.rglob("*.parquet"):
        path.unlink()
    shutil.rmtree(cleaned / ".work")
    second = toy.publish(seeds, cleaned)
    assert second.snapshot == first.snapshot
    assert toy.read_tree(cleaned) == before


def test_a_file_in_the_place_of_cleaned_is_one_sentence(seeds: Path, tmp_path: Path) -> None:
    """A target that cannot be a folder is refused with a sentence that names it."""
    (tmp_path / "cleaned").write_text("a file")
    with pytest.raises(RunError, match=r"cleaned: cannot be written to"):
        toy.publish(seeds, tmp_path / "cleaned")


_WORDS = st.sampled_from(["Monday", "council", "BADNEWS", "AD: x", "PS: y", "=====", "Köln", "", "1"])
_TEXT = st.lists(_WORDS, min_size=1, max_size=5).map("\n".join)
_NAME = st.sampled_from(["a.txt", "b.txt", "c/d.txt", "e.txt", "f.jsonl"])
_STEP = st.one_of(
    st.tuples(st.just("put"), _NAME, _TEXT),
    st.tuples(st.just("drop"), _NAME, st.just("")),
    st.tuples(st.just("rules"), st.just(""), st.sampled_from(["1", "2"])),
    st.tuples(st.just("run"), st.just(""), st.just("")),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(_STEP, min_size=1, max_size=12), shard_bytes=st.sampled_from([1, 20, 1 << 20]))
def test_incremental_equals_full(
    history: list[tuple[str, str, str]],
    shard_bytes: int,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After any history of adds, edits, deletions, rule changes and runs, a run gives what a run from nothing gives."""
    monkeypatch.setattr(plan, "PART_BYTES", 30)
    monkeypatch.setattr("os.fsync", lambda fd: None)
    toy.RULES["number"] = 1
    home = tmp_path_factory.mktemp("history")
    seeds = toy.write_sources(home / "seeds", {"always.txt": "Always here.\n"})
    for step, name, value in history:
        if step == "put":
            toy.write_sources(seeds, {name: json.dumps({"text": value}) + "\n{broken\n" if name.endswith("l") else value + "\n"})
        elif step == "drop":
            (seeds / name).unlink(missing_ok=True)
        elif step == "rules":
            toy.RULES["number"] = int(value)
        else:
            toy.publish(seeds, home / "cleaned", shard_bytes=shard_bytes)
    last = toy.publish(seeds, home / "cleaned", shard_bytes=shard_bytes)
    full = toy.publish(seeds, home / "full")
    assert last.snapshot == full.snapshot
    told_by_parents = {f"snapshots/{last.snapshot}/{name}" for name in ("manifest.json", "changes.jsonl", "origins.jsonl")}
    incremental, anew = toy.read_tree(home / "cleaned"), toy.read_tree(home / "full")
    assert {p: c for p, c in incremental.items() if p not in told_by_parents} == {p: c for p, c in anew.items() if p not in told_by_parents}
    assert verify(home / "cleaned").problems == ()
