"""What holds for every source: tiling, subsequence, idempotence, and hostile input that harms nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import copydesk
from copydesk.charset import encode
from copydesk.ledger import rebuild_source

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [json.loads(line)["text"] for line in (ROOT / "tests/gold/seeds.jsonl").read_text("utf-8").splitlines()]
ORDINARY = settings(max_examples=60)

LINES = st.sampled_from(
    [
        "Home / World / Asia", "Share", "By Jane Doe", "LONDON, Aug. 29 (Reuters) - Shares fell on Friday.",
        "Copyright 2024 The Paper",
        "The minister said on Tuesday that the talks would go on until the end of the week.", "", "   ", "* * *", "Enditem", "- 30 -",
        "Переговоры продолжатся до конца недели, сообщил министр во вторник.",
        "部长星期二表示，会谈将持续到本周末。", "FranÃ§ais", "a\u0301 e\u0301",
        "casino online | best slots | free spins | casino bonus", "\ud800", "\x00\x01", "&amp;lt;b&gt;", "1.", "Document 2 of 10", "\x0c",
        "<p>Not markup.</p>", "<p>It <b>may</b> be,<br>or not</p>", "The [bridge](https://a.example/b) and **nobody**",
        "\x02 \x0e", "\u3000\u2003", "\u200b", '{"text": "x"}', "\u202eevil", "???? ??? ????", "锟斤拷锟斤拷",
    ]
)  # fmt: skip


def whole(result: copydesk.Cleaned) -> None:
    """The ledger tiles the source and rebuilds it."""
    assert rebuild_source(result.ledger, {a.id: a.text for a in result.articles}) == result.page.source_text
    assert len({a.id for a in result.articles}) == len(result.articles)


@ORDINARY
@given(st.lists(LINES, max_size=25).map("\n".join))
@example("\x01zczc\x02\n" + "<p>The [budget](https://a.example/b) <b>rose</b>.</p>\n" * 3 + "\x03")  # a wire's frame around tags and links
@example("FranÃ§ais\n\u3000\u2003")  # a line of wide spaces below what may be a headline
def test_ledger_is_whole_for_any_lines(text: str) -> None:
    """Whatever lines meet in a source, every character is accounted for."""
    whole(copydesk.clean(text, name="page.txt"))


@ORDINARY
@given(st.text(max_size=200))
def test_ledger_is_whole_for_any_text(text: str) -> None:
    """Any string at all, lone surrogates included, is cleaned without an error and accounted for."""
    whole(copydesk.clean(text, name="page.txt"))


@ORDINARY
@given(st.binary(max_size=300))
def test_bytes_come_back(raw: bytes) -> None:
    """From ledger, articles and charsets the source's bytes are rebuilt exactly."""
    result = copydesk.clean(raw, name="page.txt")
    decoded = copydesk.decode(raw)
    text = rebuild_source(result.ledger, {a.id: a.text for a in result.articles})
    assert text == decoded.text
    assert encode(text, decoded.segments) == raw


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_second_cleaning_changes_nothing(number: int) -> None:
    """A clean article is one story, and cleaning it again gives it back to the letter."""
    (article,) = copydesk.clean(TEXTS[number], name="again.txt").articles
    assert article.text == TEXTS[number]


@pytest.mark.parametrize("mark", ["\n\n###\n\n", "\n\n-30-\n\n", "\n\n\f\n\n"])
@pytest.mark.parametrize("pair", [(2, 5), (4, 7), (8, 3)])
def test_joined_articles_split_again(pair: tuple[int, int], mark: str) -> None:
    """Two stories with headlines and datelines, joined with an end mark between, come out as two with all their words."""
    heads = ("Talks go on in Geneva\n\nGENEVA, Aug. 29 (Reuters) - ", "Harvest begins early\n\nPARIS, Aug. 30 (Reuters) - ")
    dump = mark.join(head + TEXTS[i] for head, i in zip(heads, pair, strict=True)) + mark
    result = copydesk.clean(dump, name="dump.txt")
    assert [a.text for a in result.articles] == [TEXTS[i] for i in pair]
    assert [a.title for a in result.articles] == ["Talks go on in Geneva", "Harvest begins early"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n" * 1000,
        "a" * 1_000_000,
        "Ã" * 300_000,
        "\u0301" * 200_000,
        "<" * 100_000,
        "&amp;" * 50_000,
        "ab漢б" * 100_000,
        "|" * 100_000,
    ],
    ids=["empty", "space", "breaks", "one-word", "mojibake", "marks", "angles", "entities", "scripts", "bars"],
)
def test_hostile_text_is_cleaned(text: str) -> None:
    """Degenerate sources end in a whole ledger like any other."""
    whole(copydesk.clean(text, name="hostile.txt"))


@pytest.mark.parametrize("data", [None, 5, bytearray(b"The council met."), ["The council met."]])
def test_what_is_no_text_is_told(data: object) -> None:
    """Neither text nor bytes: one sentence, before anything looks at it."""
    with pytest.raises(TypeError, match="str or bytes"):
        copydesk.clean(data)  # type: ignore[arg-type]
