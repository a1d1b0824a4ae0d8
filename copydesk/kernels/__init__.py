"""Inner loops in compiled code, each with a twin in Python that gives the same: whoever has no compiler loses speed only.

A kernel is a Cython file here, built when the package is installed. ``find_kernel`` gives it, or None where it was not built or
``COPYDESK_KERNELS=off`` asks for the twins; ``tests/core/test_kernels.py`` holds each kernel against its twin.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

_FOUND: dict[str, Any] = {}


# Asked some fifteen times a document. The environment's own look-up raises and catches an error where the name is not set, which takes
# twenty times as long as to ask the dictionary behind it.
_settings: Mapping[Any, Any] = getattr(os.environ, "_data", os.environ)
_SWITCH: Any = os.environ.encodekey("COPYDESK_KERNELS") if _settings is not os.environ else "COPYDESK_KERNELS"
_OFF = ("off", b"off")


def find_kernel(name: str) -> Any:
    """The compiled module ``copydesk.kernels.NAME``, or None: then the caller's own Python does the same."""
    return _load(name) if _settings.get(_SWITCH) not in _OFF else None


@cache
def _load(name: str) -> Any:
    try:
        return import_module(f"copydesk.kernels.{name}")
    except ImportError:
        return None
