"""The bar sinks with the certainty of the story; slots, broken sentences and the last sentence come back; boxes go."""

from __future__ import annotations

import pytest

from copydesk.boilerplate.doubt import find_bar, find_doubtful, find_parts
from copydesk.boilerplate.inner import find_deck
from copydesk.boilerplate.rows import names_boilerplate
from copydesk.boilerplate.sections import find_boxes, find_pointers

KEEP = 0.45
PROSE = "The ferry that has crossed the strait since 1926 made its last journey on Sunday, and four hundred people came to see it off."


def back(lines: list[tuple[float, str]]) -> list[int]:
    """Numbers of the lines that come back of (P(body), text)."""
    texts = [text for _, text in lines]
    return find_doubtful(texts, [p for p, _ in lines], KEEP, names_boilerplate)


def test_bar_sinks_where_all_is_in_doubt() -> None:
    """A sure story keeps the bar; one whose lines are all at 0.3 to 0.5 has it at about half of what it can reach."""
    assert find_bar([0.99] * 20 + [0.3], [200.0] * 21, KEEP) == KEEP
    assert find_bar([0.5, 0.3] * 20, [40.0] * 40, KEEP) == 0.3
    assert find_bar([], [], KEEP) == KEEP


MEALS = [(0.4, f"{meal}, a cup of it") for meal in ("Soup", "Rice", "Peas")]
DIET = [(0.6, "Asparagus and eggs, a cup of each"), *MEALS, (0.6, "Tea, one cup")]
CASES = [
    ("a doubtful diet is kept whole", DIET, [1, 2, 3]),
    ("a caption in a sure story is not", [(0.99, PROSE), (0.4, "The ferry leaves"), (0.99, PROSE)], []),
    ("a slot", [line for _ in range(4) for line in ((0.95, PROSE), (0.22, "Record:"))], [1, 3, 5, 7]),
    ("an advert's label", [line for _ in range(4) for line in ((0.95, PROSE), (0.22, "Advertisement"))], []),
    ("a button", [line for _ in range(4) for line in ((0.95, PROSE), (0.05, "Buy it"))], []),
    ("the sentence below", [(0.95, PROSE), (0.4, "The exhibition is open until May."), (0.3, "It is over then, they say.")], [1]),
    ("a headline below", [(0.95, PROSE), (0.4, "Exhibition to open in May")], []),
    ("nothing kept", [(0.3, PROSE)] * 3, []),
    ("nothing at all", [], []),
]


@pytest.mark.parametrize(("lines", "numbers"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_which_doubtful_lines_come_back(lines: list[tuple[float, str]], numbers: list[int]) -> None:
    """Lines are (P(body), text)."""
    assert back(lines) == numbers


def test_parts_of_a_sentence_stay_together() -> None:
    """A link breaks a sentence over three lines: its first two parts come back with the rest; what a blank line parts does not."""
    texts = ["The mayor of", "the old town", ", who spoke on Tuesday, said no.", "Sport", "and weather"]
    context = [0.2, 0.3, 0.9, 0.2, 0.9]
    near = [False, True, True, False, False]
    assert sorted(find_parts(texts, context, near, KEEP, names_boilerplate)) == [0, 1]
    assert find_parts(texts, context, near, KEEP, names_boilerplate, links=False) == []
    assert find_parts([], [], [], KEEP, names_boilerplate) == []


def test_teletype_capitals_are_one_sentence() -> None:
    """A line of capitals that is broken at a column stays with its neighbours, on small pages too; a heading in capitals does not."""
    texts = [
        "THE BOARD ASKED THE KEEPERS OF THE UPPER VALLEY,",
        "MEMBERS SAY. A SECOND COUNT BEGINS NEXT WEEK AND WILL TAKE IN",
        "GARDENS AND ROOFTOPS.",
    ]
    for links in (True, False):
        assert find_parts(texts, [0.9, 0.4, 0.9], [False, True, True], KEEP, names_boilerplate, links=links) == [1]
        assert find_parts(texts, [0.9, 0.4, 0.9], [False, False, False], KEEP, names_boilerplate, links=links) == []
        assert find_parts(["LATEST NEWS", "GARDENS AND ROOFTOPS."], [0.4, 0.9], [False, True], KEEP, names_boilerplate, links=links) == []


def test_heading_of_a_box_goes() -> None:
    """The heading of a box of related stories goes from between paragraphs, with the doubtful headline below it; the next line stays."""
    texts = [PROSE, "Czytaj też", "Nowy rozkład jazdy od grudnia", "Rynek, godz. 10: kiermasz", PROSE]
    assert find_boxes(texts, [0.9, 0.7, 0.5, 0.9, 0.9], KEEP) == [1, 2]
    assert find_boxes(texts, [0.9, 0.1, 0.5, 0.9, 0.9], KEEP) == []


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("Les også Full stans i fergetrafikken", True),
        ("RELATED: Bridge to open in May", True),
        ("Sign up for our newsletter on ferries and bridges", True),
        ("Zdjęcie: Port w niedzielę", True),
        ("READ MORE", False),
        ("Foto:", False),
        ("Related parties of the ferry line were paid first, the auditors found.", False),
        ("फोटो भेजने की सुविधा भी कर दें ये.", False),
        ("विज्ञापनों की भरमार से वे सबसे ज्यादा तंग महसूस करते हैं.", False),
        ("फोटो: नौका घाट से निकली", True),
        ("Video shows the captain at the wheel.", False),
        ("Reuters", False),
        ("", False),
    ],
)
def test_pointers_go(text: str, goes: bool) -> None:
    """A cue for other stories with a headline behind it goes from between paragraphs where it is in doubt; a sentence that begins with the
    word stays, and so does a lone cue (an inline heading, which other rules know)."""
    assert find_pointers([PROSE, text or "1", PROSE], [0.9, 0.6, 0.9], KEEP) == [1] * goes
    assert find_pointers([PROSE, text or "1", PROSE], [0.9, 0.85, 0.9], KEEP) == []


@pytest.mark.parametrize(
    ("deck", "found"),
    [
        ("It is shaping up to be the year of the bow.", [2]),
        ("Is it the year of the bow?", []),
        ("It is the year of the bow. © Hale Post.", []),
        ("The year of the bow", []),
    ],
)
def test_short_deck(deck: str, found: list[int]) -> None:
    """A whole sentence above byline and date is the deck, whatever its words; questions are headlines, and nearer stand captions."""
    texts = ["Hale Post", "Bows, bows, bows", deck, "Maria Lund", "4 March", PROSE]
    context = [0.0, 0.1, 0.2, 0.0, 0.0, 0.9]
    assert find_deck(texts, context, [0.0] * 6, KEEP) == found
    assert find_deck([*texts[:2], "Maria Lund", "4 March", deck, PROSE], [*context[:2], 0.0, 0.0, 0.2, 0.9], [0.0] * 6, KEEP) == []
