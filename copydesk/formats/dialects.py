"""The named dialects of markup, recognised by their root and two elements of their own.

Reuters-21578 (``<REUTERS … NEWID=…>`` with ``<TEXT>``), NITF (``<nitf>`` with ``<body.content>``), NewsML-G2 (``<newsItem>`` with
``<itemMeta>``),
RSS, Atom and WordPress exports, TREC collections. A file of one record is one story with its markup marked.
"""

from __future__ import annotations

from copydesk.formats.markup import Dialect, read_records
from copydesk.formats.tags import find_tags
from copydesk.types import Field, FieldName, Label, Mark, Page, Split, Story

_REUTERS = (Field(FieldName.PUBLISHER, "Reuters"), Field(FieldName.AGENCY, "Reuters"))
_DIALECTS: tuple[tuple[tuple[str, ...], Dialect], ...] = (
    (("<reuters", "newid=", "<text"), Dialect("reuters-21578", "reuters", {"unknown": "other", "d": "other", "text": "other"}, _REUTERS)),
    (("<nitf", "<body.content", "<hedline"), Dialect("nitf", "nitf", {"body": "other", "head": "other", "hl2":
    FieldName.SUBTITLE, "copyrite":
    FieldName.NOTICE, "body.end": "other"})),
    (("<newsitem", "itemid=", "bip:"), Dialect("rcv1", "newsitem", {"title": "other", "metadata": "other", "dc": "other"}, _REUTERS)),
    (("<newsitem", "<itemmeta"), Dialect("newsml-g2", "newsitem", {"copyrightholder": "other", "provider": FieldName.PUBLISHER, "head":
    "other"})),
    (("<newsml", "<newsitem", "<newslines"), Dialect("newsml-1", "newsitem", {"dateid": "other", "providerid": "other", "head": "other"})),
    (("<article", "<leadparagraph", "<tailparagraphs"), Dialect("factiva-xml", "article", {"publishername": "other"})),
    (("<wp:", "<item>", "<content:encoded"), Dialect("wordpress", "item", {"link": "other", "description": "other", "guid": "other"})),
    (("<rss", "<item"), Dialect("rss", "item", {"link": "other", "guid": FieldName.ACCESSION})),
    (("<feed", "<entry", "<updated"), Dialect("atom", "entry", {"link": "other"})),
    (("<doc>", "<docno>", "<text>"), Dialect("trec", "doc", {"hl": FieldName.TITLE, "head": FieldName.TITLE, "pub": FieldName.PUBLISHER})),
)  # fmt: skip


def find_dialect(page: Page) -> Split | None:
    """The stories of a page in one of the named dialects, None where its marks are missing."""
    text = page.text
    if "<" not in text[:4000]:
        return None
    head = text[:200_000].lower()
    for signs, dialect in _DIALECTS:
        if all(s in head for s in signs):
            tags = list(find_tags(text))
            if split := read_records(text, tags, dialect, least=1):
                return _mark_reuter(text, split) if dialect.name == "reuters-21578" else split
    return None


DIALECTS: dict[str, Dialect] = {dialect.name: dialect for _, dialect in _DIALECTS}


def read_dialect(page: Page, name: str) -> Split | None:
    """The records of a dialect known by name, whatever its root: a window of a long file has none."""
    dialect = DIALECTS[name]
    split = read_records(page.text, list(find_tags(page.text)), dialect, least=1)
    return _mark_reuter(page.text, split) if split and name == "reuters-21578" else split


def _mark_reuter(text: str, split: Split) -> Split:
    """Reuters-21578 with the closing line ``Reuter`` of each body as end mark."""
    stories = []
    for story in split.stories:
        end = text.lower().rfind("</body>", story.start, story.end) if story.end - story.start < 200_000 else -1
        marks = story.marks
        if end > 0:
            tail = text[max(story.start, end - 40) : end]
            at = tail.lower().rfind("reuter")
            if at >= 0 and tail[:at].strip(" ")[-1:] in ("\n", ""):
                low = max(story.start, end - 40) + at
                word = low + (7 if text[low : low + 7].lower() == "reuters" else 6)
                marks = tuple(sorted((*marks, Mark(low, word, Label.END_MARK, "reuters-21578-end")), key=lambda m: m.start))
        stories.append(Story(story.start, story.end, story.format, marks))
    return Split(tuple(stories), split.marks, split.format, split.stated)
