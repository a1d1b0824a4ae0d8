"""How often drift is cried where nothing changed, and how often a change is missed, on simulated feeds.

    python -m bench.drift

A page holds an article (length lognormal, a factor of 1.8 about the middle) and a site's furniture (within a tenth). What is told of
an ordinary run is a false alarm; the changed runs have pages of which the furniture is no longer recognised, articles cut
to teasers, and twice the articles. Feeds bring a few or many pages a run, always about the same number or one of ten today.
"""

from __future__ import annotations

import random
from collections import Counter
from statistics import median

from checks.drift import find_drift
from checks.history import Past
from checks.thresholds import read_thresholds

FEEDS = ((1, 1), (2, 2), (5, 5), (20, 20), (10, 1), (20, 5))
"""Pages a run in the past, and now."""
NIGHTS = (3, 10, 30)
TRIES, CHANGES = 400, 100


def bring_run(chance: random.Random, run: int, pages: int, furniture: int = 3000, middle: float = 8.0) -> Past:
    """One run of a feed."""
    lengths = [max(200, round(chance.lognormvariate(middle, 0.6))) for _ in range(pages)]
    taken = [round(furniture * chance.uniform(0.9, 1.1)) for _ in range(pages)]
    labels: Counter[str] = Counter()
    for size in taken:
        menus = round(size * chance.betavariate(8, 4))
        labels.update({"navigation": menus, "related": size - menus})
    kept, dropped = sum(lengths), sum(taken)
    sums = {"articles": pages, "length": kept + dropped, "kept": kept, "lifted": 0, "dropped": dropped, "repaired": 0, "spam": 0}
    return Past(
        run=run, origin="feed", sources=pages, infected=0, typical_length=median(lengths), languages={"en": pages}, labels=labels, **sums
    )


def find_kinds(chance: random.Random, pages: int, nights: int, now: Past) -> set[str]:
    """What is told of the run after so many ordinary nights."""
    past = [bring_run(chance, night, max(1, round(pages * chance.uniform(0.6, 1.4)))) for night in range(nights)]
    return {drift.kind for drift in find_drift(past, [now], read_thresholds().drift).drifts}


def main() -> None:
    """Print the table: per cent of runs."""
    print(f"{'pages':>6} {'now':>4} {'nights':>6} | {'false':>6} | {'template':>8} {'teasers':>8} {'doubled':>8}   per cent of runs told")
    for pages, now in FEEDS:
        for nights in NIGHTS:
            chance = random.Random(1)
            false = sum(bool(find_kinds(chance, pages, nights, bring_run(chance, 99, now))) for _ in range(TRIES))
            told = [
                sum("removed-share" in find_kinds(chance, pages, nights, bring_run(chance, 99, now, 500)) for _ in range(CHANGES)),
                sum("length" in find_kinds(chance, pages, nights, bring_run(chance, 99, now, 3000, 5.8)) for _ in range(CHANGES)),
                sum("doubled" in find_kinds(chance, pages, nights, bring_run(chance, 99, 2 * pages)) for _ in range(CHANGES)),
            ]
            shares = " ".join(f"{100 * count / CHANGES:>8.0f}" for count in told)
            print(f"{pages:>6} {now:>4} {nights:>6} | {100 * false / TRIES:>6.1f} | {shares}", flush=True)


if __name__ == "__main__":
    main()
