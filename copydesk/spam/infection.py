"""A source that carries injected spam is a source whose owner should hear of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from copydesk.types import Finding, Label, Mark


def find_infection(marks: Iterable[Mark]) -> Finding | None:
    """The finding ``infected`` for a source with spam marks: how many characters of which families; None where there are none."""
    spam = [mark for mark in marks if mark.label is Label.SPAM]
    if not spam:
        return None
    size = sum(mark.end - mark.start for mark in spam)
    families: Counter[str] = Counter()
    for mark in spam:
        families[mark.evidence.split(":")[0]] += mark.end - mark.start
    named = ", ".join(name for name, _ in families.most_common(3))
    places = "1 place" if len(spam) == 1 else f"{len(spam)} places"
    return Finding("infected", f"injected spam in {places}, {size} characters ({named}): tell the site's owner", named)
