"""The page of a very large source, made without cleaning one: a ledger by rote."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from copydesk.types import Label, LedgerRow
from flows.reports.audit import render_source
from flows.snapshots.rebuild import Account

STORIES = 4_000
_BODY = "The council of the town met on Tuesday to talk about the bridge, and agreed to close it until the autumn, the mayor said. " * 9
SIZE = 5_000_000


def _spans(number: int) -> Iterator[tuple[Label, str, str | None]]:
    """(label, source text, what the article holds instead) of one story."""
    yield Label.SEPARATOR, f"===== {number} of {STORIES} =====\n", None
    yield Label.TITLE, f"Story {number} of the town", None
    yield Label.WHITESPACE, "\n\n", None
    yield Label.BODY, f"{_BODY}needle {number}.", None
    yield Label.WHITESPACE, "\n\n", None
    yield Label.MOJIBAKE, "FranÃ§ais", "Français"
    yield Label.BODY, " is spoken there, and the caf\u00e9 is open.", None
    yield Label.WHITESPACE, "\n", None
    yield Label.SHARE, "Share this story", None
    yield Label.WHITESPACE, "\n\n", None


def render_large(*, line: bool = False) -> str:
    """The page: five megabytes in 40 000 spans, or with ``line`` a single line of 400 000 characters."""
    spans = [(0, Label.BODY, "x" * 400_000, None)] if line else [(n, *span) for n in range(STORIES) for span in _spans(n)]
    rows: list[LedgerRow] = []
    texts: dict[str, str] = {}
    at = 0
    for number, label, text, after in spans:
        owner = f"id-{number}"
        kept = label in (Label.BODY, Label.MOJIBAKE)
        if kept:
            if texts.get(owner) and label is Label.MOJIBAKE:
                rows[-1] = _row(rows[-1].start, rows[-1].end, Label.WHITESPACE, owner, "\n\n", "\n\n")
                texts[owner] += "\n\n"
            texts[owner] = texts.get(owner, "") + (after or text)
        owned = owner if kept or label is Label.TITLE else None
        rows.append(_row(at, at + len(text), label, owned, None if label is Label.BODY else text, after))
        at += len(text)
    source = "".join(text for _, _, text, _ in spans)
    digest = hashlib.sha256(source.encode()).hexdigest()
    row = dict.fromkeys(("renderer", "findings")) | {"name": "large.txt", "verdict": "published", "stories": len(texts)}
    row |= {"bytes": len(source), "length": len(source), "encoding": "utf-8", "sha256": digest, "text_sha256": digest}
    records = [_record(id, number) for number, id in enumerate(texts)]
    return render_source(Account(row, tuple(rows), texts), records, {}, {"copydesk": "0", "rules": "0"})


def _row(start: int, end: int, label: Label, owner: str | None, before: str | None, after: str | None) -> LedgerRow:
    return LedgerRow("large.txt", start, end, label.action, label, f"toy-{label}", "0", owner, before, after, 1.0)


def _record(id: str, number: int) -> dict[str, Any]:
    nothing = dict.fromkeys(("published", "updated", "publisher", "agency", "section", "editor", "translated_from", "dateline"))
    return nothing | {"id": id, "title": f"Story {number} of the town", "language": "en", "authors": [], "contributors": [], "notices": []}
