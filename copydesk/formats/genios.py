"""GBI-Genios and wiso text: headline, text, ``Quelle: Lindauer Bote vom 14.06.2021, Nr. 134, S. 12``, ``Ressort:``, ``Dokumentnummer:``,
``Dauerhafte Adresse des Dokuments:``, rights.

The block of labels below the text closes a record and is exact: paper and day stand in its source line. Above the headline the
source line may stand once more; a short line right under the headline is the subtitle.
"""

from __future__ import annotations

import re

from copydesk.formats.columns import is_name
from copydesk.formats.dates import find_dates
from copydesk.formats.records import Entry, Lines
from copydesk.formats.slots import Draft, make_split
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_LABEL = re.compile(
    r"(Quelle|Ressort|Rubrik|ISSN|Dokumentnummer|Dauerhafte Adresse des Dokuments|Autor(?:en)?|Land|Region|Ausgabe|Branche|Thema|"
    r"Schlagwörter|Personen|Firmen|Nummer|Seite|Jahrgang|Serientitel|Sonderthema|Firma|Deskriptor(?:en)?|Kategorie)\s?:\s*(.*)"
)
_RIGHTS = re.compile(r"Alle Rechte vorbehalten.{0,120}|(?:©|\(c\)) ?.{0,20}Genios.{0,80}|(?:©|\(c\)) .{2,100}", re.IGNORECASE)
_URL = re.compile(r"https?://\S+")
_SOURCE = re.compile(r"(?P<name>.{2,80}?)(?:\s+vom|,|\s+Nr\.)\s")
_SIGNS = ("Dauerhafte Adresse", "enios", "wiso-net", "WISO")
_LONGEST_SUBTITLE = 160


def find_genios(page: Page) -> Split | None:
    """The records of a Genios export; None unless blocks of its labels, source and number among them, close records."""
    text = page.text
    if "Dokumentnummer:" not in text or "Quelle:" not in text or not any(sign in text for sign in _SIGNS):
        return None
    lines = Lines(page)
    stories: list[Story] = []
    begin, i, entries = 0, 0, lines.entries
    while i < len(entries):
        if not entries[i].text.startswith("Quelle:") or i - begin < 2:
            i += 1
            continue
        end = i
        while end < len(entries) and any(p.fullmatch(entries[end].text) for p in (_LABEL, _RIGHTS, _URL)):
            end += 1
        if any(e.text.startswith("Dokumentnummer:") for e in entries[i:end]):
            stories.append(_read_record(text, entries[begin:end], i - begin))
            begin = end
        i = max(end, i + 1)
    return make_split(text, stories, "genios") if stories else None


def _read_record(text: str, record: list[Entry], trailer: int) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, "genios")
    for e in record[trailer:]:
        _read_label(draft, e)
    i = 0
    while i < min(3, trailer - 2) and _is_source_again(record[i].text):
        draft.mark(record[i].start, record[i].end, Label.SEPARATOR, "source-again")
        i += 1
    draft.slot(record[i].start, record[i].end, FieldName.TITLE)
    i += 1
    below = record[i] if i + 1 < trailer else None
    if below and not below.gap and len(below.text) <= _LONGEST_SUBTITLE and below.text[-1] not in ".!?:" and record[i + 1].gap:
        draft.slot(below.start, below.end, FieldName.SUBTITLE)
        i += 1
    if trailer - i > 1 and record[trailer - 1].gap and is_name(record[trailer - 1].text):
        trailer -= 1
        draft.slot(record[trailer].start, record[trailer].end, FieldName.AUTHOR)
    if i < trailer:
        draft.body(record[i].start, record[trailer - 1].end)
    return draft.finish(fill=False)


def _is_source_again(text: str) -> bool:
    """Whether a line above the headline says what the labels below the text say."""
    return bool(_LABEL.fullmatch(text)) or (len(text) < 120 and " vom " in text and any(d.is_full for d in find_dates(text)))


def _read_label(draft: Draft, line: Entry) -> None:
    m = _LABEL.fullmatch(line.text)
    key, value = (m[1], m[2].strip()) if m else ("", "")
    if key == "Quelle":
        date = next((d for d in find_dates(value) if d.is_full), None)
        source = _SOURCE.match(value + " ")
        fields = [Field(FieldName.PUBLISHER, source["name"] if source else value)] if value else []
        fields += [Field(FieldName.PUBLISHED, date.value)] if date else []
        draft.mark(line.start, line.end, Label.ATTRIBUTION, "source", fields)
    elif key in ("Ressort", "Rubrik") and value and not draft.has(FieldName.SECTION):
        draft.slot(line.start, line.end, FieldName.SECTION, value)
    elif key.startswith("Autor") and value:
        draft.slot(line.start, line.end, FieldName.AUTHOR, value)
    elif key == "Dokumentnummer" and value:
        draft.slot(line.start, line.end, FieldName.ACCESSION, value)
    elif not key and not _URL.fullmatch(line.text) and not draft.has(FieldName.NOTICE):
        draft.slot(line.start, line.end, FieldName.NOTICE)
    else:
        draft.mark(line.start, line.end, Label.SEPARATOR, "label")
