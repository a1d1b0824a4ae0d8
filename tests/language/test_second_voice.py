"""py3langid's model, packed here, is the model that the library ships: number for number and answer for answer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from py3langid.langid import LanguageIdentifier

from copydesk.language import second_voice
from copydesk.language.second_voice import load_langid, model_file

TEXTS = (
    "", " ", "a", "\ud800", "12 34 %", "\U0001f600" * 40, "Herkes heye û parastina sendîka bikeve xwe maf ji menfaetên bo deyne",
    "Favoritos seus conferir da sempre venha e classificação a nos", "ÀÉÎ " * 300, "Привет, мир", "今日は良い天気です", "\x00\x7f\xff",
)  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> Any:
    """The library's model as the library reads it."""
    return LanguageIdentifier.from_model_file(model_file(), norm_probs=True)


def test_every_score_is_the_librarys(shipped: Any) -> None:
    """A row laid out from the packed table has the bits of the library's row."""
    table, count = load_langid().nb_ptc, len(shipped.nb_ptc)
    assert isinstance(table, second_voice.Scores), "py3langid's model is another: python -m copydesk.language.build_second_voice"
    for start in range(0, count, 8192):
        rows = np.arange(start, min(count, start + 8192))
        assert table[rows].tobytes() == shipped.nb_ptc[rows].tobytes()
    rows = np.array([7, 3, 3, count - 1, 0], np.intp)
    assert table[rows].tobytes() == shipped.nb_ptc[rows].tobytes()
    assert table[rows[:0]].shape == (0, len(shipped.nb_classes))


def test_the_automaton_is_the_librarys(shipped: Any) -> None:
    """States, outputs, prior and labels are the same."""
    ours = load_langid()
    assert memoryview(ours.tk_nextmove) == memoryview(shipped.tk_nextmove)
    assert list(ours.tk_output) == list(shipped.tk_output)
    assert ours._rowbase == shipped._rowbase
    assert ours.nb_pc.tobytes() == shipped.nb_pc.tobytes()
    assert ours.nb_classes == shipped.nb_classes


@pytest.mark.parametrize("text", TEXTS)
def test_answers_are_the_librarys(shipped: Any, text: str) -> None:
    """All languages come in the same order with the same probabilities."""
    assert load_langid().rank(text) == shipped.rank(text)


def test_another_release_reads_its_own_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library's file is not the one that was packed, the library reads it."""
    monkeypatch.setattr(second_voice, "digest", lambda path: "another")
    assert isinstance(load_langid.__wrapped__().nb_ptc, np.ndarray)
