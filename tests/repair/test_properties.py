"""Invariants: undoing the edits gives the input back, encoding gives the bytes back, and hostile input costs linear time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.charset import codepages, decode, encode
from copydesk.charset.codepages import MULTI_BYTE, SINGLE_BYTE, decode_page, decoding_table, encode_page
from copydesk.charset.segments import read_region, tile
from copydesk.edits import undo_edits
from copydesk.mojibake import repair_text
from copydesk.types import Repair

PIECES = st.sampled_from(
    [
        "Ã©",
        "â€™",
        "Ð¿Ñ€Ð¸",
        "ÖÐ¹ú",
        "锟斤拷",
        "&eacute;",
        "&amp;amp;",
        "caf",
        " ",
        "\n",
        "?",
        "\ufffd",
        "\x07",
        "привет",
        "оПХБЕР",
        "\udc80",
        "Ã ",
        "鈥檚",
        "é",
    ]
)


def undo(repair: Repair) -> str:
    """The input from the output and the edits."""
    parts, at, shift = [], 0, 0
    for edit in repair.edits:
        start = edit.start + shift
        parts += [repair.text[at:start], edit.before]
        assert repair.text[start : start + len(edit.after)] == edit.after
        at = start + len(edit.after)
        shift += len(edit.after) - len(edit.before)
    return "".join(parts) + repair.text[at:]


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=12).map("".join))
def test_undoing_the_edits_gives_the_input_back(text: str) -> None:
    """Edits lie in order without overlap, name what they replaced, and lead back."""
    repair = repair_text(text)
    assert all(text[e.start : e.end] == e.before for e in repair.edits)
    assert all(a.end <= b.start for a, b in zip(repair.edits, repair.edits[1:], strict=False))
    assert undo(repair) == text
    assert repair_text(text) == repair


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_decoding_loses_no_byte(raw: bytes) -> None:
    """Any bytes come back exactly, and the segments tile the text."""
    decoded = decode(raw)
    assert encode(decoded.text, decoded.segments) == raw
    at = 0
    for segment in decoded.segments:
        assert segment.start == at
        at = segment.end
    assert at == len(decoded.text)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=80), st.sampled_from([*MULTI_BYTE, "windows-1252", "tcvn3"]))
def test_every_charset_is_reversible(raw: bytes, name: str) -> None:
    """A region read in any charset writes back, duplicates and broken sequences included."""
    text, segments = tile(read_region(raw, name))
    assert encode(text, segments) == raw


@pytest.mark.parametrize("name", SINGLE_BYTE)
def test_pages_are_one_to_one(name: str) -> None:
    """A page has 256 different characters."""
    everything = bytes(range(256))
    assert len(set(decoding_table(name))) == 256
    assert encode_page(decode_page(everything, name), name) == everything


def test_shipped_pages_are_those_of_the_codecs() -> None:
    """What ``data/pages.json`` holds is what Python's own codecs say."""
    pages = codepages._shipped_pages()
    assert pages == {name: codepages.read_codec(name) for name in pages}
    assert set(SINGLE_BYTE) - set(pages) == {*codepages._OVERLAYS, *codepages._UPPER}


@pytest.mark.parametrize("unit", ["Ã", "Ã© ", "\u0301", "\ud800", "аa", "&amp;", "?", "中文", "\x00\n", "锟斤拷", "Ã\n"])
def test_hostile_input_is_repaired_or_left(unit: str) -> None:
    """Endless repetition neither crashes the repair nor breaks the way back; bench/hostile.py measures the time."""
    text = unit * (40_000 // len(unit))
    fixed = repair_text(text)
    assert undo_edits(fixed.text, fixed.edits) == text


def test_byte_order_mark_is_not_text() -> None:
    """The mark is an empty first segment."""
    decoded = decode(b"\xef\xbb\xbfcaf\xc3\xa9")
    assert (decoded.text, decoded.encoding) == ("café", "utf-8")
    assert encode(decoded.text, decoded.segments) == b"\xef\xbb\xbfcaf\xc3\xa9"


def test_a_file_may_mix_charsets() -> None:
    """UTF-8 lines stay UTF-8 beside lines of another charset."""
    raw = "Это строка в кодировке UTF-8.\n".encode() + "А эта строка в другой кодировке, и она длиннее.\n".encode("cp1251")
    decoded = decode(raw)
    assert decoded.text == "Это строка в кодировке UTF-8.\nА эта строка в другой кодировке, и она длиннее.\n"
    assert {s.encoding for s in decoded.segments} == {"utf-8", "windows-1251"}


def test_a_declaration_counts() -> None:
    """A label from outside or a meta tag decides between readings that are both possible."""
    raw = "цена".encode("koi8-r")
    assert decode(raw, declared="KOI8-R").text == "цена"
    assert decode(b'<meta charset="koi8-r">' + raw, html=True).text.endswith("цена")
