# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""One pass over a text: its signs of damage, and its lines. The numbers of the signs are those of ``mojibake.survey``."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.string cimport memset

from copydesk.kernels.text cimport Py_UNICODE_ISSPACE, char_t, make_tuple

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


cdef list _lines(const char_t* chars, Py_ssize_t size, object line):
    cdef Py_ssize_t at = 0, start = 0, number = 0
    cdef unsigned int c
    cdef list found = []
    while at < size:
        c = chars[at]
        if _is_break(c):
            found.append(make_tuple(line, (number, start, at)))
            number += 1
            if c == c"\r" and at + 1 < size and chars[at + 1] == c"\n":
                at += 1
            start = at + 1
        at += 1
    if start < size:
        found.append(make_tuple(line, (number, start, size)))
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
