"""What the command calls: nothing new is told from digests, and a run from any folder is quiet."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from flows.orchestration.server import find_api_url, project_home
from flows.planning.plan import read_plan
from flows.planning.state import find_standing, read_state
from flows.run import read_outcome, run
from tests.flows import toy

ROOT = Path(__file__).parents[2]


def _python(code: str, folder: Path, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT")} | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, timeout=timeout, check=False
    )


def test_asking_for_news_imports_nothing_heavy(tmp_path: Path) -> None:
    """Prefect, Great Expectations, pandas and pyarrow are not imported before something is new."""
    heavy = "{'prefect', 'great_expectations', 'pandas', 'pyarrow', 'jinja2'}"
    code = f"import sys, flows.run; found = {heavy} & sys.modules.keys(); sys.exit(str(found) if found else 0)"
    done = _python(code, tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.usefixtures("newsroom")
def test_nothing_new_is_told_at_once(seeds: Path, tmp_path: Path) -> None:
    """With the same sources, rules and checks the answer is nothing new, the snapshot stands, and the code is 0."""
    first = toy.publish(seeds, tmp_path / "cleaned")
    before = toy.read_tree(tmp_path / "cleaned")
    outcome = run(seeds, tmp_path / "cleaned")
    assert (outcome.exit_code, outcome.published, outcome.snapshot) == (0, False, first.snapshot)
    assert outcome.summary.startswith("Nothing new: 4 sources, 5 articles; ")
    assert toy.read_tree(tmp_path / "cleaned") == before


@pytest.mark.usefixtures("newsroom")
def test_what_calls_for_a_run(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new source, a new side-car, new rules, a new library and a damaged file each call for a run; touching a file does not."""
    cleaned = tmp_path / "cleaned"
    toy.publish(seeds, cleaned)
    standing = find_standing(cleaned, read_plan(seeds))
    assert standing is not None
    os.utime(seeds / "one.txt")
    assert find_standing(cleaned, read_plan(seeds)) is not None
    toy.RULES["number"] = 2
    assert find_standing(cleaned, read_plan(seeds)) is None
    toy.RULES["number"] = 1
    with monkeypatch.context() as patch:
        patch.setattr("flows.planning.state.read_libraries", lambda: read_state(cleaned)["libraries"] | {"ftfy": "0"})
        assert find_standing(cleaned, read_plan(seeds)) is None
    for name in ("one.txt.meta.json", "new.txt"):
        (seeds / name).write_text("{}")
        assert find_standing(cleaned, read_plan(seeds)) is None
        (seeds / name).unlink()
    table = standing.path("articles", "")
    content = bytearray(table.read_bytes())
    content[100] ^= 1
    table.write_bytes(content)
    assert find_standing(cleaned, read_plan(seeds)) is None


@pytest.mark.usefixtures("newsroom")
def test_articles_are_brought_up_without_a_run(seeds: Path, tmp_path: Path) -> None:
    """After a crash between the two renames the command mends articles.jsonl, with nothing to clean."""
    cleaned = tmp_path / "cleaned"
    toy.publish(seeds, cleaned)
    before = toy.read_tree(cleaned)
    (cleaned / "articles.jsonl").unlink()
    assert run(seeds, cleaned).exit_code == 0
    assert toy.read_tree(cleaned) == before


def test_the_users_prefect_is_respected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server named in the environment, in pyproject.toml or in Prefect's profile is used, and none is started."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.delenv("PREFECT_PROFILE", raising=False)
    assert (find_api_url(), project_home()) == (None, None)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "profiles.toml").write_text('active = "work"\n[profiles.work]\nPREFECT_API_URL = "http://a/api"\n')
    assert find_api_url() == "http://a/api"
    (tmp_path / "pyproject.toml").write_text('[tool.prefect]\nhome = "here"\n[tool.prefect.api]\nurl = "http://b/api"\n')
    assert (find_api_url(), project_home()) == ("http://b/api", "here")
    monkeypatch.setenv("PREFECT_API_URL", "http://c/api")
    assert find_api_url() == "http://c/api"


@pytest.mark.slow
def test_embedded_from_any_folder_and_quiet(tmp_path: Path) -> None:
    """Started from an empty folder, a run brings its own server, publishes, says one line, and leaves no process."""
    toy.write_sources(tmp_path / "in", {"seed.txt": (ROOT / "seeds" / "003_6dd9e7f95f8c5f7c.txt").read_bytes(), "empty.txt": ""})
    (tmp_path / "elsewhere").mkdir()
    code = "import sys, flows.run; sys.argv = ['run', '../in', '../out']; sys.exit(flows.run.main())"
    done = _python(code, tmp_path / "elsewhere", 300)
    assert done.returncode == 4, done.stderr
    assert done.stdout.startswith("Published 1 article from 1 of 2 sources as snapshot ")
    assert done.stderr.startswith("empty.txt: the file is empty; ")
    assert len(done.stderr.splitlines()) == 2
    assert list((tmp_path / "elsewhere").iterdir()) == []
    outcome = read_outcome(tmp_path / "out")
    assert outcome is not None and outcome.report is not None
    assert _started_for(tmp_path) == []


def _started_for(folder: Path) -> list[str]:
    """Processes whose environment names the folder (Linux); the embedded server's home lies in it."""
    found = []
    for place in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if str(folder / "out").encode() in place.read_bytes():
                found.append(place.parent.name)
    return found
