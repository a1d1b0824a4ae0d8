"""Rows that open alike stay together; lists of links, menus and boxes do not come back with them."""

from __future__ import annotations

import pytest

from copydesk.boilerplate.rows import find_programme, find_rows, name_opening

KEEP = 0.45
PROSE = "The ferry that has crossed the strait since 1926 made its last journey on Sunday, and four hundred people came to see it off."
STORY = [(0.95, PROSE), (0.95, PROSE[4:])]
TALK = [(p, f"{label}: {words}") for label, p, words in (("Q", 0.9, "Where?"), ("A", 0.9, "In Cork, by the sea."), ("Q", 0.9, "Why?"))]
REST = [(0.1, "A: No idea"), (0.02, "Q: Favourite band?"), (0.05, "A: The Pogues"), (0.02, "Q: Motto?"), (0.05, "A: Wait")]
DATES = ["June 9 -- Corn Exchange, Hale", "June 30 -- Harbour Theatre, Mere", "Aug. 2 -- The Barn, Thornby", "Sept. 14 -- Town Hall, Pell"]
CASES = [
    ("questions and answers to the end", [*STORY, *TALK, *REST], [5, 6, 7, 8, 9]),
    ("Chinese questions", [*STORY, (0.9, "问：几度吃药？"), (0.9, "答：38.5度。"), (0.1, "问：几天能回学校？"), (0.1, "答：两天。")], []),
    ("dates of a tour", [*STORY, *((0.6 - 0.14 * i, text) for i, text in enumerate(DATES))], [4, 5]),
    ("dates of which none is kept", [*STORY, *((0.3, text) for text in DATES)], []),
    ("items below a kept line, above the next", [*STORY, (0.2, "* rye bread"), (0.15, "* butter, a knob of it, and salt"), *STORY], [2, 3]),
    ("items with a link to a site", [*STORY, (0.2, "* rye bread"), (0.2, "* more at www.bread.example"), *STORY], []),
    ("items with a cue", [*STORY, (0.2, "* Read more"), (0.2, "* Bread prices rise"), *STORY], []),
    ("items that end the story, or a box", [*STORY, (0.2, "* rye bread"), (0.15, "* butter"), (0.0, "Imprint")], []),
    ("times of a live report", [line for n in (1, 2, 3) for line in ((0.1, f"{n}5.30 Uhr: Pegel steigt"), (0.9, PROSE))], [0, 2, 4]),
    ("a table between paragraphs", [*STORY, *((0.12, f"{n}\tWindsor\t12\t28") for n in range(5)), *STORY], [2, 3, 4, 5, 6]),
    ("a table of furniture", [*STORY, *((0.03, f"{n}\tcookie_{n}\t12 months") for n in range(5)), *STORY], []),
    ("a table below the story", [*STORY, *((0.12, f"{n}\tWindsor\t12\t28") for n in range(5))], []),
    ("a menu opens in letters", [*STORY, (0.2, "News"), (0.2, "Sport"), (0.2, "Culture"), *STORY], []),
    ("labels of a page's furniture", [*STORY, (0.0, "Tags: bread"), (0.0, "By: Maria"), (0.0, "Photo: dpa")], []),
    ("nothing kept", [(0.2, "Q: Why?"), (0.2, "A: So.")], []),
    ("nothing at all", [], []),
]


@pytest.mark.parametrize(("lines", "back"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_which_rows_come_back(lines: list[tuple[float, str]], back: list[int]) -> None:
    """Lines are (P(body), text); the numbers of those that come back are told."""
    assert find_rows([text for _, text in lines], [p for p, _ in lines], KEEP) == back


@pytest.mark.parametrize(("items", "tenths", "comes"), [(39, 4, True), (42, 4, False), (42, 5, False), (42, 7, True)])
def test_long_lists(items: int, tenths: int, comes: bool) -> None:
    """Where so many tenths of its items are kept a list comes back whole; a column of teasers, which is longer, does not."""
    texts = [PROSE, *(f"* Star {n} hits back at cruel trolls" for n in range(items))]
    context = [0.95, *(0.5 if n % 10 < tenths else 0.2 for n in range(items))]
    assert find_rows(texts, context, KEEP) == [i for i, p in enumerate(context) if p < KEEP] * comes


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("* rye bread", "*"),
        ("– un café", "*"),
        ("Q: Why?", "Q:"),
        ("13.28 Uhr: Tote", "0.0 Uhr:"),
        ("问：几度吃药？", "问:"),
        ("3. Baste", "0."),
        ("June 9 -- Hale", "a 0 --"),
        ("Aug. 2 -- Hale", "a 0 --"),
        ("1962年 電化", "0a a"),
        ("1\tWindsor\t28", "|"),
        ("Windsor  12  28", "|"),
        ("Read more", ""),
        ("A long sentence before its colon: no label", ""),
        ("", ""),
        (":" * 5000, "::"),
        ("\ud800", ""),
    ],
)
def test_openings(text: str, opening: str) -> None:
    """A row's kind is its mark, its label, or the shape of its first words where figures stand among them."""
    assert name_opening(text) == opening


SHOWS = [(0.1, "Saturday"), (0.04, "14:00 Harbour choir"), (0.04, "15.30 h. Mouth organs"), (0.04, "19 h : fanfare"), (0.1, "Sunday")]
MORE = [(0.04, "10時 親子で太鼓"), (0.02, "Advertisement"), (0.1, "Parking is scarce, so take the tram to the park.")]
PROGRAMMES = [
    ("a concert's", [*STORY, *SHOWS, *MORE, (0.0, "About us")], [2, 3, 4, 5, 6, 7, 9]),
    ("a chronicle", [*STORY, *((0.05, f"{1923 + n}年 点灯") for n in range(4)), (0.0, "About us"), (0.0, "Imprint")], [2, 3, 4, 5]),
    ("a tour's", [*STORY, (0.1, "All dates of the anniversary tour:"), *((0.01, text) for text in DATES), (0.0, "Share")], [2, 3, 4, 5, 6]),
    ("tags with a number in one", [*STORY, (0.1, "Tags:"), (0.1, "Euro 2024 final"), (0.1, "Spain"), (0.1, "Apollo 11")], []),
    ("two rows", [*STORY, *SHOWS[:3], (0.0, "About us"), (0.0, "Imprint")], []),
    ("latest news with their times", [*STORY, (0.0, "Share"), (0.0, "Latest"), *SHOWS], []),
    ("rows with a link", [*STORY, *SHOWS, (0.04, "21:00 www.harbour.example")], []),
    ("bare clock times", [*STORY, *((0.05, f"1{n}:30") for n in range(5))], []),
    ("nothing", STORY, []),
]


@pytest.mark.parametrize(("lines", "back"), [case[1:] for case in PROGRAMMES], ids=[case[0] for case in PROGRAMMES])
def test_programme_below_the_story(lines: list[tuple[float, str]], back: list[int]) -> None:
    """Rows that begin with a time or a year come back from right below the story, with what stands between them and the sentence below."""
    assert find_programme([text for _, text in lines], [p for p, _ in lines], len(STORY), KEEP) == back
