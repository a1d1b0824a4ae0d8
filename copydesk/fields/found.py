"""The marks of one story while they are collected, and the evidence on publisher and agency that several of them give."""

from __future__ import annotations

from dataclasses import dataclass, field

from copydesk.fields.attribution import outlet_name
from copydesk.fields.layout import Row
from copydesk.fields.slots import Slot
from copydesk.fields.tables import is_agency
from copydesk.types import Field, FieldName, Label, Mark

_KINDS: dict[str, tuple[Label, FieldName | None]] = {
    "title": (Label.TITLE, FieldName.TITLE),
    "person": (Label.BYLINE, None),
    "sender": (Label.ATTRIBUTION, None),
    "relay": (Label.ATTRIBUTION, None),
    "subject": (Label.TITLE, None),
    "subtitle": (Label.TITLE, FieldName.SUBTITLE),
    "date": (Label.DATE, FieldName.PUBLISHED),
    "updated": (Label.DATE, FieldName.UPDATED),
    "byline": (Label.BYLINE, None),
    "weak-byline": (Label.BYLINE, None),
    "source": (Label.ATTRIBUTION, None),
    "outlet": (Label.ATTRIBUTION, None),
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
class Found:
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


def mark_slots(row: Row, slots: tuple[Slot, ...], found: Found, *, below: bool, near: bool = True) -> None:
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


def _note_source(slot: Slot, at: int, found: Found, *, below: bool, with_date: bool) -> None:
    for agency in slot.agencies:
        found.agency(2, at, agency)
    if not below:
        for outlet in slot.outlets:
            found.publisher(3, at, outlet_name(outlet))
    if slot.kind == "outlet":
        found.publisher(2, at, outlet_name(slot.value))
    elif slot.kind == "source":
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
