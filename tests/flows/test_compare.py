"""``copydesk compare``: what two views of the same sources decide otherwise."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from copydesk.cli import main
from copydesk.types import Label, LedgerRow
from flows.outcome import RunError
from flows.proof.compare import Kind, compare, comparison_record, find_side, find_spans
from flows.proof.sides import SnapshotSide, Told
from flows.snapshots.rebuild import Account
from tests.flows import toy

pytestmark = pytest.mark.usefixtures("newsroom")


@pytest.fixture
def two(seeds: Path, tmp_path: Path) -> tuple[Path, str, str]:
    """Two snapshots of the toy sources under rules 1 and 2; rules 2 drop post scripts. Gives the folder and both names."""
    cleaned = tmp_path / "cleaned"
    (seeds / "going.txt").write_text("This one goes.\n")
    (seeds / "edited.txt").write_text("This one changes.\n")
    first = toy.publish(seeds, cleaned).snapshot
    toy.RULES["number"] = 2
    (seeds / "going.txt").unlink()
    (seeds / "edited.txt").write_text("This one has changed.\n")
    (seeds / "coming.txt").write_text("This one is new.\n")
    second = toy.publish(seeds, cleaned).snapshot
    assert first and second
    return cleaned, first, second


def test_newly_dropped(two: tuple[Path, str, str]) -> None:
    """What the new rules drop is there once, by rule, source and language, with its text; what is the same is not."""
    cleaned, first, second = two
    old, new = find_side(cleaned, first), find_side(cleaned, second[:8])
    assert isinstance(old, SnapshotSide)
    told = comparison_record(compare(old, new))
    dropped = told["kinds"]["newly dropped"]
    (group,) = dropped["by_rule"]
    assert (group["old_rule"], group["new_rule"], group["new_label"], group["spans"]) == ("toy-body", "toy-advert", "advert", 1)
    assert group["samples"][0]["text"] == "PS: see our shop" and group["samples"][0]["source"] == "two.txt"
    assert dropped["by_source"] == [{"source": "two.txt", "characters": 16}]
    assert dropped["by_language"] == [{"language": "en", "characters": 16}]
    assert all(not told["kinds"][kind]["spans"] for kind in told["kinds"] if kind != "newly dropped")
    assert told["sources"]["only_old_names"] == ["going.txt"] and told["sources"]["only_new_names"] == ["coming.txt"]
    assert told["sources"]["other_bytes_names"] == ["edited.txt"] and told["sources"]["differing"] == 1


def test_newly_kept(two: tuple[Path, str, str]) -> None:
    """Seen from the other end the same span is newly kept, and the rule is the one that had taken it."""
    cleaned, first, second = two
    old = find_side(cleaned, second)
    assert isinstance(old, SnapshotSide)
    (group,) = compare(old, find_side(cleaned, first)).ranked(Kind.KEPT)
    assert group.samples[0].rule == "toy-advert" and group.characters == 16


def test_the_command(two: tuple[Path, str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints the groups with samples, or one JSON object."""
    cleaned, first, second = two
    assert main(["compare", first, second, "--cleaned", str(cleaned)]) == 0
    out = capsys.readouterr().out
    assert "newly dropped: 16 characters in 1 span" in out and "body (toy-body) → advert (toy-advert)" in out
    assert "two.txt:" in out and "PS: see our shop" in out and "by language: en 16" in out
    assert main(["compare", first, second, "--cleaned", str(cleaned), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kinds"]["newly dropped"]["characters"] == 16


def test_nothing_reaches_the_terminal_unescaped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Escape sequences of a source and of its name are written out."""
    seeds, cleaned = toy.write_sources(tmp_path / "seeds", {"\x1b[31m.txt": "A story.\nPS: \x1b[2J\u202egnp\n"}), tmp_path / "cleaned"
    toy.publish(seeds, cleaned)
    toy.RULES["number"] = 2
    toy.publish(seeds, cleaned)
    names = sorted(path.name for path in (cleaned / "snapshots").iterdir())
    current = (cleaned / "CURRENT").read_text().strip()
    assert main(["compare", next(name for name in names if name != current), current, "--cleaned", str(cleaned)]) == 0
    out = capsys.readouterr().out
    assert "PS:" in out and "\x1b" not in out and "\u202e" not in out


def test_wrong_names_are_one_sentence(two: tuple[Path, str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is no snapshot, an ambiguous one, and sources as the old side are refused with the mend."""
    cleaned = str(two[0])
    for words in (["nothing", two[1]], ["", two[1]], [str(tmp_path / "seeds"), two[1]]):
        assert main(["compare", *words, "--cleaned", cleaned]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_two_views_without_a_common_source(two: tuple[Path, str, str], tmp_path: Path) -> None:
    """Snapshots of different sources are not compared."""
    other = toy.write_sources(tmp_path / "other", {"x.txt": "Another story.\n"})
    toy.publish(other, tmp_path / "elsewhere")
    old = find_side(two[0], two[1])
    assert isinstance(old, SnapshotSide)
    with pytest.raises(RunError, match="no source in common"):
        compare(old, find_side(two[0], str(tmp_path / "elsewhere")))


_TEXT = "Title\nBody of it\nMenu\nCafÃ©\n"
_PIECES = ((0, 5), (6, 16), (17, 21), (22, 27))


def _told(*rows: tuple[Label, str, str | None, str | None]) -> Told:
    """A side of one source of four lines: (label, rule, article, after) of each."""
    ledger: list[LedgerRow] = []
    texts: dict[str, str] = {}
    for (start, end), (label, rule, article, after) in zip(_PIECES, rows, strict=True):
        text = _TEXT[start:end]
        kept = label.action.value == "keep"
        ledger.append(LedgerRow("x", start, end, label.action, label, rule, "0", article, None if kept else text, after, 1.0))
        ledger.append(LedgerRow("x", end, end + 1, Label.WHITESPACE.action, Label.WHITESPACE, "ws", "0", None, "\n", None, 1.0))
        if article and (kept or after):
            texts[article] = texts.get(article, "") + (text if kept else after or "")
    import hashlib

    row = {"length": len(_TEXT), "text_sha256": hashlib.sha256(_TEXT.encode()).hexdigest(), "name": "x"}
    return Told(Account(row, tuple(ledger), texts), {"a": "en", "b": "fr"})


_BASE = (
    (Label.TITLE, "headline", "a", None),
    (Label.BODY, "body", "a", None),
    (Label.NAVIGATION, "line", None, None),
    (Label.MOJIBAKE, "chain", "a", "Café"),
)


@pytest.mark.parametrize(
    ("place", "row", "kind"),
    [
        (0, (Label.BYLINE, "byline-slot", "a", None), Kind.MOVED),
        (0, (Label.BODY, "body", "a", None), Kind.MOVED),
        (0, (Label.SPAM, "spam", None, None), Kind.DROPPED),
        (1, (Label.SHARE, "line", None, None), Kind.DROPPED),
        (1, (Label.BODY, "body", "b", None), Kind.REGROUPED),
        (1, (Label.BODY, "another-rule", "a", None), None),
        (2, (Label.SHARE, "line", None, None), Kind.RELABELLED),
        (2, (Label.BODY, "body", "a", None), Kind.KEPT),
        (3, (Label.MOJIBAKE, "chain", "a", "Cafe"), Kind.REPAIRED),
        (3, (Label.BODY, "body", "a", None), Kind.REPAIRED),
        (3, (Label.MOJIBAKE, "other-chain", "a", "Café"), None),
    ],
)
def test_kinds(place: int, row: tuple[Label, str, str | None, str | None], kind: Kind | None) -> None:
    """Each way in which a span's fate can differ has its kind; the same fate by another rule is no difference."""
    changed = [*_BASE]
    changed[place] = row
    found = list(find_spans(_told(*_BASE), _told(*changed)))
    assert [span.kind for span in found] == ([kind] if kind else [])
    assert not found or (found[0].start, found[0].end) == _PIECES[place]


def test_a_snapshot_against_the_present_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sources are cleaned now and compared with what was published of them, lines of a JSON file one by one."""
    from flows.proof.sides import FreshSide

    lines = [{"id": str(n), "text": f"The mayor of town {n} said on Monday that the bridge stays closed."} for n in range(3)]
    told = "\n".join(json.dumps(line) for line in lines)
    seeds = toy.write_sources(tmp_path / "seeds", {"a.txt": "The council met on Monday, and it will meet again.\n", "b.jsonl": told})
    toy.publish(seeds, tmp_path / "cleaned")
    old = find_side(tmp_path / "cleaned", "CURRENT")
    new = find_side(tmp_path / "cleaned", str(seeds))
    assert isinstance(old, SnapshotSide) and isinstance(new, FreshSide)
    monkeypatch.setitem(sys.modules["copydesk.pipeline"].__dict__, "clean", _as_whole)
    result = compare(old, new)
    assert result.compared == 4 and not result.only_old and not result.only_new
    assert result.differing == 0


def _as_whole(data: str | bytes, *, name: str, hints: object) -> object:
    from copydesk.page import freeze

    return toy.clean_frozen(data, freeze(data, name, hints))  # type: ignore[arg-type]
