"""How much doubt a story bears: the lines that are kept are those that make the best story of all, not those that pass one bar.

Where every paragraph is sure, a line at even odds is a caption. Where the whole story is in doubt (a diet of two hundred rows, a page of
figures, aphorisms), the same line is as good as its neighbours, and a bar of 0.45 leaves one in three. With calibrated P(body) the lines
that maximise the expected F-measure are those above half of that measure's own value: so the bar sinks with the story's
certainty, and nowhere else.

A sentence that runs on into a kept line, or from one, goes with it; and one sentence right below the story's last line is given the
benefit of the doubt.

Left alone: lines below the heaviest section (teasers stand there), and those that name boilerplate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise

from copydesk.boilerplate.gate import glance
from copydesk.boilerplate.sections import find_core

LEAST = 0.25
"""P(body) under which no line comes back. (A measure that weighs recall more than precision, 1.1 to 1.4 times, brings 0.1 to 0.5 per
cent more of the body lines on held-out sites for 0.1 to 0.4 of F1.)"""
FAR, WALL = 30, 12
"""Dropped lines in a row among which none comes back, and those that part the heaviest section from what stands below it."""
MOST, BASE = 300.0, 5.0
"""Letters of a line that count at most, and those that count for its being there."""
STEPS = 100
"""Steps of P(body) in which the bar is looked for."""
TIMES, REPEATED = 3, 0.2
"""Times that a line stands between the story's first line and its last, and its mean P(body), from which it is the story's own slot
(``Record:``, ``Meal 1``); an advert's label or a button has less."""
RUNS_ON, TAIL, SENTENCE = 0.1, 0.35, 25.0
"""P(body) from which a part of a kept sentence comes back, and a sentence of so many letters right below the story."""
COLUMN = 40
"""Characters of a line in capitals from which it is broken at a column, as teletype copy is, rather than a heading."""
_CLOSING = "\"'”’»)]"
_ENDS = frozenset(".!?…:。！？：।؟۔։።")


def find_bar(context: Sequence[float], letters: Sequence[float], keep: float) -> float:
    """P(body) above which lines are worth their risk: where the expected F-measure of all lines above it is greatest; ``keep`` at most.

    P(body) and letters of each line; a kept line counts as ``keep`` at least. Linear."""
    weight, mass = [0.0] * (STEPS + 1), [0.0] * (STEPS + 1)
    for p, size in zip(context, letters, strict=True):
        step, heavy = int(p * STEPS), min(size, MOST) + BASE
        weight[step] += heavy
        mass[step] += p * heavy
    total = sum(mass)
    best, bar, taken, right = 0.0, keep, 0.0, 0.0
    for step in range(STEPS, -1, -1):
        taken += weight[step]
        right += mass[step]
        measure = right / max(taken + total, 1e-9)
        if measure > best and weight[step]:
            best, bar = measure, step / STEPS
    return min(bar, keep)


def find_doubtful(texts: Sequence[str], context: Sequence[float], keep: float, names: Callable[[str], bool]) -> list[int]:
    """Numbers of the dropped lines up to the end of the story that come back: those above the story's own bar, slots that it repeats, and
    the sentence below it. ``names`` tells whether a line speaks of boilerplate. Linear."""
    kept = [i for i, p in enumerate(context) if p >= keep]
    if not kept:
        return []
    start, end = kept[0], kept[-1] + 1
    glances = list(map(glance, texts[start : end + 1]))
    letters = [seen.letters for seen in glances[: end - start]]
    inside = context[start:end]
    stop = start + find_core(inside, letters, keep, WALL)[1]
    bar = max(find_bar(inside, letters, keep), LEAST)
    found = _find_slots(texts, context, start, end, keep, names)
    for above, after in pairwise(kept):
        if after - above <= FAR:
            found += [i for i in range(above + 1, after) if context[i] >= bar and not names(texts[i])]
    below = glances[stop - start] if stop < len(texts) else None
    if below is not None and context[stop] >= TAIL and below.ended and below.letters >= SENTENCE and not names(texts[stop]):
        found.append(stop)
    return sorted({i for i in found if i <= stop and context[i] < keep})


def find_parts(
    texts: Sequence[str], context: Sequence[float], near: Sequence[bool], keep: float, names: Callable[[str], bool], *, links: bool = True
) -> list[int]:
    """Numbers of the dropped lines that are parts of a sentence of which another part is kept: one that a link has broken, so that the line
    above has no end and the one below goes on in small letters (not without ``links``: on a small page as many are captions), or one of
    teletype's capitals. ``near`` tells of each line whether the one before stands right above. Linear."""
    kept = [p >= keep for p in context]
    found: list[int] = []
    for step, places in ((1, range(len(texts) - 2, -1, -1)), (-1, range(1, len(texts)))):
        for i in places:
            if not kept[i] and kept[i + step] and context[i] >= RUNS_ON:
                upper = min(i, i + step)
                pair = texts[upper], texts[upper + 1]
                if near[upper + 1] and (_is_broken(*pair) or (links and _runs_on(*pair))) and not names(texts[i]):
                    kept[i] = True
                    found.append(i)
    return found


def _runs_on(text: str, following: str) -> bool:
    """Whether a line has no sentence end and the following one goes on in small letters or with a mark."""
    core = text.rstrip(_CLOSING)
    return bool(core) and core[-1] not in _ENDS and (following[0].islower() or following[0] in ",;.)’" or core[-1] == ",")


def _is_broken(text: str, following: str) -> bool:
    """Whether two lines are teletype copy: capitals broken at a column, and no sentence end between."""
    return len(text) >= COLUMN and text[-1] not in _ENDS and text.isupper() and following.isupper()


def _find_slots(
    texts: Sequence[str], context: Sequence[float], start: int, end: int, keep: float, names: Callable[[str], bool]
) -> list[int]:
    """Dropped lines between ``start`` and ``end`` whose words stand there three times and more, and nowhere else, with little doubt on
    average."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, text in enumerate(texts):
        places[text].append(i)
    found: list[int] = []
    for text, numbers in places.items():
        if len(numbers) < TIMES or numbers[0] <= start or numbers[-1] > end:
            continue
        if sum(context[i] for i in numbers) >= REPEATED * len(numbers) and not names(text):
            found += (i for i in numbers if context[i] < keep)
    return found
