"""The commands as a stranger runs them."""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import zstandard

from copydesk.cli import build_parser, main
from copydesk.cli.terminal import escaped

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "seeds" / "002_a17b94609f31e56a.txt"


def test_clean_prints_one_record_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """``copydesk clean`` prints the contract's records and exits with 0."""
    assert main(["clean", str(SEED)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    record = json.loads(line)
    assert record["editor"] == "huaxia"
    assert record["source"]["story"] == record["source"]["stories"] == 1


def test_clean_writes_the_ledger(tmp_path: Path) -> None:
    """The ledger's rows tile the source."""
    assert main(["clean", str(SEED), "-o", str(tmp_path / "out.jsonl"), "--ledger", str(tmp_path / "ledger.jsonl")]) == 0
    rows = [json.loads(line) for line in (tmp_path / "ledger.jsonl").read_text("utf-8").splitlines()]
    assert rows[0]["start"] == 0
    assert all(a["end"] == b["start"] for a, b in itertools.pairwise(rows))
    assert rows[-1]["end"] == len(SEED.read_text("utf-8"))


def test_clean_goes_on_after_a_bad_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be cleaned is one sentence on standard error and exit code 4."""
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text("The minister said on Tuesday that the talks would go on until the end of the week.")
    assert main(["clean", str(tmp_path)]) == 4
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert err.splitlines() == ["copydesk: a.txt: the file is empty; fetch it again or remove it."]


def test_repair_mends_text_and_objects(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``copydesk repair`` mends a text file, and objects with the edits listed."""
    (tmp_path / "a.txt").write_text("Le franÃ§ais est une belle langue.\n", "utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": 7, "text": "Le franÃ§ais est une belle langue."}) + "\n", "utf-8")
    assert main(["repair", str(tmp_path / "a.txt")]) == 0
    assert capsys.readouterr().out == "Le français est une belle langue.\n"
    assert main(["repair", str(tmp_path / "b.jsonl")]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["id"], row["text"]) == (7, "Le français est une belle langue.")
    assert row["repairs"][0]["after"]
    assert row["unrecoverable"] == []


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["repair", "a.txt", "-o", "a.txt"], "a.txt: it is one of the sources, so nothing is written there; name another file."),
        (["clean", "a.txt", "--ledger", "./a.txt"], "a.txt: it is one of the sources, so nothing is written there; name another file."),
        (["clean", ".", "-o", "all.jsonl"], "all.jsonl: it lies among the sources, so nothing is written there; name another file."),
        (["clean", "a.txt", "-o", "x", "--ledger", "x"], "x: the records go there, so nothing is written there; name another file."),
    ],
)
def test_no_output_overwrites_a_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str], sentence: str
) -> None:
    """An output that is a source, would be read as one, or is the other output is wrong usage; the source stays as it was."""
    (tmp_path / "a.txt").write_text("The minister said on Tuesday that the talks would go on until the end of the week.")
    monkeypatch.chdir(tmp_path)
    assert main(command) == 2
    assert capsys.readouterr().err == f"copydesk: {sentence}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text().startswith("The minister")


def test_outputs_beside_the_sources_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is hidden is no source and may lie among them, and both outputs may go where nothing is kept."""
    (tmp_path / "a.txt").write_text("The minister said on Tuesday that the talks would go on until the end of the week.")
    monkeypatch.chdir(tmp_path)
    assert main(["clean", ".", "-o", ".all.jsonl", "--ledger", "/dev/null"]) == 0
    assert main(["clean", "a.txt", "-o", "/dev/null", "--ledger", "/dev/null"]) == 0
    assert (tmp_path / ".all.jsonl").read_text().count("\n") == 1


def test_repair_waits_for_no_pipe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pipe under a name of JSON lines is refused as one is under any other name, and a name's line break ends no sentence."""
    os.mkfifo(tmp_path / "a\nb.jsonl")
    assert main(["repair", str(tmp_path / "a\nb.jsonl"), str(tmp_path / "c\nd.jsonl")]) == 4
    first, second = capsys.readouterr().err.splitlines()
    assert "not a regular file" in first
    assert "no such file" in second


def test_explain_names_label_and_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """``copydesk explain`` shows each line with its label and rule, without colours in a pipe."""
    assert main(["explain", str(SEED)]) == 0
    out = capsys.readouterr().out
    assert "title" in out
    assert "end-mark" in out
    assert "\x1b[" not in out


def test_hostile_text_reaches_no_terminal_unescaped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Escape sequences and bidirectional controls of a source are written out."""
    (tmp_path / "a.txt").write_text("The minister said \x1b[31mred\x1b[0m and \u202ekcab.\n", "utf-8")
    main(["explain", str(tmp_path / "a.txt")])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert escaped("\x1b\u202e\u061c") == "\\x1b\\u202e\\u061c"
    (tmp_path / "a\x9b31m.txt").write_text("The minister said on Tuesday that the talks would go on until the end of the week.\n", "utf-8")
    main(["clean", str(tmp_path / "a\x9b31m.txt")])
    out = capsys.readouterr().out
    assert "\x9b" not in out and json.loads(out)["source"]["name"] == "a\x9b31m.txt"


@pytest.mark.parametrize(
    "arguments",
    [
        ["publish"],
        ["run", "seeds", "re\x1b[31md"],
        ["run", "--workers", "many"],
        ["run", "--workers", "0"],
        ["prune", "--older-than", "nan"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What is no command, argument or number is wrong usage, and comes back escaped: a shell's * puts names of files there."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    told = capsys.readouterr().err
    assert caught.value.code == 2
    assert "error: " in told and "\x1b" not in told and "_positive" not in told


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("clean nowhere.txt", 4, "nowhere.txt: there is no such file or folder; check the path."),
        ("clean empty", 4, "empty: there are no sources in it; put files there, or name another folder."),
        ("explain pipe.txt", 4, "pipe.txt: it is not a regular file; save what it delivers as a file."),
        ("repair cut.jsonl.gz", 4, "cut.jsonl.gz: reading it failed (the packed data is broken); check the disk or pack the file again."),
        ("repair cut.jsonl.zst", 4, "cut.jsonl.zst: the file cannot be read; check the path, its permissions and its packing."),
        ("clean good.txt -o empty", 2, "empty: it cannot be written to (Is a directory); name a file that you may write."),
        (
            "clean good.txt --ledger no/where",
            2,
            "no/where: it cannot be written to (No such file or directory); name a file that you may write.",
        ),
        ("clean good.txt -o /dev/full", 1, "the output: No space left on device; mend that, or name another place, and run it again"),
        ("report --cleaned empty", 2, "empty: there is no report in it; make one with copydesk run."),
        ("verify --cleaned empty", 1, "empty/CURRENT: nothing was published here; run `copydesk run` first."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    command: str, code: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bad input and bad places end with their exit code, and a sentence with the name and the mend."""
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    os.mkfifo("pipe.txt")
    Path("good.txt").write_text("The minister said on Tuesday that the talks would go on until the end of the week.")
    rows = b"".join(b'{"text": "Talks went on for the %dth day."}\n' % number for number in range(2_000))
    Path("cut.jsonl.gz").write_bytes(gzip.compress(rows)[:-30])
    Path("cut.jsonl.zst").write_bytes(zstandard.compress(rows)[:-30])
    assert main(command.split()) == code
    assert capsys.readouterr().err.splitlines() == [f"copydesk: {told}"]


def test_every_command_has_help() -> None:
    """Each command and each option says what it does."""
    commands = next(a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction))
    for name, parser in commands.choices.items():
        assert parser.description, name
        assert all(action.help for action in parser._actions), name


def test_clean_starts_without_the_heavy_libraries() -> None:
    """``copydesk clean`` imports neither Prefect nor Great Expectations nor pandas."""
    code = (
        "import sys; from copydesk.cli import main; main(['clean', sys.argv[1], '-o', '/dev/null']);"
        "assert not {'prefect', 'great_expectations', 'pandas'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(SEED)], check=True)
