# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""Signs of a text counted in one pass, by a table of what each character is. The table's makers know what the counts are for."""

from cpython.bytes cimport PyBytes_AS_STRING
from cpython.unicode cimport (
    PyUnicode_DATA,
    PyUnicode_GET_LENGTH,
    PyUnicode_KIND,
    PyUnicode_New,
    PyUnicode_READ,
    PyUnicode_Substring,
    PyUnicode_WRITE,
)
from libc.stdint cimport uint32_t

# What a character is, as bits of the table; ``copydesk.spam.signs`` names them in this order.
cdef enum:
    LETTER = 1 << 0
    SPACE = 1 << 1
    CLOSER = 1 << 2
    END = 1 << 3
    STOP = 1 << 4
    DIGIT = 1 << 5
    WORD = 1 << 6
    JOINER = 1 << 7
    SPACED_SEPARATOR = 1 << 8
    SEPARATOR = 1 << 9
    SPACED_PARTING = 1 << 10
    PARTING = 1 << 11
    CASED = 1 << 12
    UPPER = 1 << 13
    LATIN = 1 << 14
    FOREIGN = 1 << 15
    FOLDED = 1 << 16
    QUOTE = 1 << 17
    SMALL = 1 << 18
    CAPITAL = 1 << 19
    CONSONANT = 1 << 20
    DECORATION = 1 << 21
    DOUBLED = 1 << 22
    MARKUP = 1 << 23
    LABEL = 1 << 24
    CURRENCY = 1 << 25
    UNDERSCORE = 1 << 26
    UNSPACED = 1 << 27
    TRAILING = 1 << 28

# What the text may hold.
cdef enum:
    LINK = 1 << 0
    PHONE = 1 << 1
    DECORATED = 1 << 2
    MARKED_UP = 1 << 3
    CHAOS = 1 << 4
    QUOTED = 1 << 5
    LABELLED = 1 << 6
    SPACED_OUT = 1 << 7
    LISTED = 1 << 8
    PRICED = 1 << 9
    ODD = 1 << 10
    LOOSE_COMMA = 1 << 11
    RUN_ON = 1 << 12


def read_signs(str text not None, bytes bits not None):
    """By a table of 32 bits a character: ``(may, sentences, terminal, separators, cased, upper, latin, foreign, exclaimed)``, or
    None where a character is not in the table."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef const uint32_t *table = <const uint32_t *> PyBytes_AS_STRING(bits)
    cdef Py_ssize_t n = PyUnicode_GET_LENGTH(text), size = len(bits) // 4, at
    cdef Py_ssize_t sentences = 0, separators = 0, cased = 0, upper = 0, latin = 0, foreign = 0, exclaimed = 0
    cdef Py_ssize_t letters = 0, consonants = 0, digits = 0, spaces = 0, parts = 0, chain = 0, free = 0
    cdef bint ready = False, pending = False, first = True
    cdef uint32_t may = 0, this, before = 0, earlier = 0, last = 0, after
    cdef Py_UCS4 c, previous = 0
    for at in range(n):
        c = PyUnicode_READ(kind, data, at)
        if c >= <Py_UCS4> size:
            return None
        this = table[c]
        if this & SMALL and before & SMALL and c != u"w":  # inside a word: what comes after need not be asked
            letters, ready, chain = 2, True, 0
            latin += 1
            consonants = consonants + 1 if this & CONSONANT else 0
            if consonants >= 5:
                may |= CHAOS
            last = this
            earlier, before, previous = before, this, c
            continue
        # Sentences: two letters, what closes, an end mark, what closes, and white space or nothing.
        if pending and not this & CLOSER:
            sentences += (this & SPACE) != 0
            pending = False
        if this & LETTER:
            letters += 1
            ready = letters >= 2
        else:
            letters = 0
            if this & STOP:
                sentences += 1
                ready = False
            elif this & END:
                pending = ready
                ready = False
            elif not this & CLOSER:
                ready = False
        if not this & TRAILING:
            last = this
        # Separators: spaced ones with the space on either side, which no other may use then.
        if at >= free:
            if this & SPACE and at + 2 < n:
                after = PyUnicode_READ(kind, data, at + 1)
                if after < <Py_UCS4> size and table[after] & SPACED_SEPARATOR:
                    after = PyUnicode_READ(kind, data, at + 2)
                    if after < <Py_UCS4> size and table[after] & SPACE:
                        separators += 1
                        free = at + 3
            if at >= free:
                if this & SEPARATOR:
                    separators += 1
                elif this & UNDERSCORE and at + 1 < n:
                    after = PyUnicode_READ(kind, data, at + 1)
                    separators += after >= <Py_UCS4> size or not table[after] & SPACE
        if this & (SPACE | UNDERSCORE):
            spaces += 1
            parts += spaces == 3 or (spaces == 1 and (before & SPACED_PARTING and earlier & (SPACE | UNDERSCORE)) != 0)
        else:
            spaces = 0
        parts += (this & PARTING) != 0
        if first and not this & SPACE and this & CASED:
            cased += 1
            upper += (this & UPPER) != 0
        first = (this & SPACE) != 0
        latin += (this & LATIN) != 0
        foreign += (this & FOREIGN) != 0
        exclaimed += c == u"!" or c == u"?"
        digits += (this & DIGIT) != 0
        if this & CONSONANT:
            consonants += 1
            if consonants >= 5:
                may |= CHAOS
        else:
            consonants = 0
        if this & WORD:
            if before & WORD:
                chain = 0
            elif before & JOINER and earlier & WORD and chain > 0:
                chain += 1
                if chain >= 4:
                    may |= SPACED_OUT
            else:
                chain = 1
        if this & CAPITAL and before & SMALL:
            may |= CHAOS
        if this & (QUOTE | DECORATION | MARKUP | LABEL | CURRENCY | FOLDED | DOUBLED | UNSPACED) or c == u"(":
            may |= (
                (QUOTED if this & QUOTE else 0)
                | (DECORATED if this & DECORATION or (this & DOUBLED and c == previous) else 0)
                | (MARKED_UP if this & MARKUP or (c == u"(" and previous == u"]") else 0)
                | (LABELLED if this & LABEL else 0)
                | (PRICED if this & CURRENCY else 0)
                | (ODD if this & FOLDED else 0)
                | (RUN_ON if this & UNSPACED else 0)
            )
        if c == u",":
            if previous == u" ":
                may |= LOOSE_COMMA
        elif previous == u".":
            if this & LETTER:
                may |= LINK
        elif (c == u"/" and previous == u":") or ((c == u"w" or c == u"W") and (previous == u"w" or previous == u"W")):
            may |= LINK
        earlier, before, previous = before, this, c
    sentences += pending
    if digits >= 9:
        may |= PHONE
    if parts >= 2:
        may |= LISTED
    return may, sentences, (last & END) != 0, separators, cased, upper, latin, foreign, exclaimed


def count_letters(str text not None, const unsigned char[::1] table not None):
    """Latin letters (1 in the table) and others (2), or None where a character is not in the table."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef Py_ssize_t n = PyUnicode_GET_LENGTH(text), size = table.shape[0], at, latin = 0, foreign = 0
    cdef Py_UCS4 c
    for at in range(n):
        c = PyUnicode_READ(kind, data, at)
        if c >= <Py_UCS4> size:
            return None
        latin += table[c] == 1
        foreign += table[c] == 2
    return latin, foreign


def fold(str text not None, const unsigned short[::1] table not None):
    """The text with every character replaced by that of the table, or None where there is none for a character (0)."""
    cdef int kind = PyUnicode_KIND(text), made
    cdef void *data = PyUnicode_DATA(text)
    cdef Py_ssize_t n = PyUnicode_GET_LENGTH(text), size = table.shape[0], at
    cdef void *data_made
    cdef Py_UCS4 c, most = 0
    for at in range(n):
        c = PyUnicode_READ(kind, data, at)
        if c >= <Py_UCS4> size or not table[c]:
            return None
        most = max(most, <Py_UCS4> table[c])
    folded = PyUnicode_New(n, most)
    made = PyUnicode_KIND(folded)
    data_made = PyUnicode_DATA(folded)
    for at in range(n):
        PyUnicode_WRITE(made, data_made, at, table[PyUnicode_READ(kind, data, at)])
    return folded


def find_words(str text not None, const unsigned char[::1] table not None):
    """Runs of characters that stand in words (1 in the table), each with one apostrophe and the letters (2) after it, or None where a
    character is not in the table."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef Py_ssize_t n = PyUnicode_GET_LENGTH(text), size = table.shape[0], at = 0, start
    cdef Py_UCS4 c
    cdef list found = []
    while at < n:
        c = PyUnicode_READ(kind, data, at)
        if c >= <Py_UCS4> size:
            return None
        if not table[c] & 1:
            at += 1
            continue
        start = at
        while at < n and _is(table, size, PyUnicode_READ(kind, data, at), 1):
            at += 1
        if at + 1 < n and PyUnicode_READ(kind, data, at) in (0x27, 0x2019) and _is(table, size, PyUnicode_READ(kind, data, at + 1), 2):
            at += 1
            while at < n and _is(table, size, PyUnicode_READ(kind, data, at), 2):
                at += 1
        found.append(PyUnicode_Substring(text, start, at))
    return found


cdef inline bint _is(const unsigned char[::1] table, Py_ssize_t size, Py_UCS4 c, unsigned char what) noexcept:
    return c < <Py_UCS4> size and table[c] & what
