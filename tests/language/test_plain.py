"""Plain English is settled by its function words, and nothing else is: the kernel counts what its twin counts."""

from __future__ import annotations

import random

import pytest

from copydesk.kernels import find_kernel
from copydesk.language import identify_language
from copydesk.language.plain import STRETCH, count_words, is_plain_english
from copydesk.types import Language

ENGLISH = (
    "The council said on Tuesday that it would not close the two libraries which had been on its list since the spring. "
    "“We have heard what people think of this,” said the mayor, who was in the town hall when the vote was taken. "
    "It was the first time in ten years that the plans for the north of the city were changed by those who live there — "
    "and it may not be the last, because there are more cuts to come before the end of the year."
)
GERMAN = "Der Stadtrat hat am Dienstag entschieden, dass die beiden Büchereien nicht schließen, die seit dem Frühjahr bedroht waren."
SWAHILI = "Baraza la jiji lilisema Jumanne kwamba halitafunga maktaba hizo mbili ambazo zilikuwa kwenye orodha tangu majira ya kuchipua."
NAMES = "Goals: Okafor, Lindqvist, Marchetti, Papadakis, Nowak, Fernandes, Haugen, Kowalczyk, Silva, Brandt, Ivanov, Tanaka, Sørensen."


def test_plain_english_needs_no_detector() -> None:
    assert is_plain_english(ENGLISH)
    assert identify_language(ENGLISH) == Language("en", 0.98)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The end of the line.",
        GERMAN,
        SWAHILI,
        f"{ENGLISH}\n{GERMAN}",
        f"{SWAHILI}\n{ENGLISH}",
        f"{ENGLISH}\n{NAMES}",
        f"{ENGLISH} Москва",
        f"{ENGLISH} 北京",
        f"{ENGLISH} \ud800",
        "the of and " * 3,
        "de la the of and und der " * 40,
    ],
)
def test_whatever_is_not_plain_is_left_to_the_detectors(text: str) -> None:
    assert not is_plain_english(text)


def test_a_second_language_is_still_reported() -> None:
    found = identify_language("\n".join([ENGLISH, GERMAN, ENGLISH, GERMAN]))
    assert found.tag == "en"
    assert [tag for tag, _ in found.others] == ["de"]


def test_the_kernel_counts_what_its_twin_counts() -> None:
    kernel = find_kernel("plain")
    if kernel is None:
        pytest.skip("copydesk.kernels.plain is not built here (no compiler)")
    words = kernel.Words(["the", "of"], ["und"])
    assert words.count("The end, und of it", 1) == (5, 2, 1, 3)
    with pytest.raises(ValueError, match="at most 8 letters"):
        kernel.Words(["international"], [])
    found = kernel.Words(*_sets())
    draw = random.Random(5)
    letters = "aé the of and de und É×÷\xd7\x80\xa0ɏɐ“”中\ud800\ufe0f😀 \n"
    texts = ["".join(draw.choices(letters, k=draw.randint(0, 30))) for _ in range(2000)]
    texts += ["".join(draw.choices(letters[:14], k=60)) for _ in range(500)]
    for text in [*texts, ENGLISH, GERMAN, SWAHILI, NAMES, "a" * 1_000_000, "the " * 250_000, "\0\x7f"]:
        assert found.count(text, STRETCH) == count_words(text), ascii(text[:80])


def _sets() -> tuple[frozenset[str], frozenset[str]]:
    from copydesk.language.plain import FOREIGN_WORDS, OWN_WORDS

    return OWN_WORDS, FOREIGN_WORDS
