"""Paragraphs: which line breaks part paragraphs and which only wrap them.

The blemish: wire dumps break lines at column 70, and scrapers that write one text node a line tear a sentence apart at
every link (``wechselte⏎⏎Abdullah bin Zayed⏎⏎, Außenminister``). Left alone: verse, lists and transcripts, where every
line stands for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from copydesk.late import compile_late
from copydesk.lines import starts_small

_TERMINAL = compile_late(r"[.!?…。！？؟۔։।॥:;：；\"”»’』」）)\]]$")
ENDS = frozenset('.!?…。！？؟۔։।॥:;：；"”»’』」）)]')
_CONTINUES = compile_late(r"[,.;:!?%)\]»”’…،؛、，。．；：！？）】」』]")
_WIDE = compile_late(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_LIST_START = compile_late(r"[-*•‣▪·–—>#|]|\(?\d{1,3}[.)\]]\s|[a-z][.)]\s")

# A page is hard-wrapped where at least this share of its line breaks could not have come later: the next word did not fit.
WRAP_SHARE = 0.8
# Widths that wires and mail programs wrap at lie between 40 and 120 columns.
WRAP_WIDTHS = range(40, 121)
# Columns of newspapers are narrower.
COLUMN_WIDTHS = range(26, 40)
# Fewer breaks than this say nothing about wrapping.
WRAP_EVIDENCE = 4
# Columns by which the first line of a paragraph stands further in than the others.
INDENT = 2

# Columns between which pages are printed by text browsers and mail programs, what a line must fill of them to be broken there (all but a
# long word), what may stand beyond (addresses, tables: one line in 25), and the breaks that it takes to tell.
LEAST_WIDTH, WIDEST, LONG_WORD, ONE_IN, PRINT_EVIDENCE = 50, 132, 25, 25, 6
_ITEM = compile_late(r"[-*+•‣▪·–—>#|o] |\(?\d{1,3}[.)\]] ")


def measure_wrap(lines: Sequence[tuple[str, str]]) -> int:
    """The column that the lines are wrapped at, 0 where they are not. ``lines``: (line, following line) pairs.

    A break counts as wrapping where the line and the next line's first word would exceed the widest line, one in 25 aside.
    """
    if len(lines) < WRAP_EVIDENCE:
        return 0
    width = sorted([len(line) for line, _ in lines])[-1 - len(lines) // ONE_IN]
    if width not in WRAP_WIDTHS and not _is_column(lines, width):
        return 0
    full = sum(len(line) + 1 + len(following.split(maxsplit=1)[0]) > width for line, following in lines)
    return width if full >= WRAP_SHARE * len(lines) else 0


def _is_column(lines: Sequence[tuple[str, str]], width: int) -> bool:
    """Whether narrow lines are a newspaper's column: many, every other goes on with a small letter, as in lists it does not, and few end in
    a stop or comma, as verses do."""
    if width not in COLUMN_WIDTHS or len(lines) < 2 * WRAP_EVIDENCE:
        return False
    stopped = sum(not line[-1].isalnum() and line[-1] not in "-‐¬" for line, _ in lines)
    return 3 * stopped <= len(lines) <= 2 * sum(starts_small(line) for _, line in lines)


def measure_print(lines: Sequence[str]) -> int:
    """The column that a page was printed at, 0 where it was not: nearly all long lines end where the next one's first word did not fit.

    ``lines`` are raw, with their indents; short ones (headlines, menus, last lines of paragraphs) say nothing. Linear in their number.
    """
    sizes = [len(line.rstrip()) for line in lines]
    long = sorted(size for size in sizes if size >= LEAST_WIDTH - LONG_WORD)
    if len(long) < PRINT_EVIDENCE or not LEAST_WIDTH <= (width := long[-1 - len(long) // ONE_IN]) <= WIDEST:
        return 0
    breaks = [
        size + 1 + len(lower.split(maxsplit=1)[0]) > width
        for size, lower in zip(sizes, lines[1:], strict=False)
        if width - LONG_WORD <= size <= width and not lower.isspace() and lower
    ]
    full = sum(breaks)
    return width if full >= PRINT_EVIDENCE and full >= WRAP_SHARE * len(breaks) else 0


def find_printed(lines: Sequence[str]) -> list[int]:
    """For each line of a page that was printed at a width, the number of the line that its paragraph begins with; empty for other pages.

    A line goes on in the next where that one's first word would not have fitted and stands in the paragraph's column. ``lines`` as for
    ``measure_print``.
    """
    width = measure_print(lines)
    if not width:
        return []
    heads = [line.strip() for line in lines]
    columns = [len(line) - len(line.lstrip()) for line in lines]
    first = list(range(len(lines)))
    for i, (upper, lower) in enumerate(pairwise(heads)):
        size = columns[i] + len(upper)
        if not lower or not width - LONG_WORD <= size <= width or size + 1 + len(lower.split(maxsplit=1)[0]) <= width:
            continue
        begins = first[i] == i
        hangs = columns[i + 1] > columns[i] if begins and _ITEM.match(upper) else begins and 0 < columns[i] - columns[i + 1] <= 8
        if (columns[i + 1] == columns[i] or hangs) and not _ITEM.match(lower):
            first[i + 1] = first[i]
    return first


def find_joint(before: str, after: str, gap: str, wrap: int, indent: int = 0) -> str:
    """What stands between two kept lines: a paragraph break, a space, or nothing.

    ``gap`` is the white space between them in the page, ``wrap`` the column from ``measure_wrap``, ``indent`` the columns by which all
    lines are indented.
    """
    breaks = gap.count("\n") or 1
    if (breaks > 1 or not wrap) and (before[-1] in ENDS or after[0].isupper()):
        return "\n\n"  # what nearly all lines are told by
    if _LIST_START.match(after):
        return "\n\n"
    slack = min(12, wrap // 4)
    if breaks == 1 and wrap and len(before) + 1 + len(after.split(maxsplit=1)[0]) > wrap - slack and not _is_indented(gap, indent):
        return "" if _WIDE.match(before[-1]) and _WIDE.match(after[0]) else " "
    if _CONTINUES.match(after) and not _TERMINAL.search(before):
        return ""
    if starts_small(after) and not _TERMINAL.search(before) and breaks <= 3 and _is_torn(before):
        return " "
    return "\n\n"


def _is_indented(gap: str, indent: int) -> bool:
    return len(gap) - 1 - max(gap.rfind("\n"), gap.rfind("\r")) - indent >= INDENT


def _is_torn(before: str) -> bool:
    """A line that stops in mid-sentence: a word or comma at its end, in a script that has capitals."""
    return before[-1].isalnum() or before[-1] in ",–—-"
