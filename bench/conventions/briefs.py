# ruff: noqa: E501 -- a convention reads best on one line, as it is printed; the texts are in many scripts
"""Dumps of three or four briefs, one to three paragraphs of a sentence or two each, in two dozen languages; and short single articles.

Nothing is long enough to be recognised as a text: only what recurs tells the stories apart.
"""

from __future__ import annotations

import random
from datetime import timedelta

from bench.conventions.short import LANGUAGES, pick_items
from bench.conventions.writing import EN, Book, Item, Writer

book = Book()


def _pick(r: random.Random) -> list[Item]:
    """Three or four briefs in one language."""
    language = r.choice(sorted(LANGUAGES))
    items = pick_items(language, r, 3)
    texts = [p for s in items for p in s.paras]
    for i, s in enumerate(items):
        more = r.choice([0, 0, 1, 2])
        items[i] = Item(s.title, [*s.paras, *r.sample(texts, min(more, 3 - len(s.paras)))] if len(s.paras) < 3 else s.paras, s.source, s.day, s.author, s.city, s.section, s.number)
    return items


def _iso(s: Item) -> str:
    return s.day.isoformat()


def _dots(s: Item) -> str:
    return f"{s.day.day:02d}.{s.day.month:02d}.{s.day.year}"


def _last(items: list[Item], s: Item, gap: str) -> str:
    return "\n" if s is items[-1] else gap


@book.convention
def ruled_two_line_head(w: Writer, items: list[Item], r: random.Random) -> None:
    rule, items = r.choice(["=" * 50, "-" * 32, "_" * 40]), _pick(r)
    for s in items:
        w.story(rule + "\n", s.title, f"\n{s.source}, {_dots(s)}\n{rule}\n", s.body, "", s, gap=_last(items, s, "\n\n"))


@book.convention
def bracket_number(w: Writer, items: list[Item], r: random.Random) -> None:
    items = _pick(r)
    for s in items:
        w.story(f"[{s.number}]\n", s.title, f"\n{s.source} | {_iso(s)}\n\n", s.body, "", s, gap=_last(items, s, "\n\n"))


@book.convention
def bracket_number_bare(w: Writer, items: list[Item], r: random.Random) -> None:
    items = _pick(r)
    for s in items:
        w.story(f"[{s.number}] ", s.title, "\n", s.body, "", s, gap=_last(items, s, "\n\n"), fields="t")


@book.convention
def numbered_end(w: Writer, items: list[Item], r: random.Random) -> None:
    items, form = _pick(r), r.choice(["-- END {:03d} --", "*** {:02d} ***", "== end of item {} =="])
    for s in items:
        w.story("", s.title, "\n\n", s.body, "\n" + form.format(s.number), s, gap=_last(items, s, "\n\n"), fields="t")


@book.convention
def trailer_and_stars(w: Writer, items: list[Item], r: random.Random) -> None:
    items = _pick(r)
    for s in items:
        w.story("", s.title, "\n\n", s.body, f"\n\n({s.source}, {_dots(s)})", s, gap=_last(items, s, "\n\n* * * * *\n\n"))


@book.convention
def form_feed(w: Writer, items: list[Item], r: random.Random) -> None:
    items = _pick(r)
    for s in items:
        w.story("", s.title, f"\n{_iso(s)}\n\n", s.body, "", s, gap=_last(items, s, "\n\f"), fields="td")


@book.convention
def slug_lines(w: Writer, items: list[Item], r: random.Random) -> None:
    items = _pick(r)
    for s in items:
        w.story(f"{r.choice(['ECON', 'CITY', 'SPORT'])}-{s.number:03d} {_dots(s)} {8 + s.number:02d}:30\n", s.title, "\n", s.body, "", s, gap=_last(items, s, "\n\n"), fields="td")


@book.convention
def markdown_title_date(w: Writer, items: list[Item], r: random.Random) -> None:
    items, sign = _pick(r), r.choice(["#", "##", "###"])
    for s in items:
        w.story("", f"{sign} {s.title}", f"\n\n{_iso(s)}\n\n", s.body, "", s, gap=_last(items, s, "\n\n"), fields="td")


@book.convention
def own_tags(w: Writer, items: list[Item], r: random.Random) -> None:
    items = _pick(r)
    doc, no, head, day, text = r.choice([("DOC", "NO", "HL", "DT", "TXT"), ("news", "id", "caption", "when", "story"), ("ITEM", "NUM", "TTL", "DAY", "BDY")])
    for s in items:
        body = "\n".join(s.paras)
        t = f"<{doc}>\n<{no}>{s.number}</{no}>\n<{head}>{s.title}</{head}>\n<{day}>{_iso(s)}</{day}>\n<{text}>\n{body}\n</{text}>\n</{doc}>"
        w.story("", t, "", "", "", s, gap="\n", plain=s.body, fields="td")
    w.structured = True


@book.convention
def arrows_title(w: Writer, items: list[Item], r: random.Random) -> None:
    items, (a, b) = _pick(r), r.choice([(">>> ", " <<<"), ("=== ", " ==="), ("~~ ", " ~~"), ("*** ", " ***")])
    for s in items:
        w.story(a, s.title, f"{b}\n{_dots(s)}\n\n", s.body, "", s, gap=_last(items, s, "\n\n"), fields="td")


@book.convention
def underlined(w: Writer, items: list[Item], r: random.Random) -> None:
    items, sign = _pick(r), r.choice("=-~")
    for s in items:
        w.story("", s.title, f"\n{sign * min(40, len(s.title))}\n({_iso(s)}, {s.source})\n\n", s.body, "", s, gap=_last(items, s, "\n\n"))


@book.convention
def date_over_title(w: Writer, items: list[Item], r: random.Random) -> None:
    items = _pick(r)
    for s in items:
        w.story(f"{_dots(s)}\n", s.title, "\n\n", s.body, "", s, gap=_last(items, s, "\n\n\n"), fields="td")


@book.convention
def piped_head(w: Writer, items: list[Item], r: random.Random) -> None:
    items = _pick(r)
    for s in items:
        w.story(f"{s.number:03d} | {_iso(s)} | {s.source} | ", s.title, "\n\n", s.body, "", s, gap=_last(items, s, "\n\n"), fields="td")


@book.convention
def dateline_end_word(w: Writer, items: list[Item], r: random.Random) -> None:
    items, word = _pick(r), r.choice(["(END)", "Enditem", "(конец)", "（完）", "###"])
    for s in items:
        w.story("", s.title, "\n\n", f"AVEIRO, {EN[s.day.month - 1]} {s.day.day} (Kabar) -- " + s.body + f" {word}", "", s, gap=_last(items, s, "\n\n"), fields="t")


@book.convention
def source_line_rule(w: Writer, items: list[Item], r: random.Random) -> None:
    items = _pick(r)
    for s in items:
        w.story(f"{s.source}\n{_dots(s)}\n\n", s.title, "\n\n", s.body, "", s, gap=_last(items, s, "\n\n" + "-" * 24 + "\n\n"))


@book.convention
def wide_gap_dated(w: Writer, items: list[Item], r: random.Random) -> None:
    items = _pick(r)
    for s in items:
        w.story("", s.title, f"\n{s.source} ({_iso(s)})\n\n", s.body, "", s, gap=_last(items, s, "\n\n\n\n"))


# short single articles


@book.negative
def one_brief(w: Writer, items: list[Item], r: random.Random) -> None:
    s = _pick(r)[0]
    w.add(f"{s.title}\n{s.source}, {_dots(s)}\n\n{s.body}\n")


@book.negative
def subheads_short(w: Writer, items: list[Item], r: random.Random) -> None:
    own = _pick(r)
    w.add(f"{own[0].title}\n{own[0].source}, {_dots(own[0])}\n\n{own[0].body}\n\n" + "\n\n".join(f"{' '.join(s.title.split()[:3])}\n\n{s.body}" for s in own[1:]) + "\n")


@book.negative
def stars_short(w: Writer, items: list[Item], r: random.Random) -> None:
    own = _pick(r)
    w.add(f"{own[0].title}\n{own[0].author}\n\n" + "\n\n* * *\n\n".join(s.body for s in own) + "\n")


@book.negative
def numbered_points(w: Writer, items: list[Item], r: random.Random) -> None:
    own = _pick(r)
    w.add(f"{own[0].title}\n{_dots(own[0])}\n\n" + "\n\n".join(f"{i}. {p}" for i, p in enumerate([p for s in own for p in s.paras], 1)) + "\n")


@book.negative
def timeline_short(w: Writer, items: list[Item], r: random.Random) -> None:
    own = _pick(r)
    w.add(f"{own[0].title}\n\n" + "\n\n".join(f"{(own[0].day + timedelta(days=9 * i)).isoformat()}\n{p}" for i, p in enumerate([p for s in own for p in s.paras])) + "\n")


@book.negative
def live_blog_short(w: Writer, items: list[Item], r: random.Random) -> None:
    own = _pick(r)
    w.add(f"{own[0].title}\n{_dots(own[0])}\n\n" + "\n\n".join(f"{9 + i}:{11 + i * 3}\n{p}" for i, p in enumerate([p for s in own for p in s.paras])) + "\n")


@book.negative
def questions_short(w: Writer, items: list[Item], r: random.Random) -> None:
    own = _pick(r)
    w.add(f"{own[0].title}\n{own[0].source}, {_iso(own[0])}\n\n" + "\n\n".join(f"{s.title}?\n\n{s.body}" for s in own) + "\n")


@book.negative
def comments_short(w: Writer, items: list[Item], r: random.Random) -> None:
    own = _pick(r)
    w.add(f"{own[0].title}\n{own[0].source}, {_iso(own[0])}\n\n{own[0].body}\n\n{own[1].body}\n\nComments\n\n" + "\n\n".join(f"{s.author}\n{_dots(s)}\n{s.paras[0]}" for s in own) + "\n")


@book.negative
def letters_short(w: Writer, items: list[Item], r: random.Random) -> None:
    own = _pick(r)
    w.add("Letters\n\n" + "\n\n".join(f"{s.body}\n{s.author}, {s.city}" for s in own) + "\n")


@book.negative
def page_with_menu(w: Writer, items: list[Item], r: random.Random) -> None:
    own = _pick(r)
    w.add("Home\nLocal\nSport\nOpinion\nLog in\n" + f"{own[0].title}\n{own[0].author}\n{_dots(own[0])} 19:42\n{own[0].body}\n{own[1].body}\nRead also\n{own[1].title}\n{own[2].title}\nMost read\n1 {own[1].title}\n2 {own[2].title}\n© 2024 {own[0].source}\nContact\n")
