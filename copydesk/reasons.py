"""Why: one sentence for every label, every rule and every field, for whoever reads records and ledger and asks.

Rules of profiles bring their own sentence; all others stand in ``reasons.toml``, so that no page and no reference invents one.
Nothing here decides anything.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources

from copydesk.profiles import load_profiles
from copydesk.types import Label


@dataclass(frozen=True, slots=True)
class Reasons:
    """Sentences by label, rule, family of rules (``*`` stands for anything; the longest pattern first), and field."""

    labels: dict[Label, str]
    rules: dict[str, str]
    families: tuple[tuple[str, str], ...]
    fields: dict[str, str]
    ledger: dict[str, str]


@cache
def load_reasons() -> Reasons:
    """Everything that ``reasons.toml`` says. A label without a sentence, or one that does not exist, is a ValueError."""
    table = tomllib.loads(resources.files("copydesk").joinpath("reasons.toml").read_text("utf-8"))
    labels = {Label(name): text for name, text in table["labels"].items()}
    if missing := set(Label) - set(labels):
        raise ValueError(f"reasons.toml: label {sorted(missing)[0]} has no sentence")
    families = sorted(table["families"].items(), key=lambda item: (-len(item[0]), item[0]))
    return Reasons(labels, table["rules"], tuple(families), table["fields"], table["ledger"])


@cache
def find_reason(rule: str) -> str:
    """Why a rule decides as it does, in one sentence; '' for a rule that nobody has explained.

    ``find_reason("line-alone")`` -> ``"The line by itself reads as the page's furniture: …"``
    """
    reasons = load_reasons()
    for profile in load_profiles():
        for own in profile.rules:
            if own.id == rule:
                return f"{profile.name}: {own.why}."
    if rule in reasons.rules:
        return reasons.rules[rule]
    return next((text for pattern, text in reasons.families if fnmatchcase(rule, pattern)), "")


def explain_label(label: Label) -> str:
    """What a label means, in one sentence."""
    return load_reasons().labels[label]
