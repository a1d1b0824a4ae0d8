"""What a run came to: the exit code of the contract and one sentence for everything a person must know."""

from __future__ import annotations

import errno
from dataclasses import asdict, dataclass, field
from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """The exit codes that the contract promises to a scheduler."""

    PUBLISHED = 0
    UNFORESEEN = 1
    USAGE = 2
    REFUSED = 3
    QUARANTINED = 4


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of what. ``sources`` = published + quarantined + refused + duplicates + without_story."""

    sources: int = 0
    published: int = 0
    quarantined: int = 0
    refused: int = 0
    duplicates: int = 0
    without_story: int = 0
    articles: int = 0
    articles_quarantined: int = 0
    cleaned: int = 0
    reused: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """What a run came to.

    ``snapshot`` is the published snapshot after the run (None: there is none), ``published`` whether this run changed it,
    ``messages`` one sentence each that names the file, the reason and the mend, ``summary`` one line for the terminal.
    """

    exit_code: int
    snapshot: str | None
    published: bool
    counts: Counts
    summary: str
    messages: tuple[str, ...] = ()
    report: str | None = None
    seconds: float = field(default=0.0, compare=False)

    def to_dict(self) -> dict[str, object]:
        """The outcome as plain values, for JSON and for a Prefect state."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, object]) -> RunOutcome:
        """The inverse of to_dict."""
        counts = values["counts"]
        assert isinstance(counts, dict)
        messages = values["messages"]
        assert isinstance(messages, list | tuple)
        rest = {key: value for key, value in values.items() if key not in ("counts", "messages")}
        return cls(counts=Counts(**counts), messages=tuple(messages), **rest)  # type: ignore[arg-type]


class RunError(Exception):
    """A run that cannot go on, with the exit code and one sentence that names the file and the mend."""

    def __init__(self, exit_code: ExitCode, message: str) -> None:
        super().__init__(message)
        self.exit_code = exit_code
        self.message = message


def describe_os_error(error: OSError, cleaned: Path) -> str:
    """One sentence for what the disk said."""
    place = error.filename or cleaned
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{place}: the disk is full; free some space and run again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{place}: it cannot be written to ({error.strerror}); give a folder that you may write to with --cleaned."
    return f"{place}: {error.strerror or error}; run again when it is mended."
