# ruff: noqa: E501 -- a convention reads best on one line, as it is printed; the texts are in many scripts
"""The fourth set, blind again: other templates, languages, trailers, contents lists, changes of format, form feeds, numbers, end marks."""

from __future__ import annotations

import random
import textwrap
from datetime import timedelta

from bench.conventions.writing import CITIES, DE, EN, NAMES, RU, WEEKDAYS, Book, Item, Writer, de, en, es, fr, ru

book = Book()


@book.convention
def archive_card(w: Writer, items: list[Item], r: random.Random) -> None:
    width = r.choice([12, 16, 20])
    for s in items:
        card = "".join(f"{k + ':':<{width}}{v}\n" for k, v in (("Newspaper", s.source), ("Headline", s.title), ("Printed", en(s.day)), ("Page", f"A{s.number % 30}"), ("Reporter", s.author)))
        w.story(card + "\n", "", "", s.body, "", s, gap="\n\n")


@book.convention
def dutch_press_review(w: Writer, items: list[Item], r: random.Random) -> None:
    months = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"]
    for i, s in enumerate(items, 1):
        w.story(f"{i}. ", s.title, f"\n{s.source}, {s.day.day} {months[s.day.month - 1]} {s.day.year}, pag. {s.number % 40}\n\n", s.body, "", s, gap="\n\n\n")


@book.convention
def polish_trailer(w: Writer, items: list[Item], r: random.Random) -> None:
    months = ["stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia"]
    for s in items:
        w.story("", s.title, "\n\n", s.body, f"\n\nŹródło: {s.source}\nData publikacji: {s.day.day} {months[s.day.month - 1]} {s.day.year}", s, gap="\n\n")


@book.convention
def greek_labels(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"Τίτλος: {s.title}\nΕφημερίδα: {s.source}\nΗμερομηνία: {s.day.day}/{s.day.month}/{s.day.year}\n\n", "", "", s.body, "", s, gap="\n\n" + r.choice(["***", "* * * * *", "-" * 20]) + "\n\n")


@book.convention
def thai_labels(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"หัวข้อข่าว : {s.title}\nหนังสือพิมพ์ : {s.source}\nวันที่ตีพิมพ์ : {s.day.day:02d}/{s.day.month:02d}/{s.day.year}\n\n", "", "", s.body, "", s, gap="\n\n\n")


@book.convention
def hebrew_line_over(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"{s.source} | {s.day.day}.{s.day.month}.{s.day.year} | עמוד {s.number % 50}\n", s.title, "\n\n", s.body, "", s, gap="\n\n" + "_" * 32 + "\n\n")


@book.convention
def arabic_numbered(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        w.story(f"الخبر رقم {i}\n", s.title, f"\nالمصدر: {s.source}\nالتاريخ: {s.day.isoformat()}\n\n", s.body, "", s, gap="\n\n")


@book.convention
def form_feed_header(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items):
        w.story(f"{s.source.upper()}\n{WEEKDAYS[s.day.weekday()]}, {en(s.day)}\n\n", s.title, f"\n\nby {s.author}\n\n", s.body, "", s, gap="\n\f\n" if i + 1 < len(items) else "\n")


@book.convention
def form_feed_bare(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items):
        w.story("", s.title, "\n\n", s.body, "", s, gap="\n\f" if i + 1 < len(items) else "\n", fields="t")


@book.convention
def slug_first(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        slug = "-".join(x.upper() for x in s.title.split()[:2] if x.isalpha()) or "NEWS"
        w.story(f"{slug}/{s.number}\n", s.title, f"\nBy {s.author}\n\n", f"{s.city.upper()}, {EN[s.day.month - 1]} {s.day.day} - " + s.body, f"\n\n({s.source})", s, gap="\n\n", fields="t")


@book.convention
def radio_log(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items):
        w.story(f"{6 + i:02d}:00 GMT  {s.day.day:02d} {EN[s.day.month - 1][:3].upper()} {s.day.year}  {s.source}\n", s.title.upper(), "\n\n", s.body, "\n\nENDS", s, gap="\n\n", fields="ds")


@book.convention
def contents_list(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add("PRESS CUTTINGS\n" + en(items[0].day) + "\n\nContents\n\n" + "\n".join(f"{i}. {s.title} ({s.source})" for i, s in enumerate(items, 1)) + "\n\n" + "=" * 40 + "\n\n")
    for i, s in enumerate(items, 1):
        w.story(f"{i}. ", s.title, f"\n{s.source}, {en(s.day)}\n\n", s.body, "", s, gap="\n\n" + "=" * 40 + "\n\n" if i < len(items) else "\n")


@book.convention
def contents_with_dots(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add("INHALT\n\n" + "\n".join(f"{s.title} {'.' * 8} {i * 2}" for i, s in enumerate(items, 1)) + "\n\n\n")
    for s in items:
        w.story("", s.title, f"\n{s.source} vom {de(s.day)}, Seite {s.number % 20}\n\n", s.body, "", s, gap="\n\n\n", fields="tds")


@book.convention
def stated_count(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(f"Search results: {len(items)} articles\nQuery: water AND border\n\n")
    for i, s in enumerate(items, 1):
        w.story(f"Result {i}\n", s.title, f"\n{s.source} - {s.day.isoformat()}\n\n", s.body, "", s, gap="\n\n")


@book.convention
def changes_midway(w: Writer, items: list[Item], r: random.Random) -> None:
    half = max(2, len(items) // 2) if len(items) > 3 else len(items)
    for s in items[:half]:
        w.story("", s.title, f"\n{s.source}, {en(s.day)}\n\n", s.body, "", s, gap="\n\n" + "-" * 40 + "\n\n")
    for s in items[half:]:
        w.story(f"Title: {s.title}\nDate: {s.day.isoformat()}\nSource: {s.source}\n\n", "", "", s.body, "", s, gap="\n\n")


@book.convention
def two_agencies(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items):
        if i % 2:
            w.story("", s.title, "\n\n", f"{s.city.upper()}, {EN[s.day.month - 1][:3]}. {s.day.day} (Kabar) -- " + s.body, "\n\nEND", s, gap="\n\n\n", fields="t")
        else:
            w.story("", s.title, "\n\n", f"{s.city}. {s.day.day} {RU[s.day.month - 1]}. КАЗИНФОРМ - " + s.body, "", s, gap="\n\n\n", fields="t")


@book.convention
def end_mark_square(w: Writer, items: list[Item], r: random.Random) -> None:
    sign = r.choice([" ■", " ◼", " ▪", " □"])
    for s in items:
        w.story("", s.title, f"\n{s.author}\n\n", s.body + sign, "", s, gap="\n\n", fields="t")


@book.convention
def hashes_under(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"FOR IMMEDIATE RELEASE\n{en(s.day)}\n\n", s.title, "\n\n", s.body, f"\n\nContact: {s.author}, {s.source}\n\n# # #", s, gap="\n\n", fields="td")


@book.convention
def copyright_closers(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, f"\n\n{es(s.day)}\n\n", s.body, f"\n\n(c) {s.day.year} {s.source}. Todos los derechos reservados.", s, gap="\n\n")


@book.convention
def wrapped_indented(w: Writer, items: list[Item], r: random.Random) -> None:
    width = r.choice([60, 66, 78])
    for s in items:
        body = "\n".join(textwrap.fill(p, width, initial_indent="   ") for p in s.paras)
        w.story("", textwrap.fill(s.title.upper(), width), f"\n\nBy {s.author}\n{s.source}\n{en(s.day)}\n\n", body, "", s, gap="\n\n\n", fields="ds")


@book.convention
def html_comments(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        w.story(f"<!-- article {i} -->\n", s.title, f"\n{fr(s.day)} - {s.source}\n\n", s.body, "", s, gap="\n\n")


@book.convention
def yaml_front(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"---\ntitle: {s.title}\ndate: {s.day.isoformat()}\nsource: {s.source}\n---\n\n", "", "", s.body, "", s, gap="\n\n")


@book.convention
def tab_table_header(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"{s.number}\t{s.source}\t{s.day.day:02d}.{s.day.month:02d}.{s.day.year}\n", s.title, "\n", s.body, "", s, gap="\n\n")


@book.convention
def author_date_under_body(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, "\n\n", s.body, f"\n\n— {s.author}, {s.source}, {de(s.day)}", s, gap="\n\n")


@book.convention
def section_then_items(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items):
        head = f"{s.section.upper()}\n\n" if i % 2 == 0 else ""
        w.story(head, s.title, f"\n({s.source}, {en(s.day)})\n\n", s.body, "", s, gap="\n\n")


@book.convention
def japanese_bracket_titles(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", f"【{s.title}】", f"\n{s.day.year}年{s.day.month}月{s.day.day}日 {s.source} 朝刊 {s.number % 30}面\n", s.body, "", s, gap="\n\n")


@book.convention
def chinese_cuttings(w: Writer, items: list[Item], r: random.Random) -> None:
    for i, s in enumerate(items, 1):
        w.story(f"{'一二三四五六七八九十'[(i - 1) % 10]}、", s.title, f"\n（{s.source}，{s.day.year}年{s.day.month}月{s.day.day}日）\n\n", s.body, "", s, gap="\n\n")


@book.convention
def feed_reader(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story("", s.title, f"\nhttps://{s.source.split()[0].lower()}.example/{s.number}\nPosted: {s.day.isoformat()} 10:0{s.number % 10}\n\n", s.body, "\n\nTags: water, border", s, gap="\n\n", fields="td")


@book.convention
def mail_forwards(w: Writer, items: list[Item], r: random.Random) -> None:
    for s in items:
        w.story(f"-------- Forwarded message --------\nSubject: {s.title}\nFrom: {s.source}\nDate: {WEEKDAYS[s.day.weekday()][:3]}, {s.day.day} {EN[s.day.month - 1][:3]} {s.day.year} 09:00\n\n", "", "", s.body, "", s, gap="\n\n", fields="td")


@book.convention
def russian_digest(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(f"ДАЙДЖЕСТ ПРЕССЫ\n{ru(items[0].day)}\n\n")
    for s in items:
        w.story("", s.title, f"\n{s.source}, {s.day.day:02d}.{s.day.month:02d}.{s.day.year}, {s.author}\n\n", s.body, "", s, gap="\n\n* * *\n\n" if s is not items[-1] else "\n")


# single articles


@book.negative
def live_blog_german(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(f"{items[0].title}\n{de(items[0].day)}\n\n" + "\n\n".join(f"{18 - i}:{10 + i * 3} Uhr\n{s.paras[0]}" for i, s in enumerate(items)) + "\n")


@book.negative
def interview_names(w: Writer, items: list[Item], r: random.Random) -> None:
    a, b = r.sample(NAMES, 2)
    paras = items[0].paras + items[1].paras + items[2].paras
    w.add(f"{items[0].title}\n{items[0].source}, {en(items[0].day)}\n\n" + "\n\n".join(f"{(a, b)[i % 2]}: {p}" for i, p in enumerate(paras)) + "\n")


@book.negative
def law_articles(w: Writer, items: list[Item], r: random.Random) -> None:
    word = r.choice(["Article", "Artikel", "§", "Статья", "第"])
    w.add(f"{items[0].title}\n\n{en(items[0].day)}\n\n" + "\n\n".join(f"{word} {i}{'条' if word == '第' else ''}\n\n{p}" for i, p in enumerate([p for s in items[:3] for p in s.paras], 1)) + "\n")


@book.negative
def letters_signed(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add("Readers write\n\n" + "\n\n".join(f"{s.title}\n\n{s.paras[0]}\n{s.author}\n{s.city}" for s in items) + "\n")


@book.negative
def hearing(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(f"{items[0].title}\n{en(items[0].day)}\n\n" + "\n\n".join(f"{s.author.upper()}. {s.paras[0]}" for s in items * 2) + "\n")


@book.negative
def newsletter_subheads(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(f"The Morning Note\n{en(items[0].day)}\nBy {items[0].author}\n\nGood morning.\n\n" + "\n\n".join(f"{' '.join(s.title.split()[:4])}\n\n{s.body}" for s in items[:4]) + "\n\nThat is all for today.\n")


@book.negative
def best_of_list(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(f"{items[0].title}\n\nBy {items[0].author}\n{en(items[0].day)}\n\n" + "\n\n".join(f"{len(items) - i}. {s.author}\nFrom: {s.city}\nAge: {20 + i}\n\n{s.paras[0]}" for i, s in enumerate(items)) + "\n")


@book.negative
def stars_between(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(f"{items[0].title}\n{items[0].author}\n\n" + "\n\n* * *\n\n".join(s.body for s in items[:4]) + "\n")


@book.negative
def corrections_column(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add("Corrections\n\n" + "\n\n".join(f"{s.section.upper()}\n\nAn article on {WEEKDAYS[s.day.weekday()]} misstated a name. {s.paras[0]}" for s in items) + "\n")


@book.negative
def diary(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(f"{items[0].title}\n{items[0].source}\n\n" + "\n\n".join(f"{WEEKDAYS[i % 7]}, {en(items[0].day + timedelta(days=i))}\n\n{s.paras[0]}" for i, s in enumerate(items)) + "\n")


@book.negative
def round_up_places(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(f"{items[0].title}\nBy {items[0].author}\n{en(items[0].day)}\n\n" + "\n\n".join(f"{c}\n\n{s.paras[0]}" for c, s in zip(r.sample(CITIES, len(items)), items, strict=True)) + "\n")


@book.negative
def questions_answers(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(f"{items[0].title}\n{DE[items[0].day.month - 1]} {items[0].day.year}\n\n" + "\n\n".join(f"{s.title}?\n\n{s.paras[0]}" for s in items) + "\n")
