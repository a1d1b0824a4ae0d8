"""Versions: what decided, so that the same name always means the same outcome."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

COPYDESK = "0.1.0"
_DECIDES = (".py", ".toml", ".json", ".jsonl", ".txt", ".tsv", ".bin", ".npz", ".gz", ".zst", ".xz")


@cache
def rules_version() -> str:
    """Twelve hex digits over every rule, model and line of code in the package: whatever decides is in it."""
    digest = hashlib.sha256()
    for name, entry in sorted(_files(resources.files("copydesk"), "")):
        digest.update(name.encode() + b"\0" + hashlib.sha256(entry.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _files(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name not in ("__pycache__", "cli"):
                found += _files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(_DECIDES):
            found.append((prefix + entry.name, entry))
    return found
