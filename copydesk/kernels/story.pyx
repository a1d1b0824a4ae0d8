# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""The lines of one story: as rows for the readers of its fields, as stretches for its rendering, and which of them run on."""

from cpython.unicode cimport PyUnicode_GET_LENGTH, PyUnicode_READ_CHAR, PyUnicode_Substring
from libc.stdlib cimport free, malloc, qsort

from copydesk.kernels.text cimport Py_UNICODE_ISSPACE, Py_UNICODE_ISUPPER, make_tuple

cdef enum:
    FIRST_WORDS = 12  # words that ``runs_on`` looks at


cdef inline bint _is_blank(unsigned int c) noexcept nogil:
    """White space as ``fields.layout`` has it, a byte order mark and a zero-width space among it."""
    if c < 128:
        return c == 32 or 9 <= c <= 13 or 0x1C <= c <= 0x1E
    return c == 0xA0 or c == 0x85 or c == 0x2028 or c == 0x2029 or c == 0x3000 or c == 0xFEFF or c == 0x200B


def read_rows(str text, tuple lines, Py_ssize_t first, Py_ssize_t top, Py_ssize_t bottom, list spans, type row_class not None):
    """The non-blank lines from number ``first`` on, cut at [top, bottom), as ``fields.layout.read_rows`` has them."""
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text), number, at = 0, many = len(spans), gap = 0, index = 0, start, end, low, high
    cdef bint inside = many == 0
    cdef list rows = []
    cdef object line, span
    top, bottom = max(top, 0), min(bottom, size)
    for number in range(first, len(lines)):
        line = lines[number]
        start, end = line[1], line[2]
        if start >= bottom:
            break
        start, end = max(start, top), min(end, bottom)
        while start < end and _is_blank(PyUnicode_READ_CHAR(text, start)):
            start += 1
        while end > start and _is_blank(PyUnicode_READ_CHAR(text, end - 1)):
            end -= 1
        if start >= end:
            gap += 1
            continue
        if many:
            while at < many:
                span = spans[at]
                low, high = span[0], span[1]
                if high > start:
                    break
                at += 1
            inside = False
            if at < many:
                inside = low < end and ((low <= start and high >= end) or 2 * (min(end, high) - max(start, low)) >= end - start)
        rows.append(make_tuple(row_class, (index, start, end, PyUnicode_Substring(text, start, end), inside, gap)))
        index, gap = index + 1, 0
    return rows


def find_stretches(str text, tuple lines, Py_ssize_t number, Py_ssize_t start, Py_ssize_t end, str ends, object mark, list found):
    """The lines from ``number`` on, cut at [start, end), without white space at their edges, joined to stretches as ``render`` has them,
    each put behind what was ``found``; the number of the first line that ends behind ``end``."""
    cdef Py_ssize_t many = len(lines), low, high, first = -1, at = -1, head = 0, tail = 0, k, closers = PyUnicode_GET_LENGTH(ends)
    cdef unsigned int before = 0
    cdef bint joined
    cdef object line
    start, end = max(start, 0), min(end, PyUnicode_GET_LENGTH(text))
    while number < many:
        line = lines[number]
        low, high = line[1], line[2]
        if low > end:
            break
        low, high = max(low, start), min(high, end)
        while low < high and Py_UNICODE_ISSPACE(PyUnicode_READ_CHAR(text, low)):
            low += 1
        while high > low and Py_UNICODE_ISSPACE(PyUnicode_READ_CHAR(text, high - 1)):
            high -= 1
        if low < high:
            joined = low - at == 2 and first >= 0 and PyUnicode_READ_CHAR(text, at) == 10 and PyUnicode_READ_CHAR(text, at + 1) == 10
            if joined and not Py_UNICODE_ISUPPER(PyUnicode_READ_CHAR(text, low)):
                joined = False
                for k in range(closers):
                    if PyUnicode_READ_CHAR(ends, k) == before:
                        joined = True
                        break
            if not joined:
                if first >= 0:
                    found.append((first, at, mark, None, head, tail, end))
                first, head = low, high
            tail, at, before = low, high, PyUnicode_READ_CHAR(text, high - 1)
        if <Py_ssize_t>line[2] > end:
            break
        number += 1
    if first >= 0:
        found.append((first, at, mark, None, head, tail, end))
    return number


cdef inline bint _is_letter(unsigned int c) noexcept nogil:
    return 97 <= (c | 32) <= 122 and c < 128


cdef inline bint _is_sign(unsigned int c) noexcept nogil:
    """A sign that parts nothing: a quotation mark, an apostrophe or what ends a sentence."""
    return c == 34 or c == 39 or c == 46 or c == 33 or c == 63 or c == 0x201C or c == 0x201D or c == 0x2018 or c == 0x2019 or c == 0x2026


def find_small(str text, frozenset known, frozenset refused):
    """Whether one of the first words of a line is in small letters and not ``known``; words ``refused`` end the search: see ``runs_on``."""
    cdef Py_ssize_t size = PyUnicode_GET_LENGTH(text), at = 0, start, words
    cdef unsigned int c = 0
    cdef bint small, joined
    cdef str word
    for words in range(FIRST_WORDS):
        start, small, joined = at, True, False
        while at < size:
            c = PyUnicode_READ_CHAR(text, at)
            if _is_letter(c):
                small = small and c >= 97
                joined = False
            elif _is_sign(c):
                small = joined = False
            elif c == 45 and at > start and not joined:
                small, joined = False, True
            else:
                break
            at += 1
        if at == start or joined or at == size or c != 32:
            return False  # what a word ends in may go on
        if small and at - start > 1:
            # The next word must begin as words do: what stands behind a sign may part a line.
            if at + 1 >= size:
                return False
            c = PyUnicode_READ_CHAR(text, at + 1)
            if not (_is_letter(c) or _is_sign(c)):
                return False
            word = PyUnicode_Substring(text, start, at)
            if word not in known:
                return True
            if word in refused:
                return False
        at += 1
    return False


cdef int _compare(const void* left, const void* right) noexcept nogil:
    cdef Py_ssize_t a = (<const Py_ssize_t*>left)[0], b = (<const Py_ssize_t*>right)[0]
    return (a > b) - (a < b)


cdef inline Py_ssize_t _place(const Py_ssize_t* edges, Py_ssize_t many, Py_ssize_t edge) noexcept nogil:
    cdef Py_ssize_t low = 0, high = many, middle
    while low < high:
        middle = (low + high) // 2
        if edges[middle] < edge:
            low = middle + 1
        else:
            high = middle
    return low


def paint_marks(Py_ssize_t start, Py_ssize_t end, list marks):
    """Runs (start, end, mark or None) that tile [start, end), which each of the marks touches; of two marks the earlier rules."""
    cdef Py_ssize_t count = len(marks), number, k, many, low, high
    cdef Py_ssize_t* edges = <Py_ssize_t*>malloc((2 * count + 2) * sizeof(Py_ssize_t))
    cdef Py_ssize_t* spans = <Py_ssize_t*>malloc((2 * count + 1) * sizeof(Py_ssize_t))
    cdef Py_ssize_t* owner = <Py_ssize_t*>malloc((2 * count + 2) * sizeof(Py_ssize_t))
    cdef list runs = []
    try:
        if edges == NULL or spans == NULL or owner == NULL:
            raise MemoryError
        edges[0], edges[1] = start, end
        for number in range(count):
            mark = marks[number]
            low, high = max(<Py_ssize_t>mark.start, start), min(<Py_ssize_t>mark.end, end)
            if low >= high:
                raise ValueError("a mark lies outside of what is painted")
            spans[2 * number], spans[2 * number + 1] = low, high
            edges[2 * number + 2], edges[2 * number + 3] = low, high
        qsort(edges, 2 * count + 2, sizeof(Py_ssize_t), _compare)
        many = 0
        for k in range(2 * count + 2):
            if not many or edges[k] != edges[many - 1]:
                edges[many] = edges[k]
                many += 1
        for k in range(many):
            owner[k] = -1
        for number in range(count - 1, -1, -1):
            high = _place(edges, many, spans[2 * number + 1])
            for k in range(_place(edges, many, spans[2 * number]), high):
                owner[k] = number
        low = 0
        for k in range(1, many):
            if k == many - 1 or owner[k] != owner[low]:
                runs.append((edges[low], edges[k], marks[owner[low]] if owner[low] >= 0 else None))
                low = k
    finally:
        free(edges)
        free(spans)
        free(owner)
    return runs


def lay_gap(list gap, object space, object keep, type piece_class not None):
    """A piece for each run between two kept ones: white space where the run has no mark, or one of kept text."""
    cdef list pieces = []
    for low, high, mark in gap:
        if mark is None or mark.label.action is keep:
            mark = space
        pieces.append(make_tuple(piece_class, (low, high, mark, None)))
    return pieces


def join_pieces(str text, list pieces, object space, object keep, type piece_class not None):
    """Pieces with neighbours of one mark joined, as ``render`` has them."""
    cdef list found = []
    cdef object before = None, begun = None  # the mark of the last piece, where that shows what it holds, and where it starts
    for piece in pieces:
        start, end, mark, after = piece
        if start == end and not after:
            continue
        if after is not None and mark is space and before is not None and before.label.action is keep and after == text[start:end]:
            piece, mark, after = None, before, None
        if after is None and mark is before:
            found[len(found) - 1] = make_tuple(piece_class, (begun, end, mark, None))
            continue
        found.append(piece)
        before, begun = (mark if after is None else None), start
    return found


def make_rows(str name, str source, list pieces, Py_ssize_t shift, str version, object keep, object lift, type row_class not None):
    """A ledger row for each piece with its article, where no repair lies in or between them: source offsets are page offsets and ``shift``."""
    cdef list rows = []
    cdef Py_ssize_t start, end
    for piece, article in pieces:
        start, end, mark, joint = piece
        start, end = start + shift, end + shift
        label = mark.label
        action = label.action
        before = None
        if action is not keep:
            before = source[start:end]
            if joint is None and action is not lift:
                article = None
        row = (name, start, end, action, label, mark.rule, version, article, before, joint, mark.confidence, mark.evidence)
        rows.append(make_tuple(row_class, row))
    return rows
