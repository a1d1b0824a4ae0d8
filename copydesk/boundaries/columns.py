"""What labels of a language nobody listed mean: the values of one label in all stories of a file are read as a column.

A column of dates is the date; the longest values, all different, are the headlines; two or three capitalised words without a sign are
people; figures and codes are the file's own. What is left is a source only if it is the only such column: never invented.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import Shape, measure_width, read_label
from copydesk.formats.dates import find_dates
from copydesk.formats.labels import OTHER, find_slot
from copydesk.types import FieldName

_ROWS = 12  # rows of a header or trailer
_MOST = 0.7  # share of a column's values that must be of a kind
_SOME = 0.4  # share of a column's values that must hold a word that names of media are made of
_HEADLINE = 24  # columns of the median headline of a labelled header
_NAME = re.compile(r"(?:[^\W\d_][^\W\d_.'’-]*\.?[\s'’-]{0,2}){2,4}")
_CODE = re.compile(r"[\W\d_]*|\d[\w\W]{0,12}|[A-Z]{1,4}[-_/]?\d{1,8}")
_MEDIA = re.compile(
    r"\b(?:news|times|post|daily|herald|tribune|gazet\w*|journal|jornal|diario|zeitung|blatt|presse|press|radio|tv|agenc\w+|agentur|magazine|"
    r"couri?er|courrier|correo|corriere|kurier|tribune|globe|star|mirror|express|mail|guardian|chronicle|observer|standard|echo|anzeiger|"
    r"mundo|monde|welt|giornale|nachrichten|weekly|"
    r"газета|новости|агентство|вести|haber|ajans\w*)\b|(?:报|報|新闻|新聞|通信|일보|신문|뉴스|통신)|^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}$",
    re.IGNORECASE,
)


def guess_slots(stories: Sequence[Sequence[Row]]) -> dict[str, str]:
    """The slot of each unknown label that most stories carry, by what its values are."""
    columns = _read_columns(stories)
    unknown = {key: values for key, values in columns.items() if find_slot(key) is None and 2 * len(values) > len(stories)}
    taken = {find_slot(key) for key in columns}
    slots: dict[str, str] = {}
    for key, values in unknown.items():
        if _share(bool(_CODE.fullmatch(v)) and not find_dates(v) for v in values):
            slots[key] = OTHER
        elif _share(len(v) < 60 and any(d.is_full for d in find_dates(v)) for v in values):
            slots[key] = OTHER if FieldName.PUBLISHED in taken else FieldName.PUBLISHED
            taken.add(FieldName.PUBLISHED)
    rest = {key: values for key, values in unknown.items() if key not in slots}
    if FieldName.TITLE not in taken and rest:
        key = max(rest, key=lambda k: _measure_median(rest[k]))
        if _measure_median(rest[key]) >= _HEADLINE and len(set(rest[key])) == len(rest[key]):
            slots[key] = FieldName.TITLE
            del rest[key]
    media = [key for key, values in rest.items() if _share((bool(_MEDIA.search(v)) for v in values), _SOME)]
    people = [key for key, values in rest.items() if key not in media and _share(_is_name(v) for v in values)]
    if FieldName.AUTHOR not in taken and len(people) == 1 and len(rest) > 1:
        slots[people[0]] = FieldName.AUTHOR
        del rest[people[0]]
    source = media if len(media) == 1 else list(rest) if len(rest) == 1 and not people else []
    if FieldName.PUBLISHER not in taken and len(source) == 1:
        slots[source[0]] = FieldName.PUBLISHER
        rest.pop(source[0])
    return slots | dict.fromkeys(rest, OTHER)


def _read_columns(stories: Sequence[Sequence[Row]]) -> dict[str, list[str]]:
    columns: dict[str, list[str]] = defaultdict(list)
    for rows in stories:
        seen: dict[str, str] = {}
        for row in (*rows[:_ROWS], *rows[max(_ROWS, len(rows) - 4) :]):
            label = row.label or (read_label(row.text) if row.shape in (Shape.DATE, Shape.META, Shape.COUNT) else None)
            if label and label[1]:
                seen.setdefault(label[0], label[1])
        for key, value in seen.items():
            columns[key].append(value)
    return columns


def _is_name(value: str) -> bool:
    words = value.split()
    return bool(_NAME.fullmatch(value)) and 2 <= len(words) <= 4 and all(w[0].isupper() or len(w) <= 3 for w in words)


def _share(flags: Iterable[bool], least: float = _MOST) -> bool:
    found = list(flags)
    return bool(found) and sum(found) >= least * len(found)


def _measure_median(values: Sequence[str]) -> int:
    return sorted(measure_width(v) for v in values)[len(values) // 2]
