# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""One pass over a text: its signs of damage, its words beyond ASCII, its lines. The numbers of the signs are those of ``mojibake.survey``."""

from cpython.bytes cimport PyBytes_AS_STRING
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_Substring
from libc.string cimport memset

cdef extern from "Python.h":
    ctypedef struct PyTypeObject:
        object (*tp_new)(type, tuple, void*)
    PyTypeObject PyTuple_Type
    bint Py_UNICODE_ISSPACE(unsigned int code) noexcept nogil

ctypedef fused char_t:
    unsigned char
    unsigned short
    unsigned int

cdef enum:
    CONTROL = 1
    STEERING = 2
    AMPERSAND = 4
    QUESTIONS = 8
    HOLE = 16
    LOST = 32
    SPACED = 64
    OMEN = 128
    SURROGATE = 256
    NO_BREAK = 512
    GLUED = 1024
    BYTE_ORDER = 2048
    COMPOSING = 4096
    PAIRED = 8192

cdef enum:
    SPACE = 1
    BREAK = 2  # ends a line
    SAMPLED = 512  # words of a sample, at most
    COLUMNS = 256
    SIZES = 32  # lengths of words that are counted apart when they are put in order

# What a character below 256 is by itself: SPACE, BREAK, or signs.
cdef unsigned char SPACES[256]
cdef unsigned short SIGNS[256]


cdef void _fill():
    cdef int code
    memset(SPACES, 0, sizeof(SPACES))
    memset(SIGNS, 0, sizeof(SIGNS))
    for code in range(256):
        if Py_UNICODE_ISSPACE(code):
            SPACES[code] = SPACE
        if 1 <= code <= 8 or 14 <= code <= 27 or code == 127:
            SIGNS[code] |= CONTROL
        if code == 0 or 5 <= code <= 8 or code == 16 or code == 21 or 23 <= code <= 27 or 127 <= code <= 132 or 134 <= code <= 159:
            SIGNS[code] |= STEERING
        if 0x80 <= code <= 0x9F:
            SIGNS[code] |= LOST
    for code in (10, 11, 12, 13, 28, 29, 30, 0x85):
        SPACES[code] |= BREAK
    SIGNS[38] |= AMPERSAND
    SIGNS[0xA0] |= NO_BREAK


_fill()


cdef inline bint _is_composed(unsigned int c) noexcept nogil:
    """Whether no character before or behind it can change it under NFC: the twin's ranges."""
    return (
        0x4E00 <= c <= 0x9FFF or 0x2010 <= c <= 0x2027 or 0xAC00 <= c <= 0xD7A3 or 0x0400 <= c <= 0x0482 or 0x048A <= c <= 0x052F
        or 0x3001 <= c <= 0x3029 or 0x3041 <= c <= 0x3096 or 0x30A1 <= c <= 0x30FA or c == 0x30FC or 0xFF01 <= c <= 0xFFDC
        or 0x0620 <= c <= 0x064A or 0x05D0 <= c <= 0x05EA or 0x0E01 <= c <= 0x0E33 or 0x0391 <= c <= 0x03CE
        or 0x2030 <= c <= 0x205E or 0x20A0 <= c <= 0x20BF or c == 0x2122
    )


cdef inline bint _is_space(unsigned int c) noexcept nogil:
    if c < 256:
        return (SPACES[c] & SPACE) != 0
    return c >= 0x1680 and Py_UNICODE_ISSPACE(c)


cdef inline bint _is_break(unsigned int c) noexcept nogil:
    if 0x1E < c < 0x85:
        return False
    if c < 256:
        return (SPACES[c] & BREAK) != 0
    return c == 0x2028 or c == 0x2029


cdef int _signs(const char_t* chars, Py_ssize_t size) noexcept nogil:
    cdef int signs = 0
    cdef Py_ssize_t at
    cdef unsigned int c, before = 0, earlier = 0
    for at in range(size):
        c = chars[at]
        if c < 0x80:
            signs |= SIGNS[c]
            if before == c"?":
                if c"a" <= (c | 32) <= c"z":
                    signs |= HOLE
                elif c == c"?":
                    signs |= QUESTIONS
            elif c == c"?":
                if before == c" " and earlier == c"?":
                    signs |= QUESTIONS
                elif before == 0x951B or before == 0x9225 or before == 0x9286:
                    signs |= OMEN
        else:
            if c < 0x300:
                if c < 0x100:
                    signs |= SIGNS[c]
                    if c == 0xA0 and before >= 0x80 and before != 0xA0:
                        signs |= GLUED
                    elif before == 0xEF and (c == 0xBF or c == 0xBD):
                        signs |= OMEN
                    elif c == 0xC2 and before == c"?":
                        signs |= OMEN
            elif 0x4E00 <= c <= 0x9FFF:
                if before == c" " and earlier >= 0x80:
                    signs |= SPACED
                if c == 0x951F or c == 0x5699 or (c == 0x62F7 and before == 0x65A4):
                    signs |= OMEN
            else:
                if not _is_composed(c):
                    signs |= COMPOSING
                    if 0xD800 <= c <= 0xDFFF:
                        signs |= SURROGATE
                    elif c == 0xFFFD:
                        signs |= LOST | OMEN
                    elif c == 0xFEFF:
                        signs |= BYTE_ORDER
                elif (
                    (c == 0xC3D9 and before == 0x5360) or (c == 0xC619 and before == 0xC3D9) or (c == 0x0457 and before == 0x043F)
                    or (c == 0x017C and before == 0x010F) or (c == 0xFF7D and before == 0xFF7F) or (c == 0x040A and before == 0x044E)
                    or (c == 0xFF1F and (before == 0x951B or before == 0x9225 or before == 0x9286))
                ):
                    signs |= OMEN
            if before == c"?":
                signs |= HOLE
            elif before >= 0x80:
                signs |= PAIRED
                if c == 0x017C and before == 0x010F:
                    signs |= OMEN
        earlier = before
        before = c
    return signs


cdef Py_ssize_t _words(str text, const char_t* chars, Py_ssize_t size, Py_ssize_t endless, set beyond) except -1:
    """How many runs without white space there are; those with a character beyond ASCII go to ``beyond``."""
    cdef Py_ssize_t at, start = 0, count = 0
    cdef unsigned int c, every = 0
    for at in range(size):
        c = chars[at]
        if _is_space(c):
            if start < at:
                count += 1
                if every >= 0x80 and at - start < endless:
                    beyond.add(PyUnicode_Substring(text, start, at))
            start = at + 1
            every = 0
        else:
            every |= c
    if start < size:
        count += 1
        if every >= 0x80 and size - start < endless:
            beyond.add(PyUnicode_Substring(text, start, size))
    return count


def find_signs(str text):
    """The signs of a text, as ``mojibake.survey`` numbers them."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text)
    if kind == 1:
        return _signs(<const unsigned char*>data, size)
    if kind == 2:
        return _signs(<const unsigned short*>data, size)
    return _signs(<const unsigned int*>data, size)


def find_beyond(str text, Py_ssize_t endless):
    """(number of runs without white space, the set of those with a character beyond ASCII and fewer characters than ``endless``)."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text), count
    cdef set beyond = set()
    if kind == 1:
        count = _words(text, <const unsigned char*>data, size, endless, beyond)
    elif kind == 2:
        count = _words(text, <const unsigned short*>data, size, endless, beyond)
    else:
        count = _words(text, <const unsigned int*>data, size, endless, beyond)
    return count, beyond


cdef int _sample(
    str text, const char_t* chars, Py_ssize_t size, Py_ssize_t step, dict homes, object alphabet_of, list letters, list found, Py_ssize_t most
) except -1:
    cdef Py_ssize_t at, start = 0, count = 0, plain = 0, length, code
    cdef Py_ssize_t starts[SAMPLED]
    cdef Py_ssize_t lengths[SAMPLED]
    cdef int order[SAMPLED]
    cdef int places[SIZES + 1]
    cdef int held = 0, number, other
    cdef unsigned int c = 0, every = 0
    cdef bint small = True
    for at in range(size + 1):
        if at < size:
            c = chars[at]
            if not _is_space(c):
                every |= c
                small &= c"a" <= c <= c"z"
                continue
        if start < at:
            if count % step == 0:
                length = at - start
                code = -1
                if every < 0x80:
                    plain += length
                    if small:
                        code = 0
                else:
                    word = PyUnicode_Substring(text, start, at)
                    home = homes.get(word)
                    if home is None:
                        plain += length
                    elif home == 2:  # EAST
                        letters[1] += 3 * length
                    elif home > 2:
                        code = alphabet_of(home)
                        letters[code + 2] += length
                        if code > 0:
                            found[code].append(word)
                if code == 0:
                    if held == SAMPLED:
                        raise ValueError("the step is too small")
                    starts[held] = start
                    lengths[held] = length
                    held += 1
            count += 1
        start = at + 1
        every = 0
        small = True
    letters[0] += plain
    # By length, those of one length in their order: first counted, then what was too long to count is put right.
    memset(places, 0, sizeof(places))
    for number in range(held):
        places[min(lengths[number], SIZES - 1) + 1] += 1
    for number in range(SIZES):
        places[number + 1] += places[number]
    for number in range(held):
        length = min(lengths[number], SIZES - 1)
        order[places[length]] = number
        places[length] += 1
    for number in range(1, held):
        other = number
        while other > 0 and lengths[order[other - 1]] > lengths[order[other]]:
            order[other - 1], order[other] = order[other], order[other - 1]
            other -= 1
    cdef list chosen = found[0]
    for number in range(held // 3, min(held, held // 3 + most)):
        other = order[number]
        chosen.append(PyUnicode_Substring(text, starts[other], starts[other] + lengths[other]))
    return 0


def sample_words(str text, Py_ssize_t step, dict homes, object alphabet_of, int alphabets, Py_ssize_t most):
    """Of every ``step``-th word: (characters of words without a home, of Chinese ones three times, of those of each alphabet; the words of
    each alphabet beyond ASCII). Of the first alphabet, the Latin, the words in small letters are among them, and only the ``most`` shortest
    without the shortest third, in the order of their length."""
    if step < 1:
        raise ValueError("the step is too small")
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text)
    cdef list letters = [0] * (alphabets + 2), found = [[] for _ in range(alphabets)]
    if kind == 1:
        _sample(text, <const unsigned char*>data, size, step, homes, alphabet_of, letters, found, most)
    elif kind == 2:
        _sample(text, <const unsigned short*>data, size, step, homes, alphabet_of, letters, found, most)
    else:
        _sample(text, <const unsigned int*>data, size, step, homes, alphabet_of, letters, found, most)
    return letters, found


def find_nearest(list rows, Py_ssize_t width, double near):
    """The columns whose sum over the rows (bytes of ``width`` 32-bit floats each) is at most ``near`` above the least, summed in order."""
    cdef float sums[COLUMNS]
    cdef Py_ssize_t column
    cdef const float* row
    cdef double least
    if not 0 < width <= COLUMNS:
        raise ValueError("too many columns")
    memset(sums, 0, sizeof(sums))
    for data in rows:
        if len(<bytes?>data) != width * <Py_ssize_t>sizeof(float):
            raise ValueError("a row of another width")
        row = <const float*>PyBytes_AS_STRING(data)
        for column in range(width):
            sums[column] += row[column]
    least = sums[0]
    for column in range(width):
        least = min(least, <double>sums[column])
    return [column for column in range(width) if <double>sums[column] <= least + near]


cdef list _lines(const char_t* chars, Py_ssize_t size, object line):
    cdef Py_ssize_t at = 0, start = 0, number = 0
    cdef unsigned int c
    cdef list found = []
    while at < size:
        c = chars[at]
        if _is_break(c):
            found.append(PyTuple_Type.tp_new(line, ((number, start, at),), NULL))
            number += 1
            if c == c"\r" and at + 1 < size and chars[at + 1] == c"\n":
                at += 1
            start = at + 1
        at += 1
    if start < size:
        found.append(PyTuple_Type.tp_new(line, ((number, start, size),), NULL))
    return found


def split_lines(str text, type line not None):
    """Every line as a tuple of the class ``line``: (number, start, end without its break), as ``str.splitlines`` parts them."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text)
    if kind == 1:
        return tuple(_lines(<const unsigned char*>data, size, line))
    if kind == 2:
        return tuple(_lines(<const unsigned short*>data, size, line))
    return tuple(_lines(<const unsigned int*>data, size, line))
