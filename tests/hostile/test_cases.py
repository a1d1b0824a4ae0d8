"""Each hostile file is refused in one sentence or cleaned without harm, in a process that may take one more gigabyte of memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from copydesk.sources import Received, SourceFile, discover, read_sources
from tests.hostile.recipes import build, build_side_car, read_cases

ROOT = Path(__file__).parents[2]
MEMORY = 1_000 << 20
CASES = read_cases()


def clean_all(folder: Path) -> Iterator[dict[str, Any]]:
    """In the child: what becomes of every case, one after the other, each in the folder alone."""
    import copydesk
    from tests.hostile.holding import check_file

    for number, case in enumerate(CASES):
        place = folder / f"{number}"
        place.mkdir()
        data, side_car = build(case), build_side_car(case)
        yield {"begins": case["name"]}
        resource.setrlimit(resource.RLIMIT_AS, (held_now() + MEMORY, resource.RLIM_INFINITY))
        told: dict[str, Any] = {"name": case["name"], "refusals": [], "texts": [], "error": None}
        try:
            if case.get("unread"):
                (place / case["name"]).write_bytes(data)
                told["refusals"] = [str(refusal) for refusal in discover(place).refusals]
            else:
                told["refusals"] = [str(refusal) for refusal in check_file(place, case["name"], data, side_car)]
                if not told["refusals"]:
                    sources = read_sources(SourceFile(place / case["name"], case["name"], len(data)))
                    cleaned = [copydesk.clean(s.data, name=s.name, hints=s.hints) for s in sources if isinstance(s, Received)]
                    told["texts"] = [article.text[:2_000] for c in cleaned for article in c.articles]
                    told["all"] = " ".join(c.page.source_text[:5_000] for c in cleaned)
        except BaseException as error:
            told["error"] = f"{type(error).__name__}: {error}"[:500]
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        told["files"] = sorted(path.name for path in folder.rglob("*") if path.is_file() and "slipped" in path.name)
        yield told


def held_now() -> int:
    """Bytes of address space that this process has now: libraries reserve much that they never use."""
    pages = Path("/proc/self/statm")
    return int(pages.read_text().split()[0]) * resource.getpagesize() if pages.exists() else 8 << 30


def main() -> None:
    """``python -m tests.hostile.test_cases FOLDER``: one JSON object a line."""
    for told in clean_all(Path(sys.argv[1])):
        print(json.dumps(told), flush=True)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What became of every case, by name. A case that ends its process, or hangs, is one that began and has no outcome."""
    folder = tmp_path_factory.mktemp("hostile")
    command = [sys.executable, "-m", "tests.hostile.test_cases", str(folder / "made")]
    (folder / "made").mkdir()
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900, check=False)
        text = done.stdout
    except subprocess.TimeoutExpired as error:
        text = (error.stdout or b"").decode()
    rows = [json.loads(line) for line in text.splitlines()]
    return {row["name"]: row for row in rows if "name" in row}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_a_hostile_file_does_no_harm(case: dict[str, Any], outcomes: dict[str, dict[str, Any]]) -> None:
    """Refused as its case says, or cleaned with what it must keep and nothing that it must not."""
    assert case["name"] in outcomes, "it ended the process or never came to an end"
    told = outcomes[case["name"]]
    assert told["error"] is None
    if "refused" in case and not (case["refused"] == "" and not told["refusals"]):
        assert told["refusals"] and case["refused"] in told["refusals"][0]
    elif "keeps" in case:
        assert not told["refusals"]
        assert [part for part in case["keeps"] if not any(part in text for text in told["texts"])] == []
    for part in case.get("never", ()):
        assert not any(part in text for text in told["texts"])
        assert part in ("alert", "root:x") or part not in told.get("all", "")
    assert told["files"] == []


if __name__ == "__main__":
    main()
