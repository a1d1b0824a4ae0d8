"""Marks that links, markup, telephone numbers, brands and lists leave in a line; sound lines that come close have none."""

from __future__ import annotations

import pytest

from copydesk.spam.marks import glance, has_mark, may_have_mark

_MARKED = (
    "see http://cheap.example now", "WWW.cheap.example", "[URL=x]pills[/URL]", "[/LINK]", "[…] more of this […]", "more &#1072;",
    "go >> here",
    "★ best offer",
    "ＡＢＣ club", "a , b word , c", "poker | casino | slots", "the end | ", "新、旧、老、好", "call +4912345678",
    "call 212-555-0199", "0123456789", "v1agra online", "the сaт and тhe", "caSINo night", "joker88 wins", "mega4D", "lucky789!",
    "see HTTPS://cheap.example", "<a href", "<<", "a / b / c", "buy • sell • rent", "buy · sell · rent", "buy » sell » rent", "☎ ring us",
    "Tel. 069/12341234", "Tel. 05321/12 34 56",
    "📞 ring us", "｜a｜", "call ٠١٢٣٤٥٦٧٨٩", "call ०१२३४५६७८९", "call ０１２３４５６７８９", "ж is bж", "VIAGR4d",
)  # fmt: skip
_PLAIN = (
    "The harbour reopened on Friday, three weeks late, after two gates had been replaced.", "In 2019 they sold 1,250,000 tickets.",
    "Fly with the A380 or the B777 to St. John's", "Call 911 or 112", "He wrote [sic] and left (at 10:45)", "Cafés, bars – and 12 shops",
    "McDonald and iPhone", "Новая дорога открыта", "新桥今日通车、市民欢迎", "and/or", "12345678 9", "WordPress 88",
    "01/02/2024 to 05/02/2024", "2023/24",
)  # fmt: skip


@pytest.mark.parametrize("line", _MARKED)
def test_a_mark_is_seen(line: str) -> None:
    """Wherever it stands in the line."""
    assert has_mark(line)
    assert has_mark(f"On Friday the town said {line}")


@pytest.mark.parametrize("line", _PLAIN)
def test_a_sound_line_has_none(line: str) -> None:
    """Numbers, names, brackets and slashes of ordinary news."""
    assert not has_mark(line)


@pytest.mark.parametrize("line", _MARKED)
def test_a_page_with_a_mark_may_have_one(line: str) -> None:
    """The page as a whole is not ruled out, whatever stands around the line."""
    for page in (line, f"The harbour reopened on Friday.\n{line}\n“Late,” he said.", f"Гавань открыта.\n{line}\n新桥今日通车。"):
        data = page.encode()
        assert may_have_mark(page, data, page.lower().encode(), glance(data, 3)[0])
