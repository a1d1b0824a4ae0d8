"""Texts under front matter, one after another: ``---``, ``title: …``, ``date: …``, ``---``, the text; ``+++`` with ``title = …`` (TOML).

What site generators and note archives keep, joined into one file. A fence opens a record only if lines of keys follow it at once and a
second fence closes them, so that a rule inside a text parts nothing, and no closing fence is taken for the next record's opening.
"""

from __future__ import annotations

import re

from copydesk.formats.labels import BODY, slot_of_key
from copydesk.formats.records import Entry, Lines
from copydesk.formats.slots import Draft, make_split
from copydesk.types import FieldName, Label, Page, Split, Story

_FENCES = ("---", "+++")
_PAIR = {
    "---": re.compile(r"[\"']?([^\W\d_][\w .-]{0,40}?)[\"']?\s?:(?:\s+(.*))?"),
    "+++": re.compile(r"([\w.-]{1,40})\s?=\s?(.*)"),
}
_MORE = re.compile(r"- .*|\[[^\[\]]{1,60}\]|#.*|[\"'\[\]{},].*")  # items of a list, tables, comments
_MOST_KEYS = 60
_LIST = re.compile(r"\s*,\s*")


def find_front_matter(page: Page) -> Split | None:
    """The texts of a file of front matter; None unless every opening fence has its keys, a title or date among them, and its closing."""
    if not page.text[:2000].lstrip("\ufeff \t\r\n").startswith(_FENCES):
        return None
    entries = Lines(page).entries
    heads: list[tuple[int, int]] = []
    i = 0
    while i < len(entries):
        end = _find_closing(entries, i) if entries[i].text in _FENCES else -1
        if end > 0:
            heads.append((i, end))
        i = end + 1 if end > 0 else i + 1
    if not heads or heads[0][0] or (len(heads) == 1 and len(entries) - heads[0][1] < 2):
        return None
    stops = [*(first for first, _ in heads[1:]), len(entries)]
    stories = [_read_text(page.text, entries[a:stop], end - a) for (a, end), stop in zip(heads, stops, strict=True)]
    return make_split(page.text, stories, "front-matter")


def _find_closing(entries: list[Entry], opening: int) -> int:
    """Index of the fence that closes the keys below an opening one, -1 where there are no such keys."""
    fence, known = entries[opening].text, 0
    for i in range(opening + 1, min(len(entries), opening + _MOST_KEYS)):
        text = entries[i].text
        if text == fence:
            return i if known else -1
        pair = _PAIR[fence].fullmatch(text[:2000])
        if not pair and not (_MORE.fullmatch(text[:2000]) and i > opening + 1):
            return -1
        if pair:
            known += slot_of_key(pair[1].casefold()) in (FieldName.TITLE, FieldName.PUBLISHED)
    return -1


def _read_text(text: str, record: list[Entry], closing: int) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, "front-matter")
    key = ""
    for e in record[: closing + 1]:
        pair = _PAIR.get(record[0].text, _PAIR["---"]).fullmatch(e.text[:2000])
        key = pair[1].casefold() if pair else key
        slot = slot_of_key(key)
        value = _unquote((pair[2] or "") if pair else e.text.removeprefix("- "))
        if e.text in _FENCES or slot in (None, BODY, "other") or not value:
            draft.mark(e.start, e.end, Label.SEPARATOR, "key")
            continue
        name = FieldName(slot or "")
        if name is not FieldName.AUTHOR and draft.has(name):
            draft.mark(e.start, e.end, Label.SEPARATOR, "key")
        else:
            draft.slot(e.start, e.end, name, "; ".join(_unquote(v) for v in _LIST.split(value)) if e.text.endswith("]") else value)
    if closing + 1 < len(record):
        draft.body(record[closing + 1].start, record[-1].end)
    return draft.finish(fill=False)


def _unquote(value: str) -> str:
    value = value.strip().removeprefix("[").removesuffix("]").strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
