"""A side-car or a publisher's profile says how its files are parted; what the text contradicts is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import copydesk
from copydesk import profiles
from copydesk.boundaries import WrongFormatError
from copydesk.cli import main
from copydesk.profiles import RuleError, read_profile
from copydesk.sources import SourceFile
from copydesk.streaming import clean_stream
from copydesk.types import Hints

_BODIES = (
    "The harbour of Lindmouth reopened on Friday after engineers replaced two lock gates that had failed in the April storms.",
    "A clock that was taken from the town museum in 1974 has come home, bought from a dealer in the next valley.",
    "Drivers will pay four crowns instead of three to cross the lake bridge from January, the assembly decided on Sunday.",
)
_HEAD = "Lindmouth Press Office, weekly file\n\n"
_PROFILE = "name = 'Lindmouth Press Office'\nrecognised_by = ['^Lindmouth Press Office']\n"
_SEPARATORS = _PROFILE + 'separators = ["-0-", "~ ~"]\n'


@pytest.fixture
def profile(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The only profile that is shipped, for one test."""
    monkeypatch.setattr(profiles, "read_profile_files", lambda: {"lindmouth": request.param})
    profiles.load_profiles.cache_clear()
    yield
    monkeypatch.undo()
    profiles.load_profiles.cache_clear()


def made(*signs: str, head: str = _HEAD) -> str:
    """Three stories with the signs between them, which no search by repetition could part."""
    first, second = signs
    return f"{head}{_BODIES[0]}\n{first}\n{_BODIES[1]}\n{second}\n{_BODIES[2]}\n"


@pytest.mark.parametrize("profile", [_SEPARATORS], indirect=True)
@pytest.mark.usefixtures("profile")
def test_a_profile_names_the_lines_that_part_its_files() -> None:
    """Each of its separators cuts, in files that bear its marks and in no other."""
    articles = copydesk.clean(made("-0-", "~ ~"), name="week.txt").articles
    assert [a.text for a in articles[1:]] == list(_BODIES[1:])
    assert len(articles) == 3
    assert len(copydesk.clean(made("-0-", "~ ~", head=""), name="week.txt").articles) == 1


@pytest.mark.parametrize("profile", [_SEPARATORS], indirect=True)
@pytest.mark.usefixtures("profile")
def test_a_side_car_names_the_profile_or_rules_over_it() -> None:
    """With the profile's name the marks are not needed; with a format of its own the profile is not asked."""
    assert len(copydesk.clean(made("-0-", "-0-", head=""), name="a.txt", hints=Hints(profile="lindmouth")).articles) == 3
    assert len(copydesk.clean(made("-0-", "%%"), name="a.txt", hints=Hints(format="separator:%%")).articles) == 2
    assert len(copydesk.clean(made("##", "##"), name="a.txt", hints=Hints(format="txt")).articles) == 1


@pytest.mark.parametrize(
    ("profile", "reason"),
    [
        (_SEPARATORS, "by profile Lindmouth Press Office to be parted by lines '-0-' or '~ ~', but has none"),
        (_PROFILE + 'format = "factiva"\n', "by profile Lindmouth Press Office to be factiva, but holds no record of that format"),
    ],
    indirect=["profile"],
)
@pytest.mark.usefixtures("profile")
def test_a_profile_that_the_text_contradicts_is_refused(reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The refusal names the profile, what it says and the mend; the command ends with code 4 and goes on with other files."""
    with pytest.raises(WrongFormatError, match=reason):
        copydesk.clean(made("##", "##"), name="week.txt")
    (tmp_path / "a.txt").write_text(made("##", "##"), "utf-8")
    (tmp_path / "b.txt").write_text(_BODIES[0] + "\n", "utf-8")
    assert main(["clean", str(tmp_path)]) == 4
    shown = capsys.readouterr()
    assert reason in shown.err
    assert "mend profile Lindmouth Press Office" in shown.err
    assert [json.loads(line)["text"] for line in shown.out.splitlines()] == [_BODIES[0]]


def test_a_format_that_nobody_knows_is_refused() -> None:
    """A misspelt name never passes for one that was obeyed; the name of a file type asks for nothing."""
    with pytest.raises(WrongFormatError, match="lexisnexus, a format that copydesk does not know"):
        copydesk.clean(_BODIES[0], name="a.txt", hints=Hints(format="lexisnexus"))
    assert copydesk.clean(_BODIES[0], name="a.txt", hints=Hints(format="text")).articles


@pytest.mark.parametrize("profile", [_PROFILE + 'format = "mail"\n'], indirect=True)
@pytest.mark.usefixtures("profile")
def test_a_profile_names_a_known_format() -> None:
    """Its parser reads the file, and no other has a say."""
    text = "".join(
        f"From editor@lindmouth.example Fri May  3 10:0{n}:00 2019\nFrom: Lindmouth Press Office <editor@lindmouth.example>\n"
        f"Date: Fri, 3 May 2019 10:0{n}:00 +0000\nSubject: Notice {n}\n\n{body}\n\n"
        for n, body in enumerate(_BODIES)
    )
    cleaned = copydesk.clean(_HEAD.replace("\n", "") + "\n\n" + text, name="week.txt")
    assert [a.title for a in cleaned.articles] == ["Notice 0", "Notice 1", "Notice 2"]


@pytest.mark.parametrize("profile", [_SEPARATORS], indirect=True)
@pytest.mark.usefixtures("profile")
def test_a_profile_speaks_for_all_of_a_streamed_file(tmp_path: Path) -> None:
    """Its mark stands in the first window alone; its separators cut in all that follow, as in the file read whole."""
    text = _HEAD + "\n-0-\n".join(f"{body} This is copy {n}." for n in range(30) for body in _BODIES) + "\n"
    path = tmp_path / "week.txt"
    path.write_text(text, "utf-8")
    parts = list(clean_stream(SourceFile(path, path.name, len(text)), Hints(), window=2000))
    assert len(parts) > 2
    assert [a.text for part in parts for a in part.articles] == [a.text for a in copydesk.clean(text, name="week.txt").articles]
    assert sum(len(part.articles) for part in parts) == 90


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ('format = "lexus"', "the format 'lexus' is unknown"),
        ('format = "mail"\nseparators = ["--"]', "names a format and separators"),
        ('separators = [" "]', "none of them blank"),
        ('separators = "--"', "list of whole lines"),
        ("separators = [3]", "wrong kind"),
    ],
)
def test_an_unsound_statement_is_refused_when_it_is_read(statement: str, reason: str) -> None:
    """A format that no parser bears, two statements at once, lines that are none."""
    with pytest.raises(RuleError, match=reason):
        read_profile(_PROFILE + statement, "lindmouth.toml")
