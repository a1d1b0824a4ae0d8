# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""Words as numbers: a vocabulary that grows with the texts, and what the lexicon says of a run of its words."""

from cpython.bytes cimport PyBytes_AS_STRING
from cpython.list cimport PyList_GET_ITEM
from cpython.object cimport PyObject
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ, PyUnicode_Substring
from libc.stdint cimport int32_t, int64_t, uint8_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memcpy

cdef extern from *:
    void __builtin_prefetch(const void *) nogil

# What an entry of the lexicon counts for; the last three are counts of two bits each.
cdef enum:
    SURE = 1 << 0
    TOPIC = 1 << 1
    OFFER = 1 << 2
    PUSH = 1 << 3
    TELLING = 1 << 4
    PRAISE = 5
    VOICE = 7
    HOUSE = 9
cdef enum:
    ROOM = 1 << 10  # places at first
    BRIEFEST = 8  # letters of the longest word that a document's commonest are made of
    AHEAD = 64  # words that are cut before they are looked up
    PAIRS = 60000  # pairs of words that are remembered

cdef uint64_t FACTOR = 0x9E3779B97F4A7C15
cdef uint64_t SALT = hash(b"vocabulary") & 0xFFFFFFFFFFFFFFFF

cdef struct Token:
    uint64_t digest
    Py_ssize_t start, end

cdef uint64_t mix(uint64_t number) noexcept nogil:
    number = (number ^ SALT) * FACTOR
    number = (number ^ number >> 29) * <uint64_t> 0xBF58476D1CE4E5B9
    return number ^ number >> 32


cdef uint64_t digest(int kind, void *data, Py_ssize_t start, Py_ssize_t end) noexcept:
    cdef uint64_t number = SALT
    cdef Py_ssize_t at
    for at in range(start, end):
        number = (number ^ <uint64_t> <Py_UCS4> PyUnicode_READ(kind, data, at)) * FACTOR
    return number ^ number >> 32


cdef Py_ssize_t find_room(Py_ssize_t count) noexcept nogil:
    """A power of two, at least twice the count."""
    cdef Py_ssize_t room = 16
    while room < 2 * count:
        room *= 2
    return room


cdef Count *find_place(Count *counts, Py_ssize_t room, Py_ssize_t word) noexcept nogil:
    """Where the word is counted in a table with so many places, or is to be: it is written there."""
    cdef Py_ssize_t at = <Py_ssize_t> (mix(word) & (room - 1))
    while counts[at].word and counts[at].word != word + 1:
        at = (at + 1) & (room - 1)
    counts[at].word = <int32_t> (word + 1)
    return &counts[at]


cdef class Vocabulary:
    """Words by number. ``describe(word)`` says of a new one what it is (bits), its row among the small words or -1, and what it is booked
    as, ``(bits, families with their weights)``, or None. ``opens(word, next)``: None where no phrase begins with these
    two; else what ``find_phrase`` would say where no third word is part of one, and the words that may be, or True where any may.
    ``find_phrase(words, at)``: how many words the phrase at that place has, and as what it is booked. ``inner``: for each code point 1 if
    it stands in words, 2 if it may follow an apostrophe. ``tongues``: the numbers of the ``languages`` that each small word is of, those
    of a row from its place in ``starts`` to the next."""

    def __cinit__(self):
        self.known = NULL
        self.places = NULL

    def __init__(self, describe, opens, find_phrase, bytes inner not None, const int32_t[::1] starts not None,
                 const int32_t[::1] tongues not None, Py_ssize_t languages):
        cdef Py_ssize_t at
        for at in range(starts.shape[0] - 1):
            if not 0 <= starts[at] <= starts[at + 1] <= tongues.shape[0]:
                raise ValueError("the small words are in no order")
        for at in range(tongues.shape[0]):
            if not 0 <= tongues[at] < languages:
                raise ValueError("there is no such language")
        self.describe, self.opens, self.find_phrase, self.inner = describe, opens, find_phrase, inner
        self.opened = {}
        self.starts, self.tongues, self.languages = starts, tongues, languages
        self.words, self.booked = [], []
        self.size, self.room = 0, ROOM
        self.held = ROOM // 2
        free(self.places)
        free(self.known)
        self.places = <int32_t *> calloc(self.room, sizeof(int32_t))
        self.known = <Word *> malloc(self.held * sizeof(Word))
        if self.places == NULL or self.known == NULL:
            raise MemoryError

    def __dealloc__(self):
        free(self.known)
        free(self.places)

    def __len__(self):
        return self.size

    cdef Py_ssize_t find(self, int kind, void *data, Py_ssize_t start, Py_ssize_t end, uint64_t number) noexcept:
        """The number of a word that is known, else -1."""
        cdef Py_ssize_t mask = self.room - 1, at = <Py_ssize_t> (number >> 20) & mask, index, i
        cdef PyObject *held
        cdef int other
        cdef void *chars
        while self.places[at]:
            index = self.places[at] - 1
            if self.known[index].digest == number and self.known[index].size:
                if self.known[index].size == end - start:
                    i = 0
                    while i < end - start and self.known[index].text[i] == <Py_UCS4> PyUnicode_READ(kind, data, start + i):
                        i += 1
                    if i == end - start:
                        return index
            elif self.known[index].digest == number:
                held = <PyObject *> PyList_GET_ITEM(self.words, index)
                if PyUnicode_GET_LENGTH(<object> held) == end - start:
                    other, chars = PyUnicode_KIND(<object> held), PyUnicode_DATA(<object> held)
                    i = 0
                    while i < end - start and PyUnicode_READ(other, chars, i) == PyUnicode_READ(kind, data, start + i):
                        i += 1
                    if i == end - start:
                        return index
            at = (at + 1) & mask
        return -1

    cdef Py_ssize_t number(self, str text, Py_ssize_t start, Py_ssize_t end, uint64_t number) except -1:
        """The number of the word that stands there, with that digest, learnt if need be."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void *data = PyUnicode_DATA(text)
        cdef Py_ssize_t index = self.find(kind, data, start, end, number)
        if index >= 0:
            return index
        word = PyUnicode_Substring(text, start, end)
        code, row, booked = self.describe(word)
        index = self.find(kind, data, start, end, number)  # describing may have let another in
        return index if index >= 0 else self.add(word, number, code, row, booked)

    cdef Py_ssize_t add(self, str word, uint64_t number, int code, Py_ssize_t row, booked) except -1:
        cdef Py_ssize_t index, room = 2 * self.room
        cdef void *more
        if row + 1 >= self.starts.shape[0]:
            raise ValueError("there is no such small word")
        if self.size == self.held:
            more = realloc(self.known, 2 * self.held * sizeof(Word))
            if more == NULL:
                raise MemoryError
            self.known, self.held = <Word *> more, 2 * self.held
            more = calloc(room, sizeof(int32_t))
            if more == NULL:
                raise MemoryError
            free(self.places)
            self.places, self.room = <int32_t *> more, room
            for index in range(self.size):
                self.put(index)
        index = self.size
        self.words.append(word)
        self.booked.append(booked)
        self.known[index].digest, self.known[index].row = number, <int32_t> max(-1, row)
        self.known[index].code, self.known[index].flags, self.known[index].size = <uint8_t> code, look_at(word), 0
        if PyUnicode_GET_LENGTH(word) <= HELD and PyUnicode_KIND(word) == 1:
            self.known[index].size = <uint8_t> PyUnicode_GET_LENGTH(word)
            memcpy(self.known[index].text, PyUnicode_DATA(word), PyUnicode_GET_LENGTH(word))
        self.size += 1
        self.put(index)
        return index

    cdef void put(self, Py_ssize_t index) noexcept:
        cdef Py_ssize_t mask = self.room - 1, at = <Py_ssize_t> (self.known[index].digest >> 20) & mask
        while self.places[at]:
            at = (at + 1) & mask
        self.places[at] = <int32_t> (index + 1)

    cdef void add_tongues(self, Py_ssize_t index, Py_ssize_t often, int64_t[::1] spoken) noexcept:
        cdef Py_ssize_t row = self.known[index].row, at
        if row >= 0:
            for at in range(self.starts[row], self.starts[row + 1]):
                spoken[self.tongues[at]] += often

    cdef bint is_of(self, Py_ssize_t index, Py_ssize_t tongue) noexcept:
        """Is the word a small one of the language?"""
        cdef Py_ssize_t row = self.known[index].row, at
        if row >= 0:
            for at in range(self.starts[row], self.starts[row + 1]):
                if self.tongues[at] == tongue:
                    return True
        return False

    cdef Py_ssize_t read(self, text, int32_t **numbers) except -2:
        """The numbers of the words of a folded text, or of a list of words, which the caller frees; -1 (and none) where a character of the
        text is not in the table."""
        cdef const uint8_t *inner = <const uint8_t *> PyBytes_AS_STRING(self.inner)
        cdef Py_ssize_t size = len(self.inner), n = len(text), at = 0, count = 0, many, k
        cdef Token tokens[AHEAD]
        cdef uint64_t number
        cdef int kind
        cdef void *data
        cdef Py_UCS4 c
        numbers[0] = <int32_t *> malloc((n + 1) * sizeof(int32_t))
        if numbers[0] == NULL:
            raise MemoryError
        try:
            if isinstance(text, list):
                for word in <list> text:
                    numbers[0][count] = <int32_t> self.number(word, 0, len(word), digest(PyUnicode_KIND(word), PyUnicode_DATA(word), 0, len(word)))
                    count += 1
                return count
            kind, data = PyUnicode_KIND(text), PyUnicode_DATA(text)
            while at < n:
                many = 0
                while at < n and many < AHEAD:
                    c = PyUnicode_READ(kind, data, at)
                    if c >= <Py_UCS4> size:
                        free(numbers[0])
                        numbers[0] = NULL
                        return -1
                    if not inner[c] & 1:
                        at += 1
                        continue
                    tokens[many].start = at
                    number = SALT
                    while at < n and is_inner(inner, size, PyUnicode_READ(kind, data, at), 1):
                        number = (number ^ <uint64_t> <Py_UCS4> PyUnicode_READ(kind, data, at)) * FACTOR
                        at += 1
                    c = PyUnicode_READ(kind, data, at) if at + 1 < n else 0
                    if c in (0x27, 0x2019) and is_inner(inner, size, PyUnicode_READ(kind, data, at + 1), 2):
                        number = (number ^ <uint64_t> c) * FACTOR
                        at += 1
                        while at < n and is_inner(inner, size, PyUnicode_READ(kind, data, at), 2):
                            number = (number ^ <uint64_t> <Py_UCS4> PyUnicode_READ(kind, data, at)) * FACTOR
                            at += 1
                    number ^= number >> 32
                    tokens[many].end, tokens[many].digest = at, number
                    __builtin_prefetch(&self.places[<Py_ssize_t> (number >> 20) & (self.room - 1)])
                    many += 1
                for k in range(many):
                    __builtin_prefetch(&self.known[max(0, self.places[<Py_ssize_t> (tokens[k].digest >> 20) & (self.room - 1)] - 1)])
                for k in range(many):
                    numbers[0][count] = <int32_t> self.number(text, tokens[k].start, tokens[k].end, tokens[k].digest)
                    count += 1
            return count
        except BaseException:
            free(numbers[0])
            numbers[0] = NULL
            raise


    def part(self, list parts not None):
        """The words of every folded part that has any, or None where a character is in no table."""
        cdef int32_t *numbers = NULL
        cdef Py_ssize_t n, at
        cdef list found = []
        for part in parts:
            n = self.read(<str?> part, &numbers)
            if n < 0:
                return None
            if n:
                found.append([<str> self.words[numbers[at]] for at in range(n)])
            free(numbers)
            numbers = NULL
        return found

    cdef object open(self, const int32_t *numbers):
        """What the phrases say that begin with these two words. Answers are remembered."""
        cdef uint64_t pair = <uint64_t> numbers[0] << 32 | <uint64_t> numbers[1]
        told = self.opened.get(pair, self)
        if told is self:  # not asked yet
            if len(self.opened) >= PAIRS:
                self.opened.clear()
            told = self.opened[pair] = self.opens(self.words[numbers[0]], self.words[numbers[1]])
        return told

    cdef tuple hit(self, const int32_t *numbers, Py_ssize_t n, list words):
        """What the lexicon covers of the words: amounts, families, kinds."""
        cdef Py_ssize_t at = 0, step
        cdef int code, bits
        cdef double sure = 0, topic = 0, offer = 0, push = 0, praise = 0, voice = 0, house = 0
        cdef dict families = {}
        cdef set kinds = set()
        while at < n:
            step, code = 1, self.known[numbers[at]].code
            told = booked = None
            if code & OPENING and at + 1 < n and self.known[numbers[at + 1]].code & FOLLOWING:
                told = self.open(numbers + at)
            if told is not None:
                step, booked, thirds = told
                if thirds and at + 2 < n and (thirds is True or words[at + 2] in thirds):
                    step, booked = self.find_phrase(words, at)
                step = max(1, step)
            elif code & LISTED:
                booked = self.booked[numbers[at]]
            if booked is None:
                at += 1
                continue
            bits = booked[0]
            voice += step * (bits >> VOICE & 3)
            house += step * (bits >> HOUSE & 3)
            praise += step * (bits >> PRAISE & 3)
            if bits & SURE:
                sure += step
            elif bits & TOPIC:
                topic += step
            if bits & OFFER:
                offer += step
                push += step if bits & PUSH else 0
            for family, weight in booked[1]:
                families[family] = families.get(family, 0.0) + step * <double> weight
            if bits & TELLING:
                kinds.add(words[at])
            at += step
        return (sure, topic, offer, push, praise, voice, house), families, kinds


cdef uint8_t look_at(str word):
    cdef Py_ssize_t n = PyUnicode_GET_LENGTH(word), at
    cdef int flags = BRIEF if n <= BRIEFEST else 0
    cdef bint letter = False, figure = False
    cdef Py_UCS4 c = 0
    for at in range(n):
        c = PyUnicode_READ(PyUnicode_KIND(word), PyUnicode_DATA(word), at)
        letter |= c.isalpha()
        figure |= c.isdigit()
        if 0xE00 <= c < 0xF00 or 0x1000 <= c < 0x10A0 or 0x1780 <= c < 0x1800:
            flags |= RUN_ON
        elif 0x3040 <= c < 0x3100 or 0x3400 <= c < 0xA000 or 0xAC00 <= c < 0xD7B0:
            flags |= RUN_ON
    if word.isdigit():
        flags |= FIGURE
    elif letter and figure and word[0].isalnum():
        flags |= MIXED
    return <uint8_t> (flags | (STEM if n > 2 and not flags & FIGURE else 0))


cdef inline bint is_inner(const uint8_t *table, Py_ssize_t size, Py_UCS4 c, uint8_t what) noexcept nogil:
    return c < <Py_UCS4> size and table[c] & what
