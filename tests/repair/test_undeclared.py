"""Bytes that state no charset: UTF-16 without a mark, Central Asian and Vietnamese pages, files that mix encodings line by line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import copydesk
from copydesk.charset.segments import write_bytes

SENTENCES: Any = json.loads((Path(__file__).parent / "cases" / "synthetic.json").read_text("utf-8"))["sentences"]
ENGLISH = "The government presented its new plan for small firms on Tuesday."


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("lang", ["zh-Hans", "ja", "ko", "ru", "kk", "ar", "en"])
def test_utf16_needs_no_mark(lang: str, charset: str) -> None:
    """A line in either byte order is told from its bytes alone."""
    text = SENTENCES.get(lang, ENGLISH)
    assert copydesk.decode(text.encode(charset)).text == text


@pytest.mark.parametrize(("lang", "charset"), [("kk", "gb18030"), ("kk", "ptcp154"), ("kk", "kz-1048"), ("vi", "tcvn3")])
def test_rare_pages_are_detected(lang: str, charset: str) -> None:
    """One sentence is enough for the pages that detectors leave out."""
    text = SENTENCES[lang]
    raw = text.encode(charset) if charset == "gb18030" else write_bytes(text, charset)
    assert copydesk.decode(raw).text == text


@pytest.mark.parametrize("around", ["fr", "ru", "zh-Hans", "tr"])
@pytest.mark.parametrize(
    ("lang", "charset"),
    [("ru", "windows-1251"), ("zh-Hans", "gbk"), ("fr", "windows-1252"), ("pl", "windows-1250"), ("ja", "shift_jis")],
)
def test_each_region_has_its_charset(around: str, lang: str, charset: str) -> None:
    """A line of a legacy page between lines of UTF-8 is read for itself."""
    outer, inner = SENTENCES[around], SENTENCES[lang]
    raw = b"\n".join([outer.encode(), write_bytes(inner, charset), outer.encode(), b""])
    assert copydesk.decode(raw).text == f"{outer}\n{inner}\n{outer}\n"
