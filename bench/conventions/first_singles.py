# ruff: noqa: E501 -- a convention reads best on one line, as it is printed
"""Single articles of the first set: letters, laws, lists, timelines, corrections, comments."""

from __future__ import annotations

import random
from datetime import timedelta

from bench.conventions.writing import Book, Item, Writer, en

book = Book()


@book.negative
def letters(w: Writer, items: list[Item], r: random.Random) -> None:
    body = "Letters to the editor\n\n" + en(items[0].day) + "\n\n" + "\n\n".join(f"{s.paras[0]}\n\n{s.author}, {s.city}" for s in items)
    w.add(body + "\n")


@book.negative
def legal(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + "\n\n" + "\n\n".join(f"Article {i}\n\n{p}" for i, p in enumerate(items[0].paras + items[1].paras, 1)) + "\n")


@book.negative
def listicle(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + f"\n\nBy {items[0].author}\n\n" + "\n\n".join(f"{i}. {' '.join(p.split()[:5])}\n\n{p}" for i, p in enumerate(items[0].paras + items[1].paras, 1)) + "\n")


@book.negative
def timeline(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + f"\n{items[0].source}, {en(items[0].day)}\n\n" + "\n\n".join(f"{en(items[0].day + timedelta(days=3 * i))}\n\n{p}" for i, p in enumerate(items[0].paras + items[1].paras)) + "\n")


@book.negative
def hash_breaks(w: Writer, items: list[Item], r: random.Random) -> None:
    k = r.choice(["###", "***", "---", "-----", "~~~", "· · ·", "◆"])
    w.add(items[0].title + f"\n{items[0].source} | {en(items[0].day)}\n\n" + f"\n\n{k}\n\n".join(items[0].paras) + "\n")


@book.negative
def page_furniture(w: Writer, items: list[Item], r: random.Random) -> None:
    ps = items[0].paras + items[1].paras
    w.add("\n\n".join(f"{items[0].title}\n{en(items[0].day)} - Page {i} of {len(ps)}\n\n{p}" for i, p in enumerate(ps, 1)) + "\n")


@book.negative
def comments_below(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + f"\nBy {items[0].author}\n\n" + items[0].body + "\n\nComments\n\n" + "\n\n".join(f"{s.author}\n{en(s.day)} at 10:11\n\n{s.paras[0]}\n\nReply" for s in items[1:]) + "\n")


@book.negative
def corrections(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add("Corrections and clarifications\n\n" + "\n\n".join(f"• An article on {en(s.day)} ({s.title}, page {i}) was wrong. {s.paras[0]}" for i, s in enumerate(items, 1)) + "\n")


@book.negative
def qa_bold(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + "\n\n" + "\n\n".join((f"**{p.split('.')[0]}?**" if i % 2 else p) for i, p in enumerate(items[0].paras + items[1].paras)) + "\n")


@book.negative
def caps_subheads_rule(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + f"\n{en(items[0].day)}\n\n" + "\n\n".join(f"{' '.join(p.split()[:4]).upper()}\n----------\n\n{p}" for p in items[0].paras + items[1].paras) + "\n")


@book.negative
def roundup_datelines(w: Writer, items: list[Item], r: random.Random) -> None:
    w.add(items[0].title + f"\n\n{items[0].source}, {en(items[0].day)}\n\n" + "\n\n".join(f"{s.city.upper()} — {s.paras[0]}" for s in items) + "\n")


@book.negative
def related_boxes(w: Writer, items: list[Item], r: random.Random) -> None:
    ps = items[0].paras
    w.add(items[0].title + f"\nBy {items[0].author}\n\n" + "\n\n".join(p + (f"\n\nRead also: {items[1 + i % (len(items) - 1)].title}\n{en(items[1].day)}" if i % 3 == 1 else "") for i, p in enumerate(ps)) + "\n")
