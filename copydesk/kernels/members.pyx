# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""Lists of lists of words: what the members of a list are like, and what neighbouring units say again and again."""

from cpython.unicode cimport PyUnicode_GET_LENGTH
from libc.stdint cimport int32_t
from libc.stdlib cimport calloc, free

import numpy as np

from copydesk.kernels.vocabulary cimport LISTED, OPENING, RUN_ON, STEM, Count, Vocabulary, find_place, find_room


def list_members(Vocabulary words not None, list members not None):
    """Of a list's members, each a list of words: ``(those that offer, that advertise, that name a trade; their words; those of two to
    seven words; how many share one stem)``; None where a word is of a script without spaces."""
    cdef Py_ssize_t offered = 0, pushed = 0, traded = 0, sized = 0, phrases = 0, most = 0, n, at, room, total = 0, row = 0
    cdef int32_t *numbers = NULL
    cdef Count *held
    cdef Count *stems
    cdef double sure, topic, offer, push
    for member in members:
        total += len(member)
    room = find_room(total)
    stems = <Count *> calloc(room, sizeof(Count))
    if stems == NULL:
        raise MemoryError
    try:
        for member in members:
            row += 1
            n = words.read(member, &numbers)
            sized += n
            phrases += 2 <= n <= 7
            loud = False
            for at in range(n):
                if words.known[numbers[at]].flags & RUN_ON:
                    return None
                loud |= words.known[numbers[at]].code & (LISTED | OPENING) != 0
                if words.known[numbers[at]].flags & STEM:
                    held = find_place(stems, room, numbers[at])
                    if held.frequent != row:
                        held.frequent = <int32_t> row
                        held.often += 1
                        most = max(most, held.often)
            if loud:
                (sure, topic, offer, push, _, _, _), _, _ = words.hit(numbers, n, member)
                offered += offer > 0
                pushed += push > 0
                traded += sure + topic > 0
            free(numbers)
            numbers = NULL
        return offered, pushed, traded, sized, phrases, most
    finally:
        free(numbers)
        free(stems)



def count_near(Vocabulary words not None, list said not None, Py_ssize_t reach):
    """For each list of words how often its commonest word stands in it and in up to ``reach`` lists before and after it."""
    cdef list flat = [word for each in said for word in each], found = []
    cdef Py_ssize_t n = len(said), i, at, room, most, size
    cdef Py_ssize_t[::1] ends = np.zeros(n + 1, np.intp)
    cdef int32_t *numbers = NULL
    cdef Count *held
    cdef Count *counts = NULL
    for i in range(n):
        ends[i + 1] = ends[i] + len(said[i])
    try:
        words.read(flat, &numbers)
        for i in range(n):
            at, size, most = ends[max(0, i - reach)], ends[min(n, i + 1 + reach)], 0
            room = find_room(size - at)
            free(counts)
            counts = <Count *> calloc(room, sizeof(Count))
            if counts == NULL:
                raise MemoryError
            for at in range(at, size):
                held = find_place(counts, room, numbers[at])
                held.often += 1
                most = max(most, held.often)
            found.append(most)
        return found
    finally:
        free(numbers)
        free(counts)


def shape_members(Vocabulary words not None, list parts not None, list members not None):
    """Of a list's parts as they are written: how many begin small, begin small and end in a word that begins with a capital, begin
    with a capital, have figures; of its members' words: how many have small words, whether the last has, their sizes, and how many of the
    longer ones begin, or end, with the same word."""
    cdef Py_ssize_t lowered = 0, named = 0, capital = 0, numbered = 0, smalls = 0, start, end, at, n, edge = 0, room, side
    cdef int32_t *numbers = NULL
    cdef Count *held
    cdef Count *edges
    cdef Py_UCS4 c
    cdef bint last = False
    cdef str part
    cdef list sizes = []
    for part in parts:
        n = PyUnicode_GET_LENGTH(part)
        start, end = 0, n
        while start < n and (<Py_UCS4> part[start]).isspace():
            start += 1
        while end > start and (<Py_UCS4> part[end - 1]).isspace():
            end -= 1
        if start == end:
            continue
        at = end - 1
        while at > start and not (<Py_UCS4> part[at - 1]).isspace():
            at -= 1
        c = part[start]
        if c.islower():
            lowered += 1
            named += (<Py_UCS4> part[at]).isupper()
        capital += c.isupper()
        for at in range(start, end):
            if (<Py_UCS4> part[at]).isdigit():
                numbered += 1
                break
    room = find_room(len(members))
    edges = <Count *> calloc(2 * room, sizeof(Count))
    if edges == NULL:
        raise MemoryError
    try:
        for member in members:
            n = words.read(member, &numbers)
            sizes.append(n)
            last = False
            for at in range(n):
                last |= words.known[numbers[at]].row >= 0
            smalls += last
            if n > 1:
                for side in range(2):
                    held = find_place(edges + side * room, room, numbers[(n - 1) * side])
                    held.often += 1
                    edge = max(edge, held.often)
            free(numbers)
            numbers = NULL
        return lowered, named, capital, numbered, smalls, last, sizes, edge
    finally:
        free(numbers)
        free(edges)
