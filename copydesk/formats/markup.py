"""XML and SGML dumps of any dialect: the element that repeats and holds prose is the story.

``<article><title>…</title><date>…</date><text>…``, ``<DOC><DOCNO>…<HEADLINE>…<TEXT>``, RSS and Atom, WordPress exports, NITF, NewsML-G2,
Reuters-21578. Element names that newsrooms use name the slots; everything that is neither slot nor body text is markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from copydesk.formats.bodies import LEADS, guess_body
from copydesk.formats.columns import guess_columns
from copydesk.formats.dates import is_month_first
from copydesk.formats.labels import BODY, OTHER, find_slot
from copydesk.formats.slots import Draft, make_fields, make_split
from copydesk.formats.tags import Tag, close_slots, count_names, find_records, find_tags, read_attributes
from copydesk.types import Field, FieldName, Label, Mark, Page, Split, Story

_LEAST_PROSE = 24  # characters of text in the median record
_LEAST_COVER = 0.5  # share of the page that the records must cover
_BLOCKS = "p br b i em strong a div span li ul ol h1 h2 h3 h4 h5 h6 td tr table tbody img figure html head body block d"
_BLOCK_NAMES = frozenset(_BLOCKS.split())
_TOKEN = re.compile(r"\S{1,80}(?:\t[^\t]{0,80}){1,12}")
_COLUMNS = re.compile(r"\t[^\n]*(?:\n(?=\S))?")
_LEAST_TOKENS, _MOST_CHUNKS = 20, 400
_NUMBERS = frozenset(["id", "docid", "doc_id", "itemid", "newid", "guid", "storyid", "articleid"])  # attributes that number a record
_NAMED = re.compile(r"<(?:\w+:)?(?:name|title|label|displayname|fullname)(?:\s[^<>]{0,200})?>\Z", re.IGNORECASE)
_UNDER_HEADLINE = re.compile(r"\n\s*-{3,}\s*\n\s*(?=(?:By|von|par)\s)", re.IGNORECASE)
_VOID = frozenset(["br", "hr", "img", "p", "li", "td", "tr", "meta", "link", "input", "d"])
# Only elements of HTML: ``&lt;go on&gt;`` in a story is the journalist's text, ``&lt;p&gt;`` in a feed is not.
_ESCAPED = re.compile(
    r"&lt;/?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|img|table|tbody|thead|tr|td|th|blockquote|figure|figcaption|iframe|script|"
    r"style|video|audio|source|picture|hr|font|u|s|small|sup|sub|center|section|article|aside|header|footer|nav|object|embed|param|form|"
    r"input|label|button|pre|code|cite|q|dl|dt|dd|time|noscript|svg)\b[^&]{0,400}(?:&(?!gt;|lt;)[^&]{0,200}){0,6}&gt;"
    r"|&#(?:\d{1,2}|x0?[0-9a-f]);",
    re.IGNORECASE,
)
ELEMENTS: dict[str, str] = {
    "title": FieldName.TITLE, "headline": FieldName.TITLE, "hl1": FieldName.TITLE, "hl": FieldName.TITLE, "ttl": FieldName.TITLE,
    "dc:title": FieldName.TITLE,
    "head": FieldName.TITLE, "h": FieldName.TITLE, "hd": FieldName.TITLE, "newsline": FieldName.TITLE, "dc.title": FieldName.TITLE,
    "body": BODY, "text": BODY, "body.content": BODY, "content": BODY, "content:encoded": BODY, "description": BODY, "summary": BODY,
    "inlinexml": BODY,
    "articlebody": BODY, "maintext": BODY, "fulltext": BODY, "story_text": BODY, "lp": BODY, "leadpara": BODY, "excerpt:encoded": BODY,
    "inlinedata": BODY, "datacontent": BODY, "leadparagraph": BODY, "tailparagraphs": BODY, "lead_paragraph": BODY,
    "publicationdate": FieldName.PUBLISHED, "sourcename": FieldName.PUBLISHER, "source_name": FieldName.PUBLISHER,
    "accessionno": FieldName.ACCESSION, "newsitemid": FieldName.ACCESSION, "creditline": FieldName.AGENCY,
    "date": FieldName.PUBLISHED, "pubdate": FieldName.PUBLISHED, "published": FieldName.PUBLISHED, "dc:date": FieldName.PUBLISHED,
    "date.issue": FieldName.PUBLISHED,
    "wp:post_date": FieldName.PUBLISHED, "dd": FieldName.PUBLISHED, "date_time": FieldName.PUBLISHED, "date1": FieldName.PUBLISHED,
    "firstcreated": FieldName.PUBLISHED, "contentcreated": FieldName.PUBLISHED, "dateandtime": FieldName.PUBLISHED,
    "story.date": FieldName.PUBLISHED,
    "updated": FieldName.UPDATED, "versioncreated": FieldName.UPDATED, "contentmodified": FieldName.UPDATED, "modified": FieldName.UPDATED,
    "author": FieldName.AUTHOR, "byline": FieldName.AUTHOR, "by": FieldName.AUTHOR, "dc:creator": FieldName.AUTHOR,
    "creator": FieldName.AUTHOR,
    "source": FieldName.PUBLISHER, "publisher": FieldName.PUBLISHER, "dc:publisher": FieldName.PUBLISHER, "so": FieldName.PUBLISHER,
    "sn": FieldName.PUBLISHER,
    "infosource": FieldName.PUBLISHER, "category": FieldName.SECTION, "section": FieldName.SECTION, "guid": FieldName.ACCESSION,
    "docno": FieldName.ACCESSION, "docid": FieldName.ACCESSION, "id": FieldName.ACCESSION, "dateline": FieldName.DATELINE,
    "distributor": FieldName.AGENCY,
    "subtitle": FieldName.SUBTITLE, "subheadline": FieldName.SUBTITLE, "standfirst": FieldName.SUBTITLE,
    "deck": FieldName.SUBTITLE, "dek": FieldName.SUBTITLE, "sub_headline": FieldName.SUBTITLE,
    "rights": FieldName.NOTICE, "copyright": FieldName.NOTICE, "copyrightnotice": FieldName.NOTICE, "usageterms": FieldName.NOTICE,
}  # fmt: skip
_RECORDS = [
    "item",
    "entry",
    "article",
    "doc",
    "document",
    "story",
    "newsitem",
    "news",
    "reuters",
    "nitf",
    "record",
    "row",
    "post",
    "newsml",
    "text",
    "add",
    "page",
    "news-item",
    "newsarticle",
    "html",
]


@dataclass(frozen=True, slots=True)
class Dialect:
    """A named dialect: its record element, its slots beside the common ones, fields that every record has by the format's definition."""

    name: str
    record: str
    elements: dict[str, str] = field(default_factory=dict)
    fixed: tuple[Field, ...] = ()


@dataclass(slots=True)
class _Slot:
    slot: str
    start: int
    end: int
    chunks: list[tuple[int, int]]
    element: str = ""

    @property
    def size(self) -> int:
        """Characters of text."""
        return sum(b - a for a, b in self.chunks)


def find_markup(page: Page) -> Split | None:
    """The stories of a page in an unnamed XML or SGML dialect; None where no element repeats with prose in it."""
    text = page.text
    if text.count("<", 0, 4000) < 3:
        return None
    tags = list(find_tags(text))
    counts = count_names(tags)
    names = [n for n in _RECORDS if counts[n] >= 2]
    names += [n for n, k in counts.most_common(40) if k >= 2 and n not in _BLOCK_NAMES and n not in ELEMENTS and n not in names]
    for name in names:
        if split := read_records(text, tags, Dialect("markup", name)):
            return split
    return None


def read_records(text: str, tags: list[Tag], dialect: Dialect, *, least: int = 2) -> Split | None:
    """The split of a page whose stories are this dialect's records; None where fewer than ``least`` hold prose."""
    spans = find_records(text, tags, dialect.record)
    if len(spans) < least or sum(b - a for a, b in spans) < len(text) * _LEAST_COVER:
        return None
    closed = any(t.kind == "close" for t in tags if t.name == dialect.record)
    if not closed and next(t.name for t in tags if t.kind == "open") != dialect.record:
        return None  # what is never closed must open the page: slots that stand above it would be the story's before
    stories, prose, titled, at = [], [], 0, 0
    tags = close_slots(_drop_text_tags(tags), lambda tag: tag.name != dialect.record and _slot_name(tag, dialect) is not None, _BLOCK_NAMES)
    if dialect.name == "markup":
        own = _guess_attributes(tags, dialect)
        dialect = replace(dialect, elements=dialect.elements | _guess_elements(text, tags, spans, dialect) | own)
    dates = (text[t.end : t.end + 40].split("<")[0] for t in tags if t.kind == "open" and _slot_name(t, dialect) == FieldName.PUBLISHED)
    month_first = is_month_first(dates)
    for start, end in spans:
        while at < len(tags) and tags[at].start < start:
            at += 1
        last = at
        while last < len(tags) and tags[last].start < end:
            last += 1
        story, size, has_title = _read_record(text, start, end, tags[at:last], dialect, month_first)
        stories.append(story)
        prose.append(size)
        titled += has_title
        at = last
    if sorted(prose)[len(prose) // 2] < _LEAST_PROSE or (titled * 2 < len(spans) and dialect.name == "markup"):
        return None
    return make_split(text, stories, dialect.name)


def _guess_elements(text: str, tags: list[Tag], spans: list[tuple[int, int]], dialect: Dialect) -> dict[str, str]:
    """The slots of elements that no table knows: those that hold nothing but text, once in each record."""
    columns: dict[str, list[str]] = {}
    record = 0
    for opened, closed in pairwise(tags):
        if opened.kind != "open" or closed.kind != "close" or closed.name != opened.name or opened.name in _BLOCK_NAMES:
            continue
        while record < len(spans) and spans[record][1] <= opened.start:
            record += 1
        if record < len(spans) and opened.start >= spans[record][0]:
            columns.setdefault(opened.name, []).append(" ".join(text[opened.end : closed.start].split()))
    known = {t.name: slot for t in tags if t.kind == "open" and t.name != dialect.record and (slot := _slot_name(t, dialect))}
    rest = {name: values for name, values in columns.items() if name not in known and len(values) <= len(spans) + 1}
    found: dict[str, str] = {}
    if BODY not in known.values():
        titles = [name for name, slot in known.items() if slot not in (BODY, "other")]
        if body := guess_body(text, tags, spans, titles):
            found[body] = BODY
            rest.pop(body, None)
    return found | {n: s for n, s in guess_columns(rest, known, len(spans)).items() if s != OTHER}


def _guess_attributes(tags: list[Tag], dialect: Dialect) -> dict[str, str]:
    """The slots of the record's own attributes that no table knows, under their names with an ``@``, by what their values are."""
    columns: dict[str, list[str]] = {}
    total = 0
    for tag in tags:
        if tag.kind == "open" and tag.name == dialect.record:
            total += 1
            for key, value in read_attributes(tag).items() if tag.attributes else ():
                columns.setdefault(key, []).append(value.strip())
    known = {key: slot for key in columns if (slot := FieldName.ACCESSION if key in _NUMBERS else ELEMENTS.get(key) or find_slot(key))}
    return {"@" + key: slot for key, slot in guess_columns(columns, known, total).items() if slot != OTHER} if len(columns) > 1 else {}


def _drop_text_tags(tags: list[Tag]) -> list[Tag]:
    """The tags without those that are text: ``<SRD>`` in a stock market story is never closed, and no void element."""
    closed = {t.name for t in tags if t.kind != "open"} | _VOID
    return [t for t in tags if not t.name or t.name in closed or t.name in ELEMENTS]


def _slot_name(tag: Tag, dialect: Dialect) -> str | None:
    local = tag.name.rsplit(":", 1)[-1]
    for name in (tag.name, local):
        if slot := dialect.elements.get(name) or ELEMENTS.get(name):
            return slot
    return find_slot(local.replace("-", " ").replace("_", " ")) if len(local) > 2 else None


def _read_record(text: str, start: int, end: int, tags: list[Tag], dialect: Dialect, month_first: bool) -> tuple[Story, int, bool]:
    """A record as story, the characters of its body, and whether it has a title."""
    stack: list[tuple[str, _Slot | None]] = []
    slots: list[_Slot] = []
    inner = [t for t in tags if t.kind == "open" and t.start > start]
    is_own = all(
        t.name in _BLOCK_NAMES or _slot_name(t, dialect) not in (None, BODY) for t in inner
    )  # the text stands in the record itself
    own: list[tuple[int, int]] = []
    doubled = any(t.name == "block" and "full_text" in t.attributes for t in tags)  # the first paragraph stands in a block of its own, too
    at = start
    for tag in tags:
        current = next((s for _, s in reversed(stack) if s), None)
        if current and tag.start > at:
            current.chunks.append((at, tag.start))
        elif is_own and current is None and tag.start > at > start:
            own.append((at, tag.start))
        at = tag.end
        if tag.kind == "open":
            slot = _slot_name(tag, dialect) if tag.start > start else None
            slot = "other" if doubled and tag.name == "block" and "lead_paragraph" in tag.attributes else slot
            made = _Slot(slot, tag.end, tag.end, [], tag.name) if slot and slot != "other" else None
            blocked = _Slot("other", tag.end, tag.end, []) if slot == "other" else None
            if made and current and current.slot not in (BODY, "other") and slot != BODY:
                made = None  # a slot inside a slot adds nothing: <author><name>
            if made:
                slots.append(made)
            stack.append((tag.name, made or blocked))
        elif tag.kind == "close":
            for i in range(len(stack) - 1, max(-1, len(stack) - 12), -1):
                if stack[i][0] == tag.name:
                    for _, s in stack[i:]:
                        if s:
                            s.end = tag.start
                    del stack[i:]
                    break
        elif tag.kind == "empty" and (slot := _slot_name(tag, dialect)) and slot not in (BODY, "other"):
            slots.append(_Slot(slot, tag.start, tag.end, []))
    if (current := next((s for _, s in reversed(stack) if s), None)) and end > at:
        current.chunks.append((at, end))
    draft = Draft(text, start, end, dialect.name, month_first)
    if is_own and dialect.record in _RECORDS and not any(s.slot == FieldName.TITLE for s in slots):
        own = _take_heading(inner, tags, own, slots)
    if is_own:
        slots.append(_Slot(BODY, start, end, own, "p"))
    chunks = _find_body(text, [s for s in slots if s.slot == BODY and s.chunks])
    add = _add_tokens if "\t" in text[start:end] and _is_in_columns(text, chunks) else _add_body
    size = sum(add(draft, text, a, b) for a, b in chunks)
    attributes = {(t.start, t.end): t for t in tags if t.attributes}
    for s in slots:
        if s.slot != BODY:
            _add_slot(draft, text, s, attributes)
    _add_attribute_slots(draft, tags, dialect)
    _add_own_attributes(draft, tags, dialect)
    if dialect.fixed:
        opener = tags[0] if tags else Tag(start, start + 1, "", "open")
        draft.mark(opener.start, opener.end, Label.SEPARATOR, "record", [f for f in dialect.fixed if not draft.has(f.name)])
    return draft.finish(), size, draft.has(FieldName.TITLE)


def _take_heading(opened: list[Tag], tags: list[Tag], own: list[tuple[int, int]], slots: list[_Slot]) -> list[tuple[int, int]]:
    """The chunks of a record's own text without its first heading (``<h1>`` to ``<h3>``), which becomes its headline."""
    first = next((t for t in opened if t.name in ("h1", "h2", "h3")), None)
    close = next((t for t in tags if first and t.kind == "close" and t.name == first.name and t.start >= first.end), None)
    if first is None or close is None:
        return own
    slots.append(_Slot(FieldName.TITLE, first.end, close.start, [(first.end, close.start)], first.name))
    return [(a, b) for a, b in own if b <= first.end or a >= close.start]


def _find_body(text: str, bodies: list[_Slot]) -> list[tuple[int, int]]:
    """Spans of the body: the longest of the elements that may hold it, with its like (paragraphs side by side) and a lead that stands
    apart from the rest of the text and is not said again in it."""
    best = max([s for s in bodies if not _is_lead(s)] or bodies, key=lambda s: s.size, default=None)
    if best is None:
        return []
    chunks = [chunk for s in bodies if s is best or (s.element == best.element and best.element not in ELEMENTS) for chunk in s.chunks]
    said = " ".join(" ".join(text[a:b] for a, b in best.chunks).split())
    for s in bodies:
        lead = " ".join(" ".join(text[a:b] for a, b in s.chunks).split())
        if _is_lead(s) and s is not best and s.end <= best.start and not said.startswith(lead[:200]):
            chunks += s.chunks
    return sorted(chunks)


def _is_lead(slot: _Slot) -> bool:
    return slot.element.rsplit(":", 1)[-1] in LEADS


def _add_tokens(draft: Draft, text: str, a: int, b: int) -> int:
    """Leave the words of a corpus in columns (``keepers<tab>NNS<tab>keeper``, a word a line) to the finders; characters left."""
    at, size = a, 0
    for m in _COLUMNS.finditer(text, a, b):
        draft.body(at, m.start())
        draft.marks.append(Mark(m.start(), m.end(), Label.ENTITY, "markup-columns", after=" "))
        size += m.start() - at
        at = m.end()
    draft.body(at, b)
    return size + max(0, b - at)


def _is_in_columns(text: str, chunks: list[tuple[int, int]]) -> bool:
    """Whether every line of a text is a word with its columns."""
    lines = [line for a, b in chunks[:_MOST_CHUNKS] for line in text[a:b].split("\n") if line.strip()]
    return len(lines) >= _LEAST_TOKENS and all(_TOKEN.fullmatch(line.strip("\r")) for line in lines)


def _add_body(draft: Draft, text: str, a: int, b: int) -> int:
    """Leave a chunk of body text to the finders, escaped tags and control entities excepted; characters left."""
    at, size = a, 0
    for m in _ESCAPED.finditer(text, a, b):
        draft.body(at, m.start())
        size += max(0, m.start() - at)
        at = m.end()
    draft.body(at, b)
    return size + max(0, b - at)


def _add_slot(draft: Draft, text: str, s: _Slot, attributes: dict[tuple[int, int], Tag]) -> None:
    name = FieldName(s.slot)
    if name not in (FieldName.AUTHOR, FieldName.SECTION) and draft.has(name):
        return
    if not s.chunks:
        tag = attributes.get((s.start, s.end))
        if tag:
            values = read_attributes(tag)
            value = next(
                (values[k] for k in ("norm", "date.issue", "date", "value", "content", "name", "holder", "term") if k in values), ""
            )
            if value:
                draft.slot(s.start, s.end, name, value)
        return
    a, b = s.chunks[0][0], max(s.chunks[-1][1], s.chunks[0][0])
    if name in (FieldName.PUBLISHER, FieldName.AUTHOR) and len(s.chunks) > 1:
        named = next(((x, y) for x, y in s.chunks if _NAMED.search(text, max(0, x - 260), x)), None)
        if named:  # <source><id>77</id><name>Aldersby Gazette</name></source>
            draft.slot(*named, name)
            return
    if name is FieldName.TITLE and (cut := _UNDER_HEADLINE.search(text, a, b)):
        draft.slot(cut.end(), b, FieldName.AUTHOR)
        draft.slot(a, cut.start(), name)
        return
    if name is FieldName.SECTION and draft.has(name):
        return
    draft.slot(a, b, name, " ".join(text[x:y] for x, y in s.chunks))


def _add_own_attributes(draft: Draft, tags: list[Tag], dialect: Dialect) -> None:
    """Slots that the record's own tag states: ``<doc id="al1" title="…" date="2021-06-14" source="Aldersby Gazette">``."""
    if not tags or tags[0].start != draft.start or not tags[0].attributes:
        return
    fields: list[Field] = []
    for key, value in read_attributes(tags[0]).items():
        slot = FieldName.ACCESSION if key in _NUMBERS else ELEMENTS.get(key) or find_slot(key) or dialect.elements.get("@" + key)
        if slot in (None, BODY, OTHER) or not value.strip() or draft.has(FieldName(slot or "")):
            continue
        fields.extend(make_fields(FieldName(slot or ""), value, month_first=draft.month_first))
    if fields:
        draft.mark(tags[0].start, tags[0].end, Label.SEPARATOR, "record", fields)


def _add_attribute_slots(draft: Draft, tags: list[Tag], dialect: Dialect) -> None:
    """Slots that NITF and NewsML keep in attributes: <pubdata name=… date.publication=…>, <doc-id id-string=…>, <rightsHolder>."""
    for tag in tags:
        if not tag.attributes or tag.name.rsplit(":", 1)[-1] not in (
            "pubdata",
            "doc-id",
            "doc.copyright",
            "story.date",
            "date.release",
            "del-list",
        ):
            continue
        values = read_attributes(tag)
        wanted = (
            (FieldName.PUBLISHER, values.get("name", "")), (FieldName.PUBLISHED, values.get("date.publication", values.get("norm", ""))),
            (FieldName.ACCESSION, values.get("id-string", "")), (FieldName.SECTION, values.get("position.section", "")),
        )  # fmt: skip
        for name, value in wanted:
            if value and not draft.has(name):
                draft.slot(tag.start, tag.end, name, value)
