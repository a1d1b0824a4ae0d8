"""The audit pages of the last run: static files that open from a file share, with no request to anywhere.

One page for the run and one for each source, those that need a person first. What they may hold and how hostile text stays text:
``flows/reports/pages.py``. A corpus of very many sources gets the pages of the first ones; ``write_source`` makes that of any other.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from flows.judging.gate import Ruling
from flows.outcome import ExitCode, RunError, RunOutcome
from flows.planning.plan import read_versions
from flows.reports.audit import render_source
from flows.reports.listing import Listing
from flows.reports.overview import render_run
from flows.snapshots.disk import make_folder, remove_tree
from flows.snapshots.rebuild import LIVE, read_accounts
from flows.snapshots.snapshot import DOCS, REPORT, WORK, Snapshot, keep_rows, read_current, read_snapshot

# Pages of single sources that a run writes, and the bytes of sources on them: beyond, pages cost more time than they get readers.
_MOST_PAGES = 2_000
_MOST_BYTES = 200_000_000
_COLUMNS = ["name", "verdict", "stories", "quarantined", "bytes", "length", "encoding", "languages", "quality", "reason", "findings"]


def write_report(cleaned: Path, outcome: RunOutcome, ruling: Ruling) -> RunOutcome:
    """Write the pages of a run to ``report/``, in place of the last run's; gives the outcome with the page's path."""
    fresh = cleaned / WORK / f"report.{os.getpid()}"
    remove_tree(fresh)
    (fresh / "sources").mkdir(parents=True)
    docs = cleaned / WORK / DOCS
    if ruling.docs and docs.is_dir():
        docs.rename(fresh / DOCS)
    shown = outcome.snapshot if outcome.exit_code != ExitCode.REFUSED else None
    snapshot = read_snapshot(cleaned, shown) if shown else None
    versions = snapshot.manifest["versions"] if snapshot else read_versions()
    sources = _read_sources(snapshot) if snapshot else Listing()
    if snapshot is not None:
        _write_sources(fresh, snapshot, sources.first, ruling)
    page = render_run(cleaned, snapshot, outcome, ruling, sources, versions, (fresh / DOCS / "index.html").is_file())
    (fresh / "index.html").write_text(page, "utf-8")
    _swap(fresh, cleaned / REPORT)
    return replace(outcome, report=str(cleaned / REPORT / "index.html"))


def write_source(cleaned: Path, name: str) -> Path:
    """The page of one source of the published snapshot in ``report/sources/``, written where the run has not; gives its path.

    Raises RunError where nothing is published, or no source of that name has a ledger.
    """
    snapshot = read_current(cleaned)
    if snapshot is None:
        raise RunError(ExitCode.USAGE, f"{cleaned}: nothing was published here; run `copydesk run` first.")
    for prefix in snapshot.prefixes("sources"):
        if keep_rows(snapshot.read("sources", prefix, ["name"]), "name", [name]).num_rows:
            page = cleaned / REPORT / source_address(name)
            if not page.is_file():
                make_folder(cleaned / REPORT / "sources")
                _write_pages(cleaned / REPORT, snapshot, prefix, [name], None)
            if page.is_file():
                return page
    raise RunError(ExitCode.USAGE, f"{name}: the published snapshot accounts for no source of that name; the run's page lists all of them.")


def _swap(fresh: Path, place: Path) -> None:
    old = fresh.with_name(f"{fresh.name}.old")
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    remove_tree(old)


def _read_sources(snapshot: Snapshot) -> Listing:
    """The sources as the pages need them, a partition in memory at a time."""
    listing = Listing()
    for prefix in snapshot.prefixes("sources"):
        listing.add(row | {"prefix": prefix, "page": ""} for row in snapshot.read("sources", prefix, _COLUMNS).to_pylist())
    nothing = dict.fromkeys(_COLUMNS) | {"prefix": "", "page": "", "verdict": "refused"}
    listing.add(nothing | {"name": r["name"], "reason": f"{r['reason']}; {r['mend']}"} for r in snapshot.manifest["refused"])
    return listing


def _write_sources(folder: Path, snapshot: Snapshot, sources: Sequence[dict[str, Any]], ruling: Ruling) -> None:
    wanted: dict[str, list[str]] = defaultdict(list)
    size = number = 0
    for row in sources:
        if row["verdict"] in LIVE and number < _MOST_PAGES and size + row["bytes"] <= _MOST_BYTES:
            row["page"] = source_address(row["name"])
            wanted[row["prefix"]].append(row["name"])
            number, size = number + 1, size + row["bytes"]
    for prefix, names in wanted.items():
        _write_pages(folder, snapshot, prefix, names, ruling)


def source_address(name: str) -> str:
    """Where the page of a source lies in the report: its name may hold anything, so a digest of it."""
    return f"sources/{hashlib.sha256(name.encode()).hexdigest()[:16]}.html"


def _write_pages(folder: Path, snapshot: Snapshot, prefix: str, names: Sequence[str], ruling: Ruling | None) -> None:
    records = _read_records(snapshot, prefix, names)
    home = "../index.html" if ruling is not None or (folder / "index.html").is_file() else ""
    for account in read_accounts(snapshot, prefix, names):
        own = records.get(account.name, [])
        notes = {record["id"]: _notes(record, ruling) for record in own}
        page = render_source(account, own, notes, snapshot.manifest["versions"], home)
        (folder / source_address(account.name)).write_text(page, "utf-8")


def _read_records(snapshot: Snapshot, prefix: str, names: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    records: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in keep_rows(snapshot.read("articles", prefix), "source", names).to_pylist():
        records[row["source"]["name"]].append(row)
    for row in keep_rows(snapshot.read("quarantine", prefix), "source", names).to_pylist():
        records[row["source"]].append(json.loads(row["record"]) | {"refused": row["expectations"]})
    for held in records.values():
        held.sort(key=lambda record: record["source"]["story"])
    return records


def _notes(record: Mapping[str, Any], ruling: Ruling | None) -> list[tuple[str, str, list[str]]]:
    """What the gate said of an article: that it is in quarantine, and why; what it warned of."""
    evidence = ruling.evidence.get(record["id"], {}) if ruling else {}

    def lines(names: Sequence[str]) -> list[str]:
        return [f"{name}: {evidence[name]}" if name in evidence else name for name in names]

    found = [("In quarantine, refused by", "", lines(record["refused"]))] if "refused" in record else []
    warned = ruling.reported.get(record["id"], ()) if ruling else ()
    return [*found, ("Published with a warning by", "soft", lines(warned))] if warned and "refused" not in record else found
