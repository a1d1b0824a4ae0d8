"""Headlines of small pages below their menus, and texts that have none."""

from __future__ import annotations

from typing import Any

import pytest

import copydesk
from copydesk.fields.headline import is_candidate, matches_hint
from copydesk.fields.layout import Row
from copydesk.fields.slots import read_slots
from tests.fields.support import read_cases

_PAGES = read_cases("headlines.jsonl")
_MORE = (
    "The ferry company said on Friday that its last boat would leave at eleven from next week, after nine thousand people had signed a "
    "petition that asked for a later sailing.\n\n"
    "The council will pay for the crew until the end of the year, and then decide whether the boat has enough passengers to go on."
)  # fmt: skip


def find_title(text: str) -> str | None:
    """The title of the page's one article."""
    (article,) = copydesk.clean(text, name="page.txt").articles
    return article.title


def without_breadcrumb(lines: list[str]) -> list[str]:
    """The page as it is where no breadcrumb stands under the menu."""
    return [*lines[:2], *lines[3:]]


def menu_by_line(lines: list[str]) -> list[str]:
    """The page with an entry of the menu a line."""
    return [lines[0], *lines[1].split(" | "), *lines[2:]]


def with_gaps(lines: list[str]) -> list[str]:
    """The page with a blank line after each line."""
    return [part for line in lines for part in (line, "")]


@pytest.mark.parametrize("layout", [list, without_breadcrumb, menu_by_line, with_gaps])
@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page["language"])
def test_the_headline_is_found_below_site_name_menu_and_breadcrumb(page: dict[str, Any], layout: Any) -> None:
    """In ten languages, three of which do not part their words."""
    assert find_title("\n".join(layout(page["text"].split("\n")))) == page["title"]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour office counted more boats this spring than in any year since the\nwar.\n\n" + _MORE,
        "የወደቡ ጽሕፈት ቤት በዚህ የፀደይ ወቅት ከጦርነቱ ወዲህ ከነበሩት ዓመታት ሁሉ የበለጡ ጀልባዎችን ቆጠረ።\n\n"
        "ምክር ቤቱ እስከ ዓመቱ መጨረሻ ድረስ ለሠራተኞቹ ይከፍላል፤ ከዚያም ጀልባዋ በቂ ተሳፋሪዎች እንዳሏት ይወስናል። ብዙ ሰዎች ጥያቄውን ፈርመዋል።\n\n"
        "ኩባንያው አርብ ዕለት እንዳለው የመጨረሻዋ ጀልባ ከሚቀጥለው ሳምንት ጀምሮ በአሥራ አንድ ሰዓት ትነሣለች። ነዋሪዎች ደስ ብሏቸዋል።",
        "Der Hafenmeister zählte in diesem Frühjahr mehr Boote als je zuvor. Auch im Nachbarort, dessen\n"
        "Hafen kleiner ist, kamen mehr an.\n\nDie Gemeinde will nun einen zweiten Steg bauen. Das Geld dafür kommt vom Land, sagte der "
        "Bürgermeister am Montag im Rat.",
        "Details of the plan for the old ferry landing are found in the annual report of the\n"
        "Harbour Association, which is printed every spring and sent to all the members of it\n"
        "by post. It names nine sites.\n\n" + _MORE,
        "The agent had worked at the gate for nine years and nobody had ever complained about him. His brother, too, kept boats there\n\n"
        + _MORE,
        "Who would have thought that the old cinema could sing?\n\n" + _MORE,
        "Այսօր քաղաքում բացվեց նոր գրադարան։\n\nԳրադարանը կաշխատի ամեն օր, բացի կիրակիից, և գրքերը կտրվեն անվճար բոլոր ընթերցողներին։ "
        "Քաղաքապետը շնորհակալություն հայտնեց շինարարներին, ովքեր աշխատել են երեք տարի։",
        "The ferry, which was built in the north and had been painted by\nschoolchildren, sails again from Monday on, said its owner.\n\n"
        "It had been laid up for a year after a fire in its engine room\nand cost the islands more than they had hoped to pay, but its\n"
        "captain said that nobody had ever thought of selling it again.",
        "…and the islanders paid for it\n\n" + _MORE,
    ],
    ids=[
        *("wrapped-statement", "ethiopic-stop", "wrapped-german", "full-line", "two-sentences", "stray-question"),
        *("armenian-stop", "ragged", "dots-before"),
    ],
)
def test_a_first_paragraph_is_no_headline(text: str) -> None:
    """A line that runs on in the next, tells two sentences, stops in its own script or asks what the story never says: no title."""
    (article,) = copydesk.clean(text, name="page.txt").articles
    assert article.title is None
    assert article.text.split()[:6] == text.split()[:6]


@pytest.mark.parametrize(
    "title",
    [
        "Ferry adds a late sailing after a petition",
        "Can a small harbour run its own ferry?",
        "Harbour office counts more boats this spring than in any other since the\nlast war",
        "He sailed for forty years. Then the ferry stopped",
        "Ferries | Islands agree on a late sailing",
    ],
)
def test_a_headline_stays_one(title: str) -> None:
    """A question, a line wrapped at a column without a full stop, two short sentences, a rubric before a sign."""
    assert find_title(f"{title}\n\n{_MORE}") == " ".join(title.split())


@pytest.mark.parametrize(("last", "authors"), [("Pedro y San Pablo.", ()), ("Maria Wilson", ("Maria Wilson",))])
def test_the_end_of_a_wrapped_sentence_is_no_signature(last: str, authors: tuple[str, ...]) -> None:
    """``… los santos`` / ``Pedro y San Pablo.`` goes on with its sentence; a name without a full stop signs."""
    text = f"Ferry adds a late sailing\n\n{_MORE}\n\nLa romería sale el sábado de la ermita que el pueblo dedicó a los santos\n{last}"
    (article,) = copydesk.clean(text, name="page.txt").articles
    assert article.authors == authors


def test_a_sentence_that_begins_with_its_day_is_no_header_line() -> None:
    """A date before a comma makes no header, though words are not parted and what follows might be an outlet's name."""
    assert read_slots("4月9日，临江县的两座老桥完成了加固施工。") == ()
    assert [s.kind for s in read_slots("2025年04月10日 09:12 临江晚报")] == ["date", "other"]


def test_menu_entries_on_one_line_are_no_headline() -> None:
    """The headline is the line above byline and date, though the menu's wide line stands first and the page has few lines."""
    text = (
        "Harbour Courier\nRegister | Log in\nHome  Politics  Farming  Tides  Jobs\nTides: high at 9.40\n"
        "Lighthouse keeper's cottage to become a museum\nBy Ruth Penhallow\nPosted 4 March 2025, 11.20am\nShare this story\n"
        "The cottage below the lighthouse will open as a museum next spring, the trust that owns it said on Tuesday after a long vote.\n"
        "Two rooms will show the lamps, and the third the letters that keepers wrote home.\n"
        "Entry is free for the first year.\nComments (3)\n© Harbour Courier 2025"
    )
    assert find_title(text) == "Lighthouse keeper's cottage to become a museum"


@pytest.mark.parametrize(
    ("text", "hint", "same"),
    [
        ("Notes from the allotment", "Plot 14: Notes from the allotment", True),
        ("„Wir müssen früher anfangen“", "Interview: „Wir müssen früher anfangen“ | Waldbote", True),
        ("Notes from the allot", "Plot 14: Notes from the allotment", False),
        ("Interview", "Interview: „Wir müssen früher anfangen“ | Waldbote", False),
    ],
)
def test_the_title_of_the_markup_may_have_the_site_on_either_side(text: str, hint: str, same: bool) -> None:
    """A line is that title where it stands in it whole, between signs; a short rubric is not."""
    assert matches_hint(text, hint) is same


def test_a_headline_in_german_quotation_marks_is_one() -> None:
    """Its last sign closes a quotation and opens none."""
    row = Row(1, 0, 28, "„Wir müssen früher anfangen“", False, 0)
    assert is_candidate(row)
    assert not is_candidate(row._replace(text="The keeper said “"))


def test_a_line_marked_as_subtitle_and_a_stated_number_are_fields_of_the_record() -> None:
    """Neither is part of the text, and what nobody marked as a subtitle is none."""
    text = (
        "Headline: Harbour reopens\nSubtitle: Fourteen freighters wait\nByline: Ann Lowry\nDate: 3 May 2019\nAccession number: LM-1\n\n"
    ) + _MORE
    (article,) = copydesk.clean(text, name="page.txt").articles
    assert (article.title, article.subtitle, article.accession) == ("Harbour reopens", "Fourteen freighters wait", "LM-1")
    assert article.text == _MORE
    (article,) = copydesk.clean("Harbour reopens\n\n" + _MORE, name="page.txt").articles
    assert (article.subtitle, article.accession) == (None, None)
