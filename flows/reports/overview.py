"""The page of a run: what came of it, what needs a person, plots, scorecards worst first, drift, expectations, sources, quarantine."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from copydesk.reasons import explain_label
from copydesk.types import Action, Label
from flows.judging.gate import Ruling
from flows.outcome import RunOutcome
from flows.reports.charts import Bar, Share, lay_out, lay_out_bars
from flows.reports.listing import Listing
from flows.reports.pages import render_page
from flows.reports.tallies import count_labels_by_source, count_languages, count_spam_families, read_tallies
from flows.snapshots.snapshot import Snapshot

# Rows of a table and failing ids of an expectation: beyond, a page is no longer read, and the snapshot holds them all.
MOST_ROWS = 1_000
_MOST_IDS = 200
_MOST_MESSAGES = 500
_MOST_SNAPSHOTS = 24
_VERDICTS = {
    "published": "good",
    "partly": "warn",
    "quarantined": "bad",
    "no-story": "warn",
    "refused": "bad",
    "failed": "bad",
    "duplicate": "plain",
}
_TIMES = (("lifted", "a-lift"), ("repaired", "a-repair"), ("removed", "a-drop"), ("spam", "l-spam"))
_SEVERITY = {"critical": "bad", "warning": "warn", "info": "plain"}


def render_run(
    cleaned: Path,
    snapshot: Snapshot | None,
    outcome: RunOutcome,
    ruling: Ruling,
    listing: Listing,
    versions: Mapping[str, str],
    docs: bool,
) -> str:
    """The page. ``listing``: the sources, each row with the ``page`` that shows it ('' where none does)."""
    times = read_tallies(cleaned, _MOST_SNAPSHOTS) if snapshot else []
    labels = next((labels for _, name, labels in times if snapshot and name == snapshot.name), Counter[Label]())
    pages = {row["name"]: row["page"] for row in listing.first}
    bars = [_time(*one) for one in times] if len(times) > 1 else []
    judged = _judged(ruling, snapshot, pages)
    held = _read_quarantine(snapshot, ruling) if snapshot else _refused_rows(ruling)
    held_in_all = sum(table.num_rows for table in snapshot.each("quarantine", ["id"])) if snapshot else len(held)
    return render_page(
        "run.html",
        "run",
        title=outcome.summary,
        outcome=outcome,
        messages=[(message, _find_page(message, pages)) for message in outcome.messages[:_MOST_MESSAGES]],
        tiles=_tiles(outcome, labels),
        whole=lay_out([Share(label.value, labels[label], f"l-{label}", explain_label(label)) for label in Label], labels.total()),
        by_source=_by_source(snapshot, listing.lost) if snapshot else (),
        times=bars,
        kinds=_TIMES,
        ceiling=_find_ceiling(bars),
        languages=lay_out_bars([Share(k, v, "tone-plain") for k, v in count_languages(snapshot).items()]) if snapshot else (),
        families=lay_out_bars([Share(k, v, "l-spam") for k, v in count_spam_families(snapshot).items()]) if snapshot else (),
        verdicts=lay_out_bars([Share(k, v, f"tone-{_VERDICTS[k]}") for k, v in listing.verdicts.items() if v]),
        tones=_VERDICTS,
        severities=_SEVERITY,
        cards=[dict(card) for card in ruling.scorecards][:MOST_ROWS],
        drifts=[dict(drift) for drift in ruling.drifts],
        failing=[row for row in judged if not row["success"]],
        holding=[row for row in judged if row["success"]],
        sources=listing.first[:MOST_ROWS],
        more_sources=listing.verdicts.total() if listing.verdicts.total() > MOST_ROWS else 0,
        quarantine=[row | {"page": pages.get(row["source"], "")} for row in held[:MOST_ROWS]],
        more_quarantine=held_in_all if held_in_all > MOST_ROWS else 0,
        versions=versions,
        docs=docs,
    )


def _tiles(outcome: RunOutcome, labels: Mapping[Label, int]) -> list[tuple[str, str, str]]:
    counts, total = outcome.counts, max(1, sum(labels.values()))
    parts = {action: sum(n for label, n in labels.items() if label.action is action and label is not Label.WHITESPACE) for action in Action}

    def share(number: int) -> str:
        return f"{100 * number / total:.1f} %" if labels else "–"

    return [
        ("articles published", f"{counts.articles:,}", ""),
        ("sources", f"{counts.sources:,}", ""),
        ("in quarantine", f"{counts.articles_quarantined:,}", "bad" if counts.articles_quarantined else ""),
        ("refused", f"{counts.refused:,}", "bad" if counts.refused else ""),
        ("kept", share(parts[Action.KEEP]), ""),
        ("removed", share(parts[Action.DROP]), ""),
        ("of it spam", f"{labels.get(Label.SPAM, 0):,}", "bad" if labels.get(Label.SPAM) else ""),
        ("repaired", f"{parts[Action.REPAIR]:,}", ""),
    ]


def _time(published: str, name: str, labels: Counter[Label]) -> Bar:
    sums = Counter({action: sum(n for label, n in labels.items() if label.action is action) for action in Action})
    spam, white = labels[Label.SPAM], labels[Label.WHITESPACE]
    amounts = (sums[Action.LIFT], sums[Action.REPAIR], sums[Action.DROP] - spam - white, spam)
    shares = [Share(word, amount, kind) for (word, kind), amount in zip(_TIMES, amounts, strict=True)]
    return Bar(published[:16].replace("T", " "), lay_out(shares, sum((sums[Action.KEEP], *amounts))), name)


def _find_ceiling(bars: Sequence[Bar]) -> int:
    """The top of the plot over time, in per cent: a round number above the highest column."""
    highest = max((sum(piece.width for piece in bar.pieces) for bar in bars), default=0.0)
    return next((top for top in (2, 5, 10, 20, 30, 40, 60, 80) if highest <= top), 100)


def _by_source(snapshot: Snapshot, most: Sequence[Mapping[str, Any]]) -> list[Bar]:
    """Of the sources that lost most: the share of each label in what was removed, over the source's length."""
    by_prefix: dict[str, list[str]] = defaultdict(list)
    for row in most:
        by_prefix[row["prefix"]].append(row["name"])
    sums = {name: labels for prefix, names in by_prefix.items() for name, labels in count_labels_by_source(snapshot, prefix, names).items()}
    bars = []
    for row in most:
        labels = sums[row["name"]]
        gone = [label for label in Label if label.action is Action.DROP and label is not Label.WHITESPACE]
        total = max(1, row["length"])
        removed = sum(labels[label] for label in gone)
        shares = [Share(label.value, labels[label], f"l-{label}") for label in gone]
        bars.append((removed / total, Bar(row["name"], lay_out(shares, total), f"{100 * removed / total:.0f} %", row["page"])))
    return [bar for _, bar in sorted(bars, key=lambda pair: (-pair[0], pair[1].name))]


def _judged(ruling: Ruling, snapshot: Snapshot | None, pages: Mapping[str, str]) -> list[dict[str, Any]]:
    """Every expectation, those that fail first by severity, each with the ids (or sources, or origins) that failed it."""
    failing: dict[str, dict[str, str]] = defaultdict(dict)
    for name, failed in ruling.failing.items():
        failing[name] = {id: ruling.evidence.get(id, {}).get(name, "") for id in failed}
    for told in (ruling.refused, ruling.reported):
        for id, names in told.items():
            for name in names:
                failing[name].setdefault(id, ruling.evidence.get(id, {}).get(name, ""))
    for id, reasons in ruling.evidence.items():
        for name, reason in reasons.items():
            failing[name].setdefault(id, reason)
    homes = _find_homes(snapshot, {id for ids in failing.values() for id in list(ids)[:_MOST_IDS]}) if snapshot else {}
    rows = []
    for verdict in ruling.verdicts:
        ids = failing.get(verdict["name"], {}) if not verdict["success"] else {}
        shown = [{"id": id, "reason": reason, "page": _page_of(id, homes, pages)} for id, reason in sorted(ids.items())[:_MOST_IDS]]
        rows.append(dict(verdict) | {"ids": shown, "more_ids": max(0, len(ids) - _MOST_IDS), "tone": _SEVERITY[verdict["severity"]]})
    return sorted(rows, key=lambda row: (row["success"], list(_SEVERITY).index(row["severity"])))


def _find_page(message: str, pages: Mapping[str, str]) -> str:
    """The page of the source that a message begins with; '' where it begins with none."""
    at = message.find(": ")
    while at >= 0:
        if message[:at] in pages:
            return pages[message[:at]]
        at = message.find(": ", at + 1)
    return ""


def _page_of(id: str, homes: Mapping[str, str], pages: Mapping[str, str]) -> str:
    if pages.get(id):
        return pages[id]
    page = pages.get(homes.get(id, ""), "")
    return f"{page}#{id}" if page else ""


def _find_homes(snapshot: Snapshot, ids: set[str]) -> dict[str, str]:
    """The sources of these articles."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = pa.array(sorted(ids), pa.string())
    found: dict[str, str] = {}
    for table in snapshot.each("measures", ["source", "article"]):
        rows = table.filter(pc.is_in(table["article"], value_set=wanted))
        found.update(zip(rows["article"].to_pylist(), rows["source"].to_pylist(), strict=True))
    return found


def _read_quarantine(snapshot: Snapshot, ruling: Ruling) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for table in snapshot.each("quarantine"):
        rows += [_held(row, ruling) for row in table.slice(0, MOST_ROWS - len(rows)).to_pylist()]
        if len(rows) >= MOST_ROWS:
            break
    return rows


def _held(row: dict[str, Any], ruling: Ruling) -> dict[str, Any]:
    evidence = ruling.evidence.get(row["id"], {})
    told = [evidence[name] for name in row["expectations"] if name in evidence]
    begins = json.loads(row["record"])["text"][:120]
    return {"id": row["id"], "source": row["source"], "expectations": row["expectations"], "evidence": "; ".join(told), "begins": begins}


def _refused_rows(ruling: Ruling) -> list[dict[str, Any]]:
    return [
        {"id": id, "source": "", "expectations": names, "evidence": "; ".join(_values(ruling.evidence.get(id, {}), names)), "begins": ""}
        for id, names in ruling.refused.items()
    ]


def _values(evidence: Mapping[str, str], names: Iterable[str]) -> list[str]:
    return [evidence[name] for name in names if name in evidence]
