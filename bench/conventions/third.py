# ruff: noqa: E501 -- a convention reads best on one line, as it is printed
"""The third set, blind once more."""

from __future__ import annotations

import random
import textwrap
from datetime import timedelta

from bench.conventions.writing import CITIES, DE, EN, NAMES, RU, WEEKDAYS, Book, Item, Writer, de, en, fr, ru

book = Book()


def caps(s: Item, title: str) -> Item:
    return Item(title, s.paras, s.source, s.day, s.author, s.city, s.section, s.number)


@book.convention
def title_only_big_gaps(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, "\n\n", s.body, "", s, gap="\n\n\n\n\n", fields="t")


@book.convention
def caps_title_dateline(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title.upper(), "\n\n", f"{s.city.upper()}, {s.day.day}. {DE[s.day.month - 1]} (APA) – " + s.body, "\n\n(Schluss) abc/de", caps(s, s.title.upper()), gap="\n\n", fields="tp")


@book.convention
def byline_dateline_reuters(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, f"\n\nBy {s.author}\n\n", f"{s.city.upper()}, {EN[s.day.month - 1]} {s.day.day} (Reuters) - " + s.body, f"\n\n(Reporting by {s.author}, editing by {r.choice(NAMES)})", s, gap="\n\n\n", fields="tp")


@book.convention
def ria_novosti(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, "\n\n", f"МОСКВА, {s.day.day} {RU[s.day.month - 1][:3]} — РИА Новости. " + s.body, "", s, gap="\n\n", fields="t")


@book.convention
def ukrinform(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"{s.day.strftime('%d.%m.%Y')} {r.randrange(10, 24)}:15\n", s.title, "\n", s.body, "\n\nУкрінформ", s, gap="\n\n", fields="td")


@book.convention
def telegram_export(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"[{s.day.strftime('%d.%m.%Y')} 10:{r.randrange(10, 60)}] Kabar News:\n", s.title, "\n\n", s.body, "", s, gap="\n\n", fields="td")


@book.convention
def pipe_header(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        w.story(f"{i} | {s.source} | {s.day.strftime('%d %B %Y')} | {s.section} | {len(s.body.split())} words\n", s.title, "\n\n", s.body, "", s, gap="\n\n")


@book.convention
def clipping_french(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        w.story("", s.title, f"\n{s.source}, {fr(s.day)}, p. {i}\n\n", s.body, "", s, gap="\n\n" + "-" * r.choice([5, 30]) + "\n\n")


@book.convention
def press_review_numbers(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        w.story(f"{i}. ", s.title.upper(), f"\n({s.source})\n\n", s.body, "", caps(s, s.title.upper()), gap="\n\n", fields="t")


@book.convention
def date_source_below(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, "\n\n", s.body, f"\n\n{s.source}\n{de(s.day)}", s, gap="\n\n" + "*" * 20 + "\n\n", fields="t")


@book.convention
def tagged_lines(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"@date {s.day.isoformat()}\n@source {s.source}\n@title ", s.title, "\n@text\n", s.body, "", s, gap="\n\n")


@book.convention
def angle_tags_open(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"<DATE>{s.day.isoformat()}\n<SOURCE>{s.source}\n<TITLE>", s.title, "\n<TEXT>\n", s.body, "", s, gap="\n\n", fields="")


@book.convention
def semicolon_header(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"{s.source}; {s.city}; {ru(s.day)}\n\n", s.title, "\n\n", s.body, "", s, gap="\n\n", fields="td")


@book.convention
def weekday_dates(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, f"\n{WEEKDAYS[s.day.weekday()]}, {en(s.day)} 10:11 GMT\n\n", s.body, "", s, gap="\n\n", fields="td")


@book.convention
def epaper(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        w.story(f"{s.source} vom {s.day.strftime('%d.%m.%Y')}, Seite {i}\n", s.title, f"\nVon {s.author}\n\n", s.body, f"\n\nCopyright {s.day.year} {s.source}", s, gap="\n\n")


@book.convention
def wire_priority(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        w.story(f"MENA{i:04d} 3 {s.section.upper()} 0{r.randrange(100, 999)}\n", s.title, "\n\n", f"{s.city.upper()}, {EN[s.day.month - 1]} {s.day.day} (MENA) -- " + s.body, f"\n\nMENA/{s.day.strftime('%H%M')}/", s, gap="\n\n", fields="tp")


@book.convention
def sections_with_rules(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"=== {s.section.upper()} ===\n\n", s.title, f"\nby {s.author}\n\n", s.body, "", s, gap="\n\n", fields="t")


@book.convention
def email_newsletter(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add("Good morning, here is your briefing.\n\n")
    for i, s in enumerate(items, 1):
        w.story(f"{i}) ", s.title, "\n", s.body, f"\nRead more: https://{s.source.lower().replace(' ', '')}.example/{s.number}", s, gap="\n\n", fields="")


@book.convention
def sql_like(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        w.story(f"*************************** {i}. row ***************************\n   title: ", s.title, f"\n  source: {s.source}\npub_date: {s.day.isoformat()}\n    text: ", s.body, "", s, gap="\n")


@book.convention
def wiki_articles(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("= ", s.title, f" =\n''{s.source}, {en(s.day)}''\n\n", s.body, "", s, gap="\n\n", fields="t")


@book.convention
def indented_wrapped(w: Writer, items: list[Item], r: random.Random) -> None:

    for s in items:
        body = "\n".join(textwrap.fill(p, 66, initial_indent="     ") for p in s.paras)
        w.story("", s.title, f"\n\n     By {s.author}\n     {s.source}\n\n", body, "\n\n                  -30-", s, gap="\n\n\n", fields="t")


@book.negative
def magazine_sections(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + f"\nBy {items[0].author}\n{en(items[0].day)}\n\n" + "\n\n\n\n".join(f"{' '.join(s.paras[0].split()[:5])}\n\n{s.body}" for s in items) + "\n")


@book.negative
def shopping_list(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + f"\n\nBy {items[0].author}\n\n" + "\n\n".join(f"{' '.join(s.title.split()[:4])}\n${10 + i}.99\nBuy now\n\n{s.paras[0]}" for i, s in enumerate(items)) + "\n")


@book.negative
def match_reports(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + f"\n\n{en(items[0].day)}\n\n" + "\n\n".join(f"{s.city} 2-{i} {r.choice(CITIES)}\n{en(items[0].day - timedelta(days=i))}\n{s.paras[0]}" for i, s in enumerate(items)) + "\n")


@book.negative
def numbered_theses(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + f"\n{items[0].source}, {de(items[0].day)}\n\n" + "\n\n".join(f"{i}.\n\n{p}" for i, p in enumerate(items[0].paras + items[1].paras, 1)) + "\n")


@book.negative
def press_release_quotes(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + f"\n\n{items[0].city.upper()}, {en(items[0].day)} /PRNewswire/ -- " + items[0].body + "\n\nAbout the Company\n\n" + items[1].paras[0] + "\n\nContact:\n" + items[0].author + "\n\n###\n\n" + f"SOURCE {items[0].source}\n")


@book.negative
def dated_press_quotes(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + f"\n\nBy {items[0].author}\n\n" + "\n\n".join(f"{s.source}, {en(s.day)}:\n\n“{s.paras[0]}”" for s in items) + "\n")


@book.negative
def chapters(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + "\n\n" + "\n\n".join(f"Chapter {i}\n{s.title}\n\n{s.body}" for i, s in enumerate(items[1:], 1)) + "\n")


@book.negative
def tables(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + f"\n{en(items[0].day)}\n\n" + items[0].paras[0] + "\n\n" + "\n".join(f"{s.city}\t{i * 3}\t{i * 7}" for i, s in enumerate(items * 3)) + "\n\n" + "\n\n".join(items[0].paras[1:] + items[1].paras) + "\n")


@book.negative
def live_with_authors(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + f"\n{en(items[0].day)}\n\n" + "\n\n".join(f"{10 + i}:4{i % 10} am\n{s.author}\n\n{s.paras[0]}" for i, s in enumerate(items)) + "\n")
