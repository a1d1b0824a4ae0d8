# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""What marks a text in UTF-8 may hold, and which of its lines may be lists, in one pass that stops at rare bytes only."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE

# ``copydesk.spam.marks`` names these in this order.
cdef enum:
    BAR = 1 << 0
    ADDRESS = 1 << 1
    LOOSE = 1 << 2
    ANGLE = 1 << 3
    BRACKET = 1 << 4
    INNER_CAPITALS = 1 << 5
    FIGURES = 1 << 6
    SYMBOL = 1 << 7
    CYRILLIC = 1 << 8
    WIDE = 1 << 9
    EMOJI = 1 << 10
    DIGITS = 1 << 11
    OTHER = 1 << 12
    CASED = 1 << 13
    ENTRIES = 1 << 14
cdef enum:
    RUN = 5  # lines of the shortest list of phrases, one to a line
    LETTERS = 60  # characters of the longest

cdef unsigned char RARE[256]
cdef unsigned char PARTS[256]  # what may stand between the digits of a number: "-", "_" and "/" in a shape
cdef int _code
for _code in range(256):
    RARE[_code] = _code >= 0xC2 or _code in (0xA2, 0xB7, 0xBB) or _code in b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZw|/,<>&=[\n.!?"
    PARTS[_code] = not (48 <= _code <= 57 or 65 <= _code <= 90 or 97 <= _code <= 122 or _code in b"<=>&[|" or 0x86 <= _code <= 0xBF or _code >= 0xC9)


cdef inline bint _is_letter(unsigned char c) noexcept nogil:
    return 97 <= (c | 32) <= 122 and c < 128


cdef inline bint _is_digit(unsigned char c) noexcept nogil:
    return 48 <= c <= 57


cdef inline bint _may_be_entry(const unsigned char *data, Py_ssize_t start, Py_ssize_t end) noexcept nogil:
    """May a line be one of a list: it neither ends as sentences do, nor is it surely too long."""
    cdef unsigned char first = data[start], last = data[end - 1]
    cdef Py_ssize_t at, size = end - start
    if last in b'.!?:,;"' or (end - start >= 3 and data[end - 3] == 0xE2 and data[end - 2] == 0x80 and last in (0x9D, 0xA6)):
        return False
    if size <= LETTERS or not (_is_letter(first) or _is_digit(first)) or not (_is_letter(last) or _is_digit(last)):
        return True
    if first == 111 and data[start + 1] == 32:  # a bullet
        return True
    if size <= 4 * LETTERS:
        for at in range(start, end):
            size -= data[at] & 0xC0 == 0x80
    return size <= LETTERS


def glance(bytes text not None, Py_ssize_t least):
    """What the text may hold, as bits, and the lines with that many signs that part a list and no sentence mark."""
    cdef const unsigned char *data = <const unsigned char *> PyBytes_AS_STRING(text)
    cdef Py_ssize_t n = PyBytes_GET_SIZE(text), at, after, line = 0, parts = 0, stops = 0, until = 0, digits, gap, start = 0, run = 0
    cdef unsigned char c, before, then
    cdef int seen = 0
    cdef list listed = []
    for at in range(n):
        c = data[at]
        if not RARE[c]:
            continue
        before = data[at - 1] if at else 10
        then = data[at + 1] if at + 1 < n else 10
        if c == 10:
            if parts >= least and not stops:
                listed.append(line)
            line += 1
            parts = stops = 0
            if start < at:
                run = run + 1 if _may_be_entry(data, start, at) else 0
                if run >= RUN:
                    seen |= ENTRIES
            start = at + 1
        elif c == 46 or c == 33 or c == 63:
            stops += 1
        elif c == 44:
            parts += 1
            if before == 32:
                seen |= LOOSE
        elif c == 124:
            parts += 1
            seen |= BAR
        elif c == 47:
            parts += 1
            if before == 58 or before == 32:
                seen |= ADDRESS
        elif _is_digit(c):
            if at >= until:
                after, digits, gap = at, 0, 0
                while after < n and gap <= 2 and (_is_digit(data[after]) or PARTS[data[after]]):
                    if _is_digit(data[after]):
                        digits += 1
                        gap = 0
                        until = after + 1
                    else:
                        gap += 1
                    after += 1
                if digits >= 9:
                    seen |= FIGURES
            if _is_letter(before) and (
                (at >= 3 and _is_letter(data[at - 2]) and _is_letter(data[at - 3]))
                or (at + 3 < n and _is_letter(then) and _is_letter(data[at + 2]) and _is_letter(data[at + 3]))
            ):
                seen |= FIGURES
        elif 65 <= c <= 90:
            if 65 <= then <= 90 and 97 <= before <= 122:
                seen |= INNER_CAPITALS
            if c == 87 and then | 32 == 119:
                seen |= ADDRESS
        elif c == 119:
            if then | 32 == 119:
                seen |= ADDRESS
        elif c == 60 or c == 62 or c == 38 or c == 61:
            if then == c or (c == 38 and then == 35) or (c == 60 and then | 32 == 97) or (c == 61 and before | 32 == 102):
                seen |= ANGLE
        elif c == 91:
            if then in (47, 46, 0xE2) or then | 32 in (117, 108):
                seen |= BRACKET
        elif c < 0xC2:  # a later byte of a middle dot, a bullet or a closing quotation mark
            if (before == 0xC2 and c != 0xA2) or (before == 0x80 and c == 0xA2):
                seen |= LOOSE
        elif c == 0xE2:
            if then != 0x80:
                seen |= CASED
            if 0x86 <= then <= 0xBF:
                seen |= SYMBOL
        elif c > 0xC2:
            if c != 0xC3 or then < 0xA0:  # the small letters of Latin-1 stay as they are
                seen |= CASED
            if c == 0xD8 and then == 0x8C:
                parts += 1
            if c >= 0xF0:
                seen |= EMOJI
            elif c == 0xEF:
                seen |= WIDE
            elif c == 0xD0 or c == 0xD1:
                seen |= CYRILLIC
            elif c in (0xD9, 0xDB, 0xDF, 0xE0, 0xE1, 0xEA):
                seen |= DIGITS
            elif c >= 0xC9:
                seen |= OTHER
    if parts >= least and not stops:
        listed.append(line)
    if start < n and run >= RUN - 1 and _may_be_entry(data, start, n):
        seen |= ENTRIES
    return seen, listed


def find_signed(bytes text not None):
    """Lines with signs that links, markup, telephone numbers, brands and lists have: the same as ``copydesk.spam.forms.find_signed``."""
    cdef const unsigned char *data = <const unsigned char *> PyBytes_AS_STRING(text)
    cdef Py_ssize_t n = PyBytes_GET_SIZE(text), at, line = 0, marks = 0, slashes = 0, digits = 0, loose = 0
    cdef unsigned char c, before, then, third
    cdef bint joined = False
    cdef list found = []
    for at in range(n):
        c = data[at]
        if not RARE[c] and c != 58 and c != 59 and c != 93 and c != 35:
            continue
        before = data[at - 1 if at else n - 1]
        then = data[min(at + 1, n - 1)]
        if c == 10:
            if joined or marks or slashes >= 3 or digits >= 9 or loose >= 2:
                found.append(line)
            line += 1
            marks = slashes = digits = loose = 0
            joined = False
        elif 65 <= c <= 90:
            joined |= at > 0 and 97 <= before <= 122 and 65 <= then <= 90
        elif _is_digit(c):
            digits += 1
            joined |= at > 0 and 97 <= before <= 122
        elif c == 46 or c == 33 or c == 63:
            joined |= at > 1 and at < n - 1 and 97 <= before <= 122 and 97 <= data[at - 2] <= 122 and 97 <= then <= 122
        elif c in (44, 58, 59):
            loose += before == 32 and then == 32
        elif c == 47:
            slashes += 1
            loose += before == 32 and then == 32
        elif c in (91, 93, 60, 62, 124, 35):
            marks += 1
            loose += before == 32 and then == 32
        elif c in (0xC2, 0xE2, 0xE3, 0xEF, 0xF0):
            third = data[min(at + 2, n - 1)]
            if c == 0xE2:
                joined |= then != 0x80 or third == 0xA2
            elif c == 0xC2:
                joined |= then == 0xB7 or then == 0xBB
            elif c == 0xE3:
                joined |= then <= 0x80 and (third == 0x81 or third == 0x90)
            elif c == 0xEF:
                joined |= (then == 0xBC and 0xA1 <= third <= 0xBA) or (then == 0xBD and third <= 0x9C)
            else:
                joined = True
    if joined or marks or slashes >= 3 or digits >= 9 or loose >= 2:
        found.append(line)
    return found
