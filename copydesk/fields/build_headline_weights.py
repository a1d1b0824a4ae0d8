"""Fits ``data/headline_weights.json`` on development pages (run by hand, needs numpy and the shared pages; prints held-out figures).

A page's headline is the line above its story that equals the title its own markup states. Softmax over the candidates of a page and
'none', by gradient descent; five folds by site. One page in five is shown with its headline judged body, for judges err.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import sys
import zlib
from pathlib import Path
from typing import Any

from copydesk.fields.header import ABOVE, Header, find_lead, read_row
from copydesk.fields.headline import MARGIN, is_candidate, times_elsewhere
from copydesk.fields.headline_score import LONG_ENTRY, headline_traits, stand_alone
from copydesk.fields.layout import read_rows
from copydesk.fields.reader import make_reader
from copydesk.lines import split_lines
from copydesk.types import Page, Story

_OG = re.compile(r"""property=["']og:title["'][^>]*content=["']([^>]*?)["']\s*/?>|content=["']([^>"]*)["'][^>]*property=["']og:title""")
_H1 = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


BRIEF = 350
"""Characters of story with which each page is shown a second time: a brief shares fewer words with its headline."""


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", html.unescape(text).casefold()).strip()


def _titles(source: str) -> list[str]:
    stated = [_plain(m[1] or m[2] or "") for m in _OG.finditer(source)][:1]
    return [t for t in stated + [_plain(re.sub("<[^>]+>", " ", h)) for h in _H1.findall(source)] if len(t) > 14 or (t and not t.isascii())]


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_pages(folder: Path) -> list[tuple[str, list[dict[str, float]], list[bool]]]:
    """For each page and flavour its site, the traits of each candidate, and which of them is the headline."""
    pages = []
    for corpus in ("aeb", "atf", "fundus"):
        titles = {p["page_id"]: _titles(p["html"]) for p in _rows(folder / f"{corpus}.html.jsonl.gz")}
        sites = {p["page_id"]: p["domain"] for p in _rows(folder / f"{corpus}.gold.jsonl.gz")}
        for entry in _rows(folder / f"{corpus}.text.jsonl.gz"):
            for size in (6000, BRIEF):
                found = _read_page(entry["text"], entry["labels"], titles[entry["page_id"]], size)
                if found is not None:
                    pages.append((sites[entry["page_id"]], *found))
    return pages


def _read_page(text: str, labels: str, titles: list[str], size: int) -> tuple[list[dict[str, float]], list[bool]] | None:
    page = Page("page", text, text, (), (), split_lines(text), "utf-8")
    body, at = [], 0
    for line, label in zip(text.split("\n"), labels, strict=False):
        if label == "1" and line.strip():
            body.append((at, at + len(line)))
        at += len(line) + 1
    rows = read_rows(page, Story(0, len(text)), tuple(body))
    reader, header = make_reader(rows, None, None), Header()
    find_lead(rows, header, reader)
    if not body or header.lead is None:
        return None
    candidates: list[Any] = []
    for row in rows[max(0, header.lead.index - ABOVE) : header.lead.index]:
        if not read_row(page, row, rows, header, reader, candidates):
            candidates.append(row)
    candidates = [r for r in candidates if is_candidate(r)]
    body_text = " ".join(r.text for r in rows[header.lead.index : header.lead.index + 25] if r.body)[:size].casefold()
    traits, right, above, alone = [], [], 0, stand_alone(candidates)
    for row in candidates:
        traits.append(headline_traits(rows, row, header.lead, header.slots, body_text, above, times_elsewhere(page, row) > 0, alone))
        name = _plain(row.text)
        right.append(any(t == name or (t.startswith(name) and len(name) > 20) for t in titles))
        above += len(row.text) >= LONG_ENTRY
    return traits, right


def fit(pages: list[tuple[str, list[dict[str, float]], list[bool]]], names: list[str], steps: int = 400) -> dict[str, float]:
    """Weights by Adam on the softmax likelihood of the right lines (or of 'none'), with a light ridge."""
    import numpy as np

    table, right, group = [], [], []
    for number, (_, traits, truth) in enumerate(pages):
        noisy = number % 5 == 0
        for t, y in zip(traits, truth, strict=True):
            table.append([*(1.0 if noisy and y and n == "body" else t[n] for n in names), 0.0])
            right.append(float(y))
            group.append(number)
        table.append([0.0] * len(names) + [1.0])
        right.append(float(not any(truth)))
        group.append(number)
    a, positive, g = np.array(table), np.array(right), np.array(group)
    w, m, v, count = np.zeros(a.shape[1]), np.zeros(a.shape[1]), np.zeros(a.shape[1]), len(pages)
    for step in range(1, steps + 1):
        s = a @ w
        top = np.full(count, -1e9)
        np.maximum.at(top, g, s)
        e = np.exp(s - top[g])
        p = e / np.bincount(g, e, count)[g]
        q = e * positive / (np.bincount(g, e * positive, count) + 1e-12)[g]
        grad = a.T @ (p - q) / count + 0.3 * w / count
        m, v = 0.9 * m + 0.1 * grad, 0.999 * v + 0.001 * grad**2
        w = w - 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(x), 2) for name, x in zip([*names, "none"], w, strict=True)}


def judge(pages: list[tuple[str, list[dict[str, float]], list[bool]]], weights: dict[str, float], margin: float) -> dict[str, int]:
    """How many headlines are right, wrong, missed, and found on pages without one."""
    out = dict.fromkeys(("right", "wrong", "missed", "invented"), 0)
    for _, traits, truth in pages:
        scores = [sum(weights[n] * x for n, x in t.items()) for t in traits]
        best = max(range(len(scores)), key=scores.__getitem__, default=None)
        if best is None or scores[best] < weights["none"] + margin:
            out["missed"] += any(truth)
        else:
            out["right" if truth[best] else "wrong" if any(truth) else "invented"] += 1
    return out


def main() -> None:
    """Prints the held-out figures of five folds by site and writes the weights fitted on all pages."""
    pages = read_pages(Path(sys.argv[1]))
    names = sorted(next(t[0] for _, t, _ in pages if t))
    total = dict.fromkeys(("right", "wrong", "missed", "invented"), 0)
    for fold in range(5):
        held = [p for p in pages if zlib.crc32(p[0].encode()) % 5 == fold]
        seen = [p for p in pages if zlib.crc32(p[0].encode()) % 5 != fold]
        for name, number in judge(held, fit(seen, names), MARGIN).items():
            total[name] += number
    print("held out by site, each page whole and as a brief:", total)
    weights = fit(pages, names)
    target = Path(__file__).parent / "data" / "headline_weights.json"
    target.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", "utf-8")
    print(weights)


if __name__ == "__main__":
    main()
