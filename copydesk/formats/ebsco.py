"""EBSCO text exports: ``Record: 1``, ``Title:``, ``Authors:``, ``Source: Guardian. 05/03/2019, p4. 1p.``, ``Document Type:``,
``Accession Number:``, ``Database:``.

Records open with ``Record: N`` (or with ``Title:`` where the counters are switched off) and often close with a rule or a ``Persistent
link``.
The source line holds name, date and page together.
"""

from __future__ import annotations

import re

from copydesk.formats.dates import add_times, find_dates, is_month_first
from copydesk.formats.records import Entry, Lines
from copydesk.formats.slots import Draft, make_split
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_RECORD = re.compile(r"Record:?\s*#?\s*(\d{1,6})(?:\s+of\s+\d{1,6})?", re.IGNORECASE)
_LABEL = re.compile(
    r"(Title|Authors?|Source|Document Type|Publication Type|Subject Terms|Subjects?|Abstract|Accession Number|ISSN|DOI|Database|"
    r"Persistent link[\w ]*|Full Text Word Count|Geographic Terms|People|Company/Entity|NAICS/Industry Codes|"
    r"Author Affiliations|Lexile|Images?|Section|Copyright|Language|Notes|Keywords)\s?:\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_SIGNS = re.compile(
    r"^\s*(?:Accession Number|Document Type|Full Text Word Count|Publication Type|Database|Persistent link[\w ]*)\s?:",
    re.IGNORECASE | re.MULTILINE,
)


def find_ebsco(page: Page) -> Split | None:
    """The records of an EBSCO export; None unless record lines stand over titles and its own labels follow."""
    if "Record" not in page.text or not _SIGNS.search(page.text):
        return None
    lines = Lines(page)
    starts = [i for i in lines.matching(_RECORD, 40) if any(e.text.lower().startswith("title") for e in lines.entries[i + 1 : i + 4])]
    if not starts:
        return None
    month_first = is_month_first(e.text for e in lines.entries if e.text.startswith("Source"))
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
    i = 1
    for e in record[1:]:
        m = _LABEL.fullmatch(e.text)
        if m is None:
            if not e.gap and len(e.text) < 120 and i > 1 and not any(len(x.text) > 300 for x in record[:i]):
                draft.mark(e.start, e.end, Label.SEPARATOR, "label")
                i += 1
                continue
            break
        key, value = m[1].lower(), m[2].strip()
        if key == "title":
            draft.slot(e.start, e.end, FieldName.TITLE, value)
        elif key.startswith("author") and "affil" not in key:
            draft.slot(e.start, e.end, FieldName.AUTHOR, value)
        elif key == "source":
            _read_source(draft, e, value, month_first)
        elif key == "accession number":
            draft.slot(e.start, e.end, FieldName.ACCESSION, value)
        elif key == "abstract" and len(value) > 60:
            draft.mark(e.start, e.end - len(value), Label.SEPARATOR, "label")
            draft.body(e.end - len(value), e.end)
        else:
            draft.mark(e.start, e.end, Label.SEPARATOR, "label")
        i += 1
    last = len(record)
    while last > i and _LABEL.fullmatch(record[last - 1].text):
        last -= 1
        draft.mark(record[last].start, record[last].end, Label.SEPARATOR, "label")
    if i < last:
        draft.body(record[i].start, record[last - 1].end)
    return draft.finish(fill=False)


def _read_source(draft: Draft, line: Entry, value: str, month_first: bool) -> None:
    dates = add_times(value, find_dates(value, month_first=month_first))
    date = next((d for d in dates if d.is_full), None)
    name = re.split(r"[.;,]\s|\.$", value[: date.start] if date else value, maxsplit=1)[0].strip(" .,;")
    fields = ([Field(FieldName.PUBLISHER, name)] if name else []) + ([Field(FieldName.PUBLISHED, date.value)] if date else [])
    draft.mark(line.start, line.end, Label.ATTRIBUTION, "source", fields)
