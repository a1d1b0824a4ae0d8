"""Records printed one field a line: what ``psql -x`` and ``mysql -E`` show of a table, and the tags of a reference manager.

``-[ RECORD 1 ]---`` over ``titular | El mercado…``, ``*** 1. row ***`` over ``titulek: Lanovka…``, ``%T Molen maalt weer``. A value goes on
below its first line until the next field. Columns that no table knows are read by what they hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from copydesk.formats.columns import guess_columns
from copydesk.formats.dates import is_month_first
from copydesk.formats.labels import BODY, OTHER, slot_of_key
from copydesk.formats.slots import Draft, make_split
from copydesk.late import compile_late
from copydesk.types import FieldName, Page, Split, Story

_LEAST_BODY = 60  # characters of the median text
_CLOSING = compile_late(r"\(?\d{1,9} rows?(?: in set)?(?: \([\d.]{1,12} sec\))?\)?|Time: .{1,40}|mysql>.{0,80}")
_CODES = {"t": FieldName.TITLE, "a": FieldName.AUTHOR, "b": FieldName.PUBLISHER, "j": FieldName.PUBLISHER, "8": FieldName.PUBLISHED,
          "d": FieldName.PUBLISHED, "x": BODY, "k": OTHER, "p": OTHER, "u": OTHER, "0": OTHER, "g": OTHER, "c": OTHER, "@": OTHER,
          "n": OTHER, "v": OTHER, "s": OTHER, "i": OTHER, "m": OTHER, "z": OTHER, "l": OTHER, "f": OTHER, "h": OTHER}  # fmt: skip
"""The letters of reference managers; of two days the one with a month (``%8``) goes before the year (``%D``)."""


@dataclass(frozen=True, slots=True)
class _Print:
    """How one program prints: what opens a record, a field (key and value), and the next line of a value."""

    opens: re.Pattern[str]
    field: re.Pattern[str]
    more: re.Pattern[str]
    codes: bool = False


_PSQL = _Print(
    re.compile(r"-\[ RECORD \d{1,9} \][-+]*"),
    re.compile(r"([^\W\d]\w{0,63}) *\| ?(.*)"),
    re.compile(r" +\| ?(.*)"),
)
_MYSQL = _Print(
    re.compile(r"\*{10,} \d{1,9}\. row \*{10,}"),
    re.compile(r" *([^\W\d]\w{0,63}): ?(.*)"),
    re.compile(r"(.*)"),
)
_REFER = _Print(re.compile(r"%0 .{1,60}"), re.compile(r"%([0-9A-Z@])(?: +(.*))?"), re.compile(r"(.*)"), codes=True)
_PRINTS = (_PSQL, _MYSQL, _REFER)


@dataclass(slots=True)
class _Member:
    """A field: its key and the spans of its lines, at page offsets."""

    key: str
    lines: list[tuple[int, int]]

    @property
    def size(self) -> int:
        return sum(b - a for a, b in self.lines)


@dataclass(slots=True)
class _Record:
    start: int
    end: int
    members: list[_Member] = field(default_factory=list)


def find_expanded(page: Page) -> Split | None:
    """The records that one of these programs printed; None unless two or more hold a headline and a text."""
    for form in _PRINTS:
        records = _read_records(page, form)
        if len(records) > 1 and (stories := _read_stories(page.text, records, codes=form.codes)):
            return make_split(page.text, stories, "expanded")
    return None


def _read_records(page: Page, form: _Print) -> list[_Record]:
    """The records of a page in one form, none where anything but white space stands above the first. Linear."""
    text, records = page.text, list[_Record]()
    keys: frozenset[str] = frozenset()
    for _, low, high in page.lines:
        raw = text[low:high]
        bare = raw.strip(" \t\r\ufeff")
        if form.opens.fullmatch(bare):
            if len(records) == 1:
                keys = frozenset(m.key for m in records[0].members)  # a text may have lines that look like fields
            records.append(_Record(low, high))
            if not form.codes:
                continue
        if not records:
            if bare:
                return []
            continue
        record = records[-1]
        if not form.codes and _CLOSING.fullmatch(bare):
            continue
        m = form.field.fullmatch(raw.rstrip("\r"))
        if m and (not keys or m[1].casefold() in keys or form.codes):
            at = low + m.start(2) if m[2] else high
            record.members.append(_Member(m[1].casefold(), [_trim(text, at, high)]))
        elif record.members and (more := form.more.fullmatch(raw.rstrip("\r"))):
            record.members[-1].lines.append(_trim(text, low + more.start(1), high))
        else:
            continue
        record.end = max(record.end, record.members[-1].lines[-1][1])
    return [r for r in records if len(r.members) > 1]


def _trim(text: str, low: int, high: int) -> tuple[int, int]:
    """A line of a value without white space and the plus sign by which ``psql`` shows that it goes on."""
    value = text[low:high].rstrip()
    value = value[:-1].rstrip() if value.endswith("+") else value
    start = low + len(value) - len(value.lstrip())
    return start, max(start, low + len(value))


def _read_stories(text: str, records: Sequence[_Record], *, codes: bool) -> list[Story]:
    columns: dict[str, list[str]] = {}
    for record in records:
        for m in record.members:
            columns.setdefault(m.key, []).append(_read(text, m))
    known = {key: slot for key in columns if (slot := _CODES.get(key) if codes else slot_of_key(key))}
    sizes = {key: sorted(map(len, values))[len(values) // 2] for key, values in columns.items()}
    named = [key for key in columns if known.get(key) == BODY] or [key for key in columns if key not in known]
    body = max(named, key=lambda key: sizes[key], default="")
    if not body or sizes[body] < _LEAST_BODY:
        return []
    rest = {key: values for key, values in columns.items() if key != body}
    slots = known | guess_columns(rest, known, len(records)) | {body: BODY}
    if FieldName.TITLE not in slots.values():
        return []
    month_first = is_month_first(v for key, values in columns.items() if slots.get(key) == FieldName.PUBLISHED for v in values)
    return [_make_story(text, record, body, slots, month_first) for record in records]


def _read(text: str, member: _Member) -> str:
    return " ".join(text[a:b] for a, b in member.lines if b > a)


def _make_story(text: str, record: _Record, body: str, slots: dict[str, str], month_first: bool) -> Story:
    draft = Draft(text, record.start, record.end, "expanded", month_first)
    for m in sorted(record.members, key=lambda m: m.key == "d"):
        slot = slots.get(m.key)
        if m.key == body:
            for low, high in m.lines:
                draft.body(low, high)
        elif slot not in (None, BODY, OTHER) and m.size:
            name = FieldName(slot or "")
            value = _read(text, m)
            if name is FieldName.AUTHOR:
                last, comma, first = value.partition(", ")
                draft.slot(m.lines[0][0], m.lines[-1][1], name, f"{first} {last}" if comma and "," not in first else value)
            elif not draft.has(name):
                draft.slot(m.lines[0][0], m.lines[-1][1], name, value)
    return draft.finish()
