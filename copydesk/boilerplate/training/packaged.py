"""Real pages that packages of other extractors carry among their tests: more sites, labelled here by reading.

The pages stay where they are: the builder takes a folder of unpacked packages. What is kept of a page is a row of ``pages.jsonl`` (package
and path, digest of its text, site, language) and the numbers of those text nodes that are body. So every flavour of a page gets its labels
from one reading, without aligning anything: the nodes are marked before a page is rendered, and a line is body where most of it is.
"""

from __future__ import annotations

import importlib
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copydesk.boilerplate.training.cases import Case

PAGES = Path(__file__).with_name("pages.jsonl")
FLAVOURS = ("inscriptis", "bs4", "innertext")
OPEN, CLOSE = "\ue000", "\ue001"
"""Stand around the text of a body node while a page is rendered."""
_SILENT = frozenset({"script", "style", "noscript", "template", "head"})
_BREAKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
        "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "thead", "tr", "ul",
    ]
)  # fmt: skip
_GAP, _BREAK, _LINE = "\ue002", "\ue003", "\ue004"
"""Edges of paragraphs, edges of blocks and line breaks while a page is rendered as a browser does it."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_TAGGED = re.compile("[\ue000-\ue004]")


@dataclass(slots=True)
class Document:
    """A parsed page: its root, and its text nodes in order as (element, whether it is the element's tail)."""

    root: Any
    nodes: list[tuple[Any, bool]]

    def text(self, number: int) -> str:
        """The text of a node."""
        element, tail = self.nodes[number]
        return str(element.tail if tail else element.text)


def parse(source: str) -> Document:
    """The page without what no reader sees, and its text nodes that hold anything."""
    html = importlib.import_module("lxml.html")
    source = _TAGGED.sub("", re.sub(r"^\s*<\?xml[^>]*\?>", "", source)).replace("\x00", "")
    root = html.document_fromstring(source)
    for element in list(root.iter()):
        if (not isinstance(element.tag, str) or element.tag in _SILENT) and element.getparent() is not None:
            element.drop_tree()
    nodes: list[tuple[Any, bool]] = []

    def visit(element: Any) -> None:
        if (element.text or "").strip():
            nodes.append((element, False))
        for child in element:
            visit(child)
            if (child.tail or "").strip():
                nodes.append((child, True))

    visit(root)
    return Document(root, nodes)


def mark(document: Document, body: set[int]) -> None:
    """Put marks around the text of body nodes."""
    for number in body:
        element, tail = document.nodes[number]
        text = document.text(number)
        core = text.strip()
        at = text.index(core)
        marked = f"{text[:at]}{OPEN}{core}{CLOSE}{text[at + len(core) :]}"
        if tail:
            element.tail = marked
        else:
            element.text = marked


def _is_hidden(element: Any) -> bool:
    return bool(_HIDDEN.search(element.get("style") or "")) or element.get("hidden") is not None


def render_browser(root: Any) -> str:
    """What a browser gives for the text of the page without its style sheets: blocks are lines, paragraphs set off by a blank one."""
    out: list[str] = []

    def visit(element: Any) -> None:
        tag = element.tag
        if _is_hidden(element):
            return
        edge = _GAP if tag == "p" else _BREAK if tag in _BREAKS else ""
        out.append(_LINE if tag == "br" else edge)
        if element.text:
            out.append(re.sub(r"\n", _LINE, element.text) if tag == "pre" else _SPACE.sub(" ", element.text))
        for child in element:
            visit(child)
            if child.tail:
                out.append(_SPACE.sub(" ", child.tail))
        out.append("\t" if tag == "td" or tag == "th" else edge)

    def settle(run: re.Match[str]) -> str:
        least = 2 if _GAP in run[0] else 1 if _BREAK in run[0] else 0
        return "\n" * max(least, min(2, run[0].count(_LINE)))

    visit(root)
    text = re.sub(f"[ \t]*[{_GAP}{_BREAK}{_LINE}][ \t{_GAP}{_BREAK}{_LINE}]*", settle, "".join(out))
    return re.sub(r" {2,}", " ", text).strip()


def render_nodes(root: Any) -> str:
    """One text node a line, as scrapers without a layout leave it."""
    lines = [line.rstrip() for text in root.itertext() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n\n", "\n".join(lines)).strip("\n")


def render_layout(root: Any) -> str:
    """The page laid out with indents and bullets, as inscriptis does it."""
    etree, html = importlib.import_module("lxml.etree"), importlib.import_module("inscriptis.html_engine")
    config = importlib.import_module("inscriptis.model.config").ParserConfig()
    text = str(html.Inscriptis(etree.fromstring(etree.tostring(root), etree.HTMLParser()), config).get_text())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip("\n")


RENDERERS = {"inscriptis": render_layout, "bs4": render_nodes, "innertext": render_browser}


def unmark(text: str) -> tuple[str, str]:
    """The text without marks, and a label a line: 1 where most characters stand between marks, - where no letter or digit stands."""
    lines, labels, inside = [], [], False
    for line in text.split("\n"):
        count = [0, 0]
        for character in line:
            if character in {OPEN, CLOSE}:
                inside = character == OPEN
            elif character.isalnum():
                count[inside] += 1
        lines.append(_TAGGED.sub("", line))
        labels.append("-" if not sum(count) else "1" if count[1] > count[0] else "0")
    return "\n".join(lines), "".join(labels)


def read_source(path: Path) -> str:
    """The HTML of a file by its own declared or likely encoding."""
    charset = importlib.import_module("copydesk.charset")
    return str(charset.decode(path.read_bytes(), declared=None, html=True).text)


def digest(document: Document) -> str:
    """Eight hex digits over the text of all nodes: does the page read as it did when it was labelled?"""
    joined = "\n".join(document.text(i).strip() for i in range(len(document.nodes)))
    return f"{zlib.crc32(joined.encode('utf-8', 'surrogatepass')):08x}"


def spread(runs: str) -> set[int]:
    """The numbers in ``3 7-9``."""
    found: set[int] = set()
    for run in runs.split():
        low, _, high = run.partition("-")
        found.update(range(int(low), int(high or low) + 1))
    return found


def gather(numbers: set[int]) -> str:
    """The opposite of ``spread``."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return " ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def read_packaged(folder: Path, weight: float = 1.0) -> Iterator[Case]:
    """Every labelled page in three flavours; a page that is not there, or reads otherwise than when it was labelled, is refused."""
    for line in PAGES.read_text("utf-8").splitlines():
        row = json.loads(line)
        for flavour in FLAVOURS:
            document = parse(read_source(folder / row["path"]))
            if digest(document) != row["digest"]:
                raise ValueError(f"{row['path']} reads otherwise than when it was labelled: check the package's version")
            mark(document, spread(row["body"]))
            text, labels = unmark(RENDERERS[flavour](document.root))
            yield Case(f"pack:{row['path']}", flavour, row["site"], text, labels, weight)
