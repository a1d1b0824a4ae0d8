"""Moving the pointer: ``CURRENT`` says which snapshot is published, ``articles.jsonl`` beside it is that snapshot's."""

from __future__ import annotations

import os
from pathlib import Path

from flows.snapshots.disk import copy_chunks, fsync_folder, make_folder, measure_sha256, replace_file, write_file
from flows.snapshots.jsonl import write_articles
from flows.snapshots.snapshot import ARTICLES, CURRENT, WORK, Snapshot


def point(cleaned: Path, name: str, articles: Path) -> None:
    """Point ``cleaned/`` at a snapshot. ``articles`` is its articles.jsonl, fsynced, on the same file system; it is moved.

    Two renames, nothing between them and one fsync after both: the pointer first, because it is what decides.
    """
    fresh = cleaned / WORK / f"{CURRENT}.{os.getpid()}"
    write_file(fresh, [f"{name}\n".encode("ascii")])
    fresh.replace(cleaned / CURRENT)
    articles.replace(cleaned / ARTICLES)
    fsync_folder(cleaned)


def mend_articles(cleaned: Path, snapshot: Snapshot) -> bool:
    """Make ``articles.jsonl`` the published snapshot's again where it is not; True where it had to be. Under the lock."""
    entry = snapshot.files[ARTICLES]
    path = cleaned / ARTICLES
    if path.is_file() and path.stat().st_size == entry["bytes"] and measure_sha256(path) == entry["sha256"]:
        return False
    spare = cleaned / WORK / f"{ARTICLES}.{os.getpid()}"
    make_folder(spare.parent)
    write_articles(spare, snapshot.each("articles"))
    replace_file(path, copy_chunks(spare))
    spare.unlink()
    return True
