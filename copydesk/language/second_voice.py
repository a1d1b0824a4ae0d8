"""py3langid's own model in a form that is read in a tenth of the time and a third of the memory.

The library ships 68 MB of numbers packed as small as they go, and unpacks all of them when it is first asked: a third of a second, as
long as two hundred English articles take. Four scores in five are the one that a language gives to whatever it has hardly met. So
``data/langid_scores.zst`` holds a bit for each score that says more and a short number for each of those, and rows are laid out as
they were when they are asked; ``data/langid_moves.zst`` holds the automaton. The arithmetic stays the library's, on the same numbers,
with the same answers to the bit. Made by ``build_second_voice.py`` from the model of the release that is locked;
of any other release the library reads its own.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from os import SEEK_END
from pathlib import Path
from typing import TYPE_CHECKING, Any

from copydesk.arrays import read_arrays

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Halves = NDArray[np.float16]

SCORES, MOVES = "data/langid_scores.zst", "data/langid_moves.zst"
_END = 1024  # bytes at the end of the library's file


class Scores:
    """A table of half-precision scores, features × languages, that gives rows as an array of numpy does.

    ``usual``: each language's commonest score; ``apart``: a bit for each score that differs from it, rows filled up to whole bytes;
    ``codes``: those scores in the order of the bits, as places in the language's row of ``values``.
    """

    def __init__(self, usual: Halves, values: Halves, apart: NDArray[np.uint8], codes: NDArray[np.uint16]) -> None:
        import numpy as np

        self._usual, self._apart, self._codes = usual, apart, codes
        self._values, self._firsts = values.ravel(), np.arange(len(usual)) * values.shape[1]
        self._counts = np.bitwise_count(apart).sum(1, dtype=np.int64)
        self._ends = self._counts.cumsum()

    def __getitem__(self, rows: NDArray[np.intp]) -> Halves:
        """The scores of some features, one row each."""
        import numpy as np

        width, counts = len(self._usual), self._counts[rows]
        flat = np.unpackbits(self._apart[rows], axis=1, count=width).view(bool).ravel().nonzero()[0]
        codes = self._codes[np.arange(len(flat)) + (self._ends[rows] - counts.cumsum()).repeat(counts)]
        found = np.empty((len(rows), width), np.float16)
        found[:] = self._usual
        found.ravel()[flat] = self._values[self._firsts[flat % width] + codes]
        return found


def digest(path: Path) -> str:
    """Which model a file of the library holds: its size and SHA-256 of its end, where the format keeps a check of all that is before."""
    with path.open("rb") as file:
        size = file.seek(0, SEEK_END)
        file.seek(max(0, size - _END))
        return f"{size} {sha256(file.read()).hexdigest()}"


def model_file() -> Path:
    """Where the library keeps its model."""
    from py3langid.langid import MODEL_DIR, MODEL_FILE

    path: Path = MODEL_DIR / MODEL_FILE
    return path


@lru_cache(maxsize=1)
def load_langid() -> Any:
    """py3langid's identifier with probabilities: its own model from the files here, or as the library reads it where they are not of
    the release that is installed."""
    import numpy as np
    from py3langid.langid import LanguageIdentifier

    head, moves = read_arrays(files(__package__) / MOVES)
    path = model_file()
    if digest(path) != head["model"]:
        return LanguageIdentifier.from_model_file(path, norm_probs=True)
    scores = read_arrays(files(__package__) / SCORES)[1]
    low, high = scores.pop("codes")
    table = Scores(codes=low + (high.astype("u2") << 8), **scores)
    # Buffers give plain numbers, which the library's walk is quick with.
    output = moves["output"].cumsum(dtype=np.int32)
    tables = moves["nextmove"].data, output.data
    return LanguageIdentifier(table, moves["prior"], head["labels"], *tables, norm_probs=True, tk_row=moves["row"].data)
