"""Arrays in a file, as tables are shipped that would take long to lay out from words and numbers."""

from __future__ import annotations

import json
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray


def write_arrays(path: Path, arrays: dict[str, NDArray[Any]], **more: object) -> None:
    """Write arrays one after the other behind a line of JSON that says what they are, with what ``more`` there is to say, packed."""
    import zstandard

    head = {"arrays": [[name, array.dtype.str, array.shape] for name, array in arrays.items()], **more}
    data = b"".join([json.dumps(head).encode(), b"\n", *(array.tobytes() for array in arrays.values())])
    path.write_bytes(zstandard.ZstdCompressor(level=22).compress(data))


def read_arrays(file: Traversable) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """The line of a file that ``write_arrays`` left, and its arrays, which cannot be written to."""
    import numpy as np
    import zstandard

    data = zstandard.ZstdDecompressor().decompress(file.read_bytes())
    at = data.index(b"\n") + 1
    head = json.loads(data[:at])
    found: dict[str, NDArray[Any]] = {}
    for name, kind, shape in head["arrays"]:
        count = int(np.prod(shape))
        found[name] = np.frombuffer(data, kind, count, at).reshape(shape)
        at += found[name].nbytes
    return head, found
