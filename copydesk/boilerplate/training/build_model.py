"""Builds ``data/small.json.gz``, ``data/model.json.gz`` and ``data/large.json.gz``, and packs them (``data/*.zst``).

    python -m copydesk.boilerplate.training.build_model ../shared/data PACKAGES

PACKAGES is the folder of unpacked packages whose pages ``packaged`` has labels for (docs/boilerplate.md).

Two models for long pages, because their mean is better than either: ``model`` learns from pages of any size and from the judge of
markup, ``large`` from long pages and from extractors' votes. ``small``, for small pages, learns like ``model`` but not from PACKAGES: these
hold long pages only, and with them two clean pages more of two thousand lose lines. Needs lightgbm, rapidfuzz, inscriptis and
readability-lxml, none of which is asked when pages are cleaned.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from copydesk.boilerplate.forest import Forest, write_forest
from copydesk.boilerplate.packed import read_source
from copydesk.boilerplate.training import cases, grow, teachers, votes
from copydesk.boilerplate.training.disguise import SCRIPTS, disguise
from copydesk.boilerplate.training.lexicon import Tally, spell
from copydesk.boilerplate.training.pack import write_packed
from copydesk.boilerplate.training.packaged import read_packaged
from copydesk.boilerplate.training.small_pages import read_small_pages

DISGUISED = 0.15
"""Share of the scraped pages that are learnt from a second time in an unknown language."""
SMALL = 0.35
"""Share of the scraped pages that are learnt from a second time as small pages, half of these in an unknown language too."""
DATA = Path(__file__).resolve().parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a model is grown from and how: with ``small`` pages and what ``menus`` say or without, with the ``packaged`` pages or without,
    labels by ``teach``, folds of the ``inner`` verdicts, rounds of the three forests."""

    small: bool
    packaged: bool
    teach: Callable[[Path], dict[str, str]]
    inner: int
    rounds: dict[str, int]


RECIPES = {
    "small": Recipe(True, False, teachers.teach, 2, {"alone": 50, "first": 90, "second": 120}),
    "model": Recipe(True, True, teachers.teach, 2, {"alone": 50, "first": 90, "second": 120}),
    "large": Recipe(False, True, votes.count_votes, 3, {"alone": 50, "first": 90, "second": 110}),
}


def read_all(data: Path, packages: Path, labels: dict[str, str], recipe: Recipe) -> list[cases.Case]:
    """Every case that a model learns from: scraped pages, trimmed, small and disguised ones, taught ones, and clean text."""
    chance = random.Random(3)
    pages = [*cases.read_pages(data), *(read_packaged(packages) if recipe.packaged else ())]
    trimmed = [trimmed for page in pages if chance.random() < 0.2 and (trimmed := cases.trim(page, chance))]
    disguised = [disguise(page, chance.choice(SCRIPTS), chance) for page in pages if chance.random() < DISGUISED]
    share = SMALL if recipe.small else 0.0
    small = [little for page in pages if chance.random() < share and (little := cases.shrink(page, chance))]
    disguised += [disguise(page, chance.choice(SCRIPTS), chance, 1.0) for page in small if chance.random() < 0.5]
    clean = [*cases.read_clean(data), *cases.read_languages(data), *cases.read_hosts(data), *cases.read_singles(data)]
    taught = teachers.read_taught(data, labels, chance) if recipe.small else votes.read_voted(data, labels, chance)
    made = read_small_pages(data) if recipe.small else ()
    return [*pages, *trimmed, *small, *disguised, *taught, *clean, *made]


def write_model(words: Tally, texts: list[str], forests: dict[str, Forest], target: Path) -> int:
    """Write lexicon and forests; returns the size in bytes. The same input gives the same bytes."""
    spelt = spell(words.hashes, texts)
    odds = {int(value): row for value, row in zip(words.hashes.tolist(), words.odds().tolist(), strict=True)}
    lexicon = {spelt[value]: [round(x, 2) for x in odds[value]] for value in sorted(spelt, key=lambda v: spelt[v])}
    model = {"lexicon": lexicon} | {name: write_forest(forest) for name, forest in forests.items()}
    raw = gzip.compress(json.dumps(model, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), mtime=0)
    target.write_bytes(raw)
    return len(raw)


def build(name: str, data: Path, packages: Path, target: Path, labels: Path | None, every: int = 1) -> None:
    """Read, grow and write one model."""
    recipe = RECIPES[name]
    found = teachers.read_labels(data, labels / f"{name}.json" if labels is not None else None, recipe.teach)
    examples = [e for case in read_all(data, packages, found, recipe)[::every] if (e := grow.make_example(case))]
    words = grow.learn_words(examples)
    grow.measure(examples, words, menus=recipe.small)
    forests = grow.grow(examples, recipe.rounds, recipe.inner)
    size = write_model(words, [e.case.text for e in examples], forests, target / f"{name}.json.gz")
    if target == DATA:
        write_packed(name, read_source(name), DATA / f"{name}.zst")
    print(f"{name}: {len(examples)} pages, {len(words.hashes)} words, {size} bytes", flush=True)


def main() -> None:
    """Grow the models, or the one that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("packages", type=Path)
    parser.add_argument("--only", choices=sorted(RECIPES))
    parser.add_argument("--target", type=Path, default=DATA)
    parser.add_argument("--every", type=int, default=1, help="learn from every Nth case: a quick look")
    parser.add_argument("--labels", type=Path, help="folder that keeps the taught labels between builds")
    asked = parser.parse_args()
    for name in [asked.only] if asked.only else RECIPES:
        build(name, asked.data, asked.packages, asked.target, asked.labels, asked.every)


if __name__ == "__main__":
    main()
