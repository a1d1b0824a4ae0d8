"""Dumps of a database: ``INSERT INTO `news` VALUES (1,'Headline','2026-02-17','Text'),(2,…);`` as MySQL and PostgreSQL write them.

The columns are named by the statement, or by the CREATE TABLE above it. Rows of tables without a column of texts (users, options) are the
container's own. Escapes inside a text (``\\'``, ``''``, ``\\n``) are marked with what they stand for.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from copydesk.formats.columns import guess_columns
from copydesk.formats.dates import is_month_first
from copydesk.formats.labels import BODY, OTHER, slot_of_key
from copydesk.formats.slots import Draft, make_split
from copydesk.late import compile_late
from copydesk.types import FieldName, Label, Mark, Page, Split, Story

_NAME = r"[`\"\[]?\w{1,64}[`\"\]]?(?:\.[`\"\[]?\w{1,64}[`\"\]]?)?"
_INSERT = compile_late(rf"INSERT\s+INTO\s+({_NAME})\s*(?:\(([^()']{{1,2000}})\)\s*)?VALUES\s*", re.IGNORECASE)
_CREATE = compile_late(rf"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?({_NAME})\s*\(", re.IGNORECASE)
_COLUMN = compile_late(r"(?:^|,|\()\s*(?:[`\"\[](\w{1,64})[`\"\]]|(\w{1,64}))\s+(?=[a-z])", re.IGNORECASE | re.MULTILINE)
_VALUE = compile_late(r"\s*(?:[NE]?'((?:[^'\\]++|\\.|'')*+)'|([^,()']{0,200}(?:\(\))?))\s*([,)])", re.IGNORECASE | re.DOTALL)
_ESCAPE = compile_late(r"\\(.)|''", re.DOTALL)
_KEYS = frozenset(("primary", "key", "unique", "constraint", "index", "foreign", "fulltext"))
_SHOWN = {"n": "\n", "t": " ", "r": "", "0": "", "Z": "", "b": ""}
_LEAST_BODY = 60  # characters of the median text
_CREATED = 6000  # characters of a CREATE TABLE that are read


class _Row(NamedTuple):
    """A row at text offsets [start, end) with the offsets of its values."""

    start: int
    end: int
    values: list[tuple[int, int]]


def find_sql(page: Page) -> Split | None:
    """The rows of the tables that hold texts; None unless two rows or more do and take half of the page."""
    text = page.text
    if "NSERT" not in text and "nsert" not in text:
        return None
    created = {_bare(m[1]): _read_columns(text[m.end() : m.end() + _CREATED]) for m in _CREATE.finditer(text)}
    stories: list[Story] = []
    tables: dict[tuple[str, ...], list[_Row]] = {}
    for m in _INSERT.finditer(text):
        columns = [_bare(name) for name in m[2].split(",")] if m[2] else created.get(_bare(m[1]), [])
        tables.setdefault(tuple(columns), []).extend(_read_rows(text, m.end()))
    for names, rows in tables.items():
        stories += _read_table(text, names, rows)
    if len(stories) < 2 or 2 * sum(s.end - s.start for s in stories) < len(text):
        return None
    return make_split(text, stories, "sql")


def _bare(name: str) -> str:
    return name.strip().rpartition(".")[2].strip('`"[] ').casefold()


def _read_columns(text: str) -> list[str]:
    """The names of the columns that a CREATE TABLE defines, up to its closing bracket."""
    stop = text.find(";")
    names = [(m[1] or m[2]).casefold() for m in _COLUMN.finditer("(" + (text[:stop] if stop >= 0 else text))]
    return [name for name in names if name not in _KEYS]


def _read_rows(text: str, at: int) -> list[_Row]:
    """The bracketed rows from an offset on."""
    rows: list[_Row] = []
    while text[at : at + 1] == "(":
        start, values = at, list[tuple[int, int]]()
        at += 1
        while m := _VALUE.match(text, at):
            values.append(m.span(1) if m[1] is not None else m.span(2))
            at = m.end()
            if m[3] == ")":
                break
        else:
            break
        rows.append(_Row(start, at, values))
        while at < len(text) and text[at] in ", \t\r\n":
            at += 1
    return rows


def _read_table(text: str, names: tuple[str, ...], rows: list[_Row]) -> list[Story]:
    """The stories of one table's rows, none where no column holds texts."""
    width = max((len(row.values) for row in rows), default=0)
    rows = [row for row in rows if len(row.values) == width]
    keys = names if len(names) == width else tuple(map(str, range(width)))
    columns = {key: [_unescape(text[slice(*row.values[i])]) for row in rows] for i, key in enumerate(keys)}
    known = {key: slot for key in keys if (slot := slot_of_key(key) or slot_of_key(key.partition("_")[2]))}
    known = {key: slot for key, slot in known.items() if slot != OTHER}
    able = [key for key in keys if known.get(key) == BODY] or [key for key in keys if key not in known]
    body = max(able, key=lambda key: sum(map(len, columns[key])), default=None)
    if body is None or sorted(map(len, columns[body]))[len(rows) // 2] < _LEAST_BODY:
        return []
    rest = {key: values for key, values in columns.items() if key != body}
    slots = known | {key: slot for key, slot in guess_columns(rest, known, len(rows)).items() if slot != OTHER}
    month_first = is_month_first(value for key in rest if slots.get(key) == FieldName.PUBLISHED for value in rest[key])
    return [_make_story(text, row, keys, body, slots, month_first=month_first) for row in rows]


def _make_story(text: str, row: _Row, keys: tuple[str, ...], body: str, slots: dict[str, str], *, month_first: bool) -> Story:
    draft = Draft(text, row.start, row.end, "sql", month_first)
    for key, (low, high) in zip(keys, row.values, strict=True):
        slot = slots.get(key)
        value = _unescape(text[low:high])
        if key == body:
            draft.body(low, high)
            for m in _ESCAPE.finditer(text, low, high):
                shown = _SHOWN.get(m[1], m[1]) if m[1] else "'"
                draft.marks.append(Mark(m.start(), m.end(), Label.ENTITY, "sql-escape", after=shown if shown.isprintable() else "\n"))
        elif slot in (None, BODY, OTHER) or value.casefold() in ("", "null") or (slot == FieldName.AUTHOR and value.isdecimal()):
            continue
        elif not draft.has(FieldName(slot)):
            draft.slot(low, high, FieldName(slot), value)
    return draft.finish()


def _unescape(value: str) -> str:
    return _ESCAPE.sub(lambda m: _SHOWN.get(m[1], m[1]) if m[1] else "'", value) if "\\" in value or "''" in value else value
