"""A ware and where to get it, and nothing else: what a robot plants alone goes, what a paper says with an address or number stays."""

from __future__ import annotations

import pytest

from tests.spam.test_shapes import assert_goes, assert_stays

PLANTED = (
    "payday loans online https://coins-and-cards.example/",
    "binary options https://xy10.example/join",
    "darmowe spiny http://spiny.example",
    "link alternatif WhatsApp +62 8888134464",
    "купить закладку Telegram +7 901 234-56-78",
    '<a href="http://xy.example/">forex signals</a>',
    "百家乐 https://bai.example/",
)
OF_THE_PAPER = (
    "Casino de Genève: +41 22 908 00 00",
    "Gambling helpline: 1-800-522-4700",
    "Payday loan complaints https://www.authority.example/complaint",
    "Online gambling bill: https://parliament.example/bills/22",
    "Call girls racket busted https://t.example/zz11",
    "Credit card debt advice: 0808 808 4000",
    "Poker night Thursday 8pm 01234 567890",
    "Hôtel Casino, tél. 04 93 16 20 00",
)


@pytest.mark.parametrize("line", PLANTED)
def test_a_ware_with_a_contact_goes(line: str) -> None:
    """On a line of its own, whatever the page is about."""
    assert_goes(line)


@pytest.mark.parametrize("line", OF_THE_PAPER)
def test_a_paper_says_more(line: str) -> None:
    """A label's colon, a word more, or no jargon: an authority, a helpline, a headline, an event."""
    assert_stays(line)
