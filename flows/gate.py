"""The one door between publishing and the checks: measures in the worker, the verdict in the flow."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    import pyarrow as pa

    from copydesk.types import Cleaned


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the gate ruled: ``refused`` is article id to expectations; ``objections`` are what forbids publishing at all."""

    refused: Mapping[str, tuple[str, ...]]
    verdicts: tuple[Mapping[str, Any], ...]
    objections: tuple[str, ...]
    reported: Mapping[str, tuple[str, ...]]
    evidence: Mapping[str, Mapping[str, str]]
    docs: str | None = None


_TOLD = ("suite", "name", "description", "severity", "success", "checked", "unexpected", "error")


def measure_source(cleaned: Cleaned, size: int) -> Iterator[tuple[str | None, str]]:
    """The measures of one source as (article id, JSON); the row of the source itself has None for the id and comes first."""
    from checks.measures import measure_articles, measure_ledger

    yield None, orjson.dumps(measure_ledger(cleaned, size=size)).decode()
    for row in measure_articles(cleaned):
        yield row["id"], orjson.dumps(row).decode()


def judge_measures(
    tables: Iterable[pa.Table], duplicates: Mapping[str, str], *, sources_in: int, sources_refused: int, docs: Path | None, run_name: str
) -> Ruling:
    """The gate's ruling on the measures of every partition, one partition in memory at a time.

    ``tables`` must be re-iterable: ledgers are judged before articles. Sources that are duplicates of others are not
    judged. Data Docs are built in ``docs`` unless it is None.
    """
    from checks.gate import judge
    from checks.measures import measure_run

    for name in list(logging.root.manager.loggerDict):
        if name.startswith("great_expectations"):
            logging.getLogger(name).setLevel(logging.CRITICAL)

    ledgers = [row for table in tables for row in _rows(table, duplicates, ledger=True)]
    run = measure_run(ledgers, sources_in=sources_in, sources_refused=sources_refused)
    parts = (list(_rows(table, duplicates, ledger=False)) for table in tables)
    verdict = judge(parts, ledgers, run, run_name=run_name, docs_dir=docs)
    return Ruling(
        refused=verdict.quarantine,
        verdicts=tuple({name: getattr(j, name) for name in _TOLD} for j in verdict.judgements),
        objections=() if verdict.run_ok else verdict.reasons or ("the run's own suite failed",),
        reported=verdict.reported,
        evidence=verdict.evidence,
        docs=str(verdict.docs) if verdict.docs else None,
    )


def _rows(table: pa.Table, duplicates: Mapping[str, str], *, ledger: bool) -> Iterator[dict[str, Any]]:
    for source, article, row in zip(*(table[name].to_pylist() for name in ("source", "article", "row")), strict=True):
        if (article is None) is ledger and source not in duplicates:
            yield orjson.loads(row)
