"""What several marks decide together: publisher and agency, the language translated from, the year of a dateline."""

from __future__ import annotations

from dataclasses import replace

from copydesk.fields.attribution import feed_publisher
from copydesk.fields.dates import complete_year
from copydesk.fields.found import Found
from copydesk.fields.header import Header
from copydesk.fields.layout import Row
from copydesk.fields.trailer import Trailer
from copydesk.fields.translation import source_language
from copydesk.types import Field, FieldName, Label, Page


def settle(page: Page, rows: list[Row], header: Header, trailer: Trailer, found: Found) -> None:
    """Publisher, agency, the dateline's year and the date of publication, which several marks decide together."""
    if trailer.sources or trailer.end_marks or trailer.end_tail is not None:
        agency = next((f.value for m in found.marks for f in m.fields if f.name is FieldName.DATELINE_AGENCY), None)
        lines = [rows[i].text for i in (*trailer.end_marks, *trailer.sources)]
        if trailer.last is not None and trailer.end_tail is not None:
            lines.append(trailer.last.text[trailer.end_tail :].strip())
        if publisher := feed_publisher(agency, lines):
            at = next(i for i, m in enumerate(found.marks) if m.label is Label.DATELINE)
            found.publisher(6, at, publisher)
    for name, ranked in ((FieldName.PUBLISHER, found.publishers), (FieldName.AGENCY, found.agencies)):
        if ranked:
            _, at = min(ranked)
            value = found.values["publisher" if name is FieldName.PUBLISHER else "agency", at]
            found.marks[at] = replace(found.marks[at], fields=(*found.marks[at].fields, Field(name, value)))
    for index, slots in header.slots.items():
        for slot in slots:
            text = rows[index].text if slot.kind == "relay" else slot.value
            if slot.kind in ("source", "relay") and (tag := source_language(text)):
                at = next(i for i, m in enumerate(found.marks) if m.start == rows[index].start)
                if not any(f.name is FieldName.TRANSLATED_FROM for m in found.marks for f in m.fields):
                    found.marks[at] = replace(found.marks[at], fields=(*found.marks[at].fields, Field(FieldName.TRANSLATED_FROM, tag)))
    _settle_dates(page, found)


def _settle_dates(page: Page, found: Found) -> None:
    """Gives the dateline its year where the header, the markup or the side-car states it, and the story the dateline's day."""
    stated = [f.value for m in found.marks for f in m.fields if f.name in (FieldName.PUBLISHED, FieldName.UPDATED)]
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
