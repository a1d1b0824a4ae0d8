"""What the kernels share: the characters of a text as they lie in memory, white space as Python has it, and named tuples made quickly."""

cdef extern from "Python.h":
    ctypedef struct PyTypeObject:
        object (*tp_new)(type, tuple, void*)
    PyTypeObject PyTuple_Type
    bint Py_UNICODE_ISSPACE(unsigned int code) noexcept nogil
    bint Py_UNICODE_ISUPPER(unsigned int code) noexcept nogil

# A character of a text that holds none beyond U+00FF, none beyond U+FFFF, or any.
ctypedef fused char_t:
    unsigned char
    unsigned short
    unsigned int


cdef inline object make_tuple(type kind, tuple values):
    """A tuple of that class, which must be a subclass of tuple; a named tuple's own ``__new__`` takes three times as long."""
    return PyTuple_Type.tp_new(kind, (values,), NULL)
