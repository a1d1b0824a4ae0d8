# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The measures of a sheet's lines over a first judgement of them, as the last columns of the matrix of ``measures``, in the order of their twin
in ``boilerplate.second``; and which lines are worth a second look.
"""

import numpy as np

from libc.math cimport sqrt
from libc.stdint cimport int64_t

from copydesk.kernels.measures cimport AGAIN, WIDTH, best_run, log_half, overlap, signed_log, sum_windows


def second_look(sheet, const int64_t[:, ::1] groups, const double[::1] p, const double[::1] tone, float[:, ::1] out):
    """The measures over a first judgement ``p`` of each line; ``tone`` is what the lexicon says of each."""
    cdef const double[::1] letters = sheet.letters
    cdef const int64_t[::1] indents = sheet.indent, identity = sheet.identity, opening = sheet.opening, closing = sheet.closing
    cdef int64_t n = sheet.n, i, k, at, start, end
    cdef double total, mean, above = 0
    masses = np.empty(n)
    cdef double[::1] mass = masses, value = np.empty(n), room = np.empty(n + 1)
    if out.shape[0] < n or out.shape[1] < WIDTH or p.shape[0] < n or tone.shape[0] < n:
        raise ValueError("the matrix is too small")
    for i in range(n):
        mass[i] = p[i] * min(letters[i], 300)
        out[i, AGAIN] = p[i]
        for k in range(10):
            at = i + (k - 5 if k < 5 else k - 4)
            out[i, AGAIN + 1 + k] = p[at] if 0 <= at < n else 0
    sum_windows(p, room, out, AGAIN + 11, 1, (3, 6, 12, 30))
    total, mean = max(masses.sum(), 1e-9), np.asarray(p).mean()
    cdef double whole = np.log1p(total)
    for i in range(n):
        above = above + mass[i] if i else mass[0]
        out[i, AGAIN + 19], out[i, AGAIN + 20] = (above - mass[i]) / total, (total - (above - mass[i]) - mass[i]) / total
        out[i, AGAIN + 21], out[i, AGAIN + 22] = whole, mean
    _mean_weight(sheet, p, value)
    for i in range(n):
        out[i, AGAIN + 23] = value[i]
    overlap(sheet, p, value)
    for i in range(n):
        out[i, AGAIN + 24] = value[i]
    for k in range(2):
        for i in range(n):
            value[i] = (p[i] - 0.5) * sqrt(letters[i]) if k else p[i] - 0.5
        start, end = best_run(value, n)
        for i in range(n):
            out[i, AGAIN + 25 + 3 * k], out[i, AGAIN + 26 + 3 * k] = start <= i < end, signed_log(i - start)
            out[i, AGAIN + 27 + 3 * k] = signed_log(i - end)
    at = -1
    for i in range(n):
        out[i, AGAIN + 31] = min(i - at, 99) if at >= 0 else 99
        if p[i] > 0.8:
            at = i
    at = -1
    for i in range(n - 1, -1, -1):
        out[i, AGAIN + 32] = min(at - i, 99) if at >= 0 else 99
        if p[i] > 0.8:
            at = i
    _others(identity, p, n, out, AGAIN + 33)
    _others(opening, p, n, out, AGAIN + 34)
    _others(closing, p, n, out, AGAIN + 35)
    _share(np.minimum(sheet.indent, 120), mass, letters, n, out, AGAIN + 36)
    _share(groups[0], mass, letters, n, out, AGAIN + 37)
    _share(groups[1], mass, letters, n, out, AGAIN + 38)
    for i in range(n):
        value[i] = p[i] * sqrt(min(letters[i], 300)) if p[i] > 0.5 else -8.0
    start, end = best_run(value, n)
    for i in range(n):
        out[i, AGAIN + 39], out[i, AGAIN + 40], out[i, AGAIN + 41] = 0, 0, 0
    _wall(p, tone, end, n, 1, out)
    _wall(p, tone, start - 1, -1, -1, out)


def unsettled(const double[::1] p, double settled, double quiet, int64_t aside):
    """The lines of which ``p`` is not under ``settled``, or that of one of the lines ``aside`` on either side not under ``quiet``."""
    cdef int64_t n = p.shape[0], i, loud = -aside - 1, count = 0
    found = np.zeros(n, np.bool_)
    cdef unsigned char[::1] flags = found.view(np.uint8)
    for i in range(n):
        if p[i] >= quiet:
            loud = i
        flags[i] = p[i] >= settled or i - loud <= aside
    loud = n + aside
    for i in range(n - 1, -1, -1):
        if p[i] >= quiet:
            loud = i
        if loud - i <= aside:
            flags[i] = 1
    return np.flatnonzero(found)


cdef void _mean_weight(sheet, const double[::1] weight, double[::1] out):
    """Average ``weight`` of the other lines that share a word with the line; -1 where none does."""
    cdef const int64_t[::1] line = sheet.token_line, token = sheet.token
    cdef const double[::1] length = sheet.token_size
    cdef int64_t k, i, words = sheet.lexeme.shape[0] + 1
    cdef double[::1] total = np.zeros(words), seen = np.zeros(words), mass = np.zeros(sheet.n)
    cdef double others, size
    for k in range(line.shape[0]):
        total[token[k]] += weight[line[k]]
        seen[token[k]] += 1
    for i in range(out.shape[0]):
        out[i] = 0
    for k in range(line.shape[0]):
        others = seen[token[k]] - 1
        if others > 0:
            size = length[k] / sqrt(others)
            mass[line[k]] += size
            out[line[k]] += size * ((total[token[k]] - weight[line[k]]) / others)
    for i in range(out.shape[0]):
        out[i] = out[i] / max(mass[i], 1e-9) if mass[i] > 0 else -1


cdef void _others(const int64_t[::1] group, const double[::1] p, int64_t n, float[:, ::1] out, int64_t column):
    """Mean over the other lines of the same group; -1 where there are none."""
    cdef double[:, ::1] sums = np.zeros((2, n + 1))
    cdef int64_t i
    for i in range(n):
        sums[0, group[i]] += p[i]
        sums[1, group[i]] += 1
    for i in range(n):
        out[i, column] = (sums[0, group[i]] - p[i]) / (sums[1, group[i]] - 1) if sums[1, group[i]] > 1 else -1


cdef void _share(const int64_t[::1] group, const double[::1] mass, const double[::1] letters, int64_t n, float[:, ::1] out, int64_t column):
    """What the first judgement holds to be body of the letters of each line's group."""
    cdef double[:, ::1] sums = np.zeros((2, max(n, 121) + 1))
    cdef int64_t i
    for i in range(n):
        sums[0, group[i]] += mass[i]
        sums[1, group[i]] += min(letters[i], 300)
    for i in range(n):
        out[i, column] = sums[0, group[i]] / max(sums[1, group[i]], 1e-9)


cdef void _wall(const double[::1] p, const double[::1] tone, int64_t start, int64_t stop, int64_t step, float[:, ::1] out):
    """What lies between the story's core and each line from ``start`` on: the longest streak of low lines, their number, the strongest
    word."""
    cdef int64_t i = start, streak = 0, longest = 0, low = 0
    cdef double strongest = 0
    while i != stop:
        streak = streak + 1 if p[i] < 0.3 else 0
        low += p[i] < 0.3
        longest = max(longest, streak)
        strongest = max(strongest, tone[i])
        out[i, AGAIN + 39], out[i, AGAIN + 40], out[i, AGAIN + 41] = log_half(longest), log_half(low), strongest
        i += step
