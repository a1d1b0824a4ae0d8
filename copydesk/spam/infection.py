"""A source that carries injected spam is a source whose owner should hear of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from copydesk.types import Finding, Label, Mark


def find_infection(marks: Iterable[Mark]) -> Finding | None:
    """The finding ``infected`` for a source with spam marks: how many characters of which families; None where there are none."""
    found = Infection()
    found.add(marks)
    return found.find()


class Infection:
    """Counts of spam marks, gathered page by page."""

    def __init__(self) -> None:
        self._places = 0
        self._families: Counter[str] = Counter()

    def add(self, marks: Iterable[Mark]) -> None:
        """The marks of another page or window."""
        for mark in marks:
            if mark.label is Label.SPAM:
                self._places += 1
                self._families[mark.evidence.split(":")[0]] += mark.end - mark.start

    def find(self) -> Finding | None:
        """The finding of all that was added; None where nothing was spam."""
        if not self._places:
            return None
        named = ", ".join(name for name, _ in self._families.most_common(3))
        places = "1 place" if self._places == 1 else f"{self._places} places"
        size = self._families.total()
        return Finding("infected", f"injected spam in {places}, {size} characters ({named}): tell the site's owner", named)
