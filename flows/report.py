"""The audit page of the last run: static HTML that opens from a file share, with no script and no request to anywhere.

One page for the run and one for each of the first sources, those that need a person first. Everything that came from a
source is text: it is escaped by the template engine, control and direction characters are made visible, and the content
security policy forbids scripts, images, frames and any style but the page's own.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.disk import remove_tree
from flows.gate import Ruling
from flows.outcome import RunOutcome
from flows.plan import read_versions
from flows.rebuild import Account, read_accounts, rebuild_text
from flows.snapshot import DOCS, REPORT, WORK, Snapshot, read_snapshot

if TYPE_CHECKING:
    from jinja2 import Environment

# Pages of single sources, rows of a table, and characters of a source: beyond, a browser is no longer quick.
_MOST_PAGES = 100
_MOST_ROWS = 1_000
_MOST_CHARACTERS = 400_000
_ORDER = ("failed", "refused", "quarantined", "partly", "no-story", "duplicate", "published")


def write_report(cleaned: Path, outcome: RunOutcome, ruling: Ruling) -> RunOutcome:
    """Write the pages of a run to ``report/``, in place of the last run's; gives the outcome with the page's path."""
    fresh = cleaned / WORK / f"report.{os.getpid()}"
    remove_tree(fresh)
    (fresh / "sources").mkdir(parents=True)
    docs = cleaned / WORK / DOCS
    if ruling.docs and docs.is_dir():
        docs.rename(fresh / DOCS)
    snapshot = read_snapshot(cleaned, outcome.snapshot) if outcome.snapshot else None
    _write_pages(fresh, snapshot if outcome.exit_code != 3 else None, outcome, ruling)
    _swap(fresh, cleaned / REPORT)
    return replace(outcome, report=str(cleaned / REPORT / "index.html"))


def _swap(fresh: Path, place: Path) -> None:
    old = fresh.with_name(f"{fresh.name}.old")
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    remove_tree(old)


def _write_pages(folder: Path, snapshot: Snapshot | None, outcome: RunOutcome, ruling: Ruling) -> None:
    sources = _read_sources(snapshot) if snapshot else []
    labels: Counter[tuple[str, str]] = Counter()
    if snapshot is not None:
        labels = _count_labels(snapshot)
        _write_sources(folder, snapshot, sources)
    total = sum(labels.values())
    counts = outcome.counts
    page = (
        _environment()
        .get_template("run.html")
        .render(
            title=outcome.summary,
            outcome=outcome,
            facts=[
                ("snapshot", outcome.snapshot or "none"),
                ("sources", f"{counts.sources:,}"),
                ("articles", f"{counts.articles:,}"),
                ("in quarantine", f"{counts.articles_quarantined:,}"),
                ("refused", f"{counts.refused:,}"),
                ("cleaned in this run", f"{counts.cleaned:,} files"),
                ("unchanged", f"{counts.reused:,} files"),
            ],
            labels=[
                {"action": action, "label": label, "characters": count, "share": 100 * count / total}
                for (action, label), count in sorted(labels.items(), key=lambda item: (-item[1], item[0]))
            ],
            sources=sources[:_MOST_ROWS],
            more_sources=len(sources) if len(sources) > _MOST_ROWS else 0,
            quarantine=list(_read_quarantine(snapshot, ruling)) if snapshot else _refused_rows(ruling),
            verdicts=ruling.verdicts,
            versions=snapshot.manifest["versions"] if snapshot else read_versions(),
            docs=(folder / DOCS / "index.html").is_file(),
        )
    )
    (folder / "index.html").write_text(page, "utf-8")


def _read_sources(snapshot: Snapshot) -> list[dict[str, Any]]:
    columns = ["name", "verdict", "stories", "quarantined", "bytes", "encoding", "languages", "quality", "reason", "findings"]
    rows: list[dict[str, Any]] = []
    for prefix in snapshot.prefixes("sources"):
        rows += [row | {"prefix": prefix, "page": ""} for row in snapshot.read("sources", prefix, columns).to_pylist()]
    nothing = dict.fromkeys(columns) | {"prefix": "", "page": "", "verdict": "refused"}
    rows += [nothing | {"name": r["name"], "reason": f"{r['reason']}; {r['mend']}"} for r in snapshot.manifest["refused"]]
    rows.sort(key=lambda row: (_ORDER.index(row["verdict"]), not row.get("findings"), row["name"]))
    return rows


def _count_labels(snapshot: Snapshot) -> Counter[tuple[str, str]]:
    import pyarrow.compute as pc

    labels: Counter[tuple[str, str]] = Counter()
    for table in snapshot.each("ledger", ["action", "label", "start", "end"]):
        sized = table.append_column("size", pc.subtract(table["end"], table["start"]))
        for row in sized.group_by(["action", "label"]).aggregate([("size", "sum")]).to_pylist():
            labels[row["action"], row["label"]] += row["size_sum"]
    return labels


def _read_quarantine(snapshot: Snapshot, ruling: Ruling) -> Iterator[dict[str, Any]]:
    number = 0
    for table in snapshot.each("quarantine"):
        for row in table.to_pylist():
            number += 1
            if number > _MOST_ROWS:
                return
            evidence = ruling.evidence.get(row["id"], {})
            yield row | {"evidence": "; ".join(evidence.values()), "begins": json.loads(row["record"])["text"][:120]}


def _refused_rows(ruling: Ruling) -> list[dict[str, Any]]:
    return [
        {"id": article, "source": "", "expectations": names, "evidence": "; ".join(ruling.evidence.get(article, {}).values()), "begins": ""}
        for article, names in list(ruling.refused.items())[:_MOST_ROWS]
    ]


def _write_sources(folder: Path, snapshot: Snapshot, sources: list[dict[str, Any]]) -> None:
    wanted = [row for row in sources if row["verdict"] not in ("failed", "refused", "duplicate")][:_MOST_PAGES]
    for row in wanted:
        row["page"] = f"sources/{hashlib.sha256(row['name'].encode()).hexdigest()[:16]}.html"
        account = next(read_accounts(snapshot, row["prefix"], row["name"]), None)
        if account is not None:
            page = _source_page(account, _read_records(snapshot, row["prefix"], row["name"]))
            (folder / row["page"]).write_text(page, "utf-8")


def _read_records(snapshot: Snapshot, prefix: str, name: str) -> list[dict[str, Any]]:
    from flows.snapshot import keep_rows

    records: list[dict[str, Any]] = keep_rows(snapshot.read("articles", prefix), "source", [name]).to_pylist()
    held = keep_rows(snapshot.read("quarantine", prefix), "source", [name]).to_pylist()
    records += [json.loads(row["record"]) | {"refused": row["expectations"]} for row in held]
    return sorted(records, key=lambda record: record["source"]["story"])


def _source_page(account: Account, records: list[dict[str, Any]]) -> str:
    row = account.row
    try:
        text = rebuild_text(account)
    except ValueError as error:
        text = f"(the source cannot be rebuilt: {error})"
    shown = ("language", "published", "updated", "publisher", "agency", "section", "editor")
    return (
        _environment()
        .get_template("source.html")
        .render(
            title=_visible(account.name),
            row=row,
            facts=[
                ("verdict", row["verdict"]),
                ("stories", row["stories"]),
                ("bytes", f"{row['bytes']:,}"),
                ("encoding", row["encoding"]),
                ("renderer", row["renderer"] or "none"),
                ("SHA-256", row["sha256"]),
            ],
            legend=sorted({(span.label.value, span.action.value) for span in account.ledger}, key=lambda pair: (pair[1], pair[0])),
            spans=list(_spans(account, text)),
            cut=_MOST_CHARACTERS if len(text) > _MOST_CHARACTERS else 0,
            articles=[
                record
                | {
                    "facts": [(name, str(record[name])) for name in shown if record[name]]
                    + [("authors", ", ".join(record["authors"]) or "none")]
                }
                for record in records
            ],
        )
    )


def _spans(account: Account, text: str) -> Iterator[dict[str, str]]:
    for row in account.ledger:
        if row.start >= _MOST_CHARACTERS:
            return
        parts = [f"{row.label} ({row.action}) by {row.rule}, confidence {row.confidence:.2f}"]
        if row.evidence:
            parts.append(row.evidence)
        if row.action.value == "repair":
            parts.append(f"{row.before!r} reads {row.after!r}"[:400])
        yield {"action": row.action.value, "label": row.label.value, "title": "; ".join(parts), "text": text[row.start : row.end]}


_HIDDEN = (
    {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
    | {0x7F: 0x2421}
    | {
        code: f"⟨U+{code:04X}⟩"
        for code in (*range(0x80, 0xA0), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
    }
    | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
)


def _visible(text: object) -> str:
    """The text with characters that would hide, reorder or break what is shown replaced by visible ones."""
    return str(text).translate(_HIDDEN)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(loader=PackageLoader("flows"), autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    environment.filters["visible"] = _visible
    style = resources.files("flows").joinpath("templates/report.css").read_text("utf-8")
    environment.globals["style"] = Markup(style)
    environment.globals["style_hash"] = "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment
