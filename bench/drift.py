"""How often drift is cried where nothing changed, and how often a change is missed, on simulated feeds.

    python -m bench.drift

A page holds an article (length lognormal, a factor of 1.8 about the middle) and a site's furniture (within a tenth). What is told of
an ordinary run is a false alarm; the changed runs have pages of which the furniture is no longer recognised, articles cut
to teasers, and twice the articles. Feeds bring a few or many pages a run, always about the same number or one of ten today.
Two more tables: feeds that doubled, over the runs of a week, and silence by the clock.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from math import ceil, exp
from statistics import median

from checks.drift import find_drift
from checks.history import Past
from checks.silence import find_limit
from checks.thresholds import read_thresholds
from checks.volume import find_doubling

FEEDS = ((1, 1), (2, 2), (5, 5), (20, 20), (10, 1), (20, 5))
"""Pages a run in the past, and now."""
NIGHTS = (3, 10, 30)
TRIES, CHANGES = 400, 100
VOLUMES = (
    "always 1",
    "always 2",
    "2 within 40 %",
    "5 within 40 %",
    "chance 1",
    "chance 2",
    "chance 5",
    "weekdays 3",
    "bursts 5",
    "bursts 20",
)
"""Feeds whose number of pages is: the same, evenly about a middle, Poisson's, less at week-ends, Poisson's about a lognormal."""
HABITS = ("every night", "weekdays", "weekdays and holidays", "one night in two", "one night in five", "once a week")
YEARS = 40


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


def count_pages(chance: random.Random, volume: str, night: int, times: int = 1) -> int:
    """How many pages a feed brings; ``times`` 2 for one that doubled."""
    kind, middle = volume.split()[0], times * float(next(word for word in volume.split() if word.isdigit()))
    if kind == "always":
        return round(middle)
    if "within" in volume:
        return max(1, round(middle * chance.uniform(0.6, 1.4)))
    if kind == "weekdays" and night % 7 > 4:
        middle *= 0.3
    if kind == "bursts":
        middle *= chance.lognormvariate(0, 0.4)
    count, share = 0, chance.random()
    left = exp(-middle)
    while share > left and count < 1000:
        count, share = count + 1, share - left
        left *= middle / count
    return max(1, count)


def measure_doubling(volume: str, nights: int) -> tuple[float, float]:
    """(per cent of ordinary runs in which a doubling is told, per cent of doubled feeds that are told within seven runs)."""
    chance, limits = random.Random(1), read_thresholds().drift
    false = told = 0
    for _ in range(CHANGES):
        past = [count_pages(chance, volume, night) for night in range(nights)]
        for times in (1, 2):
            counts, last = list(past), -99
            for night in range(nights, nights + 7):
                now = count_pages(chance, volume, night, times)
                found = find_doubling(counts[-limits.max_history :], now, limits)
                if found and (found[0] == 1 or night - last >= found[0]):
                    false, told, last = false + (times == 1), told + (times == 2 and last < 0), night
                counts.append(now)
    return 100 * false / CHANGES / 7, 100 * told / CHANGES


def does_come(chance: random.Random, habit: str, day: int) -> bool:
    """Does a feed come on this day (0 is a Monday)?"""
    match habit:
        case "every night":
            return True
        case "weekdays":
            return day % 7 < 5
        case "weekdays and holidays":  # one weekday in thirty is none, and two weeks at the end of the year
            return day % 7 < 5 and day % 365 < 351 and chance.random() > 1 / 30
        case "one night in two":
            return chance.random() < 1 / 2
        case "one night in five":
            return chance.random() < 1 / 5
    return day % 7 == 0


def measure_silence(habit: str) -> tuple[float, float]:
    """(per cent of the nights of a year in which silence is told of a living feed, nights until that of a dead one is told)."""
    chance, limits = random.Random(1), read_thresholds().drift
    false, waits = 0, []
    for _ in range(YEARS):
        came: list[datetime] = []
        told = False
        for day in range(365):
            now = datetime(2026, 1, 5, 2, 15, tzinfo=UTC) + timedelta(days=day, minutes=chance.uniform(-10, 10))
            if does_come(chance, habit, day):
                came, told = [*came[1 - limits.max_history :], now], False
            elif not told and (limit := find_limit(came, limits)) is not None and (now - came[-1]) / timedelta(days=1) >= limit:
                false, told = false + 1, True
        limit = find_limit(came, limits)
        assert limit is not None
        waits.append(ceil(limit))
    return 100 * false / YEARS / 365, median(waits)


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
    print("\ndoubling, per cent of ordinary runs told / of doubled feeds told within a week, after 5, 10 and 30 nights")
    for volume in VOLUMES:
        each = (measure_doubling(volume, nights) for nights in (5, *NIGHTS[1:]))
        print(f"{volume:>22} | " + " | ".join(f"{false:>4.1f} / {told:>3.0f}" for false, told in each), flush=True)
    print("\nsilence by the clock, per cent of nights told of living feeds / nights until a dead one is told")
    for habit in HABITS:
        false_share, wait = measure_silence(habit)
        print(f"{habit:>22} | {false_share:>4.2f} / {wait:>3.0f}", flush=True)


if __name__ == "__main__":
    main()
