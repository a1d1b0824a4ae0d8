"""Expect that the language of a record and langdetect's opinion are the same, where langdetect has one."""

from __future__ import annotations

from typing import Any, Literal

import pandas as pd

from checks.expectations.stock import (
    ColumnPairMapExpectation,
    ColumnPairMapMetricProvider,
    PandasExecutionEngine,
    column_pair_condition_partial,
)
from checks.langdetection import find_tongue


class SameTongue(ColumnPairMapMetricProvider):
    """Per record: both tags stand for one language, as far as langdetect tells languages apart."""

    condition_metric_name = "column_pair_values.copydesk_same_tongue"
    condition_domain_keys = ("column_A", "column_B", "ignore_row_if")
    condition_value_keys = ()

    @column_pair_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
    def _pandas(cls, column_A: pd.Series[str], column_B: pd.Series[str], **_: Any) -> pd.Series[bool]:
        pairs = zip(column_A.astype(str), column_B.astype(str), strict=True)
        return pd.Series([find_tongue(one) == find_tongue(other) for one, other in pairs], index=column_A.index, dtype=bool)


class ExpectLanguageToAgree(ColumnPairMapExpectation):
    """Expect the record's language to be the one that langdetect finds; records without its opinion are passed over."""

    ignore_row_if: Literal["both_values_are_missing", "either_value_is_missing", "neither"] = "both_values_are_missing"
    domain_keys = (*ColumnPairMapExpectation.domain_keys, "ignore_row_if")  # type: ignore[assignment]  # the base lacks it

    map_metric = "column_pair_values.copydesk_same_tongue"
