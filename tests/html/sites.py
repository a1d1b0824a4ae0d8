"""Whole pages written for these tests in the manner of many kinds of site, with what a reader calls the story marked in them.

A file is a JSON object on the first line (the fact, title, authors, date, language, and where the page is not yet read right the number of
body pieces ``lost``, of other lines ``kept``, and the fields ``unread``), then the HTML: ``⟦…⟧`` stands around body, ``⦅…⦆``
around what may stay or go (a deck, an infobox, a reference).
"""

from __future__ import annotations

import html
import json
import quopri
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("sites")
_MARKS = re.compile("[⟦⟧⦅⦆]")
_SILENT = re.compile(r"<!--.*?-->|<(rt|rp|math)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^<>]+>")
_FURNISHED = re.compile(r"[\s\u00ad\u200b]+")
ARCHIVE = """From: <Saved by Blink>
Snapshot-Content-Location: https://paper.example/a
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----Parts--1----"

------Parts--1----
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable

{page}
------Parts--1----
Content-Type: text/css
Content-Transfer-Encoding: quoted-printable

body {{ color: red }}
------Parts--1------
"""


@dataclass(frozen=True, slots=True)
class Site:
    """A page with what is known of it: pieces of body and of what may stay, without any white space."""

    name: str
    known: dict[str, Any]
    source: str
    body: tuple[str, ...]
    free: tuple[str, ...]

    @property
    def data(self) -> bytes:
        """The page as it would be stored."""
        if self.known.get("encode") != "mhtml":
            return self.source.encode()
        return ARCHIVE.format(page=quopri.encodestring(self.source.encode()).decode()).encode()

    def count_lost(self, text: str) -> int:
        """Pieces of body that a text lacks."""
        whole = squeeze(text)
        return sum(piece not in whole for piece in self.body)

    def find_foreign(self, text: str) -> list[str]:
        """Lines of a text that hold nothing of the body, and that may not stay."""
        body, free = "".join(self.body), "".join(self.free)
        lines = [line for line in re.split(r"[\n\t]+", text) if squeeze(line)]
        return [
            line
            for line in lines
            if squeeze(line) not in body and squeeze(line) not in free and not any(len(p) > 8 and p in squeeze(line) for p in self.body)
        ]


def squeeze(text: str) -> str:
    """The text without white space and soft hyphens."""
    return _FURNISHED.sub("", text)


def read_sites() -> list[Site]:
    """All pages, by name."""
    return [_read(path) for path in sorted(FOLDER.glob("*.page"))]


def _read(path: Path) -> Site:
    head, source = path.read_text("utf-8").split("\n", 1)
    body = [piece for found in re.findall("⟦(.*?)⟧", source, re.DOTALL) for piece in _pieces(found)]
    free = [piece for found in re.findall("⦅(.*?)⦆", source, re.DOTALL) for piece in _pieces(found)]
    return Site(path.stem, json.loads(head), _MARKS.sub("", source), tuple(dict.fromkeys(body)), tuple(free))


def _pieces(marked: str) -> list[str]:
    parts = _SILENT.sub("\0", marked).split("\0")
    return [piece for part in parts if (piece := squeeze(html.unescape(html.unescape(_TAG.sub("", part)))))]
