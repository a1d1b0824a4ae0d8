"""Dates of header slots."""

from __future__ import annotations

import pytest

from copydesk.formats.dates import is_month_first, read_date


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("July 20, 2015", "2015-07-20"), ("20 juillet 2015", "2015-07-20"), ("1er août 2016", "2016-08-01"), ("5. Mai 2014", "2014-05-05"),
        ("20 de julio de 2015", "2015-07-20"), ("12 мая 2020 г.", "2020-05-12"), ("15.02.2018", "2018-02-15"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26"),
        ("2019年5月3日", "2019-05-03"), ("2019년 5월 3일", "2019-05-03"), ("٢٠ يوليو ٢٠١٥", "2015-07-20"),
        ("2019-11-18T10:00:00Z", "2019-11-18T10:00:00Z"),
        ("20190503T101010+0200", "2019-05-03T10:10:10+02:00"), ("Aug. 29", "XXXX-08-29"), ("18 ene", "XXXX-01-18"),
        ("2014. május 5.", "2014-05-05"),
        ("Friday, 5. July 2019 09:31:00 CEST", "2019-07-05"), ("January 11, 2010 Monday", "2010-01-11"),
    ],
)  # fmt: skip
def test_a_header_date_is_read_to_iso(slot: str, value: str) -> None:
    """A date as a header slot writes it becomes ISO 8601, with X for a year that is not stated."""
    assert read_date(slot) == value


@pytest.mark.parametrize("slot", ["", "Monday", "31.02.2018", "12.13.14.15", "p. 24", "Vol. 3 No. 9", "99 words"])
def test_what_is_no_date_gives_none(slot: str) -> None:
    """Pages, versions and impossible days are no dates."""
    assert read_date(slot) is None


def test_a_day_above_twelve_settles_the_order_of_the_file() -> None:
    """07/20/2015 anywhere in a file says that its numeric dates put the month first."""
    assert is_month_first(["03/04/2015", "07/20/2015"])
    assert not is_month_first(["03/04/2015", "20/07/2015"])
    assert read_date("03/04/2015", month_first=True) == "2015-03-04"
