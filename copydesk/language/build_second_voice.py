"""Builds ``data/langid_scores.zst`` and ``data/langid_moves.zst`` from the model of the py3langid that is installed.

    python -m copydesk.language.build_second_voice
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from py3langid.modelio import load_model

from copydesk.arrays import write_arrays
from copydesk.language.second_voice import MOVES, SCORES, digest, model_file


def pack_scores(table: NDArray[np.float16]) -> dict[str, NDArray[Any]]:
    """The arguments of ``Scores`` for a table, ``codes`` as one row of low bytes and one of high ones."""
    bits = np.ascontiguousarray(table).view(np.uint16)
    usual = np.array([np.bincount(column).argmax() for column in bits.T], np.uint16)
    apart = bits != usual
    kinds = [np.unique(column[chosen]) for column, chosen in zip(bits.T, apart.T, strict=True)]
    # Likely scores have low numbers: what a language has often met stands far from what it has hardly met.
    kinds = [kind[np.argsort(kind.view(np.float16), kind="stable")] for kind in kinds]
    values, codes = np.zeros((len(kinds), max(map(len, kinds))), np.uint16), np.zeros(bits.shape, np.uint16)
    for number, kind in enumerate(kinds):
        values[number, : len(kind)] = kind
        place = np.zeros(1 << 16, np.uint16)
        place[kind] = np.arange(len(kind))
        codes[:, number] = place[bits[:, number]]
    told = codes[apart]
    planes = np.stack([told & 0xFF, told >> 8]).astype(np.uint8)
    return {"usual": usual.view(np.float16), "values": values.view(np.float16), "apart": np.packbits(apart, axis=1), "codes": planes}


def main() -> int:
    """Write both files."""
    path, data = model_file(), Path(__file__).parent
    table, prior, labels, nextmove, row, output = load_model(path)
    steps = np.diff(np.array(output, np.int32), prepend=np.int32(0))
    moves = {"nextmove": np.array(nextmove, np.uint32), "row": np.array(row, np.uint16), "output": steps, "prior": prior}
    write_arrays(data / MOVES, moves, model=digest(path), labels=labels)
    write_arrays(data / SCORES, pack_scores(table))
    return 0


if __name__ == "__main__":
    sys.exit(main())
