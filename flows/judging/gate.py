"""The one door between publishing and the checks: measures in the worker, the verdict in the flow."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    import pyarrow as pa

    from checks.drift import Drift
    from checks.history import Past
    from checks.verdict import Verdict
    from copydesk.types import Cleaned
    from flows.judging.memory import Memory


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
    from checks.history import Summary, carry_on, find_next_run
    from checks.origins import build_rows
    from checks.scorecards import build_scorecards
    from checks.thresholds import read_thresholds
    from checks.totals import Totals

    _quieten()
    limits = read_thresholds()
    past = memory.past if memory else ()
    totals, fresh, whole = Totals(), Summary(), Summary()
    for rows, new in _each_ledger(tables, duplicates, memory):
        totals.add(rows)
        for row, is_new in zip(rows, new, strict=True):
            (fresh if is_new else whole).add(row)
    now = fresh.lines(find_next_run(past))
    whole.join(fresh)
    found = find_drift(past, now, limits.drift)
    run = totals.measure(
        sources_in=sources_in,
        sources_refused=sources_refused,
        watched=len(found.watched),
        drifted=len({*found.drifted} & {*found.watched}),
    )
    ledgers = (row for rows, _ in _each_ledger(tables, duplicates, memory) for row in rows)
    parts = (rows for table in tables for rows in _read_articles(table, duplicates, copies))
    verdict = judge(parts, ledgers, run, run_name=run_name, origins=build_rows(now, found), docs_dir=docs, limits=limits)
    kinds = {drift.origin: tuple(one.kind for one in found.drifts if one.origin == drift.origin) for drift in found.drifts}
    lines = [replace(one, drifts=kinds.get(one.origin, ())) for one in now]
    cards = build_scorecards(whole.lines(0), _find_origins(tables, {*verdict.quarantine, *verdict.reported}), verdict, found.drifts)
    return Ruling(
        refused=verdict.quarantine,
        verdicts=_plain_verdicts(verdict),
        objections=() if verdict.run_ok else verdict.reasons or ("the run's own suite failed",),
        reported=verdict.reported,
        evidence=verdict.evidence,
        docs=str(verdict.docs) if verdict.docs else None,
        drifts=tuple(asdict(drift) for drift in found.drifts),
        scorecards=tuple(asdict(card) for card in cards),
        history=carry_on(past, lines, limits.drift.max_history),
        failing={j.name: j.failing for j in verdict.judgements if j.failing},
    )


def judge_silence(drifts: Sequence[Drift], run_name: str) -> Ruling:
    """The ruling of a run that brought nothing: the suite of the origins over those that are missed, which are all watched."""
    from checks.drift import DriftReport
    from checks.gate import judge_origins
    from checks.origins import build_rows

    _quieten()
    report = DriftReport(tuple(drifts), tuple(dict.fromkeys(drift.origin for drift in drifts)))
    verdict = judge_origins(build_rows((), report), run_name=run_name)
    return Ruling(
        refused={},
        verdicts=_plain_verdicts(verdict),
        objections=(),
        reported={},
        evidence=verdict.evidence,
        drifts=tuple(asdict(drift) for drift in drifts),
        failing={j.name: j.failing for j in verdict.judgements if j.failing},
    )


def _quieten() -> None:
    """Great Expectations logs what the gate tells in words of its own."""
    for name in list(logging.root.manager.loggerDict):
        if name.startswith("great_expectations"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _plain_verdicts(verdict: Verdict) -> tuple[Mapping[str, Any], ...]:
    return tuple({name: getattr(j, name) for name in _TOLD} for j in verdict.judgements)


def _find_origins(tables: Iterable[pa.Table], ids: Iterable[str]) -> dict[str, str]:
    """The origins of these articles; an article stands in one table with its source."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = pa.array(sorted(ids), pa.string())
    found: dict[str, str] = {}
    for table in tables:
        articles = table.select(["source", "article"]).filter(pc.is_in(table["article"], value_set=wanted))
        if articles.num_rows:
            sources = pc.unique(articles["source"])
            ledgers = table.filter(pc.and_(pc.is_null(table["article"]), pc.is_in(table["source"], value_set=sources)))
            origins = {name: str(orjson.loads(row)["origin"]) for name, row in _pairs(ledgers)}
            for article, source in zip(articles["article"].to_pylist(), articles["source"].to_pylist(), strict=True):
                if source in origins:
                    found[article] = origins[source]
    return found


def _pairs(table: pa.Table) -> Iterator[tuple[str, str]]:
    return zip(table["source"].to_pylist(), table["row"].to_pylist(), strict=True)


def _each_ledger(
    tables: Iterable[pa.Table], duplicates: Mapping[str, str], memory: Memory | None
) -> Iterator[tuple[list[dict[str, Any]], list[bool]]]:
    """The rows of the ledgers of each table, and which of them are of new sources."""
    from flows.judging.memory import each_ledger

    for names, rows in each_ledger(tables):
        new = [place >= 0 for place in memory.new.find(names).tolist()] if memory is not None else [True] * len(names)
        kept = [(orjson.loads(row), fresh) for name, row, fresh in zip(names, rows, new, strict=True) if name not in duplicates]
        yield [row for row, _ in kept], [fresh for _, fresh in kept]


def _read_articles(table: pa.Table, duplicates: Mapping[str, str], copies: Mapping[str, str]) -> Iterator[list[dict[str, Any]]]:
    """The measures of a table's articles, each with the id of the first one where it is a copy, some thousands at a time."""
    import pyarrow.compute as pc

    from flows.judging.memory import BATCH

    articles = table.filter(pc.is_valid(table["article"]))
    for start in range(0, articles.num_rows, BATCH):
        rows = [orjson.loads(row) for source, row in _pairs(articles.slice(start, BATCH)) if source not in duplicates]
        for row in rows:
            row["duplicate_of"] = copies.get(row["id"])
        yield rows
