"""Compiled measures of lines against their twins: the same sheet, on made and on hostile text; without a compiler they are skipped."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from copydesk.boilerplate import characters as ch
from copydesk.boilerplate import labels
from copydesk.boilerplate.labels import _cues, find_cue, may_speak, tiling_label
from copydesk.boilerplate.lexicon import measure_known
from copydesk.boilerplate.model import find_unsettled
from copydesk.boilerplate.named import is_menu
from copydesk.boilerplate.packed import shipped_model
from copydesk.boilerplate.sheet import Reading, Sheet, measure_lines
from copydesk.boilerplate.table import Table, columns
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
    shares = []
    for kernels in ("on", "off"):
        monkeypatch.setenv("COPYDESK_KERNELS", kernels)
        shares.append(measure_known(Reading(text, starts, ends), shipped_model("small").lexicon))
    assert shares[0] == shares[1]


def test_lines_outside_the_text_are_refused() -> None:
    kernel = find_kernel("sheet")
    if kernel is None:
        pytest.skip("copydesk.kernels.sheet is not built here (no compiler)")
    for starts, ends in (([0], [5]), ([-1], [2]), ([2], [1]), ([0, 1], [1])):
        with pytest.raises(ValueError, match=r"outside|odd"):
            kernel.Reading("four", starts, ends, *ch.tables(), ch.learn)


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


@pytest.mark.parametrize("text", [*LINES[3:], "\n".join(LINES), "\n\n".join(LINES[::-1]) * 9, "x, " * 99_000], ids=range(len(LINES)))
def test_table(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every column holds the same numbers, for a made first judgement too, and so do the measures that leave the table."""
    if find_kernel("measures") is None:
        pytest.skip("copydesk.kernels.measures is not built here (no compiler)")
    lines = split_lines(text)
    sheet = measure_lines(text, [line.start for line in lines], [line.end for line in lines])
    lexicon = shipped_model("small").lexicon
    found = []
    for kernels in ("on", "off"):
        monkeypatch.setenv("COPYDESK_KERNELS", kernels)
        table = Table(sheet)
        tone, known = table.read_words(lexicon)
        for seed in (1, 2):
            first = np.random.default_rng(seed).beta(0.3, 0.3, sheet.n)
            table.look_again(first, tone)
            found.append([table.matrix.copy(), tone, known, table.figures, table.shared])
    for fast, slow in zip(found[:2], found[2:], strict=True):
        odd = [name for name, column in columns().items() if not np.array_equal(fast[0][:, column], slow[0][:, column], equal_nan=True)]
        assert odd == []
        assert all(np.array_equal(a, b) for a, b in zip(fast[1:], slow[1:], strict=True))


COUNTED = "one two three four five six seven eight nine ten eleven twelve thirteen"
SAID = [
    "", "a", "Read more", "READ MORE: the rest", "we don\u2019t share", "Share \u2013 Tweet", "share_this", "Home / China / Society",
    "Log-in | Sign-up", "share a tweet", "Publicit\u00e9", "\u00c0 LIRE AUSSI", "Stra\u00dfe teilen", "\u5206\u4eab", "e-mail", "-share-",
    "share'", "'share", "\ud800 share", COUNTED + " share", COUNTED + " fourteen share", "share\u00b7tweet", "\u0130 share",
    "share\u200bshare", "\U0001f600 share", "x" * 500 + " share", "share " * 100,
]  # fmt: skip


def test_cues(monkeypatch: pytest.MonkeyPatch) -> None:
    """The compiled look lets no line pass by that the patterns would have found something in, and most others."""
    if find_kernel("cues") is None:
        pytest.skip("copydesk.kernels.cues is not built here (no compiler)")
    lines = [*SAID, *LINES, *_cues()[0], *(" ".join(pair) for pair in zip(_cues()[0], _cues()[0], strict=True))]
    fast = [(find_cue(line), tiling_label(line), is_menu(line)) for line in lines]
    monkeypatch.setattr(labels, "_looker", lambda: None)
    assert fast == [(find_cue(line), tiling_label(line), is_menu(line)) for line in lines]
    monkeypatch.undo()
    assert not may_speak("The council met on Tuesday.")


def test_numbered_rows_only() -> None:
    """A forest asked for some rows says of them what it says among all; rows that are not there are refused."""
    kernel = find_kernel("trees")
    if kernel is None:
        pytest.skip("copydesk.kernels.trees is not built here (no compiler)")
    forest = shipped_model("small").alone
    matrix = np.random.default_rng(3).normal(size=(30, len(columns()))).astype(np.float32)
    rows = np.array([29, 0, 7, 7, 12, 3, 5, 11, 2])
    assert forest.predict(matrix, rows).tobytes() == forest.predict(matrix)[rows].tobytes()
    for row in (-1, 30):
        with pytest.raises(ValueError, match="no such row"):
            forest.predict(matrix, np.array([row]))


@pytest.mark.parametrize("size", [1, 4, 5, 6, 11, 12, 300])
def test_lines_worth_a_second_look(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if find_kernel("second") is None:
        pytest.skip("copydesk.kernels.second is not built here (no compiler)")
    for seed in range(20):
        first = np.random.default_rng(seed).beta(0.1, 2, size)
        monkeypatch.setenv("COPYDESK_KERNELS", "on")
        fast = find_unsettled(first)
        monkeypatch.setenv("COPYDESK_KERNELS", "off")
        assert fast.tolist() == find_unsettled(first).tolist()
