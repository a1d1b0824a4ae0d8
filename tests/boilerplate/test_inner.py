"""The story's own short lines come back from among its paragraphs, and its deck from above them; a box of links does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from copydesk.boilerplate.inner import find_deck, find_inner_lines, find_short_lines

KEEP = 0.45
PROSE = "The ferry that has crossed the strait since 1926 made its last journey on Sunday, and four hundred people came to see it off."
STORY = [(0.95, f"{n} {PROSE}") for n in range(4)]
CASES = [
    ("a sub-heading", [*STORY, (0.2, "What the engineers found"), *STORY], [4]),
    ("items of a list", [*STORY, (0.4, "Rice crackers"), (0.3, "Carrots and cucumbers"), (0.2, "Rye bread"), *STORY], [4, 5, 6]),
    ("a question", [*STORY, (0.2, "債券市場は安全か？"), *STORY], [4]),
    ("a sub-heading below the label of an advert", [*STORY, (0.1, "Advertisement"), (0.3, "What the engineers found"), *STORY], [5]),
    ("a line that is boilerplate with little doubt", [*STORY, (0.05, "What the engineers found"), *STORY], []),
    ("a box of links under its heading", [*STORY, (0.2, "Read also"), (0.3, "Bridge to open in May"), *STORY], []),
    ("a headline with a cue before its colon", [*STORY, (0.3, "RELATED: Bridge to open in May"), *STORY], []),
    ("a caption", [*STORY, (0.4, "The ferry leaves the pier for the last time as its captain waves from the bridge"), *STORY], []),
    ("a credit", [*STORY, (0.4, "Maria Lund / AFP"), *STORY], []),
    ("a date", [*STORY, (0.4, "21.11.2026 14:05"), *STORY], []),
    ("what stands between all paragraphs", [line for part in STORY for line in (part, (0.4, "Article content"))] + STORY, []),
    ("short lines below the story", [*STORY, (0.4, "Rice crackers"), (0.3, "Rye bread")], []),
    ("short lines far from the story", [*STORY, *[(0.4, f"Entry {chr(65 + n)}") for n in range(13)], STORY[0]], []),
    ("nothing kept", [(0.2, "Rice crackers")] * 3, []),
    ("nothing at all", [], []),
]


def ask(find: Callable[..., list[int]], lines: list[tuple[float, str]]) -> list[int]:
    """The numbers of the lines, (P(body), text) each, that a rule brings back."""
    letters = [len(text) * 0.83 if p >= KEEP else 0.0 for p, text in lines]
    return find([text for _, text in lines], [p for p, _ in lines], letters, KEEP)


@pytest.mark.parametrize(("lines", "back"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_which_short_lines_come_back(lines: list[tuple[float, str]], back: list[int]) -> None:
    """Lines are (P(body), text); the numbers of those that come back are told."""
    assert ask(find_inner_lines, lines) == back


SINGLES = [
    ("a sub-heading beside a caption", [*STORY, (0.35, "What the engineers found"), (0.1, "A ferry. Photo: M. Lund"), *STORY], [4]),
    ("an item that stands twice", [*STORY, (0.3, "Rice crackers"), *STORY[:2], (0.3, "Rice crackers"), *STORY], [4, 7]),
    ("boilerplate with less doubt", [*STORY, (0.25, "What the engineers found"), *STORY], []),
    ("a caption", [*STORY, (0.4, "The ferry leaves the pier for the last time, in the evening"), *STORY], []),
    ("a cue", [*STORY, (0.4, "Read also"), *STORY], []),
    ("a time", [*STORY, (0.4, "14:05"), *STORY], []),
    ("what stands there three times", [line for part in STORY for line in (part, (0.4, "Article content"))] + STORY, []),
    ("below the story", [*STORY, (0.4, "Rice crackers")], []),
    ("nothing kept", [(0.3, "Rice crackers")] * 3, []),
    ("nothing at all", [], []),
]


@pytest.mark.parametrize(("lines", "back"), [case[1:] for case in SINGLES], ids=[case[0] for case in SINGLES])
def test_which_single_lines_come_back(lines: list[tuple[float, str]], back: list[int]) -> None:
    """Lines and numbers as above."""
    assert ask(find_short_lines, lines) == back


HEADLINE = (0.3, 0.8, "Last ferry over the strait sails into history")
DECK = (0.2, 0.7, "Four hundred people came to see off the boat that had crossed the strait for a hundred years, as the bridge opens")
DECKS = [
    ("deck below the headline", [HEADLINE, DECK], [1]),
    ("deck above the byline", [HEADLINE, DECK, (0.1, 0.0, "By Maria Lund")], [1]),
    ("no headline above: it may be one itself", [DECK], []),
    ("a headline alone, with the page's name above", [(0.0, 0.0, "The Harbour Post"), HEADLINE], []),
    ("a credit", [HEADLINE, (0.3, 0.8, DECK[2] + ". © Harbour Post")], []),
    ("a deck of other words", [HEADLINE, (0.2, 0.1, DECK[2])], []),
    ("boilerplate with little doubt", [HEADLINE, (0.05, 0.8, DECK[2])], []),
]


@pytest.mark.parametrize(("lines", "back"), [case[1:] for case in DECKS], ids=[case[0] for case in DECKS])
def test_which_deck_comes_back(lines: list[tuple[float, float, str]], back: list[int]) -> None:
    """Lines above the story are (P(body), share of words that it uses, text)."""
    rows = [*lines, *((p, 0.5, text) for p, text in STORY)]
    assert find_deck([row[2] for row in rows], [row[0] for row in rows], [row[1] for row in rows], KEEP) == back
