"""Files of agencies and wires, two stories each, through the whole pipeline: both stories, their headlines, and whom they credit."""

from __future__ import annotations

import pytest

import copydesk

_STORIES = (
    (
        "Harbour reopens after repairs",
        "The harbour of Lindmouth reopened on Friday after engineers replaced two lock gates that had failed in the storms of April, the "
        "port said. Fourteen freighters were brought in with the morning tide.",
    ),
    (
        "Museum buys back stolen clock",
        "A clock that was taken from the town museum in 1974 has come home, the curator said on Friday. The museum bought it from a dealer "
        "who had found it in the estate of a collector in the next valley.",
    ),
)
_WIRES = {
    "Xinhua": "{t}\n\nLINDMOUTH, May 3 (Xinhua) -- {b} Enditem\n\n",
    "TASS": "{t}\n\nMOSCOW, May 3. /TASS/. {b}\n\n",
    "Interfax": "{t}\n\nMOSCOW. May 3 (Interfax) - {b}\n\n",
    "AP": "{t}\n\nLINDMOUTH (AP) — {b}\n\n",
    "AFP": "{t}\n\nLINDMOUTH, May 3, 2019 (AFP) - {b}\n\nab/cd\n\n",
    "dpa": "{t}\n\nLindmouth (dpa) - {b}\n\n",
    "ANSA": "{t}\n\n(ANSA) - ROMA, 3 MAG - {b}\n(ANSA).\n\n",
    "EFE": "{t}\n\nMadrid, 3 may (EFE).- {b} EFE\n\nab/cd\n\n",
    "Kyodo": "{t}\n\nTOKYO, May 3, Kyodo - {b}\n\n==Kyodo\n\n",
    "Yonhap": "{t}\n\nSEOUL, May 3 (Yonhap) -- {b}\n(END)\n\n",
    "PRNewswire": "{t}\n\nLINDMOUTH, May 3, 2019 /PRNewswire/ -- {b}\n\nSOURCE Port of Lindmouth\n\n",
    "Medianet International-AsiaNet": (
        "{t}\n\nLINDMOUTH, May 3, 2019 /Medianet International-AsiaNet/ --\n\n{b}\n\nSOURCE: Port of Lindmouth\n\n"
    ),
}


@pytest.mark.parametrize("agency", _WIRES)
def test_a_file_of_one_agency_yields_its_stories(agency: str) -> None:
    """Nothing but the agency's own dateline and closing parts the stories."""
    text = "".join(_WIRES[agency].format(t=title, b=body) for title, body in _STORIES)
    articles = copydesk.clean(text, name="wire.txt").articles
    assert [a.title for a in articles] == [title for title, _ in _STORIES]
    assert [a.text for a in articles] == [body for _, body in _STORIES]
    assert {a.agency for a in articles} == {agency}


def test_iptc_7901_is_known_by_its_control_characters() -> None:
    """They frame the messages: the repair of stray controls leaves them to the splitter, and none is left in a text."""
    message = (
        "\x01PGA012{n} 3 I 0045 PGZ /AFP-AB1{n}\x02\r\n{t}\r\n\r\nLINDMOUTH, May 3 (AFP) - {b}\r\n\r\n"
        "ab/cd\x03\r\nAFP\r\n031001 GMT MAI 19\r\n\x04"
    )
    text = "".join(message.format(n=n, t=title, b=body) for n, (title, body) in enumerate(_STORIES))
    cleaned = copydesk.clean(text, name="wire.txt")
    assert [a.title for a in cleaned.articles] == [title for title, _ in _STORIES]
    assert {a.published for a in cleaned.articles} == {"2019-05-03T10:01:00Z"}
    assert not any(c in a.text for a in cleaned.articles for c in "\x01\x02\x03\x04")


def test_a_monitored_broadcast_names_its_station_only() -> None:
    """Place, language and hour behind the station's name are no part of it."""
    text = "".join(
        f"{title}\n\nText of report by Port Radio on 3 May\n\n{body}\n\nSource: Port Radio, Lindmouth, in English 1000 gmt 3 May 19\n\n"
        "BBC Mon EU1 EuroPol ab\n\n"
        for title, body in _STORIES
    )
    assert [a.publisher for a in copydesk.clean(text, name="wire.txt").articles] == ["Port Radio", "Port Radio"]
