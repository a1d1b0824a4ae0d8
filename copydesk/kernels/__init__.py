"""Inner loops in compiled code, each with a twin in Python that gives the same: whoever has no compiler loses speed only.

A kernel is a Cython file here, built when the package is installed. ``find_kernel`` gives it, or None where it was not built or
``COPYDESK_KERNELS=off`` asks for the twins; ``tests/core/test_kernels.py`` holds each kernel against its twin.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from typing import Any

_FOUND: dict[str, Any] = {}


def find_kernel(name: str) -> Any:
    """The compiled module ``copydesk.kernels.NAME``, or None: then the caller's own Python does the same."""
    return None if os.environ.get("COPYDESK_KERNELS") == "off" else _load(name)


@cache
def _load(name: str) -> Any:
    try:
        return import_module(f"copydesk.kernels.{name}")
    except ImportError:
        return None
