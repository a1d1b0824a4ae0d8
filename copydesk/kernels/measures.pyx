# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The measures of a sheet's lines as the columns of one matrix, in the order of their twins in ``features`` and ``lexicon``.

Sums run in the order in which numpy runs them, and what numpy sums in pairs is left to it, so that every number is the same to the bit.
"""

import numpy as np

from libc.math cimport fabs, sqrt
from libc.stdint cimport int64_t

cdef int LOGS = 1 << 16
_logs = np.log1p(np.arange(LOGS) / 2)
cdef double[::1] LOG = _logs


cdef double log_half(double value):
    """log(1 + value), as numpy has it; ``value`` is a multiple of a half and not below 0."""
    if value < LOGS // 2:
        return LOG[<int64_t>(2 * value)]
    return float(np.log1p(value))


cdef double signed_log(int64_t value):
    return log_half(<double>value) if value >= 0 else -log_half(<double>-value)


cdef (int64_t, int64_t) best_run(const double[::1] values, int64_t n) noexcept nogil:
    """The run of greatest sum, the first such; (0, 0) where no value is positive."""
    cdef double total = 0, low = 0, best = 0, chosen = 0
    cdef int64_t i, end = 0, start = 0
    cdef bint positive = False
    for i in range(n):
        if values[i] > 0:
            positive = True
            break
    if not positive:
        return 0, 0
    for i in range(n):
        total += values[i]
        if total < low:
            low = total
        if total - low > best:
            best, end, chosen = total - low, i + 1, low
    total = 0
    while start < end and total != chosen:
        total += values[start]
        start += 1
    return start, end


cdef void sum_windows(const double[::1] values, double[::1] total, float[:, ::1] out, int64_t column, int64_t step, tuple radii):
    """Means over lines before and after each, for each radius, ``step`` columns apart; ``total`` is room for n + 1 sums."""
    cdef int64_t n = values.shape[0], i, k, radius, count = len(radii)
    total[0] = 0
    for i in range(n):
        total[i + 1] = total[i] + values[i] if i else values[0]
    for k in range(count):
        radius = radii[k]
        for i in range(n):
            out[i, column + k * step] = (total[i] - total[max(i - radius, 0)]) / radius
            out[i, column + (count + k) * step] = (total[min(i + 1 + radius, n)] - total[i + 1]) / radius


def own_shape(sheet, float[:, ::1] out):
    """The measures of each line by itself; the share of digits in it comes back."""
    cdef const double[:, ::1] counts = sheet.counts
    cdef const double[::1] letters = sheet.letters, words = sheet.words, capitals = sheet.capitals, shorts = sheet.shorts
    cdef const double[::1] longest = sheet.longest, ends = sheet.inner_ends, clock = sheet.clock, year = sheet.year
    cdef const int64_t[::1] trail = sheet.trail, first = sheet.first, last = sheet.last, tail = sheet.tail
    cdef int64_t n = sheet.n, i, k
    cdef double solid, count
    figures = np.empty(n)
    cdef double[::1] digits = figures
    if out.shape[0] < n or out.shape[1] < WIDTH:
        raise ValueError("the matrix is too small")
    for i in range(n):
        count = max(words[i], 1)
        solid = 0
        for k in range(16):
            solid += counts[i, k]
        solid = max(solid - counts[i, SPACE], 1)
        digits[i] = counts[i, DIGIT] / solid
        out[i, 0], out[i, 1], out[i, 2], out[i, 3] = log_half(letters[i]), log_half(words[i]), letters[i] / count, capitals[i] / count
        out[i, 4], out[i, 5], out[i, 6], out[i, 7], out[i, 8] = shorts[i] / count, first[i], last[i], tail[i], last[i] == END
        out[i, 9], out[i, 10], out[i, 11] = min(longest[i], 40), min(capitals[i], 30), min(ends[i], 10)
        out[i, 12], out[i, 13], out[i, 14] = min(clock[i], 3), min(year[i], 3), min(trail[i], 5)
        out[i, 15], out[i, 16], out[i, 17] = min(counts[i, COMMA], 20), min(counts[i, COLON], 5), min(counts[i, QUOTE], 10)
        out[i, 18], out[i, 19], out[i, 20] = min(counts[i, DASH], 5), min(counts[i, SEPARATOR], 10), min(counts[i, BRACKET], 6)
        out[i, 21], out[i, 22], out[i, 23] = min(counts[i, SIGN], 5), min(counts[i, OTHER], 5), min(counts[i, END], 15)
        out[i, 24], out[i, 25], out[i, 26] = counts[i, UPPER] / solid, digits[i], counts[i, WIDE] / solid
        out[i, 27], out[i, 28], out[i, 29] = counts[i, UNCASED] / solid, counts[i, COMMA] / solid, counts[i, SEPARATOR] / solid
    return figures


def words(sheet, const int64_t[::1] places, const double[:, ::1] odds, float[:, ::1] out):
    """What a lexicon says of each line and its neighbours; ``places`` in it of the sheet's lexemes (-1: it has none), and its odds. The tone
    of each line and the share of its words that are known come back."""
    cdef const double[::1] letters = sheet.letters
    cdef const int64_t[::1] line = sheet.lexeme_line, lexeme = sheet.lexeme_at
    cdef int64_t n = sheet.n, i, k, at, radius
    cdef double value
    work = np.zeros((6, n))
    cdef double[:, ::1] sums = work  # known, all, total, highest, lowest, highest among long lines' odds
    tones, shares, room = np.empty(n), np.empty(n), np.empty(n + 1)
    cdef double[::1] tone = tones, share = shares
    if out.shape[0] < n or out.shape[1] < WIDTH:
        raise ValueError("the matrix is too small")
    for k in range(line.shape[0]):
        i = line[k]
        sums[1, i] += 1
        at = places[lexeme[k]]
        if at < 0:
            continue
        value = odds[at, 1 if letters[i] >= 60 else 0]
        sums[0, i] += 1
        sums[2, i] += value
        sums[3, i] = max(sums[3, i], value)
        sums[4, i] = min(sums[4, i], value)
        sums[5, i] = max(sums[5, i], odds[at, 1])
    for i in range(n):
        tone[i] = sums[2, i] / sqrt(sums[1, i] + 1.0)
        share[i] = sums[0, i] / max(sums[1, i], 1)
        out[i, WORDS], out[i, WORDS + 1] = tone[i], sums[2, i] / max(sums[0, i], 1)
        out[i, WORDS + 2], out[i, WORDS + 3], out[i, WORDS + 4], out[i, WORDS + 5] = sums[3, i], sums[4, i], share[i], sums[5, i]
    for i in range(n):
        for k in range(4):
            at = i + (k - 2 if k < 2 else k - 1)
            out[i, WORDS + 6 + k] = tone[at] if 0 <= at < n else 0
            out[i, WORDS + 10 + k] = sums[3, at] if 0 <= at < n else 0
    sum_windows(tone, room, out, WORDS + 14, 1, (4, 12))
    return tones, shares


def joined(sheet):
    """Number of the unit and of the block that each line belongs to, two rows."""
    cdef const int64_t[::1] gap = sheet.gap, first = sheet.first, last = sheet.last
    cdef const double[::1] length = sheet.length
    cdef int64_t n = sheet.n, i
    cdef bint goes_on
    groups = np.zeros((2, n), np.int64)
    cdef int64_t[:, ::1] out = groups
    for i in range(n):
        out[1, i] = (out[1, i - 1] if i else 0) + (gap[i] > 0)
        if i:
            goes_on = gap[i] == 0 and last[i - 1] != END and last[i - 1] != COLON and (
                first[i] == LOWER or first[i] == COMMA or first[i] == END or last[i - 1] == COMMA
                or (50 <= length[i - 1] <= 100 and fabs(length[i - 1] - length[i]) <= 14)
            )
            out[0, i] = out[0, i - 1] + (not goes_on)
    return groups


def in_place(sheet, const int64_t[:, ::1] groups, float[:, ::1] out):
    """The measures that put each line among the others; ``own_shape`` stands in the matrix. The share of each line's letters in words that
    the page's prose uses elsewhere comes back."""
    cdef const double[::1] letters = sheet.letters, inner_ends = sheet.inner_ends, capitals = sheet.capitals, words = sheet.words
    cdef const int64_t[::1] gap = sheet.gap, indents = sheet.indent, last = sheet.last
    cdef const int64_t[::1] identity = sheet.identity, opening = sheet.opening, closing = sheet.closing
    cdef const int64_t[::1] pair = sheet.pair, pair_line = sheet.pair_line
    cdef int64_t n = sheet.n, i, k, at, line, start, end, usual = 0, widest = 0
    cdef const int64_t[::1] unit = groups[0], block = groups[1]
    cdef double total, share, every = 0, gaps = 0, proses = 0, length
    cdef double[:, ::1] by_unit = np.zeros((4, n))  # letters, sentence ends, lines of each unit; letters of each block
    cdef double[:, ::1] signal = np.empty((6, n))  # letters, prose, ended, known, unit, capitals
    cdef double[::1] short = np.empty(n), size = np.empty(n), value = np.empty(n), room = np.empty(n + 1)
    cdef int64_t[:, ::1] tally = np.zeros((7, n + 1), np.int64)
    heaps = np.zeros(121)
    cdef double[::1] heap = heaps
    if out.shape[0] < n or out.shape[1] < WIDTH:
        raise ValueError("the matrix is too small")

    for i in range(n):
        by_unit[0, unit[i]] += letters[i]
        by_unit[1, unit[i]] += inner_ends[i] + (last[i] == END)
        by_unit[2, unit[i]] += 1
        by_unit[3, block[i] - block[0]] += letters[i]
        tally[0, block[i] - block[0]] += 1
    for i in range(n):
        size[i] = by_unit[0, unit[i]]
        signal[0, i], signal[2, i], signal[4, i] = log_half(letters[i]), last[i] == END, log_half(size[i])
        signal[1, i] = size[i] >= 60 and by_unit[1, unit[i]] > 0
        signal[5, i] = capitals[i] / max(words[i], 1)
        short[i] = letters[i] < 25
        proses += signal[1, i]
    overlap(sheet, signal[1], signal[3])
    overlap(sheet, short, value)
    for i in range(n):
        out[i, UNIT], out[i, UNIT + 1] = signal[4, i], min(by_unit[2, unit[i]], 20)
        out[i, UNIT + 2], out[i, UNIT + 3] = i + 1 < n and unit[i + 1] == unit[i], i > 0 and unit[i] == unit[i - 1]
        out[i, UNIT + 4], out[i, UNIT + 5], out[i, UNIT + 6] = signal[1, i], signal[3, i], value[i]
        out[i, UNIT + 7], out[i, UNIT + 8] = log_half(tally[0, block[i] - block[0]]), log_half(by_unit[3, block[i] - block[0]])

    # Blank lines and indents.
    for i in range(n):
        gaps += min(gap[i], 6)
        at = min(indents[i], 120)
        widest = max(widest, at)
        heap[at] += letters[i] if letters[i] >= 60 else 0.01
    for at in range(widest + 1):
        if heap[at] > heap[usual]:
            usual = at
    total = max(heaps[: widest + 1].sum(), 1e-9)
    gaps /= n
    for i in range(n):
        at = min(indents[i], 120)
        out[i, GAP], out[i, GAP + 1], out[i, GAP + 2] = min(gap[i], 6), min(gap[i + 1], 6) if i + 1 < n else 6, gaps
        out[i, GAP + 3], out[i, GAP + 4], out[i, GAP + 5] = at, at - usual, heap[at] / total
        out[i, GAP + 6] = at - (min(indents[i - 1], 120) if i else 0)
        out[i, GAP + 7] = at - (min(indents[i + 1], 120) if i + 1 < n else 0)

    # Runs.
    for k in range(3):
        for i in range(n):
            share = letters[i] / max(size[i], 1)
            if k == 0:
                value[i] = min(letters[i], 300) - 60
            elif k == 1:
                value[i] = share * (min(size[i], 300) - 60)
            else:
                value[i] = share * (min(size[i], 300) if signal[1, i] else -25.0)
        start, end = best_run(value, n)
        for i in range(n):
            out[i, RUN + 3 * k], out[i, RUN + 3 * k + 1] = start <= i < end, signed_log(i - start)
            out[i, RUN + 3 * k + 2] = signed_log(i - end)

    # Place.
    total = 0
    for i in range(n):
        every += letters[i]
        total += letters[i] * signal[1, i]
    total = max(total, 1.0)
    cdef double whole = log_half(total), all_lines = log_half(n)
    length = 0
    at = -1
    for i in range(n):
        share = letters[i] * signal[1, i]
        out[i, PLACE], out[i, PLACE + 1], out[i, PLACE + 2] = i / <double>max(n - 1, 1), log_half(i), log_half(n - 1 - i)
        out[i, PLACE + 3], out[i, PLACE + 4], out[i, PLACE + 5] = all_lines, length / total, (total - length - share) / total
        out[i, PLACE + 6] = min(i - at, 99) if at >= 0 else 99
        out[i, PLACE + 8], out[i, PLACE + 9] = whole, total / max(every, 1.0)
        out[i, PLACE + 10] = proses / n
        length += share
        if signal[1, i]:
            at = i
    at = -1
    for i in range(n - 1, -1, -1):
        out[i, PLACE + 7] = min(at - i, 99) if at >= 0 else 99
        if signal[1, i]:
            at = i

    # Repeats and echoes: rows of the tally are counts of identity, opening, closing, the first line of an identity and of an opening, and
    # the last of an opening.
    tally[:, :] = 0
    by_unit[0, :] = 0
    for i in range(n):
        if not tally[1, identity[i]]:
            tally[4, identity[i]] = i
        if not tally[2, opening[i]]:
            tally[5, opening[i]] = i
        tally[1, identity[i]] += 1
        tally[2, opening[i]] += 1
        tally[3, closing[i]] += 1
        tally[6, opening[i]] = i
        by_unit[0, opening[i]] += signal[0, i]
        out[i, REPEAT + 1] = tally[4, identity[i]] < i
    for i in range(n):
        at = opening[i]
        out[i, REPEAT] = min(tally[1, identity[i]], 5)
        out[i, ECHO + 2], out[i, ECHO + 3] = log_half(tally[2, at]), log_half(tally[3, closing[i]])
        out[i, ECHO + 4], out[i, ECHO + 5] = by_unit[0, at] / tally[2, at], log_half(tally[6, at] - tally[5, at])
    _echo(pair, pair_line, n, out)

    # Neighbours.
    for i in range(n):
        for k in range(6):
            at = i + (k - 3 if k < 3 else k - 2)
            for line in range(6):
                out[i, NEAR + 6 * k + line] = signal[line, at] if 0 <= at < n else -1
        for k in range(2):
            at = i + (1 if k else -1)
            if 0 <= at < n:
                out[i, EDGE + k], out[i, EDGE + 2 + k] = out[at, 6], out[at, 5]
                out[i, EDGE + 4 + k], out[i, EDGE + 6 + k] = out[at, 19], out[at, 25]
            else:
                for line in range(4):
                    out[i, EDGE + 2 * line + k] = -1
    for line in range(6):
        sum_windows(signal[line], room, out, WINDOW + line, 6, (3, 8, 25))
    return np.array(signal[3])


cdef void _echo(const int64_t[::1] pair, const int64_t[::1] pair_line, int64_t n, float[:, ::1] out):
    """How many of each line's pairs of words stand on a line before it, and on one after it."""
    cdef int64_t k, count = pair.shape[0], before = 0, after = 0, every = 0, line
    cdef int64_t[:, ::1] edges = np.empty((2, count + 1), np.int64)
    edges[0, :] = n
    for k in range(count):
        edges[0, pair[k]] = min(edges[0, pair[k]], pair_line[k])
        edges[1, pair[k]] = pair_line[k]
    for line in range(n):
        out[line, ECHO], out[line, ECHO + 1] = 0, 0
    for k in range(count):
        line = pair_line[k]
        every += 1
        before += edges[0, pair[k]] < line
        after += edges[1, pair[k]] > line
        if k + 1 == count or pair_line[k + 1] != line:
            out[line, ECHO], out[line, ECHO + 1] = before / <double>every, after / <double>every
            before, after, every = 0, 0, 0


cdef void overlap(sheet, const double[::1] weight, double[::1] out):
    """Mean of ``weight`` over the other lines that hold each of the line's words, weighted by word length."""
    cdef const int64_t[::1] line = sheet.token_line, token = sheet.token
    cdef const double[::1] size = sheet.token_size
    cdef int64_t k, i
    cdef double[::1] total = np.zeros(sheet.lexeme.shape[0] + 1), mass = np.zeros(sheet.n)
    for k in range(line.shape[0]):
        total[token[k]] += weight[line[k]]
    for i in range(out.shape[0]):
        out[i] = 0
    for k in range(line.shape[0]):
        out[line[k]] += min(total[token[k]] - weight[line[k]], 1.0) * size[k]
        mass[line[k]] += size[k]
    for i in range(out.shape[0]):
        out[i] /= max(mass[i], 1.0)
