"""What each line of a story is, taken alone: lengths, shapes, ends and the words it holds, as arrays over its lines.

Lines of white space (and lone bullets) carry nothing to judge; they are left out and counted as gaps before their
successor. All lengths are in *letters of Latin script*: a Han, kana or Hangul character counts 2.5, because that much
less of it says the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from copydesk.boilerplate import characters as ch
from copydesk.kernels import find_kernel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

WIDE_WEIGHT = 2.5
_MULTIPLIER = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True)
class Sheet:
    """Arrays over the ``n`` lines that hold a letter or digit, in order; ``index`` gives each one's place in the input.

    ``counts`` is n × 16 (character classes), ``letters`` the weighted length, ``words`` and ``capitals`` count words,
    ``gap`` the blank lines before, ``indent`` and ``trail`` the white space at both ends, ``first`` and ``last`` the
    class of the outer characters (``last`` looks through closing quotes and brackets), ``tail`` the very last class.
    ``token_line`` and ``token`` are the distinct (line, word) pairs, words as small integers, ``token_size`` each
    word's length; ``identity`` is equal for lines of equal words, ``opening`` and ``closing`` for lines of equal first
    and last word. ``pair`` numbers the pairs of neighbouring words, ``pair_line`` are their lines. ``lexeme`` are the
    64-bit hashes of the distinct words and pairs of neighbouring words; ``lexeme_line`` and ``lexeme_at`` are line and place in
    ``lexeme`` of every word and pair.
    """

    n: int
    index: Ints
    counts: Floats
    length: Floats
    letters: Floats
    words: Floats
    capitals: Floats
    shorts: Floats
    longest: Floats
    inner_ends: Floats
    clock: Floats
    year: Floats
    gap: Ints
    indent: Ints
    trail: Ints
    first: Ints
    last: Ints
    tail: Ints
    token_line: Ints
    token: Ints
    token_size: Floats
    identity: Ints
    opening: Ints
    closing: Ints
    pair_line: Ints
    pair: Ints
    lexeme_line: Ints
    lexeme_at: Ints
    lexeme: NDArray[np.uint64]


def _powers(count: int) -> NDArray[np.uint64]:
    """The first ``count`` powers of an odd constant modulo 2**64: the weights of a rolling hash."""
    import numpy as np

    with np.errstate(over="ignore"):
        return np.multiply.accumulate(np.full(count, _MULTIPLIER, np.uint64))


def _unspaced(codes: NDArray[np.uint32], classes: NDArray[np.uint8]) -> Flags:
    """Which characters belong to scripts that are counted in pairs, not in words."""
    flags: Flags = classes == ch.WIDE
    for low, high in ch.UNSPACED_RANGES:
        flags |= (codes >= low) & (codes <= high) & (classes != ch.DIGIT)
    return flags


def _word_runs(classes: NDArray[np.uint8], line: Ints) -> tuple[Ints, Ints]:
    """Start and length of every run of letters, marks and digits; runs never cross a line."""
    import numpy as np

    wordy = (classes >= ch.UPPER) & (classes <= ch.DIGIT)
    before = np.zeros_like(wordy)
    before[1:] = wordy[:-1] & (line[1:] == line[:-1])
    starts = np.flatnonzero(wordy & ~before)
    after = np.zeros_like(wordy)
    after[:-1] = wordy[1:] & (line[1:] == line[:-1])
    ends = np.flatnonzero(wordy & ~after) + 1
    return starts, ends - starts


def _hash_words(lower: NDArray[np.uint32], starts: Ints, sizes: Ints) -> NDArray[np.uint64]:
    """One 64-bit hash per run, from its lower-case characters (the first 64 of them)."""
    import numpy as np

    if not len(starts):
        return np.zeros(0, np.uint64)
    sizes = np.minimum(sizes, 64)
    total = int(sizes.sum())
    offsets = np.cumsum(sizes) - sizes
    place = np.arange(total) - np.repeat(offsets, sizes)
    with np.errstate(over="ignore"):
        values = lower[np.repeat(starts, sizes) + place].astype(np.uint64) * _powers(64)[place]
        return np.add.reduceat(values, offsets).astype(np.uint64)


def pair_words(first: NDArray[np.uint64], second: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The hash of two neighbouring words from their own hashes."""
    import numpy as np

    with np.errstate(over="ignore"):
        mixed = first * np.uint64(0xC2B2AE3D27D4EB4F) + (second ^ (second >> np.uint64(29))) * np.uint64(0x165667B19E3779F9)
        return mixed.astype(np.uint64)


def _tokens(
    codes: NDArray[np.uint32], lower: NDArray[np.uint32], classes: NDArray[np.uint8], line: Ints, starts: Ints, sizes: Ints
) -> tuple[Ints, NDArray[np.uint64], Floats]:
    """Line, hash and length of every word, and of every pair of characters in scripts without spaces, by position."""
    import numpy as np

    pairs = np.zeros(0, np.int64)
    unspaced = _unspaced(codes, classes)
    if unspaced.any():
        pairs = np.flatnonzero(unspaced[:-1] & unspaced[1:] & (line[1:] == line[:-1]))
        plain = ~unspaced[starts]
        starts, sizes = starts[plain], sizes[plain]
    hashes = _hash_words(lower, starts, sizes)
    if not len(pairs):
        return line[starts], hashes, sizes.astype(float)
    with np.errstate(over="ignore"):
        pair_hash = lower[pairs].astype(np.uint64) * np.uint64(0x9E3779B1) + lower[pairs + 1] * np.uint64(_MULTIPLIER)
    at = np.concatenate((starts, pairs))
    order = np.argsort(at, kind="stable")
    sizes_all = np.concatenate((sizes.astype(float), np.full(len(pairs), 2 * WIDE_WEIGHT)))
    return line[at[order]], np.concatenate((hashes, pair_hash))[order], sizes_all[order]


def hash_words(text: str, line: Ints) -> tuple[Ints, NDArray[np.uint64]]:
    """Line and hash of every word of the text in order, as a ``Sheet`` has them; ``line`` is the number of each character's line."""
    codes = ch.encode(text)
    classes, lower = ch.measure_classes(codes)
    token_line, hashes, _ = _tokens(codes, lower, classes, line, *_word_runs(classes, line))
    return token_line, hashes


def _edges(token_line: Ints, n: int) -> tuple[Ints, Ints]:
    """Index of each line's first and last token, −1 for lines without any."""
    import numpy as np

    first, last = np.full(n, -1), np.full(n, -1)
    last[token_line] = np.arange(len(token_line))
    first[token_line[::-1]] = np.arange(len(token_line))[::-1]
    return first, last


def _identities(token_line: Ints, hashes: NDArray[np.uint64], first: Ints, last: Ints) -> Ints:
    """A number per line, the same for lines with the same words in the same order."""
    import numpy as np

    values = np.zeros(len(first), np.uint64)
    some = np.flatnonzero(first >= 0)
    if len(some):
        start, sizes = first[some], (last - first + 1)[some]
        place = np.arange(len(token_line)) - np.repeat(start, sizes)
        with np.errstate(over="ignore"):
            weighted = hashes * _powers(int(sizes.max()))[place] + place.astype(np.uint64)
            values[some] = np.add.reduceat(weighted, start)
    return _number(values)


def _number(values: NDArray[np.uint64]) -> Ints:
    """Small integers in place of values, equal for equal ones."""
    import numpy as np

    return np.unique(values, return_inverse=True)[1].astype(np.int64)


def _shape_counts(classes: NDArray[np.uint8], line: Ints, starts: Ints, sizes: Ints, n: int) -> tuple[Floats, Floats]:
    """Clock-like groups (one or two digits, a colon, two digits) and four-digit groups per line."""
    import numpy as np

    digits = np.flatnonzero(classes[starts] == ch.DIGIT)
    four = digits[sizes[digits] == 4]
    year = np.bincount(line[starts[four]], minlength=n).astype(float)
    before = starts[digits] - 1
    clocks = digits[(sizes[digits] == 2) & (before >= 1)]
    at = starts[clocks] - 1
    hit = clocks[(classes[at] == ch.COLON) & (classes[at - 1] == ch.DIGIT)]
    return np.bincount(line[starts[hit]], minlength=n).astype(float), year


class Reading:
    """Lines read so far that a lexicon can be asked for their words; ``measure`` gives their sheet. ``compiled`` is None without one."""

    __slots__ = ("_sheet", "compiled")

    def __init__(self, text: str, starts: list[int], ends: list[int]) -> None:
        kernel = find_kernel("sheet")
        self.compiled: Any = None if kernel is None else kernel.Reading(text, starts, ends, *ch.tables(), ch.learn)
        self._sheet = _measure_lines(text, starts, ends) if kernel is None else None

    @property
    def index(self) -> Ints:
        """The numbers of the lines that hold a letter or digit."""
        numbers: Ints = self.compiled.ints[0] if self._sheet is None else self._sheet.index
        return numbers

    def measure(self) -> Sheet:
        """The sheet. From compiled code its groups are numbered by first appearance, else by the order of their hashes."""
        if self._sheet is not None:
            return self._sheet
        token_line, token, token_size, lexeme_line, lexeme_at, lexeme, words, pair = self.compiled.arrays()
        length, letters, runs, capitals, shorts, longest, inner_ends, clock, year = self.compiled.floats
        index, gap, indent, trail, first, last, tail, identity, opening, closing = self.compiled.ints
        return Sheet(
            n=self.compiled.n, index=index, counts=self.compiled.counts, length=length, letters=letters,
            words=runs, capitals=capitals, shorts=shorts, longest=longest, inner_ends=inner_ends, clock=clock, year=year,
            gap=gap, indent=indent, trail=trail, first=first, last=last, tail=tail,
            token_line=token_line, token=token, token_size=token_size, identity=identity, opening=opening, closing=closing,
            pair_line=lexeme_line[words:], pair=pair, lexeme_line=lexeme_line, lexeme_at=lexeme_at, lexeme=lexeme,
        )  # fmt: skip


def measure_lines(text: str, starts: list[int], ends: list[int]) -> Sheet:
    """The sheet of the lines ``text[starts[i]:ends[i]]`` (sorted, disjoint). Linear but for sorting the words."""
    return Reading(text, starts, ends).measure()


def _measure_lines(text: str, starts: list[int], ends: list[int]) -> Sheet:
    import numpy as np

    codes = ch.encode(text)
    classes, lower = ch.measure_classes(codes)
    begin, stop = np.array(starts, np.int64), np.array(ends, np.int64)
    sizes = stop - begin
    total = int(sizes.sum())
    place = np.arange(total) - np.repeat(np.cumsum(sizes) - sizes, sizes) + np.repeat(begin, sizes)
    codes, classes, lower = codes[place], classes[place], lower[place]
    line = np.repeat(np.arange(len(starts)), sizes)
    content = np.flatnonzero((classes >= ch.UPPER) & (classes <= ch.DIGIT) & (classes != ch.MARK))
    full = np.flatnonzero(np.bincount(line[content], minlength=len(starts)))
    rank = np.full(len(starts) + 1, -1, np.int64)
    rank[full] = np.arange(len(full))
    chosen = rank[line] >= 0
    codes, classes, lower, line = codes[chosen], classes[chosen], lower[chosen], rank[line[chosen]]
    return _measure(codes, classes, lower, line, full, _gaps(full))


def _gaps(full: Ints) -> Ints:
    """Lines left out before each line that stays."""
    import numpy as np

    gap = np.diff(np.concatenate(([-1], full))) - 1
    return gap.astype(np.int64)


def _measure(codes: NDArray[np.uint32], classes: NDArray[np.uint8], lower: NDArray[np.uint32], line: Ints, full: Ints, gap: Ints) -> Sheet:
    """All measures of the lines that hold something; ``line`` runs from 0 to n - 1 without holes."""
    import numpy as np

    n = len(full)
    counts = np.bincount(line * ch.CLASSES + classes, minlength=n * ch.CLASSES).reshape(n, ch.CLASSES).astype(float)
    begin = np.searchsorted(line, np.arange(n))
    stop = np.searchsorted(line, np.arange(n), side="right")
    solid = np.flatnonzero(classes != ch.SPACE)
    head = solid[np.searchsorted(line[solid], np.arange(n))]
    foot = solid[np.searchsorted(line[solid], np.arange(n), side="right") - 1]
    core = np.flatnonzero((classes != ch.SPACE) & (classes != ch.QUOTE) & (classes != ch.BRACKET))
    last = core[np.searchsorted(line[core], np.arange(n), side="right") - 1]
    starts, sizes = _word_runs(classes, line)
    owner = line[starts]
    words = np.bincount(owner, minlength=n).astype(float)
    capitals = np.bincount(owner[classes[starts] == ch.UPPER], minlength=n).astype(float)
    shorts = np.bincount(owner[sizes <= 3], minlength=n).astype(float)
    longest = np.zeros(n)
    np.maximum.at(longest, owner, sizes.astype(float))
    spaced = np.zeros(len(classes), bool)
    spaced[:-1] = (
        (classes[:-1] == ch.END)
        & (classes[1:] != ch.END)
        & (classes[1:] != ch.QUOTE)
        & ~((classes[1:] >= ch.LOWER) & (classes[1:] <= ch.DIGIT) & (classes[1:] != ch.WIDE))
    )
    ends = np.bincount(line[spaced], minlength=n).astype(float)
    clock, year = _shape_counts(classes, line, starts, sizes, n)
    letters = counts[:, ch.UPPER] + counts[:, ch.LOWER] + counts[:, ch.UNCASED] + counts[:, ch.DIGIT] + WIDE_WEIGHT * counts[:, ch.WIDE]
    token_line, hashes, token_sizes = _tokens(codes, lower, classes, line, starts, sizes)
    opening, closing = _edges(token_line, n)
    identity = _identities(token_line, hashes, opening, closing)
    padded = np.concatenate((hashes, np.zeros(1, np.uint64)))
    same = token_line[1:] == token_line[:-1]
    unique_pairs, pair = np.unique(pair_words(hashes[:-1], hashes[1:])[same], return_inverse=True)
    unique, token = np.unique(hashes, return_inverse=True)
    _, where = np.unique(token_line * max(1, len(unique)) + token, return_index=True)
    return Sheet(
        n=n, index=full, counts=counts, length=(stop - begin).astype(float), letters=letters,
        words=words, capitals=capitals, shorts=shorts, longest=longest, inner_ends=ends, clock=clock, year=year,
        gap=gap, indent=head - begin, trail=stop - 1 - foot,
        first=classes[head].astype(np.int64), last=classes[last].astype(np.int64), tail=classes[foot].astype(np.int64),
        token_line=token_line[where], token=token[where].astype(np.int64), token_size=token_sizes[where], identity=identity,
        opening=_number(padded[opening]), closing=_number(padded[closing]), pair_line=token_line[1:][same], pair=pair.astype(np.int64),
        lexeme_line=np.concatenate((token_line, token_line[1:][same])), lexeme_at=np.concatenate((token, pair + len(unique))),
        lexeme=np.concatenate((unique, unique_pairs)),
    )  # fmt: skip
