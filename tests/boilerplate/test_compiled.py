"""Compiled measures of lines against their twins: the same sheet, on made and on hostile text; without a compiler they are skipped."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from copydesk.boilerplate import characters as ch
from copydesk.boilerplate.sheet import Sheet, measure_lines
from copydesk.kernels import find_kernel
from copydesk.lines import split_lines


def _numbered(values: list[int]) -> list[int]:
    """Numbers by first appearance."""
    seen: dict[int, int] = {}
    return [seen.setdefault(value, len(seen)) for value in values]


LINES = [
    "", "\n\n", " \t \n--\n", "a", "1", "\u4e2d", "At 12:30 and\n30 of 2024, 7:45\n:15", "\ud800x\udfff\n\ud800",
    "He said \u201cno.\u201d\n(Then) went. Home\n!", "word\u4e2d\u56fd\u65b0 2024\u5e74",
    "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35 \u0e3f10 abc\u0e01\u0e02\n\u0130\u00df\u017f x\u0301y",
    "\U00020000\U00020001\U0001f600 \U0010ffff",
    "same words here\nSame Words here\nother words\n\n  same words here \n",
    "w" * 200 + " " + "w" * 100 + " b\n" + " ".join(f"word{i % 90}" for i in range(300)),
    "a.b . c!? \" d.\n.\nx. \n\"y\" (z) \u3002\u3002w",
]  # fmt: skip


@pytest.mark.parametrize("text", [*LINES, "\n".join(LINES), "x, " * 350_000, "\u4e2d" * 200_000], ids=range(len(LINES) + 3))
def test_sheet(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Groups may be numbered in another order; all else is the same, and places in ``lexeme`` show the same hashes."""
    if find_kernel("sheet") is None:
        pytest.skip("copydesk.kernels.sheet is not built here (no compiler)")
    bounds = [(line.start, line.end) for line in split_lines(text)]
    starts, ends = [start for start, _ in bounds], [end for _, end in bounds]
    fast = measure_lines(text, starts, ends)
    monkeypatch.setenv("COPYDESK_KERNELS", "off")
    slow = measure_lines(text, starts, ends)
    assert fast.n == slow.n
    for field in dataclasses.fields(Sheet)[1:]:
        a, b = getattr(fast, field.name), getattr(slow, field.name)
        if field.name in ("identity", "opening", "closing", "pair", "token"):
            assert _numbered(a.tolist()) == _numbered(b.tolist()), field.name
        elif field.name == "lexeme_at":
            assert fast.lexeme[a].tolist() == slow.lexeme[b].tolist()
        elif field.name != "lexeme":
            assert (a.dtype, a.shape, a.tolist()) == (b.dtype, b.shape, b.tolist()), field.name
    assert sorted(fast.lexeme.tolist()) == sorted(slow.lexeme.tolist())


def test_lines_outside_the_text_are_refused() -> None:
    kernel = find_kernel("sheet")
    if kernel is None:
        pytest.skip("copydesk.kernels.sheet is not built here (no compiler)")
    for starts, ends in (([0], [5]), ([-1], [2]), ([2], [1]), ([0, 1], [1])):
        with pytest.raises(ValueError, match=r"outside|odd"):
            kernel.measure("four", starts, ends, *ch.tables(), ch.learn)


def test_hashes_are_found_where_they_stand() -> None:
    kernel = find_kernel("sheet")
    if kernel is None:
        pytest.skip("copydesk.kernels.sheet is not built here (no compiler)")
    draw = np.random.default_rng(7)
    for size in (0, 1, 3, 5000):
        hashes = np.unique(draw.integers(0, 1 << 64, size, np.uint64))
        others = draw.integers(0, 1 << 64, 5000, np.uint64)
        assert kernel.Index(hashes).find_all(hashes).tolist() == list(range(len(hashes)))
        assert (kernel.Index(hashes).find_all(others) >= 0).tolist() == np.isin(others, hashes).tolist()
