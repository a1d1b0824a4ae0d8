"""Edges: hostile text, parts of lines, stories within a page, the finding for the source, words that must not give anybody away."""

from __future__ import annotations

import time

import pytest

from copydesk.lines import split_lines
from copydesk.spam import find_infection, find_spam
from copydesk.spam.lexicon import SURE, load_lexicon
from copydesk.spam.words import fold, join_spaced_out, unmask
from copydesk.types import Label, Mark, Page, Story

SOUND = (
    "The council voted on Tuesday to close the old bridge for eighteen months, after engineers found cracks in two of its piers.\n\n"
    "Drivers will be sent over the northern crossing, which already carries twice the traffic that it was built for.\n\n"
)
JUNK = "cheap viagra online - buy cialis no prescription - generic levitra pills - kamagra shop - order tramadol overnight delivery"


def find_marks(text: str, start: int = 0, end: int | None = None) -> tuple[Mark, ...]:
    """Marks of a story of a text."""
    return find_spam(Page("case", text, text, (), (), split_lines(text), "utf-8"), Story(start, len(text) if end is None else end))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        " ",
        "\x00\x00\n\x00",
        "\ud800\udfff viagra \ud83d",
        "|||||||||",
        "a" * 300_000,
        "казино " * 20_000,
        "，" * 50_000,
        ">>> " * 9_000,
        "&#x" * 9_000,
    ],
)
def test_hostile_text_is_survived_in_linear_time(text: str) -> None:
    """Empty pages, NULs, lone surrogates and lines of hundreds of kilobytes neither crash nor hang."""
    start = time.perf_counter()
    marks = find_marks(text)
    assert time.perf_counter() - start < 20
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)


def test_glued_junk_goes_and_its_line_stays() -> None:
    """Junk after a sound sentence in the same line: the mark begins where the sentence has ended."""
    text = SOUND + "Shopkeepers on both banks fear for their trade and have asked for help. " + JUNK + "\n\n" + SOUND
    (mark,) = find_marks(text)
    assert text[mark.start : mark.end] == JUNK


def test_only_the_story_asked_for_is_judged() -> None:
    """Junk outside of the story's span is another story's business."""
    text = JUNK + "\n\n" + SOUND + JUNK + "\n"
    start = len(JUNK) + 2
    (mark,) = find_marks(text, start)
    assert mark.start >= start
    assert find_marks(text, start, start + len(SOUND)) == ()


def test_the_same_text_gives_the_same_marks() -> None:
    """Answers do not depend on what was asked before."""
    text = SOUND + JUNK
    first = find_marks(text)
    find_marks("казино онлайн играть бесплатно без регистрации игровые автоматы")
    assert find_marks(text) == first


def test_an_infected_source_is_reported_once() -> None:
    """One finding for all marks of a source, with the family named; none without marks of spam."""
    marks = find_marks(SOUND + JUNK)
    finding = find_infection(marks)
    assert finding is not None
    assert finding.kind == "infected"
    assert "pharma" in finding.message
    assert find_infection([]) is None
    assert find_infection([Mark(0, 5, Label.ADVERT, "x")]) is None


@pytest.mark.parametrize(
    "word",
    [
        *("indirect", "büyük", "анализ", "аналитик", "matka", "오피니언", "자위대", "방안마련", "روحانی", "روحاني", "سئوال", "cracked"),
        *("hits", "earnings", "website", "article", "comments", "umzug", "günstiger", "billiger", "loans", "sex", "casino", "drugs"),
        *("角色", "辅助", "价格", "тип", "pass", "class"),
    ],
)  # fmt: skip
def test_words_of_the_news_are_never_sure(word: str) -> None:
    """Ordinary words of the news, and words that begin or end like a trade's, are not the jargon of any trade."""
    lexicon = load_lexicon()
    entries = list(lexicon.find_entries(fold(word)))
    for start, end in lexicon.any_infix.find(fold(word)):
        entries += lexicon.infixes[fold(word)[start:end]]
    assert [entry for entry in entries if entry[1] == SURE and entry[0] != "flattery"] == []


@pytest.mark.parametrize(
    ("masked", "plain"),
    [
        ("v1agra", "viagra"),
        ("p0rn", "porn"),
        ("кaзинo", "казино"),
        ("vіаgrа", "viagra"),
        ("covid", None),
        ("2024", None),
        ("казино", None),
    ],
)
def test_masks_come_off(masked: str, plain: str | None) -> None:
    """Digits for letters and Latin twins of Cyrillic letters are read as meant; plain words stay as they are."""
    assert unmask(masked) == plain


def test_spaced_out_words_are_closed_up() -> None:
    """Letters one by one make a word again, initials and short lists do not."""
    assert join_spaced_out("play c a s i n o now") == "play casino now"
    assert join_spaced_out("v.i.a.g.r.a") == "viagra"
    assert join_spaced_out("j. r. r. tolkien") == "j. r. r. tolkien"


def test_control_entities_of_old_wire_dumps_are_no_disguise() -> None:
    """Numeric references to control characters, as SGML dumps of wire copy have them, are debris and no junk."""
    wire = "<UNKNOWN> \n&#5;&#5;&#5;C T\n&#22;&#22;&#1;f0704&#31;reute\nu f BC-BRIDGE-CLOSED   02-26 0066"
    assert find_marks(wire + "\n" + SOUND) == ()


def test_a_page_about_a_trade_may_tell_its_reader_of_it() -> None:
    """A paragraph in the page's own words that says *you* and names downloads is the page's, where the page is about them."""
    page = (
        "Cracked software is software whose licence check was removed, and it is offered for download on hundreds of sites.\n\n"
        "Whoever visits such a download site is sent from one page of adverts to the next before any software arrives.\n\n"
        "You may get the cracked software by visiting one of the download sites on the top 10 lists. You will be sent on after you click. "
        "The site then lets you download the software that you chose.\n\n"
        "In most of the cracked software that was tested the download held a virus, and none of the sites named its owner.\n"
    )
    assert find_marks(page) == ()


def test_a_single_line_of_trades_in_a_strange_tongue_is_junk() -> None:
    """Four parts, each naming a trade, in another language than the page's; the same in the page's own may be the tags of a story."""
    (mark,) = find_marks(SOUND + "güvenilir bahis siteleri 2025 | canlı casino siteleri | bedava bahis bonusu | kaçak iddaa siteleri")
    assert mark.label is Label.SPAM
    assert find_marks(SOUND + "casino | poker | sports betting | online slots") == ()


def test_a_case_is_measured_for_the_fit_line_by_line() -> None:
    """The line of junk is labelled junk, the others sound; what the fit needs of the finder is still there."""
    pytest.importorskip("numpy")
    from bench.spam_training import Sample

    text = SOUND + JUNK
    sample = Sample({"text": text, "junk": [[len(SOUND), len(text)]], "group": "pharma", "language": "en"}, load_lexicon())
    assert sample.label.tolist() == [0.0] * (len(sample.text) - 1) + [1.0]


GERMAN = (
    "Der Stadtrat beschloss am Dienstag, die alte Brücke für achtzehn Monate zu sperren, nachdem Ingenieure Risse in zwei ihrer Pfeiler "
    "gefunden hatten.\n\nDie Fahrer werden über die nördliche Querung geleitet, die schon jetzt doppelt so viel Verkehr trägt wie "
    "geplant.\n\n„Wir hatten keine andere Wahl“, sagte der Bürgermeister am Abend vor der Presse.\n\n"
)


@pytest.mark.parametrize(
    "last",
    [
        "„Obwohl wir gewarnt haben, hat die Verwaltung den Bericht drei Jahre lang liegen lassen.“",
        "Die Firma bestreitet das. Insgesamt sind fünf weitere Gemeinden als Nebenkläger zugelassen.",
    ],
)
def test_a_paragraph_keeps_its_last_sentence(last: str) -> None:
    """Junk that is glued to a paragraph takes no sentence of it: closing quotation marks of any tongue, a sentence of three words."""
    text = GERMAN + last + " " + JUNK + "\n"
    (mark,) = find_marks(text)
    assert text[mark.start : mark.end] == JUNK
