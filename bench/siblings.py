"""What pages of one site together gain: the development pages of sites with two pages and more, cleaned alone and with a template.

    .venv/bin/python -m bench.siblings [--every N]

The model has seen these pages, so little is left to gain; what must hold is that a template takes nothing from a body. Scores by the
benchmark's own method, per cent. Exit code 1 where the template lowers F1 by a tenth, or body lines kept by two tenths.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from types import ModuleType

from bench.boilerplate import SHARED, freeze, read_scorer, show, summarise
from copydesk.boilerplate.training.cases import CORPORA, Case, read_pages
from copydesk.judging import find_unwanted, judge_story
from copydesk.siblings import Learner, Template
from copydesk.types import Story

LEAST_F1, LEAST_KEPT = 0.1, 0.2


def clean(text: str, template: Template | None) -> str:
    """The lines that the judge leaves, with a template or without."""
    page = freeze(text)
    story = Story(0, len(text))
    gone = {mark.start for mark in find_unwanted(page, story, judge_story(page, story, page.lines, template))}
    return "\n\n".join(text[line.start : line.end].strip() for line in page.lines if line.start not in gone)


def read_sites(score: ModuleType) -> dict[tuple[str, str], list[Case]]:
    """Pages by site and flavour, of sites with two pages and more."""
    found: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in read_pages(SHARED / "data"):
        found[score._G[case.name]["domain"], case.flavour].append(case)
    return {site: cases for site, cases in sorted(found.items()) if len(cases) > 1}


def main() -> int:
    """Prints both rows; 1 where the template does harm."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1)
    every = parser.parse_args().every
    if not SHARED.exists():
        print("no development pages: put the shared folder beside the checkout")
        return 0
    score = read_scorer()
    rows: dict[str, list[tuple[str, str, str]]] = {"alone": [], "with siblings": []}
    for (site, _), cases in list(read_sites(score).items())[::every]:
        learner = Learner()
        for case in cases:
            score._T[case.name, case.flavour] = {"text": case.text, "labels": case.labels}
            learner.add(site, case.text)
        template = learner.templates().get(site)
        for case in cases:
            rows["alone"].append((case.name, case.flavour, clean(case.text, None)))
            rows["with siblings"].append((case.name, case.flavour, clean(case.text, template)))
    alone, among = (summarise(score, rows[name]) for name in rows)
    print(f"{len(rows['alone'])} pages           " + "   ".join(f"{corpus + ' F1':>7}   kept   gone" for corpus in CORPORA))
    show("alone", alone)
    show("with siblings", among)
    worse = [
        corpus
        for corpus in among
        if among[corpus]["F1"] < alone[corpus]["F1"] - LEAST_F1 / 100
        or among[corpus]["body_kept"] < alone[corpus]["body_kept"] - LEAST_KEPT / 100
    ]
    if worse:
        print(f"worse with siblings: {', '.join(worse)}")
    return int(bool(worse))


if __name__ == "__main__":
    sys.exit(main())
