"""The one door between publishing and the checks: measures in the worker, the verdict in the flow."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    import pyarrow as pa

    from checks.history import Past
    from copydesk.types import Cleaned
    from flows.memory import Memory


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the gate ruled: ``refused`` is article id to expectations; ``objections`` are what forbids publishing at all.

    ``failing`` is expectation to what failed it: ids of articles, names of sources or origins. ``drifts``, ``scorecards``
    (worst first) and ``history`` are what it found of the origins, as docs/drift.md describes.
    """

    refused: Mapping[str, tuple[str, ...]]
    verdicts: tuple[Mapping[str, Any], ...]
    objections: tuple[str, ...]
    reported: Mapping[str, tuple[str, ...]]
    evidence: Mapping[str, Mapping[str, str]]
    docs: str | None = None
    drifts: tuple[Mapping[str, Any], ...] = ()
    scorecards: tuple[Mapping[str, Any], ...] = ()
    history: tuple[Past, ...] = ()
    failing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_TOLD = ("suite", "name", "description", "severity", "success", "checked", "unexpected", "error")


def measure_source(cleaned: Cleaned, size: int) -> Iterator[tuple[str | None, str]]:
    """The measures of one source as (article id, JSON); the row of the source itself has None for the id and comes first."""
    from checks.measures import measure_articles, measure_ledger

    yield None, orjson.dumps(measure_ledger(cleaned, size=size)).decode()
    for row in measure_articles(cleaned):
        yield row["id"], orjson.dumps(row).decode()


def judge_measures(
    tables: Iterable[pa.Table],
    duplicates: Mapping[str, str],
    *,
    sources_in: int,
    sources_refused: int,
    docs: Path | None,
    run_name: str,
    copies: Mapping[str, str] = MappingProxyType({}),
    memory: Memory | None = None,
) -> Ruling:
    """The gate's ruling on the measures of every partition, one partition in memory at a time.

    ``tables`` must be re-iterable: ledgers are judged before articles. Sources that are duplicates of others are not
    judged. Data Docs are built in ``docs`` unless it is None. ``copies``: article id to
    the id of the first one. ``memory``: what is remembered of the origins.
    """
    from checks.drift import find_drift
    from checks.gate import judge
    from checks.history import carry_on, find_next_run, summarize_run
    from checks.measures import measure_run
    from checks.origins import build_rows
    from checks.scorecards import build_scorecards
    from checks.thresholds import read_thresholds

    for name in list(logging.root.manager.loggerDict):
        if name.startswith("great_expectations"):
            logging.getLogger(name).setLevel(logging.CRITICAL)

    limits = read_thresholds()
    ledgers = [row for table in tables for row in _rows(table, duplicates, ledger=True)]
    past = memory.past if memory else ()
    fresh = [row for row in ledgers if memory is None or row["source"] in memory.new]
    now = summarize_run(fresh, find_next_run(past))
    found = find_drift(past, now, limits.drift)
    run = measure_run(
        ledgers,
        sources_in=sources_in,
        sources_refused=sources_refused,
        watched=len(found.watched),
        drifted=len({*found.drifted} & {*found.watched}),
    )
    parts = ([row | {"duplicate_of": copies.get(row["id"])} for row in _rows(table, duplicates, ledger=False)] for table in tables)
    verdict = judge(parts, ledgers, run, run_name=run_name, origins=build_rows(now, found), docs_dir=docs, limits=limits)
    kinds = {drift.origin: tuple(one.kind for one in found.drifts if one.origin == drift.origin) for drift in found.drifts}
    lines = [replace(one, drifts=kinds.get(one.origin, ())) for one in now]
    cards = build_scorecards(ledgers, _find_sources(tables, {*verdict.quarantine, *verdict.reported}), verdict, found.drifts)
    return Ruling(
        refused=verdict.quarantine,
        verdicts=tuple({name: getattr(j, name) for name in _TOLD} for j in verdict.judgements),
        objections=() if verdict.run_ok else verdict.reasons or ("the run's own suite failed",),
        reported=verdict.reported,
        evidence=verdict.evidence,
        docs=str(verdict.docs) if verdict.docs else None,
        drifts=tuple(asdict(drift) for drift in found.drifts),
        scorecards=tuple(asdict(card) for card in cards),
        history=carry_on(past, lines, limits.drift.max_history),
        failing={j.name: j.failing for j in verdict.judgements if j.failing},
    )


def _find_sources(tables: Iterable[pa.Table], ids: Iterable[str]) -> dict[str, str]:
    """The sources of these articles."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = pa.array(sorted(ids), pa.string())
    found: dict[str, str] = {}
    for table in tables:
        rows = table.select(["source", "article"]).filter(pc.is_in(table["article"], value_set=wanted))
        found.update(zip(rows["article"].to_pylist(), rows["source"].to_pylist(), strict=True))
    return found


def _rows(table: pa.Table, duplicates: Mapping[str, str], *, ledger: bool) -> Iterator[dict[str, Any]]:
    for source, article, row in zip(*(table[name].to_pylist() for name in ("source", "article", "row")), strict=True):
        if (article is None) is ledger and source not in duplicates:
            yield orjson.loads(row)
