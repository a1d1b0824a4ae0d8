"""Lines of a page: what ends a line, and the spans between.

A line ends at LF, CR LF, CR, VT, FF, FS, GS, RS, NEL, U+2028 or U+2029, as ``str.splitlines`` has it: real dumps part
pages with form feeds, and scraped scripts leave U+2028 behind.
"""

from __future__ import annotations

from copydesk.types import Line


def split_lines(text: str) -> tuple[Line, ...]:
    """Every line of the text in order, without line breaks; offsets into the text. Linear in its length."""
    lines: list[Line] = []
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        end = at + len(line)
        lines.append(Line(number, at, at + len(line.rstrip("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"))))
        at = end
    return tuple(lines)


def starts_small(text: str) -> bool:
    """Whether the text begins with a small letter of a script with capitals.

    Georgian letters are small by the standard, but running text has no capitals of them.
    """
    first = text[:1]
    return first.islower() and first.title() != first
