# ruff: noqa: E501 -- a convention reads best on one line, as it is printed
"""The first set: rules, numbers, labels, end marks, datelines, containers. Dumps only; its single articles are in ``first_singles``."""

from __future__ import annotations

import random
import textwrap

from bench.conventions.writing import AGENCIES, EN, FR, NAMES, RU, WEEKDAYS, Book, Item, Writer, de, en, es, fr, ru

book = Book()


@book.convention
def rule_equals(w: Writer, items: list[Item], r: random.Random) -> None:
    rule = r.choice(["=" * 70, "=" * 8, "=-" * 20, "~" * 40, "+" * 30])
    for i, s in enumerate(items):
        w.story("", s.title, f"\n{s.source}, {s.day.isoformat()}\n\n", s.body, "", s, gap=f"\n\n{rule}\n\n" if i + 1 < len(items) else "\n")


@book.convention
def rule_underscore_no_meta(w: Writer, items: list[Item], r: random.Random) -> None:
    rule = "_" * r.choice([20, 40, 80])
    for i, s in enumerate(items):
        w.story("", s.title, "\n\n", s.body, "", s, gap=f"\n\n{rule}\n\n" if i + 1 < len(items) else "\n", fields="t")


@book.convention
def num_hash(w: Writer, items: list[Item], r: random.Random) -> None:
    k = r.choice(["#{}", "[{}]", "({})", "No. {}", "{} / {n}", "ARTICLE {} OF {n}", "Doc {} of {n}"])
    for i, s in enumerate(items, 1):
        w.story(k.format(i, n=len(items)) + "\n", s.title, f"\n{s.source} - {en(s.day)}\n\n", s.body, "", s, gap="\n\n")


@book.convention
def num_titles(w: Writer, items: list[Item], r: random.Random) -> None:
    k = r.choice(["{}. ", "{}) ", "[{}] "])
    for i, s in enumerate(items, 1):
        w.story(k.format(i), s.title, f"\n{s.source}, {en(s.day)}\n\n", s.body, "", s, gap="\n\n")


@book.convention
def labels_german(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("Titel: ", s.title, f"\nQuelle: {s.source}\nDatum: {de(s.day)}\nAutor: {s.author}\n\n", s.body, "", s, gap="\n\n")


@book.convention
def labels_russian(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("Заголовок: ", s.title, f"\nИсточник: {s.source}\nДата: {ru(s.day)} г.\nТекст:\n", s.body, "", s, gap="\n\n")


@book.convention
def labels_chinese(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        head = f"来源：{s.source}\n日期：{s.day.year}年{s.day.month}月{s.day.day}日\n标题："
        w.story(head, s.title, "\n正文：\n", s.body, "", s, gap="\n\n")


@book.convention
def labels_french_source_first(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"Source : {s.source}\nDate : {fr(s.day)}\nTitre : ", s.title, "\n\n", s.body, "", s, gap="\n\n\n")


@book.convention
def labels_unknown_language(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("Izenburua: ", s.title, f"\nIturria: {s.source}\nEguna: {s.day.isoformat()}\n\n", s.body, "", s, gap="\n\n")


@book.convention
def labels_bracket(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("[HEADLINE] ", s.title, f"\n[SOURCE] {s.source}\n[DATE] {s.day.isoformat()}\n[TEXT]\n", s.body, "\n[END]", s, gap="\n\n")


@book.convention
def labels_tail(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, "\n\n", s.body, f"\n\nSource: {s.source}\nDate: {en(s.day)}", s, gap="\n\n\n")


@book.convention
def end_marks(w: Writer, items: list[Item], r: random.Random) -> None:
    mark = r.choice(["(END)", "ENDS", "--- END ---", "<<< end of story >>>", "/ENDS/", "[ENDS]", "КОНЕЦ", "-- fin --", "* END *", "xxx", "-0-"])
    for s in items:
        w.story("", s.title, "\n\n", s.body, f"\n\n{mark}", s, gap="\n\n", fields="t")


@book.convention
def inline_end_word(w: Writer, items: list[Item], r: random.Random) -> None:
    mark = r.choice(["(END)", "-- KABAR", "ITAR", "(Schluss)", "/kz/", "АКИpress", "—MENA", "Ends"])
    for s in items:
        line = f"{s.city.upper()}, {EN[s.day.month - 1][:3]} {s.day.day} ({r.choice(AGENCIES)}) - "
        w.story("", s.title, "\n\n", line + s.body, f" {mark}", s, gap="\n\n", fields="tp")


@book.convention
def dateline_russian(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        line = f"{s.city.upper()}, {s.day.day} {RU[s.day.month - 1]}. /ТАСС/. "
        w.story("", s.title, "\n\n", line + s.body, "", s, gap="\n\n", fields="tp")


@book.convention
def dateline_afp(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        line = f"{s.city}, {s.day.day} {FR[s.day.month - 1]} {s.day.year} (AFP) - "
        w.story("", s.title, "\n\n", line + s.body, "\n\nabc/de/fgh", s, gap="\n\n", fields="td")


@book.convention
def dpa_style(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, "\n\n", f"{s.city} (dpa) - " + s.body, f"\n\n# dpa-Notizblock\n\ndpa abc yyzz n1 def\n{s.day.strftime('%d%m%H')}{s.day.month:02d}", s, gap="\n\n", fields="t")


@book.convention
def ansa_style(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        line = f"(ANSA) - {s.city.upper()}, {s.day.day:02d} {['GEN', 'FEB', 'MAR', 'APR', 'MAG', 'GIU', 'LUG', 'AGO', 'SET', 'OTT', 'NOV', 'DIC'][s.day.month - 1]} - "
        w.story("", s.title, "\n\n", line + s.body, " (ANSA).", s, gap="\n\n", fields="tp")


@book.convention
def kyodo_yonhap(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        line = f"{s.city.upper()}, {EN[s.day.month - 1]} {s.day.day} (Yonhap) -- "
        w.story("", s.title, "\n\n", line + s.body, "\n\nabc@yna.co.kr\n(END)", s, gap="\n\n", fields="tp")


@book.convention
def telex(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        head = f"ZCZC KAB{i:03d} {s.day.strftime('%d%m%y')}\nr i BC-{s.city.upper()} {s.day.strftime('%m-%d')}\n\n"
        w.story(head, s.title, "\n\n", s.body, "\n\nNNNN", s, gap="\n\n", fields="t")


@book.convention
def all_caps_titles_meta(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        up = s.title.upper()
        w.story("", up, f"\n{s.section} | {en(s.day)}\n\n", s.body, "", Item(up, s.paras, s.source, s.day, s.author, s.city, s.section, 0), gap="\n\n", fields="td")


@book.convention
def byline_von(w: Writer, items: list[Item], r: random.Random) -> None:
    by = r.choice(["Von {}", "Par {}", "Por {}", "Di {}", "Автор: {}", "Door {}", "Av {}", "Yazan: {}"])
    for s in items:
        w.story("", s.title, f"\n{by.format(s.author)}\n\n", s.body, "", s, gap="\n\n", fields="t")


@book.convention
def byline_after_blank(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, f"\n\nBy {s.author}, {s.source}\n\n{en(s.day)}\n\n", s.body, "", s, gap="\n\n", fields="td")


@book.convention
def date_above_title(w: Writer, items: list[Item], r: random.Random) -> None:
    k = r.choice([en, de, ru, es, lambda d: d.isoformat(), lambda d: d.strftime("%d/%m/%Y"), lambda d: f"{WEEKDAYS[d.weekday()]}, {en(d)}"])
    for s in items:
        w.story(k(s.day) + "\n\n", s.title, "\n\n", s.body, "", s, gap="\n\n", fields="td")


@book.convention
def source_above_title(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"{s.source.upper()}\n", s.title, f"\n{s.day.strftime('%d.%m.%Y')}\n\n", s.body, "", s, gap="\n\n", fields="td")


@book.convention
def page_header(w: Writer, items: list[Item], r: random.Random) -> None:
    day = items[0].day
    for i, s in enumerate(items, 1):
        head = f"Daily Press Review – {en(day)} – Page {i}\n\n"
        w.story(head, s.title, f"\n{s.source}\n\n", s.body, "", s, gap="\n\n", fields="ts")


@book.convention
def toc_then_stories(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add("Contents\n\n" + "\n".join(f"{i}. {s.title}" for i, s in enumerate(items, 1)) + "\n\n")
    for i, s in enumerate(items, 1):
        w.story(f"{i}.\n\n", s.title, f"\n{s.source}, {en(s.day)}\n\n", s.body, "", s, gap="\n\n\n")


@book.convention
def digest_mail(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add("News Digest, Vol 12, Issue 7\n\nToday's Topics:\n\n" + "\n".join(f"   {i}. {s.title} ({s.author})" for i, s in enumerate(items, 1)) + "\n\n\n" + "-" * 70 + "\n\n")
    for i, s in enumerate(items, 1):
        head = f"Message: {i}\nDate: {WEEKDAYS[s.day.weekday()][:3]}, {s.day.day} {EN[s.day.month - 1][:3]} {s.day.year} 10:11:12 +0000\nFrom: {s.author} <x{i}@example.org>\nSubject: "
        w.story(head, s.title, f"\nMessage-ID: <{i}.abc@example.org>\n\n", s.body, "", s, gap="\n\n\n------------------------------\n\n", fields="td")
    w.add("End of News Digest\n")


@book.convention
def mbox(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        head = f"From x{i}@example.org {WEEKDAYS[s.day.weekday()][:3]} {EN[s.day.month - 1][:3]} {s.day.day:2d} 10:11:12 {s.day.year}\nFrom: {s.author} <x{i}@example.org>\nDate: {WEEKDAYS[s.day.weekday()][:3]}, {s.day.day} {EN[s.day.month - 1][:3]} {s.day.year} 10:11:12 +0000\nSubject: "
        w.story(head, s.title, f"\nMessage-Id: <{i}@x>\n\n", s.body, "", s, gap="\n\n", fields="td")


@book.convention
def ris(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        head = "TY  - NEWS\nTI  - "
        mid = f"\nAU  - {s.author}\nPY  - {s.day.isoformat()}\nJO  - {s.source}\nN2  - "
        w.story(head, s.title, mid, s.body, "\nER  - ", s, gap="\n\n")


@book.convention
def factiva_tags(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        head = f"SE  {s.section}\nHD  "
        mid = f"\nBY  By {s.author}\nWC  {len(s.body.split())} words\nPD  {s.day.day} {EN[s.day.month - 1]} {s.day.year}\nSN  {s.source}\nSC  ABCD\nLA  English\nCY  (c) {s.day.year} {s.source}\n\nLP\n"
        w.story(head, s.title, mid, s.body, f"\n\nAN\nDocument ABCD0000{s.day.strftime('%Y%m%d')}ea{i:02d}00{i:03d}", s, gap="\n\n\n")


@book.convention
def no_blank_lines(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, f"\n{s.source} | {en(s.day)}\n", "\n".join(s.paras), "", s, gap="\n\n")


@book.convention
def wrapped_72(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        title = textwrap.fill(s.title, 72)
        body = "\n\n".join(textwrap.fill(p, 72) for p in s.paras)
        w.story(f"{i} of {len(items)} DOCUMENTS\n\n{s.source}\n\n{en(s.day)} {WEEKDAYS[s.day.weekday()]}\n\n", title, f"\n\nLENGTH: {len(body.split())} words\n\n", body, f"\n\nLOAD-DATE: {en(s.day)}", s, gap="\n\n\n\n")


@book.convention
def wrapped_rule(w: Writer, items: list[Item], r: random.Random) -> None:
    rule = "-" * 72
    for i, s in enumerate(items):
        body = "\n".join(textwrap.fill(p, 72, initial_indent="    ") for p in s.paras)
        w.story("", textwrap.fill(s.title, 72), f"\n{s.source}, {en(s.day)}\n\n", body, "", s, gap=f"\n{rule}\n" if i + 1 < len(items) else "\n")


@book.convention
def proquest_like(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        w.story(f"Document {i} of {len(items)}\n\n", s.title, f"\n\nAuthor: {s.author}\n\nPublication info: {s.source} ; {s.city} [{s.city}]{en(s.day)}.\n\nFull text: ", s.body, f"\n\nPublication title: {s.source}\n\nPublication date: {en(s.day)}\n\nProQuest document ID: {400000 + i}\n\nDatabase: ProQuest Central", s, gap="\n\n" + "_" * 60 + "\n\n")


@book.convention
def ebsco_like(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        w.story(f"Record: {i}\nTitle: ", s.title, f"\nAuthors: {s.author}\nSource: {s.source}. {s.day.strftime('%m/%d/%Y')}, p{i}. 1p.\nDocument Type: Article\nAccession Number: {9000 + i}\n\n", s.body, "", s, gap="\n\n")


@book.convention
def europresse_like(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        w.story(f"{s.source}, no. {1000 + i}\n{s.section}, {fr(s.day)}, p. {i}\n\n", s.title, f"\n\n{s.author}\n\n", s.body, f"\n\n© {s.day.year} {s.source}. Tous droits réservés.\n\nnews·{s.day.strftime('%Y%m%d')}·AB·{i:04d}", s, gap="\n\n\n")


@book.convention
def bbc_monitoring(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        head = ""
        mid = f"\n\nText of report by {s.source} on {s.day.day} {EN[s.day.month - 1]}\n\n"
        w.story(head, s.title, mid, s.body, f"\n\nSource: {s.source}, {s.city}, in English 1011 gmt {s.day.day} {EN[s.day.month - 1][:3]} {s.day.strftime('%y')}\n\nBBC Mon MD1 abc", s, gap="\n\n", fields="t")


@book.convention
def businesswire(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        line = f"{s.city.upper()}--(BUSINESS WIRE)--{EN[s.day.month - 1]} {s.day.day}, {s.day.year}--"
        w.story("", s.title, "\n\n", line + s.body, f"\n\nContacts\n\n{s.author}, press@example.com", s, gap="\n\n\n", fields="td")


@book.convention
def org_headings(w: Writer, items: list[Item], r: random.Random) -> None:
    k = r.choice(["* {}", "== {} ==", "h2. {}", "## {}", "**{}**", "<h1>{}</h1>"])
    a, b = k.split("{}")
    for s in items:
        w.story(a, s.title, f"{b}\n_{s.source}, {en(s.day)}_\n\n", s.body, "", s, gap="\n\n")


@book.convention
def underlined_titles(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, f"\n{'=' * min(60, len(s.title))}\n\n", s.body, "", s, gap="\n\n", fields="t")


@book.convention
def url_tail(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, "\n\n", s.body, f"\n\nhttps://www.{s.source.lower().replace(' ', '')}.example/{s.number}.html", s, gap="\n\n", fields="t")


@book.convention
def author_tail(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, f"\n{en(s.day)}\n\n", s.body, f"\n\n(Reporting by {s.author}; editing by {r.choice(NAMES)})", s, gap="\n\n", fields="td")


@book.convention
def section_meta(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"{s.section.upper()} — {s.source} — {s.day.strftime('%d %b %Y')}\n", s.title, "\n\n", s.body, "", s, gap="\n\n")


@book.convention
def org_table_pipe(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        w.story(f"Record no.: {i}\nDate of publication | {s.day.isoformat()}\nMedium | {s.source}\nHeadline | ", s.title, "\n\n", s.body, "", s, gap="\n\n")


@book.convention
def boxed_number(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        w.story(f"----- {i} -----\n", s.title, f"\n{s.source}\n{en(s.day)}\n\n", s.body, "", s, gap="\n\n")


@book.convention
def two_formats(w: Writer, items: list[Item], r: random.Random) -> None:
    half = max(2, len(items) // 2)
    for i, s in enumerate(items, 1):
        if i <= half:
            w.story(f"Story {i} of {len(items)}\n\n", s.title, f"\n{s.source}, {en(s.day)}\n\n", s.body, "", s, gap="\n\n\n")
        else:
            w.story("Title: ", s.title, f"\nDate: {s.day.isoformat()}\nSource: {s.source}\n\n", s.body, "", s, gap="\n\n")


@book.convention
def blank_gaps_four(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, f"\n{s.source}\n\n", s.body, "", s, gap="\n" * r.choice([4, 5]), fields="ts")


@book.convention
def hash_number_sign(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, "\n\n", s.body, f"\n\n{s.author}\n{s.source}, {en(s.day)}\n\n***", s, gap="\n\n")
