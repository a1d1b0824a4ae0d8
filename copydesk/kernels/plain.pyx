# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""Counts the function words of a text of Latin letters, and the stretches of words without one."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND

from copydesk.kernels.text cimport char_t

cdef enum:
    SLOTS = 2048
    LETTERS = 8  # of the longest word
    OWN = 1
    FOREIGN = 2


cdef inline unsigned int _slot(unsigned long long key) noexcept nogil:
    return <unsigned int>((key * 0x9E3779B97F4A7C15ULL) >> 53)


cdef class Words:
    """Two sets of words, in small letters of ASCII and of eight at most: the language's own and foreign ones."""

    cdef unsigned long long keys[SLOTS]
    cdef unsigned char kinds[SLOTS]

    def __init__(self, own, foreign):
        cdef unsigned int slot, place
        cdef unsigned long long key
        for place in range(<unsigned int>SLOTS):
            self.keys[place] = 0
        if len(own) + len(foreign) > SLOTS // 2:
            raise ValueError("too many words")
        for kind, words in ((OWN, own), (FOREIGN, foreign)):
            for word in words:
                if not 0 < len(word) <= LETTERS or not word.isascii():
                    raise ValueError(f"not a word of at most {LETTERS} letters of ASCII: {word}")
                key = 0
                for letter in word.encode():
                    key = key << 8 | <unsigned long long>letter
                slot = _slot(key)
                while self.keys[slot]:
                    slot = (slot + 1) % SLOTS
                self.keys[slot] = key
                self.kinds[slot] = kind

    cdef inline int _kind(self, unsigned long long key) noexcept nogil:
        cdef unsigned int slot = _slot(key)
        while self.keys[slot]:
            if self.keys[slot] == key:
                return self.kinds[slot]
            slot = (slot + 1) % SLOTS
        return 0

    def count(self, str text, Py_ssize_t long):
        """(words, own ones, foreign ones, words in stretches of at least ``long`` without an own one), or None where the text has a
        character that may be a letter of another script. A single letter is no word."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text)
        cdef Py_ssize_t found[4]
        cdef bint latin
        if kind == 1:
            latin = self._count(<const unsigned char*>data, size, long, found)
        elif kind == 2:
            latin = self._count(<const unsigned short*>data, size, long, found)
        else:
            latin = self._count(<const unsigned int*>data, size, long, found)
        return (found[0], found[1], found[2], found[3]) if latin else None

    cdef bint _count(self, const char_t* chars, Py_ssize_t size, Py_ssize_t long, Py_ssize_t* found) noexcept nogil:
        cdef Py_ssize_t at, words = 0, own = 0, foreign = 0, lone = 0, run = 0, length = 0
        cdef unsigned int c
        cdef unsigned long long key = 0
        cdef int kind
        cdef bint beyond = False
        for at in range(size + 1):
            c = chars[at] if at < size else 0
            if c < 0x80:
                if c"a" <= (c | 32) <= c"z":
                    length += 1
                    key = key << 8 | (c | 32)
                    continue
            elif c >= 0xC0:
                if c < 0x250:
                    if c != 0xD7 and c != 0xF7:
                        length += 1
                        beyond = True
                        continue
                elif not (
                    0x2010 <= c <= 0x205E or 0x20A0 <= c <= 0x20BF or 0x2100 <= c <= 0x214F or 0x2190 <= c <= 0x27BF or c == 0xFE0F
                    or 0x1F300 <= c <= 0x1FAFF
                ):
                    return False
            elif c < 0xA0:
                return False
            if length > 1:
                words += 1
                kind = 0 if beyond or length > LETTERS else self._kind(key)
                if kind == OWN:
                    own += 1
                    if run >= long:
                        lone += run
                    run = 0
                else:
                    run += 1
                    foreign += kind == FOREIGN
            length = 0
            key = 0
            beyond = False
        if run >= long:
            lone += run
        found[0], found[1], found[2], found[3] = words, own, foreign, lone
        return True
