"""Gale (OneFile, Academic, InfoTrac) text: ``Title:``, ``Author(s):``, ``Source:``, ``Full Text:``, the text, ``Source Citation``,
``Gale Document Number: GALE|A665231234``.

The line with the document number closes a record. The headline has a label or stands bare above the others; labels that the
table knows fill fields (``From:`` and the name in ``Source:`` are the paper), the rest of header and trailer is Gale's own.
"""

from __future__ import annotations

import re

from copydesk.formats.dates import find_dates
from copydesk.formats.records import Entry, Lines
from copydesk.formats.slots import Draft, make_split
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_END = re.compile(r"(?:Gale )?Document Number:?\s*(GALE\s?\|\s?\w{4,20}|[A-Z]{1,3}\d{6,14})", re.IGNORECASE)
_LABEL = re.compile(
    r"(Title|Headline|Authors?|Author\(s\)|Byline|Date|Pub(?:lication)? Date|From|Source|Publication|Publisher|Document Type|Article Type|"
    r"Publication Format|Length|Word Count|Copyright|Section|Edition|Column|Geographic Code|ISSN|DOI|Language|Dateline|Series|"
    r"Lexile Measure|Content Level|Reading Level|Full Text|Abstract):\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_BANNER = re.compile(r"Gale (?:OneFile|Academic|In Context|General|Literature|Power|Business).{0,60}|InfoTrac.{0,60}", re.IGNORECASE)
_TRAILER = re.compile(
    r"Source Citation.{0,60}|COPYRIGHT \d{4}.{0,160}|Copyright \d{4} Gale.{0,160}|Citation:.{0,20}|https?://\S+|URL:?\s*https?://\S+|"
    r"No portion of this article can be reproduced.{0,160}|Named Works:.{0,200}|Accessed \d{1,2} \w{3,9}\.? \d{4}\.?"
)
_CITATION = re.compile(r"Source Citation", re.IGNORECASE)
_FULL = ("full text",)
_HEADER = 30  # lines of the longest header


def find_gale(page: Page) -> Split | None:
    """The records of a Gale export; None unless lines with Gale's document number close records that hold two of its labels each."""
    if "GALE|" not in page.text and "Gale" not in page.text:
        return None
    lines = Lines(page)
    ends = lines.matching(_END, 80)
    if not ends:
        return None
    stories: list[Story] = []
    good = 0
    for record, _ in lines.closed_by(ends):
        labels = sum(bool(_LABEL.fullmatch(e.text[:300])) for e in record[:_HEADER]) + any(_CITATION.match(e.text) for e in record)
        good += labels >= 2
        if len(record) > 2:
            stories.append(_read_record(page.text, record))
    if not stories or good * 2 < len(ends):
        return None
    return make_split(page.text, stories, "gale")


def _read_record(text: str, record: list[Entry]) -> Story:
    while len(record) > 3 and _BANNER.fullmatch(record[0].text):
        record = record[1:]
    draft = Draft(text, record[0].start, record[-1].end, "gale")
    number = _END.fullmatch(record[-1].text)
    draft.mark(record[-1].start, record[-1].end, Label.SEPARATOR, "number", (Field(FieldName.ACCESSION, number[1]),) if number else ())
    last = len(record) - 1
    citation = next((i for i in range(last - 1, 0, -1) if _CITATION.match(record[i].text)), -1)
    for e in record[citation:last] if citation > 0 else ():
        draft.mark(e.start, e.end, Label.SEPARATOR, "citation")
    last = citation if citation > 0 else last
    while last > 1 and _TRAILER.fullmatch(record[last - 1].text):
        _mark_rights(draft, record[last - 1])
        last -= 1
    i = 0
    while i < min(last, _HEADER):
        e = record[i]
        m = _LABEL.fullmatch(e.text)
        if m and m[1].casefold() in _FULL:
            draft.mark(e.start, e.start + m.start(2), Label.SEPARATOR, "label")
            draft.body(e.start + m.start(2), e.end)
            i += 1
            break
        if m:
            _read_label(draft, e, m[1].casefold(), m[2].strip())
        elif _TRAILER.fullmatch(e.text):
            _mark_rights(draft, e)
        elif not draft.has(FieldName.TITLE) and i < 2 and _LABEL.fullmatch(record[i + 1].text[:300]) is not None:
            draft.slot(e.start, e.end, FieldName.TITLE)
        else:
            break
        i += 1
    if i < last:
        draft.body(record[i].start, record[last - 1].end)
    return draft.finish(fill=False)


def _mark_rights(draft: Draft, line: Entry) -> None:
    if line.text.lower().startswith("copyright") and not draft.has(FieldName.NOTICE):
        draft.slot(line.start, line.end, FieldName.NOTICE)
    else:
        draft.mark(line.start, line.end, Label.SEPARATOR, "trailer")


def _read_label(draft: Draft, line: Entry, key: str, value: str) -> None:
    if key in ("title", "headline") and not draft.has(FieldName.TITLE):
        draft.slot(line.start, line.end, FieldName.TITLE, value)
    elif key in ("author", "authors", "author(s)", "byline") and value:
        draft.slot(line.start, line.end, FieldName.AUTHOR, value)
    elif key == "source":
        date = next((d for d in find_dates(value) if d.is_full), None)
        name = re.split(r"\s?\(|[.,;]\s", value, maxsplit=1)[0].strip(" .,;")
        fields = [Field(FieldName.PUBLISHER, name)] if name and not draft.has(FieldName.PUBLISHER) else []
        fields += [Field(FieldName.PUBLISHED, date.value)] if date and not draft.has(FieldName.PUBLISHED) else []
        draft.mark(line.start, line.end, Label.ATTRIBUTION, "source", fields)
    elif key in ("from", "publication") and not draft.has(FieldName.PUBLISHER):
        draft.slot(line.start, line.end, FieldName.PUBLISHER, re.split(r"\s?\((?:Vol|No|Issue)", value, maxsplit=1)[0])
    elif key in ("date", "pub date", "publication date") and not draft.has(FieldName.PUBLISHED):
        draft.slot(line.start, line.end, FieldName.PUBLISHED, value)
    elif key == "section" and not draft.has(FieldName.SECTION):
        draft.slot(line.start, line.end, FieldName.SECTION, value)
    elif key == "copyright" and not draft.has(FieldName.NOTICE):
        draft.slot(line.start, line.end, FieldName.NOTICE, value)
    else:
        draft.mark(line.start, line.end, Label.SEPARATOR, "label")
