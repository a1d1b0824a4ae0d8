"""Traces of boilerplate and spam in a text that should be clean: ``Copyright © 2024 All rights reserved`` at its end,
``READ MORE:`` between two paragraphs, a paragraph of casino names.

Observation: boilerplate that a cleaner misses is a short line, or hangs at either end of the text; an injected advert
repeats its trade's words where a report names them once. Idea: short lines and the edges are tried with a small list of
patterns; a stretch of text needs several of a trade's terms, one of which only adverts use. Left alone: the same words
inside a long paragraph, which news uses in earnest. The lists are data (``traces.toml``), each entry with what it finds
and what it passes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib import resources

from checks.literals import Literals

SHORT = 160
"""Code points of a line that may be boilerplate as a whole. Share prompts and link lists stay below 120."""

EDGE = 200
"""Code points at either end of the text where a copyright line may hang on a sound paragraph."""

STRETCH = 240
"""Code points that are looked at together: three lines of an advert, two sentences of a report."""

TERMS_TO_TELL = 3
"""Different terms of one trade in one stretch. Reports on that trade seldom reach two."""

DENSITY = 0.2
"""Share of a stretch inside a trade's terms that tells; half of it where the terms are three different ones."""

LINKS_TO_TELL = 4
"""Web addresses in one paragraph."""

_LINK = re.compile(r"https?://|www\.[a-z0-9]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trace:
    """One entry of the list of boilerplate."""

    id: str
    scope: str
    needles: tuple[str, ...]
    pattern: re.Pattern[str] | None
    why: str
    finds: tuple[str, ...]
    passes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trade:
    """One trade of spam with the terms that its adverts repeat."""

    id: str
    terms: tuple[str, ...]
    topics: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Traces:
    """Places found, and the first of them as ``entry: text`` (60 characters at most)."""

    places: int
    example: str | None


@cache
def read_lists() -> tuple[tuple[Trace, ...], tuple[Trade, ...]]:
    """The shipped lists. Raises KeyError for an entry without its parts."""
    raw = tomllib.loads(resources.files("checks").joinpath("traces.toml").read_text("utf-8"))
    traces = tuple(
        Trace(
            entry["id"],
            entry["scope"],
            tuple(entry["needles"]),
            re.compile(entry["pattern"], re.IGNORECASE | re.MULTILINE) if "pattern" in entry else None,
            entry["why"],
            tuple(entry["finds"]),
            tuple(entry["passes"]),
        )
        for entry in raw["boilerplate"]
    )
    trades = tuple(Trade(entry["id"], tuple(entry["terms"]), tuple(entry.get("topics", ())), entry["why"]) for entry in raw["spam"])
    return traces, trades


@cache
def _literals() -> Literals:
    traces, trades = read_lists()
    needles = {literal for trace in traces for literal in trace.needles}
    return Literals(needles | {term for trade in trades for term in (*trade.terms, *trade.topics)})


def measure_traces(text: str, paragraphs: Sequence[str], words: Iterable[str]) -> tuple[Traces, Traces]:
    """What is left of boilerplate, and of spam; ``words`` are those of the case-folded text.

    Linear; most texts cost only the search for literals.
    """
    folded = text.casefold()
    present = _literals().find_in(folded, words)
    return _measure_boilerplate(text, present, paragraphs), _measure_spam(text, folded, present, paragraphs)


def _measure_boilerplate(text: str, literals: Set[str], paragraphs: Sequence[str]) -> Traces:
    """Short lines and edges of the text that are boilerplate."""
    traces, _ = read_lists()
    present = [trace for trace in traces if not literals.isdisjoint(trace.needles)]
    if not present:
        return Traces(0, None)
    lines = [line.strip() for paragraph in paragraphs for line in paragraph.split("\n") if len(line) <= SHORT]
    places: list[str] = []
    for line in lines:
        found = next((trace for trace in present if is_trace(trace, line)), None)
        if found:
            places.append(f"{found.id}: {line[:60]}")
    for edge in _edges(text):
        found = next((trace for trace in present if trace.scope == "edge" and is_trace(trace, edge)), None)
        if found and not any(place.startswith(found.id) for place in places):
            places.append(f"{found.id}: {edge[-60:]}")
    return Traces(len(places), places[0] if places else None)


def _weigh(term: str) -> int:
    """Characters of a term; one that is a word of its own, as in Chinese, weighs three."""
    return len(term) * (3 if "\u2e80" <= term[0] <= "\u9fff" else 1)


def _edges(text: str) -> tuple[str, ...]:
    """The first and the last characters of a text, cut between words."""
    if len(text) <= 2 * EDGE:
        return (text,)
    return text[:EDGE].rpartition(" ")[0] or text[:EDGE], text[-EDGE:].partition(" ")[2] or text[-EDGE:]


def is_trace(trace: Trace, line: str) -> bool:
    """Is this short line (or edge of a text) what the entry of the list looks for?"""
    folded = line.casefold()
    if not any(needle in folded for needle in trace.needles):
        return False
    if trace.pattern is None:
        return True
    if trace.scope == "start":
        return trace.pattern.match(line.lstrip(" *-–—•|>»[(#:：")) is not None
    return trace.pattern.search(line) is not None


def _measure_spam(text: str, folded: str, literals: Set[str], paragraphs: Sequence[str]) -> Traces:
    """Stretches that read like an advert of a trade that spams, and paragraphs that are lists of links."""
    _, trades = read_lists()
    places: list[str] = []
    for trade in trades if literals else ():
        offers = {term for term in trade.terms if term in literals}
        at = _find_advert(folded, offers, literals & set(trade.topics)) if offers else None
        if at is not None:
            places.append(f"{trade.id}: {' '.join(folded[at : at + 60].split())}")
    if "http" in folded or "www." in folded:
        linked = (part for part in paragraphs if len(_LINK.findall(part)) >= LINKS_TO_TELL)
        places += (f"links: {' '.join(part[:60].split())}" for part in linked)
    return Traces(len(places), places[0] if places else None)


def _find_advert(folded: str, offers: Set[str], topics: Set[str]) -> int | None:
    """Where a stretch begins that a trade's terms fill as only an advert has them, an offer among them; None if nowhere."""
    hits = sorted((found.start(), term) for term in (*offers, *topics) for found in re.finditer(re.escape(term), folded))
    first = 0
    for last, (at, term) in enumerate(hits):
        while at + len(term) - hits[first][0] > STRETCH:
            first += 1
        inside = [hit[1] for hit in hits[first : last + 1]]
        covered = sum(map(_weigh, inside)) / min(STRETCH, len(folded))
        several = len(set(inside)) >= TERMS_TO_TELL and covered >= DENSITY / 2
        repeated = len(inside) > TERMS_TO_TELL and covered >= DENSITY
        if (several or repeated) and not offers.isdisjoint(inside):
            return hits[first][0]
    return None
