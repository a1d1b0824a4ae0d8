"""What a side-car or a profile says about the container: a format by name, or the lines that part the stories.

``format = "lexisnexis"`` tries that parser and no other; ``format = "separator:-----"`` cuts at every line that reads so (several such
lines, one below the other, part stories each). A statement that the text contradicts is refused with the reason: a wrong override must
never pass as a right one, and so is a name that no format has. Names of file types (``txt``) say nothing about the container and are
passed over.
"""

from __future__ import annotations

from copydesk.formats import find_named, load_parsers
from copydesk.formats.slots import make_split
from copydesk.types import SEPARATOR, Page, Split, Story

_FILE_TYPES = frozenset(["txt", "text", "html", "htm", "xml", "sgm", "sgml", "md", "json", "jsonl", "eml", "mbox", "rtf", "docx"])


class WrongFormatError(ValueError):
    """The side-car or a profile names a format or separator that the text does not have; ``mend`` says where to mend it."""

    def __init__(self, page: Page, reason: str) -> None:
        by = page.hints.format_by
        super().__init__(f"{page.name} is said {f'by {by} ' if by else ''}to be {reason}.")
        mend = "mend or remove 'format' in its side-car"
        self.mend = f"mend {by}, or state the file's own 'format' in a side-car" if by else mend


def find_override(page: Page) -> Split | None:
    """The split that ``page.hints.format`` asks for, None where it asks for nothing; WrongFormatError where the text has no such thing."""
    wanted = (page.hints.format or "").strip()
    if wanted.lower().startswith(SEPARATOR):
        return _cut_at(page, [line.strip() for line in wanted[len(SEPARATOR) :].splitlines()])
    if not wanted or (wanted.lower() in _FILE_TYPES and wanted.lower() not in load_parsers()):
        return None
    if wanted.lower() not in load_parsers():
        raise WrongFormatError(page, f"{wanted}, a format that copydesk does not know")
    if split := find_named(page, wanted.lower()):
        return split
    raise WrongFormatError(page, f"{wanted}, but holds no record of that format")


def _cut_at(page: Page, separators: list[str]) -> Split:
    """Stories between the lines that read as one of the separators."""
    text = page.text
    wanted = {line for line in separators if line}
    cuts = [line for line in page.lines if text[line.start : line.end].strip() in wanted]
    if not cuts:
        raise WrongFormatError(page, f"parted by lines {' or '.join(map(repr, separators))}, but has none")
    stories = []
    for start, end in zip([0, *(c.end for c in cuts)], [*(c.start for c in cuts), len(text)], strict=True):
        body = text[start:end]
        if body.strip():
            low = start + len(body) - len(body.lstrip())
            stories.append(Story(low, start + len(body.rstrip()), "separator"))
    return make_split(text, stories, "separator")
