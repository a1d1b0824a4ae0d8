"""DIALOG, the host of databases: ``4/9/1 (Item 1 from file: 714)`` over ``DIALOG(R)File 714:Ennis Valley Herald``, rights, headline, text.

A record opens at the line of its set, format and item. Below the file's name and the rights stand an accession number, the headline
(often in capitals), and lines of slots: writer, paper with its day, edition, section, number of words. The text follows ``TEXT:``, or
else the first blank line below the slots. The prompt (``?``) closes the last.
"""

from __future__ import annotations

import re

from copydesk.formats.dates import find_dates
from copydesk.formats.records import Entry, Lines, fill_line, read_pair
from copydesk.formats.slots import Draft, make_split, read_authors
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_ITEM = re.compile(r"(?:Set )?\d{1,3}/[\dKkLlFfSsMm]{1,2}/\d{1,4}(?:\s+\(Item \d+ from file:? ?\d+\))?|\(Item \d+ from file:? ?\d+\)")
_FILE = re.compile(r"DIALOG\(R\)\s?File\s*\d{0,4}\s?:\s*(.{0,120})")
_RIGHTS = re.compile(r"(?:\(c\)|©|copr?\.).{0,140}", re.IGNORECASE)
_NUMBER = re.compile(r"\d{5,12}(?:\s+.{0,100}:.{0,100})?")
_TEXT = re.compile(r"(?:full )?text:\s*(.*)", re.IGNORECASE)
_BY = re.compile(r"by:?\s+(.{3,120})|byline:\s*(.{3,120})|author(?:\(s\))?:\s*(.{3,120})", re.IGNORECASE)
_ROLE = re.compile(r",?\s+(?:(?:[A-Z][a-z]+ )?(?:staff|special|senior)|of the|correspondent|reporter)\b.*\Z", re.IGNORECASE)
_LABELLED = re.compile(r"[A-Z][\w ()/]{1,30}: ?\S.{0,60}\s{2,}[A-Z][\w ()/]{1,30}: ?\S")  # two labels in one line
_CLOSING = re.compile(r"\?.{0,40}|copyright .{0,140}|(?:\(c\)|©).{0,140}|-+ ?end .{0,60}", re.IGNORECASE)
_HEADER_LINES, _LONGEST_SLOT = 14, 140


def find_dialog(page: Page) -> Split | None:
    """The records of a DIALOG print; None unless the file's name stands below every item's line."""
    if "DIALOG(R)" not in page.text:
        return None
    entries = Lines(page).entries
    opens = [
        i
        for i in range(len(entries) - 2)
        if (_ITEM.fullmatch(entries[i].text) and _FILE.fullmatch(entries[i + 1].text))
        or (_FILE.fullmatch(entries[i].text) and not (i and _ITEM.fullmatch(entries[i - 1].text)))
    ]
    if not opens:
        return None
    ends = [*opens[1:], len(entries)]
    return make_split(page.text, [_read_record(page.text, entries[a:b]) for a, b in zip(opens, ends, strict=True)], "dialog")


def _read_record(text: str, record: list[Entry]) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, "dialog")
    last = len(record)
    while last > 2 and _CLOSING.fullmatch(record[last - 1].text):
        last -= 1
        draft.mark(record[last].start, record[last].end, Label.SEPARATOR, "closing")
    i, file = 0, ""
    while i < last and (m := _FILE.fullmatch(record[i].text) or _ITEM.fullmatch(record[i].text) or _RIGHTS.fullmatch(record[i].text)):
        file = m[1].strip() if m.re is _FILE else file
        draft.mark(record[i].start, record[i].end, Label.COPYRIGHT if m.re is _RIGHTS else Label.SEPARATOR, "file")
        i += 1
    while i < last and _NUMBER.fullmatch(record[i].text):
        draft.mark(record[i].start, record[i].end, Label.SEPARATOR, "number")
        i += 1
    told = next((k for k in range(i, min(last, i + _HEADER_LINES)) if _TEXT.fullmatch(record[k].text)), -1)
    stop = told if told >= 0 else next((k for k in range(i + 1, last) if record[k].gap), last)
    title = i
    while i < stop and (i == title or not _is_slot(record[i])):
        i += 1
    if title < i:
        draft.slot(record[title].start, record[i - 1].end, FieldName.TITLE)
    for e in record[i:stop]:
        _read_slot(draft, e)
    if not draft.has(FieldName.PUBLISHER) and file:
        draft.mark(record[0].start, record[0].end, Label.SEPARATOR, "item", (Field(FieldName.PUBLISHER, file),))
    begin = stop
    if told >= 0 and (m := _TEXT.fullmatch(record[told].text)):
        draft.mark(record[told].start, record[told].start + m.start(1), Label.SEPARATOR, "text")
        if m[1]:
            draft.body(record[told].start + m.start(1), record[last - 1].end)
            return draft.finish(fill=False)
        begin = told + 1
    if begin < last:
        draft.body(record[begin].start, record[last - 1].end)
    return draft.finish(fill=False)


def _is_slot(line: Entry) -> bool:
    """Whether a line of the header is no headline: it is dated, signed or labelled."""
    text = line.text
    return len(text) <= _LONGEST_SLOT and bool(
        _BY.match(text) or _LABELLED.match(text) or read_pair(text) or any(d.is_full for d in find_dates(text))
    )


def _read_slot(draft: Draft, line: Entry) -> None:
    text = line.text
    day = next((d for d in find_dates(text) if d.is_full), None)
    if m := _BY.fullmatch(text):
        names = read_authors(_ROLE.sub("", m[1] or m[2] or m[3]))
        draft.mark(line.start, line.end, Label.BYLINE, "author", names)
    elif day and not draft.has(FieldName.PUBLISHED):
        paper = re.split(r"\s\(|,\s|\s[-–—]\s", text[: day.start].strip())[0].strip(" -–—,") if day.start > 3 else ""
        fields = (Field(FieldName.PUBLISHED, day.value), *((Field(FieldName.PUBLISHER, paper),) if paper else ()))
        draft.mark(line.start, line.end, Label.DATE, "source", fields)
    elif (pair := read_pair(text)) and "  " not in pair[2]:
        fill_line(draft, line, pair[1], pair[2])
    else:
        draft.mark(line.start, line.end, Label.SEPARATOR, "slot")
