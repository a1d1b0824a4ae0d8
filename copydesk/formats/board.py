"""Posts of PTT, the Taiwanese board: poster, title and time in three lines, a rule, the post, and what readers say in a line each.

On the news boards a post has numbered slots (``1.媒體來源:`` … ``4.完整新聞內文:``); the text stands below the one for it, and medium,
writer and headline are those of the slots. Without them the post itself is the text. ``--`` and ``※`` close it; ``推``, ``噓`` and ``→``
open what readers say.
"""

from __future__ import annotations

import re

from copydesk.formats.labels import BODY, OTHER, find_slot
from copydesk.formats.records import Entry, Lines
from copydesk.formats.slots import Draft, make_split
from copydesk.types import Field, FieldName, Label, Page, Split, Story

_HEAD = re.compile(r"(作者|标题|標題|时间|時間)\s*[:： ]\s*(.*)")
_BOARD = re.compile(r"\s看板[:：]?\s+\S+\Z")
_SLOT = re.compile(r"\d{1,2}[.、]\s?([^:：]{2,20}?)(?:\s?[(（][^()（）]{1,20}[)）])?\s?[:：]\s*(.*)")
_CLOSE = re.compile(r"--|※ (?:發信站|发信站|文章網址|編輯).*")
_SAID = re.compile(r"(?:推|噓|→)\s\S.{0,200}|※ .{0,200}")
_KIND = re.compile(r"\A(?:(?:Re|Fw|轉錄):?\s?)*\[[^\[\]]{1,8}\]\s*")  # ``[新聞]`` before the headline
_TIME = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def find_board(page: Page) -> Split | None:
    """The posts of a board; None unless each opens with poster, title and time in lines one below the other."""
    text = page.text
    if "看板" not in text:
        return None
    entries = Lines(page).entries
    opens = [i for i in range(len(entries) - 2) if _BOARD.search(entries[i].text) and _opens_post(entries[i : i + 3])]
    if not opens:
        return None
    ends = [*opens[1:], len(entries)]
    return make_split(text, [_read_post(text, entries[a:b]) for a, b in zip(opens, ends, strict=True)], "board")


def _opens_post(lines: list[Entry]) -> bool:
    keys = [m[1][:1] if (m := _HEAD.fullmatch(line.text)) else "" for line in lines]
    return keys[0] == "作" and keys[1] in ("標", "标") and keys[2] in ("時", "时")


def _read_post(text: str, record: list[Entry]) -> Story:
    draft = Draft(text, record[0].start, record[-1].end, "board")
    title, time = (m[2] if (m := _HEAD.fullmatch(line.text)) else "" for line in record[1:3])
    end = next((i for i in range(3, len(record)) if _CLOSE.fullmatch(record[i].text)), len(record))
    while end == len(record) and end > 4 and _SAID.fullmatch(record[end - 1].text):
        record = record[: end - 1]
        end -= 1
    slots = [(i, m) for i in range(3, end) if (m := _SLOT.fullmatch(record[i].text)) and find_slot(m[1].strip())]
    first = next((i for i, m in slots if find_slot(m[1].strip()) == BODY), -1)
    draft.mark(record[0].start, record[0].end, Label.SEPARATOR, "poster")
    for n, (i, m) in enumerate(slots if first >= 0 else ()):
        stop = slots[n + 1][0] if n + 1 < len(slots) else end
        slot = find_slot(m[1].strip())
        value = " ".join([m[2], *(e.text for e in record[i + 1 : stop])]).strip()
        if slot == BODY and i == first:
            low = m.start(2) + record[i].start if m[2] else record[min(i + 1, stop - 1)].start
            draft.body(low, record[stop - 1].end)
        elif slot not in (BODY, OTHER, None) and value and not draft.has(FieldName(slot)):
            draft.slot(record[i].start, record[stop - 1].end, FieldName(slot), value)
    if first < 0:
        low = next((i for i in range(3, end) if any(map(str.isalnum, record[i].text))), end)
        if low < end:
            draft.body(record[low].start, record[end - 1].end)
    if draft.has(FieldName.TITLE):
        draft.mark(record[1].start, record[1].end, Label.SEPARATOR, "title")
    else:
        draft.slot(record[1].start, record[1].end, FieldName.TITLE, _KIND.sub("", title))
    day = _read_time(time)
    draft.mark(record[2].start, record[2].end, Label.DATE, "time", (Field(FieldName.PUBLISHED, day),) if day else ())
    if end < len(record):
        draft.mark(record[end].start, record[-1].end, Label.COMMENTS, "readers")
    return draft.finish()


def _read_time(value: str) -> str:
    """``Fri May  3 10:00:12 2019`` as ISO 8601, '' for anything else."""
    m = _TIME.fullmatch(value.strip())
    return f"{m[4]}-{_MONTHS.index(m[1]) + 1:02d}-{int(m[2]):02d}T{m[3]}" if m and m[1] in _MONTHS else ""
