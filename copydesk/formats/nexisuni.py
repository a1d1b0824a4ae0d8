"""Nexis Uni and newer LexisNexis exports: headline, source, date, ``Copyright``, ``Section:``, ``Length:``, ``Byline:``, ``Body``,
``End of Document``.

A job sheet may stand first (``Job Number:``, ``Documents (10)``, a list of headlines): it is contents, and its count is checked, never
trusted. Records end with ``End of Document`` (or the same in the interface's language).
"""

from __future__ import annotations

import re

from copydesk.formats.dates import find_dates
from copydesk.formats.labels import BODY
from copydesk.formats.records import Entry, Lines, fill_line, read_pair
from copydesk.formats.signs import find_signs
from copydesk.formats.slots import Draft, make_split
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_END = re.compile(
    r"End of Document|Ende des Dokuments|Fin du document|Fin del documento|Fine del documento|Einde van document|Fim do documento",
    re.IGNORECASE,
)
_BODY = re.compile(r"Body|Text|Volltext|Corps|Texte|Cuerpo|Texto|Corpo|Testo|Tekst|Inhalt", re.IGNORECASE)
_LENGTH = re.compile(r"(?:Length|Länge|Longueur|Longitud|Extensión|Lunghezza|Lengte|Comprimento)\s?:\s?[\d.,]+", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:Section|Length|Byline|Dateline|Highlight|Series|Rubrik|Ressort|Länge|Autor|Longueur|Auteur|Rubrique|Longitud|Sección|"
    r"Lunghezza|Sezione|Lengte|Source)\s?:",
    re.IGNORECASE,
)
_TRAILER = re.compile(
    r"(?:Classification|Load-Date|Language|Publication-Type|Journal Code|Subject|Graphic|Notes|Correction|Ladedatum|Sprache|"
    r"Klassifizierung|Date de chargement)\s?(?::|$)",
    re.IGNORECASE,
)
_STATED = re.compile(r"(?:Documents|Dokumente|Documentos|Documenti)\s?\((\d{1,6})\)", re.IGNORECASE)
_SHEET = re.compile(
    r"(?:Client/Matter|Search Terms|Search Type|Narrowed by|Job Number|User Name|Date and Time|Content Type|"
    r"Documents? \(\d+\)|\d{1,4}\.\s)",
    re.IGNORECASE,
)


def find_nexisuni(page: Page) -> Split | None:
    """The records of a Nexis Uni export; None unless end lines stand under Length or Body lines."""
    if not find_signs(page.text).closed:
        return None
    lines = Lines(page)
    ends = lines.matching(_END, 40)
    if not ends:
        return None
    stories: list[Story] = []
    begin, good = 0, 0
    for n, end in enumerate(ends):
        record = lines.entries[begin : end + 1]
        good += any(_BODY.fullmatch(e.text) or _LENGTH.match(e.text) for e in record[:600])
        if n == 0:
            record = record[_skip_sheet(record) :]
        stories.append(_read_record(page.text, record))
        begin = end + 1
    rest = lines.entries[begin:]
    if any(_BODY.fullmatch(e.text) for e in rest[:40]):
        stories.append(_read_record(page.text, rest))
    if good * 2 < len(ends) or (len(ends) == 1 and not good):
        return None
    stated = next((int(m[1]) for e in lines.entries[:40] if (m := _STATED.fullmatch(e.text))), None)
    return make_split(page.text, stories, "nexis-uni", stated)


def _skip_sheet(record: list[Entry]) -> int:
    """Index of the first line of the first record: below the job sheet, if there is one."""
    body = next((i for i, e in enumerate(record) if _BODY.fullmatch(e.text) or _LENGTH.match(e.text)), len(record))
    last = max((i for i, e in enumerate(record[:body]) if _SHEET.match(e.text) and not _is_day(e.text)), default=-1)
    if last < 0:
        return 0
    first = last + 1
    while first < body and not record[first].gap:
        first += 1
    return first if first < body else last + 1


def _is_day(text: str) -> bool:
    """Whether a line that opens with a number is a date (``14. Juni 2021 Montag``)."""
    return len(text) < 40 and any(d.is_full for d in find_dates(text))


def _read_record(text: str, record: list[Entry]) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, "nexis-uni")
    end = len(record)
    if _END.fullmatch(record[-1].text):
        end -= 1
        draft.mark(record[-1].start, record[-1].end, Label.END_MARK, "end")
    body = next((i for i, e in enumerate(record) if i and _BODY.fullmatch(e.text)), -1)
    labels = [i for i in range(1, min(end, body if body > 0 else 16)) if _LABEL.match(record[i].text)]
    start = body + 1 if body > 0 else (labels[-1] + 1 if labels else 1)
    trailer = _find_trailer(record, start, end)
    _read_header(draft, record, start, labels)
    if start < trailer:
        draft.body(record[start].start, record[trailer - 1].end)
    for e in record[trailer:end]:
        draft.mark(e.start, e.end, Label.SEPARATOR, "trailer")
    return draft.finish(fill=False)


def _find_trailer(record: list[Entry], start: int, end: int) -> int:
    last = next((i for i in range(end - 1, max(start, end - 60), -1) if _TRAILER.match(record[i].text)), -1)
    if last < 0:
        return end
    first = last
    for i in range(last, max(start, last - 40), -1):
        if _TRAILER.match(record[i].text):
            first = i
        elif read_pair(record[i].text) is None and len(record[i].text) > 200:
            break
    return first


def _read_header(draft: Draft, record: list[Entry], start: int, labels: list[int]) -> None:
    stop = labels[0] if labels else start
    dated = next(
        (
            i
            for i in range(1, min(stop + 1, len(record)))
            if any(d.is_full for d in find_dates(record[i].text)) and len(record[i].text) < 80
        ),
        -1,
    )
    source = dated - 1 if dated > 1 else -1
    title_end = source if source > 0 else (dated if dated > 0 else min(1, stop))
    draft.slot(record[0].start, record[max(0, title_end - 1)].end, FieldName.TITLE)
    if source > 0:
        draft.slot(record[source].start, record[source].end, FieldName.PUBLISHER)
    if dated > 0:
        draft.slot(record[dated].start, record[dated].end, FieldName.PUBLISHED)
    for i in range(max(dated, title_end - 1, 0) + 1, start):
        e = record[i]
        pair = read_pair(e.text)
        if e.text.lower().startswith(("copyright", "©")):
            draft.mark(e.start, e.end, Label.COPYRIGHT, "copyright", (Field(FieldName.NOTICE, e.text),))
        elif i in labels and pair and pair[1] != BODY and pair[0] != "source":
            fill_line(draft, e, pair[1], pair[2].split(";")[0] if pair[1] == FieldName.SECTION else pair[2])
        else:
            draft.mark(e.start, e.end, Label.SEPARATOR, "label")
