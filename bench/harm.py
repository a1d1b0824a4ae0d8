"""Harm: characters that any rule of ``clean`` took from text that holds no boilerplate.

    .venv/bin/python -m bench.harm [--every N] [--show N] [--peers]

Clean articles in the languages of the development cases: gold bodies, pages put together from sound sentences in four layouts,
declarations, single paragraphs, and the sound hosts and look-alikes of the cases of injected spam (which hold menus and notices: there
only what spam rules take is judged). Whatever ``clean`` drops, lifts or replaces there is harm, but for white space and for what it lifts
as it should (a gold text may begin with a dateline or end with its author). The table counts by rule; ``--show`` prints what was
taken; ``--peers`` puts the line filters of C4 beside it. Exit code 1 where a figure is over its ceiling (harm_ceilings.json).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import copydesk
from bench.boilerplate import GOLD_JUNK, keep_c4
from copydesk.boilerplate.training.cases import CORPORA, lay_out, read_rows
from copydesk.types import Action, LedgerRow

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared/data"
CEILINGS = Path(__file__).with_name("harm_ceilings.json")
LAYOUTS = ("parted", "tight", "wrapped", "indented")
SENTENCES = ("sentence", "paragraph")


@dataclass(frozen=True, slots=True)
class Text:
    """A clean page: its language, where it comes from, and the text."""

    language: str
    kind: str
    text: str


@dataclass(slots=True)
class Harm:
    """What was taken: characters by (action, rule), with examples, how many there were in all, and how many were taken of ``GOLD_JUNK``."""

    total: int = 0
    junk: int = 0
    taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    languages: set[str] = field(default_factory=set)

    def add(self, text: Text, rows: tuple[LedgerRow, ...], before: str) -> None:
        """Count the rows of one page."""
        self.total += sum(not c.isspace() for c in before)
        self.languages.add(text.language)
        for row in rows:
            lost = "".join(before[row.start : row.end].split())
            same = row.action is Action.REPAIR and _is_same(lost, row.after or "")
            if row.action is Action.KEEP or same or not any(map(str.isalnum, lost)):
                continue
            if row.action is Action.DROP and before[row.start : row.end].strip() in GOLD_JUNK:
                self.junk += len(lost)
                continue
            key = str(row.action), row.rule
            self.taken[key] += len(lost)
            self.examples[key].append(f"{text.language} {text.kind}: {' '.join(before[row.start : row.end].split())[:150]!r}")

    def per_million(self, action: str, rules: str = "") -> float:
        """Characters taken by an action, and by rules that begin so, of a million."""
        taken = (count for (how, rule), count in self.taken.items() if how == action and rule.startswith(rules))
        return 1e6 * sum(taken) / max(self.total, 1)


def _is_same(one: str, other: str) -> bool:
    """Do the two differ in nothing but white space and canonical equivalence?"""
    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", "".join(other.split()))


def read_gold() -> Iterator[Text]:
    """Bodies of the development pages, paragraphs parted by blank lines, without those known to be wrong."""
    suspect = set(json.loads((DATA / "boilerplate/suspect.json").read_text("utf-8")))
    for corpus in CORPORA:
        for row in read_rows(DATA / f"boilerplate/{corpus}.gold.jsonl.gz"):
            if row["page_id"] not in suspect:
                paragraphs = [p.strip() for p in row["gold"].split("\n") if p.strip()]
                yield Text(row["lang"], "gold", "\n\n".join(paragraphs))


def read_made(seed: int = 1) -> Iterator[Text]:
    """Pages of sound sentences, each language on its own: paragraphs of one to four sentences in a layout drawn by lot."""
    chance = random.Random(seed)
    by: dict[str, list[str]] = defaultdict(list)
    for row in read_rows(DATA / "repair/clean.jsonl.gz"):
        if row["cls"] in SENTENCES:
            by[row["lang"]].append(" ".join(row["text"].split()))
    for row in read_rows(DATA / "language/cases.jsonl.gz"):
        if row["kind"] in SENTENCES:
            by[row["lang"]].append(" ".join(row["text"].split()))
    for language, sentences in sorted(by.items()):
        chance.shuffle(sentences)
        while sentences:
            size = chance.randint(2, 14)
            paragraphs = []
            while sentences and len(paragraphs) < size:
                step = chance.randint(1, 4)
                paragraphs.append(("" if language in ("zh", "zh-Hans", "zh-Hant", "ja", "th") else " ").join(sentences[:step]))
                del sentences[:step]
            yield Text(language, "made", "\n".join(lay_out(paragraphs, chance.choice(LAYOUTS), chance)))


def read_declarations(seed: int = 3) -> Iterator[Text]:
    """Declarations in many languages as pages of some articles each; titles of chapters in capitals are left out."""
    chance = random.Random(seed)
    by: dict[str, list[str]] = defaultdict(list)
    for row in read_rows(DATA / "repair/clean.jsonl.gz"):
        if row["cls"] == "udhr":
            by[row["lang"]].append(" ".join(row["text"].split()))
    for language, articles in sorted(by.items()):
        at = 0
        while at < len(articles):
            step = chance.randint(4, 12)
            yield Text(language, "declaration", "\n".join(lay_out(articles[at : at + step], chance.choice(LAYOUTS), chance)))
            at += step


def read_single() -> Iterator[Text]:
    """Each paragraph of the language cases as a page by itself."""
    for row in read_rows(DATA / "language/cases.jsonl.gz"):
        if row["kind"] == "paragraph":
            yield Text(row["lang"], "paragraph", row["text"])


def read_hosts() -> Iterator[Text]:
    """What the cases of injected spam hold that is sound: hosts without a block, and look-alikes of spam in hosts."""
    for row in read_rows(DATA / "spam/cases.jsonl.gz"):
        if not row["junk"]:
            yield Text(row["host_lang"] or "", "host" if row["family"] == "neg:clean_host" else "look-alike", row["text"])


def measure(texts: Iterator[Text]) -> dict[str, Harm]:
    """The harm by kind of text."""
    found: dict[str, Harm] = defaultdict(Harm)
    for text in texts:
        result = copydesk.clean(text.text, name="page.txt")
        found[text.kind].add(text, result.ledger, result.page.source_text)
    return found


def measure_c4(texts: list[Text]) -> None:
    """Prints what C4's line filters take from the same texts, by kind."""
    total: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for text in texts:
        total[text.kind] += len("".join(text.text.split()))
        kept[text.kind] += sum(len("".join(line.split())) for line in keep_c4(text.text))
    print("C4's line filters, of a million: " + ", ".join(f"{kind} {1e6 * (1 - kept[kind] / total[kind]):,.0f}" for kind in total))


def show(found: dict[str, Harm], examples: int) -> None:
    """The table, by kind of text and rule."""
    for kind, harm in found.items():
        print(f"{kind}: {harm.total:,} characters in {len(harm.languages)} languages; of a million "
              + ", ".join(f"{action} {harm.per_million(action):.1f}" for action in ("drop", "repair", "lift")))  # fmt: skip
        if harm.junk:
            print(f"  {harm.junk:8,} of lines that a site's software wrote and the gold holds: no harm")
        for (action, rule), count in harm.taken.most_common():
            print(f"  {count:8,} {action:7} {rule}")
            for example in harm.examples[action, rule][:examples]:
                print(f"             {example}")


def main() -> int:
    """Prints the table; 1 where more was taken than the ceilings allow."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="examples for each rule")
    args = parser.parse_args()
    if not DATA.exists():
        print("no development cases: put the shared folder beside the checkout")
        return 0
    texts = [*read_gold(), *read_made(), *read_declarations(), *read_single(), *read_hosts()][:: args.every]
    found = measure(iter(texts))
    show(found, args.show)
    if args.peers:
        measure_c4(texts)
    over = False
    for what, ceiling in json.loads(CEILINGS.read_text("utf-8")).items():
        kind, action, *rules = what.split(" ")
        figure = found[kind].per_million(action, *rules)
        over |= figure > ceiling
        print(f"{what}: {figure:.2f} of a million, ceiling {ceiling}{'  OVER' if figure > ceiling else ''}")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
