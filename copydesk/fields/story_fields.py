"""All field marks of one story, from its header and its trailer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from copydesk.fields.captions import is_release_caption, is_release_wire
from copydesk.fields.attribution import feed_publisher, outlet_name
from copydesk.fields.contributors import Credits
from copydesk.fields.dateline import dateline_raw
from copydesk.fields.dates import complete_year
from copydesk.fields.header import NEAR, Header, read_header
from copydesk.fields.layout import Row, read_rows
from copydesk.fields.notices import copyright_holder, disowning_publisher
from copydesk.fields.reader import make_reader
from copydesk.fields.slots import Slot
from copydesk.fields.tables import is_agency
from copydesk.fields.trailer import Trailer, read_trailer
from copydesk.fields.translation import is_translation_notice, source_language, translated_from
from copydesk.types import Field, FieldName, Label, Mark, Page, Story

_KINDS: dict[str, tuple[Label, FieldName | None]] = {
    "title": (Label.TITLE, FieldName.TITLE),
    "person": (Label.BYLINE, None),
    "sender": (Label.ATTRIBUTION, None),
    "relay": (Label.ATTRIBUTION, None),
    "subject": (Label.TITLE, None),
    "subtitle": (Label.ATTRIBUTION, None),
    "date": (Label.DATE, FieldName.PUBLISHED),
    "updated": (Label.DATE, FieldName.UPDATED),
    "byline": (Label.BYLINE, None),
    "weak-byline": (Label.BYLINE, None),
    "source": (Label.ATTRIBUTION, None),
    "host": (Label.ATTRIBUTION, None),
    "agency": (Label.ATTRIBUTION, None),
    "other": (Label.ATTRIBUTION, None),
    "url": (Label.ATTRIBUTION, None),
    "editor": (Label.CREDIT, FieldName.EDITOR),
    "section": (Label.SECTION, FieldName.SECTION),
    "place": (Label.DATELINE, FieldName.DATELINE_PLACE),
    "accession": (Label.ATTRIBUTION, FieldName.ACCESSION),
    "credit": (Label.CAPTION, None),
    "contact": (Label.CONTACT, None),
    "furniture": (Label.SEPARATOR, None),
    "language": (Label.SEPARATOR, None),
    "body": (Label.SEPARATOR, None),
}


@dataclass(slots=True)
class _Found:
    """Marks so far, and the evidence on publisher and agency, best first by rank."""

    marks: list[Mark] = field(default_factory=list)
    publishers: list[tuple[int, int]] = field(default_factory=list)
    agencies: list[tuple[int, int]] = field(default_factory=list)
    values: dict[tuple[str, int], str] = field(default_factory=dict)
    subject_is_title: bool = False

    def add(self, start: int, end: int, label: Label, rule: str, *fields: Field, confidence: float = 0.9, evidence: str = "") -> int:
        """Appends a mark and returns its place."""
        self.marks.append(Mark(start, end, label, rule, confidence, fields, evidence))
        return len(self.marks) - 1

    def publisher(self, rank: int, at: int, value: str | None) -> None:
        """Notes that mark ``at`` names the publisher; of several the lowest rank wins."""
        if value:
            self.publishers.append((rank, at))
            self.values["publisher", at] = value

    def agency(self, rank: int, at: int, value: str | None) -> None:
        """Notes that mark ``at`` names the agency credited; of several the lowest rank wins."""
        if value:
            self.agencies.append((rank, at))
            self.values["agency", at] = value


def find_fields(page: Page, story: Story, body: tuple[tuple[int, int], ...]) -> tuple[Mark, ...]:
    """Marks with record fields for the story's title, byline, dateline, dates, sources, credits, notices and end marks.

    ``body``: page spans of the lines judged body (all lines count as body when it is empty). Fields that ``story.marks`` hold already
    are not given again, and no mark touches theirs. Marks are sorted, lie in the story and do not overlap.
    """
    rows = read_rows(page, story, body)
    taken = [m for m in story.marks if m.end > m.start]
    rows = _without(rows, taken)
    if not rows:
        return ()
    reader = make_reader(rows, page.hints.language, page.hints.received)
    header = read_header(page, rows, reader)
    trailer = read_trailer(rows, header.lead, reader)
    found = _Found(subject_is_title=header.subject)
    _mark_header(page, rows, header, found)
    _mark_trailer(rows, header, trailer, found)
    _mark_dateline(header, found)
    if header.dateline is not None and is_release_wire(header.dateline.agency):
        for row in rows:
            if is_release_caption(row.text):
                found.add(row.start, row.end, Label.CAPTION, "release-caption", confidence=0.8)
    _settle(page, rows, header, trailer, found)
    return _finish(found, story, taken)


def _without(rows: list[Row], taken: list[Mark]) -> list[Row]:
    """The rows that no mark of the format parser touches, renumbered."""
    if not taken:
        return rows
    spans = sorted((m.start, m.end) for m in taken)
    free: list[Row] = []
    at = 0
    for row in rows:
        while at < len(spans) and spans[at][1] <= row.start:
            at += 1
        if at == len(spans) or spans[at][0] >= row.end:
            free.append(replace(row, index=len(free)))
    return free


def _mark_header(page: Page, rows: list[Row], header: Header, found: _Found) -> None:
    for number, row in enumerate(header.title_rows):
        given = (Field(FieldName.TITLE, header.title),) if number == 0 and header.title else ()
        end = row.start + header.tail[0] if header.tail else row.end
        found.add(row.start, end, Label.TITLE, "headline", *given)
        if header.tail:
            _, at, slots = header.tail
            tail = Row(row.index, row.start + at, row.end, row.text[at:], row.body, 0)
            _mark_slots(tail, slots, found, below=False)
            found.marks[-len(slots)] = replace(found.marks[-len(slots)], start=end)
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
        at = found.add(rows[index].start, rows[index].end, Label.BYLINE, "name-line", *(Field(FieldName.AUTHOR, n) for n in names.kept), confidence=0.7)
        for outlet in names.outlets:
            found.publisher(3, at, outlet_name(outlet))
    for index, rule in header.notices.items():
        _mark_notice(rows[index], rule, found)
    anchor = header.title_rows[-1].index if header.title_rows else header.lead.index if header.lead else 0
    lead = header.lead.index if header.lead else anchor
    _mark_body_label(header, found)
    for index, slots in header.slots.items():
        near = anchor - NEAR <= index <= max(anchor, lead) + NEAR
        _mark_slots(rows[index], slots, found, below=False, near=near)


def _mark_body_label(header: Header, found: _Found) -> None:
    if header.lead is not None and header.body_label:
        found.add(header.lead.start, header.lead.start + header.body_label, Label.SEPARATOR, "body-label")


def _mark_slots(row: Row, slots: tuple[Slot, ...], found: _Found, *, below: bool, near: bool = True) -> None:
    """One mark a slot; together they tile the row, separators included."""
    with_date = any(s.kind in ("date", "updated") for s in slots)
    for number, slot in enumerate(slots):
        start = row.start if number == 0 else row.start + slot.start
        end = row.start + slots[number + 1].start if number + 1 < len(slots) else row.end
        label, name = _KINDS[slot.kind]
        fields: list[Field] = []
        if slot.kind == "body" and slot.value:
            end = start + row.text.rfind(slot.value) if number == 0 else end
        if slot.kind == "subject" and found.subject_is_title:
            fields.append(Field(FieldName.TITLE, slot.value))
        if name is not None and slot.value and (near or slot.labelled):
            fields.append(Field(name, slot.value))
        fields += [Field(FieldName.AUTHOR, n) for n in slot.names]
        at = found.add(start, end, label, f"{slot.kind}-{'label' if slot.labelled else 'slot'}", *fields)
        _note_source(slot, at, found, below=below, with_date=with_date)


def _note_source(slot: Slot, at: int, found: _Found, *, below: bool, with_date: bool) -> None:
    for agency in slot.agencies:
        found.agency(2, at, agency)
    if not below:
        for outlet in slot.outlets:
            found.publisher(3, at, outlet_name(outlet))
    if slot.kind == "source":
        name = outlet_name(slot.value)
        if below:
            found.agency(3, at, name)
        else:
            found.publisher(2, at, name)
            if name and is_agency(name):
                found.agency(4, at, name)
    elif slot.kind == "relay":
        found.agency(2, at, outlet_name(slot.value))
    elif slot.kind == "url" and not below:
        found.publisher(8, at, outlet_name(slot.value))
    elif slot.kind in ("agency", "host", "other") and not below:
        found.publisher(2 if with_date else 4, at, outlet_name(slot.value))


def _mark_notice(row: Row, rule: str, found: _Found) -> None:
    fields = [Field(FieldName.NOTICE, row.text)]
    if is_translation_notice(row.text) and (tag := translated_from(row.text)):
        fields.append(Field(FieldName.TRANSLATED_FROM, tag))
    at = found.add(row.start, row.end, Label.NOTICE, f"notice-{rule}", *fields)
    found.publisher(1, at, disowning_publisher(row.text))
    if rule.startswith(("copyright", "rights")):
        found.publisher(5, at, copyright_holder(row.text))


def _mark_credits(start: int, end: int, credits: Credits, rule: str, found: _Found) -> None:
    fields = [Field(FieldName.CONTRIBUTOR, n) for n in credits.contributors] + [Field(FieldName.EDITOR, n) for n in credits.editors[:1]]
    found.add(start, end, Label.CREDIT, rule, *fields)


def _mark_trailer(rows: list[Row], header: Header, trailer: Trailer, found: _Found) -> None:
    for index in trailer.end_marks:
        found.add(rows[index].start, rows[index].end, Label.END_MARK, "end-mark-line")
    for index, rule in trailer.notices.items():
        _mark_notice(rows[index], rule, found)
    for index, credits in trailer.credits.items():
        _mark_credits(rows[index].start, rows[index].end, credits, "credits-line", found)
    for index, slots in sorted(trailer.slots.items()):
        _mark_slots(rows[index], slots, found, below=index not in trailer.record)
    for index, names in trailer.bylines.items():
        found.add(rows[index].start, rows[index].end, Label.BYLINE, "signature", *(Field(FieldName.AUTHOR, n) for n in names))
    for kind, label, rule in (("contacts", Label.CONTACT, "contact-block"), ("links", Label.RELATED, "media-link"), ("comments", Label.COMMENTS, "comments-closed")):  # fmt: skip
        for index in getattr(trailer, kind):
            found.add(rows[index].start, rows[index].end, label, rule)
    for index in trailer.sources:
        found.add(rows[index].start, rows[index].end, Label.ATTRIBUTION, "source-line")
    last = trailer.last
    if last is None:
        return
    end = last.end
    if trailer.end_tail is not None:
        end = last.start + trailer.end_tail
        found.add(end, last.end, Label.END_MARK, "end-mark-tail")
    if trailer.tail_credits is not None:
        _mark_credits(last.start + trailer.tail_credits[0], end, trailer.tail_credits[1], "credits-bracket", found)


def _mark_dateline(header: Header, found: _Found) -> None:
    reading, lead = header.dateline, header.dateline_row
    if reading is None or lead is None:
        return
    fields = [Field(FieldName.DATELINE, dateline_raw(lead.text[header.body_label :][: reading.raw_end]))]
    for name, value in ((FieldName.DATELINE_PLACE, reading.place), (FieldName.DATELINE_AGENCY, reading.agency), (FieldName.DATELINE_DATE, reading.date)):
        fields += [Field(name, value)] if value else []
    fields += [Field(FieldName.AUTHOR, n) for n in reading.names]
    at = found.add(lead.start + header.body_label, lead.start + header.body_label + reading.end, Label.DATELINE, "dateline-place" if reading.weak else "dateline", *fields)
    found.agency(1, at, reading.agency)


def _settle(page: Page, rows: list[Row], header: Header, trailer: Trailer, found: _Found) -> None:
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


def _settle_dates(page: Page, found: _Found) -> None:
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


_SINGLE = frozenset(FieldName) - {FieldName.AUTHOR, FieldName.CONTRIBUTOR, FieldName.NOTICE}


def _finish(found: _Found, story: Story, taken: list[Mark]) -> tuple[Mark, ...]:
    """Sorted marks without overlap; a field that the format parser knows, or a second value of a single one, is left out."""
    known = {f.name for m in taken for f in m.fields}
    out: list[Mark] = []
    at = story.start
    for mark in sorted(found.marks, key=lambda m: (m.start, -m.end)):
        start = max(mark.start, at)
        if start >= mark.end:
            continue
        fields = tuple(f for f in mark.fields if f.name not in known)
        fields = tuple(f for i, f in enumerate(fields) if f.name not in _SINGLE or f.name not in {g.name for g in fields[:i]})
        known |= {f.name for f in fields} & _SINGLE
        out.append(replace(mark, start=start, fields=fields))
        at = mark.end
    return tuple(out)
