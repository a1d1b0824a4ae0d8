"""The verdict of the gate: for every expectation what it found, and what follows for records, sources and the run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Judgement:
    """One expectation over the whole run. ``failing`` are all ids that it refused (names in the suites of
    ledgers and origins, nothing in the suite of the run); ``error`` is set where it could not be judged at all."""

    suite: str
    name: str
    description: str
    why: str
    severity: str
    success: bool
    checked: int
    unexpected: int
    failing: tuple[str, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be published.

    ``quarantine``: article id to the names of the critical expectations that refused it, in the suites' order. An article
    whose source's ledger failed is named there with the ledger's expectations. ``reported``: the same for warnings and
    information; these records are published. ``evidence``: for refused and reported ids, and for the
    sources and origins that an expectation named, a short reason or quotation per expectation, where there is one.
    ``run_ok`` False: publish nothing, leave the last snapshot as it is; ``reasons`` says
    why in one sentence each, ``errors`` where the gate itself could not do its work.
    """

    run_name: str
    run_ok: bool
    judgements: tuple[Judgement, ...]
    quarantine: Mapping[str, tuple[str, ...]]
    reported: Mapping[str, tuple[str, ...]]
    refused_sources: Mapping[str, tuple[str, ...]]
    evidence: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    run: Mapping[str, Any] = field(default_factory=dict)
    docs: Path | None = None

    def summary(self) -> list[dict[str, Any]]:
        """The judgements as plain rows without the failing ids: for the manifest, a table artifact, a report."""
        rows = [asdict(judgement) for judgement in self.judgements]
        for row in rows:
            del row["failing"]
        return rows
