# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""The lines of one story: as rows for the readers of its fields, as stretches for its rendering, and which of them run on."""

from cpython.unicode cimport PyUnicode_GET_LENGTH, PyUnicode_READ_CHAR, PyUnicode_Substring

cdef extern from "Python.h":
    ctypedef struct PyTypeObject:
        object (*tp_new)(type, tuple, void*)
    PyTypeObject PyTuple_Type
    bint Py_UNICODE_ISSPACE(unsigned int code) noexcept nogil
    bint Py_UNICODE_ISUPPER(unsigned int code) noexcept nogil

cdef enum:
    FIRST_WORDS = 12  # words that ``runs_on`` looks at


cdef inline bint _is_blank(unsigned int c) noexcept nogil:
    """White space as ``fields.layout`` has it, a byte order mark and a zero-width space among it."""
    if c < 128:
        return c == 32 or 9 <= c <= 13 or 0x1C <= c <= 0x1E
    return c == 0xA0 or c == 0x85 or c == 0x2028 or c == 0x2029 or c == 0x3000 or c == 0xFEFF or c == 0x200B


def read_rows(str text, tuple lines, Py_ssize_t first, Py_ssize_t top, Py_ssize_t bottom, list spans, type row_class not None):
    """The non-blank lines from number ``first`` on, cut at [top, bottom), as ``fields.layout.read_rows`` has them."""
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text), number, at = 0, many = len(spans), gap = 0, index = 0, start, end, low, high
    cdef bint inside = many == 0
    cdef list rows = []
    cdef object line, span
    top, bottom = max(top, 0), min(bottom, size)
    for number in range(first, len(lines)):
        line = lines[number]
        start, end = line[1], line[2]
        if start >= bottom:
            break
        start, end = max(start, top), min(end, bottom)
        while start < end and _is_blank(PyUnicode_READ_CHAR(text, start)):
            start += 1
        while end > start and _is_blank(PyUnicode_READ_CHAR(text, end - 1)):
            end -= 1
        if start >= end:
            gap += 1
            continue
        if many:
            while at < many:
                span = spans[at]
                low, high = span[0], span[1]
                if high > start:
                    break
                at += 1
            inside = False
            if at < many:
                inside = low < end and ((low <= start and high >= end) or 2 * (min(end, high) - max(start, low)) >= end - start)
        rows.append(PyTuple_Type.tp_new(row_class, ((index, start, end, PyUnicode_Substring(text, start, end), inside, gap),), NULL))
        index, gap = index + 1, 0
    return rows


def find_stretches(str text, tuple lines, Py_ssize_t number, Py_ssize_t start, Py_ssize_t end, str ends, object mark, list found):
    """The lines from ``number`` on, cut at [start, end), without white space at their edges, joined to stretches as ``render`` has them,
    each put behind what was ``found``; the number of the first line that ends behind ``end``."""
    cdef Py_ssize_t many = len(lines), low, high, first = -1, at = -1, head = 0, tail = 0, k, closers = PyUnicode_GET_LENGTH(ends)
    cdef unsigned int before = 0
    cdef bint joined
    cdef object line
    start, end = max(start, 0), min(end, PyUnicode_GET_LENGTH(text))
    while number < many:
        line = lines[number]
        low, high = line[1], line[2]
        if low > end:
            break
        low, high = max(low, start), min(high, end)
        while low < high and Py_UNICODE_ISSPACE(PyUnicode_READ_CHAR(text, low)):
            low += 1
        while high > low and Py_UNICODE_ISSPACE(PyUnicode_READ_CHAR(text, high - 1)):
            high -= 1
        if low < high:
            joined = low - at == 2 and first >= 0 and PyUnicode_READ_CHAR(text, at) == 10 and PyUnicode_READ_CHAR(text, at + 1) == 10
            if joined and not Py_UNICODE_ISUPPER(PyUnicode_READ_CHAR(text, low)):
                joined = False
                for k in range(closers):
                    if PyUnicode_READ_CHAR(ends, k) == before:
                        joined = True
                        break
            if not joined:
                if first >= 0:
                    found.append((first, at, mark, None, head, tail, end))
                first, head = low, high
            tail, at, before = low, high, PyUnicode_READ_CHAR(text, high - 1)
        if <Py_ssize_t>line[2] > end:
            break
        number += 1
    if first >= 0:
        found.append((first, at, mark, None, head, tail, end))
    return number


cdef inline bint _is_letter(unsigned int c) noexcept nogil:
    return 97 <= (c | 32) <= 122 and c < 128


cdef inline bint _is_sign(unsigned int c) noexcept nogil:
    """A sign that parts nothing: a quotation mark, an apostrophe or what ends a sentence."""
    return c == 34 or c == 39 or c == 46 or c == 33 or c == 63 or c == 0x201C or c == 0x201D or c == 0x2018 or c == 0x2019 or c == 0x2026


def find_small(str text, frozenset known, frozenset refused):
    """Whether one of the first words of a line is in small letters and not ``known``; words ``refused`` end the search: see ``runs_on``."""
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text), at = 0, start, words
    cdef unsigned int c = 0
    cdef bint small, joined
    cdef str word
    for words in range(FIRST_WORDS):
        start, small, joined = at, True, False
        while at < size:
            c = PyUnicode_READ_CHAR(text, at)
            if _is_letter(c):
                small = small and c >= 97
                joined = False
            elif _is_sign(c):
                small = joined = False
            elif c == 45 and at > start and not joined:
                small, joined = False, True
            else:
                break
            at += 1
        if at == start or joined or at == size or c != 32:
            return False  # what a word ends in may go on
        if small and at - start > 1:
            # The next word must begin as words do: what stands behind a sign may part a line.
            if at + 1 >= size:
                return False
            c = PyUnicode_READ_CHAR(text, at + 1)
            if not (_is_letter(c) or _is_sign(c)):
                return False
            word = PyUnicode_Substring(text, start, at)
            if word not in known:
                return True
            if word in refused:
                return False
        at += 1
    return False
