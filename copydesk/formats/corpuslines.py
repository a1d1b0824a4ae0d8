"""Corpora of one text a line: ``@@4000123 <h> Headline <p> Text <p> Text`` (NOW, GloWbE), ``##4000123 Text <p> Text`` (COCA).

The sign with a number of five digits or more opens a text. ``<h>`` opens its headline, ``<p>`` a paragraph; both tags are the corpus's own.
Words that the publisher of the corpus blotted out (``@ @ @ @``) stay as they are.
"""

from __future__ import annotations

import re

from copydesk.formats.slots import Draft, make_split
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_OPEN = re.compile(r"^(?:@@|##)(\d{5,12})(?=[ \t]|\r?$)", re.MULTILINE)
_TAG = re.compile(r"<(p|h|h\d|br)>", re.IGNORECASE)
_LEAST = 2


def find_corpus_lines(page: Page) -> Split | None:
    """The texts of such a corpus; None unless the file opens with one and two or more stand in it."""
    text = page.text
    if not text[:200].lstrip("\ufeff \t\r\n").startswith(("@@", "##")):
        return None
    opens = list(_OPEN.finditer(text))
    if len(opens) < _LEAST or text[: opens[0].start()].strip("\ufeff \t\r\n"):
        return None
    stops = [*(m.start() for m in opens[1:]), len(text)]
    return make_split(text, [_read_text(text, m, stop) for m, stop in zip(opens, stops, strict=True)], "corpus-lines")


def _read_text(text: str, opening: re.Match[str], stop: int) -> Story:
    end = opening.end() + len(text[opening.end() : stop].rstrip())
    draft = Draft(text, opening.start(), end, "corpus-lines")
    draft.mark(opening.start(), opening.end(), Label.SEPARATOR, "number", (Field(FieldName.ACCESSION, opening[1]),))
    at, kind = opening.end(), "p"
    for m in _TAG.finditer(text, opening.end(), end):
        _take(draft, text, at, m.start(), kind)
        at, kind = m.end(), m[1].lower()
    _take(draft, text, at, end, kind)
    return draft.finish()


def _take(draft: Draft, text: str, start: int, end: int, kind: str) -> None:
    if kind[0] == "h" and text[start:end].strip() and not draft.has(FieldName.TITLE):
        draft.slot(start, end, FieldName.TITLE)
    else:
        draft.body(start, end)
