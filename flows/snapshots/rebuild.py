"""From a snapshot back to the bytes of its sources: what ``verify`` compares and ``why`` walks along."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from copydesk.ledger import rebuild_source
from copydesk.types import Hints, LedgerRow, Segment
from flows.snapshots.schema import ledger_rows
from flows.snapshots.snapshot import Snapshot

LIVE = ("published", "partly", "quarantined", "no-story")
"""The verdicts of sources that have a ledger."""


@dataclass(frozen=True, slots=True)
class Account:
    """A source as the snapshot tells it: its row, its ledger, and the texts of its articles by id, quarantined ones too."""

    row: Mapping[str, Any]
    ledger: tuple[LedgerRow, ...]
    texts: Mapping[str, str]

    @property
    def name(self) -> str:
        """The source's name."""
        return str(self.row["name"])

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Which characters of the source which charset decoded."""
        return tuple(Segment(s["start"], s["end"], s["byte_start"], s["encoding"]) for s in self.row["segments"] or ())


def read_accounts(snapshot: Snapshot, prefix: str, only: Collection[str] | None = None) -> Iterator[Account]:
    """Every source of a partition that has a ledger, by name; ``only`` those named, if any are."""
    from flows.snapshots.snapshot import keep_rows

    tables = {kind: snapshot.read(kind, prefix) for kind in ("sources", "ledger", "articles", "quarantine")}
    if only is not None:
        tables = {kind: keep_rows(table, "name" if kind == "sources" else "source", only) for kind, table in tables.items()}
    texts: dict[str, dict[str, str]] = {}
    for record in tables["articles"].select(["id", "text", "source"]).to_pylist():
        texts.setdefault(record["source"]["name"], {})[record["id"]] = record["text"]
    for held in tables["quarantine"].to_pylist():
        texts.setdefault(held["source"], {})[held["id"]] = json.loads(held["record"])["text"]
    rows = {row["name"]: row for row in tables["sources"].to_pylist() if row["verdict"] in LIVE}
    for name, group in groupby(ledger_rows(tables["ledger"]), key=lambda row: row.source):
        if name in rows:
            yield Account(rows.pop(name), tuple(group), texts.get(name, {}))
    for name in sorted(rows):
        yield Account(rows[name], (), texts.get(name, {}))


def rebuild_text(account: Account) -> str:
    """The source's decoded text (or rendering). Raises ValueError where rows and articles do not give it."""
    text = rebuild_source(account.ledger, account.texts)
    if len(text) != account.row["length"]:
        raise ValueError(f"the ledger ends at character {len(text)} of {account.row['length']}")
    if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != account.row["text_sha256"]:
        raise ValueError("the rebuilt text is not the text that was cleaned")
    return text


def rebuild_bytes(account: Account) -> bytes:
    """The source's bytes. Raises ValueError where they cannot be rebuilt as they were.

    A rendering (HTML, RTF, DOCX) does not hold its markup: there the stored bytes are rendered again and compared.
    """
    from copydesk.charset import encode

    text = rebuild_text(account)
    if account.row["renderer"]:
        raw = bytes(account.row["raw"] or b"")
        _compare_rendering(account, raw, text)
    elif account.row["given"] == "text":
        raw = text.encode("utf-8", "surrogatepass")
    else:
        raw = encode(text, account.segments)
    if len(raw) != account.row["bytes"] or hashlib.sha256(raw).hexdigest() != account.row["sha256"]:
        raise ValueError("the rebuilt bytes are not the bytes that were received")
    return raw


def _compare_rendering(account: Account, raw: bytes, text: str) -> None:
    from copydesk.page import freeze

    row = account.row
    data = raw.decode("utf-8", "surrogatepass") if row["given"] == "text" else raw
    page = freeze(data, account.name, Hints(encoding=row["declared"], format=row["format"])).page
    if page.renderer != row["renderer"]:
        now = page.renderer or "no renderer"
        raise ValueError(f"it was rendered by {row['renderer']}, and the rules of today read it by {now}; install that version to prove it")
    if page.source_text != text:
        raise ValueError(f"rendering it again with {page.renderer} gives another text")
