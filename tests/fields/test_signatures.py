"""Header lines that only their place explains."""

from __future__ import annotations

import pytest

import copydesk

_BODY = (
    "The ferry company said on Friday that its last boat would leave at eleven from next week, after nine thousand people had signed a "
    "petition that asked for a later sailing.\n"
    "The council will pay for the crew until the end of the year, and then decide whether the boat has enough passengers to go on."
)  # fmt: skip


def clean_page(*header: str) -> copydesk.Article:
    """The article of a page with this header."""
    return copydesk.clean("\n".join((*header, _BODY)), name="page.txt").articles[0]


@pytest.mark.parametrize("name", ["Marta Ferrer Ibáñez", "Þorgerður Egilsdóttir", "Олжас Бектемисов", "Ngozi Adaeze-Okafor"])
def test_a_name_between_headline_and_date_is_the_byline(name: str) -> None:
    """No byline word and no known given name: the place alone says it."""
    article = clean_page("Ferry adds a late sailing after a petition", name, "14 March 2024, 19:42")
    assert article.authors == (name,)
    assert name not in article.text


@pytest.mark.parametrize("line", ["Ferry News Service", "HARBOUR AND SEA", "Read this later", "The late boat is back", "Kuala Lumpur"])
def test_other_lines_between_headline_and_date_are_no_byline(line: str) -> None:
    """An outlet, a place without more, a rubric, a sentence."""
    assert clean_page("Ferry adds a late sailing after a petition", line, "14 March 2024, 19:42").authors == ()


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("14 de marzo de 2024 - 19:42", "2024-03-14T19:42"),
        ("05.05.2021 | 14:20 Uhr", "2021-05-05T14:20"),
        ("2 Mayıs 2023 - 14:05", "2023-05-02T14:05"),
        ("3 maja 2022 • godz. 9:30", "2022-05-03T09:30"),
    ],
)
def test_a_time_behind_a_sign_is_part_of_the_date(line: str, value: str) -> None:
    """It is no outlet's name."""
    article = clean_page("Ferry adds a late sailing after a petition", line)
    assert article.published == value
    assert article.publisher is None


@pytest.mark.parametrize("name", ["Mehmet Kaya", "Nguyễn Thị Hoa", "Μαρία Παππά"])
def test_a_blank_line_may_part_the_byline_from_the_headline(name: str) -> None:
    """Where none parts it from the date."""
    article = clean_page("Ferry adds a late sailing after a petition", "", name, "14 March 2024, 19:42", "")
    assert (article.authors, article.publisher) == ((name,), None)


def test_a_line_above_the_date_that_capitals_do_not_explain() -> None:
    """A writer or a paper: out of the text, and neither is claimed."""
    article = clean_page("Ferry adds a late sailing after a petition", "", "रमेश शर्मा", "14 March 2024, 19:42", "")
    assert (article.authors, article.publisher) == ((), None)
    assert "रमेश" not in article.text


@pytest.mark.parametrize(
    ("header", "subtitle"),
    [
        (("Turnout lowest since 1974", "", "By Patrick Sloane", "6 May 2022", ""), "Turnout lowest since 1974"),
        (("", "Turnout lowest since 1974", "", "By Patrick Sloane", "6 May 2022", ""), None),
        (("Petition draws nine thousand names", "By Patrick Sloane", "6 May 2022", ""), "Petition draws nine thousand names"),
        (("Petition draws nine thousand names", "6 May 2022", ""), "Petition draws nine thousand names"),
        (("Petition draws nine thousand names",), None),
    ],
)
def test_the_line_under_the_headline(header: tuple[str, ...], subtitle: str | None) -> None:
    """It is the subtitle where the byline or the date follows; without them it stays where it was."""
    article = clean_page("Ferry adds a late sailing after a petition", *header)
    assert article.subtitle == subtitle
    assert (next(filter(None, header)) in article.text) is (subtitle is None)


@pytest.mark.parametrize(
    ("tail", "authors"),
    [("（佐藤健一）", ("佐藤健一",)), ("（長谷川花子）", ("長谷川花子",)), ("（山口県）", ()), ("（敬称略）", ()), ("（松本市内）", ())],
)
def test_a_japanese_name_in_brackets_ends_the_story(tail: str, authors: tuple[str, ...]) -> None:
    """A known surname tells it from a place or a remark."""
    header = "豪雨で橋が流失、集落が孤立\n2022年8月4日 17時30分\n"
    text = f"県内を襲った豪雨で4日、町の橋が流失し、三十世帯が孤立した。町は夜までに水を届ける予定だ。{tail}"
    article = copydesk.clean(header + text, name="page.txt").articles[0]
    assert article.authors == authors
    assert (tail in article.text) is (authors == ())


@pytest.mark.parametrize(
    ("above", "authors"),
    [
        (("* Debbie White", "18 Nov 2019, 19:09"), ("Debbie White",)),
        (("By", "Debbie White", "18 Nov 2019"), ("Debbie White",)),
        (("Von:", "Debbie White", "18.11.2019"), ("Debbie White",)),
        (("Anna White | Adam Green", "18 Nov 2019"), ("Anna White", "Adam Green")),
        (("By Debbie White with AP", "18 Nov 2019"), ("Debbie White",)),
        (("By Debbie White for thepaper.com", "18 Nov 2019"), ("Debbie White",)),
        (("By Debbie WhitePublished: Dec 22, 2023 10:55 AM EST",), ("Debbie White",)),
        (("By Debbie White debbiew@paper.com(509) 459-5382", "18 Nov 2019"), ("Debbie White",)),
        (("By", "Press Association", "18 Nov 2019"), ()),
    ],
)
def test_bylines_as_sites_write_them(above: tuple[str, ...], authors: tuple[str, ...]) -> None:
    """Forms seen on scraped pages, with other names."""
    assert clean_page("Ferry adds a late sailing after a petition", *above).authors == authors


def test_a_teaser_below_a_page_names_no_author() -> None:
    """The list of other stories has bylines of its own."""
    menu = ("Home", "News", "Sport", "Opinion", "Log in", "Subscribe")
    teasers = ("Related stories", "Most read", "Read next", "Five trains that never ran", "By Aaron Rudd", "Rain returns", "By Jane Coster")
    article = copydesk.clean("\n".join((*menu, "Ferry adds a late sailing", "By Ann Lowry", _BODY, *teasers)), name="page.txt").articles[0]
    assert article.authors == ("Ann Lowry",)


def test_a_short_first_sentence_below_a_byline_is_no_headline() -> None:
    """The line above the byline is, though no paragraph of the story is long."""
    menu = ("Αρχική", "Πολιτική", "Οικονομία", "Σπορ", "Αναζήτηση")
    header = ("Νέος πεζόδρομος στο λιμάνι", "Γράφει ο Νίκος Λάμπρου", "03.11.2026 | 09:40")
    body = (
        "Ο δήμος παρέδωσε την Κυριακή τον νέο πεζόδρομο του λιμανιού, μήκους οκτακοσίων μέτρων.",
        "Το έργο κόστισε 2,1 εκατ. ευρώ και κράτησε έναν χρόνο.",
    )
    footer = ("Ακολουθήστε μας στο Google News", "Σχολιάστε", "Όροι χρήσης", "Ταυτότητα")
    article = copydesk.clean("\n".join((*menu, *header, *body, *footer)), name="page.txt").articles[0]
    assert (article.title, article.text) == (header[0], "\n\n".join(body))
