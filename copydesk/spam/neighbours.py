"""What a line's neighbourhood says: the lines around it, and the run of fragments that it stands in.

One line of a keyword list is a phrase; forty of them with one stem, half of them offering something, are junk.
"""

from __future__ import annotations

import functools
import itertools
import math
import operator

from copydesk.kernels import find_kernel
from copydesk.spam.document import Document, measure_foreign_tongue
from copydesk.spam.features import Measured
from copydesk.spam.hits import CONTENT, choose_words, find_vocabulary
from copydesk.spam.lexicon import Lexicon
from copydesk.spam.pitches import add_pitches
from copydesk.spam.scripts import count_scripts
from copydesk.spam.segments import MOST, count_commonest, measure_list, measure_shape

_RUN_SHAPES = (
    *("theme", "theme and offer", "theme and trade", "phrases", "members' length", "lowered members", "lowered and named members"),
    *("capital members", "numbered members", "plain members", "even members", "common edge"),
)
"""Features of a list that a run of fragments has, each of its lines a member."""


DENSE = 40
"""Words of a neighbourhood from which it is asked how often its commonest comes."""
_SHARED = ("flattery share", "gibberish", "decoration", "trackback")
"""Features of which a unit is told how many of its neighbours have them."""


def is_foreign_script(unit: Measured) -> bool:
    """Is more than half of the unit in a script that the document hardly uses?"""
    return unit.values.get("foreign script", 0.0) + unit.values.get("foreign Latin", 0.0) > 0.5


def add_neighbours(units: list[Measured], document: Document, lexicon: Lexicon, reach: int = 3) -> None:
    """Features from the neighbourhood (``reach`` units that are not blank on either side) and from the run of fragments around."""
    n = len(units)
    add_pitches(units)
    trade = [min(1.0, (u.hits.sure + u.hits.topic / 2) / u.size) for u in units]
    foreign = [is_foreign_script(u) or u.values.get("foreign language", 0.0) > 0 for u in units]
    told: tuple[tuple[str, list[float]], ...] = (
        ("trade nearby", trade),
        ("push nearby", [min(1.0, u.hits.push / u.size) for u in units]),
        ("house nearby", [u.hits.house > 0 for u in units]),
        ("links nearby", [u.values.get("links", 0.0) > 0 or u.values.get("link markup", 0.0) > 0 for u in units]),
        ("foreign nearby", [float(is_strange) for is_strange in foreign]),
        *((f"{name} nearby", [float(u.values.get(name, 0.0) > 0.2) for u in units]) for name in _SHARED),
    )
    shared = [(name, average_others(counts, reach)) for name, counts in told]
    words = [set() if u.prose else {w for w in u.words if len(w) > 1} for u in units]
    content = [choose_words(u.words, u.classes, CONTENT) for u in units]
    spoken = [len(u.words) for u in units]
    most = count_commonest_near(content, reach, lexicon)
    for i, unit in enumerate(units):
        first, end = max(0, i - reach), min(n, i + 1 + reach)
        many = end - first - 1
        if not many:
            continue
        value = unit.values
        if words[i] and not unit.prose:
            near = set().union(*[words[j] for j in range(first, end) if j != i and not units[j].prose])
            value["words of neighbours"] = len(words[i] & near) / len(words[i])
        for name, counts in shared:
            if counts[i]:
                value[name] = counts[i]
        size = sum(spoken[first:end])
        if size >= DENSE:
            value["stuffing nearby"] = min(1.0, 6 * (max(0, most[i] - 1) / size))
        value["next to trade"] = max(trade[max(0, i - 1) : i] + trade[i + 1 : i + 2]) if many > 1 else 0.0
    _add_runs(units, trade, foreign, document, lexicon)


def average_others(counts: list[float], reach: int) -> list[float]:
    """For each place the mean of the counts up to ``reach`` places before and after it, its own left out; 0 where there are none."""
    kernel = find_kernel("gauge")
    if kernel is not None:
        found: list[float] = kernel.average_others(counts, reach)
        return found
    windows = [[*counts[max(0, i - reach) : i], *counts[i + 1 : i + 1 + reach]] for i in range(len(counts))]
    return [functools.reduce(operator.add, window, 0.0) / max(1, len(window)) for window in windows]


def count_commonest_near(said: list[list[str]], reach: int, lexicon: Lexicon) -> list[int]:
    """For each list of words how often its commonest word stands in it and in up to ``reach`` lists before and after it."""
    kernel, words = find_kernel("members"), find_vocabulary(lexicon)
    if kernel is not None and words is not None:
        found: list[int] = kernel.count_near(words, said, reach)
        return found
    windows = [said[max(0, i - reach) : i + 1 + reach] for i in range(len(said))]
    return [count_commonest(list(itertools.chain.from_iterable(window))) for window in windows]


def _count_strange(text: str, document: Document) -> int:
    """Letters of the one script, not Latin and foreign to the document, that has most of them: a switcher of languages has few of each."""
    return max((n for name, n in count_scripts(text).items() if name != "Latn" and document.scripts.get(name, 0.0) < 0.04), default=0)


def _add_runs(units: list[Measured], trade: list[float], foreign: list[bool], document: Document, lexicon: Lexicon) -> None:
    """Features of the run a fragment stands in: neighbours that are no prose, and foreign or not as it is; how much of it is trade."""
    at = 0
    while at < len(units):
        end = at + 1
        if not units[at].prose:
            while end < len(units) and not units[end].prose and foreign[end] == foreign[at]:
                end += 1
            total = sum(trade[at:end])
            strong = sum(t > 0.3 for t in trade[at:end])
            pushed = [u.hits.push > 0 for u in units[at:end]]
            offered = [u.hits.offer > 0 for u in units[at:end]]
            housed = sum(u.hits.house > 0 for u in units[at:end])
            worded = list({u.text: u for u in units[at:end] if u.words}.values())[:MOST]
            listed = measure_list([u.words for u in worded], lexicon)
            listed.update(measure_shape([u.text for u in worded], [u.words for u in worded], lexicon))
            text = "\n".join(u.text for u in units[at:end])
            strange = _count_strange(text, document) if foreign[at] else 0
            tongue = measure_foreign_tongue(text, document) if len(text) >= 40 else 0.0
            others, pushes, offers = end - at - 1, sum(pushed), sum(offered)
            shared = {
                "foreign tongue, no sentence": tongue,
                "strange letters in run": min(1.0, math.log1p(strange) / 7),
                "run length": min(1.0, math.log1p(others) / 4),
            }
            if others:
                shared.update((f"{name} in run", listed.get(name, 0.0)) for name in _RUN_SHAPES)
            shared = {name: number for name, number in shared.items() if number}
            for i in range(at, end):
                value = units[i].values
                value.update(shared)
                if others:
                    value["pushed in run"] = (pushes - pushed[i - at]) / others
                    value["pushed in run, count"] = min(1.0, math.log1p(pushes - pushed[i - at]) / 3)
                    value["offered in run"] = (offers - offered[i - at]) / others
                    value["house in run"] = (housed - (units[i].hits.house > 0)) / others
                    value["trade in run"] = (total - trade[i]) / others
                    value["trade lines in run"] = (strong - (trade[i] > 0.3)) / others
                    value["trade lines in run, count"] = min(1.0, math.log1p(strong - (trade[i] > 0.3)) / 3)
        at = end
