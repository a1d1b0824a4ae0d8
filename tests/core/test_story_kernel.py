"""The lines of a story, compiled and in Python: the same rows, the same stretches, the same word that settles what a line is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import ledger, render
from copydesk.fields import layout, running
from copydesk.fields.tables import word_set
from copydesk.kernels import find_kernel
from copydesk.lines import split_lines
from copydesk.paragraphs import ENDS
from copydesk.render import Piece, _stretch_run
from copydesk.types import Action, Label, LedgerRow, Mark

SIGNS = st.text("aB. \n\t\r\u3000\ufeff\u200b\xa0\x1f\x85\u2028漢\U0001f600\ud800", max_size=60)
WORDS = st.lists(
    st.sampled_from(["the", "of", "was", "photo", "By", "don’t", "a", "-", "re-do", "“he", "9", "word,", "é", "foo-", "", "\ud800"])
)
BODY = Mark(0, 0, Label.BODY, "body")


@pytest.fixture(scope="module")
def kernel() -> Any:
    """The compiled module."""
    found = find_kernel("story")
    if found is None:
        pytest.skip("copydesk.kernels.story is not built here (no compiler)")
    return found


@given(text=SIGNS, spot=st.lists(st.integers(0, 60), min_size=4, max_size=4))
def test_rows(kernel: Any, text: str, spot: list[int]) -> None:
    top, bottom, low, high = (min(at, len(text)) for at in sorted(spot))
    for spans in ([], [(top, low)], [(top, low), (low, high)]):
        given_ = (text, split_lines(text), 0, top, bottom, spans, layout.Row)
        assert kernel.read_rows(*given_) == layout._read_rows(*given_)


@given(text=SIGNS, spot=st.lists(st.integers(0, 60), min_size=2, max_size=2))
def test_stretches(kernel: Any, text: str, spot: list[int]) -> None:
    start, end = (min(at, len(text)) for at in sorted(spot))
    compiled: list[Any] = []
    plain: list[Any] = []
    for found, work in ((compiled, kernel.find_stretches), (plain, _stretch_run)):
        number = work(text, split_lines(text), 0, 0, start, "".join(ENDS), BODY, found)
        found.append(work(text, split_lines(text), number, start, end, "".join(ENDS), BODY, found))
    assert compiled == plain


SPAN = st.tuples(st.integers(0, 40), st.integers(1, 20), st.sampled_from([Label.BODY, Label.TITLE, Label.SHARE, Label.ENTITY]))


def _marks(spans: list[tuple[int, int, Label]]) -> list[Mark]:
    return [Mark(low, low + size, label, f"rule-{number}") for number, (low, size, label) in enumerate(spans)]


@given(spans=st.lists(SPAN, max_size=8))
def test_painting(kernel: Any, spans: list[tuple[int, int, Label]]) -> None:
    marks = _marks(spans)
    runs = kernel.paint_marks(0, 60, marks)
    assert runs == render._paint_marks(0, 60, marks)
    gap = kernel.lay_gap(runs, render._SPACE, Action.KEEP, Piece)
    assert gap == render._lay_gap(runs, render._SPACE, Action.KEEP, Piece)


@given(spans=st.lists(SPAN, max_size=12), text=st.text("a\n", min_size=80, max_size=80), shift=st.integers(0, 9))
def test_pieces_and_rows(kernel: Any, spans: list[tuple[int, int, Label]], text: str, shift: int) -> None:
    marks = [render._SPACE, BODY, *_marks(spans)]
    pieces = [
        Piece(low, low + size % 3, marks[low % len(marks)], ("\n\n", text[low : low + size % 3], None)[size % 3]) for low, size, _ in spans
    ]
    joined = kernel.join_pieces(text, pieces, render._SPACE, Action.KEEP, Piece)
    assert joined == render._join_pieces(text, pieces, render._SPACE, Action.KEEP, Piece)
    owned = [(piece, ("id", None)[piece.start % 2]) for piece in joined]
    given_ = ("page.txt", text, owned, shift, "v", Action.KEEP, Action.LIFT, LedgerRow)
    assert kernel.make_rows(*given_) == ledger._make_rows(*given_)


def test_a_mark_outside_of_what_is_painted_is_refused(kernel: Any) -> None:
    with pytest.raises(ValueError, match="outside"):
        kernel.paint_marks(0, 5, [Mark(7, 9, Label.BODY, "body")])


@given(words=WORDS)
def test_unknown_words(kernel: Any, words: list[str]) -> None:
    given_ = (" ".join(words), running._vocabulary(), word_set("header_words", "photos"))
    assert kernel.find_small(*given_) == running._find_small(*given_)


@pytest.mark.parametrize("text", ["", "\n" * 200_000, "\ud800" * 1_000_000, "a\n\n" * 100_000, "a-" * 500_000])
def test_hostile_texts(kernel: Any, text: str) -> None:
    lines = split_lines(text)
    assert kernel.read_rows(text, lines, 0, -5, len(text) + 5, [], layout.Row) == layout._read_rows(
        text, lines, 0, 0, len(text), [], layout.Row
    )
    compiled: list[Any] = []
    plain: list[Any] = []
    assert kernel.find_stretches(text, lines, 0, -5, len(text), "".join(ENDS), BODY, compiled) == len(lines)
    _stretch_run(text, lines, 0, 0, len(text), "".join(ENDS), BODY, plain)
    assert compiled == plain
