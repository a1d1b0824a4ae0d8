"""Whatever the marks and repairs, the ledger tiles the source and rebuilds it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.edits import repair_with
from copydesk.ledger import find_rows, measure_actions, rebuild_source
from copydesk.lines import split_lines
from copydesk.render import render_story
from copydesk.types import Edit, Label, Mark, Page, Story
from tests.core.test_edits import edits_of

WORDS = st.text(" \n\tab.漢", max_size=60)


@st.composite
def marked_pages(draw: st.DrawFn) -> tuple[Page, list[tuple[Mark, ...]]]:
    """A page with edits and any marks, overlapping as they like."""
    source = draw(WORDS)
    edits: tuple[Edit, ...] = draw(edits_of(source))
    text = repair_with(source, edits)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)), st.sampled_from(list(Label)[:-4]))
    steps = draw(st.lists(st.lists(spans, max_size=5), max_size=3))
    ranked = [tuple(Mark(min(a, b), max(a, b), label, f"rule-{i}") for i, (a, b, label) in enumerate(step)) for step in steps]
    return Page("page.txt", source, text, edits, (), split_lines(text), "utf-8"), ranked


@given(marked_pages())
def test_ledger_tiles_and_rebuilds(case: tuple[Page, list[tuple[Mark, ...]]]) -> None:
    """Rows lie end to end over the source, and rows with the article give the source back."""
    page, ranked = case
    rendered = render_story(page, Story(0, len(page.text)), page.lines, ranked)
    article = "id" if rendered.text else None
    rows = find_rows(page, [(piece, article) for piece in rendered.pieces], "v")
    assert rebuild_source(rows, {"id": rendered.text} if rendered.text else {}) == page.source_text
    assert sum(measure_actions(rows).values()) == len(page.source_text)


@given(marked_pages())
def test_text_is_a_subsequence_of_the_page(case: tuple[Page, list[tuple[Mark, ...]]]) -> None:
    """Nothing is added but white space: the article's letters are the page's, in order."""
    page, ranked = case
    rendered = render_story(page, Story(0, len(page.text)), page.lines, ranked)
    letters = iter(page.text)
    assert all(any(c == d for d in letters) for c in rendered.text if not c.isspace())


@given(marked_pages())
def test_paragraphs_are_clean(case: tuple[Page, list[tuple[Mark, ...]]]) -> None:
    """Paragraphs are parted by one blank line and have no white space at their edges."""
    page, ranked = case
    text = render_story(page, Story(0, len(page.text)), page.lines, ranked).text
    assert all(part and part == part.strip() for part in text.split("\n\n")) or not text
