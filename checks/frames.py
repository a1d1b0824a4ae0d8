"""Frames of measures for Great Expectations: typed columns, and faults of the frame itself found before it is judged.

An expectation passes over nulls and never hears of a missing column; a measure that was not taken must not count as a
pass. So every frame is checked here first, and what is wrong with it is the pipeline's error, not the record's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_type_hints

import pandas as pd

_DTYPES: dict[Any, str] = {int: "int64", float: "float64", bool: "bool", str: "str"}


def build_frame(rows: pd.DataFrame | Iterable[Mapping[str, Any]], kind: type) -> tuple[pd.DataFrame, list[str]]:
    """The frame with the columns and types of ``kind`` (a TypedDict), and what is wrong with it in one sentence each.

    Where something is wrong the frame must not be judged. Columns that ``kind`` does not name are dropped.
    """
    hints = get_type_hints(kind)
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows), columns=None)
    if frame.empty:
        return pd.DataFrame({name: pd.Series([], dtype=_dtype(hint)) for name, hint in hints.items()}), []
    missing = [name for name in hints if name not in frame.columns]
    if missing:
        return frame, [f"measures lack the column {name}" for name in missing]
    frame = frame[list(hints)]
    faults = [
        f"the measure {name} was not taken for {int(frame[name].isna().sum())} rows"
        for name, hint in hints.items()
        if not _is_optional(hint) and frame[name].isna().any()
    ]
    if faults:
        return frame, faults
    try:
        return frame.astype({name: _dtype(hint) for name, hint in hints.items()}).reset_index(drop=True), []
    except (ValueError, TypeError) as error:
        return frame, [f"a measure has the wrong type: {error}"]


def _is_optional(hint: Any) -> bool:
    return type(None) in getattr(hint, "__args__", ())


def _dtype(hint: Any) -> str:
    if not _is_optional(hint):
        return _DTYPES[hint]
    kind = next(part for part in hint.__args__ if part is not type(None))
    return {int: "Int64", float: "float64", bool: "boolean", str: "str"}[kind]


def batch_rows(rows: pd.DataFrame | Iterable[Any], size: int) -> Iterator[pd.DataFrame | list[Any]]:
    """Batches of at most ``size`` rows: of one frame, or of an iterator of frames, lists of rows, or single rows. Small lists
    go together, so that the cost of a batch is that of ``size`` rows; only the last is smaller."""
    held: list[Any] = []
    for part in [rows] if isinstance(rows, pd.DataFrame) else rows:
        if isinstance(part, pd.DataFrame):
            yield from (part.iloc[start : start + size] for start in range(0, len(part), size))
            continue
        held += part if isinstance(part, list) else [part]
        full = len(held) - len(held) % size
        yield from (held[start : start + size] for start in range(0, full, size))
        del held[:full]
    if held:
        yield held
