"""Words of a trade that a form hides: glued into hashtags, in brackets, in letters of other alphabets. A paper's own hashtags stay."""

from __future__ import annotations

import pytest

from copydesk.spam.glued import cut_words, open_hashtags, open_list
from copydesk.spam.lexicon import load_lexicon
from tests.spam.test_shapes import assert_goes, assert_stays

GLUED = {
    "situsslotgacor": ["situs", "slot", "gacor"],
    "writemypaperforme": ["write", "my", "paper", "for", "me"],
    "bonusbezdepozytu": ["bonus", "bez", "depozytu"],
    "позикабезвідмови": ["позика", "без", "відмови"],
    "bursaescort": ["bursa", "escort"],
    "zebra": ["zebra"],
    "": [],
    "q" * 5000: ["q" * 5000],
}
PLANTED = (
    "#situsslotgacor #judionlineterpercaya #rtplive #agenslot",
    "#paydayloansonline #badcreditloans #nocreditcheckloans #cashadvance",
    "#deneme_bonusu_veren_siteler #kaçak_bahis #canlı_casino #bahis_siteleri",
)
MASKED = (
    "【deneme bonusu veren siteler】【kaçak bahis】【canlı casino】【bahis siteleri】",
    "сheар еssаy wrіtіng sеrvісе, bеst tеrm рарer sitе, dо my hоmеwоrk, buy еssаy оnlinе",
    "mumb41 c4ll g1rls, l0nd0n 3sc0rts, ch34p 3sc0rt 4g3ncy, er0tic m4ssage",
)
LOST = {
    "legalne kasynoruletka na żywobonus bez depozytugry hazardowe": "legalne kasyno ruletka na żywo bonus bez depozytu gry hazardowe",
    "ravens jerseyscheap nfl jerseysnfl jerseys cheapwholesale": "ravens jerseys cheap nfl jerseys nfl jerseys cheap wholesale",
    "Kreditkartenzahlung und Onlinebanking im Gericht": "Kreditkartenzahlung und Onlinebanking im Gericht",
    "Casinobonus und Onlinecasino. Ein Bericht": "Casinobonus und Onlinecasino. Ein Bericht",
}
OF_THE_PAPER = (
    "#ElectionNight #Budget2026 #LiveStream #FreeTransport",
    "#Arsenal #Chelsea #PremierLeague #FootballNews",
    "#essen #rezept #kochen #vegan #lecker",
    "#Bitcoin #Economy #Inflation #Banks",
)


@pytest.mark.parametrize("glued", GLUED)
def test_words_are_cut_apart(glued: str) -> None:
    """As many letters as can be in words of trades; small words between; no letter is lost."""
    cut = cut_words(glued, load_lexicon())
    assert "".join(cut) == glued
    if glued != "zebra":
        assert cut == GLUED[glued]


@pytest.mark.parametrize("line", (*PLANTED, *MASKED))
def test_hidden_words_are_read(line: str) -> None:
    """Hashtags; brackets around each phrase, letters of other alphabets, figures for letters."""
    assert_goes(line)


@pytest.mark.parametrize("line", OF_THE_PAPER)
def test_hashtags_of_the_paper_stay(line: str) -> None:
    """They name no trade, and are not even taken apart."""
    assert open_hashtags(line, load_lexicon()) == line
    assert_stays(line)


@pytest.mark.parametrize("text", LOST)
def test_a_list_that_lost_its_markup_is_parted(text: str) -> None:
    """Words of trades glued end to end are read as two; compounds with other words, and sentences, stay as they are."""
    assert open_list(text, load_lexicon()) == LOST[text]
