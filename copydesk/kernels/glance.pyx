# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""Where words are at home: the sums of their letter pairs and the neighbours that stand side by side in them, word by word."""

from unicodedata import normalize

from cpython.unicode cimport PyUnicode_READ_CHAR

import numpy as np

cdef enum:
    WIDEST = 64  # languages of one script


cdef class Weigher:
    """The tables of ``mojibake.glance.Glance``, by the names they have there; whoever makes one hands over tables that fit together."""

    cdef const unsigned char[::1] kind, owner, letters, signs, east
    cdef const unsigned short[::1] letter
    cdef const unsigned char[:, ::1] bad
    cdef const int[:, ::1] rows, pair
    cdef const unsigned long long[::1] strange
    cdef list offsets, widths, per_letter
    cdef object elision, english, is_english
    cdef double per_word, limit
    cdef int space, dash, apostrophe, rare, dense

    def __init__(self, tables, names, numbers, elision, english, is_english):
        (self.kind, self.letter, self.owner, self.letters, self.signs, self.east, self.bad, self.rows, self.pair, self.strange) = tables
        (self.space, self.dash, self.apostrophe, self.rare, self.dense, self.per_word, self.limit) = numbers
        self.offsets, self.widths, self.per_letter = names
        self.elision, self.english, self.is_english = elision, english, is_english
        count = self.owner.shape[0]
        kinds = self.bad.shape[0]
        fits = (
            self.kind.shape[0] == self.letter.shape[0] == 0x10000
            and np.max(self.letter) < count == self.strange.shape[0] == self.pair.shape[0] == self.pair.shape[1]
            and np.max(self.kind) < kinds == self.bad.shape[1] == self.letters.shape[0] == self.signs.shape[0] == self.east.shape[0]
            and np.min(self.pair) >= 0 and np.max(self.pair) < self.rows.shape[0]
            and max(self.widths) <= min(self.rows.shape[1], <Py_ssize_t>WIDEST)
            and np.max(self.owner) < len(self.offsets) == len(self.widths) == len(self.per_letter)
        )
        if not fits:
            raise ValueError("the tables do not fit together")

    def weigh(self, list words, double slack, list spent):
        """The homes of the words as bits; ``spent`` is a list as long to take the bits of each word's pairs, or None."""
        return [self._home(words[i], slack, spent, i) for i in range(len(words))]

    cdef object _home(self, str given, double slack, list spent, Py_ssize_t number):
        cdef Py_ssize_t size, at, spots = 0, nearest = -1, second = -1
        cdef unsigned int code
        cdef int kind, before = self.space, earlier = self.space, top = 0, owner, last = 0
        cdef bint bad = False, elided = False, east = False, close = False
        cdef str word = given
        if not word.isascii():
            for char in word:
                if 0x300 <= <Py_UCS4>char <= 0x36F:
                    word = normalize("NFC", word)
                    break
        size = len(word)
        # The breaks on both sides of the word are white space.
        for at in range(size + 1):
            code = min(PyUnicode_READ_CHAR(word, at), <Py_UCS4>0xFFFF) if at < size else 10
            kind = self.kind[code]
            owner = self.owner[self.letter[code]]
            if self.bad[before, kind] or (owner != last and owner > 0 and last > 0):
                bad = True
            if at > 1 and self.letters[earlier] and (
                (self.signs[before] and self.letters[kind]) or (before == self.dash and kind == self.space)
            ):
                bad = True
            if at > 1 and self.letters[earlier] and before == self.apostrophe and self.letters[kind]:
                elided = True
            if code > 0x7F and owner > top:
                top = owner
            if self.east[kind]:
                east = True
            if kind == self.rare:
                if spots and at - nearest <= 6:
                    close = True
                if spots > 1 and at - second <= 10:
                    bad = True
                second, nearest = nearest, at
                spots += 1
            earlier, before, last = before, kind, owner
        if bad or (close and self.dense * spots >= size + 1):
            return 0
        if not top and elided:
            top = 1
        home = (2 if east else 1) if not top else self._sum(word, size, top, slack, spent, number)
        if elided:
            home &= self.elision
            if not self.is_english(given):
                home &= ~self.english
        return home

    cdef object _sum(self, str word, Py_ssize_t size, int code, double slack, list spent, Py_ssize_t number):
        cdef int sums[WIDEST]
        cdef int width = self.widths[code], column, count = 0, pieces = 0, own, before = 0, most, least
        cdef Py_ssize_t at
        cdef unsigned long long strange = 0, mask = 0
        cdef const int* row
        cdef double per_letter = self.per_letter[code]
        for column in range(width):
            sums[column] = 0
        for at in range(size + 1):
            own = self.letter[min(PyUnicode_READ_CHAR(word, at), <Py_UCS4>0xFFFF)] if at < size else 0
            if own and self.owner[own] != code:
                own = 0
            if own or before:
                row = &self.rows[self.pair[before, own], 0]
                for column in range(width):
                    sums[column] += row[column]
                count += own > 0
                pieces += own > 0 and before == 0
                strange |= self.strange[own]
            before = own
        most = <int>(8 * ((per_letter + slack) * count + self.per_word * pieces + self.limit))
        least = sums[0]
        for column in range(width):
            if sums[column] <= most:
                mask |= 1ULL << column
            least = min(least, sums[column])
        if spent is not None:
            spent[number] = least / 8.0
        return (mask & ~strange) << <object>self.offsets[code]


def count_votes(list homes, Py_ssize_t offset, Py_ssize_t width):
    """How many of the homes have each of ``width`` bits, from bit ``offset`` on."""
    cdef Py_ssize_t votes[WIDEST]
    cdef Py_ssize_t column
    cdef unsigned long long bits
    if not 0 < width <= WIDEST:
        raise ValueError("too many languages")
    for column in range(width):
        votes[column] = 0
    cdef object one = 1
    all_of_them = (one << width) - 1
    for home in homes:
        bits = (home >> offset) & all_of_them
        for column in range(width):
            votes[column] += (bits >> column) & 1
    return [votes[column] for column in range(width)]
