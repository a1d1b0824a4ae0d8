"""What converters wrote into a text goes before anything else looks at it, and the ledger gives it back."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import copydesk
from copydesk.edits import repair_with
from copydesk.ledger import rebuild_source
from copydesk.paragraphs import find_printed

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = tomllib.loads((HERE / "cases.toml").read_text("utf-8"))["case"]
PAGES: list[dict[str, Any]] = tomllib.loads((HERE / "pages.toml").read_text("utf-8"))["page"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_text_reads_as_its_reader_saw_it(case: dict[str, Any]) -> None:
    """The frozen text is what is to be read; edits and ledger lead back to the source."""
    result = copydesk.clean(case["text"], name="page.txt")
    assert result.page.text == case.get("reads", case["text"])
    assert repair_with(case["text"], result.page.edits) == result.page.text
    assert rebuild_source(result.ledger, {a.id: a.text for a in result.articles}) == case["text"]


@pytest.mark.parametrize("page", PAGES, ids=[page["name"] for page in PAGES])
def test_html_is_told_by_its_content(page: dict[str, Any]) -> None:
    """A page or fragment in a text file is rendered; what only begins like one is not."""
    result = copydesk.clean(page["text"], name=page.get("file", "page.txt"))
    assert bool(result.page.renderer) is page.get("rendered", True)
    if "body" in page:
        assert [a.text for a in result.articles] == [page["body"]]


def test_headings_and_quotes_lose_their_signs_in_the_body() -> None:
    """``#`` tells the title and the sub-headings, ``>`` a quotation: none of them is a word."""
    source = (
        "# Bridge opens\n\nThe [bridge](/b) over the [Tarn](/t) is open, the council said on Monday.\n\n## What it cost\n\n"
        "It cost less than had been set aside for it by the council.\n\n> Nobody believed it, said the mayor on the opening day.\n"
    )
    (article,) = copydesk.clean(source, name="page.md").articles
    assert article.title == "Bridge opens"
    assert article.text.split("\n\n") == [
        "The bridge over the Tarn is open, the council said on Monday.",
        "What it cost",
        "It cost less than had been set aside for it by the council.",
        "Nobody believed it, said the mayor on the opening day.",
    ]


def test_a_reader_s_head_gives_title_date_and_publisher() -> None:
    """What a page reader writes above its Markdown: the title of the page ends in the name of its site, the headline does not."""
    source = (
        "Title: Council votes for new budget | Town Paper\n\nURL Source: https://paper.example/budget\n\n"
        "Published Time: 2024-03-12T10:00:00Z\n\nMarkdown Content:\n"
        "# Council votes for new budget\n\nThe council met on Tuesday to vote on [the new budget](https://paper.example/b), which had been "
        "delayed twice since January.\n\nIt was a long night, said Mary Jones, a member of the finance committee.\n"
    )
    (article,) = copydesk.clean(source, name="page.txt").articles
    assert (article.title, article.published) == ("Council votes for new budget", "2024-03-12T10:00:00Z")
    assert article.text.startswith("The council met on Tuesday to vote on the new budget, which had been delayed")


@pytest.mark.parametrize("piece", ["[", "](", "[](/(a)", "[a](/a ", "![", "**a ", "`", "```x\n", "[1]", "<p ", "<!--", "<b>", "\n"])
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    """A hundred thousand of the same sign come back by the ledger."""
    source = piece * 20_000
    result = copydesk.clean(source, name="page.txt")
    assert rebuild_source(result.ledger, {a.id: a.text for a in result.articles}) == source


PRINTED = """\
  The bridge over the Tarn is open to lorries, the council
  said. Engineers from the county had found cracks in two
  of its piers and filled them with a resin that hardens.

  Home

  * One entry of a list, which is too long for one single
    line of the page that it was printed on, said everyone
  * Another entry, shorter
  Nobody was on the bridge when it was opened on a Monday
  but for the mayor, his wife and one reporter from Albi,
  who wrote this while it rained on his notes and papers."""


def test_paragraphs_of_a_printed_page_are_told() -> None:
    """The numbers of the lines that they begin with; lines that broke early begin their own."""
    assert find_printed(PRINTED.split("\n")) == [0, 0, 0, 3, 4, 5, 6, 6, 8, 9, 9, 9]
    assert find_printed([line[: 20 + 3 * i] for i, line in enumerate(PRINTED.split("\n"))]) == []
    assert find_printed([]) == []


BRIEFS = """\
NOTIZIARIO DELLA SERA

TRENI: SCIOPERO IN LOMBARDIA
   (ANSA) - MILANO, 05 MAR - Metà dei treni regionali è stata cancellata in
Lombardia dopo lo sciopero di ventiquattro ore indetto dai sindacati di base,
secondo i dati diffusi in serata dalla società che li gestisce e dalla Regione.
I pendolari hanno atteso per ore nelle stazioni di Lecco e di Bergamo.

SCUOLA: MILLE ASSUNZIONI IN PIEMONTE
   (ANSA) - TORINO, 05 MAR - Mille nuovi insegnanti entreranno in servizio in
Piemonte a settembre, ha detto l'assessore regionale in una conferenza stampa a
Torino. I posti vacanti erano millecinquecento, quasi tutti di sostegno, ma le
domande arrivate entro la scadenza di febbraio sono state il doppio.

OSPEDALI: CENTO INFERMIERI IN VENETO
   (ANSA) - VENEZIA, 05 MAR - Cento infermieri saranno assunti negli ospedali di
Padova e di Vicenza entro l'estate, ha annunciato il presidente della Regione a
Venezia. Il concorso sarà bandito a maggio, le prove si terranno a Mestre e chi
le supera prenderà servizio entro novanta giorni.
"""


def test_briefs_are_joined_at_the_column_of_their_dump() -> None:
    """A brief of four lines cannot tell that it was wrapped; the lines of all can, datelines and all."""
    texts = [article.text for article in copydesk.clean(BRIEFS, name="dump.txt").articles]
    assert len(texts) == 3
    assert [text.count("\\n") for text in texts] == [0, 0, 0]


def test_the_address_of_injected_text_goes_with_it() -> None:
    """The last link's address leaves nothing in the page, yet it is part of what was injected, not a repair of the journalist's text."""
    phrases = ("Slot Gacor Gampang Menang", "Situs Judi Online Terpercaya", "Daftar Slot Pragmatic Play", "Agen Togel Singapore")
    links = "\n".join(f"- [{phrase}](#{phrase.lower().replace(' ', '-')})" for phrase in phrases)
    prose = "The council met on Tuesday to vote on the new budget for schools, which had been delayed twice since January.\n"
    source = f"{prose}\n{prose.replace('Tuesday', 'Friday')}\n{links}\n© 2025 Town Paper. All rights reserved."
    result = copydesk.clean(source, name="page.txt")
    assert rebuild_source(result.ledger, {a.id: a.text for a in result.articles}) == source
    spam = "".join(row.before or "" for row in result.ledger if row.label == "spam")
    assert spam.strip() == links
