"""Expect that a ledger accounts for every character: kept + lifted + dropped + repaired = the source's length."""

from __future__ import annotations

from typing import Any

import pandas as pd

from checks.expectations.stock import (
    MulticolumnMapExpectation,
    MulticolumnMapMetricProvider,
    PandasExecutionEngine,
    multicolumn_condition_partial,
)

PARTS = ("kept", "lifted", "dropped", "repaired")


class LedgerAccounts(MulticolumnMapMetricProvider):
    """Per source: the parts add up to its length."""

    condition_metric_name = "multicolumn_values.copydesk_accounts"
    condition_domain_keys = ("column_list", "ignore_row_if")
    condition_value_keys = ()

    @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
    def _pandas(cls, column_list: pd.DataFrame, **_: Any) -> pd.Series[bool]:
        return column_list[list(PARTS)].sum(axis=1) == column_list["length"]


class ExpectLedgerToAccountForSource(MulticolumnMapExpectation):
    """Expect kept, lifted, dropped and repaired characters to add up to the length of the source."""

    map_metric = "multicolumn_values.copydesk_accounts"
