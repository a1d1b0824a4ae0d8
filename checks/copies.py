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
