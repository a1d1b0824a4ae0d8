"""Injected junk changes nothing for the page that it was put into: same text, same headline, same notices."""

from __future__ import annotations

import pytest

import copydesk

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
