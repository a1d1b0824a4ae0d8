"""The snippets of the how-tos do what they say, in a folder where a run has published."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from copydesk.cli import build_parser
from copydesk.profiles import read_profile
from copydesk.recalls import Recall, read_recalls
from docs.build_reference import find_commands
from tests.flows import toy

ROOT = Path(__file__).parents[2]
HOW_TO = ROOT / "docs" / "how-to"
_BLOCK = re.compile(r"^##? ([^\n]*)$|^( *)```(\w+)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)


def _blocks(page: str, language: str) -> list[tuple[str, str]]:
    """(heading above, code) of every block of a language."""
    found = []
    heading = ""
    for match in _BLOCK.finditer((HOW_TO / page).read_text("utf-8")):
        if match[1]:
            heading = match[1]
        elif match[3] == language:
            found.append((heading, "\n".join(line.removeprefix(match[2]) for line in match[4].split("\n"))))
    return found


def _code(page: Path) -> str:
    """What a page sets as code: indented, fenced, or between backticks."""
    text = page.read_text("utf-8")
    return "\n".join(re.findall(r"^ {4,}\S.*$", text, re.MULTILINE) + re.findall(r"`([^`\n]+)`", text))


CONSUMERS = _blocks("consume.md", "python")


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a published snapshot; it is the working directory."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path / "cache"))
    toy.install(monkeypatch)
    toy.publish(toy.write_sources(tmp_path / "seeds", toy.SOURCES), tmp_path / "cleaned")
    monkeypatch.chdir(tmp_path)
    return tmp_path


SEEN = {
    "pandas": "title",
    "polars": "en",
    "DuckDB": "toy-advert",
    "Hugging Face datasets": "duplicate_of",
    "Plain Python": "en",
    "Follow changes and recalls": "",
}


def test_every_consumer_is_tried() -> None:
    """Each section on reading the corpus has its snippet, and each is run below."""
    assert [heading for heading, _ in CONSUMERS] == list(SEEN)


@pytest.mark.parametrize(("heading", "code"), CONSUMERS, ids=[heading for heading, _ in CONSUMERS])
def test_reading_the_corpus(heading: str, code: str, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The snippet runs as it stands, and prints what a reader expects."""
    exec(compile(code, heading, "exec"), {"__name__": "snippet"})
    assert SEEN[heading] in capsys.readouterr().out


def test_following_changes_and_recalls(corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The consumer's copy equals the published corpus after each run, and it hears of a recall."""
    code = compile(dict(CONSUMERS)["Follow changes and recalls"], "follow", "exec")
    toy.RULES["number"] = 2
    toy.publish(corpus / "seeds", corpus / "cleaned")
    exec(code, {"__name__": "snippet"})
    (corpus / "seeds" / "deep" / "three.txt").unlink()
    (corpus / "seeds" / "four.txt").write_text("A new story.\n")
    toy.RULES["number"] = 1
    monkeypatch.setattr("flows.publishing.recalls.load_recalls", lambda: (Recall("toy-advert", "2026-01-02", "It took post scripts."),))
    toy.publish(corpus / "seeds", corpus / "cleaned")
    capsys.readouterr()
    exec(code, {"__name__": "snippet"})
    assert "because of toy-advert: It took post scripts." in capsys.readouterr().out
    taken = json.loads((corpus / "taken.json").read_text("utf-8"))
    assert taken["articles"] == {article["id"]: article["text"] for article in toy.read_articles(corpus / "cleaned")}


def test_the_rule_of_the_how_to_is_accepted() -> None:
    """The profile in 'add a rule' loads, and its examples hold."""
    ((_, profile),) = _blocks("add-a-rule.md", "toml")
    assert read_profile(profile, "the-paper.toml").rules[0].id == "the-paper-imprint"


def test_the_recall_of_the_how_to_is_accepted() -> None:
    """The entry in 'recall a rule' is one."""
    ((_, entry),) = _blocks("compare-and-recall.md", "toml")
    assert read_recalls(entry)[0].rule == tomllib.loads(entry)["recall"][0]["rule"]


def test_the_side_car_of_the_how_to_is_read(tmp_path: Path) -> None:
    """What 'add a source' writes into a side-car reaches the record."""
    import copydesk
    from copydesk.sources import Refusal, discover, read_sources

    ((_, side_car),) = _blocks("add-a-source.md", "json")
    (tmp_path / "a.txt").write_text("The council met on Monday, and agreed to close the bridge until the autumn, the mayor said.\n")
    (tmp_path / "a.txt.meta.json").write_text(side_car)
    (received,) = read_sources(discover(tmp_path).sources[0])
    assert not isinstance(received, Refusal) and received.hints.publisher == "The Paper"
    assert received.hints.received == "2026-01-02" and copydesk.clean(received.data, name=received.name).articles


COMMANDS = [
    (page, match)
    for page in sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"])
    for match in re.findall(r"(?<![\w/.-])(copydesk|make|python -m) ([a-z][\w.-]*)", _code(page))
]


def test_commands_in_the_documents_exist() -> None:
    """Every command, target and module that a document tells the reader to run is there."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    known = find_commands(build_parser())
    assert len(COMMANDS) > 30
    for page, (kind, name) in COMMANDS:
        if kind == "copydesk":
            assert name in known, (page.name, name)
        elif kind == "make":
            assert name in targets, (page.name, name)
        else:
            assert find_spec(name) is not None, (page.name, name)
