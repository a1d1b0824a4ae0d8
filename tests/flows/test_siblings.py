"""Templates in a run: a function of the set of files, whatever the order, the workers, and what was there yesterday."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from flows.cleaning.worker import ShardResult
from flows.judging.gate import Ruling
from flows.steps import Todo, clean_all, run_steps
from tests.flows import toy
from tests.siblings.press import NOTICE, page


def allow(tables: Iterable[pa.Table], duplicates: Mapping[str, str], **_: object) -> Ruling:
    """A gate that lets everything through: what is judged here comes before it."""
    return replace(toy.gate((), duplicates), refused={})


def put(seeds: Path, numbers: range, host: str = "courier.example") -> None:
    """Pages with side-cars that name their address."""
    seeds.mkdir(exist_ok=True)
    for number in numbers:
        (seeds / f"{host}-{number}.txt").write_text(page(number), "utf-8")
        side = {"url": f"https://www.{host}/{number}", "received": f"2024-03-{number + 1:02d}"}
        (seeds / f"{host}-{number}.meta.json").write_text(json.dumps(side), "utf-8")


def run(seeds: Path, cleaned: Path, workers: int = 1) -> dict[str, bytes]:
    """Everything that was published, by path."""

    def clean(todo: Todo) -> list[ShardResult]:
        return clean_all(todo, workers)

    outcome = run_steps(seeds, cleaned, shard_bytes=4_000, clean=clean, rule=allow)
    assert outcome.published
    folder = cleaned / "snapshots" / str(outcome.snapshot)
    told = {"manifest.json", "changes.jsonl", "origins.jsonl"}  # these tell what the snapshot came after
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and p.name not in told}
    return files | {"articles.jsonl": (cleaned / "articles.jsonl").read_bytes()}


def test_growing_day_by_day_publishes_what_a_full_run_would(tmp_path: Path) -> None:
    """One page, then three, then eight, then two of them gone: each time the bytes of a run from nothing."""
    seeds = tmp_path / "seeds"
    for day, numbers in enumerate((range(1), range(3), range(8))):
        put(seeds, numbers)
        grown = run(seeds, tmp_path / "cleaned")
        assert grown == run(seeds, tmp_path / f"anew{day}")
    for number in (0, 5):
        (seeds / f"courier.example-{number}.txt").unlink()
        (seeds / f"courier.example-{number}.meta.json").unlink()
    assert run(seeds, tmp_path / "cleaned") == run(seeds, tmp_path / "anew3")
    assert NOTICE.encode() not in grown["articles.jsonl"]
    profile = json.loads(grown["templates.json"])
    assert [(one["source"], one["stories"], one["first"], one["last"]) for one in profile] == [
        ("courier.example (text)", 8, "2024-03-01", "2024-03-08")
    ]


def test_workers_change_nothing(tmp_path: Path) -> None:
    """Two processes publish what one does."""
    put(tmp_path / "seeds", range(6))
    assert run(tmp_path / "seeds", tmp_path / "one") == run(tmp_path / "seeds", tmp_path / "two", workers=2)


def test_only_pages_of_which_more_is_known_are_cleaned_again(tmp_path: Path) -> None:
    """A page of another site touches nobody; nor does one more page of a site whose furniture is known for certain."""
    seeds, cleaned = tmp_path / "seeds", tmp_path / "cleaned"
    put(seeds, range(8))
    run(seeds, cleaned)
    put(seeds, range(1), host="other.example")
    assert cleaned_again(seeds, cleaned) == 1
    put(seeds, range(9))
    assert cleaned_again(seeds, cleaned) == 1


def cleaned_again(seeds: Path, cleaned: Path) -> int:
    """How many files the next run cleans."""
    return run_steps(seeds, cleaned, rule=allow).counts.cleaned
