"""Expect that no record is dated after the run that publishes it: such a date was misread, or is an embargo."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd

from checks.expectations.stock import ColumnMapExpectation, ColumnMapMetricProvider, PandasExecutionEngine, column_condition_partial


class DateNotAfter(ColumnMapMetricProvider):
    """Per record: its ISO 8601 day is not more than ``days_ahead`` days after ``run_date``."""

    condition_metric_name = "column_values.copydesk_not_after"
    condition_value_keys = ("run_date", "days_ahead")

    @column_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column: pd.Series[str], run_date: str, days_ahead: int, **_: Any) -> pd.Series[bool]:
        limit = (date.fromisoformat(run_date) + timedelta(days=days_ahead)).isoformat()
        return column.astype(str) <= limit


class ExpectDateNotAfterRun(ColumnMapExpectation):
    """Expect no day in the column to lie after the day of the run (with some slack for time zones)."""

    run_date: str
    days_ahead: int = 1

    map_metric = "column_values.copydesk_not_after"
    success_keys = ("run_date", "days_ahead", "mostly")
