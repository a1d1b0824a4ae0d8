"""The reference pages, made from the code: ``make reference`` (or ``python -m docs.build_reference``) rewrites all of them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from checks import reference as expectations
from copydesk.cli import build_parser
from copydesk.profiles import Profile, load_profiles
from copydesk.reasons import load_reasons
from copydesk.recalls import load_recalls
from copydesk.types import Label
from flows.snapshots.schema import ARTICLES, LEDGER

FOLDER = Path(__file__).parent / "reference"
_MADE = "Made from the code by `make reference`.\n"
_ROOM = 200


def build_pages() -> dict[Path, str]:
    """Every generated page by its place."""
    return {
        FOLDER / "commands.md": build_commands(),
        FOLDER / "rules.md": build_rules(),
        FOLDER / "labels.md": build_labels(),
        FOLDER / "record.md": build_record(),
        expectations.PAGE: expectations.build_reference(),
    }


def _table(heads: Sequence[str], rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |\n" for line in lines)


def build_commands() -> str:
    """Each command with its usage and arguments."""
    parser = build_parser()
    parts = [f"# Commands\n\n{_MADE}"]
    for name, command in find_commands(parser).items():
        actions = [action for action in command._actions if action.dest != "help"]
        usage = " ".join(_usage(action) for action in sorted(actions, key=lambda action: bool(action.option_strings)))
        parts.append(f"\n## copydesk {name}\n\n{command.description}\n\n    copydesk {name} {usage}\n\n")
        rows = [(", ".join(f"`{word}`" for word in action.option_strings or [_value(action)]), action.help or "") for action in actions]
        parts.append(_table(("argument", "what it means"), rows))
    exits = "\n".join(f"    {line.strip()}" for line in (parser.epilog or "").splitlines()[1:])
    return "".join(parts) + f"\n## Exit codes\n\n{exits}\n"


def _usage(action: argparse.Action) -> str:
    if action.option_strings:
        return f"[{action.option_strings[-1]}{' ' * (action.nargs != 0)}{_value(action) if action.nargs != 0 else ''}]"
    return f"[{_value(action)}]" if action.nargs == "?" else f"{_value(action)} …" if action.nargs == "+" else _value(action)


def _value(action: argparse.Action) -> str:
    return "|".join(action.choices) if action.choices else str(action.metavar or action.dest)


def find_commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of the commands by name."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(groups[0].choices)


def build_rules() -> str:
    """The rules of every profile, then what the general finders call what they find."""
    reasons = load_reasons()
    parts = [
        f"# Rules\n\n{_MADE}\nThe ledger names the rule that decided each span. Rules of publishers and agencies are data, and\n"
        "each proves itself on its own examples ([how to add one](../how-to/add-a-rule.md)); the names of the general\n"
        "finders follow below.\n"
    ]
    parts += [_profile(profile) for profile in load_profiles()]
    parts.append("\n## General finders\n\n" + _table(("rule", "why"), [(f"`{name}`", why) for name, why in sorted(reasons.rules.items())]))
    families = _table(("rules", "why"), [(f"`{name}`", why) for name, why in sorted(reasons.families)])
    parts.append(f"\n## Families\n\nNames made from a format's or a slot's name; `*` stands for anything.\n\n{families}")
    recalls = [(f"`{recall.rule}`", recall.since, recall.reason) for recall in load_recalls()]
    told = _table(("rule", "since", "reason"), recalls) if recalls else "None so far.\n"
    return "".join(parts) + f"\n## Recalled\n\nRules that proved wrong ([what that means](../how-to/compare-and-recall.md)).\n\n{told}"


def _profile(profile: Profile) -> str:
    known = ", ".join(f"`{pattern.pattern}`" for pattern in profile.recognised_by)
    dated = [f"from {profile.valid_from}"] * bool(profile.valid_from) + [f"until {profile.valid_until}"] * bool(profile.valid_until)
    head = f"\n## {profile.name} (`{profile.file}`)\n\nKnown by {known}{'; valid ' + ' '.join(dated) if dated else ''}.\n\n"
    rows = [(f"`{r.id}`", r.label.value, r.scope, r.zone, r.why, _example(r.removes[0]), _example(r.keeps[0])) for r in profile.rules]
    return head + _table(("rule", "label", "scope", "zone", "why", "takes", "leaves"), rows)


def _example(text: str) -> str:
    shown = " ".join(text.split()).replace("`", "'")
    return f"`{shown[:_ROOM]}{'…' if len(shown) > _ROOM else ''}`"


def build_labels() -> str:
    """Every label with its action and meaning, and the columns of the ledger."""
    reasons = load_reasons()
    labels = [(f"`{label}`", f"`{label.action}`", reasons.labels[label]) for label in Label]
    columns = [(f"`{name}`", _kind(LEDGER.field(name).type), why) for name, why in reasons.ledger.items()]
    return (
        f"# Labels and the ledger\n\n{_MADE}\nHow the ledger proves itself: [ledger](../ledger.md).\n\n## Labels\n\n"
        + _table(("label", "action", "meaning"), labels)
        + "\n## Columns of the ledger\n\n"
        + _table(("column", "type", "meaning"), columns)
    )


def build_record() -> str:
    """Every field of the record."""
    reasons = load_reasons()
    rows = [(f"`{field.name}`", _kind(field.type), reasons.fields[field.name]) for field in ARTICLES]
    return (
        f"# The record\n\n{_MADE}\nOne JSON object per article in `articles.jsonl`, one row in `articles/*.parquet`. Absent is null\n"
        "(or an empty list), never a guess.\n\n"
        + _table(("field", "type", "meaning"), rows)
        + "\nTwo files with the same bytes and nothing known that tells them apart are one source received twice: the first name is\n"
        "published, the other is listed beside it in the manifest.\n"
    )


def _kind(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"list of {_kind(kind.value_type)}"
    if pa.types.is_struct(kind):
        return "{" + ", ".join(f"{leaf.name}: {_kind(leaf.type)}" for leaf in kind) + "}"
    return {"double": "number", "int64": "integer", "int32": "integer"}.get(str(kind), str(kind))


def main() -> None:
    """Write all pages."""
    FOLDER.mkdir(exist_ok=True)
    for path, text in build_pages().items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
