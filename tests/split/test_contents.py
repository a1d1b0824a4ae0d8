"""What a dump says of itself is checked, reported and shown."""

from __future__ import annotations

import copydesk
from copydesk.boundaries import find_stories
from copydesk.cli import main
from copydesk.lines import split_lines
from copydesk.types import FieldName, Page, Split, first_value

_TITLES = ("Harbour reopens after three weeks", "Museum buys back the stolen clock", "Bridge toll to rise by a third")
_BODIES = (
    "The harbour of Lindmouth reopened on Friday after engineers replaced two lock gates that had failed in the April storms.\n\n"
    "Fourteen freighters that had waited outside the breakwater were brought in during the morning tide, the port authority said.",
    "A clock that was taken from the town museum in 1974 has come home. The museum bought it from a dealer in the next valley.\n\n"
    "Its movement still runs, the curator said, although one of the hands is a replacement. It will be shown from December on.",
    "Drivers will pay four crowns instead of three to cross the lake bridge from January, the assembly decided on Sunday evening.\n\n"
    "The money is meant for a second carriageway. Opponents had proposed a bond instead, and said they would go to court.",
)  # fmt: skip


def make_dump(listed: tuple[str, ...], head: str = "PRESS CUTTINGS") -> str:
    """Three stories below a contents list."""
    contents = "\n".join(f"{n}. {title} ........ {n * 2}" for n, title in enumerate(listed, 1))
    stories = ("\n\n" + "=" * 30 + "\n\n").join(
        f"{title}\nPort Gazette, May {n + 3}, 2019\n\n{body}" for n, (title, body) in enumerate(zip(_TITLES, _BODIES, strict=True))
    )
    return f"{head}\n\nContents\n\n{contents}\n\n{'=' * 30}\n\n{stories}\n"


def split_text(text: str) -> Split:
    """The stories of a text."""
    return find_stories(Page("cuttings.txt", text, text, (), (), split_lines(text), "utf-8"))


def test_a_contents_list_is_no_story() -> None:
    """The list stands outside all stories, although its lines are the stories' headlines."""
    split = split_text(make_dump(_TITLES))
    assert tuple(first_value(s.marks, FieldName.TITLE) for s in split.stories) == _TITLES
    assert split.missing == ()
    assert split.marks[0].start == 0


def test_a_listed_headline_that_no_story_bears_is_reported() -> None:
    """It is named in a finding of the source and in the ledger row of the list."""
    text = make_dump((*_TITLES, "Ferry to run all night in summer"))
    assert split_text(text).missing == ("Ferry to run all night in summer",)
    cleaned = copydesk.clean(text, name="cuttings.txt")
    finding = next(f for f in cleaned.findings if f.kind == "contents")
    assert "Ferry to run all night in summer" in finding.message
    assert any("no story bears" in row.evidence for row in cleaned.ledger)


def test_a_stated_number_that_disagrees_is_reported() -> None:
    """``5 articles`` above three stories is a finding, and a note in the ledger; the right number is neither."""
    wrong = copydesk.clean(make_dump(_TITLES, "Search results: 5 articles"), name="cuttings.txt")
    assert [f.kind for f in wrong.findings] == ["stated-count"]
    assert any("announces 5 stories, 3 found" in row.evidence for row in wrong.ledger)
    assert copydesk.clean(make_dump(_TITLES, "Search results: 3 articles"), name="cuttings.txt").findings == ()


def test_explain_shows_every_cut_with_its_cues(tmp_path, capsys) -> None:  # type: ignore[no-untyped-def]
    """Above each story stand the cues that speak for the cut, in bits, and how sure it is."""
    path = tmp_path / "cuttings.txt"
    path.write_text(make_dump(_TITLES), "utf-8")
    assert main(["explain", str(path)]) == 0
    cuts = [line for line in capsys.readouterr().out.splitlines() if "cut here, confidence" in line]
    assert len(cuts) == 3
    assert all("dated line" in line for line in cuts)
