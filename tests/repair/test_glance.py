"""The glance over a page: what is at home on it, what is a stranger, and that remembering changes nothing."""

from __future__ import annotations

import random
import unicodedata

import pytest

from copydesk.charset.statistics import load_statistics
from copydesk.mojibake import repair_text
from copydesk.mojibake.classes import class_table
from copydesk.mojibake.glance import load_glance
from copydesk.mojibake.images import Verdicts, load_verdicts
from copydesk.mojibake.strangers import find_strangers

FRENCH = "Le président a été élu après une très longue campagne, et le gouvernement n’a pas encore annoncé de mesures. "
GERMAN = "Die Regierung hat gestern neue Maßnahmen für die Wirtschaft beschlossen, und die Opposition übt heftige Kritik daran. "
RUSSIAN = "Правительство объявило вчера о новых мерах поддержки экономики, и оппозиция подвергла их резкой критике. "
ENGLISH = "The government didn’t say “when” the new measures — announced yesterday — would come into force, and nobody knows. "


@pytest.mark.parametrize(
    "page", [FRENCH, GERMAN, RUSSIAN, ENGLISH, "सरकार ने कल नए उपायों की घोषणा की। ", "国家主席昨天在北京会见了外国客人。"]
)
def test_sound_pages_hold_no_stranger(page: str) -> None:
    """No word of a sound page is looked at further."""
    assert find_strangers(page * 4)[0] == frozenset()


@pytest.mark.parametrize(
    ("page", "word"),
    [
        (FRENCH, "trčs"),
        (FRENCH, "Ã©tÃ©"),
        (FRENCH, "caf茅"),
        (GERMAN, "f³r"),
        (RUSSIAN, "оПХБЕР"),
        (RUSSIAN, "Ïðèâåò"),
        (ENGLISH, "donâ€™t"),
        (ENGLISH, "при"),
    ],
)
def test_a_damaged_word_is_a_stranger(page: str, word: str) -> None:
    """A word that no language of the page could write stands out, wherever it is."""
    assert word in find_strangers(page + word + " " + page)[0]


def test_forgetting_changes_nothing() -> None:
    """What is remembered of words depends on the words alone: a fresh process repairs the same."""
    text = f"{FRENCH}\nLes journalistes ne sont pas trčs bien payés dans ce pays.\n{RUSSIAN}\ncafÃ© René\n"
    first = repair_text(text)
    for cached in (load_glance, load_verdicts):
        cached.cache_clear()
    assert repair_text(text) == first
    assert isinstance(load_verdicts(), Verdicts)


@pytest.mark.skipif(unicodedata.unidata_version != "14.0.0", reason="the kinds are those of Unicode 14, which Python 3.11 has")
def test_the_shipped_kinds_are_those_of_the_rules() -> None:
    """``kinds.zst`` holds what the rules for kinds of characters make of the shipped statistics."""
    glance = load_glance()
    assert (class_table(load_statistics(), glance.letter) == glance.kind).all()


def test_all_that_the_peer_calls_bad_is_asked_of_it() -> None:
    """Every pair of characters between letters or spaces that ftfy takes for damage passes the quick look before it."""
    from ftfy.badness import MOJIBAKE_CATEGORIES
    from ftfy.badness import is_bad as bad

    from copydesk.mojibake.peer import is_bad

    chance = random.Random(0)
    signs = sorted({char for some in MOJIBAKE_CATEGORIES.values() for char in some} | set("ŒœÂÃà×√≈‚вГβā€Ä aZ.? \n"))
    lines = [
        "".join(chance.choices(signs, k=chance.randint(1, 4))).join(chance.choices(("", "a", " ", "Z ", ". "), k=2)) for _ in range(20_000)
    ]
    lines += [around.replace("x", sign) for sign in signs for around in ("x", "axb", "a x b", " x", "x ")]
    assert all(is_bad(line) == bool(bad(line)) for line in lines)
