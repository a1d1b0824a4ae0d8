"""A list is told by its shape: what nobody sells in a word that the lexicon knows goes, what sound pages list stays."""

from __future__ import annotations

import pytest

from tests.spam.test_rehearsal import find_marks, read_blocks

HOST = next("\n\n".join(text.split("\n")) for _, language, text in read_blocks("hosts.txt") if language == "en")

UNKNOWN = (
    "barn owl nest box plans, wooden bat house kit, hedgehog feeding station Leeds, squirrel proof bird table, swift brick installer",
    "sprowadzanie pszczół Łódź | matki pszczele wysyłka | ule wielkopolskie komplet | miodarka elektryczna używana | węza pszczela kg",
    "养蜂箱批发厂家 蜂蜜灌装设备 中蜂种王出售 摇蜜机不锈钢 巢础机价格 蜂王浆框定做",
    "clockmaker Ripley\nclockmaker Belper\nclockmaker Alfreton\nclockmaker Heanor\nclockmaker Ilkeston\nclockmaker Matlock",
)
SOUND_LISTS = (
    "Ingredients: 500g rye flour, 2 tsp salt, 300ml warm water, 50g honey, 1 sachet yeast, caraway seeds",
    "FOR SALE: oak bench, as new, 555-0101. WANTED: pram with rain cover, 555-0102. LOST: tabby cat, Mill Lane, reward.",
    "The closure also affects Ripley, Belper, Alfreton, Heanor, Ilkeston and the villages around Matlock",
    "English\nРусский\n中文\nΕλληνικά\nالعربية\nहिन्दी\n한국어",
    "January (12)\nFebruary (9)\nMarch (31)\nApril (4)\nMay (17)",
    "Over 40 top apps from just $1 each, ends tonight https://t.example/abc via @someone\n— A. Writer (@a_writer) November 4, 2019",
    "Who closed the bridge? Who knew of the cracks? Why was nobody told in June? When will the ferry sail?",
)


def assert_goes(block: str) -> None:
    """Below an article the block is marked from end to end, and nothing else is."""
    text = HOST + "\n\n" + block + "\n"
    (mark,) = find_marks(text)
    assert text[mark.start : mark.end] == block


def assert_stays(block: str) -> None:
    """Below an article nothing is marked."""
    assert find_marks(HOST + "\n\n" + block + "\n") == ()


@pytest.mark.parametrize("block", UNKNOWN)
def test_a_list_of_an_unknown_trade_goes(block: str) -> None:
    """Phrases about nothing that the page speaks of, strung together, need no word of the lexicon; the article stays."""
    assert_goes(block)


@pytest.mark.parametrize("block", SOUND_LISTS)
def test_a_sound_list_stays(block: str) -> None:
    """A label, figures, an *and* before the end, counts, capitals, a signature or many scripts: a list of the page's own."""
    assert_stays(block)


def test_a_wrapped_enumeration_stays() -> None:
    """Four phrases between commas that are the middle of a sentence broken into lines."""
    page = HOST + "\n\nEverybody has the right to be looked after when out of work,\nin sickness of any kind, in old age without kin,"
    assert find_marks(page + " in widowhood,\nand in other lack of livelihood that nobody can help.\n") == ()


def test_a_spun_comment_goes_with_its_link() -> None:
    """Words without sense above the link that they were written for are no prose of the page."""
    comment = "Perhaps fate desires u . s . to meet some wrong folks prior to being able to meet the right choice, to be thankful for it."
    text = HOST + "\n\n" + comment + "\nNike TN Pas Cher http://www.tn-pascher.example/\n"
    assert any(mark.start >= len(HOST) for mark in find_marks(text))
    assert all(mark.start >= len(HOST) for mark in find_marks(text))


def test_a_line_of_blanks_has_no_first_word() -> None:
    """Spaces of typesetters with a plain one between them are a blank line, in a list too; they once stopped the search."""
    phrases = [f"clockmaker {town}" for town in ("Ripley", "Belper", "Alfreton", "Heanor", "Ilkeston", "Matlock")]
    text = HOST + "\n\n" + "\n\u2002 \u2002\n".join(phrases) + "\n"
    (mark,) = find_marks(text)
    assert text[mark.start : mark.end].startswith("clockmaker Ripley")


def test_goods_in_four_alphabets_of_japanese_are_no_switcher() -> None:
    """Kana, Chinese characters, the long-vowel mark and Latin letters are how Japanese is written, not four languages."""
    goods = "ミニカー 未開封 激安 ダイキャスト製 レアカラー 即納 中古ミニカー 買取 JDMモデル 限定 ケース付 通販"
    (mark,) = find_marks(HOST + "\n\n" + goods + "\n")
    assert mark.end - mark.start == len(goods)


def test_the_last_sentence_of_a_pitch_goes_with_it() -> None:
    """A line whose sentences are all junk by themselves goes as a whole, though its last names no trade and speaks to nobody."""
    pitch = "Kazancınızı ikiye katlamanın tam zamanı! Sitemize ilk kez katılan herkese çevrimsiz hoş geldin hediyesi tanımlıyoruz."
    pitch += " Canlı masalarda gerçek krupiyelerle oynayın, paranızı beş dakikada çekin."
    (mark,) = find_marks(HOST + "\n\n" + pitch + "\n")
    assert mark.end - mark.start == len(pitch)


def test_praise_as_robots_spin_it_goes() -> None:
    """Fragments of praise that are said of no article in particular: the phrases are few, their order is by lot."""
    praise = "Superb weblog, truly fastidious! I stumbled upon it by chance and will be coming yet again, as the loading pace is amazing."
    (mark,) = find_marks(HOST + "\n\n" + praise + "\n")
    assert mark.end - mark.start == len(praise)
    thanks = "The coach praised her pace. I have watched her for years, she said, and this was her best race by far."
    assert find_marks(HOST + "\n\n" + thanks + "\n") == ()
