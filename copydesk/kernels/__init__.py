"""Inner loops in compiled code, each with a twin in Python that gives the same: whoever has no compiler loses speed only.

A kernel is a Cython file here, built when the package is installed. ``find_kernel`` gives it, or None where it was not built, where its
source is newer (``make kernels`` builds it again) or ``COPYDESK_KERNELS=off`` asks for the twins; ``tests/core/test_kernels.py`` holds
each kernel against its twin.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

SLACK = 60
"""Seconds by which a kernel may be older than its source, as files of a copied tree are in any order."""

# Asked some fifteen times a document. The environment's own look-up raises and catches an error where the name is not set, which takes
# twenty times as long as to ask the dictionary behind it.
_settings: Mapping[Any, Any] = getattr(os.environ, "_data", os.environ)
_SWITCH: Any = os.environ.encodekey("COPYDESK_KERNELS") if _settings is not os.environ else "COPYDESK_KERNELS"
_OFF = ("off", b"off")


def find_kernel(name: str) -> Any:
    """The compiled module ``copydesk.kernels.NAME``, or None: then the caller's own Python does the same."""
    return _load(name) if _SWITCH not in _settings or _settings[_SWITCH] not in _OFF else None


@cache
def _load(name: str) -> Any:
    if _is_old(name):
        return None
    try:
        return import_module(f"copydesk.kernels.{name}")
    except ImportError:
        return None


def _is_old(name: str) -> bool:
    """Whether a kernel's source came long after it was built: the code around it may ask it for what it does not know yet."""
    spec = find_spec(f"copydesk.kernels.{name}")
    source = Path(__file__).with_name(f"{name}.pyx")
    if spec is None or spec.origin is None or not source.exists():
        return False
    return source.stat().st_mtime > Path(spec.origin).stat().st_mtime + SLACK
