"""The kernel that reads a page's lines strips them as its twin in Python does, and calls no line running text that the patterns call
anything else. The lines are made: sentences with, at one place each, what makes a line something else.
"""

from __future__ import annotations

import pytest

from copydesk.boundaries.plain import ENDS_TABLE, RIGHTS_TABLE
from copydesk.boundaries.reading import Reading, read_prose
from copydesk.boundaries.rows import _read_pieces
from copydesk.kernels import find_kernel
from copydesk.page import freeze
from copydesk.types import Hints

_SENTENCE = "Officials of the town said on Monday that the harbour would open again before the week was over"
_OPENINGS = (
    "", "“", "'", "A ", "AP ", "AP - ", "AP  - ", "1. ", "In 2019 ", "No. 3 ", "By ", "Copyright: ", "Copyright by ",
    "All rights reserved ",    "Alle Rechte ", "“Copyright ", "To ", "LONDON (AP) - ",
    "Lindmouth, May 3 - ", "Lindmouth, 3 May (AP) — ", "“Lindmouth” (AP) -- ",
    "(Reuters) ", "Title: ", "Source | ", "Word = ", "Key    - ", "Key     value ", "http://lindmouth.example ", "h1. ", "# ", "* ",
    "Étretat ",    "新桥", "It\u00a0was ", "It\u2003was ", "x\ty ", "It cost ½ of ", "a_b ", "The end ", "END ", "Story 3 of 10 ", "– ", "",
)  # fmt: skip
_CLOSINGS = (
    ".", "", "?”", ".)", "…", ". Enditem", ". (END)", ". -0-", ".-30-", ". it", " in Mr. Smith.", " xxx", "! 30", "。（完）", ". ©",
    ".\u3000End",    ".    Ends", " (AP)", " -", ". naïve", ". é", "” ”", "  .",
)  # fmt: skip
_LENGTHS = (0, 40, 70, 160, 400)


def _make_lines() -> list[str]:
    middle = ", which no one of the men who had come from the pier and the market on that evening had thought to be likely at all" * 4
    return [(a + _SENTENCE + middle[:n] + z).strip() for a in _OPENINGS for z in _CLOSINGS for n in _LENGTHS] + [_SENTENCE.upper() + "."]


def _say(reading: Reading) -> tuple[object, ...]:
    return (
        reading.text, reading.shape, reading.label, reading.slot, reading.number, reading.ending, reading.heading, reading.terminal,
        reading.masked, reading.facts,
    )  # fmt: skip


def test_what_the_kernel_calls_running_text_is_running_text() -> None:
    kernel = find_kernel("rows")
    if kernel is None:
        pytest.skip("copydesk.kernels.rows is not built here (no compiler)")
    page = freeze("\n".join(_make_lines()), "a.txt", Hints()).page
    certain = 0
    for start, end, _, _, _, said in kernel.read_pieces(page.text, page.lines, RIGHTS_TABLE, ENDS_TABLE):
        line = page.text[start:end]
        if said:
            certain += 1
            assert _say(read_prose(line, len(line), said)) == _say(Reading(line, len(line)))
    assert certain > 1_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "“" * 300,
        "A" * 91,
        " \t\n\u3000\ufeff\u200b\n",
        "a",
        " a \n\n\f b\n\x00c\x00\r\n\fd",
        "\ud800 x\n\U0001f600" * 40,
        "x" * 1_000_000,
    ],
)
def test_lines_are_stripped_alike(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if find_kernel("rows") is None:
        pytest.skip("copydesk.kernels.rows is not built here (no compiler)")
    page = freeze(text, "a.txt", Hints()).page
    fast = [piece[:5] for piece in _read_pieces(page)]
    monkeypatch.setenv("COPYDESK_KERNELS", "off")
    assert fast == [piece[:5] for piece in _read_pieces(page)]


def test_a_line_beyond_the_text_is_refused() -> None:
    if (kernel := find_kernel("rows")) is None:
        pytest.skip("copydesk.kernels.rows is not built here (no compiler)")
    with pytest.raises(ValueError, match="not of this text"):
        kernel.read_pieces("abc", ((0, 1, 9),), RIGHTS_TABLE, ENDS_TABLE)
