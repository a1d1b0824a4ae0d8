"""LexisNexis plain text before 2018: ``1 of 499 DOCUMENTS``, centred source and date, headline, capital labels, text, LOAD-DATE.

The counter is a marker, no count: it restarts, jumps and repeats, and the last number may be 240 in a file of nine. Labels come in the
interface's language (``LÄNGE:``, ``LONGUEUR :``). A record without a headline has none; nothing is taken from its text instead.
"""

from __future__ import annotations

import re

from copydesk.formats.dates import find_dates
from copydesk.formats.labels import BODY
from copydesk.formats.records import Entry, Lines, fill_line, read_pair
from copydesk.formats.signs import find_signs
from copydesk.formats.slots import Draft, make_split
from copydesk.late import compile_late
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_COUNTER = re.compile(
    r"(?:dokument|document|documento|document[eo]?)?\s?(\d{1,5}) (?:of|von|de|di|van|sur|av|af|"
    r"из) (\d{1,5})(?: (?:documents?|dokument(?:en?|e)|documentos?|documenti|documenten))?",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\d (?:of|von|de|di|van|sur|av|af|из) \d{1,5} do[ck]ument|do[ck]ument[eo]? \d{1,5} (?:of|von|de|di|van|sur) \d", re.IGNORECASE
)
_HEADER = compile_late(
    r"(?:byline|section|length|dateline|highlight|series|source|rubrik|ressort|länge|laenge|autor|author|longueur|auteur|"
    r"rubrique|longitud|sección|lunghezza|sezione|"
    r"lengte|sectie|comprimento|seção|verfasser|quelle|name|headline|kicker|untertitel|überschrift|title|titel|lead|graphic|correction)\s?:",
    re.IGNORECASE,
)
_TRAILER = compile_late(
    r"(?:load-date|language|publication-type|journal-code|update|updated|sprache|publikationsart|publikations-typ|"
    r"zeitungs-code|zeitschriftencode|erstellungsdatum|ladedatum|"
    r"date-chargement|date de chargement|langue|type-publication|type de publication|fecha-carga|fecha de carga|idioma|"
    r"tipo-publicación|graphic|graphique|grafik|gráfico|"
    r"correction|correction-date|notes|subject|company|ticker|industry|person|city|state|country|geographic|organization|"
    r"pub-type|acc-no|document-type|copyright|"
    r"dauerhafte adresse des dokuments|classification|publikation|code-revue|taal|laaddatum|publicatie-type|data-caricamento|lingua)\s?:",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"(?:copyright|©|\(c\)|all rights reserved|alle rechte|tous droits|todos los derechos|tutti i diritti)", re.IGNORECASE)


def find_lexisnexis(page: Page) -> Split | None:
    """The records of a LexisNexis export; None unless its counters stand over label lines of its kind."""
    if not find_signs(page.text).counted or not _NEAR.search(page.text):
        return None
    lines = Lines(page)
    marks = lines.matching(_COUNTER, 60)
    if not marks or marks[-1] + 1 >= len(lines.entries):
        return None
    stories, labelled = [], 0
    for n, i in enumerate(marks):
        last = marks[n + 1] if n + 1 < len(marks) else len(lines.entries)
        record = lines.entries[i:last]
        labelled += any(_HEADER.match(e.text) for e in record[:20]) or any(_TRAILER.match(e.text) for e in record[-12:])
        stories.append(_read_record(page.text, record))
    if labelled * 2 < len(marks) or (len(marks) == 1 and not any(_TRAILER.match(e.text) for e in lines.entries[-12:])):
        return None
    stated = max(int(m[2]) for i in marks if (m := _COUNTER.fullmatch(lines.entries[i].text)))
    return make_split(page.text, stories, "lexisnexis", stated)


def _read_record(text: str, record: list[Entry]) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, "lexisnexis")
    draft.mark(record[0].start, record[0].end, Label.SEPARATOR, "counter")
    trailer = _find_trailer(record)
    body = _read_header(draft, record, trailer)
    if body < trailer:
        draft.body(record[body].start, record[trailer - 1].end)
    for e in record[trailer:]:
        if _RIGHTS.match(e.text):
            draft.mark(
                e.start, e.end, Label.COPYRIGHT, "copyright", (Field(FieldName.NOTICE, e.text),) if "reserved" not in e.text.lower() else ()
            )
        else:
            draft.mark(e.start, e.end, Label.SEPARATOR, "trailer")
    return draft.finish(fill=False)


def _find_trailer(record: list[Entry]) -> int:
    """Index of the first line of the trailer: labels and copyright lines at the end, with nothing long between them."""
    first = len(record)
    misses = 0
    for i in range(len(record) - 1, 0, -1):
        e = record[i]
        if _TRAILER.match(e.text) or _RIGHTS.match(e.text):
            first, misses = i, 0
        else:
            misses += 1
            if misses > 6:
                break
    return first


def _read_header(draft: Draft, record: list[Entry], trailer: int) -> int:
    """Mark source, date, headline and labels; the index of the first line of the text."""
    i = 1
    while i < trailer and _RIGHTS.match(record[i].text):
        draft.mark(record[i].start, record[i].end, Label.COPYRIGHT, "copyright", (Field(FieldName.NOTICE, record[i].text),))
        i += 1
    dated = next((j for j in range(i, min(i + 8, trailer)) if _is_day(record[j].text)), -1)
    if i < trailer and _HEADER.match(record[i].text):
        return _read_labels(draft, record, i, trailer)  # an export whose header is labels alone
    if dated < 0 and i + 1 < trailer and record[i + 1].gap and _HEADER.match(record[i + 1].text):
        return _read_labels(draft, record, i, trailer)  # no paper and day above the headline, but below it behind a label
    if dated < 0:
        dated = i
    for j in range(i, dated):
        if j == i:
            draft.slot(record[j].start, record[j].end, FieldName.PUBLISHER)
        else:
            draft.mark(record[j].start, record[j].end, Label.SEPARATOR, "source")
    if dated >= trailer:
        return trailer
    draft.slot(record[dated].start, record[dated].end, FieldName.PUBLISHED)
    j = dated + 1
    while j < trailer and not record[j].gap and not _HEADER.match(record[j].text):
        draft.mark(record[j].start, record[j].end, Label.SEPARATOR, "edition")
        j += 1
    return _read_labels(draft, record, j, trailer)


def _is_day(text: str) -> bool:
    return len(text) < 80 and not _HEADER.match(text) and any(d.is_full for d in find_dates(text))


def _read_labels(draft: Draft, record: list[Entry], j: int, trailer: int) -> int:
    """Mark headline and labels from line ``j`` on; the index of the first line of the text."""
    labels = [k for k in range(j, min(j + 14, trailer)) if _HEADER.match(record[k].text)]
    if labels and labels[0] > j:
        draft.slot(record[j].start, record[labels[0] - 1].end, FieldName.TITLE)
    last = j - 1
    for k in labels:
        if last >= j and any(record[x].gap for x in range(last + 1, k)) and k - last > 3:
            break
        pair = read_pair(record[k].text)
        date = next((d.value for d in find_dates(pair[2]) if d.is_full), "") if pair and pair[1] == FieldName.PUBLISHER else ""
        if pair and date and not draft.has(FieldName.PUBLISHED):
            fields = (Field(FieldName.PUBLISHER, re.split(r",|\svom\s", pair[2])[0].strip()), Field(FieldName.PUBLISHED, date))
            draft.mark(record[k].start, record[k].end, Label.ATTRIBUTION, "source", fields)
        elif pair and pair[1] != BODY and pair[0] != "source":
            fill_line(
                draft,
                record[k],
                pair[1] if pair[0] != "section" else FieldName.SECTION,
                pair[2].split(";")[0] if pair[0] == "section" else pair[2],
            )
        else:
            draft.mark(record[k].start, record[k].end, Label.SEPARATOR, "label")
        last = k
        while last + 1 < trailer and not record[last + 1].gap and not _HEADER.match(record[last + 1].text):
            last += 1
            draft.mark(record[last].start, record[last].end, Label.SEPARATOR, "label")
    return last + 1
