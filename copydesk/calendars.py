"""Years and days of other calendars, turned into Gregorian ones where the text leaves no doubt.

Example: ``۲۹ مرداد ۱۴۰۴`` is 20 August 2025. Only solar Hijri (Jalali), Thai Buddhist, Minguo and Japanese era years are
read: each is named by its era word or by its month names. The lunar Hijri calendar is left alone, for its day
depends on the country.
"""

from __future__ import annotations

from datetime import date, timedelta

BUDDHIST_OFFSET = 543
MINGUO_OFFSET = 1911
ERA_OFFSETS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": MINGUO_OFFSET, "民国": MINGUO_OFFSET}

# Jalali years (1206 to 1498) that break the 33-year leap rule are none between 1300 and 1500: the 2820-year table and the
# rule agree there.
_LEAP_REMAINDERS = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
_EPOCH_YEAR, _EPOCH = 1300, date(1921, 3, 21)


def is_jalali_year(year: int) -> bool:
    """Whether a bare four-digit year next to a Jalali month can only be solar Hijri."""
    return 1300 <= year < 1500


def jalali_to_gregorian(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a solar Hijri date between 1300 and 1499; None where the date does not exist."""
    if not (is_jalali_year(year) and 1 <= month <= 12):
        return None
    leap = year % 33 in _LEAP_REMAINDERS
    length = 31 if month <= 6 else 30 if month <= 11 or leap else 29
    if not 1 <= day <= length:
        return None
    years = range(_EPOCH_YEAR, year)
    days = 365 * len(years) + sum(y % 33 in _LEAP_REMAINDERS for y in years)
    days += 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1
    return _EPOCH + timedelta(days=days)


def gregorian_year(year: int) -> int:
    """A four-digit year as a Gregorian one: Thai Buddhist years (2400 to 2700) lose 543."""
    return year - BUDDHIST_OFFSET if 2400 <= year <= 2700 else year
