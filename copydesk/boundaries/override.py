"""What a side-car says about the container: a format by name, or the line that parts the stories.

``format = "lexisnexis"`` tries that parser and no other; ``format = "separator:-----"`` cuts at every line that reads so. A statement
that the
text contradicts is refused with the reason: a wrong override must never pass as a right one. Names of file types (``txt``) say nothing
about
the container and are passed over.
"""

from __future__ import annotations

from copydesk.formats import PARSERS, find_named
from copydesk.formats.slots import make_split
from copydesk.types import Page, Split, Story

_SEPARATOR = "separator:"


class WrongFormatError(ValueError):
    """The side-car names a format or separator that the text does not have."""


def find_override(page: Page) -> Split | None:
    """The split that ``page.hints.format`` asks for, None where it asks for nothing; WrongFormatError where the text has no such thing."""
    wanted = (page.hints.format or "").strip()
    if wanted.lower().startswith(_SEPARATOR):
        return _cut_at(page, wanted[len(_SEPARATOR) :].strip())
    if wanted.lower() not in PARSERS:
        return None
    if split := find_named(page, wanted.lower()):
        return split
    raise WrongFormatError(f"{page.name} is said to be {wanted}, but holds no record of that format.")


def _cut_at(page: Page, separator: str) -> Split:
    """Stories between the lines that read as the separator."""
    text = page.text
    cuts = [line for line in page.lines if separator and text[line.start : line.end].strip() == separator]
    if not cuts:
        raise WrongFormatError(f"{page.name} is said to be parted by lines {separator!r}, but has none.")
    stories = []
    for start, end in zip([0, *(c.end for c in cuts)], [*(c.start for c in cuts), len(text)], strict=True):
        body = text[start:end]
        if body.strip():
            low = start + len(body) - len(body.lstrip())
            stories.append(Story(low, start + len(body.rstrip()), "separator"))
    return make_split(text, stories, "separator")
