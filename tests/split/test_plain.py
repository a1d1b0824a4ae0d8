"""Sentences that are told by one look are what the looks for each shape would say."""

from __future__ import annotations

import random

import pytest

from copydesk.boundaries.plain import is_plain_sentence
from copydesk.boundaries.shapes import Shape, find_number_style, find_shape

_OPENINGS = (
    "", "“", "\"", "(", "By ", "Copyright ", "All rights ", "LONDON, May 3 (AFP) - ", "Lindmouth, 3 May – ", "LINDMOUTH -- ", "Note: ",
    "Date = ",
    "Story 3 of 10. ", "3. ", "[3] ", "www.gazette.example ", "Source: http://a.example ", "h2. ", "* ", "End of document. ", "12:40 ",
    "A ", "TI  - ", "Title   ", "(Xinhua) -- ", "BEIJING/SHANGHAI (Reuters) ", "The end ",
)  # fmt: skip
_TEXT = (
    "the harbour well-known reopened on Friday, after 24 engineers (replaced) two lock gates that: had - failed in the April/May storms "
    "of 3 May 2019 – nobody knew why; “perhaps” it’s rust, she said. Yes, U.S. ships | came in = again /AFP/ -- and left"
)
_WORDS = _TEXT.split()
_ENDINGS = (".", ".”", "!", " Enditem", " said", "…", ".)", " (END)", ". 30")


@pytest.mark.parametrize("seed", range(20))
def test_a_plain_sentence_is_running_text(seed: int) -> None:
    """What is told at one look is running text without a number, whatever stands in it; and some are told so."""
    chance = random.Random(seed)
    told = 0
    for _ in range(200):
        words = chance.choices(_WORDS[:8] if chance.random() < 0.5 else _WORDS, k=chance.randint(8, 30))
        text = f"{chance.choice(_OPENINGS)}{' '.join(words).capitalize()}{chance.choice(_ENDINGS)}"
        if is_plain_sentence(text):
            told += 1
            assert (find_shape(text), find_number_style(text)) == (Shape.TEXT, ""), text
    assert told > 2
