"""Lines of a page: what ends a line, and the spans between.

A line ends at LF, CR LF, CR, VT, FF, FS, GS, RS, NEL, U+2028 or U+2029, as ``str.splitlines`` has it: real dumps part
pages with form feeds, and scraped scripts leave U+2028 behind.
"""

from __future__ import annotations

from itertools import accumulate, repeat
from operator import add

from copydesk.types import Line


def split_lines(text: str) -> tuple[Line, ...]:
    """Every line of the text in order, without line breaks; offsets into the text. Linear in its length."""
    lines = text.splitlines()
    starts = [0, *accumulate(map(len, text.splitlines(keepends=True)))]
    ends = map(add, starts, map(len, lines))
    # What ``Line`` does to make one, without a call in Python for each.
    return tuple(map(tuple.__new__, repeat(Line), zip(range(len(lines)), starts, ends, strict=False)))


def starts_small(text: str) -> bool:
    """Whether the text begins with a small letter of a script with capitals.

    Georgian letters are small by the standard, but running text has no capitals of them.
    """
    first = text[:1]
    return first.islower() and first.title() != first
