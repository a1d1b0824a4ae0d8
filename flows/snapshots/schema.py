"""The tables of a snapshot: explicit Arrow schemas, and the way between them and copydesk's types.

``articles`` is the record of the contract, column by column. ``ledger`` is the ledger with two more columns: Parquet
strings are UTF-8 and cannot hold the lone surrogates that stand for undecodable bytes, so ``before`` and ``after`` show
U+FFFD there and ``before_exact``/``after_exact`` hold the text itself (UTF-8 with surrogates, null wherever the plain
column is exact already). ``sources`` is one row a source with what is needed to give its bytes back: the charset of each
segment, or the raw bytes where the text is a rendering (``given`` is ``bytes`` or, for the text of a JSON object, ``text``;
``declared`` and ``format`` are what its side-car stated), and with what tells whether a changed profile touches it: the
``profile`` that its side-car named, the ``profiles`` that could apply to it, and how many ``edits`` its page has.
``quarantine`` holds refused records whole, as JSON.
``measures`` is what the gate judged by, as JSON, and for each article its signature: what copies are ordered by, a digest of
its letters and a sketch of them (see docs/duplicates.md). ``syndication`` lists every story that came more than once: a row
for each of its copies, the earliest first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
import pyarrow as pa

from copydesk.types import Action, Label, LedgerRow

_TEXTS = pa.list_(pa.string())
_DATELINE = pa.struct([("raw", pa.string()), ("place", pa.string()), ("agency", pa.string()), ("date", pa.string())])
_SOURCE = pa.struct(
    [
        ("name", pa.string()),
        ("sha256", pa.string()),
        ("bytes", pa.int64()),
        ("encoding", pa.string()),
        ("span", pa.list_(pa.int64())),
        ("story", pa.int32()),
        ("stories", pa.int32()),
        ("url", pa.string()),
        ("received", pa.string()),
    ]
)
_QUALITY = pa.struct([(name, pa.int64()) for name in ("kept", "lifted", "dropped", "repaired", "spam")])

ARTICLES = pa.schema(
    [
        ("id", pa.string()),
        ("text", pa.string()),
        ("title", pa.string()),
        ("language", pa.string()),
        ("language_confidence", pa.float64()),
        ("translated_from", pa.string()),
        ("authors", _TEXTS),
        ("contributors", _TEXTS),
        ("editor", pa.string()),
        ("dateline", _DATELINE),
        ("published", pa.string()),
        ("updated", pa.string()),
        ("publisher", pa.string()),
        ("agency", pa.string()),
        ("section", pa.string()),
        ("notices", _TEXTS),
        ("source", _SOURCE),
        ("duplicate_of", pa.string()),
        ("quality", _QUALITY),
        ("copydesk_version", pa.string()),
        ("rules_version", pa.string()),
        ("subtitle", pa.string()),
        ("accession", pa.string()),
    ]
)

LEDGER = pa.schema(
    [
        ("source", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("action", pa.string()),
        ("label", pa.string()),
        ("rule", pa.string()),
        ("rule_version", pa.string()),
        ("article", pa.string()),
        ("before", pa.string()),
        ("after", pa.string()),
        ("confidence", pa.float64()),
        ("evidence", pa.string()),
        ("before_exact", pa.binary()),
        ("after_exact", pa.binary()),
    ]
)

_SEGMENTS = pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64()), ("byte_start", pa.int64()), ("encoding", pa.string())]))
_FINDINGS = pa.list_(pa.struct([("kind", pa.string()), ("message", pa.string()), ("detail", pa.string())]))

SOURCES = pa.schema(
    [
        ("name", pa.string()),
        ("file", pa.string()),
        ("file_key", pa.string()),
        ("verdict", pa.string()),
        ("reason", pa.string()),
        ("mend", pa.string()),
        ("sha256", pa.string()),
        ("bytes", pa.int64()),
        ("encoding", pa.string()),
        ("encoding_confidence", pa.float64()),
        ("segments", _SEGMENTS),
        ("given", pa.string()),
        ("declared", pa.string()),
        ("format", pa.string()),
        ("renderer", pa.string()),
        ("raw", pa.binary()),
        ("text_sha256", pa.string()),
        ("length", pa.int64()),
        ("stories", pa.int32()),
        ("quarantined", pa.int32()),
        ("duplicate_of", pa.string()),
        ("url", pa.string()),
        ("received", pa.string()),
        ("publisher", pa.string()),
        ("languages", _TEXTS),
        ("quality", _QUALITY),
        ("findings", _FINDINGS),
        ("profile", pa.string()),
        ("profiles", _TEXTS),
        ("edits", pa.int64()),
    ]
)

QUARANTINE = pa.schema(
    [
        ("id", pa.string()),
        ("source", pa.string()),
        ("expectations", _TEXTS),
        ("record", pa.string()),
    ]
)

MEASURES = pa.schema(
    [
        ("source", pa.string()),
        ("article", pa.string()),
        ("row", pa.string()),
        ("stated", pa.string()),
        ("digest", pa.uint64()),
        ("sketch", pa.binary()),
    ]
)

RUNS = pa.schema([("runs", pa.binary())])
"""What a worker leaves beside its articles for the search of copies, a row for each of them; it is in no snapshot."""

SYNDICATION = pa.schema(
    [
        ("story", pa.string()),
        ("place", pa.int32()),
        ("copies", pa.int32()),
        ("id", pa.string()),
        ("relation", pa.string()),
        ("coverage", pa.float64()),
        ("ratio", pa.float64()),
        ("title", pa.string()),
        ("language", pa.string()),
        ("publisher", pa.string()),
        ("agency", pa.string()),
        ("published", pa.string()),
        ("updated", pa.string()),
        ("received", pa.string()),
        ("source", pa.string()),
        ("url", pa.string()),
    ]
)

SCHEMAS: Mapping[str, pa.Schema] = {
    "articles": ARTICLES,
    "ledger": LEDGER,
    "sources": SOURCES,
    "quarantine": QUARANTINE,
    "measures": MEASURES,
    "syndication": SYNDICATION,
}

_SURROGATE = re.compile("[\ud800-\udfff]")


def is_plain(text: str) -> bool:
    """Can UTF-8 hold the text? Not when it has lone surrogates."""
    return _SURROGATE.search(text) is None


def readable_text(text: str) -> str:
    """The text with U+FFFD in place of every lone surrogate."""
    return text if is_plain(text) else _SURROGATE.sub("\ufffd", text)


def is_plain_record(record: Mapping[str, Any]) -> bool:
    """Can UTF-8 hold every string of the record?"""
    try:
        orjson.dumps(record)
    except orjson.JSONEncodeError:
        return False
    return True


def record_json(record: Mapping[str, Any]) -> str:
    """A record as one line of JSON that UTF-8 can hold; lone surrogates are escaped, nothing else is."""
    line = json.dumps(record, ensure_ascii=False)
    return line if is_plain(line) else json.dumps(record)


def article_table(records: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Records as the articles table. Every string must be plain."""
    return pa.Table.from_pylist(list(records), schema=ARTICLES)


_ROW = LedgerRow._fields


def ledger_table(rows: Sequence[LedgerRow]) -> pa.Table:
    """Ledger rows as the ledger table."""
    if not rows:
        return empty_table("ledger")
    columns: dict[str, Any] = dict(zip(_ROW, zip(*rows, strict=True), strict=True))
    columns["action"] = _texts([_VALUES[action] for action in columns["action"]])
    columns["label"] = _texts([_VALUES[label] for label in columns["label"]])
    nothing = pa.nulls(len(rows), pa.binary())
    for name in ("before", "after"):
        texts = columns[name]
        columns[name], columns[f"{name}_exact"] = _texts(texts), nothing
        if columns[name] is None:
            columns[f"{name}_exact"] = pa.array(
                [None if text is None or is_plain(text) else text.encode("utf-8", "surrogatepass") for text in texts], pa.binary()
            )
            columns[name] = _readable(texts)
    for name in ("source", "evidence", "rule", "rule_version", "article"):
        texts = columns[name]
        columns[name] = _texts(texts)
        if columns[name] is None:
            columns[name] = _readable(texts)
    return pa.table([pa.array(columns[f.name], f.type) for f in LEDGER], schema=LEDGER)


_VALUES = {member: member.value for kind in (Action, Label) for member in kind}


def _texts(values: Sequence[str | None]) -> pa.Array | None:
    """The strings as an array; None where UTF-8 cannot hold one of them."""
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:
        return None


def _readable(values: Sequence[str | None]) -> pa.Array:
    return pa.array([text and readable_text(text) for text in values], pa.string())


def ledger_rows(table: pa.Table) -> Iterable[LedgerRow]:
    """The rows of a ledger table as copydesk's type, in their order."""
    for row in table.to_pylist():
        yield LedgerRow(
            row["source"],
            row["start"],
            row["end"],
            Action(row["action"]),
            Label(row["label"]),
            row["rule"],
            row["rule_version"],
            row["article"],
            _exact(row, "before"),
            _exact(row, "after"),
            row["confidence"],
            row["evidence"],
        )


def _exact(row: Mapping[str, Any], name: str) -> str | None:
    exact = row[f"{name}_exact"]
    text: str | None = row[name] if exact is None else exact.decode("utf-8", "surrogatepass")
    return text


def table_of(kind: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows as the table of that kind; a column that a row does not name is null."""
    return pa.Table.from_pylist([dict(row) for row in rows], schema=SCHEMAS[kind])


def empty_table(kind: str) -> pa.Table:
    """The table of that kind with no rows."""
    return SCHEMAS[kind].empty_table()
