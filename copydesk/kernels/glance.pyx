# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""Where words are at home: the sums of their letter pairs and the neighbours that stand side by side in them, word by word;
and the words of a whole text that tell its languages."""

from unicodedata import normalize

from cpython.bytes cimport PyBytes_AS_STRING
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ_CHAR, PyUnicode_Substring
from libc.string cimport memset

import numpy as np

from copydesk.kernels.text cimport Py_UNICODE_ISSPACE, char_t

cdef enum:
    WIDEST = 64  # languages of one script
    SAMPLED = 512  # words of a sample, at most
    SIZES = 32  # lengths of words that are counted apart when they are put in order

cdef struct Sample:
    int held
    Py_ssize_t starts[SAMPLED]
    Py_ssize_t lengths[SAMPLED]
    bint plain[SAMPLED]
    int order[SAMPLED]


cdef class Weigher:
    """The tables of ``mojibake.glance.Glance``, by the names they have there; whoever makes one hands over tables that fit together."""

    cdef const unsigned char[::1] kind, owner, letters, signs, east
    cdef const unsigned short[::1] letter
    cdef const unsigned char[:, ::1] bad
    cdef const int[:, ::1] rows, pair
    cdef const unsigned long long[::1] strange
    cdef const unsigned char[:, ::1] small
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
        # The rows of pairs of small ASCII letters once more, a line of the cache each; 0 stands for the break of a word.
        numbers = [0, *[self.letter[code] for code in range(97, 123)]]
        pairs = np.asarray(self.pair)[np.ix_(numbers, numbers)].ravel()
        few = np.asarray(self.rows)[pairs, : self.widths[1]]
        if few.min() < 0 or few.max() > 255:
            raise ValueError("the tables do not fit together")
        small = np.zeros((len(pairs), WIDEST), np.uint8)
        small[:, : self.widths[1]] = few
        self.small = small

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


    def look(self, str text, Py_ssize_t endless, dict known):
        """(number of runs without white space, those beyond ASCII that are not at home everywhere, those not known yet); runs from
        ``endless`` on are no words."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text), count
        cdef set odd = set(), fresh = set()
        if kind == 1:
            count = _look(text, <const unsigned char*>data, size, endless, known, odd, fresh)
        elif kind == 2:
            count = _look(text, <const unsigned short*>data, size, endless, known, odd, fresh)
        else:
            count = _look(text, <const unsigned int*>data, size, endless, known, odd, fresh)
        return count, odd, fresh

    def sample(self, str text, Py_ssize_t step, dict known, dict alphabets, glance, Py_ssize_t most, double near):
        """Of every ``step``-th word: characters of words without a home, of Chinese ones three times, of those of each alphabet; the homes
        of the words of each alphabet but the Latin; the bits of the Latin languages that cost at most ``near`` more than the cheapest for
        the ``most`` shortest of the Latin words (in small letters, or beyond ASCII) without the shortest third."""
        if step < 1:
            raise ValueError("the step is too small")
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text)
        cdef list letters = [0] * (len(self.offsets) + 1), found = [[] for _ in self.offsets[1:]]
        cdef Sample some
        some.held = 0
        if kind == 1:
            _sample(text, <const unsigned char*>data, size, step, known, alphabets, glance, letters, found, &some)
        elif kind == 2:
            _sample(text, <const unsigned short*>data, size, step, known, alphabets, glance, letters, found, &some)
        else:
            _sample(text, <const unsigned int*>data, size, step, known, alphabets, glance, letters, found, &some)
        return letters, found, self._find_cheapest(text, &some, glance, most, near)

    cdef object _find_cheapest(self, str text, Sample* some, glance, Py_ssize_t most, double near):
        cdef double sums[WIDEST]
        cdef int pairs[WIDEST]
        cdef int width = self.widths[1], column, own, before
        cdef Py_ssize_t number, word, at
        cdef const unsigned char* row
        cdef const double* costs
        cdef double least
        cdef unsigned long long mask = 0
        if not some.held:
            return 0
        _put_in_order(some)
        for column in range(width):
            sums[column] = 0.0
        for number in range(some.held // 3, min(some.held, some.held // 3 + most)):
            word = some.order[number]
            if some.plain[word]:
                for column in range(width):
                    pairs[column] = 0
                before = 0
                for at in range(some.lengths[word] + 1):
                    own = <int>PyUnicode_READ_CHAR(text, some.starts[word] + at) - 96 if at < some.lengths[word] else 0
                    row = &self.small[27 * before + own, 0]
                    for column in range(width):
                        pairs[column] += row[column]
                    before = own
                for column in range(width):
                    sums[column] += pairs[column] / 8.0
                continue
            costs_of = glance.bits_of(PyUnicode_Substring(text, some.starts[word], some.starts[word] + some.lengths[word]))
            if len(<bytes?>costs_of) != width * <Py_ssize_t>sizeof(double):
                raise ValueError("a row of another width")
            costs = <const double*>PyBytes_AS_STRING(costs_of)
            for column in range(width):
                sums[column] += costs[column]
        least = sums[0]
        for column in range(width):
            least = min(least, sums[column])
        for column in range(width):
            if sums[column] <= least + near:
                mask |= 1ULL << column
        return <object>mask << <object>self.offsets[1]


cdef enum:
    SPACE = 1
    SMALL = 2  # letters of ASCII

cdef unsigned char CLASSES[256]


cdef void _fill():
    cdef int code
    for code in range(256):
        CLASSES[code] = SPACE if Py_UNICODE_ISSPACE(code) else SMALL if 97 <= code <= 122 else 0


_fill()


cdef inline Py_ssize_t _find_end(const char_t* chars, Py_ssize_t at, Py_ssize_t size, unsigned int* every, int* common) noexcept nogil:
    """Where the run without white space ends that goes on at a place; the bits of its characters and the class that all have are added."""
    cdef unsigned int c, bits = 0
    cdef int shared = SMALL
    while at < size:
        c = chars[at]
        if c < 256:
            if CLASSES[c] == SPACE:
                break
            shared &= CLASSES[c]
        else:
            if Py_UNICODE_ISSPACE(c):
                break
            shared = 0
        bits |= c
        at += 1
    every[0] = bits
    common[0] = shared
    return at


cdef Py_ssize_t _look(
    str text, const char_t* chars, Py_ssize_t size, Py_ssize_t endless, dict known, set odd, set fresh
) except -1:
    cdef Py_ssize_t end, start = 0, count = 0
    cdef unsigned int every = 0
    cdef int common = 0
    while start < size:
        end = _find_end(chars, start, size, &every, &common)
        if end > start:
            count += 1
            if every >= 0x80 and end - start < endless:
                word = PyUnicode_Substring(text, start, end)
                home = known.get(word)
                if home is None:
                    fresh.add(word)
                elif home != 1:  # ANYWHERE
                    odd.add(word)
        start = end + 1
    return count


cdef int _sample(
    str text, const char_t* chars, Py_ssize_t size, Py_ssize_t step, dict known, dict alphabets, glance, list letters, list found, Sample* some
) except -1:
    cdef Py_ssize_t end, start = 0, begun, skipped = step - 1, plain = 0, length, code
    cdef unsigned int every = 0
    cdef int common = 0
    while start < size:
        end = _find_end(chars, start, size, &every, &common)
        length = end - start
        start, begun = end + 1, start
        if not length:
            continue
        skipped += 1
        if skipped == step:
            skipped = 0
            code = -1
            home = known.get(PyUnicode_Substring(text, begun, end)) if every >= 0x80 else None
            if home is None:
                plain += length
                if common == SMALL:
                    code = 0
            elif home == 2:  # EAST
                letters[1] += 3 * length
            elif home > 2:
                alphabet = alphabets.get(home)
                code = glance.alphabet_of(home) if alphabet is None else alphabet
                letters[code + 2] += length
                if code > 0:
                    found[code].append(home)
            if code == 0:
                if some.held == SAMPLED:
                    raise ValueError("the step is too small")
                some.starts[some.held] = begun
                some.lengths[some.held] = length
                some.plain[some.held] = every < 0x80
                some.held += 1
    letters[0] += plain
    return 0


cdef void _put_in_order(Sample* some) noexcept nogil:
    """By length, those of one length in their order: first counted, then what was too long to count is put right."""
    cdef int places[SIZES + 1]
    cdef int number, other
    cdef Py_ssize_t length
    memset(places, 0, sizeof(places))
    for number in range(some.held):
        places[min(some.lengths[number], <Py_ssize_t>SIZES - 1) + 1] += 1
    for number in range(SIZES):
        places[number + 1] += places[number]
    for number in range(some.held):
        length = min(some.lengths[number], <Py_ssize_t>SIZES - 1)
        some.order[places[length]] = number
        places[length] += 1
    for number in range(1, some.held):
        other = number
        while other > 0 and some.lengths[some.order[other - 1]] > some.lengths[some.order[other]]:
            some.order[other - 1], some.order[other] = some.order[other], some.order[other - 1]
            other -= 1


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
