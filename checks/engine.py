"""What the gate drives: one Great Expectations context, a definition and a checkpoint a suite, Data Docs.

The context is ephemeral, for suites are code and nothing must be kept between runs; a file context rewrites the id of
every expectation on each update.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import great_expectations as gx
import pandas as pd
from great_expectations.core.run_identifier import RunIdentifier
from great_expectations.data_context.types.base import ProgressBarsConfig

from checks.pages.renderers import tell_counts
from checks.suites import Rule, Settings, build_suite

RESULT_FORMAT = {
    "result_format": "COMPLETE",
    "exclude_unexpected_values": True,  # else every entry copies its row
    "return_unexpected_index_query": False,
    "partial_unexpected_count": 0,
}
"""All failing ids (``unexpected_index_list`` is complete on pandas, ``unexpected_list`` stops at 200) and nothing else."""


_NOT_IN_A_PATH = re.compile(r"[^\w .:+@=-]")
"""A run's name becomes a folder of Data Docs."""


@dataclass(frozen=True, slots=True)
class About:
    """What is fixed about an expectation."""

    description: str
    why: str
    severity: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one expectation found in one partition."""

    suite: str
    name: str
    severity: str
    checked: int
    unexpected: int
    failing: tuple[str, ...]
    error: str | None


class Engine:
    """Runs suites over frames and builds the pages about it. ``keys``: suite to the column whose values name its rows."""

    def __init__(self, settings: Settings, run_name: str, suites: Mapping[str, tuple[Rule, ...]], keys: Mapping[str, str]) -> None:
        self.settings, self.suites, self._keys = settings, dict(suites), dict(keys)
        self.run_name = _NOT_IN_A_PATH.sub("-", run_name).strip(" .") or "run"
        self.about: dict[tuple[str, str], About] = {}
        self._started = datetime.now(UTC)
        self._parts: dict[str, int] = {}
        self._told: dict[tuple[str, str], str] = {}
        self._context = gx.get_context(mode="ephemeral")
        self._context.enable_analytics(False)
        self._context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
        for site in list(self._context.list_data_docs_sites()):
            self._context.delete_data_docs_site(site)
        source = self._context.data_sources.add_pandas("copydesk")
        self._checkpoints = {name: self._prepare(source, name, rules) for name, rules in self.suites.items()}

    def _prepare(self, source: Any, name: str, rules: tuple[Rule, ...]) -> Any:
        suite = self._context.suites.add(build_suite(name, rules, self.settings))
        for expectation in suite.expectations:
            meta = expectation.meta or {}
            self.about[name, meta["name"]] = About(str(expectation.description), meta["why"], meta["severity"])
        batch = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("rows")
        definition = gx.ValidationDefinition(name=name, data=batch, suite=suite)
        key = self._keys.get(name)
        wanted = {**RESULT_FORMAT, "unexpected_index_column_names": [key]} if key else RESULT_FORMAT
        return self._context.checkpoints.add(
            gx.Checkpoint(
                name=name,
                validation_definitions=[self._context.validation_definitions.add(definition)],
                result_format=wanted,
            )
        )

    def run(self, suite: str, frame: pd.DataFrame) -> list[Finding]:
        """What every expectation of the suite finds in the frame."""
        part = self._parts[suite] = self._parts.get(suite, 0) + 1
        run_name = self.run_name if part == 1 else f"{self.run_name} part {part}"
        run_id = RunIdentifier(run_name=run_name, run_time=self._started)
        try:
            result = self._checkpoints[suite].run(batch_parameters={"dataframe": frame}, run_id=run_id)
        except Exception as error:  # whatever breaks inside must refuse publication, not pass for success
            reason = f"{type(error).__name__}: {error}"[:300]
            return [Finding(suite, name, about.severity, 0, 0, (), reason) for (of, name), about in self.about.items() if of == suite]
        (judged,) = result.run_results.values()
        self._told[suite, run_name] = tell_counts(judged.results)
        return [self._read(suite, one) for one in judged.results]

    def _read(self, suite: str, judged: Any) -> Finding:
        key = self._keys.get(suite)
        meta = judged.expectation_config.meta
        result = judged.result or {}
        error = _find_error(judged.exception_info)
        unexpected = result.get("unexpected_count")
        if error is None and unexpected is None:
            error = "no counts came back"
        checked = int(result.get("element_count") or 0)
        failing = _read_ids(result.get("unexpected_index_list") or [], key) if key else ()
        if error is None and unexpected and key and not failing:
            error = "it failed without naming the rows"
        return Finding(suite, meta["name"], meta["severity"], checked, int(unexpected or 0), failing, error)

    def build_docs(self, folder: Path, evidence: Mapping[str, Mapping[str, str]]) -> Path:
        """Data Docs of everything that ran, for reading without a network; the path of the index page. ``evidence``: for
        the name of a row the reason by expectation."""
        from checks.pages.site import build_site

        return build_site(self._context, folder, evidence, self._told)


def _find_error(info: Any) -> str | None:
    """What was raised, of one metric or of several."""
    if not info:
        return None
    each = [info] if "raised_exception" in info else list(info.values())
    raised = [one for one in each if isinstance(one, dict) and one.get("raised_exception")]
    return str(raised[0].get("exception_message") or "an exception without a message")[:300] if raised else None


def _read_ids(listed: Any, key: str) -> tuple[str, ...]:
    """Ids of an ``unexpected_index_list``: one mapping of the key to all ids, or a mapping for each row."""
    ids: list[str] = []
    for entry in listed:
        value = entry[key]
        ids += map(str, value) if isinstance(value, list) else [str(value)]
    return tuple(dict.fromkeys(ids))
