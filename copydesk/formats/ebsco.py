"""EBSCO text exports: ``Record: 1``, ``Title:``, ``Authors:``, ``Source: Guardian. 05/03/2019, p4. 1p.``, ``Document Type:``,
``Accession Number:``, ``Database:``.

Records open with ``Record: N`` (or with ``Title:`` where the counters are switched off) and often close with a rule or a ``Persistent
link``.
The source line holds name, date and page together.
"""

from __future__ import annotations

import re

from copydesk.formats.dates import add_times, find_dates
from copydesk.formats.records import Entry, Lines
from copydesk.formats.signs import fold_letters, has_any
from copydesk.formats.slots import Draft, make_split, read_authors
from copydesk.late import compile_late
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_RECORD = re.compile(r"Record:?\s*#?\s*(\d{1,6})(?:\s+of\s+\d{1,6})?", re.IGNORECASE)
_LABEL = compile_late(
    r"(Title|Authors?|Source|Document Type|Publication Type|Subject Terms|Subjects?|Abstract|Accession Number|ISSN|DOI|Database|"
    r"Persistent link[\w ]*|Full Text Word Count|Geographic Terms|People|Company/Entity|NAICS/Industry Codes|"
    r"Author Affiliations|Lexile|Images?|Section|Copyright|Language|Notes|Keywords)\s?:\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_WAVES = re.compile(r"~{4,}")
_BYLINE = re.compile(r"(?:By|Von|Par|Por) .{2,90}")
_RIGHTS = re.compile(
    r"(?:Copyright of .{2,120} is the property of|Copyright of .{2,120} may not be copied|\(?(?:©|\(c\)|Copyright )\W?\d{4})", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    r"\. (?:1[3-9]|2\d|3[01])/\d{1,2}/\d{4}\b"
)  # EBSCO writes the month first, unless a day of the file cannot be a month
_LABELS = (b"accession number", b"document type", b"full text word count", b"publication type", b"database", b"persistent link")
_SIGNS = re.compile(
    r"^\s*(?:Accession Number|Document Type|Full Text Word Count|Publication Type|Database|Persistent link[\w ]*)\s?:",
    re.IGNORECASE | re.MULTILINE,
)


def find_ebsco(page: Page) -> Split | None:
    """The records of an EBSCO export; None unless record lines stand over titles and its own labels follow."""
    if "Record" not in page.text or not has_any(fold_letters(page.text), _LABELS) or not _SIGNS.search(page.text):
        return None
    lines = Lines(page)
    starts = [i for i in lines.matching(_RECORD, 40) if any(e.text.lower().startswith("title") for e in lines.entries[i + 1 : i + 4])]
    if not starts:
        return None
    month_first = not any(_DAY_FIRST.search(e.text[:200]) for e in lines.entries)
    stories = []
    for n, i in enumerate(starts):
        last = starts[n + 1] if n + 1 < len(starts) else len(lines.entries)
        record = lines.entries[i:last]
        while not any(c.isalnum() for c in record[-1].text):
            record.pop()
        stories.append(_read_record(page.text, record, month_first))
    return make_split(page.text, stories, "ebsco")


def _read_record(text: str, record: list[Entry], month_first: bool) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, "ebsco", month_first)
    draft.mark(record[0].start, record[0].end, Label.SEPARATOR, "counter")
    i, key = 1, ""
    for e in record[1:]:
        m = _LABEL.fullmatch(e.text)
        if m is None:
            if not e.gap and len(e.text) < 120 and i > 1 and not any(len(x.text) > 300 for x in record[:i]):
                _read_value(draft, e, key, e.text, month_first)  # a value below its label
                i += 1
                continue
            break
        key, value = m[1].lower(), m[2].strip()
        _read_value(draft, e, key, value, month_first)
        i += 1
    title = next((f.value for m in draft.marks for f in m.fields if f.name is FieldName.TITLE), "")
    if i < len(record) and title and record[i].text.casefold().strip(" .") == title.casefold():
        draft.mark(record[i].start, record[i].end, Label.SEPARATOR, "headline-again")
        i += 1
    last = _mark_trailer(draft, record, i)
    if i < last:
        draft.body(record[i].start, record[last - 1].end)
    return draft.finish(fill=False)


def _read_value(draft: Draft, line: Entry, key: str, value: str, month_first: bool) -> None:
    """Mark a line of the header with what the label on it, or above it, makes of its value."""
    if key == "title" and value and not draft.has(FieldName.TITLE):
        draft.slot(line.start, line.end, FieldName.TITLE, value.removesuffix(".") if not value.endswith("..") else value)
    elif key.startswith("author") and "affil" not in key and value:
        draft.slot(line.start, line.end, FieldName.AUTHOR, _turn_name(value))
    elif key == "source" and value:
        _read_source(draft, line, value, month_first)
    elif key == "accession number" and value:
        draft.slot(line.start, line.end, FieldName.ACCESSION, value)
    elif key == "abstract" and len(value) > 60:
        draft.mark(line.start, line.end - len(value), Label.SEPARATOR, "label")
        draft.body(line.end - len(value), line.end)
    else:
        draft.mark(line.start, line.end, Label.SEPARATOR, "label")


def _turn_name(value: str) -> str:
    """``Lowry, Ann`` as a byline has it; other values as they are."""
    family, comma, given = value.partition(", ")
    return f"{given} {family}" if comma and "," not in given and " " not in family and 0 < len(given.split()) <= 3 else value


def _mark_trailer(draft: Draft, record: list[Entry], first: int) -> int:
    """Index of the first line below the text, all of which are marked: labels, the sign over the byline, the byline, the rights."""
    last = len(record)
    while last > first:
        e = record[last - 1]
        if _RIGHTS.match(e.text):
            draft.mark(e.start, e.end, Label.COPYRIGHT, "rights", (Field(FieldName.NOTICE, e.text),))
        elif _BYLINE.fullmatch(e.text) and last - 2 >= first and _WAVES.fullmatch(record[last - 2].text):
            fields = () if draft.has(FieldName.AUTHOR) else read_authors(e.text)
            draft.mark(e.start, e.end, Label.BYLINE, "byline", fields)
        elif _LABEL.fullmatch(e.text) or _WAVES.fullmatch(e.text):
            draft.mark(e.start, e.end, Label.SEPARATOR, "label")
        else:
            break
        last -= 1
    return last


def _read_source(draft: Draft, line: Entry, value: str, month_first: bool) -> None:
    dates = add_times(value, find_dates(value, month_first=month_first))
    date = next((d for d in dates if d.is_full), None)
    name = re.split(r"[.;,]\s|\.$", value[: date.start] if date else value, maxsplit=1)[0].strip(" .,;")
    fields = ([Field(FieldName.PUBLISHER, name)] if name else []) + ([Field(FieldName.PUBLISHED, date.value)] if date else [])
    draft.mark(line.start, line.end, Label.ATTRIBUTION, "source", fields)
