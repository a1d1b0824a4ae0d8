"""The origin of a source: what stays the same from run to run while files come and go, so that it can have a history.

What is known from outside comes first, for it does not change with the page: the publisher of the side-car (``China
Daily``), the host of the address (``news.example.org``), where the file lies and what its name keeps when numbers and
digests are taken out (``feeds/xinhua`` for ``feeds/xinhua/2025-08-29.txt``). Only a file whose name says nothing goes by
the publisher or agency that its articles name; and what nothing names at all is one origin together, by the kind of its files
(``*.jsonl``): a history of each document would be none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from copydesk.types import Cleaned

_CHANGING = re.compile(r"[0-9a-f]{12,}|\d+", re.IGNORECASE)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def find_origin(cleaned: Cleaned) -> str:
    """The origin of a source; the same for all sources of one publisher, host or series of files. Never empty."""
    hints = cleaned.page.hints
    named = _commonest(article.publisher for article in cleaned.articles)
    credited = _commonest(article.agency for article in cleaned.articles)
    return hints.publisher or find_host(hints.url) or find_series(cleaned.page.name) or named or credited or find_kind(cleaned.page.name)


def _commonest(names: Iterable[str | None]) -> str | None:
    counts = Counter(name for name in names if name)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


def find_host(url: str | None) -> str | None:
    """The host of an address without ``www.``, None where there is none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def find_kind(name: str) -> str:
    """``*`` and the ending of a file's name, for files whose names say nothing else: ``*.jsonl`` for ``0001.jsonl#7``."""
    return _find_kind(name.partition("#")[0])


@lru_cache(maxsize=256)
def _find_kind(name: str) -> str:
    endings = PurePosixPath(name).suffixes
    return f"*{''.join(ending for ending in endings if not _CHANGING.search(ending))}"


def find_series(name: str) -> str:
    """What a file's name shares with the others of its series: folder and stem without numbers and digests; may be empty."""
    return _find_series(name.partition("#")[0])


@lru_cache(maxsize=256)
def _find_series(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    stem = path.name.partition(".")[0]
    kept = _EDGES.sub("", _CHANGING.sub("", stem))
    folder = "/".join(part for part in path.parent.parts if part not in (".", ".."))
    return "/".join(part for part in (folder, kept) if part)
