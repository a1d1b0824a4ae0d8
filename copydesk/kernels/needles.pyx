# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""Whether any of many words stands in a text: one pass, in which each pair of characters is looked up among those that begin a word."""

import numpy as np

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.stdint cimport int32_t, uint32_t

from copydesk.kernels.text cimport char_t

cdef enum:
    PAIRS = 4096


cdef class Needles:
    """The words, two characters or more each."""

    cdef uint32_t[::1] codes
    cdef int32_t[::1] starts
    cdef int32_t[::1] chained
    cdef int32_t[::1] heads

    def __init__(self, list words):
        cdef int32_t number, pair
        if any([len(word) < 2 for word in words]):
            raise ValueError("a word has fewer than two characters")
        self.codes = np.array([ord(sign) for word in words for sign in word], np.uint32)
        self.starts = np.array(np.cumsum([0, *map(len, words)]), np.int32)
        self.chained = np.full(len(words), -1, np.int32)
        self.heads = np.full(PAIRS, -1, np.int32)
        for number in range(len(words)):
            pair = _pair(self.codes[self.starts[number]], self.codes[self.starts[number] + 1])
            self.chained[number] = self.heads[pair]
            self.heads[pair] = number

    def stand_in(self, str text):
        """Whether one of the words stands in the text."""
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text)
        cdef int kind = PyUnicode_KIND(text)
        if kind == 1:
            return self._look(<const unsigned char*>PyUnicode_DATA(text), size)
        if kind == 2:
            return self._look(<const unsigned short*>PyUnicode_DATA(text), size)
        return self._look(<const unsigned int*>PyUnicode_DATA(text), size)

    cdef bint _look(self, const char_t* text, Py_ssize_t size) noexcept:
        cdef Py_ssize_t at
        cdef int32_t number, first, length, k
        for at in range(size - 1):
            number = self.heads[_pair(text[at], text[at + 1])]
            while number >= 0:
                first, length = self.starts[number], self.starts[number + 1] - self.starts[number]
                if length <= size - at:
                    k = 0
                    while k < length and self.codes[first + k] == text[at + k]:
                        k += 1
                    if k == length:
                        return True
                number = self.chained[number]
        return False


cdef inline int32_t _pair(uint32_t first, uint32_t second) noexcept nogil:
    return <int32_t>((first * 67 + second) & (PAIRS - 1))
