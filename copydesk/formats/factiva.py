"""Factiva: plain text (headline, ``553 words``, date, source, code, language, copyright, text, ``Document AARGZ0002002…``) and tagged text.

The tagged form puts a two-letter code before each slot (``SE HD BY WC PD SN SC LA CY LP TD AN``). The ``Document`` line closes a record;
the next line opens the next headline, so trailers never drift forward. ``Factiva … Dow Jones`` at the top is furniture.
"""

from __future__ import annotations

import re

from copydesk.formats.columns import is_name
from copydesk.formats.dates import find_dates
from copydesk.formats.records import Entry, Lines
from copydesk.formats.signs import SIX_DIGITS, find_bits, find_signs
from copydesk.formats.slots import Draft, make_split
from copydesk.late import compile_late
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_FIGURES = find_bits(SIX_DIGITS)  # of the number of every document
_END = compile_late(r"(?:AN\s+)?(?:Document|Dokument|Documento|Документ|文件|文档|文書)\s+([A-Za-z]{2,12}0?\d{6,}[A-Za-z0-9]{4,30})")
_DOCUMENTS = ("Document", "Dokument", "Документ", "文件", "文档", "文書")  # what the closing line begins with
_WORDS = re.compile(r"[\d.,]+\s(?:words|mots|palabras|Wörter|parole|woorden|palavras|слов|字|단어)", re.IGNORECASE)
_TAG = re.compile(
    r"(SE|HD|CR|BY|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPD|IPC|PUB|AN|ART|CLM)(?:\s{1,}|\t|$)(.*)", re.DOTALL
)
_LONGEST_SECTION = 40  # characters of a section over the headline; a headline is broken into lines much further to the right
_LEAST_HEADLINE = 24  # characters of a headline over a name on a line of its own
_BYLINE = re.compile(r"(?:By|Von|Par|Por|Di|Door|Av|Af|Por)\s+\S.{1,90}")
_LANGUAGES = frozenset(
    [
        "english",
        "german",
        "french",
        "spanish",
        "italian",
        "portuguese",
        "dutch",
        "russian",
        "chinese",
        "japanese",
        "arabic",
        "polish",
        "swedish",
        "danish",
        "norwegian",
        "finnish",
        "turkish",
    ]
)
_TAGGED = {
    "HD": FieldName.TITLE,
    "BY": FieldName.AUTHOR,
    "PD": FieldName.PUBLISHED,
    "SN": FieldName.PUBLISHER,
    "SE": FieldName.SECTION,
    "AN": FieldName.ACCESSION,
    "CR": FieldName.AGENCY,
}


def find_factiva(page: Page) -> Split | None:
    """The records of a Factiva export in either form; None unless closing lines and word counts or tags agree."""
    text = page.text
    if not find_signs(text).bits & _FIGURES or not any(word in text for word in _DOCUMENTS) or not _END.search(text):
        return None
    lines = Lines(page)
    ends = lines.matching(_END, 80)
    if not ends:
        return None
    stories: list[Story] = []
    begin = 1 if lines.entries and lines.entries[0].text.startswith("Factiva") else 0
    good = 0
    for end in ends:
        record = lines.entries[begin : end + 1]
        if len(record) > 2:
            tags = sum(bool(_TAG.fullmatch(e.text)) for e in record)
            tagged = tags >= 5 and any(e.text.startswith("HD") for e in record[:12])
            words = next((i for i, e in enumerate(record[:12]) if _WORDS.fullmatch(e.text)), -1)
            good += tagged or words > 0
            stories.append(_read_tagged(page.text, record) if tagged else _read_plain(page.text, record, words))
        begin = end + 1
    if good * 2 < len(ends) or not stories:
        return None
    return make_split(page.text, stories, "factiva")


def _read_plain(text: str, record: list[Entry], words: int) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, "factiva")
    _mark_accession(draft, record[-1])
    if words < 0:
        draft.slot(record[0].start, record[0].end, FieldName.TITLE)
        draft.body(record[1].start, record[-2].end)
        return draft.finish(fill=False)
    signed = words > 1 and record[words - 1].gap and is_name(record[words - 1].text) and len(record[words - 2].text) >= _LEAST_HEADLINE
    first_of_block = max((i for i in range(words - 1 if signed else words + 1) if i == 0 or record[i].gap), default=0)
    byline = words - 1 if signed or (words > 1 and _BYLINE.fullmatch(record[words - 1].text)) else words
    title = first_of_block if first_of_block < byline else 0
    if title + 1 < byline and len(record[title].text) <= _LONGEST_SECTION and record[title].text[-1] not in ",:;-–—":
        title += 1  # the section stands right over a headline of one line
    if title > 0:
        draft.slot(record[0].start, record[title - 1].end, FieldName.SECTION)
    draft.slot(record[title].start, record[max(title, byline - 1)].end, FieldName.TITLE)
    if byline < words:
        draft.slot(record[byline].start, record[byline].end, FieldName.AUTHOR)
    draft.mark(record[words].start, record[words].end, Label.SEPARATOR, "words")
    last = _read_block(draft, record, words)
    end = len(record) - 1
    if (
        end - 1 > last
        and len(record[end - 1].text) < 60
        and not record[end - 1].text.endswith((".", "!", "?", "»", "”"))
        and record[end - 1].gap
    ):
        end -= 1
        draft.mark(record[end].start, record[end].end, Label.CREDIT, "publisher-line")
    if last + 1 < end:
        draft.body(record[last + 1].start, record[end - 1].end)
    return draft.finish(fill=False)


def _read_block(draft: Draft, record: list[Entry], words: int) -> int:
    """Mark the lines under the word count (date, time, source, code, page, language, copyright); index of the last of them."""
    i, last = words + 1, words
    dated = False
    while i < len(record) - 1 and not record[i].gap:
        e = record[i]
        if not dated and any(d.is_full for d in find_dates(e.text)):
            draft.slot(e.start, e.end, FieldName.PUBLISHED)
            dated = True
        elif dated and not draft.has(FieldName.PUBLISHER) and not re.fullmatch(r"\d{1,2}:\d{2}.*", e.text):
            draft.slot(e.start, e.end, FieldName.PUBLISHER)
        elif e.text.lower().startswith(("(c)", "©", "copyright")):
            draft.mark(e.start, e.end, Label.COPYRIGHT, "copyright", (Field(FieldName.NOTICE, e.text),))
            last = i
            break
        else:
            draft.mark(e.start, e.end, Label.SEPARATOR, "code" if e.text.casefold() not in _LANGUAGES else "language")
        last = i
        i += 1
    return last


def _read_tagged(text: str, record: list[Entry]) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, "factiva")
    current, begin = "", 0
    spans: list[tuple[str, int, int]] = []
    for i, e in enumerate(record):
        if m := _TAG.fullmatch(e.text):
            if current:
                spans.append((current, begin, i))
            current, begin = m[1], i
    spans.append((current, begin, len(record)))
    for tag, a, b in spans:
        start, end = record[a].start, record[b - 1].end
        m = _TAG.fullmatch(record[a].text)
        value = " ".join([(m[2] if m else "").strip(), *(e.text for e in record[a + 1 : b])]).strip()
        if tag in ("LP", "TD"):
            low = start + (m.start(2) if m and m[2].strip() else 0)
            draft.mark(start, low if low > start else record[a].end, Label.SEPARATOR, "tag")
            draft.body(low if low > start else record[a].end, end)
        elif tag == "AN":
            draft.mark(start, end, Label.SEPARATOR, "accession", (Field(FieldName.ACCESSION, value.removeprefix("Document").strip()),))
        elif tag == "CY":
            draft.mark(start, end, Label.COPYRIGHT, "copyright", (Field(FieldName.NOTICE, value),))
        elif name := _TAGGED.get(tag):
            draft.slot(start, end, name, value)
        else:
            draft.mark(start, end, Label.SEPARATOR, "tag")
    return draft.finish(fill=False)


def _mark_accession(draft: Draft, line: Entry) -> None:
    m = _END.fullmatch(line.text)
    draft.mark(line.start, line.end, Label.SEPARATOR, "accession", (Field(FieldName.ACCESSION, m[1]),) if m else ())
