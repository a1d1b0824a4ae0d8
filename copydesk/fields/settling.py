"""What several marks decide together: publisher and agency, the language translated from, the year of a dateline."""

from __future__ import annotations

from dataclasses import replace

from copydesk.fields.attribution import feed_publisher
from copydesk.fields.dates import complete_year
from copydesk.fields.endmark import is_end_line
from copydesk.fields.found import Found
from copydesk.fields.header import Header
from copydesk.fields.layout import Row
from copydesk.fields.trailer import Trailer
from copydesk.fields.translation import source_language
from copydesk.types import Field, FieldName, Label, Page, Story

CLOSING = 60
"""Characters after a story in which the sign that parts it from the next may stand."""


def settle(page: Page, story: Story, rows: list[Row], header: Header, trailer: Trailer, found: Found) -> None:
    """Publisher, agency, the dateline's year and the date of publication, which several marks decide together."""
    at = next((i for i, m in enumerate(found.marks) if m.label is Label.DATELINE), None)
    if at is not None and header.dateline is not None:
        found.publisher(6, at, feed_publisher(header.dateline.agency, _closing_lines(page, story, rows, trailer)))
    for name, ranked in ((FieldName.PUBLISHER, found.publishers), (FieldName.AGENCY, found.agencies)):
        if ranked:
            _, at = min(ranked)
            value = found.values["publisher" if name is FieldName.PUBLISHER else "agency", at]
            found.marks[at] = replace(found.marks[at], fields=(*found.marks[at].fields, Field(name, value)))
    _settle_language(rows, header, found)
    _settle_dates(page, story, found)


def _closing_lines(page: Page, story: Story, rows: list[Row], trailer: Trailer) -> list[str]:
    """End marks and source lines of the story, those that the splitter took as signs of its end among them."""
    lines = [rows[i].text for i in (*trailer.end_marks, *trailer.sources)]
    if trailer.last is not None and trailer.end_tail is not None:
        lines.append(trailer.last.text[trailer.end_tail :].strip())
    lines += [page.text[m.start : m.end].strip() for m in story.marks if m.label in (Label.END_MARK, Label.SEPARATOR)]
    after = page.text[story.end : story.end + CLOSING].strip().split("\n")[0].strip()
    return [*lines, after] if is_end_line(after) else lines


def _settle_language(rows: list[Row], header: Header, found: Found) -> None:
    """The language that the story was translated from, where its source line names one."""
    for index, slots in header.slots.items():
        for slot in slots:
            text = rows[index].text if slot.kind == "relay" else slot.value
            if slot.kind in ("source", "relay") and (tag := source_language(text)):
                at = next(i for i, m in enumerate(found.marks) if m.start == rows[index].start)
                if not any(f.name is FieldName.TRANSLATED_FROM for m in found.marks for f in m.fields):
                    found.marks[at] = replace(found.marks[at], fields=(*found.marks[at].fields, Field(FieldName.TRANSLATED_FROM, tag)))


def _settle_dates(page: Page, story: Story, found: Found) -> None:
    """Gives the dateline its year where the header, the markup or the side-car states it, and the story the dateline's day."""
    stated = [f.value for m in (*story.marks, *found.marks) for f in m.fields if f.name in (FieldName.PUBLISHED, FieldName.UPDATED)]
    near = next((v for v in (*stated, page.hints.published, page.hints.updated, page.hints.received) if v and v[:4].isdigit()), None)
    for at, mark in enumerate(found.marks):
        if mark.label is not Label.DATELINE:
            continue
        fields = list(mark.fields)
        for number, f in enumerate(fields):
            if f.name is not FieldName.DATELINE_DATE:
                continue
            day = f.value
            if day.startswith("XXXX-XX-") and near is not None and len(near) >= 10:
                day = complete_day(day, near) or day
            day = complete_year(day, near) or day
            fields[number] = Field(f.name, day)
            if not stated and day[:4].isdigit():
                fields.append(Field(FieldName.PUBLISHED, day))
        found.marks[at] = replace(mark, fields=tuple(fields))


def complete_day(day: str, near: str) -> str | None:
    """``XXXX-XX-29`` as the latest 29th not after ``near`` (one day of grace); None where ``near`` does not settle it."""
    year, month = int(near[:4]), int(near[5:7])
    for _ in range(2):
        made = f"{year:04d}-{month:02d}-{day[8:10]}"
        if made <= near[:8] + f"{min(int(near[8:10]) + 1, 99):02d}":
            return made
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return None
