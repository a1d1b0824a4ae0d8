"""Builds ``data/model.json.gz``: ``python -m copydesk.boilerplate.training.build_model ../shared/data``.

Needs lightgbm and rapidfuzz, neither of which is asked when pages are cleaned.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from pathlib import Path

from copydesk.boilerplate.forest import Forest, write_forest
from copydesk.boilerplate.training import cases, grow
from copydesk.boilerplate.training.disguise import SCRIPTS, disguise
from copydesk.boilerplate.training.lexicon import Tally, spell
from copydesk.boilerplate.training.small_pages import read_small_pages
from copydesk.boilerplate.training.teachers import read_labels, read_taught

DISGUISED = 0.15
"""Share of the scraped pages that are learnt from a second time in an unknown language."""
SMALL = 0.35
"""Share of the scraped pages that are learnt from a second time as small pages, half of these in an unknown language too."""
TARGET = Path(__file__).resolve().parents[1] / "data/model.json.gz"


def read_all(data: Path, labels: dict[str, str]) -> list[cases.Case]:
    """Every case that the model learns from: scraped pages, trimmed and disguised ones, taught ones, and clean text."""
    chance = random.Random(3)
    pages = list(cases.read_pages(data))
    trimmed = [trimmed for page in pages if chance.random() < 0.2 and (trimmed := cases.trim(page, chance))]
    disguised = [disguise(page, chance.choice(SCRIPTS), chance) for page in pages if chance.random() < DISGUISED]
    small = [little for page in pages if chance.random() < SMALL and (little := cases.shrink(page, chance))]
    disguised += [disguise(page, chance.choice(SCRIPTS), chance, 1.0) for page in small if chance.random() < 0.5]
    clean = [*cases.read_clean(data), *cases.read_languages(data), *cases.read_hosts(data), *cases.read_singles(data)]
    return [*pages, *trimmed, *small, *disguised, *read_taught(data, labels, chance), *clean, *read_small_pages(data)]


def write_model(words: Tally, texts: list[str], forests: dict[str, Forest], target: Path) -> int:
    """Write lexicon and forests; returns the size in bytes. The same input gives the same bytes."""
    spelt = spell(words.hashes, texts)
    odds = {int(value): row for value, row in zip(words.hashes.tolist(), words.odds().tolist(), strict=True)}
    lexicon = {spelt[value]: [round(x, 2) for x in odds[value]] for value in sorted(spelt, key=lambda v: spelt[v])}
    model = {"lexicon": lexicon} | {name: write_forest(forest) for name, forest in forests.items()}
    raw = gzip.compress(json.dumps(model, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), mtime=0)
    target.write_bytes(raw)
    return len(raw)


def main() -> None:
    """Read, grow, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--every", type=int, default=1, help="learn from every Nth case: a quick look")
    parser.add_argument("--labels", type=Path, help="file that keeps the teachers' labels between builds")
    asked = parser.parse_args()
    examples = [e for case in read_all(asked.data, read_labels(asked.data, asked.labels))[:: asked.every] if (e := grow.make_example(case))]
    words = grow.learn_words(examples)
    grow.measure(examples, words)
    forests = grow.grow(examples)
    size = write_model(words, [e.case.text for e in examples], forests, asked.target)
    print(f"{len(examples)} pages, {len(words.hashes)} words, {size} bytes")


if __name__ == "__main__":
    main()
