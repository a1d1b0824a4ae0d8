# ruff: noqa: E501 -- a convention reads best on one line, as it is printed
"""The second set: agencies of many countries, press releases, mail. Written after the splitter, measured before anything was tuned on it."""

from __future__ import annotations

import json
import random
from datetime import timedelta

from bench.conventions.writing import AGENCIES, CITIES, EN, NAMES, RU, WEEKDAYS, Book, Item, Writer, en, es, ru

book = Book()


@book.convention
def chinese_wire(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, "\n\n", f"新华社北京{s.day.month}月{s.day.day}日电（记者 李文军）" + s.body, "（完）", s, gap="\n\n", fields="t")


@book.convention
def korean_wire(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, "\n\n", "(서울=연합뉴스) 홍길동 기자 = " + s.body, "\n\nhong@yna.co.kr\n(끝)", s, gap="\n\n", fields="t")


@book.convention
def interfax_ru(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, "\n\n", f"Москва. {s.day.day} {RU[s.day.month - 1]}. INTERFAX.RU - " + s.body, "", s, gap="\n\n", fields="t")


@book.convention
def kyodo_dash(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, "\n\n", f"{s.city.upper()}, {EN[s.day.month - 1][:3]}. {s.day.day}, Kyodo - " + s.body, "\n\n==Kyodo", s, gap="\n\n", fields="t")


@book.convention
def globenewswire(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, "\n\n", f"{s.city.upper()}, {EN[s.day.month - 1][:3]}. {s.day.day:02d}, {s.day.year} (GLOBE NEWSWIRE) -- " + s.body, f"\n\nCONTACT: {s.author}\npress@example.com", s, gap="\n\n", fields="td")


@book.convention
def asianet(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, "\n\n", f"{s.city.upper()}, {EN[s.day.month - 1]} {s.day.day}, {s.day.year} /PRNewswire-AsiaNet/ -- " + s.body, f"\n\nSOURCE: {s.source}", s, gap="\n\n", fields="td")


@book.convention
def tass_en(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, "\n", f"{s.city.upper()}, {EN[s.day.month - 1]} {s.day.day}. /TASS/. " + s.body, "", s, gap="\n\n", fields="tp")


@book.convention
def ap_slug(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        w.story(f"BC-{s.city}-{s.section},{400 + i}\n", s.title, f"\nEds: Updates with quotes.\nBy {s.author.upper()}\nAssociated Press\n", f"   {s.city.upper()} (AP) _ " + s.body, f"\n\nAP-ES-{s.day.strftime('%m-%d-%y')} 1011EDT", s, gap="\n\n", fields="t")


@book.convention
def caps_labels(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"SLUG: {s.city.upper()}\nDATE: {s.day.strftime('%d-%b-%Y')}\nOUTLET: {s.source}\nHEADLINE: ", s.title, "\n\n", s.body, "", s, gap="\n\n")


@book.convention
def outlook_print(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"From: {s.author}\nSent: {en(s.day)} 10:11 AM\nTo: Press List\nSubject: ", s.title, "\n\n", s.body, "\n\n________________________________", s, gap="\n\n", fields="td")


@book.convention
def bullet_digest(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("• ", s.title, f" ({s.source}, {s.day.strftime('%d.%m.%Y')})\n\n", s.body, "", s, gap="\n\n", fields="")


@book.convention
def japanese_brackets(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("【", s.title, f"】\n{s.source}　{s.day.year}年{s.day.month}月{s.day.day}日\n\n", s.body, "", s, gap="\n\n", fields="d")


@book.convention
def bibtex(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"@article{{key{s.number},\n  title = {{", s.title, f"}},\n  journal = {{{s.source}}},\n  date = {{{s.day.isoformat()}}},\n  abstract = {{\n", s.body, "\n  }\n}", s, gap="\n\n", fields="")


@book.convention
def yaml_list(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("- title: ", s.title, f"\n  source: {s.source}\n  date: {s.day.isoformat()}\n  text: |\n", "\n\n".join("    " + p for p in s.paras), "", s, gap="\n")


@book.convention
def latex_sections(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("\\section{", s.title, f"}}\n\\emph{{{s.source}, {en(s.day)}}}\n\n", s.body, "", s, gap="\n\n", fields="")


@book.convention
def html_articles(w: Writer, items: list[Item], r: random.Random) -> None:
    w.structured = True
    for s in items:
        t = f"<html><head><title>{s.title}</title></head>\n<body>\n<h1>{s.title}</h1>\n<p class=\"date\">{en(s.day)}</p>\n" + "\n".join(f"<p>{p}</p>" for p in s.paras) + "\n</body></html>"
        w.story("", t, "", "", "", s, gap="\n", plain=" ".join(s.paras), fields="t")


@book.convention
def xml_attributes(w: Writer, items: list[Item], r: random.Random) -> None:
    w.structured = True
    w.add("<archive>\n")
    for s in items:
        t = f"<noticia fecha=\"{s.day.isoformat()}\" medio=\"{s.source}\">\n  <titular>{s.title}</titular>\n  <cuerpo>{s.body}</cuerpo>\n</noticia>"
        w.story("", t, "", "", "", s, gap="\n", plain=s.body, fields="t")
    w.add("</archive>\n")


@book.convention
def json_lines_russian(w: Writer, items: list[Item], r: random.Random) -> None:

    w.structured = True
    for s in items:
        w.story("", json.dumps({"заголовок": s.title, "дата": ru(s.day), "источник": s.source, "текст": s.body}, ensure_ascii=False), "", "", "", s, gap="\n", plain=s.body)


@book.convention
def spanish_press(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"{s.source} - {es(s.day)}\n", s.title.upper(), f"\n{s.author} / {s.city}\n\n", s.body, "", Item(s.title.upper(), s.paras, s.source, s.day, s.author, s.city, s.section, 0), gap="\n\n\n", fields="td")


@book.convention
def page_numbers(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        w.story("", s.title, f"\n{s.source}, {en(s.day)}\n\n", s.body, f"\n\n- {i} -", s, gap="\n\n")


@book.convention
def formfeed_titles(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items):
        w.story("", s.title, "\n\n", s.body, "", s, gap="\n\f" if i + 1 < len(items) else "\n", fields="t")


@book.convention
def equals_box(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("=" * 50 + "\n", s.title, f"\n{s.source} ({s.day.isoformat()})\n" + "=" * 50 + "\n\n", s.body, "", s, gap="\n\n")


@book.convention
def hash_sections(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("### ", s.title, f"\n\n*{s.source}* | {en(s.day)}\n\n", s.body, "", s, gap="\n\n---\n\n")


@book.convention
def counter_tail(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        w.story("", s.title, f"\n{s.source}\n\n", s.body, f"\n\n[{i}/{len(items)}]", s, gap="\n\n", fields="t")


@book.convention
def arabic_labels(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("العنوان: ", s.title, f"\nالمصدر: {s.source}\nالتاريخ: {s.day.isoformat()}\n\n", s.body, "", s, gap="\n\n")


@book.convention
def closing_note(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add("WEEKLY PRESS REVIEW\nCompiled by the embassy\n\n")
    for s in items:
        w.story("", s.title, f"\n({s.source}, {en(s.day)})\n\n", s.body, "", s, gap="\n\n* * *\n\n")
    w.add("End of review. For internal use only.\n")


@book.convention
def digest_numbers_meta(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        w.story(f"{i:03d}\n{s.source}\n{s.day.strftime('%d/%m/%Y')}\n", s.title, "\n\n", s.body, "", s, gap="\n\n", fields="t")


@book.convention
def one_line_paras_dateline(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, "\n", f"{s.city.upper()}, {EN[s.day.month - 1]} {s.day.day} ({r.choice(AGENCIES)}) — " + "\n".join(s.paras), "", s, gap="\n\n", fields="tp")


@book.negative
def speech(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + f"\n\n{en(items[0].day)}\n\n" + "\n\n".join(f"{'I' * (1 + i % 3)}.\n\n{p}" for i, p in enumerate(items[0].paras + items[1].paras)) + "\n\nEND\n")


@book.negative
def faq(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + f"\nBy {items[0].author}\n\n" + "\n\n".join(f"{i}. {p.split('.')[0][:70]}?\n{p}" for i, p in enumerate(items[0].paras + items[1].paras, 1)) + "\n")


@book.negative
def diary(w: Writer, items: list[Item], r: random.Random) -> None:
    d = items[0].day
    w.add(items[0].title + "\n\n" + "\n\n".join(f"{WEEKDAYS[(d + timedelta(days=i)).weekday()]}, {EN[d.month - 1]} {i + 1}\n\n{p}" for i, p in enumerate(items[0].paras + items[1].paras)) + "\n")


@book.negative
def recipes(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + f"\n{items[0].source} | {en(items[0].day)}\n\n" + "\n\n".join(f"{s.title[:30]}\nServes: 4\nTime: 30 minutes\n\n{s.paras[0]}" for s in items) + "\n")


@book.negative
def obituaries_brief(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + f"\nBy {items[0].author}\n{en(items[0].day)}\n\n" + "\n\n".join(f"{s.author.upper()}\n{s.paras[0]}" for s in items) + "\n")


@book.negative
def signed_quotes(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + "\n\n" + "\n\n".join(f"“{p}”\n— {r.choice(NAMES)}, {r.choice(CITIES)}" for p in items[0].paras + items[1].paras) + "\n\n© 2020 The Paper\n")


@book.negative
def updates(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + f"\n{items[0].source}, {en(items[0].day)}\n\n" + "\n\n".join(f"UPDATE {i} ({10 + i}:15 p.m.)\n{p}" for i, p in enumerate(items[0].paras + items[1].paras, 1)) + "\n")
