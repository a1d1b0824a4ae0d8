"""What stands below the last paragraphs of a file's stories, and what of it is left alone."""

from __future__ import annotations

import pytest

import copydesk
from copydesk.boundaries.rows import find_rows
from copydesk.boundaries.signatures import find_paper
from copydesk.boundaries.tails import Tails, learn_tails
from copydesk.formats.columns import is_name
from copydesk.page import freeze
from copydesk.types import Hints

_TEXT = "Lock keepers on the upper Tarn canal have asked boat owners to wait until the gates are mended, which will take two weeks."
_NAMES = ("Ann Lowry", "Tom Astley", "Jean Roper")


def _read(*tails: str) -> Tails:
    dumps = (f"Lock gates on the Tarn are mended\n\n{_TEXT}\n\n{tail}\n" for tail in tails)
    return learn_tails([find_rows(freeze(dump, "x.txt", Hints()).page) for dump in dumps])


def test_lines_that_differ_in_figures_alone_are_the_files_own() -> None:
    """Counts of likes below each post."""
    assert _read("12 likes · 3 comments", "7 likes · 1 comments", "5 likes · 0 comments").fixed == {"# likes · # comments"}


def test_a_name_that_differs_behind_the_same_words_signs() -> None:
    """The words are learnt from the file, whatever its language."""
    assert _read(*(f"Noted by {name}" for name in _NAMES)).openings == {"noted by"}
    assert _read(*_NAMES).openings == {""}


def test_what_only_one_story_has_is_its_own() -> None:
    """A last line of one story, a sentence that all share, and one name below all are no signatures."""
    assert _read("Noted by Ann Lowry", "The canal is closed.", "Boats wait below") == Tails(frozenset(), frozenset(), frozenset())
    assert not _read(*["Boats are asked to wait at the lower gate until then."] * 3).fixed
    assert not _read(*["Noted by Ann Lowry"] * 3).openings


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("Port Gazette – p. 3", "Port Gazette"),
        ("Η ΦΩΝΗ – Σελ. 3", "Η ΦΩΝΗ"),
        ("Gates open at 3", ""),
        ("Canal closed, says page 3 of the plan", ""),
    ],
)
def test_a_line_of_paper_and_page(text: str, paper: str) -> None:
    """A page stands behind a sign, and nothing behind it."""
    assert find_paper(text) == paper


@pytest.mark.parametrize(
    ("text", "named"),
    [("林知远", True), ("윤서진", True), ("शालिनी वर्मा", True), ("体育", False), ("경제", False), ("新桥今日通车", False)],
)
def test_names_in_scripts_without_capitals(text: str, named: bool) -> None:
    """One word of the East is a name by its surname; sections of a paper are none."""
    assert is_name(text) is named


def test_a_byline_word_inside_a_name_stays() -> None:
    """``di`` stands in ``Jordi``."""
    dump = "".join(f'{{"title": "Lock gates {n} are mended", "author": "Jordi Casanelles", "text": "{_TEXT}"}}\n' for n in (1, 2))
    assert [a.authors for a in copydesk.clean(dump).articles] == [("Jordi Casanelles",)] * 2


def test_what_stands_below_the_label_of_the_text_is_text() -> None:
    """A short first paragraph below ``Text:`` is no headline where the headline is known."""
    dump = "\n\n".join(
        f"Title: {title}\nDate: 2021-03-0{n}\nAuthor: {name}\nText:\nThe gate is shut\n{_TEXT} {_TEXT}"
        for n, (title, name) in enumerate(zip(("Gates are mended", "Boats wait below", "Keepers go home"), _NAMES, strict=True), 1)
    )
    assert [a.text.startswith("The gate is shut") for a in copydesk.clean(dump).articles] == [True] * 3
