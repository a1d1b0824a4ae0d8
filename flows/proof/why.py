"""From a character of a published article back to the source's characters, its raw bytes, and the rules on the way."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from copydesk.types import Action, LedgerRow, Segment
from flows.outcome import ExitCode, RunError
from flows.snapshots.rebuild import Account, read_accounts, rebuild_text
from flows.snapshots.snapshot import Snapshot, read_current

_AROUND = 30


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a character of an article came from: source characters [start, end), the ledger row, raw bytes if there are any.

    ``exact`` is False where several source characters stand behind one of the article's.
    """

    row: LedgerRow
    start: int
    end: int
    exact: bool


def why(cleaned: Path, place: str) -> str:
    """The way back from ``ID[:OFFSET]`` as lines for the terminal. Raises RunError where there is no such place."""
    article, offset = _parse(place)
    snapshot = read_current(cleaned)
    if snapshot is None:
        raise RunError(ExitCode.USAGE, f"{cleaned}: nothing was published here; run `copydesk run` first.")
    record, prefix, refused_by = _find_record(snapshot, article)
    text: str = record["text"]
    if not 0 <= offset < max(len(text), 1):
        raise RunError(ExitCode.USAGE, f"{place}: the article has {len(text)} characters, numbered from 0 to {len(text) - 1}.")
    account = next(read_accounts(snapshot, prefix, [record["source"]["name"]]))
    source = rebuild_text(account)
    origin = find_origin(account, article, offset)
    return "\n".join(_told(record, offset, account, source, origin, refused_by))


def _parse(place: str) -> tuple[str, int]:
    article, _, offset = place.partition(":")
    if not article or (offset and not offset.isascii()) or (offset and not offset.isdigit()):
        raise RunError(ExitCode.USAGE, f"{place}: write the article's id, and after a colon the number of the character.")
    return article, int(offset or 0)


def _find_record(snapshot: Snapshot, article: str) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    for prefix in snapshot.prefixes("articles"):
        if article in snapshot.read("articles", prefix, ["id"])["id"].to_pylist():
            table = snapshot.read("articles", prefix)
            return table.filter(pc.equal(table["id"], article)).to_pylist()[0], prefix, ()
    for prefix in snapshot.prefixes("quarantine"):
        for row in snapshot.read("quarantine", prefix).to_pylist():
            if row["id"] == article:
                return json.loads(row["record"]), prefix, tuple(row["expectations"])
    raise RunError(ExitCode.USAGE, f"{article}: there is no such article in snapshot {snapshot.name}; ids are in articles.jsonl.")


def find_origin(account: Account, article: str, offset: int) -> Origin:
    """Where the article's character came from. Raises LookupError where the ledger does not say."""
    at = 0
    for row in account.ledger:
        if row.article != article:
            continue
        if row.action is Action.KEEP:
            length = row.end - row.start
            if at <= offset < at + length:
                return Origin(row, row.start + offset - at, row.start + offset - at + 1, True)
            at += length
        elif row.after is not None:
            if at <= offset < at + len(row.after):
                return Origin(row, row.start, row.end, row.end - row.start == 1)
            at += len(row.after)
    raise LookupError(f"the ledger of {account.name} does not account for character {offset}")


def find_bytes(account: Account, source: str, start: int, end: int) -> tuple[int, bytes] | None:
    """Where in the raw file characters [start, end) of the source stand, and their bytes; None for a rendering."""
    if account.row["renderer"]:
        return None
    if account.row["given"] == "text":
        return len(source[:start].encode("utf-8", "surrogatepass")), source[start:end].encode("utf-8", "surrogatepass")
    parts: list[bytes] = []
    first: int | None = None
    for segment in account.segments:
        low, high = max(start, segment.start), min(end, segment.end)
        if low >= high and not (start == end and segment.start <= start <= segment.end):
            continue
        before = _encoded(source[segment.start : low], segment)
        if first is None:
            first = segment.byte_start + len(before)
        parts.append(_encoded(source[segment.start : high], segment)[len(before) :])
    return None if first is None else (first, b"".join(parts))


def _encoded(text: str, segment: Segment) -> bytes:
    from copydesk.charset import encode

    return encode(text, (Segment(0, len(text), 0, segment.encoding),))


def _told(record: dict[str, Any], offset: int, account: Account, source: str, origin: Origin, refused_by: tuple[str, ...]) -> Iterator[str]:
    text, row, facts = record["text"], origin.row, record["source"]
    yield f"article    {record['id']}, story {facts['story']} of {facts['stories']} in {facts['name']}"
    if refused_by:
        yield f"           in quarantine: refused by {', '.join(refused_by)}"
    if record["title"]:
        yield f"           {record['title']}"
    yield f"character  {offset}: {_named(text[offset : offset + 1])}"
    yield f"           {_shown(text, offset, offset + 1)}"
    line = source.count("\n", 0, origin.start) + 1
    yield f"source     characters {origin.start} to {origin.end}, line {line}: {_named(source[origin.start : origin.end])}"
    yield f"           {_shown(source, origin.start, origin.end)}"
    found = find_bytes(account, source, origin.start, origin.end)
    if found is None:
        yield f"bytes      the text is a rendering by {account.row['renderer']}; its characters have no bytes of their own"
    else:
        encoding = next((s.encoding for s in account.segments if s.start <= origin.start < s.end), account.row["encoding"])
        at, raw = found
        yield f"bytes      {at} to {at + len(raw)} ({encoding}): {raw[:16].hex(' ')}{' …' if len(raw) > 16 else ''}"
    yield f"became     {row.action}, {row.label}: rule {row.rule} of {row.rule_version}, confidence {row.confidence:.2f}"
    if row.before is not None and row.after is not None:
        yield f"           {_quoted(row.before)} reads {_quoted(row.after)}"
    if row.evidence:
        yield f"           {row.evidence}"


def _named(text: str) -> str:
    if len(text) != 1:
        return f"{len(text)} characters" if text else "nothing: it stands between two characters"
    return f"{_quoted(text)} U+{ord(text):04X} {unicodedata.name(text, '')}".rstrip()


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "…")


def _shown(text: str, start: int, end: int) -> str:
    """The place with what stands around it, on one line."""
    end = min(end, start + 60)
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return "…".join(("", "".join(_visible(part) for part in (before, "[", text[start:end], "]", after)), ""))


def _visible(text: str) -> str:
    return "".join(" " if c.isspace() else c if c.isprintable() else "\ufffd" for c in text)
