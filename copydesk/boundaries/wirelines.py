"""Lines that are a wire's or a file's own: a dateline that stands alone, the wire's name over its first headline, the head of a section.

``BERLIN, May 3 (AW) --`` above a text is place, day and agency, and no paper. Left alone: the same before a sentence, which the field
finders read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.boundaries.rows import Row
from copydesk.boundaries.shapes import Shape
from copydesk.formats.dates import read_date
from copydesk.types import Field, FieldName, Label, Mark

WIRE_LINE = re.compile(r"(?P<raw>(?P<place>[^\W\d_][^,/()\d]{1,40}),[^/()]{3,30}\s[/(](?P<agency>[^/()]{2,60})[/)])\s?(?:--|[-–—])")
_LONGEST_NAME = 30  # characters of a wire's name above its first headline


def is_name_of_wire(rows: Sequence[Row], at: int) -> bool:
    """Whether a row in capitals above a headline in small letters, itself over dateline or byline, is the wire's own name."""
    if at + 2 >= len(rows) or not rows[at].text.isupper() or rows[at].size >= _LONGEST_NAME:
        return False
    headline, below = rows[at + 1], rows[at + 2]
    return headline.heading and bool(headline.gap) and not headline.text.isupper() and below.shape in (Shape.DATELINE, Shape.BYLINE)


def read_wire_line(row: Row, wire: re.Match[str]) -> Mark:
    """A dateline on a line of its own: place, date and agency, and no outlet."""
    found = {FieldName.DATELINE: wire["raw"], FieldName.DATELINE_PLACE: wire["place"], FieldName.DATELINE_AGENCY: wire["agency"]}
    date = read_date(wire["raw"])
    fields = [Field(name, value.strip()) for name, value in found.items()]
    fields += [Field(FieldName.DATELINE_DATE, date)] if date else []
    fields += [Field(FieldName.PUBLISHED, date[:10])] if date and date[0] != "X" else []
    fields.append(Field(FieldName.AGENCY, wire["agency"].strip()))
    return Mark(row.start, row.end, Label.DATELINE, "wire-line", 0.9, tuple(fields))


def is_section_head(rows: Sequence[Row], i: int) -> bool:
    """Whether a row is a name in square brackets right over labelled lines, as files of settings have it."""
    row = rows[i]
    return row.text[0] == "[" and bool(row.label) and row.text[-1] == "]" and i + 1 < len(rows) and rows[i + 1].shape is Shape.LABEL
