"""What a person should hear of a source as a whole: infected, damaged, without an article, at odds with its own contents list or count.

One place gathers it story by story, so that a file which is cleaned in windows is told about as one that is read whole. Memory does not
grow with the source: counts are kept, and of a contents list the headlines that no story has borne yet.
"""

from __future__ import annotations

from collections.abc import Iterable

from copydesk.boundaries.contents import Pending, make_note, read_titles
from copydesk.spam import Infection
from copydesk.types import Finding, Mark, Page, Split


class Gathered:
    """What is known of one source so far; ``name`` is the source's."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._format = ""
        self._infection = Infection()
        self._stated: int | None = None
        self._stories = self._articles = self._damage = 0
        self._pending: Pending | None = None
        self._has_text = False

    def add(self, page: Page, split: Split, marks: Iterable[Mark], articles: int) -> None:
        """A page, or the next window of one: ``marks`` rule its stories, ``articles`` of them keep a text."""
        self._infection.add(marks)
        self._format = self._format or split.format
        if split.stated is not None:
            self._stated = max(split.stated, self._stated or 0)
        self._pending = self._pending or Pending(split.missing)
        self._pending.take(read_titles(split.stories))
        self._stories += len(split.stories)
        self._articles += articles
        self._damage += len(page.unrecoverable)
        self._has_text = self._has_text or not (page.text == "" or page.text.isspace())

    @property
    def note(self) -> str:
        """What disagrees between the source's own words and its stories, as the ledger says it; '' where nothing does."""
        return make_note(self._stated, self._stories, self._missing)

    @property
    def _missing(self) -> tuple[str, ...]:
        return self._pending.missing if self._pending is not None else ()

    def find(self) -> tuple[Finding, ...]:
        """The findings."""
        found: list[Finding] = []
        infection = self._infection.find()
        if infection is not None:
            found.append(infection)
        if self._stated is not None and self._stated != self._stories:
            message = f"{self._name} announces {self._stated} stories but holds {self._stories}"
            found.append(Finding("stated-count", message, self._format))
        if missing := self._missing:
            message = f"{self._name} lists {len(missing)} headlines that none of its stories bears: {'; '.join(missing[:3])}"
            found.append(Finding("contents", message, self._format))
        if self._damage:
            found.append(Finding("damage", f"{self._name} holds text beyond repair in {self._damage} places"))
        if self._has_text and not self._articles:
            found.append(Finding("no-article", f"{self._name} holds no article"))
        return tuple(found)
