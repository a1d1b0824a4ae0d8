"""The shipped models as arrays, so that they are there at once: words hashed and sorted, trees laid out.

``data/NAME.json.gz`` is what the training writes and what can be read: words with their odds, and trees. To hash forty thousand words
takes ten times as long as to read their hashes, and a process asks three models. ``data/NAME.zst`` holds what comes of a model together
with the cue words, and the digest of all that it was made from: where that is no longer so, the model is laid out from its source.

    python -m copydesk.boilerplate.training.pack
"""

from __future__ import annotations

import gzip
from functools import cache
from hashlib import sha256
from importlib.resources import files

from copydesk.arrays import read_arrays
from copydesk.boilerplate.forest import Forest
from copydesk.boilerplate.lexicon import Lexicon, index_lexicon
from copydesk.boilerplate.model import Model, read_model

NAMES = ("small", "model", "large")


def digest_source(name: str) -> str:
    """SHA-256 over a model's source, the cue words and the menus."""
    data = files("copydesk.boilerplate").joinpath("data")
    return sha256(b"".join([data.joinpath(file).read_bytes() for file in (f"{name}.json.gz", "cues.json", "menus.tsv")])).hexdigest()


def read_packed(name: str) -> Model | None:
    """The model of that name, its forests over their own names; None where it was packed from other sources, or not at all."""
    file = files("copydesk.boilerplate").joinpath(f"data/{name}.zst")
    if not file.is_file():
        return None
    head, arrays = read_arrays(file)
    if head["source"] != digest_source(name):
        return None
    arrays = {key: array.copy() for key, array in arrays.items()}
    forests = []
    for part, told in head["forests"].items():
        feature, threshold, leaf = (arrays[f"{part}_{kind}"] for kind in ("feature", "threshold", "leaf"))
        forests.append(Forest(tuple(told["names"]), told["depth"], feature, threshold, leaf, told["bias"]))
    return Model(index_lexicon(Lexicon(arrays["hashes"], arrays["odds"])), *forests)


def read_source(name: str) -> Model:
    """The model of that name from its JSON, its forests over their own names."""
    import orjson

    raw = files("copydesk.boilerplate").joinpath(f"data/{name}.json.gz").read_bytes()
    return read_model(orjson.loads(gzip.decompress(raw)), menus=name != "large")


@cache
def shipped_model(name: str = "model") -> Model:
    """The model of that name, read once: ``small`` for pages under ``LARGE`` lines, ``model`` for longer ones, and beside it ``large``,
    which knows no small page and no menus."""
    return (read_packed(name) or read_source(name)).over_columns()
