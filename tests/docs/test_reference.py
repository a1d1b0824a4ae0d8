"""The reference follows the code: nothing stale, and no command, rule, label, field or expectation without a word on it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.gate import SUITES
from checks.suites import find_name
from copydesk.cli import build_parser
from copydesk.formats import load_parsers
from copydesk.profiles import load_profiles
from copydesk.reasons import find_reason, load_reasons
from copydesk.types import Label
from docs.build_reference import build_pages, find_commands
from flows.snapshots.schema import ARTICLES, LEDGER

ROOT = Path(__file__).parents[2]
PAGES = build_pages()
# What makes rows of the ledger, and which argument is the rule.
_MAKERS = {"Mark": 3, "Edit": 5, "Step": 4, "add": 3}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_is_stale(page: Path) -> None:
    """The page is what the code says today: run ``make reference`` after a change."""
    assert page.read_text("utf-8") == PAGES[page]


def test_every_command_is_documented() -> None:
    """Each command has its section in the reference, with every argument explained, and a place in README's table."""
    readme = (ROOT / "README.md").read_text("utf-8")
    reference = (ROOT / "docs" / "reference" / "commands.md").read_text("utf-8")
    for name, command in find_commands(build_parser()).items():
        assert f"## copydesk {name}\n" in reference
        assert f"`copydesk {name}" in readme or f"`{name}`" in readme, name
        assert command.description and all(action.help for action in command._actions), name


def rule_names() -> Iterator[tuple[str, str]]:
    """(file, rule) of every rule that the code names where it makes a row of the ledger: as a word, a constant, or one of two."""
    paths = [p for p in sorted((ROOT / "copydesk").rglob("*.py")) if "training" not in p.parts and not p.name.startswith("build_")]
    trees = {path: ast.parse(path.read_text("utf-8")) for path in paths}
    assigned = [node for tree in trees.values() for node in tree.body if isinstance(node, ast.Assign)]
    constants = {node.targets[0].id: node.value for node in assigned if isinstance(node.targets[0], ast.Name)}
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                place = _MAKERS.get(getattr(node.func, "id", getattr(node.func, "attr", "")), len(node.args))
                for argument in node.args[place : place + 1]:
                    yield from ((path.name, word) for word in _words(argument, constants))


def _words(node: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Name) and isinstance(constants.get(node.id), ast.Constant):
        yield str(ast.literal_eval(constants[node.id]))
    elif isinstance(node, ast.IfExp):
        yield from _words(node.body, constants)
        yield from _words(node.orelse, constants)


def test_every_rule_is_documented() -> None:
    """Each rule that the code, a profile or a format can name in the ledger has its why."""
    found = sorted(set(rule_names()))
    assert len(found) > 40
    assert [(file, rule) for file, rule in found if not find_reason(rule)] == []
    for profile in load_profiles():
        assert all(find_reason(rule.id) for rule in profile.rules)
    for name in load_parsers():
        assert find_reason(f"{name}-title"), f"reasons.toml: the format {name} has no family"


def test_every_rule_of_the_seeds_is_documented() -> None:
    """What the ledger of the seeds really names has its why, spam and repairs included."""
    import copydesk

    seeds = [copydesk.clean(path.read_bytes(), name=path.name) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    rules = {row.rule for seed in seeds for row in seed.ledger}
    assert len(rules) > 20
    assert [rule for rule in rules if not find_reason(rule)] == []


def test_no_reason_is_left_over() -> None:
    """A rule that the code does not name any more has no entry."""
    code = "".join(path.read_text("utf-8") for path in (ROOT / "copydesk").rglob("*.py"))
    slots = {"weak-byline-slot"}
    assert [rule for rule in load_reasons().rules if f'"{rule}"' not in code and rule not in slots] == []


def test_every_field_and_label_is_documented() -> None:
    """Fields of the record and columns of the ledger have a meaning each, and nothing else has one."""
    reasons = load_reasons()
    assert list(reasons.fields) == ARTICLES.names
    assert list(reasons.ledger) == [name for name in LEDGER.names if not name.endswith("_exact")]
    assert list(reasons.labels) == list(Label)


def test_every_expectation_is_documented() -> None:
    """Each expectation of each suite has its row."""
    page = (ROOT / "docs" / "expectations.md").read_text("utf-8")
    for rules in SUITES.values():
        for rule in rules:
            assert f"| `{find_name(rule)}` |" in page and rule.__doc__


HEURISTICS = {
    "charset": "repair.md",
    "mojibake": "repair.md",
    "language": "language.md",
    "html": "html.md",
    "boundaries": "splitting.md",
    "formats": "splitting.md",
    "fields": "fields.md",
    "boilerplate": "boilerplate.md",
    "spam": "spam.md",
    "copies": "duplicates.md",
    "siblings": "siblings.md",
    "rules": "rules.md",
}


def test_every_heuristic_is_explained() -> None:
    """Each package of finders has its page; a new one fails here until it has."""
    packages = {path.name for path in (ROOT / "copydesk").iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert packages - {"cli", "kernels"} == set(HEURISTICS)  # these hold no rule
    for page in HEURISTICS.values():
        text = (ROOT / "docs" / page).read_text("utf-8")
        assert len(text.split()) > 150, page
