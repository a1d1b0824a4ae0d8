"""Pages to learn from: scraped pages with a label per line, pages without boilerplate, and what lies between.

Clean articles are as important as menus: a labeller that has only seen scraped pages finds boilerplate everywhere. So
every gold text comes back in several layouts as a page whose lines are all body, and verse, lists, interviews and
columns of short lines are made from clean text in many languages.
"""

from __future__ import annotations

import gzip
import json
import random
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORPORA = ("aeb", "atf", "fundus")
"""Page collections with a label per line; the fourth, ``traf``, has segments only."""


@dataclass(frozen=True, slots=True)
class Case:
    """A page: ``labels`` has one character a line, 1 body, 0 boilerplate, - neither; ``group`` is held out as one (a site)."""

    name: str
    flavour: str
    group: str
    text: str
    labels: str
    weight: float = 1.0


def read_rows(path: Path) -> list[Any]:
    """The JSON objects of a file, gzipped or not."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def site(domain: str) -> str:
    """The name of a site without what differs between its editions: ``www.bbc.co.uk`` and ``bbc.com`` are both ``bbc``."""
    parts = domain.lower().removeprefix("www.").split(".")
    while len(parts) > 1 and (len(parts[-1]) <= 4 or parts[-1] in {"online", "media", "berlin", "koeln"}):
        parts.pop()
    return parts[-1]


def read_pages(data: Path, corpora: tuple[str, ...] = CORPORA) -> Iterator[Case]:
    """Every scraped page in every flavour, without those whose gold is known to be wrong."""
    suspect = set(json.loads((data / "boilerplate/suspect.json").read_text("utf-8")))
    for corpus in corpora:
        gold = {row["page_id"]: row for row in read_rows(data / f"boilerplate/{corpus}.gold.jsonl.gz")}
        for row in read_rows(data / f"boilerplate/{corpus}.text.jsonl.gz"):
            if row["page_id"] not in suspect:
                yield Case(row["page_id"], row["flavour"], site(gold[row["page_id"]]["domain"]), row["text"], row["labels"])


def _all_body(name: str, layout: str, group: str, lines: list[str], weight: float) -> Case:
    return Case(name, layout, group, "\n".join(lines), "".join("1" if line.strip() else "-" for line in lines), weight)


def lay_out(paragraphs: list[str], layout: str, chance: random.Random) -> list[str]:
    """Paragraphs as lines: one a line, parted by blank lines, hard-wrapped, or indented."""
    if layout == "tight":
        return list(paragraphs)
    if layout == "wrapped":
        width = chance.randint(58, 82)
        indent = "    " if chance.random() < 0.3 else ""
        wrapped = [textwrap.wrap(p, width, initial_indent=indent, break_long_words=False) or [""] for p in paragraphs]
        parted = [[*lines, ""] if not indent or chance.random() < 0.5 else lines for lines in wrapped]
        return [line for lines in parted for line in lines]
    pad = " " * chance.randint(2, 12) if layout == "indented" else ""
    return [line for p in paragraphs for line in (pad + p, "")]


LAYOUTS = ("tight", "parted", "wrapped", "indented")


def read_clean(data: Path, weight: float = 0.25) -> Iterator[Case]:
    """Gold texts as pages of their own, each in two layouts, and excerpts of them as briefs of a few lines."""
    chance = random.Random(4)
    for corpus in CORPORA:
        for row in read_rows(data / f"boilerplate/{corpus}.gold.jsonl.gz"):
            paragraphs = [p.strip() for p in row["gold"].split("\n") if p.strip()]
            group = site(row["domain"])
            for layout in chance.sample(LAYOUTS, 2):
                yield _all_body(f"clean:{row['page_id']}", layout, group, lay_out(paragraphs, layout, chance), weight)
            if len(paragraphs) > 6:
                at = chance.randrange(len(paragraphs) - 5)
                part = paragraphs[at : at + chance.randint(1, 5)]
                yield _all_body(f"brief:{row['page_id']}", "brief", group, lay_out(part, chance.choice(LAYOUTS), chance), weight)


def _verse(sentences: list[str], chance: random.Random) -> list[str]:
    """Sentences broken into short lines, four to a stanza."""
    lines: list[str] = []
    for sentence in sentences:
        words = sentence.split()
        step = chance.randint(4, 7)
        parts = (
            [" ".join(words[i : i + step]) for i in range(0, len(words), step)]
            if len(words) > 3
            else [sentence[i : i + 12] for i in range(0, len(sentence), 12)]
        )
        lines += [part.rstrip(".,") if chance.random() < 0.5 else part for part in parts[:4]] + [""]
    return lines


def _listing(sentences: list[str], chance: random.Random) -> list[str]:
    """A paragraph, a list of short items (numbered, dashed or bare), a paragraph."""
    mark = chance.choice(("- ", "• ", "", "{}. ", "{}) ", "* "))
    cut = len(sentences) // 3
    items = [
        mark.format(i + 1) + (" ".join(s.split()[: chance.randint(3, 9)]) if " " in s else s[:14])
        for i, s in enumerate(sentences[cut : 2 * cut])
    ]
    return [" ".join(sentences[:cut]), "", *items, "", " ".join(sentences[2 * cut :])]


def _talk(sentences: list[str], chance: random.Random) -> list[str]:
    """Questions and answers, speakers named or dashed."""
    marks = chance.choice((("Q: ", "A: "), ("- ", "- "), ("", ""), ("— ", "— ")))
    lines: list[str] = []
    for i, sentence in enumerate(sentences):
        lines += [marks[i % 2] + sentence, ""] if chance.random() < 0.7 else [marks[i % 2] + sentence]
    return lines


TABLE_ROWS = (
    "{n}. {a} {x}",
    "{a} {x} {y}",
    "{a} {b} {n}, {b} {a} {m}",
    "    {a} {x} vs {y}",
    "{a}: {x}",
    "{n} {a} {b} {m}:{n}",
    "- {a} {b}, {n}",
)


def _table(sentences: list[str], chance: random.Random) -> list[str]:
    """A paragraph, rows of names and figures (results, prices, company figures), and sometimes a paragraph after them."""
    words = [word.strip(".,;:()\"'") for sentence in sentences for word in sentence.split()][:60] or ["A"]
    form = chance.choice(TABLE_ROWS)
    rows = [
        form.format(n=i + 1, m=chance.randint(0, 99), a=chance.choice(words)[:14], b=chance.choice(words)[:14],
                    x=f"{chance.uniform(0, 900):,.{chance.randint(0, 2)}f}", y=f"{chance.randint(1, 4_000_000):,}")
        for i in range(chance.randint(4, 18))
    ]  # fmt: skip
    after = ["", " ".join(sentences[2:4])] if chance.random() < 0.5 else []
    return [" ".join(sentences[:2]), *([""] if chance.random() < 0.5 else []), *rows, *after]


def _sections(sentences: list[str], chance: random.Random) -> list[str]:
    """Paragraphs under subheads, or under clock times as in a live report."""
    lines: list[str] = []
    clock = chance.random() < 0.4
    for i in range(0, len(sentences), 3):
        words = sentences[i].split()
        head = (
            f"{chance.randint(0, 23):02d}:{chance.randint(0, 59):02d}"
            if clock
            else (" ".join(words[:4]) if len(words) > 2 else sentences[i][:10])
        )
        lines += [head if chance.random() < 0.7 else head.upper(), "", " ".join(sentences[i : i + 3]), ""]
    return lines


def _plain(sentences: list[str], chance: random.Random) -> list[str]:
    """Paragraphs of a few sentences in one of the layouts."""
    step = chance.randint(1, 4)
    return lay_out([" ".join(sentences[i : i + step]) for i in range(0, len(sentences), step)], chance.choice(LAYOUTS), chance)


def read_languages(data: Path, weight: float = 0.15, per_language: int = 8) -> Iterator[Case]:
    """Clean pages put together from the sentences of each language; a language is a group of its own."""
    chance = random.Random(9)
    by: dict[str, list[str]] = {}
    for row in read_rows(data / "language/cases.jsonl.gz"):
        if row["kind"] in {"sentence", "paragraph"}:
            by.setdefault(row["lang"], []).append(" ".join(row["text"].split()))
    makers = (_plain, _verse, _listing, _talk, _sections, _table)
    for language, sentences in sorted(by.items()):
        for number in range(per_language):
            some = [chance.choice(sentences) for _ in range(chance.choice((2, 4, 8, 12, 20)))]
            maker = makers[number % len(makers)]
            yield _all_body(f"language:{language}:{number}", maker.__name__.strip("_"), f"language-{language}", maker(some, chance), weight)


PROSE_LIKE = frozenset({"neg:news_on_topic", "neg:bilingual", "neg:numbers", "neg:recipe_or_code", "neg:hashtags"})
"""Look-alikes of spam that a journalist wrote; language switchers and tag clouds are left open."""


def read_hosts(data: Path, weight: float = 0.3) -> Iterator[Case]:
    """Clean hosts of the spam cases: all lines body, footers that nobody judges left open, and of the look-alikes of spam those
    that are no prose."""
    for row in read_rows(data / "spam/cases.jsonl.gz"):
        if row["junk"]:
            continue
        labels, at = [], 0
        for line in row["text"].split("\n"):
            stop = at + len(line)
            open_ = any(a < stop and b > at for a, b in row["neutral"] + ([] if row["family"] in PROSE_LIKE else row["probe"]))
            labels.append("-" if open_ or not line.strip() else "1")
            at = stop + 1
        yield Case(f"host:{row['id']}", "host", f"host-{row['host']}", row["text"], "".join(labels), weight)


def read_singles(data: Path, weight: float = 0.3) -> Iterator[Case]:
    """Single articles of the splitting cases from their third line on: lists, interviews, live reports, transcripts."""
    for row in read_rows(data / "split/gold.jsonl"):
        if row["kind"] != "single" or "related" in row["format"] or "seed" in row["format"]:
            continue
        text = (data / "split/files" / row["file"]).read_text("utf-8").lstrip("\ufeff")
        labels = ["1" if line.strip() else "-" for line in text.split("\n")]
        labels[:4] = ["-"] * min(4, len(labels))
        yield Case(f"single:{row['id']}", "single", f"single-{row['id']}", text, "".join(labels), weight)


def trim(case: Case, chance: random.Random) -> Case | None:
    """The page with little of its boilerplate left: some lines above and below the body, as a careful scraper leaves it."""
    lines = case.text.split("\n")
    body = [i for i, label in enumerate(case.labels) if label == "1"]
    if not body:
        return None
    top, end = max(0, body[0] - chance.choice((0, 0, 2, 4, 10))), min(len(lines), body[-1] + 1 + chance.choice((0, 1, 3, 6, 15)))
    keep = range(top, end)
    if chance.random() < 0.4:
        keep = range(top, end) if chance.random() < 0.3 else range(max(0, body[0] - 1), end)
    return Case(
        f"trim:{case.name}", case.flavour, case.group, "\n".join(lines[i] for i in keep), "".join(case.labels[i] for i in keep), 0.4
    )


def shrink(case: Case, chance: random.Random) -> Case | None:
    """A small page: a stretch of what stands above the body, its first paragraphs, a stretch of what stands below."""
    lines = case.text.split("\n")
    body = [i for i, label in enumerate(case.labels) if label == "1"]
    if len(body) < 3:
        return None
    end = body[min(len(body), chance.randint(3, 14)) - 1] + 1
    full = [i for i, line in enumerate(lines) if line.strip()]
    above = [i for i in full if i < body[0]][-chance.randint(4, 30) :]
    below = [i for i in full if i > body[-1]][: chance.randint(4, 30)]
    if len(above) + len(below) < 8:
        return None
    keep = [*range(above[0] if above else body[0], end), *(range(below[0] - 1, below[-1] + 1) if below else ())]
    text, labels = "\n".join(lines[i] for i in keep), "".join(case.labels[i] for i in keep)
    return Case(f"small:{case.name}", case.flavour, case.group, text, labels, 0.4)
