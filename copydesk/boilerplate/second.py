"""The second look: what the first judgement said of a line's neighbours, of its like, and of the way to the story's core.

A reader's comment is prose like the story's; what gives it away is the run of buttons and teasers that lies between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.boilerplate.features import best_run, find_joins, mean_weight, overlap, shifts, units, windows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from copydesk.boilerplate.sheet import Floats, Ints, Sheet

NEAR = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)
REACH = (3, 6, 12, 30)
LOW = 0.3
"""P(body) under which a line counts towards a barrier."""


def second_look(sheet: Sheet, probability: Floats, tone: Floats) -> dict[str, Floats]:
    """Measures over the first judgement's ``probability`` per line; ``tone`` is what the lexicon says of each."""
    import numpy as np

    out: dict[str, Floats] = {"p": probability}
    out |= zip((f"p{by:+d}" for by in NEAR), shifts(probability, NEAR), strict=True)
    before, after = windows(probability, REACH)
    out |= zip((f"p-w{radius}" for radius in REACH), before, strict=True)
    out |= zip((f"p+w{radius}" for radius in REACH), after, strict=True)
    mass = probability * np.minimum(sheet.letters, 300)
    above, total = np.cumsum(mass) - mass, max(float(mass.sum()), 1e-9)
    out["p_before"], out["p_after"], out["p_total"] = above / total, (total - above - mass) / total, np.full(sheet.n, np.log1p(total))
    out["p_lines"] = np.full(sheet.n, probability.mean())
    out["p_words"], out["p_known"] = mean_weight(sheet, probability), overlap(sheet, probability)
    return out | _runs(sheet, probability) | _sure(probability) | _like(sheet, probability, mass) | _barriers(sheet, probability, tone)


def _runs(sheet: Sheet, probability: Floats) -> dict[str, Floats]:
    """Place relative to the run of lines that the first judgement likes best, by lines and by letters."""
    import numpy as np

    at = np.arange(sheet.n)
    out: dict[str, Floats] = {}
    for name, value in (("p_run", probability - 0.5), ("p_run_letters", (probability - 0.5) * np.sqrt(sheet.letters))):
        start, end = best_run(value)
        out[name] = ((at >= start) & (at < end)).astype(float)
        out[name + "_start"] = np.sign(at - start) * np.log1p(np.abs(at - start))
        out[name + "_end"] = np.sign(at - end) * np.log1p(np.abs(at - end))
    return out


def _sure(probability: Floats) -> dict[str, Floats]:
    """Lines to the nearest line before and after that is body with little doubt (99: none nearer)."""
    import numpy as np

    n = len(probability)
    at, sure = np.arange(n), np.flatnonzero(probability > 0.8)
    if not len(sure):
        return {"p_sure_before": np.full(n, 99.0), "p_sure_after": np.full(n, 99.0)}
    left, right = np.searchsorted(sure, at), np.searchsorted(sure, at, side="right")
    return {
        "p_sure_before": np.where(left > 0, np.minimum(at - sure[np.maximum(left - 1, 0)], 99), 99.0),
        "p_sure_after": np.where(right < len(sure), np.minimum(sure[np.minimum(right, len(sure) - 1)] - at, 99), 99.0),
    }


def _others(group: Ints, probability: Floats) -> Floats:
    """Mean over the other lines of the same group; −1 where there are none."""
    import numpy as np

    size = np.bincount(group)[group]
    return np.where(size > 1, (np.bincount(group, probability)[group] - probability) / np.maximum(size - 1, 1), -1.0)


def _like(sheet: Sheet, probability: Floats, mass: Floats) -> dict[str, Floats]:
    """The judgement on lines like this one: same words, same first or last word, same indent, same sentence, same block."""
    import numpy as np

    out = {"p_twins": _others(sheet.identity, probability), "p_opening": _others(sheet.opening, probability)}
    out["p_closing"] = _others(sheet.closing, probability)
    letters = np.minimum(sheet.letters, 300)
    groups = {"p_indent": np.minimum(sheet.indent, 120), "p_unit": units(find_joins(sheet)), "p_block": np.cumsum(sheet.gap > 0)}
    for name, group in groups.items():
        out[name] = np.bincount(group, mass)[group] / np.maximum(np.bincount(group, letters)[group], 1e-9)
    return out


def _streaks(low: NDArray[np.bool_]) -> Floats:
    """Length of the streak of flagged lines that each line ends (0 for others)."""
    import numpy as np

    at = np.arange(1, len(low) + 1)
    return (at - np.maximum.accumulate(np.where(low, 0, at))).astype(float)


def _barriers(sheet: Sheet, probability: Floats, tone: Floats) -> dict[str, Floats]:
    """What lies between the line and the story's core, the densest run that few low lines interrupt: the longest streak
    of low lines, their number, and the strongest boilerplate word. 0 inside the core."""
    import numpy as np

    n = sheet.n
    value = np.where(probability > 0.5, probability * np.sqrt(np.minimum(sheet.letters, 300)), -8.0)
    start, end = best_run(value)
    low = probability < LOW
    out = {"wall": np.zeros(n), "wall_lines": np.zeros(n), "wall_tone": np.zeros(n)}
    for part, step in ((slice(end, n), 1), (slice(0, start), -1)):
        if part.start >= part.stop:
            continue
        flags, words = low[part][::step], tone[part][::step]
        out["wall"][part] = np.log1p(np.maximum.accumulate(_streaks(flags)))[::step]
        out["wall_lines"][part] = np.log1p(np.cumsum(flags))[::step]
        out["wall_tone"][part] = np.maximum.accumulate(np.maximum(words, 0))[::step]
    return out
