"""Recalls: which rules proved wrong, and why. Data for the next snapshot's ``changes.jsonl``; nothing here decides anything."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

_KEYS = {"rule", "since", "reason"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class RecallError(ValueError):
    """An entry of ``recalls.toml`` that copydesk does not accept; the message names it and the mend."""


@dataclass(frozen=True, slots=True)
class Recall:
    """A rule that proved wrong: its id in the ledger, the day of its mend, and the reason for whoever took what it made."""

    rule: str
    since: str
    reason: str


def read_recalls(text: str) -> tuple[Recall, ...]:
    """The recalls of a TOML text, in its order. Raises RecallError for an entry without rule, day or reason, or one told twice."""
    found: list[Recall] = []
    for number, entry in enumerate(tomllib.loads(text).get("recall", ()), 1):
        if unknown := set(entry) - _KEYS:
            raise RecallError(f"recalls.toml: entry {number} has the unknown key {sorted(unknown)[0]!r}; known: {', '.join(sorted(_KEYS))}")
        for key in sorted(_KEYS):
            if not isinstance(entry.get(key), str) or not entry[key].strip():
                raise RecallError(f"recalls.toml: entry {number} lacks {key!r}; a recall says which rule, since when, and why")
        recall = Recall(entry["rule"], entry["since"], entry["reason"])
        if not _DAY.fullmatch(recall.since):
            raise RecallError(f"recalls.toml: entry {number}: since is a day like 2026-11-26, not {recall.since!r}")
        if recall in found:
            raise RecallError(f"recalls.toml: entry {number} is there twice; each mistake has one entry")
        found.append(recall)
    return tuple(found)


@cache
def load_recalls() -> tuple[Recall, ...]:
    """The shipped recalls."""
    return read_recalls(resources.files("copydesk").joinpath("recalls.toml").read_text("utf-8"))
