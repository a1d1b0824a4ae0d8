"""What the two kernels of measures share: the classes of characters, the columns of the matrix, sums and logarithms."""

from libc.stdint cimport int64_t

# The classes of copydesk.boilerplate.characters, in its order.
cdef enum:
    SPACE, UPPER, LOWER, WIDE, UNCASED, MARK, DIGIT, END, COMMA, COLON, QUOTE, DASH, SEPARATOR, BRACKET, SIGN, OTHER

# First columns of the groups.
cdef enum:
    OWN = 0
    WORDS = 30
    UNIT = 48
    GAP = 57
    RUN = 65
    PLACE = 74
    REPEAT = 85
    ECHO = 87
    NEAR = 93
    WINDOW = 129
    EDGE = 165
    AGAIN = 173
    WIDTH = 215


cdef double log_half(double value)
cdef double signed_log(int64_t value)
cdef (int64_t, int64_t) best_run(const double[::1] values, int64_t n) noexcept nogil
cdef void sum_windows(const double[::1] values, double[::1] total, float[:, ::1] out, int64_t column, int64_t step, tuple radii)
cdef void overlap(sheet, const double[::1] weight, double[::1] out)
