"""The audit page: what it holds, and that hostile text stays text."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from flows.gate import Ruling
from flows.report import write_report
from tests.flows import toy

pytestmark = pytest.mark.usefixtures("newsroom")

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</span></div><svg/onload=alert(1)>",
    "{{ 7*7 }} {% raw %} ${7*7}",
    "javascript:alert(1)",
    "\u202egnp.exe\u202c \u200b\u2066hidden\u2069",
    "\x00\x1b[31m\x07",
    "<!--<script>-->",
    "&lt;b&gt; &amp;",
    "</style><script>alert(1)</script>",
)
_PLAIN = {"html", "head", "meta", "title", "style", "body", "main", "article", "bdi", "code", "div", "span", "p", "a", "br"}
_PLAIN |= {"h1", "h2", "dl", "dt", "dd", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def _report(seeds: Path, cleaned: Path) -> list[Path]:
    outcome = toy.publish(seeds, cleaned)
    evidence = {a["id"]: {"x": HOSTILE[0]} for a in toy.read_articles(cleaned)}
    write_report(cleaned, outcome, Ruling({}, (), (), {}, evidence))
    return sorted((cleaned / "report").rglob("*.html"))


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    """Markup in sources, names and evidence comes out as text: no foreign tag, no handler, no script link."""
    sources: dict[str, str | bytes] = {f"{number}.txt": f"{text}\n=====\nBADNEWS {text}\n" for number, text in enumerate(HOSTILE)}
    sources["<img src=x onerror=alert(1)>.txt"] = "Named badly.\n"
    sources["<b>empty</b>.txt"] = ""
    pages = _report(toy.write_sources(tmp_path / "seeds", sources), tmp_path / "cleaned")
    assert len(pages) == 1 + len(HOSTILE) + 1
    for page in pages:
        text = page.read_text("utf-8")
        reader = _Reader()
        reader.feed(text)
        assert reader.tags <= _PLAIN, page
        assert not [name for name, _ in reader.attributes if name.startswith("on") or name in ("src", "srcset", "action")]
        links = [value for name, value in reader.attributes if name == "href"]
        assert all(re.fullmatch(r"(\.\./)?(index\.html|sources/[0-9a-f]{16}\.html|data-docs/index\.html)", link) for link in links)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text)
    shown = "".join(page.read_text("utf-8") for page in pages)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown and "{{ 7*7 }}" in shown


def test_the_policy_lets_nothing_out(seeds: Path, tmp_path: Path) -> None:
    """Every page forbids all but its own style sheet, by digest, and names no other host."""
    for page in _report(seeds, tmp_path / "cleaned"):
        text = page.read_text("utf-8")
        style = re.search("<style>(.*?)</style>", text, re.DOTALL)
        assert style is not None
        digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        assert f'content="{policy}"' in text
        assert "http://" not in text and "https://" not in text and "style=" not in text


def test_every_character_is_on_the_page(seeds: Path, tmp_path: Path) -> None:
    """The page of a source holds its text, character by character, each span with its label and rule."""
    _report(seeds, tmp_path / "cleaned")
    pages = [page.read_text("utf-8") for page in (tmp_path / "cleaned" / "report" / "sources").iterdir()]
    page = next(page for page in pages if "AD: buy now" in page)
    source = page[page.index('<div class="source"') : page.index("<article")]
    reader = _Reader()
    reader.feed(source)
    assert "".join(reader.text).strip() == str(toy.SOURCES["one.txt"]).strip()
    assert "advert (drop) by toy-advert, confidence 1.00" in source
    index = (tmp_path / "cleaned" / "report" / "index.html").read_text("utf-8")
    assert "no bad news" not in index and "bad.txt" in index and "toy_no_bad_news" in index


def test_what_was_refused_at_sight_is_on_the_page(tmp_path: Path) -> None:
    """A file that was refused before it was read has a row with its reason, and no page of its own."""
    cleaned = tmp_path / "cleaned"
    pages = _report(toy.write_sources(tmp_path / "seeds", {"good.txt": "Good news.\n", "table.csv": "a,b\n"}), cleaned)
    assert len(pages) == 2
    index = (cleaned / "report" / "index.html").read_text("utf-8")
    assert "table.csv" in index and "does not know this kind of file" in index
