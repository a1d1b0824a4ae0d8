"""Injected junk changes nothing for the page that it was put into: same text, same headline, same notices."""

from __future__ import annotations

import pytest

import copydesk
from tests.spam.test_rehearsal import read_blocks

RESULTS = """Northgate lost twice and won nothing on Tuesday night, coaches of Elm Valley and Harbor reported.
GIRLS BASKETBALL
Elm Valley d. Northgate 61-40
Northgate 10 9 12 9 — 40
Elm Valley 15 16 14 16 — 61
Elm Valley (2-0): Okafor 22 points. Lindt 14 points. Marsh 9 points. Quayle 8 points. Berg 6 points. Stone 2 points.
Northgate (1-1): Hale 19 points. Dunn 8 points. Castro 7 points. Webb 4 points. Ames 2 points.
BOYS SOCCER
Harbor d. Northgate 2-1
Harbor (3-0): J. Osei 1 goal. P. Lund 1 goal, 1 assist. T. Reyes 4 saves.
Northgate (2-1): M. Kato 1 goal. D. Frey 3 saves.
GIRLS SOCCER
Harbor d. Elm Valley 1-0
Harbor (2-0): Ines Moreau 1 goal. Petra Holm 1 assist. Joy Adeyemi 5 saves."""
REPORT = """Bridge over the Lenna closes for eighteen months

The council voted on Tuesday to close the old bridge for eighteen months, after engineers found cracks in two of its piers.

Drivers will be sent over the northern crossing, which already carries twice the traffic that it was built for.

Shopkeepers on both banks fear for their trade and have asked the council for help until the works are done.

© 2024 Lenna Valley Courier. All rights reserved."""
WARES = """moncler outlet online
moncler jackets women sale
http://www.cheap-moncler-sale.example/women moncler vest
ugg boots clearance
ugg classic short discount
http://www.ugg-cheap.example/forum/newreply.php?t=167
louis vuitton replica handbags
nike air max pas cher
http://www.airmax-outlet.example/img/guest/index.php?t=1
canada goose black friday sale
ray ban sunglasses outlet
michael kors outlet online"""
TABLE = """> Slot gacor gampang menang https://slot-gacor.example/daftar
Link alternatif slot gacor gampang menang malam ini https://slot-gacor.example/promo
| Informasi | Data |
| ------------- | ------------- |
| Win Rate | 97% |
| Games | Sweet Bonanza, Gates of Olympus |
| Minimal Deposit | Rp 10.000 |"""


@pytest.mark.parametrize("host", [RESULTS, REPORT], ids=["results", "report"])
@pytest.mark.parametrize("junk", [WARES, TABLE], ids=["wares", "table"])
@pytest.mark.parametrize("above", [True, False], ids=["above", "below"])
def test_a_page_comes_out_as_it_would_without_the_junk(host: str, junk: str, above: bool) -> None:
    """Fifteen lines of wares make no scraped page of a column of results, no headline of themselves, and no dump of one article."""
    (alone,) = copydesk.clean(host).articles
    (article,) = copydesk.clean(f"{junk}\n\n{host}" if above else f"{host}\n\n{junk}").articles
    assert article.text == alone.text
    assert (article.title, article.publisher, article.notices) == (alone.title, alone.publisher, alone.notices)


BRIEF = """市议会周二表决通过,老桥将封闭十八个月。
车辆将改走北面的大桥,那座桥的车流量已是设计能力的两倍。
首批钢材预计三月运到,整修后的大桥将于明年秋天重新开放。"""
KEYWORDS = "고양이 사료 추천 강아지 간식 도매 캣타워 최저가 반려동물 용품 할인 애견 미용 예약 가격 비교"


@pytest.mark.parametrize("position", [0, 1, 3])
@pytest.mark.parametrize("marked_up", [False, True], ids=["text", "html"])
def test_a_brief_is_measured_without_the_junk(position: int, marked_up: bool) -> None:
    """Three sentences in Chinese have few letters; keywords in another script, a quarter of the page, are no part of what it is like."""
    lines = BRIEF.split("\n")
    lines.insert(position, KEYWORDS)
    data = mark_up(lines) if marked_up else "\n\n".join(lines)
    (article,) = copydesk.clean(data, name="brief.html" if marked_up else "brief.txt").articles
    assert article.text.split("\n\n") == BRIEF.split("\n")


def mark_up(lines: list[str], junk: str = "") -> str:
    """A page with the lines as paragraphs, and markup behind the first of them."""
    first, *rest = [f"<p>{line}</p>" for line in lines]
    body = f"<article>{first}{junk}{''.join(rest)}</article>"
    head = "<html><head><title>T</title></head><body><nav><a href='/'>Home</a> <a href='/s'>Sport</a></nav>"
    return f"{head}{body}<footer>© 2024 Lenna Valley Courier</footer></body></html>"


@pytest.mark.parametrize("language", ["zh", "th"])
def test_links_that_were_put_into_a_page_make_no_menu_of_its_paragraphs(language: str) -> None:
    """The judge of markup does not see them either: the first paragraph stands above a list of links, and stays."""
    lines = next(text for _, tongue, text in read_blocks("hosts.txt") if tongue == language).split("\n")
    links = read_blocks("seventh_blocks.txt")[0][2].split("\n")
    junk = "".join(f'<li><a href="http://x.example/{n}">{line}</a></li>' for n, line in enumerate(links))
    (article,) = copydesk.clean(mark_up(lines, f"<ul>{junk}</ul>"), name="page.html").articles
    assert article.text.split("\n\n") == lines
