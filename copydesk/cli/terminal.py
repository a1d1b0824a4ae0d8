"""What reaches a terminal: escaped, coloured only where a person looks, progress only where nobody pipes."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

Item = TypeVar("Item")

_ESCAPES = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if code not in (9, 10)}
# Bidirectional controls and invisible formatting can make a line read as something that it is not.
_ESCAPES |= {code: f"\\u{code:04x}" for code in (0x061C, *range(0x200E, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF)}


class UsageError(Exception):
    """What was asked for cannot be done: one sentence with the mend."""


def escaped(text: str) -> str:
    """The text with control, bidirectional and undecodable characters written out, so that no source can steer a terminal."""
    return text.translate(_ESCAPES).encode("utf-8", "backslashreplace").decode("utf-8")


def is_coloured(stream: TextIO) -> bool:
    """Colours only on a terminal that has not asked for none (NO_COLOR)."""
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def painted(text: str, colour: str, stream: TextIO) -> str:
    """The text in an ANSI colour (``"31"`` …), plain where the stream is no terminal."""
    return f"\x1b[{colour}m{text}\x1b[0m" if is_coloured(stream) else text


def complain(message: str) -> None:
    """One sentence on one line of standard error, whatever the names in it hold."""
    sys.stdout.flush()
    line = escaped(message).replace("\n", "\\n")
    print(f"{painted('copydesk:', '31', sys.stderr)} {line}", file=sys.stderr)


def with_progress(items: Iterable[Item], what: str, total: int | None = None) -> Iterator[Item]:
    """The items, with a line of progress on standard error if both ends are terminals and the work takes over a second."""
    if not (sys.stderr.isatty() and sys.stdout.isatty()):
        yield from items
        return
    start = last = time.monotonic()
    shown = False
    for number, item in enumerate(items, 1):
        yield item
        now = time.monotonic()
        if now - start > 1 and now - last > 0.2:
            of = f" of {total}" if total else ""
            print(f"\r\x1b[K{number}{of} {what} …", end="", file=sys.stderr, flush=True)
            last, shown = now, True
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def show_progress() -> Callable[[str, int, int], None] | None:
    """A function of (what, done, total) that keeps one line of progress on standard error; None where nobody watches."""
    if not (sys.stderr.isatty() and sys.stdout.isatty()):
        return None

    def show(what: str, done: int, total: int) -> None:
        count = f" {done} of {total}" if total else ""
        line = f"{escaped(what)}{count} …" if what else ""
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    return show
