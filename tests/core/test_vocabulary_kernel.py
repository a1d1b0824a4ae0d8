"""Words as numbers: documents and units that are measured in compiled code are measured alike without it.

Made texts: words of every class, in and out of the tables, lists, and what no writer writes.
"""

from __future__ import annotations

import dataclasses
import random
from typing import Any

import pytest

from copydesk.kernels import find_kernel
from copydesk.spam.document import measure_document
from copydesk.spam.features import Measured, measure_unit
from copydesk.spam.hits import find_vocabulary
from copydesk.spam.lexicon import Lexicon, load_lexicon
from copydesk.spam.neighbours import add_neighbours
from copydesk.spam.segments import measure_list, measure_shape

WORDS = (
    *("the", "of", "und", "le", "Harbour", "reopened", "Friday", "don’t", "o'clock", "'", "1999", "v1agra", "joker88", "casino", "Casino"),
    *("buy", "cheap", "online", "near", "me", "free", "quote", "our", "technicians", "your", "we", "privacy", "policy", "great", "post"),
    *(
        "thanks",
        "for",
        "sharing",
        "essay",
        "writing",
        "service",
        "купить",
        "дешево",
        "и",
        "на",
        "赌场",
        "免费",
        "中文",
        "ที่",
        "카지노",
        "ſtraße",
    ),
    *(
        "x" * 99,
        "\ud800",
        "\U0001f4b0",
        "e\u0301",
        "c a s i n o",
        "www.casino.com",
        "»",
        "–",
        "|",
        ",",
        ".",
        "?",
        "!",
        "\u3000",
        "_a_",
        "İ",
    ),
)


@pytest.fixture
def lexicon() -> Lexicon:
    if find_kernel("vocabulary") is None:
        pytest.skip("copydesk.kernels.vocabulary is not built here (no compiler)")
    return load_lexicon()


def _make_lines(draw: random.Random) -> list[str]:
    pool = draw.sample(WORDS, draw.randint(1, len(WORDS)))
    lines = []
    for _ in range(draw.randint(1, 9)):
        glue = draw.choice((" ", " ", " ", ", ", " | ", "\u3000", ""))
        lines.append(glue.join(draw.choices(pool, k=draw.randint(0, 60))) + draw.choice(("", ".", "?", "…")))
    return lines


def _show(unit: Measured) -> dict[str, Any]:
    """All of a unit; a feature that is 0 may be there or not."""
    return {**dataclasses.asdict(unit), "values": {name: number for name, number in unit.values.items() if number}}


def test_units_of_documents(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(5)
    pages = [
        [""],
        ["\ud800"],
        ["word " * 100_000],
        [",a" * 50_000],
        [f"w{i}" for i in range(3000)],
        *(_make_lines(draw) for _ in range(150)),
    ]

    def measure() -> list[Any]:
        found: list[Any] = []
        for lines in pages:
            document = measure_document(lines, find_vocabulary(lexicon))
            assert (document.prose is None) == (find_kernel("vocabulary") is None)
            units = [measure_unit(0, len(line), line, document, lexicon) for line in lines[:12]]
            add_neighbours(units, document, lexicon)
            found.append((document.language, document.scripts, *(document.vocabulary.get(word, 0) for word in WORDS)))
            found += map(_show, units)
            said = [unit for unit in units if unit.words]
            found.append(measure_list([unit.words for unit in said], lexicon))
            found.append(measure_shape([unit.text for unit in said], [unit.words for unit in said], lexicon))
        return found

    fast = measure()
    monkeypatch.setenv("COPYDESK_KERNELS", "off")
    assert fast == measure()


def test_the_commonest_words_are_the_first_of_equals(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    """More words than are looked at come equally often: which are chosen hangs on their order, and the long ones take places, too."""
    draw = random.Random(7)
    for many in (1, 59, 60, 61, 200):
        words = [f"{'long' * draw.randint(0, 3)}{i}" for i in range(many) for _ in range(draw.choice((2, 3, 3, 4, 9)))]
        draw.shuffle(words)
        text = " ".join(words)

        def measure(text: str = text, words: tuple[str, ...] = tuple(sorted(set(words)))) -> list[Any]:
            document = measure_document([text], find_vocabulary(lexicon))
            return [_show(measure_unit(0, len(word), f"{word} {word} {word} {word}", document, lexicon)) for word in words]

        monkeypatch.delenv("COPYDESK_KERNELS", raising=False)
        fast = measure()
        monkeypatch.setenv("COPYDESK_KERNELS", "off")
        assert fast == measure()


def test_a_vocabulary_starts_afresh(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document keeps the table that it was measured with."""
    document = measure_document(["Casino " * 50], find_vocabulary(lexicon))
    before = measure_unit(0, 6, "casino", document, lexicon)
    monkeypatch.setattr("copydesk.spam.hits.KNOWN", 1)
    assert find_vocabulary(lexicon) is not document.prose.vocabulary
    assert measure_unit(0, 6, "casino", document, lexicon) == before
    assert measure_unit(0, 6, "casino", measure_document(["Casino " * 50], find_vocabulary(lexicon)), lexicon) == before
