"""JSON inside a text file: one object a line, an array of objects, or objects one after another.

``{"title": "…", "date": "2015-11-16", "source": "politifact.com", "text": "…"}``. The raw text is scanned, not decoded, so every value
keeps its place on the page; only the value of the longest prose member is body, all else is markup or a slot. A single object
that names its title is one article. Escapes inside the body stay as written.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from copydesk.formats.bodies import LEADS
from copydesk.formats.columns import guess_columns
from copydesk.formats.labels import BODY, OTHER, slot_of_key
from copydesk.formats.slots import Draft, make_split
from copydesk.late import compile_late
from copydesk.types import FieldName, Page, Split, Story

_START = re.compile(r"\s*\ufeff?\s*[\[,]?\s*\{\s*(\"|'(?=[^'\n]{1,40}':))")
_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s{}\[\],:"]+', re.DOTALL)
_PYTHON_TOKEN = re.compile(  # as Python prints it
    r"""'(?:[^'\\]++|\\.)*+(?:'|\Z)|"(?:[^"\\]++|\\.)*+(?:"|\Z)|[{}\[\]()]|[^\s{}\[\](),:"']+""", re.DOTALL
)
_DEEPEST = 60  # levels of nesting above which a file is no dump of articles
_PARAGRAPH = re.compile(r"<(?:\\?/p|p|br|div)\b[^<>]{0,300}>", re.IGNORECASE)
_TAG = compile_late(r"<\\?/?[a-z][a-z0-9]{0,12}(?:\s[^<>]{0,1000})?\\?/?>", re.IGNORECASE)
_LONG_BODY = 400  # characters from which a text is the whole story's, and not one paragraph of several
_LEAST_TITLE, _LONGEST_TITLE = 10, 200  # characters of bold words that open a message and are its headline
_LEAST_BODY = 40  # characters: a shorter longest value is a record of something else
_ADDRESS = re.compile(r"https?:(?:\\?/){2}\S+")
_LEADS = LEADS | {"snippet", "lead"}
_EPOCH = re.compile(r"[1-4]\d{9}(?:\d{3})?")
_NAMES = frozenset(["name", "title", "main", "original", "label", "displayname", "display_name", "full_name", "fullname", "longname"])
_PLAIN_PARENTS = frozenset(
    ["fields", "article", "data", "attributes", "properties", "content", "metadata", "meta", "_source", "story", "item", "doc", "body"]
)  # objects that only wrap the story's own members


@dataclass(frozen=True, slots=True)
class _Member:
    """A string or number at text offsets [start, end); ``parent`` is the key of the object or array that it stands in, ``listed`` tells
    whether it is an array's own (``"paragraphs": ["…", "…"]``)."""

    key: str
    start: int
    end: int
    depth: int
    parent: str = ""
    listed: bool = False


def find_json(page: Page) -> Split | None:
    """The stories of a JSON dump; None where the text is no run of two or more prose-bearing objects."""
    text = page.text
    opened = _START.match(text[:200])
    if not opened:
        return None
    token = _JSON_TOKEN if opened[1] == '"' else _PYTHON_TOKEN  # ``{'title': …}``
    single: list[Story] = []
    for level in range(3):  # bare or in an array; inside {"articles": […]}; inside {"response": {"results": […]}}
        objects = _read_objects(text, level, token)
        guessed = _guess_keys(text, [members for _, _, members in objects])
        made = (_read_story(text, start, end, members, guessed) for start, end, members in objects)
        stories = [s for s in made if s is not None]
        if sum(s.end - s.start for s in stories) * 2 > len(text):
            if len(stories) > 1:
                return make_split(text, stories, "json")
            single = single or [s for s in stories if any(f.name is FieldName.TITLE for m in s.marks for f in m.fields)]
    return make_split(text, single, "json") if single else None


def _read_objects(text: str, level: int, token: re.Pattern[str] = _JSON_TOKEN) -> list[tuple[int, int, list[_Member]]]:
    """Objects inside ``level`` others with their string and number members, an unclosed last one included; linear."""
    found: list[tuple[int, int, list[_Member]]] = []
    stack: list[tuple[str, int, str]] = []  # sign, offset and key of each open object or array
    members: list[_Member] = []
    key, depth = "", 0
    for m in token.finditer(text):
        at, kind = m.start(), m[0][0]
        if kind in "{[":
            stack.append((kind, at, "" if not stack else stack[-1][2] if stack[-1][0] == "[" else key))
            depth += kind == "{"
            if kind == "{" and depth == level + 1:
                members = []
            if len(stack) > _DEEPEST:
                return []
        elif kind in "()":
            continue
        elif kind in "}]":
            if not stack:
                continue
            opener, begin, _ = stack.pop()
            if opener == "{":
                depth -= 1
                if depth == level:
                    found.append((begin, m.end(), members))
                    members = []
        elif stack and depth > level:
            if stack[-1][0] == "{" and kind in "\"'" and m.end() - at < 80 and text[m.end() : m.end() + 40].lstrip().startswith(":"):
                key = m[0][1:-1].casefold()
                continue
            inner = (at + 1, m.end() - 1) if kind in "\"'" else (at, m.end())
            top = stack[-1]
            own, parent = (top[2], "") if top[0] == "[" else (key, top[2])
            members.append(_Member(own, *inner, depth, parent if depth > level + 1 else "", top[0] == "["))
    if depth > level and members:
        begin = [at for kind, at, _ in stack if kind == "{"][level]
        found.append((begin, len(text.rstrip()), members))
    return found


def _guess_keys(text: str, records: Sequence[Sequence[_Member]]) -> dict[str, str]:
    """The slots of keys that no table knows, by what their values are in all objects; none where there is one object."""
    columns: dict[str, list[str]] = {}
    known: dict[str, str] = {}
    if len(records) < 2:
        return {}
    for members in records:
        once = Counter(m.key for m in members)
        body = _find_body(members)
        for m in members:
            if once[m.key] == 1 and m is not body:
                columns.setdefault(m.key, []).append(_read_epoch(_unescape(text[m.start : m.end])))
                if slot := _slot_of(m):
                    known[m.key] = slot
    return {key: slot for key, slot in guess_columns(columns, known, len(records)).items() if slot != OTHER}


def _slot_of(member: _Member) -> str | None:
    """The slot of a member; in an object of its own (``"source": {"id": …, "name": …}``) what the object is says more than the key."""
    if not member.parent or member.parent in _PLAIN_PARENTS:
        return slot_of_key(member.key)
    if member.key in _NAMES:
        slot = slot_of_key(member.parent)
        if slot in (FieldName.PUBLISHER, FieldName.AUTHOR, FieldName.SECTION, FieldName.TITLE):
            return slot
        return FieldName.TITLE if member.key == "title" else None
    return None if member.key in ("id", "_id", "uri", "url") else slot_of_key(member.key)


def _read_epoch(value: str) -> str:
    """The moment that seconds or milliseconds since 1970 name, in ISO 8601 (a day alone at midnight); other values as they are."""
    if not _EPOCH.fullmatch(value):
        return value
    moment = datetime.fromtimestamp(int(value[:10]), UTC)
    return f"{moment:%Y-%m-%d}" if not (moment.hour or moment.minute or moment.second) else f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _find_body(members: Sequence[_Member]) -> _Member | None:
    """The longest member, of those named as text if there are any; the paragraphs of a list count as one text."""
    prose = [m for m in members if m.end - m.start >= _LEAST_BODY or _slot_of(m) == BODY]
    able = [m for m in prose if _slot_of(m) == BODY and m.key not in _LEADS] or [m for m in prose if m.key not in _LEADS] or prose
    sizes: Counter[tuple[str, int]] = Counter()
    for m in able:
        sizes[m.key, m.depth] += m.end - m.start if m.listed else 0
    return max(able, key=lambda m: (max(sizes[m.key, m.depth], m.end - m.start), m.end - m.start), default=None)


def _read_story(text: str, start: int, end: int, members: list[_Member], guessed: Mapping[str, str]) -> Story | None:
    titled = any(_slot_of(m) == FieldName.TITLE for m in members) or FieldName.TITLE in guessed.values()
    body = _find_body(members)
    if body is None and not titled:
        return None
    draft = Draft(text, start, end, "json")
    taken: set[tuple[int, int]] = set()
    if body is not None and _slot_of(body) != FieldName.TITLE:
        pieces = [
            m for m in members if m.key == body.key and m.parent == body.key
        ]  # bold words and links of a message: {"text": [{"text": …}
        alone = body.end - body.start >= _LONG_BODY and not pieces
        same = [body] if alone else [m for m in members if m.key == body.key and (m.depth == body.depth or m in pieces)]
        if pieces and not titled and same[0] is pieces[0] and _LEAST_TITLE <= pieces[0].end - pieces[0].start <= _LONGEST_TITLE:
            draft.slot(pieces[0].start, pieces[0].end, FieldName.TITLE, _unescape(text[pieces[0].start : pieces[0].end]))
            same = same[1:]
        if lead := _find_lead(text, members, body):
            _add_body(draft, text, lead.start, lead.end)
            same = [lead, *same]
        for m in same:
            if m is lead:
                continue
            if m in pieces and _ADDRESS.fullmatch(text, m.start, m.end):
                continue
            _add_body(draft, text, m.start, m.end)
        taken = {(m.start, m.end) for m in same}
    for m in sorted(members, key=lambda m: m.depth):  # what stands in the story's own object goes first
        slot = _slot_of(m) or guessed.get(m.key)
        if (m.start, m.end) in taken or slot in (None, BODY, OTHER):
            continue
        name = FieldName(slot)
        if name is not FieldName.AUTHOR and draft.has(name):
            continue
        value = _unescape(text[m.start : m.end])
        draft.slot(m.start, m.end, name, _read_epoch(value) if name in (FieldName.PUBLISHED, FieldName.UPDATED) else value)
    return draft.finish()


def _find_lead(text: str, members: list[_Member], body: _Member) -> _Member | None:
    """The first paragraph, where it stands in a member of its own (``snippet``) and is not said again in the text; None elsewhere."""
    said = " ".join(_unescape(text[body.start : body.end]).split())
    for m in members:
        lead = " ".join(_unescape(text[m.start : m.end]).split()) if m.key in _LEADS and m is not body else ""
        if len(lead) >= _LEAST_BODY and not lead.endswith(("…", "...", "]")) and lead[:80] not in said:
            return m if m.end <= body.start else None
    return None


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
        raw = raw.replace("\\'", "'")
        return str(json.loads(f'"{raw}"', strict=False))
    except ValueError:
        return raw
