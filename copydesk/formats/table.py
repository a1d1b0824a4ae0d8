"""Comma, semicolon or tab separated exports: a header row that names the columns, one article a row, quotes around line breaks.

``title,date,source,text``. The header row must name a text or title column and every row must have as many fields: prose with commas does
neither. Spans run over the raw rows; doubled quotes inside the body stay as written.
"""

from __future__ import annotations

from copydesk.formats.columns import guess_columns
from copydesk.formats.dates import is_month_first
from copydesk.formats.labels import BODY, slot_of_key
from copydesk.formats.slots import Draft, make_split
from copydesk.types import FieldName, Page, Split, Story

_DELIMITERS = ("\t", ",", ";", "|")
_MOST_COLUMNS = 80
_LEAST_ROWS, _LEAST_WIDTH = 2, 3  # rows and columns of a table without a header
_LEAST_TEXT, _TIMES = 120, 2  # characters of its median text, and times the length of what else it holds


def find_table(page: Page) -> Split | None:
    """The rows of a separated table of articles; None unless its first row names known columns and the others fit it."""
    text = page.text
    start = 1 if text[:1] == "\ufeff" else 0
    end = text.find("\n", start)
    header = text[start : end if end >= 0 else len(text)].strip("\r")
    if not 5 <= len(header) <= 2000:
        return None
    for delimiter in _DELIMITERS:
        cells = header.split(delimiter)
        if not 2 <= len(cells) <= _MOST_COLUMNS:
            continue
        slots = [slot_of_key(n.strip().strip('"').strip().casefold()) for n in cells]
        if sum(s is not None for s in slots) >= 2 and (BODY in slots or FieldName.TITLE in slots):
            return _read_rows(text, end + 1, delimiter, slots)
    if header.count("|") > 1 and header[0] != "|" and (found := _read_headless(text, start, "|")):
        return found
    if header.count("\t") > 1 or (header[0] == '"' and '","' in header):
        return _read_headless(text, start, "\t" if header.count("\t") > 1 else ",")
    return None


def _read_headless(text: str, start: int, delimiter: str) -> Split | None:
    """The rows of a table without a header row: None unless all have as many fields, one of texts, one of headlines, one of days."""
    rows = _scan(text, start, delimiter)
    width = len(rows[0]) if rows else 0
    if len(rows) < _LEAST_ROWS or not _LEAST_WIDTH <= width <= _MOST_COLUMNS or any(len(row) != width for row in rows):
        return None
    columns = {str(i): [" ".join(text[slice(*row[i])].split()) for row in rows] for i in range(width)}
    sizes = {key: sorted(map(len, values))[len(values) // 2] for key, values in columns.items()}
    body = max(sizes, key=lambda key: sizes[key])
    rest = {key: values for key, values in columns.items() if key != body}
    if sizes[body] < _LEAST_TEXT or any(_TIMES * sizes[key] > sizes[body] for key in rest):
        return None
    slots = guess_columns(rest, {}, len(rows))
    if FieldName.TITLE not in slots.values() or FieldName.PUBLISHED not in slots.values():
        return None
    return _read_rows(text, start, delimiter, [BODY if key == body else slots.get(key) for key in columns])


def _read_rows(text: str, start: int, delimiter: str, slots: list[str | None]) -> Split | None:
    rows = _scan(text, start, delimiter)
    good = [r for r in rows if len(r) == len(slots)]
    if not good or len(good) * 10 < len(rows) * 9:
        return None
    dates = [i for i, s in enumerate(slots) if s == FieldName.PUBLISHED]
    month_first = is_month_first(text[r[i][0] : r[i][1]] for r in good for i in dates)
    body = _pick_body(good, slots)
    stories: list[Story] = []
    for row in rows:
        end = row[-1][1] + (text[row[-1][1] : row[-1][1] + 1] == '"')
        begin = row[0][0] - (row[0][0] > start and text[row[0][0] - 1] == '"')
        draft = Draft(text, begin, end, "table", month_first)
        for i, (a, b) in enumerate(row):
            slot = slots[i] if i < len(slots) else None
            if i == body:
                draft.body(a, b)
            elif slot not in (None, BODY, "other") and b > a and not draft.has(FieldName(slot)):
                draft.slot(a, b, FieldName(slot), text[a:b].replace('""', '"'))
        stories.append(draft.finish())
    return make_split(text, stories, "table")


def _pick_body(rows: list[list[tuple[int, int]]], slots: list[str | None]) -> int:
    """The column that holds the prose: the longest of those named as text, else the longest unnamed one."""
    sizes = [sum(r[i][1] - r[i][0] for r in rows) for i in range(len(slots))]
    named = [i for i, s in enumerate(slots) if s == BODY] or [i for i, s in enumerate(slots) if s is None]
    return max(named, key=lambda i: sizes[i], default=-1)


def _scan(text: str, start: int, delimiter: str) -> list[list[tuple[int, int]]]:
    """Spans of the fields of each row, quotes taken off; an unclosed quote ends with the text. Linear."""
    rows: list[list[tuple[int, int]]] = []
    row: list[tuple[int, int]] = []
    at, size = start, len(text)
    while at < size:
        if text[at] == '"':
            close = at + 1
            while True:
                close = text.find('"', close)
                if close < 0:
                    close = size
                    break
                if text[close + 1 : close + 2] == '"':
                    close += 2
                    continue
                break
            row.append((at + 1, close))
            at = min(size, close + 1)
        else:
            line = text.find("\n", at)
            line = size if line < 0 else line
            cell = text.find(delimiter, at, line)
            stop = cell if cell >= 0 else line
            row.append((at, stop - (text[stop - 1 : stop] == "\r" and stop == line)))
            at = stop
        while at < size and text[at] not in (delimiter, "\n"):
            at += 1
        if at >= size or text[at] == "\n":
            if any(b > a for a, b in row):
                rows.append(row)
            row = []
        at += 1
    if row and any(b > a for a, b in row):
        rows.append(row)
    return rows
