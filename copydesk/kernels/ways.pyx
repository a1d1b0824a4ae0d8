# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""Leave each word of a line or read it back: the cheapest way to either end, in every language at once."""

import numpy as np


def find_ways(const float[::1] context, const float[:, ::1] costs, const float[:, ::1] others, float mind):
    """(bits of the cheapest way that leaves the last word, of the one that reads it back, for each word whether the way to leaving it and to
    reading it back comes from the other state: words x 2 x languages). ``mind``: bits for a change between them."""
    cdef Py_ssize_t words = costs.shape[0], width = context.shape[0], word, at
    cdef float stay, go
    if costs.shape[1] != width or others.shape[1] != width or others.shape[0] != words:
        raise ValueError("the bits are of other words or languages")
    leaving, mending, turns = np.empty(width, np.float32), np.empty(width, np.float32), np.empty((words, 2, width), np.uint8)
    cdef float[::1] leave = leaving, mend = mending
    cdef unsigned char[:, :, ::1] turn = turns
    with nogil:
        for at in range(width):
            leave[at] = context[at]
            mend[at] = context[at] + mind
        for word in range(words):
            for at in range(width):
                stay = leave[at]
                go = mend[at]
                turn[word, 0, at] = go + mind < stay
                turn[word, 1, at] = stay + mind < go
                leave[at] = (go + mind if go + mind < stay else stay) + costs[word, at]
                mend[at] = (stay + mind if stay + mind < go else go) + others[word, at]
    return leaving, mending, turns
