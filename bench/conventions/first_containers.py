# ruff: noqa: E501 -- a convention reads best on one line, as it is printed
"""The first set, containers: tables, JSON, XML, SGML, feeds."""

from __future__ import annotations

import csv
import html
import io
import json
import random

from bench.conventions.writing import EN, WEEKDAYS, Book, Item, Writer

book = Book()


@book.convention
def csv_rows(w: Writer, items: list[Item], r: random.Random) -> None:
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


@book.convention
def json_array(w: Writer, items: list[Item], r: random.Random) -> None:
    w.structured = True
    pretty = r.random() < 0.5
    w.add("[\n")
    for i, s in enumerate(items):
        o = {"headline": s.title, "published": s.day.isoformat(), "publisher": s.source, "body": s.body}
        t = json.dumps(o, ensure_ascii=r.random() < 0.3, indent=2 if pretty else None)
        w.story("", t, "", "", "", s, gap=",\n" if i + 1 < len(items) else "\n]\n", plain=s.body if not t.isascii() or s.body.isascii() else "")


@book.convention
def jsonl_other_keys(w: Writer, items: list[Item], r: random.Random) -> None:
    w.structured = True
    for s in items:
        o = {"id": s.number, "meta": {"outlet": s.source, "pub_date": s.day.isoformat()}, "headline": s.title, "content": s.body, "tags": ["a", "b"]}
        w.story("", json.dumps(o, ensure_ascii=False), "", "", "", s, gap="\n", plain=s.body)


@book.convention
def xml_articles(w: Writer, items: list[Item], r: random.Random) -> None:
    w.structured = True
    tag = r.choice(["article", "doc", "newsitem", "story", "DOC"])
    w.add(f'<?xml version="1.0" encoding="UTF-8"?>\n<{tag}s>\n')
    for s in items:
        paras = "\n".join(f"<p>{html.escape(p, quote=False)}</p>" for p in s.paras)
        t = f"<{tag} id=\"{s.number}\">\n<title>{html.escape(s.title, quote=False)}</title>\n<date>{s.day.isoformat()}</date>\n<source>{html.escape(s.source)}</source>\n<text>\n{paras}\n</text>\n</{tag}>"
        w.story("", t, "", "", "", s, gap="\n", plain=" ".join(s.paras))
    w.add(f"</{tag}s>\n")


@book.convention
def trec_sgml(w: Writer, items: list[Item], r: random.Random) -> None:
    w.structured = True
    for s in items:
        t = f"<DOC>\n<DOCNO> KAB{s.number:06d} </DOCNO>\n<DATE>{s.day.strftime('%m/%d/%y')}</DATE>\n<HEADLINE>\n{s.title}\n</HEADLINE>\n<TEXT>\n{s.body}\n</TEXT>\n</DOC>"
        w.story("", t, "", "", "", s, gap="\n", plain=s.body, fields="td")


@book.convention
def rss(w: Writer, items: list[Item], r: random.Random) -> None:
    w.structured = True
    w.add('<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Kabar</title>\n')
    for s in items:
        body = html.escape("".join(f"<p>{p}</p>" for p in s.paras)) if r.random() < 0.5 else "<![CDATA[" + "".join(f"<p>{p}</p>" for p in s.paras) + "]]>"
        t = f"<item><title>{html.escape(s.title)}</title><link>https://x.example/{s.number}</link><pubDate>{WEEKDAYS[s.day.weekday()][:3]}, {s.day.day:02d} {EN[s.day.month - 1][:3]} {s.day.year} 10:11:12 +0000</pubDate><description>{body}</description></item>"
        w.story("", t, "", "", "", s, gap="\n", plain=" ".join(s.paras), fields="td")
    w.add("</channel></rss>\n")
