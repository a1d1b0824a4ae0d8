# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""Which of many words stand in a text, in one walk over its characters. A word is only looked for where every two letters that follow one
another in it do so in the text, which rules most of them out."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ
from libc.string cimport memset

from copydesk.kernels.text cimport char_t


cdef struct Figures:
    int stem, most, four_and_one


cdef void _walk(const char_t* text, Py_ssize_t size, unsigned char* pairs, Figures* found) noexcept nogil:
    """Notes every two characters of ASCII that follow one another (``first << 7 | second``), *ument*, and runs of digits."""
    cdef Py_ssize_t at, end = -2, four = -2
    cdef unsigned int last = 0, c
    cdef int run = 0
    for at in range(size):
        c = text[at]
        if c >= 0x80:
            last = 0
            continue
        pairs[last << 7 | c] = 1
        last = c
        if (c | 32) == 116:
            if at >= 4 and (text[at - 1] | 32) == 110 and (text[at - 2] | 32) == 101 and (text[at - 3] | 32) == 109:
                found.stem |= (text[at - 4] | 32) == 117
        elif 48 <= c <= 57:
            if end == at - 1:
                run += 1
            else:
                four = end if run >= 4 else -2
                run = 1
                if four == at - 2 and text[at - 1] == 32 and at + 1 < size and text[at + 1] == 32:
                    found.four_and_one = 1
            end = at
            found.most = run if run > found.most else found.most


cdef int _may_hold(const unsigned char* pairs, str word):
    """Whether the text has each two characters of ASCII that follow one another in the word."""
    cdef Py_ssize_t at
    cdef unsigned int last = 0x80, c
    for at in range(PyUnicode_GET_LENGTH(word)):
        c = PyUnicode_READ(PyUnicode_KIND(word), PyUnicode_DATA(word), at)
        if c < 0x80 and last < 0x80 and not pairs[last << 7 | c]:
            return 0
        last = c
    return 1


def find_words(str text, tuple words):
    """The words that stand in the text as bits, the first one's lowest; then whether *ument* does, whatever its case; whether six digits
    of ASCII follow one another; whether eight do; and whether four stand before a space, a digit and a space."""
    cdef unsigned char pairs[0x4000]
    cdef Figures figures
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text)
    cdef int kind = PyUnicode_KIND(text)
    memset(pairs, 0, sizeof(pairs))
    memset(&figures, 0, sizeof(figures))
    if kind == 1:
        _walk(<const unsigned char*>PyUnicode_DATA(text), size, pairs, &figures)
    elif kind == 2:
        _walk(<const unsigned short*>PyUnicode_DATA(text), size, pairs, &figures)
    else:
        _walk(<const unsigned int*>PyUnicode_DATA(text), size, pairs, &figures)
    found, bit = 0, 1
    for word in words:
        if _may_hold(pairs, word) and word in text:
            found |= bit
        bit <<= 1
    return found, bool(figures.stem), figures.most >= 6, figures.most >= 8, bool(figures.four_and_one)
