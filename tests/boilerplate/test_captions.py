"""A caption among the story's paragraphs goes by its credit, its opening or its sides; a paragraph that speaks of pictures stays."""

from __future__ import annotations

import pytest

from copydesk.boilerplate.captions import MOST, find_captions
from copydesk.boilerplate.labels import label_runs
from copydesk.types import Label

KEEP = 0.45
PROSE = "The ferry that has crossed the strait since 1926 made its last journey on Sunday, and four hundred people came to see it off."
GO = [
    "The ferry leaves the pier for the last time. Photo: Maria Lund",
    "The captain waves from the bridge of the ferry. (AP Photo/Maria Lund)",
    "The captain waves from the bridge of the ferry.Getty Images",
    "The captain waves from the bridge.Unsplash/Maria Lund",
    "Passengers queue in the harbour on Sunday. Maria Lund/Globe Staff",
    "Passengers queue in the harbour on Sunday. (Maria Lund / The Harbour Post)",
    "Passengers queue in the harbour on Sunday. Maria Lund for The Harbour Post",
    "The crew of the ferry on deck. Image credit: Harbour Board / Ferry Times.",
    "The crew of the ferry in 1926. Photograph courtesy of Harbour Museum | Photo by Maria Lund",
    "Der Versuch zeigt, wo die Hitze am größten ist Foto: HAFENPOST",
    "The ferry punches through a wave in the first half Image: Maria Lund",
    "La capitaine du ferry, photo: Archives du port",
    "The ferry in the harbour.Photo: Maria Lund",
    "FILE – The captain of the ferry talks to passengers, May 4, 2024.",
    "Die Fähre verlässt den Hafen zum letzten Mal. Foto: Maria Lund/dpa",
    "Die Fähre im Hafen von Norderhaven. (Archivbild)",
    "Kapitän Petersen (r.) mit der Reederin Anna Lund an Deck.",
    "Kapten Petersen på bryggan. Foto: Maria Lund",
    "Un ferry quitte le port pour la dernière fois. Crédit photo : Maria Lund",
    "Prom opuszcza port po raz ostatni. Fot. Maria Lund / Agencja",
    "Паром покидает порт в последний раз. Фото: Мария Лунд",
    "선장이 일요일 항구에서 승객들에게 손을 흔들고 있다. 연합뉴스",
    "图为渡轮最后一次离开码头",
    "渡轮最后一次离开码头。新华社记者 张三 摄",
    "Phà rời bến lần cuối. Ảnh: Reuters",
    "פרידה מהמעבורת בנמל. צילום: רויטרס",
    "नौका आखिरी बार घाट से निकली। फोटो: पीटीआई",
    "Паром соңғы рет айлақтан шықты. Сурет: Қазинформ",
    "The captain waves from the bridge. © Harbour Board",
    "最後の航海に出るフェリー 写真：港湾局",
    "Captain Petersen, left, and the owner of the ferry on Sunday in the harbour",
]
STAY = [
    "She took a photo of the ferry and sent it to her mother.",
    "The museum asked for old photos: more than forty came, and with them letters. They fill two rooms.",
    "“We were contacted by Reuters,” a spokesman of the harbour board said.",
    "The board gave no reason, according to a letter seen by Reuters.",
    "Sen. Ann Miller (R) asked for a bridge in its stead.",
    "He turned left, and the ferry, at last, turned right.",
    "They said that they would buy the ship on credit.",
    "Der Abgeordnete Beat Pfister (Mitte) fordert eine Brücke.",
    "The figures complete the picture: prices rise and wages fall.",
    "Aus der Lage ergibt sich ein klares Bild: Die Preise steigen.",
    "Von der Sternwarte bis zur Astrofotografie: hier ist alles drin.",
    "- Standardausführung: Klasse 1 (IEC/EN 62053-21)",
    "Das Verbot gilt für alle Wagen (Benzin-/Dieselautos)",
    "Spenden an die Sparkasse (BIC/SWIFT: HELADEF1KAS)",
    "Azeite (l)",
    "Olivenöl (l.)",
    "The ferry came in a bigger package. Its Deep Sea/Harbour mode is also",
    "这部电影由他拍摄。",
    "The harbour board paid 30 crowns for Maria Lund",
    "The crossing costs 30 crowns and takes 40 minutes/day in winter.",
    "“I have never left,” said Maria Lund",
]


@pytest.mark.parametrize("text", GO)
def test_captions_go(text: str) -> None:
    """A caption between two paragraphs goes where the forests were not sure of it, and stays where they were."""
    assert find_captions([PROSE, text, PROSE], [0.95, 0.7, 0.95], KEEP) == [1]
    assert find_captions([PROSE, text, PROSE], [0.95, 0.98, 0.95], KEEP) == []
    assert find_captions([PROSE, text, PROSE], [0.95, 0.1, 0.95], KEEP) == []


def test_dropped_captions_are_named_so() -> None:
    """In the ledger a dropped line between paragraphs is a caption if it bears a credit, a related link if it does not."""
    lines = [PROSE, "The captain waves from the bridge. Maria Lund/Globe Staff", "Bridge to open in May after years of delay", PROSE]
    assert label_runs(lines, [True, False, False, True])[1:3] == [Label.CAPTION, Label.RELATED]


@pytest.mark.parametrize("text", STAY)
def test_paragraphs_stay(text: str) -> None:
    """A sentence that holds the words of a caption is none."""
    assert find_captions([PROSE, text, PROSE], [0.95, 0.7, 0.95], KEEP) == []


def test_signed_reports_stay() -> None:
    """A story's last line is signed by its agency, and so are the paragraphs of a digest."""
    signed = PROSE + " (dpa)"
    assert find_captions([PROSE, signed], [0.95, 0.7], KEEP) == []
    assert find_captions([PROSE, signed, PROSE], [0.95, 0.7, 0.95], KEEP) == [1]
    assert find_captions([signed, signed, PROSE], [0.95, 0.7, 0.95], KEEP) == []
    assert find_captions([PROSE, PROSE + " (c)AFP/Maria Lund"], [0.95, 0.7], KEEP) == []


def test_name_that_closes_two_captions() -> None:
    """A name behind a sentence is a photographer's if it stands behind two."""
    lines = [PROSE, "The ferry leaves the pier. Maria Lund", PROSE, "The captain waves from the bridge. Maria Lund", PROSE]
    assert find_captions(lines, [0.95, 0.7] * 2 + [0.95], KEEP) == [1, 3]
    assert find_captions(lines[:3], [0.95, 0.7, 0.95], KEEP) == []
    assert find_captions([PROSE, *["Last fight: W, KO 4 vs. Maria Lund"] * 2], [0.95, 0.7, 0.7], KEEP) == []


@pytest.mark.parametrize(
    "text", ["", "\ud800" * 90, "\U00020000" * 90, "Photo: " * 60, "A/" * 200, "(" * MOST, "A " * 220, "Photo:" * 10**5]
)
def test_hostile_lines(text: str) -> None:
    """Any line is judged, and fast: no more than its end is looked at."""
    find_captions([text or "x", PROSE] * 200, [0.7] * 400, KEEP)
    assert find_captions([], [], KEEP) == []
