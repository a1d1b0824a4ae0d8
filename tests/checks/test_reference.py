"""The documentation of the checks follows the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checks.reference import PAGE, build_reference

DOCS = Path(__file__).parents[2] / "docs"


def test_reference_is_up_to_date() -> None:
    """Every expectation is documented as it is: run ``python -m checks.reference`` after a change."""
    assert PAGE.read_text("utf-8") == build_reference()


def test_paths_in_the_how_to_exist() -> None:
    """The how-to names files that are there."""
    for page in ("validation.md", "drift.md"):
        text = (DOCS / page).read_text("utf-8")
        for path in re.findall(r"`((?:checks|tests|docs)/[\w/.]+)`", text):
            assert (DOCS.parent / path).exists(), path


@pytest.mark.parametrize("page", ["validation.md", "drift.md"])
def test_snippets_run(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python of the pages does what they say, in a folder with the seeds."""
    (tmp_path / "seeds").symlink_to(DOCS.parent / "seeds")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(from .*?)^```", (DOCS / page).read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert len(blocks) == 1
    exec(compile(blocks[0], page, "exec"), {"__name__": "snippet"})
