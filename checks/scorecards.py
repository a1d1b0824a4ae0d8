"""Scorecards: one line an origin, the worst first, for the person who has ten minutes for two hundred sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checks.drift import Drift
from checks.history import Past
from checks.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Scorecard:
    """How an origin fared in a run. Shares are of its sources' characters; ``trouble`` ranks, 0 is none.

    ``refused`` and ``warned`` are articles; ``remarks`` are sentences: drift first, then spam, then the commonest failures.
    """

    origin: str
    trouble: float
    sources: int
    articles: int
    refused: int
    warned: int
    kept: float
    removed: float
    spam: float
    repaired: float
    languages: str
    remarks: tuple[str, ...]


def build_scorecards(
    lines: Iterable[Past], article_origins: Mapping[str, str], verdict: Verdict, drifts: Iterable[Drift] = ()
) -> list[Scorecard]:
    """The cards, worst first. ``lines``: what ``Summary`` says of all sources, new or not. ``article_origins``: id to origin,
    for the refused and reported articles at least."""
    refused, warned = (Counter(article_origins.get(id, "") for id in ids) for ids in (verdict.quarantine, verdict.reported))
    failures: dict[str, Counter[str]] = defaultdict(Counter)
    for ids in (verdict.quarantine, verdict.reported):
        for id, names in ids.items():
            failures[article_origins.get(id, "")].update(names)
    drifted: dict[str, list[Drift]] = defaultdict(list)
    for drift in drifts:
        drifted[drift.origin].append(drift)
    cards = []
    for past in lines:
        origin, length = past.origin, max(1, past.length)
        remarks = [drift.told for drift in drifted.pop(origin, [])]
        drift_count = len(remarks)
        if past.infected:
            remarks.append(f"{past.infected} of {past.sources} sources carry injected spam")
        remarks += [f"{name} failed for {count}" for name, count in failures[origin].most_common(3)]
        cards.append(
            Scorecard(
                origin=origin,
                trouble=_rank(refused[origin], warned[origin], past.articles, drift_count, past.spam / length),
                sources=past.sources,
                articles=past.articles,
                refused=refused[origin],
                warned=warned[origin],
                kept=round(past.kept / length, 4),
                removed=round(past.dropped / length, 4),
                spam=round(past.spam / length, 4),
                repaired=round(past.repaired / length, 4),
                languages=" ".join(sorted(past.languages, key=lambda name: (-past.languages[name], name))[:4]),
                remarks=tuple(remarks),
            )
        )
    for origin, silent in drifted.items():
        told = tuple(drift.told for drift in silent)
        cards.append(Scorecard(origin, _rank(0, 0, 0, len(told), 0.0), 0, 0, 0, 0, 0.0, 0.0, 0.0, 0.0, "", told))
    return sorted(cards, key=lambda card: (-card.trouble, card.origin))


def _rank(refused: int, warned: int, articles: int, drifts: int, spam: float) -> float:
    """Trouble in one number: a drift weighs as much as a third of the articles refused, a warning a tenth of a refusal."""
    share = (refused + 0.1 * warned) / max(1, articles)
    return round(3 * share + drifts + min(1.0, 5 * spam), 4)
