"""The numbers by which a line is judged: its own shape, the words it shares with the page, and where it stands.

Own shape is what a context-free judgement may use. The others put the line among its neighbours: windows before and
after it, its place relative to the densest run of prose, the indent of that run, how often the page repeats it, and
how many of its words the page's prose uses elsewhere (a menu shares few; a caption or a teaser of this story many).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from copydesk.boilerplate import characters as ch

if TYPE_CHECKING:
    from copydesk.boilerplate.sheet import Flags, Floats, Ints, Sheet

PROSE_LETTERS = 60.0
"""Letters from which a line with a sentence end counts as prose: two thirds of a column line; shorter ones are headlines."""
WINDOWS = (3, 8, 25)
"""Lines looked at on either side for window means: a paragraph's neighbours, a box's, a section's."""
NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
"""Places of the lines that are looked at one by one."""


def shifts(values: Floats, places: Sequence[int], fill: float = 0.0) -> list[Floats]:
    """For each of the ``places`` the values of the line so many later (earlier if negative) along the last axis; ``fill`` beyond the
    ends."""
    import numpy as np

    n, reach = values.shape[-1], max(map(abs, places))
    padded = np.full((*values.shape[:-1], n + 2 * reach), fill)
    padded[..., reach : reach + n] = values
    return [padded[..., reach + by : reach + by + n] for by in places]


def shift(values: Floats, by: int, fill: float = 0.0) -> Floats:
    """The values of the line ``by`` places later, as ``shifts`` gives them."""
    return shifts(values, (by,), fill)[0]


def windows(values: Floats, radii: Sequence[int]) -> tuple[list[Floats], list[Floats]]:
    """For each radius the means over so many lines before and after each line along the last axis, missing lines counting 0."""
    import numpy as np

    n, most = values.shape[-1], max(radii)
    padded = np.zeros((*values.shape[:-1], n + 1 + 2 * most))  # sums up to each line, going on beyond both ends
    total = padded[..., most : most + n + 1]
    np.cumsum(values, axis=-1, out=total[..., 1:])
    padded[..., most + n + 1 :] = total[..., -1:]
    before = [(total[..., :-1] - padded[..., most - radius : most - radius + n]) / radius for radius in radii]
    after = [(padded[..., most + 1 + radius : most + 1 + radius + n] - total[..., 1:]) / radius for radius in radii]
    return before, after


def best_run(values: Floats) -> tuple[int, int]:
    """The run [start, end) of greatest sum (the first such); (0, 0) where no value is positive. Linear."""
    import numpy as np

    if not len(values) or values.max() <= 0:
        return 0, 0
    total = np.concatenate(([0.0], np.cumsum(values)))
    low = np.minimum.accumulate(total)
    end = int(np.argmax(total - low))
    start = int(np.argmax(total[: end + 1] == low[end]))
    return start, end


def find_joins(sheet: Sheet) -> Flags:
    """Which lines run on into the next: scrapers that print one text node a line break sentences at every link, and
    typewritten copy breaks them at the column. Length n, last False."""
    import numpy as np

    join = np.zeros(sheet.n, bool)
    if sheet.n < 2:
        return join
    open_end = (sheet.last != ch.END) & (sheet.last != ch.COLON)
    first = sheet.first
    runs_on = (first == ch.LOWER) | (first == ch.COMMA) | (first == ch.END)
    comma = sheet.last == ch.COMMA
    column = (sheet.length >= 50) & (sheet.length <= 100) & (np.abs(sheet.length - shift(sheet.length, 1)) <= 14)
    join[:-1] = (sheet.gap[1:] == 0) & open_end[:-1] & (runs_on[1:] | comma[:-1] | column[:-1])
    return join


def units(join: Flags) -> Ints:
    """The number of the unit (run of joined lines) that each line belongs to."""
    import numpy as np

    return np.concatenate(([0], np.cumsum(~join[:-1]))).astype(np.int64)


def is_prose(sheet: Sheet, unit: Ints) -> tuple[Floats, Flags]:
    """Letters of each line's unit, and whether it reads as prose: long enough and ended (or parted) by a sentence end."""
    import numpy as np

    size = np.bincount(unit, sheet.letters).astype(float)
    ends = np.bincount(unit, sheet.inner_ends + (sheet.last == ch.END))
    prose = (size >= PROSE_LETTERS) & (ends > 0)
    return size[unit], prose[unit]


def overlap(sheet: Sheet, weight: Floats) -> Floats:
    """Mean of ``weight`` over the *other* lines that hold each of the line's words, weighted by word length; 0 where no
    word recurs. ``weight`` is one number per line, such as 1 for prose or a probability."""
    import numpy as np

    words = int(sheet.token.max()) + 1 if len(sheet.token) else 0
    total = np.bincount(sheet.token, weight[sheet.token_line], minlength=words)
    own = weight[sheet.token_line]
    share = np.minimum(total[sheet.token] - own, 1.0) * sheet.token_size
    size = np.bincount(sheet.token_line, sheet.token_size, minlength=sheet.n)
    result: Floats = np.bincount(sheet.token_line, share, minlength=sheet.n) / np.maximum(size, 1.0)
    return result


def mean_weight(sheet: Sheet, weight: Floats) -> Floats:
    """Average ``weight`` of the other lines that share a word with the line (long words count more); −1 where none does."""
    import numpy as np

    words = int(sheet.token.max()) + 1 if len(sheet.token) else 0
    total = np.bincount(sheet.token, weight[sheet.token_line], minlength=words)
    seen = np.bincount(sheet.token, minlength=words).astype(float)
    others = seen[sheet.token] - 1
    mean = (total[sheet.token] - weight[sheet.token_line]) / np.maximum(others, 1)
    size = sheet.token_size * (others > 0) / np.sqrt(np.maximum(others, 1))
    mass = np.bincount(sheet.token_line, size, minlength=sheet.n)
    value = np.bincount(sheet.token_line, size * mean, minlength=sheet.n)
    return np.where(mass > 0, value / np.maximum(mass, 1e-9), -1.0)


def own_shape(sheet: Sheet) -> dict[str, Floats]:
    """The context-free measures of each line."""
    import numpy as np

    counts, letters = sheet.counts, sheet.letters
    words = np.maximum(sheet.words, 1)
    solid = np.maximum(counts.sum(1) - counts[:, ch.SPACE], 1)
    capped = {
        "longest": (sheet.longest, 40), "capital_words": (sheet.capitals, 30), "ends": (sheet.inner_ends, 10), "clock": (sheet.clock, 3),
        "year": (sheet.year, 3), "trail": (sheet.trail, 5), "commas": (counts[:, ch.COMMA], 20), "colons": (counts[:, ch.COLON], 5),
        "quotes": (counts[:, ch.QUOTE], 10), "dashes": (counts[:, ch.DASH], 5), "separators": (counts[:, ch.SEPARATOR], 10),
        "brackets": (counts[:, ch.BRACKET], 6), "signs": (counts[:, ch.SIGN], 5), "others": (counts[:, ch.OTHER], 5),
        "end_marks": (counts[:, ch.END], 15),
    }  # fmt: skip
    rates = {
        "upper": ch.UPPER, "digits": ch.DIGIT, "wide": ch.WIDE, "uncased": ch.UNCASED, "comma_rate": ch.COMMA,
        "separator_rate": ch.SEPARATOR,
    }  # fmt: skip
    named = {
        "letters": np.log1p(letters), "words": np.log1p(sheet.words), "word_size": letters / words, "capitals": sheet.capitals / words,
        "shorts": sheet.shorts / words, "first": sheet.first, "last": sheet.last, "tail": sheet.tail, "ended": sheet.last == ch.END,
    }  # fmt: skip
    named |= {name: np.minimum(values, most) for name, (values, most) in capped.items()}
    named |= {name: counts[:, which] / solid for name, which in rates.items()}
    return {name: np.asarray(values, float) for name, values in named.items()}


def _gap_steps(sheet: Sheet) -> dict[str, Floats]:
    """Blank lines and indent, against the neighbours and against the indent under which most of the page's letters stand."""
    import numpy as np

    gap = np.minimum(sheet.gap, 6).astype(float)
    indent = np.minimum(sheet.indent, 120)
    mass = np.bincount(indent, np.where(sheet.letters >= PROSE_LETTERS, sheet.letters, 0.01))
    usual = int(np.argmax(mass))
    return {
        "gap": gap, "gap_after": shift(gap, 1, 6), "gap_mean": np.full(sheet.n, gap.mean()),
        "indent": indent.astype(float), "indent_usual": (indent - usual).astype(float),
        "indent_share": mass[indent] / max(mass.sum(), 1e-9),
        "indent_before": indent - shift(indent.astype(float), -1), "indent_after": indent - shift(indent.astype(float), 1),
    }  # fmt: skip


def _runs(sheet: Sheet, size: Floats, prose: Flags) -> dict[str, Floats]:
    """Place relative to the run of greatest sum, for three ideas of what a line is worth."""
    import numpy as np

    at = np.arange(sheet.n)
    out: dict[str, Floats] = {}
    # min(letters, 300) − 60 is the baseline that scores best among hand-made ones on the development pages.
    share = sheet.letters / np.maximum(size, 1)
    for name, value in (
        ("run", np.minimum(sheet.letters, 300) - 60),
        ("unit_run", share * (np.minimum(size, 300) - 60)),
        ("prose_run", share * np.where(prose, np.minimum(size, 300), -25.0)),
    ):
        start, end = best_run(value)
        out[name] = ((at >= start) & (at < end)).astype(float)
        out[name + "_start"] = np.sign(at - start) * np.log1p(np.abs(at - start))
        out[name + "_end"] = np.sign(at - end) * np.log1p(np.abs(at - end))
    return out


def _place(sheet: Sheet, prose: Flags) -> dict[str, Floats]:
    """Place in the page, and how much prose lies before, after and how far away."""
    import numpy as np

    n, at = sheet.n, np.arange(sheet.n)
    where = np.flatnonzero(prose)
    letters = sheet.letters * prose
    before = np.cumsum(letters) - letters
    total = max(float(letters.sum()), 1.0)
    last = np.full(n, 99.0)
    following = np.full(n, 99.0)
    if len(where):
        rank = np.searchsorted(where, at)
        earlier = where[np.maximum(rank - 1, 0)]
        last = np.where(rank > 0, np.minimum(at - earlier, 99), 99.0)
        later_rank = np.searchsorted(where, at, side="right")
        following = np.where(later_rank < len(where), np.minimum(where[np.minimum(later_rank, len(where) - 1)] - at, 99), 99.0)
    return {
        "line_share": at / max(n - 1, 1), "from_top": np.log1p(at), "from_bottom": np.log1p(n - 1 - at), "lines": np.full(n, np.log1p(n)),
        "prose_before": before / total, "prose_after": (total - before - letters) / total, "prose_since": last, "prose_until": following,
        "prose_total": np.full(n, np.log1p(total)), "prose_share": np.full(n, total / max(float(sheet.letters.sum()), 1.0)),
        "prose_lines": np.full(n, prose.mean()),
    }  # fmt: skip


def _repeats(sheet: Sheet) -> dict[str, Floats]:
    """How often the page holds the very same words, and whether it held them before."""
    import numpy as np

    often = np.bincount(sheet.identity)[sheet.identity]
    first = np.full(int(sheet.identity.max()) + 1, sheet.n)
    np.minimum.at(first, sheet.identity, np.arange(sheet.n))
    return {"repeats": np.minimum(often, 5).astype(float), "repeated": (first[sheet.identity] < np.arange(sheet.n)).astype(float)}


def _echoes(sheet: Sheet) -> dict[str, Floats]:
    """How much of a line stands word for word elsewhere on the page: a deck, a pull quote or a caption repeats the story;
    and how many lines open or close with the same word, as the rows of a table or the slots of a template do."""
    import numpy as np

    n, at = sheet.n, np.arange(sheet.n)
    pairs = int(sheet.pair.max()) + 1 if len(sheet.pair) else 0
    first, last = np.full(pairs, n), np.full(pairs, -1)
    np.minimum.at(first, sheet.pair, sheet.pair_line)
    np.maximum.at(last, sheet.pair, sheet.pair_line)
    every = np.maximum(np.bincount(sheet.pair_line, minlength=n), 1)
    before = np.bincount(sheet.pair_line, first[sheet.pair] < sheet.pair_line, minlength=n) / every
    after = np.bincount(sheet.pair_line, last[sheet.pair] > sheet.pair_line, minlength=n) / every
    opens, closes = np.bincount(sheet.opening)[sheet.opening], np.bincount(sheet.closing)[sheet.closing]
    letters = np.bincount(sheet.opening, np.log1p(sheet.letters))[sheet.opening] / opens
    spread_first = np.full(int(sheet.opening.max()) + 1, n)
    spread_last = np.zeros(int(sheet.opening.max()) + 1)
    np.minimum.at(spread_first, sheet.opening, at)
    np.maximum.at(spread_last, sheet.opening, at)
    return {
        "pairs_before": before, "pairs_after": after, "opens": np.log1p(opens), "closes": np.log1p(closes), "opens_letters": letters,
        "opens_spread": np.log1p(spread_last - spread_first)[sheet.opening],
    }  # fmt: skip


def _neighbours(signals: dict[str, Floats]) -> dict[str, Floats]:
    """The signals of the next lines on either side, and their means over wider windows."""
    import numpy as np

    values = np.stack(list(signals.values()))
    rows = itertools.chain(*shifts(values, NEIGHBOURS, -1.0), *(means for both in windows(values, WINDOWS) for means in both))
    return dict(zip(_neighbour_names(tuple(signals)), rows, strict=True))


@cache
def _neighbour_names(signals: tuple[str, ...]) -> tuple[str, ...]:
    """The names of what ``_neighbours`` measures of the named signals, in its order."""
    places = [f"{by:+d}" for by in NEIGHBOURS] + [f"{side}w{radius}" for side in "-+" for radius in WINDOWS]
    return tuple(f"{name}{place}" for place in places for name in signals)


def in_place(sheet: Sheet, own: dict[str, Floats]) -> dict[str, Floats]:
    """The measures that put each line among the others of its story."""
    import numpy as np

    join = find_joins(sheet)
    unit = units(join)
    size, prose = is_prose(sheet, unit)
    known = overlap(sheet, prose.astype(float))
    short = overlap(sheet, (sheet.letters < 25).astype(float))
    lines_in_unit = np.bincount(unit)[unit]
    block = np.cumsum(sheet.gap > 0)
    out = {
        "unit": np.log1p(size), "unit_lines": np.minimum(lines_in_unit, 20).astype(float), "joined": join.astype(float),
        "joins": shift(join.astype(float), -1), "prose": prose.astype(float), "known": known, "known_short": short,
        "block_lines": np.log1p(np.bincount(block)[block]), "block_letters": np.log1p(np.bincount(block, sheet.letters)[block]),
    }  # fmt: skip
    out |= _gap_steps(sheet) | _runs(sheet, size, prose) | _place(sheet, prose) | _repeats(sheet) | _echoes(sheet)
    out |= _neighbours({"letters": own["letters"], "prose": out["prose"], "ended": own["ended"], "known": known,
                               "unit": out["unit"], "capitals": own["capitals"]})  # fmt: skip
    for name in ("last", "first", "separators", "digits"):
        out[name + "-1"], out[name + "+1"] = shifts(own[name], (-1, 1), -1.0)
    return out
