"""Whether any of many words stands in a text: as ``in`` says, with the kernel and without it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.kernels import find_kernel
from copydesk.needles import make_test

SIGNS = st.text("abé漢\U0001f600\ud800", max_size=30)
WORDS = st.lists(st.text("abé漢\U0001f600\ud800", min_size=2, max_size=5), max_size=6)


@pytest.fixture(params=["on", "off"])
def state(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The kernel, or its twin."""
    monkeypatch.setenv("COPYDESK_KERNELS", request.param)
    if request.param == "on" and find_kernel("needles") is None:
        pytest.skip("copydesk.kernels.needles is not built here (no compiler)")
    return str(request.param)


@given(words=WORDS, text=SIGNS)
def test_any_words_in_any_text(words: list[str], text: str) -> None:
    assert make_test(words)(text) == any(word in text for word in words)


@pytest.mark.parametrize(
    ("text", "found"),
    [("", False), ("r", False), ("all rights", True), ("\ud800" * 1_000_000, False), ("\U0001f600" * 500_000 + "права", True)],
)
def test_hostile_texts(state: str, text: str, found: bool) -> None:
    assert make_test(("rights", "права", "rr"))(text) is found


def test_a_word_of_one_character_is_refused(state: str) -> None:
    with pytest.raises(ValueError, match="two characters"):
        make_test(("ab", "c"))
