"""The two sides of a comparison: a published snapshot, or sources that are cleaned now with the present rules."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from copydesk.types import Hints
from flows.snapshots.rebuild import LIVE, Account, read_accounts
from flows.snapshots.snapshot import Snapshot, keep_rows


@dataclass(frozen=True, slots=True)
class Told:
    """A source as one side tells it, with the languages of its articles by id."""

    account: Account
    languages: Mapping[str, str | None]


class Side(Protocol):
    """What a comparison asks of its new side."""

    @property
    def name(self) -> str:
        """How to call it."""

    def find(self, names: Set[str]) -> Iterator[Told]:
        """The named sources as far as it has them."""

    def beyond(self, names: Set[str]) -> list[str]:
        """The names that it has beyond these, sorted."""


class SnapshotSide:
    """A published snapshot; its partitions are read one at a time."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.parts: dict[str, set[str]] = {}
        """Partition to the names of its sources that have a ledger."""
        for prefix in snapshot.prefixes("sources"):
            table = snapshot.read("sources", prefix, ["name", "verdict"])
            pairs = zip(table["name"].to_pylist(), table["verdict"].to_pylist(), strict=True)
            self.parts[prefix] = {name for name, verdict in pairs if verdict in LIVE}

    @property
    def name(self) -> str:
        """The snapshot's name and the rules that made it."""
        return f"snapshot {self._snapshot.name} (rules {self._snapshot.manifest['versions']['rules']})"

    def read(self, part: str, names: Set[str]) -> Iterator[Told]:
        """The named sources of a partition."""
        if not names:
            return
        languages: dict[str, dict[str, str | None]] = defaultdict(dict)
        for row in keep_rows(self._snapshot.read("articles", part, ["id", "language", "source"]), "source", names).to_pylist():
            languages[row["source"]["name"]][row["id"]] = row["language"]
        for row in keep_rows(self._snapshot.read("quarantine", part), "source", names).to_pylist():
            languages[row["source"]][row["id"]] = json.loads(row["record"])["language"]
        for account in read_accounts(self._snapshot, part, names):
            yield Told(account, languages.get(account.name, {}))

    def find(self, names: Set[str]) -> Iterator[Told]:
        """The named sources, whatever partitions they are in."""
        for prefix, held in self.parts.items():
            yield from self.read(prefix, names & held)

    def beyond(self, names: Set[str]) -> list[str]:
        """The names of sources that are not among these."""
        return sorted(name for held in self.parts.values() for name in held - names)


class FreshSide:
    """Sources cleaned now; nothing is judged or published. What cannot be read or cleaned counts as missing."""

    def __init__(self, path: Path) -> None:
        from copydesk.sources import discover

        self._path = path
        self._files = {file.name: file for file in discover(path).sources}

    @property
    def name(self) -> str:
        """The folder, and the rules that clean it."""
        from copydesk.versions import rules_version

        return f"{self._path} cleaned now (rules {rules_version()})"

    def find(self, names: Set[str]) -> Iterator[Told]:
        """The named sources, cleaned one after the other."""
        from copydesk.sources import Refusal, read_sources

        for file in sorted({self._file_of(name) for name in names} & set(self._files)):
            for received in read_sources(self._files[file]):
                if not isinstance(received, Refusal) and received.name in names:
                    told = _clean(received.data, received.name, received.hints)
                    if told is not None:
                        yield told

    def beyond(self, names: Set[str]) -> list[str]:
        """The names of files with no source among these."""
        return sorted(set(self._files) - {self._file_of(name) for name in names})

    def _file_of(self, name: str) -> str:
        """The file that holds a source: a line of a file of many is named FILE#LINE."""
        return name if name in self._files else name.rpartition("#")[0]


def _clean(data: str | bytes, name: str, hints: Hints) -> Told | None:
    from copydesk.pipeline import clean

    try:
        cleaned = clean(data, name=name, hints=hints)
    except Exception:
        return None
    text = cleaned.page.source_text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    row = {"name": name, "length": len(text), "text_sha256": digest}
    texts = {article.id: article.text for article in cleaned.articles}
    return Told(Account(row, cleaned.ledger, texts), {article.id: article.language for article in cleaned.articles})
