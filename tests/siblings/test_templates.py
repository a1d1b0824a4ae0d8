"""What pages of one source have in common, and what that changes."""

from __future__ import annotations

import random

import pytest

import copydesk
from copydesk.siblings import Learner, Template, read_template, template_values
from copydesk.siblings.keys import is_prose, line_key
from copydesk.siblings.learn import MOST_PAGES
from tests.siblings.press import BACKGROUND, NOTICE, page, story


def learn(*pages: str, source: str = "courier.example") -> Template:
    """The template of these pages."""
    found = copydesk.learn_template(pages, source=source)
    assert found is not None
    return found


def texts(template: Template) -> set[str]:
    """The template's lines."""
    return {line.text for line in template.lines}


def test_furniture_is_found_and_stories_are_not() -> None:
    """Menu, notice and footer recur; of twelve stories not one line is in the template."""
    found = texts(learn(*map(page, range(12))))
    assert {"weather", "privacy policy", "© 0 harbour courier", NOTICE.casefold()} <= found
    assert not found & {line.casefold() for number in range(12) for line in story(number)}


def test_a_notice_written_like_a_paragraph_goes() -> None:
    """One page cannot tell the paper's notice from its story; twelve pages can, and the ledger says so."""
    template = learn(*map(page, range(12)))
    alone, among = copydesk.clean(page(3)), copydesk.clean(page(3), template=template)
    assert NOTICE in alone.articles[0].text
    assert among.articles[0].text == alone.articles[0].text.replace(f"\n\n{NOTICE}", "")
    row = next(row for row in among.ledger if row.rule == "line-siblings")
    assert row.before == NOTICE and "courier.example" in row.evidence


def test_the_order_of_the_pages_does_not_matter() -> None:
    """More pages than are compared, in three orders: one template."""
    pages = [page(number) for number in range(MOST_PAGES + 40)]
    found = set()
    for seed in range(3):
        random.Random(seed).shuffle(pages)
        found.add((learn(*pages), learn(*pages).lines))
    assert len(found) == 1


@pytest.mark.parametrize("copies", [2, 3, 8])
def test_a_story_fetched_again_says_nothing_of_the_site(copies: int) -> None:
    """The same story under other furniture is one story: none of its paragraphs becomes a template."""
    pages = [page(5, paper=f"Paper {'abcdefgh'[i]}") for i in range(copies)] + [page(6)]
    template = copydesk.learn_template(pages)
    assert template is not None and template.stories == 2
    assert not texts(template) & {line.casefold() for line in story(5)}


def test_the_background_of_a_running_story_stays() -> None:
    """A paragraph that three of forty stories tell again is the journalist's, though it recurs."""
    pages = [page(number, extra=BACKGROUND if number in (4, 9, 30) else "") for number in range(40)]
    assert BACKGROUND in copydesk.clean(pages[4], template=learn(*pages)).articles[0].text


def test_syndication_is_no_template() -> None:
    """A body that five papers print recurs across sources, and is in nobody's template."""
    learner = Learner()
    for paper in range(5):
        for number in (77, 100 + paper, 200 + paper):
            learner.add(f"paper{paper}.example", page(number, paper=f"Paper {paper}"))
    shared = {line.casefold() for line in story(77)}
    assert all(not texts(template) & shared for template in learner.templates().values())
    assert len(learner.templates()) == 5


def test_pages_without_sentences_teach_nothing() -> None:
    """Lists and login pages are no stories: two of them have no template."""
    assert copydesk.learn_template(["Home\nSport\nSign in\n", "Home\nSport\nWeather\n"]) is None


def test_a_profile_says_what_was_learnt_and_when() -> None:
    """As plain values and back; with the dates on which its lines were first and last received."""
    learner = Learner()
    for number in range(4):
        learner.add("courier.example", page(number), f"2024-03-0{number + 1}")
    template = learner.templates()["courier.example"]
    values = template_values(template)
    assert (values["first"], values["last"], values["stories"]) == ("2024-03-01", "2024-03-04", 4)
    assert {"text": "weather", "stories": 4, "first": "2024-03-01", "last": "2024-03-04"} in values["lines"]
    assert read_template(values) == template
    with pytest.raises(ValueError, match="learn it again"):
        read_template(values | {"format": 0})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("12 Comments", "7 comments", True),
        ("  Read   more\t", "Read more", True),
        ("Published 4 May 2024 10:15", "Published 12 May 2023 9:05", True),
        ("Sport", "Sports", False),
        ("相关新闻", "相关新聞", False),
    ],
)
def test_keys(one: str, other: str, same: bool) -> None:
    """Figures, case and white space are levelled, words are not."""
    assert (line_key(one) == line_key(other)) is same


@pytest.mark.parametrize("line", ["and", "***", "1/2", "", "   ", "The", "— —"])
def test_lines_that_say_nothing_have_no_key(line: str) -> None:
    """A fragment of a sentence broken over lines recurs everywhere and is nobody's furniture."""
    assert line_key(line) is None


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        ("He said that the quay would stay open until midnight every day.", True),
        ("港口关闭了一年多之后于星期一上午重新开放，第一批船只在八点之前抵达。", True),
        ("กรุงเทพมหานครเตรียมเปิดสวนสาธารณะแห่งใหม่ริมคลองแสนแสบในเดือนหน้า หลังใช้เวลาก่อสร้างเกือบสองปี โดยมีพื้นที่รวมประมาณ", True),
        ("Harbour opens again after two years of work on the quay", False),
        ("Read more.", False),
    ],
)
def test_prose(line: str, prose: bool) -> None:
    """Sentences of any script count as prose, headlines and buttons do not."""
    assert is_prose(line) is prose
