"""What a line of a rendered page looks like, as numbers: its text, its markup, its container, its neighbours, the extractors' verdicts.

No feature knows a word of any language. The names that pages give their elements (``article-body``, ``related``) are words of web
design, the same in every language; the model brings a list of those that occur on many sites, and each is a feature of its own.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from copydesk.html.extractors import RUN, words_of
from copydesk.types import Block, Line, Page

CONTAINERS = ("article", "main", "nav", "aside", "footer", "header", "figure", "form", "table", "ul", "ol", "section", "blockquote", "li")
OWN_TAGS = ("p", "li", "div", "td", "figcaption", "blockquote", "span", "dd", "button", "section", "summary", "pre", "a", "article")
FAR = 999.0
TEXTY = 8
"""Words from which on an unlinked line counts as running text."""
ENDED = re.compile(r"[.!?…。！？؟।։][\"”»’')\]]*$")
_QUOTE = re.compile('["“”„«»「」『』]')
_ADDRESS = re.compile(r"https?://|www\.|\S@\S|^@|#\w")


@dataclass(slots=True)
class Row:
    """A line that holds text, with what its blocks say: ``chain`` numbers its elements, innermost first, and ``article``
    is the number of the outermost ``article`` element and ``asks`` that of a box with form fields, 0 for none."""

    text: str
    words: list[str]
    path: tuple[str, ...] = ()
    heading: int = 0
    near: frozenset[str] = frozenset()
    far: frozenset[str] = frozenset()
    chain: tuple[int, ...] = ()
    hidden: bool = False
    away: bool = False
    article: int = 0
    asks: int = 0
    verdicts: dict[str, float] = field(default_factory=dict)
    linked: float = 0.0
    bold: float = 0.0
    timed: bool = False

    @property
    def texty(self) -> float:
        """Unlinked characters, if the line is running text."""
        return len(self.text) * (1 - self.linked) if len(self.words) >= TEXTY else 0.0


def read_rows(page: Page, lines: Sequence[Line]) -> list[Row]:
    """The lines with what the blocks over them know. Both are sorted, so one sweep joins them."""
    rows, at = [], 0
    blocks = page.blocks
    for line in lines:
        text = page.text[line.start : line.end]
        row = Row(text, words_of(text))
        while at < len(blocks) and blocks[at].end <= line.start:
            at += 1
        k = at
        while k < len(blocks) and blocks[k].start < line.end:
            _read_block(row, blocks[k], line)
            k += 1
        at = k if k > at and blocks[k - 1].end <= line.end else at
        rows.append(row)
    return rows


def _read_block(row: Row, block: Block, line: Line) -> None:
    share = (min(block.end, line.end) - max(block.start, line.start)) / max(1, line.end - line.start)
    if "@in=" in block.hint and not row.path:
        row.path, row.heading = block.path, block.heading
        names, _, facts = block.hint.partition("@in=")
        near, _, far = names.partition("/")
        row.near, row.far = frozenset(near.split()), frozenset(far.split())
        for fact in ("in=" + facts).split():
            name, _, value = fact.lstrip("@").partition("=")
            if name == "in":
                row.chain = tuple(int(n) for n in value.split(".") if n.isdigit())
            elif name == "ar":
                row.article = int(value or 0)
            elif name == "hidden":
                row.hidden = True
            elif name == "asks":
                row.asks = int(value or 0)
            elif name == "away":
                row.away = True
            else:
                row.verdicts[name] = float(value or 0)
    elif block.path[:1] == ("a",):
        row.linked = min(1.0, row.linked + share)
    elif block.path[:1] in (("b",), ("strong",)):
        row.bold = min(1.0, row.bold + share)
    elif block.path[:1] == ("time",):
        row.timed = True


def measure_rows(rows: Sequence[Row], title: str | None, vocabulary: Sequence[str]) -> tuple[list[str], list[list[float]]]:
    """Names and values of all features, one list of values a row."""
    if not rows:
        return [], []
    own = [_measure_line(row) | echo for row, echo in zip(rows, _measure_echoes(rows), strict=True)]
    place = _measure_place(rows, title)
    box = _measure_containers(rows)
    kin = _measure_kin(rows)
    names = [*own[0], *place[0], *box[0], *kin[0]]
    table = [[*a.values(), *b.values(), *c.values(), *d.values()] for a, b, c, d in zip(own, place, box, kin, strict=True)]
    around = _measure_neighbours(rows, own)
    names += list(around[0])
    for values, row, near in zip(table, rows, around, strict=True):
        values += near.values()
        values += [2.0 if token in row.near else 1.0 if token in row.far else 0.0 for token in vocabulary]
    return names + [f"name:{token}" for token in vocabulary], table


def _measure_line(row: Row) -> dict[str, float]:
    text, words = row.text, row.words
    size, number = max(1, len(text)), max(1, len(words))
    upper = sum(c.isupper() for c in text)
    own = next((tag for tag in row.path if tag in OWN_TAGS or tag in ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "th")), "")
    values = {
        "size": math.log1p(size),
        "words": math.log1p(len(words)),
        "linked": row.linked,
        "bold": row.bold,
        "timed": float(row.timed),
        "hidden": float(row.hidden),
        "ends": float(bool(ENDED.search(text))),
        "commas": text.count(",") / number,
        "stops": min(9.0, sum(text.count(c) for c in ".!?。！？।")),
        "digits": sum(c.isdigit() for c in text) / size,
        "upper": upper / size,
        "quotes": min(4.0, float(len(_QUOTE.findall(text[:2000])))),
        "address": float(bool(_ADDRESS.search(text[:500]))),
        "marks": sum(not c.isalnum() and not c.isspace() for c in text) / size,
        "mean": sum(map(len, words)) / number,
        "lower": float(text[:1].islower()),
        "copyright": float("©" in text),
        "bars": float("|" in text or "\t" in text),
        "heading": float(row.heading),
        "depth": float(len(row.chain)),
        "articles": float(row.path.count("article")),
        "own": float(OWN_TAGS.index(own) if own in OWN_TAGS else len(OWN_TAGS) + (1 if own[:1] == "h" else 0)),
        "tr": row.verdicts.get("tr", -1.0),
        "rs": row.verdicts.get("rs", -1.0),
        "ld": row.verdicts.get("ld", -1.0),
    }
    inside = set(row.path)
    values |= {f"in:{tag}": float(tag in inside) for tag in CONTAINERS}
    return values


def _measure_place(rows: Sequence[Row], title: str | None) -> list[dict[str, float]]:
    """Where on the page: by lines, by characters, from the line that reads like the title, and behind how many more titles."""
    wanted = set(words_of(title or ""))
    likeness = [_liken(wanted, row.words) for row in rows]
    heads = [i for i, row in enumerate(rows) if row.heading == 1]
    best = max(range(len(rows)), key=lambda i: (likeness[i] + (0.2 if rows[i].heading == 1 else 0), -i))
    known = likeness[best] > 0.5
    at = best if known else heads[0] if heads else 0
    look = (rows[at].path[:3], rows[at].heading)
    total = sum(len(row.text) for row in rows) or 1
    seen, found, met = 0, [], Counter(row.text for row in rows)
    titles = tops = 0
    above = 0.0
    for i, row in enumerate(rows):
        off = i - at
        if off > 0:
            titles += (row.path[:3], row.heading) == look and bool(row.heading)
            tops += row.heading == 1 and likeness[i] < 0.5
        if 1 <= row.heading <= 2:
            above = likeness[i]
        found.append({
            "index": i / len(rows),
            "chars": seen / total,
            "title": likeness[i],
            "title_known": float(known),
            "from_title": math.copysign(math.log1p(abs(off)), off),
            "titles": float(min(9, titles)),
            "tops": float(min(9, tops)),
            "above": above,
            "common": _common(row, rows[at]),
            "common_left": _common(rows[at], row),
            "repeats": float(min(9, met[row.text])),
            "lines": math.log1p(len(rows)),
            "page": math.log1p(total),
        })  # fmt: skip
        seen += len(row.text)
    return found


def _common(row: Row, other: Row) -> float:
    """Levels from the row up to the first element that it shares with the other; ``FAR`` if none is known."""
    there = set(other.chain)
    return next((float(level) for level, number in enumerate(row.chain) if number in there), FAR)


def _measure_echoes(rows: Sequence[Row]) -> list[dict[str, float]]:
    """Share of a line's word runs that earlier and later lines hold: pages repeat an article for machines, or as a teaser."""
    runs = [{tuple(row.words[i : i + RUN]) for i in range(len(row.words) - RUN + 1)} for row in rows]
    number = Counter(run for line in runs for run in line)
    met: set[tuple[str, ...]] = set()
    found = []
    for line in runs:
        size = max(1, len(line))
        before = sum(run in met for run in line)
        both = sum(number[run] > 1 for run in line)
        found.append({"echo_before": before / size, "echo_after": (both - before) / size})
        met |= line
    return found


def _liken(wanted: set[str], words: list[str]) -> float:
    """Jaccard likeness of a line's words to the title's; 0 for long lines."""
    return len(wanted & set(words)) / len(wanted | set(words)) if wanted and len(words) < 60 else 0.0


def _measure_containers(rows: Sequence[Row]) -> list[dict[str, float]]:
    """Running text, links and lines of the elements around each line, and of the one that holds most running text."""
    texty: dict[int, float] = defaultdict(float)
    linked: dict[int, float] = defaultdict(float)
    size: dict[int, float] = defaultdict(float)
    count: dict[int, int] = defaultdict(int)
    score: dict[int, float] = defaultdict(float)
    for row in rows:
        for depth, number in enumerate(row.chain):
            texty[number] += row.texty
            linked[number] += row.linked * len(row.text)
            size[number] += len(row.text)
            count[number] += 1
            if 1 <= depth <= 4:
                score[number] += row.texty / (1.0, 1.6, 3.0, 5.0)[depth - 1]
    total = sum(row.texty for row in rows) or 1.0
    best = max(score, key=lambda number: (score[number], number), default=-1)
    inside = [i for i, row in enumerate(rows) if best in row.chain]
    first, last = (inside[0], inside[-1]) if inside else (0, len(rows) - 1)
    main_text = [i for i in inside if rows[i].texty]
    first_text, last_text = (main_text[0], main_text[-1]) if main_text else (first, last)
    found = []
    for i, row in enumerate(rows):
        values = {
            "in_best": float(best in row.chain),
            "levels": float(row.chain.index(best)) if best in row.chain else FAR,
            "best_share": texty[best] / total if best >= 0 else 0.0,
            "common_text": _common(row, rows[first_text]),
            "after_first": float(max(-60, min(60, i - first_text))),
            "before_last": float(max(-60, min(60, last_text - i))),
            "after_edge": float(max(-60, min(60, i - first))),
            "before_edge": float(max(-60, min(60, last - i))),
        }
        for level in (1, 2, 3, 5):
            number = row.chain[min(level, len(row.chain) - 1)] if row.chain else -1
            values |= {
                f"text{level}": texty[number] / total,
                f"links{level}": linked[number] / max(1.0, size[number]),
                f"lines{level}": math.log1p(count[number]),
            }
        found.append(values)
    return found


def _measure_kin(rows: Sequence[Row]) -> list[dict[str, float]]:
    """What the lines with the same tags and names are like, on the whole page and under the same parent."""
    groups: dict[object, list[int]] = defaultdict(list)
    keys = []
    for i, row in enumerate(rows):
        look = (row.path[:4], row.heading, row.near)
        under = (row.path[:2], row.chain[1:2])
        keys.append((look, under))
        groups[look].append(i)
        groups[under].append(i)
    means: dict[object, tuple[float, ...]] = {}
    for key, members in groups.items():
        n = len(members)
        means[key] = (
            math.log1p(n),
            sum(math.log1p(len(rows[i].words)) for i in members) / n,
            sum(rows[i].linked for i in members) / n,
            sum(rows[i].verdicts.get("tr", 0.0) for i in members) / n,
            sum(rows[i].verdicts.get("rs", 0.0) for i in members) / n,
        )
    names = [f"{kind}_{what}" for kind in ("look", "under") for what in ("n", "words", "linked", "tr", "rs")]
    return [dict(zip(names, (*means[look], *means[under]), strict=True)) for look, under in keys]


def _measure_neighbours(rows: Sequence[Row], own: Sequence[dict[str, float]]) -> list[dict[str, float]]:
    """A few features of the two lines on either side, whether they share the parent, and running text within five lines."""
    found = []
    sums = [0.0]
    for row in rows:
        sums.append(sums[-1] + row.texty)
    kept = [0.0]
    for row in rows:
        kept.append(kept[-1] + row.verdicts.get("tr", 0.0))
    for i, row in enumerate(rows):
        values: dict[str, float] = {}
        for off in (-2, -1, 1, 2):
            j = i + off
            there = 0 <= j < len(rows)
            for name in ("words", "linked", "tr", "rs", "heading", "ends"):
                values[f"{name}{off:+d}"] = own[j][name] if there else -2.0
            values[f"same{off:+d}"] = float(there and rows[j].chain[1:2] == row.chain[1:2])
        low, high = max(0, i - 5), min(len(rows), i + 6)
        values |= {
            "text_before": math.log1p(sums[i] - sums[low]),
            "text_after": math.log1p(sums[high] - sums[i + 1]),
            "tr_before": kept[i] - kept[low],
            "tr_after": kept[high] - kept[i + 1],
            "tr_page": kept[-1] / len(rows),
        }
        found.append(values)
    return found
