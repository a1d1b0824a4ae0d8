"""Two ledgers of the same sources, side by side: which characters are newly dropped, newly kept, or decided otherwise.

Old is a published snapshot; new is another one, or the sources themselves, cleaned now with the present rules. Sources are compared
where their decoded text is the same, so offsets mean the same characters on both sides. White space is left aside.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from copydesk.types import Action, Label, LedgerRow
from flows.outcome import ExitCode, RunError
from flows.proof.sides import FreshSide, Side, SnapshotSide, Told
from flows.snapshots.rebuild import rebuild_text
from flows.snapshots.snapshot import CURRENT, MANIFEST, read_current, read_names, read_snapshot, read_snapshot_at

_LONGEST_SAMPLE = 160
_INSIDE = re.compile(f"(?:^|; )in ({'|'.join(Label)}) \\(")


class Kind(StrEnum):
    """In what way a span's fate differs."""

    DROPPED = "newly dropped"
    KEPT = "newly kept"
    MOVED = "moved between text and fields"
    REGROUPED = "in another article"
    REPAIRED = "repaired otherwise"
    RELABELLED = "dropped under another label"


@dataclass(frozen=True, slots=True)
class Span:
    """Source characters [start, end) whose fate differs; ``old`` and ``new`` are what decided.

    ``language`` is that of the article that it is or was in, else of the source's first.
    """

    kind: Kind
    source: str
    start: int
    end: int
    old: LedgerRow
    new: LedgerRow
    text: str
    language: str

    @property
    def rule(self) -> str:
        """The rule that a maintainer has to look at: the one that takes, or took."""
        return self.old.rule if self.kind is Kind.KEPT else self.new.rule


@dataclass(slots=True)
class Group:
    """Spans that differ by the same rules: how many, how long, in how many sources, and some of them."""

    kind: Kind
    old: tuple[str, str]
    new: tuple[str, str]
    characters: int = 0
    spans: int = 0
    sources: set[str] = field(default_factory=set)
    samples: list[Span] = field(default_factory=list)

    def add(self, span: Span, most: int) -> None:
        """Count a span; the first of each source are kept as samples."""
        if span.source not in self.sources and len(self.samples) < most:
            self.samples.append(span)
        self.characters += span.end - span.start
        self.spans += 1
        self.sources.add(span.source)


@dataclass(slots=True)
class Comparison:
    """What differs. ``by_source`` and ``by_language`` count characters by (kind, name).

    ``other_bytes``: sources that changed themselves, so that nothing can be said of the rules.
    """

    old: str
    new: str
    compared: int = 0
    differing: int = 0
    only_old: list[str] = field(default_factory=list)
    only_new: list[str] = field(default_factory=list)
    other_bytes: list[str] = field(default_factory=list)
    groups: dict[tuple[Kind, tuple[str, str], tuple[str, str]], Group] = field(default_factory=dict)
    by_source: Counter[tuple[Kind, str]] = field(default_factory=Counter)
    by_language: Counter[tuple[Kind, str]] = field(default_factory=Counter)

    def add(self, span: Span, samples: int) -> None:
        """Count a span in each grouping."""
        key = (span.kind, (span.old.rule, span.old.label.value), (span.new.rule, span.new.label.value))
        if key not in self.groups:
            self.groups[key] = Group(*key)
        self.groups[key].add(span, samples)
        self.by_source[span.kind, span.source] += span.end - span.start
        self.by_language[span.kind, span.language] += span.end - span.start

    def ranked(self, kind: Kind) -> list[Group]:
        """The groups of a kind, the largest first."""
        return sorted((g for g in self.groups.values() if g.kind is kind), key=lambda g: (-g.characters, g.new, g.old))

    def most(self, counts: Mapping[tuple[Kind, str], int], kind: Kind, number: int) -> list[tuple[str, int]]:
        """The names with the most characters of a kind."""
        pairs = [(name, count) for (of, name), count in counts.items() if of is kind]
        return heapq.nsmallest(number, pairs, key=lambda pair: (-pair[1], pair[0]))


def compare(old: SnapshotSide, new: Side, samples: int = 3) -> Comparison:
    """Everything that differs between two sides, one partition of the old one in memory at a time."""
    result = Comparison(old.name, new.name)
    met: set[str] = set()
    for part, names in old.parts.items():
        before = {told.account.name: told for told in old.read(part, names)}
        for after in new.find(set(before)):
            told = before[after.account.name]
            met.add(told.account.name)
            if told.account.row["text_sha256"] != after.account.row["text_sha256"]:
                result.other_bytes.append(told.account.name)
                continue
            result.compared += 1
            found = list(find_spans(told, after))
            result.differing += bool(found)
            for span in found:
                result.add(span, samples)
        result.only_old += sorted(set(before) - met)
    result.only_new = new.beyond({name for names in old.parts.values() for name in names})
    if not met:
        raise RunError(ExitCode.USAGE, f"{old.name} and {new.name} have no source in common; name two views of the same sources.")
    return result


def find_spans(old: Told, new: Told) -> Iterator[Span]:
    """The spans of one source that differ, in order; neighbours that differ in the same way are one."""
    text = rebuild_text(old.account)
    held: tuple[Kind, int, int, LedgerRow, LedgerRow] | None = None
    for start, end, one, two in _walk(old.account.ledger, new.account.ledger):
        kind = _judge(one, two)
        if not text[start:end].strip() and kind is not Kind.REPAIRED:
            continue
        if held is not None and (kind, one.rule, two.rule) == (held[0], held[3].rule, held[4].rule) and not text[held[2] : start].strip():
            held = (held[0], held[1], end, held[3], held[4])
            continue
        if held is not None:
            yield _span(held, old, new, text)
        held = None if kind is None else (kind, start, end, one, two)
    if held is not None:
        yield _span(held, old, new, text)


def _span(held: tuple[Kind, int, int, LedgerRow, LedgerRow], old: Told, new: Told, text: str) -> Span:
    kind, start, end, one, two = held
    told = (new.languages.get(two.article or ""), old.languages.get(one.article or ""), *new.languages.values(), *old.languages.values())
    language = next((tongue for tongue in told if tongue), "none")
    sample = " ".join(text[start : min(end, start + 400)].split())[:_LONGEST_SAMPLE]
    return Span(kind, old.account.name, start, end, one, two, sample, language)


def _walk(old: Sequence[LedgerRow], new: Sequence[LedgerRow]) -> Iterator[tuple[int, int, LedgerRow, LedgerRow]]:
    """Both ledgers cut at each other's borders."""
    olds = (row for row in old if row.end > row.start)
    news = (row for row in new if row.end > row.start)
    one, two = next(olds, None), next(news, None)
    at = 0
    while one is not None and two is not None:
        end = min(one.end, two.end)
        if end > at:
            yield at, end, one, two
        at = end
        if one.end <= at:
            one = next(olds, None)
        if two is not None and two.end <= at:
            two = next(news, None)


def _fate(row: LedgerRow) -> Action:
    """Keep for what is in the text (repaired or not), lift, or drop; a repair says itself in what it stands, if not in the text."""
    if row.action is not Action.REPAIR:
        return row.action
    inside = _INSIDE.search(row.evidence)
    return Label(inside[1]).action if inside else Action.KEEP if row.article is not None else Action.DROP


def _judge(old: LedgerRow, new: LedgerRow) -> Kind | None:
    was, now = _fate(old), _fate(new)
    if was is not now:
        if Label.WHITESPACE in (old.label, new.label):
            return None
        return Kind.DROPPED if now is Action.DROP else Kind.KEPT if was is Action.DROP else Kind.MOVED
    if Action.REPAIR in (old.action, new.action) and (old.action, old.after) != (new.action, new.after):
        return Kind.REPAIRED if was is not Action.DROP else None
    if was is not Action.DROP and old.article != new.article:
        return Kind.REGROUPED
    if old.label is not new.label and Label.WHITESPACE not in (old.label, new.label):
        return Kind.MOVED if was is Action.LIFT else Kind.RELABELLED if was is Action.DROP else None
    return None


def comparison_record(result: Comparison, most: int = 1000) -> dict[str, Any]:
    """The comparison as plain values for ``--json``; lists of names end after ``most``, counts do not."""
    kinds = {}
    for kind in Kind:
        groups = result.ranked(kind)
        kinds[kind.value] = {
            "characters": sum(group.characters for group in groups),
            "spans": sum(group.spans for group in groups),
            "by_rule": [_group_record(group) for group in groups[:most]],
            "by_source": [{"source": name, "characters": n} for name, n in result.most(result.by_source, kind, most)],
            "by_language": [{"language": name, "characters": n} for name, n in result.most(result.by_language, kind, most)],
        }
    sources = {"compared": result.compared, "differing": result.differing}
    for name in ("only_old", "only_new", "other_bytes"):
        names: list[str] = getattr(result, name)
        sources |= {name: len(names), f"{name}_names": names[:most]}  # type: ignore[dict-item]
    return {"old": result.old, "new": result.new, "sources": sources, "kinds": kinds}


def _group_record(group: Group) -> dict[str, Any]:
    told = {"old_rule": group.old[0], "old_label": group.old[1], "new_rule": group.new[0], "new_label": group.new[1]}
    told |= {"characters": group.characters, "spans": group.spans, "sources": len(group.sources)}  # type: ignore[dict-item]
    samples = [{"source": s.source, "start": s.start, "end": s.end, "language": s.language, "text": s.text} for s in group.samples]
    return told | {"samples": samples}


def find_side(cleaned: Path, name: str) -> SnapshotSide | FreshSide:
    """The side that a word means: a snapshot's name or its beginning, ``CURRENT``, a folder that was published to, a snapshot's own
    folder, or sources to be cleaned now. Raises RunError where it is none of these."""
    path = Path(name)
    names = [full for full in read_names(cleaned) if full.startswith(name)] if name else []
    if len(names) == 1:
        return SnapshotSide(read_snapshot(cleaned, names[0]))
    if name == CURRENT or (path / CURRENT).is_file():
        snapshot = read_current(cleaned if name == CURRENT else path)
        if snapshot is not None:
            return SnapshotSide(snapshot)
    if (path / MANIFEST).is_file():
        return SnapshotSide(read_snapshot_at(path, path.resolve().name))
    if path.exists() and name not in ("", CURRENT):
        return FreshSide(path)
    what = f"{len(names)} snapshots begin so" if names else "there is neither a snapshot nor a folder of sources of that name"
    raise RunError(ExitCode.USAGE, f"{name}: {what}; `copydesk history` lists the snapshots.")
