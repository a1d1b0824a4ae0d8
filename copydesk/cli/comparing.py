"""The command ``compare``: what a maintainer reads before a change of rules lands."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from copydesk.cli.publishing import told
from copydesk.cli.terminal import complain, escaped, painted

if TYPE_CHECKING:
    from flows.proof.compare import Comparison, Group

_COLOURS = {"newly dropped": "31", "newly kept": "32"}
_MOST = 20


def compare(arguments: argparse.Namespace) -> int:
    """``copydesk compare``: spans that are newly dropped, newly kept or decided otherwise, by rule, source and language."""
    from flows.proof.compare import compare as compare_sides
    from flows.proof.compare import comparison_record, find_side
    from flows.proof.sides import SnapshotSide

    def tell() -> int:
        old, new = (find_side(arguments.cleaned, name) for name in (arguments.old, arguments.new))
        if not isinstance(old, SnapshotSide):
            complain(f"{arguments.old}: the first of the two must be published; name a snapshot that copydesk history lists.")
            return 2
        result = compare_sides(old, new, arguments.samples)
        if arguments.json:
            print(json.dumps(comparison_record(result)))
        else:
            _show(result)
        return 0

    return told(tell)


def _show(result: Comparison) -> None:
    from flows.proof.compare import Kind

    print(painted(escaped(f"{result.old} → {result.new}"), "1", sys.stdout))
    print(f"{result.compared} sources compared, {result.differing} differ")
    for words, names in (
        ("only in the old one", result.only_old),
        ("only in the new one", result.only_new),
        ("other bytes, so not compared", result.other_bytes),
    ):
        if names:
            more = f" and {len(names) - 5} more" if len(names) > 5 else ""
            print(escaped(f"{len(names)} {words}: {', '.join(names[:5])}{more}"))
    for kind in Kind:
        groups = result.ranked(kind)
        if not groups:
            continue
        characters, spans = sum(g.characters for g in groups), sum(g.spans for g in groups)
        print()
        print(painted(f"{kind.value}: {characters:,} characters in {_count(spans, 'span')}", f"1;{_COLOURS.get(kind, '33')}", sys.stdout))
        for group in groups[:_MOST]:
            _show_group(group)
        if len(groups) > _MOST:
            print(f"  … and {len(groups) - _MOST} more pairs of rules (--json lists them)")
        for title, counts in (("by source", result.by_source), ("by language", result.by_language)):
            rows = result.most(counts, kind, _MOST)
            print(escaped(f"  {title}: " + ", ".join(f"{name} {count:,}" for name, count in rows)))


def _show_group(group: Group) -> None:
    was, now = (f"{label} ({rule})" for rule, label in (group.old, group.new))
    size = f"{group.characters:,} characters, {_count(group.spans, 'span')}, {_count(len(group.sources), 'source')}"
    print(escaped(f"  {was} → {now}: {size}"))
    for sample in group.samples:
        place = painted(escaped(f"{sample.source}:{sample.start}"), "2", sys.stdout)
        print(f"    {place} [{escaped(sample.language)}] {escaped(sample.text)}")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")
