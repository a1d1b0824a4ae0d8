"""The survey of a text: its kernel sees what its twin in Python sees, and what it calls composed is.

Made texts: characters of every sign and of every width, in any order, with lone surrogates and what lies beyond the first plane.
"""

from __future__ import annotations

import random
import unicodedata

import numpy as np
import pytest

from copydesk.kernels import find_kernel
from copydesk.lines import split_lines
from copydesk.mojibake import repair_text, survey
from copydesk.mojibake.glance import load_glance
from copydesk.mojibake.search import find_ways
from copydesk.mojibake.strangers import _own_languages
from copydesk.page import freeze
from copydesk.types import Hints

_NARROW = "ab ?&Z9.\n\r\t\v\f\0\1\5\x1b\x1c\x1f\x7f"
_LATIN = _NARROW + "\x80\x85\x9f\xa0\xaaé\xadï¿½ÂÃ"
_WIDE = _LATIN + "锟嚙斤拷占쏙옙пїďżｿｽяюЊ锛鈥銆？中文’“…—ё\ufffd\ud800\udfff\ufeff\u0301\u2028\u3000\u200b"
_WORDS = [
    "the",
    "of",
    "and",
    "für",
    "über",
    "Привет",
    "мир",
    "сказал",
    "ελληνικά",
    "中文字",
    "don’t",
    "“quoted”",
    "café",
    "hat",
    "der",
    "die",
    "das",
    "rather",
    "because",
    "between",
]


def _make_texts() -> list[str]:
    draw = random.Random(11)
    texts = [
        "".join(draw.choices(letters, k=draw.randint(0, 14))) for letters in (_NARROW, _LATIN, _WIDE, _WIDE + "😀") for _ in range(400)
    ]
    sentences = [" ".join(draw.choices(_WORDS, k=n)) for n in (1, 3, 40, 249, 499, 500, 751, 3000)]
    return [*texts, *sentences, "", "é" * 25_000 + " a b", "a" * 1_000_000, "x" * 70 + " ab" * 30 + " " + "y" * 40 + " naïve" * 9]


@pytest.fixture(scope="module")
def kernel() -> object:
    """The compiled kernel."""
    found = find_kernel("survey")
    if found is None:
        pytest.skip("copydesk.kernels.survey is not built here (no compiler)")
    return found


def test_the_kernel_sees_what_its_twin_sees(kernel: object, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = _make_texts()
    fast = [(survey.survey_text(text), split_lines(text)) for text in texts]
    monkeypatch.setenv("COPYDESK_KERNELS", "off")
    for text, found in zip(texts, fast, strict=True):
        slow = survey.survey_text(text)
        assert found == (slow, split_lines(text)), ascii(text[:80])


def test_the_kernel_tells_the_words_and_languages_of_its_twin(kernel: object, monkeypatch: pytest.MonkeyPatch) -> None:
    glance = load_glance()
    for text in _make_texts():
        glance.forget()
        monkeypatch.setenv("COPYDESK_KERNELS", "on")
        fast = glance.look(text)
        again, known = glance.look(text), dict(glance.known)
        own = _own_languages(text, None, fast[0])
        glance.forget()
        monkeypatch.setenv("COPYDESK_KERNELS", "off")
        assert fast == again == glance.look(text), ascii(text[:80])
        assert known == glance.known
        assert own == _own_languages(text, None, fast[0]), ascii(text[:80])


def test_composed_characters_stay_what_they_are() -> None:
    """Neither a character of the ranges by itself nor one of them behind any other is changed by NFC."""
    pairs = (unicodedata.decomposition(chr(code)).split() for code in range(0x110000))
    seconds = {int(pair[1], 16) for pair in pairs if len(pair) == 2 and pair[0][0] != "<"}
    for first, last in survey.COMPOSED:
        assert not seconds & set(range(first, last + 1))
        for char in map(chr, range(first, last + 1)):
            assert unicodedata.is_normalized("NFC", char)
            assert not unicodedata.combining(char)


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("a\x00b", "ab"),
        ("e\u0301t\u00e9", "\u00e9t\u00e9"),
        ("10\xa0km", "10 km"),
        ("a\ufeffb", "ab"),
        ("a\ud800b", "a\ufffdb"),
        ("caf\u00e9 \u2014 \u201cYes?\u201d AT&T", "caf\u00e9 \u2014 \u201cYes?\u201d AT&T"),
    ],
)
def test_a_page_without_a_sign_is_left_and_with_one_is_not(text: str, page: str) -> None:
    assert freeze(text, "a.txt", Hints()).page.text == page


@pytest.mark.parametrize(
    "text", ["Qu'est-ce ???? que c'est", "Nothing left: ? ? ? ?? here", "锟斤拷 here", "Ein ï¿½ steht da", "wo\ufffdd"]
)
def test_damage_is_still_found(text: str) -> None:
    assert repair_text(text).unrecoverable


def test_the_kernel_weighs_words_as_its_twin_does() -> None:
    glance = load_glance()
    if glance._weigher is None:
        pytest.skip("copydesk.kernels.glance is not built here (no compiler)")
    draw = random.Random(7)
    letters = "ab’'—“”.é\u0301ěшѓЖתلا中锟한龘龜\xa0\ufffd\ud800😀²ª×®€s\uf9e1"
    words = ["".join(draw.choices(letters, k=draw.randint(1, 25))) for _ in range(5000)]
    words += ["don’t", "l’été", "Привет", "’", "é" * 19_999, "龘" * 3, "한龘" * 4, "сло\u0301во", "\u0301"]
    for slack in (0.0, 1.5):
        one, two = [0.0] * len(words), [0.0] * len(words)
        assert glance._weigher.weigh(words, slack, one) == glance._weigh_together(words, slack, two)
        assert one == two
    assert glance._weigher.weigh([], 0.0, None) == []


def test_the_kernel_counts_votes_as_its_twin_does(monkeypatch: pytest.MonkeyPatch) -> None:
    glance = load_glance()
    homes = list(glance.homes(["Привет", "мир", "сказал", "été", "für", "中文", "ґ"]).values()) * 3
    fast = [glance.count_votes(code, homes) for code in range(3)]
    monkeypatch.setenv("COPYDESK_KERNELS", "off")
    assert fast == [glance.count_votes(code, homes) for code in range(3)]


def test_the_kernel_finds_the_ways_of_its_twin(monkeypatch: pytest.MonkeyPatch) -> None:
    if find_kernel("ways") is None:
        pytest.skip("copydesk.kernels.ways is not built here (no compiler)")
    draw = np.random.default_rng(3)
    for words in (1, 2, 40):
        context = draw.uniform(0, 40, 90).astype(np.float32)
        costs, others = (list(draw.uniform(0, 60, (words, 90)).astype(np.float32)) for _ in range(2))
        monkeypatch.setenv("COPYDESK_KERNELS", "on")
        fast = find_ways(context, costs, others)
        monkeypatch.setenv("COPYDESK_KERNELS", "off")
        for one, two in zip(fast, find_ways(context, costs, others), strict=True):
            assert np.array_equal(one, np.array(two))
