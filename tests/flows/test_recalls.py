"""Recalls: when a rule proves wrong, the next snapshot names what it had taken, the rule and the reason."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from copydesk.recalls import Recall, RecallError, load_recalls, read_recalls
from copydesk.versions import engine_version, rules_version
from flows.publishing.recalls import subtract
from tests.flows import toy

ROOT = Path(__file__).parents[2]
WRONG = Recall("toy-advert", "2026-01-02", "It took post scripts for adverts.")
SOURCES: dict[str, str | bytes] = {
    "hit.txt": "First story here.\nPS: it rains\n=====\nSecond story here.\n",
    "advert.txt": "Third story here.\nAD: buy now\n",
    "edited.txt": "Fourth story here.\nPS: it snows\n",
}


def _changes(cleaned: Path) -> list[dict[str, object]]:
    name = (cleaned / "CURRENT").read_text().strip()
    return [json.loads(line) for line in (cleaned / "snapshots" / name / "changes.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture
def mended(newsroom: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom whose rules took post scripts for adverts, and were mended with a recall; gives the published folder."""
    seeds, cleaned = toy.write_sources(tmp_path / "seeds", SOURCES), tmp_path / "cleaned"
    toy.RULES["number"] = 2
    toy.publish(seeds, cleaned)
    (seeds / "edited.txt").write_text("Fifth story here.\nPS: it snows\n")
    toy.RULES["number"] = 1
    monkeypatch.setattr("flows.publishing.recalls.load_recalls", lambda: (WRONG,))
    toy.publish(seeds, cleaned)
    return cleaned


def test_changes_name_ids_rule_and_reason(mended: Path) -> None:
    """The article that the rule had a part in is named with rule, reason and the characters; others are told as ever."""
    rows = {row["source"]: row for row in _changes(mended) if row["change"] == "changed"}
    assert set(rows) == {"hit.txt"}
    told = rows["hit.txt"]
    assert told["reason"] == "recall of toy-advert: It took post scripts for adverts."
    start = str(SOURCES["hit.txt"]).index("PS:")
    assert told["recalls"] == [{"rule": "toy-advert", "reason": WRONG.reason, "spans": [[start, start + len("PS: it rains\n")]]}]
    article = next(a for a in toy.read_articles(mended) if a["id"] == told["id"])
    assert article["text"].endswith("PS: it rains")


def test_a_source_that_changed_is_no_recall(mended: Path) -> None:
    """Where the bytes are others, the old article is withdrawn and the new one added, as always: offsets mean nothing there."""
    rows = [row for row in _changes(mended) if row["source"] == "edited.txt"]
    assert sorted(str(row["change"]) for row in rows) == ["added", "withdrawn"]
    assert not any("recalls" in row for row in rows)


def test_a_recall_counts_once(mended: Path, tmp_path: Path) -> None:
    """The manifest lists the recalls that its snapshot knew; what a later change moves is not blamed on them."""
    name = (mended / "CURRENT").read_text().strip()
    manifest = json.loads((mended / "snapshots" / name / "manifest.json").read_bytes())
    assert manifest["recalls"] == [{"rule": "toy-advert", "since": WRONG.since, "reason": WRONG.reason}]
    toy.RULES["number"] = 2
    toy.publish(tmp_path / "seeds", mended)
    (tmp_path / "seeds" / "later.txt").write_text("Sixth story here.\n")
    toy.RULES["number"] = 1
    toy.publish(tmp_path / "seeds", mended)
    rows = [row for row in _changes(mended) if row["source"] == "hit.txt"]
    assert [row["change"] for row in rows] == ["changed"] and "recalls" not in rows[0]


def test_rules_put_back_are_a_snapshot_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A recall changes the version of the rules, but no other: nothing is cleaned again because of it."""
    without, engine = rules_version.__wrapped__(), engine_version.__wrapped__()
    monkeypatch.setattr("copydesk.recalls.load_recalls", lambda: (WRONG,))
    assert rules_version.__wrapped__() != without and engine_version.__wrapped__() == engine


@pytest.mark.parametrize(
    ("spans", "taken", "left"),
    [
        ([(0, 9)], [], [(0, 9)]),
        ([(0, 9)], [(0, 9)], []),
        ([(0, 9)], [(3, 5)], [(0, 3), (5, 9)]),
        ([(0, 4), (6, 9)], [(2, 7)], [(0, 2), (7, 9)]),
        ([(0, 4), (6, 9)], [(1, 2), (3, 4), (8, 12)], [(0, 1), (2, 3), (6, 8)]),
        ([(5, 9)], [(0, 5), (9, 12)], [(5, 9)]),
    ],
)
def test_subtract(spans: list[tuple[int, int]], taken: list[tuple[int, int]], left: list[tuple[int, int]]) -> None:
    """What a mended rule still takes is no part of its recall."""
    assert list(subtract(spans, taken)) == left


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[[recall]]\nrule = "a"\nsince = "2026-01-02"\n', "lacks 'reason'"),
        ('[[recall]]\nrule = ""\nsince = "2026-01-02"\nreason = "x"\n', "lacks 'rule'"),
        ('[[recall]]\nrule = "a"\nsince = "yesterday"\nreason = "x"\n', "a day like"),
        ('[[recall]]\nrule = "a"\nsince = "2026-01-02"\nreason = "x"\nwhy = "y"\n', "unknown key 'why'"),
        ('[[recall]]\nrule = "a"\nsince = "2026-01-02"\nreason = "x"\n' * 2, "twice"),
    ],
)
def test_a_bad_entry_is_refused(text: str, named: str) -> None:
    """An entry that could tell nobody what to mend is refused by number and reason."""
    with pytest.raises(RecallError, match=named):
        read_recalls(text)


def test_the_shipped_recalls_are_sound() -> None:
    """The file loads."""
    assert isinstance(load_recalls(), tuple)


def test_from_a_wrong_rule_to_the_mended_corpus(tmp_path: Path) -> None:
    """End to end with the real cleaning: a profile takes a paragraph, is mended with a recall, a consumer mends what it took."""
    package = tmp_path / "code"
    for room in ("copydesk", "checks", "flows"):
        shutil.copytree(ROOT / room, package / room, ignore=shutil.ignore_patterns("__pycache__"))
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name in ("003_6dd9e7f95f8c5f7c.txt", "001_cfa81fa4a5e6cc22.txt"):
        shutil.copy(ROOT / "seeds" / name, seeds / name)
    profile = package / "copydesk" / "rules" / "pr-newswire.toml"
    right = profile.read_text("utf-8")
    profile.write_text(right + _TOO_MUCH, "utf-8")
    _run(package, tmp_path)
    corpus = {article["id"]: article["text"] for article in toy.read_articles(tmp_path / "cleaned")}
    profile.write_text(right, "utf-8")
    (package / "copydesk" / "recalls.toml").write_text(_RECALL, "utf-8")
    _run(package, tmp_path)
    recalled = [row for row in _changes(tmp_path / "cleaned") if "recalls" in row]
    assert [row["source"] for row in recalled] == ["003_6dd9e7f95f8c5f7c.txt"]
    assert recalled[0]["recalls"][0]["rule"] == "pr-newswire-too-much"  # type: ignore[index]
    mended = {article["id"]: article["text"] for article in toy.read_articles(tmp_path / "cleaned")}
    changed = {str(row["id"]) for row in recalled}
    for id in sorted(changed):
        assert len(mended[id]) > len(corpus[id])
        corpus[id] = mended[id]
    assert corpus == mended


_TOO_MUCH = """
[[rule]]
id = "pr-newswire-too-much"
label = "advert"
scope = "line"
zone = "any"
pattern = 'Dong Qing, .{20,2000}'
why = "a rule that takes too much"
removes = ["Dong Qing, Director-General of the Department of something"]
keeps = ["A sentence."]
"""
_RECALL = """
[[recall]]
rule = "pr-newswire-too-much"
since = "2026-01-02"
reason = "It took a paragraph for an advert."
"""
_PROGRAM = """
import sys
from pathlib import Path
from flows.judging.gate import Ruling
from flows.steps import run_steps
nobody = lambda tables, duplicates, **_: Ruling({}, (), (), {}, {})
print(run_steps(Path(sys.argv[1]), Path(sys.argv[2]), rule=nobody).summary)
"""


def _run(package: Path, folder: Path) -> None:
    """A run of that copy of the package, with a gate that lets everything pass."""
    environment = os.environ | {"PYTHONPATH": str(package), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", _PROGRAM, str(folder / "seeds"), str(folder / "cleaned")]
    done = subprocess.run(command, env=environment, cwd=package, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Published" in done.stdout
