"""Which of two copies is the earlier: by the date of publication, then by when it was received, then by id.

A copy that states no publication counts by its update; one that states neither comes after all that do. Times with a zone
are compared in UTC, times without one as they stand; a date without a time comes before every time of that day.
"""

from __future__ import annotations

from datetime import UTC, datetime

UNKNOWN = "~"
"""Sorts after every date."""


def find_stated(published: str | None, updated: str | None, received: str | None) -> str:
    """What orders copies: sortable text of publication and receipt. The id, which comes last, is not part of it."""
    return f"{_sortable(published or updated)} {_sortable(received)}"


def find_day(stated: str) -> int | None:
    """The day (proleptic ordinal) of a ``find_stated``; None where none is stated."""
    try:
        return datetime.fromisoformat(stated[:10]).toordinal()
    except ValueError:
        return None


def _sortable(value: str | None) -> str:
    if value is None:
        return UNKNOWN
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        return UNKNOWN
    if len(value) <= 10:
        return value
    if time.tzinfo is not None:
        try:
            time = time.astimezone(UTC).replace(tzinfo=None)
        except OverflowError:
            return UNKNOWN
    return time.isoformat(timespec="seconds")
