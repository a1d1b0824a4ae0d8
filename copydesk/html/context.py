"""The second look at a line: what the first judgement says of the lines around it, of its likes, and of its container.

A caption between two body paragraphs reads like body alone; that it shares its look with three other lines that are clearly not,
does not. A short line in a run of body is a sub-heading or a quotation; the same line after the end is the author's biography.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from copydesk.html.features import Row

REACH = 4
"""Lines on either side whose first judgement is a feature."""
BODY = 0.5


def measure_context(rows: Sequence[Row], first: Sequence[float]) -> tuple[list[str], list[list[float]]]:
    """Names and values of the contextual features, one list a row. ``first``: P(body) of each line by itself."""
    if not rows:
        return [], []
    by_key: dict[object, list[int]] = defaultdict(list)
    keys: list[list[object]] = []
    for i, row in enumerate(rows):
        mine: list[object] = [("look", row.path[:4], row.heading, row.near)]
        mine += [("at", level, row.chain[min(level, len(row.chain) - 1)] if row.chain else -1) for level in (1, 2, 3, 4)]
        keys.append(mine)
        for key in mine:
            by_key[key].append(i)
    sums = {key: _weigh(rows, first, members) for key, members in by_key.items()}
    body = [i for i, p in enumerate(first) if p > BODY and len(rows[i].words) >= 6]
    begin, end = (body[0], body[-1]) if body else (0, len(rows) - 1)
    size = [math.log1p(len(row.words)) for row in rows]
    total = sum(p * s for p, s in zip(first, size, strict=True)) or 1.0
    names: list[str] = []
    table: list[list[float]] = []
    so_far = 0.0
    for i in range(len(rows)):
        values: dict[str, float] = {"first": first[i]}
        for off in range(1, REACH + 1):
            values[f"p-{off}"] = first[i - off] if i >= off else -1.0
            values[f"p+{off}"] = first[i + off] if i + off < len(rows) else -1.0
        for kind, key in zip(("look", "at1", "at2", "at3", "at4"), keys[i], strict=True):
            weight, mass, number = sums[key]
            own = size[i]
            values[f"{kind}_p"] = (mass - own * first[i]) / (weight - own) if weight - own > 1e-9 else -1.0
            values[f"{kind}_n"] = math.log1p(number)
            values[f"{kind}_share"] = mass / total
        values["since_begin"] = float(max(-40, min(40, i - begin)))
        values["until_end"] = float(max(-40, min(40, end - i)))
        values["done"] = so_far / total
        values["page_p"] = total
        before = [first[j] for j in range(max(0, i - 10), i)]
        after = [first[j] for j in range(i + 1, min(len(rows), i + 11))]
        values["mean_before"] = sum(before) / len(before) if before else -1.0
        values["mean_after"] = sum(after) / len(after) if after else -1.0
        so_far += first[i] * size[i]
        names = list(values)
        table.append(list(values.values()))
    return names, table


def _weigh(rows: Sequence[Row], first: Sequence[float], members: Sequence[int]) -> tuple[float, float, int]:
    """Weight of the members, their weighted sum of probabilities, and their number; a line weighs the logarithm of its words."""
    weight = mass = 0.0
    for i in members:
        own = math.log1p(len(rows[i].words))
        weight += own
        mass += own * first[i]
    return weight, mass, len(members)
