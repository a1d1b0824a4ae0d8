# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""The words of a document's prose, counted, and units measured against them."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.stdint cimport int32_t, int64_t, uint64_t
from libc.stdlib cimport calloc, free

import numpy as np

from copydesk.kernels.vocabulary cimport BRIEF, CONTENT, FIGURE, LONG, MIXED, Count, Vocabulary, Word, digest, find_place, find_room, mix

cdef enum:
    OFTEN = 3  # mentions from which on a word can be one of a document's commonest


cdef class Prose:
    """How often a document has each word of a folded text, or of a list of words (``known`` is False where a character is in no table), and
    which are ``many`` of its commonest. Units are measured against it."""

    cdef readonly Vocabulary vocabulary
    cdef readonly bint known
    cdef Count *counts
    cdef Py_ssize_t room
    cdef readonly Py_ssize_t tongue  # the language whose small words are most, of equals the last; -1 where none has any

    def __cinit__(self):
        self.counts = NULL

    def __init__(self, Vocabulary vocabulary not None, text not None, Py_ssize_t many):
        cdef int32_t *numbers = NULL
        cdef Py_ssize_t n, at
        self.vocabulary, self.tongue = vocabulary, -1
        n = vocabulary.read(text, &numbers)
        self.known = n >= 0
        self.room = find_room(max(0, n))
        free(self.counts)
        self.counts = <Count *> calloc(self.room, sizeof(Count))
        if self.counts == NULL:
            free(numbers)
            raise MemoryError
        for at in range(n):
            find_place(self.counts, self.room, numbers[at]).often += 1
        try:
            self.rank(numbers, n, many)
        finally:
            free(numbers)

    def __dealloc__(self):
        free(self.counts)

    cdef inline Count *seek(self, Py_ssize_t word) noexcept:
        """Where a word is counted, or NULL."""
        cdef Py_ssize_t at = <Py_ssize_t> (mix(word) & (self.room - 1))
        while self.counts[at].word and self.counts[at].word != word + 1:
            at = (at + 1) & (self.room - 1)
        return &self.counts[at] if self.counts[at].word else NULL

    cdef rank(self, int32_t *numbers, Py_ssize_t n, Py_ssize_t many):
        """Finds the tongue, and the commonest words: of those with as many mentions the first ones."""
        cdef Py_ssize_t at, most = 0, before
        cdef Count *count
        cdef int64_t[::1] spoken = np.zeros(self.vocabulary.languages, np.int64)
        for at in range(self.room):
            most = max(most, self.counts[at].often)
            if self.counts[at].word:
                self.vocabulary.add_tongues(self.counts[at].word - 1, self.counts[at].often, spoken)
        before = 1
        for at in range(self.vocabulary.languages):
            if spoken[at] >= before:
                self.tongue, before = at, spoken[at]
        if most < OFTEN:
            return
        cdef int64_t[::1] words = np.zeros(most + 2, np.int64)  # how many words have that many mentions, counted from the top
        cdef int64_t[::1] taken = np.zeros(most + 1, np.int64)
        for at in range(self.room):
            if self.counts[at].often >= OFTEN:
                words[self.counts[at].often] += 1
        for at in range(most - 1, OFTEN - 1, -1):
            words[at] += words[at + 1]
        for at in range(n):
            count = self.seek(numbers[at])
            if count.often >= OFTEN and not count.frequent:
                # Before it stand those with more mentions, and those with as many that came earlier.
                before = words[count.often + 1] + taken[count.often]
                taken[count.often] += 1
                count.frequent = 1 if before < many and self.vocabulary.known[numbers[at]].flags & BRIEF else 2

    def get(self, str word not None, int default=0):
        """How often the document has the word."""
        cdef int kind = PyUnicode_KIND(word)
        cdef void *data = PyUnicode_DATA(word)
        cdef Py_ssize_t n = PyUnicode_GET_LENGTH(word)
        cdef Py_ssize_t index = self.vocabulary.find(kind, data, 0, n, digest(kind, data, 0, n))
        cdef Count *count = self.seek(index) if index >= 0 else NULL
        return count.often if count != NULL else default

    def weigh(self, text not None):
        """What the words of a folded text, or a list of words, are against the document: ``(words, their classes as bytes, what they are
        together, small words of the document's language and of the one that has most, hits, families, kinds)``, as
        ``copydesk.spam.hits`` names them. None where a character of the text is in no table."""
        cdef int32_t *numbers = NULL
        cdef Py_ssize_t n = self.vocabulary.read(text, &numbers)
        if n < 0:
            return None
        try:
            words = [<str> self.vocabulary.words[numbers[at]] for at in range(n)]
            classes = PyBytes_FromStringAndSize(NULL, n)
            together, spoken = self.count(numbers, n, PyBytes_AS_STRING(classes)), self.hear(numbers, n)
            return words, classes, together, spoken, *self.vocabulary.hit(numbers, n, words)
        finally:
            free(numbers)

    cdef tuple count(self, const int32_t *numbers, Py_ssize_t n, char *classes):
        """Words of figures, words of letters and figures; distinct words, distinct pairs of neighbours, mentions of the commonest word of class CONTENT, words that are among the
        document's commonest, distinct ones of class LONG, those of them that the document has, and those that it has once more than
        the text."""
        cdef Py_ssize_t room = find_room(n), at, place, distinct = 0, pairs = 0, most = 0, often = 0, longer = 0, met = 0, again = 0
        cdef Py_ssize_t figures = 0, mixed = 0
        cdef Count *counts = <Count *> calloc(room, sizeof(Count))
        cdef uint64_t *joined = <uint64_t *> calloc(room, sizeof(uint64_t))
        cdef const Word *known = self.vocabulary.known
        cdef Count *held
        cdef uint64_t pair
        if counts == NULL or joined == NULL:
            free(counts)
            free(joined)
            raise MemoryError
        for at in range(n):
            classes[at] = <char> known[numbers[at]].code
            figures += (known[numbers[at]].flags & FIGURE) != 0
            mixed += (known[numbers[at]].flags & MIXED) != 0
            held = find_place(counts, room, numbers[at])
            distinct += held.often == 0
            held.often += 1
            held = self.seek(numbers[at])
            often += held != NULL and held.frequent == 1
            if at:
                pair = <uint64_t> (numbers[at - 1] + 1) << 32 | <uint64_t> (numbers[at] + 1)
                place = <Py_ssize_t> (mix(pair) & (room - 1))
                while joined[place] and joined[place] != pair:
                    place = (place + 1) & (room - 1)
                pairs += joined[place] == 0
                joined[place] = pair
        for place in range(room):
            if counts[place].word:
                if known[counts[place].word - 1].code & CONTENT:
                    most = max(most, counts[place].often)
                if known[counts[place].word - 1].code & LONG:
                    longer += 1
                    held = self.seek(counts[place].word - 1)
                    if held != NULL:
                        met += 1
                        again += held.often > 1 and held.often > counts[place].often
        free(counts)
        free(joined)
        return figures, mixed, distinct, pairs, most, often, longer, met, again

    cdef tuple hear(self, const int32_t *numbers, Py_ssize_t n):
        cdef Py_ssize_t at, small = 0, mine = 0, best = 0
        cdef int64_t[::1] spoken
        for at in range(n):
            small += self.vocabulary.known[numbers[at]].row >= 0
            mine += self.vocabulary.is_of(numbers[at], self.tongue)
        if mine * 2 > small or mine * 4 > n or not small:
            return mine, mine
        spoken = np.zeros(self.vocabulary.languages, np.int64)
        for at in range(n):
            self.vocabulary.add_tongues(numbers[at], 1, spoken)
        for at in range(spoken.shape[0]):
            best = max(best, spoken[at])
        return mine, best
