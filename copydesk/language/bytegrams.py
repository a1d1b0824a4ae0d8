"""py3langid's model, read a piece at a time: which runs of bytes a text holds, and what each says of 142 languages and scripts.

The package keeps 100 000 runs of bytes in an automaton of 39 MB and their log probabilities in a matrix of 28 MB, packed so tightly that
to unpack them takes a third of a second: more than most texts take in all. Here the automaton is a trie with a link from each state to the
longest run of bytes that ends it (Aho and Corasick), and the matrix lies in packed blocks, of which a text asks some fifty. The numbers
and the sums are the package's own, so that an answer is the same to the bit; ``build_bytegrams`` makes the file from the installed package.
"""

from __future__ import annotations

import json
import math
import unicodedata
from array import array
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLOCK = 128
"""Runs of bytes whose log probabilities are packed together."""
NONE = 0xFFFFFFFF
"""In place of a run's number: no run ends in this state."""
PROBABILITY = itemgetter(1)


class Bytegrams:
    """The model; one instance a process, from ``load_bytegrams``. States are numbered so that those below a state lie side by side, state
    ``i`` being reached by byte ``i − 1`` of ``_bytes``."""

    def __init__(self, raw: bytes) -> None:
        import numpy as np
        import zstandard

        self._unpack = zstandard.ZstdDecompressor().decompress
        size = int.from_bytes(raw[:4], "big")
        head = json.loads(raw[4 : 4 + size])
        *starts, end = accumulate((head["trie"], *head["blocks"]), initial=4 + size)
        parts = [raw[a:b] for a, b in zip(starts, [*starts[1:], end], strict=True)]
        self._packed = parts[1:]
        self.classes: list[str] = head["classes"]
        trie, states, width = self._unpack(parts[0]), head["states"], len(self.classes)
        self._bytes, at = trie[: states - 1], states - 1
        self._first, self._link, self._run = (array("I") for _ in range(3))
        for numbers, count in ((self._first, states + 1), (self._link, states), (self._run, states)):
            numbers.frombytes(trie[at : at + 4 * count])
            at += 4 * count
        self._prior = np.frombuffer(trie, np.float32, width, at)
        self._known: set[int] = set()
        self._matrix: NDArray[np.float16] = np.empty((BLOCK * len(self._packed), width), np.float16)  # takes memory where it is filled
        first: dict[str, int] = {}
        self._twins = [(first[name], i) for i, name in enumerate(self.classes) if first.setdefault(name, i) != i]

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Every language that the model names with its probability (they sum to 1), the likeliest first. Linear in the text."""
        import numpy as np

        data = unicodedata.normalize("NFC", text.lower() if text.isupper() else text).encode("utf8", "surrogatepass")
        scores = self._score(self.count_runs(data))
        scores *= 1.0 / math.sqrt(len(data) or 1)  # what py3langid found to be the right scale for texts of any length
        np.exp(scores - scores.max(), out=scores)
        scores /= scores.sum()
        for one, other in self._twins:  # Serbian has a column for each of its scripts
            scores[one] += scores[other]
            scores[other] = 0.0
        merged: dict[str, float] = {}
        for name, score in zip(self.classes, scores.tolist(), strict=True):
            merged.setdefault(name, score)
        return sorted(merged.items(), key=PROBABILITY, reverse=True)

    def count_runs(self, data: bytes) -> Counter[int]:
        """The known runs of bytes (the longest that ends at each byte) and how often each stands there, in order of their first places."""
        find, first, link, run = self._bytes.find, self._first, self._link, self._run
        found = []
        state = 0
        for byte in data:
            at = find(byte, first[state], first[state + 1])
            while at < 0 and state:
                state = link[state]
                at = find(byte, first[state], first[state + 1])
            state = at + 1  # 0, the root, where nothing goes on
            if (number := run[state]) != NONE:
                found.append(number)
        return Counter(found)

    def _score(self, runs: Counter[int]) -> NDArray[np.float32]:
        import numpy as np

        if not runs:
            return np.zeros(len(self.classes), np.float32)
        places = np.fromiter(runs, np.intp, len(runs))
        for block in set((places // BLOCK).tolist()) - self._known:
            values = np.frombuffer(self._unpack(self._packed[block]), np.float16).reshape(len(self.classes), -1).T
            self._matrix[block * BLOCK : block * BLOCK + len(values)] = values
            self._known.add(block)
        counts = np.fromiter(runs.values(), np.float32, len(runs))
        scores: NDArray[np.float32] = np.log1p(counts) @ self._matrix[places] + self._prior
        return scores


@lru_cache(maxsize=1)
def load_bytegrams() -> Bytegrams:
    """The shipped model, its frame read once."""
    return Bytegrams((files(__package__) / "data/bytegrams.bin").read_bytes())
