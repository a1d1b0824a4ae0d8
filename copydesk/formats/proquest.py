"""ProQuest text exports: a rule, the headline, ``Publication info:``, ``Abstract:``, ``Full text:``, the text, then two dozen labels.

Sometimes ``Document 3 of 25`` stands above the headline, sometimes a contents list with links opens the file. Labels below the text
(``Title:``, ``Publication title:``, ``Publication date:``, ``ProQuest document ID:``) are exact and win over what stands above it.
"""

from __future__ import annotations

import re

from copydesk.formats.records import Entry, Lines, fill_line
from copydesk.formats.signs import STEM, count_words, find_bits, find_signs
from copydesk.formats.slots import Draft, make_split
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_RULE = re.compile(r"_{20,}|-{40,}")
_OPENERS = find_bits("_" * 20, "-" * 40, STEM)
_COUNTER = re.compile(r"(?:Document|Dokument|Documento) (\d{1,5}) (?:of|de|von|sur|di) (\d{1,5})", re.IGNORECASE)
_LABEL = re.compile(r"([A-ZÀ-Þ][^\W\d_]*(?:[ '’/&-]{1,3}[^\W\d_]+){0,7})\s?:\s*(.*)", re.DOTALL)
_TEXT = re.compile(
    r"(?:Full text|Texto completo|Texto integral|Texte (?:intégral|complet)|Volltext|Testo completo)\s?(?::|\Z)", re.IGNORECASE
)
_IDENTITIES = (
    "ProQuest document ID", "ID del documento de ProQuest", "ID de documento de ProQuest", "Identificateur de document ProQuest",
    "ID du document ProQuest", "ID de document ProQuest", "ProQuest-Dokument-ID", "ID do documento ProQuest", "ID do documento da ProQuest",
    "ID documento ProQuest", "ID del documento ProQuest",
)  # fmt: skip
_SIGNS = (
    *_IDENTITIES, "Publication info", "Publication title:", "Source type", "Document URL", "Last updated",
    "Información de publicación", "Título de publicación", "Título de la publicación", "Tipo de fuente", "URL del documento",
    "Última actualización", "Informations de publication", "Titre de la publication", "Type de source", "URL du document",
    "Dernière mise à jour", "Publikationsinfo", "Titel der Publikation", "Publikationstitel", "Quellentyp", "Art der Quelle",
    "Dokument-URL", "Zuletzt aktualisiert", "Letzte Aktualisierung", "Informações da publicação", "Título da publicação", "Tipo de fonte",
    "URL do documento", "Última atualização", "Titolo della pubblicazione", "Titolo pubblicazione", "Tipo di fonte", "URL documento",
    "URL del documento", "Ultimo aggiornamento",
)  # fmt: skip
_UPDATED = (
    "Last updated",
    "Última actualización",
    "Dernière mise à jour",
    "Zuletzt aktualisiert",
    "Última atualização",
    "Ultimo aggiornamento",
)
_DETAILS = frozenset(["details", "detalles", "détails", "dettagli", "detalhes"])  # the heading over the labels below the text
_BELOW = {
    "title": FieldName.TITLE, "publication title": FieldName.PUBLISHER, "publication date": FieldName.PUBLISHED,
    "section": FieldName.SECTION,
    "copyright": FieldName.NOTICE, "author": FieldName.AUTHOR, "autor": FieldName.AUTHOR, "auteur": FieldName.AUTHOR,
    "autore": FieldName.AUTHOR, "título": FieldName.TITLE, "titre": FieldName.TITLE, "titel": FieldName.TITLE, "titolo": FieldName.TITLE,
    "título de publicación": FieldName.PUBLISHER, "título de la publicación": FieldName.PUBLISHER,
    "titre de la publication": FieldName.PUBLISHER, "titel der publikation": FieldName.PUBLISHER, "publikationstitel": FieldName.PUBLISHER,
    "título da publicação": FieldName.PUBLISHER, "titolo della pubblicazione": FieldName.PUBLISHER, "titolo pubblicazione":
    FieldName.PUBLISHER, "fecha de publicación": FieldName.PUBLISHED, "date de publication": FieldName.PUBLISHED,
    "erscheinungsdatum": FieldName.PUBLISHED, "publikationsdatum": FieldName.PUBLISHED, "data de publicação": FieldName.PUBLISHED,
    "data da publicação": FieldName.PUBLISHED, "data di pubblicazione": FieldName.PUBLISHED, "sección": FieldName.SECTION,
    "seção": FieldName.SECTION, "sezione": FieldName.SECTION, "abschnitt": FieldName.SECTION,
    **{name.casefold(): FieldName.ACCESSION for name in _IDENTITIES},
}  # fmt: skip
_ABOVE = {
    **dict.fromkeys(("author", "authors", "autor", "autores", "auteur", "auteurs", "autoren", "autore", "autori"), FieldName.AUTHOR),
    **dict.fromkeys(("publication date", "publication info", "información de publicación", "informations de publication",
                     "publikationsinfo", "informações da publicação", "informazioni sulla pubblicazione"), FieldName.PUBLISHED),
}  # fmt: skip
_FURNITURE = 8  # lines of the longest foot of a file
_CLOSING = re.compile(r"Contact us at:|Database copyright|Bibliography$|Citation style:", re.IGNORECASE)


def find_proquest(page: Page) -> Split | None:
    """The records of a ProQuest export; None unless three of its labels occur and rules or counters part the records."""
    text = page.text
    if not find_signs(text).bits & _OPENERS:
        return None  # nothing opens a record
    if count_words(text, _SIGNS) < 3:
        return None
    lines = Lines(page)
    starts = _find_starts(lines)
    stories: list[Story] = []
    for n, i in enumerate(starts):
        last = starts[n + 1] if n + 1 < len(starts) else len(lines.entries)
        record = lines.entries[i:last]
        rule = next((k for k in range(len(record) - 1, max(0, len(record) - _FURNITURE), -1) if _RULE.fullmatch(record[k].text)), -1)
        if rule > 0 and not any(e.text.startswith(s) for e in record[rule:] for s in _SIGNS):
            record = record[:rule]  # below the last record's rule stand ProQuest's own address and rights
        while record and _RULE.fullmatch(record[-1].text):
            record.pop()
        while record and _RULE.fullmatch(record[0].text):
            record.pop(0)
        if any(any(e.text.startswith(s) for s in _SIGNS) for e in record) and not _CLOSING.match(record[0].text):
            stories.append(_read_record(page.text, record))
    if not stories:
        return None
    stated = max((int(m[2]) for e in lines.entries if len(e.text) < 40 and (m := _COUNTER.fullmatch(e.text))), default=None)
    return make_split(page.text, stories, "proquest", stated)


def _find_starts(lines: Lines) -> list[int]:
    """Indexes of the lines that open records: counters where there are any in number, else the lines below rules."""
    counters = lines.matching(_COUNTER, 40)
    identities = sum(e.text.startswith((*_IDENTITIES, *_UPDATED, "Full text:")) for e in lines.entries)
    if len(counters) > 1 or (counters and identities <= 3):
        return counters
    return [i + 1 for i in lines.matching(_RULE) if i + 1 < len(lines.entries)]


def _read_record(text: str, record: list[Entry]) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, "proquest")
    first = 0
    if _COUNTER.fullmatch(record[0].text):
        draft.mark(record[0].start, record[0].end, Label.SEPARATOR, "counter")
        first = 1
    full = next((i for i, e in enumerate(record) if _TEXT.match(e.text)), -1)
    end = _find_trailer(record, max(full, first) + 1)
    if end - 1 > max(full, first) and record[end - 1].text.casefold() in _DETAILS:
        end -= 1
    labels = {m[1].casefold(): m[2].strip() for e in record[end:] if (m := _LABEL.fullmatch(e.text))}
    for e in record[end:]:
        _read_below(draft, e)
    head = full if full >= 0 else end
    if first < head and not (_LABEL.fullmatch(record[first].text) and record[first].text.split(":")[0].casefold() in _BELOW):
        fields = () if any(_BELOW.get(label) is FieldName.TITLE for label in labels) else (Field(FieldName.TITLE, record[first].text),)
        draft.mark(record[first].start, record[first].end, Label.TITLE, "headline", fields)
        first += 1
    for e in record[first:head]:
        m = _LABEL.fullmatch(e.text)
        if m and (name := _ABOVE.get(m[1].casefold())) and not draft.has(FieldName.PUBLISHED):
            fill_line(draft, e, name, m[2])
            if name is FieldName.PUBLISHED and not any(_BELOW.get(label) is FieldName.PUBLISHER for label in labels) and ";" in m[2]:
                draft.mark(e.start, e.end, Label.ATTRIBUTION, "publication", (Field(FieldName.PUBLISHER, m[2].split(";")[0].strip()),))
        else:
            draft.mark(e.start, e.end, Label.SEPARATOR, "label")
    if full >= 0:
        m_text = _TEXT.match(record[full].text)
        low = record[full].start + (m_text.end() if m_text else 0)
        draft.mark(record[full].start, low, Label.SEPARATOR, "label")
        if record[end - 1].end > low:
            draft.body(low, record[end - 1].end)
    return draft.finish(fill=False)


def _find_trailer(record: list[Entry], start: int) -> int:
    """Index of the first of the labels below the text."""
    first = len(record)
    for i in range(len(record) - 1, start - 1, -1):
        m = _LABEL.fullmatch(record[i].text)
        if m and (record[i].gap or i + 1 == first) and m[1].casefold() != "credit" and not m[1].isupper():
            first = i
        elif first - i > 2 or len(record[i].text) > 300:
            break
    return first


def _read_below(draft: Draft, line: Entry) -> None:
    m = _LABEL.fullmatch(line.text)
    name = _BELOW.get(m[1].casefold().replace("’", "'")) if m else None
    if m is None or name is None:
        draft.mark(line.start, line.end, Label.SEPARATOR, "label")
        return
    value = m[2].split(";")[0] if name is FieldName.PUBLISHER else m[2]
    draft.slot(line.start, line.end, name, value)
