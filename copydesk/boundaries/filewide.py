"""What a file says as a whole: lines that head most of its stories, the order of its numeric dates, what its unknown labels hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from copydesk.boundaries.datelines import find_dateline
from copydesk.boundaries.reading import LONGEST_MARKER
from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import Shape, read_label
from copydesk.formats.columns import guess_columns
from copydesk.formats.dates import find_dates, is_month_first
from copydesk.formats.labels import find_slot

_LEAD = re.compile(r"\([^()\d]{2,40}\)\s?[-–—:]\s+(?=\S)")
_PROSE = (Shape.TEXT, Shape.DATELINE)
_NEARLY = 0.8  # share of the stories that a tag must open
HEADER_ROWS, _TRAILER_ROWS = 12, 4  # rows of the longest header and trailer in which labels are read


def find_repeated(stories: Sequence[Sequence[Row]]) -> frozenset[str]:
    """Masked lines that open more than half of the stories: running headers, never headlines."""
    counts = Counter(line for rows in stories for line in {r.masked for r in rows[:4] if r.size <= LONGEST_MARKER})
    return frozenset(line for line, n in counts.items() if n > 1 and n * 2 > len(stories))


def find_constant(stories: Sequence[Sequence[Row]]) -> frozenset[str]:
    """Masked lines that stand at the head of every story."""
    lines = [{row.masked for row in rows[:HEADER_ROWS]} for rows in stories]
    return frozenset.intersection(*map(frozenset, lines)) if len(lines) > 1 else frozenset()


def find_lead(stories: Sequence[Sequence[Row]]) -> str:
    """What stands in brackets before a dash at the beginning of every story's text (``(Báo Sông Xanh) - ``), the same in all; else ''.
    Names in capitals and what stands before a place are a dateline's."""
    firsts = (next((r for r in rows if r.shape in _PROSE or (r.terminal and r.text[0] == "(")), None) for rows in stories)
    texts = [row.text if row else "" for row in firsts]
    leads = {m[0] if (m := _LEAD.match(text)) else "" for text in texts}
    lead = leads.pop() if len(leads) == 1 and len(stories) > 1 else ""
    wired = lead.partition(")")[0].isupper() or any(find_dateline(text[len(lead) :]) for text in texts)
    return "" if wired else lead


def find_footer(stories: Sequence[Sequence[Row]]) -> str:
    """The sentence that is the last line of nearly every story: the archive's, whatever it says; '' where there is none."""
    lasts = Counter(rows[-1].text for rows in stories if len(rows) > 1 and rows[-1].terminal)
    text, times = lasts.most_common(1)[0] if lasts else ("", 0)
    return text if times > 1 and times >= _NEARLY * len(stories) else ""


def find_days(stories: Sequence[Sequence[Row]]) -> dict[str, set[str | None]]:
    """The days that each kind of dated line (digits masked) states at the head of the stories: of a running header it is one."""
    days: dict[str, set[str | None]] = {}
    for rows in stories:
        for row in rows[:4]:
            if row.shape in (Shape.DATE, Shape.META):
                days.setdefault(row.masked, set()).add(next((d.value[:10] for d in find_dates(row.text)), None))
    return days


def find_body_tags(stories: Sequence[Sequence[Row]]) -> frozenset[str]:
    """Tags (``@TX``, ``$text``) that no table knows and that stand before the first paragraph of nearly every story."""
    firsts = (
        next((row for row in rows[:HEADER_ROWS] if row.shape in (Shape.TEXT, Shape.DATELINE) or row.terminal), None) for rows in stories
    )
    keys = Counter(label[0] for row in firsts if row and row.text[0] in "@$%\\" and (label := read_label(row.text[:400])))
    return frozenset(key for key, n in keys.items() if n > 1 and n >= _NEARLY * len(stories) and find_slot(key) is None)


def is_file_month_first(stories: Sequence[Sequence[Row]]) -> bool:
    """Whether this file's numeric dates put the month first: some second number exceeds 12, or a date in words beside one says so."""
    dated = [[r.text for r in rows[:8] if r.shape in (Shape.DATE, Shape.META, Shape.LABEL)] for rows in stories]
    return is_month_first(text for texts in dated for text in texts) or any(_is_told_month_first(texts) for texts in dated)


def _is_told_month_first(texts: Sequence[str]) -> bool:
    """Whether a story states one day twice, in words and in numbers, and the numbers fit it with the month first only."""
    if len(texts) < 2:
        return False
    days = [{d.value[:10] for text in texts for d in find_dates(text, month_first=first) if d.is_full} for first in (True, False)]
    return len(days[0]) < len(days[1])


def guess_labels(stories: Sequence[Sequence[Row]]) -> dict[str, str]:
    """The slots of this file's labels that no table knows."""
    columns: dict[str, list[str]] = {}
    for rows in stories:
        seen: dict[str, str] = {}
        for row in (*rows[:HEADER_ROWS], *rows[max(HEADER_ROWS, len(rows) - _TRAILER_ROWS) :]):
            label = row.label or (read_label(row.text) if row.shape in (Shape.DATE, Shape.META, Shape.COUNT) else None)
            if label and label[1]:
                seen.setdefault(label[0], label[1])
        for key, value in seen.items():
            columns.setdefault(key, []).append(value)
    known = {key: slot for key in columns if (slot := find_slot(key))}
    return guess_columns(columns, known, len(stories))
