"""Boilerplate beside its peers on the development pages, harm to clean text, and speed.

    .venv/bin/python -m bench.boilerplate [--every N] [--peers] [--packages FOLDER [--held-out FOLDS]]

On text: no cleaning, C4's line filters, the run of lines with the greatest sum, copydesk's line judge. ``--peers`` adds the
extractors that read the HTML (trafilatura, readability-lxml, resiliparse, jusText; those that are not installed are named).
The shipped model has seen the development pages, and those of the unpacked packages in ``--packages``; ``--held-out`` grows it again
without each fold of sites in turn and reports what it says of them: the forests alone at the threshold, and the whole judge, which is what
users run (needs lightgbm, some minutes a fold; with ``--models`` the models of the folds are kept and not grown again).
Scores by the benchmark's own method (shingles of four tokens, means over pages), per cent. Exit code 1 where a figure is under its
floor (boilerplate_floors.json).
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import logging
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from copydesk.boilerplate import find_boilerplate, judge_lines
from copydesk.boilerplate.training.cases import CORPORA, Case, read_clean, read_hosts, read_languages, read_pages, read_rows, read_singles
from copydesk.boilerplate.training.packaged import read_packaged
from copydesk.lines import split_lines
from copydesk.types import Page, Story

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).with_name("boilerplate_floors.json")
PACKAGED = "packaged"
C4_PHRASES = (
    "lorem ipsum",
    "javascript",
    "terms of use",
    "privacy policy",
    "cookie policy",
    "uses cookies",
    "use of cookies",
    "use cookies",
)


def read_scorer() -> ModuleType:
    """The benchmark's scorer, loaded from the shared folder with the gold of every corpus."""
    spec = importlib.util.spec_from_file_location("boilerplate_score", SHARED / "score/boilerplate_score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for corpus in (*CORPORA, "traf"):
        module._G.update({row["page_id"]: row for row in read_rows(SHARED / f"data/boilerplate/{corpus}.gold.jsonl.gz")})
    return module


def freeze(text: str) -> Page:
    """A page of plain text, nothing repaired."""
    return Page("page.txt", text, text, (), (), split_lines(text), "utf-8")


def keep_judged(text: str) -> list[str]:
    """The lines that copydesk's line judge leaves."""
    page = freeze(text)
    story = Story(0, len(text))
    gone = {mark.start for mark in find_boilerplate(page, story, judge_lines(page, story))}
    return [text[line.start : line.end] for line in page.lines if line.start not in gone]


def keep_all(text: str) -> list[str]:
    """Every line."""
    return text.split("\n")


def keep_c4(text: str) -> list[str]:
    """C4's filters: a line of three words or more that ends in a full stop, ! ? or a quote, without its unwanted phrases."""
    lines = [line.strip() for line in text.split("\n")]
    return [x for x in lines if x.endswith((".", "!", "?", '"')) and len(x.split()) >= 3 and not any(p in x.lower() for p in C4_PHRASES)]


def keep_densest(text: str) -> list[str]:
    """The run of lines with the greatest sum of min(characters, 300) − 60."""
    lines = [line.strip() for line in text.split("\n")]
    best = total = 0
    start = low = high = 0
    for i, line in enumerate(lines):
        if not line:
            continue
        total += min(len(line), 300) - 60
        if total <= 0:
            total, start = 0, i + 1
        elif total > best:
            best, low, high = total, start, i + 1
    return lines[low:high]


def read_peers() -> dict[str, Callable[[str], str]]:
    """The HTML extractors that are installed."""
    logging.disable(logging.CRITICAL)
    peers: dict[str, Callable[[str], str]] = {}

    def offer(name: str, make: Callable[[], Callable[[str], str]]) -> None:
        try:
            peers[name] = make()
        except ImportError as error:
            print(f"{name}: not installed ({error.name})")

    def trafilatura() -> Callable[[str], str]:
        extract = importlib.import_module("trafilatura").extract
        return lambda html: extract(html, include_comments=False) or ""

    def resiliparse() -> Callable[[str], str]:
        extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
        return lambda html: str(extract(html, main_content=True, alt_texts=False))

    def readability() -> Callable[[str], str]:
        document, parse = importlib.import_module("readability").Document, importlib.import_module("lxml.html").fromstring
        return lambda html: str(parse(document(html).summary()).text_content())

    def justext() -> Callable[[str], str]:
        module = importlib.import_module("justext")
        words = frozenset().union(*(module.get_stoplist(name) for name in ("English", "German")))
        return lambda html: "\n\n".join(p.text for p in module.justext(html, words) if not p.is_boilerplate)

    for make in (trafilatura, readability, resiliparse, justext):
        offer(make.__name__, make)
    return peers


def summarise(score: ModuleType, rows: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, float]]:
    """The scorer's summary by corpus of (page, flavour, predicted text)."""
    by: dict[str, list[Any]] = defaultdict(list)
    for page, flavour, text in rows:
        by[score._G[page]["corpus"]].append(score._one((page, flavour, text)))
    return {corpus: score.summarise(found) for corpus, found in by.items()}


def show(name: str, figures: dict[str, dict[str, float]], corpora: Iterable[str] = CORPORA) -> None:
    """One row of the table: F1, body lines kept, boilerplate lines gone by corpus."""
    cells = []
    for corpus in corpora:
        row = {k: 100 * v for k, v in figures.get(corpus, {}).items()}
        cells.append(f"{row.get('F1', 0):7.2f} {row.get('body_kept', 0):6.2f} {row.get('boil_gone', 0):6.2f}")
    print(f"{name:22}" + "   ".join(cells), flush=True)


def measure_text(score: ModuleType, cases: list[Case]) -> dict[str, dict[str, float]]:
    """Prints a row for each way to clean plain text; returns copydesk's figures."""
    score._T.update({(c.name, c.flavour): {"text": c.text, "labels": c.labels} for c in cases})
    print(f"{len(cases)} pages           " + "   ".join(f"{corpus + ' F1':>7}   kept   gone" for corpus in CORPORA))
    figures: dict[str, dict[str, float]] = {}
    for name, keep in (
        ("no cleaning", keep_all),
        ("C4 line filters", keep_c4),
        ("maximum-sum run", keep_densest),
        ("copydesk (seen)", keep_judged),
    ):
        figures = summarise(score, ((c.name, c.flavour, "\n\n".join(line.strip() for line in keep(c.text))) for c in cases))
        show(name, figures)
    return figures


def add_packaged(score: ModuleType, cases: Iterable[Case]) -> None:
    """Make pages of other extractors' packages known to the scorer; their gold is what the labels call body."""
    for case in cases:
        lines = zip(case.text.split("\n"), case.labels, strict=True)
        if case.flavour == "innertext":
            gold = "\n\n".join(line.strip() for line, label in lines if label == "1")
            score._G[case.name] = {"page_id": case.name, "corpus": PACKAGED, "domain": case.group, "kind": "full", "gold": gold}
        score._T[case.name, case.flavour] = {"text": case.text, "labels": case.labels}


def measure_packaged(score: ModuleType, folder: Path) -> None:
    """Prints copydesk's row for the pages of other extractors' packages."""
    cases = list(read_packaged(folder))
    add_packaged(score, cases)
    rows = ((case.name, case.flavour, "\n\n".join(line.strip() for line in keep_judged(case.text))) for case in cases)
    show("packaged pages (seen)", summarise(score, rows), (PACKAGED,))


def measure_html(score: ModuleType, every: int) -> None:
    """Prints a row for each extractor that reads the HTML of the same pages."""
    pages = [row for corpus in CORPORA for row in read_rows(SHARED / f"data/boilerplate/{corpus}.html.jsonl.gz")][::every]
    for name, extract in read_peers().items():
        show(f"{name} (HTML)", summarise(score, ((row["page_id"], "html", extract(row["html"])) for row in pages)))


def measure_held_out(score: ModuleType, packages: Path, folds: int, kept: Path) -> dict[str, dict[str, float]]:
    """Prints the figures of models that have not seen the site of the page, and returns those of the whole judge."""
    from copydesk.boilerplate.training.cross_validation import judge_unseen

    add_packaged(score, read_packaged(packages))
    bare, whole = [], []
    for case, lines, judged in judge_unseen(SHARED / "data", packages, folds, kept, keep_judged):
        for rows, some in ((bare, lines), (whole, judged)):
            rows.append((case.name, case.flavour, "\n\n".join(line.strip() for line in some)))
    show("held out: threshold", summarise(score, bare), (*CORPORA, PACKAGED))
    figures = summarise(score, whole)
    show("held out: whole judge", figures, (*CORPORA, PACKAGED))
    return figures


GOLD_JUNK = frozenset({"Story continues below gallery"})
"""Lines of the clean texts that a site's software wrote and the gold holds all the same: counted apart."""


def measure_harm(every: int) -> float:
    """Characters lost per million in pages that are all body, and the speed over them; prints both, and what was lost of ``GOLD_JUNK``."""
    data = SHARED / "data"
    cases = [*read_clean(data), *read_languages(data), *read_hosts(data), *read_singles(data)][::every]
    lost = total = junk = 0
    start = time.process_time()
    for case in cases:
        page = freeze(case.text)
        story = Story(0, len(case.text))
        open_ = [line for line, label in zip(page.lines, case.labels, strict=False) if label == "1"]
        body = {line.start for line in open_}
        marks = find_boilerplate(page, story, judge_lines(page, story))
        for mark in marks:
            if mark.start in body:
                length, known = mark.end - mark.start, case.text[mark.start : mark.end].strip() in GOLD_JUNK
                junk, lost = (junk + length, lost) if known else (junk, lost + length)
        total += sum(line.end - line.start for line in open_)
    seconds = time.process_time() - start
    size = sum(len(case.text.encode("utf-8", "surrogatepass")) for case in cases)
    print(f"clean text: {len(cases)} pages, {lost} of {total} characters lost, {size / seconds / 1e6:.1f} MB/s")
    print(f"and {junk} of lines that software wrote and the gold holds")
    return 1e6 * lost / max(total, 1)


def measure_speed(cases: list[Case]) -> float:
    """Megabytes a second of judging and marking scraped pages, after loading; prints it."""
    pages = [freeze(case.text) for case in cases]
    start = time.process_time()
    for page in pages:
        story = Story(0, len(page.text))
        find_boilerplate(page, story, judge_lines(page, story))
    speed = sum(len(c.text.encode("utf-8", "surrogatepass")) for c in cases) / (time.process_time() - start) / 1e6
    print(f"scraped pages: {speed:.2f} MB/s")
    return speed


def main() -> int:
    """Prints the tables; 1 if copydesk is under a floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--held-out", type=int, default=0, metavar="FOLDS")
    parser.add_argument("--packages", type=Path, metavar="FOLDER")
    parser.add_argument("--models", type=Path, metavar="FOLDER", help="keeps the models of the folds between runs")
    args = parser.parse_args()
    if args.held_out and args.packages is None:
        parser.error("--held-out grows the model, and needs --packages for it")
    if not SHARED.exists():
        print("no development pages: put the shared folder beside the checkout")
        return 0
    score = read_scorer()
    cases = list(read_pages(SHARED / "data"))[:: args.every]
    figures = measure_text(score, cases)
    if args.packages is not None:
        measure_packaged(score, args.packages)
    if args.held_out:
        with tempfile.TemporaryDirectory() as folder:
            figures = measure_held_out(score, args.packages, args.held_out, args.models or Path(folder))
    if args.peers:
        measure_html(score, args.every)
    own = {
        f"{corpus} {name}": 100 * figures[corpus][key]
        for corpus in CORPORA
        for name, key in (("F1", "F1"), ("kept", "body_kept"), ("gone", "boil_gone"))
    }
    own |= {"characters lost in a million": measure_harm(args.every), "MB/s": measure_speed(cases[::10])}
    under = False
    for what, floor in json.loads(FLOORS.read_text("utf-8"))["held-out" if args.held_out else "seen"].items():
        short = own[what] > floor if "lost" in what else own[what] < floor
        under |= short
        print(f"{what}: {own[what]:.2f}, {'at most' if 'lost' in what else 'floor'} {floor}{'  UNDER' if short else ''}")
    return int(under)


if __name__ == "__main__":
    sys.exit(main())
