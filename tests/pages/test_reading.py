"""Reading a source on its page: what the card says, the keys, filters, search, repairs, and the article beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.pages.browsing import open_page, press, read_complaints, source_page
from tests.pages.newsroom import INFECTED, MIXED, ROOT

_FOCUS = """const e = document.activeElement;
  return e.classList.contains('s') ? [e.className, e.textContent, e.getAttribute('aria-describedby')] : null"""
_CARD = "const c = document.getElementById('card'); return c.hidden ? null : c.innerText"
_STATUS = "return document.getElementById('status').textContent"


@pytest.fixture
def page(chromium: Any, report: Path) -> Any:
    """The page of the infected seed, freshly opened."""
    open_page(chromium, source_page(report, INFECTED))
    yield chromium
    assert read_complaints(chromium) == []


def _click(browser: Any, selector: str) -> None:
    browser.find_element("css selector", selector).click()


def test_every_character_is_there(page: Any) -> None:
    """The text of the page is the source's, character by character."""
    shown = page.execute_script("return document.getElementById('text').textContent")
    assert shown == (ROOT / "seeds" / INFECTED).read_bytes().decode("utf-8").replace("\r\n", "\n")


def test_every_span_is_coloured_by_its_label(page: Any) -> None:
    """A removed, a lifted and a repaired span have colours of their own; kept text has the page's."""
    colours = page.execute_script("""return Object.fromEntries([...document.querySelectorAll('.s')].map(
      e => [e.className.split(' ')[2], getComputedStyle(e).backgroundColor]))""")
    assert len(colours) > 8
    assert len({colour for label, colour in colours.items() if label not in ("l-body", "l-whitespace")}) == len(colours) - 2
    assert colours["l-body"] == "rgba(0, 0, 0, 0)"


def test_focus_shows_the_rule_and_why(page: Any) -> None:
    """The button goes to the first removal; the card names label, rule, why and confidence, and describes the span for a screen reader."""
    _click(page, "#next")
    classes, text, described = page.execute_script(_FOCUS)
    assert "a-drop" in classes and text.startswith("Global Edition") and described == "card"
    card = page.execute_script(_CARD)
    assert "navigation" in card and "china-daily-edition-bar" in card
    assert "the bar of editions and languages above the masthead" in card and "1.00" in card
    assert page.execute_script(_STATUS).startswith("Removal 1 of ")


def test_hover_shows_the_same_and_escape_hides_it(page: Any) -> None:
    """The pointer over a span opens the card, over the card it stays, Escape closes it."""
    from selenium.webdriver.common.action_chains import ActionChains

    span = page.find_element("css selector", ".s.l-share")
    ActionChains(page).move_to_element(span).perform()
    assert "line-alone" in page.execute_script(_CARD)
    ActionChains(page).move_to_element(page.find_element("id", "card")).pause(0.5).perform()
    assert "line-alone" in page.execute_script(_CARD)
    press(page, "\ue00c")
    assert page.execute_script(_CARD) is None


def test_keys(page: Any) -> None:
    """n and p go through the removals, arrows through all spans, / to the search; none of them when they are switched off."""
    press(page, "n", "n")
    second = page.execute_script(_FOCUS)[1]
    press(page, "n", "p")
    assert page.execute_script(_FOCUS)[1] == second
    press(page, "\ue014")
    assert page.execute_script(_FOCUS)[1] != second
    page.execute_script("document.getElementById('keys').checked = false")
    before = page.execute_script(_FOCUS)
    press(page, "n")
    assert page.execute_script(_FOCUS) == before
    page.execute_script("document.getElementById('keys').checked = true")
    press(page, "/")
    assert page.execute_script("return document.activeElement.id") == "search"


def test_the_tab_key_stops_once_in_the_source(page: Any) -> None:
    """The spans are one stop for the tab key; it is where one was last."""
    assert page.execute_script("return document.querySelectorAll('#text [tabindex=\"0\"]').length") == 1
    press(page, "n", "n", "n")
    assert page.execute_script("return document.querySelectorAll('#text [tabindex=\"0\"]').length") == 1
    assert page.execute_script("return document.activeElement.tabIndex") == 0


def test_filters(page: Any) -> None:
    """A label's button and the list of rules fade or hide what does not match, the jump keys keep to the matches, and the count is told."""
    _click(page, "[data-label=share]")
    assert page.execute_script("return document.querySelector('[data-label=share]').getAttribute('aria-pressed')") == "true"
    seen = page.execute_script("return [...document.querySelectorAll('.s.on')].map(e => e.classList.contains('l-share'))")
    assert seen and all(seen) and page.execute_script("return document.querySelectorAll('.s.off').length") > 20
    assert f"{len(seen)} spans match" in page.execute_script(_STATUS)
    press(page, "n")
    assert "l-share" in page.execute_script(_FOCUS)[0]
    _click(page, "#only")
    assert page.execute_script("return getComputedStyle(document.querySelector('.s.l-body')).display") == "none"
    _click(page, "#clear")
    assert page.execute_script("return document.querySelectorAll('.s.off').length") == 0
    rules = page.execute_script("return [...document.getElementById('rule').options].map(o => [o.value, o.text])")
    value = next(value for value, name in rules if name.startswith("china-daily-top "))
    page.execute_script("const r = document.getElementById('rule'); r.value = arguments[0]; r.dispatchEvent(new Event('change'))", value)
    assert page.execute_script("return document.querySelectorAll('.s.on').length") == 3


def test_search(page: Any) -> None:
    """A search finds words across spans in any case, tells how many, and Enter goes from one to the next."""
    page.find_element("id", "search").send_keys("qingdao")
    press(page, "\ue007")
    count = (ROOT / "seeds" / INFECTED).read_text("utf-8").lower().count("qingdao")
    assert page.execute_script(_STATUS) == f"1 of {count}"
    press(page, "\ue007")
    assert page.execute_script(_STATUS) == f"2 of {count}"
    assert page.execute_script("return [...CSS.highlights.get('now')][0].toString()").lower() == "qingdao"
    assert page.execute_script("return CSS.highlights.get('found').size") == count
    place = page.execute_script("return [...CSS.highlights.get('now')][0].getBoundingClientRect().top")
    assert 0 < place < 900


def test_repairs_show_before_and_after(chromium: Any, report: Path) -> None:
    """Repairs stand in a table, in the card, and the source can be read either way."""
    open_page(chromium, source_page(report, "garbled.txt"))
    cells = chromium.execute_script(
        "return [...document.querySelectorAll('#repairs tbody tr')].map(r => [r.cells[0].innerText, r.cells[1].innerText])"
    )
    assert ["Ã§", "ç"] in cells
    _click(chromium, "#repairs [data-go]")
    card = chromium.execute_script(_CARD)
    assert "was" in card and "reads" in card and "Ã§" in card and "ç" in card
    text = "return document.getElementById('text').textContent"
    assert "franÃ§ais" in chromium.execute_script(text)
    _click(chromium, "[value=repaired]")
    assert "français" in chromium.execute_script(text) and "franÃ§ais" not in chromium.execute_script(text)


def test_the_article_stands_beside(page: Any, report: Path) -> None:
    """The article is the published text, with its fields; its paragraph is marked when its span has the focus."""
    told = page.execute_script("return [document.querySelector('.story h3').innerText, document.querySelector('.story .text').textContent]")
    assert told[0] == "SCO stories showcase shared growth" and told[1].startswith("Van Svetlana, a Russian entrepreneur")
    assert "Ji Haisheng" in page.execute_script("return document.querySelector('.story .facts').innerText")
    page.execute_script("document.querySelectorAll('.s.l-body')[1].focus()")
    assert page.execute_script("return document.querySelector('.story .here').textContent") in told[1]


def test_the_gate_is_heard(chromium: Any, report: Path) -> None:
    """The page says which expectation refused an article or warned of it, and why."""
    open_page(chromium, source_page(report, "garbled.txt"))
    held = chromium.execute_script("return document.querySelector('.held').innerText")
    assert "quarantine" in held and "text_has_no_mojibake" in held and "onerror" in held
    open_page(chromium, source_page(report, MIXED))
    assert "text_has_no_lost_characters" in chromium.execute_script("return document.querySelector('.held.soft').innerText")


def test_an_article_has_an_address(chromium: Any, report: Path) -> None:
    """The run's page links a failing id to the place of its article."""
    open_page(chromium, report / "index.html")
    link = chromium.execute_script("return document.querySelector('details a[href*=\"#\"]').href")
    chromium.get(link)
    assert link.split("#")[1] in chromium.execute_script("return document.querySelector('.story .facts').textContent")


def test_everybody_who_fails_is_named(chromium: Any, report: Path) -> None:
    """A failing expectation names ids, or sources, each with the evidence and a link to its page; one that holds names nobody."""
    open_page(chromium, report / "index.html")
    told = chromium.execute_script("""return Object.fromEntries([...document.querySelectorAll('section[aria-labelledby=judged-h] tr')].map(
      row => [row.querySelector('code')?.textContent,
              [...row.querySelectorAll('li')].map(li => [li.textContent, !!li.querySelector('a')])]))""")
    ((refused, linked),) = told["text_has_no_mojibake"]
    assert "onerror" in refused and linked
    assert told["source_is_not_infected"] == [[INFECTED, True]] and told["there_are_sources"] == []


def test_print_holds_everything(page: Any) -> None:
    """What is printed has the whole source and the article, and no controls."""
    page.execute_script("dispatchEvent(new Event('beforeprint'))")
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = page.execute_script(
        "return ['.tools', '.filters', '#source', '#article'].map(s => getComputedStyle(document.querySelector(s)).display !== 'none')"
    )
    assert shown == [False, False, True, True]
    assert len(page.execute_cdp_cmd("Page.printToPDF", {})["data"]) > 10_000


def test_print_is_dark_on_light(chromium: Any, report: Path) -> None:
    """Paper is white, also for readers who like their screens dark."""
    open_page(chromium, source_page(report, INFECTED), scheme="dark", media="print")
    colours = chromium.execute_script("const s = getComputedStyle(document.body); return [s.color, s.backgroundColor]")
    assert colours == ["rgb(29, 28, 26)", "rgb(255, 255, 255)"]


@pytest.mark.parametrize("width", [360, 768])
def test_narrow_windows_scroll_one_way(chromium: Any, report: Path, width: int) -> None:
    """On a phone nothing sticks out to the right, and source and article take turns."""
    for page in (report / "index.html", source_page(report, INFECTED), source_page(report, MIXED)):
        open_page(chromium, page, width=width)
        assert chromium.execute_script("return document.documentElement.scrollWidth <= innerWidth"), page
    assert chromium.execute_script("return getComputedStyle(document.getElementById('article')).display") == "none"
    _click(chromium, "#tab-article")
    assert chromium.execute_script("return getComputedStyle(document.getElementById('source')).display") == "none"


def test_the_run_page_finds_sources(chromium: Any, report: Path) -> None:
    """The table of sources can be narrowed by words and by verdict, and says how many are left."""
    open_page(chromium, report / "index.html")
    chromium.find_element("id", "find-source").send_keys("garbled")
    assert chromium.execute_script("return document.getElementById('found-sources').textContent").startswith("1 of ")
    chromium.execute_script("const v = document.getElementById('find-verdict'); v.value = 'published'; v.dispatchEvent(new Event('input'))")
    assert chromium.execute_script("return document.getElementById('found-sources').textContent").startswith("0 of ")
    headings = chromium.execute_script("return [...document.querySelectorAll('h2')].map(e => e.innerText)")
    assert {"What needs a person", "Removed by source and label", "Over time", "Languages"} <= {*headings}
    assert {"Spam by family", "Verdicts on the sources", "Expectations", "Quarantine"} <= {*headings}
    assert {"Drift: what looks different from its own past", "Scorecards, the worst first"} <= {*headings}
    assert chromium.execute_script("return document.querySelectorAll('figure svg rect').length") > 10


def test_search_hears_what_is_shown(chromium: Any, report: Path) -> None:
    """The search goes through the text as it is shown: as received, or as repaired."""
    open_page(chromium, source_page(report, "garbled.txt"))
    chromium.find_element("id", "search").send_keys("français")
    press(chromium, "\ue007")
    assert chromium.execute_script(_STATUS) == "0 found"
    _click(chromium, "[value=repaired]")
    assert chromium.execute_script(_STATUS) == "1 found"
    _click(chromium, "#find-next")
    assert chromium.execute_script("return [...CSS.highlights.get('now')][0].toString()") == "français"
    assert read_complaints(chromium) == []
