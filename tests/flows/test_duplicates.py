"""The same story on several sites: every copy is published, the later ones name the earliest."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.copies import candidates
from flows.proof.verify import verify
from flows.snapshots.snapshot import read_current
from tests.flows import toy

pytestmark = pytest.mark.usefixtures("newsroom")

STORY = [
    "A freight train with forty wagons of grain left Kostanay for the port of Lianyungang on Monday, the railway company said.",
    "It is the first of six trains that will run until the end of the month under an agreement that was signed in spring.",
    "The journey takes eleven days, four fewer than by the southern line, because papers are no longer checked twice.",
    "Officials on both sides of the border had worked for a year on common forms, and drivers do not wait at the crossing.",
    "Farmers in the north of the country hope for better prices this autumn, when the second harvest is brought in.",
]
NOTICE = "This text was taken over from an agency and was not edited by our newsroom."


def write(folder: Path, name: str, paragraphs: list[str], received: str | None = None) -> None:
    """A source with a side-car that says when it was received."""
    toy.write_sources(folder, {name: "\n\n".join(paragraphs) + "\n"})
    if received is not None:
        toy.write_sources(folder, {f"{name}.meta.json": json.dumps({"received": received})})


def write_copies(folder: Path) -> Path:
    """One story on four sites, and another one."""
    write(folder, "d/first.txt", STORY, "2025-03-01T08:00:00Z")
    write(folder, "a/cut.txt", STORY[:3], "2025-03-01T09:00:00Z")
    write(folder, "b/framed.txt", ["Grain on rails", *STORY, NOTICE], "2025-03-01T10:00:00Z")
    write(folder, "c/undated.txt", [STORY[1], STORY[0], *STORY[2:]])
    write(folder, "e/other.txt", ["Trains of the southern line stood still on Monday.", "A storm had thrown trees on the tracks."])
    return folder


def read_links(cleaned: Path) -> dict[str, str | None]:
    """File name to the file name of the earliest copy."""
    articles = toy.read_articles(cleaned)
    names = {article["id"]: article["source"]["name"] for article in articles}
    return {names[article["id"]]: names.get(article["duplicate_of"] or "") for article in articles}


def test_copies_name_the_earliest(tmp_path: Path) -> None:
    """All copies are published; those received later name the first one, and one without a date comes last."""
    toy.publish(write_copies(tmp_path / "seeds"), tmp_path / "cleaned")
    first = "d/first.txt"
    assert read_links(tmp_path / "cleaned") == {
        first: None,
        "a/cut.txt": first,
        "b/framed.txt": first,
        "c/undated.txt": first,
        "e/other.txt": None,
    }
    assert verify(tmp_path / "cleaned").problems == ()


def test_syndication_lists_every_copy(tmp_path: Path) -> None:
    """The table has a row for each copy of the story, the earliest first, with what it is to that one."""
    toy.publish(write_copies(tmp_path / "seeds"), tmp_path / "cleaned")
    snapshot = read_current(tmp_path / "cleaned")
    assert snapshot is not None
    rows = pq.read_table(snapshot.path("syndication", "")).to_pylist()
    assert [(row["source"], row["place"], row["copies"], row["relation"]) for row in rows] == [
        ("d/first.txt", 0, 4, "first"),
        ("a/cut.txt", 1, 4, "shortened"),
        ("b/framed.txt", 2, 4, "extended"),
        ("c/undated.txt", 3, 4, "same"),
    ]
    assert len({row["story"] for row in rows}) == 1 and rows[0]["story"] == rows[0]["id"]


def test_no_order_matters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small shards in any order, many small buckets on disk: the same bytes."""
    seeds = write_copies(tmp_path / "seeds")
    toy.publish(seeds, tmp_path / "one")
    monkeypatch.setattr(candidates, "BUCKET", 40)
    monkeypatch.setattr("flows.copies.spill._MOST_HELD", 500)
    monkeypatch.setattr("flows.copies.duplicates._PAIRS", 1)
    monkeypatch.setattr("flows.planning.plan.PART_BYTES", 1_000)
    toy.publish(seeds, tmp_path / "many", shard_bytes=1)
    monkeypatch.setattr("flows.planning.plan.PART_BYTES", 16_000_000)
    assert read_links(tmp_path / "one") == read_links(tmp_path / "many")
    toy.publish(seeds, tmp_path / "three", shard_bytes=1)
    assert toy.read_tree(tmp_path / "one") == toy.read_tree(tmp_path / "three")


def test_an_earlier_copy_takes_the_lead(tmp_path: Path) -> None:
    """A copy that comes in later but is older becomes the first; the result is that of a run from nothing."""
    seeds = write_copies(tmp_path / "seeds")
    toy.publish(seeds, tmp_path / "cleaned")
    write(seeds, "f/wire.txt", ["Kostanay", *STORY], "2025-02-28T23:00:00Z")
    toy.publish(seeds, tmp_path / "cleaned")
    links = read_links(tmp_path / "cleaned")
    assert links["f/wire.txt"] is None and links["d/first.txt"] == "f/wire.txt" and links["a/cut.txt"] == "f/wire.txt"
    toy.publish(seeds, tmp_path / "fresh")
    now, fresh = toy.read_tree(tmp_path / "cleaned"), toy.read_tree(tmp_path / "fresh")
    told = ("manifest.json", "changes.jsonl", "origins.jsonl")  # what they tell is the way, which differs
    assert {path: data for path, data in now.items() if not path.endswith(told)} == {
        path: data for path, data in fresh.items() if not path.endswith(told)
    }
    snapshot = read_current(tmp_path / "cleaned")
    assert snapshot is not None
    changes = [json.loads(line) for line in (snapshot.folder / "changes.jsonl").read_text("utf-8").splitlines()]
    reasons = {line["source"]: line["reason"] for line in changes}
    assert reasons["a/cut.txt"] == "another copy of the story came or went" and reasons["f/wire.txt"] == "new source"


def test_a_refused_copy_is_nobodys_first(tmp_path: Path) -> None:
    """Where the gate refuses the earliest copy, the next one is the first, and the others name that."""
    seeds = write_copies(tmp_path / "seeds")
    write(seeds, "d/first.txt", [*STORY, "BADNEWS"], "2025-03-01T08:00:00Z")
    toy.publish(seeds, tmp_path / "cleaned")
    links = read_links(tmp_path / "cleaned")
    assert "d/first.txt" not in links and links["a/cut.txt"] is None
    assert links["b/framed.txt"] == "a/cut.txt"


def test_a_story_with_hundreds_of_copies(tmp_path: Path) -> None:
    """Every copy of a widely printed story names the first, though not all pairs of them are compared."""
    choose = random.Random(5)
    for number in range(120):
        kept = [part for part in STORY if choose.random() > 0.1] or STORY
        write(tmp_path / "seeds", f"{number:03}.txt", [*kept, f"Edition {number}"], f"2025-03-02T{number // 60:02}:{number % 60:02}:00Z")
    write(tmp_path / "seeds", "000.txt", STORY, "2025-03-01")
    toy.publish(tmp_path / "seeds", tmp_path / "cleaned")
    links = read_links(tmp_path / "cleaned")
    assert len(links) == 120
    assert {first for name, first in links.items() if name != "000.txt"} == {"000.txt"}
