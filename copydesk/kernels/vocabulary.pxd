"""What other kernels ask of a vocabulary."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint64_t

# What a word is: ``copydesk.spam.hits`` names the first eight in this order.
cdef enum:
    LISTED = 1 << 0
    OPENING = 1 << 1
    FOLLOWING = 1 << 2
    SMALL = 1 << 3
    CONTENT = 1 << 4
    LONG = 1 << 5
# What is known of a word's letters: few enough for a document's commonest, a stem's, in a script without spaces, figures alone, figures
# among letters.
cdef enum:
    BRIEF = 1 << 0
    STEM = 1 << 1
    RUN_ON = 1 << 2
    FIGURE = 1 << 3
    MIXED = 1 << 4
cdef enum:
    HELD = 17  # letters of a word that are held beside what is known of it

cdef struct Word:
    uint64_t digest
    int32_t row  # in the table of small words, -1: it is none
    uint8_t code
    uint8_t flags
    uint8_t size  # letters that are held here, 0: the word is longer, or has letters that a byte does not hold
    uint8_t text[HELD]

cdef struct Count:
    int32_t word  # 0: none; else the word's number and 1
    int32_t often
    int32_t frequent  # 1: it is one of the commonest; elsewhere what the table is made for


cdef uint64_t mix(uint64_t number) noexcept nogil
cdef uint64_t digest(int kind, void *data, Py_ssize_t start, Py_ssize_t end) noexcept
cdef Py_ssize_t find_room(Py_ssize_t count) noexcept nogil
cdef Count *find_place(Count *counts, Py_ssize_t room, Py_ssize_t word) noexcept nogil


cdef class Vocabulary:
    cdef object describe, opens, find_phrase
    cdef dict opened
    cdef bytes inner
    cdef const int32_t[::1] starts, tongues
    cdef Py_ssize_t languages
    cdef readonly list words
    cdef list booked
    cdef Word *known
    cdef int32_t *places
    cdef Py_ssize_t size, room, held

    cdef Py_ssize_t find(self, int kind, void *data, Py_ssize_t start, Py_ssize_t end, uint64_t number) noexcept
    cdef Py_ssize_t number(self, str text, Py_ssize_t start, Py_ssize_t end, uint64_t number) except -1
    cdef Py_ssize_t add(self, str word, uint64_t number, int code, Py_ssize_t row, booked) except -1
    cdef void put(self, Py_ssize_t index) noexcept
    cdef void add_tongues(self, Py_ssize_t index, Py_ssize_t often, int64_t[::1] spoken) noexcept
    cdef bint is_of(self, Py_ssize_t index, Py_ssize_t tongue) noexcept
    cdef Py_ssize_t read(self, text, int32_t **numbers) except -2
    cdef object open(self, const int32_t *numbers)
    cdef tuple hit(self, const int32_t *numbers, Py_ssize_t n, list words)
