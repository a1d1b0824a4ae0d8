# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""Rows of numbers, and what each tree says of them. Sums are the caller's, so that they run in the same order as the twin's."""

import numpy as np

from cpython.dict cimport PyDict_GetItem
from cpython.object cimport PyObject
from libc.stdint cimport int32_t, int64_t

cdef extern from *:
    int __builtin_ctz(unsigned int) nogil

cdef enum:
    MOST_TREES = 1024  # that have sets of leaves
    ABREAST = 8  # rows that walk a tree side by side, so that none waits for the other's memory

cdef struct Node:
    float threshold
    int32_t feature


def pack(feature, threshold):
    """The nodes of complete trees (trees x inner nodes, in heap order) as ``find_leaves`` takes them: threshold and feature side by side."""
    nodes = np.empty((*feature.shape, 2), np.int32)
    nodes[..., 0] = np.ascontiguousarray(threshold, np.float32).view(np.int32)
    nodes[..., 1] = feature
    return nodes


def find_leaves(const float[:, ::1] matrix, const int64_t[::1] rows, const int32_t[:, :, ::1] nodes, const double[:, ::1] leaf, int depth):
    """The value of the leaf that each of the numbered rows falls into, by tree (rows x trees): above the threshold goes right.

    Features must be columns of ``matrix`` only, which whoever reads a model makes sure of once.
    """
    cdef Py_ssize_t count = rows.shape[0], trees = nodes.shape[0], inner = nodes.shape[1], start = 0, tree, k, some
    cdef int level
    cdef int at[ABREAST]
    cdef const float* numbers[ABREAST]
    cdef const Node* node
    found = np.empty((count, trees))
    cdef double[:, ::1] out = found
    if count == 0 or trees == 0:
        return found
    if depth < 1 or inner != (1 << depth) - 1 or nodes.shape[2] != 2 or leaf.shape[0] != trees or leaf.shape[1] != inner + 1:
        raise ValueError("the trees are not complete")
    for k in range(count):
        if not 0 <= rows[k] < matrix.shape[0]:
            raise ValueError("no such row")
    with nogil:
        while start < count:
            some = min(ABREAST, count - start)
            for k in range(ABREAST):
                numbers[k] = &matrix[rows[start + (k if k < some else 0)], 0]
            for tree in range(trees):
                node = <const Node*>&nodes[tree, 0, 0]
                for k in range(ABREAST):
                    at[k] = 1 + (numbers[k][node[0].feature] > node[0].threshold)
                for level in range(1, depth):
                    for k in range(ABREAST):
                        at[k] = 2 * at[k] + 1 + (numbers[k][node[at[k]].feature] > node[at[k]].threshold)
                for k in range(some):
                    out[start + k, tree] = leaf[tree, at[k] - inner]
            start += ABREAST
    return found


def fill_rows(list rows not None, dict places not None):
    """The numbers of dictionaries by name as a matrix (rows x places), 0 where a row has none of that name."""
    cdef Py_ssize_t row, column, columns = len(places)
    cdef PyObject *place
    found = np.zeros((len(rows), columns))
    cdef double[:, ::1] out = found
    cdef double number
    for row in range(len(rows)):
        for name, value in (<dict> rows[row]).items():
            number = value
            if number == 0:  # as most are: not worth a look-up
                continue
            place = PyDict_GetItem(places, name)
            if place != NULL:
                column = <object> place
                if 0 <= column < columns:
                    out[row, column] = number
    return found


def find_values(
    const double[:, ::1] matrix not None,
    const Py_ssize_t[::1] starts not None,
    const double[::1] cuts not None,
    const unsigned short[::1] trees not None,
    const unsigned short[::1] ruled_out not None,
    const double[::1] value not None,
    Py_ssize_t most,
):
    """The ``value`` of the leaf that each row falls into, by tree of ``most`` leaves (rows x trees).

    The questions of column c are those from ``starts[c]`` to ``starts[c + 1]``, by threshold (``cuts``); a number above it rules out leaves
    of a tree, as bits. The first that is left is the tree's. Whoever reads a model makes sure that there are such trees.
    """
    cdef Py_ssize_t rows = matrix.shape[0], columns = matrix.shape[1], count = value.shape[0] // most, row, column, at, tree
    cdef double number
    found = np.empty((rows, count))
    cdef double[:, ::1] out = found
    cdef unsigned int gone[MOST_TREES]
    if count > MOST_TREES:
        raise ValueError("there are too many trees")
    if starts.shape[0] != columns + 1 or starts[columns] > cuts.shape[0] or not cuts.shape[0] == trees.shape[0] == ruled_out.shape[0]:
        raise ValueError("the questions are not those of these columns")
    with nogil:
        for row in range(rows):
            for tree in range(count):
                gone[tree] = 0
            for column in range(columns):
                number = matrix[row, column]
                for at in range(starts[column], starts[column + 1]):
                    if not number > cuts[at]:
                        break
                    gone[trees[at]] |= ruled_out[at]
            for tree in range(count):
                out[row, tree] = value[tree * most + __builtin_ctz(~gone[tree])]
    return found


def read_table(list table, Py_ssize_t width):
    """Rows of ``width`` numbers each as a matrix of doubles; ValueError where one is longer or shorter."""
    cdef Py_ssize_t row, column
    cdef list numbers
    whole = np.empty((len(table), width))
    cdef double[:, ::1] out = whole
    for row in range(len(table)):
        numbers = table[row]
        if len(numbers) != width:
            raise ValueError("a row is of another length")
        for column in range(width):
            out[row, column] = numbers[column]
    return whole


def find_linked_leaves(
    const double[:, ::1] values, const int64_t[::1] roots, const int64_t[::1] feature, const double[::1] threshold,
    const int64_t[:, ::1] children, const double[::1] value, int depth,
):
    """The value of the leaf that each row of ``values`` falls into, by tree (rows x trees), for trees of linked nodes: not above the
    threshold goes to the first of a node's two ``children``, and a leaf's are itself, so that ``depth`` steps end in one."""
    cdef Py_ssize_t count = values.shape[0], trees = roots.shape[0], size = feature.shape[0], start = 0, tree, k, some
    cdef int level
    cdef int64_t at[ABREAST]
    cdef const double* numbers[ABREAST]
    found = np.empty((count, trees))
    cdef double[:, ::1] out = found
    if threshold.shape[0] != size or children.shape[0] != size or children.shape[1] != 2 or value.shape[0] != size:
        raise ValueError("the nodes are not complete")
    for k in range(size):
        if not (0 <= feature[k] < values.shape[1] and 0 <= children[k, 0] < size and 0 <= children[k, 1] < size):
            raise ValueError("a node asks for what is not there")
    for tree in range(trees):
        if not 0 <= roots[tree] < size:
            raise ValueError("a node asks for what is not there")
    with nogil:
        while start < count:
            some = min(ABREAST, count - start)
            for k in range(ABREAST):
                numbers[k] = &values[start + (k if k < some else 0), 0]
            for tree in range(trees):
                for k in range(ABREAST):
                    at[k] = roots[tree]
                for level in range(depth):
                    for k in range(ABREAST):
                        at[k] = children[at[k], not numbers[k][feature[at[k]]] <= threshold[at[k]]]
                for k in range(some):
                    out[start + k, tree] = value[at[k]]
            start += ABREAST
    return found
