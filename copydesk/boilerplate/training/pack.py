"""Packs the three shipped models anew, where a source or the cue words have changed.

    python -m copydesk.boilerplate.training.pack
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import copydesk.boilerplate
from copydesk.arrays import write_arrays
from copydesk.boilerplate.forest import Forest
from copydesk.boilerplate.model import FORESTS, Model
from copydesk.boilerplate.packed import NAMES, digest_source, read_source

if TYPE_CHECKING:
    from numpy.typing import NDArray

DATA = Path(copydesk.boilerplate.__file__).parent / "data"


def write_packed(name: str, model: Model, target: Path) -> None:
    """Write a model as it comes from its source, its forests over their own names."""
    arrays: dict[str, NDArray[Any]] = {"hashes": model.lexicon.hashes, "odds": model.lexicon.odds}
    told = {}
    for part in FORESTS:
        forest: Forest = getattr(model, part)
        arrays |= {f"{part}_feature": forest.feature, f"{part}_threshold": forest.threshold, f"{part}_leaf": forest.leaf}
        told[part] = {"names": forest.names, "depth": forest.depth, "bias": forest.bias}
    write_arrays(target, arrays, source=digest_source(name), forests=told)


def main() -> int:
    """Pack the three models anew."""
    for name in NAMES:
        write_packed(name, read_source(name), DATA / f"{name}.zst")
    return 0


if __name__ == "__main__":
    sys.exit(main())
