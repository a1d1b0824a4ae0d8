"""The audit page: what it holds, and that hostile text stays text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from flows.judging.gate import Ruling
from flows.outcome import RunError
from flows.reports.report import write_report, write_source
from tests.flows import toy
from tests.pages.newsroom import HOSTILE

pytestmark = pytest.mark.usefixtures("newsroom")
_LINK = re.compile(r"(\.\./)?(index\.html)?|(sources/[0-9a-f]{16}\.html|data-docs/index\.html)?(#[\w-]+)?")


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
    evidence = {a["id"]: {"x": HOSTILE[0]["text"]} for a in toy.read_articles(cleaned)}
    write_report(cleaned, outcome, Ruling({}, (), (), {}, evidence))
    return sorted((cleaned / "report").rglob("*.html"))


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    """In the files themselves, too: markup in sources, names and evidence is escaped, and hidden characters are written out."""
    held = [case["text"] for case in HOSTILE]
    sources: dict[str, str | bytes] = {f"{number}.txt": f"{text}\n=====\nBADNEWS {text}\n" for number, text in enumerate(held)}
    sources["<img src=x onerror=alert(1)>.txt"] = "Named badly.\n"
    sources["<b>empty<b>.txt"] = ""
    sources["said.txt"] = "Minister says <script>window.hit=1</script>\n=====\nBADNEWS of <script>window.hit=1</script> here.\n"
    pages = _report(toy.write_sources(tmp_path / "seeds", sources), tmp_path / "cleaned")
    assert len(pages) == 1 + len(held) + 2
    for page in pages:
        text = page.read_text("utf-8")
        reader = _Reader()
        reader.feed(text)
        assert not reader.tags & {"img", "iframe", "form", "object", "embed", "base", "link"}, page
        assert not [name for name, _ in reader.attributes if name.startswith("on") or name in ("src", "srcset", "action")]
        links = [value for name, value in reader.attributes if name == "href"]
        assert all(_LINK.fullmatch(link) for link in links)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
        assert text.count("<script") == text.count("</script>") == (1 if page.name == "index.html" else 2)
    assert "&lt;script&gt;window.hit=1&lt;/script&gt;" in (tmp_path / "cleaned" / "report" / "index.html").read_text("utf-8")


def test_the_policy_lets_nothing_out(seeds: Path, tmp_path: Path) -> None:
    """Every page forbids all but its own style and script, by digest, and names no other host."""
    for page in _report(seeds, tmp_path / "cleaned"):
        text = page.read_text("utf-8")
        own = []
        for name in ("style", "script"):
            found = re.search(f"<{name}>(.*?)</{name}>", text, re.DOTALL)
            assert found is not None
            own.append(base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode())
        policy = f"default-src 'none'; style-src 'sha256-{own[0]}'; script-src 'sha256-{own[1]}'; base-uri 'none'; form-action 'none'"
        assert f"content=\"{policy}; require-trusted-types-for 'script'; trusted-types 'none'\"" in text
        assert "http://" not in text and "https://" not in text and "style=" not in text


def test_every_character_is_on_the_page(seeds: Path, tmp_path: Path) -> None:
    """The page of a source holds its spans end to end, each with its label, its rule and why, and the article's place."""
    _report(seeds, tmp_path / "cleaned")
    pages = [page.read_text("utf-8") for page in (tmp_path / "cleaned" / "report" / "sources").iterdir()]
    page = next(page for page in pages if "AD: buy now" in page)
    held = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert held is not None
    data = json.loads(held[1])
    assert "".join(span[1] for span in data["spans"]) == toy.SOURCES["one.txt"]
    advert = next(span for span in data["spans"] if span[1].startswith("AD:"))
    assert data["labels"][advert[2]][:2] == ["advert", "drop"] and data["rules"][advert[3]][0] == "toy-advert"
    assert [story["id"] for story in data["stories"]] == [
        a["id"] for a in toy.read_articles(tmp_path / "cleaned") if a["source"]["name"] == "one.txt"
    ]
    index = (tmp_path / "cleaned" / "report" / "index.html").read_text("utf-8")
    assert "bad.txt" in index and "toy_no_bad_news" in index


def test_the_page_of_one_source_can_be_made(seeds: Path, tmp_path: Path) -> None:
    """Any source of the published snapshot gets its page on demand; a name that nobody knows is one sentence."""
    cleaned = tmp_path / "cleaned"
    toy.publish(seeds, cleaned)
    page = write_source(cleaned, "one.txt")
    assert "AD: buy now" in page.read_text("utf-8")
    with pytest.raises(RunError, match=r"nobody\.txt"):
        write_source(cleaned, "nobody.txt")


def test_what_was_refused_at_sight_is_on_the_page(tmp_path: Path) -> None:
    """A file that was refused before it was read has a row with its reason, and no page of its own."""
    cleaned = tmp_path / "cleaned"
    pages = _report(toy.write_sources(tmp_path / "seeds", {"good.txt": "Good news.\n", "table.csv": "a,b\n"}), cleaned)
    assert len(pages) == 2
    index = (cleaned / "report" / "index.html").read_text("utf-8")
    assert "table.csv" in index and "does not know this kind of file" in index


def test_a_refused_run_has_a_page_of_its_own(seeds: Path, tmp_path: Path) -> None:
    """Where the gate forbids publishing, the page says why, and shows nothing of the snapshot that stands."""
    cleaned = tmp_path / "cleaned"
    toy.publish(seeds, cleaned)
    outcome = toy.publish(toy.write_sources(seeds, {"late.txt": "Late news.\n"}), cleaned, rule=toy.forbid)
    write_report(cleaned, outcome, Ruling({"x-1": ("toy_run",)}, (), outcome.messages, {}, {"x-1": {"toy_run": "no day for <news>"}}))
    index = (cleaned / "report" / "index.html").read_text("utf-8")
    assert "today is no day for news" in index and "no day for &lt;news&gt;" in index and "x-1" in index
    assert "one.txt" not in index and not list((cleaned / "report" / "sources").iterdir())
