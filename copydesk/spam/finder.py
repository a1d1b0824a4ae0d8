"""From the lines of a story to marks on its injected spam: gate, measure, score, find the blocks, name them."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from copydesk.spam.blocks import complete_blocks, score_units
from copydesk.spam.convincing import is_convincing, is_inside_sentence, is_quoted_post
from copydesk.spam.document import Document, measure_document
from copydesk.spam.features import Measured, measure_unit
from copydesk.spam.gate import find_suspects
from copydesk.spam.hits import find_vocabulary
from copydesk.spam.lexicon import NAMES, Lexicon, load_lexicon
from copydesk.spam.model import Model, load_model
from copydesk.spam.neighbours import add_neighbours
from copydesk.spam.pitches import share_pitch
from copydesk.spam.runs import find_path
from copydesk.spam.units import cut_line
from copydesk.types import Label, Mark, Page, Story

NEAR, REACH = 10, 40
"""Lines around a suspect that are measured with it first, and where that finds junk: a block's dull lines need their neighbours."""
LEEWAY = 2.0
"""Nats that each line is given in the small neighbourhood: a list of forty towns is no list where ten of them are seen."""
FIRST_LOOK, FIRST_LOOK_FRAGMENT, COMPANY = -1.0, -2.5, 3
"""Score of a lone unit below which it is no suspect after all, less for fragments that are half trade words
or have another suspect within COMPANY lines."""
STACK, FIRST_LOOK_STACKED = 5, -3.5
"""Suspects close together that may be a list, and the least score of such a fragment: only the list can tell what it is."""
_START, _END = attrgetter("start"), attrgetter("end")


def find_spam(page: Page, story: Story) -> tuple[Mark, ...]:
    """Marks with label SPAM over page offsets, in order, without overlap; they may cover part of a line. Linear in the story."""
    first = bisect_right(page.lines, story.start, key=_END)
    last = bisect_left(page.lines, story.end, key=_START)
    lines = page.lines[first:last]
    if not lines:
        return ()
    start = max(lines[0].start, story.start)  # the first line and the last may be cut
    raw = page.text[start : min(lines[-1].end, story.end)].splitlines()
    raw += [""] * (len(lines) - len(raw))  # a blank line at the end is none to ``splitlines``
    lexicon = load_lexicon()
    suspects = find_suspects(raw, lexicon)
    if not suspects:
        return ()
    starts = [start, *map(_START, lines[1:])]
    measured = Lines(raw, starts, measure_document(raw, find_vocabulary(lexicon)), lexicon)
    return _mark_near(suspects, measured, page.text, load_model())


def _mark_near(suspects: list[int], measured: Lines, text: str, model: Model) -> tuple[Mark, ...]:
    """The marks around suspects."""
    looked = _look(suspects, measured, model)
    for reach, leeway in ((NEAR, LEEWAY), (REACH, 0.0)):
        near: set[int] = set()
        for i in looked:
            near.update(range(max(0, i - reach), i + reach + 1))
        if not near:
            return ()
        units = measured.find_units(sorted(near))
        add_neighbours(units, measured.document, measured.lexicon)
        scores = score_units(units, model)
        if not any(find_path([score + leeway for score in scores], [unit.inside for unit in units])):
            return ()
    return tuple(_build_mark(text, units[a:b], own[a:b]) for a, b, own in find_blocks(units, scores))


def find_blocks(units: list[Measured], scores: list[float]) -> list[tuple[int, int, list[float]]]:
    """Runs of units that are junk and convince, as index ranges in order, each with the scores of all units (0 for what was filled in)."""
    path = find_path(scores, [unit.inside for unit in units])
    own = [score if junk else 0.0 for score, junk in zip(scores, path, strict=True)]  # what is only filled in speaks neither way
    complete_blocks(units, path, scores, own)
    runs = [[i for i, _ in group] for junk, group in itertools.groupby(enumerate(path), key=lambda item: item[1]) if junk]
    spans = [(run[0], run[-1] + 1) for run in runs]
    return [(a, b, own) for a, b in spans if is_convincing(units[a:b], own[a:b]) and not _is_broken(units, a, b)]


def _is_broken(units: list[Measured], start: int, end: int) -> bool:
    """Does the block stand between the halves of a sentence, or above the signature of a quoted post?"""
    before, after = units[start - 1] if start else None, units[end] if end < len(units) else None
    return is_inside_sentence(before, units[start:end], after) or is_quoted_post(units[start:end], after)


class Lines:
    """The lines of a text, each measured when it is first asked for."""

    def __init__(self, raw: list[str], starts: Sequence[int], document: Document, lexicon: Lexicon) -> None:
        self._raw, self._starts = raw, starts
        self.document, self.lexicon = document, lexicon
        self._parts: dict[int, list[Measured]] = {}

    def _measure(self, i: int, start: int, end: int) -> Measured:
        first = self._starts[i]
        return measure_unit(first + start, first + end, self._raw[i][start:end], self.document, self.lexicon)

    def measure_parts(self, i: int) -> list[Measured]:
        """Line ``i`` cut where it may be two things in one line; what is alike in every neighbourhood, so nothing may be added to it."""
        found = self._parts.get(i)
        if found is None:
            cuts = [0, *cut_line(self._raw[i]), len(self._raw[i])]
            found = self._parts[i] = [self._measure(i, a, b) for a, b in itertools.pairwise(cuts)]
        return found

    def find_lone(self, i: int) -> list[Measured]:
        """Line ``i`` as a whole and, where it can be cut, its parts, as if it stood alone."""
        parts = [_copy(part) for part in self.measure_parts(i)]
        if len(parts) == 1:
            share_pitch(parts[0], [])
            return parts
        whole = self._measure(i, 0, len(self._raw[i]))
        share_pitch(whole, parts)
        return [whole, *parts]

    def find_units(self, chosen: list[int]) -> list[Measured]:
        """Units of the chosen lines in order, those left out that are blank or behind the end."""
        units = []
        for i in chosen:
            if i < len(self._raw) and self._raw[i].strip():
                for n, part in enumerate(self.measure_parts(i)):
                    units.append(_copy(part))
                    units[-1].inside = n > 0
        return units


def _copy(unit: Measured) -> Measured:
    """The unit with features of its own, to which others may be added."""
    copy = Measured(unit.start, unit.end, unit.text, unit.words, unit.hits, dict(unit.values), unit.size, unit.members, unit.inside)
    copy.prose, copy.priced, copy.exclaimed, copy.classes = unit.prose, unit.priced, unit.exclaimed, unit.classes
    return copy


def _look(suspects: list[int], lines: Lines, model: Model) -> list[int]:
    """The suspects that stay suspicious when they, or the parts that they can be cut into, are measured by themselves."""
    owners, units = [], []
    for i in suspects:
        found = lines.find_lone(i)
        owners += [i] * len(found)
        units += found
    groups = (suspects[at : at + STACK] for at in range(len(suspects) - STACK + 1))
    stacked = {i for group in groups if group[-1] - group[0] < 2 * STACK for i in group}
    near = {i for pair in itertools.pairwise(suspects) if pair[1] - pair[0] <= COMPANY for i in pair}
    chosen = set()
    for i, unit, score in zip(owners, units, model.score([unit.values for unit in units]), strict=True):
        worded = unit.hits.sure + unit.hits.topic >= unit.size / 2 or (unit.hits.sure > 0 and bool(unit.values.get("telephone")))
        least = FIRST_LOOK_FRAGMENT if (i in near or worded) and not unit.prose else FIRST_LOOK
        if i in stacked and not unit.prose:
            least = FIRST_LOOK_STACKED
        if score > least or unit.values.get("trackback"):
            chosen.add(i)
    return sorted(chosen)


def _build_mark(text: str, block: list[Measured], scores: list[float]) -> Mark:
    """The mark of one block, trimmed of white space, with its family and what gave it away."""
    start, stop = block[0].start, block[-1].end
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    rule, evidence = _explain(block)
    mean = sum(scores) / len(block) + math.log1p(len(block))
    return Mark(start, stop, Label.SPAM, rule, round(1 / (1 + math.exp(-max(0.5, mean))), 3), evidence=evidence)


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
