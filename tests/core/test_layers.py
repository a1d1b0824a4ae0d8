"""Imports run one way: types <- finders <- steps <- checks <- flows."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FINDERS = ("charset", "mojibake", "language", "spam", "boilerplate", "html", "boundaries", "formats", "fields", "copies", "siblings")
# Every finder may ask which script or language a text is in, what time stands beside a date and of which calendar it is, and whether any
# of many words is in it;
# boundaries reads the formats that it tells apart;
# charset and mojibake share the knowledge of code pages.
ALSO = {"boundaries": {"formats"}, "charset": {"mojibake"}, "mojibake": {"charset"}}
# The rooms of the flows, each of which imports only those before it; the entry points above them import all.
ROOMS = (
    "outcome", "snapshots", "object_store", "planning", "judging", "cleaning", "copies", "publishing", "proof", "reports", "orchestration",
)  # fmt: skip
HEAVY = ("prefect", "great_expectations", "pandas", "sklearn")


def imports(path: Path) -> Iterator[str]:
    """Dotted names of what a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def modules(package: str) -> list[Path]:
    """Python files of a package, without the scripts that build its data."""
    return [p for p in sorted((ROOT / package).rglob("*.py")) if not p.name.startswith("build_")]


@pytest.mark.parametrize("path", modules("copydesk"), ids=lambda p: str(p.relative_to(ROOT)))
def test_copydesk_needs_no_orchestration(path: Path) -> None:
    """The pure library imports neither Prefect nor Great Expectations nor pandas; its commands may call the flows."""
    found = {name.split(".")[0] for name in imports(path)}
    assert not found & set(HEAVY)
    if "cli" not in path.parts:
        assert not found & {"flows", "checks"}


@pytest.mark.parametrize("finder", FINDERS)
def test_finders_do_not_import_each_other(finder: str) -> None:
    """A finder knows the types and the language of a text, and no other finder."""
    shared = {"language", "types", "lines", "edits", "clock", "calendars", "kernels", "needles", "late", "arrays"}
    allowed = {finder} | shared | ALSO.get(finder, set())
    for path in modules(f"copydesk/{finder}"):
        for name in imports(path):
            parts = name.split(".")
            if parts[0] == "copydesk" and len(parts) > 1:
                assert parts[1] in allowed, f"{path.relative_to(ROOT)} imports {name}"


@pytest.mark.parametrize("path", modules("checks"), ids=lambda p: str(p.relative_to(ROOT)))
def test_checks_do_not_import_flows(path: Path) -> None:
    """What a publishable record is does not depend on what runs the check."""
    assert not any(name.split(".")[0] in ("flows", "prefect") for name in imports(path))


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_of_the_flows_run_one_way(room: str) -> None:
    """What publishes knows nothing of the pages, what judges nothing of publishing; nothing in a room imports an entry point."""
    allowed = ROOMS[: ROOMS.index(room) + 1]
    for path in modules(f"flows/{room}") or [ROOT / "flows" / f"{room}.py"]:
        for name in imports(path):
            parts = name.split(".")
            assert parts[0] != "flows" or parts[1] in allowed, f"{path.relative_to(ROOT)} imports {name}"


def test_every_room_of_the_flows_has_its_layer() -> None:
    """A folder of the flows without a place in the order would escape the test above."""
    assert {p.parent.name for p in (ROOT / "flows").glob("*/__init__.py")} == set(ROOMS) - {"outcome"}


def test_import_is_light() -> None:
    """Importing copydesk brings in no heavy library and takes under 0.3 s of processor time."""
    code = (
        "import time, sys; start = time.process_time(); import copydesk; took = time.process_time() - start;"
        f"bad = [m for m in {(*HEAVY, 'numpy', 'lxml')!r} if m in sys.modules]; assert not bad, bad; assert took < 0.3, took"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
