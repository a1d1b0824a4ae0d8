"""Expectations that something is absent: counts that must be nought, reasons that must not be given."""

from __future__ import annotations

from checks.expectations.stock import ExpectColumnValuesToBeBetween, ExpectColumnValuesToBeNull


class ExpectNothingLeft(ExpectColumnValuesToBeBetween):
    """Expect the count of places in each record to be nought: nothing is left of what the cleaning should have removed."""

    min_value: float = 0
    max_value: float = 0


class ExpectNoMojibake(ExpectNothingLeft):
    """Expect no place in the text where a wrong charset made other characters of the right ones."""


class ExpectNoFault(ExpectColumnValuesToBeNull):
    """Expect no reason to be given in a column of faults: the field is well-formed, or there is none."""
