"""Copies without a name: the same words twice, and no record that says so.

Copies, near ones too, are looked for before the gate and published with the id of the earliest one (docs/duplicates.md).
This is the check on that search, made another way: by the words that the measures counted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

FEW_LETTERS = 200
"""Texts of fewer letters and digits may say the same of two things ('Full results will follow.')."""


def find_digest(words: Sequence[str]) -> str:
    """16 hex digits, the same for texts whose letters and digits are the same; empty where these are few."""
    letters = "".join(words)
    return hashlib.blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest() if len(letters) >= FEW_LETTERS else ""


class Copies:
    """Finds copies among the texts that it is shown, by digest. It remembers 0.2 kB a text."""

    __slots__ = ("_ids",)

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def find_copy(self, id: str, digest: str) -> str | None:
        """The id of the first text with these words, None for the first itself and where there is no digest."""
        first = self._ids.setdefault(digest, id) if digest else id
        return None if first == id else first
