"""What newspapers of some seventy languages write in their menus, boxes and footers (``data/menus.tsv``), by language and column."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from copydesk.types import Label

LABELS = {
    "home": Label.NAVIGATION, "news": Label.NAVIGATION, "politics": Label.NAVIGATION, "economy": Label.NAVIGATION,
    "sport": Label.NAVIGATION, "culture": Label.NAVIGATION, "world": Label.NAVIGATION, "health": Label.NAVIGATION,
    "technology": Label.NAVIGATION,
    "opinion": Label.NAVIGATION, "search": Label.NAVIGATION, "login": Label.NAVIGATION, "share": Label.SHARE, "read also": Label.RELATED,
    "related": Label.RELATED, "most read": Label.RELATED, "tags": Label.RELATED, "comments": Label.COMMENTS, "newsletter": Label.ADVERT,
    "advert": Label.ADVERT, "privacy": Label.COPYRIGHT, "contact": Label.CONTACT, "about": Label.CONTACT, "rights": Label.COPYRIGHT,
    "photo": Label.CAPTION, "more": Label.NAVIGATION,
}  # fmt: skip
"""What a line of nothing but a column's phrase is; ``updated`` is a date's and left to the finder of dates."""


@cache
def read_menus() -> Mapping[str, Mapping[str, str]]:
    """Phrases by language and column."""
    text = files("copydesk.boilerplate").joinpath("data/menus.tsv").read_text("utf-8")
    head, *rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


@cache
def label_phrases() -> Mapping[str, Label]:
    """Every phrase, in lower case, with what it names; of a phrase in two languages the first language's sense."""
    found: dict[str, Label] = {}
    for phrases in read_menus().values():
        for column, label in LABELS.items():
            found.setdefault(phrases[column].casefold(), label)
    return found
