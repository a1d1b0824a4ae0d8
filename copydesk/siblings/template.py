"""What the pages of one source have in common: its template, as data that a person can read, date and review."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any

from copydesk.siblings.keys import is_prose, line_key

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Recurring:
    """A line that ``stories`` stories of the source have; ``first`` and ``last`` are the earliest and latest date received
    among their pages, None where none is stated."""

    text: str
    stories: int
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """The lines that recur over the ``stories`` stories of one source, the most frequent first.

    ``source`` is the host (or publisher, or folder) and the kind of page, ``pages`` how many were compared. ``digest`` is over what
    decides: the number of stories, and every line with its own.
    """

    source: str
    pages: int
    stories: int
    digest: str
    lines: tuple[Recurring, ...] = field(default=(), compare=False, repr=False)
    first: str | None = None
    last: str | None = None


def make_template(
    source: str, pages: int, stories: int, lines: Sequence[Recurring], first: str | None = None, last: str | None = None
) -> Template:
    """The template of these lines, sorted and digested."""
    ranked = tuple(sorted(lines, key=lambda line: (-line.stories, line.text)))
    facts = [stories, [(line.text, line.stories) for line in ranked]]
    digest = sha256(json.dumps(facts).encode("ascii")).hexdigest()[:16]
    return Template(source, pages, stories, digest, ranked, first, last)


@lru_cache(maxsize=64)
def index_lines(template: Template) -> Mapping[int, tuple[int, bool]]:
    """For each line's key the stories that have it, and whether it is prose."""
    keyed = ((line_key(line.text), line) for line in template.lines)
    return {key: (line.stories, is_prose(line.text)) for key, line in keyed if key is not None}


def template_values(template: Template) -> dict[str, Any]:
    """The template as plain values, in a fixed order: what a profile file holds."""
    head: dict[str, Any] = {"format": FORMAT, "source": template.source, "pages": template.pages, "stories": template.stories}
    lines = [{"text": x.text, "stories": x.stories} | _dated(x.first, x.last) for x in template.lines]
    return head | _dated(template.first, template.last) | {"digest": template.digest, "lines": lines}


def _dated(first: str | None, last: str | None) -> dict[str, str]:
    return {name: value for name, value in (("first", first), ("last", last)) if value is not None}


def read_template(values: Mapping[str, Any]) -> Template:
    """The template of a profile's values. Raises ValueError where they are no such profile."""
    if values.get("format") != FORMAT:
        raise ValueError(f"a template of format {values.get('format')!r} cannot be read; learn it again")
    try:
        lines = [Recurring(x["text"], x["stories"], x.get("first"), x.get("last")) for x in values["lines"]]
        return make_template(values["source"], values["pages"], values["stories"], lines, values.get("first"), values.get("last"))
    except (KeyError, TypeError) as error:
        raise ValueError(f"the template of {values.get('source')!r} is not whole ({error}); learn it again") from error
