"""Marks for what the readers of header and trailer found, one a line or slot."""

from __future__ import annotations

from dataclasses import replace

from copydesk.fields.attribution import outlet_name
from copydesk.fields.contributors import Credits
from copydesk.fields.dateline import dateline_raw
from copydesk.fields.found import Found, mark_slots
from copydesk.fields.header import NEAR, Header
from copydesk.fields.layout import Row
from copydesk.fields.notices import copyright_holder, disowning_publisher
from copydesk.fields.trailer import Trailer
from copydesk.fields.translation import is_translation_notice, translated_from
from copydesk.types import Field, FieldName, Label, Page


def mark_header(page: Page, rows: list[Row], header: Header, found: Found) -> None:
    for number, row in enumerate(header.title_rows):
        given = (Field(FieldName.TITLE, header.title),) if number == 0 and header.title else ()
        end = row.start + header.tail[0] if header.tail else row.end
        found.add(row.start, end, Label.TITLE, "headline", *given)
        if header.tail:
            _, at, slots = header.tail
            tail = Row(row.index, row.start + at, row.end, row.text[at:], row.body, 0)
            mark_slots(tail, slots, found, below=False)
            found.marks[-len(slots)] = replace(found.marks[-len(slots)], start=end)
    if header.subtitle is not None:
        row = header.subtitle
        found.add(row.start, row.end, Label.TITLE, "subtitle-line", Field(FieldName.SUBTITLE, row.text.lstrip("— ")), confidence=0.7)
    for index, section in header.sections.items():
        found.add(rows[index].start, rows[index].end, Label.SECTION, "breadcrumb", Field(FieldName.SECTION, section))
    for row in header.rules:
        found.add(row.start, row.end, Label.SEPARATOR, "header-rule")
    for row in header.running:
        if row.body:
            found.add(row.start, row.end, Label.SEPARATOR, "running-header", confidence=0.7)
    for index, name in header.outlets.items():
        at = found.add(rows[index].start, rows[index].end, Label.ATTRIBUTION, "outlet-line", confidence=0.7)
        found.publisher(3, at, name)
    for index, names in header.bylines.items():
        at = found.add(
            rows[index].start, rows[index].end, Label.BYLINE, "name-line", *(Field(FieldName.AUTHOR, n) for n in names.kept), confidence=0.7
        )
        for outlet in names.outlets:
            found.publisher(3, at, outlet_name(outlet))
    for index, rule in header.notices.items():
        _mark_notice(rows[index], rule, found)
    anchor = header.title_rows[-1].index if header.title_rows else header.lead.index if header.lead else 0
    lead = header.lead.index if header.lead else anchor
    _mark_body_label(header, found)
    for index, slots in header.slots.items():
        near = anchor - NEAR <= index <= max(anchor, lead) + NEAR
        mark_slots(rows[index], slots, found, below=False, near=near)


def _mark_body_label(header: Header, found: Found) -> None:
    if header.lead is not None and header.body_label:
        found.add(header.lead.start, header.lead.start + header.body_label, Label.SEPARATOR, "body-label")


def _mark_notice(row: Row, rule: str, found: Found) -> None:
    fields = [Field(FieldName.NOTICE, row.text)]
    if is_translation_notice(row.text) and (tag := translated_from(row.text)):
        fields.append(Field(FieldName.TRANSLATED_FROM, tag))
    at = found.add(row.start, row.end, Label.NOTICE, f"notice-{rule}", *fields)
    found.publisher(1, at, disowning_publisher(row.text))
    if rule.startswith(("copyright", "rights")):
        found.publisher(5, at, copyright_holder(row.text))


def _mark_credits(start: int, end: int, credits: Credits, rule: str, found: Found) -> None:
    fields = [Field(FieldName.CONTRIBUTOR, n) for n in credits.contributors] + [Field(FieldName.EDITOR, n) for n in credits.editors[:1]]
    found.add(start, end, Label.CREDIT, rule, *fields)


def mark_trailer(rows: list[Row], header: Header, trailer: Trailer, found: Found) -> None:
    for index in trailer.end_marks:
        found.add(rows[index].start, rows[index].end, Label.END_MARK, "end-mark-line")
    for index, rule in trailer.notices.items():
        _mark_notice(rows[index], rule, found)
    for index, credits in trailer.credits.items():
        _mark_credits(rows[index].start, rows[index].end, credits, "credits-line", found)
    for index, slots in sorted(trailer.slots.items()):
        mark_slots(rows[index], slots, found, below=index not in trailer.record)
    for index, names in trailer.bylines.items():
        found.add(rows[index].start, rows[index].end, Label.BYLINE, "signature", *(Field(FieldName.AUTHOR, n) for n in names))
    for indexes, label, rule in (
        (trailer.contacts, Label.CONTACT, "contact-block"),
        (trailer.links, Label.RELATED, "media-link"),
        (trailer.comments, Label.COMMENTS, "comments-closed"),
    ):
        for index in indexes:
            found.add(rows[index].start, rows[index].end, label, rule)
    for index, agency in trailer.signatures.items():
        at = found.add(rows[index].start, rows[index].end, Label.ATTRIBUTION, "agency-signature")
        found.agency(3, at, agency)
    for index in trailer.sources:
        found.add(rows[index].start, rows[index].end, Label.ATTRIBUTION, "source-line")
    last = trailer.last
    if last is None:
        return
    end = last.end
    if trailer.end_tail is not None:
        end = last.start + trailer.end_tail
        found.add(end, last.end, Label.END_MARK, "end-mark-tail")
    if trailer.tail_agency is not None:
        at = found.add(last.start + trailer.tail_agency[0], end, Label.ATTRIBUTION, "agency-signature")
        found.agency(3, at, trailer.tail_agency[1])
        end = last.start + trailer.tail_agency[0]
    if trailer.tail_byline is not None:
        at, name = trailer.tail_byline
        found.add(last.start + at, end, Label.BYLINE, "signature", Field(FieldName.AUTHOR, name), confidence=0.8)
    if trailer.tail_credits is not None:
        _mark_credits(last.start + trailer.tail_credits[0], end, trailer.tail_credits[1], "credits-bracket", found)


def mark_dateline(header: Header, found: Found) -> None:
    reading, lead = header.dateline, header.dateline_row
    if reading is None or lead is None:
        return
    fields = [Field(FieldName.DATELINE, dateline_raw(lead.text[header.body_label :][: reading.raw_end]))]
    for name, value in (
        (FieldName.DATELINE_PLACE, reading.place),
        (FieldName.DATELINE_AGENCY, reading.agency),
        (FieldName.DATELINE_DATE, reading.date),
    ):
        fields += [Field(name, value)] if value else []
    fields += [Field(FieldName.AUTHOR, n) for n in reading.names]
    at = found.add(
        lead.start + header.body_label,
        lead.start + header.body_label + reading.end,
        Label.DATELINE,
        "dateline-place" if reading.weak else "dateline",
        *fields,
    )
    found.agency(1, at, reading.agency)
