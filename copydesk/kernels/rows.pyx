# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""The non-blank lines of a page, stripped, and which of them are running text: Western words that no label, counter or slot can begin with.
What is left open (a dateline, rights, a number, a word behind the last sentence) is told by bits; the patterns answer it."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND

from copydesk.kernels.text cimport char_t

cdef enum:
    HEAD = 110  # characters in which a dateline stands
    PLACE = 66  # in which one without agency has its dash
    LABEL = 43  # in which a label has its sign
    TAG = 9  # in which a tag of capitals has its sign
    NUMBER_SIZE = 13  # in which a number opens a line
    SENTENCE = 90  # characters that a sentence has more of than a headline with a full stop
    SLOT = 160  # of the longest slot of a header
    SHORT = 220  # of the longest headline; what is longer is running text by its length
    RIGHTS_SIZE = 300  # of the longest line that states rights
    WORDS = 8  # words that a sentence begins with and no slot has
    LAST = 20  # characters of the longest word that closes a story
    PROSE = 1  # running text, but for what the other bits leave open
    DATELINE = 2  # unless a dateline opens it
    RIGHTS = 4  # unless it states rights
    NUMBER = 8  # a number may open it
    ENDING = 16  # a word may stand behind its last sentence


cdef inline int _is_letter(unsigned int c) noexcept nogil:
    return 97 <= (c | 32) <= 122 and c < 0x80


cdef inline int _is_known(unsigned int c) noexcept nogil:
    """Whether a character beyond ASCII is a Western letter, quotation mark, dash, ellipsis or sign: no white space, digit or sign of a label."""
    return 0xA1 <= c <= 0x24F or c == 0x2013 or c == 0x2014 or 0x2018 <= c <= 0x2027 or 0x2030 <= c <= 0x203A or c == 0x20AC or c == 0x2122


cdef inline int _is_dash(unsigned int c) noexcept nogil:
    return c == 45 or c == 58 or c == 95 or c == 0x2013 or c == 0x2014


cdef inline int _closes(unsigned int c) noexcept nogil:
    """Whether a character may stand behind the full stop of a sentence."""
    return c in (32, 34, 39, 41, 93, 0x201D, 0x2019, 0xBB, 0x203A)


cdef inline int _stops(unsigned int c) noexcept nogil:
    return c == 33 or c == 46 or c == 63 or c == 0x2026


cdef int _read_head(const char_t* text, Py_ssize_t size, const unsigned char* rights) noexcept nogil:
    """What is not certain of a line that can begin with nothing but running text otherwise; 0 for any other line."""
    cdef Py_ssize_t at, end = min(size, HEAD), words = 0, gap = 0, seen = 0, bracket = -9
    cdef unsigned int c, last = 0
    cdef int quoted = text[0] == 34 or text[0] == 39 or text[0] == 0x201C or text[0] == 0x2018
    cdef int dashes = 0, wire = 0, box = 0, digit = 0, spaces = 0, near_digit = 0, near_dash = 0, counting = 1, found = PROSE
    cdef int small = not quoted and 97 <= text[1] <= 122
    c = text[quoted + 1]
    if not _is_letter(text[quoted]) or not (_is_letter(c) or c == 32 or c == 39 or c == 0x2019):
        return 0
    if size <= RIGHTS_SIZE and _is_letter(c) and rights[(text[quoted] | 32) << 7 | (c | 32)]:
        found |= RIGHTS
    for at in range(quoted, end):
        c = text[at]
        if c < 32 or (c >= 0x7F and not _is_known(c)):
            return 0
        if at < LABEL and (c == 58 or c == 61 or c == 124 or (c == 45 and (last == 32 or (at < TAG and not small)))):
            return 0
        if _is_letter(c):
            if counting and not _is_letter(last):
                words += 1
                gap = 0
        elif counting and (48 <= c <= 57 or c == 95 or 0xA1 <= c <= 0x24F or gap == 4):
            counting = 0
            words -= gap == 0  # the word goes on with another letter
        else:
            gap += 1
        if c == 32:
            spaces += 1
            seen = seen + 1 if last == 32 else 1
            if (seen > 3 and at < LABEL) or (seen > 1 and at < TAG and not small):
                return 0
            near_dash |= last == 45 and at < PLACE
        elif 48 <= c <= 57:
            digit = 1
            found |= NUMBER if at < NUMBER_SIZE else 0
            near_digit |= at < PLACE
        elif c == 40 or c == 91 or c == 47:
            wire = 1
        if _is_dash(c):
            dashes += 1
            box |= at - bracket <= 6
            if at < PLACE:
                near_dash |= c == 95 or c > 0x80 or (c == 45 and (last == 45 or last == 32 or last == 46))
        if c == 41 or c == 93 or c == 47:
            bracket = at
        elif c == 61:
            found |= DATELINE
        last = c
    if not spaces or (size <= SLOT and words <= WORDS):
        return 0
    if (near_dash and (near_digit or not (small or quoted))) or ((wire or dashes > 1) and (not small or digit or box)):
        found |= DATELINE
    return found


cdef int _has_end(const char_t* text, Py_ssize_t size, const unsigned char* ends) noexcept nogil:
    """Whether the line can have a word behind its last sentence."""
    cdef Py_ssize_t at = size - 1, low
    cdef unsigned int c = text[at]
    if c == 41 or c == 45:
        return 1
    while at >= 0 and text[at] != 32:
        c = text[at]
        if c < 32 or (c >= 0x7F and not _is_known(c)):
            return 1
        if size - at > LAST:
            return 0
        at -= 1
    low = at + 1
    while at >= 0 and text[at] == 32:
        at -= 1
    while at >= 0 and text[at] != 32 and _closes(text[at]):
        at -= 1
    if at < 0:
        return 0  # one word
    c = text[at]
    if c < 32 or (c >= 0x7F and not _is_known(c)) or _stops(c):
        return 1
    c = text[low]
    if not (_is_letter(c) or 48 <= c <= 57):
        return 1
    return ends[(c | 32) << 7 | (text[low + 1] | 32 if low + 1 < size and text[low + 1] < 0x80 else 0)]


cdef int _is_ended(const char_t* text, Py_ssize_t size) noexcept nogil:
    """Whether the line ends as a sentence does."""
    cdef Py_ssize_t at = size - 1
    while at > 0 and at > size - 40 and _closes(text[at]):
        at -= 1
    return _stops(text[at])


cdef int _read_line(const char_t* text, Py_ssize_t size, const unsigned char* rights, const unsigned char* ends) noexcept nogil:
    cdef int found
    if size <= SENTENCE or (size <= SHORT and not _is_ended(text, size)):
        return 0
    found = _read_head(text, size, rights)
    return found | ENDING if found and _has_end(text, size, ends) else found


cdef inline int _is_blank(unsigned int c) noexcept nogil:
    return c == 32 or c == 9 or c == 13 or c == 10 or c == 0 or c == 0xA0 or c == 0x3000 or c == 0xFEFF or c == 0x200B


cdef list _read(const char_t* text, Py_ssize_t length, tuple lines, const unsigned char* rights, const unsigned char* ends):
    cdef list pieces = []
    cdef Py_ssize_t low, end, start, stop, gap = 0, at = 0
    cdef int feed = 0
    for _, first, last in lines:
        low, end = first, last
        if low < 0 or end > length or low > end:
            raise ValueError("the line is not of this text")
        while at < low:
            feed |= text[at] == 12
            at += 1
        at = end
        start, stop = low, end
        while start < stop and _is_blank(text[start]):
            start += 1
        while stop > start and _is_blank(text[stop - 1]):
            stop -= 1
        if start == stop:
            gap += 1
            continue
        pieces.append((start, stop, gap, bool(feed), start - low, _read_line(text + start, stop - start, rights, ends)))
        gap = 0
        feed = 0
    return pieces


def read_pieces(str text, tuple lines, bytes rights, bytes ends):
    """Of each non-blank line the offsets, blank lines and form feed before it, indent, and what it is: 0 where nothing is certain.

    ``rights`` and ``ends`` say (at ``first << 7 | second``, small letters) with which two characters a line that states rights, and a
    word that closes a story, can begin.
    """
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text)
    cdef int kind = PyUnicode_KIND(text)
    cdef const unsigned char* opens = rights
    cdef const unsigned char* closes = ends
    if len(rights) != 0x4000 or len(ends) != 0x4000:
        raise ValueError("tables have an entry for every two characters of ASCII")
    if kind == 1:
        return _read(<const unsigned char*>PyUnicode_DATA(text), size, lines, opens, closes)
    if kind == 2:
        return _read(<const unsigned short*>PyUnicode_DATA(text), size, lines, opens, closes)
    return _read(<const unsigned int*>PyUnicode_DATA(text), size, lines, opens, closes)
