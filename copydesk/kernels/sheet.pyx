# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Lines as numbers, in one pass over their characters, and a set of 64-bit hashes to look words up in."""

import os

import numpy as np

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport qsort

cdef extern from "Python.h":
    int PyUnicode_KIND(object text)
    void* PyUnicode_DATA(object text)
    uint32_t PyUnicode_READ(int form, void* characters, Py_ssize_t at) nogil

# The classes of copydesk.boilerplate.characters, in its order.
cdef enum:
    SPACE, UPPER, LOWER, WIDE, UNCASED, MARK, DIGIT, END, COMMA, COLON, QUOTE, DASH, SEPARATOR, BRACKET, SIGN, OTHER
    UNKNOWN = 255
    UNSPACED = 16  # a flag beside the class
    CUT = 64  # characters of a word that enter its hash
    FEW = 24  # words up to which a line's are sorted by insertion

cdef uint64_t MULTIPLIER = 0x9E3779B97F4A7C15ULL
# Where a hash stands in a table of this process shows nowhere; nobody can write words that all fall into one place.
cdef uint64_t SALT = int.from_bytes(os.urandom(8), "little")

cdef struct Word:
    uint64_t value
    int64_t at


cdef inline uint64_t _mix(uint64_t value) noexcept nogil:
    value ^= value >> 33
    value *= 0xFF51AFD7ED558CCDULL
    value ^= value >> 33
    value *= 0xC4CEB9FE1A85EC53ULL
    return value ^ (value >> 33)


cdef inline uint64_t _pair(uint64_t first, uint64_t second) noexcept nogil:
    return first * 0xC2B2AE3D27D4EB4FULL + (second ^ (second >> 29)) * 0x165667B19E3779F9ULL


cdef inline bint _is_unspaced(uint32_t code, uint8_t kind) noexcept nogil:
    if kind == WIDE:
        return True
    return kind != DIGIT and (0x0E00 <= code <= 0x0FFF or 0x1000 <= code <= 0x109F or 0x1780 <= code <= 0x17FF)


cdef int _compare(const void* a, const void* b) noexcept nogil:
    cdef const Word* x = <const Word*>a
    cdef const Word* y = <const Word*>b
    if x.value != y.value:
        return -1 if x.value < y.value else 1
    return -1 if x.at < y.at else 1 if x.at > y.at else 0


cdef void _sort(Word* words, int64_t count) noexcept nogil:
    """By value, equal ones by place."""
    cdef int64_t i, k
    cdef Word held
    if count > FEW:
        qsort(words, count, sizeof(Word), _compare)
        return
    for i in range(1, count):
        held = words[i]
        k = i - 1
        while k >= 0 and words[k].value > held.value:
            words[k + 1] = words[k]
            k -= 1
        words[k + 1] = held


cdef int64_t _number(const uint64_t[::1] values, int64_t count, int64_t[::1] numbers, uint64_t[::1] found, int64_t[::1] table) noexcept nogil:
    """Small integers in place of values, by first appearance, and the different values; how many there are. ``table`` is at work only: a
    power of two in size, more than twice the count, and full of zeros."""
    cdef uint64_t mask = table.shape[0] - 1, place
    cdef int64_t i, known = 0
    for i in range(count):
        place = _mix(values[i] ^ SALT) & mask
        while table[place] and found[table[place] - 1] != values[i]:
            place = (place + 1) & mask
        if not table[place]:
            found[known] = values[i]
            known += 1
            table[place] = known
        numbers[i] = table[place] - 1
    return known


def _table(int64_t count):
    cdef int64_t size = 8
    while size < 2 * count + 2:
        size *= 2
    return np.zeros(size, np.int64)


cdef class Index:
    """Where each of some hashes stands among them; a filter of bits tells most others at once."""

    cdef uint64_t[::1] hashes
    cdef int[::1] table
    cdef uint8_t[::1] seen
    cdef uint64_t mask

    def __init__(self, hashes):
        cdef int64_t i, size = 8
        cdef uint64_t mixed
        self.hashes = np.ascontiguousarray(hashes, np.uint64)
        while size < 2 * self.hashes.shape[0] + 2:
            size *= 2
        self.table = np.full(size, -1, np.int32)
        self.seen = np.zeros(size // 4, np.uint8)
        self.mask = size - 1
        for i in range(self.hashes.shape[0]):
            mixed = _mix(self.hashes[i])
            self.seen[(mixed & (2 * size - 1)) >> 3] |= 1 << (mixed & 7)
            mixed &= self.mask
            while self.table[mixed] >= 0:
                mixed = (mixed + 1) & self.mask
            self.table[mixed] = i

    cdef int64_t find(self, uint64_t value) noexcept nogil:
        """The place of a hash, -1 where it is none of them."""
        cdef uint64_t place = _mix(value) & self.mask
        while self.table[place] >= 0:
            if self.hashes[self.table[place]] == value:
                return self.table[place]
            place = (place + 1) & self.mask
        return -1

    cdef int64_t sift(self, const uint64_t[::1] values, int64_t count, int64_t[::1] likely) noexcept nogil:
        """The numbers of the values that may be among the hashes, and how many they are. No branch hangs on a value."""
        cdef int64_t i, some = 0
        cdef uint64_t mixed, wide = 2 * self.mask + 1
        for i in range(count):
            mixed = _mix(values[i])
            likely[some] = i
            some += self.seen[(mixed & wide) >> 3] >> (mixed & 7) & 1
        return some

    def find_all(self, const uint64_t[::1] values):
        """The place of each value, -1 where it is none of the hashes."""
        places, picked = np.full(values.shape[0], -1, np.int64), np.empty(values.shape[0] + 1, np.int64)
        cdef int64_t[::1] out = places, likely = picked
        cdef int64_t k, count
        with nogil:
            count = self.sift(values, values.shape[0], likely)
            for k in range(count):
                out[likely[k]] = self.find(values[likely[k]])
        return places


cdef class Reading:
    """The lines ``text[starts[i]:ends[i]]`` that hold a letter or digit, ``n`` of them, measured one by one and their words hashed:
    ``counts`` (n × 16), and by line nine rows of ``floats`` and ten of ``ints``, of which ``arrays`` fills the last three.

    ``kinds`` and ``lower`` are the class and lower case of each code point, 255 where ``learn(code)`` must fill them in first.
    """

    cdef readonly int64_t n
    cdef readonly object counts, floats, ints
    cdef object lines_of
    cdef int64_t[::1] owner, begins
    cdef uint64_t[::1] value, edges
    cdef double[::1] length
    cdef int64_t words, every

    def __init__(self, str text, list starts, list ends, const uint8_t[::1] kinds, const uint32_t[::1] lower, learn):
        cdef int64_t size = len(text), lines = len(starts), room = 0, start, stop, at = 0, n = 0, i, k, begin
        cdef uint32_t code
        cdef uint8_t kind
        cdef bint full
        cdef int form = PyUnicode_KIND(text)
        cdef void* characters = PyUnicode_DATA(text)
        if len(ends) != lines or kinds.shape[0] < 0x110000 or lower.shape[0] < 0x110000:
            raise ValueError("lines and tables are of odd sizes")
        for i in range(lines):
            start, stop = starts[i], ends[i]
            if start < 0 or stop > size or stop < start:
                raise ValueError("a line lies outside the text")
            room += stop - start
        cdef uint8_t[::1] flat = np.empty(room + 1, np.uint8)
        cdef uint32_t[::1] low = np.empty(room + 1, np.uint32)
        cdef int64_t[::1] bounds = np.empty(lines + 1, np.int64)
        cdef int64_t[::1] index = np.empty(lines, np.int64)
        for i in range(lines):
            begin, full = at, False
            start, stop = starts[i], ends[i]
            for k in range(start, stop):
                code = PyUnicode_READ(form, characters, k)
                kind = kinds[code]
                if kind == UNKNOWN:
                    learn(code)
                    kind = kinds[code]
                if UPPER <= kind <= DIGIT and kind != MARK:
                    full = True
                flat[at] = kind & 15
                if code >= 0x0E00 and _is_unspaced(code, kind):
                    flat[at] |= UNSPACED
                low[at] = lower[code]
                at += 1
            if full:
                index[n] = i
                bounds[n] = begin
                n += 1
            else:
                at = begin
        bounds[n] = at

        # A word and a pair of characters never begin at the same place, so that there are no more of them than characters.
        self.n = n
        self.counts, self.floats, self.ints = np.empty((n, 16)), np.empty((9, n)), np.empty((10, n), np.int64)
        cdef double[:, ::1] counts = self.counts
        cdef double[:, ::1] floats = self.floats
        cdef int64_t[:, ::1] ints = self.ints
        self.lines_of = np.empty(2 * at + 1, np.int64)
        cdef int64_t[::1] owner = self.lines_of
        cdef uint64_t[::1] value = np.empty(2 * at + 1, np.uint64)
        self.owner, self.value, self.length = owner, value, np.empty(at + 1)
        self.edges, self.begins = np.empty(3 * n + 1, np.uint64), np.empty(n + 1, np.int64)
        cdef double[::1] length = self.length
        cdef uint64_t[::1] edges = self.edges
        cdef int64_t words = 0, every
        with nogil:
            for i in range(n):
                self.begins[i] = words
                words = _measure_line(
                    flat, low, bounds[i], bounds[i + 1], at, i, n, words, counts, floats, ints, owner, value, length, edges
                )
                ints[0, i] = index[i]
                ints[1, i] = index[i] - (index[i - 1] if i else -1) - 1
            self.begins[n] = words
            # Pairs of neighbouring words of a line follow the words.
            every = words
            for i in range(1, words):
                if owner[i] == owner[i - 1]:
                    value[every] = _pair(value[i - 1], value[i])
                    owner[every] = owner[i]
                    every += 1
        self.words, self.every = words, every

    def known(self, Index index):
        """The share of each line's words and pairs of words that an index has."""
        shares, picked = np.zeros(self.n), np.empty(self.every + 1, np.int64)
        cdef double[::1] share = shares
        cdef int64_t[::1] likely = picked
        cdef int64_t[::1] all_of = np.zeros(self.n + 1, np.int64)
        cdef const int64_t[::1] owner = self.owner
        cdef const uint64_t[::1] value = self.value
        cdef int64_t i, k, count, every = self.every
        with nogil:
            for i in range(every):
                all_of[owner[i]] += 1
            count = index.sift(value, every, likely)
            for k in range(count):
                i = likely[k]
                if index.find(value[i]) >= 0:
                    share[owner[i]] += 1
            for i in range(self.n):
                share[i] = share[i] / max(all_of[i], 1)
        return shares

    def arrays(self):
        """Line, place and size of each line's different words, line and place of every word and then of every pair of words, the hashes at
        those places, how many are words, and which pairs they are."""
        cdef int64_t n = self.n, words = self.words, every = self.every, i, k, begin, end
        cdef int64_t[::1] begins = self.begins
        cdef uint64_t[::1] value = self.value
        cdef double[::1] length = self.length
        cdef int64_t[:, ::1] ints = self.ints
        place_of, different = np.empty(every, np.int64), np.empty(every, np.uint64)
        cdef int64_t[::1] place = place_of
        cdef uint64_t[::1] found = different
        cdef int64_t[::1] table = _table(words)
        cdef int64_t kinds_of_words = _number(value, words, place, found, table), kinds_of_pairs
        pair_of = np.empty(every - words, np.int64)
        cdef int64_t[::1] pair = pair_of
        table = _table(every - words)
        kinds_of_pairs = _number(value[words:], every - words, pair, found[kinds_of_words:], table)
        for i in range(every - words):
            place[words + i] = pair[i] + kinds_of_words
        found = np.empty(n + 1, np.uint64)
        for k in range(3):
            table = _table(n)
            _number(self.edges[k * n :], n, ints[7 + k], found, table)

        # The different words of each line in the order of their hashes.
        token_line_of, token_of, token_size_of = np.empty(words, np.int64), np.empty(words, np.int64), np.empty(words)
        cdef int64_t[::1] token_line = token_line_of
        cdef int64_t[::1] token = token_of
        cdef double[::1] token_size = token_size_of
        sorted_words = np.empty((words + 1) * sizeof(Word), np.uint8)
        cdef uint8_t[::1] work = sorted_words
        cdef Word* ranked = <Word*>&work[0]
        cdef int64_t tokens = 0
        with nogil:
            for i in range(n):
                begin, end = begins[i], begins[i + 1]
                for k in range(begin, end):
                    ranked[k - begin].value = value[k]
                    ranked[k - begin].at = k
                _sort(ranked, end - begin)
                for k in range(end - begin):
                    if k == 0 or ranked[k].value != ranked[k - 1].value:
                        token_line[tokens] = i
                        token[tokens] = place[ranked[k].at]
                        token_size[tokens] = length[ranked[k].at]
                        tokens += 1
        return (
            token_line_of[:tokens], token_of[:tokens], token_size_of[:tokens], self.lines_of[:every], place_of,
            different[: kinds_of_words + kinds_of_pairs], words, pair_of,
        )


cdef int64_t _measure_line(
    const uint8_t[::1] flat, const uint32_t[::1] low, int64_t begin, int64_t end, int64_t last_of_all, int64_t i, int64_t n, int64_t words,
    double[:, ::1] counts, double[:, ::1] floats, int64_t[:, ::1] ints, int64_t[::1] owner, uint64_t[::1] value, double[::1] length,
    uint64_t[::1] edges,
) noexcept nogil:
    """Measure line ``i``, which stands at [begin, end) of the classes ``flat``; its words and pairs of characters follow the ``words``
    before it, whose new number comes back."""
    cdef int64_t k = begin, start, size, slot, head = begin, foot = end - 1, core, first = words
    cdef int64_t runs = 0, capitals = 0, shorts = 0, longest = 0, sentence_ends = 0, clocks = 0, years = 0
    cdef int tally[16]
    cdef uint8_t kind, following, opening
    cdef bint plain
    cdef uint64_t sum, power
    for kind in range(16):
        tally[kind] = 0
    while k < end:
        kind = flat[k] & 15
        if UPPER <= kind <= DIGIT:
            # A word, and pairs of characters inside it where its script parts no words.
            start, slot, opening, plain, sum, power = k, words, kind, not flat[k] & UNSPACED, 0, 1
            words += plain
            while True:
                tally[kind] += 1
                if k - start < CUT:
                    power *= MULTIPLIER
                    sum += low[k] * power
                if flat[k] & UNSPACED and k + 1 < end and flat[k + 1] & UNSPACED:
                    owner[words], value[words], length[words] = i, low[k] * 0x9E3779B1ULL + low[k + 1] * MULTIPLIER, 5
                    words += 1
                k += 1
                if k == end:
                    break
                kind = flat[k] & 15
                if not UPPER <= kind <= DIGIT:
                    break
            size = k - start
            if plain:
                owner[slot], value[slot], length[slot] = i, sum, size
            runs += 1
            capitals += opening == UPPER
            shorts += size <= 3
            longest = max(longest, size)
            if opening == DIGIT:
                years += size == 4
                clocks += size == 2 and start >= 2 and (flat[start - 1] & 15) == COLON and (flat[start - 2] & 15) == DIGIT
            continue
        tally[kind] += 1
        if kind == END and k + 1 < last_of_all:
            # What follows the last character of a line is the first one of the next line.
            following = flat[k + 1] & 15
            if following != END and following != QUOTE and not (LOWER <= following <= DIGIT and following != WIDE):
                sentence_ends += 1
        if flat[k] & UNSPACED and k + 1 < end and flat[k + 1] & UNSPACED:
            owner[words], value[words], length[words] = i, low[k] * 0x9E3779B1ULL + low[k + 1] * MULTIPLIER, 5
            words += 1
        k += 1
    while (flat[head] & 15) == SPACE:  # the line holds a letter or digit
        head += 1
    while (flat[foot] & 15) == SPACE:
        foot -= 1
    core = foot
    while (flat[core] & 15) == SPACE or (flat[core] & 15) == QUOTE or (flat[core] & 15) == BRACKET:
        core -= 1
    for kind in range(16):
        counts[i, kind] = tally[kind]
    floats[0, i] = end - begin
    floats[1, i] = counts[i, UPPER] + counts[i, LOWER] + counts[i, UNCASED] + counts[i, DIGIT] + 2.5 * counts[i, WIDE]
    floats[2, i], floats[3, i], floats[4, i], floats[5, i] = runs, capitals, shorts, longest
    floats[6, i], floats[7, i], floats[8, i] = sentence_ends, clocks, years
    ints[2, i], ints[3, i] = head - begin, end - 1 - foot
    ints[4, i], ints[5, i], ints[6, i] = flat[head] & 15, flat[core] & 15, flat[foot] & 15
    sum, power = 0, 1
    for k in range(first, words):
        power *= MULTIPLIER
        sum += value[k] * power + <uint64_t>(k - first)
    edges[i], edges[n + i], edges[2 * n + i] = sum, 0, 0
    if words > first:
        edges[n + i], edges[2 * n + i] = value[first], value[words - 1]
    return words
