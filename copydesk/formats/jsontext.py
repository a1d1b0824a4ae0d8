"""JSON inside a text file: one object a line, an array of objects, or objects one after another.

``{"title": "…", "date": "2015-11-16", "source": "politifact.com", "text": "…"}``. The raw text is scanned, not decoded, so every value
keeps its place on the page; only the value of the longest prose member is body, all else is markup or a slot. A single object
that names its title is one article. Escapes inside the body stay as written.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from copydesk.formats.labels import BODY, find_slot
from copydesk.formats.slots import Draft, make_split
from copydesk.types import FieldName, Page, Split, Story

_START = re.compile(r"\s*\ufeff?\s*[\[,]?\s*\{\s*\"")
_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s{}\[\],:"]+', re.DOTALL)
_DEEPEST = 60  # levels of nesting above which a file is no dump of articles
_PARAGRAPH = re.compile(r"<(?:\\?/p|p|br|div)\b[^<>]{0,300}>", re.IGNORECASE)
_TAG = re.compile(r"<\\?/?[a-z][a-z0-9]{0,12}(?:\s[^<>]{0,1000})?\\?/?>", re.IGNORECASE)
_LEAST_BODY = 40  # characters: a shorter longest value is a record of something else
_KEYS = {
    "headline": FieldName.TITLE, "name": FieldName.TITLE, "title": FieldName.TITLE, "versioncreated": FieldName.UPDATED,
    "firstcreated": FieldName.PUBLISHED,
    "byline": FieldName.AUTHOR, "copyrightholder": FieldName.NOTICE, "usageterms": FieldName.NOTICE, "provider": FieldName.PUBLISHER,
    "body_text": BODY, "bodytext": BODY, "body_xhtml": BODY, "articlebody": BODY, "datepublished": FieldName.PUBLISHED,
    "datemodified": FieldName.UPDATED,
    "pub_date": FieldName.PUBLISHED, "pubdate": FieldName.PUBLISHED, "publish_date": FieldName.PUBLISHED,
    "date_publish": FieldName.PUBLISHED,
    "publication_date": FieldName.PUBLISHED, "publishedat": FieldName.PUBLISHED, "published_at": FieldName.PUBLISHED,
    "source_domain": FieldName.PUBLISHER,
    "outlet": FieldName.PUBLISHER, "maintext": BODY, "main_text": BODY, "content": BODY, "uri": FieldName.ACCESSION,
    "guid": FieldName.ACCESSION,
    "_id": FieldName.ACCESSION, "articleid": FieldName.ACCESSION, "sectionname": FieldName.SECTION, "publishername": FieldName.PUBLISHER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Member:
    key: str
    start: int
    end: int
    depth: int


def find_json(page: Page) -> Split | None:
    """The stories of a JSON dump; None where the text is no run of two or more prose-bearing objects."""
    text = page.text
    if not _START.match(text[:200]):
        return None
    single: list[Story] = []
    for level in range(3):  # bare or in an array; inside {"articles": […]}; inside {"response": {"results": […]}}
        made = (_read_story(text, start, end, members) for start, end, members in _read_objects(text, level))
        stories = [s for s in made if s is not None]
        if sum(s.end - s.start for s in stories) * 2 > len(text):
            if len(stories) > 1:
                return make_split(text, stories, "json")
            single = single or [s for s in stories if any(f.name is FieldName.TITLE for m in s.marks for f in m.fields)]
    return make_split(text, single, "json") if single else None


def _read_objects(text: str, level: int) -> list[tuple[int, int, list[_Member]]]:
    """Objects inside ``level`` others with their string and number members, an unclosed last one included; linear."""
    found: list[tuple[int, int, list[_Member]]] = []
    stack: list[tuple[str, int]] = []
    members: list[_Member] = []
    key, depth = "", 0
    for m in _JSON_TOKEN.finditer(text):
        at, kind = m.start(), m[0][0]
        if kind in "{[":
            stack.append((kind, at))
            depth += kind == "{"
            if kind == "{" and depth == level + 1:
                members = []
            if len(stack) > _DEEPEST:
                return []
        elif kind in "}]":
            if not stack:
                continue
            opener, begin = stack.pop()
            if opener == "{":
                depth -= 1
                if depth == level:
                    found.append((begin, m.end(), members))
                    members = []
        elif stack and depth > level:
            if stack[-1][0] == "{" and kind == '"' and m.end() - at < 80 and text[m.end() : m.end() + 40].lstrip().startswith(":"):
                key = m[0][1:-1].casefold()
                continue
            inner = (at + 1, m.end() - 1) if kind == '"' else (at, m.end())
            members.append(_Member(key, *inner, depth))
    if depth > level and members:
        begin = [at for kind, at in stack if kind == "{"][level]
        found.append((begin, len(text.rstrip()), members))
    return found


def slot_of_key(key: str) -> str | None:
    """The slot that a member or column name of a data export stands for, None for an unknown one."""
    return _KEYS.get(key) or find_slot(key)


def _slot_of(member: _Member) -> str | None:
    return slot_of_key(member.key)


def _read_story(text: str, start: int, end: int, members: list[_Member]) -> Story | None:
    prose = [m for m in members if m.end - m.start >= _LEAST_BODY or _slot_of(m) == BODY]
    named = [m for m in prose if _slot_of(m) == BODY]
    titled = any(_slot_of(m) == FieldName.TITLE for m in members)
    body = max(named or prose, key=lambda m: m.end - m.start, default=None)
    if body is None and not titled:
        return None
    draft = Draft(text, start, end, "json")
    taken: set[tuple[int, int]] = set()
    if body is not None and _slot_of(body) != FieldName.TITLE:
        same = [m for m in members if m.key == body.key and m.depth == body.depth] if body.end - body.start < 400 else [body]
        for m in same:
            _add_body(draft, text, m.start, m.end)
        taken = {(m.start, m.end) for m in same}
    for m in members:
        slot = _slot_of(m)
        if (m.start, m.end) in taken or slot in (None, BODY, "other"):
            continue
        name = FieldName(slot)
        if name is not FieldName.AUTHOR and draft.has(name):
            continue
        draft.slot(m.start, m.end, name, _unescape(text[m.start : m.end]))
    return draft.finish()


def _add_body(draft: Draft, text: str, start: int, end: int) -> None:
    """Leave a text to the finders; of one that is HTML (``body_xhtml``) all but the tags."""
    at = start
    for m in _TAG.finditer(text, start, end) if _PARAGRAPH.search(text, start, end) else ():
        draft.body(at, m.start())
        at = m.end()
    draft.body(at, end)


def _unescape(raw: str) -> str:
    if "\\" not in raw:
        return raw
    try:
        return str(json.loads(f'"{raw}"', strict=False))
    except ValueError:
        return raw
