# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""Words of a text in UTF-8, looked up in a table and counted line by line. What a word counts for is the caller's."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport uint32_t, uint64_t
from libc.string cimport memcmp, memset

import numpy as np

cdef enum:
    CLASSES = 7
    PROBES = 24  # places that are tried for a word: whoever chooses words that fall together is not let spend more
    START = 1 << 12  # places at first

cdef uint64_t INDEX = (1 << 24) - 1  # of a place: the word's number, from 1 on; the other bits are its digest's
cdef uint64_t FACTOR = 0x9E3779B97F4A7C15
cdef uint64_t SALT = hash(b"words") & 0xFFFFFFFFFFFFFFFF


cdef class Table:
    """What is known of words, asked when a word is met first: ``describe(word)`` gives its classes (bits), and the groups of pairs
    that it begins and ends (bits). ``pairs``: the class, and how much of it, that two words in a row count for. ``parting``: the bytes
    that part words. Remembers ``most`` words, then starts afresh."""

    cdef object describe
    cdef dict pairs
    cdef list words
    cdef Py_ssize_t most
    cdef uint64_t[::1] places
    cdef uint32_t[:, ::1] known
    cdef unsigned char parts[256]

    def __init__(self, describe, dict pairs, bytes parting, Py_ssize_t most):
        cdef Py_ssize_t i
        if not 0 < most < <Py_ssize_t> INDEX:
            raise ValueError("too many words to remember")
        self.describe, self.pairs, self.most = describe, pairs, most
        for i in range(256):
            self.parts[i] = i in parting or i == 10
        self.clear()

    cdef clear(self):
        self.words = [b""]
        self.places = np.zeros(START, np.uint64)
        self.known = np.zeros((START // 2 + 1, 3), np.uint32)

    cdef grow(self):
        cdef Py_ssize_t index
        if len(self.words) > self.most:
            self.clear()
            return
        self.places = np.zeros(2 * self.places.shape[0], np.uint64)
        known = np.zeros((self.places.shape[0] // 2 + 1, 3), np.uint32)
        known[: self.known.shape[0]] = self.known
        self.known = known
        for index in range(1, len(self.words)):
            word = <bytes> self.words[index]
            self.put(digest(PyBytes_AS_STRING(word), PyBytes_GET_SIZE(word)), index)

    cdef put(self, uint64_t number, uint64_t index):
        cdef uint64_t mask = self.places.shape[0] - 1
        cdef uint64_t at = number >> 24 & mask
        for _ in range(PROBES):
            if not self.places[at]:
                self.places[at] = (number & ~INDEX) | index
                return
            at = (at + 1) & mask

    cdef Py_ssize_t find(self, const char *word, Py_ssize_t size, uint64_t number) except -1:
        """The word's number among those known, learnt if need be; ``known`` and ``words`` hold what it is."""
        cdef uint64_t mask = self.places.shape[0] - 1
        cdef uint64_t at = number >> 24 & mask
        cdef Py_ssize_t index
        for _ in range(PROBES):
            if not self.places[at]:
                break
            if (self.places[at] ^ number) <= INDEX:
                index = self.places[at] & INDEX
                held = <bytes> self.words[index]
                if PyBytes_GET_SIZE(held) == size and not memcmp(PyBytes_AS_STRING(held), word, size):
                    return index
            at = (at + 1) & mask
        return self.learn(word[:size], number)

    cdef Py_ssize_t learn(self, bytes word, uint64_t number) except -1:
        cdef Py_ssize_t index
        code, head, tail = self.describe(word)
        if code >> CLASSES:
            raise ValueError("there are no such classes")
        if len(self.words) > self.places.shape[0] // 2:
            self.grow()
        index = len(self.words)
        self.words.append(word)
        self.known[index, 0], self.known[index, 1], self.known[index, 2] = code, head, tail
        self.put(number, index)
        return index

    def count(self, bytes text not None, object weights, Py_ssize_t least, Py_ssize_t long):
        """``(line, words, count of each class)`` for every line whose counts, weighted, are ``least`` together, or that has ``long`` words."""
        cdef const char *data = PyBytes_AS_STRING(text)
        cdef Py_ssize_t size = PyBytes_GET_SIZE(text)
        cdef Py_ssize_t at = 0, start, line = 0, words = 0, total, index, i
        cdef Py_ssize_t counts[CLASSES]
        cdef Py_ssize_t worth[CLASSES]
        cdef uint64_t number
        cdef uint32_t code, head = 0
        cdef list found = []
        cdef object before = None
        for i in range(CLASSES):
            worth[i] = weights[i]
        memset(counts, 0, sizeof(counts))
        while True:
            while at < size and self.parts[<unsigned char> data[at]] and data[at] != 10:
                at += 1
            if at == size or data[at] == 10:
                total = 0
                for i in range(CLASSES):
                    total += worth[i] * counts[i]
                if total >= least or words >= long:
                    found.append((line, words, counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]))
                if at == size:
                    return found
                line += 1
                words = 0
                head = 0
                memset(counts, 0, sizeof(counts))
                at += 1
                continue
            start = at
            number = SALT
            while at < size and not self.parts[<unsigned char> data[at]]:
                number = (number ^ <unsigned char> data[at]) * FACTOR
                at += 1
            number ^= number >> 32
            index = self.find(data + start, at - start, number)
            words += 1
            code = self.known[index, 0]
            i = 0
            while code:
                counts[i] += code & 1
                code >>= 1
                i += 1
            if head & self.known[index, 2]:
                pair = self.pairs.get((before, self.words[index]))
                if pair is not None and 0 <= pair[0] < CLASSES:
                    counts[<Py_ssize_t> pair[0]] += <Py_ssize_t> pair[1]
            head = self.known[index, 1]
            if head:
                before = self.words[index]


cdef uint64_t digest(const char *word, Py_ssize_t size):
    cdef uint64_t number = SALT
    cdef Py_ssize_t i
    for i in range(size):
        number = (number ^ <unsigned char> word[i]) * FACTOR
    return number ^ number >> 32
