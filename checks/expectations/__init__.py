"""Custom expectations: what Great Expectations has no words for, each rendered in Data Docs by its own description."""

from checks.expectations.absence import ExpectNoFault, ExpectNoMojibake, ExpectNothingLeft
from checks.expectations.dates import ExpectDateNotAfterRun
from checks.expectations.languages import ExpectLanguageToAgree
from checks.expectations.tiling import ExpectLedgerToAccountForSource

__all__ = [
    "ExpectDateNotAfterRun",
    "ExpectLanguageToAgree",
    "ExpectLedgerToAccountForSource",
    "ExpectNoFault",
    "ExpectNoMojibake",
    "ExpectNothingLeft",
]
