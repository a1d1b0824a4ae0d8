# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Which lines can hold a cue at all: a look at their words by hash, from which most come back with no."""

import numpy as np

from libc.stdint cimport int64_t, uint32_t, uint64_t

cdef enum:
    MOST = 5  # words of the longest phrase
    READ = 14  # words that are looked at for the cue of a whole line

cdef uint64_t MULTIPLIER = 0x9E3779B97F4A7C15ULL


cdef inline uint32_t _fold(uint32_t code) noexcept nogil:
    """A letter or digit in lower case; 1 for a sign, 2 for what may join two parts of a word, 0 for what is not known here."""
    if code < 128:
        if 97 <= code <= 122 or 48 <= code <= 57:
            return code
        if 65 <= code <= 90:
            return code + 32
        return 2 if code == 39 or code == 45 else 1
    if code == 0x2019:
        return 2
    if 0xE0 <= code <= 0xFF and code != 0xF7:
        return code
    if 0xC0 <= code <= 0xDE and code != 0xD7:
        return code + 32
    if code == 0xA0 or code == 0xAB or code == 0xB7 or code == 0xBB or code == 0xA3 or code == 0x20AC:
        return 1
    return 1 if 0x2010 <= code <= 0x2018 or 0x201C <= code <= 0x201E or code == 0x2022 or code == 0x2026 else 0


cdef inline uint64_t _mix(uint64_t value) noexcept nogil:
    value ^= value >> 33
    value *= 0xFF51AFD7ED558CCDULL
    return value ^ (value >> 33)


cdef class Cues:
    """Phrases of one to five words (parted by spaces, in lower case) to look for, and the words that open them."""

    cdef uint64_t[::1] phrases
    cdef uint64_t[::1] openings
    cdef uint64_t mask

    def __init__(self, list phrases):
        cdef int64_t size = 64
        while size < 4 * len(phrases) + 4:
            size *= 2
        self.mask = size - 1
        self.phrases = np.zeros(size, np.uint64)
        self.openings = np.zeros(size, np.uint64)
        for phrase in phrases:
            words = phrase.split(" ")
            if len(words) > MOST:
                raise ValueError("a phrase is too long")
            value = 0
            for word in words:
                value = (value * int(MULTIPLIER) + _hash(word)) % (1 << 64)
            self._enter(self.phrases, value)
            self._enter(self.openings, _hash(words[0]))

    cdef void _enter(self, uint64_t[::1] table, uint64_t value) noexcept:
        cdef uint64_t place = _mix(value) & self.mask
        while table[place] and table[place] != value:
            place = (place + 1) & self.mask
        table[place] = value

    cdef bint _has(self, uint64_t[::1] table, uint64_t value) noexcept nogil:
        cdef uint64_t place = _mix(value) & self.mask
        while table[place]:
            if table[place] == value:
                return True
            place = (place + 1) & self.mask
        return False

    def look(self, str text):
        """Whether a phrase may stand among the first words of a line (1), anywhere in it (2), and whether it may do so where words of one
        letter are passed over (4). Other scripts' lines may hold everything: 7."""
        cdef int64_t size = len(text), i = 0, k, words = 0, start
        cdef uint32_t code, folded
        cdef uint64_t value
        cdef uint64_t ends[MOST]
        cdef int found = 0
        cdef bint single = False, opens = False, longer = False
        while i < size:
            folded = _fold(text[i])
            if folded == 0:
                return 7
            if folded <= 2:
                i += 1
                continue
            start, value = i, 0
            while True:
                value = value * MULTIPLIER + folded
                i += 1
                if i == size:
                    break
                folded = _fold(text[i])
                if folded == 0:
                    return 7
                if folded > 2:
                    continue
                if folded == 1 or i + 1 == size:
                    break
                code = text[i]
                folded = _fold(text[i + 1])
                if folded == 0:
                    return 7
                if folded <= 2:
                    break
                value = value * MULTIPLIER + code
                i += 1
            for k in range(min(words, MOST - 1), 0, -1):
                ends[k] = ends[k - 1] * MULTIPLIER + value
            ends[0] = value
            for k in range(min(words, MOST - 1) + 1):
                if self._has(self.phrases, ends[k]):
                    found |= 3 if words < READ else 2
                    break
            if i - start == 1:
                single = True
            elif not longer:
                longer, opens = True, self._has(self.openings, value)
            words += 1
        return found | 4 if found or (single and opens) else 0


cdef uint64_t _hash(str word):
    cdef uint64_t value = 0
    cdef Py_ssize_t i
    for i in range(len(word)):
        value = value * MULTIPLIER + <uint32_t>word[i]
    return value
