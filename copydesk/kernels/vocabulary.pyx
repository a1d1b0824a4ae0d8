# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""Words as numbers: a vocabulary that grows with the texts, how often a document has each word, and what the words of a unit are."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from cpython.list cimport PyList_GET_ITEM
from cpython.object cimport PyObject
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ, PyUnicode_Substring
from libc.stdint cimport int32_t, int64_t, uint8_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memcpy

import numpy as np

cdef extern from *:
    void __builtin_prefetch(const void *) nogil

# What a word is: ``copydesk.spam.hits`` names the first eight in this order.
cdef enum:
    LISTED = 1 << 0
    OPENING = 1 << 1
    FOLLOWING = 1 << 2
    SMALL = 1 << 3
    CONTENT = 1 << 4
    LONG = 1 << 5
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
# What is known of a word's letters: few enough for a document's commonest, a stem's, in a script without spaces, figures alone, figures
# among letters.
cdef enum:
    BRIEF = 1 << 0
    STEM = 1 << 1
    RUN_ON = 1 << 2
    FIGURE = 1 << 3
    MIXED = 1 << 4
cdef enum:
    ROOM = 1 << 10  # places at first
    BRIEFEST = 8  # letters of the longest word that a document's commonest are made of
    OFTEN = 3  # mentions from which on a word can be one of them
    HELD = 17  # letters of a word that are held beside what is known of it
    AHEAD = 64  # words that are cut before they are looked up
    PAIRS = 60000  # pairs of words that are remembered

cdef uint64_t FACTOR = 0x9E3779B97F4A7C15
cdef uint64_t SALT = hash(b"vocabulary") & 0xFFFFFFFFFFFFFFFF

cdef struct Word:
    uint64_t digest
    int32_t row  # in the table of small words, -1: it is none
    uint8_t code
    uint8_t flags
    uint8_t size  # letters that are held here, 0: the word is longer, or has letters that a byte does not hold
    uint8_t text[HELD]

cdef struct Token:
    uint64_t digest
    Py_ssize_t start, end

cdef struct Count:
    int32_t word  # 0: none; else the word's number and 1
    int32_t often
    int32_t frequent  # 1: it is one of the commonest; elsewhere what the table is made for


cdef inline uint64_t mix(uint64_t number) noexcept nogil:
    number = (number ^ SALT) * FACTOR
    number = (number ^ number >> 29) * <uint64_t> 0xBF58476D1CE4E5B9
    return number ^ number >> 32


cdef inline uint64_t digest(int kind, void *data, Py_ssize_t start, Py_ssize_t end) noexcept:
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


cdef class Vocabulary:
    """Words by number. ``describe(word)`` says of a new one what it is (bits), its row among the small words or -1, and what it is booked
    as, ``(bits, families with their weights)``, or None. ``opens(word, next)``: whether any phrase begins with these two.
    ``find_phrase(words, at)``: how many words the phrase at that place has, and as what it is booked. ``inner``: for each code point 1 if
    it stands in words, 2 if it may follow an apostrophe. ``tongues``: the numbers of the ``languages`` that each small word is of, those
    of a row from its place in ``starts`` to the next."""

    cdef object describe, opens, find_phrase
    cdef dict opened
    cdef bytes inner
    cdef const int32_t[::1] starts, tongues
    cdef Py_ssize_t languages
    cdef readonly list words
    cdef list booked
    cdef Word *known
    cdef int32_t *places
    cdef Py_ssize_t size, room, held

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

    cdef inline void add_tongues(self, Py_ssize_t index, Py_ssize_t often, int64_t[::1] spoken) noexcept:
        cdef Py_ssize_t row = self.known[index].row, at
        if row >= 0:
            for at in range(self.starts[row], self.starts[row + 1]):
                spoken[self.tongues[at]] += often

    cdef inline bint is_of(self, Py_ssize_t index, Py_ssize_t tongue) noexcept:
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


    cdef bint may_open(self, const int32_t *numbers) except *:
        """Does a phrase begin with these two words? Answers are remembered."""
        cdef uint64_t pair = <uint64_t> numbers[0] << 32 | <uint64_t> numbers[1]
        told = self.opened.get(pair)
        if told is None:
            if len(self.opened) >= PAIRS:
                self.opened.clear()
            told = self.opened[pair] = bool(self.opens(self.words[numbers[0]], self.words[numbers[1]]))
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
            booked = None
            if code & OPENING and at + 1 < n and self.known[numbers[at + 1]].code & FOLLOWING and self.may_open(numbers + at):
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

    def list_members(self, list members not None):
        """Of a list's members, each a list of words: ``(those that offer, that advertise, that name a trade; their words; those of two to
        seven words; how many share one stem)``; None where a word is of a script without spaces."""
        cdef Py_ssize_t offered = 0, pushed = 0, traded = 0, sized = 0, phrases = 0, most = 0, n, at, room, place, total = 0, member = 0
        cdef int32_t *numbers = NULL
        cdef Count *stems
        cdef double sure, topic, offer, push
        for words in members:
            total += len(words)
        room = find_room(total)
        stems = <Count *> calloc(room, sizeof(Count))
        if stems == NULL:
            raise MemoryError
        try:
            for words in members:
                member += 1
                n = self.read(words, &numbers)
                sized += n
                phrases += 2 <= n <= 7
                loud = False
                for at in range(n):
                    if self.known[numbers[at]].flags & RUN_ON:
                        return None
                    loud |= self.known[numbers[at]].code & (LISTED | OPENING) != 0
                    if self.known[numbers[at]].flags & STEM:
                        place = <Py_ssize_t> (mix(numbers[at]) & (room - 1))
                        while stems[place].word and stems[place].word != numbers[at] + 1:
                            place = (place + 1) & (room - 1)
                        stems[place].word = numbers[at] + 1
                        if stems[place].frequent != member:
                            stems[place].frequent = <int32_t> member
                            stems[place].often += 1
                            most = max(most, stems[place].often)
                if loud:
                    (sure, topic, offer, push, _, _, _), _, _ = self.hit(numbers, n, words)
                    offered += offer > 0
                    pushed += push > 0
                    traded += sure + topic > 0
                free(numbers)
                numbers = NULL
            return offered, pushed, traded, sized, phrases, most
        finally:
            free(numbers)
            free(stems)


    def count_near(self, list said not None, Py_ssize_t reach):
        """For each list of words how often its commonest word stands in it and in up to ``reach`` lists before and after it."""
        cdef list flat = [word for words in said for word in words], found = []
        cdef Py_ssize_t n = len(said), i, at, room, place, most, size
        cdef Py_ssize_t[::1] ends = np.zeros(n + 1, np.intp)
        cdef int32_t *numbers = NULL
        cdef Count *counts = NULL
        for i in range(n):
            ends[i + 1] = ends[i] + len(said[i])
        try:
            self.read(flat, &numbers)
            for i in range(n):
                at, size, most = ends[max(0, i - reach)], ends[min(n, i + 1 + reach)], 0
                room = find_room(size - at)
                free(counts)
                counts = <Count *> calloc(room, sizeof(Count))
                if counts == NULL:
                    raise MemoryError
                for at in range(at, size):
                    place = <Py_ssize_t> (mix(numbers[at]) & (room - 1))
                    while counts[place].word and counts[place].word != numbers[at] + 1:
                        place = (place + 1) & (room - 1)
                    counts[place].word = numbers[at] + 1
                    counts[place].often += 1
                    most = max(most, counts[place].often)
                found.append(most)
            return found
        finally:
            free(numbers)
            free(counts)

    def shape_members(self, list parts not None, list members not None):
        """Of a list's parts as they are written: how many begin small, begin small and end in a word that begins with a capital, begin
        with a capital, have figures; of its members' words: how many have small words, whether the last has, their sizes, and how many of the
        longer ones begin, or end, with the same word."""
        cdef Py_ssize_t lowered = 0, named = 0, capital = 0, numbered = 0, smalls = 0, start, end, at, n, edge = 0, room, place, side
        cdef int32_t *numbers = NULL
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
            for words in members:
                n = self.read(words, &numbers)
                sizes.append(n)
                last = False
                for at in range(n):
                    last |= self.known[numbers[at]].row >= 0
                smalls += last
                if n > 1:
                    for side in range(2):
                        end = numbers[(n - 1) * side] + 1
                        place = <Py_ssize_t> (mix(end) & (room - 1))
                        while edges[side * room + place].word and edges[side * room + place].word != end:
                            place = (place + 1) & (room - 1)
                        edges[side * room + place].word = <int32_t> end
                        edges[side * room + place].often += 1
                        edge = max(edge, edges[side * room + place].often)
                free(numbers)
                numbers = NULL
            return lowered, named, capital, numbered, smalls, last, sizes, edge
        finally:
            free(numbers)
            free(edges)


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


cdef class Prose:
    """How often a document has each word of a folded text, or of a list of words (``known`` is False where a character is in no table), and
    which are ``many`` of its commonest. Units are measured against it."""

    cdef readonly Vocabulary vocabulary
    cdef readonly bint known
    cdef Count *counts
    cdef Py_ssize_t room
    cdef readonly Py_ssize_t tongue  # the language whose small words are most, of equals the last; -1 where none has any

    def __cinit__(self):
        self.counts = NULL

    def __init__(self, Vocabulary vocabulary not None, text not None, Py_ssize_t many):
        cdef int32_t *numbers = NULL
        cdef Py_ssize_t n, at
        self.vocabulary, self.tongue = vocabulary, -1
        n = vocabulary.read(text, &numbers)
        self.known = n >= 0
        self.room = find_room(max(0, n))
        free(self.counts)
        self.counts = <Count *> calloc(self.room, sizeof(Count))
        if self.counts == NULL:
            free(numbers)
            raise MemoryError
        for at in range(n):
            self.place(numbers[at]).often += 1
        try:
            self.rank(numbers, n, many)
        finally:
            free(numbers)

    def __dealloc__(self):
        free(self.counts)

    cdef inline Count *place(self, Py_ssize_t word) noexcept:
        """Where a word is counted."""
        cdef Py_ssize_t at = <Py_ssize_t> (mix(word) & (self.room - 1))
        while self.counts[at].word and self.counts[at].word != word + 1:
            at = (at + 1) & (self.room - 1)
        self.counts[at].word = <int32_t> (word + 1)
        return &self.counts[at]

    cdef inline Count *seek(self, Py_ssize_t word) noexcept:
        """Where a word is counted, or NULL."""
        cdef Py_ssize_t at = <Py_ssize_t> (mix(word) & (self.room - 1))
        while self.counts[at].word and self.counts[at].word != word + 1:
            at = (at + 1) & (self.room - 1)
        return &self.counts[at] if self.counts[at].word else NULL

    cdef rank(self, int32_t *numbers, Py_ssize_t n, Py_ssize_t many):
        """Finds the tongue, and the commonest words: of those with as many mentions the first ones."""
        cdef Py_ssize_t at, most = 0, before
        cdef Count *count
        cdef int64_t[::1] spoken = np.zeros(self.vocabulary.languages, np.int64)
        for at in range(self.room):
            most = max(most, self.counts[at].often)
            if self.counts[at].word:
                self.vocabulary.add_tongues(self.counts[at].word - 1, self.counts[at].often, spoken)
        before = 1
        for at in range(self.vocabulary.languages):
            if spoken[at] >= before:
                self.tongue, before = at, spoken[at]
        if most < OFTEN:
            return
        cdef int64_t[::1] words = np.zeros(most + 2, np.int64)  # how many words have that many mentions, counted from the top
        cdef int64_t[::1] taken = np.zeros(most + 1, np.int64)
        for at in range(self.room):
            if self.counts[at].often >= OFTEN:
                words[self.counts[at].often] += 1
        for at in range(most - 1, OFTEN - 1, -1):
            words[at] += words[at + 1]
        for at in range(n):
            count = self.seek(numbers[at])
            if count.often >= OFTEN and not count.frequent:
                # Before it stand those with more mentions, and those with as many that came earlier.
                before = words[count.often + 1] + taken[count.often]
                taken[count.often] += 1
                count.frequent = 1 if before < many and self.vocabulary.known[numbers[at]].flags & BRIEF else 2

    def get(self, str word not None, int default=0):
        """How often the document has the word."""
        cdef int kind = PyUnicode_KIND(word)
        cdef void *data = PyUnicode_DATA(word)
        cdef Py_ssize_t n = PyUnicode_GET_LENGTH(word)
        cdef Py_ssize_t index = self.vocabulary.find(kind, data, 0, n, digest(kind, data, 0, n))
        cdef Count *count = self.seek(index) if index >= 0 else NULL
        return count.often if count != NULL else default

    def weigh(self, text not None):
        """What the words of a folded text, or a list of words, are against the document: ``(words, their classes as bytes, what they are
        together, small words of the document's language and of the one that has most, hits, families, kinds)``, as
        ``copydesk.spam.hits`` names them. None where a character of the text is in no table."""
        cdef int32_t *numbers = NULL
        cdef Py_ssize_t n = self.vocabulary.read(text, &numbers)
        if n < 0:
            return None
        try:
            words = [<str> self.vocabulary.words[numbers[at]] for at in range(n)]
            classes = PyBytes_FromStringAndSize(NULL, n)
            together, spoken = self.count(numbers, n, PyBytes_AS_STRING(classes)), self.hear(numbers, n)
            return words, classes, together, spoken, *self.vocabulary.hit(numbers, n, words)
        finally:
            free(numbers)

    cdef tuple count(self, const int32_t *numbers, Py_ssize_t n, char *classes):
        """Words of figures, words of letters and figures; distinct words, distinct pairs of neighbours, mentions of the commonest word of class CONTENT, words that are among the
        document's commonest, distinct ones of class LONG, those of them that the document has, and those that it has once more than
        the text."""
        cdef Py_ssize_t room = find_room(n), at, place, distinct = 0, pairs = 0, most = 0, often = 0, longer = 0, met = 0, again = 0
        cdef Py_ssize_t figures = 0, mixed = 0
        cdef Count *counts = <Count *> calloc(room, sizeof(Count))
        cdef uint64_t *joined = <uint64_t *> calloc(room, sizeof(uint64_t))
        cdef const Word *known = self.vocabulary.known
        cdef Count *held
        cdef uint64_t pair
        if counts == NULL or joined == NULL:
            free(counts)
            free(joined)
            raise MemoryError
        for at in range(n):
            classes[at] = <char> known[numbers[at]].code
            figures += (known[numbers[at]].flags & FIGURE) != 0
            mixed += (known[numbers[at]].flags & MIXED) != 0
            place = <Py_ssize_t> (mix(numbers[at]) & (room - 1))
            while counts[place].word and counts[place].word != numbers[at] + 1:
                place = (place + 1) & (room - 1)
            distinct += counts[place].word == 0
            counts[place].word = numbers[at] + 1
            counts[place].often += 1
            held = self.seek(numbers[at])
            often += held != NULL and held.frequent == 1
            if at:
                pair = <uint64_t> (numbers[at - 1] + 1) << 32 | <uint64_t> (numbers[at] + 1)
                place = <Py_ssize_t> (mix(pair) & (room - 1))
                while joined[place] and joined[place] != pair:
                    place = (place + 1) & (room - 1)
                pairs += joined[place] == 0
                joined[place] = pair
        for place in range(room):
            if counts[place].word:
                if known[counts[place].word - 1].code & CONTENT:
                    most = max(most, counts[place].often)
                if known[counts[place].word - 1].code & LONG:
                    longer += 1
                    held = self.seek(counts[place].word - 1)
                    if held != NULL:
                        met += 1
                        again += held.often > 1 and held.often > counts[place].often
        free(counts)
        free(joined)
        return figures, mixed, distinct, pairs, most, often, longer, met, again

    cdef tuple hear(self, const int32_t *numbers, Py_ssize_t n):
        cdef Py_ssize_t at, small = 0, mine = 0, best = 0
        cdef int64_t[::1] spoken
        for at in range(n):
            small += self.vocabulary.known[numbers[at]].row >= 0
            mine += self.vocabulary.is_of(numbers[at], self.tongue)
        if mine * 2 > small or mine * 4 > n or not small:
            return mine, mine
        spoken = np.zeros(self.vocabulary.languages, np.int64)
        for at in range(n):
            self.vocabulary.add_tongues(numbers[at], 1, spoken)
        for at in range(spoken.shape[0]):
            best = max(best, spoken[at])
        return mine, best
