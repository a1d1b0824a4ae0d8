"""A sorted list of words in one run of bytes, cut into words only where it is asked.

Half a million words as objects of their own would take a tenth of a second to make, and 40 MB.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

_BLOCK: Final = 4096  # bytes that are cut into words at once


class WordList:
    """The lines of ``data`` from ``first`` on, which are sorted and parted by LF."""

    def __init__(self, data: bytes, first: int = 0) -> None:
        self._data = data
        self._starts = [first]
        for at in range(first + _BLOCK, len(data), _BLOCK):
            start = data.find(b"\n", at) + 1
            if self._starts[-1] < start < len(data):
                self._starts.append(start)
        self._heads = [data[start : end if (end := data.find(b"\n", start)) >= 0 else None] for start in self._starts]
        self._blocks: dict[int, list[bytes]] = {}

    def first_from(self, key: bytes) -> bytes:
        """The first line that is not before ``key``; nothing where all are."""
        number = max(0, bisect_right(self._heads, key) - 1)
        lines = self._lines(number)
        at = bisect_left(lines, key)
        if at < len(lines):
            return lines[at]
        return self._lines(number + 1)[0] if number + 1 < len(self._starts) else b""

    def letters_after(self, head: bytes) -> list[bytes]:
        """The letters beyond ASCII that follow a beginning of lines, in UTF-8."""
        out: list[bytes] = []
        found = self.first_from(head + b"\x80")
        while found.startswith(head) and len(found) > len(head):
            lead = found[len(head)]
            letter = found[len(head) : len(head) + (2 if lead < 0xE0 else 3 if lead < 0xF0 else 4)]
            out.append(letter)
            found = self.first_from(head + letter[:-1] + bytes((letter[-1] + 1,)))
        return out

    def _lines(self, number: int) -> list[bytes]:
        """The lines of a block."""
        found = self._blocks.get(number)
        if found is None:
            end = self._starts[number + 1] - 1 if number + 1 < len(self._starts) else len(self._data)
            found = self._blocks[number] = self._data[self._starts[number] : end].split(b"\n")
        return found
