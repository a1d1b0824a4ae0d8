"""The gate: judges measures by the suites, with Great Expectations, and says what may be published.

The text never comes here: a row of numbers and short reasons stands for each article. Articles and ledgers are judged by
partition with one reused definition; of what was judged only packed digests stay (for ids and copies that come again in another
partition), and what failed by name.
A record is refused by what an expectation counted, not by its ``success``; an expectation that could not be judged is an
error of the pipeline and refuses publication.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from checks.articles import ARTICLES
from checks.engine import Engine, Finding
from checks.frames import batch_rows, build_frame
from checks.ledger import LEDGER
from checks.origins import ORIGINS
from checks.repeats import Copies, Seen
from checks.rows import ArticleRow, LedgerRow, OriginRow, RunRow
from checks.run import RUN
from checks.suites import Rule, Settings, find_name
from checks.thresholds import RunLimits, Thresholds, read_thresholds
from checks.verdict import Judgement, Verdict

SUITES: dict[str, tuple[Rule, ...]] = {"articles": ARTICLES, "ledger": LEDGER, "origins": ORIGINS, "run": RUN}
"""Every suite by its name, in the order of the verdict."""

KEYS = {"articles": "id", "ledger": "source", "origins": "origin"}
"""The column whose values name the rows of a suite."""

PARTITION = 20_000
"""Rows judged at once, whatever the partitions of the tables: 12 MB of measures. Great Expectations' own cost a batch is then a
third of the gate's; with 5,000 rows it was two thirds."""

_REASONS = {
    "text_has_no_mojibake": "evidence",
    "text_is_not_lost": "evidence",
    "text_has_no_lost_characters": "evidence",
    "text_has_no_boilerplate": "evidence",
    "text_has_no_spam": "evidence",
    "language_is_known": "language_fault",
    "language_agrees_with_langdetect": "langdetect",
    "title_is_well_formed": "title_fault",
    "authors_are_well_formed": "authors_fault",
    "dates_are_valid": "date_fault",
    "update_follows_publication": "order_fault",
    "date_is_not_after_the_run": "latest_date",
    "dateline_parses": "dateline_fault",
    "layout_is_as_promised": "layout_fault",
    "text_is_no_unnamed_copy": "copy_of",
    "source_can_be_rebuilt": "rebuild_fault",
    "stated_count_is_met": "stated_fault",
    "origin_keeps_its_template": "template_fault",
    "origin_stays_clean": "infection_fault",
    "origin_yields_articles": "articles_fault",
    "origin_keeps_its_languages": "languages_fault",
    "origin_keeps_its_charset": "damage_fault",
    "origin_is_not_silent": "silence_fault",
    "origin_does_not_double": "volume_fault",
}
"""The column that says why a row failed an expectation, for those that have one."""


def judge(
    articles: pd.DataFrame | Iterable[pd.DataFrame] | Iterable[list[Any]],
    ledgers: pd.DataFrame | Iterable[Mapping[str, Any]],
    run: Mapping[str, Any],
    *,
    run_name: str,
    origins: Iterable[Mapping[str, Any]] = (),
    docs_dir: Path | None = None,
    run_date: str | None = None,
    limits: Thresholds | None = None,
) -> Verdict:
    """The verdict over a run's measures.

    ``articles``: rows of ``measure_articles`` as one frame, or an iterator of partitions (frames or lists of rows).
    ``ledgers``: the rows of ``measure_ledger``. ``run``: what ``measure_run`` returned. ``origins``: the rows of
    ``checks.origins.build_rows``. ``run_date``: ISO 8601, today in UTC if None. ``docs_dir``: where Data Docs are built,
    replacing what is there; None builds none.
    Never raises on what the rows hold: what cannot be judged is in ``Verdict.errors`` and refuses publication.
    """
    settings = Settings(limits or read_thresholds(), run_date or datetime.now(UTC).date().isoformat())
    case = _Case(Engine(settings, run_name, SUITES, KEYS), run_name)
    sources = case.judge_ledgers(ledgers)
    case.judge_articles(articles, sources)
    case.judge_origins(origins)
    case.judge_run(run)
    docs = case.engine.build_docs(docs_dir, case.evidence) if docs_dir is not None else None
    return case.verdict(docs)


def judge_origins(
    origins: Iterable[Mapping[str, Any]], *, run_name: str, run_date: str | None = None, limits: Thresholds | None = None
) -> Verdict:
    """The verdict over the origins alone, of a run that brought no articles: rows and arguments as for ``judge``."""
    settings = Settings(limits or read_thresholds(), run_date or datetime.now(UTC).date().isoformat())
    case = _Case(Engine(settings, run_name, {"origins": ORIGINS}, KEYS), run_name)
    case.judge_origins(origins)
    return case.verdict(None)


class _Case:
    """One run before the gate: gathers findings until the verdict can be given."""

    def __init__(self, engine: Engine, run_name: str) -> None:
        self.engine, self.run_name = engine, run_name
        self.tallies = {(suite, find_name(rule)): _Tally() for suite, rules in engine.suites.items() for rule in rules}
        self.errors: list[str] = []
        self.bits = {name: 1 << number for number, (_, name) in enumerate(self.tallies)}
        self.refused: dict[str, int] = {}
        self.reported: dict[str, int] = {}
        self.sources: dict[str, tuple[str, ...]] = {}
        self.evidence: dict[str, dict[str, str]] = {}
        self.articles = 0
        self.ledgers = 0
        self.empty = 0
        self.run: dict[str, Any] = {}

    def judge_ledgers(self, ledgers: pd.DataFrame | Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
        """Judge the ledgers by partition; the sources whose articles must be kept back, with the expectations that refused them."""
        refused: dict[str, list[str]] = {}
        for frame in self._frames(ledgers, LedgerRow):
            self.ledgers += len(frame)
            self.empty += int((frame["articles"] == 0).sum())
            frame["kept_share"] = (frame["kept"] / frame["length"].clip(lower=1)).where(frame["articles"] > 0)
            for finding in self._judge("ledger", frame):
                if finding.severity == "critical":
                    for source in finding.failing:
                        refused.setdefault(source, []).append(finding.name)
        self.sources = {source: tuple(names) for source, names in sorted(refused.items())}
        return self.sources

    def judge_articles(
        self,
        articles: pd.DataFrame | Iterable[pd.DataFrame] | Iterable[list[Any]],
        sources: Mapping[str, tuple[str, ...]],
    ) -> None:
        """Judge the articles by partition, and what concerns several partitions."""
        copies, seen = Copies(), Seen()
        for frame in self._frames(articles, ArticleRow):
            self._judge_partition(frame, copies, seen, sources)

    def _frames(self, rows: pd.DataFrame | Iterable[Any], kind: type) -> Iterator[pd.DataFrame]:
        """The partitions that can be judged, one empty where there are no rows at all; what is wrong with others is noted."""
        empty = True
        for part in batch_rows(rows, PARTITION):
            frame, faults = build_frame(part, kind)
            self.errors += faults
            empty = False
            if not faults:
                yield frame
        if empty:
            yield build_frame([], kind)[0]

    def _judge(self, suite: str, frame: pd.DataFrame, again: Iterable[str] = ()) -> list[Finding]:
        """The findings of a suite in one partition, noted; ``again``: ids that an earlier partition held."""
        findings = self.engine.run(suite, frame)
        for finding in findings:
            self._note(finding, again if finding.name == "ids_are_unique" else ())
            self._keep_evidence(finding, frame)
        return findings

    def _judge_partition(self, frame: pd.DataFrame, copies: Copies, seen: Seen, sources: Mapping[str, tuple[str, ...]]) -> None:
        ids = frame["id"].tolist()
        # Of texts with the same words one may be the first; each other must name one, whichever of them came here first.
        nameless = frame["duplicate_of"].isna()
        digests = frame["copy_digest"].where(nameless, "").tolist()
        named = copies.find_copies(ids, digests)
        frame["copy_of"] = pd.Series(named, index=frame.index, dtype="str")
        before = seen.count
        again = sorted({id for id, place in zip(ids, seen.add(ids).tolist(), strict=True) if place < before})
        self.articles += len(frame)
        self._judge("articles", frame, again)
        held = frame[frame["source"].isin(sources.keys())]
        for id, source in zip(held["id"], held["source"], strict=True):
            self._add(self.refused, id, sources[source])

    def _note(self, finding: Finding, more: Iterable[str] = ()) -> None:
        """Add a finding to the tally of its expectation and, for articles, to the records that it names."""
        failing = tuple(dict.fromkeys((*finding.failing, *more)))
        self.tallies[finding.suite, finding.name].add(finding, failing)
        if finding.error:
            self.errors.append(f"{finding.suite}.{finding.name} could not be judged: {finding.error}")
        if finding.suite == "articles":
            to = self.refused if finding.severity == "critical" else self.reported
            for id in failing:
                self._add(to, id, (finding.name,))

    def _add(self, to: dict[str, int], id: str, names: Iterable[str]) -> None:
        for name in names:
            to[id] = to.get(id, 0) | self.bits[name]

    def _keep_evidence(self, finding: Finding, frame: pd.DataFrame) -> None:
        column = _REASONS.get(finding.name)
        if column is None or not finding.failing:
            return
        key = KEYS[finding.suite]
        rows = frame[frame[key].isin(finding.failing)]
        for id, reason in zip(rows[key], rows[column], strict=True):
            if not pd.isna(reason):
                self.evidence.setdefault(id, {})[finding.name] = str(reason)

    def judge_origins(self, origins: Iterable[Mapping[str, Any]]) -> None:
        """Judge the origins that came or were missed."""
        frame, faults = build_frame(origins, OriginRow)
        self.errors += faults
        if not faults:
            self._judge("origins", frame)

    def judge_run(self, run: Mapping[str, Any]) -> None:
        """Judge the run, now that it is known how many articles were refused."""
        limits = self.engine.settings.limits.run
        share = len(self.refused) / self.articles if self.articles else 0.0
        self.run = {
            **run,
            "articles": self.articles,
            "quarantined": len(self.refused),
            "quarantined_share": round(share, 6),
            "ledgers_broken": len(self.sources),
        }
        frame, faults = build_run_frame([self.run], self.empty / self.ledgers if self.ledgers else 0.0, limits)
        if faults:
            self.errors += faults
            return
        for finding in self.engine.run("run", frame):
            self._note(finding)

    def verdict(self, docs: Path | None) -> Verdict:
        """Everything that was found, in the suites' order."""
        judgements = tuple(self._judgement(suite, rule) for suite, rules in self.engine.suites.items() for rule in rules)
        broken = [j for j in judgements if j.suite == "run" and j.severity == "critical" and not j.success]
        errors = tuple(dict.fromkeys(self.errors))

        @cache
        def named(bits: int) -> tuple[str, ...]:
            return tuple(name for name, bit in self.bits.items() if bits & bit)

        def sort(by_id: dict[str, int]) -> dict[str, tuple[str, ...]]:
            return {id: named(bits) for id, bits in sorted(by_id.items())}

        return Verdict(
            run_name=self.run_name,
            run_ok=not broken and not errors,
            judgements=judgements,
            quarantine=sort(self.refused),
            reported=sort(self.reported),
            refused_sources=self.sources,
            evidence=self.evidence,
            reasons=tuple(f"{j.name}: {j.description}" for j in broken) + errors,
            errors=errors,
            run=self.run,
            docs=docs,
        )

    def _judgement(self, suite: str, rule: Rule) -> Judgement:
        name = find_name(rule)
        about, tally = self.engine.about[suite, name], self.tallies[suite, name]
        error = tally.error or (None if tally.runs else "the suite did not run")
        return Judgement(
            suite=suite,
            name=name,
            description=about.description,
            why=about.why,
            severity=about.severity,
            success=error is None and not tally.unexpected and not tally.failing,
            checked=tally.checked,
            unexpected=max(tally.unexpected, len(tally.failing)),
            failing=tuple(sorted(tally.failing)) if suite != "run" else (),
            error=error,
        )


def build_run_frame(rows: Iterable[Mapping[str, Any]], empty_share: float, limits: RunLimits) -> tuple[pd.DataFrame, list[str]]:
    """The frame of the run's suite: the rows, and the shares that follow from them (NaN where too few say nothing)."""
    frame, faults = build_frame(rows, RunRow)
    if not faults:
        frame["quarantined_share"] = frame["quarantined_share"].where(frame["articles"] >= limits.min_articles_for_share)
        frame["share_without_articles"] = empty_share
        share = frame["drifted_sources"] / frame["sources_watched"].clip(lower=1)
        frame["drifted_share"] = share.where(frame["sources_watched"] >= limits.min_origins_for_share)
    return frame, faults


class _Tally:
    """What one expectation found over all partitions."""

    __slots__ = ("checked", "error", "failing", "runs", "unexpected")

    def __init__(self) -> None:
        self.checked = self.unexpected = self.runs = 0
        self.failing: set[str] = set()
        self.error: str | None = None

    def add(self, finding: Finding, failing: Iterable[str]) -> None:
        """Add one partition."""
        self.runs += 1
        self.checked += finding.checked
        self.unexpected += finding.unexpected
        self.failing.update(failing)
        self.error = self.error or finding.error
