"""Versions: what decided, so that the same name always means the same outcome."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

COPYDESK = "0.1.0"
# These say why a rule decides, and which one proved wrong: they decide about no character.
_TELL = ("reasons.py", "reasons.toml", "recalls.py", "recalls.toml")
_DECIDES = (".py", ".pyx", ".pxd", ".toml", ".json", ".jsonl", ".txt", ".tsv", ".bin", ".npz", ".gz", ".zst", ".xz")


@cache
def rules_version() -> str:
    """Twelve hex digits over every rule, model and line of code in the package: whatever decides is in it.

    Recalls are in it, too: rules that are put back as they were give a snapshot of its own, which can tell what was wrong between.
    """
    from copydesk.recalls import load_recalls

    facts = [engine_version(), *(f"{name} {version}" for name, version in profile_versions().items()), *map(str, load_recalls())]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:12]


@cache
def engine_version() -> str:
    """Twelve hex digits over all that decides about every source: the package without its profiles."""
    digest = hashlib.sha256()
    for name, entry in sorted(_files(resources.files("copydesk"), "")):
        if not (name.startswith("rules/") and name.endswith(".toml")):
            digest.update(name.encode() + b"\0" + hashlib.sha256(entry.read_bytes()).digest())
    return digest.hexdigest()[:12]


@cache
def profile_versions() -> dict[str, str]:
    """File name of each profile, without its ending, to twelve hex digits over it and what it inherits; sorted by name."""
    from copydesk.profiles import read_profile_files

    files = read_profile_files()
    return {name: hashlib.sha256("\0".join(_lineage(name, files)).encode()).hexdigest()[:12] for name in files}


def _lineage(name: str, files: Mapping[str, str]) -> Iterator[str]:
    while name in files:
        yield files[name]
        name = tomllib.loads(files[name]).get("inherits", "")


def _files(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name not in ("__pycache__", "cli"):
                found += _files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(_DECIDES) and prefix + entry.name not in _TELL:
            found.append((prefix + entry.name, entry))
    return found
