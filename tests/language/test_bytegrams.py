"""The shipped form of py3langid's model answers as the package itself does, to the bit."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

from copydesk.language.build_bytegrams import lay_out
from copydesk.language.bytegrams import load_bytegrams

HERE = Path(__file__).parent
TEXTS = [json.loads(line)["text"] for line in (HERE / "cases.jsonl").read_text("utf-8").splitlines()]
ODD = ["", " ", "1", "a", "ABC DEF", "É", "ß" * 300, "\x00\x7f", "e\u0301", "😀 \U000e0041", "\ud800 half", "ΑΒΓ αβγ"]


def make_noise(seed: int) -> str:
    """Letters and signs of many scripts in no order."""
    chance = random.Random(seed)
    ranges = [(32, 127), (0xA0, 0x250), (0x400, 0x530), (0x600, 0x700), (0x4E00, 0x9FFF), (0x10000, 0x1F000)]
    return "".join(chr(chance.randrange(*chance.choice(ranges))) for _ in range(chance.randrange(1, 200)))


def test_the_answers_are_the_packages_own() -> None:
    langid = pytest.importorskip("py3langid.langid")
    package = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    model = load_bytegrams()
    assert list(dict.fromkeys(model.classes)) == package.labels
    texts = [*TEXTS, *(text.upper() for text in TEXTS), *ODD, *map(make_noise, range(60))]
    for text in texts:
        assert model.rank(text) == package.rank(text), text


def test_runs_of_bytes_are_counted_in_their_order() -> None:
    """A text's runs do not hang on what stood before it."""
    model = load_bytegrams()
    alone = model.count_runs("Привет, мир".encode())
    assert model.count_runs(b"") == {}
    assert list(model.count_runs("Привет, мир. Привет, мир".encode()))[: len(alone)] == list(alone)


def test_an_automaton_of_another_kind_is_refused() -> None:
    """The links must lead where the package's table does: else the file would answer otherwise."""
    moves = np.zeros((3, 256), np.uint32)
    moves[:, 97] = 1  # a, then b after it
    moves[1, 98] = 2
    assert lay_out(moves, np.array([0, 1, 2])) == ([0, 1, 2], b"ab", [0, 1, 2, 2], [0, 0, 0])
    moves[2, 99] = 1
    with pytest.raises(ValueError, match="state 2"):
        lay_out(moves, np.array([0, 1, 2]))
