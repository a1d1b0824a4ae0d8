"""The nouns of copydesk: immutable values that the steps hand to one another.

    bytes -> Decoded -> Repair -> Page -> Story… -> Mark… -> Article + LedgerRow…

Offsets are Unicode code points, half-open ``[start, end)``. Two coordinate systems exist and no third:
*source* offsets run over the decoded text (for HTML, RTF and DOCX over its text rendering), *page* offsets over the
repaired, frozen text. Finders only ever see page offsets; the ledger speaks source offsets; ``copydesk.edits`` maps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from copydesk.labels import Action as Action
from copydesk.labels import FieldName as FieldName
from copydesk.labels import Label as Label


@dataclass(frozen=True, slots=True)
class Field:
    """One value for the record, read from the span of the mark that carries it."""

    name: FieldName
    value: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the source that one charset decodes: characters [start, end) came from bytes from ``byte_start`` on."""

    start: int
    end: int
    byte_start: int
    encoding: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes as text, nothing repaired. Undecodable bytes stay as lone surrogates U+DC80–U+DCFF (``surrogateescape``).

    ``encoding`` is a lower-case WHATWG or IANA name; of several ``segments`` it is the one with the most characters.
    ``segments`` tile the text; encoding each with its charset gives the source's bytes back.
    """

    text: str
    encoding: str
    confidence: float
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement: input ``[start, end)`` held ``before`` and reads ``after`` now.

    ``chain`` is the way back, outermost link first, as ``"utf-8>windows-1252"`` (bytes of the first read as the second)
    or the name of the fix (``"html-entity"``). ``gain`` is in bits of description length; ``confidence`` 0 to 1.
    """

    start: int
    end: int
    before: str
    after: str
    label: Label
    rule: str
    chain: tuple[str, ...] = ()
    gain: float = 0.0
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Damage:
    """Text beyond repair, at output offsets ``[start, end)``: flagged, never 'repaired'."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Repair:
    """Repaired text, the edits in input order without overlap, and what is beyond repair."""

    text: str
    edits: tuple[Edit, ...] = ()
    unrecoverable: tuple[Damage, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """BCP 47 tag (None: too little text to tell) and confidence 0 to 1. ``others``: further languages with their share."""

    tag: str | None
    confidence: float
    others: tuple[tuple[str, float], ...] = ()


class Line(NamedTuple):
    """A line of the page, without its line break; ``number`` counts from 0. A tuple, as there are so many."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """What markup knew of a run of the rendering: ``tag`` path innermost first (``("a", "li", "nav")``), link, heading level."""

    start: int
    end: int
    path: tuple[str, ...]
    heading: int = 0
    hint: str = ""


SEPARATOR = "separator:"
"""What a format begins with that is no format but the line, or lines, between the stories."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a source from outside its text (side-car, JSON object, HTML head). None: not stated.

    ``format`` names a known format, or the lines that part the stories behind ``SEPARATOR``; ``format_by`` says whose word that is.
    """

    id: str | None = None
    url: str | None = None
    publisher: str | None = None
    received: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    language: str | None = None
    encoding: str | None = None
    format: str | None = None
    format_by: str | None = None
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A source after decoding and repair, frozen: no step after this changes a character.

    ``source_text`` is the decoded text (or rendering), ``text`` the repaired one, ``edits`` lead from one to the other
    (source offsets). ``blocks`` are page offsets, sorted, and empty for plain text. ``renderer`` names what made
    ``source_text`` from markup ('' for plain text).
    """

    name: str
    source_text: str
    text: str
    edits: tuple[Edit, ...]
    unrecoverable: tuple[Damage, ...]
    lines: tuple[Line, ...]
    encoding: str
    hints: Hints = Hints()
    blocks: tuple[Block, ...] = ()
    renderer: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A judgement on page characters [start, end). Marks never change text; ``render`` alone acts on them.

    ``fields`` are the record values read from the span; ``evidence`` is one short clause for the person who asks why.
    ``after`` is what the article shows in place of a container's escape (label entity), None for every other mark.
    """

    start: int
    end: int
    label: Label
    rule: str
    confidence: float = 1.0
    fields: tuple[Field, ...] = ()
    evidence: str = ""
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """One reason to cut (or not): its name, its offset, and its weight in bits."""

    name: str
    at: int
    weight: float


@dataclass(frozen=True, slots=True)
class Story:
    """A run of the page that is one story with its header and trailer, at page offsets.

    ``marks`` are what the format parser knows for certain of its slots (header fields, separators); ``format`` names it.
    """

    start: int
    end: int
    format: str = ""
    marks: tuple[Mark, ...] = ()
    cues: tuple[Cue, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Split:
    """A page cut into stories. ``marks`` label what lies outside all stories (preamble, contents, separators).

    ``stated`` is the number of stories that the file itself announces, None where it announces none; ``missing`` are the headlines
    of its contents list that no story bears.
    """

    stories: tuple[Story, ...]
    marks: tuple[Mark, ...] = ()
    format: str = ""
    stated: int | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dateline:
    """``raw`` as written, ``date`` ISO 8601 or EDTF with X for what is not stated (``XXXX-08-29``)."""

    raw: str
    place: str | None
    agency: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article came from; ``span`` in the decoded source, story 1..stories."""

    name: str
    sha256: str
    bytes: int
    encoding: str
    span: tuple[int, int]
    story: int
    stories: int
    url: str | None = None
    received: str | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """Code points of the story's span of the source by what became of them; ``spam`` is part of ``dropped``."""

    kept: int = 0
    lifted: int = 0
    dropped: int = 0
    repaired: int = 0
    spam: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """The published record: docs/reference/record.md says the meaning of every field."""

    id: str
    text: str
    title: str | None
    language: str | None
    language_confidence: float
    translated_from: str | None
    authors: tuple[str, ...]
    contributors: tuple[str, ...]
    editor: str | None
    dateline: Dateline | None
    published: str | None
    updated: str | None
    publisher: str | None
    agency: str | None
    section: str | None
    notices: tuple[str, ...]
    source: Source
    duplicate_of: str | None
    quality: Quality
    copydesk_version: str
    rules_version: str
    subtitle: str | None = None
    accession: str | None = None


class LedgerRow(NamedTuple):
    """What became of source characters [start, end). Rows of a source tile it from 0 to its end; a tuple, as there are so many.

    ``before`` is the source's text unless ``action`` is keep; ``after`` is what stands in the article instead (a repair's
    new text, the paragraph break in place of white space), None where nothing does.
    """

    source: str
    start: int
    end: int
    action: Action
    label: Label
    rule: str
    rule_version: str
    article: str | None
    before: str | None
    after: str | None
    confidence: float
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the whole source that a person should hear of (infected by spam, stated count disagrees …)."""

    kind: str
    message: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The outcome for one source: articles in source order, the ledger that accounts for it, and the frozen page."""

    articles: tuple[Article, ...]
    ledger: tuple[LedgerRow, ...]
    page: Page
    findings: tuple[Finding, ...] = field(default=())


def first_value(marks: Iterable[Mark], name: FieldName) -> str | None:
    """The first value of that field among the marks, in their order; None if no mark carries it."""
    return next((f.value for m in marks for f in m.fields if f.name is name), None)
