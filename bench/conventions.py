# ruff: noqa: E501 -- a convention reads best on one line, as it is printed
"""Composes dumps in conventions that no development file uses, to see whether the splitter generalises.

    python -m bench.conventions [--files 3] [--seed 1] [--only NAME] [--errors 20] [--show NAME]

Texts come from the bodies of the boilerplate corpora (single articles of many sites and languages). Each convention below is a
function that writes one story; dates, sources, separators and spacing vary from file to file. The figures are held out in the
sense that no threshold was fitted to a convention by name: they are read as a whole.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import html
import io
import json
import random
import re
import sys
import textwrap
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
sys.path[:0] = [str(ROOT), str(ROOT / "bench"), str(SHARED / "score")]

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
        self, head: str, title: str, middle: str, body: str, tail: str, s: Item, *, gap: str = "\n\n", plain: str | None = None,
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
CONVENTIONS: dict[str, Convention] = {}


def convention(f: Convention) -> Convention:
    CONVENTIONS[f.__name__] = f
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


@convention
def rule_equals(w, items, r):  # type: ignore[no-untyped-def]
    rule = r.choice(["=" * 70, "=" * 8, "=-" * 20, "~" * 40, "+" * 30])
    for i, s in enumerate(items):
        w.story("", s.title, f"\n{s.source}, {s.day.isoformat()}\n\n", s.body, "", s, gap=f"\n\n{rule}\n\n" if i + 1 < len(items) else "\n")


@convention
def rule_underscore_no_meta(w, items, r):
    rule = "_" * r.choice([20, 40, 80])
    for i, s in enumerate(items):
        w.story("", s.title, "\n\n", s.body, "", s, gap=f"\n\n{rule}\n\n" if i + 1 < len(items) else "\n", fields="t")


@convention
def num_hash(w, items, r):
    k = r.choice(["#{}", "[{}]", "({})", "No. {}", "{} / {n}", "ARTICLE {} OF {n}", "Doc {} of {n}"])
    for i, s in enumerate(items, 1):
        w.story(k.format(i, n=len(items)) + "\n", s.title, f"\n{s.source} - {en(s.day)}\n\n", s.body, "", s, gap="\n\n")


@convention
def num_titles(w, items, r):
    k = r.choice(["{}. ", "{}) ", "[{}] "])
    for i, s in enumerate(items, 1):
        w.story(k.format(i), s.title, f"\n{s.source}, {en(s.day)}\n\n", s.body, "", s, gap="\n\n")


@convention
def labels_german(w, items, r):
    for s in items:
        w.story("Titel: ", s.title, f"\nQuelle: {s.source}\nDatum: {de(s.day)}\nAutor: {s.author}\n\n", s.body, "", s, gap="\n\n")


@convention
def labels_russian(w, items, r):
    for s in items:
        w.story("Заголовок: ", s.title, f"\nИсточник: {s.source}\nДата: {ru(s.day)} г.\nТекст:\n", s.body, "", s, gap="\n\n")


@convention
def labels_chinese(w, items, r):
    for s in items:
        head = f"来源：{s.source}\n日期：{s.day.year}年{s.day.month}月{s.day.day}日\n标题："
        w.story(head, s.title, "\n正文：\n", s.body, "", s, gap="\n\n")


@convention
def labels_french_source_first(w, items, r):
    for s in items:
        w.story(f"Source : {s.source}\nDate : {fr(s.day)}\nTitre : ", s.title, "\n\n", s.body, "", s, gap="\n\n\n")


@convention
def labels_unknown_language(w, items, r):
    for s in items:
        w.story("Izenburua: ", s.title, f"\nIturria: {s.source}\nEguna: {s.day.isoformat()}\n\n", s.body, "", s, gap="\n\n")


@convention
def labels_bracket(w, items, r):
    for s in items:
        w.story("[HEADLINE] ", s.title, f"\n[SOURCE] {s.source}\n[DATE] {s.day.isoformat()}\n[TEXT]\n", s.body, "\n[END]", s, gap="\n\n")


@convention
def labels_tail(w, items, r):
    for s in items:
        w.story("", s.title, "\n\n", s.body, f"\n\nSource: {s.source}\nDate: {en(s.day)}", s, gap="\n\n\n")


@convention
def end_marks(w, items, r):
    mark = r.choice(["(END)", "ENDS", "--- END ---", "<<< end of story >>>", "/ENDS/", "[ENDS]", "КОНЕЦ", "-- fin --", "* END *", "xxx", "-0-"])
    for s in items:
        w.story("", s.title, "\n\n", s.body, f"\n\n{mark}", s, gap="\n\n", fields="t")


@convention
def inline_end_word(w, items, r):
    mark = r.choice(["(END)", "-- KABAR", "ITAR", "(Schluss)", "/kz/", "АКИpress", "—MENA", "Ends"])
    for s in items:
        line = f"{s.city.upper()}, {EN[s.day.month - 1][:3]} {s.day.day} ({r.choice(AGENCIES)}) - "
        w.story("", s.title, "\n\n", line + s.body, f" {mark}", s, gap="\n\n", fields="tp")


@convention
def dateline_russian(w, items, r):
    for s in items:
        line = f"{s.city.upper()}, {s.day.day} {RU[s.day.month - 1]}. /ТАСС/. "
        w.story("", s.title, "\n\n", line + s.body, "", s, gap="\n\n", fields="tp")


@convention
def dateline_afp(w, items, r):
    for s in items:
        line = f"{s.city}, {s.day.day} {FR[s.day.month - 1]} {s.day.year} (AFP) - "
        w.story("", s.title, "\n\n", line + s.body, "\n\nabc/de/fgh", s, gap="\n\n", fields="td")


@convention
def dpa_style(w, items, r):
    for s in items:
        w.story("", s.title, "\n\n", f"{s.city} (dpa) - " + s.body, f"\n\n# dpa-Notizblock\n\ndpa abc yyzz n1 def\n{s.day.strftime('%d%m%H')}{s.day.month:02d}", s, gap="\n\n", fields="t")


@convention
def ansa_style(w, items, r):
    for s in items:
        line = f"(ANSA) - {s.city.upper()}, {s.day.day:02d} {['GEN', 'FEB', 'MAR', 'APR', 'MAG', 'GIU', 'LUG', 'AGO', 'SET', 'OTT', 'NOV', 'DIC'][s.day.month - 1]} - "
        w.story("", s.title, "\n\n", line + s.body, " (ANSA).", s, gap="\n\n", fields="tp")


@convention
def kyodo_yonhap(w, items, r):
    for s in items:
        line = f"{s.city.upper()}, {EN[s.day.month - 1]} {s.day.day} (Yonhap) -- "
        w.story("", s.title, "\n\n", line + s.body, "\n\nabc@yna.co.kr\n(END)", s, gap="\n\n", fields="tp")


@convention
def telex(w, items, r):
    for i, s in enumerate(items, 1):
        head = f"ZCZC KAB{i:03d} {s.day.strftime('%d%m%y')}\nr i BC-{s.city.upper()} {s.day.strftime('%m-%d')}\n\n"
        w.story(head, s.title, "\n\n", s.body, "\n\nNNNN", s, gap="\n\n", fields="t")


@convention
def all_caps_titles_meta(w, items, r):
    for s in items:
        up = s.title.upper()
        w.story("", up, f"\n{s.section} | {en(s.day)}\n\n", s.body, "", Item(up, s.paras, s.source, s.day, s.author, s.city, s.section, 0), gap="\n\n", fields="td")


@convention
def byline_von(w, items, r):
    by = r.choice(["Von {}", "Par {}", "Por {}", "Di {}", "Автор: {}", "Door {}", "Av {}", "Yazan: {}"])
    for s in items:
        w.story("", s.title, f"\n{by.format(s.author)}\n\n", s.body, "", s, gap="\n\n", fields="t")


@convention
def byline_after_blank(w, items, r):
    for s in items:
        w.story("", s.title, f"\n\nBy {s.author}, {s.source}\n\n{en(s.day)}\n\n", s.body, "", s, gap="\n\n", fields="td")


@convention
def date_above_title(w, items, r):
    k = r.choice([en, de, ru, es, lambda d: d.isoformat(), lambda d: d.strftime("%d/%m/%Y"), lambda d: f"{WEEKDAYS[d.weekday()]}, {en(d)}"])
    for s in items:
        w.story(k(s.day) + "\n\n", s.title, "\n\n", s.body, "", s, gap="\n\n", fields="td")


@convention
def source_above_title(w, items, r):
    for s in items:
        w.story(f"{s.source.upper()}\n", s.title, f"\n{s.day.strftime('%d.%m.%Y')}\n\n", s.body, "", s, gap="\n\n", fields="td")


@convention
def page_header(w, items, r):
    day = items[0].day
    for i, s in enumerate(items, 1):
        head = f"Daily Press Review – {en(day)} – Page {i}\n\n"
        w.story(head, s.title, f"\n{s.source}\n\n", s.body, "", s, gap="\n\n", fields="ts")


@convention
def toc_then_stories(w, items, r):
    w.add("Contents\n\n" + "\n".join(f"{i}. {s.title}" for i, s in enumerate(items, 1)) + "\n\n")
    for i, s in enumerate(items, 1):
        w.story(f"{i}.\n\n", s.title, f"\n{s.source}, {en(s.day)}\n\n", s.body, "", s, gap="\n\n\n")


@convention
def digest_mail(w, items, r):
    w.add("News Digest, Vol 12, Issue 7\n\nToday's Topics:\n\n" + "\n".join(f"   {i}. {s.title} ({s.author})" for i, s in enumerate(items, 1)) + "\n\n\n" + "-" * 70 + "\n\n")
    for i, s in enumerate(items, 1):
        head = f"Message: {i}\nDate: {WEEKDAYS[s.day.weekday()][:3]}, {s.day.day} {EN[s.day.month - 1][:3]} {s.day.year} 10:11:12 +0000\nFrom: {s.author} <x{i}@example.org>\nSubject: "
        w.story(head, s.title, f"\nMessage-ID: <{i}.abc@example.org>\n\n", s.body, "", s, gap="\n\n\n------------------------------\n\n", fields="td")
    w.add("End of News Digest\n")


@convention
def mbox(w, items, r):
    for i, s in enumerate(items, 1):
        head = f"From x{i}@example.org {WEEKDAYS[s.day.weekday()][:3]} {EN[s.day.month - 1][:3]} {s.day.day:2d} 10:11:12 {s.day.year}\nFrom: {s.author} <x{i}@example.org>\nDate: {WEEKDAYS[s.day.weekday()][:3]}, {s.day.day} {EN[s.day.month - 1][:3]} {s.day.year} 10:11:12 +0000\nSubject: "
        w.story(head, s.title, f"\nMessage-Id: <{i}@x>\n\n", s.body, "", s, gap="\n\n", fields="td")


@convention
def ris(w, items, r):
    for s in items:
        head = "TY  - NEWS\nTI  - "
        mid = f"\nAU  - {s.author}\nPY  - {s.day.isoformat()}\nJO  - {s.source}\nN2  - "
        w.story(head, s.title, mid, s.body, "\nER  - ", s, gap="\n\n")


@convention
def factiva_tags(w, items, r):
    for i, s in enumerate(items, 1):
        head = f"SE  {s.section}\nHD  "
        mid = f"\nBY  By {s.author}\nWC  {len(s.body.split())} words\nPD  {s.day.day} {EN[s.day.month - 1]} {s.day.year}\nSN  {s.source}\nSC  ABCD\nLA  English\nCY  (c) {s.day.year} {s.source}\n\nLP\n"
        w.story(head, s.title, mid, s.body, f"\n\nAN\nDocument ABCD0000{s.day.strftime('%Y%m%d')}ea{i:02d}00{i:03d}", s, gap="\n\n\n")


@convention
def csv_rows(w, items, r):
    w.structured = True
    buf = io.StringIO()
    out = csv.writer(buf, delimiter=r.choice([",", ";", "\t"]), lineterminator="\n")
    out.writerow(["title", "date", "source", "text"])
    w.add(buf.getvalue())
    for s in items:
        buf.seek(0)
        buf.truncate()
        out.writerow([s.title, s.day.isoformat(), s.source, s.body])
        row = buf.getvalue().rstrip("\n")
        w.story("", row, "", "", "", s, gap="\n", plain=s.body.replace('"', '""'))


@convention
def json_array(w, items, r):
    w.structured = True
    pretty = r.random() < 0.5
    w.add("[\n")
    for i, s in enumerate(items):
        o = {"headline": s.title, "published": s.day.isoformat(), "publisher": s.source, "body": s.body}
        t = json.dumps(o, ensure_ascii=r.random() < 0.3, indent=2 if pretty else None)
        w.story("", t, "", "", "", s, gap=",\n" if i + 1 < len(items) else "\n]\n", plain=s.body if not t.isascii() or s.body.isascii() else "")


@convention
def jsonl_other_keys(w, items, r):
    w.structured = True
    for s in items:
        o = {"id": s.number, "meta": {"outlet": s.source, "pub_date": s.day.isoformat()}, "headline": s.title, "content": s.body, "tags": ["a", "b"]}
        w.story("", json.dumps(o, ensure_ascii=False), "", "", "", s, gap="\n", plain=s.body)


@convention
def xml_articles(w, items, r):
    w.structured = True
    tag = r.choice(["article", "doc", "newsitem", "story", "DOC"])
    w.add(f'<?xml version="1.0" encoding="UTF-8"?>\n<{tag}s>\n')
    for s in items:
        paras = "\n".join(f"<p>{html.escape(p, quote=False)}</p>" for p in s.paras)
        t = f"<{tag} id=\"{s.number}\">\n<title>{html.escape(s.title, quote=False)}</title>\n<date>{s.day.isoformat()}</date>\n<source>{html.escape(s.source)}</source>\n<text>\n{paras}\n</text>\n</{tag}>"
        w.story("", t, "", "", "", s, gap="\n", plain=" ".join(s.paras))
    w.add(f"</{tag}s>\n")


@convention
def trec_sgml(w, items, r):
    w.structured = True
    for s in items:
        t = f"<DOC>\n<DOCNO> KAB{s.number:06d} </DOCNO>\n<DATE>{s.day.strftime('%m/%d/%y')}</DATE>\n<HEADLINE>\n{s.title}\n</HEADLINE>\n<TEXT>\n{s.body}\n</TEXT>\n</DOC>"
        w.story("", t, "", "", "", s, gap="\n", plain=s.body, fields="td")


@convention
def rss(w, items, r):
    w.structured = True
    w.add('<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Kabar</title>\n')
    for s in items:
        body = html.escape("".join(f"<p>{p}</p>" for p in s.paras)) if r.random() < 0.5 else "<![CDATA[" + "".join(f"<p>{p}</p>" for p in s.paras) + "]]>"
        t = f"<item><title>{html.escape(s.title)}</title><link>https://x.example/{s.number}</link><pubDate>{WEEKDAYS[s.day.weekday()][:3]}, {s.day.day:02d} {EN[s.day.month - 1][:3]} {s.day.year} 10:11:12 +0000</pubDate><description>{body}</description></item>"
        w.story("", t, "", "", "", s, gap="\n", plain=" ".join(s.paras), fields="td")
    w.add("</channel></rss>\n")


@convention
def no_blank_lines(w, items, r):
    for s in items:
        w.story("", s.title, f"\n{s.source} | {en(s.day)}\n", "\n".join(s.paras), "", s, gap="\n\n")


@convention
def wrapped_72(w, items, r):
    for i, s in enumerate(items, 1):
        title = textwrap.fill(s.title, 72)
        body = "\n\n".join(textwrap.fill(p, 72) for p in s.paras)
        w.story(f"{i} of {len(items)} DOCUMENTS\n\n{s.source}\n\n{en(s.day)} {WEEKDAYS[s.day.weekday()]}\n\n", title, f"\n\nLENGTH: {len(body.split())} words\n\n", body, f"\n\nLOAD-DATE: {en(s.day)}", s, gap="\n\n\n\n")


@convention
def wrapped_rule(w, items, r):
    rule = "-" * 72
    for i, s in enumerate(items):
        body = "\n".join(textwrap.fill(p, 72, initial_indent="    ") for p in s.paras)
        w.story("", textwrap.fill(s.title, 72), f"\n{s.source}, {en(s.day)}\n\n", body, "", s, gap=f"\n{rule}\n" if i + 1 < len(items) else "\n")


@convention
def proquest_like(w, items, r):
    for i, s in enumerate(items, 1):
        w.story(f"Document {i} of {len(items)}\n\n", s.title, f"\n\nAuthor: {s.author}\n\nPublication info: {s.source} ; {s.city} [{s.city}]{en(s.day)}.\n\nFull text: ", s.body, f"\n\nPublication title: {s.source}\n\nPublication date: {en(s.day)}\n\nProQuest document ID: {400000 + i}\n\nDatabase: ProQuest Central", s, gap="\n\n" + "_" * 60 + "\n\n")


@convention
def ebsco_like(w, items, r):
    for i, s in enumerate(items, 1):
        w.story(f"Record: {i}\nTitle: ", s.title, f"\nAuthors: {s.author}\nSource: {s.source}. {s.day.strftime('%m/%d/%Y')}, p{i}. 1p.\nDocument Type: Article\nAccession Number: {9000 + i}\n\n", s.body, "", s, gap="\n\n")


@convention
def europresse_like(w, items, r):
    for i, s in enumerate(items, 1):
        w.story(f"{s.source}, no. {1000 + i}\n{s.section}, {fr(s.day)}, p. {i}\n\n", s.title, f"\n\n{s.author}\n\n", s.body, f"\n\n© {s.day.year} {s.source}. Tous droits réservés.\n\nnews·{s.day.strftime('%Y%m%d')}·AB·{i:04d}", s, gap="\n\n\n")


@convention
def bbc_monitoring(w, items, r):
    for s in items:
        head = ""
        mid = f"\n\nText of report by {s.source} on {s.day.day} {EN[s.day.month - 1]}\n\n"
        w.story(head, s.title, mid, s.body, f"\n\nSource: {s.source}, {s.city}, in English 1011 gmt {s.day.day} {EN[s.day.month - 1][:3]} {s.day.strftime('%y')}\n\nBBC Mon MD1 abc", s, gap="\n\n", fields="t")


@convention
def businesswire(w, items, r):
    for s in items:
        line = f"{s.city.upper()}--(BUSINESS WIRE)--{EN[s.day.month - 1]} {s.day.day}, {s.day.year}--"
        w.story("", s.title, "\n\n", line + s.body, f"\n\nContacts\n\n{s.author}, press@example.com", s, gap="\n\n\n", fields="td")


@convention
def org_headings(w, items, r):
    k = r.choice(["* {}", "== {} ==", "h2. {}", "## {}", "**{}**", "<h1>{}</h1>"])
    a, b = k.split("{}")
    for s in items:
        w.story(a, s.title, f"{b}\n_{s.source}, {en(s.day)}_\n\n", s.body, "", s, gap="\n\n")


@convention
def underlined_titles(w, items, r):
    for s in items:
        w.story("", s.title, f"\n{'=' * min(60, len(s.title))}\n\n", s.body, "", s, gap="\n\n", fields="t")


@convention
def url_tail(w, items, r):
    for s in items:
        w.story("", s.title, "\n\n", s.body, f"\n\nhttps://www.{s.source.lower().replace(' ', '')}.example/{s.number}.html", s, gap="\n\n", fields="t")


@convention
def author_tail(w, items, r):
    for s in items:
        w.story("", s.title, f"\n{en(s.day)}\n\n", s.body, f"\n\n(Reporting by {s.author}; editing by {r.choice(NAMES)})", s, gap="\n\n", fields="td")


@convention
def section_meta(w, items, r):
    for s in items:
        w.story(f"{s.section.upper()} — {s.source} — {s.day.strftime('%d %b %Y')}\n", s.title, "\n\n", s.body, "", s, gap="\n\n")


@convention
def org_table_pipe(w, items, r):
    for i, s in enumerate(items, 1):
        w.story(f"Record no.: {i}\nDate of publication | {s.day.isoformat()}\nMedium | {s.source}\nHeadline | ", s.title, "\n\n", s.body, "", s, gap="\n\n")


@convention
def boxed_number(w, items, r):
    for i, s in enumerate(items, 1):
        w.story(f"----- {i} -----\n", s.title, f"\n{s.source}\n{en(s.day)}\n\n", s.body, "", s, gap="\n\n")


@convention
def two_formats(w, items, r):
    half = max(2, len(items) // 2)
    for i, s in enumerate(items, 1):
        if i <= half:
            w.story(f"Story {i} of {len(items)}\n\n", s.title, f"\n{s.source}, {en(s.day)}\n\n", s.body, "", s, gap="\n\n\n")
        else:
            w.story("Title: ", s.title, f"\nDate: {s.day.isoformat()}\nSource: {s.source}\n\n", s.body, "", s, gap="\n\n")


@convention
def blank_gaps_four(w, items, r):
    for s in items:
        w.story("", s.title, f"\n{s.source}\n\n", s.body, "", s, gap="\n" * r.choice([4, 5]), fields="ts")


@convention
def hash_number_sign(w, items, r):
    for s in items:
        w.story("", s.title, "\n\n", s.body, f"\n\n{s.author}\n{s.source}, {en(s.day)}\n\n***", s, gap="\n\n")


NEGATIVES: dict[str, Convention] = {}


def negative(f: Convention) -> Convention:
    NEGATIVES[f.__name__] = f
    return f


@negative
def letters(w, items, r):
    body = "Letters to the editor\n\n" + en(items[0].day) + "\n\n" + "\n\n".join(f"{s.paras[0]}\n\n{s.author}, {s.city}" for s in items)
    w.add(body + "\n")


@negative
def legal(w, items, r):
    w.add(items[0].title + "\n\n" + "\n\n".join(f"Article {i}\n\n{p}" for i, p in enumerate(items[0].paras + items[1].paras, 1)) + "\n")


@negative
def listicle(w, items, r):
    w.add(items[0].title + f"\n\nBy {items[0].author}\n\n" + "\n\n".join(f"{i}. {' '.join(p.split()[:5])}\n\n{p}" for i, p in enumerate(items[0].paras + items[1].paras, 1)) + "\n")


@negative
def timeline(w, items, r):
    w.add(items[0].title + f"\n{items[0].source}, {en(items[0].day)}\n\n" + "\n\n".join(f"{en(items[0].day + timedelta(days=3 * i))}\n\n{p}" for i, p in enumerate(items[0].paras + items[1].paras)) + "\n")


@negative
def hash_breaks(w, items, r):
    k = r.choice(["###", "***", "---", "-----", "~~~", "· · ·", "◆"])
    w.add(items[0].title + f"\n{items[0].source} | {en(items[0].day)}\n\n" + f"\n\n{k}\n\n".join(items[0].paras) + "\n")


@negative
def page_furniture(w, items, r):
    ps = items[0].paras + items[1].paras
    w.add("\n\n".join(f"{items[0].title}\n{en(items[0].day)} - Page {i} of {len(ps)}\n\n{p}" for i, p in enumerate(ps, 1)) + "\n")


@negative
def comments_below(w, items, r):
    w.add(items[0].title + f"\nBy {items[0].author}\n\n" + items[0].body + "\n\nComments\n\n" + "\n\n".join(f"{s.author}\n{en(s.day)} at 10:11\n\n{s.paras[0]}\n\nReply" for s in items[1:]) + "\n")


@negative
def corrections(w, items, r):
    w.add("Corrections and clarifications\n\n" + "\n\n".join(f"• An article on {en(s.day)} ({s.title}, page {i}) was wrong. {s.paras[0]}" for i, s in enumerate(items, 1)) + "\n")


@negative
def qa_bold(w, items, r):
    w.add(items[0].title + "\n\n" + "\n\n".join((f"**{p.split('.')[0]}?**" if i % 2 else p) for i, p in enumerate(items[0].paras + items[1].paras)) + "\n")


@negative
def caps_subheads_rule(w, items, r):
    w.add(items[0].title + f"\n{en(items[0].day)}\n\n" + "\n\n".join(f"{' '.join(p.split()[:4]).upper()}\n----------\n\n{p}" for p in items[0].paras + items[1].paras) + "\n")


@negative
def roundup_datelines(w, items, r):
    w.add(items[0].title + f"\n\n{items[0].source}, {en(items[0].day)}\n\n" + "\n\n".join(f"{s.city.upper()} — {s.paras[0]}" for s in items) + "\n")


@negative
def related_boxes(w, items, r):
    ps = items[0].paras
    w.add(items[0].title + f"\nBy {items[0].author}\n\n" + "\n\n".join(p + (f"\n\nRead also: {items[1 + i % (len(items) - 1)].title}\n{en(items[1].day)}" if i % 3 == 1 else "") for i, p in enumerate(ps)) + "\n")


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
        source = domain if r.random() < 0.5 else " ".join(x.capitalize() for x in domain.split(".")[0].split("-")) + r.choice([" Times", " News", ""])
        day = date(2000, 1, 1) + timedelta(days=r.randrange(9000))
        items.append(Item(title, body, source, day, r.choice(NAMES), r.choice(CITIES), r.choice(SECTIONS), 1000 + i))
    return items


def make_files(files: int, seed: int, only: str = "") -> list[tuple[str, str, dict[str, Any]]]:
    """(name, text, gold) for every convention and hard negative."""
    pool = read_pool()
    out = []
    for kind, table in (("multi", CONVENTIONS), ("single", NEGATIVES)):
        for name, write in table.items():
            if only and only not in name:
                continue
            for k in range(files):
                r = random.Random(f"{seed}-{name}-{k}")
                w = Writer()
                write(w, make_items(pool, r.choice([2, 3, 4, 5, 6, 8, 10, 12] if kind == "multi" else [4, 6, 8]), r), r)
                if name.startswith(("csv", "json", "xml", "trec", "rss", "html")):
                    w.structured = True
                if kind == "single":
                    end = len(w.text.rstrip())
                    w.stories = [{"start": 0, "end": end, "core_start": 0, "core_end": end, "optional": [], "title": None, "date": None, "source": None, "agency": None, "plain": ""}]
                text = w.text.replace("\n", "\r\n") if False else w.text
                gold = {"id": f"{name}-{k}", "file": f"{name}-{k}", "kind": kind, "n": len(w.stories), "stories": w.stories, "preamble": None, "postamble": None, "structured": w.structured, "format": name, "origin": "synthetic", "convention": name}
                if w.stories[0]["start"] > 0:
                    gold["preamble"] = [0, len(w.text[: w.stories[0]["start"]].rstrip())]
                if kind == "multi" and w.text[w.stories[-1]["end"] :].strip():
                    tail = w.text[w.stories[-1]["end"] :]
                    gold["postamble"] = [w.stories[-1]["end"] + len(tail) - len(tail.lstrip()), len(w.text)]
                out.append((f"{name}-{k}", text, gold))
    return out


def main() -> None:
    """Command line."""
    import split_score as score

    from bench.split import make_page, read_prediction
    from copydesk.boundaries import find_stories

    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--files", type=int, default=3)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--only", default="")
    ap.add_argument("--errors", type=int, default=20)
    ap.add_argument("--by", action="store_true")
    ap.add_argument("--save", type=Path)
    args = ap.parse_args()
    results, start = [], time.perf_counter()
    for name, text, gold in make_files(args.files, args.seed, args.only):
        if args.save:
            args.save.mkdir(parents=True, exist_ok=True)
            (args.save / f"{name}.txt").write_text(text, "utf8", newline="")
            (args.save / f"{name}.json").write_text(json.dumps(gold), "utf8")
        split = find_stories(make_page(text, name))
        row = score.score_file(gold, text, read_prediction(split))
        row.update(format=gold["format"], origin="synthetic", convention=gold["convention"], file=name, how=split.format)
        results.append(row)
    print(" " * 27 + " ".join(c[:6].rjust(6) for c in score.COLS))
    print(score.row("ALL", score.agg(results)))
    if args.by:
        for k in sorted({r["convention"] for r in results}, key=lambda k: -score.agg([r for r in results if r["convention"] == k])["SCORE"]):
            print(score.row(k, score.agg([r for r in results if r["convention"] == k])))
    for r in sorted(results, key=lambda r: r["exact"] / r["n"])[: args.errors]:
        if r["exact"] < r["n"] or not r["count_ok"]:
            print(f"  {r['file']:32} n={r['n']} pred={r['m']} tp={r['tp']} fp={r['fp']} fn={r['fn']} exact={r['exact']} {r['how']}")
    print(f"{time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
