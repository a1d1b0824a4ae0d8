"""Lines that a site's software writes, in many languages, and lines that only begin like them. The lines are our own."""

from __future__ import annotations

import pytest

import copydesk
from copydesk.boilerplate.furniture import furniture_label
from copydesk.boilerplate.labels import tiling_label
from copydesk.types import Label


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Click to share on Facebook (Opens in new window)", Label.SHARE),
        ("Clique para partilhar no X (Abre numa nova janela)", Label.SHARE),
        ("Telegram (Открывается в новом окне)", Label.SHARE),
        ("Artiklen fortsætter efter annoncen", Label.ADVERT),
        ("TEKST SE NASTAVLJA ISPOD OGLASA", Label.ADVERT),
        ("Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *", Label.COMMENTS),
        ("আপনার ই-মেইল এ্যাড্রেস প্রকাশিত হবে না।", Label.COMMENTS),
        ("இதையும் படிக்க: மழையால் பள்ளிகளுக்கு விடுமுறை", Label.RELATED),
        ("Подписывайтесь на наш Telegram-канал", Label.ADVERT),
        ("Ikuti kanal WhatsApp kami", Label.ADVERT),
        ("Tempo de leitura: 3 minutos", Label.NAVIGATION),
        ("Lesezeit 4 Min.", Label.NAVIGATION),
        ("Article content", Label.ADVERT),
        ("This advertisement has not loaded yet, but your article continues below.", Label.ADVERT),
        ("Voir cette publication sur Instagram", Label.SHARE),
        ("An dieser Stelle finden Sie einen externen Inhalt von YouTube, der den Artikel ergänzt.", Label.SHARE),
    ],
)
def test_furniture(line: str, label: Label) -> None:
    """Openings and endings tell what the line is."""
    assert furniture_label(line) is label


@pytest.mark.parametrize(
    "line",
    [
        "Reading time is falling among children, a study of 4 000 pupils found.",
        "Lesezeit",
        "Follow us on a walk through the old town, where the bakers of three streets still knead by hand and sell before the sun is up.",
        "The article continues the series on water.",
        "Article content is what readers pay for, the publisher said.",
        "A post shared by the mayor on Sunday drew 4 000 comments.",
        "Voir cette publication interdite fut le but de sa vie.",
        "Your email address may be public, the regulator warned.",
        "He told them to click to share on the group's page.",
        "",
    ],
)
def test_no_furniture(line: str) -> None:
    """A story's own lines that begin alike, or hold such words inside."""
    assert furniture_label(line) is None


def test_a_break_for_an_advert_between_paragraphs() -> None:
    """It goes from a text that has no other boilerplate, and its neighbours stay."""
    paragraphs = (
        "Torvet i byen skal være bilfrit fra foråret, hvis det står til borgmesteren, der vil have flere bænke og træer.",
        "Handelsforeningen er imod, fordi den frygter, at kunderne bliver væk, når de ikke kan parkere ved døren.",
    )
    text = f"Borgmester vil lukke torvet\n\n{paragraphs[0]}\n\nArtiklen fortsætter efter annoncen\n\n{paragraphs[1]}\n"
    article = copydesk.clean(text, name="page.txt").articles[0]
    assert article.text == "\n\n".join(paragraphs)


def test_a_headline_without_capitals_is_one() -> None:
    """Georgian letters count as small ones, but no line begins in the middle of a sentence for that."""
    lines = ("მთავარი", "პოლიტიკა", "სპორტი", "ძებნა", "მთის სოფელში სკოლა გაიხსნა", "3 ნოემბერი, 2026 12:40")
    body = (
        "მთის სოფელში ახალი სკოლა გაიხსნა, სადაც ოცდაათი ბავშვი ისწავლის.\nმშენებლობა წელიწადნახევარს გაგრძელდა და სამი მილიონი ლარი დაჯდა."
    )
    article = copydesk.clean("\n".join((*lines, body)), name="page.txt").articles[0]
    assert article.title == lines[4]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Teilen Twittern Senden", Label.SHARE),
        ("Версія для друку Надіслати другу", Label.SHARE),
        ("حجم الخط ع+ ع- طباعة", Label.SHARE),
        ("Home News Sport", Label.NAVIGATION),
        ("Culture and sport", None),
        ("Print media", None),
        ("News", None),
    ],
)
def test_a_row_of_buttons(line: str, label: Label | None) -> None:
    """Nothing but cues, two of them at least."""
    assert tiling_label(line) is label
