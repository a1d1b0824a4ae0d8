"""Builds ``data/bytegrams.bin`` from the model of the installed py3langid. Not needed at run time.

    python -m copydesk.language.build_bytegrams

The same model gives the same bytes. Runs are numbered by how likely they are on average, so that those of one text share blocks.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import zstandard

from copydesk.language.bytegrams import BLOCK, NONE

if TYPE_CHECKING:
    from numpy.typing import NDArray

DATA = Path(__file__).parent / "data"
_LEVEL = 19


def lay_out(moves: NDArray[np.uint32], row: NDArray[np.integer[Any]]) -> tuple[list[int], bytes, list[int], list[int]]:
    """The automaton as a trie: the package's states in the new order, the byte that leads to each but the first, where the states below
    each begin among these bytes (and their number), and the state that each links to. Raises ValueError where the automaton is another."""
    order, place, led, first, link = [0], {0: 0}, bytearray(), [0], [0]
    lines = moves.tolist()
    for state in order:  # which grows meanwhile
        for byte, below in enumerate(lines[row[state]]):
            if below not in place:
                place[below] = len(order)
                order.append(below)
                led.append(byte)
                link.append(place[lines[row[order[link[place[state]]]]][byte]] if state else 0)
        first.append(len(led))
    again, states = np.zeros((len(order), 256), np.int32), np.array(order)
    for number in range(len(order)):
        again[number] = again[link[number]] if number else 0
        again[number, list(led[first[number] : first[number + 1]])] = range(first[number] + 1, first[number + 1] + 1)
        wanted = moves[row[order[number]]]
        if not np.array_equal(states[again[number]], wanted):
            raise ValueError(f"state {order[number]} is no state of a trie with links")
    return order, bytes(led), first, link


def pack(model: tuple[Any, ...]) -> bytes:
    """The file for a model as py3langid's ``load_model`` gives it."""
    chances, prior, classes, moves, row, run = model
    order, led, first, link = lay_out(np.asarray(moves).reshape(-1, 256), np.asarray(row))
    ranked = np.argsort(-chances.astype(np.float32).mean(1), kind="stable")
    number = np.empty(len(ranked), np.int64)
    number[ranked] = np.arange(len(ranked))
    runs = [int(number[run[state]]) if run[state] >= 0 else NONE for state in order]
    numbers = b"".join(np.array(part, np.uint32).tobytes() for part in (first, link, runs))
    squeeze = zstandard.ZstdCompressor(level=_LEVEL).compress
    trie = squeeze(led + numbers + prior.astype(np.float32).tobytes())
    blocks = [squeeze(np.ascontiguousarray(chances[ranked[at : at + BLOCK]].T).tobytes()) for at in range(0, len(ranked), BLOCK)]
    head = json.dumps(
        {"classes": list(classes), "states": len(order), "trie": len(trie), "blocks": list(map(len, blocks))}, separators=(",", ":")
    ).encode()
    return b"".join((len(head).to_bytes(4, "big"), head, trie, *blocks))


def main() -> None:
    """Write the file."""
    from py3langid.langid import MODEL_DIR, MODEL_FILE
    from py3langid.modelio import load_model

    packed = pack(load_model(MODEL_DIR / MODEL_FILE))
    (DATA / "bytegrams.bin").write_bytes(packed)
    print(f"{len(packed) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
