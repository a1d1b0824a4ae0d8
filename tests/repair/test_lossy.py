"""Letters that were lost: put back where one word is credible, left and flagged where two are."""

from __future__ import annotations

import pytest

from copydesk.mojibake import repair_text
from copydesk.types import Label

FILLED = [
    ("La majorit? du conseil fran?ais a vot? contre le projet.", "La majorité du conseil français a voté contre le projet."),
    ("La s\ufffdance est ouverte par le pr\ufffdsident du s\ufffdnat.", "La séance est ouverte par le président du sénat."),
    (
        "Die Regierung pr\ufffd\ufffdsentierte gestern die n\ufffd\ufffdchsten Schritte.",
        "Die Regierung präsentierte gestern die nächsten Schritte.",
    ),
    ("Bu programda alan?nda uzman ki?iler ders veriyor.", "Bu programda alanında uzman kişiler ders veriyor."),
    ("Rz?d og?osi? wczoraj nowy program.", "Rząd og?osi? wczoraj nowy program."),
]


@pytest.mark.parametrize(("text", "truth"), FILLED)
def test_one_credible_word_is_put_back(text: str, truth: str) -> None:
    """The holes of known words are filled, each with a confidence of its own; what two words fit stays."""
    repair = repair_text(text)
    assert repair.text == truth
    assert {e.label for e in repair.edits} == {Label.LOSSY}
    assert all(0.5 < e.confidence < 1 for e in repair.edits)


@pytest.mark.parametrize(
    "text",
    [
        "Is it done? no one knows.",
        "Wer war das? niemand.",
        "Chi?u nay quy?n l?i.",
        "?ilut?s savivaldybė",
        "see http://example.org/caf?id=3 for more",
        "Tan\u0131nabilir bir ?ekilde",
    ],
)
def test_other_marks_stay(text: str) -> None:
    """Questions, addresses, first letters and words that could be several are left as they are."""
    assert repair_text(text).text == text
