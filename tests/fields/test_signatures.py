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
