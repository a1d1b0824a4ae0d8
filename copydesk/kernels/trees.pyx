# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""Which leaf of each tree a row of numbers falls into. Sums are the caller's, so that they run in the same order as the twin's."""

import numpy as np


def find_leaves(const float[:, ::1] matrix, const Py_ssize_t[:, ::1] feature, const float[:, ::1] threshold, int depth):
    """Leaf of each tree (rows x trees, counted through all leaves) for complete trees in heap order: above the threshold goes right.

    ``feature`` must hold columns of ``matrix`` only, which whoever reads a model makes sure of once.
    """
    cdef Py_ssize_t rows = matrix.shape[0], trees = feature.shape[0], inner = feature.shape[1]
    cdef Py_ssize_t row, tree, level, at
    found = np.empty((rows, trees), np.intp)
    cdef Py_ssize_t[:, ::1] out = found
    if rows == 0 or trees == 0:
        return found
    if inner != (1 << depth) - 1 or threshold.shape[0] != trees or threshold.shape[1] != inner:
        raise ValueError("the trees are not complete")
    with nogil:
        for row in range(rows):
            for tree in range(trees):
                at = 0
                for level in range(depth):
                    at = 2 * at + 1 + (matrix[row, feature[tree, at]] > threshold[tree, at])
                out[row, tree] = at - inner + tree * (inner + 1)
    return found
