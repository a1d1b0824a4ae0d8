"""WiseNews and WiseSearch text: headline, ``青浦湾日报 | 2021-06-14``, ``报章 | A05 | 要闻 | By 林晓``, ``字数: 312 words``, the text,
``文章编号: 202106140150001``, a notice of rights.

The line with the article's number closes a record, the notice below it belongs to it. Paper and day stand in one line, page, section and
author in the next, parted by bars.
"""

from __future__ import annotations

import re

from copydesk.formats.dates import find_dates
from copydesk.formats.records import Entry, Lines
from copydesk.formats.signs import fold_letters, has_any
from copydesk.formats.slots import Draft, make_split
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_END = re.compile(r"(?:文章编号|文章編號|新聞編號|新闻编号|News ID|Article ID|Document ID)\s?[:：]\s?(\w{12,30})", re.IGNORECASE)
_SIGNS = (b"news id", b"article id", b"document id", "编号".encode(), "編號".encode())  # one of which every such number has before it
_RIGHTS = re.compile(r"本(?:内容|內容)之版(?:权|權).{0,200}|.{0,60}(?:慧科|Wisers).{0,160}|©.{0,160}")
_LENGTH = re.compile(r"(?:字数|字數|Word count)\s?[:：].{1,30}", re.IGNORECASE)
_PAGE = re.compile(r"[A-Z]{0,3}\d{1,3}(?:-[A-Z]?\d{1,3})?|第?\d{1,3}版|[A-Z]\d{1,2}版")
_BY = re.compile(r"(?:By|记者|記者|作者|文)[:：/]?\s?(.{2,40})", re.IGNORECASE)
_KINDS = frozenset(["报章", "報章", "newspaper", "newspapers", "杂志", "雜誌", "magazine", "网站", "網站", "website", "通讯社", "通訊社"])
_HEADER = 6


def find_wisers(page: Page) -> Split | None:
    """The records of such an export; None unless numbers close records that open with a line of paper and day between bars."""
    if "|" not in page.text or not has_any(fold_letters(page.text), _SIGNS) or not _END.search(page.text):
        return None
    lines = Lines(page)
    ends = lines.matching(_END, 60)
    stories: list[Story] = []
    good = 0
    for record, head in lines.closed_by(ends, _RIGHTS):
        good += any(_is_source(e.text) for e in record[: min(head, _HEADER)])
        if head > 1:
            stories.append(_read_record(page.text, record, head))
    if not stories or good * 2 <= len(ends):
        return None
    return make_split(page.text, stories, "wisers")


def _is_source(text: str) -> bool:
    return "|" in text and len(text) < 120 and any(d.is_full for d in find_dates(text))


def _read_record(text: str, record: list[Entry], end: int) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, "wisers")
    number = _END.fullmatch(record[end].text)
    fields = (Field(FieldName.ACCESSION, number[1]),) if number else ()
    draft.mark(record[end].start, record[end].end, Label.SEPARATOR, "number", fields)
    for e in record[end + 1 :]:
        draft.slot(e.start, e.end, FieldName.NOTICE)
    source = next((i for i in range(min(end, _HEADER)) if _is_source(record[i].text)), -1)
    i = max(source, 0)
    if source > 0:
        draft.slot(record[0].start, record[source - 1].end, FieldName.TITLE)
    while i < min(end, source + _HEADER) and source >= 0:
        e = record[i]
        if "|" in e.text and len(e.text) < 120:
            _read_bars(draft, e, i == source)
        elif _LENGTH.fullmatch(e.text):
            draft.mark(e.start, e.end, Label.SEPARATOR, "length")
        else:
            break
        i += 1
    if i < end:
        draft.body(record[i].start, record[end - 1].end)
    return draft.finish(fill=False)


def _read_bars(draft: Draft, line: Entry, is_source: bool) -> None:
    fields: list[Field] = []
    for part in (p.strip() for p in line.text.split("|")):
        date = next((d for d in find_dates(part) if d.is_full), None)
        name = _BY.fullmatch(part)
        if date:
            fields.append(Field(FieldName.PUBLISHED, date.value))
        elif is_source and part and not any(f.name is FieldName.PUBLISHER for f in fields):
            fields.append(Field(FieldName.PUBLISHER, part))
        elif name and not draft.has(FieldName.AUTHOR):
            fields.append(Field(FieldName.AUTHOR, name[1].strip()))
        elif not is_source and part.casefold() not in _KINDS and not _PAGE.fullmatch(part) and not draft.has(FieldName.SECTION):
            fields.append(Field(FieldName.SECTION, part)) if part else None
    known = {f.name for m in draft.marks for f in m.fields}
    draft.mark(line.start, line.end, Label.ATTRIBUTION, "source", [f for f in fields if f.name not in known])
