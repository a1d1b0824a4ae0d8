"""Language: sentences with their tag, texts too short to tell, hostile texts, and the figures on the development cases."""

from __future__ import annotations

import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.language import identify_language, script_of, script_shares
from copydesk.language.voices import ask_langdetect

HERE = Path(__file__).parent
CASES = [json.loads(line) for line in (HERE / "cases.jsonl").read_text("utf8").splitlines()]
# Written for this test, as are the last seven of the cases: a school opens in September.
_AVAR = "Шагьаралъул бетӀерас сон бицана, цӀияб школа сентябралда рагьизе бугилан, гьениб кӀинусго лъималазе бакӀ букӀинилан."
_BALKAR = (
    "Шахарны башчысы тюнене айтды: джангы школ сентябрь айда ачыллыкъды, анда эки джюз сабийге орун боллукъду. Бу иш бек игиди, деди ол."
)
_BURYAT = "Хотын дарга үсэгэлдэр хэлэһэн: шэнэ һургуули сентябрь һарада нээгдэхэ, тэндэ хоёр зуун хүүгэдтэ һуури байха."
DEVELOPMENT = HERE.parents[2] / "shared/data/language/cases.jsonl.gz"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:20])
def test_tag(case: dict[str, str]) -> None:
    """Each text gets its BCP 47 tag, and one that is too short gets none."""
    assert identify_language(case["text"]).tag == case["tag"]


@pytest.mark.parametrize("text", [_AVAR, _BALKAR, _BURYAT], ids=["Avar", "Karachay-Balkar", "Buryat"])
def test_the_nearest_relation_has_little_confidence(text: str) -> None:
    """A language that no voice knows has letters that the one it looks like lacks, or lacks some of its letters."""
    assert identify_language(text).confidence <= 0.4


def test_mixed_text_reports_both() -> None:
    """A bilingual page names one language and reports the other with its share."""
    german = "Die Bundesregierung hat ein neues Gesetz zur Energie beschlossen, teilte das Ministerium am Montag in Berlin mit.\n"
    english = "The federal government has passed a new law on energy, the ministry said in Berlin on Monday afternoon.\n"
    found = identify_language(german * 4 + english * 2)
    assert found.tag == "de"
    assert [tag for tag, _ in found.others] == ["en"]


def test_one_language_has_no_others() -> None:
    """English prose with foreign names in it is not reported as mixed."""
    text = "Emmanuel Macron met Olaf Scholz at the Schloss Meseberg on Tuesday, and the two spoke about Nord Stream for an hour.\n"
    assert identify_language(text * 4).others == ()


HOSTILE = ["\x00\ud800\udfff", "\x00" * 5000, "\ud800abc" * 500, "a" * 1_000_000, "\ufdd0\uffff text " * 99, "\n" * 10000]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text(text: str) -> None:
    """Control characters, lone surrogates and endless words give an answer, not an error."""
    identify_language(text)


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_text(text: str) -> None:
    """Whatever the text, the answer is well formed and the same again."""
    found = identify_language(text)
    assert 0 <= found.confidence <= 1
    assert all(0 < share <= 1 for _, share in found.others)
    assert identify_language(text) == found


def test_threads_agree() -> None:
    """Many threads at once get what one gets."""
    texts = [case["text"] for case in CASES] * 4
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(identify_language, texts)) == [identify_language(text) for text in texts]


def test_scripts() -> None:
    """Shares count letters only, by ISO 15924 code."""
    assert script_shares("Hello мир 你好 123!") == (("Latn", 0.5), ("Cyrl", 0.3), ("Hani", 0.2))
    assert script_shares("123 !?") == ()
    assert [script_of(c) for c in "aЖ中あ!\ud800"] == ["Latn", "Cyrl", "Hani", "Hira", "Zyyy", "Zzzz"]


def test_langdetect_is_seeded() -> None:
    """langdetect, unseeded a different voice each time, answers the same ten times over."""
    text = "To je zemljevid in cesta."
    assert len({ask_langdetect(text) for _ in range(10)}) == 1


@pytest.mark.skipif(not DEVELOPMENT.exists(), reason="the shared development cases are not beside the checkout")
def test_development_cases() -> None:
    """Every third development case: at least 98 % of the sentences and 99.3 % of the paragraphs."""
    with gzip.open(DEVELOPMENT, "rt", encoding="utf8") as stream:
        cases = [json.loads(line) for line in stream][::3]
    for kind, floor in (("sentence", 0.98), ("paragraph", 0.993)):
        hits = [(identify_language(c["text"]).tag or "").split("-")[0] in c["accept"] for c in cases if c["kind"] == kind]
        assert sum(hits) / len(hits) >= floor


def test_digits_do_not_make_an_alphabet_doubtful() -> None:
    """Persian digits are no letters: a sentence full of numbers is as surely Persian as one without."""
    sentence = "دولت در این استان برای ساخت راه‌ها و مدرسه‌ها هزینه کرده است و مردم از نتیجه کار خشنود هستند"
    assert identify_language(f"{sentence} ۱۲۳۴ ۵۶۷۸ ۹۰۱۲").confidence == identify_language(sentence).confidence
