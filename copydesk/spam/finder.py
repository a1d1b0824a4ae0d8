"""From the lines of a story to marks on its injected spam: gate, measure, score, find the blocks, name them."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left, bisect_right

from copydesk.spam.blocks import complete_blocks, is_convincing, score_units
from copydesk.spam.document import Document, measure_document
from copydesk.spam.features import Measured, add_neighbours, measure_unit
from copydesk.spam.gate import find_suspects
from copydesk.spam.lexicon import NAMES, Lexicon, load_lexicon
from copydesk.spam.model import Model, load_model
from copydesk.spam.runs import find_path
from copydesk.spam.units import cut_line
from copydesk.types import Label, Mark, Page, Story

NEAR, REACH = 6, 40
"""Lines around a suspect that are measured with it first, and where that finds junk: a block's dull lines need their neighbours."""
FIRST_LOOK, FIRST_LOOK_FRAGMENT, COMPANY = -1.0, -2.5, 3
"""Score of a lone unit below which it is no suspect after all, less for fragments with another suspect within COMPANY lines."""


def find_spam(page: Page, story: Story) -> tuple[Mark, ...]:
    """Marks with label SPAM over page offsets, in order, without overlap; they may cover part of a line. Linear in the story."""
    first = bisect_right(page.lines, story.start, key=lambda line: line.end)
    last = bisect_left(page.lines, story.end, key=lambda line: line.start)
    lines = [(max(line.start, story.start), min(line.end, story.end)) for line in page.lines[first:last]]
    return mark_spam(page.text, lines, load_lexicon(), load_model())


def mark_spam(text: str, lines: list[tuple[int, int]], lexicon: Lexicon, model: Model) -> tuple[Mark, ...]:
    """``find_spam`` over line spans of a text, with any lexicon and model."""
    raw = [text[start:end] for start, end in lines]
    if not raw:
        return ()
    suspects = find_suspects(raw, lexicon)
    if not suspects:
        return ()
    document = measure_document(raw)
    looked = _look(suspects, raw, lines, document, lexicon, model)
    for reach in (NEAR, REACH):
        near: set[int] = set()
        for i in looked:
            near.update(range(max(0, i - reach), min(len(raw), i + reach + 1)))
        if not near:
            return ()
        units = _measure_units(raw, lines, sorted(near), document, lexicon)
        add_neighbours(units)
        scores = score_units(units, model)
        path = find_path(scores, [unit.inside for unit in units])
        if not any(path):
            return ()
    complete_blocks(units, path)
    return _build_marks(text, units, scores, path)


def _look(
    suspects: list[int], raw: list[str], lines: list[tuple[int, int]], document: Document, lexicon: Lexicon, model: Model
) -> list[int]:
    """The suspects that stay suspicious when they, or the parts that they can be cut into, are measured by themselves."""
    owners, units = [], []
    for i in suspects:
        cuts = cut_line(raw[i])
        spans = [(0, len(raw[i]))] + (list(itertools.pairwise([0, *cuts, len(raw[i])])) if cuts else [])
        for start, end in spans:
            owners.append(i)
            units.append(measure_unit(lines[i][0] + start, lines[i][0] + end, raw[i][start:end], document, lexicon))
    near = {i for pair in itertools.pairwise(suspects) if pair[1] - pair[0] <= COMPANY for i in pair}
    chosen = set()
    for i, unit, score in zip(owners, units, model.score([unit.values for unit in units]), strict=True):
        least = FIRST_LOOK_FRAGMENT if i in near and not unit.prose else FIRST_LOOK
        if score > least or unit.values.get("trackback"):
            chosen.add(i)
    return sorted(chosen)


def _measure_units(raw: list[str], lines: list[tuple[int, int]], chosen: list[int], document: Document, lexicon: Lexicon) -> list[Measured]:
    """Units of the chosen lines in order; lines are cut where they may be two things in one line."""
    units = []
    for i in chosen:
        if not raw[i].strip():
            continue
        start = lines[i][0]
        cuts = [0, *cut_line(raw[i]), len(raw[i])]
        for a, b in itertools.pairwise(cuts):
            unit = measure_unit(start + a, start + b, raw[i][a:b], document, lexicon)
            unit.inside = a > 0
            units.append(unit)
    return units


def _build_marks(text: str, units: list[Measured], scores: list[float], path: list[bool]) -> tuple[Mark, ...]:
    """One mark for every run of junk units, trimmed of white space, with its family and what gave it away."""
    marks = []
    at = 0
    while at < len(units):
        end = at
        while end < len(units) and path[end]:
            end += 1
        if end > at and is_convincing(units[at:end], scores[at:end]):
            start, stop = units[at].start, units[end - 1].end
            while start < stop and text[start].isspace():
                start += 1
            while stop > start and text[stop - 1].isspace():
                stop -= 1
            rule, evidence = _explain(units[at:end])
            mean = sum(scores[at:end]) / (end - at) + math.log1p(end - at)
            marks.append(Mark(start, stop, Label.SPAM, rule, round(1 / (1 + math.exp(-max(0.5, mean))), 3), evidence=evidence))
        at = max(end, at + 1)
    return tuple(marks)


_RULES = (
    ("spam-comment", "flattery share", 0.15),
    ("spam-links", "link share", 0.2),
    ("spam-link-markup", "link markup", 0.3),
    ("spam-gibberish", "gibberish", 0.3),
    ("spam-foreign-script", "foreign script, no sentence", 0.5),
    ("spam-foreign-language", "foreign language", 0.3),
)


def _explain(block: list[Measured]) -> tuple[str, str]:
    """Rule id (the kind of evidence that weighs most) and the evidence clause that names the family."""
    families: dict[str, float] = {}
    praise, size = 0.0, sum(unit.size for unit in block)
    for unit in block:
        for name, cover in unit.hits.families.items():
            families[name] = families.get(name, 0.0) + cover
        praise += 2 * unit.hits.flattery
    families["flattery"] = praise
    family, weight = max(families.items(), key=lambda item: (item[1], item[0]))
    named = NAMES.get(family, "unknown trade") if weight >= 0.15 * size else "unknown trade"
    means = {name: sum(unit.values.get(name, 0.0) * unit.size for unit in block) / size for _, name, _ in _RULES}
    cover = sum(unit.hits.sure + unit.hits.topic for unit in block) / size
    rule = next((rule for rule, name, least in _RULES if means[name] >= least), "spam-keywords")
    if cover >= 0.35 and rule != "spam-comment":
        rule = "spam-keywords"
    words = sorted({kind for unit in block for kind in unit.hits.kinds}, key=lambda w: (-len(w), w))[:4]
    return rule, f"{named}: {cover:.0%} trade vocabulary" + (f" ({', '.join(words)})" if words else "")
