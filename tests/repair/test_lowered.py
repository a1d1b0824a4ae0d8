"""Mojibake that was put into small letters afterwards: sentences made with each chain, and small letters that are sound."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from copydesk.charset.segments import read_bytes, write_bytes
from copydesk.mojibake import repair_text

SENTENCES: Any = json.loads((Path(__file__).parent / "cases" / "synthetic.json").read_text("utf-8"))["sentences"]

CHAINS = [
    ("fr", "utf-8", "windows-1252"),
    ("pl", "utf-8", "windows-1252"),
    ("ru", "utf-8", "iso-8859-1"),
    ("uk", "utf-8", "windows-1252"),
    ("el", "utf-8", "windows-1252"),
    ("ar", "utf-8", "windows-1252"),
    ("zh-Hans", "utf-8", "windows-1252"),
    ("ru", "utf-8", "windows-1251"),
    ("zh-Hans", "utf-8", "windows-1251"),
    ("zh-Hans", "gbk", "windows-1252"),
    ("zh-Hans", "gbk", "windows-1251"),
    ("ko", "euc-kr", "windows-1252"),
    ("ru", "koi8-r", "windows-1252"),
]


@pytest.mark.parametrize(("lang", "writer", "reader"), CHAINS, ids=lambda x: str(x))
def test_lowered_sentences_come_back(lang: str, writer: str, reader: str) -> None:
    """A sentence comes back but for its capitals, which nothing tells any more."""
    truth = SENTENCES[lang]
    damaged = read_bytes(write_bytes(truth, writer), reader).lower()
    assert repair_text(damaged).text.lower() == truth.lower()


@pytest.mark.parametrize(
    ("text", "truth"), [("öð¹ú", "中国"), ("cafã© au lait", "café au lait"), ("voilã  une sociã©tã© rã©elle", "voilà une société réelle")]
)
def test_lowered_words_come_back(text: str, truth: str) -> None:
    """A word or two are enough where nothing else is credible."""
    assert repair_text(text).text == truth


@pytest.mark.parametrize("lang", SENTENCES)
def test_sound_small_letters_stay(lang: str) -> None:
    """A sound sentence in small letters is left as it is."""
    text = SENTENCES[lang].lower()
    assert repair_text(text).text == text


@pytest.mark.parametrize(
    "text", ["irmã e avô", "sã, pã, rã", "þð æð öð", "é ó ò æ é ì î ç û ä ë ÷", "цр нъ", "ñandú, ñu, ñoño", "å ö ä", "çà et là"]
)
def test_odd_small_letters_stay(text: str) -> None:
    """Letters that lead UTF-8 or GBK elsewhere are letters here."""
    assert repair_text(text).text == text


def test_no_more_lines_are_tried_in_vain_than_forty() -> None:
    """A page of strange small letters must not cost a thousand times a sound one: what stands behind forty such lines is left."""
    lot = random.Random(5)
    small = [chr(point) for point in range(0x430, 0x450)]
    strange = [" ".join("".join(lot.choices(small, k=6)) for _ in range(10)) for _ in range(90)]
    soon, late = "\n".join([*strange[:20], "öð¹ú"]), "\n".join([*strange, "öð¹ú"])
    assert repair_text(soon).text.endswith("\n中国")
    assert repair_text(late).text == late
