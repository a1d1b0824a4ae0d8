# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""Words of a text in UTF-8, looked up in a table and counted line by line. What a word counts for is the caller's."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport uint32_t, uint64_t
from libc.stdlib cimport calloc, free
from libc.string cimport memcmp, memcpy, memset

cdef extern from *:
    void __builtin_prefetch(const void *) nogil

cdef enum:
    CLASSES = 7
    GROUPS = 24
    PROBES = 24  # places that are tried for a word: whoever chooses words that fall together is not let spend more
    START = 1 << 12  # places at first
    HELD = 16  # bytes of a word that its place holds; longer ones are looked up
    FIELD = 9  # bits of a class's count until it is added up
    MOST_FIELD = 1 << FIELD  # words that so many bits can count, and one
    AHEAD = 64  # words that are cut before they are looked up

cdef uint32_t GROUPED = (1 << GROUPS) - 1
cdef uint64_t INDEX = (1 << 24) - 1  # of a place: the word's number, from 1 on; the other bits are its digest's
cdef uint64_t FACTOR = 0x9E3779B97F4A7C15
cdef uint64_t SALT = hash(b"words") & 0xFFFFFFFFFFFFFFFF
cdef uint64_t SPREAD[1 << CLASSES]  # classes as counts, a field each
cdef int _code, _bit
for _code in range(1 << CLASSES):
    SPREAD[_code] = 0
    for _bit in range(CLASSES):
        SPREAD[_code] |= <uint64_t> (_code >> _bit & 1) << FIELD * _bit

cdef enum:
    LINE = 64  # bytes that a processor fetches together: two places, which lie so that none is part of two such lines
    LONG = 0xFF  # the size of a word with so many bytes and more

cdef struct Place:  # 32 bytes
    uint64_t key
    uint32_t head  # groups of pairs that the word begins, and above them its classes
    uint32_t tail  # those that it ends, and above them its size in bytes
    char text[HELD]

cdef struct Token:
    uint64_t number
    Py_ssize_t start, end


cdef class Table:
    """What is known of words, asked when a word is met first: ``describe(word)`` gives its classes (bits), and the groups of pairs
    that it begins and ends (bits). ``pairs``: the class, and how much of it, that two words in a row count for. ``parting``: the bytes
    that part words. Remembers ``most`` words, then starts afresh."""

    cdef object describe
    cdef dict pairs
    cdef list words
    cdef Py_ssize_t most, room
    cdef Place *places
    cdef void *memory
    cdef unsigned char parts[256]

    def __cinit__(self):
        self.places, self.memory = NULL, NULL

    def __init__(self, describe, dict pairs, bytes parting, Py_ssize_t most):
        cdef Py_ssize_t i
        if not 0 < most < <Py_ssize_t> INDEX:
            raise ValueError("too many words to remember")
        self.describe, self.pairs, self.most = describe, pairs, most
        for i in range(256):
            self.parts[i] = 1 if i == 10 else 2 if i in parting else 0
        self.clear(START)
        self.words = [b""]

    def __dealloc__(self):
        free(self.memory)

    cdef clear(self, Py_ssize_t room):
        """A table of so many empty places."""
        cdef char *memory = <char *> calloc(room * sizeof(Place) + LINE, 1)
        if memory == NULL:
            raise MemoryError
        free(self.memory)
        self.memory, self.room = memory, room
        self.places = <Place *> (memory + (LINE - <uint64_t> memory % LINE))

    cdef grow(self):
        """Twice the places, or as many as at first where too many words are held; words are moved with all that is known of them."""
        cdef Place *old = self.places
        cdef void *memory = self.memory
        cdef Py_ssize_t room = self.room, at
        if len(self.words) > self.most:
            self.clear(START)
            self.words = [b""]
            return
        self.memory = NULL
        try:
            self.clear(2 * room)
        except MemoryError:
            self.memory = memory
            raise
        for at in range(room):
            if old[at].key:
                self.put(old[at])
        free(memory)

    cdef void put(self, Place place) noexcept:
        cdef Py_ssize_t mask = self.room - 1, at = <Py_ssize_t> (place.key >> 24) & mask
        for _ in range(PROBES):
            if not self.places[at].key:
                self.places[at] = place
                return
            at = (at + 1) & mask

    cdef inline Place *find(self, const char *word, Py_ssize_t size, uint64_t number) noexcept:
        """Where the word is held, or NULL."""
        cdef Py_ssize_t mask = self.room - 1, at = <Py_ssize_t> (number >> 24) & mask, n = min(size, HELD), i
        cdef uint32_t much = <uint32_t> min(size, LONG)
        cdef Place *place
        for _ in range(PROBES):
            place = &self.places[at]
            if not place.key:
                return NULL
            if (place.key ^ number) <= INDEX and place.tail >> GROUPS == much:
                i = 0
                while i < n and place.text[i] == word[i]:
                    i += 1
                if i == n and (size <= HELD or self.is_word(place.key & INDEX, word, size)):
                    return place
            at = (at + 1) & mask
        return NULL

    cdef bint is_word(self, Py_ssize_t index, const char *word, Py_ssize_t size) noexcept:
        held = <bytes> self.words[index]
        return PyBytes_GET_SIZE(held) == size and not memcmp(PyBytes_AS_STRING(held), word, size)

    cdef Place learn(self, bytes word, uint64_t number) except *:
        cdef Place place
        code, head, tail = self.describe(word)
        if code >> CLASSES or head >> GROUPS or tail >> GROUPS:
            raise ValueError("there are no such classes")
        if len(self.words) > self.room // 2:
            self.grow()
        place.key = (number & ~INDEX) | <uint64_t> len(self.words)
        place.head = <uint32_t> code << GROUPS | <uint32_t> head
        place.tail = <uint32_t> min(PyBytes_GET_SIZE(word), LONG) << GROUPS | <uint32_t> tail
        memset(place.text, 0, HELD)
        memcpy(place.text, PyBytes_AS_STRING(word), min(PyBytes_GET_SIZE(word), HELD))
        self.words.append(word)
        self.put(place)
        return place

    def count(self, bytes text not None, object weights, Py_ssize_t least, Py_ssize_t long, double share):
        """``(line, words, count of each class)`` for every line whose counts, weighted, are ``least`` together, or that has ``long`` words
        of which less than a ``share`` are of the last class but one."""
        cdef const char *data = PyBytes_AS_STRING(text)
        cdef Py_ssize_t size = PyBytes_GET_SIZE(text)
        cdef Py_ssize_t at = 0, line = 0, words = 0, total, i, k, many, before = 0, end = 0
        cdef Py_ssize_t counts[CLASSES]
        cdef Py_ssize_t worth[CLASSES]
        cdef Token tokens[AHEAD]
        cdef uint64_t fields = 0
        cdef uint32_t head = 0
        cdef Token token
        cdef Place *found
        cdef Place place
        cdef list rows = []
        for i in range(CLASSES):
            worth[i] = weights[i]
        memset(counts, 0, sizeof(counts))
        while at <= size:
            many = self.cut(data, size, &at, tokens)
            for k in range(many):
                token = tokens[k]
                if token.end < 0:
                    total = 0
                    for i in range(CLASSES):
                        counts[i] += fields >> FIELD * i & (MOST_FIELD - 1)
                        total += worth[i] * counts[i]
                    if total >= least or (words >= long and counts[CLASSES - 2] < share * words):
                        rows.append((line, words, counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]))
                    line += 1
                    words = 0
                    head = 0
                    fields = 0
                    memset(counts, 0, sizeof(counts))
                    continue
                found = self.find(data + token.start, token.end - token.start, token.number)
                place = found[0] if found != NULL else self.learn(data[token.start : token.end], token.number)
                words += 1
                fields += SPREAD[place.head >> GROUPS]
                if words % (MOST_FIELD - 1) == 0:
                    for i in range(CLASSES):
                        counts[i] += fields >> FIELD * i & (MOST_FIELD - 1)
                    fields = 0
                if head & place.tail & GROUPED:
                    pair = self.pairs.get((data[before:end], data[token.start : token.end]))
                    if pair is not None and 0 <= pair[0] < CLASSES:
                        counts[<Py_ssize_t> pair[0]] += <Py_ssize_t> pair[1]
                head = place.head
                before, end = token.start, token.end
        return rows

    cdef Py_ssize_t cut(self, const char *data, Py_ssize_t size, Py_ssize_t *start, Token *tokens) noexcept:
        """The next words, up to AHEAD, and line ends (``end`` below 0), the text's among them; their places are fetched meanwhile."""
        cdef Py_ssize_t at = start[0], many = 0, mask = self.room - 1
        cdef uint64_t number
        while many < AHEAD:
            while at < size and self.parts[<unsigned char> data[at]] == 2:
                at += 1
            tokens[many].start = at
            if at >= size or data[at] == 10:
                tokens[many].end = -1
                many += 1
                at += 1
                if at > size:
                    break
                continue
            number = SALT
            while at < size and not self.parts[<unsigned char> data[at]]:
                number = (number ^ <unsigned char> data[at]) * FACTOR
                at += 1
            number ^= number >> 32
            tokens[many].end, tokens[many].number = at, number
            __builtin_prefetch(&self.places[<Py_ssize_t> (number >> 24) & mask])
            many += 1
        start[0] = at
        return many
