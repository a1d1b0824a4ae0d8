"""All field marks of one story, from its header and its trailer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copydesk.fields.captions import is_release_caption, is_release_wire
from copydesk.fields.found import Found
from copydesk.fields.header import read_header
from copydesk.fields.layout import Row, read_rows
from copydesk.fields.marking import mark_dateline, mark_header, mark_trailer
from copydesk.fields.reader import make_reader
from copydesk.fields.settling import settle
from copydesk.fields.trailer import read_trailer
from copydesk.types import Field, FieldName, Label, Mark, Page, Story


def find_fields(page: Page, story: Story, body: tuple[tuple[int, int], ...], spam: Sequence[Mark] = ()) -> tuple[Mark, ...]:
    """Marks with record fields for the story's title, byline, dateline, dates, sources, credits, notices and end marks.

    ``body``: page spans of the lines judged body (all lines count as body when it is empty). Fields that ``story.marks`` hold already
    are not given again, and no mark touches theirs. Marks are sorted, lie in the story and do not overlap. What ``spam`` marks is not
    read: a line of wares above the headline is none, and the copyright line above injected links is still the last one.
    """
    rows = read_rows(page, story, body)
    if spam:
        rows = _cut(rows, spam)
    taken = [m for m in story.marks if m.end > m.start]
    rows = _cut(rows, taken) if story.format else _without(rows, taken)
    if not rows:
        return ()
    reader = make_reader(rows, page.hints.language, page.hints.received)
    header = read_header(page, rows, reader)
    trailer = read_trailer(rows, header.lead, reader)
    found = Found(subject_is_title=header.subject)
    mark_header(page, rows, header, found)
    mark_trailer(rows, header, trailer, found)
    mark_dateline(header, found)
    if header.dateline is not None and is_release_wire(header.dateline.agency):
        for row in rows:
            if is_release_caption(row.text):
                found.add(row.start, row.end, Label.CAPTION, "release-caption", confidence=0.8)
    settle(page, story, rows, header, trailer, found)
    return _finish(found, story, taken)


def _without(rows: list[Row], taken: list[Mark]) -> list[Row]:
    """The rows that no mark of the format parser touches, renumbered; a row that ends in an end mark without the mark."""
    if not taken:
        return rows
    marks = sorted(taken, key=lambda m: (m.start, m.end))
    free: list[Row] = []
    at = 0
    for row in rows:
        while at < len(marks) and marks[at].end <= row.start:
            at += 1
        if at == len(marks) or marks[at].start >= row.end:
            free.append(row._replace(index=len(free)))
        elif marks[at].label is Label.END_MARK and marks[at].start > row.start:
            text = row.text[: marks[at].start - row.start].rstrip()  # an end mark behind the last sentence: the sentence is still to read
            free.append(row._replace(index=len(free), end=row.start + len(text), text=text))
    return free


def _cut(rows: list[Row], taken: Sequence[Mark]) -> list[Row]:
    """What the parser of a known format, or spam, left of each row, renumbered: ``<p>PARIS (AFP) - …</p>`` is a paragraph between tags.

    The longest piece stands for a row; one without a letter or digit is nothing.
    """
    marks = sorted(taken, key=lambda m: (m.start, m.end))
    free: list[Row] = []
    first = 0
    for row in rows:
        while first < len(marks) and marks[first].end <= row.start:
            first += 1
        at, start, end = row.start, row.start, row.start
        n = first
        while at < row.end:
            stop = marks[n].start if n < len(marks) and marks[n].start < row.end else row.end
            if stop - at > end - start:
                start, end = at, stop
            at = max(at, marks[n].end) if n < len(marks) and stop < row.end else row.end
            n += 1
        text = row.text[start - row.start : end - row.start]
        if any(c.isalnum() for c in text):
            body = text.strip()
            start += text.index(body)
            free.append(row._replace(index=len(free), start=start, end=start + len(body), text=body))
    return free


def _has_figures(field: Field) -> bool:
    return field.name is FieldName.TITLE and any(map(str.isdecimal, field.value))


_SINGLE = frozenset(FieldName) - {FieldName.AUTHOR, FieldName.CONTRIBUTOR, FieldName.NOTICE}


def _finish(found: Found, story: Story, taken: list[Mark]) -> tuple[Mark, ...]:
    """Sorted marks without overlap; a field that the format parser knows, or a second value of a single one, is left out."""
    known = {f.name for m in taken for f in m.fields}
    below = min((m.end for m in taken if m.rule == "body-label"), default=story.end) if FieldName.TITLE in known else story.end
    titled = max((m.end for m in taken if any(f.name is FieldName.TITLE for f in m.fields)), default=story.end)
    days = {m.end + 1 for m in taken if m.start > titled and m.rule == "header-dated"}
    out: list[Mark] = []
    at = story.start
    for mark in sorted(found.marks, key=lambda m: (m.start, -m.end)):
        start = max(mark.start, at)
        if start >= mark.end or (start >= below and mark.rule in ("headline", "subtitle-line")):
            continue  # what stands below ``Text:`` is the text, and the headline is known
        if mark.rule == "headline" and start in days and any(map(_has_figures, mark.fields)):
            continue  # below the headline and the day it is a line of the text, such as a match's result
        fields = tuple(f for f in mark.fields if f.name not in known)
        fields = tuple(f for i, f in enumerate(fields) if f.name not in _SINGLE or f.name not in {g.name for g in fields[:i]})
        known |= {f.name for f in fields} & _SINGLE
        out.append(replace(mark, start=start, fields=fields))
        at = mark.end
    return tuple(out)
