"""Lines of a page: what ends a line, and the spans between.

A line ends at LF, CR LF, CR, VT, FF, FS, GS, RS, NEL, U+2028 or U+2029, as ``str.splitlines`` has it: real dumps part
pages with form feeds, and scraped scripts leave U+2028 behind.
"""

from __future__ import annotations

from itertools import accumulate, repeat
from operator import add

from copydesk.kernels import find_kernel
from copydesk.late import compile_late
from copydesk.types import Line

_WIDE = compile_late("[^\x00-\u2e7f]")
_NARROW_BYTES = bytes((*range(0xBA), *range(0xC0, 0xE3)))  # in UTF-8 a wide character has another one
_SPACED_BYTES = bytes((*range(0xE0), 0xE2, *range(0xEE, 0x100)))  # in UTF-8 a letter of a script without spaces begins with another one
_TERMINAL = frozenset(".!?…。！？؟।॥։።။៕჻۔｡፧།")
_CLOSERS = "\"'”’»)]）】」』› \t"


def split_lines(text: str) -> tuple[Line, ...]:
    """Every line of the text in order, without line breaks; offsets into the text. Linear in its length."""
    kernel = find_kernel("survey")
    if kernel is not None:
        lines: tuple[Line, ...] = kernel.split_lines(text, Line)
        return lines
    sizes = list(map(len, text.splitlines()))
    if "\r\n" in text:
        starts = [0, *accumulate(map(len, text.splitlines(keepends=True)))]
    else:  # every break is one character
        starts = [0, *accumulate([size + 1 for size in sizes])]
    ends = map(add, starts, sizes)
    # What ``Line`` does to make one, without a call in Python for each.
    return tuple(map(tuple.__new__, repeat(Line), zip(range(len(sizes)), starts, ends, strict=False)))


def count_wide(text: str) -> int:
    """How many characters are of scripts without spaces, as wide as two Western ones (from U+2E80 on)."""
    if text.isascii() or not text.encode("utf-8", "surrogatepass").translate(None, _NARROW_BYTES):
        return 0
    return len(_WIDE.findall(text))


def may_be_unspaced(text: str) -> bool:
    """Whether a text may have letters of a script without spaces (Thai, Lao, Burmese, Khmer, Chinese, Japanese, Korean): whether any byte
    of it in UTF-8 leads one, or one of their neighbours'."""
    return not text.isascii() and bool(text.encode("utf-8", "surrogatepass").translate(None, _SPACED_BYTES))


def has_from(text: str, first: str) -> bool:
    """Whether a text has any character from ``first`` on, which is beyond ASCII: without one no pattern of letters beyond it need be
    compiled, which takes some milliseconds for the thousands of the East."""
    return not text.isascii() and max(text) >= first


def starts_small(text: str) -> bool:
    """Whether the text begins with a small letter of a script with capitals.

    Georgian letters are small by the standard, but running text has no capitals of them.
    """
    first = text[:1]
    return first.islower() and first.title() != first


def is_terminal(text: str) -> bool:
    """Whether a line ends as a sentence does, closing quotes and brackets aside."""
    text = text.rstrip(_CLOSERS)
    return bool(text) and text[-1] in _TERMINAL
