"""Edits compose, undo and map offsets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.edits import OffsetMap, compose_edits, repair_with, undo_edits
from copydesk.types import Edit, Label


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> tuple[Edit, ...]:
    """Sorted edits of the text that do not overlap, deletions and replacements."""
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=8).map(sorted))
    found = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        after = draw(st.text("xyz", max_size=3))
        if start < end and text[start:end] != after and (not found or found[-1].end <= start):
            found.append(Edit(start, end, text[start:end], after, Label.MOJIBAKE, "test"))
    return tuple(found)


@st.composite
def edited_twice(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...], tuple[Edit, ...]]:
    """A text, edits of it, and edits of the outcome."""
    text = draw(st.text("abcdefgh", max_size=30))
    first = draw(edits_of(text))
    return text, first, draw(edits_of(repair_with(text, first)))


@given(edited_twice())
def test_composed_edits_do_what_both_do(case: tuple[str, tuple[Edit, ...], tuple[Edit, ...]]) -> None:
    """Composing two lists of edits gives one list with the same outcome."""
    text, first, second = case
    both = compose_edits(text, first, second)
    assert repair_with(text, both) == repair_with(repair_with(text, first), second)


@given(edited_twice())
def test_undoing_gives_the_input_back(case: tuple[str, tuple[Edit, ...], tuple[Edit, ...]]) -> None:
    """Edits undone in reverse give the text before them."""
    text, first, second = case
    both = compose_edits(text, first, second)
    assert undo_edits(repair_with(text, both), both) == text


@given(edited_twice())
def test_offsets_map_back_outside_edits(case: tuple[str, tuple[Edit, ...], tuple[Edit, ...]]) -> None:
    """A character that no edit touched maps to itself in both directions."""
    text, first, _ = case
    out, place = repair_with(text, first), OffsetMap(first)
    for i, char in enumerate(out):
        at = place.source_start(i)
        if not any(e.start <= at < e.end for e in first):
            assert text[at] == char
            assert place.page_offset(at) == i
