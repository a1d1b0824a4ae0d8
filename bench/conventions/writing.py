"""What the sets of invented conventions share: articles to fill the slots, a writer that keeps the gold spans, dates in several languages.

Texts come from the bodies of the boilerplate corpora (single articles of many sites and languages); slots are made up.
"""

from __future__ import annotations

import gzip
import html
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[3] / "shared"

CITIES = ["Nairobi", "Almaty", "Bishkek", "Tashkent", "Geneva", "Lima", "Oslo", "Hanoi", "Ankara", "Minsk", "Delhi", "Cairo"]
NAMES = ["Aigerim Sadykova", "John P. Marsh", "Li Wenjun", "Marta Ruiz", "Pavel Orlov", "Anne-Marie Dubois", "K. R. Iyer", "Nino Beridze"]
AGENCIES = ["Kabar", "Kazinform", "BelTA", "UzA", "MENA", "PTI", "IRNA", "Montsame"]
SECTIONS = ["World", "Economy", "Politics", "Culture", "Science", "Sport"]
EN = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
RU = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"]
FR = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
DE = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"]
ES = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@dataclass
class Item:
    """An article: what a dump's slots are filled with."""

    title: str
    paras: list[str]
    source: str
    day: date
    author: str
    city: str
    section: str
    number: int

    @property
    def body(self) -> str:
        return "\n\n".join(self.paras)


@dataclass
class Writer:
    """The file in the making, with the gold spans of its stories."""

    text: str = ""
    stories: list[dict[str, Any]] = field(default_factory=list)
    structured: bool = False

    def add(self, text: str) -> None:
        self.text += text

    def story(
        self,
        head: str,
        title: str,
        middle: str,
        body: str,
        tail: str,
        s: Item,
        *,
        gap: str = "\n\n",
        plain: str | None = None,
        fields: str = "tds",
    ) -> None:
        """Header, title, optional lines between title and body (newline-framed), body, trailer, gap."""
        start = len(self.text)
        core = start + len(head)
        self.text += head + title
        opt = []
        a = len(self.text)
        self.text += middle
        lead = len(middle) - len(middle.lstrip())
        if middle.strip():
            opt.append([a + lead, a + len(middle.rstrip())])
        self.text += body
        core_end = len(self.text.rstrip()) if not tail.strip() else len(self.text)
        self.text += tail
        end = len(self.text.rstrip())
        if start == core and not title:
            core = start
        self.stories.append(
            {
                "start": start, "end": end, "core_start": core, "core_end": min(core_end, end), "optional": opt,
                "title": s.title if "t" in fields else None, "title_alts": [],
                "date": s.day.isoformat() if "d" in fields else None, "date_partial": s.day.strftime("%m-%d") if "p" in fields else None,
                "source": s.source if "s" in fields else None, "agency": None, "plain": plain or "",
            }
        )  # fmt: skip
        self.text += gap


Convention = Callable[[Writer, list[Item], random.Random], None]


@dataclass
class Book:
    """One set of conventions, written blind: dumps that must be cut, and single articles that must stay whole."""

    dumps: dict[str, Convention] = field(default_factory=dict)
    singles: dict[str, Convention] = field(default_factory=dict)

    def convention(self, f: Convention) -> Convention:
        """A function that writes a dump."""
        self.dumps[f.__name__] = f
        return f

    def negative(self, f: Convention) -> Convention:
        """A function that writes a single article which looks like a dump."""
        self.singles[f.__name__] = f
        return f


def en(d: date) -> str:
    return f"{EN[d.month - 1]} {d.day}, {d.year}"


def de(d: date) -> str:
    return f"{d.day}. {DE[d.month - 1]} {d.year}"


def fr(d: date) -> str:
    return f"{d.day} {FR[d.month - 1]} {d.year}"


def ru(d: date) -> str:
    return f"{d.day} {RU[d.month - 1]} {d.year}"


def es(d: date) -> str:
    return f"{d.day} de {ES[d.month - 1]} de {d.year}"


def read_pool() -> list[tuple[str, list[str], str]]:
    """Title, paragraphs and domain of every whole article in the boilerplate corpora."""
    pool = []
    for corpus in ("aeb", "fundus", "atf"):
        titles: dict[str, str] = {}
        with gzip.open(SHARED / "data" / "boilerplate" / f"{corpus}.html.jsonl.gz", "rt", encoding="utf8") as f:
            for line in f:
                o = json.loads(line)
                m = re.search(r"<title[^>]*>([^<]{10,200})</title>", o["html"])
                if m:
                    titles[o["page_id"]] = re.split(r"\s[|–—]\s", html.unescape(m[1]).strip())[0].strip()
        with gzip.open(SHARED / "data" / "boilerplate" / f"{corpus}.gold.jsonl.gz", "rt", encoding="utf8") as f:
            for line in f:
                o = json.loads(line)
                paras = [" ".join(p.split()) for p in o["gold"].split("\n") if p.strip()]
                if o["page_id"] in titles and len(paras) >= 3 and 12 <= len(titles[o["page_id"]]) <= 150:
                    pool.append((" ".join(titles[o["page_id"]].split()), paras, o["domain"]))
    return pool


def make_items(pool: list[tuple[str, list[str], str]], n: int, r: random.Random) -> list[Item]:
    """n articles with made-up slots."""
    items = []
    for i, (title, paras, domain) in enumerate(r.sample(pool, n)):
        k = r.choice([1, 2, 3, 4, 6, 9])
        body = paras[:k]
        while sum(map(len, body)) < 250 and len(body) < len(paras):
            body = paras[: len(body) + 1]
        source = (
            domain
            if r.random() < 0.5
            else " ".join(x.capitalize() for x in domain.split(".")[0].split("-")) + r.choice([" Times", " News", ""])
        )
        day = date(2000, 1, 1) + timedelta(days=r.randrange(9000))
        items.append(Item(title, body, source, day, r.choice(NAMES), r.choice(CITIES), r.choice(SECTIONS), 1000 + i))
    return items
