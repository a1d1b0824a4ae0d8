"""Lines of a rendered page that are buttons, or call themselves furniture, between the paragraphs of a short story."""

from __future__ import annotations

import copydesk

_PAGE = (
    "<html lang=en><head><title>Lamp room reopens</title></head><body><main><article><h1>Lamp room reopens</h1><p>{0}</p>{1}<p>{2}</p>"
    "</article></main></body></html>"
)
_FIRST = "The lamp room of the old lighthouse reopened on Sunday after a year of work on its roof and its stairs."
_SECOND = "Forty people climbed up on the first day, the keeper said. Entry stays free until the end of the summer."


def clean_between(markup: str) -> str:
    """The text of the story with the markup between its two paragraphs."""
    (article,) = copydesk.clean(_PAGE.format(_FIRST, markup, _SECOND).encode(), name="page.html").articles
    return article.text


def test_buttons_and_lines_that_name_themselves_go() -> None:
    """A button, an advert's heading, and a link to another story behind its own words."""
    for markup in (
        "<button>Save this</button>",
        "<div>Advertisement</div>",
        "<p>Read also: <a href='/x'>Harbour wall to be raised</a></p>",
    ):
        assert clean_between(markup) == f"{_FIRST}\n\n{_SECOND}"


def test_headings_and_sentences_with_the_same_words_stay() -> None:
    """A heading inside the story is no furniture whatever it says, nor is a sentence that has such a word in it."""
    assert "Related work" in clean_between("<h2>Related work</h2>")
    sentence = "Advertisement was what the keeper had hoped for when he opened the door to everybody on the coast."
    assert sentence in clean_between(f"<p>{sentence}</p>")
