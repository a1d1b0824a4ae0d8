"""MediaWiki exports (Wikinews): ``<page><title>…</title><revision><text>…</text></revision></page>``, the text in wiki markup.

Templates (``{{date|June 14, 2021}}``), categories and the section of sources are the wiki's own; the day of a story is that of its
``{{date}}`` template, never that of the revision. Markup inside sentences (links, bold) stays as written.
"""

from __future__ import annotations

import re
from dataclasses import replace

from copydesk.formats.dates import read_date
from copydesk.formats.markup import Dialect, read_records
from copydesk.formats.tags import find_tags
from copydesk.types import Field, FieldName, Label, Mark, Page, Split, Story

_DIALECT = Dialect(
    "mediawiki", "page",
    {"timestamp": "other", "username": "other", "comment": "other", "id": "other", "contributor": "other", "sitename": "other",
     "ns": "other", "model": "other", "format": "other", "sha1": "other"},
)  # fmt: skip
_TEMPLATE = re.compile(r"\{\{[^{}]{0,2000}\}\}")
_DATE = re.compile(r"\{\{\s*(?:date|дата|datum|fecha|data|日期|nieuwsdatum)\s*\|\s*([^{}|]{4,60})", re.IGNORECASE)
_LINK = re.compile(
    r"\[\[(?:Category|Categor[ií]a|Catégorie|Kategorie|Категория|Categoria|Categorie|分类|分類|File|Image|Datei|Fichier|Файл|[a-z]{2,3}):[^\[\]]{0,400}\]\]",
    re.IGNORECASE,
)
_SOURCES = re.compile(
    r"^==\s*(?:Sources?|Quellen?|Fuentes?|Fonti|Fonte|Fontes|Источники?|来源|來源|Bronnen|Bron|Źródł[oa]|Related news|Sister links|"
    r"External links|Themenverwandte Artikel|Voir aussi|Véase también)\s*==.*",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)


def find_mediawiki(page: Page) -> Split | None:
    """The pages of an export; None unless root, page and revision stand in it."""
    head = page.text[:4000]
    if "<mediawiki" not in head or "<page>" not in page.text or "<revision>" not in page.text:
        return None
    split = read_records(page.text, list(find_tags(page.text)), _DIALECT, least=1)
    return replace(split, stories=tuple(_mark_wiki(page.text, story) for story in split.stories)) if split else None


def _mark_wiki(text: str, story: Story) -> Story:
    """The story with what is the wiki's own in its text marked."""
    low = text.find("<text", story.start, story.end)
    high = text.find("</text>", max(low, story.start), story.end)
    if low < 0 or high < 0:
        return story
    low = text.find(">", low) + 1
    marks: list[Mark] = []
    sources = _SOURCES.search(text, low, high)
    end = sources.start() if sources else high
    for pattern in (_TEMPLATE, _LINK):
        for m in pattern.finditer(text, low, end):
            day = _DATE.match(m[0])
            date = read_date(day[1]) if day else None
            fields = (
                (Field(FieldName.PUBLISHED, date),)
                if date and not any(f.name is FieldName.PUBLISHED for k in marks for f in k.fields)
                else ()
            )
            marks.append(Mark(m.start(), m.end(), Label.DATE if fields else Label.SEPARATOR, "mediawiki-template", 1.0, fields))
    if sources:
        marks.append(Mark(end, end + len(text[end:high].rstrip()), Label.SEPARATOR, "mediawiki-sources"))
    return replace(story, marks=tuple(sorted((*story.marks, *marks), key=lambda m: (m.start, m.end))))
